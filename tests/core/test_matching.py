"""Offers that fit needs: which, in what order, by which words, and how sure that is."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from netplus_desktop import assets
from netplus_desktop.core import matching, telling_words
from netplus_desktop.core.matching import fits, reads
from netplus_desktop.core.records import FitChoice, Heard, HeardKind, HeardState, Offer, OfferFields
from netplus_desktop.core.word_pieces import Phrases, WordPieces
from netplus_desktop.core.word_table import WordTable


def need(text: str, number: int = 1, kind: HeardKind = HeardKind.NEED, state: HeardState = HeardState.OPEN) -> Heard:
    return Heard(number, 7, 1, kind, text, date(2026, 11, 23), state)


def offers(*titles: str | OfferFields) -> list[Offer]:
    made = [title if isinstance(title, OfferFields) else OfferFields(title) for title in titles]
    return [Offer(number, fields, None, False) for number, fields in enumerate(made, 100)]


SHELF = offers(
    "FHIR in plain words, a short article",
    "An hour of help with Python",
    "Introduce people who recruit for patient panels",
    "Portrait photos for a team page",
    "Read a CV before it goes out",
    "A quiet desk in town for a day",
)


def titles(*needs: Heard, shelf: list[Offer] | None = None) -> list[str]:
    shelf = SHELF if shelf is None else shelf
    by_id = {offer.id: offer.fields.title for offer in shelf}
    return [by_id[fit.offer_id] for fit in fits(needs, shelf)]


def test_a_fit_names_the_words_that_met_as_they_stand_on_both_sides() -> None:
    fit = fits([need("Recruiting patients takes four weeks")], SHELF)[0]
    assert fit.offer_id == 102
    assert fit.need_id == 1
    assert fit.words == (("Recruiting", "recruit"), ("patients", "patient"))
    assert not fit.weak


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("A readable primer on FHIR for designers", "FHIR in plain words, a short article"),
        ("Nobody has looked at their résumé for years", "Read a CV before it goes out"),
        ("headshots for the new site", "Portrait photos for a team page"),
        ("their analyst wants to learn PYTHON", "An hour of help with Python"),
    ],
)
def test_other_forms_synonyms_accents_and_capitals_meet(text: str, title: str) -> None:
    assert titles(need(text))[:1] == [title]


@pytest.mark.parametrize(
    "text", ["Needs a violin teacher", "Their cat is ill", "", "???", "I need something, please help", "200"]
)
def test_nothing_is_suggested_where_nothing_fits(text: str) -> None:
    assert fits([need(text)], SHELF) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a change of career", "Health care at home"),
        ("The site is slow", "A place for sitting in the sun"),
        ("thinks about moving", "Knows things"),
    ],
)
def test_words_that_only_look_alike_do_not_meet(one: str, other: str) -> None:
    assert fits([need(one)], offers(other)) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("planning", "plans"),
        ("translators", "translation"),
        ("hired", "hiring"),
        ("studies", "study"),
        ("volunteering", "volunteers"),
        ("negotiate", "negotiation"),
        ("designer's", "designs"),
        ("C++", "c++"),
        ("somebody in IT", "Friends in IT"),
        ("Łódź", "lodz"),
        ("面接", "面接の練習"),
    ],
)
def test_forms_of_one_word_meet(one: str, other: str) -> None:
    assert len(fits([need(one)], offers(other))) == 1


def test_initials_are_told_from_little_words() -> None:
    assert fits([need("somebody in it")], offers("Friends in IT")) == ()
    assert fits([need("somebody in IT")], offers("Friends in IT")) != ()
    assert fits([need("THIS IS IT")], offers("SOMETHING LIKE IT")) == ()


def test_a_common_word_alone_is_a_perhaps() -> None:
    (fit,) = fits([need("A new project")], offers("Plan a project"))
    assert fit.weak


def test_noise_is_not_named_beside_an_answer() -> None:
    shelf = offers("Flowers for a wedding", "Portraits for a brochure")
    assert titles(need("portraits of the team for a brochure"), shelf=shelf) == ["Portraits for a brochure"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("A cello for the school", "Play the violin"),
        ("She got a puppy", "Walk a dog"),
        ("orchestra is looking for viola players", "Play the violin"),
        ("Wants to pay off a mortgage", "Compare home loans"),
    ],
)
def test_words_meet_that_no_list_of_ours_has(text: str, title: str) -> None:
    shelf = offers("Fix trucks and vans", "Walk a dog", "Play the violin", "Compare home loans", "Teach chess")
    assert titles(need(text), shelf=shelf)[:1] == [title]


def test_two_words_side_by_side_can_mean_something_of_their_own() -> None:
    fit, *_ = fits([need("asks for a pay rise")], offers("Negotiating salary"))
    assert fit.words[0][0] == "pay rise"


def test_the_word_that_tells_most_decides() -> None:
    shelf = offers("Teach children", "Play the violin")
    assert titles(need("Needs a violin teacher"), shelf=shelf)[0] == "Play the violin"


def test_what_was_pinned_comes_first_and_what_was_dismissed_not_at_all() -> None:
    asked = [need("Recruiting patients takes four weeks")]
    assert fits(asked, SHELF)[0].offer_id == 102
    first, *rest = fits(asked, SHELF, choices={(1, 105): FitChoice.PINNED, (1, 102): FitChoice.DISMISSED})
    assert (first.offer_id, first.pinned, first.weak) == (105, True, False)
    assert 102 not in [fit.offer_id for fit in rest]
    pinned = fits(asked, SHELF, most=1, choices={(1, 104): FitChoice.PINNED, (1, 105): FitChoice.PINNED})
    assert {fit.offer_id for fit in pinned} == {104, 105}


def test_other_languages_are_told_from_english() -> None:
    assert reads("Recruiting patients takes four weeks")
    assert reads("")
    assert not reads("Sucht jemanden für die Buchhaltung im Verein")
    assert not reads("ищет бухгалтера для фирмы")
    assert not reads("面接の練習")


def test_in_other_languages_words_meet_as_they_stand() -> None:
    shelf = offers("Hilfe für den Garten", "Buchhaltung für Vereine", "Уроки бухгалтера")
    assert titles(need("Sucht jemanden für die Buchhaltung"), shelf=shelf) == ["Buchhaltung für Vereine"]
    assert titles(need("ищет бухгалтера"), shelf=shelf) == ["Уроки бухгалтера"]


def test_without_the_table_words_still_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*parts: str) -> Path:
        raise FileNotFoundError("/".join(parts))

    def forget() -> None:
        tables = (telling_words.word_table, telling_words.word_pieces)
        for cached in (*tables, telling_words.words, telling_words._word, telling_words.meaning, matching._shelf):
            cached.cache_clear()

    forget()
    try:
        with monkeypatch.context() as patched:
            patched.setattr(assets, "resource", missing)
            assert titles(need("their analyst wants to learn PYTHON")) == ["An hour of help with Python"]
            assert titles(need("She got a puppy"), shelf=offers("Walk a dog")) == []
            assert not reads("a puppy")
    finally:
        forget()


def test_a_file_that_is_no_table_is_refused() -> None:
    with pytest.raises(ValueError, match="not a table"):
        WordTable(b"something else")
    with pytest.raises(ValueError, match="not a table"):
        WordPieces(b"something else")
    whole = assets.resource("words", "pieces.bin").read_bytes()
    with pytest.raises(ValueError, match="not a whole table"):
        WordPieces(whole[:-1])


def test_texts_are_near_as_wholes_though_no_word_has_met() -> None:
    shelf = offers("Compare home loans", "Feed goats", "Play the violin")
    near = Phrases([telling_words.meaning(offer.fields.title) for offer in shelf])
    figures = near.near(telling_words.meaning("money from a bank for a house"))
    assert max(figures) == figures[0] > 0.25
    assert near.near(None) == [0.0, 0.0, 0.0]
    itself = near.near(telling_words.meaning("Feed goats"))
    assert itself[1] == pytest.approx(1, abs=0.02)


def test_every_hint_says_why() -> None:
    shelf = offers("Compare home loans", "Feed goats", "Play the violin", "An hour of chess", "A word with a banker")
    for text in ("money from a bank for a house", "A cello for the school", "wants to borrow for a flat"):
        for fit in fits([need(text)], shelf):
            assert fit.words


def test_the_two_tables_are_small_and_read_at_once() -> None:
    files = [assets.resource("words", name) for name in ("near.bin", "pieces.bin")]
    assert sum(file.stat().st_size for file in files) <= 8_000_000
    best = 1.0
    for _ in range(5):
        begin = time.process_time()
        assert len(WordTable.read(files[0])) > 20_000
        assert len(WordPieces.read(files[1])) > 20_000
        best = min(best, time.process_time() - begin)
    assert best < 0.03


def test_rare_words_and_tags_weigh_more() -> None:
    shelf = offers(
        "Interview notes on hospitals",
        "Interview notes on shipping",
        "Interview notes on banking",
        OfferFields("A guide", tags=("podcasts",)),
        "Podcasts worth hearing",
    )
    first, *_ = titles(need("interview with a shipping company"), shelf=shelf)
    assert first == "Interview notes on shipping"
    assert titles(need("wants to begin a podcast"), shelf=shelf) == ["A guide", "Podcasts worth hearing"]


def test_limits_never_match_but_proof_does() -> None:
    shelf = offers(
        OfferFields("An hour", limits="no accounting"), OfferFields("Half an hour", proof="ten years in accounting")
    )
    assert titles(need("accounting"), shelf=shelf) == ["Half an hour"]


def test_at_most_three_for_a_need_and_each_offer_once() -> None:
    shelf = offers(*(f"Python lesson {name}" for name in ("alpha", "beta", "gamma", "delta", "epsilon")))
    assert len(fits([need("Python")], shelf)) == 3
    assert len(fits([need("Python")], shelf, most=1)) == 1
    both = fits([need("Python", 1), need("python lessons", 2)], shelf)
    assert len({fit.offer_id for fit in both}) == len(both) == 5


def test_what_is_met_archived_or_no_need_is_left_out() -> None:
    assert fits([need("FHIR", state=HeardState.DONE)], SHELF) == ()
    assert fits([need("FHIR", state=HeardState.WITHDRAWN)], SHELF) == ()
    assert fits([need("FHIR", kind=HeardKind.TAKEAWAY)], SHELF) == ()
    assert fits([need("FHIR")], offers(OfferFields("FHIR", archived=True))) == ()
    assert fits([], SHELF) == ()
    assert fits([need("FHIR")], []) == ()


def test_the_same_question_has_the_same_answer_in_any_order() -> None:
    needs = [need("Recruit patients", 1), need("FHIR primer", 2)]
    assert fits(needs, SHELF) == fits(needs[::-1], SHELF[::-1])
