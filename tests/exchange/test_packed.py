"""Rows that are held packed are the rows that were read, wherever one looks."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from netplus_desktop.core.errors import FileError
from netplus_desktop.core.records import (
    Choice,
    Person,
    PlannedRow,
    Point,
    PointKind,
    ReadFile,
    ReadRow,
    Reason,
    RowStatus,
)
from netplus_desktop.exchange import packed, planning, reading
from netplus_desktop.store.opening import throwaway_store
from netplus_desktop.store.store import Store

DATA = Path(__file__).resolve().parents[1] / "data"

WHOLE = ReadRow(
    7,
    30,
    Person(
        "Jürgen Weiß",
        given="Jürgen",
        family="Weiß",
        points=(Point(PointKind.EMAIL, "j@example.org", "work"), Point(PointKind.ADDRESS, "Am Markt 1\nBonn")),
        tags=("choir", "press"),
        note="first\nsecond",
        uid="u1",
        extra=("X-A;B=c:1",),
    ),
    keys=("uid:u1", "row:12"),
    likeness=("mail:j@example.org",),
    left_out=(Reason("picture-too-big", {"limit": 1}),),
)
SKIPPED = ReadRow(8, 40, None, Reason("no-name"))
GROUP = ReadRow(9, 50, Person("伟"), Reason("group", {"name": "伟"}), ("row:13",))


@pytest.fixture(params=[0, 300], ids=["all packed", "the first as they are"])
def rows(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[packed.PackedRows, list[ReadRow]]:
    """A thousand rows packed, and the same as they were given."""
    monkeypatch.setattr(packed, "_AS_THEY_ARE", request.param)
    made = packed.PackedRows()
    given = [replace((WHOLE, SKIPPED, GROUP)[number % 3], number=number) for number in range(1, 1001)]
    for row in given:
        made.append(row)
    return made, given


Rows = tuple[packed.PackedRows, list[ReadRow]]


def test_every_row_comes_back_equal_in_any_order(rows: Rows) -> None:
    made, given = rows
    assert len(made) == len(given)
    for at in random.Random(1).sample(range(-1000, 1000), 2000):
        assert made[at] == given[at]
        assert given[at] == made[at]
        assert made[at].person == given[at].person
    assert made[3] != made[4]


def test_rows_come_back_in_order_and_in_slices(rows: Rows) -> None:
    made, given = rows
    assert list(made) == given
    for part in (slice(120, 140), slice(-5, None), slice(None, None, -7), slice(990, 2000), slice(5, 5)):
        assert made[part] == given[part]


def test_there_is_nothing_past_the_ends(rows: Rows) -> None:
    made, _ = rows
    for at in (1000, -1001):
        with pytest.raises(IndexError):
            made[at]


def test_a_row_stays_frozen_and_can_be_replaced_in_part(rows: Rows) -> None:
    made, given = rows
    with pytest.raises(AttributeError):
        made[998].number = 3  # type: ignore[misc]
    assert replace(given[998], line=1) == replace(made[998], line=1)


def test_an_import_is_the_same_whether_its_rows_are_packed_or_not(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """All the small files at once, of which many repeat one another's people: with doubts, updates and skipped rows."""
    paths = [path for kind in ("vcards", "tables") for path in sorted((DATA / kind).iterdir())]
    other = throwaway_store(tmp_path)
    request.addfinalizer(other.close)
    told = []
    for vault, held_as_objects in ((store, 10_000), (other, 0)):
        monkeypatch.setattr(packed, "_AS_THEY_ARE", held_as_objects)
        files = list(filter(None, map(read, paths)))
        plans = planning.plan_import(files, vault)
        rows = [row for plan in plans for row in plan.rows]
        updated = [
            replace(plan, rows=[choose(row, Choice.UPDATE) if row.repeats else row for row in plan.rows])
            for plan in plans
        ]
        vault.apply_import(updated)
        people = [vault.contact(one).person for one in vault.contact_ids()]
        told.append(
            (
                [(row.status, row.choice, row.changes, row.reason, row.repeats, row.row) for row in rows],
                [list(file.originals) for file in files],
                [replace(person, uid="") for person in people],
            )
        )
        assert {row.status for row in rows} >= {RowStatus.NEW, RowStatus.SAME, RowStatus.DOUBTFUL, RowStatus.SKIPPED}
    assert told[0] == told[1]


def read(path: Path) -> ReadFile | None:
    try:
        return reading.read_path(path)
    except FileError:  # some are there to be refused
        return None


def choose(row: PlannedRow, choice: Choice) -> PlannedRow:
    return planning.choose(row, choice) if choice in planning.choices(row) else row


def test_texts_come_back_wherever_they_stand() -> None:
    texts = [f"line {number}\nä伟\ufffd" * (number % 5) for number in range(700)]
    made = packed.PackedTexts()
    for text in texts:
        made.append(text)
    assert list(made) == texts
    assert [made[at] for at in (0, 127, 128, 639, 640, 699, -1, -700)] == [
        texts[at] for at in (0, 127, 128, 639, 640, 699, -1, -700)
    ]
    assert made[100:300:50] == texts[100:300:50]
    with pytest.raises(IndexError):
        made[700]
