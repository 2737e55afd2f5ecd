"""vCards -> rows: what each property of a card says about a person.

What no field of a person takes is kept as it stands, unfolded, in `extra`. Nothing that a card points at (a photo's
address, a file, a key) is ever opened.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from functools import lru_cache
from urllib.parse import unquote

from netplus_desktop.core import people
from netplus_desktop.core.errors import FileError
from netplus_desktop.core.records import Person, Point, PointKind, ReadRow, Reason, Tick, no_tick
from netplus_desktop.exchange import pictures
from netplus_desktop.exchange.packed import PackedRows, PackedTexts
from netplus_desktop.exchange.vcard_heads import Head, Line, without_encoding
from netplus_desktop.exchange.vcard_lines import Card, Reader

MOST_CARDS = 100_000
LARGEST_PHOTO = 1024 * 1024
LONGEST_ORIGINAL = 64 * 1024

_EMAIL, _PHONE, _URL, _ADDRESS, _IM = PointKind

_BLOCK = 2000
"""After so many cards the tick is told."""

_MESSENGERS = {
    "X-AIM": "AIM",
    "X-DISCORD": "Discord",
    "X-FACEBOOK": "Facebook",
    "X-INSTAGRAM": "Instagram",
    "X-IRC": "IRC",
    "X-KADDRESSBOOK-X-IMADDRESS": "",
    "X-KAKAOTALK": "KakaoTalk",
    "X-LINE": "LINE",
    "X-LINKEDIN": "LinkedIn",
    "X-MASTODON": "Mastodon",
    "X-SIGNAL": "Signal",
    "X-SNAPCHAT": "Snapchat",
    "X-TELEGRAM": "Telegram",
    "X-THREEMA": "Threema",
    "X-VIBER": "Viber",
    "X-WECHAT": "WeChat",
    "X-WHATSAPP": "WhatsApp",
    "X-WLM-IM": "MSN",
    "X-XMPP": "XMPP",
    "X-ICQ": "ICQ",
    "X-GOOGLE-TALK": "Google Talk",
    "X-GTALK": "Google Talk",
    "X-JABBER": "Jabber",
    "X-MSN": "MSN",
    "X-YAHOO": "Yahoo",
    "X-SKYPE": "Skype",
    "X-QQ": "QQ",
    "X-TWITTER": "Twitter",
    "X-GADUGADU": "Gadu-Gadu",
    "X-GROUPWISE": "GroupWise",
    "X-SIP": "SIP",
    "X-MATRIX": "Matrix",
    "X-MS-IMADDRESS": "",
    "X-ZIMBRA-IMADDRESS": "",
}

_PICTURES = frozenset({"PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE", "AGENT"})

_PERSONS = frozenset({"", "individual", "org"})
"""Kinds of cards that are contacts: people, and organisations as address books have them beside people."""


def read(text: bytes, encoding: str, tick: Tick = no_tick) -> tuple[PackedRows, PackedTexts, dict[int, str], str]:
    """All rows of a file of cards, in file order, their texts, their pictures (see `ReadFile.pictures`), and the
    encoding: that of the file, or the code page that its lines were read by. `text` and `encoding` are what
    `vcard_lines.prepared` makes of a file.
    Raises `FileError('file-too-many')`."""
    reader = Reader(text, mixed=not encoding)
    total = len(reader.starts)
    if total > MOST_CARDS:
        raise FileError("file-too-many", count=total, limit=MOST_CARDS)
    rows, originals, photos = PackedRows(), PackedTexts(), dict[int, str]()
    for number, card in enumerate(reader.cards(), 1):
        if number % _BLOCK == 0:
            tick(min(number, total), total)
        rows.append(row_of(card, number, photos))
        originals.append(_original(card))
    tick(total, total)
    return rows, originals, photos, encoding or reader.guessed or reader.declared or "utf-8"


def row_of(card: Card, number: int, photos: dict[int, str]) -> ReadRow:
    """A card as a row; the line of its picture comes into `photos`. Text between cards is a row without person."""
    if not card.lines and "BEGIN" not in card.text[:80].upper():
        return ReadRow(number, card.line, None, Reason("loose-text"))
    person, kind, photo, left_out = _person(card.lines)
    left_out = [Reason(code, {"limit": limit}) for code, limit in card.left_out] + left_out
    if person is None:
        return ReadRow(number, card.line, None, Reason("no-name"), left_out=tuple(left_out))
    reason = None
    if kind == "group":
        reason = Reason("group", {"name": person.name})
    elif kind:
        reason = Reason("not-a-person", {"name": person.name, "kind": kind})
    if photo:
        photos[number] = photo
    fingerprint = hashlib.blake2b(card.told.encode("utf-8", "replace"), digest_size=12).hexdigest()
    keys = people.identity_keys(person, row_fingerprint=fingerprint)
    likeness = people.match_keys(person) if reason is None else ()
    return ReadRow(number, card.line, person, reason, keys, likeness, tuple(left_out))


def _original(card: Card) -> str:
    text = card.text if len(card.text) <= LONGEST_ORIGINAL else card.text[:LONGEST_ORIGINAL]
    return _clean(text.rstrip("\n"))


def _person(lines: list[Line]) -> tuple[Person | None, str, str, list[Reason]]:
    """The person of a card (None where nothing names one), the kind of what is none, the line of the picture, and what
    was left out."""
    fields: dict[str, str] = {}
    names: tuple[str, ...] = ()
    notes: list[str] = []
    points: list[_Way] = []
    tags: list[str] = []
    extra: list[tuple[str, str]] = []
    labels: dict[str, str] = {}
    roles: list[tuple[str, str]] = []
    said: dict[str, str] = {}
    printed: list[Line] = []
    left_out: list[Reason] = []
    kind = photo = ""
    for head, value in lines:
        name = head.name
        if name == "TEL" or name == "X-MS-TEL":
            if text := _number(unescape(value).strip()):
                points.append((head.preferred, _PHONE, text, head.label, head.group))
        elif name == "EMAIL":
            text = unescape(value).strip()
            for one in (text,) if text.count("@") < 2 else _addresses(text):
                if one := _mailbox(one):
                    points.append((head.preferred, _EMAIL, one, head.label, head.group))
        elif name == "FN":
            text = one_line(unescape(value))
            if text and "name" not in fields:
                fields["name"] = text
            elif text and text != fields["name"]:
                extra.append(("", kept(head, value)))
        elif name == "N":
            parts = _name_parts(value)
            if head.parameters and "PHONETIC" in head.parameters:  # the name once more, as it is said (RFC 9554)
                family, given, middle = (*parts, "", "", "")[:3]
                said.setdefault("N", " ".join(filter(None, (given, middle, family))))
                extra.append(("", kept(head, value)))
            elif any(parts) and not any(names):
                names = parts
            elif any(parts) and parts != names:
                extra.append(("", kept(head, value)))
        elif name == "ADR":
            if text := _address(value, head):
                points.append((head.preferred, _ADDRESS, text, head.label, head.group))
        elif name == "ORG":
            first, *rest = map(one_line, components(value))
            if not first and not any(rest):
                continue
            if "organisation" not in fields:
                fields["organisation"] = first
                fields["department"] = ", ".join(filter(None, rest))
            else:
                extra.append(("", kept(head, value)))
        elif name == "NOTE":
            if text := (unescape(value) if "\\" in value else value).strip():
                notes.append(text)
        elif name == "URL":
            if text := unescape(value).strip():
                points.append((False, _URL, text, head.label, head.group))
        elif name == "ROLE":
            if text := one_line(unescape(value)):
                roles.append((text, kept(head, value)))
        elif name in _SINGLE:
            text = one_line(unescape(value))
            if text and _SINGLE[name] not in fields:
                fields[_SINGLE[name]] = text
            elif text:
                extra.append(("", kept(head, value)))
        elif name in _SAID and _SAID[name] not in said:
            if text := one_line(unescape(value)):
                said[_SAID[name]] = text
        elif name == "CATEGORIES":
            for tag in split_escaped(value, ","):
                if (tag := one_line(unescape(tag))) and tag not in tags:
                    tags.append(tag)
        elif name == "BDAY":
            if (text := birthday(value, head)) and "birthday" not in fields:
                fields["birthday"] = text
            elif value.strip():
                extra.append(("", kept(head, value)))
        elif name == "X-ABLABEL" and head.group:  # Apple marks its own labels, to tell them from what users typed
            label = unescape(value)
            wrapped = label[:4] == "_$!<" and label[-4:] == ">!$_"
            labels[head.group] = one_line(label[4:-4] if wrapped else label)
            extra.append((head.group, kept(head, value)))
        elif name == "IMPP" or name == "X-SOCIALPROFILE" or name == "SOCIALPROFILE":
            if text := unescape(value).strip():
                points.append((False, *_profile(head, text), head.group))
        elif name == "LABEL":
            printed.append((head, value))
        elif name[:2] == "X-" and (service := _service(name)) is not None:
            if text := unescape(value).strip():
                points.append((False, *_messenger(service, head, text), head.group))
        elif name == "X-ANDROID-CUSTOM" and (found := _of_android(value)) and found[0] not in fields:
            fields[found[0]] = found[1]
        elif name == "PHOTO" and not photo and (taken := photo_of(kept(head, value))) is not None:
            if isinstance(taken, str):
                photo = taken
            else:
                left_out.append(taken)
                if taken.code == "picture-kind":
                    extra.append(("", kept(head, value)))
        elif name in _PICTURES and len(value) > LARGEST_PHOTO:
            left_out.append(Reason("picture-too-big", {"limit": LARGEST_PHOTO // 2**20}))
        else:
            if name == "KIND" or name == "X-ADDRESSBOOKSERVER-KIND":
                kind = value.strip().lower()
            if value.strip() or head.parameters:
                extra.append(("", kept(head, value)))
    if any(way[1] is _ADDRESS for way in points):
        extra += [("", kept(head, value)) for head, value in printed]
    else:
        for head, value in printed:
            if text := in_lines(unescape(value)):
                points.append((head.preferred, _ADDRESS, text, head.label, head.group))
    if roles and "title" not in fields:
        fields["title"] = roles.pop(0)[0]
    extra += [("", line) for _, line in roles]
    family, given, middle, prefix, suffix = (*names, "", "", "", "", "")[:5]
    points.sort(key=_not_preferred)
    labelled = [Point(way, text, (labels and labels.get(group)) or label) for _, way, text, label, group in points]
    if len({way[2] for way in points}) < len(points):
        labelled = list(dict.fromkeys(labelled))
    used = {way[4] for way in points}
    get = fields.get
    person = Person(
        name=get("name", ""),
        given=given,
        middle=middle,
        family=family,
        prefix=prefix,
        suffix=suffix,
        nickname=get("nickname", ""),
        organisation=get("organisation", ""),
        department=get("department", ""),
        title=get("title", ""),
        points=tuple(labelled),
        birthday=get("birthday", ""),
        met=get("met", ""),
        introduced_by=get("introduced_by", ""),
        tags=tuple(tags),
        note="\n".join(notes),
        uid=get("uid", ""),
        extra=tuple([_clean(line) for group, line in extra if not (group and group in used)]),
        said=(" ".join(said[part] for part in ("first", "middle", "last") if part in said) or said.get("N", "")),
    )
    if not person.name:
        shown = one_line(people.display_name(person))
        if not shown:
            return None, "", "", left_out
        person = replace(person, name=shown)
    return person, kind if kind not in _PERSONS else "", photo, left_out


def photo_of(line: str) -> str | Reason | None:
    """The line of a picture that is decoded when it is imported, or why it never will be; None for one that stands
    somewhere else: its line is kept like any other."""
    begin = pictures.begin_of(line)
    if begin is None:
        return None
    if len(line) > LONGEST_PHOTO:
        return Reason("picture-too-big", {"limit": pictures.LARGEST // 2**20})
    kind = pictures.kind_of(begin)
    return Reason("picture-kind", {"kind": kind}) if kind in pictures.NEVER else line


LONGEST_PHOTO = pictures.LARGEST * 4 // 3 + 1024
"""Letters of the line of a picture: four for three bytes, and what stands before them."""


_SINGLE = {
    "NICKNAME": "nickname",
    "X-NICKNAME": "nickname",
    "TITLE": "title",
    "UID": "uid",
    "X-NETPLUS-MET": "met",
    "X-NETPLUS-INTRODUCED-BY": "introduced_by",
}


_SAID = {
    "X-PHONETIC-FIRST-NAME": "first",
    "X-PHONETIC-MIDDLE-NAME": "middle",
    "X-PHONETIC-LAST-NAME": "last",
}
"""How the name is said, as Apple's and Google's cards have it."""


# --- values -----------------------------------------------------------------------------------------------

_ESCAPED = re.compile(r"\\(r\\n|[nN,;:\\\"])")
"""What a backslash stands before; Outlook escapes both characters of a line end."""

_CONTROL = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029]+")


def unescape(value: str) -> str:
    """The value without its backslashes. One before any other character is only itself: a path, a smiley."""
    if "\\" not in value:
        return value
    if value.count("\\") == value.count("\\n"):  # nothing but line breaks: most notes
        return value.replace("\\n", "\n")
    return _ESCAPED.sub(_plain, value)


def _plain(match: re.Match[str]) -> str:
    return "\n" if match[1] in {"n", "N", "r\\n"} else match[1]


def split_escaped(value: str, mark: str) -> list[str]:
    """The value at each `mark` that no backslash stands before, the parts still escaped."""
    if "\\" not in value:
        return value.split(mark)
    parts: list[str] = []
    pending: list[str] = []
    for part in value.split(mark):
        pending.append(part)
        if (len(part) - len(part.rstrip("\\"))) % 2 == 0:
            parts.append(mark.join(pending))
            pending = []
    if pending:
        parts.append(mark.join(pending))
    return parts


def components(value: str) -> list[str]:
    """The parts of a structured value, unescaped."""
    if "\\" not in value:
        return value.split(";")
    return [unescape(part) for part in split_escaped(value, ";")]


def one_line(text: str) -> str:
    """The text as a single line, without control characters."""
    text = text.strip()
    return text if text.isprintable() else _CONTROL.sub(" ", text).strip()


def _name_parts(value: str) -> tuple[str, ...]:
    """Family, given, further names, what stands before and behind. Several of a kind are joined by blanks."""
    if "," not in value:
        return tuple([part and one_line(part) for part in components(value)])
    parts = []
    for at, part in enumerate(split_escaped(value, ";")):
        between = " " if at < 4 else ", "
        parts.append(one_line(between.join(unescape(one).strip() for one in split_escaped(part, ","))))
    return tuple(parts)


_CARET = re.compile(r"\^([n'^])")
_CARETS = {"n": "\n", "'": '"', "^": "^"}
"""How parameters hold what they may not hold (RFC 6868)."""

_Way = tuple[bool, PointKind, str, str, str]
"""A way to reach somebody, as a line has it: whether preferred, its kind, its value, its label, its group."""


def _not_preferred(way: _Way) -> bool:
    return not way[0]


def _number(text: str) -> str:
    """A telephone number; of a tel: address what one would dial."""
    if text[:4].lower() != "tel:":
        return text if text.isprintable() else one_line(text)
    number, _, parameters = text[4:].partition(";")
    extension = next((part[4:] for part in parameters.split(";") if part[:4].lower() == "ext="), "")
    number = unquote(number)
    return one_line(f"{number} ext. {extension}" if extension else number)


def _addresses(text: str) -> list[str]:
    """The e-mail addresses that somebody wrote into one line; only the text where it is none of such."""
    parts = [part.strip() for part in text.replace(";", ",").split(",")]
    return parts if all("@" in part for part in parts) else [text]


def _mailbox(text: str) -> str:
    """An e-mail address, out of mailto: and angle brackets."""
    if text[:7].lower() == "mailto:":
        text = unquote(text[7:].partition("?")[0])
    if text[-1:] == ">" and "<" in text and "@" in text:
        text = text[text.rfind("<") + 1 : -1]
    return text if text.isprintable() else one_line(text)


def _address(value: str, head: Head) -> str:
    """A postal address in lines; as the card itself would print it where it says so (4.0: LABEL) and leaves out
    nothing."""
    parts = [part and part.strip() for part in components(value)]
    if head.parameters and (printed := head.parameters.get("LABEL", "")):
        text = in_lines(unescape(_CARET.sub(lambda match: _CARETS[match[1]], printed)))
        if all(part in text for part in parts[:7]):
            return text
    if len(parts) != 7:
        parts = [*parts, *[""] * 7][:7]
    box, further, street, city, region, code, country = parts
    return address_lines((box, further, street), city, region, code, country)


def address_lines(streets: tuple[str, ...], city: str, region: str, code: str, country: str) -> str:
    """A postal address in lines, from its parts."""
    town = f"{city}, {region} {code}" if city and region else f"{code} {city}" if not region else f"{region} {code}"
    text = "\n".join(filter(None, (*streets, town.strip(), country)))
    return in_lines(text) if "\n\n" in text or "\r" in text or " \n" in text or "\n " in text else text


def in_lines(text: str) -> str:
    """The text without blank lines and margins."""
    return "\n".join(line for line in (part.strip() for part in text.splitlines()) if line)


@lru_cache(maxsize=512)
def _service(name: str) -> str | None:
    """The messenger that a property is of, '' where it does not say of which; None for other properties."""
    if name in _MESSENGERS:
        return _MESSENGERS[name]
    if name.startswith("X-MESSAGING/"):  # older KDE: X-messaging/xmpp-All
        return name[12:].partition("-")[0].lower()
    bare = name.rstrip("0123456789")
    for ending in ("-ID", "-USERNAME", "-USER"):
        bare = bare.removesuffix(ending)
    return _MESSENGERS.get(bare)


def _messenger(service: str, head: Head, text: str) -> tuple[PointKind, str, str]:
    """A messenger name, and the service as its label; the address of a page where that is given."""
    if text[:4].lower() == "http":
        return _URL, one_line(text), service or head.label
    scheme, between, rest = text.partition("://")
    if between and rest:
        service, text = service or scheme.lower(), rest
    return _IM, one_line(text), service or head.label


def _profile(head: Head, text: str) -> tuple[PointKind, str, str]:
    """A messenger name or a page of somebody, whose kind stands before a colon and in the parameters."""
    service = head.parameters.get("X-SERVICE-TYPE", "") if head.name == "IMPP" else head.label
    scheme, colon, rest = text.partition(":")
    apple = scheme.lower() == "x-apple"  # stands for whatever service is named
    if head.name != "IMPP" and not apple:
        return _URL, text, service
    if colon and scheme.replace("-", "").isalnum():
        text = unquote(rest).strip() or text
        service = service or ("" if apple else scheme.lower())
    return _IM, one_line(text), service or head.label


def _of_android(value: str) -> tuple[str, str] | None:
    """The field and the text of a property in which phones put what version 2.1 knows no word for."""
    kind, text, number, *_ = [*components(value), "", "", ""]
    if kind == "vnd.android.cursor.item/nickname" and (text := one_line(text)):
        return "nickname", text
    if kind == "vnd.android.cursor.item/contact_event" and number == "3" and (text := birthday(text)):
        return "birthday", text
    return None


def kept(head: Head, value: str) -> str:
    """The line as it stands, unfolded. One that was encoded is kept in plain words, for no other character set and no
    quoted-printable is allowed in what we write."""
    if not (head.quoted_printable or head.charset) or head.base64:
        return f"{head.text}:{value}"
    plain = value.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return f"{without_encoding(head.text)}:{plain}"


_DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ].*)?")
_LOOSE_DATE = re.compile(r"(?P<y>\d{4})([-/.])(?P<m>\d\d?)\2(?P<d>\d\d?)|(?P<D>\d\d?)\.(?P<M>\d\d?)\.(?P<Y>\d{4})")
"""Days as people and phones write them, where only one reading is possible."""
_NO_YEAR = re.compile(r"--(\d\d)-?(\d\d)(?:[T ].*)?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")


def birthday(value: str, head: Head | None = None) -> str:
    """'1990-03-14', '1990-03', '1990', '--03-14', or '' for what is no date. Apple writes 1604 for "no year"."""
    text = value.strip()
    if match := _LOOSE_DATE.fullmatch(text):
        year, month, day = match["y"] or match["Y"], match["m"] or match["M"], match["d"] or match["D"]
        text = f"{year}-{month:0>2}-{day:0>2}"
    omitted = head.parameters.get("X-APPLE-OMIT-YEAR", "1604") if head else "1604"
    if match := _DATE.fullmatch(text):
        year, month, day = match.groups()
        if not _is_day(month, day):
            return ""
        return f"--{month}-{day}" if year in {omitted, "0000"} else f"{year}-{month}-{day}"
    if match := _NO_YEAR.fullmatch(text):
        return f"--{match[1]}-{match[2]}" if _is_day(match[1], match[2]) else ""
    if match := _MONTH.fullmatch(text):
        return text if 1 <= int(match[2]) <= 12 else ""
    return text if re.fullmatch(r"[12]\d{3}", text) else ""


def _is_day(month: str, day: str) -> bool:
    return 1 <= int(month) <= 12 and 1 <= int(day) <= 31


def _clean(line: str) -> str:
    """The line as text that can be stored: bytes of no known character are marked."""
    try:
        line.encode()
    except UnicodeEncodeError:
        return line.encode("utf-8", "replace").decode("utf-8")
    return line
