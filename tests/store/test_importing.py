"""Imports: one transaction, one step, the same file twice changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from netplus_desktop.core import people
from netplus_desktop.core.errors import Cancelled
from netplus_desktop.core.records import (
    Action,
    Choice,
    FileFormat,
    ImportPlan,
    Kind,
    Person,
    Point,
    PointKind,
    ReadFile,
    ReadRow,
    RowStatus,
)
from netplus_desktop.exchange.planning import choose, plan_import, totals
from netplus_desktop.store import importing
from netplus_desktop.store.store import Store


def mail(address: str) -> tuple[Point, ...]:
    return (Point(PointKind.EMAIL, address, "work"),)


def read(*persons: Person, name: str = "people.vcf") -> ReadFile:
    rows = [
        ReadRow(at, at, person, keys=people.identity_keys(person, row_fingerprint=f"{name}{person!r}"))
        for at, person in enumerate(persons, 1)
    ]
    return ReadFile(name, FileFormat.VCARD, "utf-8", rows)


def plans(store: Store, *files: ReadFile) -> Sequence[ImportPlan]:
    return plan_import(files, store)


ANN = Person("Ann Lee", organisation="Acme", points=mail("ann@acme.example"), uid="u1", tags=("x", "X"), note="chess")
BO = Person("Bo Nilsson", introduced_by="Ann Lee", extra=("X-A:1",), uid="u2")


def test_people_arrive_whole_as_one_step(store: Store, priya: int) -> None:
    changes = store.apply_import(plans(store, read(ANN, BO)))
    assert (changes.action, changes.count) == (Action.IMPORT, 2)
    ann, bo = sorted(changes.created[Kind.CONTACT])
    assert store.contact(ann).person == replace(ANN, tags=("x",))
    assert store.contact(bo).person == BO
    assert store.contact(bo).introducer is not None
    assert [ref.id for ref in store.contact(ann).introduced] == [bo]
    assert list(store.contact_ids("chess ann")) == [ann]
    assert store.counts().people == 3
    assert [row.name for row in store.contact_rows(store.contact_ids())] == ["Ann Lee", "Bo Nilsson", "Priya Raman"]
    assert store.check() == []


def test_cards_that_introduce_one_another_make_no_ring(store: Store) -> None:
    ring = [Person(name, introduced_by=by) for name, by in (("Ann", "Bo"), ("Bo", "Cem"), ("Cem", "Ann"), ("Di", "Di"))]
    store.apply_import(plans(store, read(*ring, Person("Eve", introduced_by="Cem"))))
    people = [store.contact(one) for one in store.contact_ids()]
    assert [one.person.introduced_by for one in people] == ["Bo", "Cem", "Ann", "Di", "Cem"]
    assert [one.introducer and one.introducer.name for one in people] == ["Bo", "Cem", None, None, "Cem"]
    store.apply_import(plans(store, read(ANN, BO)))  # an update may not close one, either
    store.apply_import(plans(store, read(replace(ANN, introduced_by="Bo Nilsson"))))
    (ann,) = store.find_contacts("Ann Lee")
    assert store.contact(ann.id).person.introduced_by == "Bo Nilsson"
    assert store.contact(ann.id).introducer is None
    assert store.check() == []


def test_the_same_file_twice_changes_nothing(store: Store) -> None:
    store.apply_import(plans(store, read(ANN, BO)))
    step, before = store.undo_step, [store.contact(one) for one in store.contact_ids()]
    again = plans(store, read(BO, ANN))
    assert {row.status for row in again[0].rows} == {RowStatus.SAME}
    changes = store.apply_import(again)
    assert (changes.count, changes.ids(Kind.CONTACT)) == (0, frozenset())
    assert store.undo_step == step
    assert [store.contact(one) for one in store.contact_ids()] == before


def test_an_import_is_undone_and_done_again_whole(store: Store, priya: int) -> None:
    store.apply_import(plans(store, read(ANN, BO)))
    before = [store.contact(one) for one in store.contact_ids()]
    undone = store.undo()
    assert len(undone.removed[Kind.CONTACT]) == 2
    assert list(store.contact_ids()) == [priya]
    assert store.holders(["uid:u1"]) == {}
    assert list(store.contact_ids("ann")) == []
    assert store.check() == []
    store.redo()
    assert [store.contact(one) for one in store.contact_ids()] == before
    assert list(store.holders(["uid:u1"]))
    assert len(store.contact_ids("chess")) == 2
    assert store.check() == []
    store.undo()
    store.undo()
    assert store.counts().people == 0


def test_a_changed_row_updates_whom_it_is(store: Store) -> None:
    (ann, _) = sorted(store.apply_import(plans(store, read(ANN, BO))).created[Kind.CONTACT])
    newer = replace(ANN, title="CTO", points=mail("ann@new.example"))
    (plan,) = plans(store, read(newer, BO, name="newer.vcf"))
    assert [row.status for row in plan.rows] == [RowStatus.CHANGED, RowStatus.SAME]
    changes = store.apply_import([plan])
    assert (changes.count, changes.altered[Kind.CONTACT]) == (1, {ann})
    assert store.contact(ann).person.title == "CTO"
    assert len(store.contact(ann).person.points) == 2
    assert list(store.contact_ids("ann@new")) == [ann]
    # The row is known by itself now: what is edited since stays.
    store.edit_contact(ann, title="Retired")
    assert {row.status for row in plans(store, read(newer, name="newer.vcf"))[0].rows} == {RowStatus.SAME}
    store.undo()
    store.undo()
    assert store.contact(ann).person.title == ""


def test_a_row_may_update_what_an_earlier_row_added(store: Store) -> None:
    again = replace(ANN, title="CTO", note="chess")
    files = (read(ANN, again, BO), read(replace(BO, title="CEO"), name="more.vcf"))
    planned = plans(store, *files)
    assert [row.status for plan in planned for row in plan.rows].count(RowStatus.CHANGED) == 2
    changes = store.apply_import(planned)
    figures = totals(row for plan in planned for row in plan.rows)
    assert changes.count == figures.added + figures.updated == 4
    assert sorted(store.contact(one).person.title for one in store.contact_ids()) == ["CEO", "CTO"]
    assert list(store.contact_ids("cto")) == list(store.contact_ids("ann"))
    store.undo()
    assert store.counts().people == 0
    store.redo()
    assert len(store.contact_ids("ceo")) == 1
    assert store.check() == []


def test_an_update_of_a_row_that_was_left_out_adds_the_person(store: Store) -> None:
    (plan,) = plans(store, read(ANN, replace(ANN, title="CTO")))
    rows = [choose(plan.rows[0], Choice.LEAVE), plan.rows[1]]
    store.apply_import([replace(plan, rows=rows)])
    (only,) = store.contact_ids()
    assert store.contact(only).person.title == "CTO"


def test_a_doubtful_row_is_added_or_joined_as_chosen(store: Store, priya: int) -> None:
    alike = Person("P. Raman", given="P.", family="Raman", title="CDO", points=mail("priya@northwind.example"))
    (plan,) = plans(store, read(alike))
    assert plan.rows[0].status is RowStatus.DOUBTFUL
    store.apply_import([replace(plan, rows=[choose(plan.rows[0], Choice.UPDATE)])])
    assert store.counts().people == 1
    assert store.contact(priya).person.title == "CDO"
    store.undo()
    store.apply_import([plan])
    assert store.counts().people == 2


def test_stopping_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "CHUNK", 2)
    planned = plans(store, read(*(Person(f"P {at}", uid=str(at)) for at in range(9))))
    told: list[tuple[int, int]] = []

    def tick(done: int, total: int) -> None:
        told.append((done, total))
        if done >= 6:
            raise Cancelled

    with pytest.raises(Cancelled):
        store.apply_import(planned, tick)
    assert told == [(2, 9), (4, 9), (6, 9)]
    assert (store.counts().people, len(store.contact_ids()), store.undo_step) == (0, 0, None)
    assert store.apply_import(planned).count == 9
    assert store.check() == []


def test_undoing_an_import_can_be_stopped_and_tried_again(store: Store) -> None:
    store.apply_import(plans(store, read(ANN, BO)))

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        store.undo(stop)
    assert store.counts().people == len(store.contact_ids()) == 2
    store.undo()
    with pytest.raises(Cancelled):
        store.redo(stop)
    assert store.counts().people == len(store.contact_ids()) == 0
    store.redo()
    assert len(store.contact_ids("chess")) == 1
    assert store.check() == []


def test_text_that_no_encoding_has_is_mended_not_refused(store: Store) -> None:
    store.apply_import(plans(store, read(Person("Half \ud800 pair", note="x\udfff"), ANN)))
    assert store.counts().people == 2
    assert len(store.contact_ids("half pair")) == 1


def test_a_worker_imports_on_its_own_connection(store: Store) -> None:
    from concurrent.futures import ThreadPoolExecutor

    store.contact_ids()

    def work() -> int:
        with store.connected(), store.connected():
            return store.apply_import(plan_import([read(ANN, BO)], store)).count

    with ThreadPoolExecutor(1) as worker:
        assert worker.submit(work).result() == 2
    assert [row.name for row in store.contact_rows(store.contact_ids())] == ["Ann Lee", "Bo Nilsson"]
    assert store.undo_step is not None
    store.undo()
    assert list(store.contact_ids()) == []


def test_a_row_that_repeats_a_joined_row_updates_the_same_person(store: Store, priya: int) -> None:
    alike = Person("P. Raman", given="P.", family="Raman", uid="p9", points=mail("priya@northwind.example"))
    (plan,) = plans(store, read(alike, replace(alike, title="CDO")))
    assert [row.status for row in plan.rows] == [RowStatus.DOUBTFUL, RowStatus.CHANGED]
    store.apply_import([replace(plan, rows=[choose(plan.rows[0], Choice.UPDATE), plan.rows[1]])])
    assert store.counts().people == 1
    assert store.contact(priya).person.title == "CDO"
    assert store.check() == []


def test_rows_of_two_files_with_one_number_are_told_apart(store: Store) -> None:
    files = (read(ANN, replace(ANN, title="CTO"), name="a.vcf"), read(BO, replace(BO, title="CEO"), name="b.vcf"))
    store.apply_import(plans(store, *files))
    assert {store.contact(one).person.name: store.contact(one).person.title for one in store.contact_ids()} == {
        "Ann Lee": "CTO",
        "Bo Nilsson": "CEO",
    }


def test_whoever_was_deleted_since_the_planning_is_added(store: Store) -> None:
    (ann, _) = sorted(store.apply_import(plans(store, read(ANN, BO))).created[Kind.CONTACT])
    planned = plans(store, read(replace(ANN, title="CTO"), name="newer.vcf"))
    store.delete_contacts([ann])
    store.apply_import(planned)
    assert [store.contact(one).person.title for one in store.contact_ids("ann acme")] == ["CTO"]


def test_one_person_in_two_files_is_one_person(store: Store) -> None:
    newer, bo = replace(ANN, title="CTO"), replace(BO, organisation="Mill")
    planned = plans(store, read(bo, ANN, name="a.vcf"), read(replace(bo, uid="", note="n"), newer, ANN, name="b.vcf"))
    assert [[row.status for row in plan.rows] for plan in planned] == [
        [RowStatus.NEW, RowStatus.NEW],
        [RowStatus.DOUBTFUL, RowStatus.CHANGED, RowStatus.SAME],
    ]
    changes = store.apply_import(planned)
    figures = totals(row for plan in planned for row in plan.rows)
    assert (changes.count, figures.added, figures.updated, figures.unchanged) == (4, 3, 1, 1)
    assert [store.contact(one).person.title for one in store.contact_ids("ann acme")] == ["CTO"]
    assert {row.status for row in plans(store, read(newer, name="b.vcf"))[0].rows} == {RowStatus.SAME}
    store.undo()
    assert store.counts().people == 0
    assert store.check() == []


def test_a_row_joins_the_row_that_it_repeats_and_no_other_of_that_number(store: Store) -> None:
    """The row of the first file is left out; the first of the second file has its number, and is somebody else."""
    first, second = plans(store, read(ANN, name="a.vcf"), read(BO, replace(ANN, title="CTO"), name="b.vcf"))
    left = replace(first, rows=[choose(first.rows[0], Choice.LEAVE)])
    store.apply_import([left, second])
    assert {store.contact(one).person.name: store.contact(one).person.title for one in store.contact_ids()} == {
        "Ann Lee": "CTO",
        "Bo Nilsson": "",
    }


def test_a_row_that_brings_nothing_is_known_by_itself_afterwards(store: Store) -> None:
    (ann, _) = sorted(store.apply_import(plans(store, read(ANN, BO))).created[Kind.CONTACT])
    less = read(replace(ANN, note=""), name="less.vcf")
    assert store.apply_import(plans(store, less)).count == 0
    store.edit_contact(ann, organisation="Mill")
    assert [row.status for row in plans(store, less)[0].rows] == [RowStatus.SAME]
    store.undo()
    store.undo()
    assert store.counts().people == 0
    store.redo()
    store.redo()
    assert store.contact(ann).person.organisation == "Mill"
    assert [row.status for row in plans(store, less)[0].rows] == [RowStatus.SAME]
    assert store.check() == []
