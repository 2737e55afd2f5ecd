"""Introductions on the real vault: in order, with two yeses, each a step that can be taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from netplus_desktop.core.errors import NotFoundError, UserError
from netplus_desktop.core.introductions import IntroductionLetter, IntroductionState, state_of
from netplus_desktop.core.loops import LoopKind, LoopStage
from netplus_desktop.core.records import ContactRef, DraftKind, HeardKind, IntroductionKind, Kind, Letter, Person
from netplus_desktop.store.store import Store

K = IntroductionKind
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


def known(store: Store, name: str) -> int:
    return store.add_contact(Person(name)).new_id(Kind.CONTACT)


@pytest.fixture
def pair(store: Store) -> tuple[int, int, int]:
    """Two people and the idea that they should meet."""
    amara, hugo = known(store, "Amara Okafor"), known(store, "Hugo Berg")
    made = store.introduce(amara, hugo, " Both look for patients early ").new_id(Kind.INTRODUCTION)
    return amara, hugo, made


def stands(store: Store, introduction_id: int) -> IntroductionState:
    return state_of(store.introduction(introduction_id))


def code(error: pytest.ExceptionInfo[UserError]) -> str:
    return error.value.code


def test_an_idea_is_on_both_pages_and_is_one_step(store: Store, pair: tuple[int, int, int]) -> None:
    amara, hugo, made = pair
    for one in (amara, hugo):
        (there,) = store.contact(one).introductions
        assert (there.id, there.first.id, there.second.id) == (made, amara, hugo)
        assert there.reason == "Both look for patients early"
    store.undo()
    assert store.contact(amara).introductions == () == store.contact(hugo).introductions
    with pytest.raises(NotFoundError):
        store.introduction(made)
    store.redo()
    assert store.introduction(made).second.name == "Hugo Berg"


def test_somebody_who_is_new_is_added_with_it_in_one_step(store: Store) -> None:
    amara = known(store, "Amara")
    store.introduce(amara, Person("Ines Vidal"))
    (there,) = store.contact(amara).introductions
    assert store.contact(there.second.id).person.name == "Ines Vidal"
    store.undo()
    assert len(store.contact_ids()) == 1 and store.contact(amara).introductions == ()
    with pytest.raises(UserError, match="name-needed"):
        store.introduce(amara, Person("  "))


def test_nobody_is_introduced_to_themselves_nor_twice_at_a_time(store: Store, pair: tuple[int, int, int]) -> None:
    amara, hugo, made = pair
    with pytest.raises(UserError) as error:
        store.introduce(amara, amara)
    assert code(error) == "introduction-alone"
    with pytest.raises(UserError) as error:
        store.introduce(hugo, amara)
    assert code(error) == "introduction-there"
    store.record_introduction(made, K.WITHDRAWN, AT)
    store.introduce(hugo, amara)
    assert len(store.contact(amara).introductions) == 2


def test_it_goes_its_way_from_the_idea_to_the_outcome(store: Store, pair: tuple[int, int, int]) -> None:
    made = pair[2]
    for n, kind in enumerate(list(K)[:8]):
        changes = store.record_introduction(made, kind, AT + timedelta(days=n))
        assert changes.altered[Kind.CONTACT] == {pair[0], pair[1]}
    assert stands(store, made) is IntroductionState.OUTCOME_REPORTED
    assert [event.at.day for event in store.introduction(made).events] == [*range(23, 31)]
    store.undo()
    assert stands(store, made) is IntroductionState.MET


@pytest.mark.parametrize("come", range(4))
def test_it_cannot_be_introduced_without_two_yeses_unless_there_is_a_reason(
    store: Store, pair: tuple[int, int, int], come: int
) -> None:
    made = pair[2]
    for kind in list(K)[:come]:
        store.record_introduction(made, kind, AT)
    before = store.introduction(made)
    with pytest.raises(UserError) as error:
        store.record_introduction(made, K.INTRODUCED, AT)
    assert code(error) == "introduction-two-yeses" and error.value.fields["second"] == "Hugo Berg"
    with pytest.raises(UserError) as error:
        store.introduction_sent(made, IntroductionLetter.TO_BOTH, "s", "b", AT)
    assert code(error) == "introduction-two-yeses"
    store.introduce_all_the_same(made, "   ")
    assert store.introduction(made) == before
    store.introduce_all_the_same(made, "They asked each other for it")
    store.record_introduction(made, K.INTRODUCED, AT)
    assert store.introduction(made).override == "They asked each other for it"
    with pytest.raises(UserError) as error:
        store.introduce_all_the_same(made, "")
    assert code(error) == "introduction-reason-needed"


def test_one_thing_comes_after_the_other(store: Store, pair: tuple[int, int, int]) -> None:
    made = pair[2]
    for kind in (K.SECOND_ASKED, K.SECOND_AGREES, K.ACKNOWLEDGED, K.MET, K.OUTCOME_REPORTED):
        with pytest.raises(UserError) as error:
            store.record_introduction(made, kind, AT)
        assert code(error) == "introduction-not-yet"
    store.record_introduction(made, K.DECLINED, AT)
    with pytest.raises(UserError):
        store.record_introduction(made, K.FIRST_AGREES, AT)


def test_a_day_can_be_changed_and_the_last_thing_taken_back(store: Store, pair: tuple[int, int, int]) -> None:
    made = pair[2]
    store.record_introduction(made, K.FIRST_ASKED, AT)
    store.record_introduction(made, K.FIRST_AGREES, AT)
    store.date_introduction(made, K.FIRST_ASKED, AT - timedelta(days=3))
    assert store.introduction(made).event(K.FIRST_ASKED) == AT - timedelta(days=3)
    with pytest.raises(UserError) as error:
        store.date_introduction(made, K.FIRST_ASKED, None)
    assert code(error) == "introduction-not-last"
    store.date_introduction(made, K.FIRST_AGREES, None)
    assert stands(store, made) is IntroductionState.FIRST_ASKED
    store.date_introduction(made, K.FIRST_ASKED, None)
    assert stands(store, made) is IntroductionState.IDEA
    with pytest.raises(NotFoundError):
        store.date_introduction(made, K.MET, AT)


def test_what_both_read_is_kept_and_edits_of_one_text_are_one_step(store: Store, pair: tuple[int, int, int]) -> None:
    made = pair[2]
    store.edit_introduction(made, first_blurb="ran")
    store.edit_introduction(made, first_blurb="ran three panels")
    store.edit_introduction(made, reason="")
    one = store.introduction(made)
    assert (one.first_blurb, one.second_blurb, one.reason) == ("ran three panels", "", "")
    store.undo()
    store.undo()
    one = store.introduction(made)
    assert (one.first_blurb, one.reason) == ("", "Both look for patients early")
    with pytest.raises(TypeError):
        store.edit_introduction(made, override="so")


def test_a_letter_is_kept_until_it_goes_out_and_then_with_whom_it_reached(
    store: Store, pair: tuple[int, int, int]
) -> None:
    amara, hugo, made = pair
    ines = known(store, "Ines Vidal")
    another = store.introduce(amara, ines).new_id(Kind.INTRODUCTION)
    store.keep_introduction_letter(made, IntroductionLetter.TO_FIRST, "Hugo Berg?", "May I?")
    store.keep_introduction_letter(another, IntroductionLetter.TO_FIRST, "Ines Vidal?", "May I, too?")
    store.keep_introduction_letter(made, IntroductionLetter.TO_FIRST, "Hugo Berg?", "May I, please?")
    assert store.introduction_letter(made, IntroductionLetter.TO_FIRST) == Letter("Hugo Berg?", "May I, please?")
    assert store.introduction_letter(another, IntroductionLetter.TO_FIRST) == Letter("Ines Vidal?", "May I, too?")
    assert store.introduction_letter(made, IntroductionLetter.TO_BOTH) is None

    store.introduction_sent(made, IntroductionLetter.TO_FIRST, "Hugo Berg?", "May I, please?", AT)
    assert stands(store, made) is IntroductionState.FIRST_ASKED
    assert store.introduction_letter(made, IntroductionLetter.TO_FIRST) is None
    sent = [draft for draft in store.contact(amara).drafts if draft.sent]
    assert [(draft.kind, draft.body) for draft in sent] == [(DraftKind.INTRODUCTION_ASKED, "May I, please?")]
    assert store.contact(amara).last_contact == AT.date()
    store.undo()
    assert stands(store, made) is IntroductionState.IDEA
    assert store.introduction_letter(made, IntroductionLetter.TO_FIRST) is not None

    for kind in list(K)[:4]:
        store.record_introduction(made, kind, AT)
    store.introduction_sent(made, IntroductionLetter.TO_BOTH, "Amara Okafor and Hugo Berg", "meet", AT)
    for one in (amara, hugo):
        letters = [draft for draft in store.contact(one).drafts if draft.kind is DraftKind.INTRODUCTION]
        assert [(draft.body, draft.sent) for draft in letters] == [("meet", AT)]


def test_deleting_it_leaves_the_letters_that_went_out(store: Store, pair: tuple[int, int, int]) -> None:
    amara, _, made = pair
    store.introduction_sent(made, IntroductionLetter.TO_FIRST, "Hugo Berg?", "May I?", AT)
    store.keep_introduction_letter(made, IntroductionLetter.TO_BOTH, "Amara Okafor and Hugo Berg", "begun")
    store.delete_introduction(made)
    contact = store.contact(amara)
    assert contact.introductions == () and [draft.body for draft in contact.drafts] == ["May I?"]
    store.undo()
    assert stands(store, made) is IntroductionState.FIRST_ASKED
    assert store.introduction_letter(made, IntroductionLetter.TO_BOTH) is not None


# --- introductions that others made -----------------------------------------------------------------------------


def test_being_introduced_links_the_new_person_and_opens_a_loop_in_one_step(store: Store) -> None:
    cleo = known(store, "Cleo Brandt")
    today = store.now().astimezone().date()
    store.introduced_me(cleo, Person("Dana Ruiz"), today)
    contact = store.contact(cleo)
    (dana,) = contact.introduced
    assert dana.name == "Dana Ruiz" and store.contact(dana.id).introducer == ContactRef(cleo, "Cleo Brandt")
    (thing,) = contact.heard
    assert (thing.referred, thing.introduced, thing.on) == (dana, today, today)
    (loop,) = store.open_loops(contact)
    assert (loop.kind, loop.stage, loop.thanks) == (LoopKind.INTRODUCTION, LoopStage.INTRODUCED, True)
    store.undo()
    assert len(store.contact_ids()) == 1 and store.contact(cleo).heard == ()


def test_a_referral_that_led_to_an_introduction_is_not_noted_twice(store: Store) -> None:
    cleo = known(store, "Cleo")
    named = store.add_heard(cleo, HeardKind.REFERRAL, "Dana Ruiz, runs the panel").new_id(Kind.HEARD)
    dana = store.follow_referral(named, Person("Dana Ruiz")).new_id(Kind.CONTACT)
    store.introduced_me(cleo, dana, date(2026, 11, 20))
    (thing,) = store.contact(cleo).heard
    assert (thing.text, thing.introduced) == ("Dana Ruiz, runs the panel", date(2026, 11, 20))


def test_who_led_me_to_somebody_before_stays_so(store: Store) -> None:
    cleo, greta = known(store, "Cleo"), known(store, "Greta")
    dana = known(store, "Dana")
    store.set_introducer(dana, greta)
    store.introduced_me(cleo, dana, date(2026, 11, 20))
    introducer = store.contact(dana).introducer
    assert introducer is not None and introducer.id == greta
    store.introduced_me(dana, greta, date(2026, 11, 21))  # the link would close a ring
    assert store.contact(greta).introducer is None
    with pytest.raises(UserError) as error:
        store.introduced_me(cleo, cleo, date(2026, 11, 20))
    assert code(error) == "introduction-alone"


def test_a_chain_is_told_both_ways(store: Store) -> None:
    greta, hugo, amara, ines, jon = (known(store, name) for name in ("Greta", "Hugo", "Amara", "Ines", "Jon"))
    for one, by in ((hugo, greta), (amara, hugo), (jon, amara), (ines, hugo)):
        store.set_introducer(one, by)
    chain = store.chain(hugo)
    assert [ref.name for ref in chain.before] == ["Greta"]
    assert [(b.contact.name, [c.contact.name for c in b.led_to]) for b in chain.after] == [
        ("Amara", ["Jon"]),
        ("Ines", []),
    ]
    assert [ref.name for ref in store.chain(jon).before] == ["Greta", "Hugo", "Amara"]
    assert store.chain(jon).after == ()
