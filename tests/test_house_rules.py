"""Rules of the house that no tool knows: read from the source, so that they hold while many hands write."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from netplus_desktop import sentences
from netplus_desktop.core.records import Action

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "netplus_desktop"
SOURCES = sorted(PACKAGE.rglob("*.py"))
WINDOW = [path for path in SOURCES if path.relative_to(PACKAGE).parts[0] in ("ui", "app.py")]
BUILD = sorted((ROOT / "build").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))

LONGEST = 650
"""Lines of a file: past some 600 it is two things (the house's own measure)."""

SCOLDING = re.compile(
    r"\b(owe|owes|owed|owing|overdue|streaks?|scores?|badges?|rank(s|ed|ing)?|points|debts?|guilty?|neglect\w*|leverage)\b"
    r"|\b(s?he|his|hers?|him)\b",  # nobody's pronoun is guessed: the name, or "they"
    re.IGNORECASE,
)

SHOWN = sorted(path for kind in ("*/*.json", "help/*.md", "changelog.md") for path in (ROOT / "resources").glob(kind))
"""Files whose words the window shows."""

MACHINES = re.compile(
    r"py" + r"pi\.org|python" + r"hosted|np" + r"mjs\.org|deb\.deb" + r"ian|archive\.ubu" + r"ntu|local" + r"host:\d"
    r"|/ro" + r"ot/|/wo" + r"rk/|/ho" + r"me/\w"
)
"""Hosts of registries and places of one computer; written in pieces, as this file is read as well."""


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def trees(paths: list[Path]) -> Iterator[tuple[str, ast.Module]]:
    for path in paths:
        yield path.relative_to(ROOT).as_posix(), parsed(path)


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the last name of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr, node
            elif isinstance(node.func, ast.Name):
                yield node.func.id, node


def called(paths: list[Path], names: set[str]) -> list[str]:
    return [f"{path}:{call.lineno}" for path, tree in trees(paths) for name, call in calls(tree) if name in names]


def text(node: ast.AST | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def glued(argument: ast.AST) -> bool:
    """Whether a text is put together before it is translated, so that no translation can ever match."""
    return any(
        isinstance(node, ast.JoinedStr | ast.BinOp)
        or (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("format", "join")
        )
        for node in ast.walk(argument)
    )


# --- text -----------------------------------------------------------------------------------------------------


def translated(tree: ast.AST) -> Iterator[ast.AST]:
    """The texts handed to a translation."""
    for name, call in calls(tree):
        if name == "tr" and call.args:
            yield from call.args[:1]
        elif name == "translate" and len(call.args) > 1 and "painter" not in ast.unparse(call.func):
            yield call.args[1]


def test_texts_are_translated_whole() -> None:
    wrong = [f"{path}:{node.lineno}" for path, tree in trees(WINDOW) for node in translated(tree) if glued(node)]
    assert wrong == []


@pytest.mark.parametrize("source", ['tr(f"{n} people")', 'self.tr("{n}".format(n=1))', 'self.tr("a" + b)'])
def test_a_glued_text_would_be_seen(source: str) -> None:
    assert any(glued(node) for node in translated(ast.parse(source)))


def test_a_text_filled_after_translation_is_let_through() -> None:
    assert not any(glued(node) for node in translated(ast.parse('self.tr("{n} people").format(n=1)')))


def told(thing: object) -> Iterator[str]:
    """The texts of what was read from JSON, without the names of its fields."""
    if isinstance(thing, str):
        yield thing
    for inner in thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list) else ():
        yield from told(inner)


def written_out(tree: ast.Module) -> Iterator[ast.Constant]:
    """The texts of a module, without what explains it."""
    explaining = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explaining:
            yield node


def test_no_sentence_scolds_or_guesses_a_pronoun() -> None:
    said = [(f"{path}:{node.lineno}", text(node) or "") for path, tree in trees(WINDOW) for node in translated(tree)]
    papers = [path for path in SOURCES if path.parent.name == "documents" or path.name.startswith("sentences")]
    said += [(f"{path}:{node.lineno}", str(node.value)) for path, tree in trees(papers) for node in written_out(tree)]
    for path in SHOWN:
        words = path.read_text(encoding="utf-8")
        lines = told(json.loads(words)) if path.suffix == ".json" else words.splitlines()
        said += [(path.name, line) for line in lines]
    assert {path.parent.name for path in SHOWN} == {"questions", "help", "sample", "resources"}
    assert [(where, found.group()) for where, words in said if (found := SCOLDING.search(words))] == []


# --- codes and their words ------------------------------------------------------------------------------------


def raised(kinds: re.Pattern[str]) -> Iterator[tuple[str, str, set[str] | None]]:
    """Where a coded record is made, its code, and the fields it is given (None where they are not written out)."""
    for path, tree in trees(SOURCES):
        for name, call in calls(tree):
            code = text(call.args[0]) if call.args and kinds.fullmatch(name) else None
            if code is not None:
                whole = all(keyword.arg for keyword in call.keywords)
                yield f"{path}:{call.lineno}", code, {str(k.arg) for k in call.keywords} if whole else None


ERRORS = re.compile(r"(User|Vault|File|NotFound)Error")


def placeholders(words: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", words))


def test_every_error_has_its_words() -> None:
    assert [(where, code) for where, code, _ in raised(ERRORS) if code not in sentences.MESSAGES] == []


def test_every_error_brings_what_its_words_name() -> None:
    wrong = []
    for where, code, fields in raised(ERRORS):
        if fields is None or code not in sentences.MESSAGES:
            continue
        message = sentences.MESSAGES[code]
        if where.startswith("netplus_desktop/exchange/"):
            fields.add("name")  # reading.py puts it in: what reads the content does not know the file
        missing = placeholders(message.what + message.safe + message.do) - fields
        if missing:
            wrong.append((where, code, missing))
    assert wrong == []


def test_every_reason_has_its_words() -> None:
    reasons = re.compile(r"Reason")
    assert [(where, code) for where, code, _ in raised(reasons) if code not in sentences.REASONS] == []


def test_no_words_are_kept_for_what_never_happens() -> None:
    others = [path for path in SOURCES if path.name not in ("sentences.py", "sentences_of_files.py")]
    used = {text(node) for _, tree in trees(others) for node in ast.walk(tree)}
    assert (sentences.MESSAGES.keys() | sentences.REASONS.keys()) - used == set()


def test_every_finding_of_the_check_has_its_words() -> None:
    findings = re.compile(r"Finding")
    assert [(where, code) for where, code, _ in raised(findings) if code not in sentences.FINDINGS] == []


def test_every_step_has_a_name_for_one_and_for_many() -> None:
    assert set(sentences.ACTIONS) == set(Action)
    assert [action for action, (one, many) in sentences.ACTIONS.items() if not one or "{n}" not in many] == []


def test_every_message_says_what_happened_what_is_safe_and_what_to_do() -> None:
    nothing_happened = {"nothing-to-undo", "nothing-to-redo"}
    said = {code: message for code, message in sentences.MESSAGES.items() if code not in nothing_happened}
    halves = [code for code, m in said.items() if not (m.what and m.safe and m.do)]
    assert halves == []


# --- habits ---------------------------------------------------------------------------------------------------


def test_nothing_sleeps_or_pumps_events() -> None:
    """A wait is for a signal or a condition; a pumped event loop re-enters what is on the stack."""
    assert called(SOURCES + TESTS, {"sleep", "qSleep", "msleep", "usleep"}) == []
    assert called(SOURCES, {"processEvents", "qWait"}) == []


def test_no_item_of_a_layout_is_asked_for() -> None:
    """PySide keeps a wrapper of it when Qt has deleted it, and crashes later: `reading_order.in_order` is for that."""
    assert called(WINDOW, {"itemAt"}) == []
    taken = called(WINDOW, {"takeAt"})
    assert all("ui/widgets.py" in place for place in taken), taken  # a FlowLayout holds its items itself


def test_no_text_is_cut_by_a_fixed_height() -> None:
    assert called(WINDOW, {"setFixedHeight"}) == []


def test_dialogs_are_opened_not_run() -> None:
    """`exec` of a dialog starts a second event loop; only the application and a drag have one of their own."""
    runs = [
        f"{path}:{call.lineno}"
        for path, tree in trees(WINDOW)
        for name, call in calls(tree)
        if name == "exec" and not call.args and not path.endswith("app.py")
    ]
    assert runs == []


def test_nothing_in_the_package_can_reach_a_network() -> None:
    """A second start calls the first through a socket of this computer's own (`ui/one_window.py`), and nobody else."""
    local = {"QLocalServer", "QLocalSocket"}
    doors = re.compile(r"^(socket|ssl|http|urllib\.request|ftplib|smtplib|asyncio|PySide6\.QtNetwork)\b")
    reached = [
        f"{path}:{node.lineno} {name}"
        for path, tree in trees(SOURCES)
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names])
        if doors.match(name)
        and not (path.endswith("ui/one_window.py") and {alias.name for alias in node.names} <= local)
    ]
    assert reached == []


def test_colours_stand_in_the_theme_alone() -> None:
    """Elsewhere they would be unreadable in the other scheme. Paper is black on white whatever the theme."""
    colour = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")
    elsewhere = [
        f"{path}:{node.lineno}"
        for path, tree in trees([p for p in WINDOW if p.name not in ("theme.py", "printing.py")])
        for node in ast.walk(tree)
        if colour.fullmatch(text(node) or "")
    ]
    assert elsewhere == []


def test_files_stay_short_enough_to_read() -> None:
    lengths = {p: len(p.read_text(encoding="utf-8").splitlines()) for p in SOURCES + BUILD + TESTS}
    assert [(p.relative_to(ROOT).as_posix(), n) for p, n in lengths.items() if n > LONGEST] == []


def test_no_name_hides_what_a_module_is_for() -> None:
    vague = re.compile(r"utils?|helpers?|managers?|services?|misc|common")
    assert [path for path in SOURCES if vague.fullmatch(path.stem)] == []


# --- files ----------------------------------------------------------------------------------------------------


def tracked() -> list[Path]:
    """The files that belong to the project: as git knows them, else what lies here without what is made."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=True).stdout
        paths = [ROOT / name for name in listed.decode().split("\0") if name]
    else:
        made = {".git", ".venv", "dist", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}
        paths = [path for path in ROOT.rglob("*") if not made & set(path.relative_to(ROOT).parts)]
    return [path for path in paths if path.is_file()]


def test_no_file_names_a_registry_or_a_place_on_one_computer() -> None:
    named = []
    for path in tracked():
        if path.is_relative_to(ROOT / "tests" / "data"):
            continue  # as their programs wrote them
        try:
            content = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        named += [f"{path.relative_to(ROOT)}: {found}" for found in MACHINES.findall(content)]
    assert named == []


def test_the_top_of_the_checkout_stays_small() -> None:
    """Who comes here first sees what the house is made of, and nothing else."""
    top = {path.relative_to(ROOT).parts[0] for path in tracked()}
    known = {"netplus_desktop", "resources", "tests", "build", "README.md", "LICENSE", "pyproject.toml", ".gitignore"}
    assert top - known - {".github", ".ci", ".git-blame-ignore-revs"} == set()


def test_no_file_stands_in_the_way_of_the_tool_named_build() -> None:
    assert not (ROOT / "build" / "__init__.py").exists()
    assert not (ROOT / "build.py").exists()
