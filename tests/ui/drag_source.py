"""Another program with a file to drag: press the mouse on its window and move. Run by the test of real drags.

Arguments: left, top, then the files. It says "ready" once it is seen, then the action that the drag ended with.
Like a file manager it would rather move than copy; what was moved it would delete.
"""

import sys

from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDrag, QExposeEvent, QGuiApplication, QMouseEvent, QRasterWindow


class Source(QRasterWindow):
    """A window that begins a drag wherever it is pressed."""

    def exposeEvent(self, event: QExposeEvent) -> None:
        super().exposeEvent(event)
        QTimer.singleShot(0, self._say_ready)

    def _say_ready(self) -> None:
        print("ready", flush=True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        mime = QMimeData()
        if sys.argv[3:] == ["--card"]:
            mime.setData("text/vcard", "BEGIN:VCARD\nVERSION:3.0\nFN:Zoë Łuczak\nEND:VCARD\n".encode())
        else:
            mime.setUrls([QUrl.fromLocalFile(name) for name in sys.argv[3:]])
        drag = QDrag(self)
        drag.setMimeData(mime)
        action = drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.DropAction.MoveAction)
        print(action.name, flush=True)  # the test ends this program: until then the data must stay to be fetched


if __name__ == "__main__":
    app = QGuiApplication([])
    window = Source()
    window.setFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
    window.setGeometry(int(sys.argv[1]), int(sys.argv[2]), 120, 60)
    window.show()
    window.raise_()
    window.setFramePosition(QPoint(int(sys.argv[1]), int(sys.argv[2])))
    app.exec()
