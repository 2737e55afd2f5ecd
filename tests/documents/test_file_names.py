"""Names of written files never leave their folder, on any system."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest

from netplus_desktop.documents.file_names import MOST_BYTES, safe_file_name

ODD = [
    "",
    ".",
    "..",
    "../../etc/passwd",
    "..\\..\\boot.ini",
    "C:\\Users\\x",
    "/absolute",
    "-rf",
    "--help",
    ".hidden",
    "~root",
    "CON",
    "nul.txt",
    "Com1",
    "LPT¹",
    "aux. ",
    'a:b*c?d"e<f>g|h',
    "new\nline\ttab\x00nul",
    "x" * 300,
    "田" * 300,
    "e\u0301" * 200,
    "Eve\u202efdp.exe",
    "\u2066isolated\u2069",
    "\ud800",
    "$HOME `id` %PATH%",
    "trailing dots...",
    "   ",
]


RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in "123456789¹²³")}
"""Windows gives these names to devices, whatever stands behind a dot."""


@pytest.mark.parametrize("name", ODD)
def test_an_odd_name_becomes_a_safe_one(name: str) -> None:
    made = safe_file_name(name, ".pdf")
    assert made.endswith(".pdf")
    assert 5 <= len(made.encode()) <= MOST_BYTES
    assert PurePosixPath(made).name == made
    assert PureWindowsPath(made).name == made
    assert made.partition(".")[0].rstrip().upper() not in RESERVED
    assert made[0] not in "-.~ "
    assert made.isprintable()
    assert not set(made) & set('\\/:*?"<>|%$`')
    assert made.removesuffix(".pdf").rstrip(" .") == made.removesuffix(".pdf")


def test_an_ordinary_name_stays_as_it_is() -> None:
    assert safe_file_name("Prep sheet – Zoë O'Neil, 田中", ".pdf") == "Prep sheet – Zoë O'Neil, 田中.pdf"
