"""The recovery key on paper: numbered groups, what they open, and how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape

from netplus_desktop.documents.wording import day, plain

GROUPS_IN_LINE = 4


@dataclass(frozen=True, slots=True)
class Wording:
    """Every sentence of the sheet. Another language is another `Wording`."""

    title: str = "NetPlus recovery key"
    opens: str = "Opens the vault “{vault}”. Written down on {day}."
    how: tuple[str, ...] = (
        "On any computer with NetPlus, open the vault's file, choose “Use the recovery key”, and type the 16 groups.",
        "Or, without the window: netplus recover --vault FILE",
        "Dashes, spaces and small letters make no difference. There is no letter O, I, L or U in them.",
        "The last character of each group checks the group, so that a slip is named while you type.",
        "A vault whose passphrase is changed gets another key; this one then opens the backups made before.",
    )
    keep: str = (
        "Whoever has this sheet and a copy of the vault can read everything in it. A drawer at home is a better place "
        "than a shared folder. Nobody can make this sheet again without the open vault."
    )


ENGLISH = Wording()


def recovery_text(key: str, vault: str, on: date, wording: Wording = ENGLISH) -> str:
    """The sheet as plain text, to be kept as a file. `key` is the recovery key with dashes."""
    lines = ("  ".join(f"{number:>2}: {group}" for number, group in row) for row in _rows(key))
    parts = (wording.title, _opens(vault, on, wording), "\n".join(lines), *wording.how, wording.keep)
    return "\n\n".join(parts) + "\n"


def recovery_html(key: str, vault: str, on: date, wording: Wording = ENGLISH) -> str:
    """The sheet as HTML of our own making, to be printed: nothing in it names another file."""
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td style="padding-right:24px; padding-bottom:12px"><span style="font-size:8pt">{number}</span><br/>'
            f'<span style="font-family:monospace;font-size:16pt">{escape(group)}</span></td>'
            for number, group in row
        )
        + "</tr>"
        for row in _rows(key)
    )
    how = "".join(f"<p>{escape(line)}</p>" for line in wording.how)
    return (
        f'<h1 style="font-size:18pt">{escape(wording.title)}</h1><p>{escape(_opens(vault, on, wording))}</p>'
        f"<table>{rows}</table>{how}<p>{escape(wording.keep)}</p>"
    )


def _opens(vault: str, on: date, wording: Wording) -> str:
    return wording.opens.format(vault=plain(vault, 100), day=day(on, year=True, weekday=False))


def _rows(key: str) -> list[list[tuple[int, str]]]:
    groups = list(enumerate(key.split("-"), start=1))
    return [groups[at : at + GROUPS_IN_LINE] for at in range(0, len(groups), GROUPS_IN_LINE)]
