"""Letters reach the mail program with one recipient and no header that the user did not write."""

from __future__ import annotations

import itertools
from email import message_from_bytes
from email.policy import default
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from netplus_desktop.core.records import Letter
from netplus_desktop.documents.mail import MAILTO_LIMIT, draft, mailto, new_mail, recipient

LETTER = Letter("Thank you & more: 100 %?", "Dear Zoë,\n\nthank you + all = good #1 — 田中\n\nNell")


def test_a_short_letter_arrives_whole_in_the_mail_program() -> None:
    url = mailto("zoe.o'neil+work@calder.example", LETTER)
    assert url is not None
    parts = urlsplit(url)
    assert (parts.scheme, unquote(parts.path)) == ("mailto", "zoe.o'neil+work@calder.example")
    assert parse_qs(parts.query) == {"subject": [LETTER.subject], "body": [LETTER.body.replace("\n", "\r\n")]}
    assert "%0D%0A" in url
    assert url.isascii()
    assert " " not in url


def test_a_long_letter_needs_a_draft_file() -> None:
    assert mailto("a@b.example", Letter("Thanks", "word " * 400)) is None
    fitting = mailto("a@b.example", Letter("Thanks", "word " * 200))
    assert fitting is not None
    assert len(fitting) <= MAILTO_LIMIT


def test_a_draft_is_unsent_and_whole() -> None:
    raw = draft("zoe@calder.example", LETTER)
    message = message_from_bytes(raw, policy=default)
    assert message["X-Unsent"] == "1"
    assert message["To"] == "zoe@calder.example"
    assert message["Subject"] == LETTER.subject
    assert message.get_content().replace("\r\n", "\n").rstrip("\n") == LETTER.body
    assert b"\n" not in raw.replace(b"\r\n", b""), "every line ends as mail's lines do"


def test_an_address_of_another_script_is_kept() -> None:
    assert message_from_bytes(draft("josé@müller.example", LETTER), policy=default)["To"] == "josé@müller.example"
    assert unquote(urlsplit(mailto("josé@müller.example", LETTER) or "").path) == "josé@müller.example"


BREAKS = (
    "\r\nBcc: eve@evil.example",
    "\nBcc: eve@evil.example",
    "\rX-Evil: 1",
    "%0d%0aBcc:eve@evil.example",
    "\u2028Bcc: e@e.example",
)
TRICKS = (
    "?bcc=eve@evil.example",
    "?attach=/etc/passwd",
    "&attach=/etc/passwd",
    "&bcc=eve@evil.example",
    ",eve@evil.example",
    ";eve@evil.example",
    " eve@evil.example",
    ">,<eve@evil.example>",
    "#x",
    "\x00",
    "\u202eevil",
    '"@evil.example',
    "(comment)",
    "%2Ceve@evil.example",
    "@evil.example",
)
HOSTILE = [
    address
    for base, trick in itertools.product(("zoe@calder.example", "zoe", "<zoe@calder.example>", ""), BREAKS + TRICKS)
    for address in (base + trick, trick + base, base.replace("@", trick + "@", 1))
    if address not in ("zoe@calder.example", "zoe@evil.example")
]


def test_a_hostile_address_brings_no_recipient_and_no_header() -> None:
    assert len(HOSTILE) >= 200
    for address in HOSTILE:
        url = mailto(address, LETTER)
        assert url is not None
        parts = urlsplit(url)
        assert parts.scheme == "mailto"
        assert set(parse_qs(parts.query)) == {"subject", "body"}, address
        assert unquote(parts.path) in ("", recipient(address)), address
        assert unquote(parts.path).count("@") <= 1, address
        assert new_mail(address) in ("", f"mailto:{recipient(address)}"), address
        message = message_from_bytes(draft(address, LETTER), policy=default)
        assert {"Bcc", "Cc", "X-Evil"}.isdisjoint(message.keys()), address
        assert len(message["To"].addresses if message["To"] else ()) <= 1, address


@pytest.mark.parametrize(
    "subject", ["Thanks\r\nBcc: eve@evil.example", "Thanks\nTo: eve@evil.example", "Thanks\x00\x0b"]
)
def test_a_subject_stays_one_line(subject: str) -> None:
    message = message_from_bytes(draft("a@b.example", Letter(subject, "Hi")), policy=default)
    assert message.keys().count("To") == 1
    assert "Bcc" not in message
    assert message["Subject"].startswith("Thanks")
    assert set(parse_qs(urlsplit(mailto("a@b.example", Letter(subject, "Hi")) or "").query)) == {"subject", "body"}


@pytest.mark.parametrize(
    "address", ["", "nobody", "@b.example", "-o@b.example", "x" * 65 + "@b.example", "a@" + "b" * 254]
)
def test_what_is_no_address_is_left_to_the_mail_program(address: str) -> None:
    assert recipient(address) == ""
    assert (mailto(address, LETTER) or "").startswith("mailto:?subject=")
    assert message_from_bytes(draft(address, LETTER), policy=default)["To"] is None


def test_lone_surrogates_and_controls_do_not_break_a_letter() -> None:
    odd = Letter("Thanks \ud800", "Hi \udfff\x07 there\r\nNell")
    assert mailto("a@b.example", odd)
    assert "there\nNell" in message_from_bytes(draft("a@b.example", odd), policy=default).get_content().replace(
        "\r\n", "\n"
    )
