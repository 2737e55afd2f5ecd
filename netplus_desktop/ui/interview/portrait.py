"""The picture of a person at the head of the page: shown, chosen, pasted, dropped, taken away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QDropEvent, QFontMetrics, QGuiApplication, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QMenu, QWidget

from netplus_desktop.core.errors import FileError, UserError
from netplus_desktop.core.people import initials
from netplus_desktop.core.records import Changes, Tick
from netplus_desktop.ui import theme
from netplus_desktop.ui.importing.drops import PICTURE_SUFFIXES, picture_of
from netplus_desktop.ui.portraits import round_picture
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import plain_tooltip

FOCUS_RING = 2


class Portrait(QAbstractButton):
    """The picture, or the initials where there is none; a click opens what can be done with it."""

    picture_changed = Signal()
    """Whether there is one may have changed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._contact_id: int | None = None
        self._name = ""
        self._picture: bytes | None = None
        self._disc: tuple[bytes, int, float, QPixmap | None] | None = None
        self._awaits = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self.open_menu)

    @property
    def has_picture(self) -> bool:
        """Whether the person shown has a picture."""
        return self._picture is not None

    def show_person(self, contact_id: int, name: str) -> None:
        """Show how somebody looks."""
        before = self.has_picture
        self._contact_id, self._name = contact_id, name
        self._picture = self._session.store.photo(contact_id)
        self.setAccessibleName(
            self.tr("Picture of {name}").format(name=name)
            if self.has_picture
            else self.tr("{name} has no picture").format(name=name)
        )
        self.setAccessibleDescription(self.tr("Opens a menu: choose, paste or remove the picture"))
        self.setToolTip(plain_tooltip(self.tr("Change the picture") if self.has_picture else self.tr("Add a picture")))
        self.update()
        if self.has_picture is not before:
            self.picture_changed.emit()

    # --- what can be done ---------------------------------------------------------------------------------

    @Slot()
    def open_menu(self) -> None:
        """Offer what can be done with the picture."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        free = not self._session.busy
        for text, slot, possible in (
            (self.tr("&Choose a picture…"), self.choose, free),
            (self.tr("&Paste picture"), self.paste, free and bool(picture_of(QGuiApplication.clipboard().mimeData()))),
            (self.tr("&Remove picture"), self.remove, free and self.has_picture),
        ):
            action = menu.addAction(text)
            action.setEnabled(possible)
            action.triggered.connect(slot)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    @Slot()
    def choose(self) -> None:
        """Ask for a file."""
        dialog = QFileDialog(self.window(), self.tr("Choose a picture"), self._session.settings.last_folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        wanted = " ".join(f"*{suffix}" for suffix in PICTURE_SUFFIXES)
        dialog.setNameFilters([self.tr("Pictures ({endings})").format(endings=wanted), self.tr("All files (*)")])
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, self.tr("Use this one"))
        dialog.fileSelected.connect(self.chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def chosen(self, name: str) -> None:
        """Take the picture of this file, and begin there the next time."""
        self._session.settings.last_folder = str(Path(name).parent)
        self._take(Path(name))

    @Slot()
    def paste(self) -> None:
        """Take the picture that is on the clipboard."""
        offered = picture_of(QGuiApplication.clipboard().mimeData())
        if offered:
            self._take(offered)
        else:
            self._session.refuse(UserError("no-picture-to-paste"))

    @Slot()
    def remove(self) -> None:
        """Take the picture away; undo brings it back."""
        if self._contact_id is not None and self.has_picture:
            self._session.run(self._session.store.remove_photo, self._contact_id)

    def _take(self, source: Path | bytes) -> None:
        if self._session.busy:
            self._session.refuse(UserError("busy"))
        elif self._contact_id is not None:
            name = source.name if isinstance(source, Path) else self.tr("The picture")
            self._session.work(self._set, self._contact_id, source, name)

    def _set(self, contact_id: int, source: Path | bytes, name: str, tick: Tick) -> Changes:
        """Decode and keep a picture: on the worker."""
        from netplus_desktop.exchange.pictures import Decoder, read_file

        try:
            data = read_file(source) if isinstance(source, Path) else source
            with Decoder() as decoder:
                picture = decoder.picture(data)
        except FileError as error:
            error.fields.setdefault("name", name)
            raise
        tick(1, 1)
        return self._session.store.set_photo(contact_id, picture)

    # --- dropping: the head of the page hands on what is dragged over it -----------------------------------

    def consider(self, event: QDropEvent) -> None:
        """Say whether what is dragged would be taken."""
        self.await_drop(picture_of(event.mimeData()) is not None and not self._session.busy)
        if self._awaits:
            event.setDropAction(Qt.DropAction.CopyAction)  # a move would make the other program delete its file
            event.accept()
        else:
            event.ignore()

    def await_drop(self, awaits: bool) -> None:
        """Show whether a picture is held over the page."""
        self._awaits = awaits
        self.update()

    def take_drop(self, event: QDropEvent) -> None:
        """Take the picture that was dropped."""
        self.consider(event)
        self.await_drop(False)
        if offered := picture_of(event.mimeData()):
            self._take(offered)

    # --- painting -----------------------------------------------------------------------------------------

    def side(self) -> int:
        """Width and height of the disc, in pixels: it grows with the text."""
        return 2 * QFontMetrics(theme.font(Type.NAME)).lineSpacing()

    def sizeHint(self) -> QSize:
        whole = self.side() + 2 * FOCUS_RING
        return QSize(whole, whole)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = self.rect().adjusted(FOCUS_RING, FOCUS_RING, -FOCUS_RING, -FOCUS_RING)
        disc = self._round(place.width())
        if disc is not None:
            painter.drawPixmap(place.topLeft(), disc)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(Tone.SELECTED))
            painter.drawEllipse(place)
            painter.setPen(theme.colour(Tone.ACCENT))
            painter.setFont(theme.font(Type.SECTION))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, initials(self._name))
        ringed = self.hasFocus() or self._awaits
        if ringed or self.underMouse():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            tone = Tone.ACCENT if ringed else Tone.OUTLINE
            painter.setPen(QPen(theme.colour(tone), FOCUS_RING if ringed else 1))
            painter.drawEllipse(self.rect().adjusted(1, 1, -1, -1))

    def _round(self, side: int) -> QPixmap | None:
        if self._picture is None:
            return None
        ratio = self.devicePixelRatioF()
        if self._disc is None or self._disc[:3] != (self._picture, side, ratio):
            self._disc = (self._picture, side, ratio, round_picture(self._picture, side, ratio))
        return self._disc[3]
