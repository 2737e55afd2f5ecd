"""Pages onto paper, into a PDF and into a preview: one painter for all three.

Widgets and the print dialogs are imported only where they are shown, so that a PDF can be made without a display.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QLocale, QMarginsF, QSizeF, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication, QPageLayout, QPageSize, QPainter, QPdfWriter

from netplus_desktop.assets import resource
from netplus_desktop.core.errors import UserError
from netplus_desktop.core.records import Tick, no_tick
from netplus_desktop.exchange.whole_files import whole_file
from netplus_desktop.store import leftovers
from netplus_desktop.ui.paper import Page

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QDialog, QWidget

Paper = Literal["A4", "Letter"]

_SIZES: dict[Paper, QPageSize.PageSizeId] = {
    "A4": QPageSize.PageSizeId.A4,
    "Letter": QPageSize.PageSizeId.Letter,
}
_LETTER_TERRITORIES = frozenset("BZ CA CL CO CR GT MX NI PA PH PR SV US VE".split())
"""Where people print on US Letter (CLDR, paper size)."""


@dataclass(frozen=True)
class Printout:
    """What is printed: its pages, laid out for paper of a size in points, and what it is called.

    The title stands in the printer's queue and over the preview: it names nobody.
    """

    title: str
    lay_out: Callable[[QSizeF, Tick], Sequence[Page]]


_FACES = ("Inter-Regular.otf", "Inter-SemiBold.otf", "Inter-Bold.otf")


# --- paper ----------------------------------------------------------------------------------------------------


def default_paper() -> Paper:
    """The paper that people use where this machine is."""
    territory = QLocale.territoryToCode(QLocale.system().territory())
    return "Letter" if territory in _LETTER_TERRITORIES else "A4"


@cache
def paper_font_family() -> str:
    """The bundled family that paper is set in, so that it looks the same on every machine. Needs an application."""
    for face in _FACES:
        if QFontDatabase.addApplicationFont(str(resource("fonts", face))) < 0:
            raise FileNotFoundError(f"not a font: {face}")
    return "Inter"


def page_size(paper: Paper) -> QSizeF:
    """The size of a sheet of paper, in points."""
    return QPageSize(_SIZES[paper]).size(QPageSize.Unit.Point)


def write_pdf(printout: Printout, path: Path | str, paper: Paper, tick: Tick = no_tick) -> None:
    """Write the pages into one PDF. A file that is there is replaced only once the new one is whole.

    Works without a display, and on the worker. Raises `FileError("file-not-written")`, and `Cancelled` with nothing
    written.
    """
    document = pdf(printout, paper, tick)
    with whole_file(Path(path)) as file:
        file.write(document)


def pdf(printout: Printout, paper: Paper, tick: Tick = no_tick) -> bytes:
    """The pages as one PDF document."""
    _application()
    pages = printout.lay_out(page_size(paper), tick)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(printout.title)
    writer.setCreator("NetPlus Desktop")
    layout = QPageLayout(QPageSize(_SIZES[paper]), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    writer.setPageLayout(layout)
    painter = QPainter(writer)
    try:
        painter.scale(writer.logicalDpiX() / 72, writer.logicalDpiY() / 72)
        for number, page in enumerate(pages):
            tick(number, len(pages))
            if number:
                writer.newPage()
            page.draw(painter)
    finally:
        painter.end()
    return bytes(buffer.data().data())


def _application() -> QCoreApplication:
    """The application that fonts need. Where there is none yet (on the command line), one without a display."""
    app = QGuiApplication.instance()
    return app or _headless()


@cache
def _headless() -> QGuiApplication:
    return QGuiApplication(["netplus", "-platform", "offscreen"])


# --- print and preview ----------------------------------------------------------------------------------------


Done = Callable[[UserError | None], None]
"""Told once the pages went to the printer, or why they did not."""


def print_pages(printout: Printout, paper: Paper, parent: QWidget, done: Done) -> QDialog:
    """Ask for a printer and print; `done` hears of it unless the user thought better of it."""
    from PySide6.QtPrintSupport import QPrintDialog
    from PySide6.QtWidgets import QDialog

    printer = _printer(printout, paper)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(QCoreApplication.translate("printing", "Print: {what}").format(what=printout.title))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: done(_printed(printout, printer)))
    QDialog.open(dialog)
    return dialog


def preview_pages(printout: Printout, paper: Paper, parent: QWidget, refused: Callable[[UserError], None]) -> QDialog:
    """Show the pages as they will be printed; they can be printed from there, and `refused` hears where they cannot."""
    from PySide6.QtPrintSupport import QPrintPreviewDialog
    from PySide6.QtWidgets import QDialog

    printer = _printer(printout, paper)
    dialog = QPrintPreviewDialog(printer, parent)
    dialog.setWindowTitle(QCoreApplication.translate("printing", "Preview: {what}").format(what=printout.title))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.resize(parent.window().size())

    def paint(target: QPrinter, _kept: QPrinter = printer) -> None:
        # The pages that are shown lie in the printer: it must live as long as the dialog does.
        error = _printed(printout, target)
        if error is not None:
            refused(error)

    dialog.paintRequested.connect(paint)
    QDialog.open(dialog)
    return dialog


def _printer(printout: Printout, paper: Paper) -> QPrinter:
    """The default printer with that paper in it, drawn on to its edges: the pages have their own margins."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(f"NetPlus {printout.title.lower()}")  # a shared print queue shows it: no names
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(_SIZES[paper]))
    return printer


def _printed(printout: Printout, printer: QPrinter) -> UserError | None:
    try:
        with leftovers.temporary_of_our_own(leftovers.PRINTING):
            paint_pages(printout, printer)
    except UserError as error:
        return error
    return None


def paint_pages(printout: Printout, printer: QPrinter) -> None:
    """Draw the pages on the printer's paper. On paper other than A4 and Letter they are scaled to fit. Raises
    `UserError("printer-not-ready")` where the printer, or the file it prints to, cannot be opened."""
    printer.setFullPage(True)
    full = printer.pageLayout().fullRect(QPageLayout.Unit.Point).size()
    known = [page_size(paper) for paper in _SIZES]
    size = min(known, key=lambda size: abs(size.width() - full.width()) + abs(size.height() - full.height()))
    scale = min(full.width() / size.width(), full.height() / size.height())
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError("printer-not-ready")
    painter.scale(printer.logicalDpiX() / 72, printer.logicalDpiY() / 72)
    painter.translate((full.width() - scale * size.width()) / 2, (full.height() - scale * size.height()) / 2)
    painter.scale(scale, scale)
    for number, page in enumerate(printout.lay_out(size, no_tick)):
        if number:
            printer.newPage()
        page.draw(painter)
    painter.end()
