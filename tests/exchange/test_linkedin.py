"""A whole LinkedIn archive, of 2026 and of 2021, packed and not: its people and what it tells beside them."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from netplus_desktop.core.evidence import Evidence, FactKind
from netplus_desktop.core.records import FileFormat, OfferKind, ReadFile
from netplus_desktop.exchange import linkedin, packed, reading

DATA = Path(__file__).resolve().parents[1] / "data" / "linkedin"


def zipped(folder: Path, *, within: str = "", changed: dict[str, bytes | None] | None = None) -> bytes:
    """A folder as a ZIP archive; `changed` replaces files or, by None, leaves them out."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.csv"))}
    for name, data in (changed or {}).items():
        if data is None:
            del files[name]
        else:
            files[name] = data
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(within + name, data)
    return made.getvalue()


def read(data: bytes, name: str = "archive.zip") -> ReadFile:
    files, refused = reading.read_sources([(name, data)])
    assert refused == []
    (file,) = files
    assert file.format is FileFormat.LINKEDIN_ARCHIVE
    return file


def evidence(file: ReadFile) -> Evidence:
    assert file.evidence is not None
    return file.evidence


def told(file: ReadFile, kind: FactKind) -> list[tuple[str, str, bool, str]]:
    """(whom, day, whether the user did it, text) of each fact of a kind."""
    facts = evidence(file).facts.get(kind, ())
    return [(fact.keys[0], str(fact.on), fact.mine, fact.text) for fact in facts]


@pytest.fixture(scope="module")
def whole() -> ReadFile:
    return read(zipped(DATA / "complete_2026"))


def test_connections_and_handed_over_contacts_are_one_file(whole: ReadFile) -> None:
    assert whole.name == "archive.zip"
    names = [row.person.name if row.person else None for row in whole.rows]
    assert names[:3] == ["Priya Raman", "Anna Smith, PhD", "Tomasz Łuczak"]
    assert names[-2:] == [None, "Gita Anand"]
    assert whole.rows[6].reason is not None and whole.rows[6].reason.code == "hidden-member"
    assert [row.number for row in whole.rows] == list(range(1, 9))
    assert "Gita Anand" in whole.originals[7]


def test_the_last_contact_is_the_day_of_the_latest_message_either_way(whole: ReadFile) -> None:
    assert told(whole, FactKind.LAST_MESSAGE) == [
        ("in:priya-raman-1a2b3c", "2026-03-04", False, ""),
        ("in:tomasz-luczak", "2025-11-20", True, ""),
        ("in:mchen-baltic", "2025-11-20", True, ""),
        ("in:ruth-okoro", "2026-01-15", False, ""),
    ]
    assert evidence(whole).messages == 4


def test_drafts_spam_and_advertisements_are_no_contact_and_are_counted(whole: ReadFile) -> None:
    unused = evidence(whole).unused
    assert (unused["draft"], unused["spam"], unused["sponsored"]) == (1, 1, 1)
    assert "I never sent this" not in [text for *_, text in told(whole, FactKind.MESSAGE)]


def test_what_was_written_is_readable(whole: ReadFile) -> None:
    texts = [text for *_, text in told(whole, FactKind.MESSAGE)]
    assert "Happy to talk.\nDoes Thursday suit you?" in texts
    assert texts.count("Thank you both & see you in Gdynia") == 2  # to each of the two


def test_who_asked_whom_to_connect(whole: ReadFile) -> None:
    assert told(whole, FactKind.INVITATION) == [
        ("in:ibrahim-osei", "2025-09-29", False, "We met at the harbour open day."),
        ("in:priya-raman-1a2b3c", "2026-02-07", True, ""),
    ]


def test_help_received_and_given(whole: ReadFile) -> None:
    assert [one[:3] for one in told(whole, FactKind.RECOMMENDATION)] == [
        ("in:anna-smith", "2024-10-12", False),
        ("in:maria-chen", "2025-05-03", False),  # the employer tells which of two
        ("in:tomasz-luczak", "2024-06-01", True),
    ]
    assert told(whole, FactKind.ENDORSEMENT) == [
        ("in:priya-raman-1a2b3c", "2025-05-14", False, "Shift planning, Bookkeeping"),
        ("in:tomasz-luczak", "2023-02-01", False, "Shift planning"),
        ("in:anna-smith", "2024-08-08", True, "Statistics"),
    ]
    assert evidence(whole).unused["nobody"] == 1  # the other Maria Chen, or not


def test_notes_and_seeds_of_offers(whole: ReadFile) -> None:
    assert told(whole, FactKind.NOTE) == [
        ("in:tomasz-luczak", "2025-11-21", False, "Likes tea. Ask about the Gdynia yard.")
    ]
    assert [(offer.kind, offer.title, offer.proof) for offer in evidence(whole).offers] == [
        (OfferKind.MARKET, "Renewable Energy", ""),
        (OfferKind.KNOW_HOW, "Operations Planner, North Quay", "Mar 2019 – Jun 2026"),
        (OfferKind.KNOW_HOW, "Bookkeeper, Weber & Weber", "2015 – 2019"),
        (OfferKind.SKILL, "Shift planning", ""),  # endorsed twice, so it comes first
        (OfferKind.SKILL, "Bookkeeping", ""),
    ]


def test_an_archive_of_before_2023_tells_people_by_their_names() -> None:
    file = read(zipped(DATA / "basic_2021"))
    assert [(on, mine) for _, on, mine, _ in told(file, FactKind.LAST_MESSAGE)] == [
        ("2021-02-03", True),
        ("2020-12-24", False),
    ]
    rows = {row.person.name: row.keys for row in file.rows if row.person}
    keys = [set(fact.keys) for fact in evidence(file).facts[FactKind.LAST_MESSAGE]]
    assert set(rows["Priya Raman"]) <= keys[0]
    assert set(rows["Tomasz Łuczak"]) <= keys[1]
    assert told(file, FactKind.RECOMMENDATION)[0][1:3] == ("2020-06-05", False)


def test_the_owner_is_found_where_no_profile_tells() -> None:
    with_profile = read(zipped(DATA / "complete_2026"))
    without = read(zipped(DATA / "complete_2026", changed={"Profile.csv": None}))
    assert told(without, FactKind.LAST_MESSAGE) == told(with_profile, FactKind.LAST_MESSAGE)


def test_an_unpacked_archive_is_the_same_and_its_other_tables_are_left(whole: ReadFile) -> None:
    files, refused = reading.read_sources([DATA / "complete_2026"])
    assert refused == []
    (file,) = files
    assert list(file.rows) == list(whole.rows)
    assert evidence(file).offers == evidence(whole).offers
    assert list(evidence(file).facts[FactKind.MESSAGE]) == list(evidence(whole).facts[FactKind.MESSAGE])


def test_an_archive_in_a_folder_of_its_own() -> None:
    file = read(zipped(DATA / "complete_2026", within="Complete_LinkedInDataExport_11-01-2026/"))
    assert file.name == "archive.zip/Complete_LinkedInDataExport_11-01-2026"
    assert len(file.rows) == 8


def test_a_part_that_cannot_be_read_costs_that_part() -> None:
    data = zipped(DATA / "complete_2026", changed={"messages.csv": b"something else\nentirely\n"})
    files, refused = reading.read_sources([("archive.zip", data)])
    assert [(name, error.code) for name, error in refused] == [("archive.zip/messages.csv", "file-header-unknown")]
    assert FactKind.LAST_MESSAGE not in evidence(files[0]).facts
    assert FactKind.NOTE in evidence(files[0]).facts


def test_an_archive_without_connections_still_tells() -> None:
    file = read(zipped(DATA / "complete_2026", changed={"Connections.csv": None, "Contacts.csv": None}))
    assert len(file.rows) == 0
    assert len(told(file, FactKind.LAST_MESSAGE)) == 4
    assert evidence(file).unused["not-connected"] > 0


def test_a_lone_table_of_connections_is_a_table() -> None:
    files, _ = reading.read_sources([DATA.parent / "tables" / "linkedin_2026.csv"])
    assert [file.format for file in files] == [FileFormat.LINKEDIN]


def test_many_rows_with_two_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "_AS_THEY_ARE", 2)  # rows are packed as in a large file
    file = read(zipped(DATA / "complete_2026"))
    assert [row.number for row in file.rows] == list(range(1, 9))
    last = file.rows[7].person
    assert last is not None and last.name == "Gita Anand"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-06-01 14:03:22 UTC", date(2025, 6, 1)),
        ("2023/02/01 10:00:00 UTC", date(2023, 2, 1)),
        ("1/29/26, 2:37 PM", date(2026, 1, 29)),
        ("12/31/2019, 11:59 PM", date(2019, 12, 31)),
        ("31/12/2019", date(2019, 12, 31)),
        ("08 Feb 2026", date(2026, 2, 8)),
        ("7-Feb-22", date(2022, 2, 7)),
        ("Feb 8, 2026", date(2026, 2, 8)),
        ("February 8, 2026, 3:04 PM", date(2026, 2, 8)),
        ("30 Feb 2026", None),
        ("", None),
        ("yesterday", None),
    ],
)
def test_days_as_linkedin_has_written_them(text: str, day: date | None) -> None:
    assert linkedin.day_of(text) == day


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Connections.csv", "connections"),
        ("Basic/Recommendations Received.csv", "recommendationsreceived"),
        ("endorsement_received_info.CSV", "endorsementreceivedinfo"),
        ("Connections.html", ""),
        ("My people.csv", ""),
    ],
)
def test_parts_are_known_by_their_names(name: str, part: str) -> None:
    assert linkedin.part_of(name) == part
