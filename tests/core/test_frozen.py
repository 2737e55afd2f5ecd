"""The quick frozen dataclasses are like those of the standard library, as far as a record is used."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from datetime import date

import pytest

from netplus_desktop.core import records
from netplus_desktop.core.frozen import dataclass
from netplus_desktop.core.records import Changes, Counts, Kind, Letter, Person, Point, PointKind, Step

POINT = Point(PointKind.EMAIL, "ada@example.org", "work")


def _slowly(quick: type) -> type:
    """The standard library's class of the same fields."""
    told = [
        (field.name, field.type, dataclasses.field(default=field.default, default_factory=field.default_factory))  # type: ignore[call-overload]
        for field in dataclasses.fields(quick)
    ]
    return dataclasses.make_dataclass(quick.__name__, told, frozen=True, slots=True)


@pytest.mark.parametrize(
    "record", [one for one in vars(records).values() if isinstance(one, type) and dataclasses.is_dataclass(one)]
)
def test_each_record_is_made_like_a_standard_one(record: type) -> None:
    standard = _slowly(record)
    told = [(one.name, one.kind, one.default is one.empty) for one in inspect.signature(record).parameters.values()]
    assert told == [
        (one.name, one.kind, one.default is one.empty) for one in inspect.signature(standard).parameters.values()
    ]
    values = [f"value {number}" for number, _ in enumerate(dataclasses.fields(record))]
    made, like = record(*values), standard(*values)
    assert dataclasses.asdict(made) == dataclasses.asdict(like)
    assert repr(made) == repr(like)
    assert made == record(*values) and made != like and made != record(*["other", *values[1:]])
    assert hash(made) == hash(record(*values))
    assert record.__match_args__ == standard.__match_args__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Unluckily:
    """Fields with names that whoever writes a method for them might use, too."""

    name: str
    missing: list[int] = dataclasses.field(default_factory=list)
    set_name: str = "set"
    make_missing: str = "make"
    default_set_name: str = "default"


def test_no_name_of_a_field_is_in_the_way_of_another() -> None:
    assert Unluckily("n", [1], "s", "m", "d").missing == [1]
    assert repr(Unluckily("n")) == (
        "Unluckily(name='n', missing=[], set_name='set', make_missing='make', default_set_name='default')"
    )


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        POINT.value = "other@example.org"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del POINT.value
    with pytest.raises((AttributeError, TypeError)):
        POINT.other = "there is no such field"  # type: ignore[attr-defined]


def test_another_record_is_made_from_one() -> None:
    person = Person("Ada Lovelace", points=(POINT,))
    renamed = dataclasses.replace(person, name="Ada King")
    assert renamed == Person("Ada King", points=(POINT,)) and person.name == "Ada Lovelace"


def test_a_default_that_is_made_is_made_anew() -> None:
    one, other = Changes(records.Action.IMPORT), Changes(records.Action.IMPORT)
    assert one == other and one.created == {} and one.created is not other.created
    assert Changes(records.Action.IMPORT, {Kind.CONTACT: frozenset({1})}).created == {Kind.CONTACT: frozenset({1})}


def test_records_go_into_sets_and_through_copies() -> None:
    letter = Letter("Thank you", "Dear Ada", None)
    assert {letter, Letter("Thank you", "Dear Ada", None)} == {letter}
    assert copy.deepcopy(POINT) == pickle.loads(pickle.dumps(POINT)) == copy.copy(POINT) == POINT
    assert Counts(1, 2, 3, 4, 5, 6, 7) != (1, 2, 3, 4, 5, 6, 7) and Step(records.Action.IMPORT, 2) != date.min
