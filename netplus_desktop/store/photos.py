"""The store's verbs about the pictures of people: plain JPEGs, at most one for each person.

Whoever calls them has had the picture decoded and written anew: `exchange.pictures`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from netplus_desktop.core import records as r
from netplus_desktop.store import history, reading, schema
from netplus_desktop.store.duplicates import DuplicateVerbs


class PhotoVerbs(DuplicateVerbs):
    """Reading and writing pictures."""

    def photo(self, contact_id: int) -> bytes | None:
        """The picture of a person, a JPEG; None where there is none."""
        return self.photos((contact_id,)).get(contact_id)

    def photos(self, ids: Sequence[int]) -> Mapping[int, bytes]:
        """The pictures of those of these people who have one."""
        sql = f"SELECT contact_id, picture FROM photo WHERE contact_id {reading.WITHIN}"
        return dict(self._ask(sql, reading.as_json(ids)))

    def pictured(self, ids: Sequence[int]) -> frozenset[int]:
        """Those of these people who have a picture."""
        sql = f"SELECT contact_id FROM photo WHERE contact_id {reading.WITHIN}"
        return frozenset(row[0] for row in self._ask(sql, reading.as_json(ids)))

    def set_photo(self, contact_id: int, picture: bytes) -> r.Changes:
        """Give somebody this picture, in place of another. Raises `NotFoundError`."""
        self._exists(contact_id)
        with self._write(r.Action.SET_PHOTO) as w:
            there = w.ids(schema.Photo, "contact_id = ?", contact_id)
            if there:
                written = w.update(schema.Photo, there[0], picture=picture)
            else:
                written = bool(w.insert(schema.Photo, contact=contact_id, picture=picture))
            if written:
                self._touch(w, contact_id)
        return w.done

    def remove_photo(self, contact_id: int) -> r.Changes:
        """Take the picture of somebody away. Raises `NotFoundError`."""
        self._exists(contact_id)
        with self._write(r.Action.REMOVE_PHOTO) as w:
            for row in w.ids(schema.Photo, "contact_id = ?", contact_id):
                w.delete(schema.Photo, row)
                self._touch(w, contact_id)
        return w.done

    def _touch(self, w: history.Writing, contact_id: int) -> None:
        w.update(schema.Contact, contact_id, changed=reading.written(self.now()))
        w.alters(r.Kind.CONTACT, contact_id)

    def _fill_photo(self, w: history.Writing, contact_id: int, picture: bytes | None) -> None:
        """What an import does with a picture: whoever has one keeps it."""
        if picture is not None and not w.ids(schema.Photo, "contact_id = ?", contact_id):
            w.insert(schema.Photo, contact=contact_id, picture=picture)


class ArrivingPhotos:
    """The pictures of an import: those that were decoded, and the lines of the others. False where no file has any."""

    def __init__(self, plans: Sequence[r.ImportPlan], also: r.ImportExtras) -> None:
        self._decoded = also.pictures
        self._files = {
            id(plan.file.rows): (at, plan.file.pictures) for at, plan in enumerate(plans) if plan.file.pictures
        }

    def __bool__(self) -> bool:
        return bool(self._files)

    def of(self, rows: Sequence[r.PlannedRow]) -> tuple[bytes | None, tuple[str, ...]]:
        """The picture that these rows of one person bring, and the lines of those that could not be decoded."""
        picture, verbatim = None, []
        for row in rows:
            place, lines = self._files.get(id(row.read), (0, {}))
            found = self._decoded.get(r.RowRef(place, row.number)) if lines else None
            if found is not None:
                picture = picture or found
            elif row.number in lines:
                verbatim.append(lines[row.number])
        return picture, tuple(verbatim)
