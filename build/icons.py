"""The program's icon in every size and wrapping that a system asks for: `python3 build/icons.py` draws them anew.

Drawn from `resources/icons/app/{APP_ID}.svg`, which is made by hand, as its symbolic sister is. Written beside it:
PNG files for Linux, `netplus.ico` for Windows, `netplus.icns` for macOS.
"""

from __future__ import annotations

import os
import struct
import sys

import setting_up

sys.path.insert(0, str(setting_up.ROOT))

from netplus_desktop.assets import APP_ID

FOLDER = setting_up.ROOT / "resources" / "icons" / "app"
LINUX = (16, 24, 32, 48, 64, 128, 256, 512)
"""Sides of the PNG files, in pixels: folders of the icon theme that every desktop looks into."""
WINDOWS = (16, 20, 24, 32, 40, 48, 64, 256)
"""Sides that Windows takes at 100, 125, 150 and 200 % from the small, the medium and the extra large icon."""
MACOS = {b"icp4": 16, b"icp5": 32, b"ic11": 32, b"ic12": 64, b"ic07": 128, b"ic08": 256, b"ic13": 256, b"ic09": 512}
"""The kinds of entry in an .icns file that hold PNG, with their sides; ic11 to ic13 are for dense screens."""


def main() -> int:
    """Write all of them."""
    if os.path.realpath(sys.prefix) != os.path.realpath(setting_up.VENV):
        return setting_up.become([str(setting_up.ready("run")), __file__])
    for side in LINUX:
        (FOLDER / f"{APP_ID}-{side}.png").write_bytes(drawn(side))
    (FOLDER / "netplus.ico").write_bytes(for_windows())
    (FOLDER / "netplus.icns").write_bytes(for_macos())
    return 0


def drawn(side: int) -> bytes:
    """The icon as a PNG file, `side` pixels wide and high."""
    from PySide6.QtCore import QBuffer, QIODevice, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(FOLDER / f"{APP_ID}.svg")).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want the kind as bytes
    return bytes(buffer.data().data())


def for_windows() -> bytes:
    """An .ico file: a head, an entry of 16 bytes for each picture, and the pictures as PNG files."""
    pictures = [(side, drawn(side)) for side in WINDOWS]
    at = 6 + 16 * len(pictures)
    entries = b""
    for side, picture in pictures:
        entries += struct.pack("<BBBBHHII", side % 256, side % 256, 0, 0, 1, 32, len(picture), at)  # 0 stands for 256
        at += len(picture)
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + b"".join(picture for _, picture in pictures)


def for_macos() -> bytes:
    """An .icns file: a head with the length, and for each picture its kind, its length and a PNG file."""
    parts = b"".join(
        kind + struct.pack(">I", 8 + len(picture)) + picture
        for kind, picture in ((kind, drawn(side)) for kind, side in MACOS.items())
    )
    return b"icns" + struct.pack(">I", 8 + len(parts)) + parts


if __name__ == "__main__":
    sys.exit(main())
