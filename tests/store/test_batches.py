"""Imports as batches: listed, and taken back at any later time, after a restart too, but for what was done since."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netplus_desktop import assets
from netplus_desktop.core import cadence
from netplus_desktop.core import records as r
from netplus_desktop.core.batches import Batch, KeptReason, UndoPlan
from netplus_desktop.core.errors import Cancelled, NotFoundError, UserError
from netplus_desktop.exchange.planning import plan_import
from netplus_desktop.exchange.reading import read_bytes
from netplus_desktop.exports import Format, write_to
from netplus_desktop.store import batches, schema, vault
from netplus_desktop.store.backups import Reason
from netplus_desktop.store.store import Store

from .two_copies import KEY, Hand, merge

Rows = dict[str, dict[int, dict[str, Any]]]


class Ticking:
    """A clock that goes on with every look at it, as all do."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(microseconds=20)
        return self.at


@contextmanager
def vault_at(path: Path, clock: Ticking | None = None) -> Iterator[Store]:
    """An open vault, made where there is none."""
    if not path.exists():
        vault.create(path, KEY)
    store = Store(vault.open_vault(path, KEY), clock or Ticking())
    try:
        yield store
    finally:
        store.close()


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Store]:
    with vault_at(tmp_path / "own.netplus") as store:
        yield store


def card(name: str, **more: str) -> str:
    lines = "".join(f"{key.replace('_', '-')}:{value}\r\n" for key, value in more.items())
    return f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nUID:{name.lower()}\r\n{lines}END:VCARD\r\n"


def bring(store: Store, *cards: str, also: r.ImportExtras | None = None, name: str = "people.vcf") -> Batch:
    """Import cards, and find the import in the list."""
    plans = plan_import([read_bytes("".join(cards).encode(), name)], store)
    store.apply_import(plans, also=also or r.ImportExtras())
    return store.imports()[0]


def take_back(store: Store, batch: Batch) -> UndoPlan:
    plan = store.undo_import_plan(batch.id)
    store.undo_import(plan)
    return plan


def known(store: Store, *, but: Sequence[str] = ("import_batch", "import_image")) -> Rows:
    """Every row of what users know. The keys of a person are a set."""
    found: Rows = {}
    for table in schema.IMAGED:
        name, columns = schema.table_name(table), schema.columns(table)
        if name not in but:
            rows = [
                dict(zip(columns, row, strict=True)) for row in store._ask(f"SELECT {', '.join(columns)} FROM {name}")
            ]
            found[name] = {
                row["id"]: row | ({"keys": frozenset(row["keys"].split("\n"))} if "keys" in row else {}) for row in rows
            }
    return found


def one(store: Store, name: str) -> int:
    (found,) = (ref.id for ref in store.find_contacts(name) if ref.name == name)
    return found


# --- the list ---------------------------------------------------------------------------------------------


def test_imports_are_listed_with_their_files_and_figures_the_latest_first(own: Store) -> None:
    bring(own, card("Ann"), card("Bo"), name="a.vcf")
    files = [
        read_bytes((card("Ann", TITLE="CTO") + card("Bo") + card("Cy")).encode(), "b.vcf"),
        read_bytes(card("Dan").encode(), "c.vcf"),
    ]
    own.apply_import(plan_import(files, own))
    latest, first = own.imports()
    assert [(file.name, file.totals) for file in latest.files] == [
        ("b.vcf", r.Totals(3, 1, 1, 1, 0)),
        ("c.vcf", r.Totals(1, 1, 0, 0, 0)),
    ]
    assert latest.totals == r.Totals(4, 2, 1, 1, 0)
    assert [(file.name, file.format, file.totals.added) for file in first.files] == [("a.vcf", "vcard", 2)]
    assert latest.at > first.at
    assert latest.revertable and first.revertable
    assert latest.undone is None


def test_an_import_that_brings_nothing_is_none(own: Store) -> None:
    bring(own, card("Ann"))
    bring(own, card("Ann"))
    assert len(own.imports()) == 1


def test_an_import_that_was_undone_at_once_is_not_listed_and_comes_again_with_redo(own: Store) -> None:
    batch = bring(own, card("Ann"))
    own.undo()
    assert own.imports() == []
    own.redo()
    assert own.imports() == [batch]
    assert take_back(own, batch).removed == 1


def test_an_import_of_an_older_version_is_listed_and_cannot_be_taken_back(own: Store) -> None:
    batch = bring(own, card("Ann"))
    own._connection().execute("DELETE FROM import_image")
    assert [(one.id, one.revertable) for one in own.imports()] == [(batch.id, False)]
    with pytest.raises(UserError, match="import-not-kept"):
        own.undo_import_plan(batch.id)


def test_there_is_no_such_import(own: Store) -> None:
    with pytest.raises(NotFoundError, match="import-gone"):
        own.undo_import_plan(1)


def test_an_import_can_be_taken_back_after_twenty_more_and_later_ones_take_no_more_room(own: Store) -> None:
    made = [bring(own, card(f"P{number}")) for number in range(23)]
    assert [batch.revertable for batch in reversed(own.imports())] == [False] * 2 + [True] * 21
    assert own._ask("SELECT count(*) FROM import_image") == [(21,)]
    before = {ref.name for ref in own.find_contacts("", limit=99)}
    take_back(own, made[2])
    assert {ref.name for ref in own.find_contacts("", limit=99)} == before - {"P2"}


# --- taken back -------------------------------------------------------------------------------------------


def test_all_of_an_import_goes_back_after_a_restart_as_one_step(tmp_path: Path) -> None:
    path, clock = tmp_path / "v.netplus", Ticking()
    with vault_at(path, clock) as store:
        bring(store, card("Ann", ORG="Acme", TITLE="Clerk"), card("Bo"), card("Cy"), name="old.vcf")
        store.set_tier([one(store, "Bo")], r.Tier.INNER)
        before = known(store)
        cards = (
            card("Ann", ORG="Contoso", TITLE="CTO", TEL="+1 555 0100", NOTE="met"),
            card("Bo", BDAY="1990-03-14", CATEGORIES="golf"),
            card("Dan", EMAIL="dan@x.example", CATEGORIES="golf", X_INTRODUCED_BY="Ann"),
        )
        batch = bring(store, *cards, also=r.ImportExtras(("fair",), r.Tier.STEADY), name="new.vcf")
        assert [post.organisation for post in store.contact(one(store, "Ann")).former_posts] == ["Acme"]
        assert store.contact(one(store, "Bo")).tier is r.Tier.INNER  # it keeps what was chosen
        assert store.contact(one(store, "Dan")).tier is r.Tier.STEADY
        assert store.contact(one(store, "Dan")).person.tags == ("golf", "fair")
        after = known(store)
    with vault_at(path, clock) as store:
        plan = store.undo_import_plan(batch.id)
        assert (plan.removed, plan.reverted, plan.kept) == (1, 2, ())
        changes = store.undo_import(plan)
        assert (changes.action, changes.count) == (r.Action.UNDO_IMPORT, 3)
        assert known(store) == before
        assert list(store.contact_ids("contoso")) == list(store.contact_ids("golf")) == []
        assert store.check() == []
        assert store.imports()[0].undone is not None
        with pytest.raises(UserError, match="import-not-kept"):
            store.undo_import_plan(batch.id)
        store.undo()
        assert known(store) == after
        assert store.imports()[0] == batch
        store.redo()
        assert known(store) == before
        assert store.check() == []


def test_who_was_used_since_stays_and_is_named_with_the_reason(own: Store) -> None:
    bring(own, card("Old", TITLE="Clerk"))
    names = tuple("Edited Talked Heard Named Led Pictured Tagged Tiered Gave Pinned Aside Plain".split())
    batch = bring(own, card("Old", TITLE="CTO", ORG="Acme"), *map(card, names))
    ids = {name: one(own, name) for name in (*names, "Old")}
    own.edit_contact(ids["Edited"], note="x")
    own.plan_interview(ids["Talked"], r.InterviewPlan(purpose="Learn"))
    own.add_heard(ids["Heard"], r.HeardKind.NEED, "a bookkeeper", interview_id=None)
    talk = own.plan_interview(ids["Old"], r.InterviewPlan()).new_id(r.Kind.INTERVIEW)
    own.save_notes(talk, "r Named")
    own.follow_referral(own.contact(ids["Old"]).heard[0].id, r.Person("Somebody"))
    with own._write(r.Action.EDIT_HEARD) as w:
        w.update(schema.Heard, 2, referred=ids["Named"])
    own.set_introducer(ids["Edited"], ids["Led"])
    with own._write(r.Action.EDIT_CONTACT) as w:
        w.insert(schema.Photo, contact=ids["Pictured"], picture=b"\xff\xd8")
    own.tag_contacts([ids["Tagged"]], add=["mine"])
    own.set_tier([ids["Tiered"]], r.Tier.INNER)
    own.record_share(ids["Gave"], r.Direction.THEY_SHARED, "An hour", date(2026, 11, 20))
    need = own.add_heard(ids["Old"], r.HeardKind.NEED, "a desk").new_id(r.Kind.HEARD)
    own.choose_person(need, ids["Pinned"], r.FitChoice.PINNED)
    own.choose_person(need, ids["Aside"], r.FitChoice.DISMISSED)
    own.edit_contact(ids["Old"], title="CEO")
    later = known(own)
    plan = take_back(own, batch)
    assert [(kept.who.name, kept.reason, kept.fields) for kept in plan.kept] == [
        ("Edited", KeptReason.EDITED, ()),
        ("Gave", KeptReason.TALKED, ()),
        ("Heard", KeptReason.TALKED, ()),
        ("Led", KeptReason.INTRODUCED, ()),
        ("Named", KeptReason.REFERRED, ()),
        ("Old", KeptReason.FIELDS, ("title",)),
        ("Pictured", KeptReason.EDITED, ()),
        ("Pinned", KeptReason.PINNED, ()),
        ("Tagged", KeptReason.EDITED, ()),
        ("Talked", KeptReason.TALKED, ()),
        ("Tiered", KeptReason.EDITED, ()),
    ]
    assert (plan.removed, plan.reverted) == (2, 1)
    now = known(own)
    assert set(later["contact"]) - set(now["contact"]) == {ids["Plain"], ids["Aside"]}
    assert [one.id for one in own.person_choices(need)] == [ids["Pinned"]]
    old = own.contact(ids["Old"])
    assert (old.person.title, old.person.organisation) == ("CEO", "")
    assert own.check() == []


def test_an_edit_that_was_undone_is_none(own: Store) -> None:
    batch = bring(own, card("Ann"))
    own.edit_contact(one(own, "Ann"), note="x")
    own.undo()
    assert (take_back(own, batch).removed, own.counts().people) == (1, 0)


def test_a_plan_is_only_done_on_the_vault_that_it_was_made_for(own: Store) -> None:
    plan = own.undo_import_plan(bring(own, card("Ann")).id)
    own.edit_contact(one(own, "Ann"), note="x")
    before = known(own, but=())
    with pytest.raises(UserError, match="undo-import-stale"):
        own.undo_import(plan)
    assert known(own, but=()) == before


def test_it_can_be_stopped_with_nothing_written(own: Store) -> None:
    batch = bring(own, *(card(f"P{number}") for number in range(600)))
    before = known(own, but=())
    plan = own.undo_import_plan(batch.id)
    looks: list[int] = []

    def stop(done: int, total: int) -> None:
        looks.append(done)
        if done >= 400:
            raise Cancelled

    with pytest.raises(Cancelled):
        own.undo_import(plan, stop)
    assert looks == [0, 200, 400]
    assert known(own, but=()) == before
    assert own.imports()[0] == batch


def test_a_backup_comes_first(own: Store, tmp_path: Path) -> None:
    own.keep_backups(tmp_path / "backups")
    take_back(own, bring(own, card("Ann")))
    assert own.backups is not None
    latest = own.backups.listed(own.opened.key)[0]
    assert (latest.reason, latest.people) == (Reason.UNDO_IMPORT, 1)


def test_a_copy_of_the_vault_that_was_merged_takes_it_back_too(tmp_path: Path) -> None:
    path, clock = tmp_path / "one.netplus", Ticking()
    with vault_at(path, clock) as store:
        bring(store, card("Base"))
    shutil.copy(path, tmp_path / "two.netplus")
    with vault_at(path, clock) as store, vault_at(tmp_path / "two.netplus", clock) as other:
        store.add_contact(r.Person("Here", points=(r.Point(r.PointKind.EMAIL, "h@x.example"),)))
        before = known(store, but=("import_batch", "import_image"))
        bring(other, card("Base", TITLE="CTO", TEL="+1 555 0100"), card("There", EMAIL="t@x.example"))
        merge(store, other)
        assert store.persons([one(store, "Base")])[one(store, "Base")].title == "CTO"
        plan = take_back(store, store.imports()[0])
        assert (plan.removed, plan.reverted, plan.kept) == (1, 1, ())
        assert known(store) == before
        assert store.check() == []


def test_what_was_kept_of_it_is_damaged(own: Store) -> None:
    batch = bring(own, card("Ann"))
    own._connection().execute("UPDATE import_image SET packed = x'7800'")
    assert not own.imports()[0].revertable
    with pytest.raises(UserError, match="import-not-kept"):
        own.undo_import_plan(batch.id)


def test_people_of_real_files_come_and_go(corpus: Path, tmp_path: Path) -> None:
    """Every file of the corpus that holds people, one import each, taken back in another order."""
    files = sorted(file for file in corpus.rglob("*.vcf") if file.stat().st_size < 100_000)
    with vault_at(tmp_path / "v.netplus") as store:
        bring(store, card("Ann"))
        before, made = known(store), []
        for file in files:
            try:
                plans = plan_import([read_bytes(file.read_bytes(), file.name)], store)
            except UserError:
                continue
            if store.apply_import(plans, also=r.ImportExtras(("real",), r.Tier.LIGHT)).count:
                made.append(store.imports()[0])
            if len(made) == 20:
                break
        assert len(known(store)["contact"]) > 20
        for batch in reversed(made):
            assert take_back(store, batch).kept == ()
        assert known(store) == before
        assert store.check() == []


def test_of_a_vault_that_came_as_one_file_only_what_was_used_since_stays(own: Store, tmp_path: Path) -> None:
    own.load_sample(assets.sample_people())
    own.edit_contact(one(own, "Priya Raman"), note="met")
    text = io.StringIO()
    write_to(own, None, Format.JSON, text, r.no_tick)
    clock = Ticking()
    clock.at += timedelta(hours=1)
    with vault_at(tmp_path / "other.netplus", clock) as other:
        other.apply_import(plan_import([read_bytes(text.getvalue().encode(), "all.json")], other))
        came = known(other)
        other.edit_contact(one(other, "Priya Raman"), note="met again")
        other.undo()
        plan = other.undo_import_plan(other.imports()[0].id)
        assert (plan.removed, plan.kept) == (12, ())
        talks = [row[0] for row in other._ask("SELECT id FROM interview ORDER BY id")]
        other.save_notes(talks[0], other.interview(talks[0]).notes + "\nmore")
        other.record_event(talks[-1], r.EventKind.LOOP_CLOSED, other.now())
        whose = "SELECT name FROM contact JOIN interview i ON contact_id = contact.id WHERE i.id IN (?, ?)"
        names = {row[0] for row in other._ask(whose, talks[0], talks[-1])}
        plan = take_back(other, other.imports()[0])
        assert {kept.who.name for kept in plan.kept if kept.reason is KeptReason.TALKED} == names
        others = {kept.reason for kept in plan.kept if kept.who.name not in names}
        assert others <= {KeptReason.INTRODUCED, KeptReason.REFERRED, KeptReason.OFFERED}
        assert set(known(other)["contact"]) < set(came["contact"])
        assert other.check() == []


# --- whatever was done since ------------------------------------------------------------------------------

NAMES = tuple(f"Person{number}" for number in range(6))
LATER = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 40), st.integers(0, 40)), max_size=12)


@st.composite
def cards(draw: st.DrawFn) -> list[str]:
    """Some of the people that are there, written otherwise, and some new ones."""
    values = {
        "ORG": ["Acme", "Contoso"],
        "TITLE": ["CTO", "Clerk"],
        "NOTE": ["likes chess", "met"],
        "TEL": ["+1 555 0100", "+1 555 0101"],
        "CATEGORIES": ["golf", "tag1"],
        "BDAY": ["1990-03-14"],
    }
    made = []
    for name in draw(st.lists(st.sampled_from((*NAMES, "New1", "New2", "New3")), min_size=1, max_size=5, unique=True)):
        fields = draw(st.lists(st.sampled_from(sorted(values)), max_size=4, unique=True))
        made.append(card(name, **{field: draw(st.sampled_from(values[field])) for field in fields}))
    return made


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=cards(), then=cards(), later=LATER, tier=st.sampled_from(r.Tier))
def test_whatever_was_done_since_stays_and_all_else_is_as_before(
    tmp_path_factory: pytest.TempPathFactory,
    first: list[str],
    then: list[str],
    later: list[tuple[int, int, int]],
    tier: r.Tier,
) -> None:
    path, clock = tmp_path_factory.mktemp("taken") / "v.netplus", Ticking()
    with vault_at(path, clock) as store:
        bring(store, *map(card, NAMES[:3]), *(one for one in first if "FN:New" not in one))
        Hand(store, "w").do(3, 1, 2)
        before = known(store)
        extras = r.ImportExtras(("fair",), tier)
        store.apply_import(plan_import([read_bytes("".join(then).encode(), "then.vcf")], store), also=extras)
        if len(store.imports()) < 2:
            return
        imported = known(store)
    with vault_at(path, clock) as store:
        hand = Hand(store, "h")
        for verb in later:
            hand.do(*verb)
        edited = known(store)
    with vault_at(path, clock) as store:
        listed = [batch for batch in store.imports() if batch.files[0].name == "then.vcf"]
        plan = take_back(store, listed[0])
        found = known(store)
        assert store.check() == []
    made = imported["contact"].keys() - before["contact"].keys()
    there = {kept.who.id for kept in plan.kept}
    for table, rows in edited.items():
        for row, values in rows.items():
            whose = row if table == "contact" else values.get("contact_id")
            now = found[table].get(row)
            if whose in made:
                assert now == (values if whose in there else None), "somebody whom it added"
                if whose not in there:
                    assert values == imported[table][row], "was not touched since"
            elif row not in imported[table]:
                assert now == values, "was made since"
            elif row not in before[table]:
                assert now in (None, values)
                assert (now is None) == (values == imported[table][row]), "it goes unless it was written in"
            else:
                assert now is not None
                then_was, at_first = imported[table][row], before[table][row]
                for column, value in values.items():
                    if column != "keys":
                        wanted = at_first[column] if value == then_was[column] else value
                        assert now[column] == wanted, f"{table}.{column}"
        assert found[table].keys() <= rows.keys(), "nothing comes that was not there"
    for gone in made & edited["contact"].keys() - there:
        named_by = [
            row for table in ("interview", "heard", "exchange") for row in edited[table].values() if gone in _links(row)
        ]
        assert named_by == []
        assert gone not in [row["introducer_id"] for row in found["contact"].values()]
    if not later:
        # Whoever a row is without bringing anything stays known by that row, as after an undo.
        same = {row: found["contact"][row]["keys"] | values["keys"] for row, values in before["contact"].items()}
        assert {row: values["keys"] for row, values in found["contact"].items()} == same
        assert _without_keys(found) == _without_keys(before)
        assert plan.kept == ()


def _without_keys(rows: Rows) -> Rows:
    return rows | {"contact": {row: values | {"keys": ""} for row, values in rows["contact"].items()}}


def _links(row: dict[str, Any]) -> tuple[Any, ...]:
    return row.get("contact_id"), row.get("referred_id")


# --- a changed employer -----------------------------------------------------------------------------------


def test_a_changed_employer_keeps_the_old_post_and_is_a_reason_to_write(own: Store) -> None:
    bring(own, card("Ann", ORG="Acme", TITLE="Clerk"), card("Bo", ORG="Acme"), card("Cy", ORG="Acme"))
    ann, bo, cy = (one(own, name) for name in ("Ann", "Bo", "Cy"))
    assert own.counts().changed_job == 0
    bring(own, card("Ann", ORG="Contoso"), card("Bo", ORG="ACME", TITLE="CTO"), card("Cy", ORG="Initech"))
    (post,) = own.contact(ann).former_posts
    assert (post.organisation, post.title, post.noticed) == ("Acme", "Clerk", date(2026, 11, 23))
    assert own.contact(bo).former_posts == ()
    assert list(own.contact_ids(only=r.ListFilter.CHANGED_JOB)) == [ann, cy]
    assert own.counts().changed_job == 2
    own.record_share(cy, r.Direction.I_GAVE, "Congratulated", date(2026, 11, 23))
    assert list(own.contact_ids(only=r.ListFilter.CHANGED_JOB)) == [ann]
    assert own.counts().changed_job == 1


def test_news_of_a_job_grow_old(tmp_path: Path) -> None:
    clock = Ticking()
    with vault_at(tmp_path / "v.netplus", clock) as store:
        bring(store, card("Ann", ORG="Acme"))
        bring(store, card("Ann", ORG="Contoso"))
        clock.at += timedelta(days=cadence.JOB_NEWS_DAYS)
        assert store.counts().changed_job == 1
        clock.at += timedelta(days=1)
        assert store.counts().changed_job == len(store.contact_ids(only=r.ListFilter.CHANGED_JOB)) == 0


def test_a_former_post_is_edited_removed_and_goes_with_the_step_that_brought_it(own: Store) -> None:
    bring(own, card("Ann", ORG="Acme"))
    ann = one(own, "Ann")
    bring(own, card("Ann", ORG="Contoso"))
    own.undo()
    assert own.contact(ann).former_posts == ()
    own.redo()
    (post,) = own.contact(ann).former_posts
    own.edit_former_post(post.id, "Acme Ltd", "Clerk")
    assert own.contact(ann).former_posts == (replace(post, organisation="Acme Ltd", title="Clerk"),)
    own.delete_former_post(post.id)
    assert own.contact(ann).former_posts == ()
    with pytest.raises(NotFoundError, match="former-post-gone"):
        own.edit_former_post(post.id, "x", "")
    own.undo()
    own.undo()
    assert own.contact(ann).former_posts == (post,)
    own.delete_contacts([ann])
    own.undo()
    assert own.contact(ann).former_posts == (post,)


# --- how closely to keep in touch -------------------------------------------------------------------------


@pytest.mark.parametrize(("tier", "days"), [("", 60), ("inner", 45), ("active", 90), ("steady", 180), ("light", 365)])
def test_it_is_quiet_with_somebody_after_the_days_of_their_tier(tmp_path: Path, tier: str, days: int) -> None:
    clock = Ticking()
    with vault_at(tmp_path / "v.netplus", clock) as store:
        ann = store.add_contact(r.Person("Ann")).new_id(r.Kind.CONTACT)
        store.record_share(ann, r.Direction.I_GAVE, "An hour", date(2026, 11, 23))
        store.set_tier([ann], r.Tier(tier))
        clock.at += timedelta(days=days)
        assert store.counts().quiet == len(store.contact_ids(only=r.ListFilter.QUIET)) == 0
        clock.at += timedelta(days=1)
        assert store.counts().quiet == 1
        assert list(store.contact_ids(only=r.ListFilter.QUIET)) == [ann]


def test_a_tier_is_given_to_many_as_one_step(own: Store) -> None:
    ids = [own.add_contact(r.Person(name)).new_id(r.Kind.CONTACT) for name in ("Ann", "Bo", "Cy")]
    own.set_tier(ids[:1], r.Tier.LIGHT)
    assert own.set_tier(ids[:2], r.Tier.LIGHT).count == 1
    assert [own.contact(each).tier for each in ids] == [r.Tier.LIGHT, r.Tier.LIGHT, r.Tier.NONE]
    assert [row.tier for row in own.contact_rows(ids)] == [r.Tier.LIGHT, r.Tier.LIGHT, r.Tier.NONE]
    own.undo()
    assert own.contact(ids[1]).tier is r.Tier.NONE


def test_what_an_import_keeps_names_no_one_and_is_small_where_all_are_new(own: Store) -> None:
    bring(own, *(card(f"P{number}", NOTE="word " * 50) for number in range(500)))
    ((packed,),) = own._ask("SELECT packed FROM import_image")
    head = json.loads(batches.zlib.decompress(packed))
    assert head["made"] == {"contact": [1, 500]}
    assert len(packed) < 200
