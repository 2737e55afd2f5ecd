"""Snippets: pieces of text that the user puts into letters, with {fields} that are filled for the person written to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from netplus_desktop.core.folding import fold
from netplus_desktop.core.frozen import dataclass

FIELDS = ("first_name", "name", "employer", "role", "day", "my_name")
"""What a snippet can name in {braces}: of the person written to, the day of the talk with them, and of the user."""

_FIELD = re.compile(r"\{([^{}\n]{1,40})\}")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of text by its name. `id` is None for one that comes with the program."""

    name: str
    text: str
    id: int | None = None


def at_hand(shipped: Iterable[Snippet], own: Iterable[Snippet]) -> tuple[Snippet, ...]:
    """All that can be put in: the user's own by their names, one that has the name of a shipped one in its place."""
    by_name = {fold(snippet.name): snippet for snippet in shipped}
    by_name |= {fold(snippet.name): snippet for snippet in own}
    return tuple(sorted(by_name.values(), key=lambda snippet: fold(snippet.name)))


def filled(text: str, fields: Mapping[str, str]) -> str:
    """The text with its fields filled. What is not known, or no field at all, stands in [brackets] for the user: a
    letter is held back by those."""

    def known(found: re.Match[str]) -> str:
        name = found[1].strip().lower().replace(" ", "_")
        value = fields.get(name, "")
        return value or f"[{name.replace('_', ' ').replace('[', '(').replace(']', ')')}]"

    return _FIELD.sub(known, text)
