"""The program from outside: no display, the self-check, the sheet without a window, the log."""

from __future__ import annotations

import logging
import os
import signal
import stat
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from netplus_desktop import app
from netplus_desktop.ui import logs

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays differ elsewhere")


def netplus(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a user does; an empty value takes a variable away."""
    given = {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring", **environment}
    given = {name: value for name, value in given.items() if value}
    command = [sys.executable, "-m", "netplus_desktop", *arguments]
    return subprocess.run(
        command, env=given, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )


@LINUX
@pytest.mark.parametrize(
    "display",
    [
        {"DISPLAY": "", "WAYLAND_DISPLAY": ""},
        {"DISPLAY": ":4711", "WAYLAND_DISPLAY": ""},  # nothing answers there
        {"DISPLAY": "nonsense", "WAYLAND_DISPLAY": "no-such-socket"},
        {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": "xcb"},
    ],
)
def test_without_a_display_one_sentence_names_the_verbs_that_work(display: dict[str, str], tmp_path: Path) -> None:
    done = netplus("--vault", str(tmp_path / "v.netplus"), **{"QT_QPA_PLATFORM": "", **display})
    assert done.returncode == 1
    assert done.stdout == "" and len(done.stderr.splitlines()) == 1
    for verb in ("import", "export", "sheet", "list", "tour", "screenshot", "self-check", "backup", "check"):
        assert verb in done.stderr
    assert "qt.qpa" not in done.stderr and not (tmp_path / "v.netplus").exists()


def test_the_self_check_finds_every_part_and_names_the_keyring() -> None:
    done = netplus("self-check", DISPLAY="", QT_QPA_PLATFORM="")
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert [line.split(":")[0] for line in lines[:-1]] == [
        "parts",
        "migrations",
        "questions",
        "words",
        "icons",
        "fonts",
        "licences",
        "vault",
        "paper",
        "pictures",
        "keyring",
    ]
    assert lines[-1] == "all is well"
    assert "FAILED" not in done.stdout


def test_a_sheet_is_made_without_a_display(tmp_path: Path) -> None:
    pdf = tmp_path / "prep.pdf"
    done = netplus("sheet", "--demo", "--out", str(pdf), DISPLAY="", QT_QPA_PLATFORM="")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert pdf.read_bytes().startswith(b"%PDF")
    done = netplus("sheet", "--demo", "--person", "Nobody Atall", "--out", str(pdf))
    assert done.returncode == 1 and "Nobody Atall" in done.stderr


def test_the_log_keeps_the_programs_own_warnings_and_nobody_elses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging, "raiseExceptions", True)  # the start of a log changes it
    root = logging.getLogger()
    before = list(root.handlers)
    try:
        logs.start(tmp_path / "state")
        handlers = [handler for handler in root.handlers if handler not in before]
        for name, level in (
            ("netplus_desktop.ui", logging.WARNING),
            ("netplus_desktop.ui", logging.INFO),
            ("peewee", logging.ERROR),
        ):
            record = logging.LogRecord(name, level, "file.py", 1, f"{name} {level}", (), None)
            for handler in handlers:
                if level >= handler.level:
                    handler.handle(record)
    finally:
        for handler in list(root.handlers):
            if handler not in before:
                root.removeHandler(handler)
                handler.close()
    text = (tmp_path / "state" / "netplus.log").read_text("utf-8")
    assert "netplus_desktop.ui 30" in text and "peewee" not in text and " 20" not in text
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700


def test_what_was_logged_two_weeks_ago_is_gone_at_the_next_start(tmp_path: Path) -> None:
    today, long_ago = date.today(), date.today() - timedelta(days=15)
    old, new = f"{long_ago} 09:00:00,000 ERROR old\n  its trace\n", f"{today} 09:00:00,000 ERROR new\n  its trace\n"
    (tmp_path / "netplus.log").write_text(old + new)
    (tmp_path / "netplus.log.1").write_text(old * 3)
    (tmp_path / "netplus.log.2").write_text(new)
    logs._drop_old(tmp_path)
    kept = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert kept == {"netplus.log": new, "netplus.log.2": new}


def test_a_display_is_not_asked_for_where_none_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert app.display_answers()


@LINUX
def test_the_end_of_the_session_closes_the_window_and_clears_the_demo_away(tmp_path: Path, qtbot: QtBot) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-m", "netplus_desktop", "--demo"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        qtbot.waitUntil(lambda: any(tmp_path.rglob("*.netplus*")))
        running.send_signal(signal.SIGTERM)
        _, told = running.communicate(timeout=30)
    assert running.returncode == 0, told
    assert list(tmp_path.glob("netplus-demo-*")) == []
