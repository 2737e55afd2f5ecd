"""The program carried on a stick: everything lies beside it, and the computer is left as it was."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from secret_stores import Memory

from netplus_desktop import assets, cli
from netplus_desktop.app import main
from netplus_desktop.store.opening import open_store
from netplus_desktop.ui.dialogs.about import AboutDialog
from netplus_desktop.ui.dialogs.set_passphrase import SetPassphraseDialog
from netplus_desktop.ui.opening import Opening
from netplus_desktop.ui.settings import Settings

PASSPHRASE = "quiet river stone"


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A packaged program that was made portable."""
    folder = tmp_path / "stick"
    folder.mkdir()
    (folder / ".portable").touch()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "netplus"))
    return folder


def test_all_that_is_kept_lies_beside_the_program(stick: Path) -> None:
    kept = (assets.default_vault(), assets.default_backups(), assets.settings_file(), assets.log_folder())
    assert {place.relative_to(stick).parts[0] for place in kept} == {"netplus-data"}


def test_on_macos_beside_the_bundle(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(stick / "NetPlus.app" / "Contents" / "MacOS" / "netplus"))
    assert assets.carried() == stick / "netplus-data"


def test_without_the_file_or_from_source_nothing_is_portable(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (stick / ".portable").unlink()
    assert assets.carried() is None and stick not in assets.default_vault().parents
    (stick / ".portable").touch()
    monkeypatch.setattr(sys, "frozen", False)
    assert assets.carried() is None and stick not in assets.settings_file().parents


def test_the_first_start_asks_for_a_passphrase_and_the_keyring_learns_nothing(
    stick: Path, memory_keyring: Memory, qtbot: QtBot
) -> None:
    settings = Settings()
    opening = Opening(assets.default_vault(), settings=settings)
    opening.given_up.disconnect()
    opening.begin()
    qtbot.waitUntil(lambda: isinstance(opening.dialog, SetPassphraseDialog))
    assert opening.dialog is not None
    assert any("carried" in label.text() for label in opening.dialog.findChildren(QLabel))
    opening.dialog.reject()
    opening.dialog.deleteLater()
    opening.deleteLater()
    settings.deleteLater()
    assert memory_keyring.entries == {}


def test_a_verb_keeps_the_vault_and_its_backups_on_the_stick(
    stick: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret, cards = tmp_path / "secret", tmp_path / "cards.vcf"
    secret.write_text(PASSPHRASE)
    cards.write_text("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada Obi\r\nEND:VCARD\r\n")
    given = ["--passphrase-file", str(secret)]
    assert main(["import", *given, str(cards)]) == cli.DONE
    assert main(["backup", *given]) == cli.DONE
    data = stick / "netplus-data"
    assert (data / "people.netplus").is_file() and list((data / "backups").rglob("*.npvault"))
    store = open_store(data / "people.netplus", passphrase=PASSPHRASE)
    assert len(store.contact_ids("ada")) == 1
    store.close()


def test_about_says_where_everything_is(stick: Path, qtbot: QtBot) -> None:
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    assert any("netplus-data" in label.text() for label in dialog.findChildren(QLabel))
