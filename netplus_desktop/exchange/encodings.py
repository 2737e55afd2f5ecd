"""Bytes of unknown origin -> text: byte-order marks, UTF-16 without one, UTF-8, the code pages of older programs."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator

_PART = 2**20

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_LATIN = {
    "cp1252": ("äöüß", "éèêëàâçîïôùûœæ’", "áéíóúñü", "áâãàçéêíóôõú", "åäöæøé", "àèéìòù", "áðéíóúýþæö"),
    "cp1250": ("ąćęłńóśźż", "áčďéěíňóřšťúůýžľĺŕäô", "áéíóöőúüű", "ăâîşţ", "čćđšž"),
    "cp1254": ("çğıöşüâi̇",),
    "mac_roman": ("äöüß", "éèêëàâçîïôùûœæ’", "áéíóúñü", "áâãàçéêíóôõú", "åäöæøé"),
    "cp850": ("äöüß", "éèêëàâçîïôùûæ", "áéíóúñü", "åäöæøé"),
}
"""Code pages of Latin scripts, the likeliest first, with the letters that each of their languages adds to ASCII."""

_COMMON = {
    "cp1251": "оеаинтсрвлкмдпуяь",
    "koi8_r": "оеаинтсрвлкмдпуяь",
    "cp1253": "αοιετσνηυρκπμλςίάόή",
    "cp1255": "יוהלאתרמבשנדכ",
    "cp1256": "الينمرتوبدهعسحف",
    "cp874": "านรอกเงมยลวดทส่้ัิี",
}
"""Code pages of other alphabets with the letters that make up most of their texts."""

_HAN = {
    "cp932": (range(0x88, 0x98), 0x40, (0x82, 0x83)),
    "euc_jp": (range(0xB0, 0xD0), 0xA1, (0xA4, 0xA5)),
    "gb18030": (range(0xB0, 0xD8), 0xA1, ()),
    "euc_kr": (range(0xB0, 0xC9), 0xA1, ()),
    "big5": (range(0xA4, 0xC7), 0x40, ()),
}
"""Code pages of two bytes a character: where the first byte of the common characters lies, the least second byte,
and the first bytes of kana."""

SEVEN_BITS = frozenset(
    "iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_3 iso2022_jp_2004 iso2022_jp_ext iso2022_kr hz utf_7".split()
)
"""Encodings whose bytes all look like ASCII."""

_MULTIBYTE = frozenset({*_HAN, "shift_jis", "gbk", "gb2312", "cp949", *SEVEN_BITS})


def unwrapped(data: bytes) -> tuple[bytes, str]:
    """The bytes without byte-order mark and, where they were UTF-16 or UTF-32, as UTF-8; with the encoding found
    ('' where nothing tells one yet)."""
    # Where files were put one behind another, the others would be lost if all were read as UTF-16, like the first.
    for mark, name in _BOMS:
        if data.startswith(mark) and (name == "utf-8" or b"BEGIN:VCARD" not in data):
            body = data[len(mark) :]
            return (body, name) if name == "utf-8" else (_as_utf8(body, name), name)
    name = _without_mark(data[:4096])
    name = "" if name and b"BEGIN:VCARD" in data else name
    return (_as_utf8(data, name), name) if name else (data, "")


def _as_utf8(data: bytes, name: str) -> bytes:
    data = data[: len(data) // 4 * 4 if "32" in name else len(data) // 2 * 2]  # what is cut off is no character
    return data.decode(name, "replace").encode("utf-8", "replace")


def _without_mark(head: bytes) -> str:
    """UTF-16 that lacks its mark: nearly every other byte of what it mostly holds is zero."""
    half = len(head) // 2
    if half < 4 or not head.count(0):
        return ""
    if (at := head.upper().find("BEGIN".encode("utf-16-le"))) >= 0:  # of cards in other scripts, that is most of it
        return "utf-16-be" if at % 2 else "utf-16-le"
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def codec_of(declared: str) -> str:
    """Python's name of a declared character set; '' where there is no such text encoding."""
    name = declared.strip().strip("\"'")
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError, UnicodeError):
        return ""
    codec = info.name.replace("-", "_")
    if not getattr(info, "_is_text_encoding", True) or codec in {"idna", "punycode", "undefined", "unicode_escape"}:
        return ""
    # What programs call Latin-1 and Shift_JIS is, in practice, the code page of Windows around it.
    return {"iso8859_1": "cp1252", "latin_1": "cp1252", "ascii": "", "shift_jis": "cp932", "gb2312": "gb18030"}.get(
        codec, codec
    )


def decoded(raw: bytes, declared: str = "", page: str = "cp1252") -> str:
    """`raw` as text: by the declared character set where that works, else UTF-8, else by `page`. Never raises."""
    codec = codec_of(declared) if declared else ""
    attempts = [codec] if codec in _MULTIBYTE else []  # their bytes may happen to be valid UTF-8; others' hardly ever
    attempts += ["utf-8", codec, page, "cp1252"]
    for name in attempts:
        if name:
            try:
                return raw.decode(name)
            except (UnicodeError, ValueError):
                continue
    return raw.decode("latin-1")


def parts(data: bytes) -> Iterator[bytes]:
    """A file in parts that end where lines end. One call for a hundred megabytes would stop every other thread, and
    the window with them, for a third of a second."""
    at = 0
    while at < len(data):
        end = data.find(b"\n", at + _PART) + 1 or len(data)
        yield data[at:end]
        at = end


def text_of(data: bytes) -> tuple[str, str]:
    """A whole file as text, with the name of the encoding. Never raises."""
    data, name = unwrapped(data)
    try:
        return "".join(part.decode("utf-8").replace("\0", "") for part in parts(data)), name or "utf-8"
    except UnicodeDecodeError:
        page = guess_page(line for line in data.split(b"\n") if not line.isascii())
        return decoded(data, page=page).replace("\0", ""), page


def text_as(data: bytes, encoding: str) -> str:
    """A whole file as text in the encoding that the user chose. Never raises: what is none of it is marked."""
    try:
        text = data.decode(encoding, "replace")
    except LookupError:
        return text_of(data)[0]
    return text.removeprefix("\ufeff").replace("\0", "")


def guess_page(lines: Iterable[bytes], declared: Iterable[str] = ()) -> str:
    """The code page of lines that are not UTF-8. What the file declares elsewhere is believed first; then the
    letters that each page would yield are weighed; a general detector only breaks a tie."""
    raw = b"\n".join(lines)[:65536]
    for name in declared:
        codec = codec_of(name)
        if codec not in {"", "utf_8"} and _strange(raw, codec):
            return codec
    words = re.findall(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*", raw)
    unmixed = sum(len(word) for word in words if not re.search(rb"[A-Za-z]", word)) / (sum(map(len, words)) or 1)
    latin = max(_LATIN, key=lambda page: _latin_weight(raw, page))
    others = {page: _alphabet_weight(raw, page) * unmixed for page in _COMMON}
    others |= {page: _han_weight(raw, page) for page in _HAN}
    best = max(others.values())
    if best < 0.5 or (unmixed < 0.5 and best < 0.95 and _latin_weight(raw, latin) > 0.9):
        return latin
    likely = [page for page, share in others.items() if share >= best - 0.02]
    return likely[0] if len(likely) == 1 else _tie_break(raw, likely)


def _strange(raw: bytes, page: str) -> str:
    """What the bytes would be beside ASCII, in small letters; '' where they cannot be of that page."""
    try:
        text = raw.decode(page)
    except (UnicodeError, ValueError):
        return ""
    return "".join(char for char in text.lower() if not char.isascii())


def _latin_weight(raw: bytes, page: str) -> float:
    """How much of what is not ASCII would be letters of the page's languages, best of one of them."""
    strange = _strange(raw, page)
    if not strange:
        return 0.0
    known = sum(any(char in letters for letters in _LATIN[page]) for char in strange) / len(strange)
    together = max(sum(char in letters for char in strange) for letters in _LATIN[page]) / len(strange)
    return round(known, 1) + 0.1 * together + (0.02 if page == "cp1252" else 0.0)


def _alphabet_weight(raw: bytes, page: str) -> float:
    """How much of what is not ASCII would be common letters of another alphabet."""
    strange = _strange(raw, page)
    if not strange:
        return 0.0
    share = sum(char in _COMMON[page] for char in strange) / len(strange)
    if page in {"cp1251", "koi8_r"} and re.search("[а-яё][А-ЯЁ]", raw.decode(page)):
        return share / 2  # each of the two, read as the other, has its capitals inside words
    return share


def _han_weight(raw: bytes, page: str) -> float:
    """How much of what is not ASCII would be common characters of a Chinese, Japanese or Korean page."""
    if not _strange(raw, page):
        return 0.0
    leads, least, kana = _HAN[page]
    pairs = common = kana_seen = low = 0
    at = 0
    while at < len(raw):
        byte = raw[at]
        if byte < 0x80:
            at += 1
            continue
        pairs += 1
        if page == "cp932" and 0xA1 <= byte <= 0xDF:  # half-width kana: old phones only
            at += 1
            continue
        second = raw[at + 1] if at + 1 < len(raw) else 0
        if byte in kana:
            kana_seen += 1
        if second >= least and (byte in leads or byte in kana):
            common += 1
        low += second < 0xA1
        at += 2
    share = common / pairs
    if page == "big5" and pairs > 4 and not low:
        return share * 0.8  # two in five second bytes are small ones in Big5, none in the pages of the mainland
    return share + (0.1 if kana_seen else 0.0)


def _tie_break(raw: bytes, pages: list[str]) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(raw, cp_isolation=pages).best()
    return best.encoding if best and best.encoding in pages else pages[0]
