"""Whoever's work goes into the program is named, with the licence and its text."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import requires
from pathlib import Path

import pytest

from netplus_desktop import licences

ROOT = Path(__file__).resolve().parents[1]


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).casefold()


def asked_by(requirements: list[str]) -> set[str]:
    """Names of distributions, without those of extras and of other systems and versions of Python."""
    found = set()
    for line in requirements:
        what, _, when = line.partition(";")
        no_use = "extra ==" in when or 'sys_platform == "win32"' in when or "python_full_version < '3.11'" in when
        if not no_use:
            found.add(plain(re.match(r"[\w.-]+", what).group()))  # type: ignore[union-attr]
    return found


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="goes by what is installed on Linux")
def test_every_part_that_is_delivered_is_named() -> None:
    waiting = asked_by(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"])
    delivered: set[str] = set()
    while waiting:
        name = waiting.pop()
        delivered.add(name)
        waiting |= asked_by(requires(name) or []) - delivered
    named = {plain(part.distribution) for part in licences.PARTS}
    assert named - {"pywin32-ctypes"} == delivered


def test_each_brings_the_text_of_its_licence(monkeypatch: pytest.MonkeyPatch) -> None:
    assert licences.untold() == []
    assert {"Python", "Lucide (icons)", "Inter (font)"} <= {name for name, _ in licences.texts()}
    lost = licences.Part("Something", "not-installed-anywhere", "MIT")
    monkeypatch.setattr(licences, "PARTS", (*licences.PARTS, lost))
    assert licences.untold() == ["Something"]


def test_texts_are_what_the_overview_calls_them() -> None:
    marks = {
        "MIT": "Permission is hereby granted, free of charge",
        "Apache 2.0": "Apache License",
        "BSD 3-clause": "Redistribution and use in source and binary forms",
        "LGPL 3.0": "GNU LESSER GENERAL PUBLIC LICENSE",
        "LGPL 2.1": "LGPL",
    }
    texts: dict[str, str] = {}
    for name, text in licences.texts():
        texts[name] = texts.get(name, "") + text
    for part in licences.PARTS:
        for mark in {marks[one] for one in marks if one in re.split(r"[;,:] | or ", part.licence)}:
            assert part.name not in texts or mark.casefold() in texts[part.name].casefold(), f"{part.name}: {mark}"
