"""Pictures for tests, good ones and hostile ones, made on the spot: none of them is anybody's."""

from __future__ import annotations

import random
import struct
import zlib

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageReader, QImageWriter, QPainter

MARKER = "Zanzibarstrasse"
"""Stands in the metadata of `told_much`."""


def drawn(width: int = 800, height: int = 600, seed: int = 1) -> QImage:
    """Coloured rectangles, red at the upper left corner, blue at the lower right."""
    dice = random.Random(seed)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(dice.randrange(90, 200), dice.randrange(90, 200), dice.randrange(90, 200)))
    painter = QPainter(image)
    for _ in range(60):
        colour = QColor(dice.randrange(256), dice.randrange(256), dice.randrange(256))
        x, y = dice.randrange(width), dice.randrange(height)
        painter.fillRect(x, y, max(1, width // 8), max(1, height // 8), colour)
    painter.fillRect(0, 0, width // 4, height // 4, QColor(200, 0, 0))
    painter.fillRect(width - width // 4, height - height // 4, width // 4, height // 4, QColor(0, 0, 200))
    painter.end()
    return image


def written(image: QImage, kind: str = "jpeg", *, quality: int = 90, progressive: bool = False) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(kind.encode()))
    writer.setQuality(quality)
    writer.setProgressiveScanWrite(progressive)
    assert writer.write(image), writer.errorString()
    return bytes(buffer.data().data())


def photo(seed: int = 1, width: int = 800, height: int = 600) -> bytes:
    """A JPEG as a camera makes it, without metadata."""
    return written(drawn(width, height, seed))


def small(seed: int = 1) -> bytes:
    """A JPEG such as a vault keeps."""
    return written(drawn(160, 120, seed), quality=80)


def read(data: bytes) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"jpeg"))
    reader.setAutoTransform(False)
    image = reader.read()
    assert not image.isNull(), reader.errorString()
    return image


def segment(marker: int, data: bytes) -> bytes:
    """A part of a JPEG's header."""
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data


def told_much(image: QImage, orientation: int = 1) -> bytes:
    """A JPEG that tells where, when and with what it was taken, and how the camera was held."""
    place = MARKER.encode() + b"\0"
    entries = [
        (0x0112, 3, 1, struct.pack("<HH", orientation, 0)),
        (0x010F, 2, len(place), struct.pack("<I", 38)),  # the maker, behind the two directories
        (0x8825, 4, 1, struct.pack("<I", 38 + 20)),
    ]
    tiff = b"II*\0\x08\0\0\0" + struct.pack("<H", len(entries))
    tiff += b"".join(struct.pack("<HHI", *head) + value for *head, value in entries) + struct.pack("<I", 0)
    tiff = tiff.ljust(38, b"\0") + place.ljust(20, b"\0")
    tiff += struct.pack("<HHHI4sI", 1, 0x0001, 2, 2, b"N\0\0\0", 0)  # GPS: northern latitude
    plain = written(image)
    head = segment(0xE1, b"Exif\0\0" + tiff) + segment(0xE2, b"ICC_PROFILE\0\x01\x01" + place)
    head += segment(0xED, b"Photoshop 3.0\0" + place) + segment(0xFE, place)
    head += segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + place)
    return plain[:2] + head + plain[2:] + place


def png(width: int, height: int, share: float = 1.0) -> bytes:
    """A black PNG that says it is so large, whatever part of its pixels is there: few bytes, however many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    left = int(height * (3 * width + 1) * share)
    packer, packed = zlib.compressobj(9), []
    while left > 0:
        packed.append(packer.compress(bytes(min(left, 2**20))))
        left -= 2**20
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", b"".join([*packed, packer.flush()]))
        + chunk(b"IEND", b"")
    )


def moving_gif() -> bytes:
    """Two pictures of one pixel: red, then blue."""
    frame = b"!\xf9\x04\0\x0a\0\0\0,\0\0\0\0\x01\0\x01\0\0"
    colours = bytes((220, 0, 0, 0, 0, 220))
    red, blue = b"\x02\x02D\x01\0", b"\x02\x02L\x01\0"
    return b"GIF89a\x01\0\x01\0\x80\0\0" + colours + frame + red + frame + blue + b";"


def many_scans(times: int = 400) -> bytes:
    """A progressive JPEG that refines its pixels again and again: few bytes, minutes of work."""
    plain = QImage(4000, 3000, QImage.Format.Format_RGB32)
    plain.fill(QColor(90, 120, 60))
    data = written(plain, progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:-2] + data[last:-2] * times + b"\xff\xd9"
