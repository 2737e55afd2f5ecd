"""People and conversations that the store's tests begin with."""

from __future__ import annotations

from datetime import datetime

import pytest

from netplus_desktop.core.records import InterviewPlan, Kind, Person, Point, PointKind
from netplus_desktop.store.store import Store

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
