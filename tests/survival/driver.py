"""The program at work, to be killed, cut off and starved: the operations that write, each after a script.

A script is the same for the same seed. It does the program's own verbs on a real vault in `folder/data`, with its
backups in `folder/state`, and tells of each confirmation the moment the program has given it. What the vault holds is
read by `contents` with bare SQL, past the code under trial. As a program of its own, for a tracer:

    python -m survival.driver OPERATION FOLDER SEED JOURNAL
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from netplus_desktop.core import records as r
from netplus_desktop.core.errors import UserError
from netplus_desktop.exchange.planning import plan_import
from netplus_desktop.exchange.reading import read_bytes
from netplus_desktop.store import backups, schema, vault
from netplus_desktop.store.backups import Reason
from netplus_desktop.store.keychain import VaultKey, recovery_key
from netplus_desktop.store.opening import open_store
from netplus_desktop.store.rekeying import rekey
from netplus_desktop.store.restoring import restore
from netplus_desktop.store.store import Store

from . import old

KEY = VaultKey(bytes(range(32)), bytes(range(100, 116)))
"""The key of every vault on trial: raw, so that nothing is derived when one is opened."""

OTHER_KEY = VaultKey(bytes(range(50, 82)), KEY.salt)
"""The key that it gets when it is given another one."""

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""When all trials take place, so that the same script leaves the same rows."""

Tell = Callable[[], None]
"""Called at each confirmation."""


at_failure: Callable[[Store], None] | None = None
"""Called with the open store on which an operation failed."""


def place(folder: Path) -> Path:
    """Where the vault of a trial lies."""
    return folder / "data" / "vault.netplus"


def backups_of(folder: Path) -> Path:
    """Below which folder the backups of a trial lie."""
    return folder / "state" / "backups"


@contextmanager
def opened(folder: Path, key: VaultKey = KEY) -> Iterator[Store]:
    """The store on trial, as the program opens it."""
    paper = recovery_key(key)
    store = open_store(place(folder), recovery_key=paper, clock=lambda: NOW, backups=backups_of(folder))
    try:
        yield store
    except UserError:
        if at_failure is not None:
            at_failure(store)
        raise
    finally:
        store.close()


# --- what a vault holds, past the code under trial -----------------------------------------------------------

_DERIVED = ("search", "sqlite_", "schema_migration", "contact_standing")
_BY_CHANCE = {
    *(("meta", row) for row in ("state", "backups", "standings_at")),
    *(("branch", column) for column in ("id", "name")),
    *((table, "branch_id") for table in ("origin", "edit", "fate")),
    ("import_image", "packed"),  # names rows by their branch
}
"""No part of what users know: rows of a table by their names, and columns. Drawn anew at each change or opening, as is
what follows from the records, which the check compares with them."""


def contents(path: Path, key: VaultKey = KEY) -> str | None:
    """A digest of every row of every table that holds what users know, or None where `key` does not open the file."""
    if not vault.opens(path, key):
        return None
    connection = dbapi2.connect(str(path))
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f'PRAGMA key = "{key.pragma}"')
        return digest(rows(connection))
    finally:
        connection.close()


def contents_of(store: Store) -> str:
    """The same, seen through the connection of an open store."""
    return digest(rows(store._connection()))


def digest(found: Sequence[object]) -> str:
    """What tells two lists of rows apart."""
    return hashlib.sha256(repr(found).encode()).hexdigest()


def rows(connection: Any, columns: Mapping[str, Sequence[str]] | None = None) -> list[tuple[str, tuple[object, ...]]]:
    """Every row in a fixed order; of these columns where they are given."""
    if columns is None:
        columns = {
            table: [name for name in names if (table, name) not in _BY_CHANCE]
            for table, names in layout(connection).items()
            if not table.startswith(_DERIVED)
        }
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return [
        ("user_version", (version,)),
        *(
            (table, tuple(_in_order(name, value) for name, value in zip(names, row, strict=True)))
            for table, names in sorted(columns.items())
            for row in sorted(connection.execute(f"SELECT {', '.join(names)} FROM {table}"), key=repr)
            if (table, row[0]) not in _BY_CHANCE
        ),
    ]


def _in_order(column: str, value: object) -> object:
    # The keys of a person are a set.
    return sorted(str(value).split("\n")) if column == "keys" else value


def layout(connection: Any) -> dict[str, list[str]]:
    """The columns of every table."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {name: [column[1] for column in connection.execute(f"PRAGMA table_info({name})")] for (name,) in tables}


# --- the vault that each trial begins with --------------------------------------------------------------------


def person(name: str, **more: object) -> r.Person:
    """Somebody with everything, and an identity that does not come from chance."""
    word = name.replace(" ", ".").lower()
    points = (r.Point(r.PointKind.EMAIL, f"{word}@example.org", "work"), r.Point(r.PointKind.PHONE, "+1 555 0100"))
    fields = {"organisation": "Northwind", "points": points, "tags": ("data",), "note": f"Note on {name}. " * 9}
    return r.Person(name, **({"uid": f"uid-{word}"} | fields | more))  # type: ignore[arg-type]


def fill(store: Store) -> None:
    """Something in every table that holds what users know."""
    bring_in(store, "Base", range(30))
    first = next(iter(store.contact_ids()))
    plan = r.InterviewPlan(purpose="How they hire", starts=datetime(2026, 11, 20, 14), zone="Europe/Warsaw")
    talk = store.plan_interview(first, plan, [r.Question("What changes?", r.Tiara.TRENDS, True, "Much")])
    interview = talk.new_id(r.Kind.INTERVIEW)
    store.save_notes(interview, "n a bookkeeper\nr Lee Chan\nplain")
    need, referral = store.contact(first).heard
    lee = store.follow_referral(referral.id, person("Lee Chan")).new_id(r.Kind.CONTACT)
    offer = store.add_offer(r.OfferFields("A book", tags=("books",))).new_id(r.Kind.OFFER)
    store.offer_this(first, offer, need_id=need.id, interview_id=interview)
    store.record_share(first, r.Direction.THEY_SHARED, "An afternoon", date(2026, 11, 20))
    store.save_letter(interview, r.Letter("Thank you", "Dear all"))
    store.mark_sent(interview, NOW)
    store.add_question("What would you do first?", r.Tiara.ADVICE)
    with store._write(r.Action.EDIT_CONTACT) as w:
        w.insert(schema.FormerPost, contact=first, organisation="Contoso", title="Clerk", noticed="2026-11-20")
        w.insert(schema.Photo, contact=first, picture=b"\xff\xd8\xff\xd9")
        w.insert(schema.TableLayout, header="Wer,Wo", meaning="{}")
        w.insert(schema.FavouriteQuestion, text="What changes?")
        w.insert(schema.Draft, contact=first, interview=interview, kind="approach", subject="A talk", body="Dear")
        w.insert(schema.Snippet, name="Close", text="Kind regards")
        w.insert(schema.Landing, day="2026-11-20", organisation="Acme", role="Analyst")
        w.insert(schema.Employer, name="Northwind", advocate=first, motivation=4, posting="Analyst")
        w.insert(schema.FitChoice, need=need.id, offer=offer, choice="pinned")
        w.insert(schema.PersonChoice, need=need.id, contact=lee, choice="dismissed")
        w.insert(schema.Preference, name="times", content='{"nudge": 5}')
        w.insert(
            schema.Ask, contact=first, interview=interview, kind="advice", text="How to begin", state="granted",
            day="2026-11-19", answered="2026-11-20",
        )  # fmt: skip
        made = w.insert(schema.Introduction, first=first, second=lee, reason="Both keep books")
        w.insert(schema.IntroductionEvent, introduction=made, kind="first agrees", at="2026-11-20T12:00:00+00:00")
        w.insert(schema.Snooze, subject="nudge", subject_id=interview, until="2026-11-30")
        w.insert(schema.SignalChoice, signal="only giving to one", contact=first, until="2026-11-30")
        w.update(schema.Offer, offer, often="Once a month", link="https://example.org/book", contact=lee)
        w.update(schema.Contact, first, said="WOO-kash")
        w.update(schema.Heard, referral.id, introduced="2026-11-19", contacted="2026-11-20")
        w.alters(r.Kind.CONTACT, first)
        w.alters(r.Kind.CONTACT, lee)


def bring_in(store: Store, name: str, numbers: Sequence[int]) -> None:
    """Import a file with new people, as the window and the command line do."""
    cards = [
        f"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:{name} {at}\r\nUID:{name}-{at}\r\nORG:Northwind\r\nCATEGORIES:data\r\n"
        f"EMAIL:{name.lower()}.{at}@example.org\r\nNOTE:{f'Note on {name} {at}. ' * 9}\r\nEND:VCARD\r\n"
        for at in numbers
    ]
    file = read_bytes("".join(cards).encode(), f"{name}.vcf")
    store.apply_import(plan_import([file], store))


def make_vault(folder: Path) -> None:
    """A filled vault, closed, at its place."""
    place(folder).parent.mkdir(parents=True, exist_ok=True)
    vault.create(place(folder), KEY)
    with opened(folder) as store:
        store.note_holder("keyring")
        fill(store)


# --- the operations -----------------------------------------------------------------------------------------


def import_people(folder: Path, chance: random.Random, tell: Tell) -> None:
    """Imports of many people, some taken back."""
    with opened(folder) as store:
        for turn in range(3):
            bring_in(store, f"Import{turn}", range(chance.randrange(40, 200)))
            tell()
            if chance.random() < 0.5:
                store.undo()
                tell()


def edit(folder: Path, chance: random.Random, tell: Tell) -> None:
    """An hour at the desk: people, notes, tags, deletions, letters that close loops, undo and redo."""
    with opened(folder) as store:
        for turn in range(25):
            ids = list(store.contact_ids())
            one = chance.choice(ids)
            match chance.randrange(9):
                case 0:
                    store.add_contact(person(f"Added {turn}"))
                case 1:
                    store.edit_contact(one, note=f"Edited {turn}. " * chance.randrange(900), title=f"Title {turn}")
                case 2:
                    store.delete_contacts(chance.sample(ids, 3))
                case 3:
                    store.tag_contacts(ids, add=(f"tag {turn}",))
                case 4:
                    talk = store.plan_interview(one, r.InterviewPlan(purpose=f"Talk {turn}"))
                    tell()
                    store.save_notes(talk.new_id(r.Kind.INTERVIEW), f"n need {turn}\nr Person {turn}\n" + "plain " * 99)
                case 5 if store.undo_step:
                    store.undo()
                case 6 if store.redo_step:
                    store.redo()
                case 7:
                    store.add_heard(one, r.HeardKind.TAKEAWAY, f"Advice {turn}", action="follow it")
                    tell()
                    loops = store.open_loops(store.contact(one))
                    store.report_back(one, loops, NOW, (r.DraftKind.ADVICE_USED, "Your advice", f"Body {turn}"))
                case _:
                    store.record_share(one, r.Direction.I_GAVE, f"Gave {turn}", date(2026, 11, 20))
            tell()


def back_up(folder: Path, chance: random.Random, tell: Tell) -> None:
    """Backups to the usual folder and to files of the user's choice, with edits between them."""
    with opened(folder) as store:
        for turn in range(3):
            store.backup(folder / "state" / f"copy {turn}.netplus")
            tell()
            store.add_contact(person(f"Between {turn}"))
            tell()
            assert store.backups is not None
            store.backups.make(store.opened, Reason.MANUAL, NOW)
            tell()


def make_with_backups(folder: Path) -> None:
    """A vault with some backups, each of another state."""
    make_vault(folder)
    with opened(folder) as store:
        assert store.backups is not None
        for turn in range(3):
            store.backups.make(store.opened, Reason.MANUAL, NOW)
            store.delete_contacts(list(store.contact_ids())[:4])
            store.add_contact(person(f"Since backup {turn}"))


def go_back(folder: Path, chance: random.Random, tell: Tell) -> None:
    """Going back to backups, with an edit after each."""
    for turn in range(3):
        listed = backups.of_closed(backups_of(folder), place(folder))
        restore(place(folder), listed[-1 - turn].path, KEY, backups_of(folder), NOW)
        tell()
        with opened(folder) as store:
            store.add_contact(person(f"After going back {turn}"))
            tell()


def make_old(folder: Path) -> None:
    """A filled vault as the first release left it."""
    made = folder / "made"
    make_vault(made)
    place(folder).parent.mkdir()
    old.leave_behind(place(made), place(folder), KEY)
    shutil.rmtree(made)


def climb(folder: Path, chance: random.Random, tell: Tell) -> None:
    """The first opening by a newer program."""
    with opened(folder) as store:
        tell()
        store.add_contact(person("In the newer vault"))
        tell()


def make_apart(folder: Path) -> None:
    """A vault and two copies of it that have grown apart from it."""
    make_vault(folder)
    for number in (1, 2):
        other = folder / f"copy {number}"
        place(other).parent.mkdir(parents=True)
        shutil.copy(place(folder), place(other))
        with opened(other) as store:
            ids = list(store.contact_ids())
            bring_in(store, f"Copy{number}", range(50))
            store.delete_contacts(ids[5 * number : 5 * number + 3])
            store.edit_contact(ids[1], note=f"Written in copy {number}. " * 40)
            store.tag_contacts(ids[12:20], add=(f"copy {number}",))
    with opened(folder) as store:
        ids = list(store.contact_ids())
        store.edit_contact(ids[2], note="Written here. " * 40)
        store.delete_contacts(ids[20:22])


def merge(folder: Path, chance: random.Random, tell: Tell) -> None:
    """Merging two copies that grew apart, the second one taken back and done again."""
    with opened(folder) as store:
        store.merge(store.merge_plan(place(folder / "copy 1")))
        tell()
        store.add_contact(person("Between the two"))
        tell()
        store.merge(store.merge_plan(place(folder / "copy 2")))
        tell()
        store.undo()
        tell()
        store.redo()
        tell()


def change_key(folder: Path, chance: random.Random, tell: Tell) -> None:
    """Another key for the vault, an edit, and the first key again."""
    kept = backups.Backups(backups_of(folder), KEY.vault_id)
    rekey(place(folder), KEY, OTHER_KEY, "passphrase", backups=kept, now=NOW)
    tell()
    with opened(folder, OTHER_KEY) as store:
        store.add_contact(person("Under the other key"))
        tell()
    rekey(place(folder), OTHER_KEY, KEY, "keyring", backups=kept, now=NOW)
    tell()


OPERATIONS: dict[str, Callable[[Path, random.Random, Tell], None]] = {
    "import": import_people,
    "edit": edit,
    "merge": merge,
    "backup": back_up,
    "restore": go_back,
    "migration": climb,
    "re-key": change_key,
}

WINDOW = "window"
"""Edits by the real window: a program of its own each time, which takes a second."""

PREPARED: dict[str, Callable[[Path], None]] = {
    "merge": make_apart,
    "restore": make_with_backups,
    "migration": make_old,
}
"""What lays out the beginning where that is not one filled vault."""

KEYS = (KEY, OTHER_KEY)
"""The keys that may open a vault on trial; each time exactly one does."""


def prepare(operation: str, folder: Path) -> None:
    """Lay out what an operation begins with."""
    (folder / "state").mkdir(parents=True)
    PREPARED.get(operation, make_vault)(folder)


def run(operation: str, folder: Path, seed: int, tell: Tell) -> None:
    """Do the script of an operation on the vault in `folder`."""
    if operation == WINDOW:
        from . import windowed  # Qt is loaded where it is wanted

        windowed.edit(folder, random.Random(seed), tell)
    else:
        OPERATIONS[operation](folder, random.Random(seed), tell)


def command(operation: str, folder: Path, seed: int, journal: Path) -> list[str]:
    """How to start this as a program of its own."""
    return [sys.executable, "-m", "survival.driver", operation, str(folder), str(seed), str(journal)]


def main(operation: str, folder: str, seed: str, journal: str) -> None:
    """Do it as a program of its own. Each confirmation is a byte in the file `journal`, which lies elsewhere."""
    log = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    run(operation, Path(folder), int(seed), lambda: bool(os.write(log, b".")))


if __name__ == "__main__":
    main(*sys.argv[1:])
