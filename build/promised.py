"""What the program promises, for `soak.py`: the words, the figure asked for, and what shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, eq=False)
class Promise:
    """A promise in words, and the figure asked for before a release.

    `shown_by` is a module of `tests` whose `run(count, seed)` gives back counts, with `counts` for a run of small and
    of large scale; where there are none, it is what pytest takes. `at_most` tells how often a thing may be counted, as
    a share of the trials. Nothing shows what is not measured yet.
    """

    name: str
    asked: str
    shown_by: str = ""
    counts: tuple[int, int] | None = None
    at_most: Mapping[str, float] = field(default_factory=dict)


_HARM = {"lost": 0, "half": 0, "damaged": 0}

PROMISES = (
    # data survives
    Promise(
        "A kill at any moment of import, edit, merge, backup, restore, migration or re-key loses nothing confirmed",
        "2,000 kills: 0 lost, 0 half-written, 0 damaged",
        "survival.killing",
        (200, 2000),
        _HARM,
    ),
    Promise(
        "A power cut in any of them is no worse",
        "10,000 cuts: 0 lost, 0 half-written, 0 damaged",
        "survival.powercut",
        (500, 10_000),
        _HARM,
    ),
    Promise(
        "Start-up reads its own settings back",
        "each mismatch stops with a named error",
        "tests/store/test_vault.py -k setting",
    ),
    Promise(
        "A full disk: one message, the old state intact, writing works again once there is room",
        "20 fill levels in each of 7 operations: 0 damaged, 0 lost, 0 second errors",
        "survival.starving",
        (140, 700),
        _HARM,
    ),
    Promise(
        "A read-only folder, file or disk opens for reading, says so and offers another place",
        "100 % of the records read, 0 bytes changed",
        "tests/survival/test_read_only.py",
    ),
    Promise("A failing disk at the Nth call leaves the old state or the new", "every N: 0 between"),
    Promise(
        "Damage is found by the check and by a backup",
        "300 flipped bits: 100 % found",
        "survival.damage",
        (300, 3000),
        {"not found": 0},
    ),
    Promise(
        "What is no vault has its own words, and no vault is made in its place",
        "every kind, 0 bytes changed",
        "tests/store/test_keychain.py tests/store/test_vault.py -k vault",
    ),
    Promise(
        "A damaged page costs what stands on it; the rest comes back",
        "99 % of the records outside the page",
        "tests/store/test_salvage.py",
    ),
    Promise(
        "The check finds broken records and repairs them in one step that can be undone",
        "12 kinds of faults or more: 100 % found, 0 left afterwards",
        "tests/store/test_checking.py",
    ),
    Promise(
        "A clock that jumps, another time zone, summer time: no record refused, no backup deleted, days stay",
        "1970, 2038, 2100 and a day back: 0 refused, 0 deleted",
        "tests/survival/test_clock.py",
    ),
    Promise(
        "A change made underneath, or a conflicted copy, is noticed; merging loses nothing",
        "0 silent overwrites, 0 records lost",
        "tests/store/test_merging.py tests/store/test_lineage.py tests/store/test_noticing.py",
    ),
    Promise(
        "Of two programs one writes; a lock left behind is no obstacle",
        "50 races: 0 double writers, 0 locks to remove",
        "privacy.second_start",
        (4, 50),
        {"two writers": 0, "locks in the way": 0},
    ),
    Promise(
        "Told to end while saving, it ends in two seconds with nothing unsaved",
        "0 late, 0 unclean, 0 lost",
        "privacy.session_end",
        (6, 60),
        {"later than two seconds": 0, "unclean": 0, "lost": 0},
    ),
    Promise("It stays quick with 20,000 people, 200,000 notes and 5,000 photos", "start <= 2 s, check <= 20 s"),
    # the key
    Promise(
        "Every state of the keyring has its own screen and a way on",
        "10 states at the first and at a later start: 20 of 20",
        "tests/ui/test_keys.py",
    ),
    Promise(
        "No random key is taken for a recovery key",
        "1,000,000 tries: 0 accepted",
        "survival.slips",
        (10_000, 1_000_000),
        {"accepted": 0},
    ),
    Promise(
        "The recovery key opens the file alone; a slip is named by its group",
        "100 of 100 keys, every single slip",
        "tests/store/test_keychain.py -k paper",
    ),
    Promise(
        "A new key is atomic: the file opens with exactly one of the two",
        "killed at any moment: never neither",
        "tests/store/test_rekeying.py",
    ),
    Promise(
        "Nothing readable at rest, after use, a kill and a crash",
        "50 markers in every field: 0 found",
        "privacy.at_rest",
        (7, 100),
        {"markers found": 0},
    ),
    Promise(
        "A kill while files are taken in, written out or printed leaves nothing of them behind",
        "killed at 100 moments: 0 markers found, 0 files left after the next start",
        "privacy.carrying",
        (3, 100),
        {"markers found": 0, "files left": 0},
    ),
    Promise(
        "Only the user may read what is written",
        "umask 000, 022, 077: files 0600, folders 0700",
        "tests/privacy/test_at_rest.py tests/store/test_vault.py -k only_the_user",
    ),
    Promise(
        "Once locked, the key is not in memory (best effort)",
        "in at most 5 of 100 dumps",
        "privacy.memory",
        (2, 100),
        {"with the key": 0.05},
    ),
    # backup, undo, versions
    Promise(
        "Backups by the ladder, each opened and counted; going back can be undone",
        "400 days; 100 % of bad copies refused",
        "tests/store/test_backups.py tests/store/test_replacing.py",
    ),
    Promise(
        "Nothing is lost by a newer version; an older one changes not one byte; every release's file opens",
        "0 rows, 0 cells changed, 0 bytes changed, every release",
        "tests/store/test_migrations.py",
    ),
    Promise("An import is one step, taken back as a whole", "identical afterwards", "tests/store/test_importing.py"),
    Promise(
        "An import can be taken back after a restart",
        "until the next 20 imports; identical afterwards but for later edits",
        "tests/store/test_batches.py",
    ),
    Promise("A deleted person is restorable for 30 days, then gone", "0 markers afterwards"),
    Promise(
        "Everything leaves in open formats and comes back",
        "0 fields lost",
        "tests/exchange/test_round_trip.py tests/exchange/test_everything.py",
    ),
    # files that come in
    Promise(
        "A damaged or hostile file does no harm: no crash, no error that is not declared, no long wait, no hunger",
        "100,000 files of cards, tables and archives: 0 crashes, 0 undeclared, 0 over 2 s, 0 over 150 MB + 4 x file",
        "exchange.hostile",
        (10_000, 100_000),
        {"crashes": 0, "undeclared": 0, "slow": 0, "memory": 0},
    ),
    Promise(
        "Real files of other programs arrive whole, and nothing of them is silently lost",
        "217 names, 147 e-mail addresses, 98 notes, 25 addresses of tables; each row told of",
        "tests/exchange/test_corpus.py tests/exchange/test_programs.py",
    ),
    Promise(
        "One bad card costs one card",
        "every kind of fault at 20 places among 1,000 cards: the others arrive",
        "tests/exchange/test_hostile.py -k one_bad_card",
    ),
    Promise(
        "Reading costs as much as the file is large",
        "twice the size: at most 2.3 times the time; 8 MB of picture in 1 s, 20,000 cards in 4 s",
        "tests/exchange/test_cost.py",
    ),
    Promise(
        "Every code page that is declared is read to the letter; nothing that a file names is opened",
        "0 characters lost, 0 files and sockets opened",
        "tests/exchange/test_naughty.py -k 'declared or code_pages or names_is_opened'",
    ),
    Promise(
        "Texts that broke other programs are only texts, and the same files twice change nothing",
        "about 500 texts: 0 errors; in any order or packed: 0 added, 0 changed",
        "tests/exchange/test_naughty.py -k 'texts or names_stay or twice'",
    ),
    Promise(
        "Pictures are decoded apart, within limits, and kept small without what was told in them",
        "bombs, cut off, other kinds: 0 crashes, 128 MB, 1 s of computing each; no EXIF, GPS or profile left",
        "tests/exchange/test_pictures.py tests/store/test_photos.py",
    ),
    # out of the program
    Promise("No cell runs in a spreadsheet", "0 formulas", "tests/exchange/test_writing.py"),
    Promise("Sheets hold text, never markup", "0 files opened, 0 links", "tests/ui/test_printing.py -k markup"),
    Promise("Letters and calls are built, not pasted", "0 headers added", "tests/documents/test_mail.py"),
    Promise("Files get safe names", "always inside the folder", "tests/documents/test_file_names.py"),
    Promise(
        "Offline means offline",
        "a robot for ten minutes: 0 sockets but local D-Bus, display and keyring",
        "privacy.network",
        (1, 40),
        {"sockets": 0},
    ),
    Promise(
        "No test of the whole suite asks for a network",
        "every test traced: 0 sockets",
        "privacy.suite",
        (1, 1),
        {"sockets": 0},
    ),
    Promise(
        "What is shipped is what was built", "0 modules loaded from elsewhere", "tests/packed/test_surroundings.py"
    ),
)
