"""The command line: its words for every verb, and the verbs that need no window, on the same store as the window.

Data goes to standard output, messages go to standard error. What a verb needs is imported when it runs, so that
`netplus --help` answers at once; nothing here imports Qt.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netplus_desktop import __version__, assets
from netplus_desktop.core.errors import FileError, UserError
from netplus_desktop.core.records import ContactRow, ListFilter, Person, PointKind, Tick

if TYPE_CHECKING:
    from netplus_desktop.store.store import Store

DONE, FAILED, USAGE, IN_USE, NOTHING = 0, 1, 2, 3, 4
"""Exit codes: done, failed, wrong usage, the vault is in use by another window, there was nothing to do."""

CHUNK = 500
"""People read from the vault at a time."""

FORMATS = {
    "vcard": "vCard 3.0, which every address book reads",
    "vcard4": "vCard 4.0",
    "csv": "a table that comes back whole",
    "google": "the table that Google Contacts takes",
    "json": "everything, conversations and offers too, which fills another vault with the same",
    "markdown": "a page for each person, in a folder or in one file (.md)",
    "ics": "the meetings and next steps for a calendar",
}
"""What `export` writes, by the words of `exports.Format`."""

FILTERS = {only.value.replace(" ", "-"): only for only in ListFilter}
"""The filters of the list, by the words of the command line."""

KEEPING = ("check", "backup", "backups", "restore", "salvage", "merge", "imports", "recover")
"""The verbs of `keeping`: they look after the vault."""

EPILOG = """\
Without a verb the window opens; files named then are shown for import first.

exit codes: 0 done, 1 failed, 2 wrong usage, 3 the vault is in use, 4 nothing to do
(due: nothing is due; import: nobody to add or update; list: nobody matches; export: nobody to export;
sheet: nothing planned, or nobody listed)"""

LETTER_COUNTRIES = frozenset("US CA MX PH CL CO CR DO GT HN NI PA PR SV VE".split())
"""Where paper is Letter (Unicode CLDR, measurement data); elsewhere it is A4."""


# --- the words ------------------------------------------------------------------------------------------------


SHAPE = "netplus [options] [FILE ...]\n       netplus [options] VERB ..."


def parser() -> argparse.ArgumentParser:
    """The whole command line, for parsing and for the manual page."""
    from netplus_desktop import calendar_verb, due_verb, keeping, matching_verb, review_verb

    top = argparse.ArgumentParser(
        prog="netplus",
        usage=SHAPE,
        description="An offline companion for networking as a two-way exchange.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    _add_globals(top)
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS, allow_abbrev=False)
    _add_globals(shared)
    verbs = top.add_subparsers(dest="verb", metavar="VERB", title="verbs", prog="netplus")

    def verb(name: str, tells: str) -> argparse.ArgumentParser:
        description = f"{tells[0].upper()}{tells[1:]}."
        return verbs.add_parser(name, parents=[shared], allow_abbrev=False, help=tells, description=description)

    window = verbs.add_parser("window", parents=[shared], allow_abbrev=False)  # what no verb means; not shown
    window.add_argument("files", nargs="*", type=Path, metavar="FILE")
    verbs.add_parser("decode-pictures", add_help=False)  # what `exchange.pictures` starts; not shown

    add = verb(
        "import", "import contact files: vCard, LDIF, e-mails, the tables of LinkedIn, Google, Outlook and others"
    )
    add.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="a file, a folder, a ZIP archive, LinkedIn's whole archive",
    )
    kept = add.add_mutually_exclusive_group()
    kept.add_argument("--people-only", action="store_true", help="of LinkedIn's archive and of mails nothing else")
    kept.add_argument(
        "--what-was-written", action="store_true", help="keep what LinkedIn's messages say, too, as notes"
    )
    add.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
    add.add_argument("--json", action="store_true", help="one JSON object a line for each file, with every person read")

    export = verb("export", "write everybody, or some people, to a file that other programs read")
    told = "; ".join(f"{name}: {what}" for name, what in FORMATS.items())
    export.add_argument("--format", required=True, choices=tuple(FORMATS), help=told)
    some = export.add_mutually_exclusive_group()
    some.add_argument("--filter", choices=tuple(FILTERS), help="only those whom this filter of the list shows")
    some.add_argument("--search", metavar="WORDS", help="only those whom `list` finds by these words")
    some.add_argument("--person", action="append", metavar="NAME", help="only this person; may be given several times")
    export.add_argument("out", metavar="OUT", help="the file, or for markdown a folder; - for standard output")

    sheet = verb("sheet", "make a sheet to print as a PDF: the one-page prep sheet of an interview, or another")
    which = sheet.add_mutually_exclusive_group()
    which.add_argument("--interview", type=int, metavar="ID", help="the prep sheet of this interview")
    which.add_argument("--next", action="store_true", help="that of the next planned interview (the default)")
    which.add_argument("--person", metavar="NAME", help="that of the latest interview with this person")
    which.add_argument("--blank", action="store_true", help="an empty prep sheet")
    which.add_argument(
        "--day", type=day, metavar="DAY", help="all of a day: today, tomorrow or 2026-11-24; with a cover"
    )
    which.add_argument(
        "--week", type=day, metavar="DAY", help="the review of the week, from Monday, that holds this day, on one page"
    )
    which.add_argument("--about", metavar="NAME", help="all that is known of a person")
    which.add_argument("--heard", metavar="NAME", help="what was heard from a person")
    which.add_argument("--list", action="store_true", help="a list of people, everybody unless narrowed down")
    sheet.add_argument("--filter", choices=tuple(FILTERS), help="with --list: those whom this filter shows")
    sheet.add_argument("--search", metavar="WORDS", help="with --list: those whom `list` finds by these words")
    sheet.add_argument("--private-notes", action="store_true", help="bring your private notes, too")
    sheet.add_argument("--paper", choices=("A4", "Letter"), default=_usual_paper(), help="the default is %(default)s")
    sheet.add_argument("--out", required=True, type=Path, metavar="FILE.pdf", help="the file to write")

    due_verb.add(verb)
    calendar_verb.add(verb)
    matching_verb.add(verb)
    review_verb.add(verb)

    people = verb("list", "list the people whose name, organisation, title, e-mail, tags or notes match")
    people.add_argument(
        "query", nargs="*", metavar="QUERY", help="the beginning of each word to find; all when left out"
    )
    people.add_argument("--json", action="store_true", help="one JSON object a line for each person")

    keeping.add(verb)

    verb("self-check", "check that every part of the program works on this computer")

    shot = verb("screenshot", "draw the window into a picture, without a display")
    shot.add_argument("--out", required=True, type=Path, metavar="FILE.png", help="the file to write")
    shot.add_argument("--size", type=_size, default=(1280, 800), metavar="WxH", help="the default is 1280x800")
    shot.add_argument("--scheme", choices=("light", "dark"), default="light", help="the default is light")
    shot.add_argument("--person", metavar="NAME", help="whom to show")

    tour = verb("tour", "do the main job once with sample people, in a vault that is thrown away")
    tour.add_argument("--out", required=True, type=Path, metavar="FOLDER", help="where the results go")
    return top


def parse(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """What the arguments ask for: `verb` ("window" where none is named), `vault` (None for the usual one), `demo`,
    `passphrase_file`, and what the verb takes. Ends the program with code 2 and a sentence where they are wrong,
    with 0 after --help and --version."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or (len(arguments) == 2 and arguments[0] == "--vault" and not arguments[1].startswith("-")):
        # What the desktop's entry asks for. A parser takes 4 ms to make, that of all verbs 12, and the window waits.
        vault = Path(arguments[1]) if arguments else None
        return argparse.Namespace(verb="window", files=[], vault=vault, demo=False, passphrase_file=None)
    place = _first_word(arguments)
    words = parser()
    names = _verbs(words)
    if place is None:
        if not {"-h", "--help", "--version"} & set(arguments):
            arguments.append("window")
    elif arguments[place] not in names - {"window"}:
        word = arguments[place]
        if word != "--" and not Path(word).suffix and Path(word).name == word and not Path(word).exists():
            words.error(f"{word!r} is neither a verb nor a file here")
        arguments.insert(place, "window")
    args = words.parse_args(arguments)
    if args.demo and args.vault:
        words.error("--demo and --vault exclude each other")
    return args


def _add_globals(to: argparse.ArgumentParser) -> None:
    """Options that stand before or after the verb. The parser of a verb leaves out what it was not given, so that
    it cannot undo what stood before it."""
    to.add_argument("--vault", type=Path, metavar="FILE", help="use this vault instead of the usual one")
    to.add_argument("--demo", action="store_true", help="use a vault with sample people that is thrown away afterwards")
    to.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help="read the passphrase from the first line of this file"
    )
    to.add_argument("--version", action="version", version=f"netplus {__version__}", help="show the version")


def _verbs(words: argparse.ArgumentParser) -> frozenset[str]:
    action = next(a for a in words._actions if isinstance(a, argparse._SubParsersAction))
    return frozenset(action.choices)


def _first_word(arguments: Sequence[str]) -> int | None:
    """Where the first argument stands that is neither an option nor an option's value: a verb or a file."""
    value = False
    for place, argument in enumerate(arguments):
        if value:
            value = False
        elif argument in ("--vault", "--passphrase-file"):
            value = True
        elif argument in ("--", "-") or not argument.startswith("-"):
            return place
    return None


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text!r} is no size such as 1280x800")
    size = int(width), int(height)
    if not all(320 <= side <= 8000 for side in size):
        raise argparse.ArgumentTypeError("each side takes 320 to 8000 pixels")
    return size


def day(text: str) -> date:
    """A day as it is typed. Raises `ValueError`, which `argparse` tells."""
    today = datetime.now().astimezone().date()
    near = {"today": today, "tomorrow": today + timedelta(days=1)}
    return near.get(text) or date.fromisoformat(text)


def _usual_paper() -> str:
    place = next((os.environ[name] for name in ("LC_ALL", "LC_PAPER", "LANG") if os.environ.get(name)), "")
    return "Letter" if place.partition(".")[0].partition("_")[2][:2] in LETTER_COUNTRIES else "A4"


# --- running a verb -------------------------------------------------------------------------------------------


def run(args: argparse.Namespace) -> int:
    """Do a verb of `HEADLESS`; returns its exit code. Refusals are told on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # names of all scripts, also where the system has another code page
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    try:
        code = HEADLESS[args.verb](args)
        sys.stdout.flush()
    except UserError as error:
        return tell(error)
    except KeyboardInterrupt:
        say("Stopped. Nothing was written.")
        return FAILED
    except BrokenPipeError:
        # Whoever read has had enough ("| head"); the interpreter must not try to flush once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    return code


def tell(error: UserError) -> int:
    """Say on standard error what went wrong, what is safe and what to do next; returns the exit code for it."""
    from netplus_desktop import sentences  # here: a window opens without them

    say(sentences.sentence(error))
    return IN_USE if error.code == "vault-in-use" else FAILED


def say(sentence: str) -> None:
    """A message for whoever sits there, on standard error."""
    sys.stderr.write(f"{sentence}\n")


@contextmanager
def opened(args: argparse.Namespace, *, create: bool = False) -> Iterator[Store]:
    """The store that the arguments name, closed afterwards; with --demo a throw-away one with the sample people.

    `create` makes a vault where there is none. The passphrase comes from --passphrase-file, else it is asked for
    on a terminal where one is needed. Raises `VaultError`, and `FileError` for the file of the passphrase.
    """
    from netplus_desktop.store.opening import throwaway_store

    if args.demo:
        import tempfile

        with tempfile.TemporaryDirectory(prefix="netplus-demo-") as folder:
            store = throwaway_store(Path(folder))
            try:
                store.load_sample(assets.sample_people())
                yield store
            finally:
                store.close()
        return
    store = _open(vault_path(args), passphrase_given(args), create)
    try:
        yield store
    finally:
        store.close()


def vault_path(args: argparse.Namespace) -> Path:
    """The vault that the arguments name, else the usual one."""
    return args.vault or assets.default_vault()


def passphrase_given(args: argparse.Namespace) -> str | None:
    """The first line of --passphrase-file; None without one. Raises `FileError`."""
    path: Path | None = args.passphrase_file
    if path is None:
        return None
    try:
        first = path.read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise FileError("passphrase-file-unreadable", name=path.name) from error
    if not first:
        raise FileError("passphrase-file-empty", name=path.name)
    return first


def _open(path: Path, passphrase: str | None, create: bool) -> Store:
    from netplus_desktop.store.opening import open_store

    try:
        return open_store(path, passphrase=passphrase, create=create, backups=assets.default_backups())
    except UserError as error:
        if error.code not in ("passphrase-needed", "passphrase-to-set") or not sys.stdin.isatty():
            raise
        from getpass import getpass

        asked = getpass("Passphrase: ")
        if error.code == "passphrase-to-set" and getpass("The same once more: ") != asked:
            raise UserError("passphrases-differ") from None
    return open_store(path, passphrase=asked, create=create, backups=assets.default_backups())


def plain(text: str) -> str:
    """Text of the vault for a terminal: what could steer it is blanked."""
    return "".join(c if c.isprintable() else " " for c in text)


def put_json(record: Mapping[str, object]) -> None:
    """One record as a line of JSON, to standard output."""
    import json  # here: the window has no use for it

    sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")


def _chunks(ids: array[int]) -> Iterator[array[int]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


@contextmanager
def progress(doing: str) -> Iterator[Tick]:
    """A tick that tells on a terminal how far long work has come, on one line that is cleared at the end."""
    watched = sys.stderr.isatty()

    def tick(done: int, total: int) -> None:
        if watched:
            sys.stderr.write(f"\r\x1b[K{plain(doing)}" + (f": {done} of {total}" if total else ""))
            sys.stderr.flush()

    try:
        yield tick
    finally:
        if watched:
            sys.stderr.write("\r\x1b[K")


# --- out again ------------------------------------------------------------------------------------------------


def _export(args: argparse.Namespace) -> int:
    """Write everybody, or those asked for. A file appears whole or not at all, for its owner alone to read."""
    from netplus_desktop import exports

    kind = exports.Format(args.format)
    with opened(args) as store:
        everybody = not (args.filter or args.search or args.person)
        ids = None if everybody else _asked_for(store, args)
        if not (store.counts().people if ids is None else ids):
            say("There is nobody to export yet." if everybody else "Nobody matches.")
            return NOTHING
        with progress("Exporting") as tick:
            if args.out == "-":
                count = exports.write_to(store, ids, kind, sys.stdout, tick)
            else:
                count = exports.write(store, ids, kind, Path(args.out), tick)
    one, many = ("entry", "entries") if kind is exports.Format.ICS else ("person", "people")
    say(f"Exported {count} {one if count == 1 else many}.")
    return DONE


def _asked_for(store: Store, args: argparse.Namespace) -> list[int]:
    """Those whom the arguments name, in the list's order. Raises `UserError('nobody-matches')`."""
    if not args.person:
        return list(store.contact_ids(args.search or "", only=FILTERS[args.filter or "all"]))
    found: dict[int, None] = {}
    for name in args.person:
        ref = next(iter(store.find_contacts(name, limit=1)), None)
        if ref is None:
            raise UserError("nobody-matches", name=name)
        found[ref.id] = None
    return list(found)


def _list(args: argparse.Namespace) -> int:
    with opened(args) as store:
        ids = store.contact_ids(" ".join(args.query))
        for chunk in _chunks(ids):
            people = store.persons(chunk) if args.json else {}
            for row in store.contact_rows(chunk):
                if args.json:
                    put_json(_contact_record(row, people[row.id]))
                else:
                    cells = (row.name, row.title, row.organisation)
                    sys.stdout.write("\t".join(map(plain, cells)).rstrip("\t") + "\n")
    if not ids:
        say("Nobody matches." if args.query else "There is nobody in the vault yet.")
    return DONE if ids else NOTHING


def _contact_record(row: ContactRow, person: Person) -> dict[str, Any]:
    step = row.next_step
    return {
        "id": row.id,
        "name": row.name,
        "title": row.title,
        "organisation": row.organisation,
        "emails": person.values(PointKind.EMAIL),
        "phones": person.values(PointKind.PHONE),
        "tags": person.tags,
        "note": person.note,
        "next_step": {"kind": step.kind.value, "due": step.due.isoformat()} if step else None,
        "last_contact": row.last_contact.isoformat() if row.last_contact else None,
    }


def _import(args: argparse.Namespace) -> int:
    from netplus_desktop import import_verb

    return import_verb.run(args)


def _keep(args: argparse.Namespace) -> int:
    """A verb that looks after the vault."""
    from netplus_desktop import keeping

    return keeping.VERBS[args.verb](args)


def _ics(args: argparse.Namespace) -> int:
    from netplus_desktop import calendar_verb

    return calendar_verb.run(args)


def _due(args: argparse.Namespace) -> int:
    from netplus_desktop import due_verb

    return due_verb.run(args)


def _match(args: argparse.Namespace) -> int:
    from netplus_desktop import matching_verb

    return matching_verb.run(args)


def _review(args: argparse.Namespace) -> int:
    from netplus_desktop import review_verb

    return review_verb.run(args)


HEADLESS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "import": _import,
    "export": _export,
    "list": _list,
    "due": _due,
    "ics": _ics,
    "match": _match,
    "review": _review,
    **dict.fromkeys(KEEPING, _keep),
}
"""The verbs that need no Qt, and what does them: arguments in, exit code out. May raise `UserError`."""
