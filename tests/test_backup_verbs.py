"""`netplus backup`, `backups` and `restore`, on real vaults."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import keyring
import keyring.backends.fail
import pytest
from secret_stores import Memory

from netplus_desktop import assets, cli
from netplus_desktop.store.opening import open_store

Netplus = Callable[..., int]


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """Where the vault comes to lie."""
    return tmp_path / "people.netplus"


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    """Two people to import."""
    path = tmp_path / "two people.csv"
    path.write_text("Name,E-mail\nZoë Łukasz,zoe@northwind.example\nMisaki Tanaka,misaki@example.jp\n", "utf-8")
    return path


@pytest.fixture
def netplus(memory_keyring: Memory, vault: Path) -> Netplus:
    """Run a verb in this process on the vault of the test, whose key is in a keyring."""
    return lambda *arguments: cli.run(cli.parse(["--vault", str(vault), *map(str, arguments)]))


def test_backups_are_made_listed_and_gone_back_to(
    netplus: Netplus, cards: Path, vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert netplus("backups") == cli.NOTHING
    netplus("import", cards)  # before which the empty vault is backed up
    assert netplus("backup") == cli.DONE
    assert netplus("backup") == cli.NOTHING  # nothing has changed since
    more = tmp_path / "more.csv"
    more.write_text("Name\nNiamh Byrne\n", "utf-8")
    netplus("import", more)
    capsys.readouterr()
    assert netplus("backups", "--json") == cli.DONE
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["number"], one["reason"], one["people"], one["readable"]) for one in told] == [
        (2, "manual", 2, True),
        (1, "import", 0, True),
    ]
    assert netplus("restore", "latest") == cli.FAILED  # nobody is there to be asked
    said = capsys.readouterr()
    assert "gone: 1\n    Niamh Byrne\n" in said.out and "--yes" in said.err
    assert netplus("restore", "9", "--yes") == cli.FAILED
    assert netplus("restore", "latest", "--yes") == cli.DONE
    capsys.readouterr()
    netplus("list")
    assert "Niamh" not in capsys.readouterr().out
    assert netplus("restore", "latest", "--yes") == cli.DONE  # the state before: that is how it is undone
    capsys.readouterr()
    netplus("list")
    assert "Niamh" in capsys.readouterr().out


def test_a_backup_makes_the_vault_anew_where_it_is_gone_or_cannot_be_read(
    netplus: Netplus, cards: Path, vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    netplus("import", cards)
    netplus("backup")
    vault.write_bytes(b"x" * 8192)
    assert netplus("restore", "latest", "--yes") == cli.DONE
    assert netplus("check") == cli.DONE
    (aside,) = (assets.default_backups() / "set-aside").iterdir()
    assert aside.read_bytes() == b"x" * 8192
    vault.unlink()
    assert netplus("restore", "latest", "--yes") == cli.DONE
    capsys.readouterr()
    netplus("list")
    assert "Zoë Łukasz" in capsys.readouterr().out


def test_on_another_machine_the_recovery_key_stands_in_a_file(
    netplus: Netplus, cards: Path, vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    netplus("import", cards)
    netplus("backup", tmp_path / "copy")
    store = open_store(vault)
    paper = tmp_path / "paper.txt"
    paper.write_text(store.recovery_key() + "\n", "utf-8")
    store.close()
    keyring.set_keyring(keyring.backends.fail.Keyring())
    there = tmp_path / "there" / "people.netplus"
    capsys.readouterr()
    assert netplus("--vault", there, "restore", tmp_path / "copy", "--yes") == cli.FAILED
    assert "--passphrase-file" in capsys.readouterr().err
    assert netplus("--vault", there, "--passphrase-file", paper, "restore", tmp_path / "copy", "--yes") == cli.DONE
    assert there.is_file()
