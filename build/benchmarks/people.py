"""Make contact files to measure with: people of many scripts, some of them twice. Same seed, same bytes.

python build/benchmarks/people.py 10000 > ten-thousand.vcf
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace

NAMES = {  # script or language: (weight, given names, family names)
    "english": (
        40,
        "Ada Grace Alan Mary John Ruth Peter Edith Samuel Joan Walter Irene",
        "Mason Carter Reed Hughes Palmer",
    ),
    "french": (8, "Élise René Chloé Benoît Anaïs Jérôme", "Lefèvre Beaumont Garçon Dupré Marchand"),
    "german": (8, "Jürgen Käthe Björn Heike Sören Günther", "Weiß Müller Großmann Köhler Bäcker"),
    "spanish": (8, "José Lucía Íñigo Begoña Andrés", "Muñoz Ibáñez Quiñones Peña Alarcón"),
    "polish": (6, "Łukasz Małgorzata Wojciech Żaneta", "Wiśniewski Dąbrowska Wójcik Zieliński"),
    "turkish": (5, "Işıl Çağlar İbrahim Gökçe", "Yılmaz Şahin Öztürk Kılıç"),
    "russian": (7, "Анна Дмитрий Юлия Фёдор", "Соловьёв Петренко Кузнецов Мороз"),
    "arabic": (5, "فاطمة يوسف مريم خالد", "حداد منصور الخطيب سليمان"),
    "chinese": (7, "伟 秀英 静 磊", "王 李 张 陈"),
    "japanese": (6, "翔太 美咲 健一 さくら", "佐藤 鈴木 田中 渡辺"),
}
FIRMS = "Lumen Northline Calder Harbour Juniper Quarry Foundry Atlas Meridian Tannery Bellweather Oriel".split()
BRANCHES = "Health Press Logistics Analytics Foods Energy Robotics Textiles Partners".split()
LEVELS = "Junior Senior Lead Principal Associate Regional".split()
ROLES = "researcher engineer buyer counsel designer teacher analyst recruiter".split()
TAGS = "alumni mentor supplier press conference neighbour choir".split()
WORDS = (
    "met about the and project budget launch team supplier next quarter conference pilot market contract visit plan "
    "school review draft board hiring clinic patients readable primer translation grant archive"
).split()


@dataclass(frozen=True, slots=True)
class Made:
    """A person as generated."""

    uid: str
    given: str
    family: str
    organisation: str
    title: str
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    tags: tuple[str, ...]
    note: str

    @property
    def name(self) -> str:
        """The full name in the order of its script."""
        return self.family + self.given if self.given >= "\u3040" else f"{self.given} {self.family}"


def people(count: int, seed: int = 1) -> Iterator[Made]:
    """`count` people; about one in twenty repeats an earlier one with another address and no note."""
    rng = random.Random(seed)
    weights = [row[0] for row in NAMES.values()]
    earlier: list[Made] = []
    for number in range(count):
        if earlier and rng.random() < 0.05:
            one = rng.choice(earlier)
            yield replace(one, uid=f"{rng.getrandbits(96):024x}", emails=(), tags=(), note="")
            continue
        _, givens, families = rng.choices(list(NAMES.values()), weights)[0]
        given, family = rng.choice(givens.split()), rng.choice(families.split())
        if given.isascii():
            family += rng.choice(("", "son", "by", "well", "worth", "field", "ley", "ton", "ham", "er", "man"))
        firm = rng.choice(FIRMS)
        box = f"{rng.choice('abcdefghklmnprstw')}.{rng.randrange(10**6)}"
        note = " ".join(rng.choices(WORDS, k=rng.randrange(6, 60))) if rng.random() < 0.6 else ""
        made = Made(
            f"{rng.getrandbits(96):024x}",
            given,
            family,
            f"{firm}{rng.randrange(400)} {rng.choice(BRANCHES)}",
            f"{rng.choice(LEVELS)} {rng.choice(ROLES)}",
            (f"{box}@{firm.lower()}.example", *((f"{box}@post.example",) if rng.random() < 0.4 else ())),
            tuple(f"+44 20 7946 {rng.randrange(10**6):06}" for _ in range(rng.randrange(3))),
            tuple(rng.sample(TAGS, rng.randrange(3))),
            note,
        )
        if number % 7 == 0:
            earlier.append(made)
        yield made


def vcard(person: Made) -> str:
    """A vCard 3.0, unfolded lines as phones write them."""
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"UID:{person.uid}",
        f"FN:{person.name}",
        f"N:{person.family};{person.given};;;",
        f"ORG:{person.organisation}",
        f"TITLE:{person.title}",
        *(f"EMAIL;TYPE=INTERNET:{email}" for email in person.emails),
        *(f"TEL;TYPE=CELL:{phone}" for phone in person.phones),
    ]
    if person.tags:
        lines.append("CATEGORIES:" + ",".join(person.tags))
    if person.note:
        lines.append(f"NOTE:{person.note}")
    return "\r\n".join([*lines, "END:VCARD", ""])


def vcards(count: int, seed: int = 1) -> str:
    """A whole file of `count` cards."""
    return "".join(map(vcard, people(count, seed)))


if __name__ == "__main__":
    sys.stdout.write(vcards(int(sys.argv[1])))
