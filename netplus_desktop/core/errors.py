"""Failures that a user can be told of. They carry a code and fields, never a sentence:
the words for each code stand in `netplus_desktop.sentences`."""

from __future__ import annotations


class UserError(Exception):
    """Something expected went wrong and the user can be told what, what is safe, and what to do next.

    `code` names the entry in `netplus_desktop.sentences.MESSAGES`; `fields` fill its placeholders.
    Fields may hold what the user typed or chose (a file's name); they are shown, never logged.
    """

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code)
        self.code = code
        self.fields = fields


class VaultError(UserError):
    """The vault could not be opened, made, read or written. Nothing was changed."""


class FileError(UserError):
    """A file that the user brought or asked for could not be read or written."""


class NotFoundError(UserError):
    """A record that was asked for is no longer there."""


class Cancelled(Exception):
    """The user asked to stop. Whoever sees it rolls back and reports nothing done."""
