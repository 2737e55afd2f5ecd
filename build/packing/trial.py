"""What was built, tried where nothing else helps it: in an empty environment, among false modules, with a real keyring,
as one file, and installed from the .deb into a bare system where somebody uses its window and then removes it.

Each trial is one line. The last takes root; programs that are missing are installed or named.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import setting_up
from packing import debian
from packing.bare import BareSystem
from packing.desk import Late, display, keyring_service, press, shown, wait_for

NEEDED = {
    "debootstrap": "debootstrap",
    "lintian": "lintian",
    "desktop-file-validate": "desktop-file-utils",
    "appstreamcli": "appstream",
    **{program: setting_up.PROGRAMS[program] for program in ("Xvfb", "xdotool", "openbox", "strace", "dbus-daemon")},
    "gnome-keyring-daemon": "gnome-keyring",
}
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Vesna Horvat\r\nN:Horvat;Vesna;;;\r\nEMAIL:vesna@example.org\r\nEND:VCARD\r\n"
PASSPHRASE = "quiet afternoons in the reading room"
FALSE = (
    "sqlite3 json peewee playhouse keyring sqlcipher3 PySide6 shiboken6 netplus_desktop site encodings ctypes".split()
)
WHOLE = "all is well"
ENDING = """
import marshal, sys
with open(sys.argv[1], "rb") as file:
    known = marshal.load(file)
code = compile("raise SystemExit(1)", "ending", "exec")
with open(sys.argv[1], "wb") as file:
    marshal.dump({name: (digest, code) for name, (digest, _code) in known.items()}, file)
"""
"""Makes of what is kept compiled something that ends whoever runs it."""
IMPORT = "^Import contacts"
"""The title of the window that shows a file before it is taken over."""


class Failed(Exception):
    """A trial went otherwise than it should; the words tell how."""


def run(built: Path, packages: Path, work: Path) -> int:
    """Every trial, also after one has failed; returns the exit code. `built` has the folder and the single file,
    `packages` the .deb; `work` is for what comes and goes."""
    if sys.platform != "linux":
        setting_up.stop("What was built is tried on Linux alone.")
    setting_up.programs(NEEDED)
    folder = work / "trial"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    trials = Trials(built, packages, folder)
    failed = 0
    for what, trial in trials.all().items():
        if trial == trials.install and os.geteuid() != 0:
            print(f"LEFT OUT  {what}: only root can make a bare system", flush=True)
            continue
        begun = time.monotonic()
        try:
            trial()
        except (Failed, Late, OSError, subprocess.SubprocessError) as error:
            failed += 1
            print(f"FAILED  {what}: {error}", flush=True)
        else:
            print(f"ok      {what} ({time.monotonic() - begun:.0f} s)", flush=True)
    print("What was built works." if not failed else f"{failed} trials failed.", flush=True)
    return 1 if failed else 0


class Trials:
    """What is tried, one after the other."""

    def __init__(self, built: Path, packages: Path, folder: Path) -> None:
        self.program = built / "netplus" / "netplus"
        self.single = built / "netplus-single"
        self.source = (str(folder.parent / "environment" / "bin" / "python"), "-P", "-m", "netplus_desktop")
        self.packages = packages
        self.folder = folder
        self.home = folder / "home"
        self.home.mkdir()
        (self.home / "card.vcf").write_text(CARD, encoding="utf-8", newline="")
        (self.home / "passphrase").write_text(PASSPHRASE + "\n", encoding="utf-8")

    def all(self) -> dict[str, Callable[[], None]]:
        """Their names, and what does them."""
        return {
            "the folder checks itself in an empty environment, as the source does": self._check_itself,
            "the folder has PySide's own code compiled": self._start_compiled,
            "the folder reads nothing of a folder of false modules and plugins": self._among_traps,
            "a key that the folder keeps in the keyring opens the vault, here and from source": self._keep_a_key,
            "the single file checks itself and leaves nothing": self._carry,
            "what a killed run of the single file left goes at its next start": self._kill_the_single_file,
            "the .deb, its menu entry and its description are well formed": self._judge_the_package,
            "installed into a bare system it is used, removed, and nothing of it is left": self.install,
        }

    def around(self, **more: str) -> dict[str, str]:
        """All that a program is told of the world: a home and an encoding, and what is given."""
        return {"HOME": str(self.home), "LC_ALL": "C.UTF-8", **more}

    def ran(self, *command: str | Path, **more: str) -> str:
        """What a command wrote in the home, or in the folder that PWD names; raises `Failed` where it failed."""
        done = subprocess.run(
            list(map(str, command)),
            cwd=more.get("PWD", self.home),
            env=self.around(**more),
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        expect(not done.returncode, f"{' '.join(map(str, command))}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    # --- the folder ------------------------------------------------------------------------------------------

    def _check_itself(self) -> None:
        told = self.ran(self.program, "self-check")
        expect(told.splitlines()[-1] == WHOLE, told)
        wanted = self.ran(*self.source, "self-check", PYTHONPATH=str(setting_up.ROOT))
        expect(without_sizes(told) == without_sizes(wanted), f"{told}\nfrom source:\n{wanted}")

    def _start_compiled(self) -> None:
        (kept,) = self.program.parent.glob("_internal/netplus_desktop/shibokensupport.*.bin")
        whole = kept.read_bytes()
        self.ran(self.source[0], "-c", ENDING, str(kept))
        try:
            self.ran(self.program, "self-check")
        except Failed:
            return  # it is what the program runs
        finally:
            kept.write_bytes(whole)
        raise Failed("the program does not look for it, or it is not that of this PySide")

    def _among_traps(self) -> None:
        trap = self.folder / "trap"
        (trap / "platforms").mkdir(parents=True)
        for name in FALSE:
            (trap / f"{name}.py").write_text("open('sprung', 'w').close()\n", encoding="utf-8")
        for name in ("libQt6Core.so.6", "libpython3.11.so.1.0", "platforms/libqoffscreen.so"):
            shutil.copy("/dev/null", trap / name)
        (trap / "qt.conf").write_text("[Paths]\nPlugins = .\n", encoding="utf-8")
        names = ("PWD", "PYTHONPATH", "PYTHONHOME", "QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH")
        trace = self.folder / "opened"
        tracer = ["strace", "-f", "-qq", "-s", "4096", "-e", "trace=open,openat,execve", "-o", str(trace)]
        told = self.ran(*tracer, self.program, "self-check", **dict.fromkeys(names, str(trap)))
        expect(told.splitlines()[-1] == WHOLE, told)
        opened = re.findall(r'"([^"]*)"[^"]*\) = \d', trace.read_text(encoding="utf-8", errors="replace"))
        ours = {str(trap), *(path.name for path in trap.iterdir())}
        sprung = [path for path in opened if path.startswith(str(trap)) or path in ours]
        expect(bool(opened) and not sprung and not (trap / "sprung").exists(), f"opened {sprung[:5]}")

    def _keep_a_key(self) -> None:
        vault = str(self.home / "kept.netplus")
        with keyring_service(self.home) as bus:
            around = {"DBUS_SESSION_BUS_ADDRESS": bus, "PYTHONPATH": str(setting_up.ROOT)}
            told = self.ran(self.program, "self-check", **around)
            expect("keyring: SecretService" in told, told)
            self.ran(self.program, "import", "--vault", vault, str(self.home / "card.vcf"), **around)
            for command in ((str(self.program),), self.source):
                told = self.ran(*command, "list", "--vault", vault, **around)
                expect("Vesna Horvat" in told, told)

    # --- the single file -------------------------------------------------------------------------------------

    def _carry(self) -> None:
        with temporary(self.folder) as place:
            told = self.ran(self.single, "self-check", TMPDIR=str(place))
            expect(told.splitlines()[-1] == WHOLE, told)
            expect(not list(place.iterdir()), f"left {[path.name for path in place.iterdir()]}")

    def _kill_the_single_file(self) -> None:
        with temporary(self.folder) as place, display() as screen:
            around = self.around(TMPDIR=str(place), DISPLAY=screen)
            command = [str(self.single), "--demo"]
            running = subprocess.Popen(command, env=around, stderr=subprocess.DEVNULL, start_new_session=True)
            wait_for(lambda: shown(screen, "^NetPlus"))
            self.ran(self.single, "--version", TMPDIR=str(place))
            expect(len(list(place.glob("_MEI*"))) == 1, "a start took away what another run needs")
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
            expect(len(list(place.glob("_MEI*"))) == 1, "nothing was left to be cleared")
            self.ran(self.single, "--version", TMPDIR=str(place))
            expect(not list(place.glob("_MEI*")), "what was left is still there")

    # --- the package -----------------------------------------------------------------------------------------

    def _package(self) -> Path:
        return next(self.packages.glob("*.deb"))

    def _judge_the_package(self) -> None:
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        lintian = ["lintian", "--allow-root", "--fail-on", "error", str(self._package())]
        judged = [lintian]
        share = self.folder.parent / "deb" / "usr" / "share"
        judged += [["desktop-file-validate", str(path)] for path in share.glob("applications/*")]
        judged += [["appstreamcli", "validate", "--no-net", str(path)] for path in share.glob("metainfo/*")]
        for command in judged:
            done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
            expect(not done.returncode, done.stdout + done.stderr)

    def install(self) -> None:
        """Install the package into a bare system, use it and remove it. Takes root."""
        with BareSystem(self.folder / "bare") as bare:
            bare.prepare(self._package())
            before = bare.files()
            bare.install(self._package())
            expect("all is well" in bare.user("netplus", "self-check"), "the self-check did not pass")
            expect(not bare.has("python3"), "the bare system has a Python")
            bare.put("card.vcf", CARD)
            bare.put("passphrase", PASSPHRASE + "\n")
            vault = ["--vault", "people.netplus", "--passphrase-file", "passphrase"]
            with display() as screen:
                window = bare.start("netplus", *vault, "card.vcf", DISPLAY=screen)
                wait_for(lambda: shown(screen, IMPORT))
                press(screen, "Return", until=lambda: not shown(screen, IMPORT))
                press(screen, "ctrl+q", until=lambda: window.poll() is not None)
            expect(window.returncode == 0, f"the window ended with {window.returncode}")
            expect("Vesna Horvat" in bare.user("netplus", "list", *vault), "whom the window took over is not there")
            expect("Wrote" in bare.user("netplus", "sheet", "--blank", *vault, "--out", "sheet.pdf"), "no sheet")
            bare.purge(debian.PACKAGE)
            left = {path: what for path, what in bare.files().items() if before.get(path) != what}
            expect(not left, f"left or changed: {sorted(left)[:10]}")
            expect(bare.kept("people.netplus"), "the vault went with the program")


def expect(so: bool, otherwise: str) -> None:
    """Raise `Failed` with these words unless it is so."""
    if not so:
        raise Failed(otherwise)


def without_sizes(told: str) -> list[str]:
    """The lines of a self-check but for sizes, which differ with the fonts at hand."""
    return [re.sub(r"\d+ kB", "kB", line) for line in told.splitlines()]


@contextmanager
def temporary(folder: Path) -> Iterator[Path]:
    """An empty folder for what programs put aside."""
    place = folder / "put aside"
    place.mkdir()
    try:
        yield place
    finally:
        shutil.rmtree(place)
