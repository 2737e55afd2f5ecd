"""Pictures of people as they are painted: round, and as sharp as the screen is."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QImageReader, QPainter, QPixmap, QTransform


def round_picture(picture: bytes, side: int, ratio: float) -> QPixmap | None:
    """The middle of a picture as a disc of `side` pixels where a pixel is `ratio` dots wide. None for what cannot be
    decoded: a vault may be damaged. `picture` comes from the vault, and is a JPEG and nothing else."""
    dots = round(side * ratio)
    buffer = QBuffer()
    buffer.setData(QByteArray(picture))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"jpeg"))
    reader.setAutoDetectImageFormat(False)
    size = reader.size()
    if size.isEmpty():
        return None
    covering = size.scaled(QSize(dots, dots), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    reader.setScaledSize(covering)
    image = reader.read()
    if image.isNull():
        return None
    left, top = (image.width() - dots) // 2, (image.height() - dots) // 2
    brush = QBrush(image)
    brush.setTransform(QTransform.fromTranslate(-left, -top))
    disc = QPixmap(dots, dots)
    disc.fill(Qt.GlobalColor.transparent)
    painter = QPainter(disc)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    painter.drawEllipse(QRect(0, 0, dots, dots))
    painter.end()
    disc.setDevicePixelRatio(ratio)
    return disc
