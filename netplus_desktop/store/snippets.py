"""The store's verbs about snippets, the user's own pieces of text for letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netplus_desktop.core import records as r
from netplus_desktop.core.errors import NotFoundError, UserError
from netplus_desktop.core.folding import fold
from netplus_desktop.store import schema
from netplus_desktop.store.base import Desk
from netplus_desktop.store.people import clean

if TYPE_CHECKING:
    from netplus_desktop.core.snippets import Snippet


class SnippetVerbs(Desk):
    """Reading and writing snippets. No two have the same name."""

    def snippets(self) -> tuple[Snippet, ...]:
        """The user's own snippets, oldest first."""
        from netplus_desktop.core.snippets import Snippet

        return tuple(Snippet(name, text, one) for one, name, text in self._ask("SELECT id, name, text FROM snippet"))

    def add_snippet(self, name: str, text: str) -> r.Changes:
        """Keep a piece of text. Raises `UserError`: 'text-needed' without a name, 'snippet-known' where another one
        has it."""
        name = self._free_name(name, None)
        with self._write(r.Action.ADD_SNIPPET) as w:
            w.insert(schema.Snippet, name=name, text=clean(text))
        return w.done

    def edit_snippet(self, snippet_id: int, name: str, text: str) -> r.Changes:
        """Name or word a snippet anew; letters that it stands in keep their words. Raises as `add_snippet` does, and
        `NotFoundError('snippet-gone')`."""
        self._there(snippet_id)
        name = self._free_name(name, snippet_id)
        with self._write(r.Action.EDIT_SNIPPET, snippet_id) as w:
            w.update(schema.Snippet, snippet_id, name=name, text=clean(text))
        return w.done

    def delete_snippet(self, snippet_id: int) -> r.Changes:
        """Take a snippet away. Raises `NotFoundError('snippet-gone')`."""
        self._there(snippet_id)
        with self._write(r.Action.DELETE_SNIPPET) as w:
            w.delete(schema.Snippet, snippet_id)
        return w.done

    def _there(self, snippet_id: int) -> None:
        if not self._ask("SELECT 1 FROM snippet WHERE id = ?", snippet_id):
            raise NotFoundError("snippet-gone")

    def _free_name(self, name: str, of: int | None) -> str:
        name = clean(" ".join(name.split()))
        if not name:
            raise UserError("text-needed")
        if any(fold(known) == fold(name) and one != of for one, known in self._ask("SELECT id, name FROM snippet")):
            raise UserError("snippet-known")
        return name
