"""Documents of several pages: nothing is lost at the end of a page, and nothing stands outside the margins."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSizeF

from netplus_desktop.core.errors import Cancelled
from netplus_desktop.documents.flow import NEW_LINE, Flow, Section
from netplus_desktop.ui.flow_layout import lay_out_flow
from netplus_desktop.ui.paper import Page
from netplus_desktop.ui.printing import Printout, paper_font_family, pdf
from tests.ui.test_printing import LETTERS, SIZES, bare, run

pytestmark = pytest.mark.usefixtures("qapp")


def laid_out(*sections: Section, title: str = "A title", size: QSizeF = SIZES["A4"]) -> list[Page]:
    return lay_out_flow(Flow(title, ("about",), sections, "at the foot"), size, paper_font_family())


def text_of(pages: list[Page], tmp_path: Path) -> list[str]:
    path = tmp_path / "flow.pdf"
    path.write_bytes(pdf(Printout("Flow", lambda size, tick: pages), "A4"))
    return [bare(page) for page in run("pdftotext", "-layout", path, "-").split("\f")[:-1]]


def rows(count: int) -> tuple[tuple[str, ...], ...]:
    return tuple((f"name-{n}-", f"more-{n}-") for n in range(count))


def test_every_row_of_a_long_list_is_printed_once_and_its_heads_on_each_page(tmp_path: Path) -> None:
    pages = laid_out(Section("Many", rows(150), heads=("Head A", "Head B"), table=True))
    texts = text_of(pages, tmp_path)
    assert len(texts) == len(pages) > 3
    for number in range(150):
        assert sum(text.count(f"name-{number}-") for text in texts) == 1, number
    assert all("HeadA" in text and f"Page{n}of{len(pages)}" in text for n, text in enumerate(texts, 1))


def test_a_text_that_is_longer_than_a_page_goes_on_upon_the_next_and_is_printed_whole(tmp_path: Path) -> None:
    words = " ".join(f"<{number}>" for number in range(3000))
    texts = text_of(laid_out(Section("Long", (("label", words),))), tmp_path)
    assert len(texts) > 1
    assert re.findall(r"<(\d+)>", "".join(texts)) == [str(number) for number in range(3000)]


def test_a_title_never_stands_alone_at_the_end_of_a_page(tmp_path: Path) -> None:
    for count in range(30, 50):
        texts = text_of(laid_out(Section("First", rows(count)), Section("Second", rows(3))), tmp_path)
        (with_title,) = (text for text in texts if "Second" in text)
        assert "name-0-" in with_title.partition("Second")[2], count


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_whatever_is_filled_in_stays_within_the_margins(paper: str) -> None:
    for seed in range(60):
        dice = random.Random(seed)

        def words(dice: random.Random = dice) -> str:
            letters = LETTERS[dice.choice(list(LETTERS))]
            parts = ("".join(dice.choices(letters, k=dice.choice((3, 8, 400)))) for _ in range(dice.randint(0, 30)))
            return dice.choice((" ", NEW_LINE)).join(parts)

        sections = [
            Section(
                words()[:200],
                tuple((words(), words(), words()) for _ in range(dice.randint(0, 20))),
                (0.2, 0.5, 0.3),
                dice.choice(((), ("a", "b", "c"))),
                dice.choice((None, 1, 4)),
                dice.choice((True, False)),
            )
            for _ in range(dice.randint(0, 3))
        ]
        for page in laid_out(*sections, title=words(), size=SIZES[paper]):  # type: ignore[index]
            inside = page.body.adjusted(-1, -1, 1, 1)
            assert not [rect for rect in page.inked if rect.width() and not inside.contains(rect)], seed


def test_nothing_at_all_is_one_page_with_its_title(tmp_path: Path) -> None:
    (text,) = text_of(laid_out(), tmp_path)
    assert "Atitle" in text and "Page1of1" in text


def test_laying_out_can_be_stopped() -> None:
    def stop(done: int, total: int) -> None:
        if done == 5:
            raise Cancelled

    with pytest.raises(Cancelled):
        lay_out_flow(Flow("t", (), (Section("Many", rows(50)),), ""), SIZES["A4"], paper_font_family(), stop)
