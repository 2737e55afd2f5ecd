"""Decoding pictures from elsewhere, in a process of its own: whatever is wrong with one can do no harm here.

The process is started by `exchange.pictures`, which says what goes over its pipes. It opens nothing: once the decoders
are loaded no further file, and no socket, can be had. No window, no display, no QGuiApplication.
"""

from __future__ import annotations

import ctypes
import os
import signal
import struct
import sys
from contextlib import suppress
from typing import BinaryIO

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QImageWriter, QPainter

from netplus_desktop.exchange.pictures import (
    ANSWER,
    BROKEN,
    FORMATS,
    LARGEST_SIDE,
    MOST_PIXELS,
    PICTURE,
    READY,
    REQUEST,
    SECONDS,
    TOO_MANY_PIXELS,
)

MOST_DECODED = 64
"""Megabytes that a picture may take when it is decoded: 16 million pixels. JPEG is made smaller while it is decoded, so
that more pixels do no harm there."""

MOST_DATA = 112 * 2**20
"""Bytes that the process may hold in all; 15 million of them before any picture (measured on Linux)."""

QUALITY = 75
"""Of the JPEG, of 100: the usual one. Pictures are shown at less than half of their size, and a vault with thousands is
copied for every backup."""


def run() -> int:
    """Answer one request after another until there are no more."""
    wanted, answers = sys.stdin.buffer, sys.stdout.buffer
    QImageReader.setAllocationLimit(MOST_DECODED)
    _get_ready()
    _limit()
    _answer(answers, READY)
    while len(head := wanted.read(REQUEST.size)) == REQUEST.size:
        number, size = REQUEST.unpack(head)
        data = wanted.read(size)
        _alarm(SECONDS)
        answer = _decoded(data, FORMATS[number])
        _alarm(0)
        _answer(answers, *answer)
    return 0


def _get_ready() -> None:
    """Open what will be needed: the decoders, and the one thread on which Qt makes pictures smaller."""
    if sys.platform == "linux":
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})  # Qt takes a thread for each processor
    nothing = _buffer(b"")
    for name in FORMATS:
        _reader(nothing, name).canRead()
    image = QImage(2 * LARGEST_SIDE, 2 * LARGEST_SIDE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    smaller = Qt.TransformationMode.SmoothTransformation
    _plain(image.scaled(LARGEST_SIDE, LARGEST_SIDE, Qt.AspectRatioMode.KeepAspectRatio, smaller))


def _limit() -> None:
    """Take from this process what decoding needs not. No file and no socket can be had from now on."""
    if sys.platform == "win32":
        return  # whoever started it ends it after its time, and the limit of Qt holds for the pixels
    import resource

    next_file = os.dup(0)
    os.close(next_file)
    limits = [
        (resource.RLIMIT_DATA, MOST_DATA),
        (resource.RLIMIT_AS, 512 * 2**20),
        (resource.RLIMIT_NOFILE, next_file),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ]
    for limit, most in limits:
        with suppress(ValueError, OSError):  # macOS has no say over the memory
            resource.setrlimit(limit, (most, most))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS


def _alarm(seconds: float) -> None:
    """End this process once it has computed for so long; 0 ends the wait. Time in which others compute is not counted:
    whoever started it watches the clock."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _answer(answers: BinaryIO, code: int, data: bytes = b"") -> None:
    answers.write(ANSWER.pack(code, len(data)))
    answers.write(data)
    answers.flush()


def _buffer(data: bytes) -> QBuffer:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return buffer


def _reader(buffer: QBuffer, name: str) -> QImageReader:
    """A reader of this format and no other: what calls itself otherwise is not guessed at. The buffer has to outlive
    it."""
    reader = QImageReader(buffer, QByteArray(name.encode()))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)  # as the camera was held
    return reader


def _decoded(data: bytes, name: str) -> tuple[int, bytes]:
    """The answer for a picture: the code, and the JPEG where there is one."""
    buffer = _buffer(data)
    reader = _reader(buffer, name)
    size = reader.size()
    if not reader.canRead() or not size.isValid() or size.isEmpty():
        return BROKEN, b""
    most = MOST_PIXELS if name == "jpeg" else MOST_DECODED * 2**20 // 4
    if size.width() * size.height() > most:
        return TOO_MANY_PIXELS, struct.pack(">I", most)
    if max(size.width(), size.height()) > LARGEST_SIDE:
        fitting = size.scaled(LARGEST_SIDE, LARGEST_SIDE, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(fitting.expandedTo(QSize(1, 1)))
    image = reader.read()
    if image.isNull() or max(image.width(), image.height()) > LARGEST_SIDE:
        return BROKEN, b""
    return PICTURE, _written(_plain(image))


def _plain(image: QImage) -> QImage:
    """The pixels alone, as sRGB on white: nothing that was told about the picture comes along."""
    if image.colorSpace().isValid():
        image = image.convertedToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    plain = QImage(image.size(), QImage.Format.Format_RGB32)
    plain.fill(Qt.GlobalColor.white)
    painter = QPainter(plain)
    painter.drawImage(0, 0, image)
    painter.end()
    return plain


def _written(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpeg"))
    writer.setQuality(QUALITY)
    writer.write(image)
    return bytes(buffer.data().data())
