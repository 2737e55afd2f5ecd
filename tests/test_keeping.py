"""Looking after a vault by command: the check, the repair, the rescue."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from netplus_desktop import cli
from netplus_desktop.core.records import Person
from netplus_desktop.store.opening import open_store

PASSPHRASE = "correct horse, battery"

Netplus = Callable[..., int]


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A closed vault with two people."""
    path = tmp_path / "people.netplus"
    store = open_store(path, passphrase=PASSPHRASE, create=True)
    store.add_contact(Person("Zoë Łukasz", tags=("chess",)))
    store.add_contact(Person("Ann Lee"))
    store.close()
    return path


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """The file with the passphrase."""
    path = tmp_path / "secret.txt"
    path.write_text(PASSPHRASE, encoding="utf-8")
    return path


@pytest.fixture
def netplus(secret: Path) -> Netplus:
    """Run a verb on a vault, with the file of the passphrase."""

    def netplus(vault: Path, *arguments: str | Path) -> int:
        words = ["--vault", vault, "--passphrase-file", secret, *arguments]
        return cli.run(cli.parse([str(word) for word in words]))

    return netplus


def test_a_vault_with_faults_is_told_and_repaired(
    netplus: Netplus, vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_store(vault, passphrase=PASSPHRASE)
    store._connection().execute("UPDATE contact SET created = 'once' WHERE id = 1")
    store.close()
    assert netplus(vault, "check", "--json") == cli.FAILED
    (line,) = capsys.readouterr().out.splitlines()
    found = json.loads(line)
    assert (found["code"], found["where"], found["count"]) == ("value-invalid", "contact", 1)
    assert found["words"].startswith("People with a date")
    assert netplus(vault, "check", "--repair") == cli.DONE
    assert "whole" in capsys.readouterr().err
    assert netplus(vault, "check") == cli.DONE
    assert "2 people" in capsys.readouterr().err


def test_damaged_pages_are_no_matter_for_a_repair(
    netplus: Netplus, vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = bytearray(vault.read_bytes())
    content[len(content) - 1000] ^= 1
    vault.write_bytes(content)
    assert netplus(vault, "check", "--repair") == cli.FAILED
    told = capsys.readouterr()
    assert "Damaged pages" in told.out
    assert "salvage" in told.err


def test_what_can_be_read_of_a_damaged_vault_is_rescued(
    netplus: Netplus, vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert netplus(vault, "backup") == cli.DONE
    content = bytearray(vault.read_bytes())
    content[500:520] = bytes(20)
    vault.write_bytes(content)
    assert netplus(vault, "list") == cli.FAILED
    out = tmp_path / "rescued.netplus"
    capsys.readouterr()
    assert netplus(vault, "salvage", out) == cli.DONE
    told = capsys.readouterr()
    assert "people: 2" in told.out
    assert "not here" not in told.out
    assert vault.read_bytes() == content
    assert netplus(vault, "salvage", out) == cli.FAILED  # never over a file
    assert netplus(out, "list") == cli.DONE
    assert "Zoë Łukasz" in capsys.readouterr().out


def test_a_rescue_needs_the_key(
    netplus: Netplus, vault: Path, secret: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "rescued.netplus"
    assert cli.run(cli.parse(["--vault", str(vault), "salvage", str(out)])) == cli.FAILED
    assert "recovery key" in capsys.readouterr().err
    secret.write_text("something else", encoding="utf-8")
    assert netplus(vault, "salvage", out) == cli.FAILED
    assert not out.exists()


def test_an_import_makes_no_empty_vault_where_one_has_vanished(
    netplus: Netplus, vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card = tmp_path / "card.vcf"
    card.write_text("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bo Lind\r\nEND:VCARD\r\n")
    assert netplus(vault, "backup") == cli.DONE
    vault.unlink()
    capsys.readouterr()
    assert netplus(vault, "import", card) == cli.FAILED
    assert "netplus restore latest" in capsys.readouterr().err
    assert not vault.exists()
    assert netplus(tmp_path / "fresh.netplus", "import", card) == cli.DONE
    assert netplus(vault, "restore", "latest", "--yes") == cli.DONE
    capsys.readouterr()
    assert netplus(vault, "list") == cli.DONE
    assert "Ann Lee" in capsys.readouterr().out


def test_imports_are_listed_and_taken_back(
    netplus: Netplus, vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert netplus(vault, "imports") == cli.NOTHING
    cards = "".join(
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nEND:VCARD\r\n" for name in ("Mia Koch", "Ola\x1b[2J Berg")
    )
    (tmp_path / "fair.vcf").write_text(cards, encoding="utf-8")
    assert netplus(vault, "import", tmp_path / "fair.vcf") == cli.DONE
    capsys.readouterr()
    assert netplus(vault, "imports", "--json") == cli.DONE
    record = json.loads(capsys.readouterr().out)
    assert (record["files"], record["added"], record["can_be_undone"]) == (["fair.vcf"], 2, True)
    number = str(record["number"])
    store = open_store(vault, passphrase=PASSPHRASE)
    (mia,) = store.contact_ids("mia")
    store.edit_contact(mia, note="met")
    store.close()
    assert netplus(vault, "imports", "--undo", number, "--dry-run", "--json") == cli.DONE
    told = json.loads(capsys.readouterr().out)
    assert (told["removed"], told["kept"]) == (1, [{"name": "Mia Koch", "reason": "edited", "fields": []}])
    assert netplus(vault, "imports", "--undo", number) == cli.DONE
    assert "Mia Koch: you wrote in their details since" in capsys.readouterr().out
    store = open_store(vault, passphrase=PASSPHRASE)
    assert {ref.name for ref in store.find_contacts("")} == {"Ann Lee", "Mia Koch", "Zoë Łukasz"}
    store.close()
    assert netplus(vault, "imports") == cli.DONE
    assert capsys.readouterr().out.endswith("\ttaken back\n")
    assert netplus(vault, "imports", "--undo", number) == cli.FAILED
    assert "can no longer be taken back" in capsys.readouterr().err
    assert netplus(vault, "imports", "--undo", "99") == cli.FAILED
