"""Pictures of the real window without a display: their size, their scheme, and the one that the README shows.

The README's picture is made anew by `python3 build/pictures.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from netplus_desktop import app, cli
from netplus_desktop.assets import sample_people
from netplus_desktop.core.errors import FileError, NotFoundError
from netplus_desktop.store.opening import throwaway_store
from netplus_desktop.store.store import Store
from netplus_desktop.ui import screenshot
from netplus_desktop.ui.theme import DARK, LIGHT, Tone

SIZE = QSize(1280, 800)
README_PICTURE = Path(__file__).resolve().parents[2] / ".github" / "window.png"


@pytest.fixture
def sample(tmp_path: Path, qapp: QApplication) -> Iterator[Store]:
    """The sample people in the middle of an interview."""
    opened = throwaway_store(tmp_path, clock=lambda: datetime(2026, 11, 23, 14, 12, tzinfo=UTC))
    opened.load_sample(sample_people())
    yield opened
    opened.close()


def colours(picture: QImage, step: int = 8) -> dict[str, int]:
    """How often each colour stands on a coarse grid over the picture."""
    seen: dict[str, int] = {}
    for x in range(0, picture.width(), step):
        for y in range(0, picture.height(), step):
            name = picture.pixelColor(x, y).name().upper()
            seen[name] = seen.get(name, 0) + 1
    return seen


@pytest.mark.parametrize(
    ("scheme", "tones", "size"), [("light", LIGHT, SIZE), ("dark", DARK, QSize(1024, 700))], ids=["light", "dark"]
)
def test_the_window_is_drawn_in_the_scheme_and_size_asked_for(
    sample: Store, tmp_path: Path, scheme: str, tones: dict[Tone, str], size: QSize
) -> None:
    out = tmp_path / "window.png"
    screenshot.take(sample, out, size, scheme, "Priya Raman")
    picture = QImage(str(out))
    assert picture.size() == size
    seen = colours(picture)
    total = sum(seen.values())
    for tone in (Tone.WINDOW, Tone.BASE):
        assert seen[tones[tone]] > total / 10, tone
    name = colours(picture.copy(300, 85, 150, 30), step=1)
    assert tones[Tone.TEXT] in name  # the person's name stands where the conversation begins


def test_the_same_vault_gives_the_same_picture_and_the_program_is_dressed_as_before(
    sample: Store, tmp_path: Path, qapp: QApplication
) -> None:
    before = (qapp.font(), qapp.palette(), qapp.styleSheet())
    for name in ("one.png", "two.png"):
        screenshot.take(sample, tmp_path / name, SIZE, "dark")
    assert QImage(str(tmp_path / "one.png")) == QImage(str(tmp_path / "two.png"))
    assert (qapp.font(), qapp.palette(), qapp.styleSheet()) == before
    assert sample.counts().people == 12  # the vault stays open for whoever opened it


def test_nobody_of_that_name_and_no_such_folder_are_told(sample: Store, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        screenshot.take(sample, tmp_path / "a.png", SIZE, "light", "Nobody At All")
    with pytest.raises(FileError):
        screenshot.take(sample, tmp_path / "missing" / "a.png", SIZE, "light")


def test_the_verb_draws_the_sample_people(
    tmp_path: Path, qapp: QApplication, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    out = tmp_path / "small.png"
    done = app.main(["screenshot", "--demo", "--person", "Priya Raman", "--size", "1024x700", "--out", str(out)])
    assert done == cli.DONE
    assert "small.png" in capsys.readouterr().err
    assert QImage(str(out)).size() == QSize(1024, 700)


def test_the_readme_shows_a_picture_of_this_window(sample: Store, tmp_path: Path) -> None:
    shown = QImage(str(README_PICTURE))
    screenshot.take(sample, tmp_path / "now.png", SIZE, "light", "Priya Raman")
    now = QImage(str(tmp_path / "now.png"))
    assert shown.size() == now.size()
    for place in ((4, 790), (500, 400), (1275, 790)):  # the panes lie where they lay, in the same colours
        assert _near(shown.pixelColor(*place), now.pixelColor(*place))


def _near(one: QColor, other: QColor) -> bool:
    parts = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return all(abs(a - b) < 16 for a, b in parts)
