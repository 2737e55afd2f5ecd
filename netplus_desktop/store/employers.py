"""The store's verbs about the target list: the employers, and who in the vault is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from netplus_desktop.core import records as r
from netplus_desktop.core.errors import NotFoundError, UserError
from netplus_desktop.store import schema
from netplus_desktop.store.base import Desk
from netplus_desktop.store.people import clean

if TYPE_CHECKING:
    from netplus_desktop.core.employers import Known, Named, Target

_EDITABLE = frozenset({"name", "advocate", "motivation", "posting", "posting_link", "note", "archived"})

_EMPLOYERS = (
    "SELECT employer.id, employer.name, advocate_id, contact.name, motivation, posting, posting_link, employer.note, "
    "archived, employer.sample FROM employer LEFT JOIN contact ON contact.id = advocate_id ORDER BY employer.id"
)
_THERE = (
    "SELECT id, name, introduced_by, title, organisation, last_contact FROM contact "
    "LEFT JOIN contact_standing ON contact_standing.contact_id = contact.id "
    "WHERE id IN (SELECT rowid FROM search WHERE search MATCH ?)"
)
_WERE_THERE = (
    "SELECT contact.id, name, introduced_by, former_post.title, former_post.organisation, last_contact "
    "FROM former_post JOIN contact ON contact.id = former_post.contact_id "
    "LEFT JOIN contact_standing ON contact_standing.contact_id = contact.id"
)
_LED = (
    "SELECT contact.id, by.id, by.name FROM contact JOIN contact AS by ON by.id = contact.introducer_id "
    "WHERE contact.introducer_id IS NOT NULL "
    "UNION ALL SELECT referred_id, contact.id, name FROM heard JOIN contact ON contact.id = heard.contact_id "
    "WHERE referred_id IS NOT NULL"
)
_NAMED = (
    "SELECT contact.id, name, text FROM heard JOIN contact ON contact.id = heard.contact_id "
    "WHERE heard.kind = 'referral' AND referred_id IS NULL AND heard.state <> 'withdrawn' ORDER BY heard.id"
)


class EmployerVerbs(Desk):
    """Reading and writing employers. No two are one by `core.employers.employer_key`."""

    # --- reading ------------------------------------------------------------------------------------------

    def employers(self) -> tuple[r.Employer, ...]:
        """The list in the order of its entry, with what was put aside."""
        return tuple(
            r.Employer(
                one,
                name,
                r.ContactRef(who, called) if who is not None else None,
                motivation,
                posting,
                link,
                note,
                bool(archived),
                bool(sample),
            )
            for one, name, who, called, motivation, posting, link, note, archived, sample in self._ask(_EMPLOYERS)
        )

    def targets(self, tick: r.Tick = r.no_tick) -> tuple[Target, ...]:
        """The list with the people there, who leads to them, and whom others named there. With many thousands of people
        it takes some tenths of a second: work for the worker. Raises `Cancelled`."""
        from netplus_desktop.core import employers

        listed = self.employers()
        keys = {one.id: employers.employer_key(one.name) for one in listed}
        led: dict[int, r.ContactRef] = {}
        for whom, link, name in self._ask(_LED) if listed else ():
            led.setdefault(whom, r.ContactRef(link, name))  # who made the link before whoever named them

        def known(one: int, name: str, by: str, title: str, last: str | None, *, former: bool) -> Known:
            day = date.fromisoformat(last) if last else None
            names = tuple(link.name for link in employers.chain(one, led)) or ((by,) if by else ())
            return employers.Known(r.ContactRef(one, name), title, former, day, names)

        there: dict[str, dict[int, Known]] = {key: {} for key in keys.values() if key}
        for number, key in enumerate(there):
            tick(number, len(there))
            for one, name, by, title, organisation, last in self._ask(_THERE, _words_of(key)):
                if employers.employer_key(organisation) == key:
                    there[key][one] = known(one, name, by, title, last, former=False)
        for one, name, by, title, organisation, last in self._ask(_WERE_THERE) if listed else ():
            now_there = there.get(employers.employer_key(organisation))
            if now_there is not None and one not in now_there:
                now_there[one] = known(one, name, by, title, last, former=True)
        named: defaultdict[str, list[Named]] = defaultdict(list)
        for by, name, text in self._ask(_NAMED) if listed else ():
            for key in there:
                if employers.mentions(text, key):
                    named[key].append(employers.Named(r.ContactRef(by, name), text))
        people = {one.id: there.get(keys[one.id], {}).values() for one in listed}
        return tuple(employers.target(one, people[one.id], named[keys[one.id]]) for one in listed)

    # --- writing ------------------------------------------------------------------------------------------

    def add_employers(self, names: Sequence[str]) -> r.Changes:
        """Put employers into the list, in this order; those that are in it are passed over. Raises `UserError`:
        'employer-name-needed' where there is no name, 'employers-known' where all are known."""
        from netplus_desktop.core.employers import employer_key

        wanted = {key: name for name in map(_name, names) if (key := employer_key(name))}
        if not wanted:
            raise UserError("employer-name-needed")
        there = {employer_key(one.name) for one in self.employers()}
        fresh = [name for key, name in wanted.items() if key not in there]
        if not fresh:
            raise UserError("employers-known", name=next(iter(wanted.values())))
        with self._write(r.Action.ADD_EMPLOYERS) as w:
            for name in fresh:
                w.insert(schema.Employer, name=name)
            w.count = len(fresh)
        return w.done

    def edit_employer(self, employer_id: int, **fields: object) -> r.Changes:
        """Write some of name, advocate (a contact's id, or None), motivation, posting, posting_link, note, archived.
        Raises `NotFoundError` and what `add_employers` does."""
        from netplus_desktop.core.employers import MOST_MOTIVATION, employer_key

        if not fields.keys() <= _EDITABLE:
            raise TypeError(f"not to be edited: {sorted(fields.keys() - _EDITABLE)}")
        self._listed(employer_id)
        values = {name: clean(value.strip()) if isinstance(value, str) else value for name, value in fields.items()}
        if "name" in values:
            values["name"] = name = _name(str(values["name"]))
            key = employer_key(name)
            if not key:
                raise UserError("employer-name-needed")
            if any(employer_key(one.name) == key and one.id != employer_id for one in self.employers()):
                raise UserError("employers-known", name=name)
        motivation = values.get("motivation")
        if isinstance(motivation, int):
            values["motivation"] = min(max(motivation, 1), MOST_MOTIVATION)
        advocate = values.get("advocate")
        if isinstance(advocate, int) and not self._ask("SELECT 1 FROM contact WHERE id = ?", advocate):
            raise NotFoundError("contact-gone")
        with self._write(r.Action.EDIT_EMPLOYER, (employer_id, *sorted(fields))) as w:
            w.update(schema.Employer, employer_id, **values)
        return w.done

    def delete_employer(self, employer_id: int) -> r.Changes:
        """Take an employer out of the list; the people there stay. Raises `NotFoundError`."""
        self._listed(employer_id)
        with self._write(r.Action.DELETE_EMPLOYER) as w:
            w.delete(schema.Employer, employer_id)
        return w.done

    def _listed(self, employer_id: int) -> None:
        if not self._ask("SELECT 1 FROM employer WHERE id = ?", employer_id):
            raise NotFoundError("employer-gone")


def _words_of(key: str) -> str:
    """All words of a folded name as a query of the index for where people work; they hold letters and digits only."""
    return "work : ({})".format(" AND ".join(f'"{word}"' for word in key.split()))


def _name(text: str) -> str:
    return clean(" ".join(text.split()))
