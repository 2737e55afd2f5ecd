"""A whole LinkedIn archive: its people, and what it tells beside them (`records.Evidence`).

The files are known by their names, case, spaces and underscores aside; their columns by theirs, of every year that
people still have archives of. What is told of whom: by the address of the profile, before 2023 and in recommendations
by the name, where only one connection has it.
"""

from __future__ import annotations

import csv
import html
import io
import itertools
import marshal
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from netplus_desktop.core import practice
from netplus_desktop.core.errors import FileError
from netplus_desktop.core.evidence import Evidence, Fact, FactKind
from netplus_desktop.core.people import linkedin_slug, plain
from netplus_desktop.core.records import (
    FileFormat,
    OfferFields,
    OfferKind,
    ReadFile,
    ReadRow,
    Tick,
    no_tick,
)
from netplus_desktop.exchange import encodings, tables
from netplus_desktop.exchange.packed import PackedRows, PackedTexts

_PEOPLE = ("connections", "contacts")

_TELLING = frozenset(
    "connections messages invitations recommendationsreceived recommendationsgiven endorsementreceivedinfo "
    "endorsementgiveninfo".split()
)
"""Files by which an archive is known: they are called so nowhere else."""

PARTS = _TELLING | {"contacts", "notes", "profile", "positions", "skills"}
"""The files that are read."""

_BESIDE = frozenset(
    "adtargeting adsclicked articles callhistory causesyoucareabout certifications comments companyfollows courses "
    "education emailaddresses events groups guidemessages honors inferencesaboutyou instantreposts "
    "jobapplicantsavedanswers jobapplicantsavedscreeningquestionresponses jobapplications jobposting jobpostings "
    "jobseekerpreferences lanadsengagement languages learning learningcoachaimessages learningcoachmessages "
    "learningroleplaymessages logins memberfollows mobileapplications onlinejobpostings organizations patents "
    "phonenumbers privateidentityasset profilesummary projects providers publications reactions receipts receiptsv2 "
    "registration richmedia savedjobalerts savedjobanswers savedjobs saveditems searchqueries securitychallenges "
    "securitychallenge servicesmarketplaceengagements shares testscores verifications volunteering votes "
    "whatsappphonenumbers".split()
)
"""Files of an archive that tell of nobody, and of nothing that the user has to offer."""

_HEADER_WITHIN = 20
_BLOCK = 1000
_TICK_EVERY = 5000


def part_of(name: str) -> str:
    """Which part of an archive a file is by its name: one of `PARTS`, or ''."""
    stem = _stem(name)
    return stem if stem in PARTS else ""


def is_beside(name: str) -> bool:
    """Whether a file that lies with the parts of an archive belongs to it, and is of no use here."""
    return _stem(name) in _BESIDE


def _stem(name: str) -> str:
    stem, _, kind = name.rpartition("/")[2].rpartition(".")
    return re.sub(r"[\s_-]+", "", stem).lower() if kind.lower() == "csv" else ""


def is_archive(parts: Collection[str]) -> bool:
    """Whether files that lie together are a LinkedIn archive, by which parts they are: a lone table is none."""
    return len(parts) > 1 and not _TELLING.isdisjoint(parts)


def read(
    name: str, parts: Mapping[str, Callable[[], bytes]], tick: Tick = no_tick
) -> tuple[ReadFile, list[tuple[str, FileError]]]:
    """The archive as one file, and which of its parts could not be read: (name, why). `parts` has what reads each one,
    asked for in turn, so that only one lies in memory."""
    archive = _Archive(name, parts, tick)
    return archive.read(), archive.refused


class _Archive:
    def __init__(self, name: str, parts: Mapping[str, Callable[[], bytes]], tick: Tick) -> None:
        self._name = name
        self._parts = parts
        self._tick = tick
        self.refused: list[tuple[str, FileError]] = []
        self._unused: Counter[str] = Counter()
        self._facts: dict[FactKind, Collection[Fact]] = {}
        self._owner = ""
        self._slugs: set[str] = set()
        self._named: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)

    def read(self) -> ReadFile:
        rows, originals, encoding = self._people()
        for row in rows:
            if row.person is not None and row.reason is None:
                self._slugs.update(key[3:] for key in row.keys if key.startswith("in:"))
                self._named[plain(row.person.name)].append((row.keys, plain(row.person.organisation)))
        offers = self._offers_of_profile()
        messages = self._messages()
        self._invitations()
        self._recommendations()
        offers += self._skills(self._endorsements())
        self._notes()
        told = {kind: facts for kind, facts in self._facts.items() if facts}
        evidence = Evidence(told, tuple(offers), messages, dict(self._unused))
        return ReadFile(self._name, FileFormat.LINKEDIN_ARCHIVE, encoding, rows, originals, evidence)

    # --- files ------------------------------------------------------------------------------------------

    def _text(self, part: str) -> tuple[str, str]:
        """A part as text, with its encoding; '' where there is none or where it cannot be read."""
        if part not in self._parts:
            return "", ""
        self._tick(0, 0)
        try:
            return encodings.text_of(self._parts[part]())
        except FileError as error:
            self._refuse(part, error)
            return "", ""

    def _refuse(self, part: str, error: FileError) -> None:
        name = f"{self._name}/{_FILES.get(part, part)}"
        error.fields["name"] = name
        self.refused.append((name, error))

    def _people(self) -> tuple[Sequence[ReadRow], Sequence[str], str]:
        """Those connected, then those whose cards were handed to LinkedIn."""
        read: list[tables.Table] = []
        encoding = ""
        for part in _PEOPLE:
            text, found = self._text(part)
            encoding = encoding or found
            if text.strip():
                try:
                    read.append(tables.read(text, self._tick))
                except FileError as error:
                    if error.code != "file-no-rows":  # LinkedIn writes a table without rows where there is nothing
                        self._refuse(part, error)
        if len(read) == 1:
            return read[0].rows, read[0].originals, encoding
        rows, originals = PackedRows(), PackedTexts()
        for table in read:
            for row, original in zip(table.rows, table.originals, strict=True):
                rows.append(replace(row, number=len(rows) + 1) if rows else row)
                originals.append(original)
        return rows, originals, encoding or "utf-8"

    def _rows(self, part: str, *columns: str) -> Iterator[list[str]]:
        """The cells of these columns, row by row; '' where one is missing. The first column must be there."""
        text, _ = self._text(part)
        if not text.strip():
            return
        csv.field_size_limit(max(csv.field_size_limit(), 2**31 - 1))
        table = csv.reader(io.StringIO(text, newline=""))
        wanted = [_folded(column) for column in columns]
        for header in itertools.islice(table, _HEADER_WITHIN):
            names = [_folded(cell) for cell in header[:100]]
            if wanted[0] in names:
                break
        else:
            self._refuse(part, FileError("file-header-unknown", header=text.strip().partition("\n")[0][:120]))
            return
        places = [names.index(name) if name in names else -1 for name in wanted]
        for number, row in enumerate(table):
            if number % _TICK_EVERY == 0:
                self._tick(0, 0)
            if row:
                width = len(row)
                yield [row[at].strip() if 0 <= at < width else "" for at in places]

    # --- whom it is about -------------------------------------------------------------------------------

    def _who(self, name: str, url: str = "", company: str = "") -> tuple[str, ...]:
        """By which keys somebody is known; () where that would be guessing. Counts those who are not connected."""
        found = self._named.get(plain(name), [])
        if slug := linkedin_slug(url):
            if slug in self._slugs:
                return ("in:" + slug,)
            found = [one for one in found if not any(key.startswith("in:") for key in one[0])]
            if len(found) == 1:  # connections had no address before 2023
                return ("in:" + slug, *found[0][0])
            self._unused["not-connected"] += 1
            return ("in:" + slug,)
        if len(found) > 1 and company:
            found = [one for one in found if one[1] == plain(company)]
        if len(found) == 1:
            return found[0][0]
        self._unused["nobody"] += 1
        return ()

    def _keep(self, kind: FactKind, facts: Iterable[Fact]) -> None:
        self._facts[kind] = [*self._facts.get(kind, ()), *facts]

    # --- messages ---------------------------------------------------------------------------------------

    def _messages(self) -> int:
        """The latest day of each partner, and what was written, packed. How many messages they are."""
        talks = _Talks(self._owner or self._most_present())
        count = 0
        for row in self._rows("messages", *_MESSAGE):
            sender, url, to, urls, sent, subject, content, folder, *drafts = row
            if why := _unwanted(url, folder, drafts):
                self._unused[why] += 1
                continue
            on = day_of(sent)
            if on is None:
                self._unused["no-date"] += 1
                continue
            count += 1
            text = "\n".join(part for part in (subject, _readable(content)) if part)
            talks.add(sender, url, to, urls, on, text)
        latest: dict[tuple[str, ...], Fact] = {}
        keys_of = {partner: self._who(*partner) for partner in talks.latest}
        for partner, (on, mine) in talks.latest.items():
            keys = keys_of[partner]
            if keys and (keys not in latest or (latest[keys].on or on) < on):
                latest[keys] = Fact(FactKind.LAST_MESSAGE, keys, on, mine=mine)
        self._facts[FactKind.LAST_MESSAGE] = list(latest.values())
        self._facts[FactKind.MESSAGE] = Messages(talks.packed(), keys_of)
        return count

    def _most_present(self) -> str:
        """Whose archive it is where that is not said: who takes part in more messages than all others."""
        present: Counter[str] = Counter()
        for sender, to in self._rows("messages", "FROM", "TO"):
            present.update({plain(name) for name in (sender, *to.split(","))})
        (first, most), (_, next_most) = (*present.most_common(2), ("", 0), ("", 0))[:2]
        return first if most > next_most else ""

    # --- what both asked and gave -----------------------------------------------------------------------

    def _invitations(self) -> None:
        facts = []
        for asked, to, at, text, direction, url, to_url in self._rows("invitations", *_INVITATION):
            mine = direction.upper() == "OUTGOING" if direction else plain(asked) == self._owner
            on = day_of(at)
            if on is None:
                self._unused["no-date"] += 1
            elif keys := self._who(to, to_url) if mine else self._who(asked, url):
                facts.append(Fact(FactKind.INVITATION, keys, on, _readable(text), mine))
        self._keep(FactKind.INVITATION, facts)

    def _recommendations(self) -> None:
        for part, mine in (("recommendationsreceived", False), ("recommendationsgiven", True)):
            facts = []
            for given, family, company, text, at in self._rows(part, *_RECOMMENDATION):
                on = day_of(at)
                if on is None:
                    self._unused["no-date"] += 1
                elif text and (keys := self._who(f"{given} {family}", company=company)):
                    facts.append(Fact(FactKind.RECOMMENDATION, keys, on, _readable(text), mine))
            self._keep(FactKind.RECOMMENDATION, facts)

    def _endorsements(self) -> Counter[str]:
        """Those of one person and day together. How often the user was endorsed for each skill."""
        received: Counter[str] = Counter()
        for part, whose, mine in (
            ("endorsementreceivedinfo", "Endorser", False),
            ("endorsementgiveninfo", "Endorsee", True),
        ):
            columns = (f"{whose} {column}" for column in ("First Name", "Last Name", "Public Url"))
            skills: defaultdict[tuple[tuple[str, ...], date], list[str]] = defaultdict(list)
            for skill, at, given, family, url in self._rows(part, "Skill Name", "Endorsement Date", *columns):
                received[skill] += not mine
                on = day_of(at)
                if on is None:
                    self._unused["no-date"] += 1
                elif keys := self._who(f"{given} {family}", url):
                    skills[keys, on].append(skill)
            kind = FactKind.ENDORSEMENT
            self._keep(kind, [Fact(kind, *who, ", ".join(dict.fromkeys(told)), mine) for who, told in skills.items()])
        return received

    def _notes(self) -> None:
        facts = []
        for note, given, family, url, at in self._rows("notes", *_NOTE):
            if note and (keys := self._who(f"{given} {family}", url)):
                facts.append(Fact(FactKind.NOTE, keys, day_of(at), note))
        self._keep(FactKind.NOTE, facts)

    # --- the user's own profile -------------------------------------------------------------------------

    def _offers_of_profile(self) -> list[OfferFields]:
        """Who owns the archive, and what they know of their trade and of the places where they worked."""
        offers = []
        for given, family, industry in self._rows("profile", "First Name", "Last Name", "Industry"):
            self._owner = self._owner or plain(f"{given} {family}")
            offers += [_offer(industry, OfferKind.MARKET)] if industry else []
        for company, title, start, end in self._rows("positions", *_POSITION):
            post = ", ".join(part for part in (title, company) if part)
            when = " – ".join(part for part in (start, end) if part)
            offers += [_offer(post, OfferKind.KNOW_HOW, when)] if post else []
        return offers

    def _skills(self, endorsed: Counter[str]) -> list[OfferFields]:
        """What the user says to be able to do, that first for which most others spoke."""
        names = dict.fromkeys(name for (name,) in self._rows("skills", "Name") if name)
        return [_offer(name, OfferKind.SKILL) for name in sorted(names, key=lambda name: -endorsed[name])]


_FILES = {
    "connections": "Connections.csv",
    "contacts": "Contacts.csv",
    "messages": "messages.csv",
    "invitations": "Invitations.csv",
    "profile": "Profile.csv",
    "positions": "Positions.csv",
    "skills": "Skills.csv",
    "notes": "Notes.csv",
    "recommendationsreceived": "Recommendations_Received.csv",
    "recommendationsgiven": "Recommendations_Given.csv",
    "endorsementreceivedinfo": "Endorsement_Received_Info.csv",
    "endorsementgiveninfo": "Endorsement_Given_Info.csv",
}

_MESSAGE = (
    "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "DATE", "SUBJECT", "CONTENT", "FOLDER",
    "IS MESSAGE DRAFT", "IS CONVERSATION DRAFT",
)  # fmt: skip
_INVITATION = ("From", "To", "Sent At", "Message", "Direction", "inviterProfileUrl", "inviteeProfileUrl")
_RECOMMENDATION = ("First Name", "Last Name", "Company", "Text", "Creation Date")
_NOTE = ("Note", "Connection First Name", "Connection Last Name", "Connection Profile URL", "Created On")
_POSITION = ("Company Name", "Title", "Started On", "Finished On")

_Partner = tuple[str, str]
"""The name and the profile of somebody who wrote or was written to."""


class _Talks:
    """Who wrote to whom and when, as it is read."""

    def __init__(self, owner: str) -> None:
        self._owner = owner
        self._partners: dict[tuple[str, str, str, str], tuple[list[_Partner], bool]] = {}
        self.latest: dict[_Partner, tuple[date, bool]] = {}
        self._blocks: list[bytes] = []
        self._open: list[tuple[str, str, str, bool, str]] = []

    def add(self, sender: str, url: str, to: str, urls: str, on: date, text: str) -> None:
        """Take a message in. Of one that the user wrote all who got it are partners, else whoever wrote it."""
        heads = (sender, url, to, urls)
        known = self._partners.get(heads)
        if known is None:
            known = self._partners[heads] = self._partners_of(*heads)
        partners, mine = known
        for partner in partners:
            if partner not in self.latest or self.latest[partner][0] < on:
                self.latest[partner] = on, mine
            if text:
                self._open.append((*partner, on.isoformat(), mine, text))
        if len(self._open) >= _BLOCK:
            self._pack()

    def _partners_of(self, sender: str, url: str, to: str, urls: str) -> tuple[list[_Partner], bool]:
        mine = plain(sender) == self._owner
        if not mine:
            return [(sender, url)], False
        profiles = [one.strip() for one in urls.split(",") if one.strip()]
        names = [to] if len(profiles) == 1 or "," not in to else to.split(",")
        if profiles:
            pairs = (
                zip(names, profiles, strict=True) if len(names) == len(profiles) else (("", one) for one in profiles)
            )
            partners = [(name.strip(), one) for name, one in pairs]
        else:
            partners = [(name.strip(), "") for name in names]
        return [one for one in partners if plain(one[0]) != self._owner and any(one)], True

    def _pack(self) -> None:
        self._blocks.append(zlib.compress(marshal.dumps(self._open), 1))
        self._open = []

    def packed(self) -> list[bytes]:
        """All that was written, pressed."""
        self._pack()
        return self._blocks


class Messages(Collection[Fact]):
    """What was written in all messages, in the order of the file: pressed in memory, and made anew when asked for.
    It goes with the archive's `ReadFile`; nothing keeps it where the user does not ask for it."""

    def __init__(self, blocks: Sequence[bytes], keys_of: Mapping[_Partner, tuple[str, ...]]) -> None:
        self._blocks = blocks
        self._keys_of = keys_of
        self._count = sum(1 for _ in self)

    def __iter__(self) -> Iterator[Fact]:
        for block in self._blocks:
            for name, url, on, mine, text in marshal.loads(zlib.decompress(block)):
                if keys := self._keys_of[name, url]:
                    yield Fact(FactKind.MESSAGE, keys, date.fromisoformat(on), text, mine)

    def __len__(self) -> int:
        return self._count

    def __contains__(self, fact: object) -> bool:
        return any(fact == one for one in self)


def _offer(title: str, kind: OfferKind, proof: str = "") -> OfferFields:
    return OfferFields(" ".join(title.split()), kind, practice.OFFER_MINUTES[kind], proof=proof)


def _unwanted(url: str, folder: str, drafts: Sequence[str]) -> str:
    """Why a message is no contact with anybody: a code of `sentences.UNUSED`; '' where it is one."""
    if any(draft.lower() in ("yes", "true", "1") for draft in drafts):
        return "draft"
    if folder.upper() == "SPAM":
        return "spam"
    return "" if url else "sponsored"  # only what was paid for comes without a sender's profile


def _folded(name: str) -> str:
    return plain(name).replace(" ", "")


_TAG = re.compile(r"<(?:/?\w[^<>]{0,2000}|!--.{0,2000}?--)>", re.DOTALL)


def _readable(text: str) -> str:
    """A message without the marks of a web page, in which some are written."""
    if "<" in text or "&" in text:
        text = html.unescape(_TAG.sub("\n", re.sub(r"\n?<br ?/?>", "\n", text)))
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)(?!\d)")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})")


def day_of(text: str) -> date | None:
    """The day of an instant as LinkedIn has written it over the years: "2025-06-01 14:03:22 UTC", "1/29/26, 2:37 PM"
    (the month first), "08 Feb 2026"; None where it is none."""
    text = text.strip()
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        pass
    if match := _ISO.match(text):
        year, month, day = match.groups()
    elif match := _NUMBERS.match(text):
        month, day, year = match.groups()
        if int(month) > 12:
            month, day = day, month
        year = year if len(year) == 4 else f"20{year}"
    else:
        if match := _MONTH_FIRST.match(text):
            text = f"{match[2]} {match[1]} {match[3]}"
        year, _, rest = tables.date_of(re.split(r",? \d{1,2}:", text)[0]).partition("-")
        month, _, day = rest.partition("-")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
