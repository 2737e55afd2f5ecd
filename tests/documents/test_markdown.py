"""People as pages of Markdown: complete, linked, and text where it is data."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

from PySide6.QtGui import QTextDocument

from netplus_desktop.core.records import (
    Ask,
    AskKind,
    AskState,
    Contact,
    ContactRef,
    Direction,
    Event,
    EventKind,
    ExchangeEntry,
    ExchangeState,
    Heard,
    HeardKind,
    Interview,
    InterviewPlan,
    Introduction,
    IntroductionEvent,
    IntroductionKind,
    Letter,
    Person,
    Point,
    PointKind,
    Question,
    Tiara,
)
from netplus_desktop.documents.markdown import file_names, links_to, page, unlinked

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)

ANN = Contact(
    1,
    Person(
        "Ann *Lee*",
        title="CTO",
        organisation="Mill & Sons",
        points=(Point(PointKind.EMAIL, "ann@example.org", "work"), Point(PointKind.ADDRESS, "1 Mill Lane\nOxford")),
        tags=("data people", "2026", "Ñandú"),
        note='# no heading\n- no list\n<img src="https://spy.example/x">\n![x](https://spy.example/y)\n1. one\n[[Bo]]',
        uid="u-1",
    ),
    ContactRef(2, "Bo/Bo"),
    (ContactRef(3, "Cy"),),
    (
        Interview(
            5,
            1,
            InterviewPlan(purpose="Learn", starts=datetime(2026, 11, 20, 14), zone="Europe/Berlin"),
            (Event(EventKind.HELD, NOW),),
            (Question("Why?", Tiara.ADVICE, True, "Because\nof it"),),
            "Wrote this down",
            Letter("Thanks", "Dear Ann,\nthank you"),
            NOW,
        ),
    ),
    (Heard(8, 1, 5, HeardKind.NEED, "a reader", date(2026, 11, 20)),),
    (ExchangeEntry(9, 1, Direction.I_GAVE, "A link", date(2026, 11, 21), ExchangeState.DELIVERED),),
    None,
    date(2026, 11, 21),
    NOW,
    NOW,
    False,
)


def test_a_page_says_all_that_is_known() -> None:
    text = page(ANN, unlinked)
    for part in (
        "ann@example.org", "1 Mill Lane, Oxford", "CTO, Mill", "Learn", "Europe/Berlin", "- [x] Why?", "  Because",
        "Wrote this down", "Need, 2026-11-20: a reader", "I gave", "A link (delivered)", "Thanks", "thank you",
        "held: 2026-11-23", "Introduced by: Bo/Bo", "Led me to: Cy",
    ):  # fmt: skip
        assert part in text


def test_a_page_says_what_was_asked_what_a_give_took_and_who_was_brought_together() -> None:
    day = date(2026, 11, 20)
    ask = Ask(1, 1, None, AskKind.REFERRAL, "whom *else*", AskState.GRANTED, day, day)
    asked = IntroductionEvent(IntroductionKind.FIRST_ASKED, NOW)
    one = Introduction(1, ContactRef(7, "Dee"), ContactRef(1, "Ann *Lee*"), "Both *sail*", events=(asked,))
    given = replace(ANN.exchange[0], minutes=20)
    text = page(replace(ANN, asks=(ask,), introductions=(one,), exchange=(given,)), unlinked)
    assert "- 2026-11-20: whom \\*else\\* (referral, granted; answered 2026-11-20)" in text
    assert "- Dee (first asked 2026-11-23) Both \\*sail\\*" in text
    assert "A link (delivered, 20 minutes)" in text


def test_the_front_matter_is_quoted_and_its_tags_are_words() -> None:
    head = page(replace(ANN, person=replace(ANN.person, name='A: "b"\n---\nevil: 1')), unlinked).split("\n---\n")[0]
    lines = dict(line.split(": ", 1) for line in head.split("\n")[1:])
    assert json.loads(lines["name"]) == 'A: "b" --- evil: 1'
    assert json.loads(lines["tags"]) == ["data-people", "n2026", "Ñandú"]
    assert json.loads(lines["emails"]) == ["ann@example.org"]
    assert lines.keys() == {"name", "title", "organisation", "emails", "tags", "last-contact", "uid"}


def test_what_was_typed_stays_text(qapp: object) -> None:
    document = QTextDocument()
    document.setMarkdown(page(ANN, unlinked).partition("\n---\n")[2])
    shown = document.toPlainText().replace("\u2028", "\n")
    for line in (*ANN.person.note.split("\n"), "Ann *Lee*", "Mill & Sons"):
        assert line in shown
    assert "<img" not in document.toHtml()
    block = document.begin()
    while block.isValid():
        pieces = block.begin()
        while not pieces.atEnd():
            assert not pieces.fragment().charFormat().isImageFormat()
            target = pieces.fragment().charFormat().anchorHref()  # only addresses are links of themselves
            assert target.removeprefix("mailto:") in pieces.fragment().text()
            pieces += 1
        block = block.next()


def test_names_of_files_are_safe_and_no_two_alike() -> None:
    people = [
        (1, "Ann Lee"),
        (2, "ann lee"),
        (3, "../../etc/passwd"),
        (4, "CON"),
        (5, "🎉"),
        (6, "x" * 300),
        (7, "x" * 300),
    ]
    names = file_names(people)
    assert len({name.casefold() for name in names.values()}) == len(people)
    assert all("/" not in name and not name.startswith(".") and len(name.encode()) <= 120 for name in names.values())
    assert names[1] == "Ann Lee.md" and names[5] == "person 5.md"


def test_pages_lead_to_one_another_where_there_are_pages() -> None:
    text = page(ANN, links_to(file_names([(1, "Ann"), (2, "Bo/Bo")])))
    assert "Introduced by: [Bo/Bo](Bo%20Bo.md)" in text
    assert "Led me to: Cy" in text
