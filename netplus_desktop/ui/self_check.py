"""Whether every part of the program works on this computer; used on the packaged program above all."""

from __future__ import annotations

import importlib
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

PARTS = (
    "netplus_desktop.core.people",
    "netplus_desktop.core.matching",
    "netplus_desktop.core.practice",
    "netplus_desktop.store.opening",
    "netplus_desktop.exchange.reading",
    "netplus_desktop.exchange.planning",
    "netplus_desktop.exchange.writing_vcard",
    "netplus_desktop.documents.letters",
    "netplus_desktop.documents.mail",
    "netplus_desktop.ui.printing",
    "netplus_desktop.ui.importing.sheet",
    "netplus_desktop.ui.main_window",
)


def run() -> int:
    """Print a line for each part; 0 where all of them work."""
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication(["netplus"])
    good = True
    with tempfile.TemporaryDirectory(prefix="netplus-check-") as name:
        folder = Path(name)
        checks: tuple[tuple[str, Callable[[], str]], ...] = (
            ("parts", _parts),
            ("resources", _resources),
            ("vault", lambda: _vault(folder)),
            ("paper", lambda: _paper(folder)),
            ("pictures", _pictures),
            ("keyring", _keyring),
        )
        for what, check in checks:
            try:
                sys.stdout.write(f"{what}: {check()}\n")
            except Exception as error:  # whatever is wrong is the finding
                good = False
                sys.stdout.write(f"{what}: FAILED ({type(error).__name__}: {error})\n")
    del app
    sys.stdout.write("all is well\n" if good else "something is missing\n")
    return 0 if good else 1


def _parts() -> str:
    for part in PARTS:
        importlib.import_module(part)
    return f"{len(PARTS)} imported"


def _resources() -> str:
    from netplus_desktop.assets import resource, sample_people
    from netplus_desktop.core.word_pieces import WordPieces
    from netplus_desktop.core.word_table import WordTable

    for name in ("icons", "fonts", "questions"):
        resource(name)
    sample_people()
    WordTable.read(resource("words", "near.bin"))
    WordPieces.read(resource("words", "pieces.bin"))
    return "found"


def _vault(folder: Path) -> str:
    from netplus_desktop.core.records import Person
    from netplus_desktop.store.opening import throwaway_store

    store = throwaway_store(folder)
    try:
        store.add_contact(Person(name="Self Check"))
        found = len(store.contact_ids("check"))
    finally:
        store.close()
    if found != 1:
        raise RuntimeError("a person who was written was not found again")
    files = [path for path in folder.iterdir() if path.is_file()]
    if any(b"Self Check" in path.read_bytes() for path in files):
        raise RuntimeError("the vault is not encrypted")
    return "encrypted, written and read"


def _paper(folder: Path) -> str:
    from datetime import UTC, datetime

    from netplus_desktop.ui.printing import write_pdf
    from netplus_desktop.ui.printouts import empty_form

    path = folder / "check.pdf"
    write_pdf(empty_form(datetime(2026, 1, 1, tzinfo=UTC)), path, "A4")
    if not path.read_bytes().startswith(b"%PDF"):
        raise RuntimeError("the page is no PDF")
    return f"one page, {path.stat().st_size // 1024} kB"


def _pictures() -> str:
    from PySide6.QtCore import QBuffer, QIODevice, Qt
    from PySide6.QtGui import QImage

    from netplus_desktop.exchange.pictures import Decoder

    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    sizes = []
    with Decoder() as decoder:
        for kind in ("JPEG", "PNG", "WEBP", "BMP"):
            buffer = QBuffer()
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            if not image.save(buffer, kind):  # type: ignore[call-overload]  # the stubs want the kind as bytes
                raise RuntimeError(f"the codec for {kind} is missing")
            sizes.append(len(decoder.picture(bytes(buffer.data().data()))))
    return f"{len(sizes)} kinds decoded in another process"


def _keyring() -> str:
    from netplus_desktop.store.keychain import backend_name

    return backend_name() or "none answers: a passphrase would be asked for"
