"""A clock that jumps: no record is refused, order is that of doing, backups stay, and days stay the days they were."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from netplus_desktop.core import records as r
from netplus_desktop.store.backups import Reason
from netplus_desktop.store.opening import open_store
from netplus_desktop.store.store import Store

from . import driver

NORMAL = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
JUMPS = {
    "a day back": NORMAL - timedelta(days=1),
    "1970": datetime(1970, 1, 1, tzinfo=UTC),
    "the last second of 32 bits": datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC),
    "beyond 32 bits": datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
    "2100": datetime(2100, 2, 28, 23, 59, 59, tzinfo=UTC),
}


@dataclass
class Clock:
    """Shows what it is set to."""

    at: datetime = NORMAL

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def vault_file(tmp_path: Path) -> Path:
    driver.make_vault(tmp_path)
    return driver.place(tmp_path)


@contextmanager
def opened(path: Path, clock: Clock) -> Iterator[Store]:
    paper = driver.recovery_key(driver.KEY)
    store = open_store(path, recovery_key=paper, clock=clock, backups=path.parent / "backups")
    try:
        yield store
    finally:
        store.close()


def a_day_s_work(store: Store, name: str) -> int:
    """Everything that users do in a day; returns the new person."""
    contact = store.add_contact(driver.person(name)).new_id(r.Kind.CONTACT)
    store.edit_contact(contact, note=f"Edited: {name}", birthday="1990-02-28")
    start = store.now().replace(tzinfo=None) + timedelta(hours=3)
    plan = r.InterviewPlan(purpose=name, starts=start, zone="Europe/Berlin")
    talk = store.plan_interview(contact, plan).new_id(r.Kind.INTERVIEW)
    store.record_event(talk, r.EventKind.HELD, store.now())
    store.save_notes(talk, "n a bookkeeper\nplain")
    store.save_letter(talk, r.Letter("Thank you", name))
    store.mark_sent(talk, store.now())
    store.add_heard(contact, r.HeardKind.PROMISE, "Send the paper", due=store.now().date())
    store.record_share(contact, r.Direction.I_GAVE, "An hour", store.now().date())
    driver.bring_in(store, name.replace(" ", ""), range(20))
    store.tag_contacts([contact], add=("clock",))
    return contact


@pytest.mark.parametrize("jump", JUMPS)
@pytest.mark.parametrize("while_open", [True, False], ids=["while it is open", "between two openings"])
def test_no_record_is_refused(vault_file: Path, clock: Clock, jump: str, while_open: bool) -> None:
    with opened(vault_file, clock) as store:
        before = a_day_s_work(store, "Before")
        if while_open:
            clock.at = JUMPS[jump]
            during = a_day_s_work(store, "During")
    if not while_open:
        clock.at = JUMPS[jump]
        with opened(vault_file, clock) as store:
            during = a_day_s_work(store, "During")
    clock.at = NORMAL + timedelta(minutes=1)
    with opened(vault_file, clock) as store:
        after = a_day_s_work(store, "After")
        assert before < during < after, "the order is that of doing"
        for contact, name in ((before, "Before"), (during, "During"), (after, "After")):
            held = store.contact(contact)
            assert held.person.note == f"Edited: {name}"
            assert [heard.text for heard in held.heard].count("Send the paper") == 1
            assert held.interviews
        assert len(store.contact_ids("clock")) == 3
        store.today()
        store.next_interview()
        assert store.check() == []


@pytest.mark.parametrize("jump", JUMPS)
def test_steps_are_undone_in_the_order_in_which_they_were_done(vault_file: Path, clock: Clock, jump: str) -> None:
    with opened(vault_file, clock) as store:
        first = next(iter(store.contact_ids()))
        notes = [store.contact(first).person.note]
        for at in (NORMAL, JUMPS[jump], NORMAL + timedelta(seconds=1)):
            clock.at = at
            notes.append(f"Written at {at}")
            store.edit_contact(first, note=notes[-1])
        for expected in reversed(notes[:-1]):
            store.undo()
            assert store.contact(first).person.note == expected, "a jump makes a step of its own, never one over years"
        for expected in notes[1:]:
            store.redo()
            assert store.contact(first).person.note == expected


def test_edits_within_a_moment_stay_one_step_after_a_jump(vault_file: Path, clock: Clock) -> None:
    with opened(vault_file, clock) as store:
        first = next(iter(store.contact_ids()))
        clock.at = JUMPS["1970"]
        before = store.contact(first).person.title
        for typed in ("H", "He", "Head"):
            store.edit_contact(first, title=typed)
            clock.at += timedelta(milliseconds=200)
        store.undo()
        assert store.contact(first).person.title == before


def test_no_backup_is_taken_away_because_of_the_clock(vault_file: Path, clock: Clock) -> None:
    with opened(vault_file, clock) as store:
        assert store.backups is not None
        made: list[Path] = []

        def make(days: int) -> None:
            for _ in range(days):
                clock.at += timedelta(days=1)
                store.add_contact(driver.person(f"On day {clock.at}"))
                assert store.backups is not None
                made.append(store.backups.make(store.opened, Reason.DAILY, store.now()).path)

        make(6)
        for jump in JUMPS.values():
            there, clock.at = clock.at, jump
            make(1)
            clock.at = there
        make(3)
        listed = store.backups.listed()
        assert {backup.path for backup in listed} == set(made), "each of a day of its own, within the ladder's twelve"
        assert [backup.path for backup in listed] == made[::-1], "newest first is the order of making"


@pytest.fixture
def computer_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Lets the computer be taken to another time zone."""
    if not hasattr(time, "tzset"):
        pytest.skip("the zone of a process cannot be changed here")
    yield monkeypatch
    monkeypatch.undo()
    time.tzset()


def move_to(zone: str, computer: pytest.MonkeyPatch) -> None:
    computer.setenv("TZ", zone)
    time.tzset()


def test_days_stay_what_they_were_in_every_time_zone(
    vault_file: Path, clock: Clock, computer_zone: pytest.MonkeyPatch
) -> None:
    due, shared = date(2026, 12, 31), date(2026, 11, 20)
    move_to("America/Los_Angeles", computer_zone)
    with opened(vault_file, clock) as store:
        contact = store.add_contact(driver.person("Traveller")).new_id(r.Kind.CONTACT)
        store.add_heard(contact, r.HeardKind.PROMISE, "Send the paper", due=due)
        store.record_share(contact, r.Direction.I_GAVE, "An hour", shared)
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "Europe/Berlin"):
        move_to(zone, computer_zone)
        with opened(vault_file, clock) as store:
            held = store.contact(contact)
            assert [heard.due for heard in held.heard] == [due], zone
            assert [entry.on for entry in held.exchange] == [shared], zone


@pytest.mark.parametrize(
    ("zone", "start"),
    [
        ("Europe/Berlin", datetime(2026, 10, 25, 14, 0)),  # the day on which summer time ends
        ("Europe/Berlin", datetime(2027, 3, 28, 2, 30)),  # a time that this day does not have
        ("Europe/Berlin", datetime(2026, 10, 25, 2, 30)),  # a time that this day has twice
        ("America/New_York", datetime(2027, 3, 14, 9, 0)),
        ("Australia/Lord_Howe", datetime(2026, 10, 4, 2, 15)),  # half an hour of summer time
        ("Asia/Tehran", datetime(2026, 11, 23, 0, 0)),
    ],
)
def test_a_meeting_keeps_its_wall_time(
    vault_file: Path, clock: Clock, computer_zone: pytest.MonkeyPatch, zone: str, start: datetime
) -> None:
    clock.at = start.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) - timedelta(days=30)
    with opened(vault_file, clock) as store:
        store.delete_interview(1)
        contact = store.add_contact(driver.person("Somebody")).new_id(r.Kind.CONTACT)
        plan = r.InterviewPlan(purpose="Talk", starts=start, zone=zone)
        talk = store.plan_interview(contact, plan).new_id(r.Kind.INTERVIEW)
    for elsewhere in ("Pacific/Kiritimati", "America/Los_Angeles"):
        move_to(elsewhere, computer_zone)
        with opened(vault_file, clock) as store:
            held = store.interview(talk).plan
            assert (held.starts, held.zone) == (start, zone)
            following = store.next_interview()
            assert following is not None
            assert following.id == talk
    clock.at += timedelta(days=30, hours=3)
    with opened(vault_file, clock) as store:
        assert store.next_interview() is None, "it is over, wherever the computer stands"
