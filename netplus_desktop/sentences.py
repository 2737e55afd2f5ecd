"""The program's sentences about outcomes, in one place for the window (which translates them) and the command
line (which prints them as they stand). Below `ui` and `cli`, only codes are known.

Placeholders are named and filled after translation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from netplus_desktop.core.errors import UserError
from netplus_desktop.core.frozen import dataclass
from netplus_desktop.core.records import Action, Reason
from netplus_desktop.sentences_of_checks import FINDINGS as FINDINGS
from netplus_desktop.sentences_of_checks import KEPT as KEPT
from netplus_desktop.sentences_of_checks import PLACES as PLACES
from netplus_desktop.sentences_of_files import FACTS as FACTS
from netplus_desktop.sentences_of_files import FILES
from netplus_desktop.sentences_of_files import UNUSED as UNUSED
from netplus_desktop.sentences_of_steps import ACTIONS as ACTIONS

if TYPE_CHECKING:
    from netplus_desktop.core.batches import UndoPlan
    from netplus_desktop.core.merging import MergePlan


@dataclass(frozen=True, slots=True)
class Message:
    """What a user is told: what happened, what is safe, what to do next."""

    what: str
    safe: str
    do: str


def _m(what: str, safe: str, do: str) -> Message:
    return Message(what, safe, do)


# --- errors: one entry for each code of a UserError ---------------------------------------------------------
# Each part is one or more whole sentences. Placeholders: {name}, filled from the error's fields.
MESSAGES: dict[str, Message] = {
    **{code: Message(*said) for code, said in FILES.items()},
    # vault
    "vault-missing": _m(
        "There is no vault named “{name}” in that place.",
        "Nothing was made in its stead.",
        "You could check the name and the folder, or whether the disk that holds it is there.",
    ),
    "vault-gone": _m(
        "The vault “{name}” is not in its place any more. Backups of it are kept on this computer.",
        "No empty one was made in its stead.",
        "You could put the file back if you moved it, or go back to a backup: from the window, or with "
        "`netplus restore latest`.",
    ),
    "vault-changed-underneath": _m(
        "Another program changed “{name}” while it was open here, as programs do that carry files between computers.",
        "Nothing was written over it, and what is here will be kept as a copy beside it.",
        "You could look at both, and merge them.",
    ),
    "merge-itself": _m(
        "“{name}” is the vault that is open here.",
        "Nothing was changed.",
        "Choose the other copy, as from your other computer.",
    ),
    "merge-key-needed": _m(
        "“{name}” has another key than this vault.",
        "Nothing was changed.",
        "Its passphrase or its recovery key opens it.",
    ),
    "merge-other-key": _m(
        "This does not open “{name}”.",
        "Nothing was changed.",
        "You could try again: what is asked for is the passphrase or the recovery key of that file.",
    ),
    "merge-moving": _m(
        "“{name}” is being written by another program just now.",
        "Nothing was changed.",
        "Wait until it has been copied whole, then try again.",
    ),
    "merge-stale": _m(
        "This vault was changed after the two were compared.",
        "Nothing was merged.",
        "Compare them again.",
    ),
    "vault-in-use": _m(
        "“{name}” is open in another window of NetPlus.",
        "Nothing was changed.",
        "You could go to that window, or close it and try again.",
    ),
    "vault-newer": _m(
        "“{name}” was written by a newer version of NetPlus (its form is {version}).",
        "Not one byte of it was changed.",
        "You could install the newest version and open it again.",
    ),
    "vault-foreign": _m(
        "“{name}” does not look like a vault of NetPlus, or it is damaged beyond opening.",
        "It was left as it is, and no new vault was made in its place.",
        "You could choose another file, try your recovery key, or bring back a backup.",
    ),
    "vault-head-lost": _m(
        "The beginning of “{name}” was overwritten, so neither a keyring nor a passphrase can open it.",
        "It was left as it is; the rest of it may well be whole.",
        "Your recovery key opens it all the same; or you could bring back a backup.",
    ),
    "vault-plain": _m(
        "“{name}” is a database of another program, without encryption.",
        "It was left as it is.",
        "You could choose your vault, or another name for a new one.",
    ),
    "vault-empty": _m(
        "“{name}” is there but holds nothing at all.",
        "No new vault was made in its place.",
        "You could bring back a backup, or choose another name for a new vault.",
    ),
    "vault-damaged": _m(
        "The key is right, but the file of the vault is damaged.",
        "Nothing more is written to it.",
        "You could go back to a backup, or rescue what can still be read.",
    ),
    "rescue-key-needed": _m(
        "What can be read of “{name}” needs its key, and no keyring on this computer holds it.",
        "The vault is as it was.",
        "You could write its recovery key or its passphrase into a file and name that with --passphrase-file.",
    ),
    "vault-is-folder": _m(
        "“{name}” is a folder, and a vault is a file.",
        "Nothing was changed.",
        "You could choose the file inside it, or another name.",
    ),
    "vault-exists": _m(
        "There is something named “{name}” already.",
        "It was left as it is.",
        "You could open it, or choose another name for a new vault.",
    ),
    "vault-log-left": _m(
        "The vault “{name}” is gone, but a log of its last changes still lies in its place.",
        "Nothing was made over it.",
        "You could put the vault's file back beside its log, or move the log to another folder.",
    ),
    "vault-settings": _m(
        "The vault was not opened, as the encryption engine does not keep to its settings ({setting}).",
        "Nothing was changed.",
        "You could install NetPlus again.",
    ),
    "vault-read-only": _m(
        "The vault can only be read where it lies now.",
        "Nothing was changed.",
        "You could copy it to a folder in which you may write, and open it there.",
    ),
    "vault-busy": _m(
        "The vault is still busy with another change.",
        "Nothing was changed.",
        "You could try again in a moment.",
    ),
    "vault-unreadable": _m(
        "The disk did not let NetPlus read or write the vault.",
        "What was saved before stays saved.",
        "You could check that the disk is there and that you may use the folder.",
    ),
    "folder-read-only": _m(
        "The folder cannot be written to.",
        "Nothing was changed.",
        "You could choose a folder of your own.",
    ),
    "disk-full": _m(
        "The disk is full.",
        "Everything that was saved before is safe; the last change was not made.",
        "You could make some room and try again.",
    ),
    "passphrase-needed": _m(
        "{keyring}.",
        "The vault “{name}” is as it was.",
        "You could type its passphrase, if it has one, or its recovery key.",
    ),
    "passphrase-to-set": _m(
        "{keyring}.",
        "No vault was made yet.",
        "You could choose a passphrase for it that you will remember.",
    ),
    "wrong-passphrase": _m(
        "This passphrase does not open “{name}”.",
        "The vault is as it was.",
        "You could look at capitals and the keyboard's language, or use the recovery key.",
    ),
    "wrong-recovery-key": _m(
        "Group {group} of the recovery key has a slip in it.",
        "The vault is as it was.",
        "You could compare that group with your paper.",
    ),
    "recovery-key-incomplete": _m(
        "A recovery key has {groups} groups of six characters.",
        "The vault is as it was.",
        "You could look whether one was left out or typed twice.",
    ),
    "recovery-key-mixed": _m(
        "Each group reads well, but together they are no recovery key.",
        "The vault is as it was.",
        "You could check whether groups of two keys were mixed.",
    ),
    "recovery-key-other": _m(
        "This recovery key belongs to another vault than “{name}”.",
        "The vault is as it was.",
        "You could look for the key that was made with this vault.",
    ),
    "keyring-locked": _m(
        "The keyring of this computer is locked, and it was not unlocked when NetPlus asked.",
        "Your notes are as they were.",
        "You could unlock the keyring and try again, or go on without it.",
    ),
    "keyring-dismissed": _m(
        "The keyring of this computer asked something, and its question was closed without an answer.",
        "Your notes are as they were.",
        "You could try again and answer it, or go on without the keyring.",
    ),
    "keyring-silent": _m(
        "The keyring of this computer does not answer.",
        "Your notes are as they were.",
        "You could try again, once you have logged out and in for instance, or go on without the keyring.",
    ),
    "keyring-keeps-nothing": _m(
        "{keyring}.",
        "The passphrase still opens the vault.",
        "You could try again when a keyring is there.",
    ),
    "recover-by-passphrase": _m(
        "The recovery key opens “{name}”, and no keyring keeps its key.",
        "Nothing was changed.",
        "You could write a new passphrase into a file and name it with --passphrase-file, or use a terminal.",
    ),
    "backup-exists": _m(
        "There is something named “{name}” already.",
        "It was left as it is, and no copy was made.",
        "You could choose another name.",
    ),
    "backup-unsound": _m(
        "The copy did not pass its check and was thrown away.",
        "Your vault is as it was.",
        "You could check the vault itself, or write the copy to another disk.",
    ),
    "backup-damaged": _m(
        "The backup “{name}” is damaged.",
        "It was not used, and your vault is as it was.",
        "You could choose another one: each is a whole copy by itself.",
    ),
    "backup-locked": _m(
        "Neither the keyring nor what was given opens “{name}”.",
        "Nothing was changed.",
        "You could write the passphrase or the recovery key of that time into a file, and name it with "
        "--passphrase-file.",
    ),
    "backup-other-key": _m(
        "“{name}” was made under another key than this one.",
        "Your vault is as it was.",
        "You could use the passphrase or the recovery key that was yours when it was made.",
    ),
    "backup-first": _m(
        "A backup comes first, and it could not be made: {why}.",
        "Nothing was changed.",
        "You could make room on the disk of the backups, and try again.",
    ),
    "program-incomplete": _m(
        "A part of NetPlus is missing, so the vault was not opened.",
        "Nothing was changed.",
        "You could install NetPlus again.",
    ),
    # people, interviews, offers
    "name-needed": _m(
        "A person needs a name, or at least an organisation, an address or a number.",
        "Nothing was changed.",
        "You could type what you would call them.",
    ),
    "title-needed": _m(
        "An offer needs a few words that say what it is.", "Nothing was changed.", "You could give it a title."
    ),
    "text-needed": _m(
        "There are no words to keep yet.", "Nothing was changed.", "You could write a few and try again."
    ),
    "question-gone": _m(
        "This question is no longer in your bank.", "Nothing was changed.", "You could write it once more."
    ),
    "question-known": _m(
        "Another question of yours says the same.",
        "Nothing was changed.",
        "You could word this one differently, or remove it.",
    ),
    "snippet-gone": _m("This snippet is no longer here.", "Nothing was changed.", "You could write it once more."),
    "snippet-known": _m(
        "Another snippet has this name.", "Nothing was changed.", "You could give this one another name."
    ),
    "introducer-self": _m("Nobody introduces themselves.", "Nothing was changed.", "You could choose another person."),
    "introducer-ring-refused": _m(
        "You met “{name}” through this person already, directly or through others.",
        "Nothing was changed.",
        "You could choose another person, or first change through whom you met “{name}”.",
    ),
    "merge-with-self": _m(
        "A person cannot be merged with themselves.", "Nothing was changed.", "You could choose another person."
    ),
    "contact-gone": _m(
        "This person is no longer in the vault.", "Nothing was changed.", "You could undo the step that removed them."
    ),
    "draft-gone": _m(
        "This letter is no longer in the vault.",
        "Nothing was changed.",
        "You could undo the step that removed it.",
    ),
    "interview-gone": _m(
        "This conversation is no longer in the vault.",
        "Nothing was changed.",
        "You could undo the step that removed it.",
    ),
    "introduction-gone": _m(
        "This introduction is no longer in the vault.",
        "Nothing was changed.",
        "You could undo the step that removed it.",
    ),
    "introduction-alone": _m(
        "Both names are of the same person.", "Nothing was changed.", "You could choose somebody else."
    ),
    "introduction-there": _m(
        "An introduction of {first} and {second} is under way already.",
        "Nothing was changed.",
        "You could go on with it from the page of either.",
    ),
    "introduction-two-yeses": _m(
        "{first} and {second} have not both said yes yet.",
        "Nothing was changed, and neither is named to the other.",
        "You could note the answers first, or give the reason why you introduce them before.",
    ),
    "introduction-not-yet": _m(
        "Something else comes first in the introduction of {first} and {second}.",
        "Nothing was changed.",
        "You could note what has happened so far, one thing after the other.",
    ),
    "introduction-not-last": _m(
        "Later things rest on this one.",
        "Nothing was changed.",
        "You could take back the latest first, or choose another day.",
    ),
    "introduction-reason-needed": _m(
        "The two were introduced before both had agreed.",
        "The reason is kept as it was.",
        "You could write another reason.",
    ),
    "heard-gone": _m(
        "This line is no longer in the vault.", "Nothing was changed.", "You could undo the step that removed it."
    ),
    "offer-gone": _m(
        "This offer is no longer in the vault.", "Nothing was changed.", "You could undo the step that removed it."
    ),
    "exchange-gone": _m(
        "This entry is no longer in the vault.", "Nothing was changed.", "You could undo the step that removed it."
    ),
    "ask-gone": _m(
        "This request is no longer in the vault.", "Nothing was changed.", "You could undo the step that removed it."
    ),
    "import-gone": _m("This import is not in the vault.", "Nothing was changed.", "See the list of imports."),
    "import-not-kept": _m(
        "This import can no longer be taken back: the vault keeps what that takes for the latest twenty only.",
        "Nothing was changed.",
        "A backup from before it may still be there.",
    ),
    "undo-import-stale": _m(
        "The vault was changed since you looked at what taking the import back would do.",
        "Nothing was changed.",
        "Look at it once more.",
    ),
    "former-post-gone": _m(
        "This post is no longer in the vault.", "Nothing was changed.", "You could undo the step that removed it."
    ),
    "nothing-to-undo": _m("There is nothing to undo.", "", ""),
    "nothing-to-redo": _m("There is nothing to do again.", "", ""),
    "undo-stale": _m(
        "This step cannot be taken back, as what it changed is no longer as it left it.",
        "Nothing was changed.",
        "You could change it by hand.",
    ),
    # printing, letters
    # command line
    "passphrase-file-unreadable": _m(
        "The passphrase could not be read from “{name}”.",
        "The vault was not touched.",
        "You could check that the file is there, may be read by you, and holds plain text.",
    ),
    "passphrase-file-empty": _m(
        "The first line of “{name}” is empty, and the passphrase is expected there.",
        "The vault was not touched.",
        "You could write the passphrase into the first line and try again.",
    ),
    "passphrases-differ": _m(
        "The two passphrases are not the same.", "Nothing was changed.", "You could type both again, without haste."
    ),
    # program
    "busy": _m("Something is still being written.", "Nothing was changed.", "You could try again when it is done."),
    "nobody-matches": _m(
        "Nobody here is called “{name}”.", "Nothing was changed.", "You could look with `netplus list` first."
    ),
    "address-not-one": _m(
        "“{address}” does not name one recipient, so no mail was begun.",
        "Nothing was changed.",
        "You could correct the address in the details, or write to it from your mail program.",
    ),
    "employer-name-needed": _m(
        "An employer needs a name.", "Nothing was changed.", "You could type it, or paste a list with one on each line."
    ),
    "employers-known": _m(
        "{name} is in your list already.", "Nothing was changed.", "You could choose it there, or type another."
    ),
    "employer-gone": _m(
        "This employer is no longer in your list.", "Nothing was changed.", "Undo brings it back where it was removed."
    ),
    "person-without-employer": _m(
        "For whom {name} works is not written down.", "Nothing was changed.", "You could add it in the details."
    ),
    "employer-needed": _m(
        "A new job needs the name of the employer.", "Nothing was changed.", "You could type it, and go on."
    ),
    "landing-gone": _m(
        "That job is not in the vault any more.", "Nothing else was changed.", "You could undo, and it is back."
    ),
    "calendar-no-day": _m(
        "There is no day yet on which it could stand in a calendar.",
        "Nothing was written.",
        "You could agree a time in the plan, or give the promise a day, and try again.",
    ),
    "calendar-no-program": _m(
        "No calendar program answered.",
        "Nothing was changed here.",
        "You could drag the calendar button into a folder or your calendar, or use File > Export… > Calendar.",
    ),
    "too-many-to-drag": _m(
        "At most {most} people can be dragged out at once.",
        "Nothing was changed.",
        "You could export them instead: File > Export, and there the people selected.",
    ),
    "pictures-unread": _m(
        "Pictures that could not be read: {names}.",
        "Everything else was imported, and what stands in the file for the pictures is kept with these people.",
        "You could add pictures on their pages.",
    ),
    "no-picture-to-paste": _m(
        "There is no picture on the clipboard.",
        "Nothing was changed.",
        "You could copy one, or choose its file.",
    ),
    "nothing-to-paste": _m(
        "There are no contacts on the clipboard.",
        "Nothing was changed.",
        "You could copy one or more vCards, or the rows of a contact table, and paste again.",
    ),
    "printer-not-ready": _m(
        "The sheet could not be printed: the printer did not answer.",
        "Nothing was noted as prepared.",
        "You could look at the printer and try again, or save the sheet as PDF.",
    ),
    "folder-there": _m(
        "There is something called “{name}” already, and nothing is written over it.",
        "Your data here is as it was, and so is what is there.",
        "You could choose another name for the new folder.",
    ),
    "file-not-written": _m(
        "The file “{name}” could not be written.",
        "Your data here is as it was.",
        "You could choose another folder, or make room, and try again.",
    ),
}

# --- why a row of a file was skipped or is doubtful: one entry for each code of a Reason ---------------------
REASONS: dict[str, str] = {
    "no-name": "Nothing in it names a person: no name, organisation, address or number.",
    "loose-text": "This text stands outside every card, so it belongs to nobody.",
    "group": "“{name}” is a group of contacts, not a person.",
    "not-a-person": "“{name}” is no person: the card says it is a {kind}.",
    "hidden-member": "This member hides name and profile; the row holds only a date.",
    "too-many-columns": "The row has more than {limit} columns, so it cannot be told what stands where.",
    "looks-like": "Looks like {name}: {shared}; {names}.",
    "looks-like-row": "Looks like {name}, whom an earlier row brings: {shared}; {names}.",
    "may-be-one": "{shared}; {names}",
    "same-mark-other-name": "Carries the same identity as {name}, but another name.",
    "line-too-long": "One line was longer than {limit} MB and was left out.",
    "too-many-parameters": "One line had more than {limit} parameters and was left out.",
    "entry-unreadable": "It cannot be read as a person of an export by NetPlus.",
    "pieces-unreadable": "{count} of its parts cannot be read and were left out.",
    "picture-too-big": "A picture larger than {limit} MB was left out.",
    "picture-too-many-pixels": "A picture of more than {limit} million pixels was not decoded.",
    "picture-kind": "A picture of the kind {kind} is not shown.",
    "picture-broken": "A picture cannot be read, or did not arrive whole.",
    "picture-too-hard": "A picture took too long or too much memory and was given up.",
    "picture-no-decoder": "A picture could not be decoded: that part of NetPlus did not start.",
    "cell-too-big": "A cell larger than {limit} MB was left out.",
    "own-address": "“{address}” is the address that these messages were delivered to: your own.",
    "automatic-address": "“{address}” is written from by a program, not by a person.",
}

# --- words that a field of an error or a reason may stand for: (field, value) -> words ------------------------
WORDS: dict[tuple[str, str], str] = {
    ("found", "zip"): "a ZIP archive (you could unpack it first)",
    ("found", "archive"): "a packed archive (you could unpack it first)",
    ("found", "pdf"): "a PDF document",
    ("found", "picture"): "a picture",
    ("found", "sound"): "a sound recording",
    ("found", "film"): "a film",
    ("found", "office"): "an Office or Outlook document",
    ("found", "outlook-data"): "an Outlook data file",
    ("found", "database"): "a database",
    ("found", "program"): "a program",
    ("found", "script"): "a script",
    ("found", "shortcut"): "a shortcut to something else",
    ("found", "settings"): "a settings file",
    ("found", "web-page"): "a web page",
    ("found", "xml"): "an XML file",
    ("found", "json"): "a JSON file",
    ("found", "calendar"): "a calendar",
    ("found", "message"): "an e-mail message",
    ("found", "document"): "a text document",
    ("found", "key"): "a key or certificate",
    ("found", "text"): "plain text",
    ("found", "binary"): "data of another program",
    ("keyring", "none"): "No keyring answers on this computer",
    ("keyring", "null"): "The keyring that is set up on this computer keeps nothing",
    ("keyring", "plain"): "The keyring that is set up here would leave the key where others can read it",
    ("keyring", "forgets"): "The keyring of this computer did not keep the key that it was given",
    ("keyring", "missing"): "The keyring of this computer does not hold the key of this vault; perhaps it is in the "
    "one that you used before",
    ("keyring", "other"): "What the keyring of this computer holds for this vault does not open it; perhaps it was "
    "given another key since",
    ("keyring", "carried"): "NetPlus is carried about with its data here, so it leaves no key on any computer",
    ("why", "backup-unsound"): "the copy did not pass its check",
    ("why", "disk-full"): "the disk is full",
    ("why", "folder-read-only"): "the folder of the backups cannot be written to",
    ("why", "vault-busy"): "the vault was busy with other changes",
    ("why", "vault-damaged"): "a part of the vault could not be read",
    ("why", "vault-unreadable"): "the disk did not let it be read or written",
    ("why", "vault-read-only"): "the folder of the backups cannot be written to",
    ("shared", "email"): "the same e-mail address",
    ("shared", "phone"): "the same number",
    ("shared", "employer"): "the same employer",
    ("shared", "email+phone"): "the same e-mail address and number",
    ("shared", "email+employer"): "the same e-mail address and employer",
    ("shared", "phone+employer"): "the same number and employer",
    ("shared", "email+phone+employer"): "the same e-mail address, number and employer",
    ("names", "same"): "the same name",
    ("names", "order"): "the name in another order",
    ("names", "short"): "one name is short for the other",
    ("names", "initial"): "one name is an initial",
    ("names", "slip"): "the names differ by a slip",
    ("names", "script"): "the names are in other scripts",
}


def sentence(error: UserError) -> str:
    """The whole message about an error, as one paragraph of plain text."""
    message = MESSAGES[error.code]
    return " ".join(part for part in (message.what, message.safe, message.do) if part).format_map(filled(error.fields))


def reason(why: Reason) -> str:
    """Why a row was skipped or is doubtful."""
    return REASONS[why.code].format_map(filled(why.fields))


def filled(fields: Mapping[str, object], say: Callable[[str], str] = str) -> dict[str, object]:
    """The fields of an error or a reason, with words in place of their keys (`WORDS`), through `say`."""
    return {
        name: say(words) if (words := WORDS.get((name, str(value)))) is not None else value
        for name, value in fields.items()
    }


def finding(code: str, where: str = "", count: int = 1, say: Callable[[str], str] = str) -> str:
    """What the check of a vault found, through `say`."""
    words = say(FINDINGS[code]).format(where=say(PLACES[where]) if where in PLACES else where, count=count).strip()
    return words[:1].upper() + words[1:]


def action(what: Action, count: int = 1) -> str:
    """The name of a step, as it stands behind "Undo"."""
    one, many = ACTIONS[what]
    return (one if count == 1 else many).format(n=count)


def undo_lines(plan: UndoPlan) -> list[str]:
    """What taking an import back does, a line each."""
    from netplus_desktop.core.merging import LABELS

    lines = [f"people who go: {plan.removed}", f"people of whom it takes back what it wrote: {plan.reverted}"]
    if plan.kept:
        lines.append(f"stays: {len(plan.kept)}")
    for kept in plan.kept:
        fields = ", ".join(LABELS.get(name, name) for name in kept.fields)
        lines.append("  " + KEPT[kept.reason].format(name=kept.who.name, fields=fields))
    return lines


def merge_lines(plan: MergePlan) -> list[str]:
    """What a merge will do, a line each: figures and names first, then what both copies changed."""
    from netplus_desktop.core.merging import LABELS

    lines = [] if plan.related else ["The two vaults are not copies of one another: all of the other one is new."]
    for word, names in (("new", plan.new_people), ("changed", plan.changed_people), ("deleted", plan.removed_people)):
        lines.append(f"{word}: {len(names)}")
        lines += [f"  {name}" for name in names]
    if plan.both:
        lines.append(f"changed in both: {len(plan.both)}")
        lines += [f"  {one.name}, {LABELS.get(one.field, one.field)}: {one.kept} / {one.other}" for one in plan.both]
    return lines
