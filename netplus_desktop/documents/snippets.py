"""The snippets that come with the program, and the fields of a person for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from netplus_desktop.core.records import Contact, Interview
from netplus_desktop.core.snippets import Snippet
from netplus_desktop.documents.letters import talk_day
from netplus_desktop.documents.tones import named
from netplus_desktop.documents.wording import long_day, plain

SHIPPED = (
    Snippet(
        "Ask for an introduction",
        "You mentioned [name of the person]. Would you be willing to introduce us? I attach a few lines that you could "
        "forward, so that it costs you no more than a minute. If it does not feel right, that is fine, too.",
    ),
    Snippet(
        "Forwardable lines about me",
        "{my_name} is [what I do now] and wants to learn about [field or question]. It would be a conversation of 20 "
        "minutes, for advice and not for a job.",
    ),
    Snippet(
        "Gentle reminder",
        "I know how full your days are, so this is only to bring my note back to the top. If now is not a good moment, "
        "a single word is enough.",
    ),
    Snippet(
        "Leave the door open",
        "May I tell you in a few weeks what came of it, {first_name}?",
    ),
    Snippet(
        "Offer of help",
        "You spoke of [what they need]. I could [what I can do] and it would take me [how long]. Would that be of use?",
    ),
    Snippet(
        "Thanks for one thing",
        "I keep coming back to what you said about [one thing]. It has changed how I [what you do otherwise now].",
    ),
)


def fields_of(contact: Contact, interview: Interview | None, now: datetime, signature: str) -> Mapping[str, str]:
    """What is known of `core.snippets.FIELDS` for a letter to somebody."""
    person = contact.person
    day = talk_day(interview, now) if interview is not None else None
    return {
        "first_name": named(person.given or person.name),
        "name": named(person.name),
        "employer": named(person.organisation),
        "role": named(person.title),
        "day": long_day(day) if day else "",
        "my_name": plain(signature),
    }
