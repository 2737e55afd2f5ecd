"""`netplus due`: the Today list on the command line, the same as in the window."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from netplus_desktop import cli
from netplus_desktop.core.records import Direction, HeardKind, InterviewPlan, IntroductionKind, Kind, Person, Tier
from netplus_desktop.store.opening import open_store
from netplus_desktop.store.store import Store

PASSPHRASE = "correct horse, battery"
TODAY = date.today()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A vault that `due` reads once it is closed."""
    made = open_store(tmp_path / "people.netplus", passphrase=PASSPHRASE, create=True)
    (tmp_path / "secret.txt").write_text(PASSPHRASE, encoding="utf-8")
    yield made
    made.close()


def due(store: Store, *arguments: str) -> int:
    store.close()
    folder = store.path.parent
    words = ["--vault", str(store.path), "--passphrase-file", str(folder / "secret.txt"), "due", *arguments]
    return cli.run(cli.parse(words))


def person(store: Store, name: str) -> int:
    return store.add_contact(Person(name)).new_id(Kind.CONTACT)


def test_the_list_is_printed_in_its_order_a_line_for_each_step(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    soon = datetime.combine(TODAY + timedelta(days=2), datetime.min.time()).replace(hour=10)
    for name, days in (("Ann Promised", -1), ("Bo Promised", 0), ("Cy Promised", 3), ("Later Promised", 20)):
        store.add_heard(person(store, name), HeardKind.PROMISE, "A book", due=TODAY + timedelta(days=days))
    store.plan_interview(person(store, "Di\tMeets"), InterviewPlan(starts=soon))
    cool = person(store, "Ed Cools")
    store.set_tier([cool], Tier.INNER)
    store.record_share(cool, Direction.THEY_SHARED, "A word", TODAY - timedelta(days=40))
    assert due(store) == cli.DONE
    printed = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [(section, what) for section, _, what in printed] == [
        ("earlier", "Keep a promise to Ann Promised"),
        ("today", "Keep a promise to Bo Promised"),
        ("this week", "Meet Di Meets"),
        ("this week", "Keep a promise to Cy Promised"),
        ("cooling", "Be in touch with Ed Cools"),
    ]
    assert printed[2][1].endswith("10:00")
    assert printed[4][1].startswith("last contact ")


def test_as_json_every_line_says_whom_it_is_about(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    ann, bo = person(store, "Ann"), person(store, "Bo")
    store.add_heard(ann, HeardKind.PROMISE, "A book", due=TODAY)
    store.set_tier([bo], Tier.INNER)
    last = TODAY - timedelta(days=40)
    store.record_share(bo, Direction.THEY_SHARED, "A word", last)
    assert due(store, "--json") == cli.DONE
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert datetime.fromisoformat(first.pop("due")).date() == TODAY
    assert first == {
        "section": "today",
        "kind": "promise",
        "id": ann,
        "name": "Ann",
        "other": None,
        "interview": None,
        "last_contact": None,
    }
    assert (second["section"], second["id"], second["last_contact"]) == ("cooling", bo, last.isoformat())


def test_what_was_put_off_is_not_listed_and_nothing_due_says_so(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    store.add_heard(person(store, "Ann"), HeardKind.PROMISE, "A book", due=TODAY)
    store.put_off(store.today()[0], 3)
    assert due(store) == cli.NOTHING
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "Nothing is due.\n")


def test_the_sample_people_have_something_due(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(cli.parse(["--demo", "due"])) == cli.DONE
    assert "Thank Björn Kvist" in capsys.readouterr().out


def test_a_line_about_an_introduction_names_both(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    ann, bo = person(store, "Ann One"), person(store, "Bo Two")
    made = store.introduce(ann, bo).new_id(Kind.INTRODUCTION)
    store.record_introduction(made, IntroductionKind.FIRST_AGREES, store.now() - timedelta(days=2))
    assert due(store, "--json") == cli.DONE
    told = json.loads(capsys.readouterr().out)
    assert (told["name"], told["other"]) == ("Bo Two", "Ann One")
    assert due(store) == cli.DONE
    assert capsys.readouterr().out.endswith("\tAsk Bo Two whether you may introduce Ann One\n")
