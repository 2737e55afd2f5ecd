"""Cards in the manner of some thirty programs: name, addresses, numbers, employer and note of each arrive."""

from __future__ import annotations

from pathlib import Path

import pytest

from netplus_desktop.core.records import Person, Point, PointKind
from netplus_desktop.exchange import reading

DATA = Path(__file__).resolve().parents[1] / "data" / "vcards" / "programs"

EMAIL, PHONE, URL, ADDRESS, IM = PointKind


def first(name: str) -> Person:
    person = reading.read_path(DATA / f"{name}.vcf").rows[0].person
    assert person is not None
    return person


PROGRAMS: dict[str, tuple[str, str, str, str, str]] = {
    "blackberry": (
        "Mme Renée Gagné",
        "renee.gagne@example.ca rg@example.ca",
        "+1 514 555 0150|+1 514 555 0151|+1 514 555 0152|+1 514 555 0153",
        "Société du Lac",
        "Rencontrée à Québec\nParle anglais aussi",
    ),
    "contacts_plus": (
        "Chidi Okafor",
        "c.okafor@example.com chidi@example.ng",
        "+234 803 555 0101",
        "Mill House",
        "Met at the fair.\n\nSecond paragraph.",
    ),
    "docomo_sjis": ("佐藤花子", "hanako@example.jp", "09055550131", "表参道製粉", "十一月に会う"),
    "evolution": (
        "Elisabet Åkesson",
        "elisabet@example.se lisa@example.net",
        "08-555 01 01|070-555 01 02",
        "Kvarnen AB",
        "Mötte henne i Lund",
    ),
    "exchange_web": (
        "Greta Holm",
        "greta@example.dk",
        "+45 86 55 01 01|+45 20 55 01 02",
        "Møllen A/S",
        "First line\nSecond line",
    ),
    "fairemail": ("Zoë Martínez", "zoe.martinez@example.es", "", "", ""),
    "gmail_export": (
        "Ngozi Eze",
        "ngozi@example.ng n.eze@work.example",
        "+234 802 555 0101|+234 1 555 0102",
        "Grain Traders",
        "Kind, quick\nsecond line",
    ),
    "hotmail": (
        "João Silva",
        "joao.silva@example.pt joao@casa.example.pt",
        "+351 912 555 010",
        "Moinhos SA",
        "Amigo do Rui",
    ),
    "huawei": (
        "王小明",
        "wangxm@example.cn",
        "+86 138 0013 8000|010-62771234",
        "北京时代科技",
        "大学同学\n喜欢茶",
    ),
    "icloud_utf16": (
        "高橋 健太",
        "kenta@example.jp",
        "090-5555-0101",
        "東京製粉株式会社",
        "展示会で会いました。紹介者は田中さん。来年また連絡をする約束をしました。とても親切な方です。",
    ),
    "ios": (
        "Astrid Lindqvist",
        "astrid@example.se a.lindqvist@kvarn.example",
        "070-555 01 11|070-555 01 12|08-555 01 13",
        "Kvarn & Co",
        "Delar kontor med Bo",
    ),
    "kontact": (
        "Ing. Jan Novák",
        "jan.novak@example.cz novak@example.net",
        "+420 541 555 011|+420 601 555 010",
        "Mlýn s.r.o.",
        "Potkali jsme se v Brně\nrád pomůže",
    ),
    "lotus_notes": (
        "Käthe M. Oberlé",
        "CN=Kaethe_Oberle/OU=Basel/O=Muehle@MUEHLE kaethe.oberle@example.ch",
        "+41 61 555 01 01|+41 61 555 01 02|+41 79 555 01 03",
        "Mühle AG",
        "Tagung 2009\nmag Käse",
    ),
    "nextcloud": (
        "Anneke Jansen",
        "a.jansen@werk.example anneke@example.nl",
        "+31 20 555 0101|+31-6-5555-0102",
        "Molen BV",
        "Via Luc, fietst graag",
    ),
    "nokia": (
        "Päivi Väisänen",
        "paivi.vaisanen@example.fi",
        "+358401234567|+358401234568|091234567",
        "Mylly Oy",
        "Tapattiin Väinölässä",
    ),
    "old_thunderbird": (
        "Jørgen Dahl",
        "jorgen@example.no",
        "22 55 01 01|905 55 011",
        "Mølla AS",
        "Likes fishing\nand coffee",
    ),
    "outlook_2003": (
        "Hans J. Müller",
        "hans.mueller@example.de hj@example.net",
        "+49 (89) 5550101|+49 (89) 5550102|+49 (170) 5550103|+49 (89) 5550104",
        "Mühlenbau GmbH",
        "Erste Zeile\nZweite Zeile mit überlangem Text, der weiter geht bis zur nächsten Zeile",
    ),
    "outlook_2021": (
        "Dr. Priya K. Raman PhD",
        "priya.raman@example.com",
        "(617) 555-0142|(617) 555-0100|(617) 555-0143|(617) 555-0144",
        "Harbor Labs",
        "Old colleague, call before noon",
    ),
    "outlook_mac": (
        "Bo Lind",
        "bo@kvarn.example",
        "08-555 01 21|070-555 01 22",
        "Kvarn & Co",
        "Känd sedan skolan\nspelar schack",
    ),
    "proton": (
        "Amira Haddad",
        "amira@example.com amira.h@example.net",
        "+33 6 55 55 01 01",
        "Boulangerie Haddad",
        "Rencontrée à Lyon",
    ),
    "samsung": (
        "김지영",
        "jiyoung@example.org kim@schule.example",
        "010-1234-5678|02-555-0101",
        "한국전자",
        "서울에서 만남, 커피",
    ),
    "signal": ("Noor de Wit", "noor@example.nl", "+31655501011", "Molen BV", ""),
    "sogo": (
        "Luc Tremblay",
        "luc.t@example.net luc@example.qc.ca",
        "418-555-0101|418-555-0102",
        "Scierie du Nord",
        "Appeler l'après-midi",
    ),
    "sony_ericsson": ("Zofia Kowalczyk", "zofia@example.pl", "+48601555010|+48225550102", "Młyn", "Gdańsk"),
    "thunderbird": (
        "Ola Nordmann",
        "ola@example.no ola.nordmann@example.net",
        "+47 22 55 01 01|+47-905-55-010",
        "Mølla AS",
        "Snakker tysk",
    ),
    "whatsapp": ("Fatima Haddad", "fatima@example.ma", "+212 6 55 50 10 11", "", ""),
    "yahoo": (
        "Maria Rossi",
        "maria.rossi@example.it m.rossi@lavoro.example",
        "+39 333 555 0101|+39 06 555 0102",
        "Mulino S.p.A.",
        "Conosciuta a Città di Castello, perché no",
    ),
    "zimbra": (
        "Ana Souza",
        "ana.souza@example.br ana@casa.example",
        "+55 11 95555-0101|+55 11 5555-0102",
        "Moinho Ltda",
        "Conheci na feira; prefere manhãs",
    ),
}
"""File: name, e-mail addresses, numbers, employer, note, as somebody reads them off the card."""


def test_every_card_has_its_line() -> None:
    assert {path.stem for path in DATA.glob("*.vcf")} == set(PROGRAMS)


@pytest.mark.parametrize("program", PROGRAMS)
def test_what_matters_arrives(program: str) -> None:
    name, emails, phones, organisation, note = PROGRAMS[program]
    person = first(program)
    assert person.name == name
    assert [value.replace(" ", "_") for value in person.values(EMAIL)] == emails.split()
    assert list(person.values(PHONE)) == [number for number in phones.split("|") if number]
    assert (person.organisation, person.note) == (organisation, note)


def test_the_second_card_of_a_phone_that_does_not_say_how_it_encodes() -> None:
    second = reading.read_path(DATA / "huawei.vcf").rows[1].person
    assert second is not None
    assert (second.name, second.given, second.family) == ("李娜", "娜", "李")


def test_what_phones_put_into_properties_of_their_own() -> None:
    person = first("samsung")
    assert (person.nickname, person.birthday) == ("Jiji", "1988-05-02")
    assert Point(PHONE, "02-555-0101", "사무실") in person.points
    assert Point(EMAIL, "kim@schule.example", "schule") in person.points
    assert any(line.startswith("X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;민수") for line in person.extra)
    assert first("nokia").nickname == "Pävi"


def test_numbers_that_outlook_writes_in_its_own_way_say_whose_they_are() -> None:
    labels = {point.value: point.label for point in first("outlook_2021").points if point.kind is PHONE}
    assert (labels["(617) 555-0100"], labels["(617) 555-0144"]) == ("company", "assistant")


@pytest.mark.parametrize(
    ("program", "point"),
    [
        ("kontact", Point(IM, "jan@xmpp.example.cz", "xmpp")),
        ("kontact", Point(IM, "jn@jabber.example.cz", "")),
        ("zimbra", Point(IM, "ana@example.br", "xmpp")),
        ("hotmail", Point(IM, "joao@live.example", "MSN")),
        ("yahoo", Point(IM, "maria_y", "Yahoo")),
        ("ios", Point(IM, "astrid_tg", "Telegram")),
        ("ios", Point(IM, "astrid", "mastodon")),
        ("ios", Point(URL, "http://www.linkedin.com/in/astridl", "linkedin")),
        ("nextcloud", Point(IM, "u/anneke:example.nl", "matrix")),
    ],
)
def test_messengers_and_pages(program: str, point: Point) -> None:
    assert point in first(program).points


def test_a_printed_address_is_one_where_there_is_no_other() -> None:
    assert Point(ADDRESS, "Mühleweg 1\n4000 Basel", "work") in first("lotus_notes").points
    assert first("outlook_2003").values(ADDRESS) == ("2. Stock\nMühlstraße 1\n80331 München\nDeutschland",)
    assert "LABEL;WORK:2. Stock\\nMühlstraße 1\\n80331 München\\nDeutschland" in first("outlook_2003").extra
