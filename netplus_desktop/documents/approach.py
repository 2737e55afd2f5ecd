"""The letters before a meeting: the approach in its three forms, the one reminder, the confirmation of the day before.

An approach is short: link first, then the purpose, then the ask for twenty minutes, and no word of a job (Dalton's
short letter; sfu.ca, request an informational interview). What was noted as a phrase is quoted behind a colon; a note
of how we met was written about the person, not to them, so it stands in [brackets] until the user has said it anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from netplus_desktop.core import practice
from netplus_desktop.core.records import Contact, EventKind, Interview, Letter, Medium
from netplus_desktop.documents.letters import quoted, word_count
from netplus_desktop.documents.tones import named
from netplus_desktop.documents.wording import clock, long_day, plain, zone_name

MOST_WORDS = 100
"""An approach is read at once when it stays under a hundred words (Dalton; sfu.ca)."""

MOST_SIGNS = 300
"""What LinkedIn takes in the note to an invitation, in UTF-16 units: see `signs`."""

_ABOUT_ME = 30  # words of the overview's first sentence: the rest is for the meeting


@dataclass(frozen=True, slots=True)
class Wording:
    """Every sentence of these letters. Another language is another `Wording`. Brackets are for the user to fill."""

    dear: str = "Dear {name},"
    sign_off: str = "With kind regards,"
    your_name: str = "[your name]"

    subject: str = "Could I ask you about your work?"
    subject_at: str = "Could I ask you about your work at {organisation}?"
    spoken: str = "I still think of our talk on {day}."
    led: str = "{name} led me to you."
    link_gap: str = "[what links you and {name}]."
    met_gap: str = "[what links you, in a sentence to {name}: {met}]."
    purpose: str = "What I hope to learn from you: {purpose}."
    purpose_gap: str = "What I hope to learn from you is [what you would like to learn]."
    inside: str = "Your experience would tell me what I cannot look up."
    inside_at: str = "Your experience at {organisation} would tell me what I cannot look up."
    ask: str = "Could I have {minutes} minutes {how} in the next two weeks, when it suits you?"
    ask_more: str = "I will bring a few questions and keep to the time."
    ask_written: str = "Could I send you three questions, to answer when it suits you?"
    way_out: str = "If now is not a good moment, one word is enough."

    note: str = "Dear {name}, {link} {purpose} {ask} {me}"

    call_hello: str = "Hello {name}, this is {me}."
    call_moment: str = "Do you have a moment for one question?"
    call_busy: str = "If this is a bad moment: when may I call again?"

    nudge_subject: str = "Re: {subject}"
    nudge: str = (
        "I wrote to you on {day} and know how quickly such a letter slips down the pile, so here it is once more."
    )
    nudge_undated: str = "I wrote to you a while ago and know how quickly such a letter slips down the pile."
    nudge_way_out: str = "Should it not fit at present, one word is enough, and I will not ask again."

    confirm_subject: str = "Our conversation on {day}"
    confirm: str = "I look forward to our conversation on {day} at {time} ({zone})."
    confirm_place: str = "As agreed: {how}, {place}."
    confirm_how: str = "As agreed: {how}."
    confirm_time: str = "I have {minutes} minutes in mind and will keep to them."
    confirm_change: str = "Should something have come up, please tell me, and we will find another time."

    by_video: str = "by video"
    by_phone: str = "on the phone"
    in_person: str = "in person"
    in_writing: str = "in writing"


ENGLISH = Wording()


def approach_mail(
    contact: Contact, interview: Interview, now: datetime, *, signature: str = "", words: Wording = ENGLISH
) -> Letter:
    """The approach as a mail, at most `MOST_WORDS` words long."""
    organisation = named(contact.person.organisation)
    inside = words.inside_at.format(organisation=organisation) if organisation else words.inside
    subject = words.subject_at.format(organisation=organisation) if organisation else words.subject
    body = ""
    for about_me, longest in ((_ABOUT_ME, 40), (0, 40), (0, 24), (0, 12), (0, 6), (0, 1)):
        opening = [_link(contact, interview, now, longest, words), _about_me(interview, about_me)]
        wish = [_purpose(interview, longest, words), inside]
        body = _letter(contact, (opening, wish, [*_please(interview, words), words.way_out]), signature, words)
        if word_count(body) <= MOST_WORDS:
            break
    return Letter(subject, body)


def approach_note(
    contact: Contact, interview: Interview, now: datetime, *, signature: str = "", words: Wording = ENGLISH
) -> str:
    """The approach as the note to an invitation, at most `MOST_SIGNS` long."""
    text = ""
    for longest in (24, 16, 10, 6, 2):
        text = words.note.format(
            name=_name(contact),
            link=_link(contact, interview, now, longest, words),
            purpose=_purpose(interview, longest, words),
            ask=_ask(interview, words),
            me=_me(signature, words),
        )
        if signs(text) <= MOST_SIGNS:
            return text
    while signs(text) > MOST_SIGNS:  # names of a length that nobody has
        text = text[:-2].rstrip() + "…"
    return text


def approach_call(
    contact: Contact, interview: Interview, now: datetime, *, signature: str = "", words: Wording = ENGLISH
) -> str:
    """The first sentences of a call, to have before one's eyes."""
    hello = words.call_hello.format(name=_name(contact), me=_me(signature, words))
    link = _link(contact, interview, now, 24, words)
    wish = _purpose(interview, 24, words)
    please = " ".join(filter(None, _please(interview, words)))
    return "\n\n".join((f"{hello} {link}", words.call_moment, wish, please, words.call_busy))


def nudge(
    contact: Contact,
    interview: Interview,
    now: datetime,
    *,
    first: Letter | None = None,
    signature: str = "",
    words: Wording = ENGLISH,
) -> Letter:
    """The one reminder after an approach without a reply. `first` is the letter that went out, where it is kept."""
    asked = interview.event(EventKind.REQUESTED)
    if asked is not None:
        again = words.nudge.format(day=long_day(asked.astimezone(now.tzinfo).date()))
    else:
        again = words.nudge_undated
    subject = plain(first.subject) if first else ""
    if not subject:
        organisation = named(contact.person.organisation)
        subject = words.subject_at.format(organisation=organisation) if organisation else words.subject
    please = [_ask(interview, words), words.nudge_way_out]
    body = _letter(contact, ([again, _purpose(interview, 24, words)], please), signature, words)
    return Letter(words.nudge_subject.format(subject=subject), body)


def confirmation(contact: Contact, interview: Interview, *, signature: str = "", words: Wording = ENGLISH) -> Letter:
    """The word of the day before. Raises `ValueError` where no time is agreed."""
    plan = interview.plan
    if plan.starts is None:
        raise ValueError("nothing to confirm")
    day = long_day(plan.starts.date())
    at = plan.starts.replace(tzinfo=practice.zone_of(plan.zone))
    when = words.confirm.format(day=day, time=clock(plan.starts), zone=zone_name(at, plan.zone))
    place = quoted(plan.place, 40)
    how = _how(plan.medium, words)
    agreed = words.confirm_place.format(how=how, place=place) if place else words.confirm_how.format(how=how)
    kept = [words.confirm_time.format(minutes=plan.minutes), words.confirm_change]
    body = _letter(contact, ([when, agreed], kept), signature, words)
    return Letter(words.confirm_subject.format(day=day), body)


def signs(text: str) -> int:
    """The length of a text as LinkedIn counts it: in UTF-16 units, so that most emoji are two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


# --- words that ask for a job -----------------------------------------------------------------------------

_JOB_TALK = re.compile(
    r"""
    (?<!\bgood\s)(?<!\bgreat\s)(?<!\byour\s)\bjobs?\b
    | \bvacanc(?:y|ies)\b
    | \b(?:open|vacant|suitable|available)\s(?:positions?|roles?|posts?)\b
    | \b(?:positions?|roles?|posts?)\s(?:open|vacant|available|for\sme)\b
    | \b(?:job\s|current\s|any\s|an\s)openings?\b | \bopenings\b
    | \bhir(?:e|es|ed|ing)\b | \brecruit(?:s|ed|ing|ment)?\b
    | \bemploy\sme\b | \bemployment\b | \bunemployed\b | \binternships?\b
    | \b(?:apply|applying)\s(?:for|to\swork)\b | \bmy\sapplication\b
    | \br[eé]sumés?\b | \b(?:my|a|the|attached)\sresumes?\b | \bCVs?\b | \bcurriculum\svitae\b
    | \bwork\sfor\s(?:you|your)\b | \bjoin\s(?:you|your)\b
    | \b(?:looking|searching)\sfor\s(?:work|an?\snew\s\w+|new\sopportunit(?:y|ies))\b
    | \bsalar(?:y|ies)\b | \b(?:put\sin|put)\sa\s(?:good\s)?word\b
    | \b(?:refer|recommend)\sme\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def job_words(text: str) -> tuple[str, ...]:
    """The words that can read as asking for a job, as they stand, each once. Praise of "your job" is none."""
    found = [" ".join(hit.group().split()) for hit in _JOB_TALK.finditer(text)]
    return tuple({word.casefold(): word for word in reversed(found)}.values())[::-1]


# --- parts ------------------------------------------------------------------------------------------------


def _letter(contact: Contact, paragraphs: tuple[list[str], ...], signature: str, words: Wording) -> str:
    told = [" ".join(filter(None, part)) for part in paragraphs]
    greeting = words.dear.format(name=_name(contact))
    return "\n\n".join((greeting, *told, f"{words.sign_off}\n{_me(signature, words)}"))


def _link(contact: Contact, interview: Interview, now: datetime, longest: int, words: Wording) -> str:
    """What links us: a talk that we had, else who led me to them, else what I noted of how we met."""
    held = [practice.held_at(talk, now) for talk in contact.interviews if talk.id != interview.id]
    spoken = [at for at in held if at is not None]
    if spoken:
        return words.spoken.format(day=long_day(max(spoken).astimezone(now.tzinfo).date()))
    connector = contact.introducer.name if contact.introducer else contact.person.introduced_by
    if connector.strip():
        return words.led.format(name=named(connector))
    met = _phrase(contact.person.met, longest)
    return words.met_gap.format(name=_name(contact), met=met) if met else words.link_gap.format(name=_name(contact))


def _about_me(interview: Interview, longest: int) -> str:
    """The first sentence of my account of myself, where it is a short one: a cut one would read as a slip."""
    first = re.split(r"(?<=[.!?])\s", plain(interview.plan.overview), maxsplit=1)[0]
    return _sentence(f"{quoted(first, longest)}.") if 0 < word_count(first) <= longest else ""


def _purpose(interview: Interview, longest: int, words: Wording) -> str:
    purpose = _phrase(interview.plan.purpose, longest)
    if not purpose:
        return words.purpose_gap
    return _sentence(words.purpose.format(purpose=purpose))


def _ask(interview: Interview, words: Wording) -> str:
    plan = interview.plan
    if plan.medium is Medium.WRITTEN:
        return words.ask_written
    return words.ask.format(minutes=plan.minutes, how=_how(plan.medium, words))


def _please(interview: Interview, words: Wording) -> list[str]:
    """The ask, with what makes it easy to grant."""
    return [_ask(interview, words), "" if interview.plan.medium is Medium.WRITTEN else words.ask_more]


def _how(medium: Medium, words: Wording) -> str:
    return {
        Medium.VIDEO: words.by_video,
        Medium.PHONE: words.by_phone,
        Medium.IN_PERSON: words.in_person,
        Medium.WRITTEN: words.in_writing,
    }[medium]


def _name(contact: Contact) -> str:
    return named(contact.person.given or contact.person.name)


def _me(signature: str, words: Wording) -> str:
    return plain(signature) or words.your_name


def _sentence(text: str) -> str:
    return text.replace("?.", "?").replace("!.", "!")


def _phrase(text: str, longest: int) -> str:
    """A note as it was noted, in so many words; in signs, too, for scripts without blanks."""
    return quoted(plain(text, 10 * longest), longest)
