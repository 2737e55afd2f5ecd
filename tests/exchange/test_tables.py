"""Tables of contacts, one small file for each program and each oddity."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from netplus_desktop.core.errors import FileError
from netplus_desktop.core.records import FileFormat, Person, Point, PointKind
from netplus_desktop.exchange import encodings, reading, tables

DATA = Path(__file__).resolve().parents[1] / "data" / "tables"

EMAIL, PHONE, URL, ADDRESS, IM = PointKind


def people(name: str) -> list[Person]:
    return [row.person for row in reading.read_path(DATA / name).rows if row.person and not row.reason]


def read(text: str) -> list[Person | None]:
    return [row.person for row in reading.read_bytes(text.encode(), "pasted").rows]


@pytest.mark.parametrize(
    ("file", "kind", "encoding"),
    [
        ("linkedin_2026.csv", FileFormat.LINKEDIN, "utf-8"),
        ("linkedin_2020.csv", FileFormat.LINKEDIN, "utf-8"),
        ("linkedin_excel.csv", FileFormat.LINKEDIN, "utf-8"),
        ("google_new.csv", FileFormat.GOOGLE, "utf-8"),
        ("google_old.csv", FileFormat.GOOGLE_OLD, "utf-16-le"),
        ("outlook_desktop.csv", FileFormat.OUTLOOK, "utf-8"),
        ("outlook_com.csv", FileFormat.OUTLOOK, "utf-8"),
        ("outlook_google.csv", FileFormat.OUTLOOK, "utf-8"),
        ("outlook_german.csv", FileFormat.OUTLOOK, "cp1252"),
        ("outlook_french.csv", FileFormat.OUTLOOK, "cp1252"),
        ("outlook_spanish.csv", FileFormat.OUTLOOK, "cp1252"),
        ("thunderbird.csv", FileFormat.THUNDERBIRD, "cp932"),
        ("thunderbird_trailing_comma.csv", FileFormat.THUNDERBIRD, "utf-8"),
        ("thunderbird_no_names.csv", FileFormat.THUNDERBIRD, "utf-8"),
        ("own_columns.csv", FileFormat.TABLE, "utf-8"),
    ],
)
def test_what_a_table_is_and_how_it_is_written(file: str, kind: FileFormat, encoding: str) -> None:
    read_file = reading.read_path(DATA / file)
    assert (read_file.format, read_file.encoding) == (kind, encoding)


def test_linkedin_with_notes_before_the_names_and_hidden_members() -> None:
    rows = reading.read_path(DATA / "linkedin_2026.csv").rows
    assert [row.line for row in rows] == [5, 6, 7]
    priya, anna, hidden = rows
    assert priya.person == Person(
        "Priya Raman",
        given="Priya",
        family="Raman",
        organisation="Harbor Labs",
        title="Head of Product, Health",
        points=(Point(URL, "https://www.linkedin.com/in/Priya-Raman-1a2b3c"),),
        met="LinkedIn 2026-02-08",
    )
    assert priya.keys[0] == "in:priya-raman-1a2b3c"
    assert anna.person is not None
    assert anna.person.name == "Anna Smith, PhD"
    assert hidden.person is None
    assert hidden.reason is not None
    assert hidden.reason.code == "hidden-member"


def test_older_and_resaved_linkedin_tables() -> None:
    (tom,) = people("linkedin_2020.csv")
    assert (tom.met, tom.values(EMAIL)) == ("LinkedIn 2020-02-07", ("tom@example.org",))
    (jorg,) = people("linkedin_excel.csv")
    assert (jorg.name, jorg.organisation, jorg.met) == ("Jörg Weiß", "Mühle", "LinkedIn 2026-02-13")


def test_google() -> None:
    ana, company = people("google_new.csv")
    assert ana.points == (
        Point(EMAIL, "ana@example.org", "Work"),
        Point(EMAIL, "ana@example.net", "Work"),
        Point(PHONE, "+34 600 123 456", "Mobile"),
        Point(ADDRESS, "Calle 1\n28001 Madrid\nSpain", "Home"),
        Point(URL, "https://www.linkedin.com/in/ana-ruiz/"),
    )
    assert (ana.tags, ana.birthday, ana.note) == (("Navy", "starred"), "--03-14", "two\nlines")
    assert ana.extra == ('X-NETPLUS-FIELD;LABEL="Anniversary":2001-02-03',)
    assert company.name == "Only A Company"
    (bo,) = people("google_old.csv")
    assert (bo.name, bo.organisation, bo.title, bo.tags) == ("Bo Ek", "Mill", "Miller", ("Club",))
    assert bo.points == (Point(EMAIL, "bo@example.org", "Home"),)
    assert bo.extra == ('X-NETPLUS-FIELD;LABEL="Hobby":chess',)


def test_outlook() -> None:
    (john,) = people("outlook_desktop.csv")
    assert (john.name, john.prefix, john.title, john.introduced_by) == ("John Doe", "Mr.", "Miller", "Ana Ruiz")
    assert (john.birthday, john.tags, john.note) == ("1990-03-14", ("Client", "Friend"), "A note")
    assert set(john.points) == {
        Point(ADDRESS, "1 Main St\nAustin, TX 12345\nUSA", "work"),
        Point(PHONE, "555 1112222", "work"),
        Point(PHONE, "555 3334444", "mobile"),
        Point(EMAIL, "john@example.org"),
        Point(EMAIL, "john@example.net"),
    }
    assert 'X-NETPLUS-FIELD;LABEL="Spouse":Jane' in john.extra
    (kim,) = people("outlook_google.csv")
    assert kim.values(ADDRESS) == ("1 Road\nTown 123",)
    (eva,) = people("outlook_com.csv")
    assert (eva.name, eva.values(ADDRESS)) == ("Eva Novák", ("Brno",))


@pytest.mark.parametrize(
    ("file", "name", "organisation", "title", "phone"),
    [
        ("outlook_german.csv", "Käthe Müller", "Mühle GmbH", "Müllerin", "0221 1234567"),
        ("outlook_french.csv", "Élodie Beau", "Moulin", "Meunière", "04 78 12 34 56"),
        ("outlook_spanish.csv", "José Muñoz", "Molino", "Molinero", "91 123 45 67"),
    ],
)
def test_outlook_in_other_languages(file: str, name: str, organisation: str, title: str, phone: str) -> None:
    (person,) = people(file)
    assert (person.name, person.organisation, person.title) == (name, organisation, title)
    assert person.points.count(Point(PHONE, phone, "work")) == 1
    assert len(person.values(EMAIL)) == 1


@pytest.mark.parametrize("file", ["thunderbird.csv", "thunderbird_trailing_comma.csv"])
def test_thunderbird(file: str) -> None:
    (person,) = people(file)
    assert (person.name, person.organisation, person.birthday) == ("田中 美咲", "工場", "1990-03-14")
    assert person.values(EMAIL) == ("misaki@example.org",)
    assert person.note == "よろしくお願いします"
    assert person.extra == ('X-NETPLUS-FIELD;LABEL="Custom 1":茶道',)


def test_tables_without_names_of_columns() -> None:
    ida, per = people("thunderbird_no_names.csv")
    assert (ida.name, ida.given, per.values(EMAIL), per.birthday) == (
        "Ida Holm",
        "Ida",
        ("per@example.org",),
        "1990-03-14",
    )
    for file in ("no_names.csv", "mixed_delimiters.csv"):
        ada, bo = people(file)
        assert (ada.name, ada.given, ada.family) == ("Ada Lowe", "Ada", "Lowe")
        assert (ada.values(EMAIL), bo.values(EMAIL)) == (("ada@example.org",), ("bo@example.org",))


def test_tables_that_people_keep_themselves() -> None:
    max_bell, mill = people("own_columns.csv")
    assert max_bell == Person(
        "Max Bell",
        organisation="Mill",
        points=(Point(EMAIL, "max@example.org"), Point(PHONE, "555 1234567")),
        extra=('X-NETPLUS-FIELD;LABEL="Favourite tea":Assam',),
    )
    assert mill.name == "Mill"
    assert [person.name for person in people("lone_returns.csv")] == ["Ada Lowe", "Bo Ek"]
    assert people("separator_line.csv") == [Person("Ada Lowe", points=(Point(EMAIL, "ada@example.org"),))]


def test_short_and_long_rows_and_long_cells() -> None:
    ada, bo = people("short_and_long_rows.csv")
    assert ada.name == "Ada"
    assert bo.extra == ('X-NETPLUS-FIELD;LABEL="column 4":more', 'X-NETPLUS-FIELD;LABEL="column 5":and more')
    assert people("long_note.csv")[0].note == "x" * 200_000


def test_a_table_without_people_is_no_success() -> None:
    for file, code in (("names_only.csv", "file-no-rows"), ("unknown_columns.csv", "file-header-unknown")):
        with pytest.raises(FileError) as caught:
            reading.read_path(DATA / file)
        assert caught.value.code == code
        assert caught.value.fields["name"] == file


def test_columns_are_known_in_any_order_and_repeated_names_do_not_count() -> None:
    (person,) = read(
        "Company;LAST NAME;first_name;E-Mail\nMill;Lowe;Ada;ada@example.org\nCompany;LAST NAME;first_name;E-Mail\n"
    )
    assert person == Person(
        "Ada Lowe", given="Ada", family="Lowe", organisation="Mill", points=(Point(EMAIL, "ada@example.org"),)
    )


def test_what_is_too_much_for_a_row_is_said() -> None:
    text = "Name,Email,Notes\nAda,ada@example.org," + "x" * (tables.LARGEST_CELL + 1) + "\n"
    (row,) = reading.read_bytes(text.encode(), "big").rows
    assert row.person is not None
    assert (row.person.name, row.person.note) == ("Ada", "")
    assert [reason.code for reason in row.left_out] == ["cell-too-big"]
    wide = "Name,Email\nAda,ada@example.org\nBo," + "x," * tables.MOST_COLUMNS + "\n"
    first, second = reading.read_bytes(wide.encode(), "wide").rows
    assert first.reason is None
    assert second.reason is not None
    assert second.reason.code == "too-many-columns"


@pytest.mark.parametrize(
    ("text", "day_first", "found"),
    [
        ("1990-03-14", False, "1990-03-14"),
        ("3/14/1990", False, "1990-03-14"),
        ("14/3/1990", False, "1990-03-14"),
        ("3/4/1990", True, "1990-04-03"),
        ("14.03.1990", False, "1990-03-14"),
        ("08 Feb 2026", False, "2026-02-08"),
        ("Feb 8, 2026", False, "2026-02-08"),
        ("1990. 03. 14.", True, "1990-03-14"),
        ("1990/3/14", False, "1990-03-14"),
        ("1990年3月14日", False, "1990-03-14"),
        ("7-Feb-22", False, "2022-02-07"),
        ("3/14/90 0:00", False, "1990-03-14"),
        ("0/0/00", False, ""),
        ("soon", False, ""),
    ],
)
def test_dates_in_tables(text: str, day_first: bool, found: str) -> None:
    assert tables.date_of(text, day_first=day_first) == found


@pytest.mark.parametrize(
    "name",
    "comma_in_quotes empty empty_crlf escaped_quotes json newlines newlines_crlf quotes_and_newlines simple "
    "simple_crlf utf8".split(),
)
def test_cells_are_parted_as_everybody_parts_them(corpus: Path, name: str) -> None:
    text, _ = encodings.text_of((corpus / "csv-spectrum" / "csvs" / f"{name}.csv").read_bytes())
    if name.endswith("_crlf"):
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")  # some checkouts lost what the name promises
    expected = json.loads((corpus / "csv-spectrum" / "json" / f"{name}.json").read_text("utf-8"))
    delimiter, rows = tables.first_rows(text)
    header, *people = [cells for _, cells in rows]
    assert delimiter == ","
    assert [dict(zip(header, cells, strict=True)) for cells in people] == expected


def test_a_label_of_outlook_says_no_kind_and_google_s_lists_are_taken_apart() -> None:
    (outlook,) = read(
        "First Name,Last Name,Business Phone,E-mail Address,E-mail Type,E-mail 2 Address,E-mail 2 Type\n"
        "Ada,Lowe,555 1112222,ada@example.org,SMTP,ada@example.net,SMTP\n"
    )
    assert outlook is not None
    assert [point.label for point in outlook.points if point.kind is EMAIL] == ["", ""]
    assert outlook.extra == ()
    (google,) = read(
        "Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Website 1 - Value\n"
        "Ada Lowe,* myContacts ::: Club,* Work ::: Other,ada@example.org ::: ada@example.net,Mobile,+44 20 7946 0000"
        " ::: +44 20 7946 0001,https://example.org ::: https://example.net\n"
    )
    assert google is not None
    assert google.points == (
        Point(EMAIL, "ada@example.org", "Work"),
        Point(EMAIL, "ada@example.net", "Work"),
        Point(PHONE, "+44 20 7946 0000", "Mobile"),
        Point(PHONE, "+44 20 7946 0001", "Mobile"),
        Point(URL, "https://example.org"),
        Point(URL, "https://example.net"),
    )
    assert google.tags == ("Club",)


@pytest.mark.parametrize(
    ("row", "met"),
    [
        ("Jo,Smith,https://www.linkedin.com/in/Jo-S/?trk=x,,Mill,Miller,7-Feb-22", "LinkedIn 2022-02-07"),
        ("Jo,Smith,https://www.linkedin.com/in/jo-s,,Mill,Miller,2022-02-07", "LinkedIn 2022-02-07"),
        ("Jo,Smith,linkedin.com/in/jo-s/,,Mill,Miller,2/7/2022", "LinkedIn 2022-02-07"),
        ('Jo,Smith,https://de.linkedin.com/in/JO-S,,Mill,Miller,"Feb 7, 2022"', "LinkedIn 2022-02-07"),
    ],
)
@pytest.mark.parametrize(
    "notes",
    [
        "",
        'Notes:\n"When exporting your connection data, you may notice that some e-mail addresses are missing."\n\n',
        '\ufeff"Notes:"\n"When exporting your connection data, ""you may notice"" that, some are missing.",,,,\n,,,,\n',
    ],
)
def test_linkedin_of_every_year(notes: str, row: str, met: str) -> None:
    header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    file = reading.read_bytes(f"{notes}{header}{row}\n".encode(), "Connections.csv")
    (only,) = file.rows
    assert file.format is FileFormat.LINKEDIN
    assert only.person is not None
    assert only.keys[0] == "in:jo-s"
    assert (only.person.name, only.person.organisation, only.person.met) == ("Jo Smith", "Mill", met)


def test_columns_that_nobody_chose_are_kept_under_their_names() -> None:
    text = (DATA / "own_columns.csv").read_text("utf-8")
    names = text.splitlines()[0]
    for at in range(30):
        text = text.replace(names, names + f",zz{at}", 1).replace("Assam", f"Assam,v{at}", 1)
        names += f",zz{at}"
    first, *_ = read(text)
    assert first is not None
    assert len([line for line in first.extra if line.startswith('X-NETPLUS-FIELD;LABEL="zz')]) == 30
