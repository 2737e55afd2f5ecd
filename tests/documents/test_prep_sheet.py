"""What stands on the prep sheet, and what goes first when the page is full."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from netplus_desktop.core.records import (
    Direction,
    ExchangeEntry,
    ExchangeState,
    HeardKind,
    HeardState,
    Interview,
    Medium,
    Person,
)
from netplus_desktop.documents.prep_sheet import Block, Entry, Sheet, SheetData, Wording, ladder
from tests.documents.made import BLANK, NOW, OFFERS, contact, heard, interview, sheet_data


def first(data: SheetData) -> Sheet:
    return next(ladder(data))


def texts(what: object) -> Iterator[str]:
    """Every text of a sheet, wherever it stands."""
    if isinstance(what, str):
        yield what
    elif isinstance(what, tuple):
        for item in what:
            yield from texts(item)
    elif is_dataclass(what):
        for field in fields(what):
            yield from texts(getattr(what, field.name))


def whole(sheet: Sheet) -> str:
    return "\n".join(texts(sheet))


def block(sheet: Sheet, title: str) -> Block:
    return next(known for known in sheet.known if known.title == title)


def test_the_strip_names_who_when_where_how_long_and_what_if_it_fails() -> None:
    sheet = first(sheet_data())
    assert sheet.name.text == "Priya Raman"
    assert [entry.text for entry in sheet.about] == [
        "UX Research Lead, Calder Clinics",
        "priya.raman@calder.example · +1 971 555 0142",
    ]
    assert [entry.text for entry in sheet.when] == [
        "Mon 23 Nov 2026, 14:00–14:20 GMT",
        "Video call: meet.example/calder",
        "20 minutes asked for",
        "If it fails: +1 971 555 0199",
    ]


def test_every_block_of_the_practice_is_there_in_its_order() -> None:
    sheet = first(sheet_data())
    text = whole(sheet)
    places = [
        text.index(part)
        for part in (
            "Priya Raman",
            "Introduced by Tomás Alvarez",
            "How researchers get hired",
            "Worth their time if: a view from outside",
            "I spent six years",
            "Leads a team of four",
            "What changed in UX research",
            "Advice: which case study",
            "Who else should I speak to, and may I use your name?",
            "FHIR in plain words",
            "how could I be of use to you?",
            "Needs heard",
            "Takeaways",
            "Names given",
            "Promises",
            "14:00 opening and overview · 14:04 discussion · 14:18 ending",
            "thank-you due Tue 24 Nov, 14:20",
        )
    ]
    assert places == sorted(places)


def test_questions_carry_their_letter_and_the_last_two_are_bold() -> None:
    questions = [entry for entry in first(sheet_data(questions=6)).questions if entry.text]
    assert [entry.letter for entry in questions] == ["T", "I", "A", "S", "R", "R"]
    assert [entry.bold for entry in questions] == [False, False, False, False, True, True]


def test_at_most_seven_questions_three_facts_and_three_offers_are_printed() -> None:
    sheet = first(sheet_data(questions=8))
    assert len([entry for entry in sheet.questions if entry.text]) == 7
    assert "eighth" not in whole(sheet)
    assert "rowing" not in whole(sheet)
    assert "fourth offer" not in whole(sheet)


def test_private_notes_stay_private() -> None:
    for sheet in ladder(sheet_data()):
        assert "rivate" not in whole(sheet)


def test_no_pronoun_is_guessed() -> None:
    guessed = re.compile(r"\b(s?he|his|hers?|him)\b", re.IGNORECASE)
    assert not guessed.search(whole(first(sheet_data())))
    assert not guessed.search(" ".join(str(getattr(Wording(), f.name)) for f in fields(Wording)))


def test_what_gives_way_does_so_in_the_order_of_the_practice() -> None:
    data = sheet_data(questions=7, overview="word " * 90)
    seen = [
        (
            sheet.size,
            sum(len(known.entries) for known in sheet.known if "What I know" in known.title),
            len([entry for entry in sheet.questions if entry.text]),
            len(block(sheet, "My one-minute account").entries[0].text.split()),
            sheet.most_lines,
        )
        for sheet in ladder(data)
    ]
    assert seen[0] == (10.5, 3, 7, 90, None)
    assert [facts for _, facts, *_ in seen] == sorted((facts for _, facts, *_ in seen), reverse=True)
    assert all(facts == 0 for _, facts, asked, *_ in seen if asked < 7), "facts go before questions"
    assert all(asked == 5 for _, _, asked, words, _ in seen if words < 90), "questions before the overview"
    assert all(words < 20 for *_, words, most in seen if most is not None), "the overview before elision"
    assert [most for *_, most in seen][-4:] == [4, 3, 2, 1]
    assert min(size for size, *_ in seen) == 10.0


def test_nobody_known_gives_an_empty_form() -> None:
    sheet = first(BLANK)
    blanks = [sheet.name, *sheet.about, *sheet.when, *sheet.questions]
    blanks += [entry for known in sheet.known for entry in known.entries]
    assert not any(entry.text for entry in blanks)
    assert [entry.label for entry in sheet.when] == [
        "Date, time",
        "Place or number",
        "Minutes asked for",
        "Fallback contact",
    ]
    assert [entry.text for entry in sheet.offers.entries] == ["", "", "Ask: how could I be of use to you?"]
    assert sheet.after.text == ""
    assert sheet.clock.startswith("minute 0 opening")


def test_a_field_that_is_not_filled_is_a_blank_to_fill() -> None:
    sheet = first(sheet_data(purpose="", overview=" \n ", fallback="", ask=""))
    assert block(sheet, "Why we are talking").entries[0].text == ""
    assert block(sheet, "My one-minute account").entries[0] == Entry(blanks=2)
    assert sheet.when[-1] == Entry(label="Fallback contact")
    assert sheet.asks.entries[0].text == ""


def test_fewer_than_five_questions_leave_room_for_own_ones() -> None:
    questions = first(sheet_data(questions=2)).questions
    assert [bool(entry.text) for entry in questions] == [True, True, False, False, False, False]


def test_the_link_tells_the_last_contact_and_what_i_still_promised() -> None:
    known = contact(
        last_contact=date(2026, 9, 2),
        heard=(
            heard(HeardKind.TAKEAWAY, "Read the interoperability rule"),
            heard(HeardKind.PROMISE, "Send the salary survey"),
            heard(HeardKind.PROMISE, "Look at my portfolio", mine=False),
            heard(HeardKind.PROMISE, "Something kept", state=HeardState.DONE),
        ),
    )
    link = block(first(SheetData(known, interview(), (), NOW)), "Our link")
    assert [entry.text for entry in link.entries] == [
        "Introduced by Tomás Alvarez · UX meetup in Portland",
        "Last contact Wed 2 Sep: Read the interoperability rule",
        "Still open from me: Send the salary survey",
    ]


def test_the_last_contact_may_be_what_i_gave_or_a_talk() -> None:
    gave = ExchangeEntry(1, 1, Direction.I_GAVE, "the salary survey", date(2025, 10, 8), ExchangeState.DELIVERED)
    known = contact(last_contact=date(2025, 10, 8), exchange=(gave,))
    assert "Last contact Wed 8 Oct 2025: I gave: the salary survey" in whole(first(SheetData(known, None, (), NOW)))
    earlier = replace(interview(purpose="a first look", starts=datetime(2026, 9, 2, 10)), id=4)
    known = contact(last_contact=date(2026, 9, 2), interviews=(earlier,))
    assert "Last contact Wed 2 Sep: a first look" in whole(first(SheetData(known, interview(), (), NOW)))


@pytest.mark.parametrize(
    ("zone", "expected", "mine"),
    [
        ("Europe/Berlin", "14:00–14:20 CET", "Mon 23 Nov, 05:00 PST for me"),
        ("America/Sao_Paulo", "14:00–14:20 Sao Paulo", "Mon 23 Nov, 09:00 PST for me"),
        ("America/Los_Angeles", "14:00–14:20 PST", None),
    ],
)
def test_another_zone_is_told_on_both_clocks(zone: str, expected: str, mine: str | None) -> None:
    here = NOW.astimezone(ZoneInfo("America/Los_Angeles"))
    sheet = first(replace(sheet_data(zone=zone), now=here))
    assert sheet.when[0].text.endswith(expected)
    assert (mine in [entry.text for entry in sheet.when]) if mine else len(sheet.when) == 4


def test_the_thank_you_is_due_24_hours_after_the_end_on_my_clock() -> None:
    here = datetime(2026, 11, 20, 9, tzinfo=UTC).astimezone(ZoneInfo("Asia/Tokyo"))
    assert first(replace(sheet_data(), now=here)).after.text == "After: thank-you due Tue 24 Nov, 23:20"


@pytest.mark.parametrize(
    ("minutes", "expected"), [(20, (0, 4, 18)), (30, (0, 6, 27)), (15, (0, 3, 13)), (0, (0, 1, 4))]
)
def test_the_clock_shares_the_minutes_out(minutes: int, expected: tuple[int, ...]) -> None:
    sheet = first(sheet_data(minutes=minutes, starts=None))
    assert tuple(int(number) for number in re.findall(r"minute (\d+)", sheet.clock)) == expected


def test_a_place_is_told_as_its_medium_needs() -> None:
    assert first(sheet_data(medium=Medium.IN_PERSON, place="Café Wren")).when[1].text == "Café Wren"
    assert first(sheet_data(medium=Medium.PHONE, place="")).when[1] == Entry(label="Phone call: place or number")
    assert first(sheet_data(medium=Medium.WRITTEN, place="")).when[1].text == "In writing"


def test_names_cannot_turn_or_break_the_line_they_stand_in() -> None:
    person = Person("Eve\u202egro.live\u2066\n\tAdams\x00\ud800", nickname="\u200bEv", organisation="شركة", title="CEO")
    sheet = first(SheetData(contact(person), interview(), OFFERS, NOW))
    assert sheet.name.text == "Eve gro.live Adams ?"
    assert sheet.about[0].text == "CEO, \u2068شركة\u2069 · called Ev"


def test_marks_do_not_pile_up() -> None:
    sheet = first(SheetData(contact(Person("Z" + "\u0300" * 200 + "oe")), None, (), NOW))
    assert sheet.name.text == "Z" + "\u0300" * 4 + "oe"


def test_a_question_without_text_is_left_out() -> None:
    talk: Interview = replace(interview(), questions=(replace(interview().questions[0], text="  "),))
    assert not any(entry.text for entry in first(SheetData(contact(), talk, (), NOW)).questions)
