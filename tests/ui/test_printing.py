"""Sheets on paper: always one page, room to write, nothing in the margins, text that can be selected."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import tempfile
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from netplus_desktop.core.errors import FileError, UserError
from netplus_desktop.core.records import (
    HeardKind,
    InterviewPlan,
    Kind,
    OfferFields,
    OfferKind,
    Person,
    Question,
    Tiara,
    Tick,
)
from netplus_desktop.documents.prep_sheet import WRITING_SHARE, SheetData
from netplus_desktop.store.store import Store
from netplus_desktop.ui import printing, theme
from netplus_desktop.ui.paper import MARGIN, Page
from netplus_desktop.ui.printing import Paper, Printout, preview_pages, print_pages, write_pdf
from netplus_desktop.ui.printouts import prep_sheets, sheet_data, sheet_page
from tests.conftest import NOW
from tests.documents.made import BLANK, OFFERS, PERSON, PLAN, QUESTIONS, contact, heard, interview
from tests.documents.made import sheet_data as made

PAPERS: tuple[Paper, ...] = ("A4", "Letter")
SIZES: dict[Paper, QSizeF] = {"A4": QSizeF(595, 842), "Letter": QSizeF(612, 792)}
A_THIRD = 1 / 3

pytestmark = pytest.mark.usefixtures("qapp")


def page(data: SheetData, paper: Paper = "A4") -> Page:
    return sheet_page(data, SIZES[paper])


def run(tool: str, *args: str | Path) -> str:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed: build/test.py installs poppler-utils")
    return subprocess.run([tool, *map(str, args)], check=True, capture_output=True, text=True).stdout


def bare(text: str) -> str:
    """Text without blanks and direction marks, and with each sign in one form: PDF has presentation forms."""
    text = unicodedata.normalize("NFKC", text)
    return "".join(mark for mark in text if not mark.isspace() and unicodedata.category(mark) != "Cf")


def text_of(path: Path) -> str:
    return bare(run("pdftotext", "-raw", path, "-"))


def written(tmp_path: Path, *datas: SheetData, paper: Paper = "A4") -> Path:
    path = tmp_path / "sheet.pdf"
    write_pdf(prep_sheets(datas), path, paper)
    return path


def picture(drawn: Page) -> QImage:
    image = QImage(drawn.size.toSize() * 2, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(2, 2)
    drawn.draw(painter)
    painter.end()
    return image


# --- one page -------------------------------------------------------------------------------------------------

LETTERS = {
    "Latin": "abcdefghijklmnopqrstuvwxyzßéøłñÅ",
    "Cyrillic": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "CJK": "田中美咲株式会社李明王芳北京東京조윤서",
    "Arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
}


def fill(seed: int) -> SheetData:
    """A sheet filled at random: any script, some fields empty, some absurdly long."""
    dice = random.Random(seed)

    def words(usual: int) -> str:
        letters = LETTERS[dice.choice(list(LETTERS))]
        count = dice.choice((0, usual, usual, usual, usual, usual, usual * 3, min(usual * 40, 120)))
        endless = "".join(dice.choices(letters, k=300))
        longest = dice.choice((9, 9, 9, 9, 9, 300))
        return " ".join(endless[dice.randrange(150) :][: dice.randint(1, longest)] for _ in range(count))

    person = replace(
        PERSON,
        name=words(2) or "N",
        said=words(2),
        note=words(30),
        given=words(1),
        title=words(3),
        organisation=words(3),
        met=words(4),
        nickname=words(1),
    )
    known = contact(
        person,
        heard=tuple(heard(dice.choice(list(HeardKind)), words(6)) for _ in range(dice.randint(0, 4))),
        last_contact=dice.choice((None, NOW.date())),
    )
    talk = replace(
        interview(),
        plan=replace(
            PLAN,
            purpose=words(12),
            outcome=words(8),
            place=words(4),
            fallback=words(2),
            overview=words(80),
            facts="\n".join(words(6) for _ in range(dice.randint(0, 9))),
            ask=words(8),
            starts=dice.choice((None, PLAN.starts)),
            zone=dice.choice(("Europe/London", "Asia/Kathmandu", "Nowhere/Atlantis")),
            minutes=dice.choice((0, 15, 20, 480)),
        ),
        questions=tuple(Question(words(10), dice.choice(list(Tiara))) for _ in range(dice.randint(0, 12))),
    )
    offers = tuple(replace(OFFERS[0], fields=OfferFields(words(5) or "o")) for _ in range(dice.randint(0, 3)))
    return SheetData(
        dice.choice((None, known, known, known)),
        dice.choice((None, talk, talk, talk)),
        offers,
        NOW,
        private=dice.choice((False, True)),
    )


@pytest.mark.parametrize("paper", PAPERS)
def test_whatever_is_filled_in_it_is_one_page_with_a_third_to_write_on(paper: Paper) -> None:
    for seed in range(PAPERS.index(paper), 500, 2):
        drawn = page(fill(seed), paper)
        assert drawn.fits, seed
        assert drawn.writing_share >= WRITING_SHARE > A_THIRD, seed
        assert min(drawn.type_sizes) >= 10, seed
        assert drawn.body.left() == drawn.body.top() == pytest.approx(MARGIN)
        outside = [rect for rect in drawn.inked if not drawn.body.adjusted(-1, -1, 1, 1).contains(rect)]
        assert not outside, seed


def test_areas_to_write_on_hold_no_text_and_do_not_overlap() -> None:
    for seed in range(20):
        drawn = page(fill(seed))
        for place, area in enumerate(drawn.writing):
            assert all(not area.intersects(other) or _overlap(area, other) < 2 for other in drawn.writing[:place]), seed
            assert all(_overlap(area, text) < 2 for text in drawn.texts), seed


def _overlap(area: object, other: object) -> float:
    shared = area & other  # type: ignore[operator]
    return max(shared.width(), 0) * max(shared.height(), 0)


@pytest.mark.parametrize("paper", PAPERS)
def test_a_pdf_has_one_page_for_each_sheet_in_the_paper_asked_for(paper: Paper, tmp_path: Path) -> None:
    datas = [BLANK, made(), *(fill(seed) for seed in range(8))]
    told = run("pdfinfo", written(tmp_path, *datas, paper=paper))
    assert f"Pages:           {len(datas)}" in told
    assert ("595 x 842 pts (A4)" if paper == "A4" else "612 x 792 pts (letter)") in told


@pytest.mark.parametrize("paper", PAPERS)
def test_the_margins_stay_white_and_nothing_is_coloured(paper: Paper) -> None:
    piled = replace(made(), contact=contact(Person("Z" + "\u0300\u0323" * 90, title="g\u0336" * 300)))
    for data in (BLANK, made(), piled, fill(3)):
        drawn = page(data, paper)
        image = picture(drawn)
        inside = drawn.body.adjusted(-1.5, -1.5, 1.5, 1.5)
        colours = {
            image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)
        }
        assert all(name[1:3] == name[3:5] == name[5:7] for name in colours), "grey only"
        margins = {
            image.pixelColor(x, y).name()
            for x in range(0, image.width(), 2)
            for y in range(0, image.height(), 2)
            if not inside.contains(x / 2, y / 2)
        }
        assert margins == {"#ffffff"}


def test_most_of_the_page_is_white() -> None:
    image = picture(page(made()))
    dark = sum(
        image.pixelColor(x, y).lightness() < 200
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    )
    assert dark / (image.width() * image.height() / 9) < 0.08, "no fills"


# --- the text -------------------------------------------------------------------------------------------------


def test_text_can_be_selected_as_it_was_written(tmp_path: Path) -> None:
    person = Person("Zofie Łukasiewicz", title="Chief officer, affluent offices", organisation="Ärztehaus -> 10x20")
    text = text_of(written(tmp_path, replace(made(), contact=contact(person))))
    wanted = [person.name, person.title, person.organisation, PLAN.purpose, PLAN.overview, PLAN.ask, "14:00–14:20 GMT"]
    wanted += [question.text for question in QUESTIONS[:6]]
    wanted += ["Needs heard", "Takeaways", "Names given", "Promises"]
    assert [part for part in wanted if bare(part) not in text] == []


@pytest.mark.parametrize("paper", PAPERS)
def test_the_empty_form_and_an_ordinary_sheet_are_printed_in_full(paper: Paper, tmp_path: Path) -> None:
    for data in (BLANK, made(), replace(made(), interview=None)):
        text = text_of(written(tmp_path, data, paper=paper))
        assert "…" not in text
        assert bare("Who else should I speak to, and may I use your name?") in text
        assert bare("how could I be of use to you?") in text


@pytest.mark.parametrize("name", ["Жанна Агузарова", "Ζωή Παπαδοπούλου"])
def test_other_scripts_come_out_too(name: str, tmp_path: Path) -> None:
    assert bare(name) in text_of(written(tmp_path, replace(made(), contact=contact(Person(name)))))


def test_markup_in_the_data_is_text_and_nothing_is_opened_or_linked(tmp_path: Path) -> None:
    canary = tmp_path / "canary.png"
    parts = (
        f'<img src="{canary}">',
        "<b>bold</b> &amp; &lt;",
        '<a href="javascript:x">',
        "<style>*{color:red}",
        "{name} %1 %n",
    )
    data = made(purpose=parts[0], outcome=parts[1], place=parts[2], ask=parts[3], facts=parts[4])
    path = written(tmp_path, data)
    text = text_of(path)
    assert [part for part in parts if bare(part) not in text] == []
    raw = path.read_bytes()
    assert b"/URI" not in raw
    assert b"/Link" not in raw


def test_the_bundled_family_is_embedded(tmp_path: Path) -> None:
    fonts = run("pdffonts", written(tmp_path, made()))
    assert "Inter" in fonts
    assert all(" yes " in line for line in fonts.splitlines()[2:]), "every font is embedded"


def test_private_notes_are_on_no_page_unless_they_were_ticked(tmp_path: Path) -> None:
    assert "rivate" not in text_of(written(tmp_path, made()))
    ticked = text_of(written(tmp_path, replace(made(), private=True)))
    assert bare("A private note about Priya") in ticked
    assert bare("private notes of the talk") not in ticked


def test_how_the_name_is_said_and_what_they_enjoy_telling_about_are_printed(tmp_path: Path) -> None:
    warm = heard(HeardKind.ENERGY, "diary studies")
    known = contact(replace(PERSON, said="PREE-ya RAH-man"), heard=(warm,))
    text = text_of(written(tmp_path, replace(made(), contact=known)))
    assert bare("say: PREE-ya RAH-man") in text
    assert bare("May enjoy telling about: diary studies") in text


def test_an_endless_name_takes_two_lines_and_no_more() -> None:
    line = page(made()).texts[0].height()
    for seed in range(290, 310):
        data = fill(seed)
        if data.contact is not None:
            assert page(data).texts[0].height() < 3 * line, seed  # other scripts stand a little higher


def test_the_two_closing_asks_are_printed_whole_on_the_fullest_page(tmp_path: Path) -> None:
    for seed in range(12):
        text = text_of(written(tmp_path, fill(seed)))
        assert bare("Who else should I speak to, and may I use your name?") in text, seed
        assert bare("Ask: how could I be of use to you?") in text, seed


# --- files ----------------------------------------------------------------------------------------------------


def test_a_folder_that_is_not_there_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(FileError) as told:
        write_pdf(prep_sheets([BLANK]), tmp_path / "no" / "sheet.pdf", "A4")
    assert (told.value.code, told.value.fields) == ("file-not-written", {"name": "sheet.pdf"})
    taken = tmp_path / "taken.pdf"
    taken.mkdir()
    with pytest.raises(FileError):
        write_pdf(prep_sheets([BLANK]), taken, "A4")
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix in (".part", ".pdf")) == ["taken.pdf"]


def test_an_older_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(b"old" * 100_000)
    write_pdf(prep_sheets([BLANK]), path, "Letter")
    assert path.read_bytes().startswith(b"%PDF")
    assert path.read_bytes().rstrip().endswith(b"%%EOF")
    assert not list(tmp_path.glob(".netplus-*"))


# --- what goes onto it ----------------------------------------------------------------------------------------


def test_a_person_gets_the_next_talk_and_fitting_offers(store: Store) -> None:
    who = store.add_contact(PERSON).new_id(Kind.CONTACT)
    later = replace(PLAN, starts=PLAN.starts and PLAN.starts.replace(day=30), purpose="later")
    store.plan_interview(who, later)
    soon = store.plan_interview(who, PLAN, QUESTIONS[:5]).new_id(Kind.INTERVIEW)
    store.plan_interview(who, replace(PLAN, starts=PLAN.starts and PLAN.starts.replace(day=2), purpose="held"))
    store.plan_interview(who, InterviewPlan(purpose="some day"))
    store.add_heard(who, HeardKind.NEED, "recruiting patients for a diary study")
    store.add_offer(OfferFields("A thank-you", OfferKind.APPRECIATION, 5))
    easy = store.add_offer(OfferFields("Show the harbour", OfferKind.KNOW_HOW, 5)).new_id(Kind.OFFER)
    fits = store.add_offer(OfferFields("Recruiting patients through a panel", OfferKind.SKILL, 60)).new_id(Kind.OFFER)
    data = sheet_data(store, who, None, NOW)
    assert data.interview is not None
    assert data.interview.id == soon
    assert [offer.id for offer in data.offers][:2] == [fits, easy]
    assert sheet_data(store, who, soon, NOW).contact == data.contact


def test_an_offer_made_for_the_talk_comes_first_and_given_ones_do_not_come_again(store: Store) -> None:
    who = store.add_contact(PERSON).new_id(Kind.CONTACT)
    talk = store.plan_interview(who, PLAN).new_id(Kind.INTERVIEW)
    gone = store.add_offer(OfferFields("Given before", OfferKind.RESOURCE, 1)).new_id(Kind.OFFER)
    easy = store.add_offer(OfferFields("Easy", OfferKind.RESOURCE, 2)).new_id(Kind.OFFER)
    meant = store.add_offer(OfferFields("Meant", OfferKind.RESEARCH, 90)).new_id(Kind.OFFER)
    store.offer_this(who, gone)
    store.offer_this(who, meant, interview_id=talk)
    assert [offer.id for offer in sheet_data(store, who, talk, NOW).offers] == [meant, easy]


def test_somebody_without_a_talk_gets_a_sheet_to_fill_in(store: Store) -> None:
    who = store.add_contact(PERSON).new_id(Kind.CONTACT)
    data = sheet_data(store, who, None, NOW)
    assert data.interview is None
    assert page(data).fits


# --- print and preview ----------------------------------------------------------------------------------------


def test_the_preview_shows_the_one_page(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    refused: list[UserError] = []
    dialog = preview_pages(prep_sheets([made()]), "A4", parent, refused.append)
    assert isinstance(dialog, QPrintPreviewDialog)
    shown = dialog.findChild(QPrintPreviewWidget)
    qtbot.waitUntil(lambda: shown.pageCount() == 1)
    assert refused == []
    dialog.close()


def test_the_preview_is_black_on_white_in_the_dark_too(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, Qt.ColorScheme.Dark)
    parent = QWidget()
    parent.resize(1000, 900)
    qtbot.addWidget(parent)
    dialog = preview_pages(prep_sheets([made()]), "A4", parent, pytest.fail)
    shown = dialog.findChild(QPrintPreviewWidget)
    qtbot.waitUntil(lambda: shown.pageCount() == 1)
    image = shown.grab().toImage()
    white = [x for x in range(image.width()) if image.pixelColor(x, image.height() // 20 + 8).name() == "#ffffff"]
    head = [
        image.pixelColor(x, y).lightness()
        for x in range(white[0] + 10, white[-1] - 10)
        for y in range(image.height() // 20 + 8, image.height() // 7)
    ]
    assert min(head) < 70, "the name, which is drawn before anything else"
    dialog.close()


@pytest.mark.parametrize("size", ["A4", "Letter", "A5", "Legal"])
def test_any_paper_in_the_printer_takes_one_sheet(size: str, tmp_path: Path) -> None:
    path = tmp_path / "printed.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(path))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId[size]))
    printing.paint_pages(prep_sheets([made()]), printer)
    assert "Pages:           1" in run("pdfinfo", path)
    assert bare(PERSON.name) in text_of(path)


def test_a_printer_gets_what_a_pdf_has_and_in_the_same_places(tmp_path: Path) -> None:
    """The preview shows what the same function draws on its printer."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printing.paint_pages(prep_sheets([made(), fill(1)]), printer)

    def places(path: Path) -> list[tuple[str, int, int]]:
        boxes = re.findall(
            r'<word xMin="([\d.]+)" yMin="([\d.]+)".*?>(.*?)</word>', run("pdftotext", "-bbox", path, "-")
        )
        return [(text, round(float(x)), round(float(y))) for x, y, text in boxes]

    printed, saved = places(tmp_path / "printed.pdf"), places(written(tmp_path, made(), fill(1)))
    assert len(printed) == len(saved) > 100
    for (word, x, y), (other, left, top) in zip(printed, saved, strict=True):
        assert word == other
        assert abs(x - left) <= 1 and abs(y - top) <= 1, word


def test_printing_goes_through_the_systems_dialog(qtbot: QtBot, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    told: list[UserError | None] = []
    dialog = print_pages(prep_sheets([made()]), "A4", parent, told.append)
    assert isinstance(dialog, QPrintDialog)
    assert dialog.printer().docName() == "NetPlus prep sheet", "a shared queue shows no names"
    path = tmp_path / "printed.pdf"
    dialog.printer().setOutputFileName(str(path))
    with qtbot.waitSignal(dialog.accepted):
        dialog.done(QPrintDialog.DialogCode.Accepted)
    assert path.read_bytes().startswith(b"%PDF") and told == [None]


def test_what_a_print_system_writes_meanwhile_lies_in_a_folder_that_goes(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CUPS is handed the page in a file in the temporary folder."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    parent = QWidget()
    qtbot.addWidget(parent)
    seen: list[tuple[Path, int]] = []

    def watched(size: QSizeF, tick: Tick) -> Sequence[Page]:
        place = Path(os.environ["TMPDIR"])
        (place / "page").write_text("what a print system would leave")
        seen.append((place, place.stat().st_mode & 0o777))
        return prep_sheets([made()]).lay_out(size, tick)

    dialog = print_pages(Printout("Watched", watched), "A4", parent, lambda error: None)
    dialog.printer().setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.done(QPrintDialog.DialogCode.Accepted)
    ((place, rights),) = seen
    assert place.parent == tmp_path and rights == 0o700
    assert not place.exists() and os.environ["TMPDIR"] == str(tmp_path)


def test_the_paper_is_that_of_the_place() -> None:
    assert printing.default_paper() in PAPERS
