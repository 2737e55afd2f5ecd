"""Which part of the program may know which: read from the syntax trees, so that a wrong arrow fails at once.

The house in one line: app, cli -> ui (app only) -> store, exchange, documents -> core.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "netplus_desktop"
LEAVES = {"assets", "__init__"}  # need nothing of the house; every part may ask them

MAY_KNOW: dict[str, set[str]] = {
    "__init__": set(),
    "__main__": {"app"},
    "app": {"cli", "pyside", "sentences", "ui", "store", "exchange", "documents", "core"},
    "cli": {
        "calendar_verb",
        "due_verb",
        "import_verb",
        "matching_verb",
        "review_verb",
        "keeping",
        "exports",
        "sentences",
        "store",
        "core",
    },
    "import_verb": {"cli", "sentences", "exchange", "core"},
    "keeping": {"cli", "sentences", "store", "core"},
    "review_verb": {"cli", "documents", "core"},
    "due_verb": {"cli", "documents", "core"},
    "calendar_verb": {"cli", "exports", "store", "exchange", "core"},
    "matching_verb": {"cli", "core"},
    "exports": {"store", "exchange", "documents", "core"},
    "ui": {"exports", "licences", "sentences", "ui", "store", "exchange", "documents", "core"},
    "store": {"store", "core"},
    "exchange": {"exchange", "core"},
    "documents": {"documents", "core"},
    "sentences": {"sentences_of_checks", "sentences_of_files", "sentences_of_steps", "core"},
    "sentences_of_checks": set(),
    "sentences_of_files": {"core"},
    "sentences_of_steps": {"core"},
    "core": {"core"},
    "assets": set(),
    "licences": set(),
    "pyside": set(),
}

MAY_USE: dict[str, set[str]] = {
    "app": {"PySide6"},
    "pyside": {"PySide6"},
    "ui": {"PySide6", "shiboken6"},
    "store": {"peewee", "playhouse", "sqlcipher3", "keyring"},
    "exchange": {"charset_normalizer", "rapidfuzz"},
    "core": {"phonenumbers", "nameparser", "rapidfuzz"},
}
"""Libraries beside the standard one."""

MODULES = sorted(path.relative_to(ROOT).as_posix() for path in PACKAGE.rglob("*.py"))


def part_of(module: str) -> str:
    """The part of the house that a dotted module of the package belongs to."""
    names = module.split(".")
    return names[1] if len(names) > 1 else "__init__"


def imports(source: str) -> Iterator[tuple[int, str]]:
    """Every absolute module that a source imports, also inside functions, with its line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports are absolute here"
            module = node.module or ""
            if module == "netplus_desktop":
                names = [alias.name for alias in node.names]
                yield from ((node.lineno, module if n.startswith("__") else f"{module}.{n}") for n in names)
            else:
                yield node.lineno, module


def wrong_arrows(part: str, source: str) -> list[str]:
    """What a source of `part` imports and should not."""
    wrong = []
    for line, module in imports(source):
        top = module.partition(".")[0]
        if top == "netplus_desktop":
            known = part_of(module)
            if known not in MAY_KNOW[part] | LEAVES:
                wrong.append(f"line {line}: {part} must not know {known} ({module})")
        elif top not in sys.stdlib_module_names and top not in MAY_USE.get(part, set()):
            wrong.append(f"line {line}: {part} must not use {top}")
    return wrong


@pytest.mark.parametrize("path", MODULES)
def test_each_part_knows_only_what_it_may(path: str) -> None:
    parts = Path(path).with_suffix("").parts
    assert wrong_arrows(parts[1], (ROOT / path).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("part", "source"),
    [
        ("core", "import peewee"),
        ("core", "from netplus_desktop.store.store import Store"),
        ("core", "from netplus_desktop import sentences"),
        ("store", "def f():\n    import PySide6.QtCore"),
        ("store", "from netplus_desktop.exchange import reading"),
        ("documents", "import netplus_desktop.store.store"),
        ("exchange", "from netplus_desktop.ui.session import Session"),
        ("ui", "import keyring"),
        ("ui", "from netplus_desktop import app"),
        ("cli", "from netplus_desktop import ui"),
        ("cli", "from PySide6 import QtCore"),
        ("assets", "from netplus_desktop.core import records"),
    ],
)
def test_a_wrong_arrow_would_be_seen(part: str, source: str) -> None:
    assert wrong_arrows(part, source)


@pytest.mark.parametrize(
    ("part", "source"),
    [
        ("ui", "from PySide6.QtCore import QObject\nfrom netplus_desktop import __version__, assets, sentences"),
        ("store", "import peewee\nfrom netplus_desktop.core.records import Person"),
        ("app", "from netplus_desktop import cli\nfrom netplus_desktop.ui.session import Session"),
    ],
)
def test_a_right_arrow_is_let_through(part: str, source: str) -> None:
    assert wrong_arrows(part, source) == []


def test_every_folder_of_the_package_is_a_part_with_rules() -> None:
    parts = {Path(path).with_suffix("").parts[1] for path in MODULES}
    assert parts <= set(MAY_KNOW)
