"""Everything leaves as JSON and fills another vault with the same; a damaged file costs what is damaged."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netplus_desktop import assets
from netplus_desktop.core import records as r
from netplus_desktop.core.errors import FileError
from netplus_desktop.core.records import FileFormat, Kind, Person, Point, PointKind, RowStatus
from netplus_desktop.exchange import planning, reading
from netplus_desktop.exchange.everything import write_everything
from netplus_desktop.exchange.pictures import Decoder, read_line
from netplus_desktop.exports import Format, write_to
from netplus_desktop.store import schema
from netplus_desktop.store.opening import throwaway_store
from netplus_desktop.store.store import Store
from tests.pictures import photo

from .test_writing import _people

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """Another vault, with nobody in it, opened a minute later."""
    folder = tmp_path / "other"
    folder.mkdir()
    opened = throwaway_store(folder, clock=lambda: NOW + timedelta(minutes=1))
    yield opened
    opened.close()


@pytest.fixture
def full(store: Store) -> Store:
    """A vault with something of everything that a vault knows."""
    store.load_sample(assets.sample_people())
    ann = store.add_contact(
        Person(
            "Ann Lee",
            points=(
                Point(PointKind.EMAIL, "ann@example.org", "work"),
                Point(PointKind.PHONE, "+1 555 010", "Büro; x"),
            ),
            organisation="Old Mill",
            title="Miller",
            tags=("a;b", "=1+1"),
            note="One\n\ntwo \\ three",
            extra=("item1.X-ABADR:us", "X-FOO;TYPE=a:b\\,c"),
        )
    ).new_id(Kind.CONTACT)
    twin = store.add_contact(Person("Ann Lee", introduced_by="Nobody here")).new_id(Kind.CONTACT)
    store.keep_apart(ann, twin)
    store.set_introducer(twin, ann)
    store.set_tier([ann], r.Tier.STEADY)
    (newer,) = reading.read_bytes(
        f"BEGIN:VCARD\nUID:{store.contact(ann).person.uid}\nFN:Ann Lee\nORG:New Mill\nEND:VCARD\n".encode(), "newer"
    ).rows
    assert newer.person is not None
    plans = planning.plan_import([r.ReadFile("newer", FileFormat.VCARD, "utf-8", [newer])], store)
    store.apply_import(plans)
    plan = r.InterviewPlan(purpose="Learn", starts=datetime(2026, 12, 1, 14), zone="Europe/Berlin", place="Café")
    talk = store.plan_interview(ann, plan, [r.Question("Why?", r.Tiara.ADVICE, True, "So")]).new_id(Kind.INTERVIEW)
    store.record_event(talk, r.EventKind.ACCEPTED, NOW)
    store.save_notes(talk, "n a reader\np send the link by 2026-12-05\nplain")
    store.save_letter(talk, r.Letter("Thank you", "Dear Ann,\nthanks", None))
    need = next(one for one in store.contact(ann).heard if one.kind is r.HeardKind.NEED)
    offer = store.add_offer(r.OfferFields("Read it", tags=("x", "y"), proof="done before")).new_id(Kind.OFFER)
    store.offer_this(ann, offer, need_id=need.id)
    named = store.add_heard(ann, r.HeardKind.REFERRAL, "Zed").new_id(Kind.HEARD)
    store.follow_referral(named, Person("Zed Zett"))
    store.record_share(twin, r.Direction.THEY_SHARED, "A hint", date(2026, 11, 1))
    store.add_question("What surprised you?", r.Tiara.INSIGHTS)
    store.remember_layout("Vorname,Zuname", "{}")
    with store._write(r.Action.EDIT_CONTACT) as w:
        w.insert(schema.FavouriteQuestion, text="What surprised you?")
        w.insert(schema.Draft, contact=ann, interview=talk, kind="approach", subject="A talk", body="Dear Ann")
        w.insert(schema.Draft, contact=twin, kind="nudge", body="Again", sent=NOW.isoformat())
        w.insert(schema.Snippet, name="Close", text="Kind regards")
        w.insert(schema.Landing, day="2026-11-20", organisation="Acme", role="Analyst")
        w.insert(schema.Employer, name="New Mill", advocate=twin, motivation=4, posting="Clerk", note="Near")
        w.insert(
            schema.Ask, contact=ann, interview=talk, kind="advice", text="How", state="granted", day="2026-11-19",
            answered="2026-11-20",
        )  # fmt: skip
        both = w.insert(schema.Introduction, first=ann, second=twin, reason="Chess", override="They met before")
        w.insert(schema.IntroductionEvent, introduction=both, kind="introduced", at=NOW.isoformat())
        for subject, what in (("nudge", talk), ("promise", need.id), ("keep in touch", twin), ("crowd", 150)):
            w.insert(schema.Snooze, subject=subject, subject_id=what, until="2026-11-30")
        w.insert(schema.SignalChoice, signal="only giving to one", contact=twin, until="2026-11-30")
        w.insert(schema.SignalChoice, signal="taking")
        w.update(schema.Offer, offer, often="Monthly", link="https://example.org", contact=twin)
        w.update(schema.Contact, twin, resting=1)
        w.insert(schema.FitChoice, need=need.id, offer=offer, choice="pinned")
        w.insert(schema.PersonChoice, need=need.id, contact=twin, choice="dismissed")
        w.insert(schema.Preference, name="times", content='{"nudge": 5}')
        w.update(schema.Contact, ann, said="ann LEE")
        w.update(schema.Interview, talk, state="parked", letter_tone="plain")
        w.update(schema.Heard, named, introduced="2026-11-19", contacted="2026-11-20", reported="2026-11-22")
        for one in (ann, twin):
            w.alters(Kind.CONTACT, one)
    return store


def exported(store: Store, ids: list[int] | None = None) -> str:
    out = io.StringIO(newline="")
    write_to(store, ids, Format.JSON, out, r.no_tick)
    return out.getvalue()


def fill(store: Store, text: str) -> list[r.ImportPlan]:
    plans = planning.plan_import([reading.read_bytes(text.encode(), "all.json")], store)
    store.apply_import(plans)
    return plans


def known(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """All that the tables of a vault hold, with what each row is named by in place of ids, without what tells of the
    imports and of the vault itself."""

    def ask(sql: str) -> list[tuple[Any, ...]]:
        return store._connection().execute(sql).fetchall()  # type: ignore[no-any-return]

    links = {
        "contact": "SELECT id, uid FROM contact",
        "interview": "SELECT i.id, uid || i.created || purpose FROM interview i JOIN contact c ON c.id = i.contact_id",
        "heard": "SELECT h.id, uid || h.kind || h.text FROM heard h JOIN contact c ON c.id = h.contact_id",
        "offer": "SELECT id, title FROM offer",
        "introduction": "SELECT id, reason FROM introduction",
    }
    names = {table: dict(ask(sql)) for table, sql in links.items()}
    ends = {"introducer_id": "contact", "referred_id": "contact", "need_id": "heard", "advocate_id": "contact"}
    ends |= dict.fromkeys(("first_id", "second_id"), "contact")
    snoozed = {"promise": "heard", "keep in touch": "contact"}
    told: dict[str, list[tuple[Any, ...]]] = {}
    tables = [row[0] for row in ask("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    left_out = ("import_", "search", "sqlite_", "meta", "counter", "branch", "origin", "edit", "fate", "schema_")
    for table in tables:
        if table.startswith(left_out):
            continue
        columns = [row[1] for row in ask(f"PRAGMA table_info({table})")]
        rows = []
        for row in ask(f"SELECT * FROM {table}"):
            cells = dict(zip(columns, row, strict=True))
            cells.pop("id", None)
            for column in [one for one in cells if one.endswith("_id") or one == "next_interview"]:
                target = ends.get(column, "interview" if column == "next_interview" else column.removesuffix("_id"))
                if column == "subject_id":
                    target = snoozed.get(cells["subject"], "interview")
                cells[column] = names[target].get(cells[column])
            if "keys" in cells:
                cells["keys"] = tuple(sorted(cells["keys"].split("\n")))
            rows.append(tuple(cells.items()))
        told[table] = sorted(rows, key=repr)
    return told


def test_an_empty_vault_filled_from_it_knows_the_same(full: Store, other: Store) -> None:
    text = exported(full)
    json.loads(text)
    (plan,) = fill(other, text)
    assert plan.file.format is FileFormat.EVERYTHING
    assert {row.status for row in plan.rows} == {RowStatus.NEW}
    assert known(other) == known(full)
    assert all(
        known(full)[table] for table in ("interview_question", "heard", "exchange", "former_post", "own_question")
    )
    assert other.check() == []
    assert other.contact_ids("surprised") == other.contact_ids("nobody of that name")
    assert len(other.contact_ids("reader")) == len(full.contact_ids("reader")) > 0
    assert exported(other) == text


def test_the_same_file_again_changes_nothing(full: Store, other: Store) -> None:
    text = exported(full)
    fill(other, text)
    before = known(other)
    for vault in (other, full):
        (plan,) = fill(vault, text)
        assert {row.status for row in plan.rows} == {RowStatus.SAME}
    assert known(other) == before


def test_it_is_one_step_that_can_be_undone_at_once_and_later(full: Store, other: Store) -> None:
    empty = known(other)
    text = exported(full)
    fill(other, text)
    filled = known(other)
    other.undo()
    assert known(other) == empty
    other.redo()
    assert known(other) == filled
    (batch,) = [one for one in other.imports() if one.revertable]
    plan = other.undo_import_plan(batch.id)
    assert plan.kept == ()
    other.undo_import(plan)
    assert known(other) == empty
    assert other.check() == []


def test_pictures_come_back_to_the_byte_in_every_form_that_holds_them(full: Store, other: Store) -> None:
    ann, bo = list(full.contact_ids())[:2]
    with Decoder() as decoder:
        pictures = {one: decoder.picture(photo(seed)) for seed, one in enumerate((ann, bo), 1)}
        for one, picture in pictures.items():
            full.set_photo(one, picture)
        for kind in (Format.VCARD, Format.VCARD4, Format.JSON):
            out = io.StringIO(newline="")
            write_to(full, [ann, bo], kind, out, r.no_tick)
            file = reading.read_bytes(out.getvalue().encode(), "people")
            back = [decoder.picture(read_line(file.pictures[row.number]) or b"") for row in file.rows]
            assert sorted(back) == sorted(pictures.values()), kind
            assert all(row.person and not any("PHOTO" in line for line in row.person.extra) for row in file.rows)
        (plan,) = planning.plan_import([reading.read_bytes(exported(full).encode(), "all.json")], other)
        decoded = {
            r.RowRef(0, number): decoder.picture(read_line(line) or b"") for number, line in plan.file.pictures.items()
        }
    other.apply_import([plan], also=r.ImportExtras(pictures=decoded))
    assert known(other) == known(full)


def test_whoever_is_known_already_keeps_what_is_here(full: Store, other: Store) -> None:
    ann = next(one for one in full.contact_ids("Ann Lee") if full.contact(one).interviews)
    here = other.add_contact(replace(full.contact(ann).person, note="Mine")).new_id(Kind.CONTACT)
    fill(other, exported(full))
    assert other.contact(here).interviews == ()
    assert other.counts().people == full.counts().people
    (twin,) = [one for one in other.contact_ids("Ann Lee") if one != here]
    introducer = other.contact(twin).introducer
    assert introducer is not None and introducer.id == here  # links lead to whom is here


def test_a_part_of_the_people_goes_without_the_others(full: Store, other: Store) -> None:
    (twin,) = [one for one in full.contact_ids("Ann Lee") if not full.contact(one).interviews]
    fill(other, exported(full, [twin]))
    (only,) = other.contact_ids()
    assert other.contact(only).person == full.contact(twin).person  # with the name of who led to them
    assert [one.text for one in other.contact(only).exchange] == ["A hint"]
    assert other.offers() == () and other.own_questions() == ()


def test_who_is_left_out_is_chosen_for_no_need_either(full: Store, other: Store) -> None:
    (ann,) = [one for one in full.contact_ids("Ann Lee") if full.contact(one).interviews]
    (plan,) = fill(other, exported(full, [ann]))
    assert not any(row.row.left_out for row in plan.rows)
    assert other._ask("SELECT count(*) FROM heard WHERE kind = 'need'") == [(1,)]
    assert other._ask("SELECT * FROM person_choice") == []
    assert other.check() == []


def test_one_person_that_cannot_be_read_costs_no_other(full: Store) -> None:
    text = exported(full)
    people = reading.read_bytes(text.encode(), "x").rows
    assert not any(row.reason or row.left_out for row in people)
    lines = text.split("\n")
    at = next(number for number, line in enumerate(lines) if '"Priya Raman"' in line)
    for wrong in ("{{{", '{"contact": [7]},', "[" * 100_000, lines[at][:200]):
        rows = reading.read_bytes("\n".join([*lines[:at], wrong, *lines[at + 1 :]]).encode(), "x").rows
        assert len(rows) == len(people)
        (bad,) = [row for row in rows if row.person is None]
        assert bad.reason is not None and bad.reason.code == "entry-unreadable"
        assert bad.line == at + 1
    cut = reading.read_bytes("\n".join(lines[:at]).encode(), "x").rows
    assert len([row for row in cut if row.person]) == at - lines.index('"people": [') - 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"state": "open"', '"state": "shut"'),
        ('"medium": "video"', '"medium": 5'),
        ('"kind": "email"', '"kind": "owl"'),
        ('"starts": "2026-12-01T14:00:00"', '"starts": "tomorrow"'),
    ],
)
def test_a_part_that_a_vault_cannot_hold_is_left_out_and_told(full: Store, other: Store, old: str, new: str) -> None:
    text = exported(full)
    assert old in text
    (plan,) = fill(other, text.replace(old, new))
    assert any(row.row.left_out for row in plan.rows)
    assert other.check() == []


def test_another_version_is_refused_and_other_json_is_no_contact_file(full: Store) -> None:
    text = exported(full)
    for changed, code in (
        (text.replace('"version": 4', '"version": 5', 1), "file-newer"),
        (text.replace('"netplus"', '"other"', 1), "file-not-contacts"),
        ('{"format": "netplus", "version": 2, "people": []}', "file-no-rows"),
    ):
        with pytest.raises(FileError) as told:
            reading.read_bytes(changed.encode(), "x.json")
        assert told.value.code == code


def test_a_file_of_the_version_before_is_read(full: Store, other: Store) -> None:
    later = {
        "contact": ("said", "resting"),
        "interview": ("state", "letter_tone"),
        "heard": ("introduced", "contacted", "reported"),
        "own_question": ("stage",),
        "exchange": ("minutes",),
        "offer": ("often", "link", "contact_id"),
    }
    document = json.loads(exported(full))
    document["version"] = 2
    for table in (
        "favourite_question", "snippet", "landing", "employer", "preference", "introduction", "introduction_event",
        "snooze", "signal_choice",
    ):  # fmt: skip
        del document[table]
    for tables in (document, *document["people"]):
        for gone in ("draft", "fit_choice", "person_choice", "ask"):
            tables.pop(gone, None)
        for table, columns in later.items():
            for row in tables.get(table, ()):
                for column in columns:
                    del row[column]
    fill(other, json.dumps(document))
    assert list(map(len, known(other)["interview"])) == list(map(len, known(full)["interview"]))
    assert len(known(other)["heard"]) == len(known(full)["heard"])
    assert known(other)["draft"] == known(other)["employer"] == []
    assert other.check() == []


def test_every_column_that_users_fill_is_told(store: Store) -> None:
    from netplus_desktop.core import everything

    left_out = {"sort_key"}
    for model in schema.IMAGED:
        table = schema.table_name(model)
        if table.startswith("import_"):
            continue
        told = (everything.OWNED | everything.SHARED)[table].keys()  # type: ignore[operator]
        owner = {"contact_id"} if table in everything.OWNED and table != "person_choice" else set()
        columns = set(schema.columns(model)) - left_out - owner
        assert columns - {"id"} <= set(told) <= columns, table


@settings(max_examples=15, deadline=None)
@given(st.lists(_people, min_size=1, max_size=4))
def test_anybody_comes_back_from_json(people: list[Person]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        store, other = throwaway_store(Path(one)), throwaway_store(Path(two))
        try:
            for person in people:
                store.add_contact(person)
            out = io.StringIO(newline="")
            write_everything(*store.everything(None), out)
            fill(other, out.getvalue())
            assert known(other) == known(store)
        finally:
            store.close()
            other.close()
