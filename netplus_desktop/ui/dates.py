"""Days and instants in words: "today 14:00", "Tue 24 Nov", "3 days ago".

The order of day and month, the names and the clock are those of the user's `QLocale`.
"""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime, QTimeZone

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

translate = QCoreApplication.translate

_NEAR_DAYS = 6
"""Within so many days ahead the weekday alone tells which day is meant."""

_YEAR_TELLS_ITSELF = 180
"""Days from today within which a date needs no year."""


def system_zone() -> str:
    """The IANA name of the machine's time zone."""
    name = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
    return name or "UTC"


def local_zone() -> ZoneInfo:
    """The machine's time zone."""
    from netplus_desktop.core.practice import zone_of  # here: the list is painted without it

    return zone_of(system_zone())


def today_of(now: datetime, zone: tzinfo | None = None) -> date:
    """The day that `now` falls on in `zone`, by default the machine's."""
    return now.astimezone(zone).date()  # None is the machine's own, without reading the tables of its zone


def clock(value: time) -> str:
    """A time of day: "14:00"."""
    return QLocale().toString(QTime(value.hour, value.minute), QLocale.FormatType.ShortFormat)


def weekday(value: date) -> str:
    """The short name of the day of the week: "Tue"."""
    return QLocale().toString(_qdate(value), "ddd")


def calendar_day(value: date, *, year: bool = False) -> str:
    """A day as it stands in the calendar: "Tue 24 Nov", with the year "24 Nov 2026"."""
    form = QLocale().dateFormat(QLocale.FormatType.LongFormat).replace("MMMM", "MMM")
    if year:
        form = form.replace("dddd", "")
    else:
        form = form.replace("dddd, ", "ddd ").replace("dddd", "ddd")
        for part in ("yyyy年", " 'de' yyyy", ", yyyy", " yyyy", "yyyy"):
            form = form.replace(part, "")
    return QLocale().toString(_qdate(value), form.strip(" ,"))


def day(value: date, today: date) -> str:
    """A day seen from today: "today", "tomorrow", "yesterday", "Tue 24 Nov", "24 Nov 2024"."""
    away = (value - today).days
    near = {0: translate("dates", "today"), 1: translate("dates", "tomorrow"), -1: translate("dates", "yesterday")}.get(
        away
    )
    return near or calendar_day(value, year=abs(away) > _YEAR_TELLS_ITSELF)


def moment(value: datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """An instant seen from now, in `zone` (by default the machine's): "today 14:00", "Tue 14:00", "Thu 10 Dec 9:00"."""
    local, today = value.astimezone(zone), today_of(now, zone)
    away = (local.date() - today).days
    name = weekday(local.date()) if 1 < away <= _NEAR_DAYS else day(local.date(), today)
    return translate("dates", "{day} {time}").format(day=name, time=clock(local.time()))


def since(value: date, today: date) -> str:
    """How long ago a day was: "today", "yesterday", "3 days ago", then the date."""
    ago = (today - value).days
    if 1 < ago <= 60:
        return translate("dates", "{n} days ago").format(n=ago)
    return day(value, today)


def _qdate(value: date) -> QDate:
    return QDate(value.year, value.month, value.day)
