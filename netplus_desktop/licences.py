"""Of whose work the program is made: every part that goes with it, and the licence of each with its text. No Qt.

The texts come from the parts themselves, so a package has to bring the metadata of each (`*.dist-info`) along.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import NamedTuple

from netplus_desktop.assets import resource


class Part(NamedTuple):
    """A part: what it is called, its distribution, its licence, texts of `resources` that it does not bring, and
    whether only some systems or versions of Python have a use for it."""

    name: str
    distribution: str
    licence: str
    texts: tuple[str, ...] = ()
    sometimes: bool = False

    def found(self) -> Distribution | None:
        """What is installed of it; None where this system has no use for it."""
        try:
            return distribution(self.distribution)
        except PackageNotFoundError:
            return None


PARTS = (
    Part("Qt and PySide6", "PySide6-Essentials", "LGPL 3.0", ("LGPL-3.0", "GPL-3.0")),
    Part("Shiboken", "shiboken6", "LGPL 3.0, as above"),
    Part("SQLCipher and SQLite, through sqlcipher3", "sqlcipher3", "zlib; SQLCipher: BSD 3-clause", ("SQLCipher",)),
    Part("peewee", "peewee", "MIT"),
    Part("keyring", "keyring", "MIT"),
    Part("phonenumbers (lite)", "phonenumberslite", "Apache 2.0"),
    Part("RapidFuzz", "rapidfuzz", "MIT"),
    Part("nameparser", "nameparser", "LGPL 2.1"),
    Part("charset-normalizer", "charset-normalizer", "MIT"),
    Part("tzdata", "tzdata", "Apache 2.0"),
    Part("SecretStorage", "SecretStorage", "BSD 3-clause", sometimes=True),
    Part("Jeepney", "jeepney", "MIT", sometimes=True),
    Part(
        "cryptography, with OpenSSL", "cryptography", "Apache 2.0 or BSD 3-clause; OpenSSL: Apache 2.0", sometimes=True
    ),
    Part("CFFI", "cffi", "MIT-0", sometimes=True),
    Part("pycparser", "pycparser", "BSD 3-clause", sometimes=True),
    Part("pywin32-ctypes", "pywin32-ctypes", "BSD 3-clause", sometimes=True),
    Part("jaraco.classes", "jaraco.classes", "MIT"),
    Part("jaraco.context", "jaraco.context", "MIT"),
    Part("jaraco.functools", "jaraco.functools", "MIT"),
    Part("backports.tarfile", "backports.tarfile", "MIT", sometimes=True),
    Part("more-itertools", "more-itertools", "MIT"),
    Part("importlib_metadata", "importlib-metadata", "Apache 2.0", sometimes=True),
    Part("lazy-importer", "lazy-importer", "Apache 2.0", sometimes=True),
    Part("zipp", "zipp", "MIT", sometimes=True),
)
"""What `pyproject.toml` asks for and all that it brings, on every system."""

OWN = (
    ("Python", "PSF 2.0", ("licences", "Python.txt")),
    ("Lucide (icons)", "ISC", ("icons", "LICENSE.txt")),
    ("Inter (font)", "SIL Open Font License 1.1", ("fonts", "LICENSE-Inter.txt")),
    ("MiniLM (table of near words)", "Apache 2.0", ("words", "LICENSE.txt")),
)
"""What is in the program without being a distribution: name, licence, and its text in `resources`."""


def untold() -> list[str]:
    """Names of parts whose licence cannot be told here, though it should be; none in a program that is whole."""
    told = {name for name, _ in texts()}
    same = {"Shiboken"}  # its text is that of the part above it
    here = [part for part in PARTS if part.found() is not None or not part.sometimes]
    return [part.name for part in here if part.found() is None or part.name not in told | same]


def overview() -> list[str]:
    """A line for each part: name, version, licence."""
    lines = []
    for part in PARTS:
        found = part.found()
        if found is not None:
            lines.append(f"{part.name} {found.version}: {part.licence}")
    return [*lines, *(f"{name}: {licence}" for name, licence, _ in OWN)]


def texts() -> Iterator[tuple[str, str]]:
    """The name of each part and a text of its licence, part by part."""
    for part in PARTS:
        found = part.found()
        if found is None:
            continue
        for file in found.metadata.get_all("License-File") or ["LICENSE"]:  # one part brings it unnamed
            # By the metadata's version 2.4 they lie in a folder of their own, before it beside the metadata.
            text = found.read_text(f"licenses/{file}") or found.read_text(file)
            if text:
                yield part.name, text
        for name in part.texts:
            yield part.name, resource("licences", f"{name}.txt").read_text(encoding="utf-8")
    for name, _, place_in in OWN:
        yield name, resource(*place_in).read_text(encoding="utf-8")
