"""What the columns of a contact table mean, told by their names: of LinkedIn, Google, Outlook (in several languages),
Thunderbird, our own tables, and of tables that people keep themselves.

Names are compared folded (`core.people.plain`): case, accents and punctuation aside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from netplus_desktop.core.people import plain
from netplus_desktop.core.records import FileFormat


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds. `field` is a field of `Person`, or a kind of point with the `part` of it that stands here;
    columns of one point share kind and `slot`. `label` is what the column's name says about the point."""

    field: str
    part: str = "value"
    slot: str = ""
    label: str = ""


_FIELDS = {
    "name": "name|full name|fullname|display name|contact name|contact|person|vollstandiger name|anzeigename"
    "|nom complet|nombre completo|nome completo|visningsnavn|weergavenaam|naam|nom affiche|姓名|名前|氏名|이름",
    "given": "first name|firstname|given name|givenname|given|first|forename|vorname|prenom|nombre|primer nombre|nome"
    "|voornaam|fornamn|fornavn|etunimi|imie|jmeno|keresztnev|имя|ad|名",
    "middle": "middle name|middlename|additional name|additional names|middle|weitere vornamen|zweiter vorname"
    "|deuxieme prenom|segundo nombre|secondo nome|tweede voornaam|mellannamn|mellomnavn|drugie imie|отчество",
    "family": "last name|lastname|surname|family name|familyname|last|family|nachname|familienname|nom|nom de famille"
    "|apellido|apellidos|cognome|sobrenome|apelido|achternaam|efternamn|etternavn|efternavn|sukunimi|nazwisko|prijmeni"
    "|vezeteknev|фамилия|soyadi|soyad|姓",
    "prefix": "name prefix|prefix|honorific|salutation|anrede|civilite|tratamiento|titolo|aanhef|form of address",
    "suffix": "suffix|name suffix|namenszusatz|suffixe|sufijo|suffisso|achtervoegsel",
    "nickname": "nickname|nick name|short name|spitzname|surnom|apodo|soprannome|bijnaam|smeknamn",
    "organisation": "company|organization|organisation|company name|organization name|organization 1 name|employer"
    "|companies|firma|unternehmen|organisationsname|societe|entreprise|empresa|compania|organizacion|azienda|societa"
    "|bedrijf|foretag|virksomhed|yritys|organizacja|spolecnost|компания|организация|sirket|会社|公司|회사",
    "department": "department|organization department|organization 1 department|abteilung|service|departamento|reparto"
    "|afdeling|avdelning|avdeling|dzial|oddeleni|отдел",
    "title": "job title|jobtitle|position|organization title|organization 1 title|role|occupation|current position"
    "|berufsbezeichnung|fonction|poste|titre|puesto|cargo|posizione|qualifica|functie|befattning|stilling|stanowisko"
    "|funkce|должность",
    "note": "notes|note|comments|comment|remarks|notizen|notiz|bemerkungen|remarques|notas|commenti|opmerkingen"
    "|anteckningar|notater|notatki|poznamky|заметки|メモ|备注",
    "tags": "tags|tag|labels|group membership|categories|category|groups|kategorien|kategorie|groupes|categories de"
    "|categorias|categorie|categorieen|kategorier|kategorie kontaktu",
    "birthday": "birthday|birth date|birthdate|date of birth|geburtstag|geburtsdatum|anniversaire|date de naissance"
    "|cumpleanos|fecha de nacimiento|compleanno|verjaardag|fodelsedag|fodselsdag|urodziny|narozeniny|день рождения",
    "introduced_by": "referred by|introduced by|empfohlen von|recommande par|referencia de|presentato da",
    "met": "met|how we met|where we met",
    "uid": "uid|unique id",
    "birth-year": "birth year|geburtsjahr|annee de naissance",
    "birth-month": "birth month|geburtsmonat|mois",
    "birth-day": "birth day|geburtstag tag|jour",
    "connected": "connected on|connected at",
    "extra": "vcard lines",
}

_PHONES = {
    "": "phone|phone number|telephone|tel|primary phone|phonenumbers|phone numbers|telefon|telefonnummer|telefono"
    "|telephone principal|haupttelefon|telefone|telefoon|puhelin|телефон|電話|电话|전화",
    "work": "business phone|business phone 2|work phone|work phone 2|office phone|telefon geschaftlich"
    "|telefon geschaftlich 2|telephone bureau|telephone bureau 2|telefono del trabajo|telefono del trabajo 2"
    "|telefono lavoro|telefono ufficio|telefoon werk|telefon arbete",
    "home": "home phone|home phone 2|telefon privat|telefon privat 2|telephone domicile|telephone 2 domicile"
    "|telefono particular|telefono particular 2|telefono casa|telefono abitazione|telefoon thuis|telefon hem",
    "mobile": "mobile phone|mobile|mobile number|cell phone|cell|cellphone|mobiltelefon|handy|mobil|tel mobile"
    "|telephone mobile|portable|movil|telefono movil|cellulare|telemovel|celular|mobiele telefoon|mobilnummer",
    "work fax": "business fax|fax number|fax|work fax|fax geschaftlich|telecopie bureau|fax del trabajo|fax ufficio",
    "home fax": "home fax|fax privat|telecopie domicile|fax particular|fax abitazione",
    "other fax": "other fax|weiteres fax|autre telecopie|otro fax",
    "pager": "pager|pager number|buscapersonas|recepteur de radiomessagerie|cercapersone|pieper",
    "car": "car phone|autotelefon|telephone voiture|telefono del auto|telefono auto",
    "main": "company main phone|telefon firma|telephone societe|numero de centralita de la organizacion",
    "assistant": "assistant s phone|telefon assistent|telephone de l assistant e|telefono del ayudante",
    "other": "other phone|weiteres telefon|autre telephone|otro telefono|altro telefono",
    "callback": "callback|ruckmeldung|rappel|devolucion de llamada",
    "isdn": "isdn|rnis|rdsi",
    "radio": "radio phone|mobiltelefon 2|radio telephone|radio telefono",
    "tty": "tty tdd phone|texttelefon|telephone tdd tty",
    "telex": "telex",
}

_EMAILS = (
    (
        "e mail|email|mail|e mail address|email address|emailaddress|emails|emailadresse|primary email|e mail adresse"
        "|adresse de messagerie|adresse e mail|courriel|correo electronico|direccion de correo electronico"
        "|indirizzo di posta elettronica|indirizzo e mail|posta elettronica|endereco de correio eletronico"
        "|e mailadres|e post|e postadress|e postadresse|adres e mail|e mail cim|электронная почта|e posta"
        "|メール|电子邮件"
    ),
    (
        "e mail 2|email 2|e mail 2 address|email 2 address|secondary email|e mail 2 adresse"
        "|adresse de messagerie 2|adresse e mail 2|direccion de correo electronico 2|indirizzo posta elettronica 2"
    ),
    (
        "e mail 3|email 3|e mail 3 address|email 3 address|e mail 3 adresse|adresse de messagerie 3|adresse e mail 3"
        "|direccion de correo electronico 3|indirizzo posta elettronica 3"
    ),
)

_URLS = {
    "": "url|website|web page|web page 1|homepage|web|sites|profile url|linkedin|linkedin url|webseite|page web"
    "|pagina web|personal web page|profiles|sitio web",
    "home": "web page 2",
}

_IMS = {"": "imaddress|im address|instant messenger", "AIM": "screen name|aim", "Skype": "skype"}

_PLACES = {
    "work": "business|work|geschaftlich|bureau|del trabajo|trabajo|ufficio|lavoro",
    "home": "home|privat|domicile|particular|abitazione",
    "other": "other|weitere|weiterer|weiteres|autre|otro|otra|altra|altro",
    "": "",
}

_PARTS = {
    "street": "street|street 1|address|address 1|street address|strasse|rue|calle|via|straat|adresse|direccion"
    "|indirizzo",
    "street 2": "street 2|address 2|strasse 2|rue 2|calle 2|via 2",
    "street 3": "street 3|address 3|strasse 3|rue 3|calle 3|via 3",
    "box": "address po box|po box|postfach|b p|apartado postal|casella postale",
    "city": "city|town|locality|ort|stadt|ville|ciudad|citta|woonplaats",
    "region": "state|region|province|county|region ort|bundesland|dep region|provincia o estado|provincia|estado",
    "code": "postal code|zip|zipcode|zip code|postcode|postleitzahl|plz|code postal|codigo postal|cap",
    "country": "country|country region|land|land region|pays|pays region|pais o region|pais|paese",
}

_NUMBERED = re.compile(
    r"(e mail|email|phone|address|website|web|im|messenger|organization|custom field|event|relation) (\d+)(?: (.+))?"
)

_SILENT = frozenset(
    "priority|sensitivity|private|initials|language|directory server|internet free busy|e mail type"
    "|e mail display name|e mail 2 type|e mail 2 display name|e mail 3 type|e mail 3 display name|file as|action|id"
    "|source|createdat|bookmarkedat".split("|")
)
"""Columns that every export fills with the same words, or with what other columns say already."""

THUNDERBIRD_ORDER = (
    *(Column(name) for name in ("given", "family", "name", "nickname")),
    *(Column("email", slot=number) for number in "12"),
    Column("im", slot="AIM", label="AIM"),
    *(Column("phone", slot=label, label=label) for label in ("work", "home", "work fax", "pager", "mobile")),
    *(
        Column("address", part, label, label)
        for label in ("home", "work")
        for part in ("street", "street 2", "city", "region", "code", "country")
    ),
    *(Column(name) for name in ("title", "department", "organisation")),
    *(Column("url", slot=number) for number in "12"),
    *(Column(name) for name in ("birth-year", "birth-month", "birth-day")),
    *(Column("other", slot=f"Custom {number}") for number in "1234"),
    Column("note"),
)
"""The 37 columns in the order in which Thunderbird writes them, for its tables without names."""


def _table() -> dict[str, Column]:
    """Folded column name -> what it holds."""
    table: dict[str, Column] = {}
    for what, names in _FIELDS.items():
        table |= {plain(name): Column(what) for name in names.split("|")}
    for number, names in enumerate(_EMAILS, 1):
        table |= {plain(name): Column("email", slot=str(number)) for name in names.split("|")}
    for kind, labels in (("phone", _PHONES), ("url", _URLS), ("im", _IMS)):
        for label, names in labels.items():
            table |= {plain(name): Column(kind, slot=name, label=label) for name in names.split("|")}
    for part, names in _PARTS.items():
        for label, places in _PLACES.items():
            column = Column("address", part, label, label)
            for name in names.split("|"):
                for place in places.split("|"):
                    table.setdefault(plain(f"{place} {name}"), column)
                    table.setdefault(plain(f"{name} {place}"), column)
    return table


_TABLE = _table()

_POINTS = frozenset({"email", "phone", "url", "im", "address", "custom"})

_GOOGLE_PARTS = {
    "value": "value",
    "type": "label",
    "label": "label",
    "service": "label",
    "protocol": "label",
    "formatted": "formatted",
    "street": "street",
    "city": "city",
    "po box": "box",
    "region": "region",
    "postal code": "code",
    "country": "country",
    "extended address": "street 2",
}

_GOOGLE_KINDS = {
    "e mail": "email",
    "email": "email",
    "phone": "phone",
    "address": "address",
    "website": "url",
    "web": "url",
    "im": "im",
    "messenger": "im",
    "custom field": "custom",
    "event": "custom",
    "relation": "custom",
}


def _meaning(name: str) -> Column | None:
    """What a folded column name says; None for a name that nobody knows."""
    if column := _TABLE.get(name):
        return column
    if match := _NUMBERED.fullmatch(name):
        what, number, part = match[1], match[2], match[3] or "value"
        if what == "organization":
            return {"name": Column("organisation"), "title": Column("title"), "department": Column("department")}.get(
                part, Column("other", slot=name)
            )
        if part in _GOOGLE_PARTS:
            kind = _GOOGLE_KINDS[what]
            return Column(kind, _GOOGLE_PARTS[part], f"{what} {number}" if kind == "custom" else number)
    return None


def recognised(row: Sequence[str]) -> int:
    """How many cells of a row are names of columns of a contact table."""
    if len(row) > 1000:
        return 0
    return len({name for name in (plain(cell[:80]) for cell in row if cell) if name and _meaning(name)})


def is_linkedin(row: Sequence[str]) -> bool:
    """Whether the row names the columns of LinkedIn's Connections.csv, of any year."""
    names = {plain(cell) for cell in row if len(cell) < 80}
    return "connected on" in names and bool({"first name", "last name"} & names)


def layout_of(row: Sequence[str]) -> tuple[FileFormat, list[Column | None]] | None:
    """The format of a table and what each of its columns holds; None where no column names a person."""
    names = [plain(cell) for cell in row]
    there = set(names)
    kind = _format(row, there)
    meant: list[Column | None] = []
    seen: set[Column] = set()
    for cell, name in zip(row, names, strict=True):
        column = _special(name, kind, there) or _meaning(name)
        if column is None or (column in seen and column.field in _POINTS):
            column = None if not name or name in _SILENT else Column("other", slot=cell.strip())
        if column is not None:
            seen.add(column)
        meant.append(column)
    naming = {"name", "given", "family", "email", "organisation", "nickname", "phone"}
    if not any(column and column.field in naming for column in meant):
        return None
    return kind, meant


def _format(row: Sequence[str], there: set[str]) -> FileFormat:
    if is_linkedin(row):
        return FileFormat.LINKEDIN
    if "vcard lines" in there and "introduced by" in there:
        return FileFormat.NETPLUS
    if "group membership" in there or any(
        re.fullmatch(r"(e mail|phone|organization) \d+ type", name) for name in there
    ):
        return FileFormat.GOOGLE_OLD
    if any(re.fullmatch(r"(e mail|phone|address|website) \d+ label", name) for name in there) or (
        {"file as", "organization name", "labels"} <= there
    ):
        return FileFormat.GOOGLE
    if "primary email" in there or {"screen name", "display name"} <= there:
        return FileFormat.THUNDERBIRD
    outlook = {
        *_EMAILS[1].split("|"), *_PHONES["work"].split("|"), "business street", "strasse geschaftlich", "rue bureau",
        "calle del trabajo", "home fax",
    }  # fmt: skip
    if len(outlook & there) >= 2 or (outlook & there and "e mail address" in there):
        return FileFormat.OUTLOOK
    return FileFormat.TABLE


_TITLES = frozenset({"title", "titel", "titre", "titulo", "titolo"})


def _special(name: str, kind: FileFormat, there: set[str]) -> Column | None:
    """Names that mean one thing here and another there."""
    if kind is FileFormat.NETPLUS and (match := _NUMBERED.fullmatch(name)) and match[1] in _GOOGLE_KINDS:
        return Column(_GOOGLE_KINDS[match[1]], match[3] or "value", match[2])
    if name in _TITLES:  # Outlook's is "Mr."; the position is its "Job Title"
        other = any(_TABLE.get(one) == Column("title") for one in there - _TITLES - {"occupation"})
        return Column("prefix") if other or kind is FileFormat.OUTLOOK else Column("title")
    if name.endswith(" address") and f"{name.removesuffix(' address')} street" in there:
        place = name.removesuffix(" address")
        return Column("address", "formatted", _TABLE[f"{place} street"].slot, _TABLE[f"{place} street"].label)
    if name == "nom" and "prenom" not in there:
        return Column("name")
    if name == "nombre" and not there & {"apellido", "apellidos"}:
        return Column("name")
    if name == "nome" and "cognome" not in there and "apelido" not in there and "sobrenome" not in there:
        return Column("name")
    if name == "contact" and there & {"name", "first name", "full name"}:
        return Column("other", slot="Contact")
    return None
