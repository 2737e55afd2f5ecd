"""People, talks and things heard for the tests of documents, with everything filled in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from netplus_desktop.core.records import (
    Contact,
    ContactRef,
    Heard,
    HeardKind,
    HeardState,
    Interview,
    InterviewPlan,
    Medium,
    Offer,
    OfferFields,
    Person,
    Point,
    PointKind,
    Question,
    Tiara,
)
from netplus_desktop.documents.prep_sheet import SheetData

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PERSON = Person(
    "Priya Raman",
    given="Priya",
    family="Raman",
    organisation="Calder Clinics",
    title="UX Research Lead",
    points=(Point(PointKind.EMAIL, "priya.raman@calder.example"), Point(PointKind.PHONE, "+1 971 555 0142")),
    met="UX meetup in Portland",
    note="A private note about Priya",
)
PLAN = InterviewPlan(
    purpose="How researchers get hired in clinics",
    outcome="a view from outside on the intake forms",
    starts=datetime(2026, 11, 23, 14, 0),
    zone="Europe/London",
    minutes=20,
    medium=Medium.VIDEO,
    place="meet.example/calder",
    fallback="+1 971 555 0199",
    overview="I spent six years turning messy interview notes into decisions at two agencies.",
    facts="Leads a team of four\nWrote about diary studies\nCalder opens two clinics\nLikes rowing",
    ask="Advice: which case study to lead with",
)
QUESTIONS = tuple(
    Question(text, kind)
    for text, kind in (
        ("What changed in UX research this year?", Tiara.TRENDS),
        ("What surprised you when you left agency work?", Tiara.INSIGHTS),
        ("What would you do first in my place?", Tiara.ADVICE),
        ("Which project are you most glad to have done?", Tiara.ASSIGNMENTS),
        ("Which course can I skip?", Tiara.RESOURCES),
        ("Who else should I be learning from?", Tiara.RESOURCES),
        ("How could I be of use to you?", Tiara.RESOURCES),
        ("An eighth question that no page has room for?", Tiara.RESOURCES),
    )
)
OFFERS = tuple(
    Offer(number, OfferFields(title), None, False)
    for number, title in enumerate(
        ("FHIR in plain words", "Introduce a recruiter", "An hour of Python help", "A fourth offer")
    )
)


def contact(person: Person = PERSON, **fields: object) -> Contact:
    made = Contact(
        id=1,
        person=person,
        introducer=ContactRef(2, "Tomás Alvarez"),
        introduced=(),
        interviews=(),
        heard=(),
        exchange=(),
        next_step=None,
        last_contact=None,
        created=NOW,
        changed=NOW,
        sample=False,
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def interview(questions: int = 6, **plan: object) -> Interview:
    return Interview(
        5,
        1,
        replace(PLAN, **plan),  # type: ignore[arg-type]
        (),
        QUESTIONS[:questions],
        "private notes of the talk",
        None,
        NOW,
    )


def heard(kind: HeardKind, text: str, **fields: object) -> Heard:
    made = Heard(7, 1, 5, kind, text, date(2026, 9, 2), HeardState.OPEN)
    return replace(made, **fields)  # type: ignore[arg-type]


def sheet_data(questions: int = 6, **plan: object) -> SheetData:
    return SheetData(contact(), interview(questions, **plan), OFFERS, NOW)


BLANK = SheetData(None, None, (), NOW)
