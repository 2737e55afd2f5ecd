"""The colours, their contrast, the sizes of text, and the icons in both schemes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from netplus_desktop.assets import resource
from netplus_desktop.ui import theme
from netplus_desktop.ui.appearance import Appearance
from netplus_desktop.ui.icons import application_icon, icon
from netplus_desktop.ui.settings import Scheme, Settings
from netplus_desktop.ui.theme import DARK, LIGHT, Tone, Type
from netplus_desktop.ui.widgets import Label, SectionTitle

GROUNDS = (Tone.WINDOW, Tone.BASE, Tone.RAISED, Tone.SELECTED)
TEXTS = (Tone.TEXT, Tone.SECOND, Tone.ACCENT, Tone.SHARED, Tone.GAVE, Tone.DUE, Tone.FINE, Tone.DANGER)
OWN_COLOURS = ("netplus", "field-up", "field-down", "field-check-light", "field-check-dark")


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("tones", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_outlines_stand_out_enough(tones: dict[Tone, str]) -> None:
    assert set(tones) == set(Tone)
    weak = [
        (text, ground, round(contrast(tones[text], tones[ground]), 2))
        for text in TEXTS
        for ground in GROUNDS
        if contrast(tones[text], tones[ground]) < 4.5
    ]
    weak += [
        (Tone.OUTLINE, ground, round(contrast(tones[Tone.OUTLINE], tones[ground]), 2))
        for ground in GROUNDS
        if contrast(tones[Tone.OUTLINE], tones[ground]) < 3.0
    ]
    assert weak == []
    assert contrast(tones[Tone.ON_ACCENT], tones[Tone.ACCENT]) >= 4.5


@pytest.mark.parametrize("scheme", [Qt.ColorScheme.Light, Qt.ColorScheme.Dark])
def test_every_icon_shows_in_the_text_colour(qapp: QApplication, scheme: Qt.ColorScheme) -> None:
    kept = {path.stem: icon(path.stem) for path in resource("icons").glob("*.svg") if path.stem not in OWN_COLOURS}
    theme.apply(qapp, scheme)
    ink = qapp.palette().color(QPalette.ColorRole.ButtonText)
    for name, made in kept.items():
        assert strongest(made.pixmap(QSize(24, 24))) == ink.name(), name
        shown = made.pixmap(QSize(24, 24), QIcon.Mode.Disabled)
        assert strongest(shown) == theme.colour(Tone.OUTLINE).name(), name


def test_an_icon_in_a_tone_follows_the_scheme_and_survives_copies(qapp: QApplication) -> None:
    first = icon("gift", Tone.GAVE)
    copy = QIcon(first)
    copy.addPixmap(QPixmap(1, 1))  # makes Qt clone the engine
    del first
    theme.apply(qapp, Qt.ColorScheme.Light)
    assert strongest(copy.pixmap(QSize(32, 32))) == LIGHT[Tone.GAVE].lower()
    theme.apply(qapp, Qt.ColorScheme.Dark)
    assert strongest(copy.pixmap(QSize(32, 32))) == DARK[Tone.GAVE].lower()


def test_the_program_has_a_mark_of_its_own(qapp: QApplication) -> None:
    shown = application_icon().pixmap(QSize(64, 64)).toImage()
    seen = {
        shown.pixelColor(x, y).name() for x in range(64) for y in range(64) if shown.pixelColor(x, y).alpha() == 255
    }
    assert LIGHT[Tone.ACCENT].lower() in seen and "#ffffff" in seen


def test_the_colours_follow_the_choice_and_the_system_at_once(qapp: QApplication, qtbot: QtBot) -> None:
    settings = Settings()
    settings.scheme = Scheme.LIGHT
    appearance = Appearance(qapp, settings)
    label = Label("x", tone=Tone.DUE)
    qtbot.addWidget(label)
    label.show()
    assert not theme.dark() and text_colour(label) == LIGHT[Tone.DUE].lower()
    settings.scheme = Scheme.DARK
    assert theme.dark() and text_colour(label) == DARK[Tone.DUE].lower()
    assert QColor(theme.colour(Tone.BASE)) == qapp.palette().color(QPalette.ColorRole.Base)
    settings.scheme = Scheme.SYSTEM
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)  # as the system does
    assert theme.dark() == (qapp.styleHints().colorScheme() is Qt.ColorScheme.Dark)
    settings.scheme = Scheme.LIGHT
    appearance.deleteLater()


def test_the_size_of_text_reaches_widgets_that_have_a_font_of_their_own(qapp: QApplication, qtbot: QtBot) -> None:
    base = QFont(qapp.font())
    holder = QWidget()
    column = QVBoxLayout(holder)
    title, plain, field = SectionTitle("Needs heard"), Label("plain"), QLineEdit("field")
    for widget in (title, plain, field):
        column.addWidget(widget)
    qtbot.addWidget(holder)
    holder.show()
    small, field_small = title.sizeHint().height(), field.sizeHint().height()
    theme.apply(qapp, Qt.ColorScheme.Light, base, 150)
    assert title.font().pointSizeF() == pytest.approx(base.pointSizeF() * 1.5 + 2)
    assert plain.font().pointSizeF() == pytest.approx(base.pointSizeF() * 1.5)
    assert title.sizeHint().height() > small and field.sizeHint().height() > field_small
    assert theme.font(Type.CAPTION).pointSizeF() < plain.font().pointSizeF()


def test_more_contrast_on_request_means_outlines_instead_of_tints(qapp: QApplication) -> None:
    theme.apply(qapp, Qt.ColorScheme.Light, strong=True)
    assert theme.colour(Tone.SECOND) == theme.colour(Tone.OUTLINE) == theme.colour(Tone.TEXT)
    theme.apply(qapp, Qt.ColorScheme.Light)
    assert theme.colour(Tone.SECOND) != theme.colour(Tone.TEXT)


def strongest(pixmap: QPixmap) -> str:
    """The colour of the most opaque pixel."""
    image = pixmap.toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return max(pixels, key=QColor.alpha).name()


def text_colour(label: Label) -> str:
    label.ensurePolished()
    return label.palette().color(QPalette.ColorRole.WindowText).name()
