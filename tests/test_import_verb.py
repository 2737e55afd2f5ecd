"""`netplus import` on folders, archives, and what an archive tells beside its people."""

from __future__ import annotations

import argparse
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from netplus_desktop import cli
from netplus_desktop.core.records import FileFormat
from netplus_desktop.exchange.columns import Column
from netplus_desktop.exchange.layouts import Layout, saved

CARDS = "".join(
    f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nEMAIL:{name[:3].strip()}@example.org\r\nEND:VCARD\r\n"
    for name in ("Zoe Berg", "Bo Lind")
).encode()

Netplus = Callable[..., int]


def arguments(folder: Path, *words: str | Path) -> argparse.Namespace:
    """What the words say, about the vault of `netplus`."""
    vault = ["--vault", str(folder / "people.netplus"), "--passphrase-file", str(folder / "secret.txt")]
    return cli.parse([*vault, *map(str, words or ("list",))])


@pytest.fixture
def netplus(tmp_path: Path) -> Netplus:
    """Run a verb in this process, on a vault whose key is a passphrase."""
    secret = tmp_path / "secret.txt"
    secret.write_text("a long enough passphrase\n", encoding="utf-8")

    def netplus(*words: str | Path) -> int:
        return cli.run(arguments(tmp_path, *words))

    return netplus


def records(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    """The lines of JSON that were told."""
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


LINKEDIN = Path(__file__).parent / "data" / "linkedin" / "complete_2026"


def test_import_takes_folders_and_archives_and_tells_the_files_in_them(
    netplus: Netplus, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "Contacts"
    folder.mkdir()
    (folder / "two.vcf").write_bytes(CARDS)
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(50))
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr("a/again.vcf", CARDS)
        archive.writestr("../up.vcf", b"x")
    assert netplus("import", "--dry-run", "--json", folder, tmp_path / "export.zip") == cli.FAILED
    told = {Path(str(one["file"])).relative_to(tmp_path).as_posix(): one for one in records(capsys)}
    assert {name: (one.get("error"), one["added"]) for name, one in told.items()} == {
        "Contacts/two.vcf": (None, 2),
        "Contacts/photo.jpg": ("file-not-contacts", 0),
        "export.zip/a/again.vcf": (None, 0),
        "export.zip/../up.vcf": ("zip-name", 0),
    }


def test_the_same_files_in_another_wrapping_are_nothing_to_do(netplus: Netplus, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "packed.zip", "w") as archive:
        for path in sorted(LINKEDIN.rglob("*.csv"), reverse=True):
            archive.write(path, path.relative_to(LINKEDIN))
    assert netplus("import", LINKEDIN) == cli.DONE
    assert netplus("import", tmp_path / "packed.zip") == cli.NOTHING


def test_what_an_archive_tells_beside_its_people_is_kept_as_asked(
    netplus: Netplus, capsys: pytest.CaptureFixture[str]
) -> None:
    assert netplus("import", "--people-only", LINKEDIN) == cli.DONE
    assert "evidence" not in capsys.readouterr().out
    assert netplus("import", LINKEDIN) == cli.DONE
    assert "evidence: last message 4, message 5, invitation 2" in capsys.readouterr().out
    assert netplus("list", "--json", "raman") == cli.DONE
    (priya,) = records(capsys)
    assert priya["last_contact"] == "2026-03-04"
    assert netplus("list", "thursday") == cli.NOTHING
    assert netplus("import", "--what-was-written", "--json", LINKEDIN) == cli.DONE
    (told,) = records(capsys)
    assert told["unused"] == {"draft": 1, "sponsored": 1, "spam": 1, "not-connected": 1, "nobody": 1}
    assert netplus("list", "thursday") == cli.DONE


def test_real_files_come_again_as_an_archive_in_another_order_and_change_nothing(
    netplus: Netplus, corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = sorted(path for path in corpus.rglob("*") if path.suffix in {".vcf", ".csv", ".ldif"})
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in reversed(paths):
            archive.write(path, path.relative_to(corpus))
    netplus("import", "--json", *paths)
    first = records(capsys)
    assert sum(int(str(one["added"])) for one in first) > 200
    netplus("import", "--json", tmp_path / "all.zip")
    again = records(capsys)
    assert len(again) == len(first)
    assert [(one["file"], one["added"], one["updated"]) for one in again if one["added"] or one["updated"]] == []


def test_what_was_said_of_a_table_in_the_window_holds_here_too(netplus: Netplus, tmp_path: Path) -> None:
    table = tmp_path / "club.csv"
    table.write_text("aaa,bbb,ccc\nZoe Berg,Mill,4\nBo Lind,Quay,5\n", encoding="utf-8")
    assert netplus("import", table) == cli.FAILED
    (tmp_path / "first.vcf").write_bytes(b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Cy Cho\r\nEND:VCARD\r\n")
    assert netplus("import", tmp_path / "first.vcf") == cli.DONE
    with cli.opened(arguments(tmp_path)) as store:
        store.remember_layout("aaa\tbbb\tccc", saved(Layout(FileFormat.TABLE, [Column("name"), None, None], [])))
    assert netplus("import", table) == cli.DONE
    with cli.opened(arguments(tmp_path)) as store:
        assert [row.name for row in store.find_contacts("", limit=9)] == ["Bo Lind", "Cy Cho", "Zoe Berg"]
