"""The tables of a vault as they stand now. Private to `store`; rows leave it as frozen records only.

The models declare the tables: for the history, which takes images of their rows, and for the test that compares
them with what the migrations build. No model is bound to a database, so that several vaults may be open at once.
Instants are ISO text in UTC, days ISO text; both sort as they stand.
"""

# ruff: noqa: D106

from __future__ import annotations

from functools import cache

import peewee as p

from netplus_desktop.core.records import Kind


class Table(p.Model):
    """What all tables share."""

    id = p.AutoField()

    class Meta:
        legacy_table_names = False
        only_save_dirty = True


class Contact(Table):
    """A person. `sort_key` follows from the name; `keys` are all by which they are known again, a line each.
    `last_message` is the day of the latest message that an import told of."""

    name = p.TextField()
    sort_key = p.BlobField()
    given = p.TextField(default="")
    middle = p.TextField(default="")
    family = p.TextField(default="")
    prefix = p.TextField(default="")
    suffix = p.TextField(default="")
    nickname = p.TextField(default="")
    organisation = p.TextField(default="")
    department = p.TextField(default="")
    title = p.TextField(default="")
    birthday = p.TextField(default="")
    met = p.TextField(default="")
    introduced_by = p.TextField(default="")
    introducer = p.ForeignKeyField("self", null=True, on_delete="RESTRICT", index=False)
    note = p.TextField(default="")
    uid = p.TextField(default="")
    extra = p.TextField(default="")
    keys = p.TextField(default="")
    sample = p.BooleanField(default=False)
    created = p.TextField()
    changed = p.TextField()
    tier = p.TextField(default="")
    last_message = p.TextField(default="")
    said = p.TextField(default="")
    resting = p.BooleanField(default=False)

    class Meta:
        indexes = ((("sort_key", "id"), False),)


Contact.add_index(
    Contact.index(Contact.introducer, where=p.SQL("introducer_id IS NOT NULL"), name="contact_introducer")
)
Contact.add_index(Contact.index(Contact.sample, where=p.SQL("sample"), name="contact_sample"))
Contact.add_index(Contact.index(Contact.id, Contact.tier, where=p.SQL("tier <> ''"), name="contact_tier"))


class ContactPoint(Table):
    """A way to reach a person; their order is that of the ids."""

    contact = p.ForeignKeyField(Contact, on_delete="RESTRICT")
    kind = p.TextField()
    value = p.TextField()
    label = p.TextField(default="")


class ContactTag(Table):
    """A tag that a person has."""

    contact = p.ForeignKeyField(Contact, on_delete="RESTRICT")
    tag = p.TextField()

    class Meta:
        indexes = ((("tag", "contact"), False),)


class FormerPost(Table):
    """Where somebody worked before an import told of another employer. `noticed` is the day of that import."""

    contact = p.ForeignKeyField(Contact, on_delete="RESTRICT")
    organisation = p.TextField()
    title = p.TextField()
    noticed = p.TextField(index=True)


class Photo(Table):
    """The picture of a person, a JPEG."""

    contact = p.ForeignKeyField(Contact, on_delete="RESTRICT", unique=True)
    picture = p.BlobField()


class ContactKey(p.Model):
    """Who holds a key: `Contact.keys` the other way round. No foreign key, as that would want a second index; the
    check of the vault looks for holders that are gone."""

    key = p.TextField()
    contact_id = p.IntegerField()

    class Meta:
        legacy_table_names = False
        primary_key = p.CompositeKey("key", "contact_id")
        without_rowid = True


class ContactStanding(p.Model):
    """Where things stand with a person, derived from their conversations; people without any have no row.

    `next_check` is the next instant at which time alone changes it: a meeting begins or ends.
    """

    contact = p.ForeignKeyField(Contact, primary_key=True, on_delete="RESTRICT")
    next_kind = p.TextField(null=True)
    next_due = p.TextField(null=True)
    next_interview = p.IntegerField(null=True)
    next_check = p.TextField(null=True)
    last_contact = p.TextField(null=True)
    to_thank = p.BooleanField(default=False)
    they_shared = p.BooleanField(default=False)
    i_gave = p.BooleanField(default=False)

    class Meta:
        legacy_table_names = False


for _column in ("next_due", "next_check", "last_contact", "to_thank"):
    ContactStanding.add_index(
        ContactStanding.index(
            getattr(ContactStanding, _column),
            where=p.SQL("to_thank" if _column == "to_thank" else f"{_column} IS NOT NULL"),
            name=f"contact_standing_{_column}",
        )
    )


class Interview(Table):
    """An informational interview: plan, notes, draft of the thank-you. `ends` is the instant it ends, if planned.
    `state` is the state that the user chose, '' where it follows from the events."""

    contact = p.ForeignKeyField(Contact, on_delete="RESTRICT")
    purpose = p.TextField(default="")
    outcome = p.TextField(default="")
    starts = p.TextField(null=True)
    zone = p.TextField(default="UTC")
    minutes = p.IntegerField(default=20)
    medium = p.TextField(default="video")
    place = p.TextField(default="")
    fallback = p.TextField(default="")
    overview = p.TextField(default="")
    facts = p.TextField(default="")
    ask = p.TextField(default="")
    ends = p.TextField(null=True)
    notes = p.TextField(default="")
    letter_subject = p.TextField(null=True)
    letter_body = p.TextField(null=True)
    letter_sent = p.TextField(null=True)
    created = p.TextField()
    state = p.TextField(default="")
    letter_tone = p.TextField(default="")


Interview.add_index(Interview.index(Interview.ends, where=p.SQL("ends IS NOT NULL"), name="interview_ends"))


class InterviewEvent(Table):
    """A dated fact about an interview."""

    interview = p.ForeignKeyField(Interview, on_delete="RESTRICT", index=False)
    kind = p.TextField()
    at = p.TextField()

    class Meta:
        indexes = ((("interview", "kind"), True),)


class InterviewQuestion(Table):
    """A question picked for an interview."""

    interview = p.ForeignKeyField(Interview, on_delete="RESTRICT")
    position = p.IntegerField()
    kind = p.TextField()
    text = p.TextField()
    asked = p.BooleanField(default=False)
    answer = p.TextField(default="")


class OwnQuestion(Table):
    """A question that the user put into the bank."""

    text = p.TextField()
    kind = p.TextField()
    stage = p.TextField(default="")


class FavouriteQuestion(Table):
    """A question that the user marked, of the bank or of their own, by its text."""

    text = p.TextField(unique=True)


class Heard(Table):
    """A thing heard. `line` is the line of the notes that filed it, while it stands there. The days of a referral:
    `introduced` by whoever named the person, `contacted` by me, `reported` back to whoever named them."""

    contact = p.ForeignKeyField(Contact, on_delete="RESTRICT")
    interview = p.ForeignKeyField(Interview, null=True, on_delete="RESTRICT")
    kind = p.TextField()
    text = p.TextField()
    day = p.TextField()
    state = p.TextField(default="open")
    due = p.TextField(null=True)
    mine = p.BooleanField(default=True)
    action = p.TextField(default="")
    referred = p.ForeignKeyField(Contact, null=True, on_delete="RESTRICT", index=False)
    line = p.IntegerField(null=True)
    introduced = p.TextField(null=True)
    contacted = p.TextField(null=True)
    reported = p.TextField(null=True)


Heard.add_index(Heard.index(Heard.referred, where=p.SQL("referred_id IS NOT NULL"), name="heard_referred"))


class Offer(Table):
    """A thing I can give. `contact` is somebody whom I can introduce."""

    title = p.TextField()
    kind = p.TextField()
    minutes = p.IntegerField()
    tags = p.TextField(default="")
    limits = p.TextField(default="")
    proof = p.TextField(default="")
    archived = p.BooleanField(default=False)
    used = p.TextField(null=True)
    sample = p.BooleanField(default=False)
    often = p.TextField(default="")
    link = p.TextField(default="")
    contact = p.ForeignKeyField(Contact, null=True, on_delete="RESTRICT", index=False)


Offer.add_index(Offer.index(Offer.contact, where=p.SQL("contact_id IS NOT NULL"), name="offer_contact"))


class Exchange(Table):
    """A recorded give or share."""

    contact = p.ForeignKeyField(Contact, on_delete="RESTRICT")
    direction = p.TextField()
    text = p.TextField()
    day = p.TextField()
    state = p.TextField()
    interview = p.ForeignKeyField(Interview, null=True, on_delete="RESTRICT", index=False)
    offer = p.ForeignKeyField(Offer, null=True, on_delete="RESTRICT", index=False)
    need = p.ForeignKeyField(Heard, null=True, on_delete="RESTRICT", index=False)
    minutes = p.IntegerField(null=True)


for _parent in ("interview", "offer", "need"):
    Exchange.add_index(
        Exchange.index(getattr(Exchange, _parent), where=p.SQL(f"{_parent}_id IS NOT NULL"), name=f"exchange_{_parent}")
    )


class Ask(Table):
    """A request that I made, or mean to make: see `records.Ask`."""

    contact = p.ForeignKeyField(Contact, on_delete="RESTRICT")
    interview = p.ForeignKeyField(Interview, null=True, on_delete="RESTRICT", index=False)
    kind = p.TextField()
    text = p.TextField()
    state = p.TextField()
    day = p.TextField()
    answered = p.TextField(null=True)
    thanked = p.TextField(null=True)
    reported = p.TextField(null=True)


Ask.add_index(Ask.index(Ask.interview, where=p.SQL("interview_id IS NOT NULL"), name="ask_interview"))


class Introduction(Table):
    """Two people whom I bring together: see `records.Introduction`."""

    first = p.ForeignKeyField(Contact, on_delete="RESTRICT")
    second = p.ForeignKeyField(Contact, on_delete="RESTRICT")
    reason = p.TextField(default="")
    first_blurb = p.TextField(default="")
    second_blurb = p.TextField(default="")
    override = p.TextField(default="")


class IntroductionEvent(Table):
    """A dated fact about an introduction."""

    introduction = p.ForeignKeyField(Introduction, on_delete="RESTRICT", index=False)
    at = p.TextField()  # before the kind: the rescue tells it from an interview's by that
    kind = p.TextField()

    class Meta:
        indexes = ((("introduction", "kind"), True),)


class Snooze(Table):
    """A line of the Today list that was put off to the day `until`. `subject` is the kind of step; which row
    `subject_id` names then, tells `copies.SNOOZED`."""

    subject = p.TextField()
    subject_id = p.IntegerField()
    until = p.TextField()


class SignalChoice(Table):
    """A signal that the user does not want to see: about one person or any, up to a day or (None) ever."""

    signal = p.TextField()
    contact = p.ForeignKeyField(Contact, null=True, on_delete="RESTRICT", index=False)
    until = p.TextField(null=True)


SignalChoice.add_index(
    SignalChoice.index(SignalChoice.contact, where=p.SQL("contact_id IS NOT NULL"), name="signal_choice_contact")
)


class Draft(Table):
    """A letter to a person beside the thank-you: see `records.DraftKind`."""

    contact = p.ForeignKeyField(Contact, on_delete="RESTRICT")
    interview = p.ForeignKeyField(Interview, null=True, on_delete="RESTRICT", index=False)
    kind = p.TextField()
    subject = p.TextField(default="")
    body = p.TextField(default="")
    sent = p.TextField(null=True)


Draft.add_index(Draft.index(Draft.interview, where=p.SQL("interview_id IS NOT NULL"), name="draft_interview"))


class Snippet(Table):
    """A piece of text for letters, by its name."""

    name = p.TextField()
    text = p.TextField()


class Landing(Table):
    """A job that the user got: since when, where, as what."""

    day = p.TextField()
    organisation = p.TextField(default="")
    role = p.TextField(default="")


class Employer(Table):
    """A row of the list of employers that the user aims at, with who might speak for them there: see
    `records.Employer`."""

    name = p.TextField()
    advocate = p.ForeignKeyField(Contact, null=True, on_delete="RESTRICT", index=False)
    motivation = p.IntegerField(null=True)
    posting = p.TextField(default="")
    posting_link = p.TextField(default="")
    note = p.TextField(default="")
    archived = p.BooleanField(default=False)
    sample = p.BooleanField(default=False)


Employer.add_index(Employer.index(Employer.advocate, where=p.SQL("advocate_id IS NOT NULL"), name="employer_advocate"))


class FitChoice(Table):
    """That the user pinned an offer to a need, or does not want to see it there: `records.FitChoice`."""

    need = p.ForeignKeyField(Heard, on_delete="RESTRICT", index=False)
    offer = p.ForeignKeyField(Offer, on_delete="RESTRICT")
    choice = p.TextField()

    class Meta:
        indexes = ((("need", "offer"), True),)


class PersonChoice(Table):
    """That the user pinned somebody to a need with which they might help, or does not want to see them there. The
    choice comes first: the rescue knows by the shape of a row that it is none of `FitChoice`."""

    choice = p.TextField()
    need = p.ForeignKeyField(Heard, on_delete="RESTRICT", index=False)
    contact = p.ForeignKeyField(Contact, on_delete="RESTRICT")

    class Meta:
        indexes = ((("need", "contact"), True),)


class Preference(Table):
    """What the user set that belongs to the vault, not to the computer, as JSON by its name."""

    name = p.TextField(unique=True)
    content = p.TextField()


class ImportBatch(Table):
    """One file of an import: when, which, how much. `first` is the first file of the same import, none for that itself.
    `undone` is when the import was taken back."""

    at = p.TextField()
    file = p.TextField()
    format = p.TextField()
    read = p.IntegerField()
    added = p.IntegerField()
    updated = p.IntegerField()
    unchanged = p.IntegerField()
    skipped = p.IntegerField()
    first = p.ForeignKeyField("self", null=True, on_delete="RESTRICT", index=False)
    undone = p.TextField(null=True)


class ImportImage(Table):
    """A part of what an import wrote, packed: see `batches`. It hangs on the first file of the import."""

    batch = p.ForeignKeyField(ImportBatch, on_delete="RESTRICT")
    part = p.IntegerField()
    packed = p.BlobField()


class TableLayout(Table):
    """What the user said that the columns of a table mean, as JSON, by its header row."""

    header = p.TextField(unique=True)
    meaning = p.TextField()


class Meta(p.Model):
    """What the vault knows about itself: the language of its order, how its key is held."""

    name = p.TextField(primary_key=True)
    value = p.TextField()

    class Meta:
        legacy_table_names = False
        without_rowid = True


class Counter(p.Model):
    """How many rows a table has, kept so that nobody needs to count them."""

    name = p.TextField(primary_key=True)
    value = p.IntegerField()

    class Meta:
        legacy_table_names = False
        without_rowid = True


class Branch(p.Model):
    """One opening of one file in which something was written; `seen` is its highest stamp known here. See `lineage`."""

    id = p.AutoField()
    name = p.BlobField(unique=True)
    seen = p.IntegerField()

    class Meta:
        legacy_table_names = False


class Origin(p.Model):
    """Where the rows of a range come from: `first` was made as row `serial` of the branch, and so on."""

    tbl = p.TextField()
    first = p.IntegerField()
    last = p.IntegerField()
    branch_id = p.IntegerField()
    serial = p.IntegerField()

    class Meta:
        legacy_table_names = False
        primary_key = p.CompositeKey("tbl", "first")
        without_rowid = True


class Edit(p.Model):
    """When a field was last written after its row was made, and by which branch."""

    tbl = p.TextField()
    row_id = p.IntegerField()
    field = p.TextField()
    stamp = p.IntegerField()
    branch_id = p.IntegerField()

    class Meta:
        legacy_table_names = False
        primary_key = p.CompositeKey("tbl", "row_id", "field")
        without_rowid = True


class Fate(p.Model):
    """When the rows of a range were deleted, or brought back since (`alive`), and by which branch."""

    tbl = p.TextField()
    first = p.IntegerField()
    last = p.IntegerField()
    alive = p.BooleanField()
    stamp = p.IntegerField()
    branch_id = p.IntegerField()

    class Meta:
        legacy_table_names = False
        primary_key = p.CompositeKey("tbl", "first")
        without_rowid = True


IMAGED: tuple[type[Table], ...] = (
    Contact,
    ContactPoint,
    ContactTag,
    FormerPost,
    Photo,
    Interview,
    InterviewEvent,
    InterviewQuestion,
    OwnQuestion,
    Heard,
    Offer,
    Exchange,
    ImportBatch,
    ImportImage,
    TableLayout,
    FavouriteQuestion,
    Draft,
    Snippet,
    Landing,
    Employer,
    FitChoice,
    PersonChoice,
    Preference,
    Ask,
    Introduction,
    IntroductionEvent,
    Snooze,
    SignalChoice,
)
"""The tables that hold what users know, parents before children. Everything else follows from these."""

LINEAGE: tuple[type[p.Model], ...] = (Branch, Origin, Edit, Fate)
"""The tables that tell where rows come from and when they were written. No image holds them."""

TABLES: tuple[type[p.Model], ...] = (*IMAGED, ContactKey, ContactStanding, Meta, Counter, *LINEAGE)

KINDS: dict[type[Table], Kind] = {
    Contact: Kind.CONTACT,
    Interview: Kind.INTERVIEW,
    Heard: Kind.HEARD,
    Offer: Kind.OFFER,
    Exchange: Kind.EXCHANGE,
    OwnQuestion: Kind.QUESTION,
    Ask: Kind.ASK,
    Introduction: Kind.INTRODUCTION,
    Employer: Kind.EMPLOYER,
}
"""The tables whose rows are records that a change is told of."""

DERIVED: dict[type[p.Model], frozenset[str]] = {Contact: frozenset({"sort_key"})}
"""Columns that follow from others: no image keeps them."""


@cache  # asked for with each row that is written
def table_name(table: type[p.Model]) -> str:
    """The name of a table in SQL."""
    return str(table._meta.table_name)


@cache
def columns(table: type[p.Model], *, derived: bool = False) -> tuple[str, ...]:
    """The columns of a table in SQL, in their order; derived ones on request."""
    left_out = frozenset() if derived else DERIVED.get(table, frozenset())
    return tuple(f.column_name for f in table._meta.sorted_fields if f.column_name not in left_out)
