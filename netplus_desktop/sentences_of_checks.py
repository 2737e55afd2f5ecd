"""What a check of the vault finds, and why some things stay when an import is taken back. A part of `sentences`,
which has the rest."""

from __future__ import annotations

# --- what the check of a vault found: one entry for each code of a Finding ------------------------------------
# Placeholders: {where}, the words of `PLACES` or pages; {count}, how many.
FINDINGS: dict[str, str] = {
    "page-damaged": "Damaged pages of the file: {count} (number {where})",
    "header-damaged": "The first bytes of the file are damaged; everything else can still be read",
    "structure-damaged": "The structure of the file is damaged. {where}",
    "index-wrong": "An index of the file does not hold every row: {where}",
    "owner-missing": "{where} without the person or conversation that they belong to: {count}",
    "link-broken": "{where} that name something which is gone: {count}",
    "link-elsewhere": "{where} that name a conversation or a need of somebody else: {count}",
    "line-adrift": "{where} from a line of the notes that is not there: {count}",
    "introducer-ring": "People who are said to have introduced one another, round and round: {count}",
    "value-invalid": "{where} with a date, a time zone or a text that cannot be read: {count}",
    "word-unknown": "{where} with a word that this version does not know: {count}",
    "end-wrong": "{where} with an end that does not fit start and length: {count}",
    "mark-twice": "People who carry the same mark as somebody else: {count}",
    "row-twice": "{where} that are there twice: {count}",
    "figure-wrong": "The kept number is wrong for: {where}",
    "meta-missing": "A row that every vault has is missing",
    "keys-wrong": "People who would not be known again by their keys: {count}",
    "order-wrong": "People who stand in another place of the list than their name: {count}",
    "standing-wrong": "People whose next step or dots do not follow from their conversations: {count}",
    "search-index-wrong": "People whom the search would not find as it should: {count}",
}

# --- why somebody stays when an import is taken back: `core.batches.KeptReason`; {fields} are their labels ----------
KEPT: dict[str, str] = {
    "edited": "{name}: you wrote in their details since",
    "talked": "{name}: there is a conversation, something heard or an exchange since",
    "referred": "{name}: somebody named them to you since",
    "introduced": "{name}: they led you to somebody who stays",
    "fields": "{name}: you wrote these since, and they stay: {fields}",
    "offered": "{name}: an offer that you changed or made use of since",
    "advocate": "{name}: they stand in your list of employers",
    "introducible": "{name}: one of your offers is to introduce them",
    "pinned": "{name}: you pinned them to somebody's need",
}

# --- the tables of a vault, as the check and the rescue name what is in them -----------------------------------
PLACES: dict[str, str] = {
    "contact": "people",
    "contact_point": "addresses and numbers",
    "contact_tag": "tags",
    "interview": "interviews",
    "interview_event": "stages of interviews",
    "interview_question": "questions of interviews",
    "own_question": "questions of your own",
    "heard": "things heard",
    "offer": "offers",
    "exchange": "entries of the exchange",
    "import_batch": "imports",
    "import_image": "notes for taking imports back",
    "former_post": "former posts",
    "photo": "pictures",
    "table_layout": "meanings of columns",
    "draft": "letters",
    "favourite_question": "favourite questions",
    "snippet": "pieces of text",
    "landing": "new jobs",
    "employer": "employers",
    "fit_choice": "choices of offers for needs",
    "person_choice": "choices of people for needs",
    "preference": "times of your own",
    "ask": "requests",
    "introduction": "introductions",
    "introduction_event": "stages of introductions",
    "snooze": "lines that were put off",
    "signal_choice": "hints that were put away",
}
