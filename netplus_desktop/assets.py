"""Find what ships beside the code: icons, fonts, the question bank, the sample people. No Qt."""

from __future__ import annotations

from functools import cache
from pathlib import Path


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
