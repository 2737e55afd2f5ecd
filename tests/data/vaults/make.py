"""Make a vault of the newest schema, to be opened by every later version: `python tests/data/vaults/make.py`.

Writes `<schema>.netplus` beside this script, with a person, a conversation, what was heard in it, a letter, an offer
and what came of it. The passphrase is known to all. A vault that was released is never made anew: it is the proof that
vaults of its age still open.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import keyring
from keyring.backends import fail

from netplus_desktop.core import records as r
from netplus_desktop.exchange.planning import plan_import
from netplus_desktop.exchange.reading import read_bytes
from netplus_desktop.store import schema
from netplus_desktop.store.opening import open_store
from netplus_desktop.store.store import Store

PASSPHRASE = "a passphrase for everybody to know"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def fill(store: Store) -> None:
    """Something in every table."""
    person = r.Person(
        "Łukasz Weiß",
        given="Łukasz",
        family="Weiß",
        organisation="Acme",
        points=(r.Point(r.PointKind.EMAIL, "lukasz@example.org", "work"),),
        tags=("alumni",),
        note="chess",
        uid="u-1",
        extra=("X-A:1",),
    )
    contact = store.add_contact(person).new_id(r.Kind.CONTACT)
    plan = r.InterviewPlan(purpose="How they hire", starts=datetime(2026, 11, 20, 14), zone="Europe/Warsaw")
    questions = [r.Question("What changes?", r.Tiara.TRENDS, True, "Much")]
    interview = store.plan_interview(contact, plan, questions).new_id(r.Kind.INTERVIEW)
    store.save_notes(interview, "n a bookkeeper\nr Lee Chan\nplain")
    need, referral = store.contact(contact).heard
    lee = store.follow_referral(referral.id, r.Person("Lee Chan")).new_id(r.Kind.CONTACT)
    offer = store.add_offer(r.OfferFields("A book", tags=("books",))).new_id(r.Kind.OFFER)
    store.offer_this(contact, offer, need_id=need.id, interview_id=interview)
    store.record_share(contact, r.Direction.THEY_SHARED, "An afternoon", date(2026, 11, 20))
    store.save_letter(interview, r.Letter("Thank you", "Dear Łukasz"))
    store.mark_sent(interview, NOW)
    store.add_question("What would you do first?", r.Tiara.ADVICE)
    for employer in ("Northwind", "Contoso"):
        card = f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada Moved\r\nUID:ada\r\nORG:{employer}\r\nEND:VCARD\r\n"
        plans = plan_import([read_bytes(card.encode(), f"{employer}.vcf")], store)
        store.apply_import(plans, also=r.ImportExtras(("from a file",), r.Tier.STEADY))
    with store._write(r.Action.EDIT_CONTACT) as w:
        w.insert(schema.Photo, contact=contact, picture=b"\xff\xd8\xff\xd9")
        w.insert(schema.TableLayout, header="Wer,Wo", meaning="{}")
        w.insert(schema.FavouriteQuestion, text="What changes?")
        w.insert(schema.Draft, contact=contact, interview=interview, kind="approach", subject="A talk", body="Dear")
        w.insert(schema.Snippet, name="Close", text="Kind regards")
        w.insert(schema.Landing, day="2026-11-20", organisation="Acme", role="Analyst")
        w.insert(schema.Employer, name="Northwind", advocate=contact, motivation=4, posting="Analyst")
        w.insert(schema.FitChoice, need=need.id, offer=offer, choice="pinned")
        w.insert(schema.PersonChoice, need=need.id, contact=lee, choice="dismissed")
        w.insert(schema.Preference, name="times", content='{"nudge": 5}')
        w.insert(
            schema.Ask, contact=contact, interview=interview, kind="advice", text="How to begin", state="granted",
            day="2026-11-19", answered="2026-11-20",
        )  # fmt: skip
        made = w.insert(schema.Introduction, first=contact, second=lee, reason="Both keep books")
        w.insert(schema.IntroductionEvent, introduction=made, kind="first agrees", at="2026-11-20T12:00:00+00:00")
        w.insert(schema.Snooze, subject="nudge", subject_id=interview, until="2026-11-30")
        w.insert(schema.SignalChoice, signal="only giving to one", contact=contact, until="2026-11-30")
        w.update(schema.Offer, offer, often="Once a month", link="https://example.org/book", contact=lee)
        w.update(schema.Contact, contact, said="WOO-kash")
        w.update(schema.Heard, referral.id, introduced="2026-11-19", contacted="2026-11-20")
        w.alters(r.Kind.CONTACT, contact)


def main() -> None:
    """Make the file; the log and the lock beside it are gone once the vault is closed."""
    keyring.set_keyring(fail.Keyring())  # so that the passphrase is the key
    path = Path(__file__).with_name(f"{schema.NEWEST}.netplus")
    path.unlink(missing_ok=True)
    store = open_store(path, passphrase=PASSPHRASE, create=True, clock=lambda: NOW)
    fill(store)
    store.close()
    path.with_name(path.name + ".lock").unlink(missing_ok=True)


if __name__ == "__main__":
    main()
