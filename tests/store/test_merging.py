"""Two vaults that grew apart become one, record by record, and nothing of either is lost."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netplus_desktop.core import records as r
from netplus_desktop.core.errors import Cancelled, UserError, VaultError
from netplus_desktop.core.merging import MergePlan
from netplus_desktop.store import history, schema
from netplus_desktop.store.opening import open_store, throwaway_store
from netplus_desktop.store.store import Store

from .two_copies import NOW, Hand, copies, lineage, merge, opened, told, words_in

OLD = Path(__file__).parent.parent / "data" / "vaults" / "0001_initial.netplus"
PASSPHRASE = "a passphrase for everybody to know"

VERBS = st.tuples(st.booleans(), st.integers(0, 28), st.integers(0, 7), st.integers(0, 30))
"""Which copy, what is done, to which record, and how."""


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.lists(st.lists(VERBS, max_size=14), min_size=1, max_size=3))
def test_whatever_is_done_in_two_copies_both_merge_to_the_same_and_lose_nothing(
    rounds: list[list[tuple[bool, int, int, int]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, copies(Path(folder), write) as stores:
        words: set[str] = set()
        for number, verbs in enumerate(rounds):
            hands = [Hand(store, f"{name}{number}n") for store, name in zip(stores, "pq", strict=True)]
            for second, verb, at, how in verbs:
                hands[second].do(verb, at, how)
            fresh = hands[0].there() | hands[1].there()
            kept = words_in(stores[0], words) & words_in(stores[1], words)
            one, two = stores
            before = told(one), lineage(one), told(two)
            steps = one._history.next_undo
            plan = one.merge_plan(two.path)
            assert (told(one), lineage(one), told(two)) == before
            other_way = two.merge_plan(one.path)
            one.merge(plan)
            two.merge(other_way)
            after = told(one)
            assert after == told(two)
            assert words_in(one, fresh | kept) == fresh | kept
            assert one.check() == []
            assert one.merge_plan(two.path).empty
            assert two.merge_plan(one.path).empty
            if not plan.empty:
                assert one.undo_step is not None
                one.undo()
                assert (told(one), lineage(one)) == before[:2]
                assert one._history.next_undo is steps
                one.redo()
                assert told(one) == after
                if number % 2:
                    one.undo()
                    merge(one, two)
                    assert told(one) == after
            for hand in hands:
                words.update(hand.words)


def write(store: Store) -> None:
    hand = Hand(store, "base")
    for verb in (0, 0, 0, 3, 3, 4, 4, 7, 8, 9, 10, 11, 12, 16):
        hand.do(verb, verb, 1)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """A vault with one person, met once, and a copy of it."""
    with copies(tmp_path, fill) as stores:
        yield stores


def fill(store: Store) -> None:
    ada = store.add_contact(
        r.Person("Ada Stone", organisation="Acme", points=(r.Point(r.PointKind.EMAIL, "ada@example.org"),))
    ).new_id(r.Kind.CONTACT)
    talk = store.plan_interview(ada, r.InterviewPlan(purpose="Learn")).new_id(r.Kind.INTERVIEW)
    store.save_notes(talk, "n a bookkeeper\nplain")


def ada(store: Store) -> r.Contact:
    return store.contact(store.contact_ids("ada")[0])


def both_ways(one: Store, two: Store) -> MergePlan:
    plan, other = one.merge_plan(two.path), two.merge_plan(one.path)
    one.merge(plan)
    two.merge(other)
    assert told(one) == told(two)
    return plan


def test_other_fields_of_one_person_are_both_taken(two: tuple[Store, Store]) -> None:
    here, there = two
    here.edit_contact(ada(here).id, title="Baker")
    there.edit_contact(ada(there).id, organisation="Umbrella")
    plan = both_ways(here, there)
    assert (ada(here).person.title, ada(here).person.organisation) == ("Baker", "Umbrella")
    assert plan.both == ()
    assert plan.changed_people == ("Ada Stone",)
    assert "Umbrella" not in ada(here).person.note


def test_a_short_field_that_both_wrote_keeps_the_later_and_notes_the_other(two: tuple[Store, Store]) -> None:
    here, there = two
    here.edit_contact(ada(here).id, title="Baker")
    there.edit_contact(ada(there).id, title="Cook")
    there.edit_contact(ada(there).id, title="Chef")  # later: one more than the last
    plan = both_ways(here, there)
    assert ada(here).person.title == "Chef"
    assert ada(here).person.note == "Title: Baker"
    assert [(one.name, one.field, one.kept, one.other) for one in plan.both] == [
        ("Ada Stone", "title", "Chef", "Baker")
    ]


def test_the_clock_does_not_decide_what_is_later(two: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch) -> None:
    here, there = two
    monkeypatch.setattr(there, "_clock", lambda: datetime(1970, 1, 2, tzinfo=UTC))
    here.edit_contact(ada(here).id, note="first")
    merge(there, here)
    there.edit_contact(ada(there).id, note="second")
    plan = both_ways(here, there)
    assert ada(here).person.note == "second"
    assert plan.both == ()


def test_notes_that_both_wrote_hold_the_lines_of_both_once(two: tuple[Store, Store]) -> None:
    here, there = two
    talk = ada(here).interviews[0].id
    here.save_notes(talk, "n a bookkeeper\nplain\nn a lamp")
    there.save_notes(talk, "n a bookkeeper\nplain\nr Lee Chan\nmore")
    both_ways(here, there)
    notes = ada(here).interviews[0].notes
    assert sorted(notes.split("\n")) == sorted(["n a bookkeeper", "plain", "n a lamp", "r Lee Chan", "more", "* * *"])
    assert [thing.text for thing in ada(here).heard] == ["a bookkeeper", "a lamp", "Lee Chan"]
    here.save_notes(talk, notes + "\nlast")  # what is filed already is not filed again
    assert [thing.text for thing in ada(here).heard] == ["a bookkeeper", "a lamp", "Lee Chan"]


def test_who_is_deleted_here_and_untouched_there_is_gone(two: tuple[Store, Store]) -> None:
    here, there = two
    here.delete_contacts([ada(here).id])
    there.add_contact(r.Person("Ben Hall"))
    plan = both_ways(there, here)
    assert there.counts().people == 1
    assert plan.removed_people == ("Ada Stone",)
    assert len(there.contact_ids("ben")) == 1


@pytest.mark.parametrize("change", ["edit", "child", "link"])
def test_who_is_deleted_here_and_written_in_there_stays_whole(two: tuple[Store, Store], change: str) -> None:
    here, there = two
    one = ada(there)
    here.delete_contacts([ada(here).id])
    if change == "edit":
        there.edit_heard(one.heard[0].id, state=r.HeardState.DONE)
    elif change == "child":
        there.record_share(one.id, r.Direction.I_GAVE, "A book", date(2026, 11, 20))
    else:
        ben = there.add_contact(r.Person("Ben Hall")).new_id(r.Kind.CONTACT)
        there.set_introducer(ben, one.id)
    both_ways(here, there)
    assert ada(here).interviews[0].notes == "n a bookkeeper\nplain"
    assert [thing.text for thing in ada(here).heard] == ["a bookkeeper"]
    assert [point.value for point in ada(here).person.points] == ["ada@example.org"]
    assert len(here.contact_ids("ada")) == 1


def test_links_that_a_deletion_took_stay_where_the_person_stays(two: tuple[Store, Store]) -> None:
    here, there = two
    ben = here.add_contact(r.Person("Ben Hall")).new_id(r.Kind.CONTACT)
    here.set_introducer(ben, ada(here).id)
    merge(there, here)
    here.delete_contacts([ada(here).id])
    there.edit_contact(ada(there).id, note="still met")
    both_ways(here, there)
    assert here.contact(here.contact_ids("ben")[0]).introducer == r.ContactRef(ada(here).id, "Ada Stone")


def test_a_deletion_that_was_undone_brings_nobody_twice(two: tuple[Store, Store]) -> None:
    here, there = two
    here.delete_contacts([ada(here).id])
    merge(there, here)
    assert there.counts().people == 0
    here.undo()
    both_ways(there, here)
    assert there.counts().people == 1
    assert [thing.text for thing in ada(there).heard] == ["a bookkeeper"]


def test_the_same_tag_way_and_event_on_both_sides_are_one(two: tuple[Store, Store]) -> None:
    here, there = two
    for store, tag in ((here, "Alumni"), (there, "alumni")):
        one = ada(store)
        phone = r.Point(r.PointKind.PHONE, "+1 202 555 0101")
        store.edit_contact(one.id, points=(*one.person.points, phone), tags=(tag,))
        store.record_event(one.interviews[0].id, r.EventKind.REQUESTED, NOW)
        store.set_questions(one.interviews[0].id, [r.Question("What changes?", r.Tiara.TRENDS)])
        store.add_question("What would you do?", r.Tiara.ADVICE)
        store.mark_question("What changes?", True)
    both_ways(here, there)
    one = ada(here)
    assert [tag.casefold() for tag in one.person.tags] == ["alumni"]
    assert [point.value for point in one.person.points] == ["ada@example.org", "+1 202 555 0101"]
    assert [question.text for question in one.interviews[0].questions] == ["What changes?"]
    assert len(here.own_questions()) == 1
    assert here.favourite_questions() == ("What changes?",)


def test_letters_employers_and_choices_of_both_copies_are_joined(two: tuple[Store, Store]) -> None:
    for store, word, motivation in zip(two, ("here", "there"), (2, 5), strict=True):
        with store._write(r.Action.EDIT_CONTACT) as w:
            w.insert(schema.Draft, contact=1, kind="approach", subject="A talk", body=f"Dear {word}")
            w.insert(schema.Draft, contact=1, kind="nudge", subject="Again", body="The same in both")
            w.insert(schema.FavouriteQuestion, text="What changes?")
            w.insert(schema.Snippet, name="Close", text=f"Regards, {word}")
            w.insert(schema.Landing, day="2026-11-20", organisation="Acme", role="Analyst")
            w.insert(schema.Employer, name="Northwind", motivation=motivation, note=f"{word} note")
            w.insert(schema.Employer, name=f"Only {word}")
            w.update(schema.Contact, 1, said=f"said {word}")
    one, other = two
    one.set_clocks(replace(one.clocks(), nudge=5))
    other.set_clocks(replace(other.clocks(), nudge=6))
    both_ways(one, other)
    assert one.check() == other.check() == []
    assert {draft.body for draft in one.contact(1).drafts} == {"Dear here", "Dear there", "The same in both"}
    assert len(one.contact(1).drafts) == 3
    assert one._ask("SELECT text FROM favourite_question") == [("What changes?",)]
    assert one._ask("SELECT count(*) FROM landing") == [(1,)]
    assert one._ask("SELECT count(*) FROM snippet") == [(2,)]
    ((motivation, note),) = one._ask("SELECT motivation, note FROM employer WHERE name = 'Northwind'")
    assert motivation == 5
    assert "here note" in note
    assert "there note" in note
    assert one._ask("SELECT count(*) FROM employer") == [(3,)]
    assert one.clocks() == other.clocks()
    assert one.clocks().nudge in (5, 6)
    person = one.contact(1).person
    assert all(word in f"{person.said} {person.note}" for word in ("said here", "said there"))


def test_requests_introductions_and_what_was_put_off_are_joined(two: tuple[Store, Store]) -> None:
    here, there = two
    lee = here.add_contact(r.Person("Lee Chan")).new_id(r.Kind.CONTACT)
    with here._write(r.Action.EDIT_CONTACT) as w:
        meeting = w.insert(schema.Introduction, first=1, second=lee, reason="Both sail")
        w.insert(schema.IntroductionEvent, introduction=meeting, kind="first asked", at="2026-11-20T12:00:00+00:00")
        for one in (1, lee):
            w.alters(r.Kind.CONTACT, one)
    both_ways(here, there)
    first_rows = there.add_contact(r.Person("Somebody else")).new_id(r.Kind.CONTACT)  # so that ids part
    for store, word, until in zip(two, ("here", "there"), ("2026-11-25", "2026-11-30"), strict=True):
        store.add_ask(1, r.AskKind.ADVICE, f"asked {word}", date(2026, 11, 20))
        who = store.add_contact(r.Person(f"Met {word}")).new_id(r.Kind.CONTACT)
        need = store.add_heard(who, r.HeardKind.PROMISE, f"promised {word}").new_id(r.Kind.HEARD)
        one = store.contact(1).introductions[0]
        with store._write(r.Action.EDIT_CONTACT) as w:
            w.insert(schema.IntroductionEvent, introduction=one.id, kind="first agrees", at=f"{until}T12:00:00+00:00")
            w.update(schema.Introduction, one.id, first_blurb=f"blurb {word}")
            w.insert(schema.Snooze, subject="keep in touch", subject_id=1, until=until)
            w.insert(schema.Snooze, subject="promise", subject_id=need, until=until)
            w.insert(schema.SignalChoice, signal="only giving to one", contact=1, until=until)
            w.insert(schema.SignalChoice, signal="taking", until=None if word == "here" else until)
            for whom in (1, who):
                w.alters(r.Kind.CONTACT, whom)
    both_ways(here, there)
    assert there.contact(first_rows).person.name == "Somebody else"
    for store in two:
        assert store.check() == []
        contact = store.contact(1)
        assert {ask.text for ask in contact.asks} == {"asked here", "asked there"}
        (one,) = contact.introductions
        assert all(word in one.first_blurb for word in ("blurb here", "blurb there"))
        assert [event.kind for event in one.events] == ["first asked", "first agrees"]
        assert store._ask("SELECT until FROM snooze WHERE subject = 'keep in touch'") == [("2026-11-30",)]
        snoozed = "SELECT text FROM snooze JOIN heard ON heard.id = subject_id WHERE subject = 'promise' ORDER BY text"
        assert store._ask(snoozed) == [("promised here",), ("promised there",)]
        assert store._ask("SELECT until FROM signal_choice WHERE contact_id = 1") == [("2026-11-30",)]
        assert store._ask("SELECT until FROM signal_choice WHERE contact_id IS NULL") == [(None,)]


def test_who_was_chosen_for_a_need_in_both_copies_is_joined(two: tuple[Store, Store]) -> None:
    here, there = two
    names = ("Lee Chan", "Mia Both", "Noa Here", "Ola There")
    lee, mia, noa, _ = (here.add_contact(r.Person(name)).new_id(r.Kind.CONTACT) for name in names)
    need = here.add_heard(lee, r.HeardKind.NEED, "a desk").new_id(r.Kind.HEARD)
    both_ways(here, there)
    there.add_contact(r.Person("Somebody else"))  # so that ids part
    pin, aside = r.FitChoice.PINNED, r.FitChoice.DISMISSED
    here.choose_person(need, mia, aside)
    here.choose_person(need, noa, aside)
    there_ids = {name: there.contact_ids(name)[0] for name in names}
    (need_there,) = (one.id for one in there.contact(there_ids["Lee Chan"]).heard)
    there.choose_person(need_there, there_ids["Mia Both"], pin)
    there.choose_person(need_there, there_ids["Ola There"], pin)
    both_ways(here, there)
    for store in two:
        assert store.check() == []
        (one,) = (heard.id for heard in store.contact(store.contact_ids("Lee Chan")[0]).heard)
        told = {ref.name: choice for ref, choice in store.person_choices(one).items()}
        assert told == {"Mia Both": pin, "Noa Here": aside, "Ola There": pin}


def test_no_ring_of_introducers_comes_of_a_merge(two: tuple[Store, Store]) -> None:
    here, there = two
    ben = here.add_contact(r.Person("Ben Hall")).new_id(r.Kind.CONTACT)
    merge(there, here)
    here.set_introducer(ben, ada(here).id)
    there.set_introducer(ada(there).id, there.contact_ids("ben")[0])
    both_ways(here, there)
    assert here.check() == []
    assert {ada(here).person.introduced_by, here.contact(ben).person.introduced_by} == {"Ada Stone", "Ben Hall"}


def test_the_same_person_added_on_both_sides_stays_two(two: tuple[Store, Store]) -> None:
    here, there = two
    for store in two:
        store.add_contact(r.Person("Cy Moss"))
    both_ways(here, there)
    assert len(here.contact_ids("cy")) == 2


def test_a_tag_taken_away_there_and_another_here_are_both_gone(two: tuple[Store, Store]) -> None:
    here, there = two
    one = ada(here).id
    here.edit_contact(one, tags=("a", "b", "c"))
    merge(there, here)
    here.tag_contacts([one], remove=("a",))
    there.tag_contacts([one], remove=("c",))
    both_ways(here, there)
    assert ada(here).person.tags == ("b",)


def test_a_way_taken_away_here_and_another_changed_there(two: tuple[Store, Store]) -> None:
    here, there = two
    one = ada(here).id
    mail, phone = ada(here).person.points[0], r.Point(r.PointKind.PHONE, "+1 202 555 0101")
    here.edit_contact(one, points=(mail, phone))
    merge(there, here)
    here.edit_contact(one, points=(phone,))
    there.edit_contact(one, points=(mail, r.Point(r.PointKind.PHONE, "+1 202 555 0101", "home")))
    both_ways(here, there)
    assert ada(here).person.points == (r.Point(r.PointKind.PHONE, "+1 202 555 0101", "home"),)


def test_vaults_that_share_nothing_can_be_merged(two: tuple[Store, Store], tmp_path: Path) -> None:
    here, _ = two
    stranger = throwaway_store(tmp_path)
    try:
        fill(stranger)
        with pytest.raises(VaultError) as refused:
            here.merge_plan(stranger.path)
        assert refused.value.code == "merge-key-needed"
        plan = here.merge_plan(stranger.path, stranger.opened.key)
        assert not plan.related
        assert plan.new_people == ("Ada Stone",)
        here.merge(plan)
    finally:
        stranger.close()
    assert len(here.contact_ids("ada")) == 2
    assert here.check() == []


def test_undoing_a_merge_can_be_stopped_at_any_moment_and_tried_again(
    two: tuple[Store, Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "_PACK", 1)
    here, _ = two
    stranger = throwaway_store(tmp_path)
    fill(stranger)
    here.merge(here.merge_plan(stranger.path, stranger.opened.key))
    stranger.close()
    merged, step = told(here), here.undo_step
    ticks = 0

    def stop_at(number: int) -> r.Tick:
        def tick(_done: int, _total: int) -> None:
            nonlocal ticks
            ticks += 1
            if ticks == number:
                raise Cancelled

        return tick

    for number in range(1, 1000):
        ticks = 0
        try:
            here.undo(stop_at(number))
            break
        except Cancelled:
            assert here.undo_step == step and here.redo_step is None
            assert told(here) == merged
    assert number > 20
    assert len(here.contact_ids("ada")) == 1
    assert here.check() == []
    here.redo()
    assert told(here) == merged


def test_a_plan_that_is_older_than_the_vault_is_refused(two: tuple[Store, Store]) -> None:
    here, there = two
    there.add_contact(r.Person("Ben Hall"))
    plan = here.merge_plan(there.path)
    here.add_contact(r.Person("Cy Moss"))
    with pytest.raises(UserError) as refused:
        here.merge(plan)
    assert refused.value.code == "merge-stale"
    assert here.contact_ids("ben").tolist() == []


def test_a_merge_that_is_cancelled_leaves_nothing(two: tuple[Store, Store]) -> None:
    here, there = two
    for n in range(600):
        there.add_offer(r.OfferFields(f"Offer {n}"))
    plan, before = here.merge_plan(there.path), (told(here), lineage(here))

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        here.merge(plan, stop)
    with pytest.raises(Cancelled):
        here.merge_plan(there.path, None, stop)
    assert (told(here), lineage(here)) == before


def test_the_vault_itself_is_not_merged_with_itself(two: tuple[Store, Store], tmp_path: Path) -> None:
    link = tmp_path / "link.netplus"
    link.symlink_to(two[0].path)
    with pytest.raises(UserError) as refused:
        two[0].merge_plan(link)
    assert refused.value.code == "merge-itself"


def test_what_is_no_vault_is_refused_and_not_changed(two: tuple[Store, Store], tmp_path: Path) -> None:
    for contents, code in ((b"", "vault-empty"), (b"x" * 5000, "merge-key-needed"), (b"short", "vault-foreign")):
        file = tmp_path / "other.netplus"
        file.write_bytes(contents)
        with pytest.raises(VaultError) as refused:
            two[0].merge_plan(file)
        assert refused.value.code == code
        assert file.read_bytes() == contents


def test_the_other_vault_is_not_touched_and_no_copy_of_it_stays(
    two: tuple[Store, Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = two
    private = tmp_path / "tmp"
    private.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(private))
    there.add_contact(r.Person("Ben Hall"))
    there.close()
    files = {path: path.read_bytes() for path in there.path.parent.iterdir() if path.name.startswith("two")}
    here.merge(here.merge_plan(there.path))
    assert {path: path.read_bytes() for path in files} == files
    assert list(private.iterdir()) == []


def test_copies_of_the_first_release_are_merged_by_their_salt(tmp_path: Path) -> None:
    stores = []
    for name in ("one", "two"):
        path = Path(shutil.copy(OLD, tmp_path / f"{name}.netplus"))
        if name == "two":  # still of the first schema
            other = path
        else:
            stores.append(open_store(path, passphrase=PASSPHRASE))
    (one,) = stores
    try:
        before = other.read_bytes()
        plan = one.merge_plan(other)
        assert plan.related
        assert plan.empty
        assert other.read_bytes() == before
    finally:
        one.close()


def test_three_copies_come_to_the_same_whatever_the_order(two: tuple[Store, Store], tmp_path: Path) -> None:
    here, there = two
    here.backup(tmp_path / "three.netplus")
    third = opened(tmp_path / "three.netplus")
    try:
        stores = [here, there, third]
        for number, store in enumerate(stores):
            hand = Hand(store, "abc"[number])
            for verb in (0, 1, 4, 6, 8, 17, 1, 20):
                hand.do(verb, 0, number)
        for one, other in ((0, 1), (1, 2), (2, 0), (0, 2), (1, 0), (2, 1), (0, 1)):
            merge(stores[one], stores[other])
        assert told(here) == told(there) == told(third)
        assert all(one.merge_plan(other.path).empty for one in stores for other in stores if one is not other)
        assert here.check() == []
    finally:
        third.close()


def test_rows_that_do_not_say_where_they_come_from_are_not_lost(two: tuple[Store, Store]) -> None:
    here, there = two
    there.add_contact(r.Person("Ben Hall"))
    with there._transaction() as rows:
        rows.connection.execute("DELETE FROM origin")
    merge(here, there)
    assert len(here.contact_ids("ben")) == 1
    assert here.merge_plan(there.path).empty
    assert here.check() == []


def test_an_opening_in_which_nothing_was_written_is_no_branch(two: tuple[Store, Store]) -> None:
    here, there = two
    here.close()
    again = opened(here.path)
    try:
        assert again.merge_plan(there.path).empty
        assert again._ask("SELECT count(*) FROM branch") == there._ask("SELECT count(*) FROM branch")
    finally:
        again.close()


def test_copies_that_had_parted_before_they_kept_a_lineage_lose_nothing(tmp_path: Path) -> None:
    one, two = (Path(shutil.copy(OLD, tmp_path / f"{name}.netplus")) for name in ("one", "two"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "NEWEST", "0001_initial")
        parted = open_store(two, passphrase=PASSPHRASE)
        parted._connection().execute("UPDATE contact SET note = 'written there' WHERE id = 1")
        parted.close()
    stores = [open_store(path, passphrase=PASSPHRASE) for path in (one, two)]
    try:
        both_ways(*stores)
        notes = {row[0] for row in stores[0]._ask("SELECT note FROM contact")}
        assert notes >= {"chess", "written there"}
        assert stores[0].check() == []
    finally:
        for store in stores:
            store.close()
