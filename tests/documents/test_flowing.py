"""What stands on the documents of several pages: a person, what was heard, a list, the cover of a day pack."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from netplus_desktop.core.records import (
    Ask,
    AskKind,
    AskState,
    ContactRef,
    ContactRow,
    Direction,
    Event,
    EventKind,
    ExchangeEntry,
    ExchangeState,
    FormerPost,
    HeardKind,
    HeardState,
    Introduction,
    IntroductionEvent,
    IntroductionKind,
    Medium,
    Person,
    Point,
    PointKind,
    Question,
    Tiara,
)
from netplus_desktop.documents.day_pack import cover
from netplus_desktop.documents.flow import NEW_LINE, Flow
from netplus_desktop.documents.heard_summary import heard_summary
from netplus_desktop.documents.people_list import people_list
from netplus_desktop.documents.person_sheet import person_sheet
from netplus_desktop.documents.prep_sheet import SheetData
from tests.documents.made import NOW, OFFERS, PERSON, contact, heard, interview

HELD = replace(
    interview(starts=datetime(2026, 9, 2, 10, 0), zone="UTC", purpose="A first look"),
    id=4,
    events=(Event(EventKind.HELD, datetime(2026, 9, 2, 10, 20, tzinfo=UTC)),),
    notes="n recruiting patients\nA quiet room, and tea\n\nt read the rule",
    questions=(
        Question("What changed?", Tiara.TRENDS, asked=True, answer="Patients decide.\nMore paper."),
        Question("Not asked?", Tiara.ADVICE),
    ),
)


def rows(flow: Flow, title: str) -> list[tuple[str, ...]]:
    (section,) = (section for section in flow.sections if section.title == title)
    return list(section.rows)


def whole(flow: Flow) -> str:
    return "\n".join([flow.title, *flow.about, *("|".join(row) for one in flow.sections for row in one.rows)])


# --- a person ---------------------------------------------------------------------------------------------


def test_the_person_sheet_tells_what_is_known_in_sections() -> None:
    person = replace(
        PERSON,
        said="PREE-ya",
        nickname="Pri",
        tags=("health", "panel"),
        points=(*PERSON.points, Point(PointKind.ADDRESS, "1 Mill Lane\nOxford", "home")),
    )
    known = contact(
        person,
        introduced=(ContactRef(3, "Ifeoma Bright"),),
        former_posts=(FormerPost(1, "Old Mill", "Designer", date(2026, 5, 1)),),
        last_contact=date(2026, 9, 2),
        interviews=(interview(), HELD),
        heard=(heard(HeardKind.NEED, "recruiting patients"),),
        exchange=(
            ExchangeEntry(1, 1, Direction.I_GAVE, "the salary survey", date(2026, 10, 8), ExchangeState.DELIVERED),
        ),
    )
    flow = person_sheet(known, NOW)
    assert (flow.title, flow.about) == (
        "Priya Raman",
        ("say: PREE-ya", "UX Research Lead, Calder Clinics · called Pri"),
    )
    assert rows(flow, "How to reach") == [
        ("E-mail", "priya.raman@calder.example"),
        ("Phone", "+1 971 555 0142"),
        ("Address, home", f"1 Mill Lane{NEW_LINE}Oxford"),
    ]
    assert dict(rows(flow, "Our link")) == {  # type: ignore[arg-type]
        "Introduced by": "Tomás Alvarez",
        "How we met": "UX meetup in Portland",
        "Led me to": "Ifeoma Bright",
        "Last contact": "Wed 2 Sep",
        "Tags": "health, panel",
    }
    assert rows(flow, "Worked before at") == [("until about 1 May 2026", "Designer, Old Mill")]
    assert rows(flow, "What I heard") == [("Need", "recruiting patients")]
    assert [day for day, _ in rows(flow, "Conversations")] == ["Mon 23 Nov 2026", "Wed 2 Sep 2026"]
    assert rows(flow, "They shared") == [("Wed 2 Sep 2026", "their time for a talk")]
    assert rows(flow, "I gave") == [("Thu 8 Oct 2026", "the salary survey")]


def test_the_person_sheet_tells_of_requests_and_introductions_and_not_of_what_was_only_thought_of() -> None:
    day = date(2026, 10, 8)
    asks = (Ask(1, 1, None, AskKind.ADVICE, "how to begin", AskState.THANKED, day, day, date(2026, 10, 9)),)
    joined = IntroductionEvent(IntroductionKind.INTRODUCED, datetime(2026, 10, 10, 12, tzinfo=UTC))
    introductions = (Introduction(1, ContactRef(1, "Priya Raman"), ContactRef(3, "Lee Chan"), events=(joined,)),)
    thought = ExchangeEntry(1, 1, Direction.I_GAVE, "a primer", day, ExchangeState.CONSIDERED)
    flow = person_sheet(contact(asks=asks, introductions=introductions, exchange=(thought,)), NOW)
    assert rows(flow, "I asked for") == [("Thu 8 Oct 2026", "how to begin")]
    assert rows(flow, "They shared") == [("Thu 8 Oct 2026", "helped with: how to begin")]
    assert rows(flow, "I gave") == [
        ("Sat 10 Oct 2026", "an introduction to Lee Chan"),
        ("Fri 9 Oct 2026", "a thank-you for: how to begin"),
    ]


def test_sections_with_nothing_to_say_are_left_out() -> None:
    flow = person_sheet(contact(Person("Ann Lee"), introducer=None), NOW)
    assert (flow.about, flow.sections) == ((), ())


@pytest.mark.parametrize("private", [False, True])
def test_private_notes_are_printed_only_where_that_was_ticked(private: bool) -> None:
    known = contact(interviews=(HELD,))
    assert ("A private note about Priya" in whole(person_sheet(known, NOW, private=private))) is private
    assert ("A quiet room, and tea" in whole(heard_summary(known, NOW, private=private))) is private


# --- what was heard ---------------------------------------------------------------------------------------


def test_what_was_heard_stands_by_conversation_with_what_became_of_it() -> None:
    known = contact(
        interviews=(HELD,),
        heard=(
            heard(HeardKind.PROMISE, "Send the survey", interview_id=4, due=date(2026, 11, 27)),
            heard(HeardKind.PROMISE, "Look at my portfolio", interview_id=4, mine=False, state=HeardState.DONE),
            heard(HeardKind.NEED, "recruiting patients", interview_id=4, state=HeardState.DONE),
            heard(HeardKind.TAKEAWAY, "read the rule", interview_id=4, action="read it by Friday"),
            heard(HeardKind.ENERGY, "diary studies", interview_id=4),
            heard(HeardKind.REFERRAL, "Ifeoma Bright", interview_id=None),
        ),
    )
    flow = heard_summary(known, NOW)
    assert flow.title == "What I heard from Priya Raman"
    assert [section.title for section in flow.sections] == ["Wed 2 Sep 2026: A first look", "Between conversations"]
    assert rows(flow, "Wed 2 Sep 2026: A first look") == [
        ("Need", "recruiting patients · met"),
        ("Takeaway", "read the rule · I will: read it by Friday"),
        ("My promise", "Send the survey · by Fri 27 Nov"),
        ("Their promise", "Look at my portfolio · kept"),
        ("Energy topic", "diary studies"),
        ("I asked", f"What changed?{NEW_LINE}Patients decide.{NEW_LINE}More paper."),
    ]
    assert rows(flow, "Between conversations") == [("Name given", "Ifeoma Bright")]


def test_lines_of_the_notes_that_were_filed_are_not_told_twice() -> None:
    flow = heard_summary(contact(interviews=(HELD,)), NOW, private=True)
    assert [text for label, text in rows(flow, "Wed 2 Sep 2026: A first look") if label == "My notes"] == [
        "A quiet room, and tea"
    ]


def test_nothing_heard_yet_is_said() -> None:
    assert whole(heard_summary(contact(), NOW)).endswith("Nothing is written down yet.")


# --- the list ---------------------------------------------------------------------------------------------


def test_the_list_tells_where_people_work_how_to_reach_them_and_what_it_was_narrowed_by() -> None:
    row = ContactRow(
        1, "Priya Raman", "UX Research Lead", "Calder Clinics", None, date(2025, 9, 2), False, False, False
    )
    flow = people_list([(row, PERSON), (replace(row, last_contact=None), Person("Priya Raman"))], "ux", NOW)
    assert (flow.title, flow.about) == ("People", ("2 people · found by “ux”",))
    (section,) = flow.sections
    assert section.table and section.heads == ("Name", "Role, employer", "E-mail, phone", "Last contact")
    assert section.rows[0] == (
        "Priya Raman",
        f"UX Research Lead{NEW_LINE}Calder Clinics",
        f"priya.raman@calder.example{NEW_LINE}+1 971 555 0142",
        "2 Sep 2025",
    )
    assert section.rows[1][2:] == ("", "")


# --- the day pack -----------------------------------------------------------------------------------------


def test_the_cover_tells_my_time_and_theirs_the_place_and_what_to_do_if_it_fails() -> None:
    here = NOW.astimezone(ZoneInfo("Europe/Berlin"))
    met = interview(medium=Medium.IN_PERSON, place="Café Wren", fallback="", minutes=30)
    flow = cover(
        date(2026, 11, 23),
        [SheetData(contact(), interview(), OFFERS, here), SheetData(contact(), met, OFFERS, here)],
    )
    assert flow.title == "Monday, 23 November 2026"
    assert flow.about == ("2 interviews, a prep sheet for each on the pages after this",)
    assert list(flow.sections[0].rows) == [
        (
            f"15:00{NEW_LINE}14:00 there{NEW_LINE}20 minutes",
            f"Priya Raman{NEW_LINE}UX Research Lead, Calder Clinics",
            f"Video call{NEW_LINE}meet.example/calder",
            f"+1 971 555 0199{NEW_LINE}+1 971 555 0142",
        ),
        (
            f"15:00{NEW_LINE}14:00 there{NEW_LINE}30 minutes",
            f"Priya Raman{NEW_LINE}UX Research Lead, Calder Clinics",
            f"In person{NEW_LINE}Café Wren",
            "+1 971 555 0142",
        ),
    ]
