"""The letters of an introduction by double opt-in: one to each side before names are joined, then one to both.

Each of the first two can be forwarded as it stands: it says who the other is, and why the two could be of use to each
other (avc.com/2009/11/the-double-optin-introduction). It makes a no easy, and asks for nothing else. What only the user
can tell stands in [brackets]; what was noted about people in confidence is never taken into it.
"""

from __future__ import annotations

from dataclasses import dataclass

from netplus_desktop.core.records import Letter, Person
from netplus_desktop.documents.letters import quoted
from netplus_desktop.documents.tones import LetterTone, closing, greeting, named, wording

MOST_WORDS = 150
"""As for the thank-you: short enough to be read at once."""

_LONGEST = 60  # words of the reason that are quoted


@dataclass(frozen=True, slots=True)
class _Sentences:
    """Every sentence of these letters. Another language is another set of them."""

    subject: str = "May I introduce you to {name}?"
    wish: str = "There is somebody whom I think you would like to know: {who}."
    why: str = "Why I think of the two of you: {reason}."
    why_gap: str = "Why I think of the two of you: [what each could have from it]."
    about: str = "A little more about {given}: {blurb}."
    about_gap: str = (
        "A little more about {given}: [what {given} does or has done, in a sentence that could be passed on]."
    )
    agreed: str = "{given} knows that I am asking you, and would be glad of it."
    first_way_out: str = (
        "If you would like that, one word is enough, and I will ask {given} next. If not, that is fine, too: "
        "{given} will not hear of it."
    )
    second_way_out: str = (
        "If you would like that, one word is enough, and I will bring you together. If not, that is fine, too: I will "
        "say that now is not the moment."
    )

    both_subject: str = "{first} and {second}"
    both: str = "I would like the two of you to know each other."
    this_is: str = "{given}, meet {who}."
    this_is_more: str = "{given}, meet {who}: {blurb}."
    both_end: str = (
        "I leave the rest to the two of you; you need not keep me in copy. If you like, tell me one day what came "
        "of it."
    )

    role_at: str = "{name}, {title} at {organisation}"
    at: str = "{name} at {organisation}"
    role: str = "{name}, {title}"


_SAY = _Sentences()


def asking_letter(
    to: Person,
    about: Person,
    reason: str = "",
    blurb: str = "",
    *,
    agreed: bool,
    signature: str = "",
    tone: LetterTone = LetterTone.WARM,
) -> Letter:
    """May I introduce you to `about`? The `blurb` says what they are like; `agreed`, that they have said yes already,
    as in the letter to the second."""
    given, more = _given(about), quoted(blurb, _LONGEST)
    more = (_SAY.about if more else _SAY.about_gap).format(given=given, blurb=more)
    way_out = _SAY.second_way_out if agreed else _SAY.first_way_out
    words = wording(tone)
    parts = [greeting(to, words), f"{_SAY.wish.format(who=_who(about))} {_why(reason)}", _ended(more)]
    if agreed:
        parts.append(_SAY.agreed.format(given=given))
    parts += [way_out.format(given=given), closing(signature, words)]
    return Letter(_SAY.subject.format(name=named(about.name)), "\n\n".join(parts))


def joining_letter(
    first: Person,
    second: Person,
    reason: str = "",
    first_blurb: str = "",
    second_blurb: str = "",
    *,
    signature: str = "",
    tone: LetterTone = LetterTone.WARM,
) -> Letter:
    """The letter to both that joins their names. The blurbs say what the first, and the second, is like."""
    words = wording(tone)
    dear, dear_too = greeting(first, words), greeting(second, words)
    meet = (_meet(first, second, second_blurb), _meet(second, first, first_blurb))
    parts = (f"{dear} {dear_too[:1].lower()}{dear_too[1:]}", _SAY.both, *meet, _why(reason), _SAY.both_end)
    body = "\n\n".join((*parts, closing(signature, words)))
    return Letter(_SAY.both_subject.format(first=named(first.name), second=named(second.name)), body)


def _meet(to: Person, about: Person, blurb: str) -> str:
    more = quoted(blurb, _LONGEST)
    return _ended((_SAY.this_is_more if more else _SAY.this_is).format(given=_given(to), who=_who(about), blurb=more))


def _ended(sentence: str) -> str:
    """A sentence whose end was quoted has one mark at its end."""
    return sentence.replace("?.", "?").replace("!.", "!")


def _given(person: Person) -> str:
    return named(person.given or person.name)


def _why(reason: str) -> str:
    said = quoted(reason, _LONGEST)
    return _ended(_SAY.why.format(reason=said)) if said else _SAY.why_gap


def _who(person: Person) -> str:
    """Who somebody is, as far as any card of theirs would say: name, role, employer."""
    parts = {key: named(getattr(person, key)) for key in ("name", "title", "organisation")}
    if parts["title"] and parts["organisation"]:
        return _SAY.role_at.format(**parts)
    if parts["organisation"]:
        return _SAY.at.format(**parts)
    return _SAY.role.format(**parts) if parts["title"] else parts["name"]
