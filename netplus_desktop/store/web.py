"""The store's verb about the web of introductions: who introduced whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netplus_desktop.core.folding import fold
from netplus_desktop.store.base import Desk

if TYPE_CHECKING:
    from netplus_desktop.core.rings import Web


class WebVerbs(Desk):
    """Reading the web."""

    def web(self) -> Web:
        """Everybody who introduced somebody or was introduced. An introducer who is no contact counts by name, whoever
        wrote it how. It looks at everybody: work for the worker."""
        from netplus_desktop.core.rings import Knot, Web  # no start needs it

        knots: list[Knot] = []
        named: dict[str, Knot] = {}
        for one, name, introducer, by in self._ask(_LINKED):
            if introducer is None and by.strip():
                known = named.setdefault(fold(by.strip()), Knot(-one, by.strip()))
                introducer = known.key
            knots.append(Knot(one, name, introducer))
        return Web((*knots, *named.values()))


_LINKED = (
    "SELECT id, name, introducer_id, introduced_by FROM contact WHERE introducer_id IS NOT NULL "
    "OR introduced_by <> '' OR id IN (SELECT introducer_id FROM contact WHERE introducer_id IS NOT NULL) ORDER BY id"
)
