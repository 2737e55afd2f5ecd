"""A table whose columns somebody tells: what is guessed, what will do, and that it is known again."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from netplus_desktop.core.errors import FileError
from netplus_desktop.core.records import FileFormat, Person, Point, PointKind
from netplus_desktop.exchange import mapping, reading
from netplus_desktop.exchange.columns import Column
from netplus_desktop.exchange.layouts import Way, saved

DATA = Path(__file__).resolve().parents[1] / "data" / "tables"

CLUB = "Wer;Woher;Wann;Erreichbar;Lieblingstee\nAda Lowe;Mühle;3.5.1990;ada@example.org;Assam\nBo Ek;;;;\n"

NAME, KEPT, OUT = Column("name"), mapping.KEPT, mapping.LEFT_OUT
EMAIL, WORK = Column("email"), Column("organisation")


def club(encoding: str = "cp1252") -> mapping.Draft:
    return mapping.drafted(CLUB.encode(encoding))


def told(draft: mapping.Draft) -> mapping.Draft:
    for at, column in enumerate((NAME, WORK, Column("birthday"), EMAIL, KEPT)):
        draft = draft.choose(at, column)
    return draft


def test_a_table_that_nobody_knows_is_read_as_it_is_told() -> None:
    way = told(club()).settled()
    read = reading.read_bytes(
        CLUB.encode("cp1252"), "club.csv", layout=way.layout, encoding=way.encoding, delimiter=way.delimiter
    )
    assert (read.format, read.encoding, read.delimiter, read.said) == (FileFormat.TABLE, "cp1252", ";", True)
    ada, bo = (row.person for row in read.rows)
    assert ada == Person(
        "Ada Lowe",
        organisation="Mühle",
        birthday="1990-05-03",
        points=(Point(PointKind.EMAIL, "ada@example.org"),),
        extra=('X-NETPLUS-FIELD;LABEL="Lieblingstee":Assam',),
    )
    assert bo == Person("Bo Ek")


def test_it_is_known_again_by_its_header() -> None:
    draft = told(club())
    remembered = {draft.key(): saved(draft.layout())}
    more = "\ufeffwer;WOHER;Wann;erreichbar;Lieblingstee\n\nIda Holm;Hafen;;ida@example.org;\n".encode()
    read = reading.read_bytes(more, "later.csv", remembered=remembered)
    (row,) = read.rows
    assert read.said
    assert row.person == Person("Ida Holm", organisation="Hafen", points=(Point(PointKind.EMAIL, "ida@example.org"),))
    assert mapping.drafted(more, remembered=remembered).chosen == draft.chosen


def test_what_was_said_goes_before_what_the_names_tell() -> None:
    data = b"Name,Email,Company\nAda Lowe,ada@example.org,gardening\n"
    draft = mapping.drafted(data)
    assert draft.chosen == (NAME, EMAIL, WORK)
    draft = draft.choose(2, Column("tags"))
    assert not reading.read_bytes(data, "x").said
    (row,) = reading.read_bytes(data, "x", remembered={draft.key(): saved(draft.layout())}).rows
    assert row.person is not None
    assert (row.person.organisation, row.person.tags) == ("", ("gardening",))


@pytest.mark.parametrize(
    "meaning",
    [
        "",
        "nonsense",
        "[]",
        "{}",
        '{"format": "csv", "columns": [null]}',
        '{"format": "csv", "columns": [["rocket", "value", "", ""]]}',
        '{"format": "csv", "columns": [[1, 2, 3, 4, 5]]}',
        '{"format": "of a newer program", "columns": [["name", "value", "", ""]]}',
    ],
)
def test_what_cannot_be_read_of_what_was_said_is_as_if_it_had_not_been_said(meaning: str) -> None:
    data = b"Name,Email\nAda Lowe,ada@example.org\n"
    read = reading.read_bytes(data, "x", remembered={mapping.drafted(data).key(): meaning})
    assert not read.said
    assert read.rows[0].person == Person("Ada Lowe", points=(Point(PointKind.EMAIL, "ada@example.org"),))


def test_a_column_that_is_left_out_is_left_out_and_none_is_by_itself() -> None:
    draft = told(club()).choose(4, OUT)
    way = draft.settled()
    read = reading.read_bytes(draft.data, "club.csv", layout=way.layout, delimiter=way.delimiter)
    assert read.rows[0].person is not None
    assert read.rows[0].person.extra == ()
    assert club().chosen[4] == KEPT


def test_why_it_will_not_do_is_told() -> None:
    nobody = mapping.drafted(b"alpha,beta\nx,y\n")
    assert nobody.problem() == "nobody"
    assert nobody.choose(1, EMAIL).problem() == ""
    assert nobody.choose(1, Column("given")).problem() == ""
    assert mapping.drafted(b"alpha beta\nx y\nz\n").problem() == "one-column"
    assert mapping.drafted(b"Name,Email\n").problem() == "nothing-below"
    assert mapping.drafted(b"").problem() == "nothing-below"


def test_without_a_header_the_first_row_is_a_person() -> None:
    data = b"Ada,Lowe,ada@example.org\nBo,Ek,bo@example.org\n"
    draft = mapping.drafted(data)
    assert not draft.has_header
    assert draft.chosen == (Column("given"), Column("family"), EMAIL)
    assert draft.key() == ""
    assert len(draft.people()) == 2
    with_names = draft.with_header(True)
    assert with_names.names == ("Ada", "Lowe", "ada@example.org")
    assert len(with_names.people()) == 1
    assert [row.person.name for row in reading.read_bytes(data, "x", layout=draft.layout()).rows if row.person] == [
        "Ada Lowe",
        "Bo Ek",
    ]


def test_notes_before_the_names_are_passed_over() -> None:
    data = b"My people\n\nalpha,beta,gamma\nAda Lowe,x,ada@example.org\nBo Ek,y,bo@example.org\n"
    draft = mapping.drafted(data)
    assert draft.names == ("alpha", "beta", "gamma")
    assert draft.chosen == (NAME, KEPT, EMAIL)  # told by what stands in them
    read = reading.read_bytes(data, "x", layout=draft.layout(), delimiter=",")
    assert [row.person.name for row in read.rows if row.person] == ["Ada Lowe", "Bo Ek"]


def test_another_encoding_shows_other_letters_and_keeps_what_was_chosen() -> None:
    draft = told(club())
    assert draft.samples(1) == ["Mühle"]
    wrong = draft.read_as("cp1251", "")
    assert wrong.samples(1) == ["Mьhle"]
    assert wrong.chosen == draft.chosen
    assert draft.read_as("", ",").problem() == "one-column"
    assert draft.read_as("", ",").read_as("", "").names == draft.names
    assert wrong.settled().encoding == "cp1251"


def test_several_columns_of_one_kind_are_all_kept() -> None:
    data = b"a,b,c,d,e\nAda,ada@example.org,ada@example.net,Lowe,Mill Road 3\n"
    draft = mapping.drafted(data)
    for at, column in enumerate((NAME, EMAIL, Column("email", label="work"), NAME, Column("address", "street"))):
        draft = draft.choose(at, column)
    (row,) = reading.read_bytes(data, "x", layout=draft.layout(), delimiter=",").rows
    assert row.person == Person(
        "Ada",
        points=(
            Point(PointKind.EMAIL, "ada@example.org"),
            Point(PointKind.EMAIL, "ada@example.net", "work"),
            Point(PointKind.ADDRESS, "Mill Road 3"),
        ),
        extra=('X-NETPLUS-FIELD;LABEL="d":Lowe',),
    )
    assert draft.first_person() == row.person


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.glob("*.csv") if path.name != "long_note.csv"))
def test_every_table_can_be_told_and_what_is_guessed_is_what_is_read(name: str) -> None:
    data = (DATA / name).read_bytes()
    draft = mapping.drafted(data)
    try:
        read = reading.read_bytes(data, name)
    except FileError:
        assert draft.problem() or draft.first_person() is None
        return
    assert draft.problem() == ""
    first = next(row.person for row in read.rows if row.person)
    guessed = draft.first_person()
    assert guessed is not None
    assert (guessed.name, set(guessed.values(PointKind.EMAIL))) == (first.name, set(first.values(PointKind.EMAIL)))


def test_the_beginning_of_a_large_file_is_enough() -> None:
    row = "Åsa Öberg,asa@example.org,".encode() + "ö".encode() * 500 + b"\n"
    draft = mapping.drafted(b"who,where,what\n" + row * 2000, Way())
    assert draft.encoding == "utf-8"
    assert draft.samples(0) == ["Åsa Öberg"]
    wide = ("who,where,what\n" + "Åsa Öberg,asa@example.org,x\n" * 20_000).encode("utf-16")
    assert mapping.drafted(wide).samples(0) == ["Åsa Öberg"]


def test_what_is_not_corrected_stays_as_the_program_knows_it() -> None:
    data = (DATA / "google_new.csv").read_bytes()
    plain = reading.read_bytes(data, "x")
    draft = mapping.drafted(data)
    assert not draft.corrects()
    draft = draft.choose(draft.names.index("Nickname"), Column("tags"))
    assert draft.corrects()
    remembered = {draft.key(): saved(draft.layout())}
    told = reading.read_bytes(data, "x", layout=draft.layout())
    for read in (told, reading.read_bytes(data, "x", remembered=remembered)):
        assert read.format is FileFormat.GOOGLE
        assert [row.person.points for row in read.rows if row.person] == [
            row.person.points for row in plain.rows if row.person
        ]


def test_a_thousand_columns_of_nonsense_that_is_nearly_words_take_no_time() -> None:
    names = (
        ",".join(f"telefonfaxort{at}x" for at in range(500)) + "," + ",".join(f"会社電話番号{at}x" for at in range(499))
    )
    rows = "\n".join(",".join(f"mailtelmail{row}y{at}" for at in range(999)) for row in range(40))
    data = f"Name,{names}\n{rows}\n".encode()
    begun = time.process_time()
    draft = mapping.drafted(data)
    assert draft.chosen[:2] == (NAME, KEPT)
    with pytest.raises(FileError):
        reading.read_bytes(data, "x")
    assert time.process_time() - begun < 2
