"""The sentences about files that are brought: why one is not read, and how what an archive tells stands in the vault.
A part of `sentences`, which has the rest.
"""

from __future__ import annotations

from netplus_desktop.core.evidence import FactKind

FILES: dict[str, tuple[str, str, str]] = {
    # files
    "file-missing": (
        "“{name}” is not there any more.",
        "Nothing was changed.",
        "You could look where the file went, and bring it again.",
    ),
    "file-is-folder": (
        "“{name}” is a folder.",
        "Nothing in it was opened.",
        "You could open it and bring the contact files themselves.",
    ),
    "file-special": (
        "“{name}” is not an ordinary file, but a pipe, a device or the like.",
        "It was not opened.",
        "You could save its contacts to a file and bring that.",
    ),
    "file-unreadable": (
        "“{name}” could not be read: the system did not allow it, or the disk failed.",
        "Nothing was changed.",
        "You could check its permissions, or copy it to another folder, and try again.",
    ),
    "file-empty": (
        "“{name}” is empty.",
        "Nothing was changed.",
        "You could export your contacts again; the export may not have finished.",
    ),
    "file-too-big": (
        "“{name}” is larger than {limit} MB, more than a contact file should be.",
        "It was not read.",
        "You could export in several parts, or without pictures.",
    ),
    "file-too-many": (
        "“{name}” holds {count} contacts; at most {limit} can be read at once.",
        "Nothing was changed.",
        "You could split the file and import the parts one after the other.",
    ),
    "file-not-contacts": (
        "“{name}” holds no contacts that can be read: it looks like {found}.",
        "Nothing was changed, and nothing in it was opened.",
        "You could export your contacts as vCard (.vcf) or as a table (.csv) and bring that file.",
    ),
    "file-not-needs": (
        "“{name}” is no file of needs and offers.",
        "Nothing was changed.",
        "You could write it as JSON: two lists of texts, named “offers” and “needs”.",
    ),
    "file-header-unknown": (
        "“{name}” may be a table, but none of its columns could be told to hold people. It begins with “{header}”.",
        "Nothing was changed.",
        "You could name the columns in its first row, such as “First Name”, “Last Name”, “E-mail Address”, “Company”.",
    ),
    "file-no-rows": (
        "“{name}” names its columns, but has no rows of people below them.",
        "Nothing was changed.",
        "You could export your contacts again.",
    ),
    "file-newer": (
        "“{name}” was written by another version of NetPlus, in a form that this one does not know.",
        "Nothing was changed.",
        "You could update NetPlus here, or export as vCard there and bring that file.",
    ),
    # archives and folders
    "zip-damaged": (
        "“{name}” is damaged, or did not arrive whole.",
        "Nothing was changed.",
        "You could download or copy it again, or unpack it and bring the files.",
    ),
    "zip-split": (
        "“{name}” is one part of an archive that was split.",
        "It was not read.",
        "You could put the parts together again with the program that split it, or unpack them and bring the files.",
    ),
    "zip-encrypted": (
        "“{name}” is protected by a password.",
        "It was not read.",
        "You could unpack it with the password and bring the files.",
    ),
    "zip-too-many": (
        "“{name}” holds more than {limit} files.",
        "It was not read.",
        "You could unpack it and bring the contact files alone.",
    ),
    "zip-too-big": (
        "“{name}” would unpack to more than {limit} MB.",
        "It was not read.",
        "You could unpack it and bring the contact files alone.",
    ),
    "zip-bomb": (
        "“{name}” would unpack to more than {limit} times its size, as only archives do that are meant to do harm.",
        "It was not unpacked.",
        "You could ask whoever gave it to you what it is.",
    ),
    "zip-overlapping": (
        "In “{name}” files lie one over the other, as only in archives that are meant to do harm.",
        "It was not unpacked.",
        "You could ask whoever gave it to you what it is.",
    ),
    "zip-name": (
        "“{name}” has a name that would lead out of its archive, or that is none.",
        "It was not read, and nothing was written.",
        "If you know what it is, you could bring it outside the archive.",
    ),
    "zip-link": (
        "“{name}” is a link to another file.",
        "It was not followed.",
        "You could bring the file that it leads to.",
    ),
    "zip-twice": (
        "“{name}” is there twice in its archive.",
        "The first one was read, this one was not.",
        "You could unpack the archive and look at both.",
    ),
    "zip-packing": (
        "“{name}” is packed in a way that is seldom used, and not read here.",
        "It was not unpacked.",
        "You could unpack the archive and bring the file.",
    ),
    "folder-empty": (
        "There are no files in “{name}”.",
        "Nothing was changed.",
        "You could look for the folder or the archive that holds your contacts.",
    ),
    "folder-too-many": (
        "“{name}” holds more than {limit} files.",
        "Nothing in it was read.",
        "You could put the contact files into a folder of their own and bring that.",
    ),
    "folder-too-deep": (
        "“{name}” lies deeper than folders are looked into.",
        "Nothing in it was read.",
        "You could bring that folder itself.",
    ),
    "folder-link": (
        "“{name}” is a link out of the folder, or to nowhere.",
        "It was not followed.",
        "You could bring the file that it leads to.",
    ),
    # pictures
    "picture-too-big": (
        "“{name}” is larger than {limit} MB, more than a picture of a person needs.",
        "Nothing was changed.",
        "You could save it in a smaller size and choose that.",
    ),
    "picture-too-many-pixels": (
        "“{name}” has more than {limit} million pixels.",
        "It was not decoded, and nothing was changed.",
        "You could save it in a smaller size, or as JPEG, and choose that.",
    ),
    "picture-kind": (
        "“{name}” is a picture of the kind {kind}, which is not read here.",
        "It was not decoded, and nothing was changed.",
        "You could save it as JPEG or PNG and choose that.",
    ),
    "picture-broken": (
        "“{name}” is no picture that can be read, or it did not arrive whole.",
        "Nothing was changed.",
        "You could choose another one: JPEG, PNG, GIF, WebP or BMP.",
    ),
    "picture-too-hard": (
        "“{name}” took too long or too much memory, as only pictures do that are damaged or meant to do harm.",
        "It was given up, and nothing was changed.",
        "You could choose another one.",
    ),
    "picture-no-decoder": (
        "“{name}” could not be decoded: the part of NetPlus that does so did not start.",
        "Nothing was changed.",
        "You could try once more when the computer is less busy.",
    ),
}
"""What happened, what is safe, what to do next, by the codes of `FileError`. {name} is the file's, as shown."""

# --- how a fact of an archive stands in the vault: (kind, whether the user did it) -> words -------------------
# Placeholders: {text}, what was written; {day}.
FACTS: dict[tuple[FactKind, bool], str] = {
    (FactKind.MESSAGE, False): "{day}, they wrote: {text}",
    (FactKind.MESSAGE, True): "{day}, I wrote: {text}",
    (FactKind.INVITATION, False): "{day}: they asked to connect on LinkedIn. {text}",
    (FactKind.INVITATION, True): "{day}: I asked to connect on LinkedIn. {text}",
    (FactKind.RECOMMENDATION, False): "Recommended me on LinkedIn: {text}",
    (FactKind.RECOMMENDATION, True): "Recommended on LinkedIn: {text}",
    (FactKind.ENDORSEMENT, False): "Endorsed me on LinkedIn: {text}",
    (FactKind.ENDORSEMENT, True): "Endorsed on LinkedIn: {text}",
    (FactKind.NOTE, False): "{day}: {text}",
}

# --- what an archive tells about nobody here, by the codes of `Evidence.unused`; {n} is how many -------------
UNUSED: dict[str, str] = {
    "draft": "Drafts that were never sent: {n}",
    "spam": "Messages in the spam folder: {n}",
    "sponsored": "Advertisements among the messages: {n}",
    "no-date": "Lines whose date cannot be read: {n}",
    "nobody": "Lines about people who cannot be told by their name: {n}",
    "not-connected": "Lines about people you are not connected with, used where they are in your vault: {n}",
}
