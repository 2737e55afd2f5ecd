"""The prep sheet: the one page that is taken to an informational interview. Content only; `ui.printing` draws it.

What stands on it, in which order, and what goes first when the page is full, is the practice's (prep sheet: strip,
link, purpose, overview, facts, questions, asks, offers, boxes, clock). Private notes come onto it only where the user
ticks that for this one printing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from netplus_desktop.core import practice
from netplus_desktop.core.clocks import DEFAULTS, Clocks, thank_you_due
from netplus_desktop.core.meeting_clock import Part, beginnings
from netplus_desktop.core.records import (
    Contact,
    Direction,
    ExchangeState,
    HeardKind,
    HeardState,
    Interview,
    InterviewPlan,
    Medium,
    Offer,
    PointKind,
)
from netplus_desktop.documents.wording import clock, day, fewer_words, isolated, lines, plain, zone_name

BODY_SIZES = (10.5, 10.0)
"""Sizes of the body in points: the first where it fits, never under 10."""

WRITING_SHARE = 0.35
"""The part of the page, within its margins, that is kept for handwriting."""

FEWEST_QUESTIONS, MOST_QUESTIONS = 5, 7
MOST_FACTS, MOST_OFFERS = 3, 3
_BLANK_OFFERS = 2
_OVERVIEW_WORDS = (75, 60, 45, 30, 15)
_NOTE_WORDS = 60


@dataclass(frozen=True, slots=True)
class SheetData:
    """All that may go onto a sheet. `contact` and `interview` are None for the blank form."""

    contact: Contact | None
    interview: Interview | None
    offers: tuple[Offer, ...]  # up to three that fit what is known
    now: datetime  # aware, in the zone that dates are printed in
    clocks: Clocks = DEFAULTS  # the user's own intervals
    private: bool = False  # whether the private notes on the person are printed, too


@dataclass(frozen=True, slots=True)
class Wording:
    """Every sentence of the sheet. Another language is another `Wording`."""

    name: str = "Name"
    role: str = "Role, employer"
    reach: str = "E-mail, phone"
    when: str = "Date, time"
    place: str = "Place or number"
    minutes: str = "Minutes asked for"
    fallback: str = "Fallback contact"
    asked_for: str = "{minutes} minutes asked for"
    if_it_fails: str = "If it fails: {fallback}"
    said: str = "say: {said}"
    called: str = "called {nickname}"
    my_time: str = "{day}, {time} {zone} for me"
    link: str = "Our link"
    introduced_by: str = "Introduced by {name}"
    last_contact: str = "Last contact {day}"
    last_contact_gist: str = "Last contact {day}: {gist}"
    gist_gave: str = "I gave: {text}"
    still_open: str = "Still open from me: {promise}"
    purpose: str = "Why we are talking"
    outcome: str = "Worth their time if: {outcome}"
    outcome_blank: str = "Worth their time if"
    overview: str = "My one-minute account"
    facts: str = "What I know, no need to ask"
    enjoys: str = "May enjoy telling about: {topics}"
    notes: str = "My private notes"
    questions: str = "Questions"
    kinds: str = "T trends · I insights · A advice · R resources · S assignments"
    asks: str = "What I would ask for"
    standing_ask: str = "Who else should I speak to, and may I use your name?"
    offers: str = "What I could offer"
    offers_to: str = "What I could offer {name}"
    of_use: str = "Ask: how could I be of use to you?"
    needs: str = "Needs heard"
    takeaways: str = "Takeaways"
    names: str = "Names given"
    promises: str = "Promises (mine, theirs, by when)"
    clock: str = "Clock"
    opening: str = "{at} opening and overview"
    discussion: str = "{at} discussion"
    ending: str = "{at} ending"
    minute: str = "minute {n}"
    thanks_due: str = "After: thank-you due {when}"
    thanks_due_blank: str = "After: thank-you within {n} hours, by"
    printed: str = "NetPlus prep sheet · printed {day}"
    media: dict[Medium, str] = field(
        default_factory=lambda: {
            Medium.VIDEO: "Video call",
            Medium.PHONE: "Phone call",
            Medium.IN_PERSON: "In person",
            Medium.WRITTEN: "In writing",
        }
    )


ENGLISH = Wording()


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph of a block. An empty text is a blank of `blanks` ruled lines; `label` stands before the first.
    `tick` puts a box to tick before it, `letter` a TIARA letter."""

    text: str = ""
    label: str = ""
    blanks: int = 1
    tick: bool = False
    letter: str = ""
    bold: bool = False
    whole: bool = False  # never elided


@dataclass(frozen=True, slots=True)
class Block:
    """A title with what stands under it."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One variant of a sheet. The fields stand in the order of the page.

    `most_lines` is how many lines a paragraph may take before it is elided; None means as many as it needs.
    `size` is that of the body in points.
    """

    name: Entry
    about: tuple[Entry, ...]  # under the name
    when: tuple[Entry, ...]  # beside the name: when, where, how long
    known: tuple[Block, ...]  # link, purpose, overview, facts
    questions_title: str
    questions_note: str
    questions: tuple[Entry, ...]
    asks: Block
    offers: Block
    boxes: tuple[str, ...]
    clock_title: str
    clock: str
    after: Entry
    footer: str
    size: float = BODY_SIZES[0]
    most_lines: int | None = None


def ladder(data: SheetData, words: Wording = ENGLISH) -> Iterator[Sheet]:
    """The sheet in ever shorter variants. The first that leaves `WRITING_SHARE` of the page free is the one to print.

    First the type becomes a little smaller, then facts go, then questions 7 and 6, then the overview shrinks, then
    every paragraph is elided: to four lines, three, two, one.
    """
    whole = _sheet(data, words, MOST_FACTS, MOST_QUESTIONS, None)
    yield whole
    small = BODY_SIZES[-1]
    facts = 0 if data.interview is None else min(len(lines(data.interview.plan.facts)), MOST_FACTS)
    asked = 0 if data.interview is None else min(len(data.interview.questions), MOST_QUESTIONS)
    steps: list[tuple[int, int, int | None]] = [(n, MOST_QUESTIONS, None) for n in range(facts, -1, -1)]
    steps += [(0, n, None) for n in range(asked - 1, FEWEST_QUESTIONS - 1, -1)]
    steps += [(0, FEWEST_QUESTIONS, n) for n in _OVERVIEW_WORDS]
    last = whole
    for kept_facts, kept_questions, overview_words in steps:
        last = replace(_sheet(data, words, kept_facts, kept_questions, overview_words), size=small)
        yield last
    for most in (4, 3, 2, 1):
        yield replace(last, most_lines=most)


def _sheet(data: SheetData, words: Wording, facts: int, questions: int, overview_words: int | None) -> Sheet:
    plan = data.interview.plan if data.interview else InterviewPlan()
    person = data.contact.person if data.contact else None
    name = plain(person.name) if person else ""
    known = (
        _link(data, words),
        _purpose(plan, words),
        Block(words.overview, (_overview(plan, overview_words),)),
        *_facts(plan, words, facts),
        *_notes(data, words, overview_words),
    )
    to = plain(person.given or person.name, 60) if person else ""
    offers = [Entry(plain(offer.fields.title), tick=True) for offer in data.offers[:MOST_OFFERS]]
    offers = offers or [Entry(tick=True)] * _BLANK_OFFERS
    due = thank_you_due(data.interview, data.now, data.clocks) if data.interview else None
    zone = data.now.tzinfo
    return Sheet(
        name=Entry(name, words.name),
        about=_about(data.contact, words),
        when=_when(data, words),
        known=known,
        questions_title=words.questions,
        questions_note=words.kinds,
        questions=_questions(data.interview, questions),
        asks=Block(words.asks, (Entry(plain(plan.ask), tick=True), Entry(words.standing_ask, tick=True, whole=True))),
        offers=Block(
            words.offers_to.format(name=isolated(to)) if to else words.offers,
            (*offers, Entry(words.of_use, tick=True, whole=True)),
        ),
        boxes=(words.needs, words.takeaways, words.names, words.promises),
        clock_title=words.clock,
        clock=_clock(plan, words),
        after=Entry(
            words.thanks_due.format(when=_moment(due.astimezone(zone))) if due else "",
            words.thanks_due_blank.format(n=data.clocks.thank),
            bold=True,
        ),
        footer=words.printed.format(day=day(data.now, year=True, weekday=False)),
    )


def _about(contact: Contact | None, words: Wording) -> tuple[Entry, ...]:
    if contact is None:
        return (Entry(label=words.role), Entry(label=words.reach))
    person = contact.person
    role = ", ".join(isolated(part) for part in (plain(person.title), plain(person.organisation)) if part)
    if person.nickname.strip():
        called = words.called.format(nickname=isolated(plain(person.nickname, 60)))
        role = f"{role} · {called}" if role else called
    said = plain(person.said, 120)
    reach = [*person.values(PointKind.EMAIL)[:1], *person.values(PointKind.PHONE)[:1]]
    about = [Entry(words.said.format(said=isolated(said)))] if said else []
    about.append(Entry(role, words.role))
    if reach:
        about.append(Entry(" · ".join(isolated(plain(value)) for value in reach)))
    return tuple(about)


def _when(data: SheetData, words: Wording) -> tuple[Entry, ...]:
    if data.interview is None:
        return tuple(Entry(label=label) for label in (words.when, words.place, words.minutes, words.fallback))
    plan = data.interview.plan
    place = plain(plan.place)
    where = words.media[plan.medium]
    if place:
        where = f"{where}: {isolated(place)}" if plan.medium in (Medium.VIDEO, Medium.PHONE) else place
    elif plan.medium in (Medium.IN_PERSON, Medium.PHONE):
        where = ""
    fallback = plain(plan.fallback)
    span = _span(plan)
    rows = [Entry(span, words.when, bold=bool(span))]
    mine = _my_time(plan, data.now, words)
    if mine:
        rows.append(Entry(mine))
    rows.append(Entry(where, f"{words.media[plan.medium]}: {words.place.lower()}"))
    rows.append(Entry(words.asked_for.format(minutes=plan.minutes)))
    rows.append(Entry(words.if_it_fails.format(fallback=isolated(fallback)) if fallback else "", words.fallback))
    return tuple(rows)


def _span(plan: InterviewPlan) -> str:
    """The time of the meeting on the clock of its own zone."""
    if plan.starts is None:
        return ""
    starts = plan.starts.replace(tzinfo=practice.zone_of(plan.zone))
    ends = plan.starts + timedelta(minutes=plan.minutes)
    return f"{day(plan.starts, year=True)}, {clock(plan.starts)}–{clock(ends)} {zone_name(starts, plan.zone)}"


def _my_time(plan: InterviewPlan, now: datetime, words: Wording) -> str:
    """The start of the meeting on the user's own clock, where that is another than the meeting's."""
    starts = practice.starts_at(plan)
    if starts is None or plan.starts is None:
        return ""
    mine = starts.astimezone(now.tzinfo)
    if mine.replace(tzinfo=None) == plan.starts:
        return ""
    return words.my_time.format(day=day(mine), time=clock(mine), zone=mine.tzname() or "").replace("  ", " ")


def _moment(moment: datetime) -> str:
    return f"{day(moment)}, {clock(moment)}"


def _link(data: SheetData, words: Wording) -> Block:
    if data.contact is None:
        return Block(words.link, (Entry(blanks=2),))
    contact = data.contact
    entries: list[str] = []
    introducer = plain(contact.introducer.name if contact.introducer else contact.person.introduced_by)
    met = plain(contact.person.met)
    if introducer:
        entries.append(words.introduced_by.format(name=isolated(introducer)) + (f" · {isolated(met)}" if met else ""))
    elif met:
        entries.append(met)
    last = _last_contact(data, words)
    if last:
        entries.append(last)
    promise = next(
        (
            heard.text
            for heard in contact.heard
            if heard.kind is HeardKind.PROMISE and heard.mine and heard.state is HeardState.OPEN
        ),
        "",
    )
    if promise:
        entries.append(words.still_open.format(promise=isolated(plain(promise))))
    warm = dict.fromkeys(plain(one.text, 60) for one in contact.heard if one.kind is HeardKind.ENERGY)
    topics = plain(", ".join(filter(None, warm)), 160)
    if topics:
        entries.append(words.enjoys.format(topics=isolated(topics)))
    return Block(words.link, tuple(Entry(text) for text in entries) or (Entry(blanks=2),))


def _last_contact(data: SheetData, words: Wording) -> str:
    """When we were last in touch, with the one line that says most about it: a takeaway, else what was given."""
    contact = data.contact
    if contact is None or contact.last_contact is None:
        return ""
    latest: list[tuple[date, int, str]] = []
    for heard in contact.heard:
        if heard.kind is HeardKind.TAKEAWAY:
            latest.append((heard.on, 2, plain(heard.text)))
    for entry in contact.exchange:
        if entry.state is ExchangeState.CONSIDERED:
            continue
        text = plain(entry.text)
        gave = entry.direction is Direction.I_GAVE
        latest.append((entry.on, 1, words.gist_gave.format(text=isolated(text)) if gave else text))
    for interview in contact.interviews:
        held = practice.held_at(interview, data.now)
        if held and (data.interview is None or interview.id != data.interview.id):
            latest.append((held.date(), 0, plain(interview.plan.purpose)))
    told = day(contact.last_contact, year=contact.last_contact.year != data.now.year)
    gist = max((item for item in latest if item[2] and item[0] <= contact.last_contact), default=None)
    if gist is None:
        return words.last_contact.format(day=told)
    return words.last_contact_gist.format(day=told, gist=isolated(gist[2]))


def _purpose(plan: InterviewPlan, words: Wording) -> Block:
    purpose, outcome = plain(plan.purpose), plain(plan.outcome)
    return Block(
        words.purpose,
        (
            Entry(purpose),
            Entry(words.outcome.format(outcome=isolated(outcome)) if outcome else "", words.outcome_blank),
        ),
    )


def _overview(plan: InterviewPlan, most_words: int | None) -> Entry:
    text = plain(plan.overview, 1500)
    return Entry(text if most_words is None else fewer_words(text, most_words), blanks=2)


def _facts(plan: InterviewPlan, words: Wording, most: int) -> tuple[Block, ...]:
    """The facts block; none of it once all facts had to go."""
    facts = lines(plan.facts)
    if not facts:
        return (Block(words.facts, (Entry(blanks=2),)),)
    return (Block(words.facts, tuple(Entry(fact) for fact in facts[:most])),) if most else ()


def _notes(data: SheetData, words: Wording, most_words: int | None) -> tuple[Block, ...]:
    """The private notes, where they are wanted; they shrink with the overview."""
    note = plain(data.contact.person.note, 1500) if data.private and data.contact else ""
    if not note:
        return ()
    return (Block(words.notes, (Entry(fewer_words(note, min(most_words or _NOTE_WORDS, _NOTE_WORDS))),)),)


def _questions(interview: Interview | None, most: int) -> tuple[Entry, ...]:
    """The questions, the last two in bold, filled up with blank ones to five, and to an even number for two columns."""
    picked = interview.questions[:most] if interview else ()
    texts = [(plain(question.text), question.kind) for question in picked if question.text.strip()]
    bold_from = len(texts) - 2
    entries = [
        Entry(text, tick=True, letter=kind.value, bold=place >= bold_from) for place, (text, kind) in enumerate(texts)
    ]
    blank = max(FEWEST_QUESTIONS - len(entries), 0)
    blank += (len(entries) + blank) % 2
    return (*entries, *[Entry(tick=True)] * blank)


def _clock(plan: InterviewPlan, words: Wording) -> str:
    """When each part of the meeting begins."""
    texts = {Part.OPENING: words.opening, Part.DISCUSSION: words.discussion, Part.ENDING: words.ending}
    begins = beginnings(max(plan.minutes, 5))
    return " · ".join(texts[part].format(at=_at(plan, words, minute)) for part, minute in begins.items())


def _at(plan: InterviewPlan, words: Wording, minute: int) -> str:
    if plan.starts is None:
        return words.minute.format(n=minute)
    return clock(plan.starts + timedelta(minutes=minute))
