"""What an import would do, compared with the people whom a real vault knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from netplus_desktop.core.errors import Cancelled, FileError
from netplus_desktop.core.records import Choice, Person, PlannedRow, RowStatus
from netplus_desktop.exchange import planning, reading
from netplus_desktop.store.store import Store

DATA = Path(__file__).resolve().parents[1] / "data"


def plan(store: Store, *texts: str) -> list[PlannedRow]:
    files = [reading.read_bytes(text.encode(), f"file {number}") for number, text in enumerate(texts, 1)]
    return [row for one in planning.plan_import(files, store) for row in one.rows]


def bring(store: Store, *texts: str) -> None:
    files = [reading.read_bytes(text.encode(), f"file {number}") for number, text in enumerate(texts, 1)]
    store.apply_import(planning.plan_import(files, store))


def card(*lines: str) -> str:
    return "\n".join(("BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""))


def names(store: Store) -> list[str]:
    return sorted(row.name for row in store.contact_rows(store.contact_ids()))


def statuses(rows: Sequence[PlannedRow]) -> list[RowStatus]:
    return [row.status for row in rows]


ANA = card("UID:a1", "FN:Ana Ruiz", "ORG:Mill", "EMAIL:ana@example.org")


@pytest.mark.parametrize("file", sorted(path.name for path in DATA.glob("*/*.*") if path.suffix in {".vcf", ".csv"}))
def test_the_same_file_twice_changes_nothing(store: Store, file: str) -> None:
    (path,) = DATA.glob(f"*/{file}")
    try:
        read = reading.read_path(path)
    except FileError:
        return
    first = planning.plan_import([read], store)
    store.apply_import(first)
    before = {row.id: store.contact(row.id) for row in store.contact_rows(store.contact_ids())}
    second = planning.plan_import([read], store)
    sums = planning.totals(second[0].rows)
    assert (sums.added, sums.updated) == (0, 0)
    assert sums.read == len(read.rows) == sums.unchanged + sums.skipped
    store.apply_import(second)
    assert {row.id: store.contact(row.id) for row in store.contact_rows(store.contact_ids())} == before


def test_what_was_edited_here_stays_when_the_same_file_comes_again(store: Store) -> None:
    bring(store, ANA)
    (ana,) = store.contact_ids()
    store.edit_contact(ana, name="Ana R.", organisation="Own firm", points=())
    assert statuses(plan(store, ANA)) == [RowStatus.SAME]


def test_a_newer_card_of_the_same_person_is_an_update(store: Store) -> None:
    bring(store, ANA)
    newer = card("UID:a1", "FN:Ana Ruiz", "ORG:Harbor", "EMAIL:ana@example.org", "TEL:+34 600 123 456", "REV:2")
    (row,) = plan(store, newer)
    assert (row.status, row.choice) == (RowStatus.CHANGED, Choice.UPDATE)
    assert row.match is not None
    assert row.match.name == "Ana Ruiz"
    assert [(change.name, change.before, change.after) for change in row.changes] == [
        ("organisation", "Mill", "Harbor"),
        ("phone", "", "+34 600 123 456"),
    ]
    bring(store, newer)
    assert names(store) == ["Ana Ruiz"]
    assert statuses(plan(store, newer)) == [RowStatus.SAME]


def test_a_linkedin_profile_is_an_identity_over_formats(store: Store) -> None:
    bring(store, card("FN:Priya Raman", "URL:https://www.linkedin.com/in/priya-raman/"))
    table = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    table += "Priya,Raman,https://www.linkedin.com/in/Priya-Raman,,Harbor,Head,08 Feb 2026\n"
    (row,) = plan(store, table)
    assert (row.status, row.choice) == (RowStatus.CHANGED, Choice.UPDATE)
    told = {change.name: change.after for change in row.changes}
    assert (told["organisation"], told["met"]) == ("Harbor", "LinkedIn 2026-02-08")


@pytest.mark.parametrize(
    ("lines", "shared", "names"),
    [
        (("FN:Ruiz, Ana", "EMAIL:ANA@example.org"), "email", "order"),
        (("FN:Anna Ruiz", "TEL:0600 123 456"), "phone", "slip"),
        (("FN:Ana Maria Ruiz", "N:Ruiz;Ana Maria;;;", "TEL:0034 600/123456", "ORG:Mill"), "phone+employer", "short"),
        (("FN:Ana Ruizz", "ORG:Mill"), "employer", "slip"),
        (("FN:A. Ruiz", "N:Ruiz;A.;;;", "ORG:Mill"), "employer", "initial"),
        (("FN:Ана Руис", "EMAIL:ana@example.org"), "email", "script"),
        (("FN:Ana Ruiz", "ORG:MILL", "EMAIL:ana@example.org", "TEL:600123456"), "email+phone+employer", "same"),
    ],
)
def test_who_looks_like_somebody_is_shown_and_never_joined_unasked(
    store: Store, lines: tuple[str, ...], shared: str, names: str
) -> None:
    bring(store, card("FN:Ana Ruiz", "N:Ruiz;Ana;;;", "ORG:Mill", "EMAIL:ana@example.org", "TEL:+34 600 123 456"))
    (row,) = plan(store, card(*lines))
    assert (row.status, row.choice) == (RowStatus.DOUBTFUL, Choice.ADD)
    assert row.match is not None
    assert row.reason is not None
    assert row.reason.code == "looks-like"
    assert dict(row.reason.fields) == {"name": "Ana Ruiz", "shared": shared, "names": names}
    assert planning.choices(row) == (Choice.ADD, Choice.UPDATE, Choice.LEAVE)
    bring(store, card(*lines))
    assert store.counts().people == 2


@pytest.mark.parametrize(
    "lines",
    [
        ("FN:Bo Ek", "EMAIL:ana@example.org"),  # one mailbox
        ("FN:Tom Ruiz", "TEL:600 123 456"),  # one household
        ("FN:Ana Ruiz", "ORG:Harbor"),  # a common name
        ("FN:Ana Ruiz",),
        ("FN:Carl Ruiz", "ORG:Mill"),  # colleagues
        ("FN:Mill", "ORG:Mill"),
    ],
)
def test_who_only_shares_an_office_a_home_or_a_name_is_somebody_new(store: Store, lines: tuple[str, ...]) -> None:
    bring(store, card("UID:a1", "FN:Ana Ruiz", "ORG:Mill", "EMAIL:ana@example.org", "TEL:+34 600 123 456"))
    assert statuses(plan(store, card(*lines))) == [RowStatus.NEW]
    # so it is among the rows of one import
    both = card("FN:Ana Ruiz", "ORG:Mill", "EMAIL:ana@else.example", "TEL:+34 600 999 999")
    lines = tuple(line.replace("123 456", "999 999").replace("example.org", "else.example") for line in lines)
    assert statuses(plan(store, both + card(*lines)))[1:] == [RowStatus.NEW]


def test_whoever_shares_most_is_the_one_that_a_row_looks_like(store: Store) -> None:
    bring(store, card("FN:Ana Ruiz", "ORG:Mill"))
    bring(store, card("FN:Anna Ruizz", "ORG:Mill", "EMAIL:ana@example.org"))
    (row,) = plan(store, card("FN:Ana Ruiz", "ORG:Mill", "EMAIL:ana@example.org"))
    assert row.match is not None and row.match.name == "Anna Ruizz"


def test_a_switchboard_tells_nobody_apart(store: Store) -> None:
    number = "TEL:+34 600 123 456"
    bring(store, *(card(f"FN:Ana{n} Ek{n}", number) for n in range(59)))
    assert statuses(plan(store, card("FN:Ana Ek", number))) == [RowStatus.DOUBTFUL]
    bring(store, card("FN:Bo Berg", number), card("FN:Cy Cho", number))
    assert statuses(plan(store, card("FN:Ana Ek", number))) == [RowStatus.NEW]


def test_cards_of_one_mark_and_other_names_are_not_joined(store: Store) -> None:
    bring(store, card("UID:same", "FN:Ana Ruiz"))
    (row,) = plan(store, card("UID:same", "FN:Bo Ek"))
    assert (row.status, row.choice) == (RowStatus.DOUBTFUL, Choice.ADD)
    assert row.reason is not None
    assert row.reason.code == "same-mark-other-name"
    both = plan(store, card("UID:other", "FN:Carl Berg") + card("UID:other", "FN:Dora Lund"))
    assert statuses(both) == [RowStatus.NEW, RowStatus.NEW]


def test_rows_that_repeat_rows_of_the_same_import(store: Store) -> None:
    rows = plan(
        store,
        ANA + card("UID:a1", "FN:Ana Ruiz", "TITLE:Miller"),
        ANA + card("FN:Ana Ruiz", "ORG:Mill Ltd", "EMAIL:ana@example.org"),
    )
    assert statuses(rows) == [RowStatus.NEW, RowStatus.CHANGED, RowStatus.SAME, RowStatus.DOUBTFUL]
    assert [row.repeats and row.repeats.number for row in rows] == [None, 1, 1, 1]
    assert [(change.name, change.after) for change in rows[1].changes] == [("title", "Miller")]
    assert rows[3].reason is not None
    assert rows[3].reason.code == "looks-like-row"
    files = [reading.read_bytes(text.encode(), "x") for text in (ANA + card("UID:a1", "FN:Ana Ruiz", "TITLE:Miller"),)]
    store.apply_import(planning.plan_import(files, store))
    (ana,) = store.contact_ids()
    assert store.contact(ana).person.title == "Miller"


def test_groups_and_empty_cards_are_skipped_with_their_reason(store: Store) -> None:
    rows = plan(store, card("FN:Chess club", "KIND:group") + card("GEO:1;2"))
    assert statuses(rows) == [RowStatus.SKIPPED] * 2
    assert [row.reason.code for row in rows if row.reason] == ["group", "no-name"]
    assert [planning.choices(row) for row in rows] == [(Choice.LEAVE,)] * 2


def test_choices_and_sums(store: Store) -> None:
    bring(store, ANA)
    rows = plan(
        store,
        ANA
        + card("UID:a1", "FN:Ana Ruiz", "TITLE:Miller")
        + card("FN:Bo Ek")
        + card("FN:Ana Ruizz", "ORG:Mill")
        + card("KIND:group", "FN:Club"),
    )
    assert [planning.outcome(row) for row in rows] == ["unchanged", "updated", "added", "added", "skipped"]
    sums = planning.totals(rows)
    assert sums.read == sums.added + sums.updated + sums.unchanged + sums.skipped == 5
    assert planning.outcome(planning.choose(rows[1], Choice.LEAVE)) == "skipped"
    assert planning.outcome(planning.choose(rows[3], Choice.UPDATE)) == "updated"
    assert planning.outcome(planning.choose(rows[3], Choice.LEAVE)) == "skipped"
    with pytest.raises(ValueError):
        planning.choose(rows[4], Choice.ADD)
    with pytest.raises(ValueError):
        planning.choose(rows[2], Choice.UPDATE)


class Asked:
    """Somebody who knows nobody, and counts the questions."""

    def __init__(self) -> None:
        self.questions = 0

    def holders(self, keys: Sequence[str]) -> Mapping[str, tuple[int, ...]]:
        self.questions += 1
        return {}

    def persons(self, ids: Sequence[int]) -> Mapping[int, Person]:
        self.questions += 1
        return {}


def test_the_store_is_asked_for_thousands_of_rows_at_once() -> None:
    text = "Name,Email\n" + "".join(f"Name{n} Last{n},n{n}@example.org\n" for n in range(4500))
    asked = Asked()
    told: list[tuple[int, int]] = []
    planning.plan_import(
        [reading.read_bytes(text.encode(), "x")], asked, lambda done, total: told.append((done, total))
    )
    assert asked.questions == 3
    assert told == [(2000, 4500), (4000, 4500), (4500, 4500)]


def test_planning_can_be_stopped() -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        planning.plan_import([reading.read_bytes(ANA.encode(), "x")], Asked(), stop)


def test_every_file_of_the_corpus_twice(corpus: Path, store: Store) -> None:
    for path in sorted(corpus.rglob("*")):
        if not path.is_file() or path.suffix not in {".vcf", ".csv"}:
            continue
        try:
            read = reading.read_path(path)
        except FileError:
            continue
        for again in (False, True):
            plans = planning.plan_import([read], store)
            sums = planning.totals(plans[0].rows)
            assert sums.read == len(read.rows) == sums.added + sums.updated + sums.unchanged + sums.skipped
            assert not again or sums.added == sums.updated == 0, path
            store.apply_import(plans)
