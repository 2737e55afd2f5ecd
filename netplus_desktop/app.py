"""The composition root: arguments, log, crash hook, settings, unlocking, window; in this order."""

from __future__ import annotations

import argparse
import gc
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from netplus_desktop import __version__, cli, pyside
from netplus_desktop.assets import APP_ID, log_folder, settings_file
from netplus_desktop.core.errors import UserError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from netplus_desktop.ui.opening import Opening
    from netplus_desktop.ui.settings import Settings

NO_DISPLAY = (
    "There is no display to open the window on. Without one, these verbs work: {verbs}. See `netplus --help`.\n"
)
WITHOUT_DISPLAY = (*cli.HEADLESS, "sheet", "self-check", "screenshot", "tour")
PRINTING = "/run/cups/cups.sock"
"""Where the printing system listens on Linux."""
COLLECT_AFTER = 2000
"""Milliseconds after the opening was begun; by then the window is whole, or waits for the user."""
STYLE = "Fusion"
"""The one style that is alike, and tested, on every system."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit code."""
    args = cli.parse(argv)
    _keep_private()
    if args.verb in cli.HEADLESS:
        return cli.run(args)
    if args.verb != "window":
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        return _run_offscreen(args)
    if not display_answers():
        sys.stderr.write(NO_DISPLAY.format(verbs=", ".join(WITHOUT_DISPLAY)))
        return cli.FAILED
    return _run_window(args)


def _keep_private() -> None:
    """What this program writes is for its user alone, and what it has in memory never goes to a disk: no core dump is
    written, and nobody else may look into the process."""
    os.umask(0o077)
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetErrorMode(0x0001 | 0x0002)  # no dump for the fault reporter
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, most))
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE: also where dumps are handed to a collector


# --- without a window --------------------------------------------------------------------------------------


def _run_offscreen(args: argparse.Namespace) -> int:
    pyside.load()
    if args.verb == "decode-pictures":
        from netplus_desktop.ui import decoding

        return decoding.run()
    try:
        if args.verb == "sheet":
            return _write_sheet(args)
        if args.verb == "screenshot":
            return _draw_window(args)
        if args.verb == "tour":
            from netplus_desktop.ui import tour

            return tour.run(args.out)
        from netplus_desktop.ui import self_check

        return self_check.run()
    except UserError as error:
        return cli.tell(error)


def _draw_window(args: argparse.Namespace) -> int:
    """The window as a picture. May raise `UserError`."""
    from netplus_desktop.ui import screenshot

    with cli.opened(args) as store:
        done = screenshot.run(store, args.out, args.size, args.scheme, args.person)
    cli.say(f"Wrote “{args.out.name}”.")
    return done


def _write_sheet(args: argparse.Namespace) -> int:
    """The sheet asked for as a PDF. May raise `UserError`."""
    from netplus_desktop.ui import sheet_verb
    from netplus_desktop.ui.printing import write_pdf

    with cli.opened(args) as store, cli.progress("Writing") as tick:
        made = sheet_verb.printout(store, args, tick)
        if made is None:
            cli.say(sheet_verb.nothing(args))
            return cli.NOTHING
        write_pdf(made, args.out, args.paper, tick)
    cli.say(f"Wrote “{args.out.name}”.")
    return cli.DONE


def display_answers() -> bool:
    """Whether a window can be opened at all. Qt would end the whole process where it cannot."""
    if not sys.platform.startswith("linux"):
        return True
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0].partition(";")[0]
    ways = {"xcb": (_x11_answers,), "wayland": (_wayland_answers,), "": (_wayland_answers, _x11_answers)}
    return platform not in ways or any(answers() for answers in ways[platform])


def _x11_answers() -> bool:
    display = os.environ.get("DISPLAY", "")
    if not display:
        return False
    if display.startswith(":"):
        display = f"unix/{display}"  # this computer's own; by its bare name it would be tried over TCP, too
    import ctypes

    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False  # nor could Qt do without it
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
    refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not refused


def _wayland_answers() -> bool:
    display = os.environ.get("WAYLAND_DISPLAY", "")
    if not display or not (Path(display).is_absolute() or os.environ.get("XDG_RUNTIME_DIR")):
        return False
    import ctypes

    try:
        wayland = ctypes.CDLL("libwayland-client.so.0")
    except OSError:
        return False
    wayland.wl_display_connect.restype = ctypes.c_void_p
    connection = wayland.wl_display_connect(None)
    if not connection:
        return False
    wayland.wl_display_disconnect(ctypes.c_void_p(connection))
    return True


# --- the window --------------------------------------------------------------------------------------------


def _run_window(args: argparse.Namespace) -> int:
    gc.disable()  # code and widgets that stay are no garbage; looking through them would keep the window waiting
    pyside.load()
    from PySide6.QtCore import QSettings, QTimer
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    QApplication.setApplicationName("netplus-desktop")
    QApplication.setApplicationDisplayName("NetPlus")
    QApplication.setApplicationVersion(__version__)
    QGuiApplication.setDesktopFileName(APP_ID)
    if sys.platform == "linux":
        # Where this is missing, the library that asks for printers would try a port of the network's.
        os.environ.setdefault("CUPS_SERVER", PRINTING)
    # Qt's own file dialog would write the folders and files that were chosen into a file of its own.
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
    words = [sys.argv[0], "-style", STYLE]
    if sys.platform == "darwin":
        from netplus_desktop.ui.mac_files import MacApplication

        mac = MacApplication(words)
        app: QApplication = mac
    else:
        app = QApplication(words)
    from netplus_desktop.ui import logs

    logs.start(log_folder())

    from netplus_desktop.ui.appearance import Appearance
    from netplus_desktop.ui.faults import Faults
    from netplus_desktop.ui.settings import Settings

    Faults(app).install()
    settings = Settings(settings_file(), app)
    Appearance(app, settings)
    with ExitStack() as until_the_end:
        try:
            opening = _opening(args, settings, until_the_end)
        except UserError as error:
            return cli.tell(error)
        _close_on_signals(app, opening)
        app.commitDataRequest.connect(opening.prepare_end)
        if sys.platform == "darwin":
            mac.files_came.connect(opening.receive)
        opening.begin()
        QTimer.singleShot(COLLECT_AFTER, app, _collect)
        done = app.exec()
        from netplus_desktop.ui.clipboard import forget_copied

        forget_copied()  # nobody is left to hand it out
        return done


def _collect() -> None:
    from PySide6.QtCore import QCoreApplication

    from netplus_desktop.ui.jobs import begin_to_collect

    app = QCoreApplication.instance()
    if app is not None:
        begin_to_collect(app)


def _close_on_signals(app: QApplication, opening: Opening) -> None:
    """End of session, Ctrl+C and `kill` end the program as a user would: what was typed is written first."""
    from PySide6.QtCore import QSocketNotifier

    if sys.platform == "win32":
        return
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing)  # Python's own handlers wait for the interpreter, which Qt keeps asleep
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, _noted)
    notifier = QSocketNotifier(reading, QSocketNotifier.Type.Read, app)
    notifier.activated.connect(opening.end)


def _noted(_number: int, _frame: object) -> None:
    """The wake-up pipe tells of the signal."""


def _opening(args: argparse.Namespace, settings: Settings, until_the_end: ExitStack) -> Opening:
    """What opens the vault that the arguments name. Raises `UserError` for the file of the passphrase."""
    from netplus_desktop.ui.opening import Opening

    files = [path.absolute() for path in args.files]
    if args.demo:
        import tempfile

        folder = until_the_end.enter_context(
            tempfile.TemporaryDirectory(prefix="netplus-demo-", ignore_cleanup_errors=True)
        )
        return Opening(Path(folder), files, demo=True, settings=settings)
    return Opening(cli.vault_path(args), files, passphrase=cli.passphrase_given(args), settings=settings)
