"""The command line, on the real store: words, exit codes, what goes where, and that no verb pulls in Qt in vain."""

from __future__ import annotations

import csv
import json
import os
import shutil
import stat
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import pytest
from secret_stores import Memory

from netplus_desktop import __version__, assets, cli
from netplus_desktop.store.opening import throwaway_store

ROOT = Path(__file__).resolve().parents[1]
PASSPHRASE = "correct horse, battery"

CARDS = """\
BEGIN:VCARD
VERSION:3.0
UID:urn:uuid:1
FN:Zoë Łukasz
N:Łukasz;Zoë;;;
ORG:Northwind
TITLE:Product lead
EMAIL:zoe@northwind.example
TEL:+49 170 1234567
NOTE:Met at the fair\\, in the rain
END:VCARD
BEGIN:VCARD
VERSION:3.0
UID:urn:uuid:2
FN:田中 美咲
EMAIL:misaki@example.jp
END:VCARD
"""

KEYS = {"file", "format", "read", "added", "updated", "unchanged", "skipped", "rows"}
ROW_KEYS = {"row", "line", "status", "reason", "name", "emails", "phones", "organisation", "title", "note"}


@pytest.fixture(autouse=True)
def no_keyring_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does one answer another process."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    path = tmp_path / "two people.vcf"
    path.write_text(CARDS, encoding="utf-8")
    return path


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.txt"
    path.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return path


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """Where a vault may come to lie; nothing is there yet."""
    return tmp_path / "people.netplus"


Netplus = Callable[..., int]


@pytest.fixture
def netplus(memory_keyring: Memory, vault: Path) -> Netplus:
    """Run a verb in this process on the vault of the test, whose key is in a keyring."""

    def netplus(*arguments: str | Path) -> int:
        return cli.run(cli.parse(["--vault", str(vault), *map(str, arguments)]))

    return netplus


@pytest.fixture
def locked(vault: Path, secret: Path) -> Netplus:
    """The same where no keyring answers, with the file of the passphrase."""

    def netplus(*arguments: str | Path) -> int:
        words = [str(argument) for argument in arguments]
        return cli.run(cli.parse(["--vault", str(vault), "--passphrase-file", str(secret), *words]))

    return netplus


def process(*arguments: str | Path, **surroundings: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a user would."""
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [sys.executable, "-m", "netplus_desktop", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**environment, **surroundings},
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=60,
    )


def records(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


# --- words ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "verb", "some"),
    [
        ([], "window", {"files": [], "vault": None, "demo": False, "passphrase_file": None}),
        (["--demo"], "window", {"demo": True, "files": []}),
        (["people.vcf", "more.csv"], "window", {"files": [Path("people.vcf"), Path("more.csv")]}),
        (["--vault", "list", "people.vcf"], "window", {"vault": Path("list"), "files": [Path("people.vcf")]}),
        (["--", "-odd.vcf"], "window", {"files": [Path("-odd.vcf")]}),
        (["./import"], "window", {"files": [Path("import")]}),
        (["import", "a.vcf", "b.vcf", "--dry-run"], "import", {"dry_run": True, "json": False}),
        (["--demo", "list", "Zoë", "North", "--json"], "list", {"query": ["Zoë", "North"], "demo": True, "json": True}),
        (["list", "--demo"], "list", {"demo": True, "query": []}),
        (["list", "--vault", "x"], "list", {"vault": Path("x")}),
        (["--vault=x", "list"], "list", {"vault": Path("x")}),
        (["check", "--passphrase-file", "p"], "check", {"passphrase_file": Path("p")}),
        (["export", "--format", "csv", "-"], "export", {"format": "csv", "out": "-"}),
        (["sheet", "--person", "Zoë", "--out", "a.pdf"], "sheet", {"person": "Zoë", "interview": None, "blank": False}),
        (["sheet", "--interview", "3", "--out", "a.pdf"], "sheet", {"interview": 3, "out": Path("a.pdf")}),
        (["backup", "b.netplus"], "backup", {"out": Path("b.netplus")}),
        (["self-check"], "self-check", {}),
        (
            ["screenshot", "--out", "a.png", "--size", "1024x700"],
            "screenshot",
            {"size": (1024, 700), "scheme": "light"},
        ),
        (["tour", "--out", "dist/tour"], "tour", {"out": Path("dist/tour")}),
    ],
)
def test_what_is_asked_for(arguments: list[str], verb: str, some: dict[str, object]) -> None:
    args = cli.parse(arguments)
    assert args.verb == verb
    assert {name: getattr(args, name) for name in some} == some


@pytest.mark.parametrize(
    "arguments",
    [
        ["import"],
        ["export", "--format", "xml", "out"],
        ["export", "out"],
        ["sheet"],
        ["sheet", "--next", "--blank", "--out", "a.pdf"],
        ["screenshot", "--out", "a.png", "--size", "big"],
        ["screenshot", "--out", "a.png", "--size", "1x1"],
        ["restore"],
        ["--demo", "--vault", "x", "list"],
        ["list", "--no-such-option"],
        ["--no-such-option"],
        ["exprot"],
    ],
)
def test_wrong_usage_is_told_with_code_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.parse(arguments)
    assert end.value.code == cli.USAGE
    heard = capsys.readouterr()
    assert heard.out == ""
    assert "netplus" in heard.err


@pytest.mark.parametrize("arguments", [["--version"], ["list", "--version"]])
def test_the_version_is_data(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.parse(arguments)
    assert end.value.code == 0
    assert capsys.readouterr().out == f"netplus {__version__}\n"


def test_help_names_every_verb_and_code(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.parse(["--help"])
    told = capsys.readouterr().out
    for verb in ("import", "export", "sheet", "list", "check", "backup", "self-check", "screenshot", "tour"):
        assert f"\n    {verb}" in told
    assert "\n    window" not in told  # no verb of its own
    assert "4 nothing to do" in told


def test_paper_follows_the_country(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_PAPER", "LANG"):
        monkeypatch.delenv(name, raising=False)
    asked = ["sheet", "--blank", "--out", "a.pdf"]
    assert cli.parse(asked).paper == "A4"
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    monkeypatch.setenv("LC_PAPER", "en_US.UTF-8")
    assert cli.parse(asked).paper == "Letter"
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert cli.parse(asked).paper == "A4"


# --- where things lie -----------------------------------------------------------------------------------------

APP = "netplus-desktop"


@pytest.mark.parametrize(
    ("platform", "surroundings", "data", "backups", "options", "log"),
    [
        (
            "linux",
            {"XDG_DATA_HOME": "/data", "XDG_STATE_HOME": "/state", "XDG_CONFIG_HOME": "/config"},
            f"/data/{APP}",
            f"/state/{APP}/backups",
            f"/config/{APP}",
            f"/state/{APP}",
        ),
        *(
            (
                "linux",
                surroundings,
                f"/someone/.local/share/{APP}",
                f"/someone/.local/state/{APP}/backups",
                f"/someone/.config/{APP}",
                f"/someone/.local/state/{APP}",
            )
            for surroundings in ({}, dict.fromkeys(("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"), "relative"))
        ),
        (
            "darwin",
            {},
            f"/someone/Library/Application Support/{APP}",
            f"/someone/Library/Application Support/{APP} backups",
            f"/someone/Library/Preferences/{APP}",
            f"/someone/Library/Logs/{APP}",
        ),
        (
            "win32",
            {"APPDATA": "/roaming", "LOCALAPPDATA": "/local"},
            f"/roaming/{APP}",
            f"/local/{APP}/backups",
            f"/local/{APP}",
            f"/local/{APP}",
        ),
    ],
)
def test_all_that_is_kept_lies_where_the_platform_keeps_such_things(
    monkeypatch: pytest.MonkeyPatch,
    platform: str,
    surroundings: dict[str, str],
    data: str,
    backups: str,
    options: str,
    log: str,
) -> None:
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: Path("/someone"))
    assert assets.default_vault() == Path(data, "people.netplus")
    assert assets.default_backups() == Path(backups)
    assert assets.settings_file() == Path(options, "netplus.ini")
    assert assets.log_folder() == Path(log)


# --- import ---------------------------------------------------------------------------------------------------


def test_import_makes_the_vault_and_tells_every_row(
    netplus: Netplus, vault: Path, cards: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert netplus("import", cards, "--json") == cli.DONE
    (told,) = records(capsys)
    assert told.keys() == KEYS
    assert told["file"] == str(cards)
    assert (told["read"], told["added"], told["updated"], told["unchanged"], told["skipped"]) == (2, 2, 0, 0, 0)
    rows = told["rows"]
    assert isinstance(rows, list)
    assert all(row.keys() == ROW_KEYS for row in rows)
    assert [row["name"] for row in rows] == ["Zoë Łukasz", "田中 美咲"]
    assert rows[0] | {"line": 1} == {
        "row": 1,
        "line": 1,
        "status": "added",
        "reason": "",
        "name": "Zoë Łukasz",
        "emails": ["zoe@northwind.example"],
        "phones": ["+49 170 1234567"],
        "organisation": "Northwind",
        "title": "Product lead",
        "note": "Met at the fair, in the rain",
    }
    assert not vault.read_bytes().startswith(b"SQLite format 3")
    assert netplus("list", "lukasz") == cli.DONE
    assert capsys.readouterr().out == "Zoë Łukasz\tProduct lead\tNorthwind\n"


def test_importing_the_same_again_is_nothing_to_do(
    netplus: Netplus, cards: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    netplus("import", cards)
    capsys.readouterr()
    assert netplus("import", cards, "--json") == cli.NOTHING
    heard = capsys.readouterr()
    told = json.loads(heard.out)
    assert (told["read"], told["unchanged"]) == (2, 2)
    assert "nobody to add" in heard.err


@pytest.mark.parametrize("form", ["vcard", "vcard4", "csv", "json"])
def test_what_was_exported_comes_back_as_nothing_new(
    netplus: Netplus, cards: Path, tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    without_uid = tmp_path / "more.csv"
    without_uid.write_text("First Name,Last Name,Company\nAnn,Lee,Mill\nAnn,Lee,Harbour\n", encoding="utf-8")
    assert netplus("import", cards, without_uid) == cli.DONE
    out = tmp_path / "out"
    assert netplus("export", "--format", form, out) == cli.DONE
    capsys.readouterr()
    assert netplus("import", out) == cli.NOTHING
    assert "4 read, 0 added, 0 updated, 4 unchanged, 0 skipped" in capsys.readouterr().out


def test_what_was_too_much_to_keep_is_told(
    netplus: Netplus, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "large.vcf"
    photo = "/9j/" + "A" * 14 * 1024 * 1024
    path.write_text(f"BEGIN:VCARD\nVERSION:3.0\nFN:Ann Lee\nPHOTO;ENCODING=b:{photo}\nEND:VCARD\n", encoding="utf-8")
    assert netplus("import", path) == cli.DONE
    assert "line 1: added Ann Lee: A picture larger than 10 MB was left out." in capsys.readouterr().out


def test_a_dry_run_writes_nothing_and_makes_no_vault(
    netplus: Netplus, vault: Path, cards: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert netplus("import", cards, "--dry-run", "--json") == cli.DONE
    (told,) = records(capsys)
    assert told["added"] == 2
    assert not vault.exists()
    netplus("import", cards)
    capsys.readouterr()
    cards.write_text(CARDS + CARDS.replace("urn:uuid:", "urn:uuid:9").replace("Zoë", "Chloë"), encoding="utf-8")
    netplus("import", "--dry-run", cards)
    assert netplus("list", "Chloë") == cli.NOTHING


def test_one_bad_file_is_told_and_the_good_one_counts(
    netplus: Netplus, cards: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "empty.vcf"
    bad.touch()
    assert netplus("import", bad, cards, "--json") == cli.FAILED
    heard = capsys.readouterr()
    first, second = (json.loads(line) for line in heard.out.splitlines())
    assert (first["file"], first["read"], first["rows"]) == (str(bad), 0, [])
    assert second["added"] == 2
    assert "empty.vcf" in heard.err


def test_no_vault_is_made_for_files_that_cannot_be_read(netplus: Netplus, vault: Path, tmp_path: Path) -> None:
    assert netplus("import", tmp_path / "gone.vcf") == cli.FAILED
    assert not vault.exists()


def test_an_import_is_told_in_words_too(netplus: Netplus, cards: Path, capsys: pytest.CaptureFixture[str]) -> None:
    netplus("import", cards)
    assert "two people.vcf (vcard): 2 read, 2 added, 0 updated" in capsys.readouterr().out


def test_no_card_can_steer_the_terminal(netplus: Netplus, cards: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cards.write_text(CARDS.replace("FN:Zoë", "FN:\x1b[2JZoë"), encoding="utf-8")
    netplus("import", cards)
    netplus("list")
    assert "\x1b" not in capsys.readouterr().out


# --- out again ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["vcard", "vcard4", "csv", "google", "json", "md"])
def test_everybody_comes_out_again(netplus: Netplus, cards: Path, tmp_path: Path, kind: str) -> None:
    netplus("import", cards)
    out = tmp_path / f"out.{kind}"
    assert netplus("export", "--format", "markdown" if kind == "md" else kind, out) == cli.DONE
    content = out.read_bytes().decode("utf-8-sig")
    assert "zoe@northwind.example" in content
    assert "美咲" in content
    if kind == "csv":
        assert len(list(csv.reader(content.splitlines()))) >= 3
    if kind == "json":
        json.loads(content)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.glob(".out*")) == []


def test_an_export_goes_to_standard_output_on_request(
    netplus: Netplus, cards: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    netplus("import", cards)
    capsys.readouterr()
    assert netplus("export", "--format", "vcard", "-") == cli.DONE
    heard = capsys.readouterr()
    assert heard.out.startswith("BEGIN:VCARD")
    assert "2 people" in heard.err


def test_an_export_into_a_folder_that_is_not_there_is_told(
    netplus: Netplus, cards: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    netplus("import", cards)
    assert netplus("export", "--format", "csv", tmp_path / "no" / "out.csv") == cli.FAILED
    assert "out.csv" in capsys.readouterr().err


def test_the_list_as_records(netplus: Netplus, cards: Path, capsys: pytest.CaptureFixture[str]) -> None:
    netplus("import", cards)
    capsys.readouterr()
    assert netplus("list", "north", "prod", "--json") == cli.DONE
    (told,) = records(capsys)
    assert (told["name"], told["emails"], told["next_step"]) == ("Zoë Łukasz", ["zoe@northwind.example"], None)


def test_nobody_found_is_nothing_to_do(netplus: Netplus, cards: Path, capsys: pytest.CaptureFixture[str]) -> None:
    netplus("import", cards)
    capsys.readouterr()
    assert netplus("list", "nobodyofthatname") == cli.NOTHING
    assert capsys.readouterr() == ("", "Nobody matches.\n")


# --- the vault ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", [["list"], ["check"], ["backup", "b"], ["export", "--format", "csv", "-"]])
def test_only_import_makes_a_vault(
    netplus: Netplus, vault: Path, verb: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert netplus(*verb) == cli.FAILED
    assert not vault.exists()
    assert vault.name in capsys.readouterr().err


def test_check_and_backup(
    netplus: Netplus, cards: Path, vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    netplus("import", cards)
    assert netplus("check") == cli.DONE
    copy = tmp_path / "copy.netplus"
    assert netplus("backup", copy) == cli.DONE
    vault.unlink()
    copy.rename(vault)
    capsys.readouterr()
    assert netplus("list") == cli.DONE
    assert "Zoë Łukasz" in capsys.readouterr().out


def test_a_backup_never_replaces_a_file(netplus: Netplus, cards: Path, capsys: pytest.CaptureFixture[str]) -> None:
    netplus("import", cards)
    before = cards.read_bytes()
    assert netplus("backup", cards) == cli.FAILED
    assert cards.read_bytes() == before
    assert cards.name in capsys.readouterr().err


def test_a_copy_that_grew_apart_is_merged_after_a_look(
    netplus: Netplus, cards: Path, vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    netplus("import", cards)
    other = Path(shutil.copy(vault, tmp_path / "other.netplus"))
    more = tmp_path / "more.csv"
    more.write_text("Name\nNiamh Byrne\n", "utf-8")
    netplus("--vault", other, "import", more)
    capsys.readouterr()
    assert netplus("merge", "--dry-run", "--json", other) == cli.DONE
    (record,) = records(capsys)
    assert record["new_people"] == ["Niamh Byrne"]
    assert record["added"] == {"contact": 1}
    assert (record["related"], record["both_changed"]) == (True, [])
    assert netplus("list", "niamh") == cli.NOTHING
    capsys.readouterr()
    assert netplus("merge", other) == cli.DONE
    assert "new: 1\n  Niamh Byrne\n" in capsys.readouterr().out
    assert netplus("list", "niamh") == cli.DONE
    assert netplus("merge", other) == cli.NOTHING


def test_a_vault_of_another_key_is_not_merged_without_it(
    locked: Netplus, cards: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    locked("import", cards)
    stranger = throwaway_store(tmp_path)
    stranger.close()
    capsys.readouterr()
    assert locked("merge", stranger.path) == cli.FAILED
    assert "passphrase" in capsys.readouterr().err


def test_a_damaged_vault_fails_the_check(netplus: Netplus, cards: Path, vault: Path) -> None:
    netplus("import", cards)
    content = bytearray(vault.read_bytes())
    content[len(content) - 1000] ^= 1
    vault.write_bytes(content)
    assert netplus("check") == cli.FAILED


def test_a_wrong_passphrase_is_told_and_changes_nothing(
    locked: Netplus, cards: Path, secret: Path, vault: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    locked("import", cards)
    before = vault.read_bytes()
    secret.write_text("something else\n", encoding="utf-8")
    capsys.readouterr()
    assert locked("list") == cli.FAILED
    assert "passphrase" in capsys.readouterr().err.lower()
    assert vault.read_bytes() == before


@pytest.mark.parametrize("content", [None, "", "\nsecond line\n"])
def test_a_passphrase_file_that_holds_none_is_told(
    locked: Netplus, cards: Path, secret: Path, vault: Path, content: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is None:
        secret.unlink()
    else:
        secret.write_text(content, encoding="utf-8")
    assert locked("import", cards) == cli.FAILED
    assert secret.name in capsys.readouterr().err
    assert not vault.exists()


def test_a_passphrase_is_asked_for_on_a_terminal(
    locked: Netplus, cards: Path, vault: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    locked("import", cards)
    capsys.readouterr()
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda prompt: PASSPHRASE)
    assert cli.run(cli.parse(["--vault", str(vault), "list"])) == cli.DONE
    assert "Zoë Łukasz" in capsys.readouterr().out


def test_two_different_passphrases_make_no_vault(
    cards: Path, vault: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = iter(["one passphrase", "another passphrase"])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(typed))
    assert cli.run(cli.parse(["--vault", str(vault), "import", str(cards)])) == cli.FAILED
    assert not vault.exists()
    assert "not the same" in capsys.readouterr().err


def test_a_vault_in_use_has_a_code_of_its_own(
    locked: Netplus, cards: Path, vault: Path, secret: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    locked("import", cards)
    with cli.opened(Namespace(demo=False, vault=vault, passphrase_file=secret)):
        done = process("list", "--vault", vault, "--passphrase-file", secret)
    assert done.returncode == cli.IN_USE
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1


def test_the_demo_is_thrown_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert cli.run(cli.parse(["--demo", "list"])) == cli.DONE
    assert list(tmp_path.glob("netplus-demo-*")) == []
    assert not assets.default_vault().exists()


# --- as a process ---------------------------------------------------------------------------------------------


def test_a_verb_without_a_window_never_loads_qt(cards: Path, vault: Path, secret: Path) -> None:
    verbs = [["import", str(cards)], ["list"], ["check"], ["export", "--format", "json", "-"]]
    script = (
        "import sys\n"
        "from netplus_desktop.app import main\n"
        f"for verb in {verbs!r}:\n"
        f"    assert main([*verb, '--vault', {str(vault)!r}, '--passphrase-file', {str(secret)!r}]) == 0, verb\n"
        "assert not [name for name in sys.modules if name.partition('.')[0] in ('PySide6', 'shiboken6')]\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stderr.count("Traceback")) == (0, 0), done.stderr


def test_the_command_tells_its_version_in_one_line() -> None:
    done = process("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"netplus {__version__}\n", "")


def test_a_reader_that_leaves_early_is_no_disaster() -> None:
    command = f"{sys.executable} -m netplus_desktop list --demo --json | head -c 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.stdout == "{"
    assert "Traceback" not in done.stderr


def test_names_come_out_whole_where_the_system_has_another_code_page(cards: Path, vault: Path, secret: Path) -> None:
    latin = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    arguments = ("--vault", vault, "--passphrase-file", secret)
    assert process("import", cards, *arguments, **latin).returncode == cli.DONE
    done = process("list", *arguments, **latin)
    assert "田中 美咲" in done.stdout


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
def test_without_a_display_the_window_says_so_and_what_works(vault: Path, secret: Path) -> None:
    done = process("--demo", QT_QPA_PLATFORM="")
    assert done.returncode == cli.FAILED
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "display" in done.stderr
    for verb in ("import", "list", "sheet", "tour"):
        assert verb in done.stderr


def test_the_self_check_names_the_keyring() -> None:
    done = process("self-check", QT_QPA_PLATFORM="offscreen")
    assert done.returncode == cli.DONE, done.stderr
    assert "keyring" in done.stdout.lower()
