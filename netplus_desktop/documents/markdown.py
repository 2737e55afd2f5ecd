"""People as pages of Markdown (CommonMark) with front matter, one for each: readable by hand, in Obsidian and its like.

What comes from data is text on the page, never markup: no picture, link or tag of a note comes alive in a viewer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from urllib.parse import quote

from netplus_desktop.core.people import plain as folded_words
from netplus_desktop.core.records import (
    Contact,
    ContactRef,
    Direction,
    EventKind,
    ExchangeEntry,
    Heard,
    HeardKind,
    Interview,
    PointKind,
)
from netplus_desktop.documents.file_names import safe_file_name
from netplus_desktop.documents.wording import plain

SUFFIX = ".md"

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&$!^=%])")
_LIST = re.compile(r"^(\d{0,9})([-+.)])(?=[ \t]|$)")

_HEARD = {
    HeardKind.NEED: "Need",
    HeardKind.TAKEAWAY: "Takeaway",
    HeardKind.REFERRAL: "Referral",
    HeardKind.PROMISE: "Promise",
    HeardKind.ENERGY: "Energy topic",
}

_KINDS = {
    PointKind.EMAIL: "E-mail",
    PointKind.PHONE: "Phone",
    PointKind.URL: "Web",
    PointKind.ADDRESS: "Address",
    PointKind.IM: "Messenger",
}

Link = Callable[[ContactRef], str]
"""How a page names somebody else: with a link to their page, where there is one."""


def file_names(people: Iterable[tuple[int, str]]) -> dict[int, str]:
    """A file name for each (id, name), no two alike on a disk that takes capitals for small letters."""
    names: dict[int, str] = {}
    taken: set[str] = set()
    for one, name in people:
        stem = name if folded_words(name) else f"person {one}"
        made, number = safe_file_name(stem, SUFFIX), 1
        while made.casefold() in taken:
            number += 1
            made = safe_file_name(stem, f" ({number}){SUFFIX}")
        taken.add(made.casefold())
        names[one] = made
    return names


def links_to(names: Mapping[int, str]) -> Link:
    """Links among pages in one folder; who has no page is named without one."""

    def link(ref: ContactRef) -> str:
        text = _line(ref.name)
        return f"[{text}]({quote(names[ref.id])})" if ref.id in names else text

    return link


def unlinked(ref: ContactRef) -> str:
    """Somebody named on a page that stands alone."""
    return _line(ref.name)


def page(contact: Contact, link: Link) -> str:
    """Everything known of a person as a page of Markdown."""
    return "\n".join([*_front_matter(contact), "", *_body(contact, link)]) + "\n"


def _front_matter(contact: Contact) -> Iterator[str]:
    """Properties as YAML; texts are quoted as in JSON, which YAML reads."""
    person = contact.person
    yield "---"
    yield f"name: {_quoted(person.name)}"
    for name, value in (
        ("nickname", person.nickname), ("title", person.title), ("organisation", person.organisation),
        ("department", person.department), ("birthday", person.birthday), ("met", person.met),
    ):  # fmt: skip
        if value:
            yield f"{name}: {_quoted(value)}"
    for name, kind in (("emails", PointKind.EMAIL), ("phones", PointKind.PHONE), ("urls", PointKind.URL)):
        if values := person.values(kind):
            yield f"{name}: [{', '.join(map(_quoted, values))}]"
    if person.tags:
        yield f"tags: [{', '.join(_quoted(tag) for tag in map(_tag, person.tags) if tag)}]"
    if contact.last_contact:
        yield f"last-contact: {contact.last_contact.isoformat()}"
    yield f"uid: {_quoted(person.uid)}"
    yield "---"


def _body(contact: Contact, link: Link) -> Iterator[str]:
    person = contact.person
    yield f"# {_line(person.name)}"
    if role := ", ".join(filter(None, (person.title, person.department, person.organisation))):
        yield from ("", _line(role))
    if person.points:
        yield ""
    for point in person.points:
        label = f" ({_line(point.label)})" if point.label else ""
        yield f"- {_KINDS[point.kind]}{label}: {_line(', '.join(point.value.splitlines()))}"
    introduced = [link(ref) for ref in contact.introduced]
    introducer = link(contact.introducer) if contact.introducer else _line(person.introduced_by)
    for told, value in (
        ("Introduced by", introducer),
        ("Led me to", ", ".join(introduced)),
        ("Met", _line(person.met)),
    ):
        if value:
            yield from ("", f"{told}: {value}")
    if person.note:
        yield from ("", "## Note", "", _text(person.note))
    for interview in contact.interviews:
        yield from _interview(interview, [one for one in contact.heard if one.interview_id == interview.id], link)
    if others := [one for one in contact.heard if one.interview_id is None]:
        yield from ("", "## Heard", "", *(_heard(one, link) for one in others))
    for direction, title in ((Direction.THEY_SHARED, "They shared"), (Direction.I_GAVE, "I gave")):
        if entries := [entry for entry in contact.exchange if entry.direction is direction]:
            yield from ("", f"## {title}", "")
            yield from (f"- {entry.on.isoformat()}: {_line(entry.text)} ({_how_far(entry)})" for entry in entries)
    if contact.asks:
        yield from ("", "## I asked", "")
        for ask in contact.asks:
            days = (("answered", ask.answered), ("thanked", ask.thanked), ("outcome reported", ask.reported))
            told = "".join(f"; {what} {day.isoformat()}" for what, day in days if day)
            yield f"- {ask.on.isoformat()}: {_line(ask.text)} ({ask.kind}, {ask.state}{told})"
    if contact.introductions:
        yield from ("", "## Introductions", "")
        for one in contact.introductions:
            other = one.second if one.first.id == contact.id else one.first
            told = ", ".join(f"{event.kind} {event.at.date().isoformat()}" for event in one.events)
            yield " ".join(filter(None, (f"- {link(other)}", f"({told})" if told else "", _line(one.reason))))


def _how_far(entry: ExchangeEntry) -> str:
    return str(entry.state) if entry.minutes is None else f"{entry.state}, {entry.minutes} minutes"


def _interview(interview: Interview, heard: list[Heard], link: Link) -> Iterator[str]:
    plan = interview.plan
    held = interview.event(EventKind.HELD)
    day = plan.starts or held or interview.created
    yield from ("", f"## Informational interview, {day.date().isoformat()}")
    if plan.starts is not None:
        moment = f"{plan.starts:%Y-%m-%d %H:%M} {plan.zone}"
        yield from ("", f"Time: {_line(moment)}, {plan.minutes} minutes, {plan.medium}")
    for name, value in (
        ("Purpose", plan.purpose), ("Outcome", plan.outcome), ("Place", plan.place), ("Fallback", plan.fallback),
        ("Overview", plan.overview), ("Facts", plan.facts), ("Ask", plan.ask),
    ):  # fmt: skip
        if value.strip():
            yield from ("", f"**{name}**", "", _text(value))
    if interview.events:
        yield ""
        yield from (f"- {event.kind}: {event.at.date().isoformat()}" for event in interview.events)
    if interview.questions:
        yield from ("", "### Questions", "")
    for question in interview.questions:
        yield f"- [{'x' if question.asked else ' '}] {_line(question.text)}"
        if question.answer.strip():
            yield from ("", _indented(_text(question.answer)), "")
    if interview.notes.strip():
        yield from ("", "### Notes", "", _text(interview.notes))
    if heard:
        yield from ("", "### Heard", "", *(_heard(one, link) for one in heard))
    if interview.letter is not None:
        sent = f", sent {interview.letter.sent.date().isoformat()}" if interview.letter.sent else ""
        yield from ("", f"### Thank-you{sent}", "", _line(interview.letter.subject), "", _text(interview.letter.body))


def _heard(one: Heard, link: Link) -> str:
    more = [one.state.value, *([f"due {one.due.isoformat()}"] if one.due else [])]
    if one.kind is HeardKind.PROMISE:
        more.insert(0, "mine" if one.mine else "theirs")
    told = f"- {_HEARD[one.kind]}, {one.on.isoformat()}: {_line(one.text)} ({', '.join(more)})"
    if one.action:
        told += f". I will: {_line(one.action)}"
    return told + (f". {link(one.referred)}" if one.referred else "")


def _quoted(text: str) -> str:
    return json.dumps(plain(text), ensure_ascii=False)


def _tag(tag: str) -> str:
    """A tag as Obsidian takes it: one word, no number alone."""
    word = re.sub(r"[^\w/-]+", "-", plain(tag)).strip("-")
    return word if not word.isdecimal() else f"n{word}"


def _line(text: str) -> str:
    """Text of one line that stays text."""
    return _LIST.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", plain(text, 100_000))) if text else ""


def _text(text: str) -> str:
    """Text of several lines that stays text, each line its own."""
    lines = [_line(line) for line in text.strip().splitlines()]
    return "\n".join(line + "  " if line and more else line for line, more in zip(lines, [*lines[1:], ""], strict=True))


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" if line else line for line in text.split("\n"))
