"""Days and instants in words, in several locales."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QLocale

from netplus_desktop.core.practice import zone_of
from netplus_desktop.ui import dates

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def british() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (date(2026, 11, 23), "today"),
        (date(2026, 11, 24), "tomorrow"),
        (date(2026, 11, 22), "yesterday"),
        (date(2026, 12, 3), "Thu 3 Dec"),
        (date(2024, 9, 2), "2 Sept 2024"),
    ],
)
def test_a_day_is_told_as_people_say_it(value: date, words: str) -> None:
    assert dates.day(value, TODAY).replace("Sep ", "Sept ") == words


def test_an_instant_near_ahead_needs_the_weekday_alone() -> None:
    utc = zone_of("UTC")
    assert dates.moment(datetime(2026, 11, 23, 14, tzinfo=UTC), NOW, utc) == "today 14:00"
    assert dates.moment(datetime(2026, 11, 26, 14, tzinfo=UTC), NOW, utc) == "Thu 14:00"
    assert dates.moment(datetime(2026, 12, 26, 14, tzinfo=UTC), NOW, utc) == "Sat 26 Dec 14:00"
    assert dates.moment(datetime(2026, 11, 19, 14, tzinfo=UTC), NOW, utc) == "Thu 19 Nov 14:00"


def test_an_instant_is_told_in_the_zone_asked_for() -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert dates.moment(late, NOW, zone_of("Asia/Tokyo")) == "tomorrow 08:30"


@pytest.mark.parametrize(
    ("locale", "words"),
    [("en_US", "Thu Dec 3"), ("de_DE", "Do. 3. Dez."), ("ja_JP", "12月3日木"), ("fr_FR", "jeu. 3 déc.")],
)
def test_the_locale_sets_the_order_and_the_names(locale: str, words: str) -> None:
    QLocale.setDefault(QLocale(locale))
    assert dates.day(date(2026, 12, 3), TODAY) == words


def test_ago_is_counted_in_days_for_two_months() -> None:
    assert dates.since(date(2026, 11, 20), TODAY) == "3 days ago"
    assert dates.since(date(2026, 11, 22), TODAY) == "yesterday"
    assert dates.since(date(2026, 8, 3), TODAY) == "Mon 3 Aug"
