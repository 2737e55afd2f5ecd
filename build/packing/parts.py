"""What the packaged program is made of: how large each part is, and the list of everything in it (CycloneDX)."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import uuid
from collections import Counter
from datetime import UTC, datetime
from importlib.metadata import distribution
from pathlib import Path, PurePosixPath
from typing import Any

from packing import platforms

PARTS = (
    ("Qt", re.compile(r"PySide6/|shiboken6/|lib(Qt6|icu|pyside6|shiboken6)")),
    ("keyring with cryptography", re.compile(r"cryptography/|_cffi")),
    ("SQLCipher", re.compile(r"sqlcipher3/")),
    ("other libraries of Python", re.compile(r"rapidfuzz/|charset_normalizer/|[^/]+\.dist-info/")),
    ("Python", re.compile(r"libpython|python3\.\d+/|base_library\.zip|lib(ssl|crypto|ffi|lzma|bz2|z|sqlite3|uuid)\b")),
    ("libraries of the window system", re.compile(r"lib(xcb|xkb)")),
    ("pages, icons, fonts and words", re.compile(r"resources/|netplus_desktop/|LICENSE")),
)
"""Parts of the folder, by how their files' names begin."""

PROGRAM = "the program, with what is written in Python"
SYSTEM = re.compile(r"lib[^/]+\.so")


def sizes(folder: Path) -> dict[str, int]:
    """Bytes of each part of the built `folder`, the largest first."""
    found: Counter[str] = Counter()
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            name = path.relative_to(folder).as_posix().removeprefix("_internal/")
            part = next((part for part, begins in PARTS if begins.match(name)), None)
            found[part or (PROGRAM if "/" not in name and "." not in name else "the rest")] += path.stat().st_size
    return dict(found.most_common())


def bill(collected: Path, moment: int) -> dict[str, Any]:
    """Everything in the program, as CycloneDX 1.6 has it; asked in the environment that builds. `collected` is the list
    that netplus.spec wrote, `moment` the time that the results bear."""
    name, version = platforms.project()["project"]["name"], platforms.version()
    components = [_library(one) for one in platforms.distributions()]
    components.append(_component("Python", sys.version.split()[0], f"pkg:generic/python@{sys.version.split()[0]}"))
    components += _of_the_system(json.loads(collected.read_text(encoding="utf-8"))["files"])
    reference = f"pkg:generic/{name}@{version}"
    stamp = datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([reference, stamp, components]))
    program = {**_component(name, version, reference), "type": "application"}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {"timestamp": stamp, "component": {**program, "licenses": [{"license": {"id": "MIT"}}]}},
        "components": components,
        "dependencies": [{"ref": reference, "dependsOn": [one["bom-ref"] for one in components]}],
    }


def _component(name: str, version: str, purl: str) -> dict[str, Any]:
    return {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}


def _library(name: str) -> dict[str, Any]:
    """A distribution of Python's, with its licence in the words that it uses itself."""
    about = distribution(name)
    purl = f"pkg:pypi/{re.sub(r'[-_.]+', '-', name).lower()}@{about.version}"
    made = _component(name, about.version, purl)
    expression = about.metadata.json.get("license_expression")
    if expression:
        return {**made, "licenses": [{"expression": str(expression)}]}
    told = str(about.metadata.json.get("license") or "")
    classifiers = [
        one.rpartition(" :: ")[2]
        for one in about.metadata.get_all("Classifier") or []
        if one.startswith("License :: ") and one != "License :: OSI Approved"
    ]
    words = classifiers or ([told.strip().splitlines()[0]] if told.strip() else [])
    return {**made, **({"licenses": [{"license": {"name": one}} for one in words]} if words else {})}


def _of_the_system(files: list[list[str]]) -> list[dict[str, Any]]:
    """The libraries of the machine that built which go along, by the Debian packages that they are of."""
    foreign = [
        source
        for name, source in files
        if SYSTEM.match(name) and "site-packages" not in source and not PurePosixPath(name).name.startswith("libpython")
    ]
    packages: set[str] = set()
    for source in foreign:
        packages |= set(package_of(PurePosixPath(source).name))
    made = []
    for package in sorted(packages):
        asked = ["dpkg-query", "-W", "-f", "${Version} ${Architecture}", package]
        version, _, machine = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.partition(" ")
        made.append(_component(package, version, f"pkg:deb/debian/{package}@{version}?arch={machine}"))
    return made


def package_of(library: str) -> list[str]:
    """The Debian packages that a library of this name comes from; none on other systems."""
    try:
        asked = ["dpkg-query", "-S", f"*/{library}"]
        listed = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    except FileNotFoundError:
        return []
    own = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True).stdout.strip()
    found = set()
    for line in listed.splitlines():
        names, _, path = line.rpartition(": ")
        if re.fullmatch(r"(/usr)?/lib/[^/]+/[^/]+", path):
            found |= {name.partition(":")[0] for name in names.split(", ") if name.partition(":")[2] in ("", own)}
    return sorted(found)


if __name__ == "__main__":
    out = bill(Path(sys.argv[1]), int(sys.argv[2]))
    Path(sys.argv[3]).write_text(json.dumps(out, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
