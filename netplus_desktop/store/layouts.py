"""What the user said that the columns of tables mean, kept by their header rows.

It is no step that undo would take back: nobody's record changes by it, it takes effect at the next import alone, where
it is shown before anything is written, and saying it again overwrites it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from netplus_desktop.store import schema

if TYPE_CHECKING:
    from netplus_desktop.store.base import Desk
    from netplus_desktop.store.history import Rows


def remembered(desk: Desk) -> dict[str, str]:
    """Every header that something was said of -> what was said."""
    return dict(desk._ask("SELECT header, meaning FROM table_layout"))


def remember(rows: Rows, header: str, meaning: str) -> None:
    """Keep what was said of a header, in the place of what was said before."""
    found = rows.connection.execute("SELECT id, meaning FROM table_layout WHERE header = ?", (header,)).fetchone()
    if found is None:
        rows.put(schema.TableLayout, (rows.ledger.next_id("table_layout"), header, meaning))
    elif found[1] != meaning:
        rows.change(schema.TableLayout, (found[0], header, found[1]), (found[0], header, meaning))
