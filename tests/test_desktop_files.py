"""What desktops, software centres and readers of manuals are told of the program."""

from __future__ import annotations

import configparser
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader
from PySide6.QtWidgets import QApplication

from netplus_desktop import __version__, cli
from netplus_desktop.assets import APP_ID

ROOT = Path(__file__).resolve().parents[1]
DESKTOP = ROOT / "resources" / "desktop"
ICONS = ROOT / "resources" / "icons" / "app"
TEAL, WHITE = QColor("#0F6B66"), QColor("#FFFFFF")


def judged(*command: str) -> str:
    """What a judge has to say; it fails the test where it ends with anything but 0."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return (done.stdout + done.stderr).strip()


def entry() -> configparser.SectionProxy:
    words = configparser.RawConfigParser()
    words.optionxform = str  # type: ignore[assignment, method-assign]
    words.read(DESKTOP / f"{APP_ID}.desktop", encoding="utf-8")
    return words["Desktop Entry"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the judges are programs of Linux")
def test_the_judges_of_the_free_desktops_find_no_fault() -> None:
    assert judged("desktop-file-validate", str(DESKTOP / f"{APP_ID}.desktop")) == ""
    judged("appstreamcli", "validate", "--no-net", str(DESKTOP / f"{APP_ID}.metainfo.xml"))


def test_the_entry_opens_contact_files_with_the_program() -> None:
    told = entry()
    assert {"text/vcard", "text/x-vcard"} <= set(told["MimeType"].split(";"))
    command, *arguments = told["Exec"].split()
    args = cli.parse([argument.replace("%F", "/media/stick/my people.vcf") for argument in arguments])
    assert (command, args.verb, args.files) == ("netplus", "window", [Path("/media/stick/my people.vcf")])


def test_entry_icon_and_metainfo_carry_one_name() -> None:
    about = ElementTree.parse(DESKTOP / f"{APP_ID}.metainfo.xml")
    assert about.findtext("id") == APP_ID == entry()["Icon"]
    assert about.findtext("launchable") == f"{APP_ID}.desktop"
    assert (ICONS / f"{APP_ID}.svg").is_file() and (ICONS / f"{APP_ID}-symbolic.svg").is_file()


def test_software_centres_know_every_release_of_the_changelog() -> None:
    about = ElementTree.parse(DESKTOP / f"{APP_ID}.metainfo.xml")
    told = [(one.get("version"), one.get("type")) for one in about.iterfind("releases/release")]
    headings = [
        line.removeprefix("## ").partition(" ")
        for line in (ROOT / "resources" / "changelog.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("## ")
    ]
    listed = [(name, "development" if day == "(unreleased)" else "stable") for name, _, day in headings]
    assert told == listed, "renew them by: python3 build/releases.py"
    assert told[0][0] == __version__


def test_every_size_of_the_icon_shows_the_drawing(qapp: QApplication) -> None:
    sides: dict[str, list[int]] = {}
    for path in sorted(one for one in ICONS.iterdir() if one.suffix in (".png", ".ico", ".icns")):
        reader = QImageReader(str(path))
        for number in range(max(reader.imageCount(), 1)):
            reader.jumpToImage(number)
            image = reader.read().convertToFormat(QImage.Format.Format_ARGB32)
            side = image.width()
            sides.setdefault(path.suffix, []).append(side)
            assert image.height() == side and image.pixelColor(0, 0).alpha() == 0, path.name
            small = image.scaled(QSize(16, 16), mode=Qt.TransformationMode.SmoothTransformation)
            ground, plus, bubble = (small.pixelColor(x, y) for x, y in ((8, 13), (6, 8), (4, 6)))
            assert (ground, near(plus, TEAL), near(bubble, WHITE)) == (TEAL, True, True), f"{path.name} {side}"
    assert sides[".icns"].count(512) == 1 and {16, 32, 48, 256} <= set(sides[".ico"])
    assert {48, 64, 128, 256} <= set(sides[".png"])


def near(colour: QColor, other: QColor) -> bool:
    return abs(colour.lightness() - other.lightness()) < 90


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the judge is a program of Linux")
def test_the_manual_page_tells_every_verb_and_option_and_is_well_formed(tmp_path: Path) -> None:
    page = tmp_path / "netplus.1"
    command = [sys.executable, str(ROOT / "build" / "manual.py"), str(page)]
    subprocess.run(command, env={**os.environ, "SOURCE_DATE_EPOCH": "86400"}, check=True, timeout=60)
    faults = [line for line in judged("mandoc", "-Tlint", "-Wwarning", str(page)).splitlines() if line]
    assert faults == []
    read = judged("mandoc", "-Tutf8", "-Owidth=200", str(page))
    read = re.sub(".\b", "", read)  # bold letters are struck twice
    assert "1970-01-02" in read and f"NetPlus {__version__}" in read
    shown = cli.parser().format_help()
    for verb in ("import", "export", "sheet", "due", "self-check"):
        assert f"\n   {verb}\n" in read and verb in shown
    for words in ("--vault FILE", "--format vcard|vcard4|csv", "--out FILE.pdf", "4 nothing to do", "people.netplus"):
        assert words in read, words
    assert "decode-pictures" not in read
