"""The .deb: the one-folder program under /usr/lib, a command, menu entry, icons and manual page.

Nothing in it runs as root: the system sees to menus, icons and types of files by itself when it comes and goes.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from packing import parts, platforms
from setting_up import ROOT

PACKAGE = "netplus-desktop"
MAINTAINER = "The NetPlus Desktop maintainers <maintainers@netplus.invalid>"
RECOMMENDED = ("gnome-keyring | kwalletmanager", "fonts-dejavu-core")
"""What the program is at its best with: a place for its key, and letters of more scripts than its own font has."""

OPTIONAL = re.compile(r"plugins/printsupport/")
"""What needs libraries that the program does without: they are recommended."""

DESCRIPTION = """\
offline companion for networking as a two-way exchange
 Keeps the people you know, the informational interviews you ask for and
 hold, what they told you and what you can offer in return, in one encrypted
 file on this computer. It imports and exports vCard and the tables of other
 address books, prints prep sheets, and never opens a network connection."""

OVERRIDES = """\
# Qt, SQLCipher and Python come along in tried versions: the program needs those, and the vault must open tomorrow.
{package}: embedded-library *
{package}: custom-library-search-path *
{package}: shared-library-lacks-prerequisites *
{package}: library-not-linked-against-libc *
{package}: unstripped-binary-or-object *
"""


def made(folder: Path, staging: Path, out: Path, manual: Path, moment: int) -> Path:
    """Pack the built `folder` by way of `staging`; returns the file in `out`. `manual` is the manual page, `moment` the
    time that everything in it bears."""
    shutil.rmtree(staging, ignore_errors=True)
    program = staging / "usr" / "lib" / PACKAGE
    shutil.copytree(folder, program, symlinks=True)
    command = staging / "usr" / "bin" / "netplus"
    command.parent.mkdir(parents=True)
    command.symlink_to(f"../lib/{PACKAGE}/netplus")
    _share(staging / "usr" / "share", manual, moment)
    needed, recommended = dependencies(program)
    size = sum(path.lstat().st_size for path in staging.rglob("*") if path.is_file()) // 1024
    control = {
        "Package": PACKAGE,
        "Version": platforms.version(),
        "Architecture": _architecture(),
        "Maintainer": MAINTAINER,
        "Installed-Size": str(size),
        "Depends": ", ".join(needed),
        "Recommends": ", ".join((*recommended, *RECOMMENDED)),
        "Section": "utils",
        "Priority": "optional",
        "Description": DESCRIPTION,
    }
    _write(staging / "DEBIAN" / "control", "".join(f"{name}: {value}\n" for name, value in control.items()))
    sums = (f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(staging)}\n" for path in _files(staging))
    _write(staging / "DEBIAN" / "md5sums", "".join(sums))
    for path in [*staging.rglob("*"), staging]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path == program / "netplus" else 0o644)
        os.utime(path, (moment, moment), follow_symlinks=False)
    target = out / f"{PACKAGE}_{control['Version']}_{control['Architecture']}.deb"
    build = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(staging), str(target)]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "SOURCE_DATE_EPOCH": str(moment)})
    return target


def _share(share: Path, manual: Path, moment: int) -> None:
    """What the desktop looks at: the menu entry, the description for software centres, icons, manual, licences."""
    name = platforms.identity()
    desktop = ROOT / "resources" / "desktop"
    _copy(desktop / f"{name}.desktop", share / "applications")
    _copy(desktop / f"{name}.metainfo.xml", share / "metainfo")
    icons = share / "icons" / "hicolor"
    _copy(platforms.ICONS / f"{name}.svg", icons / "scalable" / "apps")
    _copy(platforms.ICONS / f"{name}-symbolic.svg", icons / "symbolic" / "apps")
    for picture in sorted(platforms.ICONS.glob(f"{name}-*.png")):
        size = picture.stem.rpartition("-")[2]
        _copy(picture, icons / f"{size}x{size}" / "apps").rename(icons / f"{size}x{size}" / "apps" / f"{name}.png")
    _zipped(share / "man" / "man1" / "netplus.1.gz", manual.read_text(encoding="utf-8"))
    stamp = datetime.fromtimestamp(moment, UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
    version = platforms.version()
    changes = (
        f"{PACKAGE} ({version}) unstable; urgency=medium\n\n  * Version {version}: what is new is told under Help.\n\n"
    )
    _zipped(share / "doc" / PACKAGE / "changelog.gz", f"{changes} -- {MAINTAINER}  {stamp}\n")
    _write(share / "doc" / PACKAGE / "copyright", _copyright())
    _write(share / "lintian" / "overrides" / PACKAGE, OVERRIDES.format(package=PACKAGE))


def _copyright() -> str:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    holder = re.search(r"^Copyright \(c\) (.+)$", licence, re.MULTILINE)
    text = "".join(f" {line}\n" if line.strip() else " .\n" for line in licence.split("\n\n", 2)[2].splitlines())
    return (
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
        "Upstream-Name: NetPlus Desktop\nComment:\n"
        " The licences of Qt, Python and the libraries that come along lie in\n"
        f" /usr/lib/{PACKAGE}/_internal, and Help > About lists them.\n\n"
        f"Files: *\nCopyright: {holder[1] if holder else 'the makers of NetPlus Desktop'}\nLicense: Expat\n{text}"
    )


def dependencies(program: Path) -> tuple[list[str], list[str]]:
    """The Debian packages of the libraries that the program loads and does not bring: those it needs, with the lowest C
    library that does, and those that it can do without."""
    brought = {path.name for path in program.rglob("*") if ".so" in path.name}
    needed: set[str] = set()
    optional: set[str] = set()
    c_library = (0, 0)
    for path in program.rglob("*"):
        if path.is_symlink() or not path.is_file() or path.read_bytes()[:4] != b"\x7fELF":
            continue
        told = subprocess.run(["objdump", "-p", str(path)], capture_output=True, text=True, check=True).stdout
        libraries = set(re.findall(r"^\s+NEEDED\s+(\S+)$", told, re.MULTILINE)) - brought
        (optional if OPTIONAL.search(path.as_posix()) else needed).update(libraries)
        found = [(int(major), int(minor)) for major, minor in re.findall(r"GLIBC_(\d+)\.(\d+)", told)]
        c_library = max([c_library, *found])
    packages = set(_packages(needed))
    least = ".".join(map(str, c_library))
    packages = {f"libc6 (>= {least})" if package == "libc6" else package for package in packages}
    return sorted(packages), sorted(set(_packages(optional)) - {"libc6", *packages})


def _packages(libraries: set[str]) -> Iterator[str]:
    for library in sorted(libraries):
        found = parts.package_of(library)
        if not found:
            raise LookupError(f"no Debian package installed here has {library}, which the program loads")
        yield found[0]


def _architecture() -> str:
    return subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True).stdout.strip()


def _files(staging: Path) -> list[Path]:
    return [path for path in sorted((staging / "usr").rglob("*")) if path.is_file() and not path.is_symlink()]


def _copy(source: Path, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(source, folder))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _zipped(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
