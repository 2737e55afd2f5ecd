"""What I heard from somebody: each conversation with the answers, needs, takeaways, names and promises it brought.

The raw notes of a conversation are private: they come onto it only where that is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from netplus_desktop.core import practice
from netplus_desktop.core.records import Contact, Heard, HeardKind, HeardState, Interview
from netplus_desktop.documents.flow import NEW_LINE, Flow, Section
from netplus_desktop.documents.wording import day, isolated, lines, plain

_ORDER = tuple(HeardKind)


@dataclass(frozen=True, slots=True)
class Wording:
    """Every sentence of the summary. Another language is another `Wording`."""

    title: str = "What I heard from {name}"
    talk: str = "{day}: {purpose}"
    no_purpose: str = "a conversation"
    planned: str = "Planned for {day}"
    no_day: str = "No day yet"
    between: str = "Between conversations"
    nothing: str = "Nothing is written down yet."
    asked: str = "I asked"
    notes: str = "My notes"
    theirs: str = "Their promise"
    action: str = "I will: {action}"
    met: str = "met"
    kept: str = "kept"
    withdrawn: str = "no longer open"
    by: str = "by {day}"
    printed: str = "NetPlus, what I heard · printed {day}"
    kinds: dict[HeardKind, str] = field(
        default_factory=lambda: {
            HeardKind.NEED: "Need",
            HeardKind.TAKEAWAY: "Takeaway",
            HeardKind.REFERRAL: "Name given",
            HeardKind.PROMISE: "My promise",
            HeardKind.ENERGY: "Energy topic",
        }
    )


ENGLISH = Wording()


def heard_summary(contact: Contact, now: datetime, *, private: bool = False, words: Wording = ENGLISH) -> Flow:
    """All conversations with a person, the latest first. `private` brings the raw notes, too."""
    person = contact.person
    role = ", ".join(isolated(part) for part in (plain(person.title), plain(person.organisation)) if part)
    sections = [
        Section(_talk_title(talk, now, words), rows)
        for talk in contact.interviews
        if (rows := tuple(_of_talk(talk, contact, now, private, words)))
    ]
    loose = tuple(_rows((heard for heard in contact.heard if heard.interview_id is None), now, words))
    if loose:
        sections.append(Section(words.between, loose))
    if not sections:
        sections.append(Section("", ((words.nothing,),), (1.0,)))
    return Flow(
        words.title.format(name=isolated(plain(person.name, 200))),
        (role,) if role else (),
        tuple(sections),
        words.printed.format(day=day(now, year=True, weekday=False)),
    )


def heard_rows(contact: Contact, now: datetime, words: Wording = ENGLISH) -> Iterator[tuple[str, str]]:
    """What was heard in all conversations, by kind: (what it is, what was said)."""
    return _rows(contact.heard, now, words)


def _talk_title(talk: Interview, now: datetime, words: Wording) -> str:
    purpose = plain(talk.plan.purpose, 200) or words.no_purpose
    held = practice.held_at(talk, now)
    if held is not None:
        when = day(held.astimezone(now.tzinfo), year=True)
    elif talk.plan.starts is not None:
        when = words.planned.format(day=day(talk.plan.starts, year=True))
    else:
        when = words.no_day
    return words.talk.format(day=when, purpose=isolated(purpose))


def _of_talk(
    talk: Interview, contact: Contact, now: datetime, private: bool, words: Wording
) -> Iterator[tuple[str, str]]:
    yield from _rows((heard for heard in contact.heard if heard.interview_id == talk.id), now, words)
    for question in talk.questions:
        answer = NEW_LINE.join(lines(question.answer))
        if answer:
            yield words.asked, f"{plain(question.text)}{NEW_LINE}{answer}"
    if private:
        for line in talk.notes.splitlines():
            if practice.filed_as(line) is None:  # what was filed stands above
                yield from ((words.notes, text) for text in lines(line))


def _rows(heard: Iterator[Heard] | tuple[Heard, ...], now: datetime, words: Wording) -> Iterator[tuple[str, str]]:
    for one in sorted(heard, key=lambda one: (_ORDER.index(one.kind), one.id)):
        theirs = one.kind is HeardKind.PROMISE and not one.mine
        yield words.theirs if theirs else words.kinds[one.kind], _told(one, now, words)


def _told(heard: Heard, now: datetime, words: Wording) -> str:
    more: list[str] = []
    if heard.action.strip():
        more.append(words.action.format(action=plain(heard.action)))
    if heard.state is HeardState.DONE:
        more.append(words.kept if heard.kind is HeardKind.PROMISE else words.met)
    elif heard.state is HeardState.WITHDRAWN:
        more.append(words.withdrawn)
    elif heard.due is not None:
        more.append(words.by.format(day=day(heard.due, year=heard.due.year != now.year)))
    return " · ".join((isolated(plain(heard.text)), *more))
