"""The figures of a review and what stands behind them, in words."""

from __future__ import annotations

from datetime import date

from netplus_desktop.core.review import Figure, Remark, ReviewRow
from netplus_desktop.ui import dates
from netplus_desktop.ui.interview.words import translate


def figure_name(figure: Figure) -> str:
    """What is counted."""
    return {
        Figure.APPROACHED: translate("review", "Approached"),
        Figure.REPLIED: translate("review", "Replied"),
        Figure.MET: translate("review", "Met"),
        Figure.REFERRED: translate("review", "Referred"),
        Figure.INTERVIEWED: translate("review", "Job interviews"),
        Figure.LANDED: translate("review", "Job offers"),
        Figure.OFFERED: translate("review", "Offered"),
        Figure.GIVEN: translate("review", "Given"),
    }[figure]


def figure_hint(figure: Figure) -> str:
    """What exactly is counted."""
    return {
        Figure.APPROACHED: translate("review", "Conversations that you asked for"),
        Figure.REPLIED: translate("review", "First answers to what you asked, yes or no"),
        Figure.MET: translate("review", "Conversations that took place"),
        Figure.REFERRED: translate("review", "People whom others named to you"),
        Figure.INTERVIEWED: translate("review", "Conversations that became a job interview"),
        Figure.LANDED: translate("review", "Jobs that you found, by their first day"),
        Figure.OFFERED: translate("review", "What you offered to people"),
        Figure.GIVEN: translate("review", "What reached people, thank-yous with your takeaways among it"),
    }[figure]


def row_text(row: ReviewRow) -> str:
    """What a row says beside its person and its day."""
    if row.remark is None:
        return row.text
    remark = {
        Remark.YES: translate("review", "said yes"),
        Remark.NO: translate("review", "declined"),
        Remark.MET: translate("review", "you talked"),
        Remark.THANKS: translate("review", "a thank-you with your takeaways"),
        Remark.INTRODUCTION: translate("review", "brought together with"),
    }[row.remark]
    return translate("review", "{remark}: {text}").format(remark=remark, text=row.text) if row.text else remark


def days(first: date, last: date, today: date) -> str:
    """The days of a review; with the year where it is not this one."""
    year = not first.year == last.year == today.year
    return translate("review", "{first} to {last}").format(
        first=dates.calendar_day(first, year=year), last=dates.calendar_day(last, year=year)
    )
