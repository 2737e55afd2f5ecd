"""The quiet desk: measures, colours and type of the window, and the style that carries them.

Warm grey sides, white middle, one teal accent, two companion hues for the exchange. Colours go through the palette
first; the style sheet is only for cards, chips, the primary button and the splitter.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from netplus_desktop.assets import resource

# --- measures, in logical pixels; the grid is 4 -------------------------------------------------------------
GAP_HAIR, GAP_SMALL, GAP, GAP_WIDE, GAP_SECTION, GAP_PAGE = 4, 8, 12, 16, 24, 32
LIST_PADDING, DETAIL_PADDING, OFFERS_PADDING = 12, 24, 16
RADIUS_CONTROL, RADIUS_CARD, RADIUS_CHIP = 6, 8, 14
CONTROL_HEIGHT, CHIP_HEIGHT, TOOLBAR_HEIGHT, HIT_TARGET = 32, 28, 48, 28
ICON_ROW, ICON_TOOLBAR = 16, 20
NOTES_WIDTH = 680


class Tone(StrEnum):
    """The colours by what they mean."""

    WINDOW = "window"
    BASE = "base"
    RAISED = "raised"
    SELECTED = "selected"
    TEXT = "text"
    SECOND = "second text"
    ACCENT = "accent"
    ON_ACCENT = "text on accent"
    SHARED = "they shared"
    GAVE = "you gave"
    DUE = "due"
    FINE = "fine"
    DANGER = "danger"
    OUTLINE = "outline"
    HAIRLINE = "hairline"


LIGHT = {
    Tone.WINDOW: "#F6F5F2",
    Tone.BASE: "#FFFFFF",
    Tone.RAISED: "#ECEAE4",
    Tone.SELECTED: "#D3EAE7",
    Tone.TEXT: "#1F2328",
    Tone.SECOND: "#57534B",
    Tone.ACCENT: "#0F6B66",
    Tone.ON_ACCENT: "#FFFFFF",
    Tone.SHARED: "#3F4FA3",
    Tone.GAVE: "#855700",
    Tone.DUE: "#9A3412",
    Tone.FINE: "#2C6B3A",
    Tone.DANGER: "#B3261E",
    Tone.OUTLINE: "#857F73",
    Tone.HAIRLINE: "#DAD7D0",
}
DARK = {
    Tone.WINDOW: "#1A1C1E",
    Tone.BASE: "#212427",
    Tone.RAISED: "#2B2F33",
    Tone.SELECTED: "#1A3F3C",
    Tone.TEXT: "#E9E7E2",
    Tone.SECOND: "#B4B0A7",
    Tone.ACCENT: "#5CC4BB",
    Tone.ON_ACCENT: "#06201E",
    Tone.SHARED: "#AAB6FF",
    Tone.GAVE: "#E3B661",
    Tone.DUE: "#F2A27C",
    Tone.FINE: "#8CCB97",
    Tone.DANGER: "#FF9087",
    Tone.OUTLINE: "#868F95",
    Tone.HAIRLINE: "#373C41",
}


class Type(StrEnum):
    """Sizes of type, relative to the system's font."""

    CAPTION = "caption"
    BODY = "body"
    STRONG = "strong"
    SECTION = "section"
    NAME = "name"


_TYPE = {
    Type.CAPTION: (-1.0, QFont.Weight.Normal),
    Type.BODY: (0.0, QFont.Weight.Normal),
    Type.STRONG: (0.0, QFont.Weight.DemiBold),
    Type.SECTION: (2.0, QFont.Weight.DemiBold),
    Type.NAME: (6.0, QFont.Weight.DemiBold),
}


def font(kind: Type) -> QFont:
    """The program's font in one of the sizes. Ask again on `FontChange` and on `StyleChange`."""
    made = QFont(QApplication.font())
    points, weight = _TYPE[kind]
    made.setPointSizeF(made.pointSizeF() + points)
    made.setWeight(weight)
    return made


def dark() -> bool:
    """Whether the dark colours are in force."""
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def colour(tone: Tone) -> QColor:
    """A colour of the scheme in force. Ask again on `PaletteChange`; never keep it."""
    return QColor(_tones(QGuiApplication.palette().cacheKey())[tone])


@lru_cache(maxsize=1)
def _tones(_palette: int) -> dict[Tone, str]:
    """The colours of the scheme in force, worked out once for each palette: a list asks for ten in each row."""
    tones = dict(DARK if dark() else LIGHT)
    return _strong(tones) if _strong_contrast() else tones


def _strong(tones: dict[Tone, str]) -> dict[Tone, str]:
    """With strong outlines in place of fine tints."""
    return tones | dict.fromkeys((Tone.SECOND, Tone.OUTLINE, Tone.HAIRLINE), tones[Tone.TEXT])


def palette(tones: dict[Tone, str]) -> QPalette:
    """The palette for a set of tones."""
    made = QPalette()
    roles = QPalette.ColorRole
    for role, tone in {
        roles.Window: Tone.WINDOW,
        roles.WindowText: Tone.TEXT,
        roles.Base: Tone.BASE,
        roles.AlternateBase: Tone.RAISED,
        roles.Text: Tone.TEXT,
        roles.Button: Tone.BASE,
        roles.ButtonText: Tone.TEXT,
        roles.BrightText: Tone.DANGER,
        roles.Highlight: Tone.ACCENT,
        roles.HighlightedText: Tone.ON_ACCENT,
        roles.Link: Tone.ACCENT,
        roles.LinkVisited: Tone.ACCENT,
        roles.ToolTipBase: Tone.RAISED,
        roles.ToolTipText: Tone.TEXT,
        roles.PlaceholderText: Tone.SECOND,
        roles.Accent: Tone.ACCENT,
        roles.Light: Tone.BASE,
        roles.Midlight: Tone.RAISED,
        roles.Mid: Tone.HAIRLINE,
        roles.Dark: Tone.OUTLINE,
        roles.Shadow: Tone.OUTLINE,
    }.items():
        made.setColor(role, QColor(tones[tone]))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tones[Tone.OUTLINE]))
    return made


STYLE = """
QFrame[role="card"] {{ background: {base}; border: 1px solid {hairline}; border-radius: 8px; }}
QFrame[role="strip"] {{ background: {raised}; border: 1px solid {outline}; border-radius: 8px; }}
QFrame[role="rule"] {{ background: {hairline}; border: none; }}
QLabel[tone="second"] {{ color: {second}; }}
QLabel[tone="accent"] {{ color: {accent}; }}
QLabel[tone="shared"] {{ color: {shared}; }}
QLabel[tone="gave"] {{ color: {gave}; }}
QLabel[tone="due"] {{ color: {due}; }}
QLabel[tone="fine"] {{ color: {fine}; }}
QLabel[tone="danger"] {{ color: {danger}; }}
QLineEdit, QPlainTextEdit {{ background: {base}; color: {text}; border: 1px solid {outline}; border-radius: 6px;
    placeholder-text-color: {second}; }}
QPlainTextEdit[tone="second"] {{ color: {second}; }}
QLineEdit {{ padding: 4px 8px; min-height: 22px; }}
QLineEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {accent}; }}
QLineEdit:focus {{ padding: 3px 7px; }}
QLineEdit:disabled, QPlainTextEdit:disabled {{ color: {outline}; border-color: {hairline}; }}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{ border: none; padding: 0; min-height: 0; background: transparent; }}
QComboBox, QAbstractSpinBox {{ background: {base}; color: {text}; border: 1px solid {outline}; border-radius: 6px;
    padding: 4px 8px; min-height: 22px; }}
QComboBox:focus, QAbstractSpinBox:focus {{ border: 2px solid {accent}; padding: 3px 7px; }}
QComboBox:disabled, QAbstractSpinBox:disabled {{ color: {outline}; border-color: {hairline}; }}
QComboBox::drop-down, QDateTimeEdit::drop-down {{ subcontrol-origin: border; subcontrol-position: center right;
    border: none; width: 24px; }}
QComboBox::down-arrow, QDateTimeEdit::down-arrow {{ image: url("{down}"); width: 14px; height: 14px; }}
QComboBox QAbstractItemView {{ background: {base}; border: 1px solid {outline}; outline: none; }}
QAbstractSpinBox::up-button {{ subcontrol-origin: border; subcontrol-position: top right; border: none; width: 24px; }}
QAbstractSpinBox::down-button {{ subcontrol-origin: border; subcontrol-position: bottom right; border: none;
    width: 24px; }}
QAbstractSpinBox::up-arrow {{ image: url("{up}"); width: 12px; height: 12px; }}
QAbstractSpinBox::down-arrow {{ image: url("{down}"); width: 12px; height: 12px; }}
QSpinBox QLineEdit, QTimeEdit QLineEdit {{ padding-left: 6px; }}
QCheckBox, QRadioButton {{ spacing: 8px; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: 14px; height: 14px; border: 1px solid {outline};
    background: {base}; }}
QCheckBox::indicator {{ border-radius: 4px; }}
QRadioButton::indicator {{ border-radius: 8px; }}
QCheckBox::indicator:checked {{ background: {accent}; border-color: {accent}; image: url("{check}"); }}
QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 5px solid {accent}; background: {on_accent}; }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border-color: {accent}; background: {selected}; }}
QCheckBox::indicator:checked:focus {{ border-color: {text}; background: {accent}; }}
QRadioButton::indicator:checked:focus {{ background: {text}; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {hairline}; }}
QPushButton, QToolButton[role="button"] {{ background: {base}; color: {text}; border: 1px solid {outline};
    border-radius: 6px; padding: 4px 12px; min-height: 22px; }}
QPushButton:hover, QToolButton[role="button"]:hover {{ background: {raised}; }}
QPushButton:pressed, QToolButton[role="button"]:pressed {{ background: {selected}; }}
QPushButton:disabled, QToolButton[role="button"]:disabled {{ color: {outline}; border-color: {hairline}; }}
QPushButton:focus, QToolButton[role="button"]:focus {{ border: 2px solid {accent}; padding: 3px 11px; }}
QPushButton[role="primary"], QToolButton[role="primary"] {{ background: {accent}; color: {on_accent};
    border: 1px solid {accent}; border-radius: 6px; padding: 4px 12px; min-height: 22px; font-weight: 600; }}
QPushButton[role="primary"]:hover, QToolButton[role="primary"]:hover {{ border-color: {text}; }}
QPushButton[role="primary"]:focus, QToolButton[role="primary"]:focus {{ border: 2px solid {text}; padding: 3px 11px; }}
QPushButton[role="primary"]:disabled, QToolButton[role="primary"]:disabled {{ background: {raised}; color: {outline};
    border-color: {hairline}; }}
QPushButton[role="quiet"], QToolButton[role="quiet"] {{ background: transparent; border: 1px solid transparent;
    color: {accent}; border-radius: 6px; padding: 3px 6px; min-height: 20px; text-align: left; }}
QPushButton[role="quiet"]:hover, QToolButton[role="quiet"]:hover {{ background: {raised}; }}
QPushButton[role="quiet"]:disabled, QToolButton[role="quiet"]:disabled {{ color: {outline}; }}
QPushButton[role="quiet"]:focus, QToolButton[role="quiet"]:focus {{ border: 2px solid {accent}; padding: 2px 5px; }}
QPushButton[role="chip"] {{ background: {raised}; color: {second}; border: 1px solid {raised}; border-radius: 14px;
    padding: 2px 10px; min-height: 22px; }}
QPushButton[role="chip"]:hover {{ border-color: {outline}; }}
QPushButton[role="chip"]:checked {{ background: {selected}; color: {accent}; border-color: {accent};
    font-weight: 600; }}
QPushButton[role="chip"]:disabled {{ color: {outline}; }}
QPushButton[role="chip"]:focus {{ border: 2px solid {accent}; padding: 1px 9px; }}
QWidget[role="filters"] QPushButton {{ font-size: {caption}pt; padding: 2px 6px; }}
QWidget[role="filters"] QPushButton:focus {{ padding: 1px 5px; }}
QToolButton[bare="true"] {{ padding-left: {before_bare}px; padding-right: {after_bare}px; }}
QSplitter::handle {{ background: {hairline}; width: 1px; height: 1px; }}
QScrollBar {{ background: transparent; }}
QScrollBar:vertical {{ width: 12px; }}
QScrollBar:horizontal {{ height: 12px; }}
QScrollBar::handle {{ background: {hairline}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:vertical {{ min-height: 28px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; }}
QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {outline}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QToolBar {{ background: {window}; border: none; spacing: 0; }}
QStatusBar {{ background: {window}; border-top: 1px solid {hairline}; }}
QStatusBar::item {{ border: none; }}
"""


def _strong_contrast() -> bool:
    """Whether the colours of strong contrast are in force: then nothing is told by a fine tint."""
    shown = QGuiApplication.palette()
    return shown.color(QPalette.ColorRole.Mid) == shown.color(QPalette.ColorRole.WindowText)


def apply(
    app: QApplication, scheme: Qt.ColorScheme, base: QFont | None = None, percent: int = 100, *, strong: bool = False
) -> None:
    """Dress the program in the light or the dark colours (unknown means light) and in the size of text.

    `base` is the system's font at 100 %; without it the font stays. `strong` asks for strong
    outlines in place of fine tints. A widget with a font of its own is told by a StyleChange event that it must ask
    `font` again: FontChange does not reach it.
    """
    tones = dict(DARK if scheme is Qt.ColorScheme.Dark else LIGHT)
    if strong:
        tones = _strong(tones)
    app.setStyleSheet("")  # under a style sheet, a new font of the program reaches no widget
    if base is not None:
        sized = QFont(base)
        sized.setPointSizeF(base.pointSizeF() * percent / 100)
        app.setFont(sized)
    app.setPalette(palette(tones))
    names = {tone.name.lower(): value for tone, value in tones.items()}
    names |= {way: resource("icons", f"field-{way}.svg").as_posix() for way in ("up", "down")}
    # For a button that waits for its icon: Qt puts four pixels behind an icon, and a blank to either side of bare text.
    blank = QFontMetrics(app.font()).horizontalAdvance(" ")
    names |= {"before_bare": str(GAP + ICON_TOOLBAR + 2 - blank), "after_bare": str(GAP + 2 + blank)}
    names["caption"] = str(font(Type.CAPTION).pointSizeF())
    names["check"] = resource(
        "icons", f"field-check-{'dark' if scheme is Qt.ColorScheme.Dark else 'light'}.svg"
    ).as_posix()
    app.setStyleSheet(STYLE.format_map(names))


@contextmanager
def undressed() -> Iterator[None]:
    """Build many widgets without the style sheet, which would be worked out anew for each one that finds its place:
    a window is built in a third of the time, and dressed once."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        yield
        return
    sheet = app.styleSheet()
    app.setStyleSheet("")
    try:
        yield
    finally:
        app.setStyleSheet(sheet)


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget one of the roles of the style sheet: card, strip, rule, primary, button, quiet, chip, filters."""
    widget.setProperty("role", role)
    look_again(widget)


def look_again(widget: QWidget) -> None:
    """Have the style sheet follow a property that it asks for. A widget not shown yet is looked at when it is."""
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def mirrored(direction: Qt.LayoutDirection, whole: QRect, place: QRect) -> QRect:
    """`place` within `whole`, on the other side where people read leftwards. As `QStyle.visualRect`, without QStyle:
    to load it costs 7 ms of a start, and nothing else before the first painting needs it."""
    if direction is not Qt.LayoutDirection.RightToLeft:
        return place
    return place.translated(whole.left() + whole.right() - place.left() - place.right(), 0)
