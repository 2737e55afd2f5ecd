"""Outcomes in the user's language: the program's sentences, translated, with their fields filled in."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from netplus_desktop import sentences
from netplus_desktop.core.errors import UserError
from netplus_desktop.core.evidence import FactKind
from netplus_desktop.core.records import Action, Reason


def _say(english: str) -> str:
    return QCoreApplication.translate("sentences", english) if english else ""


def text(error: UserError) -> str:
    """The whole message about an error: what happened, what is safe, what to do next. Plain text."""
    message = sentences.MESSAGES[error.code]
    parts = (_say(message.what), _say(message.safe), _say(message.do))
    return " ".join(part for part in parts if part).format_map(sentences.filled(error.fields, _say))


def reason(why: Reason) -> str:
    """Why a row of a file is skipped or doubtful."""
    return _say(sentences.REASONS[why.code]).format_map(sentences.filled(why.fields, _say))


def facts() -> dict[tuple[FactKind, bool], str]:
    """How a fact of an archive stands in the vault, by its kind and whether the user did it."""
    return {fact: _say(words) for fact, words in sentences.FACTS.items()}


def unused(code: str, count: str) -> str:
    """What an archive tells that is of no use here."""
    return _say(sentences.UNUSED[code]).format(n=count)


def action(what: Action, count: int = 1) -> str:
    """The name of a step, as it stands behind "Undo"."""
    one, many = sentences.ACTIONS[what]
    return _say(one if count == 1 else many).format(n=count)
