"""Cards as phones, mail programs and web sites write them, one small file for each oddity."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netplus_desktop.core.records import FileFormat, Person, Point, PointKind, ReadFile, ReadRow
from netplus_desktop.exchange import reading, vcard, vcard_lines

DATA = Path(__file__).resolve().parents[1] / "data" / "vcards"

EMAIL, PHONE, URL, ADDRESS, IM = PointKind


def rows(name: str) -> list[ReadRow]:
    return list(reading.read_path(DATA / name).rows)


def people(name: str) -> list[Person]:
    return [row.person for row in rows(name) if row.person and not row.reason]


def read(text: str) -> ReadFile:
    return reading.read_bytes(text.encode(), "pasted")


def only(*lines: str, version: str = "3.0") -> Person:
    (row,) = read("\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))).rows
    assert row.person is not None
    return row.person


# --- encodings --------------------------------------------------------------------------------------------


def test_a_fold_inside_a_character_is_mended() -> None:
    (person,) = people("fold_in_character.vcf")
    assert person.name == "René Dubois"
    assert person.note == ("Grüße aus Köln und Zürich, bis später im Café. " * 4).strip()


def test_quoted_printable_with_soft_breaks() -> None:
    first, second = people("android.vcf")
    assert (first.name, first.given, first.family) == ("Jürgen Müller", "Jürgen", "Müller")
    assert first.note == "Mag Tee,\nkeinen Kaffee — und  zwei Katzen!"
    assert first.points == (Point(PHONE, "+49 170 1234567", "cell"), Point(EMAIL, "juergen@example.org", "home"))
    assert second.name == "0151 7654321"


def test_soft_breaks_that_are_folded_too_and_soft_breaks_without_a_rest() -> None:
    assert people("soft_break_indented.vcf")[0].note == "café au lait"
    (person,) = people("soft_break_lost.vcf")
    assert person.note == "the rest is lost"
    assert person.values(PHONE) == ("555 1234567",)


@pytest.mark.parametrize(
    ("file", "encoding", "name"),
    [
        ("code_page_declared.vcf", "cp932", "山田 太郎"),
        ("code_page_undeclared.vcf", "cp1252", "Åke Lindström"),
        ("code_page_hinted.vcf", "cp1253", "Νίκος Παπαδόπουλος"),
        ("charset_unknown.vcf", "cp1252", "Jörg Weiß"),
        ("utf16_bom.vcf", "utf-16-le", "Łukasz Dąbrowski"),
        ("utf16_no_bom.vcf", "utf-16-be", "Łukasz Dąbrowski"),
        ("utf8_bom.vcf", "utf-8", "Łukasz Dąbrowski"),
    ],
)
def test_encodings(file: str, encoding: str, name: str) -> None:
    read_file = reading.read_path(DATA / file)
    assert (read_file.format, read_file.encoding) == (FileFormat.VCARD, encoding)
    assert read_file.rows[0].person is not None
    assert read_file.rows[0].person.name == name


def test_a_backslash_that_is_half_a_character_is_none() -> None:
    assert people("code_page_declared.vcf")[0].note == "能力表"


def test_labels_and_names_of_lines_are_decoded_too() -> None:
    data = "BEGIN:VCARD\nFN:Ana\nTEL;TYPE=Büro:1234567\nX-Größe;A=ü:1\nEND:VCARD\n".encode("cp1252")
    (row,) = reading.read_bytes(data, "x").rows
    assert row.person is not None
    assert row.person.points == (Point(PHONE, "1234567", "büro"),)
    assert all("Gr" in line and line.encode() for line in row.person.extra)


def test_each_line_of_a_file_of_mixed_encodings_is_read_by_its_own() -> None:
    assert [person.name for person in people("mixed_encodings.vcf")] == ["Zoë Brontë", "José Peña"]


# --- lines and cards --------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", ["double_returns.vcf", "old_mac.vcf", "lower_case.vcf"])
def test_line_ends_and_small_letters(file: str) -> None:
    (person,) = people(file)
    assert len(person.name.split()) == 2
    assert len(person.values(EMAIL)) == 1


def test_a_card_whose_end_is_missing_costs_nobody_else() -> None:
    assert [(row.number, row.line) for row in rows("unclosed.vcf")] == [(1, 1), (2, 4), (3, 8)]
    assert [person.name for person in people("unclosed.vcf")] == ["First One", "Second One", "Third One"]


def test_a_card_in_a_card_is_one_too_and_the_outer_goes_on_behind_it() -> None:
    outer, inner = people("nested.vcf")
    assert (outer.name, outer.values(PHONE)) == ("Big Boss", ("555 9876543",))
    assert (inner.name, inner.values(PHONE)) == ("Carl Clerk", ())


@pytest.mark.parametrize("file", ["photo_blank_lines.vcf", "photo_broken.vcf"])
def test_pictures_are_kept_whatever_they_look_like(file: str) -> None:
    (person,) = people(file)
    assert person.values(EMAIL) == ("pia@example.org",)
    photos = [*person.extra, *reading.read_path(DATA / file).pictures.values()]
    assert [photo[:6] for photo in photos] == ["PHOTO;"]
    assert "\n" not in photos[0]


def test_a_huge_picture_is_left_out_and_said_so() -> None:
    (row,) = read("BEGIN:VCARD\nFN:Pia\nPHOTO;ENCODING=b:" + "A" * vcard.LONGEST_PHOTO + "\nEND:VCARD\n").rows
    assert row.person is not None
    assert row.person.extra == ()
    assert [reason.code for reason in row.left_out] == ["picture-too-big"]


def test_comments_are_none_of_the_card() -> None:
    (row,) = rows("comments.vcf")
    assert row.person == Person("Ola Nord", note="kept")


def test_loose_lines_belong_to_the_text_before_them() -> None:
    (person,) = people("loose_lines.vcf")
    assert person.note == "call first\nPhone: after five\nand be kind"
    assert person.values(ADDRESS) == ("Mill Lane 1\n2nd floor\n1234 Town\nLand",)
    assert person.title == "Baker"


def test_marks_before_the_names_of_properties_are_passed_over() -> None:
    (person,) = people("junk_before_names.vcf")
    assert person.name == "Mia Mark"
    assert (person.values(PHONE), person.values(EMAIL)) == (("777 7777777",), ("mia@example.org",))


def test_text_around_cards_is_told_as_skipped() -> None:
    before, card, after = rows("text_around.vcf")
    assert before.reason is not None
    assert after.reason is not None
    assert before.reason.code == "loose-text"
    assert reading.read_path(DATA / "text_around.vcf").originals[0] == "Hello, here are the contacts."
    assert (after.reason.code, after.line) == ("loose-text", 7)
    assert card.person == Person("Only One")


def test_a_card_pasted_with_a_margin() -> None:
    assert people("indented.vcf") == [Person("Pasted Person", note="a long line")]


def test_quotation_marks_enclose_colons_and_semicolons() -> None:
    (person,) = people("quoted_parameters.vcf")
    assert person.values(PHONE) == ("555 1112222",)
    assert person.values(ADDRESS) == ("Street 1\n1 Town\nLand",)
    assert person.extra == ('X-FOO;A="b;c:d":value',)


# --- what properties say ----------------------------------------------------------------------------------


def test_an_apple_card() -> None:
    person, company = people("apple.vcf")
    assert (person.organisation, person.department) == ("Harbor Labs", "Research")
    assert person.points == (
        Point(EMAIL, "priya@example.org", "School"),
        Point(EMAIL, "p.raman@example.net", "home"),
        Point(PHONE, "+1 (617) 555-0142", "Beach house"),
        Point(URL, "https://example.org/priya", "HomePage"),
        Point(URL, "http://www.linkedin.com/in/Priya-Raman/", "linkedin"),
        Point(IM, "priya.raman", "Skype"),
    )  # the preferred ones first
    assert person.birthday == "--03-14"
    assert person.note == "Likes ;semicolons, commas\nand lines"
    assert person.extra == ("item4.X-ABRELATEDNAMES;type=pref:Dev Raman", "item4.X-ABLabel:_$!<Spouse>!$_")
    assert (company.name, company.organisation) == ("Harbor Labs", "Harbor Labs")
    group = rows("apple.vcf")[2]
    assert group.person is not None
    assert group.reason is not None
    assert (group.person.name, group.reason.code) == ("Book club", "group")


def test_groups_of_any_name_carry_labels() -> None:
    assert people("davx5.vcf")[0].points[0] == Point(EMAIL, "ines@example.org", "Verein")


def test_a_card_of_version_four() -> None:
    person, company = people("four.vcf")
    assert person.values(PHONE) == ("+1-555-555-5555 ext. 5555",)
    assert person.values(EMAIL) == ("first@example.org", "second@example.org")  # the preferred one first
    assert person.values(ADDRESS) == ("Main Street 1\n12345 Springfield\nUSA",)  # what is printed lacks half of it
    assert person.birthday == "--03-14"
    assert company.name == "Acme"
    codes = [row.reason.code if row.reason else "" for row in rows("four.vcf")]
    assert codes == ["", "group", "not-a-person", ""]


def test_names_where_no_full_name_is_given() -> None:
    assert [person.name for person in people("no_full_name.vcf")] == ["Dr. Anna Maria van der Berg PhD", "田中美咲"]
    assert people("name_list.vcf")[0].name == "Dr. John Philip Paul Stevenson Jr., M.D."


def test_what_names_somebody_who_has_no_name() -> None:
    assert [person.name for person in people("no_name.vcf")] == ["Nameless Ltd", "only@example.org", "555 0001111"]
    last = rows("no_name.vcf")[-1]
    assert last.person is None
    assert last.reason is not None
    assert last.reason.code == "no-name"
    assert "GEO:1;2" in reading.read_path(DATA / "no_name.vcf").originals[-1]


def test_dates_may_be_partial_and_others_are_kept_as_they_stand() -> None:
    given = [person.birthday for person in people("partial_dates.vcf")]
    assert given == ["1990-03-14", "1990-03-14", "1990-03", "1990", "--03-14", "", ""]
    assert people("partial_dates.vcf")[5].extra == ("BDAY;VALUE=text:circa 1800",)
    assert people("partial_dates.vcf")[6].extra == ("BDAY:1990-13-45",)


def test_backslashes() -> None:
    (person,) = people("escapes.vcf")
    assert person.name == "Back\\slash"
    assert person.note == "C:\\temp \\ , ; \n \n end"
    assert person.tags == ("a,b", "c")
    assert (person.organisation, person.department) == ("A;B", "C,D")


def test_a_title_goes_before_a_role_wherever_they_stand() -> None:
    assert only("FN:A", "ROLE:cook", "TITLE:Head").title == "Head"
    assert only("FN:A", "ROLE:cook").title == "cook"


def test_no_value_repeats() -> None:
    assert only("FN:A", "EMAIL:a@b.c", "EMAIL:a@b.c", "CATEGORIES:x,x").values(EMAIL) == ("a@b.c",)


@pytest.mark.parametrize("uid", ["UID:one", "UID:urn:uuid:one"])
def test_a_card_keeps_its_identity_over_exports(uid: str) -> None:
    (row,) = read(f"BEGIN:VCARD\n{uid}\nFN:A\nREV:{uid}\nPRODID:x{uid}\nEND:VCARD\n").rows
    assert row.keys[0] == "uid:one"


def test_an_export_at_another_time_is_the_same_row() -> None:
    (first,) = read("BEGIN:VCARD\nVERSION:3.0\nFN:A\nREV:1\nNOTE:a long\n  note\nEND:VCARD\n").rows
    (second,) = read("BEGIN:VCARD\nVERSION:3.0\nFN:A\nNOTE:a long note\nREV:2\nEND:VCARD\n").rows
    (other,) = read("BEGIN:VCARD\nVERSION:3.0\nFN:A\nNOTE:another note\nEND:VCARD\n").rows
    assert first.keys == second.keys != other.keys


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("1988-5-2", "1988-05-02"),
        ("1988/05/02", "1988-05-02"),
        ("1988.5.2", "1988-05-02"),
        ("2.5.1988", "1988-05-02"),
        ("24.12.1961", "1961-12-24"),
        ("02/05/1988", ""),  # which is the month?
        ("1988-13-02", ""),
    ],
)
def test_days_as_people_write_them(written: str, read_as: str) -> None:
    person = only("FN:A", f"BDAY:{written}")
    assert person.birthday == read_as
    assert person.extra == (() if read_as else (f"BDAY:{written}",))


def test_several_addresses_in_one_line() -> None:
    assert only("FN:A", "EMAIL:a@example.org, b@example.org;c@example.org").values(EMAIL) == (
        "a@example.org",
        "b@example.org",
        "c@example.org",
    )
    assert only("FN:A", 'EMAIL:"Lee, Ann" <a@b.example>').values(EMAIL) == ("a@b.example",)


def test_version_two_one_breaks_lines_between_words() -> None:
    lines = ("FN:Ann", "NOTE:She knows", " everybody in", " town")
    assert only(*lines, version="2.1").note == "She knows everybody in town"
    assert only(*lines, version="3.0").note == "She knowseverybody intown"
    full = "NOTE:" + "x" * 70  # broken for its length, whatever the version says
    assert only("FN:Ann", full, " yz", version="2.1").note == "x" * 70 + "yz"


def test_a_text_that_is_continued_may_look_like_a_property() -> None:
    note = "NOTE;ENCODING=QUOTED-PRINTABLE:Card of 2009=0D=0A="
    assert only("FN:A", note, "EMAIL:old@example.org=0D=0A=", "TITLE: was Baker", version="2.1").note == (
        "Card of 2009\nEMAIL:old@example.org\nTITLE: was Baker"
    )
    lost = only("FN:A", note, "EMAIL;INTERNET:new@example.org", version="2.1")
    assert (lost.note, lost.values(EMAIL)) == ("Card of 2009", ("new@example.org",))


def test_words_in_base64() -> None:
    person = only("FN;ENCODING=b:QWRhIEJlcmc=", "NOTE;ENCODING=BASE64;CHARSET=ISO-8859-1:R3L832UNCmF1cyBL9mxu")
    assert (person.name, person.note) == ("Ada Berg", "Grüße\naus Köln")
    broken = only("FN:A", "NOTE;ENCODING=BASE64:not base64 at all")
    assert broken.note == "not base64 at all"


def test_quoted_printable_that_is_not_declared() -> None:
    assert only("FN:=E6=9D=8E=E5=A8=9C").name == "李娜"
    assert only("FN:A", "NOTE:x=C3=A4 but 1=2").note == "x=C3=A4 but 1=2"  # what is none, whole, is left as it is
    assert only("FN:A", "URL:https://example.org/?q=C3=A4").values(URL) == ("https://example.org/?q=C3=A4",)


def test_line_ends_of_which_both_characters_are_escaped() -> None:
    assert only("FN:A", r"NOTE:one\r\ntwo").note == "one\ntwo"
    assert only("FN:A", r"NOTE:C:\\r\\n").note == r"C:\r\n"


def test_a_printed_address_in_a_parameter() -> None:
    person = only("FN:A", "ADR;LABEL=\"Mill ^'House^'^n1 Lane\\, Town\":;;1 Lane;Town;;;", version="4.0")
    assert person.values(ADDRESS) == ('Mill "House"\n1 Lane, Town',)


@pytest.mark.parametrize("page", ["utf-16-le", "utf-16-be"])
def test_utf16_without_mark_of_a_card_that_holds_little_ascii(page: str) -> None:
    data = f"BEGIN:VCARD\r\nFN:{'漢' * 3000}\r\nNOTE:{'字' * 3000}\r\nEND:VCARD\r\n".encode(page)
    read_file = reading.read_bytes(data, "x")
    assert (read_file.encoding, len(read_file.rows)) == (page, 1)
    assert read_file.rows[0].person is not None
    assert read_file.rows[0].person.note == "字" * 3000
    cut = reading.read_bytes(data[:-1], "x").rows[0].person
    assert cut is not None
    assert "\ufffd" not in cut.note


@pytest.mark.parametrize(
    ("line", "point"),
    [
        ("X-TELEGRAM:ada", Point(IM, "ada", "Telegram")),
        ("X-SKYPE-USERNAME:ada", Point(IM, "ada", "Skype")),
        ("X-YAHOO-ID:ada", Point(IM, "ada", "Yahoo")),
        ("X-TWITTER:https://example.org/ada", Point(URL, "https://example.org/ada", "Twitter")),
        ("X-MATRIX;TYPE=HOME:@ada:example.org", Point(IM, "@ada:example.org", "Matrix")),
    ],
)
def test_messengers_of_many_names(line: str, point: Point) -> None:
    assert only("FN:A", line).points == (point,)


# --- one result on both ways --------------------------------------------------------------------------------

_line = st.one_of(
    st.builds(
        "{}:{}".format,
        st.sampled_from(
            ["FN", "N", "NOTE", "item1.EMAIL;TYPE=WORK", "TEL;TYPE=CELL", "ORG", "X-FOO", "CATEGORIES", "BDAY", "ADR"]
        ),
        st.text(st.characters(exclude_characters="\r\n\0", exclude_categories=["Cs"]), max_size=60),
    ),
    st.sampled_from(["", "UID:1", 'TEL;TYPE="a,b":5', "PHOTO;ENCODING=b:QUJD", "NOTE:x\n  y\n\tz"]),
)


@given(st.lists(_line, max_size=8))
def test_the_short_way_and_the_careful_way_agree(lines: list[str]) -> None:
    chunk = "\n".join(["BEGIN:VCARD", *lines, "END:VCARD", ""])
    reader = vcard_lines.Reader(chunk.encode(), mixed=False)
    quick = reader._quick(chunk, 1)
    if quick is not None:
        careful = reader._careful(chunk.split("\n")[1:-2], [])
        told = [(head.text, value) for head, value in careful]
        assert [(head.text, value) for head, value in quick.lines] == told
        assert quick.told == "\n".join(f"{head}:{value}" for head, value in told)


# --- how a name is said -----------------------------------------------------------------------------------


def test_how_a_name_is_said_is_read_from_phones_and_from_newer_cards() -> None:
    apple = only(
        "FN:Astrid Lindqvist", "X-PHONETIC-LAST-NAME:LIND-kvist", "X-PHONETIC-FIRST-NAME:AH-strid", "N:Lindqvist;Astrid"
    )
    assert (apple.said, apple.extra) == ("AH-strid LIND-kvist", ())
    newer = only(
        "FN:孫逸仙", "N;ALTID=1:孫;逸仙;;;", "N;ALTID=1;PHONETIC=jyut;SCRIPT=Latn:syun1;jat6sin1;;;", version="4.0"
    )
    assert (newer.said, newer.family, newer.given) == ("jat6sin1 syun1", "孫", "逸仙")
    assert newer.extra == ("N;ALTID=1;PHONETIC=jyut;SCRIPT=Latn:syun1;jat6sin1;;;",)


def test_a_name_that_stands_first_as_it_is_said_is_not_taken_for_the_name() -> None:
    person = only("N;PHONETIC=ipa:ruˈiθ;ˈana;;;", "N:Ruiz;Ana;;;", version="4.0")
    assert (person.name, person.family, person.said) == ("Ana Ruiz", "Ruiz", "ˈana ruˈiθ")


def test_a_second_way_of_saying_it_is_kept_as_it_stands() -> None:
    person = only("FN:Jon", "X-PHONETIC-FIRST-NAME:yon", "X-PHONETIC-FIRST-NAME:jon")
    assert (person.said, person.extra) == ("yon", ("X-PHONETIC-FIRST-NAME:jon",))
