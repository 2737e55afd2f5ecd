"""The verbs of the command line that look after the vault: their words, and what does them. No Qt."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from netplus_desktop import assets, cli, sentences
from netplus_desktop.core.errors import UserError, VaultError

if TYPE_CHECKING:
    from netplus_desktop.core.merging import MergePlan
    from netplus_desktop.store.backups import Backup
    from netplus_desktop.store.checking import Finding
    from netplus_desktop.store.keychain import VaultKey
    from netplus_desktop.store.restoring import Difference
    from netplus_desktop.store.store import Store

    NewVerb = Callable[[str, str], argparse.ArgumentParser]


def add(verb: NewVerb) -> None:
    """Put the words of these verbs into the parser."""
    check = verb("check", "check that the vault is whole")
    check.add_argument("--json", action="store_true", help="one JSON record on each line for what was found")
    check.add_argument("--repair", action="store_true", help="mend what does not fit together; a backup is made before")

    backup = verb("backup", "write a copy of the vault, encrypted with the same key, and check it")
    backup.add_argument(
        "out",
        nargs="?",
        type=Path,
        metavar="OUT",
        help="the file to write; it must not exist. Without it the copy lies with the other backups",
    )
    backups = verb("backups", "list the backups of the vault, the latest first")
    backups.add_argument("--json", action="store_true", help="one JSON record on each line")
    restore = verb("restore", "put a backup in the place of the vault; what is there now is kept")
    restore.add_argument("backup", metavar="BACKUP", help="a file, its number in `netplus backups`, or “latest”")
    restore.add_argument("--yes", action="store_true", help="do not ask before")
    salvage = verb("salvage", "write what can be read of a damaged vault into a new one, under the same key")
    salvage.add_argument("out", type=Path, metavar="OUT", help="the vault to write; it must not exist")
    merge = verb("merge", "join another copy of the vault, which grew apart from it, record by record")
    merge.add_argument("other", type=Path, metavar="OTHER", help="the other vault; it is not changed")
    merge.add_argument("--dry-run", action="store_true", help="only tell what would be done")
    merge.add_argument("--json", action="store_true", help="what is done as one JSON record")
    imports = verb("imports", "list the imports, the latest first, or take one back")
    imports.add_argument("--undo", type=int, metavar="N", help="take the import of that number back; a backup is made")
    imports.add_argument("--dry-run", action="store_true", help="with --undo: only tell what would be done")
    imports.add_argument("--json", action="store_true", help="one JSON record on each line")
    verb(
        "recover", "open the vault with its recovery key, and let the keyring or a new passphrase open it from then on"
    )


def _check(args: argparse.Namespace) -> int:
    from netplus_desktop.store import checking

    with cli.opened(args) as store:
        with cli.progress("Checking") as tick:
            findings = store.check(tick)
        _tell_findings(findings, args)
        mendable = bool(findings) and all(finding.code not in checking.UNMENDED for finding in findings)
        if args.repair and mendable:
            with cli.progress("Repairing") as tick:
                store.repair(findings, tick)
            with cli.progress("Checking again") as tick:
                findings = store.check(tick)
            if not findings:
                cli.say("Repaired. Nothing that was written is lost, and the vault is whole.")
                return cli.DONE
            _tell_findings(findings, args)
        people = store.counts().people if not findings else 0
    if not findings:
        cli.say(f"The vault is whole: {people} {'person' if people == 1 else 'people'}, everything checked.")
        return cli.DONE
    if mendable:
        cli.say("The vault can be read, but not everything fits together. `netplus check --repair` would mend it.")
    else:
        cli.say("Parts of the file are damaged. `netplus restore` goes back to a backup; `netplus salvage` rescues.")
    return cli.FAILED


def _tell_findings(findings: Sequence[Finding], args: argparse.Namespace) -> None:
    for finding in findings:
        words = sentences.finding(finding.code, finding.where, finding.count)
        if args.json:
            record = {"code": finding.code, "where": finding.where, "count": finding.count, "words": words}
            cli.put_json(record)
        else:
            sys.stdout.write(cli.plain(words) + "\n")


def _salvage(args: argparse.Namespace) -> int:
    from netplus_desktop.store import salvage

    path, typed = cli.vault_path(args), cli.passphrase_given(args)
    if args.demo:
        cli.say("A vault that is thrown away needs no rescue.")
        return cli.NOTHING
    key = salvage.key_from(path, typed) if typed is not None else salvage.key_at_hand(path)
    if key is None:
        if not sys.stdin.isatty():
            raise VaultError("rescue-key-needed", name=path.name)
        from getpass import getpass

        key = salvage.key_from(path, getpass("Recovery key or passphrase: "))
    backup = salvage.newest_backup(path, key, assets.default_backups())
    with cli.progress("Rescuing") as tick:
        told = salvage.rescue(path, key, args.out, backup=backup, tick=tick)
    for table, count in told.rows.items():
        sys.stdout.write(f"{sentences.PLACES[table]}: {count}\n")
    for words, names in (
        ("As in the last backup", told.filled),
        ("Not all of it could be read", told.in_part),
        *((f"In the last backup, not here: {sentences.PLACES[t]}", names) for t, names in told.missing.items()),
    ):
        if names:
            sys.stdout.write(cli.plain(f"{words}: {', '.join(names)}") + "\n")
    cli.say(f"Wrote “{args.out.name}”. The same key or passphrase opens it. The damaged vault is as it was.")
    if backup is None:
        cli.say("There is no backup to compare with, so what is missing cannot be named.")
    return cli.DONE


def _backup(args: argparse.Namespace) -> int:
    from netplus_desktop.store.backups import Reason

    out: Path | None = args.out
    with cli.opened(args) as store, cli.progress("Backing up") as tick:
        if out is not None:
            store.backup(out)
        elif store.backups is None:
            cli.say("This vault is thrown away afterwards and keeps no backups. You could name a file to write.")
            return cli.FAILED
        elif (current := store.backups.current(store.opened)) is not None:
            cli.say(f"Nothing has changed since the backup “{current.path.name}”.")
            return cli.NOTHING
        else:
            out = store.backups.make(store.opened, Reason.MANUAL, store.now(), tick).path
    cli.say(f"Wrote and checked the copy “{out.name}”. The same key or passphrase opens it.")
    return cli.DONE


def _backups(args: argparse.Namespace) -> int:
    from netplus_desktop.store.backups import look_into

    listed = _kept_of(args)
    keys: dict[str, VaultKey | None] = {}
    for backup in listed:
        if backup.check_value not in keys:
            keys[backup.check_value] = _key_at_hand(backup.path, args)
        key = keys[backup.check_value]
        one = look_into(backup, key) if key is not None else backup
        if args.json:
            cli.put_json(
                {
                    "number": one.sequence,
                    "made": one.when.isoformat(),
                    "reason": one.reason.value,
                    "people": one.people,
                    "interviews": one.interviews,
                    "readable": one.sound,
                    "key": one.check_value,
                    "file": str(one.path),
                }
            )
        else:
            known = f"{one.people} people, {one.interviews} interviews" if one.sound else f"key {one.check_value}"
            words = "damaged" if one.sound is False else known
            when = one.when.astimezone().strftime("%Y-%m-%d %H:%M")
            sys.stdout.write(f"{one.sequence}\t{when}\t{one.reason.value}\t{words}\n")
    if not listed:
        cli.say("There are no backups yet.")
    return cli.DONE if listed else cli.NOTHING


def _restore(args: argparse.Namespace) -> int:
    from netplus_desktop.store import restoring

    path, root = cli.vault_path(args), assets.default_backups()
    backup = _chosen(args)
    if backup is None:
        return cli.FAILED
    key = _key_at_hand(backup, args)
    if key is None:
        if not sys.stdin.isatty():
            raise VaultError("backup-locked", name=backup.name)
        from getpass import getpass

        key = restoring.key_from(backup, getpass("Passphrase or recovery key of the backup: "))
    live_key = _key_at_hand(path, args) if path.is_file() else None
    with cli.progress("Comparing") as tick:
        change = restoring.difference_from(path, live_key or key, backup, key, tick)
    _tell_change(backup, change)
    if not args.yes:
        if not sys.stdin.isatty():
            cli.say("Nothing was changed. Add --yes to go back to this backup.")
            return cli.FAILED
        sys.stderr.write("Go back to this backup? [y/N] ")
        sys.stderr.flush()
        if sys.stdin.readline().strip().lower() not in ("y", "yes"):
            cli.say("Nothing was changed.")
            return cli.NOTHING
    with cli.progress("Going back") as tick:
        restoring.restore(path, backup, key, root, datetime.now(UTC), live_key=live_key, tick=tick)
    cli.say("Done. What was there before is kept: see `netplus backups`.")
    return cli.DONE


def _tell_change(backup: Path, change: Difference) -> None:
    sys.stdout.write(cli.plain(f"{backup.name} against now:") + "\n")
    for word, names in (("again", change.back), ("gone", change.gone), ("as then", change.other)):
        sys.stdout.write(f"  {word}: {len(names)}\n")
        for name in names:
            sys.stdout.write(cli.plain(f"    {name}") + "\n")


def _kept_of(args: argparse.Namespace) -> list[Backup]:
    from netplus_desktop.store.backups import of_closed

    return [] if args.demo else of_closed(assets.default_backups(), cli.vault_path(args))


def _chosen(args: argparse.Namespace) -> Path | None:
    """The backup that is meant; None where there is no such one, which is told."""
    if Path(args.backup).is_file():
        return Path(args.backup)
    for backup in _kept_of(args):
        if args.backup in ("latest", str(backup.sequence), backup.path.name):
            return backup.path
    cli.say(f"There is no backup “{cli.plain(args.backup)}”. `netplus backups` lists those that are there.")
    return None


def _key_at_hand(path: Path, args: argparse.Namespace) -> VaultKey | None:
    """The key of a vault or backup, from --passphrase-file (a recovery key may stand there, too) or the keyring; None
    where another one is needed."""
    from netplus_desktop.store.opening import remembered
    from netplus_desktop.store.restoring import key_from

    given = cli.passphrase_given(args)
    try:
        return key_from(path, given) if given is not None else remembered(path)
    except VaultError:
        return None


def _merge(args: argparse.Namespace) -> int:
    from netplus_desktop.store.merging import key_from

    other: Path = args.other
    with cli.opened(args) as store:
        key: VaultKey | None = None
        while True:
            try:
                with cli.progress("Comparing") as tick:
                    plan = store.merge_plan(other, key, tick)
                break
            except VaultError as error:
                if error.code != "merge-key-needed" or not sys.stdin.isatty():
                    raise
                from getpass import getpass

                key = key_from(other, getpass("Passphrase or recovery key of the other vault: "))
        if args.json:
            cli.put_json(_merge_record(plan))
        else:
            for line in sentences.merge_lines(plan):
                sys.stdout.write(cli.plain(line) + "\n")
        if plan.empty:
            cli.say("There is nothing to merge: this vault already holds all of it.")
            return cli.NOTHING
        if not args.dry_run:
            with cli.progress("Merging") as tick:
                store.merge(plan, tick)
            cli.say(f"Merged. “{cli.plain(other.name)}” was not changed.")
    return cli.DONE


def _merge_record(plan: MergePlan) -> dict[str, object]:
    return {
        "file": plan.other,
        "related": plan.related,
        "added": {kind.value: count for kind, count in plan.added.items()},
        "changed": {kind.value: count for kind, count in plan.changed.items()},
        "removed": {kind.value: count for kind, count in plan.removed.items()},
        "new_people": list(plan.new_people),
        "changed_people": list(plan.changed_people),
        "removed_people": list(plan.removed_people),
        "both_changed": [
            {"name": one.name, "field": one.field, "kept": one.kept, "other": one.other} for one in plan.both
        ],
    }


def _recover(args: argparse.Namespace) -> int:
    """The key goes back into the keyring; where none answers, or a passphrase was set, a new one is."""
    from netplus_desktop.store import keychain, rekeying

    path, passphrase = cli.vault_path(args), cli.passphrase_given(args)
    if args.demo:
        cli.say("A vault that is thrown away needs no recovery.")
        return cli.NOTHING
    store = _opened_by_recovery_key(path)
    try:
        old, backups, now = store.opened.key, store.backups, store.now()
        name = path.name
        if store.read_only:
            raise VaultError("vault-read-only", name=name)
        if passphrase is None and store.held_by_keyring():
            try:
                keychain.remember(old)
            except keychain.NotKept as error:
                cli.say(sentences.WORDS["keyring", error.lack.value] + ".")
            else:
                cli.say(f"The recovery key opens “{name}”. The keyring of this computer has its key again.")
                return cli.DONE
    finally:
        store.close()
    if passphrase is None:
        passphrase = _new_passphrase(name)
    with cli.progress("Encrypting anew") as tick:
        new = rekeying.set_passphrase(path, old, passphrase, backups=backups, now=now, tick=tick)
    cli.say(f"The new passphrase opens “{name}” from now on. It has a new recovery key, which could be written down:")
    sys.stdout.write(keychain.recovery_key(new) + "\n")
    return cli.DONE


def _imports(args: argparse.Namespace) -> int:
    if args.undo is not None:
        return _undo_import(args)
    with cli.opened(args) as store:
        listed = store.imports()
    for batch in listed:
        sums = batch.totals
        figures = {name: getattr(sums, name) for name in ("read", "added", "updated", "unchanged", "skipped")}
        names = [file.name for file in batch.files]
        if args.json:
            undone = batch.undone.isoformat() if batch.undone else None
            record = {"number": batch.id, "at": batch.at.isoformat(), "files": names, **figures}
            cli.put_json(record | {"undone": undone, "can_be_undone": batch.revertable})
        else:
            when = batch.at.astimezone().strftime("%Y-%m-%d %H:%M")
            told = ", ".join(f"{count} {name}" for name, count in figures.items() if name != "read")
            state = "\ttaken back" if batch.undone else ""
            sys.stdout.write(f"{batch.id}\t{when}\t{cli.plain(', '.join(names))}\t{told}{state}\n")
    if not listed:
        cli.say("Nothing was imported yet.")
    return cli.DONE if listed else cli.NOTHING


def _undo_import(args: argparse.Namespace) -> int:
    with cli.opened(args) as store:
        with cli.progress("Looking") as tick:
            plan = store.undo_import_plan(args.undo, tick)
        if args.json:
            cli.put_json(
                {
                    "number": plan.batch,
                    "removed": plan.removed,
                    "reverted": plan.reverted,
                    "kept": [
                        {"name": kept.who.name, "reason": kept.reason.value, "fields": list(kept.fields)}
                        for kept in plan.kept
                    ],
                }
            )
        else:
            for words in sentences.undo_lines(plan):
                sys.stdout.write(cli.plain(words) + "\n")
        if not args.dry_run:
            with cli.progress("Taking back") as tick:
                store.undo_import(plan, tick)
    return cli.DONE


def _opened_by_recovery_key(path: Path) -> Store:
    """On a terminal a slip can be mended; else the key comes from standard input."""
    from netplus_desktop.store.opening import open_store

    while True:
        if sys.stdin.isatty():
            sys.stderr.write("Recovery key, 16 groups: ")
            sys.stderr.flush()
            typed = sys.stdin.readline()
        else:
            typed = sys.stdin.read()
        try:
            return open_store(path, recovery_key=typed, backups=assets.default_backups())
        except VaultError as error:
            if not (typed and sys.stdin.isatty() and "recovery-key" in error.code):
                raise
            cli.tell(error)


def _new_passphrase(name: str) -> str:
    if not sys.stdin.isatty():
        raise VaultError("recover-by-passphrase", name=name)
    from getpass import getpass

    words = getpass("New passphrase: ")
    if not words or getpass("The same once more: ") != words:
        raise UserError("passphrases-differ")
    return words


VERBS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "check": _check,
    "backup": _backup,
    "backups": _backups,
    "restore": _restore,
    "salvage": _salvage,
    "merge": _merge,
    "imports": _imports,
    "recover": _recover,
}
"""What does each verb of `cli.KEEPING`: arguments in, exit code out. May raise `UserError`."""
