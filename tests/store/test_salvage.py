"""What can be read of a damaged vault comes back: all but what stood on the damaged page itself."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from netplus_desktop.core.errors import Cancelled, VaultError
from netplus_desktop.core.records import (
    Direction,
    EventKind,
    HeardKind,
    InterviewPlan,
    Kind,
    OfferFields,
    Person,
    Point,
    PointKind,
    Question,
    Tiara,
)
from netplus_desktop.store import keychain, salvage, schema, vault
from netplus_desktop.store.keychain import VaultKey
from netplus_desktop.store.opening import open_store, throwaway_store
from netplus_desktop.store.salvage import Rescue, rescue
from netplus_desktop.store.store import Store

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PAGE = vault.PAGE
TABLES = [schema.table_name(table) for table in schema.IMAGED]
LARGER = [table for table in TABLES if table != "preference"]
"""Those that take more than a page."""

PEOPLE = 120


@dataclass
class Made:
    """A vault with some thousand rows, closed, its key and a backup of it."""

    data: bytes
    key: VaultKey
    backup: Path
    rows: dict[str, dict[int, tuple[object, ...]]]
    roots: dict[str, int]


def fill(store: Store) -> None:
    chance = random.Random(5)
    words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(3, 9))) for _ in range(900)]

    def some(count: int) -> str:
        return " ".join(chance.choices(words, k=count))

    for number in range(60):
        store.add_offer(OfferFields(some(12), tags=tuple(some(4).split()), proof=some(30)))
        store.add_question(f"{some(14)} {number}?", Tiara.ADVICE)
    for number in range(PEOPLE):
        points = (Point(PointKind.EMAIL, f"{number}@x.example"), Point(PointKind.PHONE, f"+1 555 {number:07}", some(2)))
        person = Person(f"{some(2)} {number}", points=points, note=some(1500 if number % 25 == 0 else 25))
        one = store.add_contact(Person(**{**_fields(person), "tags": tuple(some(3).split())})).new_id(Kind.CONTACT)
        plan = InterviewPlan(purpose=some(9), starts=datetime(2026, 10, 1, 9, 0), facts=some(30))
        questions = [Question(some(9), Tiara.TRENDS, True, some(12)) for _ in range(2)]
        talk = store.plan_interview(one, plan, questions).new_id(Kind.INTERVIEW)
        store.record_event(talk, EventKind.REQUESTED, NOW)
        store.record_event(talk, EventKind.HELD, NOW)
        store.save_notes(talk, f"n {some(8)}\nt {some(9)}\n{some(30)}")
        store.add_heard(one, HeardKind.PROMISE, some(9), interview_id=talk, due=date(2026, 12, 1))
        store.record_share(one, Direction.I_GAVE, some(9), date(2026, 10, 1))
    sql = "SELECT contact_id, min(id) FROM heard WHERE kind = 'need' GROUP BY contact_id"
    needs = dict(store._connection().execute(sql).fetchall())
    with store._write(store.undo_step.action) as w:  # type: ignore[union-attr]
        for _ in range(120):
            w.insert(
                schema.ImportBatch, at=NOW.isoformat(), file=f"{some(3)}.vcf", format="vcard",
                read=1, added=1, updated=0, unchanged=0, skipped=0,
            )  # fmt: skip
        for one in range(1, PEOPLE + 1):
            w.insert(schema.FormerPost, contact=one, organisation=some(9), title=some(5), noticed="2026-11-20")
            w.insert(schema.Photo, contact=one, picture=b"\xff\xd8" + chance.randbytes(500))
            w.insert(schema.ImportImage, batch=one, part=0, packed=b"x" + chance.randbytes(200))
            w.insert(schema.TableLayout, header=f"{some(20)} {one}", meaning='{"name": 1}')
            w.insert(schema.FavouriteQuestion, text=f"{some(14)} {one}?")
            w.insert(schema.Draft, contact=one, kind="approach", subject=some(4), body=some(30), sent=NOW.isoformat())
            w.insert(schema.Snippet, name=f"2026 {some(2)}", text=some(20))
            w.insert(schema.Landing, day="2026-11-20", organisation=some(3), role=some(3))
            w.insert(schema.Employer, name=some(3), advocate=one, motivation=one % 5, posting=some(2), note=some(20))
            w.insert(
                schema.Ask, contact=one, kind="advice", text=some(20), state="asked", day="2026-11-20",
                answered=None, thanked=None, reported=None,
            )  # fmt: skip
            made = w.insert(
                schema.Introduction, first=one, second=one % PEOPLE + 1, reason=some(20), first_blurb=some(30)
            )
            for kind in ("first asked", "first agrees", "declined"):
                w.insert(schema.IntroductionEvent, introduction=made, kind=kind, at=NOW.isoformat())
            for day in range(20, 26):
                w.insert(schema.Snooze, subject="nudge", subject_id=one, until=f"2026-11-{day}")
                w.insert(schema.SignalChoice, signal="only giving to one", contact=one, until=f"2026-11-{day}")
            for offer in range(1, 7):
                w.insert(schema.FitChoice, need=needs[one], offer=offer, choice="pinned")
            for step in range(1, 7):
                w.insert(schema.PersonChoice, need=needs[one], contact=(one + step) % PEOPLE + 1, choice="pinned")
        w.insert(schema.Preference, name="times", content='{"nudge": 5}')


def _fields(person: Person) -> dict[str, object]:
    return {name: getattr(person, name) for name in person.__slots__}


def rows_of(connection: object) -> dict[str, dict[int, tuple[object, ...]]]:
    return {
        table: {row[0]: row[1:] for row in connection.execute(f"SELECT * FROM {table}")}  # type: ignore[attr-defined]
        for table in TABLES
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("made")
    store = throwaway_store(folder, clock=lambda: NOW)
    fill(store)
    connection = store._connection()
    roots = dict(connection.execute("SELECT name, rootpage FROM sqlite_schema WHERE type = 'table'").fetchall())
    rows, key, path = rows_of(connection), store.opened.key, store.path
    store.backup(folder / "backup.npvault")
    store.close()
    return Made(path.read_bytes(), key, folder / "backup.npvault", rows, roots)


@pytest.fixture(scope="module")
def leaves(made: Made, tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """A page with rows of each table, found by damaging pages until a scan of that table alone fails."""
    path = tmp_path_factory.mktemp("leaves") / "v"
    pages = [page for page in range(3, len(made.data) // PAGE + 1) if page not in made.roots.values()]
    random.Random(3).shuffle(pages)
    found: dict[str, int] = {}
    for page in pages:
        path.write_bytes(damaged(made.data, page))
        failing = [table for table in TABLES if _scan_fails(path, made.key, table)]
        if len(failing) == 1:
            found[failing[0]] = page
        if len(found) == len(LARGER):
            break
    return found


def _scan_fails(path: Path, key: VaultKey, table: str) -> bool:
    try:
        with closing(vault.reading(path, key)) as connection:
            connection.execute(f"SELECT count(*) FROM {table} NOT INDEXED").fetchall()
    except dbapi2.DatabaseError:
        return True
    return False


def damaged(data: bytes, *pages: int) -> bytes:
    """The file with these pages overwritten (counted from 1)."""
    spoilt = bytearray(data)
    for page in pages:
        spoilt[(page - 1) * PAGE : page * PAGE] = random.Random(page).randbytes(PAGE)
    return bytes(spoilt)


def read_by_key(path: Path, key: VaultKey, table: str, ids: dict[int, tuple[object, ...]]) -> set[int]:
    """The rows that the engine itself still gives when asked for one by one."""
    there = set()
    connection = vault.reading(path, key)
    for one in ids:
        try:
            if connection.execute(f"SELECT * FROM {table} WHERE id = ?", (one,)).fetchone() is not None:
                there.add(one)
        except dbapi2.DatabaseError:
            connection.close()  # it would read nothing more
            connection = vault.reading(path, key)
    connection.close()
    return there


def opened(out: Path, key: VaultKey) -> Iterator[Store]:
    store = open_store(out, recovery_key=keychain.recovery_key(key), clock=lambda: NOW)
    try:
        yield store
    finally:
        store.close()


def came_back(told: Rescue, key: VaultKey) -> dict[str, dict[int, tuple[object, ...]]]:
    """The rows of a rescued vault, which must be whole."""
    for store in opened(told.path, key):
        assert store.check() == []
        return rows_of(store._connection())
    raise AssertionError


NO_USE_WITHOUT = {
    ("import_image", "import_batch"), ("fit_choice", "heard"), ("fit_choice", "offer"),
    ("person_choice", "heard"), ("person_choice", "contact"), ("introduction_event", "introduction"),
    ("signal_choice", "contact"),
}  # fmt: skip
"""Rows that go where what they speak of is lost."""


@pytest.mark.parametrize("table", LARGER)
def test_a_damaged_page_costs_what_stands_on_it(made: Made, leaves: dict[str, int], tmp_path: Path, table: str) -> None:
    path = tmp_path / "v.netplus"
    path.write_bytes(damaged(made.data, leaves[table]))
    before = sha256(path.read_bytes()).digest()
    told = rescue(path, made.key, tmp_path / "rescued.netplus", clock=lambda: NOW)
    back = came_back(told, made.key)
    for name in TABLES:
        same = {one for one, row in made.rows[name].items() if back[name].get(one) == row}
        outside = set(made.rows[name])
        if name == table:
            outside = read_by_key(path, made.key, name, made.rows[name])
        # Rows whose owner was lost are with somebody "Found again" now.
        moved = {one for one in outside - same if one in back[name]} if table in ("contact", "interview") else set()
        if (name, table) not in NO_USE_WITHOUT:
            assert len(same | moved) >= 0.99 * len(outside), name
        assert told.rows[name] >= 0.99 * len(outside)
    assert sha256(path.read_bytes()).digest() == before
    assert sorted(file.name for file in tmp_path.iterdir() if not file.name.endswith((".lock", "-shm"))) == [
        "rescued.netplus",
        "v.netplus",
    ]


@pytest.mark.parametrize("table", ["contact", "heard"])
def test_a_damaged_root_costs_nothing(made: Made, tmp_path: Path, table: str) -> None:
    path = tmp_path / "v.netplus"
    path.write_bytes(damaged(made.data, made.roots[table]))
    assert read_by_key(path, made.key, table, made.rows[table]) == set()  # the engine gives none of them
    assert came_back(rescue(path, made.key, tmp_path / "out", clock=lambda: NOW), made.key) == made.rows


@pytest.mark.parametrize("what", ["salt", "first two pages", "nothing"])
def test_a_lost_header_costs_nothing(made: Made, tmp_path: Path, what: str) -> None:
    lost = {"salt": 16, "first two pages": 2 * PAGE, "nothing": 0}[what]
    path = tmp_path / "v.netplus"
    path.write_bytes(bytes(lost) + made.data[lost:])
    key = salvage.key_from(path, keychain.recovery_key(made.key))
    assert came_back(rescue(path, key, tmp_path / "out", clock=lambda: NOW), made.key) == made.rows


def test_of_a_file_cut_off_comes_back_what_is_there(made: Made, tmp_path: Path) -> None:
    path = tmp_path / "v.netplus"
    path.write_bytes(made.data[: len(made.data) * 3 // 4 - 1000])
    told = rescue(path, made.key, tmp_path / "out", backup=made.backup, clock=lambda: NOW)
    back = came_back(told, made.key)
    assert len(back["contact"]) > 0.5 * PEOPLE
    assert told.missing
    names = {str(row[0]) for row in made.rows["contact"].values()}
    assert {name for table in told.missing if table in ("contact", "heard") for name in told.missing[table]} <= names


def test_changes_that_are_still_in_the_log_come_back(tmp_path: Path) -> None:
    store = throwaway_store(tmp_path, clock=lambda: NOW)
    for number in range(40):
        store.add_contact(Person(f"Folded {number}", note="word " * 100))
    path, key = store.path, store.opened.key
    store.close()  # folds the log in
    store = open_store(path, recovery_key=keychain.recovery_key(key), clock=lambda: NOW)
    for number in range(40):
        store.add_contact(Person(f"Logged {number}", note="word " * 100))
    copy = tmp_path / "copy" / "v.netplus"
    copy.parent.mkdir()
    for side in ("", "-wal"):
        shutil.copyfile(store.path.with_name(store.path.name + side), copy.with_name(copy.name + side))
    store.close()
    copy.write_bytes(bytes(PAGE) + copy.read_bytes()[PAGE:])
    back = came_back(rescue(copy, key, tmp_path / "out", clock=lambda: NOW), key)
    assert len(back["contact"]) == 80


def test_what_is_lost_is_named_from_the_last_backup(made: Made, leaves: dict[str, int], tmp_path: Path) -> None:
    path = tmp_path / "v.netplus"
    path.write_bytes(damaged(made.data, leaves["contact"], leaves["contact_tag"], leaves["offer"]))
    told = rescue(path, made.key, tmp_path / "out", backup=made.backup, clock=lambda: NOW)
    back = came_back(told, made.key)
    assert told.filled  # their interviews came back, so they were there: their own row is as in the backup
    assert back["contact"] == made.rows["contact"]
    lost_offers = {str(row[0]) for one, row in made.rows["offer"].items() if one not in back["offer"]}
    assert set(told.missing["offer"]) == lost_offers
    assert lost_offers
    assert set(told.missing) == {"contact_tag", "offer"}


def test_whose_note_is_lost_keeps_their_name(made: Made, tmp_path: Path) -> None:
    """A long note goes on in pages of its own; one of these is damaged."""
    path = tmp_path / "v.netplus"
    (long, *_) = (one for one, row in made.rows["contact"].items() if len(str(row)) > PAGE)
    for page in range(3, len(made.data) // PAGE):
        path.write_bytes(damaged(made.data, page))
        if not _scan_fails(path, made.key, "contact") and not read_by_key(path, made.key, "contact", {long: ()}):
            break
    told = rescue(path, made.key, tmp_path / "out", clock=lambda: NOW)
    name = made.rows["contact"][long][0]
    assert told.in_part == (name,)
    assert came_back(told, made.key)["contact"][long][0] == name


def test_what_is_no_vault_is_told_and_nothing_is_left(made: Made, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for name, data in (("random", random.Random(1).randbytes(9 * PAGE)), ("short", b"hello"), ("none", b"")):
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(VaultError, match="vault-foreign"):
            rescue(path, made.key, out)
    with pytest.raises(VaultError, match="vault-foreign"):
        rescue(tmp_path, made.key, out)
    out.write_bytes(b"mine")
    with pytest.raises(VaultError, match="vault-exists"):
        rescue(tmp_path / "random", made.key, out)
    assert out.read_bytes() == b"mine"
    assert {file.name for file in tmp_path.iterdir()} == {"random", "short", "none", "out"}


def test_a_rescue_can_be_stopped(made: Made, tmp_path: Path) -> None:
    path = tmp_path / "v.netplus"
    path.write_bytes(made.data)

    def stop(done: int, total: int) -> None:
        if done > 0:
            raise Cancelled

    with pytest.raises(Cancelled):
        rescue(path, made.key, tmp_path / "out", tick=stop)
    assert [file.name for file in tmp_path.iterdir()] == ["v.netplus"]


def test_the_key_is_known_by_the_pages_it_opens(made: Made, tmp_path: Path) -> None:
    path = tmp_path / "v.netplus"
    path.write_bytes(damaged(made.data, 1))
    other = keychain.new_key()
    assert salvage.key_from(path, keychain.recovery_key(made.key)) == made.key
    for typed in (keychain.recovery_key(other), "a passphrase"):
        with pytest.raises(VaultError, match="wrong-passphrase"):
            salvage.key_from(path, typed)
