"""What stands between the launch and the first painting: only the code that the list of people needs."""

from __future__ import annotations

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
    "netplus_desktop.core.conversations",
    "netplus_desktop.core.matching",
    "netplus_desktop.documents",
    "netplus_desktop.exchange",
    "netplus_desktop.core.merging",
    "netplus_desktop.core.practice",
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
import os, sys
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
    assert told["rows"] == ["60", "Person59"]
    assert told["conversation"] == ["True"]
