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
        """Everybody who introduced somebody to me or was introduced, and whom I introduced to each other. An introducer
        who is no contact counts by name, however it is written. It looks at everybody: work for the worker."""
        from netplus_desktop.core.rings import Knot, Web  # no start needs it

        knots: list[Knot] = []
        named: dict[str, Knot] = {}
        for one, name, introducer, by in self._ask(_LINKED):
            if introducer is None and by.strip():
                known = named.setdefault(fold(by.strip()), Knot(-one, by.strip()))
                introducer = known.key
            knots.append(Knot(one, name, introducer))
        return Web((*knots, *named.values()), tuple(self._ask(_JOINED)))


_JOINED = (
    "SELECT DISTINCT min(first_id, second_id), max(first_id, second_id) FROM introduction "
    "WHERE id IN (SELECT introduction_id FROM introduction_event WHERE kind = 'introduced') ORDER BY 1, 2"
)
_LINKED = (
    f"WITH joined (one, other) AS ({_JOINED}) "
    "SELECT id, name, introducer_id, introduced_by FROM contact WHERE introducer_id IS NOT NULL "
    "OR introduced_by <> '' OR id IN (SELECT introducer_id FROM contact WHERE introducer_id IS NOT NULL) "
    "OR id IN (SELECT one FROM joined UNION SELECT other FROM joined) ORDER BY id"
)
