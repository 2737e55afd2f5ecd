"""Whatever does not fit together in a vault is found and mended in one step, and nothing that was written is lost."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from netplus_desktop import assets
from netplus_desktop.core.errors import Cancelled, VaultError
from netplus_desktop.core.records import Action, Kind, Person, Point, PointKind, Tick
from netplus_desktop.sentences import finding, sentence
from netplus_desktop.store import schema
from netplus_desktop.store.backups import Backups, Reason
from netplus_desktop.store.checking import Finding
from netplus_desktop.store.opening import open_store, throwaway_store
from netplus_desktop.store.store import Store

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

Dump = dict[str, list[tuple[object, ...]]]


@pytest.fixture(scope="module")
def sample_vault(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, str]:
    """A vault with the sample people, as bytes, and its recovery key."""
    made = throwaway_store(tmp_path_factory.mktemp("sample"), clock=lambda: NOW)
    made.load_sample(assets.sample_people())
    path, key = made.path, made.recovery_key()
    made.close()
    return path.read_bytes(), key


@pytest.fixture
def full(sample_vault: tuple[bytes, str], tmp_path: Path) -> Iterator[Store]:
    """A store with people, interviews, things heard, offers and exchanges."""
    data, key = sample_vault
    path = tmp_path / "full.netplus"
    path.write_bytes(data)
    opened = open_store(path, recovery_key=key, clock=lambda: NOW)
    yield opened
    opened.close()


def dump(store: Store) -> Dump:
    """Every row of what users know."""
    return {
        name: store._connection()
        .execute(f"SELECT {', '.join(schema.columns(table))} FROM {name} ORDER BY id")
        .fetchall()
        for table in schema.IMAGED
        for name in [schema.table_name(table)]
    }


def texts(rows: Dump) -> set[str]:
    """All that was written in words. Marks and keys are worked out by the program; an end follows from its start. What
    was chosen for a need, put off or put away is of no use without it."""
    left_out = {
        ("fit_choice", "choice"),
        ("person_choice", "choice"),
        *(("snooze", column) for column in ("subject", "until")),
        *(("signal_choice", column) for column in ("signal", "until")),
        ("contact", "uid"),
        ("contact", "keys"),
        ("contact", "changed"),
        ("interview", "ends"),
    }
    return {
        cell
        for table in schema.IMAGED
        for row in rows[schema.table_name(table)]
        for column, cell in zip(schema.columns(table), row, strict=True)
        if isinstance(cell, str) and (schema.table_name(table), column) not in left_out
    }


def seed(store: Store, *statements: str) -> None:
    """Spoil a vault past the program, as another program or a fault of ours would."""
    connection = store._connection()
    connection.execute("PRAGMA foreign_keys = 0")
    for statement in statements:
        connection.execute(statement)
    connection.execute("PRAGMA foreign_keys = 1")
    store._order.forget()
    store.opened.watch.settle()  # a fault of ours: what another program does is noticed before


WRITTEN: dict[str, tuple[tuple[str, ...], set[tuple[str, str]]]] = {
    "an address of nobody": (
        ("INSERT INTO contact_point (contact_id, kind, value, label) VALUES (999, 'email', 'lost@x.example', 'work')",),
        {("owner-missing", "contact_point")},
    ),
    "a tag of nobody": (
        ("INSERT INTO contact_tag (contact_id, tag) VALUES (999, 'orphan')",),
        {("owner-missing", "contact_tag")},
    ),
    "a person torn out": (
        ("DELETE FROM contact WHERE id = (SELECT contact_id FROM interview WHERE id = 1)",),
        {("owner-missing", t) for t in ("contact_point", "contact_tag", "interview", "heard")},
    ),
    "a conversation torn out": (
        ("DELETE FROM interview WHERE id = 1",),
        {("owner-missing", "interview_event"), ("owner-missing", "interview_question"), ("link-broken", "heard")},
    ),
    "a thing heard from nobody": (
        ("UPDATE heard SET contact_id = 999 WHERE id = 1",),
        {("owner-missing", "heard")},
    ),
    "an exchange with nobody": (
        ("UPDATE exchange SET contact_id = 999 WHERE id = 1",),
        {("owner-missing", "exchange")},
    ),
    "a letter to nobody": (
        ("INSERT INTO draft (contact_id, kind, subject, body) VALUES (999, 'approach', 'A talk', 'Dear whoever')",),
        {("owner-missing", "draft")},
    ),
    "a letter of no kind, sent at no time": (
        ("INSERT INTO draft (contact_id, kind, subject, body, sent) VALUES (1, 'poem', 'A talk', 'Dear', 'noon')",),
        {("word-unknown", "draft"), ("value-invalid", "draft")},
    ),
    "a letter in somebody else's conversation": (
        (
            (
                "INSERT INTO draft (contact_id, interview_id, kind, subject, body) SELECT c.id, i.id, 'nudge', '', '' "
                "FROM contact c JOIN interview i ON i.contact_id <> c.id LIMIT 1"
            ),
        ),
        {("link-elsewhere", "draft")},
    ),
    "an advocate who is gone": (
        (
            (
                "INSERT INTO employer (name, advocate_id, posting, posting_link, note, archived, sample) "
                "VALUES ('N', 999, '', '', '', 0, 0)"
            ),
        ),
        {("link-broken", "employer")},
    ),
    "a request to nobody, of no kind, on days that are none": (
        (
            (
                "INSERT INTO ask (contact_id, kind, text, state, day, answered) "
                "VALUES (999, 'money', 'A talk', 'levitating', 'once', 'later')"
            ),
        ),
        {("owner-missing", "ask"), ("word-unknown", "ask"), ("value-invalid", "ask")},
    ),
    "a request in somebody else's conversation": (
        (
            (
                "INSERT INTO ask (contact_id, interview_id, kind, text, state, day) SELECT c.id, i.id, 'other', 'Why', "
                "'asked', '2026-11-20' FROM contact c JOIN interview i ON i.contact_id <> c.id LIMIT 1"
            ),
        ),
        {("link-elsewhere", "ask")},
    ),
    "an introduction of somebody who is gone, and what happened to it": (
        (
            (
                "INSERT INTO introduction (id, first_id, second_id, reason, first_blurb, second_blurb, override) "
                "VALUES (7, 1, 999, 'Chess', '', '', '')"
            ),
            "INSERT INTO introduction_event (introduction_id, at, kind) VALUES (7, '2026-11-20T12:00+00:00', 'danced')",
            "INSERT INTO introduction_event (introduction_id, at, kind) VALUES (7, 'at noon', 'met')",
            "INSERT INTO introduction_event (introduction_id, at, kind) VALUES (9, '2026-11-20T12:00+00:00', 'met')",
        ),
        {
            ("owner-missing", "introduction"), ("word-unknown", "introduction_event"),
            ("value-invalid", "introduction_event"), ("owner-missing", "introduction_event"),
        },
    ),
    "hints put away about somebody who is gone, and of no kind": (
        (
            "INSERT INTO signal_choice (signal, contact_id) VALUES ('only giving to one', 999)",
            "INSERT INTO signal_choice (signal, until) VALUES ('horoscope', '2026-11-20')",
            "INSERT INTO snooze (subject, subject_id, until) VALUES ('nudge', 1, 'soon')",
        ),
        {("link-broken", "signal_choice"), ("word-unknown", "signal_choice"), ("value-invalid", "snooze")},
    ),
    "somebody to introduce who is gone": (
        ("UPDATE offer SET contact_id = 999 WHERE id = 1",),
        {("link-broken", "offer")},
    ),
    "a fit of an offer that is gone": (
        ("INSERT INTO fit_choice (need_id, offer_id, choice) VALUES (1, 999, 'pinned')",),
        {("owner-missing", "fit_choice")},
    ),
    "somebody for a need who is gone, and a choice of no list": (
        (
            "INSERT INTO person_choice (need_id, contact_id, choice) VALUES (1, 999, 'pinned')",
            "INSERT INTO person_choice (need_id, contact_id, choice) VALUES (999, 1, 'pinned')",
            "INSERT INTO person_choice (need_id, contact_id, choice) VALUES (1, 2, 'adored')",
        ),
        {("owner-missing", "person_choice"), ("word-unknown", "person_choice")},
    ),
    "a state of no list and days that are none": (
        (
            "UPDATE interview SET state = 'levitating' WHERE id = 1",
            "UPDATE heard SET introduced = 'then', contacted = 'later', reported = 'never' WHERE id = 1",
            "INSERT INTO landing (day, organisation, role) VALUES ('someday', 'Acme', 'Analyst')",
        ),
        {("word-unknown", "interview"), ("value-invalid", "heard"), ("value-invalid", "landing")},
    ),
    "an introducer who is gone": (
        ("UPDATE contact SET introducer_id = 999 WHERE id = 1",),
        {("link-broken", "contact")},
    ),
    "an offer and a need that are gone": (
        ("UPDATE exchange SET offer_id = 999, need_id = 999 WHERE id = 1",),
        {("link-broken", "exchange")},
    ),
    "a referral who is gone": (("UPDATE heard SET referred_id = 999 WHERE id = 2",), {("link-broken", "heard")}),
    "an exchange for somebody else's need": (
        (
            "UPDATE exchange SET need_id = (SELECT id FROM heard WHERE contact_id <> exchange.contact_id LIMIT 1)",
            "UPDATE exchange SET interview_id = (SELECT id FROM interview i WHERE i.contact_id <> exchange.contact_id)",
        ),
        {("link-elsewhere", "exchange")},
    ),
    "a thing heard in somebody else's conversation": (
        (
            "UPDATE heard SET line = NULL WHERE id = 1",
            "UPDATE heard SET interview_id = (SELECT id FROM interview i WHERE i.contact_id <> heard.contact_id)",
        ),
        {("link-elsewhere", "heard")},
    ),
    "a date that is none": (("UPDATE heard SET due = '2026-13-45' WHERE id = 1",), {("value-invalid", "heard")}),
    "a day that must be": (("UPDATE exchange SET day = 'yesterday' WHERE id = 1",), {("value-invalid", "exchange")}),
    "an instant that is none": (
        ("UPDATE interview SET letter_sent = 'soon', created = '' WHERE id = 1",),
        {("value-invalid", "interview")},
    ),
    "a stage at no instant": (
        ("UPDATE interview_event SET at = '24 o''clock' WHERE id = 1",),
        {("value-invalid", "interview_event")},
    ),
    "a person made at no instant": (
        ("UPDATE contact SET created = 'once', changed = 12 WHERE id = 2",),
        {("value-invalid", "contact")},
    ),
    "a start that is none": (("UPDATE interview SET starts = 'noon' WHERE starts IS NOT NULL",), {
        ("value-invalid", "interview"), ("end-wrong", "interview")
    }),
    "a zone that is none": (
        ("UPDATE interview SET zone = 'Mars/Phobos' WHERE id = 1",),
        {("value-invalid", "interview")},
    ),
    "lines that are none": (("UPDATE contact SET extra = '[\"half' WHERE id = 1",), {("value-invalid", "contact")}),
    "a person without a name": (("UPDATE contact SET name = '' WHERE id = 1",), {("value-invalid", "contact")}),
    "a way to reach of no kind": (
        ("UPDATE contact_point SET kind = 'pigeon' WHERE id = 1",),
        {("word-unknown", "contact_point")},
    ),
    "a stage of no kind": (
        ("UPDATE interview_event SET kind = 'danced' WHERE id = 1",),
        {("word-unknown", "interview_event")},
    ),
    "a thing heard of no kind": (
        ("UPDATE heard SET kind = 'song', state = 'sung' WHERE id = 1",),
        {("word-unknown", "heard")},
    ),
    "an offer of no kind": (("UPDATE offer SET kind = 'gold' WHERE id = 1",), {("word-unknown", "offer")}),
    "an exchange of no direction": (
        ("UPDATE exchange SET direction = 'sideways', state = 'afloat' WHERE id = 1",),
        {("word-unknown", "exchange")},
    ),
    "a medium of no kind": (("UPDATE interview SET medium = 'smoke' WHERE id = 2",), {("word-unknown", "interview")}),
    "a question of no kind": (
        ("UPDATE interview_question SET kind = 'Z' WHERE id = 1",),
        {("word-unknown", "interview_question")},
    ),
    "an own question of no kind": (
        ("INSERT INTO own_question (text, kind) VALUES ('What now?', 'Q')",),
        {("word-unknown", "own_question")},
    ),
    "an own question for no talk": (
        ("INSERT INTO own_question (text, kind, stage) VALUES ('What now?', 'A', 'last talk')",),
        {("word-unknown", "own_question")},
    ),
    "an end that does not fit": (
        ("UPDATE interview SET ends = '2020-01-01T00:00:00+00:00' WHERE id = 1",),
        {("end-wrong", "interview")},
    ),
    "a line that is not there": (
        ("UPDATE heard SET line = 4000 WHERE id = 1",),
        {("line-adrift", "heard")},
    ),
    "two who introduced each other": (
        ("UPDATE contact SET introducer_id = 2 WHERE id = 1", "UPDATE contact SET introducer_id = 1 WHERE id = 2"),
        {("introducer-ring", "contact")},
    ),
    "one who introduced themselves": (
        ("UPDATE contact SET introducer_id = id WHERE id = 3",),
        {("introducer-ring", "contact")},
    ),
    "one mark on two people": (
        ("UPDATE contact SET uid = (SELECT uid FROM contact WHERE id = 1) WHERE id = 2",),
        {("mark-twice", "contact")},
    ),
    "a tag twice": (
        ("INSERT INTO contact_tag (contact_id, tag) SELECT contact_id, tag FROM contact_tag WHERE id = 1",),
        {("row-twice", "contact_tag")},
    ),
    "an address twice": (
        ("INSERT INTO contact_point SELECT 9999, contact_id, kind, value, label FROM contact_point WHERE id = 1",),
        {("row-twice", "contact_point")},
    ),
}  # fmt: skip
"""What can be wrong with what was written: how it is seeded, and the findings that must be among those told."""

DERIVED: dict[str, tuple[tuple[str, ...], tuple[str, str]]] = {
    "a key without its holder": (
        ("INSERT INTO contact_key (key, contact_id) VALUES ('mail:x@y', 999)",),
        ("keys-wrong", "contact_key"),
    ),
    "a holder without their key": (("DELETE FROM contact_key WHERE contact_id = 1",), ("keys-wrong", "contact")),
    "a key of somebody else": (
        ("UPDATE contact_key SET contact_id = 2 WHERE contact_id = 1",),
        ("keys-wrong", "contact"),
    ),
    "a standing out of step": (
        ("UPDATE contact_standing SET next_kind = 'meet', last_contact = '2001-01-01'",),
        ("standing-wrong", "contact"),
    ),
    "a standing of nobody": (
        ("INSERT INTO contact_standing (contact_id, to_thank, they_shared, i_gave) VALUES (999, 1, 0, 0)",),
        ("standing-wrong", "contact_standing"),
    ),
    "a person in the wrong place": (("UPDATE contact SET sort_key = x'ff' WHERE id = 1",), ("order-wrong", "contact")),
    "somebody who is not in the search index": (
        ("DELETE FROM search WHERE rowid = 1",),
        ("search-index-wrong", "contact"),
    ),
    "nobody in the search index": (
        ("INSERT INTO search (rowid, name) VALUES (999, 'ghost')",),
        ("search-index-wrong", "search"),
    ),
    "other words in the search index": (
        ("DELETE FROM search WHERE rowid = 1", "INSERT INTO search (rowid, name) VALUES (1, 'somebody else')"),
        ("search-index-wrong", "contact"),
    ),
    "a wrong figure": (("UPDATE counter SET value = 5 WHERE name = 'contact'",), ("figure-wrong", "contact")),
    "a missing figure": (("DELETE FROM counter WHERE name = 'offer'",), ("figure-wrong", "offer")),
    "the language of the order missing": (("DELETE FROM meta WHERE name = 'sort_language'",), ("meta-missing", "meta")),
    "an index without a row": (
        (
            "PRAGMA writable_schema = 1",
            "CREATE TEMP TABLE gone AS SELECT * FROM sqlite_schema WHERE name = 'contact_tag_tag_contact_id'",
            "DELETE FROM sqlite_schema WHERE name = 'contact_tag_tag_contact_id'",
            "PRAGMA writable_schema = RESET",
            "UPDATE contact_tag SET tag = 'unheard of' WHERE id = 1",
            "PRAGMA writable_schema = 1",
            "INSERT INTO sqlite_schema SELECT * FROM temp.gone",
            "PRAGMA writable_schema = RESET",
            "DROP TABLE temp.gone",
        ),
        ("index-wrong", "contact_tag_tag_contact_id"),
    ),
}  # fmt: skip
"""What can be wrong with what follows from the records: nothing of it is the user's to take back."""


def found(store: Store) -> set[tuple[str, str]]:
    findings = store.check()
    assert all(finding(one.code, one.where, one.count) for one in findings)
    return {(one.code, one.where) for one in findings}


def test_a_whole_vault_has_no_faults(full: Store, store: Store) -> None:
    assert full.check() == []
    assert store.check() == []


@pytest.mark.parametrize("what", WRITTEN)
def test_a_fault_in_what_was_written_is_found_and_mended(full: Store, what: str) -> None:
    statements, expected = WRITTEN[what]
    seed(full, *statements)
    spoilt = dump(full)
    assert expected <= found(full)
    told = full.repair(full.check())
    mended = dump(full)
    assert full.check() == []
    assert told.action is Action.REPAIR
    assert full.undo_step is not None
    assert full.undo_step.action is Action.REPAIR
    everything = "\n".join(sorted(texts(mended)))
    assert [text for text in texts(spoilt) if text not in everything] == []
    for one in full.contact_ids():
        full.contact(one)  # everybody can be shown again
    full.undo()
    assert dump(full) == spoilt
    full.redo()
    assert dump(full) == mended
    assert full.check() == []


@pytest.mark.parametrize("what", DERIVED)
def test_what_follows_from_the_records_is_worked_out_anew(full: Store, what: str) -> None:
    statements, expected = DERIVED[what]
    seed(full, *statements)
    before, step = dump(full), full.undo_step
    assert expected in found(full)
    full.repair(full.check())
    assert full.check() == []
    assert dump(full) == before
    assert full.undo_step == step  # there is nothing to take back


def test_everything_wrong_at_once_is_mended_in_one_step(full: Store) -> None:
    seeds = [*(WRITTEN[what][0] for what in WRITTEN), *(DERIVED[what][0] for what in DERIVED)]
    for statements in seeds:
        with suppress(dbapi2.IntegrityError):  # one fault in the place of another
            seed(full, *statements)
    spoilt = dump(full)
    full.repair(full.check())
    assert full.check() == []
    full.undo()
    assert dump(full) == spoilt


def test_what_belongs_to_nobody_goes_to_somebody_found_again(full: Store) -> None:
    lost = full.interview(1).contact_id
    notes = full.interview(1).notes
    heard = len(full.contact(lost).heard)
    seed(full, f"DELETE FROM contact WHERE id = {lost}")
    made = full.repair(full.check()).created[Kind.CONTACT]
    (one,) = made
    again = full.contact(one)
    assert again.person.name == "Found again"
    assert [talk.notes for talk in again.interviews if talk.id == 1] == [notes]
    assert len(again.heard) == heard
    assert list(full.contact_ids("found again")) == [one]


def test_the_text_of_a_date_that_cannot_be_read_is_kept_in_the_notes(full: Store) -> None:
    seed(full, "UPDATE interview SET starts = 'the 33rd' WHERE id = 1")
    full.repair(full.check())
    talk = full.interview(1)
    assert talk.plan.starts is None
    assert "starts: the 33rd" in talk.notes.splitlines()


def test_a_vault_with_faulty_dates_can_be_opened_and_mended(sample_vault: tuple[bytes, str], tmp_path: Path) -> None:
    data, key = sample_vault
    path = tmp_path / "faulty.netplus"
    path.write_bytes(data)
    first = open_store(path, recovery_key=key, clock=lambda: NOW)
    seed(first, "UPDATE interview_event SET at = 'never'", "UPDATE contact_standing SET next_check = '2020-01-01'")
    first.close()
    store = open_store(path, recovery_key=key, clock=lambda: NOW)
    store.repair(store.check())
    assert store.check() == []
    store.close()


def test_a_repair_keeps_a_backup_of_what_was_there(full: Store, tmp_path: Path) -> None:
    full.backups = Backups(tmp_path / "backups", "one")
    seed(full, "UPDATE heard SET due = 'never' WHERE id = 1")
    full.repair(full.check())
    (kept,) = full.backups.listed()
    assert kept.reason is Reason.REPAIR


def stopped_at(calls: int) -> Tick:
    """A tick whose user wants to stop at that call."""
    left = iter(range(calls))

    def tick(done: int, total: int) -> None:
        assert 0 <= done <= total
        if next(left, None) is None:
            raise Cancelled

    return tick


@pytest.mark.parametrize("calls", [0, 1, 7, 12])
def test_the_check_can_be_stopped(full: Store, calls: int) -> None:
    with pytest.raises(Cancelled):
        full.check(stopped_at(calls))
    full.add_contact(Person("Ann"))  # and the vault can be written to again
    assert full.check() == []


@pytest.mark.parametrize("calls", [0, 1, 3])
def test_a_repair_can_be_stopped_and_leaves_everything_as_it_was(full: Store, calls: int) -> None:
    for number in range(200):
        full.add_contact(Person(f"Person {number}", note="words " * 50))
    seed(full, "UPDATE heard SET due = 'never' WHERE id = 1", "DELETE FROM search WHERE rowid > 20")
    before, told = dump(full), full.check()
    with pytest.raises(Cancelled):
        full.repair(told, stopped_at(calls))
    assert dump(full) == before
    assert full.check() == told
    full.repair(told)
    assert full.check() == []


def test_damaged_pages_are_not_for_a_repair(full: Store) -> None:
    with pytest.raises(VaultError, match="vault-damaged") as refused:
        full.repair([Finding("page-damaged", "7")])
    assert sentence(refused.value)


def test_lost_first_bytes_are_written_again(sample_vault: tuple[bytes, str], tmp_path: Path) -> None:
    data, key = sample_vault
    path = tmp_path / "headless.netplus"
    path.write_bytes(bytes(16) + data[16:])
    store = open_store(path, recovery_key=key, clock=lambda: NOW)
    findings = store.check()
    assert [one.code for one in findings] == ["header-damaged"]
    store.repair(findings)
    assert store.check() == []
    store.close()
    assert path.read_bytes()[:16] == data[:16]


def test_what_is_imported_twice_or_typed_twice_is_no_fault(store: Store) -> None:
    twice = Point(PointKind.EMAIL, "ann@x.example", "work")
    one = store.add_contact(Person("Ann", points=(twice, twice), tags=("a", "A"))).new_id(Kind.CONTACT)
    store.edit_contact(one, points=(twice, twice))
    assert store.check() == []


def test_every_flipped_bit_is_found_by_the_check_and_by_a_backup(
    sample_vault: tuple[bytes, str], tmp_path: Path
) -> None:
    assert flipped_bits(*sample_vault, tmp_path, count=300, seed=11) == 300


def flipped_bits(data: bytes, key: str, folder: Path, *, count: int, seed: int) -> int:
    """Flip `count` single bits, each in a vault of its own; returns how many were found, by opening or checking, and
    by a backup."""
    chance = random.Random(seed)
    hits = 0
    path, copy = folder / "flipped.netplus", folder / "copy.npvault"
    for _ in range(count):
        spoilt = bytearray(data)
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
        path.write_bytes(spoilt)
        try:
            store = open_store(path, recovery_key=key)
        except VaultError as error:
            hits += error.code == "vault-damaged"
            continue
        codes = {one.code for one in store.check()}
        try:
            store.backup(copy)
        except VaultError:
            hits += "page-damaged" in codes and not copy.exists()
        else:  # the first bytes are the salt: the copy has its own, and is whole
            copy.unlink()
            hits += codes == {"header-damaged"}
        store.close()
    return hits
