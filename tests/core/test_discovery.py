"""What the vault tells to go by while somebody finds out what they can offer: nothing that nobody said."""

from __future__ import annotations

from datetime import date

from netplus_desktop.core.discovery import KIND_OF, MOST_CUES, Cue, CueKind, Grounds, Prompt, Told, cues
from netplus_desktop.core.evidence import FactKind
from netplus_desktop.core.records import ContactRef, ContactRow, Offer, OfferFields, OfferKind

DAY = date(2026, 11, 2)
HUGO, MEI, SAM = ContactRef(1, "Hugo Wolf"), ContactRef(2, "Mei Lin"), ContactRef(3, "Sam Oduya")
SAID = {
    (FactKind.MESSAGE, False): "{day}, they wrote: {text}",
    (FactKind.ENDORSEMENT, False): "Endorsed me on LinkedIn: {text}",
    (FactKind.ENDORSEMENT, True): "Endorsed on LinkedIn: {text}",
    (FactKind.RECOMMENDATION, False): "Recommended me on LinkedIn: {text}",
}


def asked(prompt: Prompt, grounds: Grounds, *offers: Offer) -> list[tuple[str, tuple[str, ...]]]:
    return [(cue.title or cue.text, cue.names) for cue in cues(prompt, grounds, offers, SAID)]


def offer(title: str, kind: OfferKind = OfferKind.SKILL, *, archived: bool = False) -> Offer:
    return Offer(1, OfferFields(title, kind, archived=archived), None, False)


RECEIVED = Grounds(
    received=(
        Told(MEI, "Endorsed me on LinkedIn: Python, Public speaking", DAY),
        Told(HUGO, "Lent me a book", DAY),
        Told(SAM, "Endorsed me on LinkedIn: Public speaking", DAY),
        Told(HUGO, "Recommended me on LinkedIn: Always calm, whatever the hour.", DAY),
    )
)


def test_each_endorsed_skill_comes_once_with_all_who_spoke_for_it() -> None:
    assert asked(Prompt.THANKED, RECEIVED) == [
        ("Public speaking", ("Mei Lin", "Sam Oduya")),
        ("Python", ("Mei Lin",)),
        ("Always calm, whatever the hour.", ("Hugo Wolf",)),
    ]


def test_a_recommendation_is_no_title_but_what_somebody_said() -> None:
    last = cues(Prompt.THANKED, RECEIVED, (), SAID)[-1]
    assert (last.kind, last.title) == (CueKind.RECOMMENDED, "")


def test_what_is_an_offer_already_is_not_asked_for_again_even_put_away() -> None:
    there = offer("PYTHON"), offer("Public speaking", archived=True)
    assert asked(Prompt.THANKED, RECEIVED, *there) == [("Always calm, whatever the hour.", ("Hugo Wolf",))]


def test_what_i_gave_before_can_be_offered_but_not_what_i_endorsed_others_for() -> None:
    gave = Grounds(gave=(Told(MEI, "Read the draft", DAY), Told(SAM, "Endorsed on LinkedIn: Cooking", DAY)))
    assert asked(Prompt.COME_FOR, gave) == [("Read the draft", ("Mei Lin",))]


def test_needs_remind_of_what_was_read_and_people_of_whom_to_introduce() -> None:
    row = ContactRow(2, "Mei Lin", "Nurse", "", None, None, False, False, False)
    grounds = Grounds(needs=(Told(SAM, "a guide to FHIR", DAY),), people=(row,))
    assert asked(Prompt.READ, grounds) == [("a guide to FHIR", ("Sam Oduya",))]
    assert cues(Prompt.MEET, grounds, (), SAID) == (
        Cue(CueKind.PERSON, OfferKind.INTRODUCTION, "Mei Lin, Nurse", contact=MEI),
    )


def test_the_last_question_goes_through_the_kinds_that_are_missing() -> None:
    there = offer("Python"), offer("A desk", OfferKind.KNOW_HOW, archived=True)
    missing = [cue.offer for cue in cues(Prompt.KINDS, Grounds(), there, SAID)]
    assert missing == [kind for kind in OfferKind if kind is not OfferKind.SKILL]


def test_an_empty_vault_has_nothing_to_go_by_but_the_kinds() -> None:
    told = {prompt for prompt in Prompt if cues(prompt, Grounds(), (), SAID)}
    assert told == {Prompt.KINDS}


def test_no_question_becomes_a_list_to_work_through() -> None:
    many = Grounds(gave=tuple(Told(MEI, f"Help number {n}", DAY) for n in range(100)))
    assert len(asked(Prompt.COME_FOR, many)) == MOST_CUES


def test_every_question_has_a_kind_to_begin_with() -> None:
    assert set(KIND_OF) == set(Prompt)
