"""What leaves the vault is known again when it comes back: nobody twice, nothing changed."""

from __future__ import annotations

import io
import json
import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TextIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netplus_desktop.core.errors import FileError
from netplus_desktop.core.records import (
    ImportExtras,
    ImportPlan,
    Kind,
    Person,
    Point,
    PointKind,
    ReadFile,
    RowStatus,
    no_tick,
)
from netplus_desktop.exchange import planning, reading
from netplus_desktop.exchange.pictures import decoded
from netplus_desktop.exchange.vcard import one_line
from netplus_desktop.exchange.writing_tables import write_csv
from netplus_desktop.exchange.writing_vcard import CardVersion, write_vcards
from netplus_desktop.exports import pictured
from netplus_desktop.store.opening import throwaway_store
from netplus_desktop.store.store import Store

from .test_writing import _people

DATA = Path(__file__).resolve().parents[1] / "data"

Write = Callable[[Iterable[Person], TextIO], int]

write_newer_vcards = partial(write_vcards, version=CardVersion.V4)

every_format = pytest.mark.parametrize(
    "write", [write_vcards, write_newer_vcards, write_csv], ids=["vcard", "vcard4", "csv"]
)

BY_HAND = (
    Person("Ann Lee"),
    Person("Ann Lee", note="Another one of that name"),
    Person(
        "Bo Nilsson", organisation="Mill; Sons, Ltd", introduced_by="Ann Lee", met="=1+1", tags=("a;b", "c,d", "-e")
    ),
    Person("田中 美咲", family="田中", given="美咲", birthday="--03-14", note="eins\n\nzwei; drei\\n"),
    Person(
        "  Cy Young ",
        points=(
            Point(PointKind.PHONE, "+1 (555) 010-0000", "Beach house"),
            Point(PointKind.EMAIL, "cy@example.org", "work"),
            Point(PointKind.ADDRESS, "1 Mill Lane\nOxford", "home"),
            Point(PointKind.IM, "cy:young", "Signal"),
            Point(PointKind.URL, "https://www.linkedin.com/in/cy-young", ""),
        ),
    ),
    Person("Same mail", points=(Point(PointKind.EMAIL, "cy@example.org", "work"),)),
    Person("X-Files", uid="x-1", extra=("X-FOO;TYPE=a:b", "item1.X-ABADR:us")),
    Person("Dora Dane", uid="x-2"),
    Person("Emil Ek", uid="x-2"),
)


def exported(store: Store, write: Write) -> ReadFile:
    """What goes out: with pictures, where the format has room for them."""
    out = io.StringIO(newline="")
    ids = store.contact_ids()
    people = (
        store.persons(ids).values() if write is write_csv else pictured(store, ids, newer=write is not write_vcards)
    )
    count = write(people, out)
    assert count == store.counts().people
    return reading.read_bytes(out.getvalue().encode(), "people")


def bring(store: Store, *files: ReadFile) -> Sequence[ImportPlan]:
    plans = planning.plan_import(files, store)
    store.apply_import(plans, no_tick, ImportExtras(pictures=decoded(plans).pictures))
    return plans


def nothing_new(plans: Sequence[ImportPlan]) -> bool:
    return {row.status for plan in plans for row in plan.rows} <= {RowStatus.SAME}


def comes_back(store: Store, write: Write) -> None:
    """An export is known again in its own vault, and in another one, where all of it is new first."""
    before = {one: store.contact(one) for one in store.contact_ids()}
    file = exported(store, write)
    assert nothing_new(bring(store, file))
    assert {one: store.contact(one) for one in store.contact_ids()} == before
    with tempfile.TemporaryDirectory() as folder:
        other = throwaway_store(Path(folder))
        try:
            (first,) = bring(other, file)
            assert planning.totals(first.rows).added == len(before) == other.counts().people
            assert nothing_new(planning.plan_import([file], other))
            assert nothing_new(planning.plan_import([exported(other, write)], store))
        finally:
            other.close()


@every_format
def test_people_added_by_hand_come_back_as_themselves(store: Store, write: Write) -> None:
    for person in BY_HAND:
        store.add_contact(person)
    comes_back(store, write)
    assert store.check() == []


@every_format
@pytest.mark.parametrize(
    "name", ["google_new.csv", "linkedin_2026.csv", "outlook_german.csv", "apple.vcf", "no_full_name.vcf"]
)
def test_people_read_from_files_come_back_as_themselves(store: Store, write: Write, name: str) -> None:
    (path,) = DATA.glob(f"*/{name}")
    bring(store, reading.read_path(path))
    comes_back(store, write)


@every_format
def test_all_files_of_the_tests_in_one_vault(store: Store, write: Write) -> None:
    files = []
    for path in sorted(path for path in DATA.glob("*/*.*") if path.suffix in {".vcf", ".csv"}):
        try:
            files.append(reading.read_path(path))
        except FileError:
            continue
    bring(store, *files)
    comes_back(store, write)


@every_format
def test_real_files_come_back_as_themselves(store: Store, corpus: Path, write: Write) -> None:
    files = []
    for path in sorted(path for path in corpus.rglob("*") if path.suffix in {".vcf", ".csv", ".vcard"}):
        try:
            files.append(reading.read_path(path))
        except FileError:
            continue
    bring(store, *files)
    assert store.counts().people > 300
    comes_back(store, write)


@pytest.mark.parametrize("version", list(CardVersion))
def test_real_cards_go_out_and_come_in_the_same_with_every_unknown_line(corpus: Path, version: CardVersion) -> None:
    """Pictures are kept beside the cards, and told of by others."""
    seen = 0
    for path in sorted(path for path in corpus.rglob("*") if path.suffix in {".vcf", ".vcard"}):
        try:
            people = [without_pictures(row.person) for row in reading.read_path(path).rows if row.person]
        except FileError:
            continue
        out = io.StringIO(newline="")
        write_vcards(people, out, version)
        written = out.getvalue()
        if people:
            assert [row.person for row in reading.read_bytes(written.encode(), "again").rows] == people, path.name
        lines = set(written.replace("\r\n ", "").split("\r\n"))
        unknown = [line for person in people for line in person.extra]
        assert [line for line in unknown if line not in lines] == [], path.name
        seen += len(unknown)
    assert seen > 300


def without_pictures(person: Person) -> Person:
    return replace(person, extra=tuple(line for line in person.extra if not PHOTO.match(line)))


PHOTO = re.compile(r"([\w-]+\.)?PHOTO[;:]", re.IGNORECASE)


def naughty(corpus: Path) -> list[str]:
    """Strings that have been known to break programs, as text that a name can be."""
    lines = (corpus / "big-list-of-naughty-strings" / "blns.json").read_text(encoding="utf-8")
    return [text for text in dict.fromkeys(one_line(line) for line in json.loads(lines)) if text]


@every_format
def test_naughty_strings_come_back_to_the_letter(corpus: Path, write: Write) -> None:
    texts = naughty(corpus)
    assert len(texts) > 400
    people = [
        Person(
            text,
            family=text,
            nickname=text,
            organisation=text,
            title=text,
            points=(Point(PointKind.PHONE, text, "work"), Point(PointKind.IM, text, text)),
            tags=(text,),
            note=f"{text}\n\n{text}",
            uid=f"u-{number}",
            extra=(f"X-FOO;TYPE=a:{text}",),
            said=text,
        )
        for number, text in enumerate(texts)
    ]
    out = io.StringIO(newline="")
    assert write(people, out) == len(people)
    assert [row.person for row in reading.read_bytes(out.getvalue().encode(), "people").rows] == people


@settings(max_examples=15, deadline=None)  # two vaults are made for each: other work delays that
@given(st.lists(_people, min_size=1, max_size=4))
def test_anybody_comes_back(people: list[Person]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = throwaway_store(Path(folder))
        try:
            for person in people:
                store.add_contact(person)
            for write in (write_vcards, write_newer_vcards, write_csv):
                assert nothing_new(planning.plan_import([exported(store, write)], store))
        finally:
            store.close()


def test_a_uid_is_kept_and_a_missing_one_is_made_once(store: Store) -> None:
    ann = store.add_contact(Person("Ann")).new_id(Kind.CONTACT)
    bo = store.add_contact(Person("Bo", uid="b-1")).new_id(Kind.CONTACT)
    made = store.contact(ann).person.uid
    assert made and made != store.contact(bo).person.uid == "b-1"
    assert list(store.holders(["uid:" + made.removeprefix("urn:uuid:")]).values()) == [(ann,)]
    store.edit_contact(ann, name="Anna", title="CTO")
    assert store.contact(ann).person.uid == made
    store.undo()
    store.undo()
    store.undo()
    store.redo()
    assert store.contact(ann).person.uid == made


def test_an_older_export_never_undoes_what_was_edited_since(store: Store) -> None:
    ann = store.add_contact(Person("Ann", title="CTO")).new_id(Kind.CONTACT)
    file = exported(store, write_vcards)
    step = store.undo_step
    assert nothing_new(bring(store, file))
    assert store.undo_step == step  # there is nothing to take back
    store.edit_contact(ann, title="Retired")
    assert nothing_new(bring(store, file))
    assert store.contact(ann).person.title == "Retired"
    store.undo()
    store.undo()
    assert store.counts().people == 0
    assert store.check() == []
    store.redo()
    store.redo()
    assert store.contact(ann).person.title == "Retired"
    store.delete_contacts([ann])
    assert store.check() == []
    store.undo()
    assert nothing_new(bring(store, exported(store, write_csv)))
