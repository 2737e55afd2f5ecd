"""Whether every part of the program works on this computer; used on the packaged program above all."""

from __future__ import annotations

import importlib
import pkgutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path


def run() -> int:
    """Print a line for each part; 0 where all of them work."""
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication(["netplus"])
    good = True
    with tempfile.TemporaryDirectory(prefix="netplus-check-") as name:
        folder = Path(name)
        checks: tuple[tuple[str, Callable[[], str]], ...] = (
            ("parts", _parts),
            ("migrations", _migrations),
            ("questions", _questions),
            ("words", _words),
            ("icons", _icons),
            ("fonts", _fonts),
            ("licences", _licences),
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
    """Every module of the program, and so every library that one of them asks for."""
    import netplus_desktop

    count = 0
    for module in pkgutil.walk_packages(netplus_desktop.__path__, "netplus_desktop."):
        if module.name != "netplus_desktop.__main__" and ".migrations." not in module.name:
            importlib.import_module(module.name)
            count += 1
    if not count:
        raise RuntimeError("no module was found")
    return f"{count} imported"


def _migrations() -> str:
    """A vault that is made anew climbs all of them, which `_vault` does; here that none is missing between."""
    from netplus_desktop.store import schema
    from netplus_desktop.store.vault import MIGRATIONS

    numbers = sorted(int(path.name[:4]) for path in MIGRATIONS.glob("[0-9]*.py"))
    if numbers != list(range(1, schema.VERSION + 1)):
        raise RuntimeError(f"found {numbers}, the newest is {schema.NEWEST}")
    return f"{len(numbers)} found, the newest is {schema.NEWEST}"


def _questions() -> str:
    from netplus_desktop.assets import resource, sample_people
    from netplus_desktop.core.questions import Bank

    bank = Bank.load(resource("questions", "en.json"))
    sample_people()
    return f"{len(bank)} in the bank"


def _words() -> str:
    from netplus_desktop.assets import resource
    from netplus_desktop.core.word_pieces import WordPieces
    from netplus_desktop.core.word_table import WordTable

    WordTable.read(resource("words", "near.bin"))
    WordPieces.read(resource("words", "pieces.bin"))
    return "the table of near words is whole"


def _icons() -> str:
    from PySide6.QtCore import QSize
    from PySide6.QtSvg import QSvgRenderer

    from netplus_desktop.assets import resource
    from netplus_desktop.ui.icons import application_icon

    drawings = sorted(resource("icons").glob("*.svg"))
    broken = [path.name for path in drawings if not QSvgRenderer(str(path)).isValid()]
    if broken or not drawings or application_icon().pixmap(QSize(32, 32)).isNull():
        raise RuntimeError(f"not drawn: {', '.join(broken) or 'the mark of the program'}")
    return f"{len(drawings)} drawn"


def _fonts() -> str:
    from PySide6.QtGui import QFontDatabase

    from netplus_desktop.assets import resource

    faces = sorted(resource("fonts").glob("*.otf"))
    broken = [path.name for path in faces if QFontDatabase.addApplicationFont(str(path)) < 0]
    if broken or not faces:
        raise RuntimeError(f"not read: {', '.join(broken) or 'any'}")
    return f"{len(faces)} read"


def _licences() -> str:
    from netplus_desktop import licences

    if missing := licences.untold():
        raise RuntimeError(f"no text of {', '.join(missing)}")
    return f"{len(licences.overview())} parts told of"


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
