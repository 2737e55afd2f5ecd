"""Build what people install: `python3 build/package.py [--try]`. The results lie in dist/packages.

The one-folder program goes into a compressed archive and, on Debian and Ubuntu, into a .deb; on Linux there is a single
file, too. Beside them lie their hashes and the list of everything in them. `--try` installs and uses what was built, in
surroundings where nothing else helps it, the last of them a bare Debian made for it, which takes root.

Needs nothing but Python itself. This file stays readable for old Pythons, so that it can tell them what is wanted.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an old Python gets a sentence, not a traceback
    sys.exit(
        "NetPlus Desktop is built with Python 3.11 or newer and this is Python %d.%d: with a newer one in place, "  # noqa: UP031
        "you could type: python3.11 build/package.py" % sys.version_info[:2]
    )

import argparse
import hashlib
import os
import platform
import shutil
import subprocess
import tarfile
from pathlib import Path

import setting_up
from packing import debian, environment, parts, platforms

DIST = setting_up.ROOT / "dist"
WORK = DIST / "work"
BUILT = DIST / "built"
PACKAGES = DIST / "packages"

LARGEST = {"the folder": 180, "the .deb": 65}
"""Megabytes (10**6 bytes) that the results may have at most."""


def main():
    # type: () -> int
    """Build everything, and try it where that is asked for. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="package.py", description="Build what people install, in dist/packages.")
    parser.add_argument("--try", dest="trial", action="store_true", help="install and use what was built")
    parser.add_argument("--only-try", action="store_true", help="the same with what an earlier call has built")
    args = parser.parse_args()
    if not args.only_try:
        build()
    if args.trial or args.only_try:
        from packing import trial

        return trial.run(BUILT, PACKAGES, WORK)
    return 0


def build():
    # type: () -> None
    """Build into dist/, from nothing."""
    for folder in (WORK, BUILT, PACKAGES):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    setting_up.for_packaging()
    moment = environment.moment()
    around = environment.surroundings(moment)
    around["PYINSTALLER_CONFIG_DIR"] = str(WORK / "cache")
    python = environment.made(WORK / "environment")
    setting_up.say("Building the program.")
    spec = Path(__file__).with_name("netplus.spec")
    command = [str(python), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    run([*command, "--distpath", str(BUILT), "--workpath", str(WORK), str(spec)], around)
    folder = BUILT / ("NetPlus.app" if sys.platform == "darwin" else "netplus")
    name = "netplus-desktop-%s-%s-%s" % (platforms.version(), sys.platform, platform.machine().lower())  # noqa: UP031
    setting_up.say("Packing.")
    made = [archive(folder, name, moment)]
    if sys.platform == "linux":
        made.append(Path(shutil.copy2(BUILT / "netplus-single", PACKAGES / name)))
        if shutil.which("dpkg-deb"):
            manual = WORK / "netplus.1"
            run([str(python), str(spec.with_name("manual.py")), str(manual)], around)
            made.append(debian.made(folder, WORK / "deb", PACKAGES, manual, moment))
        else:
            setting_up.say("There is no dpkg-deb here, so no .deb is made.")
    listed = PACKAGES / (name + ".cdx.json")
    collected = WORK / "netplus" / "collected.json"
    around["PYTHONPATH"] = str(Path(__file__).parent)
    run([str(python), "-m", "packing.parts", str(collected), str(moment), str(listed)], around)
    made.append(listed)
    hashes = ["%s  %s\n" % (hashlib.sha256(path.read_bytes()).hexdigest(), path.name) for path in made]  # noqa: UP031
    (PACKAGES / "SHA256SUMS").write_text("".join(sorted(hashes)), encoding="utf-8")
    report(folder, made)


def archive(folder, name, moment):
    # type: (Path, str, int) -> Path
    """The built folder as one compressed file, the same bytes for the same folder."""
    if sys.platform == "win32":
        return Path(shutil.make_archive(str(PACKAGES / name), "zip", folder.parent, folder.name))

    def plain(entry):
        # type: (tarfile.TarInfo) -> tarfile.TarInfo
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        entry.mtime = moment
        entry.mode = 0o755 if entry.isdir() or entry.mode & 0o100 else 0o644
        return entry

    target = PACKAGES / (name + ".tar.xz")
    with tarfile.open(target, "w:xz", preset=3) as tar:  # 6 takes three times as long for a twentieth
        tar.add(folder, arcname=folder.name if sys.platform == "darwin" else name, filter=plain)  # in order of names
    return target


def report(folder, made):
    # type: (Path, list[Path]) -> None
    """Print what was built and how large it is; ends the program with a sentence where that is too much."""
    sizes = parts.sizes(folder)
    print("In the folder, MB:")
    for part, size in sizes.items():
        print("%8.1f  %s" % (size / 1e6, part))  # noqa: UP031
    found = {"the folder": sum(sizes.values())}
    for path in made:
        print("%8.1f  %s" % (path.stat().st_size / 1e6, os.path.relpath(path)))  # noqa: UP031
        if path.suffix == ".deb":
            found["the .deb"] = path.stat().st_size
    print("%8.1f  in all" % (found["the folder"] / 1e6), flush=True)
    for what, size in found.items():
        if size > LARGEST[what] * 1e6:
            setting_up.stop(f"That is too large: {what} may have {LARGEST[what]} MB.")


def run(command, around):
    # type: (list[str], dict[str, str]) -> None
    """Run a step of the building; ends the program where it fails."""
    if subprocess.call(command, cwd=str(setting_up.ROOT), env=around):
        setting_up.stop("This step of the building failed; the lines above say why.\n  " + " ".join(command))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("Stopped.")
