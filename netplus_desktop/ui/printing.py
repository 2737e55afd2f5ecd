"""Prep sheets onto paper, into a PDF and into a preview: one painter for all three.

Widgets and the print dialogs are imported only where they are shown, so that a PDF can be made without a display.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QLocale, QMarginsF, QSizeF, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication, QPageLayout, QPageSize, QPainter, QPdfWriter

from netplus_desktop.assets import resource
from netplus_desktop.core import matching, practice
from netplus_desktop.core.errors import UserError
from netplus_desktop.core.records import (
    Contact,
    Direction,
    ExchangeState,
    HeardKind,
    HeardState,
    Interview,
    Offer,
    OfferKind,
)
from netplus_desktop.documents.prep_sheet import MOST_OFFERS, SheetData, ladder
from netplus_desktop.exchange.whole_files import whole_file
from netplus_desktop.store import leftovers
from netplus_desktop.store.store import Store
from netplus_desktop.ui.sheet_layout import Page, lay_out

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

_FACES = ("Inter-Regular.otf", "Inter-SemiBold.otf", "Inter-Bold.otf")


# --- what goes onto a sheet -----------------------------------------------------------------------------------


def sheet_data(store: Store, contact_id: int | None, interview_id: int | None, now: datetime) -> SheetData:
    """What is known for a sheet: of an interview, of a person and the next talk with them, or of nobody (a form).

    `now` in UTC is told in the machine's time zone. Raises `NotFoundError`.
    """
    now = now.astimezone() if now.tzinfo is UTC else now
    if interview_id is not None:
        interview: Interview | None = store.interview(interview_id)
        contact_id = interview.contact_id if interview else None
    else:
        interview = None
    if contact_id is None:
        return SheetData(None, None, (), now)
    contact = store.contact(contact_id)
    interview = interview or _talk_to_prepare(contact, now)
    return SheetData(contact, interview, _offers_for(store, contact, interview), now)


def _talk_to_prepare(contact: Contact, now: datetime) -> Interview | None:
    """The next talk with a person: the earliest planned, else the latest without a time; none once all are held."""
    open_talks = [talk for talk in contact.interviews if practice.held_at(talk, now) is None]
    dated = [(start, talk) for talk in open_talks if (start := practice.starts_at(talk.plan))]
    if dated:
        return min(dated, key=lambda pair: pair[0])[1]
    return open_talks[0] if open_talks else None


def _offers_for(store: Store, contact: Contact, interview: Interview | None) -> tuple[Offer, ...]:
    """Up to three: what is meant for this talk, then what fits an open need, then easy things not given them yet."""
    offers = {offer.id: offer for offer in store.offers()}
    gave = [entry for entry in contact.exchange if entry.direction is Direction.I_GAVE]
    waiting = (ExchangeState.OFFERED, ExchangeState.ACCEPTED)
    meant = [
        entry.offer_id
        for entry in gave
        if interview and entry.interview_id == interview.id and entry.state in waiting and entry.offer_id in offers
    ]
    needs = [heard for heard in contact.heard if heard.kind is HeardKind.NEED and heard.state is HeardState.OPEN]
    fitting = [fit.offer_id for fit in matching.fits(needs, tuple(offers.values()))] if needs and offers else []
    had = {entry.offer_id for entry in gave}
    easy = sorted(
        (offer for offer in offers.values() if offer.id not in had),
        key=lambda offer: (offer.fields.kind is OfferKind.APPRECIATION, offer.fields.minutes, offer.id),
    )
    chosen = dict.fromkeys((*meant, *fitting, *(offer.id for offer in easy)))
    return tuple(offers[offer_id] for offer_id in chosen if offer_id in offers)[:MOST_OFFERS]


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


def sheet_page(data: SheetData, size: QSizeF) -> Page:
    """A sheet laid out for a page of `size` points."""
    return lay_out(ladder(data), size, paper_font_family())


def write_sheet_pdf(datas: Sequence[SheetData], path: Path | str, paper: Paper) -> None:
    """Write sheets into one PDF, a page each. A file that is there is replaced only once the new one is whole.

    Works without a display. Raises `FileError("file-not-written")`.
    """
    path = Path(path)
    pdf = sheet_pdf(datas, paper)
    with whole_file(path) as file:
        file.write(pdf)


def sheet_pdf(datas: Sequence[SheetData], paper: Paper) -> bytes:
    """Sheets as one PDF document."""
    _application()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle("Prep sheet")
    writer.setCreator("NetPlus Desktop")
    page_size = QPageSize(_SIZES[paper])
    layout = QPageLayout(page_size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    writer.setPageLayout(layout)
    painter = QPainter(writer)
    painter.scale(writer.logicalDpiX() / 72, writer.logicalDpiY() / 72)
    for number, data in enumerate(datas):
        if number:
            writer.newPage()
        sheet_page(data, page_size.size(QPageSize.Unit.Point)).draw(painter)
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
"""Told once a sheet went to the printer, or why it did not."""


def print_sheet(data: SheetData, parent: QWidget, done: Done) -> QDialog:
    """Ask for a printer and print; `done` hears of it unless the user thought better of it."""
    from PySide6.QtPrintSupport import QPrintDialog
    from PySide6.QtWidgets import QDialog

    printer = _printer()
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(QCoreApplication.translate("printing", "Print the prep sheet"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: done(_printed(data, printer)))
    QDialog.open(dialog)
    return dialog


def preview_sheet(data: SheetData, parent: QWidget, refused: Callable[[UserError], None]) -> QDialog:
    """Show the sheet as it will be printed; it can be printed from there, and `refused` hears where it cannot."""
    from PySide6.QtPrintSupport import QPrintPreviewDialog
    from PySide6.QtWidgets import QDialog

    printer = _printer()
    dialog = QPrintPreviewDialog(printer, parent)
    dialog.setWindowTitle(QCoreApplication.translate("printing", "Preview of the prep sheet"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.resize(parent.size())

    def paint(target: QPrinter, _kept: QPrinter = printer) -> None:
        # The pages that are shown lie in the printer: it must live as long as the dialog does.
        error = _printed(data, target)
        if error is not None:
            refused(error)

    dialog.paintRequested.connect(paint)
    QDialog.open(dialog)
    return dialog


def _printer() -> QPrinter:
    """The default printer, with the paper of this place, drawn on to its edges: the sheet has its own margins."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("NetPlus prep sheet")  # a shared print queue shows it: no names
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(_SIZES[default_paper()]))
    return printer


def _printed(data: SheetData, printer: QPrinter) -> UserError | None:
    try:
        with leftovers.temporary_of_our_own(leftovers.PRINTING):
            paint_sheet(data, printer)
    except UserError as error:
        return error
    return None


def paint_sheet(data: SheetData, printer: QPrinter) -> None:
    """Draw a sheet on the printer's paper. On paper other than A4 and Letter it is scaled to fit. Raises
    `UserError("printer-not-ready")` where the printer, or the file it prints to, cannot be opened."""
    printer.setFullPage(True)
    full = printer.pageLayout().fullRect(QPageLayout.Unit.Point).size()
    known = [QPageSize(size).size(QPageSize.Unit.Point) for size in _SIZES.values()]
    size = min(known, key=lambda size: abs(size.width() - full.width()) + abs(size.height() - full.height()))
    scale = min(full.width() / size.width(), full.height() / size.height())
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError("printer-not-ready")
    painter.scale(printer.logicalDpiX() / 72, printer.logicalDpiY() / 72)
    painter.translate((full.width() - scale * size.width()) / 2, (full.height() - scale * size.height()) / 2)
    painter.scale(scale, scale)
    sheet_page(data, size).draw(painter)
    painter.end()
