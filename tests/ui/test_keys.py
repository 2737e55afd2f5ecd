"""The ways to a vault's key on the screen: every state of a keyring has its own words and a way on that works."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail, null
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from secret_stores import (
    Broken,
    Dismissed,
    Forgetful,
    Memory,
    PlainText,
    SecretService,
    Swapping,
    chain,
)

from netplus_desktop.core.errors import VaultError
from netplus_desktop.core.records import Person
from netplus_desktop.store import keychain
from netplus_desktop.store.opening import open_store
from netplus_desktop.ui import theme
from netplus_desktop.ui.dialogs.recovery_key import RecoveryKeyDialog
from netplus_desktop.ui.dialogs.set_passphrase import SetPassphraseDialog
from netplus_desktop.ui.dialogs.trouble import VaultTroubleDialog
from netplus_desktop.ui.dialogs.unlock import UnlockDialog
from netplus_desktop.ui.main_window import MainWindow
from netplus_desktop.ui.opening import Opening
from netplus_desktop.ui.settings import Settings
from netplus_desktop.ui.vault.passphrase import PassphraseDialog
from netplus_desktop.ui.vault.waiting import WaitingDialog
from netplus_desktop.ui.vault.ways import Way
from netplus_desktop.ui.widgets import Label

pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")  # keyring's, where a call fails


@pytest.fixture(autouse=True)
def own_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test asks the keyring of whoever runs it, also when a keyring is looked for again."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SecretService]:
    """A real Secret Service that does not run yet, chosen by `keyring`."""
    made = SecretService(tmp_path, monkeypatch)
    made.choose()
    yield made
    made.end()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vault" / "people.netplus"


def make(path: Path) -> str:
    """A vault with one person, its key in the keyring; returns the recovery key."""
    store = open_store(path, create=True)
    store.add_contact(Person(name="Ada Obi"))
    paper = store.recovery_key()
    store.close()
    return paper


def opening(path: Path, settings: Settings) -> Opening:
    made = Opening(path, settings=settings)
    made.given_up.disconnect()  # a test goes on where the program would end
    return made


def led(qtbot: QtBot, made: Opening) -> QWidget:
    """Where the opening leads to: the window, or the dialog that asks."""
    made.begin()
    return arrived(qtbot, made)


def arrived(qtbot: QtBot, made: Opening) -> QWidget:
    def there() -> bool:
        shown = isinstance(made.dialog, QDialog) and made.dialog.isVisible()
        return made.window is not None or (shown and not isinstance(made.dialog, WaitingDialog))

    qtbot.waitUntil(there)
    return made.window or made.dialog  # type: ignore[return-value]


def finish(made: Opening) -> None:
    if made.dialog is not None:
        made.dialog.close()
    if made.window is not None:
        made.window.close()
        made.window.deleteLater()


def told(dialog: QWidget) -> str:
    return " ".join(label.text() for label in dialog.findChildren(Label))


def fingerprint(path: Path) -> dict[str, str]:
    """Every file of the vault's folder but the lock, which holds nothing."""
    files = [file for file in path.parent.iterdir() if file.suffix != ".lock"] if path.parent.exists() else []
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


@dataclass
class State:
    """A state of the keyring: how it comes about before a vault is made, and after; and what the screen says then."""

    first: Callable[[SecretService], object]
    first_words: str
    later: Callable[[SecretService], object]
    later_words: str
    made_with: Callable[[SecretService], object] = lambda _: keyring.set_keyring(Memory())


def use(backend: Callable[[], object]) -> Callable[[SecretService], object]:
    return lambda _: keyring.set_keyring(backend())  # type: ignore[arg-type]


def started(service: SecretService) -> None:
    service.start()


def killed(service: SecretService) -> None:
    service.kill()


def locked(service: SecretService) -> None:
    service.start()
    service.kill()
    service.start(unlocked=False)


def locked_again(service: SecretService) -> None:
    service.kill()
    service.start(unlocked=False)


def never_set_up(service: SecretService) -> None:
    """There is no keyring yet, so the service asks for a password for a new one; nobody answers."""
    service.start(unlocked=False)


def emptied(_: SecretService) -> None:
    keyring.get_keyring().entries.clear()  # type: ignore[attr-defined]


def overwritten(_: SecretService) -> None:
    entries = keyring.get_keyring().entries  # type: ignore[attr-defined]
    for name in entries:
        entries[name] = "ab" * 48


def another_in_front(_: SecretService) -> None:
    keyring.set_keyring(chain(Memory(), keyring.get_keyring()))


STATES = {
    "answers": State(started, "", lambda _: None, "", started),
    "no backend": State(use(fail.Keyring), "No keyring answers", use(fail.Keyring), "No keyring answers"),
    "locked": State(locked, "is locked", locked_again, "is locked", started),
    "question dismissed": State(never_set_up, "closed without an answer", use(Dismissed), "closed without an answer"),
    "daemon died": State(lambda _: None, "does not answer", killed, "does not answer", started),
    "item deleted": State(use(Forgetful), "did not keep the key", emptied, "does not hold the key"),
    "item of another": State(use(Swapping), "did not keep the key", overwritten, "does not open it"),
    "null backend": State(use(null.Keyring), "keeps nothing", use(null.Keyring), "keeps nothing"),
    "plaintext backend": State(use(PlainText), "where others can read it", use(PlainText), "where others can read it"),
    "changed backend": State(use(Memory), "", use(Memory), "in the one that you used before"),
    # beyond the ten
    "changed backend, both answer": State(use(lambda: chain(Memory(), Memory())), "", another_in_front, ""),
    "chainer only": State(use(chain), "No keyring answers", use(chain), "No keyring answers"),
    "library fails": State(use(Broken), "does not answer", use(Broken), "does not answer"),
}


@pytest.mark.parametrize("state", STATES)
def test_the_first_start_ends_in_a_vault_whatever_the_keyring_does(
    qtbot: QtBot, service: SecretService, path: Path, settings: Settings, state: str
) -> None:
    STATES[state].first(service)
    made = opening(path, settings)
    try:
        shown = led(qtbot, made)
        words = STATES[state].first_words
        if not words:
            assert isinstance(shown, MainWindow) and made.window is not None
            assert made.window.session.store.held_by_keyring()
            return
        assert not path.exists()
        assert words in told(shown)
        if isinstance(shown, VaultTroubleDialog):  # a way on that needs no keyring
            shown.ways.buttons[Way.SET_PASSPHRASE].click()
            qtbot.waitUntil(lambda: isinstance(made.dialog, SetPassphraseDialog))
        dialog = made.dialog
        assert isinstance(dialog, SetPassphraseDialog)
        for line in (dialog.new.first.line, dialog.new.again.line):
            QTest.keyClicks(line, "walrus teapot lantern")
        dialog.make.click()
        assert made.window is not None and not made.window.session.store.held_by_keyring()
        assert not left_in_the_open(path.parent.parent, made.window.session.store.recovery_key())
    finally:
        finish(made)


@pytest.mark.parametrize("state", STATES)
def test_a_later_start_never_makes_a_new_vault_and_the_paper_opens_it(
    qtbot: QtBot, service: SecretService, path: Path, settings: Settings, state: str
) -> None:
    STATES[state].made_with(service)
    if isinstance(keyring.get_keyring(), Memory):
        service.kill()
    paper = make(path)
    before = fingerprint(path)
    STATES[state].later(service)
    made = opening(path, settings)
    try:
        shown = led(qtbot, made)
        words = STATES[state].later_words
        if not words:
            assert isinstance(shown, MainWindow)
            return
        assert words in told(shown) and fingerprint(path) == before
        if isinstance(shown, VaultTroubleDialog):
            assert Way.PASSPHRASE in shown.ways.buttons
            shown.ways.buttons[Way.RECOVERY_KEY].click()
            qtbot.waitUntil(lambda: isinstance(made.dialog, UnlockDialog))
        else:
            assert isinstance(shown, UnlockDialog)
            shown.other.click()
        dialog = made.dialog
        assert isinstance(dialog, UnlockDialog)
        dialog.recovery_key.setPlainText(paper)
        dialog.unlock.click()
        assert made.window is not None and made.window.session.store.counts().people == 1
        assert not left_in_the_open(path.parent.parent, paper)
    finally:
        finish(made)


def left_in_the_open(folder: Path, paper: str) -> list[Path]:
    """Files that hold the key as it is."""
    key = keychain.from_recovery_key(paper)
    forms = (key.secret, key.secret.hex().encode(), paper.encode())
    found = []
    for file in folder.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            found += [file for form in forms if form in data]
    return found


def test_asking_the_keyring_again_opens_the_vault_once_it_answers(qtbot: QtBot, path: Path, settings: Settings) -> None:
    working = Memory()
    keyring.set_keyring(working)
    make(path)
    keyring.set_keyring(Broken())
    made = opening(path, settings)
    shown = led(qtbot, made)
    assert isinstance(shown, VaultTroubleDialog)
    keyring.set_keyring(working)
    shown.again.click()
    qtbot.waitUntil(lambda: made.window is not None)
    finish(made)


def test_a_vault_with_a_passphrase_says_why_it_asks_only_once(qtbot: QtBot, path: Path, settings: Settings) -> None:
    path.parent.mkdir()
    open_store(path, passphrase="walrus", create=True).close()
    for turn in range(2):
        made = opening(path, settings)
        shown = led(qtbot, made)
        assert isinstance(shown, UnlockDialog)
        assert ("No keyring answers" in told(shown)) is (turn == 0)
        QTest.keyClicks(shown.passphrase.line, "walrus")
        shown.unlock.click()
        assert made.window is not None
        finish(made)


def test_no_line_of_a_dialog_lies_over_another_at_a_large_text_size(
    qtbot: QtBot, qapp: QApplication, path: Path
) -> None:
    path.parent.mkdir()
    store = open_store(path, passphrase="walrus", create=True)
    base = QFont(qapp.font())
    base.setPointSizeF(base.pointSizeF() * 1.5)
    theme.apply(qapp, Qt.ColorScheme.Light, base)
    why = VaultError("passphrase-needed", name="people.netplus", keyring="missing")
    for dialog in (
        PassphraseDialog(store),
        UnlockDialog(lambda *_: store, why=why),
        SetPassphraseDialog(lambda _: store, why=VaultError("passphrase-to-set", name="p", keyring="null")),
        VaultTroubleDialog(VaultError("keyring-silent")),
        WaitingDialog(new=False),
    ):
        qtbot.addWidget(dialog)
        dialog.open()
        qtbot.waitExposed(dialog)
        layout = dialog.layout()
        assert layout is not None
        QApplication.sendPostedEvents(dialog)
        assert dialog.height() >= layout.totalHeightForWidth(dialog.width())
    store.close()


class Waiting(Memory):
    """Waits for an answer that comes when the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.answered = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        """Wait, like for the user's password."""
        assert self.answered.wait(30)
        return super().get_password(service, username)


def test_a_keyring_that_takes_its_time_is_waited_for_with_a_way_past_it(
    qtbot: QtBot, path: Path, settings: Settings
) -> None:
    slow = Waiting()
    slow.answered.set()
    keyring.set_keyring(slow)
    paper = make(path)
    slow.answered.clear()
    made = opening(path, settings)
    made.begin()
    waiting = made.dialog
    assert isinstance(waiting, WaitingDialog) and waiting.isVisible()
    slow.answered.set()  # the user answers the keyring's question
    qtbot.waitUntil(lambda: made.window is not None)
    assert not waiting.isVisible()
    finish(made)
    slow.answered.clear()
    made = opening(path, settings)
    made.begin()
    assert isinstance(made.dialog, WaitingDialog)
    made.dialog.ways.buttons[Way.RECOVERY_KEY].click()
    qtbot.waitUntil(lambda: isinstance(made.dialog, UnlockDialog))
    slow.answered.set()  # too late: another way was chosen
    assert isinstance(made.dialog, UnlockDialog)
    made.dialog.recovery_key.setPlainText(paper)
    made.dialog.unlock.click()
    assert made.window is not None
    finish(made)


def test_a_keyring_that_never_answers_is_given_up(
    qtbot: QtBot, service: SecretService, path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.start()
    make(path)
    service.silence()
    monkeypatch.setattr(keychain, "PATIENCE", 0.6)
    made = opening(path, settings)
    shown = led(qtbot, made)
    assert isinstance(shown, VaultTroubleDialog) and "does not answer" in told(shown)
    finish(made)


# --- the passphrase ---------------------------------------------------------------------------------------


def window_of(qtbot: QtBot, made: Opening) -> MainWindow:
    shown = led(qtbot, made)
    assert isinstance(shown, MainWindow)
    shown.complete()
    return shown


def ask_for_change(window: MainWindow) -> PassphraseDialog:
    window.actions_.passphrase.trigger()
    dialog = window.findChild(PassphraseDialog)
    assert dialog is not None
    return dialog


def new_window(qtbot: QtBot, made: Opening, old: MainWindow) -> MainWindow:
    qtbot.waitUntil(lambda: made.window not in (None, old))
    assert made.window is not None
    return made.window


def type_new(dialog: PassphraseDialog, words: str) -> None:
    for line in (dialog.new.first.line, dialog.new.again.line):
        line.clear()
        QTest.keyClicks(line, words)


def test_a_passphrase_is_set_changed_and_taken_away(qtbot: QtBot, path: Path, settings: Settings) -> None:
    ring = Memory()
    keyring.set_keyring(ring)
    papers = [make(path)]
    made = opening(path, settings)
    window = window_of(qtbot, made)

    dialog = ask_for_change(window)
    assert not dialog.old.isVisible() and not dialog.go.isEnabled()
    type_new(dialog, "walrus teapot lantern")
    dialog.go.click()
    window = new_window(qtbot, made, window)
    papers.append(window.session.store.recovery_key())
    assert ring.entries == {}  # the keyring opens it no more
    sheet = window.findChild(RecoveryKeyDialog)
    assert sheet is not None and papers[1][:6] in sheet.shown.text()
    sheet.reject()
    assert window.recovery.strip.isVisible()
    assert window.session.store.counts().people == 1

    dialog = ask_for_change(window)
    type_new(dialog, "another four little words")
    QTest.keyClicks(dialog.old.line, "walrus teapot")
    dialog.go.click()
    assert dialog.error_text() and made.window is window
    QTest.keyClicks(dialog.old.line, "walrus teapot lantern")  # over what was selected
    dialog.go.click()
    window = new_window(qtbot, made, window)
    papers.append(window.session.store.recovery_key())

    dialog = ask_for_change(window)
    qtbot.waitUntil(dialog.none.isEnabled)
    QTest.keyClicks(dialog.old.line, "another four little words")
    dialog.none.click()
    assert not dialog.new.isVisible()
    dialog.go.click()
    window = new_window(qtbot, made, window)
    papers.append(window.session.store.recovery_key())
    assert len(ring.entries) == 1 and window.session.store.held_by_keyring()
    finish(made)
    assert len(set(papers)) == 4
    made = opening(path, settings)
    window_of(qtbot, made)  # by the keyring alone
    finish(made)


def test_without_a_keyring_a_passphrase_cannot_be_taken_away(qtbot: QtBot, path: Path, settings: Settings) -> None:
    path.parent.mkdir()
    open_store(path, passphrase="walrus", create=True).close()
    made = Opening(path, passphrase="walrus", settings=settings)
    window = window_of(qtbot, made)
    dialog = ask_for_change(window)
    qtbot.waitUntil(lambda: "No keyring answers" in dialog.asked.text())
    assert not dialog.none.isEnabled()
    type_new(dialog, "one two three")
    dialog.new.again.line.clear()
    QTest.keyClicks(dialog.new.again.line, "one two")
    QTest.keyClicks(dialog.old.line, "walrus")
    dialog.go.click()
    assert "not the same" in dialog.error_text() and made.window is window
    dialog.reject()
    finish(made)
