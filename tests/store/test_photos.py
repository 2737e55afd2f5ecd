"""Pictures in the vault: written, undone, merged, imported, checked, backed up, and gone when they are taken away."""

from __future__ import annotations

from pathlib import Path

import pytest

from netplus_desktop import exports
from netplus_desktop.core.errors import NotFoundError
from netplus_desktop.core.records import Action, Choice, ImportExtras, Kind, Person
from netplus_desktop.exchange.pictures import Decoded, as_line, decoded, is_plain
from netplus_desktop.exchange.planning import plan_import
from netplus_desktop.exchange.reading import read_bytes, read_path
from netplus_desktop.store.opening import throwaway_store
from netplus_desktop.store.store import Store
from tests.pictures import MARKER, drawn, photo, small, told_much

from .two_copies import copies, merge


def add(store: Store, name: str) -> int:
    return store.add_contact(Person(name)).new_id(Kind.CONTACT)


def bring(store: Store, data: bytes, name: str = "cards.vcf") -> Decoded:
    """Import a file as the window does."""
    plans = plan_import([read_bytes(data, name)], store)
    found = decoded(plans)
    store.apply_import(plans, also=ImportExtras(pictures=found.pictures))
    return found


def card(name: str, *lines: str) -> str:
    return "\r\n".join(("BEGIN:VCARD", "VERSION:3.0", f"UID:{name}", f"FN:{name}", *lines, "END:VCARD", ""))


def only(store: Store) -> int:
    (one,) = store.contact_ids()
    return one


# --- by hand --------------------------------------------------------------------------------------------------


def test_a_picture_is_set_replaced_and_removed_a_step_each(store: Store) -> None:
    ann = add(store, "Ann Lee")
    assert store.photo(ann) is None
    changes = store.set_photo(ann, small(1))
    assert changes.action is Action.SET_PHOTO and changes.altered == {Kind.CONTACT: {ann}}
    store.set_photo(ann, small(2))
    assert store.photo(ann) == small(2)
    store.remove_photo(ann)
    assert store.photo(ann) is None
    store.undo()
    assert store.photo(ann) == small(2)
    store.undo()
    assert store.photo(ann) == small(1)
    store.undo()
    assert store.photo(ann) is None
    store.redo()
    assert store.photo(ann) == small(1)
    assert store.check() == []


def test_the_same_picture_again_is_no_step(store: Store) -> None:
    ann = add(store, "Ann Lee")
    store.set_photo(ann, small())
    store.set_photo(ann, small())
    store.undo()
    assert store.photo(ann) is None


def test_pictures_of_some_people_are_read_at_once(store: Store) -> None:
    ids = [add(store, f"Person {number}") for number in range(4)]
    for one in ids[:3]:
        store.set_photo(one, small(one))
    assert store.photos(ids[1:]) == {one: small(one) for one in ids[1:3]}
    assert store.pictured(ids) == set(ids[:3])


def test_nobody_has_no_picture(store: Store) -> None:
    with pytest.raises(NotFoundError):
        store.set_photo(77, small())
    with pytest.raises(NotFoundError):
        store.remove_photo(77)


def test_a_picture_goes_and_comes_back_with_its_person(store: Store) -> None:
    ann = add(store, "Ann Lee")
    store.set_photo(ann, small())
    store.delete_contacts([ann])
    assert store.photos([ann]) == {} and store.check() == []
    store.undo()
    assert store.photo(ann) == small()


def test_of_two_who_become_one_the_kept_picture_counts_before_the_other(store: Store) -> None:
    ann, anne, anna = (add(store, name) for name in ("Ann Lee", "Anne Lee", "Anna Lee"))
    store.set_photo(anne, small(2))
    store.set_photo(anna, small(3))
    store.merge_contacts(ann, anne, Person("Ann Lee"))
    assert store.photo(ann) == small(2)
    store.merge_contacts(ann, anna, Person("Ann Lee"))
    assert store.photo(ann) == small(2)
    store.undo()
    store.undo()
    assert store.photos([ann, anne, anna]) == {anne: small(2), anna: small(3)}
    assert store.check() == []


# --- imported -------------------------------------------------------------------------------------------------


def test_the_picture_of_a_card_is_kept_without_what_it_told(store: Store) -> None:
    found = bring(store, card("Ann Lee", as_line(told_much(drawn(1600, 1200)))).encode())
    assert found.refused == []
    kept = store.photo(only(store))
    assert kept is not None and is_plain(kept) and MARKER.encode() not in kept
    assert store.contact(only(store)).person.extra == ()  # not twice
    assert store.check() == []
    store.undo()
    assert list(store.contact_ids()) == []
    store.redo()
    assert store.photo(only(store)) == kept


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (as_line(photo()[:-4000]), "picture-broken"),
        (as_line(b"\x89PNG\r\n\x1a\n" + bytes(300)), "picture-broken"),
        (as_line(b"no picture at all"), "picture-broken"),
    ],
)
def test_one_that_cannot_be_read_costs_nobody_and_its_line_is_kept(store: Store, line: str, code: str) -> None:
    found = bring(store, (card("Ann Lee", line) + card("Bo Nilsson", as_line(photo(2)))).encode())
    assert [reason.code for _, reason in found.refused] == [code]
    ann, bo = store.contact_ids()
    assert store.contact(ann).person.extra == (line,)
    assert list(store.photos([ann, bo])) == [bo]


@pytest.mark.parametrize("picture", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"II*\0" + bytes(500)])
def test_kinds_that_are_never_decoded_are_told_before_the_import(store: Store, picture: bytes) -> None:
    file = read_bytes(card("Ann Lee", as_line(picture)).encode(), "cards.vcf")
    assert [reason.code for reason in file.rows[0].left_out] == ["picture-kind"]
    bring(store, card("Ann Lee", as_line(picture)).encode())
    assert store.contact(only(store)).person.extra == (as_line(picture),)


@pytest.mark.parametrize("version", ["http://example.org/a.jpg", "file:///etc/passwd", r"\\server\share\a.jpg"])
def test_a_picture_that_is_elsewhere_is_not_fetched_and_its_line_is_kept(store: Store, version: str) -> None:
    line = f"PHOTO;VALUE=URI:{version}"
    assert bring(store, card("Ann Lee", line).encode()) == Decoded({}, [])
    assert store.contact(only(store)).person.extra == (line,)


def test_an_import_without_decoding_loses_no_picture(store: Store) -> None:
    line = as_line(photo())
    store.apply_import(plan_import([read_bytes(card("Ann Lee", line).encode(), "cards.vcf")], store))
    assert store.contact(only(store)).person.extra == (line,)


def test_whoever_has_a_picture_keeps_it_when_a_newer_card_brings_another(store: Store) -> None:
    bring(store, card("Ann Lee", as_line(small(1))).encode())
    bring(store, card("Ann Lee", "TITLE:Miller", as_line(small(2))).encode())
    assert store.contact(only(store)).person.title == "Miller"
    assert store.photo(only(store)) == small(1)


def test_whoever_has_none_gets_that_of_a_newer_card(store: Store) -> None:
    bring(store, card("Ann Lee").encode())
    bring(store, card("Ann Lee", "TITLE:Miller", as_line(small())).encode())
    assert store.photo(only(store)) == small()


def test_a_card_that_brings_nothing_but_a_picture_is_a_change_once(store: Store) -> None:
    bring(store, card("Ann Lee").encode())
    newer = card("Ann Lee", as_line(small())).encode()
    (plan,) = plan_import([read_bytes(newer, "cards.vcf")], store)
    assert [(change.name, change.after) for change in plan.rows[0].changes] == [("picture", "JPEG")]
    bring(store, newer)
    assert store.photo(only(store)) == small()
    store.remove_photo(only(store))
    (plan,) = plan_import([read_bytes(newer, "cards.vcf")], store)
    assert plan.rows[0].choice is Choice.LEAVE  # what was taken away since stays away
    assert store.check() == []


def test_pictures_of_those_who_are_left_out_are_not_decoded(store: Store) -> None:
    add(store, "Somebody")
    plans = plan_import([read_bytes(card("Ann Lee", as_line(photo())).encode(), "cards.vcf")], store)
    left = [type(row)(row.read, row.number, row.status, Choice.LEAVE) for row in plans[0].rows]
    assert decoded([type(plans[0])(plans[0].file, left)]) == Decoded({}, [])


@pytest.mark.parametrize("form", [exports.Format.VCARD, exports.Format.VCARD4, exports.Format.JSON])
def test_pictures_leave_and_come_back_the_same(store: Store, tmp_path: Path, form: exports.Format) -> None:
    for number in range(3):
        store.set_photo(add(store, f"Person {number}"), small(number))
    out = tmp_path / "out"
    exports.write(store, None, form, out, lambda done, total: None)
    assert MARKER not in out.read_text(encoding="utf-8")
    other = throwaway_store(tmp_path)
    plans = plan_import([read_path(out)], other)
    found = decoded(plans)
    assert found.refused == []
    other.apply_import(plans, also=ImportExtras(pictures=found.pictures))
    ids = list(other.contact_ids())
    assert other.photos(ids) == {one: small(number) for number, one in enumerate(ids)}
    assert [person.extra for person in other.persons(ids).values()] == [(), (), ()]
    again = plan_import([read_path(out)], other)
    assert {row.choice for row in again[0].rows} == {Choice.LEAVE}
    other.close()


def test_a_picture_in_a_file_with_everything_is_decoded_like_any_other(store: Store, tmp_path: Path) -> None:
    """Whoever made the file may have written anything into it."""
    store.set_photo(add(store, "Ann Lee"), told_much(drawn(1600, 1200)))
    out = tmp_path / "out.json"
    exports.write(store, None, exports.Format.JSON, out, lambda done, total: None)
    other = throwaway_store(tmp_path)
    bring(other, out.read_bytes(), "out.json")
    kept = other.photo(only(other))
    assert kept is not None and is_plain(kept)
    other.close()


def test_a_copy_of_the_vault_holds_the_pictures_and_nothing_can_be_read_in_it(store: Store, tmp_path: Path) -> None:
    ann = add(store, "Ann Lee")
    store.set_photo(ann, small())
    copy = tmp_path / "copy.netplus"
    store.backup(copy)
    held = copy.read_bytes() + b"".join(path.read_bytes() for path in store.path.parent.glob(f"{store.path.name}*"))
    assert len(held) > 2 * len(small())
    assert b"JFIF" not in held and small()[200:240] not in held


# --- copies of the vault --------------------------------------------------------------------------------------


def test_copies_of_a_vault_in_which_pictures_were_set_join_and_nobody_has_two(tmp_path: Path) -> None:
    def fill(base: Store) -> None:
        for name in ("Ann Lee", "Bo Nilsson", "Cem Kaya", "Dora Diaz"):
            base.add_contact(Person(name))
        base.set_photo(4, small(4))

    with copies(tmp_path, fill) as (one, two):
        one.set_photo(1, small(11))
        two.set_photo(1, small(12))
        two.set_photo(2, small(2))
        one.set_photo(3, small(3))
        two.remove_photo(4)
        for here, there in ((one, two), (two, one)):
            merge(here, there)
            kept = here.photos([1, 2, 3, 4])
            assert kept.keys() == {1, 2, 3}
            assert kept[1] in (small(11), small(12)) and (kept[2], kept[3]) == (small(2), small(3))
            assert here.check() == []
        assert one.photos([1]) == two.photos([1])
