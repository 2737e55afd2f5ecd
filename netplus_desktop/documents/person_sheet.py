"""A person on paper: who they are, how we know each other, what is open, what went both ways, and our conversations.

Private notes come onto it only where that is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from netplus_desktop.core import practice
from netplus_desktop.core.practice import ExchangeLine, LineKind
from netplus_desktop.core.records import Contact, Direction, ExchangeState, PointKind
from netplus_desktop.documents.flow import NEW_LINE, Flow, Section
from netplus_desktop.documents.heard_summary import heard_rows
from netplus_desktop.documents.wording import day, isolated, lines, plain


@dataclass(frozen=True, slots=True)
class Wording:
    """Every sentence of the sheet. Another language is another `Wording`."""

    said: str = "say: {said}"
    called: str = "called {nickname}"
    reach: str = "How to reach"
    link: str = "Our link"
    introduced_by: str = "Introduced by"
    met: str = "How we met"
    led_to: str = "Led me to"
    last: str = "Last contact"
    tags: str = "Tags"
    birthday: str = "Birthday"
    before: str = "Worked before at"
    until: str = "until about {day}"
    heard: str = "What I heard"
    talks: str = "Conversations"
    no_purpose: str = "a conversation"
    no_day: str = "no day yet"
    shared: str = "They shared"
    gave: str = "I gave"
    asked: str = "I asked for"
    time: str = "their time for a talk"
    talk: str = "a talk"
    thanks: str = "a thank-you"
    thanks_for: str = "a thank-you for: {what}"
    helped: str = "helped with: {what}"
    outcome: str = "the outcome"
    outcome_of: str = "news of what came of it: {what}"
    introduced: str = "an introduction to {what}"
    notes: str = "My private notes"
    printed: str = "NetPlus, {name} · printed {day}"
    points: dict[PointKind, str] = field(
        default_factory=lambda: {
            PointKind.EMAIL: "E-mail",
            PointKind.PHONE: "Phone",
            PointKind.URL: "Web page",
            PointKind.ADDRESS: "Address",
            PointKind.IM: "Messenger",
        }
    )


ENGLISH = Wording()

Rows = Iterator[tuple[str, str]]


def person_sheet(contact: Contact, now: datetime, *, private: bool = False, words: Wording = ENGLISH) -> Flow:
    """Everything that is known of a person; sections that would be empty are left out. `private` brings the notes."""
    person = contact.person
    name = isolated(plain(person.name, 200))
    parts = [
        (words.reach, _reach(contact, words)),
        (words.link, _link(contact, now, words)),
        (words.before, _posts(contact, words)),
        (words.heard, heard_rows(contact, now)),
        (words.talks, _talks(contact, now, words)),
        (words.shared, _exchange(contact, Direction.THEY_SHARED, now, words)),
        (words.gave, _exchange(contact, Direction.I_GAVE, now, words)),
        (words.asked, _exchange(contact, None, now, words)),
    ]
    sections = [Section(title, rows) for title, found in parts if (rows := tuple(found))]
    notes = lines(person.note) if private else []
    if notes:
        sections.append(Section(words.notes, tuple((line,) for line in notes), (1.0,)))
    return Flow(
        name,
        _about(contact, words),
        tuple(sections),
        words.printed.format(name=name, day=day(now, year=True, weekday=False)),
    )


def _about(contact: Contact, words: Wording) -> tuple[str, ...]:
    person = contact.person
    role = ", ".join(
        isolated(part) for part in (plain(person.title), plain(person.department), plain(person.organisation)) if part
    )
    nickname = plain(person.nickname, 60)
    called = words.called.format(nickname=isolated(nickname)) if nickname else ""
    said = plain(person.said, 200)
    spoken = words.said.format(said=isolated(said)) if said else ""
    return tuple(line for line in (spoken, " · ".join(part for part in (role, called) if part)) if line)


def _reach(contact: Contact, words: Wording) -> Rows:
    for point in contact.person.points:
        label = plain(point.label, 40)
        name = words.points[point.kind]
        yield f"{name}, {isolated(label)}" if label else name, NEW_LINE.join(lines(point.value))


def _link(contact: Contact, now: datetime, words: Wording) -> Rows:
    person = contact.person
    last = contact.last_contact
    told = (
        (words.introduced_by, plain(contact.introducer.name if contact.introducer else person.introduced_by)),
        (words.met, plain(person.met)),
        (words.led_to, ", ".join(isolated(plain(one.name)) for one in contact.introduced)),
        (words.last, day(last, year=last.year != now.year) if last else ""),
        (words.tags, ", ".join(isolated(plain(tag, 60)) for tag in person.tags)),
        (words.birthday, plain(person.birthday, 20)),
    )
    return ((label, text) for label, text in told if text)


def _posts(contact: Contact, words: Wording) -> Rows:
    for post in contact.former_posts:
        told = ", ".join(isolated(part) for part in (plain(post.title), plain(post.organisation)) if part)
        yield words.until.format(day=day(post.noticed, year=True, weekday=False)), told


def _talks(contact: Contact, now: datetime, words: Wording) -> Rows:
    for talk in contact.interviews:
        held = practice.held_at(talk, now)
        when: date | None = held.astimezone(now.tzinfo) if held else talk.plan.starts
        told = [plain(talk.plan.purpose) or words.no_purpose, plain(talk.plan.place)]
        yield day(when, year=True) if when else words.no_day, " · ".join(isolated(part) for part in told if part)


def _exchange(contact: Contact, direction: Direction | None, now: datetime, words: Wording) -> Rows:
    """What went one way, or (None) what I asked for; what was heard stands in a section of its own, and what was only
    thought of in none."""
    for line in practice.exchange_lines(
        contact.interviews,
        (),
        contact.exchange,
        now,
        asks=contact.asks,
        introductions=contact.introductions,
        contact_id=contact.id,
    ):
        if line.direction is direction and line.state is not ExchangeState.CONSIDERED:
            yield day(line.on, year=True), _told(line, words)


def _told(line: ExchangeLine, words: Wording) -> str:
    if line.kind is LineKind.MEETING:
        return words.time
    what = isolated(plain(line.text)) if line.text else ""
    told = {
        LineKind.THANKS: words.thanks_for if what else words.thanks,
        LineKind.HELP: words.helped,
        LineKind.LOOP: words.outcome_of if what else words.outcome,
        LineKind.INTRODUCED: words.introduced,
        LineKind.ASKED: "{what}" if what else words.talk,
    }
    return told.get(line.kind, "{what}").format(what=what)
