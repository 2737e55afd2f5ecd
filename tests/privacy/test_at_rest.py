"""Nothing of the vault can be read in any file that the program writes, and nobody else may open these files."""

from __future__ import annotations

import base64
import random
import signal
import stat
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from . import at_rest, carrying
from .markers import MARKERS, found, search
from .robot import Place

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and rights of POSIX")


@pytest.mark.parametrize(
    "hidden",
    [
        lambda text: text.encode(),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: text.encode().hex().encode(),
        *(lambda text, n=n: base64.b64encode(b"xyz"[:n] + text.encode() + b"and more") for n in range(3)),
        lambda text: base64.urlsafe_b64encode(b"12345" + text.encode("utf-16-le")),
        lambda text: zlib.compress(text.encode() * 3, 9),
        lambda text: zlib.compress(text.encode("utf-16-le"), 1),
    ],
)
def test_a_marker_is_found_in_whatever_form(hidden, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    noise = random.Random(5).randbytes(10_000)
    (tmp_path / "file").write_bytes(noise + hidden(f"before {MARKERS[7]} after") + noise)
    assert {hit.marker for hit in search([tmp_path])} == {MARKERS[7]}


def test_a_marker_is_found_in_archives_and_in_names(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inside", f"{MARKERS[1]} " * 20)
    (tmp_path / f"{MARKERS[2]}.txt").touch()
    (tmp_path / "link").symlink_to(tmp_path / MARKERS[3])
    assert {hit.marker for hit in search([tmp_path])} == {MARKERS[1], MARKERS[2], MARKERS[3]}
    assert found(b"Qz0123456789ab", "nothing") == set()


@POSIX
@pytest.mark.parametrize(
    ("scenario", "end"),
    [
        ("use", signal.SIGTERM),
        ("use", signal.SIGKILL),
        ("locked", signal.SIGKILL),
        ("choosing", signal.SIGTERM),
        ("crashing", signal.SIGKILL),
    ],
)
def test_nothing_can_be_read_after_use_a_kill_and_a_crash(tmp_path: Path, scenario: str, end: signal.Signals) -> None:
    place = Place(tmp_path)
    with place.played(scenario) as child:
        child.send_signal(end)
        child.wait(20)
        assert child.stderr is not None
        assert found(child.stderr.read().encode(), "standard error") == set()
    assert search(place.written) == set()
    assert place.vault.stat().st_size > 100_000  # the markers are in there
    assert not list(tmp_path.rglob("core*"))


@POSIX
def test_figures_for_the_table_come_from_the_same_trial() -> None:
    assert at_rest.run(1) == {"runs": 1, "markers found": 0}


@POSIX
def test_nothing_is_left_of_files_on_their_way_when_the_program_is_killed() -> None:
    assert carrying.run(3) == {"kills": 3, "markers found": 0, "files left": 0}


# --- rights -------------------------------------------------------------------------------------------------------


@POSIX
@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_only_the_user_may_open_what_the_program_writes(tmp_path: Path, mask: int) -> None:
    place = Place(tmp_path)
    shell = f'umask {mask:03o}; exec "$@"'
    with place.played("use", "sh", "-c", shell, "sh") as child:
        assert rights(place.home) == set()  # the log, shared memory and lock are there while it runs
        assert {".lock", ".netplus-wal", ".netplus-shm"} <= {p.suffix for p in place.vault.parent.iterdir()}
        child.terminate()
        child.wait(20)
    verbs = [["list"], ["export", "--format", "vcard", str(place.outside / "all.vcf")]]
    verbs += [
        ["backup", str(place.outside / "copy.npvault")],
        ["sheet", "--blank", "--out", str(place.outside / "s.pdf")],
    ]
    for verb in verbs:
        command = [sys.executable, "-m", "netplus_desktop", *verb, "--passphrase-file", str(place.secret)]
        done = subprocess.run(
            ["sh", "-c", shell, "sh", *command], env=place.environment(), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert rights(place.home) == set() and rights(place.outside) == set()
    assert any(p.name.endswith(".npvault") for p in place.home.rglob("*"))


def rights(folder: Path) -> set[tuple[str, str]]:
    """What others than the user may do, below a folder."""
    return {
        (str(path), oct(stat.S_IMODE(mode)))
        for path in folder.rglob("*")
        if (mode := path.lstat().st_mode) & 0o077 and not path.is_symlink()
    }


@POSIX
def test_nothing_is_left_in_a_home_in_which_everything_was_erased(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.played("erasing") as child:
        child.terminate()
        assert child.wait(20) == 0
    left = [path.relative_to(tmp_path) for folder in place.written for path in folder.rglob("*") if path.is_file()]
    assert left == []
    assert not list(place.home.rglob("netplus-desktop"))
    assert len(list(place.outside.iterdir())) >= 3  # what was exported, printed, and brought in


# --- lists of the desktop -----------------------------------------------------------------------------------------


@POSIX
def test_the_desktops_list_of_files_stays_as_it_was(tmp_path: Path) -> None:
    place = Place(tmp_path)
    listed = place.home / ".local" / "share" / "recently-used.xbel"
    listed.parent.mkdir(parents=True, mode=0o700)
    listed.write_text("<xbel/>")
    before = listed.stat().st_mtime_ns
    for scenario in ("choosing", "use"):
        with place.played(scenario) as child:
            child.terminate()
            child.wait(20)
    assert (listed.read_text(), listed.stat().st_mtime_ns) == ("<xbel/>", before)
    assert not list(place.home.rglob("QtProject*"))
