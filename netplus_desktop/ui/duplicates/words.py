"""What the sheet of duplicates says."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from netplus_desktop.core.duplicates import Pair
from netplus_desktop.core.records import Reason
from netplus_desktop.ui import messages


def tr(text: str) -> str:
    """The words in the user's language."""
    return QCoreApplication.translate("duplicates", text)


def why(pair: Pair) -> str:
    """Why two entries may be one person: "The same e-mail address and employer; one name is an initial"."""
    why = messages.reason(Reason("may-be-one", {"shared": "+".join(pair.shared), "names": pair.names.value}))
    return why[:1].upper() + why[1:]


def left(count: int) -> str:
    """How many pairs wait."""
    if count == 1:
        return tr("1 pair to look at")
    return tr("{n} pairs to look at").format(n=QLocale().toString(count))


def nobody(looked: bool) -> str:
    """When there is nothing to show."""
    return tr("Nobody seems to be entered twice.") if looked else tr("The search was not finished.")


def what_counts() -> str:
    """What the search goes by."""
    return tr(
        "Two people are shown here when they share an e-mail address, a number or an employer, and their names can be "
        "one person's. A name alone, a shared mailbox or a household's telephone is not enough."
    )


def field(name: str) -> str:
    """A field of a person."""
    return {
        "name": tr("Name"),
        "given": tr("Given name"),
        "middle": tr("Middle name"),
        "family": tr("Family name"),
        "prefix": tr("Prefix"),
        "suffix": tr("Suffix"),
        "nickname": tr("Nickname"),
        "organisation": tr("Organisation"),
        "department": tr("Department"),
        "title": tr("Title"),
        "birthday": tr("Birthday"),
        "met": tr("Where we met"),
        "introduced_by": tr("Introduced by"),
        "said": tr("How it is said"),
    }[name]
