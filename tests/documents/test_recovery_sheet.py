"""The recovery key on paper: every group numbered and readable, nothing of the vault's name taken for markup."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from netplus_desktop.documents.recovery_sheet import recovery_html, recovery_text
from netplus_desktop.store import keychain

KEY = keychain.VaultKey(bytes(range(32)), bytes(range(16)))
ON = date(2026, 11, 23)


def test_what_is_saved_holds_the_key_with_numbered_groups() -> None:
    text = recovery_text(keychain.recovery_key(KEY), "people.netplus", ON)
    found = re.findall(r"(\d+): (\w{6})\b", text)
    assert [int(number) for number, _ in found] == list(range(1, 17))
    assert keychain.from_recovery_key(" ".join(group for _, group in found)) == KEY
    assert "people.netplus" in text and "23 Nov 2026" in text and "netplus recover" in text


def test_what_is_printed_holds_the_same_and_no_markup_of_a_name(qtbot: QtBot) -> None:
    page = QTextDocument()
    page.setHtml(recovery_html(keychain.recovery_key(KEY), '<img src="file:///etc/passwd">.netplus', ON))
    text = page.toPlainText()
    groups = re.findall(r"^\w{6}$", text.replace("\u2028", "\n"), re.MULTILINE)
    assert keychain.from_recovery_key(" ".join(groups)) == KEY
    assert '“<img src="file:///etc/passwd">.netplus”' in text
    assert page.pageCount() == 1
