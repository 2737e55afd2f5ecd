"""The map of introductions: everybody has room, stands further out than whoever introduced them, and always there."""

from __future__ import annotations

import random
from math import hypot, inf

import pytest

from netplus_desktop.core.rings import Knot, Place, Rings, Web, rings

BREADTH, STEP = 30.0, 120.0


def grown(count: int, seed: int, *, direct: float = 0.3) -> Web:
    """People of whom each is known directly or was introduced by one of those before."""
    chance = random.Random(seed)
    knots: list[Knot] = []
    for key in range(1, count + 1):
        by = chance.choice(knots).key if knots and chance.random() > direct else None
        knots.append(Knot(key, f"Person {key}", by))
    return Web(tuple(knots))


def where(made: Rings) -> dict[int, Place]:
    return {place.knot.key: place for place in made.places}


@pytest.mark.parametrize(("count", "direct"), [(1, 1), (2, 0), (3, 1), (12, 0.4), (60, 0.02), (500, 0.3), (500, 1)])
def test_nobody_stands_on_another(count: int, direct: float) -> None:
    made = rings(grown(count, count, direct=direct), BREADTH, STEP)
    assert len(made.places) == count
    nearest = min(
        (
            hypot(one.x - other.x, one.y - other.y)
            for at, one in enumerate(made.places)
            for other in made.places[at + 1 :]
        ),
        default=inf,
    )
    assert nearest >= BREADTH - 0.01
    assert all(hypot(place.x, place.y) >= STEP - 0.01 for place in made.places)  # nor on me


def test_each_ring_is_a_step_further_from_me_and_holds_whom_the_one_before_introduced() -> None:
    web = Web((Knot(1, "Ada"), Knot(2, "Ben", 1), Knot(3, "Chi", 2), Knot(4, "Dewi")))
    made = rings(web, BREADTH, STEP)
    there = where(made)
    assert {key: place.ring for key, place in there.items()} == {1: 1, 2: 2, 3: 3, 4: 1}
    assert [b - a for a, b in zip(made.radii, made.radii[1:], strict=False)] == [STEP, STEP]
    for place in made.places:
        assert hypot(place.x, place.y) == pytest.approx(made.radii[place.ring - 1])
    assert [place.knot.name for place in made.chain(3)] == ["Ada", "Ben", "Chi"]
    assert there[1].introduced == (2,) and there[4].introduced == ()


def test_the_places_do_not_depend_on_the_order_in_which_people_are_read() -> None:
    web = grown(80, 5)
    mixed = list(web.knots)
    random.Random(1).shuffle(mixed)
    assert rings(Web(tuple(mixed)), BREADTH, STEP) == rings(web, BREADTH, STEP)


def test_reading_order_and_rings_go_clockwise_from_the_top() -> None:
    web = Web((Knot(1, "Ada"), Knot(2, "Ben"), Knot(3, "Chi"), Knot(4, "Dewi"), Knot(5, "Eva", 2), Knot(6, "Gül", 2)))
    made = rings(web, BREADTH, STEP)
    assert [place.knot.key for place in made.places] == [1, 2, 5, 6, 3, 4]
    top = where(made)[1]
    assert top.x == pytest.approx(0) and top.y < 0
    angles = [place.angle for place in made.ring(1)]
    assert [place.knot.key for place in made.ring(1)] == [1, 2, 3, 4] and angles == sorted(angles)
    second = where(made)[2]
    assert where(made)[5].angle < second.angle < where(made)[6].angle


def test_a_circle_of_introducers_begins_with_who_came_first() -> None:
    made = rings(Web((Knot(7, "Ada", 9), Knot(8, "Ben", 7), Knot(9, "Chi", 8), Knot(4, "Own", 4))), BREADTH, STEP)
    assert {place.knot.key: place.ring for place in made.places} == {4: 1, 7: 1, 8: 2, 9: 3}
    assert [place.knot.key for place in made.chain(9)] == [7, 8, 9]


def test_an_endless_chain_is_laid_out() -> None:
    made = rings(Web(tuple(Knot(key, str(key), key - 1 if key > 1 else None) for key in range(1, 3001))), BREADTH, STEP)
    assert len(made.radii) == 3000 and len(made.chain(3000)) == 3000


def test_without_anybody_there_is_no_ring() -> None:
    assert rings(Web(), BREADTH, STEP) == Rings((), ())
