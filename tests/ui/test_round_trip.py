"""People who leave through the window come back through it as themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from netplus_desktop.core.records import Kind, Person, no_tick
from netplus_desktop.exports import Format
from netplus_desktop.ui.importing.model import prepare
from netplus_desktop.ui.main_window import MainWindow


@pytest.mark.parametrize("name", ["people.vcf", "people.csv"])
def test_what_the_window_exports_brings_nothing_new(
    sample_window: MainWindow, qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    session = sample_window.session
    ann = session.store.add_contact(Person("Ann Lee", organisation="Mill")).new_id(Kind.CONTACT)
    kind = Format.VCARD if name.endswith(".vcf") else Format.CSV
    with qtbot.waitSignal(sample_window.exporting.written) as told:
        sample_window.exporting.write(None, kind, tmp_path / name)
    assert told.args == [tmp_path / name, 13]
    prepared = prepare([tmp_path / name], session.store, no_tick)
    assert prepared.sums().unchanged == prepared.sums().read == 13
    session.store.apply_import(prepared.plans)
    session.store.edit_contact(ann, organisation="Harbour")
    assert prepare([tmp_path / name], session.store, no_tick).sums().unchanged == 13
