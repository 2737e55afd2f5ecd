"""Our sort keys stand where Qt's collation, and so the system's own lists, put a name."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QCollator, QLocale

from netplus_desktop.core.folding import sort_key

NAMES = [
    *"Adam adam Ádám Ada Äda Anna Åsa Ek Éva Öst Ost Östen Zorn Zimmer Žižka Švec Svec".split(),
    *"Chalupa Cibule Čapek Hora Ivan Ñandu Nandu Nuz Oca Łukasz Lukas Luz Mak Żak Źle Zak".split(),
    *"Müller Muller Mueller Mulder Weiß Weiss Weise García Garcia Zubizarreta Côte Coté Cote Côté".split(),
    *"Иван Йохан Карл Ель Ёлка Γιώργος Γιωργος דוד أحمد 김민준 こはる 田中 Nguyễn Đặng Dang".split(),
    *["Anna Berg", "Anna-Berg", "Annabel", "Anna b", "van der Berg", "Van Damme", "d'Arc", "Darc", "De_la", "de-la"],
    *["O'Brien", "Obrien", "Øster", "Ærø", "Ægir", "4 Seasons", "12 Monkeys", "@home"],
]
LANGUAGES = "en de fr es pt it nl sv fi da nb pl cs sk sl hu ro lt lv tr ru uk el".split()


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_stand_where_the_system_s_collation_puts_them(language: str) -> None:
    collator = QCollator(QLocale(language))
    if QCollator(QLocale("sv")).compare("Öst", "Zorn") < 0:
        pytest.skip("this Qt was built without collation data")
    wrong = [
        (first, second)
        for first, second in combinations(NAMES, 2)
        if (order := collator.compare(first, second)) != 0
        and (order < 0) != (sort_key(first, language) < sort_key(second, language))
    ]
    assert wrong == []
