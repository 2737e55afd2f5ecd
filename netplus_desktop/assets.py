"""Find what ships beside the code, icons, fonts, questions, sample people, and where the vault lies. No Qt."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

APP_ID = "org.netplusdesktop.NetPlus"
"""What desktops know the program by: their entry, icon, metainfo and windows carry it, and the files in
`resources` that are theirs. Changing it is releasing another program."""


@cache
def resources() -> Path:
    """The folder of shipped files: inside the installed or packaged program, else beside it in a checkout."""
    package = Path(__file__).resolve().parent
    for folder in (package.parent / "resources", package / "_resources"):
        if (folder / "questions").is_dir():
            return folder
    raise FileNotFoundError("the program's resources folder is missing: install the program again")


def resource(*parts: str) -> Path:
    """A shipped file. Raises `FileNotFoundError` where it is missing."""
    path = resources().joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"missing from the program: {'/'.join(parts)}")
    return path


def carried() -> Path | None:
    """The folder for everything that the packaged program keeps, where it is carried about (on a stick, say): beside
    the executable, or the macOS bundle around it, if a file named `.portable` that may be written to lies there."""
    if not getattr(sys, "frozen", False):
        return None
    place = Path(sys.executable).resolve()
    beside = next((bundle for bundle in place.parents if bundle.suffix == ".app"), place).parent
    return beside / "netplus-data" if os.access(beside / ".portable", os.W_OK) else None


def default_vault() -> Path:
    """Where the vault lies unless another one is asked for: in the platform's folder for a program's data."""
    if (own := carried()) is not None:
        return own / "people.netplus"
    home = Path.home()
    if sys.platform == "win32":
        folder = Path(os.environ.get("APPDATA") or home / "AppData" / "Roaming")
    elif sys.platform == "darwin":
        folder = home / "Library" / "Application Support"
    else:
        told = Path(os.environ.get("XDG_DATA_HOME") or "")
        folder = told if told.is_absolute() else home / ".local" / "share"  # a relative one is void (XDG)
    return folder / "netplus-desktop" / "people.netplus"


def default_backups() -> Path:
    """Where backups lie: in the platform's folder for what a program keeps beside its data, so that they do not share
    the fate of the vault's own folder."""
    if (own := carried()) is not None:
        return own / "backups"
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "netplus-desktop" / "backups"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "netplus-desktop backups"
    told = Path(os.environ.get("XDG_STATE_HOME") or "")
    folder = told if told.is_absolute() else home / ".local" / "state"
    return folder / "netplus-desktop" / "backups"


def sample_people() -> dict[str, object]:
    """The shipped sample people, as `store.Store.load_sample` takes them."""
    import json

    people: dict[str, object] = json.loads(resource("sample", "people.json").read_text(encoding="utf-8"))
    return people
