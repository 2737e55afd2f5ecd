"""What stands between the launch and the first painting: only the code that the list of people needs."""

from __future__ import annotations

import marshal
import os
import subprocess
import sys
from pathlib import Path

import pytest

from netplus_desktop.core.records import Person
from netplus_desktop.store.opening import throwaway_store

LATER = (
    "concurrent.futures",
    "csv",
    "difflib",
    "email",
    "json",
    "keyring",
    "logging.handlers",
    "nameparser",
    "netplus_desktop.core.actions",
    "netplus_desktop.core.folding",
    "netplus_desktop.core.conversations",
    "netplus_desktop.core.matching",
    "netplus_desktop.documents",
    "netplus_desktop.exchange",
    "netplus_desktop.core.merging",
    "netplus_desktop.core.practice",
    "netplus_desktop.store.backups",
    "netplus_desktop.store.copies",
    "netplus_desktop.store.derived",
    "netplus_desktop.store.joining",
    "netplus_desktop.store.merging",
    "netplus_desktop.sentences",
    "netplus_desktop.store.tables",
    "netplus_desktop.store.verbs",
    "netplus_desktop.ui.actions",
    "netplus_desktop.ui.dialogs",
    "netplus_desktop.ui.icons",
    "netplus_desktop.ui.importing",
    "netplus_desktop.ui.interview",
    "netplus_desktop.ui.offers",
    "netplus_desktop.ui.printing",
    "netplus_desktop.ui.text_fields",
    "netplus_desktop.ui.today",
    "netplus_desktop.ui.vault",
    "peewee",
    "phonenumbers",
    "pickle",
    "playhouse",
    "PySide6.QtDBus",
    "PySide6.QtNetwork",
    "PySide6.QtPrintSupport",
    "PySide6.QtSvg",
    "rapidfuzz",
    "uuid",
    "zoneinfo",
    "sqlite3",
)
"""Read once the list is on the screen, or when it is first needed."""

CHILD = """
import enum, os, sys
from netplus_desktop import app
from netplus_desktop.store import keychain
keychain.recall = lambda salt: [keychain.from_recovery_key(os.environ["RECOVERY_KEY"])]
from netplus_desktop.ui import asking
asking.AT_ONCE = 60  # however busy the machine is
from netplus_desktop.ui import main_window
from netplus_desktop.ui.contact_list import delegate
names, paint = [], delegate.ContactDelegate.paint
def painted(self, painter, option, index):
    paint(self, painter, option, index)
    names.append(index.data())
delegate.ContactDelegate.paint = painted
complete = main_window.MainWindow.complete
def completed(self):
    print("painted", *sorted(set(names)))
    print("read", *sorted(sys.modules))
    print("icons", *(one.__name__ for one in enum.Enum.__subclasses__() if one.__name__ == "ThemeIcon"))
    complete(self)
    print("rows", self.people.model.rowCount(), self.people.model.index(self.people.model.rowCount() - 1).data())
    print("conversation", self.conversation.isVisible(), flush=True)
    os._exit(0)
main_window.MainWindow.complete = completed
sys.exit(app.main(["--vault", sys.argv[1]]))
"""


@pytest.fixture
def told(tmp_path: Path) -> dict[str, list[str]]:
    """What the program tells of its first painting, over a vault with more people than the first page holds."""
    with_people = throwaway_store(tmp_path)
    for number in range(60):
        with_people.add_contact(Person(f"Person{number:02}"))
    path, key = with_people.path, with_people.recovery_key()
    with_people.close()
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "RECOVERY_KEY": key,
        "XDG_CONFIG_HOME": str(tmp_path),
        "XDG_STATE_HOME": str(tmp_path),
    }
    for name in ("COV_CORE_SOURCE", "COVERAGE_PROCESS_START"):  # measuring reads code of its own
        environment.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(path)], capture_output=True, text=True, check=True, env=environment
    )
    lines = [line.split() for line in done.stdout.splitlines()]
    return {line[0]: line[1:] for line in lines}


def test_the_list_is_painted_before_the_rest_is_read_and_then_all_is_there(told: dict[str, list[str]]) -> None:
    assert told["painted"][:3] == ["Person00", "Person01", "Person02"] and len(told["painted"]) > 8
    read = told["read"]
    assert [name for name in read for late in LATER if name == late or name.startswith(f"{late}.")] == []
    assert told["icons"] == []
    assert told["rows"] == ["60", "Person59"]
    assert told["conversation"] == ["True"]


# --- PySide's own code ----------------------------------------------------------------------------------------

IMPORTED = """
import sys
compiled = []
sys.addaudithook(lambda event, args: compiled.append(str(args[1])) if event == "compile" else None)
from netplus_desktop import pyside
pyside.load()
import builtins
print(pyside.kept_file())
print(len([name for name in compiled if name.startswith(pyside.INSIDE)]))
print(builtins.compile.__module__, builtins.__import__.__module__)
from PySide6.QtCore import QObject, Signal
QObject().setObjectName("works")
"""


def imported(folder: Path) -> tuple[Path, int]:
    """What a start keeps of PySide's code below `folder`, and how much of that it had to compile."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run([sys.executable, "-c", IMPORTED], capture_output=True, text=True, check=True, env=environment)
    file, count, modules = done.stdout.splitlines()
    assert modules == "builtins builtins"
    return Path(file), int(count)


def test_what_pyside_has_as_source_is_compiled_once(tmp_path: Path) -> None:
    file, count = imported(tmp_path)
    assert count > 5 and tmp_path in file.parents
    assert imported(tmp_path) == (file, 0)
    assert [one for one in file.parent.iterdir() if one.suffix not in (".bin", ".pyc")] == []


@pytest.mark.parametrize("spoilt", [b"", b"not marshalled", marshal.dumps([1, 2]), None])
def test_a_spoilt_file_of_it_costs_one_compilation(tmp_path: Path, spoilt: bytes | None) -> None:
    file, count = imported(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] if spoilt is None else spoilt)
    assert imported(tmp_path) == (file, count)
    assert imported(tmp_path) == (file, 0)


def test_code_of_another_release_is_not_run(tmp_path: Path) -> None:
    file, count = imported(tmp_path)
    known = marshal.loads(file.read_bytes())
    false = compile("raise SystemExit('of another release')", "other", "exec")
    file.write_bytes(marshal.dumps(dict.fromkeys(known, (b"other", false))))
    assert imported(tmp_path) == (file, count)


def test_where_nothing_can_be_kept_it_starts_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").touch()  # and so no folder
    assert imported(tmp_path / "file")[1] > 5
