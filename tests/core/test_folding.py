"""Folding for search and keys for sorting: names of many scripts are found and stand where people look for them."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netplus_desktop.core.folding import fold, query_words, sort_key


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("lukasz", "Łukasz Kowalski"),
        ("weiss", "Jörg Weiß"),
        ("yilmaz", "Ayşe Yılmaz"),
        ("ibrahim", "İbrahim Çelik"),
        ("伟", "王伟"),
        ("aegir", "Ægir Sørensen"),
        ("sorensen", "Ægir Sørensen"),
        ("dokovic", "Đoković"),
        ("thor", "Þór"),
        ("MÜLLER", "muller"),
        ("muller", "Müller"),
        ("nguyen", "Nguyễn Thị Hương"),
        ("Ａｎｎａ", "Anna"),
        ("パ", "ﾊﾟﾝ"),
        ("김", "김민준"),
        ("федор", "Фёдор"),
        ("γιωργος", "Γιώργος"),
        ("o'br", "O’Brien"),
        ("anna.berg@ac", "anna.berg@acme.example"),
    ],
)
def test_what_people_type_finds_the_name(typed: str, name: str) -> None:
    words = fold(name).split()
    assert query_words(typed)
    for word in query_words(typed):
        assert any(kept.startswith(word) for kept in words)


def test_decomposed_text_folds_like_composed_text() -> None:
    for name in ("Zoë Müller", "김민준", "がん", "Nguyễn"):
        assert fold(unicodedata.normalize("NFD", name)) == fold(name)


def test_marks_and_blanks_are_no_words() -> None:
    assert query_words('  "*-() ') == ()
    assert query_words("") == ()


@given(st.text())
def test_folding_never_fails_and_folded_text_stays_as_it_is(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert query_words(text) == tuple(folded.split())


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Ada Ng", "adam", "Adam", "Adán", "Ådne", "Bea", "Öst", "Zorn"]),
        ("sv", ["Adam", "Ek", "Zorn", "Åsa", "Ärla", "Öst"]),
        ("da", ["Adam", "Zorn", "Ærø", "Øst", "Aage", "Åse"]),
        ("es", ["Nandu", "Nuz", "Ñandu", "Oca"]),
        ("cs", ["Cibule", "Čapek", "Hora", "Chalupa", "Ivan"]),
        ("pl", ["Lis", "Luz", "Łukasz", "Mak"]),
        ("de", ["Mulder", "Muller", "Müller", "Mullers", "Weiss", "Weiß"]),
        ("ru", ["Иван", "Йохан", "Карл"]),
    ],
)
def test_names_stand_where_readers_of_the_language_look(language: str, names: list[str]) -> None:
    shuffled = random.Random(1).sample(names, len(names))
    assert sorted(shuffled, key=lambda name: sort_key(name, language)) == names


@given(st.text(), st.sampled_from(["en", "de", "sv", "cs", "hu", "es", "pl", "xx"]))
def test_every_name_has_one_key(name: str, language: str) -> None:
    assert sort_key(name, language) == sort_key(name, language)
    assert sort_key(f" {name.strip()} ", language) == sort_key(name, language)
