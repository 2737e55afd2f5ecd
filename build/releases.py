"""The releases of the changelog, told to software centres: `python3 build/releases.py` renews them in the metainfo.

It needs nothing but Python. A version that is not released yet counts as one in development, as of today.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from netplus_desktop.assets import APP_ID

ROOT = Path(__file__).resolve().parents[1]
METAINFO = ROOT / "resources" / "desktop" / f"{APP_ID}.metainfo.xml"
CHANGELOG = ROOT / "resources" / "changelog.md"
HEADING = re.compile(r"^## (\S+) \((unreleased|\d{4}-\d\d-\d\d)\)$", re.MULTILINE)


class Release(NamedTuple):
    """A version, its day ('' where it is not released) and what it is, in a sentence or two."""

    version: str
    day: str
    tells: str


def releases() -> list[Release]:
    """Those of the changelog, the latest first. What a version is stands between its heading and the first list."""
    parts = HEADING.split(CHANGELOG.read_text(encoding="utf-8"))[1:]
    found = []
    for version, day, text in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        lead = re.split(r"^(?:#|[-*] )", text, maxsplit=1, flags=re.MULTILINE)[0]
        found.append(Release(version, "" if day == "unreleased" else day, " ".join(lead.split())))
    return found


def main() -> int:
    """Write the releases into the metainfo."""
    today = f"{datetime.fromtimestamp(time.time(), UTC):%Y-%m-%d}"
    block = "\n".join(_block(today))
    text = METAINFO.read_text(encoding="utf-8")
    METAINFO.write_text(re.sub(r" *<releases>.*</releases>", lambda _: block, text, flags=re.DOTALL), encoding="utf-8")
    return 0


def _block(today: str) -> Iterator[str]:
    yield "  <releases>"
    for release in releases():
        kind = "stable" if release.day else "development"
        head = f'    <release version="{release.version}" type="{kind}" date="{release.day or today}"'
        if release.tells:
            yield f"{head}>"
            yield f"      <description>\n        <p>{escape(release.tells, quote=False)}</p>\n      </description>"
            yield "    </release>"
        else:
            yield f"{head} />"
    yield "  </releases>"


if __name__ == "__main__":
    sys.exit(main())
