"""What the three systems want of the program beside its code: names, icons, the facts shown about it."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from setting_up import PYPROJECT, ROOT

ICONS = ROOT / "resources" / "icons" / "app"


def project() -> dict[str, Any]:
    """What pyproject.toml says."""
    import tomllib

    return tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))


def version() -> str:
    """The program's version, from its one place."""
    source = (ROOT / "netplus_desktop" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', source, re.MULTILINE)
    if found is None:
        raise ValueError("netplus_desktop/__init__.py names no version")
    return found[1]


def identity() -> str:
    """The name that the desktop knows the program by: that of its menu entry."""
    return next((ROOT / "resources" / "desktop").glob("*.desktop")).stem


def distributions() -> list[str]:
    """Names of everything installed that the program needs on this system, what is needed by what is needed included;
    asked in the environment that builds."""
    from importlib.metadata import distribution

    from packaging.requirements import Requirement

    found: dict[str, None] = {}
    wanted = list(project()["project"]["dependencies"])
    while wanted:
        requirement = Requirement(wanted.pop(0))
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        name = distribution(requirement.name).name
        if name not in found:
            found[name] = None
            wanted += distribution(name).requires or []
    return sorted(found, key=str.lower)


def executable(work: Path) -> dict[str, Any]:
    """What PyInstaller's EXE takes for this system alone; files for it are put into `work`."""
    if sys.platform == "win32":
        from packing import facts

        resource = work / "version.txt"
        resource.write_text(facts.windows_version("netplus.exe"), encoding="utf-8")
        return {
            "version": str(resource),
            "icon": str(ICONS / "netplus.ico"),
            "hide_console": "hide-early",  # the verbs need a console; a window opened from the menu shows none
        }
    if sys.platform == "darwin":
        return {"icon": str(ICONS / "netplus.icns")}
    return {}


def application() -> dict[str, Any]:
    """What PyInstaller's BUNDLE takes for macOS."""
    from packing import facts

    return {
        "name": "NetPlus.app",
        "icon": str(ICONS / "netplus.icns"),
        "version": version(),
        "bundle_identifier": identity(),
        "info_plist": facts.info_plist(),
    }
