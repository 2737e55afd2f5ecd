"""Vaults full of made-up people, filled through the program's own importer."""

from __future__ import annotations

from pathlib import Path

import people

from netplus_desktop.exchange.planning import plan_import
from netplus_desktop.exchange.reading import read_bytes
from netplus_desktop.store.opening import throwaway_store
from netplus_desktop.store.store import Store


def filled(folder: Path, count: int) -> Store:
    """A throw-away vault with `count` people in it."""
    store = throwaway_store(folder)
    file = read_bytes(people.vcards(count).encode(), "people.vcf")
    store.apply_import(plan_import([file], store))
    return store
