"""People and conversations that the store's tests begin with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import keyring
import pytest
from keyring.backends import fail
from secret_stores import Memory

from netplus_desktop.core.records import InterviewPlan, Kind, Person, Point, PointKind
from netplus_desktop.store.store import Store


@pytest.fixture(autouse=True)
def no_keyring() -> Iterator[None]:
    """No test asks the keyring of whoever runs it."""
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield
    keyring.set_keyring(before)


@pytest.fixture
def memory_keyring(no_keyring: None) -> Memory:
    backend = Memory()
    keyring.set_keyring(backend)
    return backend


PRIYA = Person(
    "Priya Raman",
    given="Priya",
    family="Raman",
    organisation="Northwind",
    title="Head of Data",
    points=(Point(PointKind.EMAIL, "priya@northwind.example", "work"), Point(PointKind.PHONE, "+1 555 123 4567", "")),
    tags=("Alumni", "data"),
    note="Met at the spring fair; plays chess.",
    uid="urn:uuid:1234",
    extra=("X-SOMETHING;TYPE=a:b",),
)


@pytest.fixture
def priya(store: Store) -> int:
    return store.add_contact(PRIYA).new_id(Kind.CONTACT)


@pytest.fixture
def talk(store: Store, priya: int) -> int:
    """An interview with Priya that was held this morning."""
    plan = InterviewPlan(purpose="How data teams hire", starts=datetime(2026, 11, 23, 8, 0), zone="UTC")
    return store.plan_interview(priya, plan).new_id(Kind.INTERVIEW)
