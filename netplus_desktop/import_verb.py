"""The verb `import` of the command line: what the files bring, what of it is new, and a report of every row. No Qt."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack

from netplus_desktop import cli, sentences
from netplus_desktop.core.errors import FileError
from netplus_desktop.core.evidence import EvidenceChoice, FactKind
from netplus_desktop.core.imports import ImportExtras, ImportPlan, PlannedRow, ReadFile, Reason
from netplus_desktop.core.people import display_name
from netplus_desktop.core.records import Person, PointKind
from netplus_desktop.exchange.layouts import NOTHING as NO_LAYOUTS
from netplus_desktop.exchange.pictures import Decoded, decoded
from netplus_desktop.exchange.planning import outcome, plan_import, totals
from netplus_desktop.exchange.reading import read_sources


class _Nobody:
    """Whom a vault knows that is not there yet."""

    def holders(self, keys: Sequence[str]) -> Mapping[str, tuple[int, ...]]:
        return {}

    def persons(self, ids: Sequence[int]) -> Mapping[int, Person]:
        return {}

    def pictured(self, ids: Sequence[int]) -> frozenset[int]:
        return frozenset()


def run(args: argparse.Namespace) -> int:
    """Read all files, then write what is new in one step. Files that cannot be read are told; the others count."""
    found: list[tuple[str, ReadFile | FileError]] = []
    plans: list[ImportPlan] = []
    pictures = Decoded({}, [])
    something = False
    with ExitStack() as until_done:
        store = None
        if args.demo or cli.vault_path(args).exists():
            store = until_done.enter_context(cli.opened(args))
        for path in args.files:
            with cli.progress(f"Reading {path.name}") as tick:
                read, refused = read_sources([path], tick, remembered=store.table_layouts() if store else NO_LAYOUTS)
            for _, error in refused:
                cli.tell(error)
            found += [(str(path.parent / file.name), file) for file in read]
            found += [(str(path.parent / name), error) for name, error in refused]
        files = [file for _, file in found if isinstance(file, ReadFile)]
        if files and args.dry_run and store is None:
            plans = plan_import(files, _Nobody())
        elif files:
            store = store or until_done.enter_context(cli.opened(args, create=True))
            with cli.progress("Comparing") as tick:
                plans = plan_import(files, store, tick)
            # Where nothing is new the rows are noted all the same: they are known by themselves when they come again.
            if not args.dry_run and (_changes_anything(plans) or not store.read_only):
                with cli.progress("Pictures") as tick:
                    pictures = decoded(plans, tick)
                extras = ImportExtras(evidence=_evidence(plans, args), pictures=pictures.pictures)
                with cli.progress("Writing") as tick:
                    changes = store.apply_import(plans, tick, extras)
                something = bool(changes.created or changes.altered)
    planned = iter(enumerate(plans))
    for name, file in found:
        if isinstance(file, ReadFile):
            place, plan = next(planned)
            unread = {ref.number: reason for ref, reason in pictures.refused if ref.file == place}
            _report(name, plan, args, unread)
        elif args.json:
            cli.put_json({"file": name, "format": None, **_sums(()), "rows": [], "error": file.code})
    if len(files) < len(found):
        return cli.FAILED
    if not something and not _changes_anything(plans):
        cli.say("There is nobody to add or update.")
        return cli.NOTHING
    return cli.DONE


def _evidence(plans: Iterable[ImportPlan], args: argparse.Namespace) -> tuple[EvidenceChoice, ...]:
    """What is written beside the people: all that the files tell but what was written, unless that is asked for."""
    told = [plan.file.evidence for plan in plans if plan.file.evidence is not None and not args.people_only]
    left = frozenset() if args.what_was_written else frozenset({FactKind.MESSAGE})
    return tuple(EvidenceChoice(one, frozenset(one.facts) - left, one.offers, sentences.FACTS) for one in told)


def _changes_anything(plans: Iterable[ImportPlan]) -> bool:
    return any(sums["added"] or sums["updated"] for sums in (_sums(plan.rows) for plan in plans))


def _sums(rows: Sequence[PlannedRow]) -> dict[str, int]:
    sums = totals(rows)
    return {name: getattr(sums, name) for name in ("read", "added", "updated", "unchanged", "skipped")}


def _report(path: str, plan: ImportPlan, args: argparse.Namespace, unread: Mapping[int, Reason]) -> None:
    """Print what happened, or would happen, to the rows of a file; `unread` tells why pictures are not shown."""
    sums = _sums(plan.rows)
    if args.json:
        rows = [_row_record(row, outcome(row), unread.get(row.number)) for row in plan.rows]
        cli.put_json({"file": path, "format": plan.file.format.value, **sums, "rows": rows, **_told(plan.file)})
        return
    told = ", ".join(f"{count} {name}" for name, count in sums.items())
    sys.stdout.write(cli.plain(f"{plan.file.name} ({plan.file.format.value}): {told}") + "\n")
    for what, facts in _told(plan.file).items():
        if facts and not args.people_only:
            sys.stdout.write(f"  {what}: {', '.join(f'{name} {count}' for name, count in facts.items())}\n")
    for row in plan.rows:
        if row.reason or row.row.reason or row.row.left_out or row.number in unread:
            name = row.row.person.name if row.row.person else ""
            words = " ".join(part for part in (outcome(row), name) if part)
            sys.stdout.write(cli.plain(f"  line {row.row.line}: {words}: {_why(row, unread.get(row.number))}") + "\n")


def _told(file: ReadFile) -> dict[str, dict[str, int]]:
    """How much a file tells beside its people, and of what."""
    if file.evidence is None:
        return {}
    told = {kind.value: len(facts) for kind, facts in file.evidence.facts.items()}
    told["offer"] = len(file.evidence.offers)
    return {"evidence": {kind: count for kind, count in told.items() if count}, "unused": dict(file.evidence.unused)}


def _row_record(planned: PlannedRow, status: str, unread: Reason | None) -> dict[str, object]:
    person = planned.row.person or Person(name="")
    return {
        "row": planned.row.number,
        "line": planned.row.line,
        "status": status,
        "reason": _why(planned, unread),
        "name": display_name(person),
        "emails": person.values(PointKind.EMAIL),
        "phones": person.values(PointKind.PHONE),
        "organisation": person.organisation,
        "title": person.title,
        "note": person.note,
    }


def _why(planned: PlannedRow, unread: Reason | None) -> str:
    """Why a row is skipped or doubtful, what of it was too much to keep, and why its picture is not shown."""
    why = planned.reason or planned.row.reason
    return " ".join(sentences.reason(one) for one in (why, *planned.row.left_out, unread) if one)
