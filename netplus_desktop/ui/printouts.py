"""What can be printed, made from the vault: prep sheets, a day pack, a person, a list of people, what was heard.

None of it needs a display. Times are told in the machine's zone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from PySide6.QtCore import QCoreApplication, QSizeF, QTimeZone

from netplus_desktop.core import matching, practice
from netplus_desktop.core.records import (
    Contact,
    Direction,
    ExchangeState,
    HeardKind,
    HeardState,
    Interview,
    Offer,
    OfferKind,
    Tick,
    no_tick,
)
from netplus_desktop.core.review import WEEK
from netplus_desktop.documents import day_pack as packing
from netplus_desktop.documents.flow import Flow
from netplus_desktop.documents.heard_summary import heard_summary
from netplus_desktop.documents.people_list import people_list
from netplus_desktop.documents.person_sheet import person_sheet
from netplus_desktop.documents.prep_sheet import MOST_OFFERS, SheetData, ladder
from netplus_desktop.documents.review import week_ladder
from netplus_desktop.store.store import Store
from netplus_desktop.ui.flow_layout import lay_out_flow
from netplus_desktop.ui.paper import Page
from netplus_desktop.ui.printing import Printout, paper_font_family
from netplus_desktop.ui.sheet_layout import lay_out

_CHUNK = 500
"""People read from the vault at a time."""

PACKED_AHEAD = timedelta(days=366)
"""Days with interviews are looked for so far ahead."""

_STEPS = 20
"""Coming steps that a review counts."""

translate = QCoreApplication.translate


# --- the prep sheet ---------------------------------------------------------------------------------------------


def prep_sheets(datas: Sequence[SheetData]) -> Printout:
    """Prep sheets, a page each."""

    def pages(size: QSizeF, tick: Tick) -> list[Page]:
        made = []
        for number, data in enumerate(datas):
            tick(number, len(datas))
            made.append(sheet_page(data, size))
        return made

    return Printout(translate("printouts", "Prep sheet"), pages)


def sheet_page(data: SheetData, size: QSizeF) -> Page:
    """A prep sheet laid out for a page of `size` points."""
    return lay_out(ladder(data), size, paper_font_family())


def empty_form(now: datetime) -> Printout:
    """The prep sheet with nothing on it: for a talk that nobody planned."""
    return prep_sheets([SheetData(None, None, (), _here(now))])


def sheet_data(
    store: Store,
    contact_id: int,
    interview_id: int | None,
    now: datetime,
    *,
    private: bool = False,
    offers: Sequence[int] | None = None,
) -> SheetData:
    """What is known for a sheet: of an interview, or of a person and the next talk with them. `private` brings the
    notes on the person, too; `offers` are those picked, None for those that fit. Raises `NotFoundError`."""
    contact = store.contact(contact_id)
    if interview_id is not None:
        interview: Interview | None = store.interview(interview_id)
    else:
        interview = _talk_to_prepare(contact, now)
    if offers is None:
        picked = fitting_offers(store, contact, interview)
    else:
        there = {offer.id: offer for offer in store.offers()}
        picked = [there[offer_id] for offer_id in offers if offer_id in there]
    return SheetData(contact, interview, tuple(picked[:MOST_OFFERS]), _here(now), store.clocks(), private)


def _here(now: datetime) -> datetime:
    """`now` on the machine's clock, in its zone with all changes of the clock to come; another zone is kept."""
    if now.tzinfo is not UTC:
        return now
    return now.astimezone(practice.zone_of(QTimeZone.systemTimeZoneId().toStdString()))


def _talk_to_prepare(contact: Contact, now: datetime) -> Interview | None:
    """The next talk with a person: the earliest planned, else the latest without a time; none once all are held."""
    open_talks = [talk for talk in contact.interviews if practice.held_at(talk, now) is None]
    dated = [(start, talk) for talk in open_talks if (start := practice.starts_at(talk.plan))]
    if dated:
        return min(dated, key=lambda pair: pair[0])[1]
    return open_talks[0] if open_talks else None


def fitting_offers(store: Store, contact: Contact, interview: Interview | None) -> list[Offer]:
    """What is proposed for a sheet, best first: what is meant for this talk, then what fits an open need, then easy
    things not given them yet."""
    offers = {offer.id: offer for offer in store.offers()}
    gave = [entry for entry in contact.exchange if entry.direction is Direction.I_GAVE]
    waiting = (ExchangeState.OFFERED, ExchangeState.ACCEPTED)
    meant = [
        entry.offer_id
        for entry in gave
        if interview and entry.interview_id == interview.id and entry.state in waiting and entry.offer_id in offers
    ]
    needs = [heard for heard in contact.heard if heard.kind is HeardKind.NEED and heard.state is HeardState.OPEN]
    fitting: list[int] = []
    if needs and offers:
        choices = store.fit_choices(contact.id)
        fitting = [fit.offer_id for fit in matching.fits(needs, tuple(offers.values()), choices=choices)]
    had = {entry.offer_id for entry in gave}
    easy = sorted(
        (offer for offer in offers.values() if offer.id not in had),
        key=lambda offer: (offer.fields.kind is OfferKind.APPRECIATION, offer.fields.minutes, offer.id),
    )
    chosen = dict.fromkeys((*meant, *fitting, *(offer.id for offer in easy)))
    return [offers[offer_id] for offer_id in chosen if offer_id in offers]


def sheet_offers(store: Store, contact_id: int, interview_id: int | None) -> list[Offer]:
    """Every offer that may stand on a sheet, those proposed first. Raises `NotFoundError`."""
    contact = store.contact(contact_id)
    talk = store.interview(interview_id) if interview_id is not None else _talk_to_prepare(contact, store.now())
    offers = {offer.id: offer for offer in (*fitting_offers(store, contact, talk), *store.offers())}
    return list(offers.values())


# --- the day pack -----------------------------------------------------------------------------------------------


def planned_days(store: Store, now: datetime) -> dict[date, int]:
    """The days from today on that interviews are planned for, each with how many; the nearest first."""
    today = _here(now).replace(hour=0, minute=0, second=0, microsecond=0)
    days: dict[date, int] = {}
    for _, starts in _meetings(store, today, today + PACKED_AHEAD):
        days[starts.date()] = days.get(starts.date(), 0) + 1
    return days


def day_meetings(store: Store, on: date, now: datetime, *, private: bool = False) -> list[SheetData]:
    """What goes onto the prep sheets of a day's interviews, in the order of the clock."""
    zone = _here(now).tzinfo
    first = datetime.combine(on, time(), zone)
    last = datetime.combine(on + timedelta(days=1), time(), zone)
    return [
        sheet_data(store, talk.contact_id, talk.id, now, private=private) for talk, _ in _meetings(store, first, last)
    ]


def day_pack(on: date, meetings: Sequence[SheetData]) -> Printout:
    """A cover with the times and places of a day's `meetings`, then a prep sheet for each."""
    front = packing.cover(on, meetings)

    def pages(size: QSizeF, tick: Tick) -> list[Page]:
        return [
            *lay_out_flow(front, size, paper_font_family()),
            *prep_sheets(meetings).lay_out(size, tick),
        ]

    return Printout(translate("printouts", "Day pack"), pages)


def _meetings(store: Store, first: datetime, last: datetime) -> list[tuple[Interview, datetime]]:
    """The meetings that begin from `first` to before `last` and take place, with their begin, earliest first."""
    found = [
        (starts.astimezone(first.tzinfo), talk.id, talk)
        for talk in store.meetings(first, last)
        if (starts := practice.starts_at(talk.plan)) is not None and practice.side_state(talk) is None
    ]
    return [(talk, starts) for starts, _, talk in sorted(found, key=lambda entry: entry[:2])]


# --- documents of many pages ------------------------------------------------------------------------------------


def person_pages(store: Store, contact_id: int, now: datetime, *, private: bool = False) -> Printout:
    """All that is known of a person. Raises `NotFoundError`."""
    flow = person_sheet(store.contact(contact_id), _here(now), private=private)
    return _flowing(translate("printouts", "Person sheet"), flow)


def heard_pages(store: Store, contact_id: int, now: datetime, *, private: bool = False) -> Printout:
    """What I heard from a person, conversation by conversation. Raises `NotFoundError`."""
    flow = heard_summary(store.contact(contact_id), _here(now), private=private)
    return _flowing(translate("printouts", "What I heard"), flow)


def list_pages(store: Store, ids: Sequence[int], found_by: str, now: datetime, tick: Tick = no_tick) -> Printout:
    """The list of these people in their order; `found_by` says what they were narrowed down by."""
    people = []
    for at in range(0, len(ids), _CHUNK):
        tick(at, len(ids))
        some = ids[at : at + _CHUNK]
        persons = store.persons(some)
        people += [(row, persons[row.id]) for row in store.contact_rows(some)]
    return _flowing(translate("printouts", "List of people"), people_list(people, found_by, _here(now)))


def week_page(store: Store, first: date, last: date, now: datetime) -> Printout:
    """The review of the week from `first` to `last`: one page, however much happened."""
    before = store.review(first - WEEK, last - WEEK)
    month = store.review(last + timedelta(days=1) - 4 * WEEK, last)
    variants = tuple(week_ladder(store.review(first, last), before, month, store.today(limit=_STEPS), _here(now)))

    def pages(size: QSizeF, tick: Tick) -> list[Page]:
        made: list[Page] = []
        for flow in variants:
            made = lay_out_flow(flow, size, paper_font_family(), tick)
            if len(made) == 1:
                break
        return made

    return Printout(translate("printouts", "Weekly review"), pages)


def _flowing(title: str, flow: Flow) -> Printout:
    made: dict[tuple[float, float], list[Page]] = {}  # a long list is laid out on the worker, once for each paper

    def pages(size: QSizeF, tick: Tick) -> list[Page]:
        paper = (size.width(), size.height())
        if paper not in made:
            made[paper] = lay_out_flow(flow, size, paper_font_family(), tick)
        return made[paper]

    return Printout(title, pages)
