"""What damaged and hostile files do: nothing. One bad card costs one card."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from netplus_desktop.core.records import PointKind
from netplus_desktop.exchange import reading

from . import hostile


def test_ten_thousand_damaged_files_do_no_harm() -> None:
    done = hostile.run(10_000, seed=20261123)
    assert {what: done[what] for what in hostile.HARMS} == dict.fromkeys(hostile.HARMS, 0), done["first"]


# --- one bad card costs one card --------------------------------------------------------------------------

CARDS = 1000
PLACES = range(0, CARDS, CARDS // 20)
"""Twenty, the first card among them."""


def card(number: int) -> bytes:
    lines = (
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"N:Müller {number};Ana;;;",
        f"FN:Ana Müller {number}",
        f"EMAIL;TYPE=WORK:ana{number}@example.org",
        f"TEL;TYPE=CELL:+49 170 55{number:05}",
        f"NOTE:Kollegin\\, Nr. {number}\\nzweite Zeile mit",
        "  Umlauten: äöü",
        "END:VCARD",
        "",
    )
    return "\r\n".join(lines).encode()


def told(number: int) -> tuple[str, str, str, str]:
    return (
        f"Ana Müller {number}",
        f"ana{number}@example.org",
        f"+49 170 55{number:05}",
        f"Kollegin, Nr. {number}\nzweite Zeile mit Umlauten: äöü",
    )


def _with(line: bytes) -> Callable[[bytes], bytes]:
    return lambda whole: whole.replace(b"EMAIL;", line + b"\r\nEMAIL;")


FAULTS: dict[str, Callable[[bytes], bytes]] = {
    "no end": lambda whole: whole.replace(b"END:VCARD\r\n", b""),
    "no beginning": lambda whole: whole.replace(b"BEGIN:VCARD\r\n", b""),
    "two beginnings": lambda whole: b"BEGIN:VCARD\r\n" + whole,
    "two ends": lambda whole: whole + b"END:VCARD\r\n",
    "cut off": lambda whole: whole[: len(whole) // 2] + b"\r\n",
    "cut off in a character": lambda whole: whole[: whole.index(b"\xc3") + 1] + b"\r\n",
    "nothing in it": lambda _: b"BEGIN:VCARD\r\nEND:VCARD\r\n",
    "nested deeply": lambda whole: b"BEGIN:VCARD\r\n" * 30 + whole,
    "a line without colon": _with(b"this is no property"),
    "a quotation mark that stays open": _with(b'TEL;TYPE="CELL:123'),
    "thousands of parameters": _with(b"TEL" + b";X" * 5000 + b":123"),
    "no hexadecimal digits": _with(b"ORG;ENCODING=QUOTED-PRINTABLE:=ZZ=3"),
    "a soft break before the end": lambda whole: whole.replace(b"END:", b"ORG;ENCODING=QUOTED-PRINTABLE:lost=\r\nEND:"),
    "an unknown character set": _with(b"ORG;CHARSET=x-none:M\xfchle"),
    "a character set that is none of text": _with(b"ORG;CHARSET=hex;ENCODING=QUOTED-PRINTABLE:=41"),
    "other characters than said": _with(b"ORG;CHARSET=UTF-8:M\xfchle"),
    "a picture that does not decode": _with(b"PHOTO;ENCODING=b:/9j/4AAQ*** broken\r\n\r\n  !!"),
    "a picture that never ends": lambda whole: whole.replace(
        b"END:VCARD\r\n", b"PHOTO;BASE64:\r\n " + b"A" * 5000 + b"\r\n"
    ),
    "NUL": lambda whole: whole.replace(b"Ana", b"A\0na"),
    "another encoding": lambda whole: whole.decode().encode("utf-16-le"),
    "control characters": _with(bytes(range(1, 9)) + bytes(range(14, 32))),
    "random bytes": lambda _: bytes((number * 89 + number // 7) % 251 for number in range(2000)) + b"\r\n",
    "old line ends": lambda whole: whole.replace(b"\r\n", b"\r"),
    "a page of a web server": lambda _: b"<html><body><h1>504 Gateway Time-out</h1>\r\n</body></html>\r\n",
    "a calendar": lambda _: b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    "no line end": lambda whole: whole.rstrip(),
    "no line end, a mark of the encoding": lambda whole: whole.rstrip() + b"\xef\xbb\xbf",
    "another encoding, marked": lambda whole: whole.decode().encode("utf-16"),
    "a mark of the encoding": lambda whole: b"\xef\xbb\xbf" + whole,
}


@pytest.mark.parametrize("fault", FAULTS)
def test_one_bad_card_costs_one_card(fault: str) -> None:
    turn = list(FAULTS).index(fault) % 4
    for places in (PLACES, *([place] for place in PLACES[turn::4])):  # at once, and a quarter of them alone
        cards = [card(number) for number in range(CARDS)]
        for place in places:
            cards[place] = FAULTS[fault](cards[place])
        rows = reading.read_bytes(b"".join(cards), "people.vcf").rows
        arrived = {
            (
                row.person.name,
                "".join(row.person.values(PointKind.EMAIL)),
                "".join(row.person.values(PointKind.PHONE)),
                row.person.note,
            )
            for row in rows
            if row.person and not row.reason
        }
        missing = {told(number) for number in range(CARDS) if number not in places} - arrived
        assert not missing, (places, missing)
