"""Tables whose columns have names in other languages than English: one made-up person a file, in the encodings, with
the separators and in the orders that such exports come in."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from netplus_desktop.core.records import FileFormat, Person, Point, PointKind
from netplus_desktop.exchange import columns, languages, reading

DATA = Path(__file__).resolve().parents[1] / "data" / "tables"

EMAIL, PHONE, URL, ADDRESS, _ = PointKind


def person(
    names: tuple[str, str, str],
    work: tuple[str, str],
    address: str,
    phones: tuple[str, str],
    emails: tuple[str, str],
    tags: tuple[str, str],
    note: str,
    url: str,
    **more: str,
) -> Person:
    """The person of a file. `names` are the shown one, given and family; `phones` at work and mobile."""
    points = (
        Point(ADDRESS, address, "work"),
        Point(PHONE, phones[0], "work"),
        Point(PHONE, phones[1], "mobile"),
        Point(EMAIL, f"{emails[0]}@example.org"),
        Point(EMAIL, f"{emails[1]}@example.net"),
        Point(URL, f"https://example.org/{url}"),
    )
    name, given, family = names
    birthday = more.pop("birthday", "1990-03-14")
    return Person(
        name, given=given, family=family, organisation=work[0], title=work[1], points=points, birthday=birthday,
        tags=tags, note=note, **more,
    )  # fmt: skip


OUTLOOK = {
    "de": person(
        ("Jürgen Groß", "Jürgen", "Groß"), ("Bäckerei Süß", "Müller"), "Mühlweg 3\n50667 Köln\nDeutschland",
        ("0221 1234567", "0171 7654321"), ("juergen", "gross"), ("Kunde", "Freund"), "Zwei\nZeilen, schön", "groß",
        prefix="Frau", introduced_by="Käthe Müller",
    ),
    "fr": person(
        ("Aurélie Lefèvre", "Aurélie", "Lefèvre"), ("Moulin Doré", "Meunière"), "3 rue des Prés\n91000 Évry\nFrance",
        ("01 60 12 34 56", "06 12 34 56 78"), ("aurelie", "lefevre"), ("Client", "Amie"), "Très gentille", "pres",
        prefix="M.", introduced_by="Élodie Beau",
    ),
    "es": person(
        ("Begoña Ibáñez", "Begoña", "Ibáñez"), ("Molino", "Molinera"), "Calle Mayor 3\n24001 León\nEspaña",
        ("987 12 34 56", "600 12 34 56"), ("begona", "ibanez"), ("Cliente", "Amiga"), "La señora del molino", "molino",
        birthday="1990-03-04",
    ),
    "it": person(
        ("Niccolò Verdi", "Niccolò", "Verdi"), ("Mulino", "Mugnaio"), "Via Larga 3\nForlì, FC 47121\nItalia",
        ("0543 123456", "333 1234567"), ("niccolo", "verdi"), ("Cliente", "Amico"), "È simpatico", "mulino",
    ),
    "pt": person(
        ("João Araújo", "João", "Araújo"), ("Moinho", "Moleiro"), "Rua Três 3\n01310-100 São Paulo\nBrasil",
        ("11 3123-4567", "11 91234-5678"), ("joao", "araujo"), ("Cliente", "Amigo"), "Não é longe", "moinho",
    ),
    "nl": person(
        ("Daniël de Groot", "Daniël", "de Groot"), ("Molen", "Molenaar"), "Dijk 3\n1506 AA Zaandam\nNederland",
        ("075 1234567", "06 12345678"), ("daniel", "degroot"), ("Klant", "Vriend"), "Coördineert alles", "molen",
        birthday="1990-03-04",
    ),
    "sv": person(
        ("Åsa Öberg", "Åsa", "Öberg"), ("Kvarnen", "Mjölnare"), "Ågatan 3\n352 30 Växjö\nSverige",
        ("0470 123456", "070 1234567"), ("asa", "oberg"), ("Kund", "Vän"), "Träffades på mässan", "kvarn",
    ),
    "da": person(
        ("Søren Kjær", "Søren", "Kjær"), ("Møllen", "Møller"), "Åvej 3\nÆrøskøbing",
        ("62 12 34 56", "20 12 34 56"), ("soren", "kjaer"), ("Kunde", "Ven"), "Rød cykel", "molle",
    ),
    "nb": person(
        ("Bjørn Ås", "Bjørn", "Ås"), ("Mølla", "Møller"), "Elvegata 3\n9008 Tromsø",
        ("77 12 34 56", "901 23 456"), ("bjorn", "as"), ("Kunde", "Venn"), "Går på ski", "molla",
    ),
    "fi": person(
        ("Väinö Mäkelä", "Väinö", "Mäkelä"), ("Mylly", "Mylläri"), "Jokitie 3\n40100 Jyväskylä\nSuomi",
        ("014 123456", "040 1234567"), ("vaino", "makela"), ("Asiakas", "Ystävä"), "Hyvä kävelijä", "mylly",
    ),
    "pl": person(
        ("Małgorzata Żółty", "Małgorzata", "Żółty"), ("Młyn", "Młynarka"), "Rzeczna 3\n90-001 Łódź\nPolska",
        ("42 123 45 67", "600 123 456"), ("malgorzata", "zolty"), ("Klient", "Znajoma"), "Świetnie gotuje", "mlyn",
    ),
    "cs": person(
        ("Jiří Dvořák", "Jiří", "Dvořák"), ("Mlýn", "Mlynář"), "Říční 3\n301 00 Plzeň\nČesko",
        ("377 123 456", "601 123 456"), ("jiri", "dvorak"), ("Zákazník", "Přítel"), "Hraje šachy", "mlyn",
    ),
    "hu": person(
        ("Győző Szűcs", "Győző", "Szűcs"), ("Malom", "Molnár"), "Tó utca 3\n9021 Győr\nMagyarország",
        ("96 123 456", "30 123 4567"), ("gyozo", "szucs"), ("Ügyfél", "Barát"), "Jól főz", "malom",
    ),
    "tr": person(
        ("Ayşe Çağlar", "Ayşe", "Çağlar"), ("Değirmen", "Değirmenci"), "Çay Sokak 3\n48000 Muğla\nTürkiye",
        ("252 123 45 67", "532 123 45 67"), ("ayse", "caglar"), ("Müşteri", "Arkadaş"), "Güler yüzlü", "degirmen",
    ),
    "ru": person(
        ("Дмитрий Ильич Лебедев", "Дмитрий", "Лебедев"), ("Мельница", "Мельник"), "Речная 3\n170100 Тверь\nРоссия",
        ("4822 12-34-56", "903 123-45-67"), ("dmitri", "lebedev"), ("Клиент", "Друг"), "Любит чай", "melnica",
        middle="Ильич",
    ),
    "ja": person(
        ("田中美咲", "美咲", "田中"), ("水車小屋", "製粉係"), "川端町3\n京都市, 京都府 606-0001",
        ("075-123-4567", "090-1234-5678"), ("misaki", "tanaka"), ("顧客", "友人"), "お茶が好き", "suisha",
    ),
    "zh": person(
        ("张秀英", "秀英", "张"), ("磨坊", "磨坊主"), "河边路3号\n310000 杭州\n中国",
        ("0571 1234567", "138 1234 5678"), ("xiuying", "zhang"), ("客户", "朋友"), "喜欢喝茶", "mofang",
    ),
    "zh_tw": person(
        ("陳大文", "大文", "陳"), ("磨坊", "磨坊主人"), "河邊路3號\n100 台北市\n台灣",
        ("02 12345678", "0912 345 678"), ("dawen", "chen"), ("客戶", "朋友"), "喜歡喝茶", "mofang",
    ),
    "ko": person(
        ("김민준", "민준", "김"), ("방앗간", "제분사"), "강변로 3\n16490 수원시\n대한민국",
        ("031 123 4567", "010 1234 5678"), ("minjun", "kim"), ("고객", "친구"), "차를 좋아함", "mill",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", OUTLOOK)
def test_outlook_in_the_languages_of_its_users(language: str) -> None:
    read = reading.read_path(DATA / f"outlook_in_{language}.csv")
    (row,) = read.rows
    assert read.format is FileFormat.OUTLOOK
    assert row.person is not None
    expected = OUTLOOK[language]
    assert set(row.person.points) == set(expected.points)
    told = {name: getattr(row.person, name) for name in Person.__match_args__ if name != "points"}
    assert told == {name: getattr(expected, name) for name in told}


def meant(header: str, delimiter: str = ",") -> dict[str, columns.Column | None]:
    names = next(csv.reader([header], delimiter=delimiter))
    found = columns.meanings(names)
    assert found is not None
    return dict(zip(names, found.columns, strict=True))


GOOGLE = {
    "de": "Vorname,Zweiter Vorname,Nachname,Spitzname,Name der Organisation,Geburtstag,Notizen,Labels,"
    "E-Mail 1 – Bezeichnung,E-Mail 1 – Wert,Telefon 1 – Bezeichnung,Telefon 1 – Wert,Adresse 1 – Stadt",
    "fr": "Prénom,Deuxième prénom,Nom,Surnom,Nom de l'organisation,Date de naissance,Notes,Libellés,"
    "E-mail 1 - Libellé,E-mail 1 - Valeur,Téléphone 1 - Libellé,Téléphone 1 - Valeur,Adresse 1 - Ville",
    "es": "Nombre,Segundo nombre,Apellidos,Apodo,Nombre de la organización,Cumpleaños,Notas,Etiquetas,"
    "Correo electrónico 1 - Etiqueta,Correo electrónico 1 - Valor,Teléfono 1 - Etiqueta,Teléfono 1 - Valor,"
    "Dirección 1 - Ciudad",
    "it": "Nome,Secondo nome,Cognome,Soprannome,Nome organizzazione,Compleanno,Note,Etichette,"
    "E-mail 1 - Etichetta,E-mail 1 - Valore,Telefono 1 - Etichetta,Telefono 1 - Valore,Indirizzo 1 - Città",
    "pt": "Nome,Nome do meio,Sobrenome,Alcunha,Nome da organização,Aniversário,Observações,Marcadores,"
    "E-mail 1 - Rótulo,E-mail 1 - Valor,Telefone 1 - Rótulo,Telefone 1 - Valor,Endereço 1 - Cidade",
    "nl": "Voornaam,Tweede voornaam,Achternaam,Bijnaam,Naam van organisatie,Verjaardag,Notities,Labels,"
    "E-mail 1 - Label,E-mail 1 - Waarde,Telefoon 1 - Label,Telefoon 1 - Waarde,Adres 1 - Plaats",
    "sv": "Förnamn,Mellannamn,Efternamn,Smeknamn,Organisationsnamn,Födelsedag,Anteckningar,Etiketter,"
    "E-post 1 – Etikett,E-post 1 – Värde,Telefon 1 – Etikett,Telefon 1 – Värde,Adress 1 – Ort",
    "da": "Fornavn,Mellemnavn,Efternavn,Kaldenavn,Organisation,Fødselsdag,Noter,Etiketter,"
    "E-mail 1 - Etiket,E-mail 1 - Værdi,Telefon 1 - Etiket,Telefon 1 - Værdi,Adresse 1 - By",
    "fi": "Etunimi,Toinen nimi,Sukunimi,Lempinimi,Organisaation nimi,Syntymäpäivä,Muistiinpanot,Tunnisteet,"
    "Sähköposti 1 - Tunniste,Sähköposti 1 - Arvo,Puhelin 1 - Tunniste,Puhelin 1 - Arvo,Osoite 1 - Kaupunki",
    "pl": "Imię,Drugie imię,Nazwisko,Pseudonim,Nazwa organizacji,Urodziny,Notatki,Etykiety,"
    "E-mail 1 - Etykieta,E-mail 1 - Wartość,Telefon 1 - Etykieta,Telefon 1 - Wartość,Adres 1 - Miasto",
    "cs": "Jméno,Prostřední jméno,Příjmení,Přezdívka,Název organizace,Narozeniny,Poznámky,Štítky,"
    "E-mail 1 – Štítek,E-mail 1 – Hodnota,Telefon 1 – Štítek,Telefon 1 – Hodnota,Adresa 1 – Město",
    "hu": "Utónév,Középső név,Vezetéknév,Becenév,Szervezet neve,Születésnap,Jegyzetek,Címkék,"
    "E-mail 1 – Címke,E-mail 1 – Érték,Telefon 1 – Címke,Telefon 1 – Érték,Cím 1 – Város",
    "tr": "Ad,İkinci Ad,Soyadı,Takma Ad,Kuruluş adı,Doğum Günü,Notlar,Etiketler,"
    "E-posta 1 - Etiket,E-posta 1 - Değer,Telefon 1 - Etiket,Telefon 1 - Değer,Adres 1 - Şehir",
    "ru": "Имя,Отчество,Фамилия,Псевдоним,Название организации,День рождения,Примечания,Ярлыки,"
    "Эл. почта 1 – Ярлык,Эл. почта 1 – Значение,Телефон 1 – Ярлык,Телефон 1 – Значение,Адрес 1 – Город",
    "ja": "名,ミドルネーム,姓,ニックネーム,組織名,誕生日,メモ,ラベル,"
    "メール 1 - ラベル,メール 1 - 値,電話 1 - ラベル,電話 1 - 値,住所 1 - 市区町村",
    "zh": "名字,中间名,姓氏,昵称,组织名称,生日,备注,标签,"
    "电子邮件 1 - 标签,电子邮件 1 - 值,电话 1 - 标签,电话 1 - 值,地址 1 - 城市",
    "ko": "이름,중간 이름,성,별명,조직 이름,생일,메모,라벨,"
    "이메일 1 - 라벨,이메일 1 - 값,전화 1 - 라벨,전화 1 - 값,주소 1 - 도시",
}


@pytest.mark.parametrize("language", GOOGLE)
def test_google_where_its_words_are_translated(language: str) -> None:
    found = columns.meanings(GOOGLE[language].split(","))
    assert found is not None
    assert found.format is FileFormat.GOOGLE
    whole = ["given", "middle", "family", "nickname", "organisation", "birthday", "note", "tags"]
    assert found.columns == [
        *(columns.Column(field) for field in whole),
        *(columns.Column(kind, part, "1") for kind in ("email", "phone") for part in ("label", "value")),
        columns.Column("address", "city", "1"),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "Vorname;Nachname;Straße geschäftlich;Telefon geschäftlich;E-Mail-Adresse",
        "Vorname;Nachname;Stra?e gesch?ftlich;Telefon gesch?ftlich;E-Mail-Adresse",
        "Vorname;Nachname;Stra\ufffde gesch\ufffdftlich;Telefon gesch\ufffdftlich;E-Mail-Adresse",
        "Vorname;Nachname;Strae geschftlich;Telefon geschftlich;E-Mail-Adresse",
        "Vorname;Nachname;Strasse geschaeftlich;Telefon geschaeftlich;E-Mail-Adresse",
        "VORNAME;NACHNAME;STRASSE (GESCHÄFTLICH);TELEFON-GESCHÄFTLICH;EMAIL_ADRESSE",
        "Vorname;Nachname;StraÃŸe geschÃ¤ftlich;Telefon geschÃ¤ftlich;E-Mail-Adresse",
    ],
)
def test_names_are_known_though_their_accents_are_lost_or_doubled(header: str) -> None:
    told = [(column.field, column.part, column.label) for column in meant(header, ";").values() if column]
    assert told == [
        ("given", "value", ""),
        ("family", "value", ""),
        ("address", "street", "work"),
        ("phone", "value", "work"),
        ("email", "value", ""),
    ]


def test_thunderbird_in_german() -> None:
    header = (
        "Vorname,Nachname,Anzeigename,Spitzname,Primäre E-Mail-Adresse,Sekundäre E-Mail-Adresse,Tel. dienstlich,"
        "Tel. privat,Fax-Nummer,Pager-Nummer,Mobil-Tel.-Nr.,Privat: Adresse,Privat: Stadt,Privat: PLZ,"
        "Dienstlich: Adresse,Dienstlich: Land,Abteilung,Organisation,Webseite 1,Geburtsjahr,Geburtsmonat,Geburtstag"
    )
    told = meant(header)
    labels = {name: column.label for name, column in told.items() if column and column.field == "phone"}
    assert labels == {
        "Tel. dienstlich": "work",
        "Tel. privat": "home",
        "Fax-Nummer": "fax",
        "Pager-Nummer": "pager",
        "Mobil-Tel.-Nr.": "mobile",
    }
    assert told["Sekundäre E-Mail-Adresse"] == columns.Column("email", slot="2")
    assert told["Privat: Stadt"] == columns.Column("address", "city", "home", "home")
    assert told["Geburtstag"] == columns.Column("birth-day")


def test_linkedin_in_german() -> None:
    text = "Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am\n"
    text += "Jörg,Weiß,https://www.linkedin.com/in/joerg-weiss,,Mühle,Müller,08 Feb 2026\n,,,,,,07 Jun 2026\n"
    read = reading.read_bytes(text.encode(), "Connections.csv")
    assert read.format is FileFormat.LINKEDIN
    jorg, hidden = read.rows
    assert jorg.person is not None
    assert (jorg.person.name, jorg.person.met) == ("Jörg Weiß", "LinkedIn 2026-02-08")
    assert jorg.keys[0] == "in:joerg-weiss"
    assert hidden.reason is not None
    assert hidden.reason.code == "hidden-member"


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Nome,E-mail", "name"),
        ("Nome,Cognome,E-mail", "given"),
        ("Nombre,Correo electrónico", "name"),
        ("Nombre,Apellidos,Correo electrónico", "given"),
        ("Nom,Adresse e-mail", "name"),
        ("Jméno,Telefon", "name"),
        ("이름,휴대폰", "name"),
        ("名前,電話番号", "name"),
    ],
)
def test_a_word_for_part_of_the_name_stands_alone_for_all_of_it(header: str, field: str) -> None:
    first = next(iter(meant(header).values()))
    assert first is not None
    assert first.field == field


def test_two_columns_of_one_kind_are_both_kept() -> None:
    told = meant("Name,Personal email,Work email,Email,E-mail,Mobile,Home phone,Work mobile")
    slots = [(column.field, column.slot) for column in told.values() if column]
    assert len(set(slots)) == len(told)


@pytest.mark.parametrize("table", languages.TABLES, ids=[table.split()[1] for table in languages.TABLES])
def test_no_spelling_stands_under_two_things(table: str) -> None:
    lines = languages._lines(table)
    for kinds in (languages.WORDS, {what for what, _ in lines} - languages.WORDS):
        seen: dict[str, str] = {}
        listed = [(what, languages.folded(spelling)) for what, all_of in lines if what in kinds for spelling in all_of]
        assert [(what, spelling) for what, spelling in listed if seen.setdefault(spelling, what) != what] == []


OTHERS = {
    "yahoo": (
        "First,Last,Email,Home,Work,Mobile,Yahoo Phone,Alternate Email 1,Title,Company,Work Address,Work ZIP,Comments",
        "given family email phone phone phone other email title organisation address address note",
    ),
    "salesforce": (
        ("Salutation,First Name,Last Name,Title,Account Name,Mailing Street,Mailing City,Mailing Zip/Postal Code,"
        "Phone,Home Phone,Email,Birthdate,Description"),
        "prefix given family title organisation address address address phone phone email birthday note",
    ),
    "hubspot": (
        "Record ID,First Name,Last Name,Email,Phone Number,Company name,Job Title,Street Address,ZIP,Website URL",
        "other given family email phone organisation title address address url",
    ),
    "names in one word": (
        "givenName,lastName,displayName,emailAddress,mobilePhone,companyName,jobTitle,streetAddress,postalCode",
        "given family name email phone organisation title address address",
    ),
    "a French Thunderbird": (
        ("Prénom,Nom de famille,Nom à afficher,Première adresse électronique,Adresse électronique secondaire,"
        "Tél. professionnel,Portable,Adresse privée,Ville,Année de naissance,Mois,Jour"),
        "given family name email email phone phone address address birth-year birth-month birth-day",
    ),
    "a Windows address book": (
        "Vorname;Nachname;Zweiter Vorname;Name;E-Mail-Adresse;Straße (privat);Rufnummer (privat);Persönliche Webseite",
        "given family middle name email address phone url",
    ),
    "somebody's own, German": (
        "Name;Firma;Tel.;Handy;Mail;Bemerkung;PLZ/Ort", "name organisation phone phone email note address"
    ),
    "somebody's own, Dutch": (
        "Naam,Tel. werk,Tel. privé,E-mail werk,Straat + huisnr,Postcode en plaats",
        "name phone phone email address address",
    ),
}  # fmt: skip


@pytest.mark.parametrize("whose", OTHERS)
def test_tables_of_other_programs_and_of_people(whose: str) -> None:
    header, fields = OTHERS[whose]
    told = meant(header, ";" if ";" in header else ",")
    assert [column and column.field for column in told.values()] == fields.split()


def test_parts_of_an_address_belong_to_the_place_named_before_them() -> None:
    told = meant("Prénom,Adresse privée,Ville,Code postal,Adresse professionnelle,Ville pro,Pays")
    assert [(c.part, c.label) for c in told.values() if c and c.field == "address"] == [
        ("street", "home"),
        ("city", "home"),
        ("code", "home"),
        ("street", "work"),
        ("city", "work"),
        ("country", "work"),
    ]
