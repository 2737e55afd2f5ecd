"""`netplus screenshot`: the real window as a picture, without a display, the same on every machine."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QMessageLogContext, QSize, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QFont, QFontDatabase, QPixmap
from PySide6.QtWidgets import QApplication

from netplus_desktop.assets import resources
from netplus_desktop.core.errors import FileError, NotFoundError
from netplus_desktop.store.store import Store
from netplus_desktop.ui import theme
from netplus_desktop.ui.main_window import MainWindow
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.settings import Settings

POINT_SIZE = 9.75
"""The text's size: 13 pixels at 96 dots an inch, that of most desktops."""

SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


def run(store: Store, out: Path, size: tuple[int, int], scheme: str, person: str | None) -> int:
    """Do what `take` does, with an application of its own where there is none; returns the exit code."""
    app = QApplication.instance() or QApplication(["netplus"])
    take(store, out, QSize(*size), scheme, person)
    del app
    return 0


def take(store: Store, out: Path, size: QSize, scheme: str = "light", person: str | None = None) -> None:
    """Draw the window over `store` into the picture `out` (its ending tells the format), of `size` pixels.

    `scheme` is "light" or "dark"; `person` names who is shown, else it is the page of today. The store stays open.
    Raises `NotFoundError` for a person who is not there and `FileError` when the picture cannot be written.
    """
    contact_id = None
    if person is not None:
        found = store.find_contacts(person, limit=1)
        if not found:
            raise NotFoundError("nobody-matches", name=person)
        contact_id = found[0].id
    with dressed(scheme), _without_chatter():
        picture = _drawn(store, size, contact_id)
    if not picture.save(str(out)):
        raise FileError("file-not-written", name=out.name)


@contextmanager
def dressed(scheme: str) -> Iterator[None]:
    """The program in the bundled font and one of the schemes, whatever this machine has; afterwards as before."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    font, palette, sheet = QFont(app.font()), app.palette(), app.styleSheet()
    for face in sorted(resources().joinpath("fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(face))
    base = QFont("Inter")
    base.setPointSizeF(POINT_SIZE)
    app.setStyle("Fusion")
    theme.apply(app, SCHEMES[scheme], base)
    try:
        yield
    finally:
        app.setStyleSheet("")
        app.setFont(font)
        app.setPalette(palette)
        app.setStyleSheet(sheet)


@contextmanager
def _without_chatter() -> Iterator[None]:
    """Leave out what the platform without a display says of every window; all else is passed on."""

    def pass_on(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if "propagateSizeHints" in message:
            return
        if before is not None:
            before(kind, context, message)
        else:
            sys.stderr.write(f"{message}\n")

    before = qInstallMessageHandler(pass_on)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _drawn(store: Store, size: QSize, contact_id: int | None) -> QPixmap:
    window = MainWindow(Session(store, Settings()))
    try:
        window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        window.setMinimumSize(0, 0)  # a smaller picture than the smallest window is asked for on purpose
        window.resize(size)
        window.show()
        if contact_id is not None:
            window.go_to_contact(contact_id)
        # Sections that grow with their text ask for their room one after the other.
        for _ in range(12):
            QCoreApplication.sendPostedEvents()
        return window.grab()
    finally:
        _leave(window)


def _leave(window: MainWindow) -> None:
    """Take the window down but leave the store open: whoever opened it closes it."""
    window.hide()
    window.session.jobs.shutdown()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)  # no event loop comes round to do it
