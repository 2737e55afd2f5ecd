"""How closely to keep in touch, where somebody worked before, and who changed jobs: in the window."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from netplus_desktop.core import records as r
from netplus_desktop.exchange.planning import plan_import
from netplus_desktop.exchange.reading import read_bytes
from netplus_desktop.ui.contact_list.model import ListRole
from netplus_desktop.ui.interview import many
from netplus_desktop.ui.main_window import MainWindow


def bring(window: MainWindow, *people: tuple[str, str], file: str = "people.vcf") -> None:
    store = window.session.store
    cards = "".join(
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nUID:{name}\r\nORG:{org}\r\nEND:VCARD\r\n" for name, org in people
    )
    window.session.run(store.apply_import, plan_import([read_bytes(cards.encode(), file)], store))


@pytest.fixture
def moved(window: MainWindow) -> int:
    """Ann, shown in her details, who went from Acme to Contoso, and Bo."""
    bring(window, ("Ann", "Acme"), ("Bo", "Acme"))
    bring(window, ("Ann", "Contoso"), file="newer.vcf")
    (ann,) = window.session.store.contact_ids("ann")
    window.go_to_contact(ann)
    window.conversation.edit_details()
    return ann


def test_a_tier_is_chosen_by_keyboard_in_the_details_and_undone(window: MainWindow, moved: int, qtbot: QtBot) -> None:
    box = window.conversation.person.details.tier
    assert box.currentText() == "Not decided"
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == "Inner circle: every 30 days"
    assert window.session.store.contact(moved).tier is r.Tier.INNER
    window.undo()
    assert window.session.store.contact(moved).tier is r.Tier.NONE
    assert box.currentText() == "Not decided"


def test_many_are_given_a_tier_as_one_step(window: MainWindow, moved: int) -> None:
    window.session.run(window.session.store.set_tier, [moved], r.Tier.LIGHT)
    ids = list(window.session.store.contact_ids())
    window.people.choose_all(ids)
    page = window.conversation.many
    assert page.tier.currentIndex() == -1  # they have several
    page.tier.setCurrentIndex(page.tier.findData("steady"))
    page.tier.activated.emit(page.tier.currentIndex())
    assert {window.session.store.contact(one).tier for one in ids} == {r.Tier.STEADY}
    assert "Steady: every 90 days" in page.told.text()
    window.undo()
    assert [window.session.store.contact(one).tier for one in ids] == [r.Tier.LIGHT, r.Tier.NONE]


def test_thousands_are_given_a_tier_on_the_worker(
    window: MainWindow, moved: int, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "LARGE", 1)
    ids = list(window.session.store.contact_ids())
    window.people.choose_all(ids)
    with qtbot.waitSignal(window.session.changed):
        window.conversation.many.keep_in_touch(r.Tier.ACTIVE)
        assert window.people.running.isVisible()
    qtbot.waitUntil(lambda: window.session.jobs.idle)
    assert {window.session.store.contact(one).tier for one in ids} == {r.Tier.ACTIVE}
    assert window.conversation.many.told.isVisible()


def test_a_former_post_is_shown_corrected_removed_and_brought_back(
    window: MainWindow, moved: int, qtbot: QtBot
) -> None:
    posts = window.conversation.person.details.posts
    (row,) = posts.rows
    assert (row.organisation.text(), row.until.text()) == ("Acme", "until noticed today")
    assert posts.news.text().startswith("Ann has a new employer")
    row.title.setFocus()
    qtbot.keyClicks(row.title, "Clerk")
    qtbot.keyClick(row.title, Qt.Key.Key_Return)
    assert window.session.store.contact(moved).former_posts[0].title == "Clerk"
    row.remove.click()
    assert window.session.store.contact(moved).former_posts == ()
    assert not posts.isVisible()
    window.undo()
    assert posts.isVisible()
    assert posts.rows[0].title.text() == "Clerk"


def test_news_of_a_job_are_a_reason_until_something_was_written(window: MainWindow, moved: int) -> None:
    chip = window.people.chips[r.ListFilter.CHANGED_JOB]
    assert chip.isVisibleTo(window.people.filters)
    assert chip.text() == "Changed job 1"
    assert "a reason to" in chip.toolTip()
    chip.click()
    model = window.people.model
    assert [model.index(at, 0).data(ListRole.ROW).name for at in range(model.rowCount())] == ["Ann"]
    today = window.session.store.now().astimezone().date()
    window.session.run(window.session.store.record_share, moved, r.Direction.I_GAVE, "Congratulated", today)
    assert chip.text() == "Changed job 0"
    assert window.conversation.person.details.posts.news.isHidden()
    told = [label.text() for label in window.people.findChildren(QLabel) if label.isVisible()]
    assert any("told of another employer" in text for text in told)
    window.people.chips[r.ListFilter.ALL].click()
    assert not chip.isVisibleTo(window.people.filters)


def test_the_list_says_quiet_after_the_days_of_the_tier(window: MainWindow) -> None:
    store = window.session.store
    ann = store.add_contact(r.Person("Ann")).new_id(r.Kind.CONTACT)
    last = store.now().astimezone().date() - timedelta(days=50)
    store.record_share(ann, r.Direction.I_GAVE, "An hour", last)
    window.session.run(store.set_tier, [ann], r.Tier.INNER)
    window.people.model.list_people("", r.ListFilter.ALL)
    assert "quiet for 50 days" in window.people.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    window.session.run(store.set_tier, [ann], r.Tier.LIGHT)
    assert "quiet" not in window.people.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_other_days_for_a_tier_show_at_once_wherever_they_are_told(window: MainWindow) -> None:
    store = window.session.store
    ann = store.add_contact(r.Person("Ann")).new_id(r.Kind.CONTACT)
    last = store.now().astimezone().date() - timedelta(days=50)
    store.record_share(ann, r.Direction.I_GAVE, "An hour", last)
    window.session.run(store.set_tier, [ann], r.Tier.INNER)
    window.go_to_contact(ann)
    person = window.conversation.person
    assert "dormant" in person.header.last.text()
    window.session.run(store.set_clocks, replace(store.clocks(), inner_ideal=50, inner_most=60))
    assert "quiet" not in window.people.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert person.details.tier.currentText() == "Inner circle: every 50 days"
    assert "cooling" not in person.header.last.text() and "dormant" not in person.header.last.text()
    window.undo()
    assert "quiet for 50 days" in window.people.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert person.details.tier.currentText() == "Inner circle: every 30 days"
    assert "dormant" in person.header.last.text()
