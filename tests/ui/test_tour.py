"""The tour: the main job on the shipped file, with what it leaves; and the sample people it shares a folder with."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from netplus_desktop import app, cli
from netplus_desktop.assets import resource, sample_people
from netplus_desktop.core.matching import fits
from netplus_desktop.core.records import EventKind, PointKind, RowStatus, StepKind
from netplus_desktop.documents.letters import word_count
from netplus_desktop.exchange.planning import plan_import
from netplus_desktop.exchange.reading import read_path
from netplus_desktop.store.store import Store


def test_the_tour_does_the_main_job_and_names_what_it_leaves(tmp_path: Path) -> None:
    out = tmp_path / "made" / "here"
    done = subprocess.run(
        [sys.executable, "-m", "netplus_desktop", "tour", "--out", str(out)],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "QT_QPA_PLATFORM": ""},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert sorted(path.name for path in out.iterdir()) == ["prep-sheet.pdf", "thank-you.txt", "window.png"]
    for path in out.iterdir():
        assert str(path) in done.stdout
    assert "read 5, added 5" in done.stdout
    assert "2 needs, 2 takeaways, 1 referral, 1 promise" in done.stdout
    assert (out / "prep-sheet.pdf").read_bytes().startswith(b"%PDF-")
    picture = QImage(str(out / "window.png"))
    assert (picture.width(), picture.height()) == (1280, 800)
    letter = (out / "thank-you.txt").read_text(encoding="utf-8")
    subject, _, body = letter.partition("\n\n")
    assert subject
    assert "Dear Marta" in body
    assert "watch people look for something" in body
    assert 75 <= word_count(body) <= 150


def test_the_tour_says_so_when_its_folder_cannot_be_made(
    tmp_path: Path, qtbot: QtBot, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    assert app.main(["tour", "--out", str(in_the_way / "folder")]) == cli.FAILED
    assert "could not be written" in capsys.readouterr().err


def test_every_card_of_the_tours_file_is_read_whole(store: Store) -> None:
    file = read_path(resource("sample", "contacts.vcf"))
    (plan,) = plan_import([file], store)
    assert [row.status for row in plan.rows] == [RowStatus.NEW] * 5
    people = [row.row.person for row in plan.rows]
    assert [person.name for person in people if person] == [
        "Marta Lindqvist",
        "Rui Guimarães",
        "Jana Šimková",
        "Ольга Марченко",
        "Samuel Oyelaran",
    ]


# --- the sample people ------------------------------------------------------------------------------------


def test_the_sample_shows_every_stage_of_a_conversation(store: Store) -> None:
    assert store.load_sample(sample_people()).count == 12
    people = [store.contact(contact_id) for contact_id in store.contact_ids()]
    talks = [interview for person in people for interview in person.interviews]
    seen = {event.kind for interview in talks for event in interview.events}
    aside = {EventKind.CANCELLED, EventKind.NO_SHOW, EventKind.RESCHEDULED, EventKind.TURNED, EventKind.ASKED_ANOTHER}
    wanted = set(EventKind) - aside
    assert wanted <= seen
    steps = {person.next_step.kind for person in people if person.next_step}
    assert {StepKind.MEET, StepKind.WRITE_UP, StepKind.THANK, StepKind.PROMISE, StepKind.NUDGE} <= steps
    assert any(person.introducer for person in people)
    assert store.counts().quiet >= 1


def test_the_samples_offers_fit_some_of_its_needs(store: Store) -> None:
    store.load_sample(sample_people())
    priya = store.contact(store.find_contacts("Priya Raman")[0].id)
    found = fits(priya.heard, store.offers())
    assert len(found) == 3
    assert not found[0].weak


def test_nobody_real_can_be_reached_through_the_sample() -> None:
    """Only reserved domains, and numbers of the range that is set aside for stories."""
    text = resource("sample", "people.json").read_text(encoding="utf-8")
    text += resource("sample", "contacts.vcf").read_text(encoding="utf-8")
    hosts = re.findall(r"[@/]([\w.-]+\.[a-z]{2,})", text)
    assert hosts
    assert all(host.endswith(".example") for host in hosts)
    numbers = re.findall(r"\+[\d\s-]{8,}", text)
    assert numbers
    assert all(re.fullmatch(r"\+1[ -]202[ -]555[ -]01\d\d", number.strip()) for number in numbers)


def test_the_sample_comes_and_goes_with_one_step_each(store: Store) -> None:
    store.load_sample(sample_people())
    store.remove_sample()
    counts = store.counts()
    assert (counts.people, counts.interviews, counts.offers) == (0, 0, 0)
    store.undo()
    assert store.counts().people == 12
    emails = [email for p in store.persons(store.contact_ids()).values() for email in p.values(PointKind.EMAIL)]
    assert len(emails) == len(set(emails)) == 12


@pytest.mark.parametrize("hour", [0, 14, 23])
def test_the_sample_loads_at_any_time_of_day(hour: int, tmp_path: Path) -> None:
    from netplus_desktop.store.opening import throwaway_store

    opened = throwaway_store(tmp_path, clock=lambda: datetime(2026, 12, 31, hour, 59, tzinfo=UTC))
    try:
        assert opened.load_sample(sample_people()).count == 12
        priya = opened.contact(opened.find_contacts("Priya Raman")[0].id)
        assert priya.next_step is not None
        held = hour > 14
        assert priya.next_step.kind is (StepKind.THANK if held or hour == 14 else StepKind.MEET)
    finally:
        opened.close()


def test_a_day_later_the_list_asks_to_confirm_a_meeting_of_the_sample(tmp_path: Path) -> None:
    from netplus_desktop.store.opening import throwaway_store

    now = [datetime(2026, 11, 23, 9, tzinfo=UTC)]
    opened = throwaway_store(tmp_path, clock=lambda: now[0])
    try:
        opened.load_sample(sample_people())
        layla = opened.find_contacts("ليلى")[0].id
        kinds = []
        for day in (23, 24, 25, 26):
            now[0] = datetime(2026, 11, day, 9, tzinfo=UTC)
            opened.refresh_clocks()
            (row,) = opened.contact_rows([layla])
            assert row.next_step is not None
            kinds.append(row.next_step.kind)
        assert kinds == [StepKind.MEET, StepKind.CONFIRM, StepKind.MEET, StepKind.WRITE_UP]
    finally:
        opened.close()
