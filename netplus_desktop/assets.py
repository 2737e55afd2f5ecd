"""Find what ships beside the code, icons, fonts, questions, sample people, and where what is kept lies. No Qt."""

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
    return _place(("XDG_DATA_HOME", ".local/share"), "Application Support", "Roaming") / "people.netplus"


def default_backups() -> Path:
    """Where backups lie: in the platform's folder for what a program keeps beside its data, so that they do not share
    the fate of the vault's own folder."""
    if (own := carried()) is not None:
        return own / "backups"
    place = _place(("XDG_STATE_HOME", ".local/state"), "Application Support", "Local")
    return place.with_name(f"{place.name} backups") if sys.platform == "darwin" else place / "backups"


def settings_file() -> Path:
    """Where the options are kept: in the platform's folder for them."""
    if (own := carried()) is not None:
        return own / "netplus.ini"
    return _place(("XDG_CONFIG_HOME", ".config"), "Preferences", "Local") / "netplus.ini"


def log_folder() -> Path:
    """Where the log lies: in the platform's folder for what a program notes of itself."""
    if (own := carried()) is not None:
        return own / "log"
    return _place(("XDG_STATE_HOME", ".local/state"), "Logs", "Local")


def _place(elsewhere: tuple[str, str], macos: str, windows: str) -> Path:
    """This program's folder among the platform's: below `~/Library` on macOS, below `AppData` on Windows, elsewhere
    where a variable says or at a place in the home folder. Qt knows them, too, but not for the command line."""
    home = Path.home()
    if sys.platform == "win32":
        told = os.environ.get("APPDATA" if windows == "Roaming" else "LOCALAPPDATA")
        above = Path(told or home / "AppData" / windows)
    elif sys.platform == "darwin":
        above = home / "Library" / macos
    else:
        named = Path(os.environ.get(elsewhere[0]) or "")
        above = named if named.is_absolute() else home / elsewhere[1]  # a relative one is void (XDG)
    return above / "netplus-desktop"


def sample_people() -> dict[str, object]:
    """The shipped sample people, as `store.Store.load_sample` takes them."""
    import json

    people: dict[str, object] = json.loads(resource("sample", "people.json").read_text(encoding="utf-8"))
    return people
