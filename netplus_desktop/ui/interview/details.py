"""Everything known of a person, each field edited where it stands and written when it is left."""

from __future__ import annotations

import re
from dataclasses import fields

from PySide6.QtCore import QStringListModel, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from netplus_desktop.core.people import display_name, email_key
from netplus_desktop.core.records import ContactRef, Person, Point, PointKind, Tier
from netplus_desktop.ui import dates, theme
from netplus_desktop.ui.interview import words
from netplus_desktop.ui.interview.fields import Heading, link, show_saved
from netplus_desktop.ui.interview.posts import PostsEditor
from netplus_desktop.ui.interview.shown import Shown
from netplus_desktop.ui.reading_order import tab_in_reading_order
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.text_fields import CommitLineEdit, GrowingTextEdit
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.tiers import TierBox
from netplus_desktop.ui.widgets import IconButton, Label

NAME_PARTS = frozenset({"prefix", "given", "middle", "family", "suffix"})
_BIRTHDAY = re.compile(r"(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?|--(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))")


class DetailsPage(QWidget):
    """The form of a person."""

    contact_requested = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: Shown | None = None
        self._fields: dict[str, CommitLineEdit | GrowingTextEdit] = {}
        self._hints: dict[str, Label] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SECTION)
        name = self._group(column, self.tr("Name"))
        self._line(name, "name", self.tr("Shown as"))
        self._line(name, "given", self.tr("Given name"))
        self._line(name, "middle", self.tr("Middle name"))
        self._line(name, "family", self.tr("Family name"))
        self._line(name, "prefix", self.tr("Before the name"))
        self._line(name, "suffix", self.tr("After the name"))
        self._line(name, "nickname", self.tr("Called"))
        self._line(name, "said", self.tr("How it is said"))
        self._fields["said"].setPlaceholderText(self.tr("As you would write it for yourself: ah-DAY-zeh"))
        work = self._group(column, self.tr("Work"))
        self._line(work, "title", self.tr("Role"))
        self._line(work, "organisation", self.tr("Employer"))
        self._line(work, "department", self.tr("Department"))
        self.posts = PostsEditor()
        self.posts.edited.connect(self._edit_post)
        self.posts.removed.connect(self._remove_post)
        column.addWidget(self.posts)
        self.points = PointsEditor()
        self.points.committed.connect(self._write_points)
        self._titled(column, self.tr("How to reach them")).addWidget(self.points)
        known = self._group(column, self.tr("How we know each other"))
        self._line(known, "met", self.tr("How we met"))
        self.introducer = IntroducerField(session)
        self.introducer.chosen.connect(self._set_introducer)
        self.introducer.contact_requested.connect(self.contact_requested)
        self._add_row(known, self.tr("Met through"), self.introducer.edit, self.introducer)
        self.tier = TierBox(self.tr("Keep in touch"), session.store)
        self.tier.chosen.connect(self._set_tier)
        self._add_row(known, self.tr("Keep in touch"), self.tier, self.tier)
        self._line(known, "birthday", self.tr("Birthday"))
        self._fields["birthday"].setPlaceholderText(self.tr("1990-03-14, 1990 or --03-14"))
        note = self._group(column, self.tr("Note"))
        text = GrowingTextEdit(least=4)
        text.setAccessibleName(self.tr("Note"))
        text.committed.connect(self._text_done)
        text.setObjectName("note")
        self._fields["note"] = text
        note.addRow(text)
        column.addStretch(1)

    def refresh(self, shown: Shown) -> None:
        """Show a person; what is being typed stays."""
        other = self._shown is None or self._shown.contact.id != shown.contact.id
        self._shown = shown
        person = shown.contact.person
        for name, field in self._fields.items():
            if other:
                field.set_text(getattr(person, name))
                self._explain(name, "")
            else:
                show_saved(field, getattr(person, name))
        self.points.show_points(person.points, fresh=other)
        self.tier.show_tier(shown.contact.tier)
        self.posts.show_posts(shown.contact, dates.today_of(self._session.store.now()))
        self.introducer.show_introducer(shown.contact.introducer, person.introduced_by, fresh=other)

    def field(self, name: str) -> CommitLineEdit | GrowingTextEdit:
        """The field of `records.Person` with that name."""
        return self._fields[name]

    def hint(self, name: str) -> str:
        """What is explained beside a field, "" for nothing."""
        return self._hints[name].text() if name in self._hints else ""

    def focus_name(self) -> None:
        """Let the user type the name at once."""
        field = self._fields["name"]
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.selectAll()

    def commit(self) -> None:
        """Write what is not written yet."""
        for field in self._fields.values():
            field.commit()
        self.points.commit()
        self.posts.commit()
        self.introducer.commit()

    def unfinished(self) -> dict[str, str]:
        """What was typed and could not be kept as it stands: field -> text."""
        if self._shown is None:
            return {}
        person = self._shown.contact.person
        texts = {n: f.text() if isinstance(f, CommitLineEdit) else f.toPlainText() for n, f in self._fields.items()}
        return {name: text for name, text in texts.items() if text.strip() != getattr(person, name).strip()}

    def resume(self, kept: dict[str, str]) -> None:
        """Let the user type on."""
        for name, text in kept.items():
            field = self._fields[name]
            if isinstance(field, CommitLineEdit):
                field.setText(text)
            else:
                field.setPlainText(text)

    # --- building ----------------------------------------------------------------------------------------

    def _group(self, column: QVBoxLayout, title: str) -> QFormLayout:
        group = self._titled(column, title)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(theme.GAP)
        form.setVerticalSpacing(theme.GAP_SMALL)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        group.addLayout(form)
        return form

    @staticmethod
    def _titled(column: QVBoxLayout, title: str) -> QVBoxLayout:
        group = QVBoxLayout()
        group.setSpacing(theme.GAP_SMALL)
        group.addWidget(Heading(title))
        column.addLayout(group)
        return group

    def _line(self, form: QFormLayout, name: str, text: str) -> None:
        field = CommitLineEdit()
        field.setObjectName(name)
        field.committed.connect(self._text_done)
        self._fields[name] = field
        hint = Label("", tone=Tone.DANGER, wrap=True)
        hint.hide()
        self._hints[name] = hint
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.GAP_HAIR)
        box.addWidget(field)
        box.addWidget(hint)
        self._add_row(form, text, field, holder)

    def _add_row(self, form: QFormLayout, text: str, field: QWidget, holder: QWidget) -> None:
        label = QLabel(text)
        label.setBuddy(field)
        label.setMinimumWidth(label.fontMetrics().averageCharWidth() * 16)
        field.setAccessibleName(text)
        form.addRow(label, holder)

    # --- writing -----------------------------------------------------------------------------------------

    def _text_done(self, text: str) -> None:
        field = self.sender()
        name = field.objectName()
        if self._shown is None:
            return
        wrong = self._wrong(name, text.strip())
        self._explain(name, wrong)
        if wrong:
            return
        changed: dict[str, object] = {name: text if name == "note" else text.strip()}
        person = self._shown.contact.person
        if name in NAME_PARTS and person.name == display_name(_parts_alone(person)):
            # the name shown was made from its parts, so it follows them
            shown_name = display_name(_parts_alone(person, **{name: text.strip()}))
            if shown_name:
                changed["name"] = shown_name
        self._session.run(self._session.store.edit_contact, self._shown.contact.id, initiator=self, **changed)

    def _wrong(self, name: str, text: str) -> str:
        """Why a text cannot be kept, in place; "" when it can."""
        if name == "name" and not text:
            return self.tr(
                "A person needs a name to be found again. The name “{name}” is kept until you type one."
            ).format(name=self._shown.contact.person.name if self._shown else "")
        if name == "birthday" and text and not _BIRTHDAY.fullmatch(text):
            return self.tr("You could write a birthday as 1990-03-14, 1990-03, 1990, or --03-14 without the year.")
        return ""

    def _explain(self, name: str, text: str) -> None:
        hint = self._hints.get(name)
        if hint is not None:
            hint.setText(text)
            hint.setVisible(bool(text))
            self._fields[name].setAccessibleDescription(text)

    def _write_points(self, points: object) -> None:
        if self._shown is not None:
            self._session.run(self._session.store.edit_contact, self._shown.contact.id, initiator=self, points=points)

    @Slot(object)
    def _set_tier(self, tier: Tier) -> None:
        if self._shown is not None and tier is not self._shown.contact.tier:
            self._session.run(self._session.store.set_tier, [self._shown.contact.id], tier, initiator=self)

    @Slot(int, str, str)
    def _edit_post(self, post: int, employer: str, role: str) -> None:
        self._session.run(self._session.store.edit_former_post, post, employer, role, initiator=self)

    @Slot(int)
    def _remove_post(self, post: int) -> None:
        self._session.run(self._session.store.delete_former_post, post, initiator=self)

    def _set_introducer(self, ref: ContactRef | None, name: str) -> None:
        if self._shown is None:
            return
        if ref is not None or not name:
            self._session.run(
                self._session.store.set_introducer,
                self._shown.contact.id,
                ref.id if ref else None,
                initiator=self,
            )
        else:
            self._session.run(
                self._session.store.edit_contact, self._shown.contact.id, initiator=self, introduced_by=name
            )


def _parts_alone(person: Person, **changed: str) -> Person:
    """A person with nothing but the parts of the name."""
    parts = {f.name: getattr(person, f.name) for f in fields(Person) if f.name in NAME_PARTS}
    return Person(name="", **{**parts, **changed})


class PointsEditor(QWidget):
    """Ways to reach a person as rows: kind, value, label. The last row is empty and waits for another."""

    committed = Signal(object)
    """(tuple of Point)"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[PointRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.GAP_SMALL)
        self.add = link(self.tr("+ Add a &way to reach them"))
        self.add.clicked.connect(self.add_row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addLayout(self._list)
        column.addWidget(self.add)
        self._saved: tuple[Point, ...] = ()

    def show_points(self, points: tuple[Point, ...], *, fresh: bool) -> None:
        """Show points that are saved; a row that is being typed stays."""
        drafts = [] if fresh else [row for row in self.rows if row.draft()]
        if points == self._saved and not fresh:
            return
        self._saved = points
        keep = [row for row in self.rows if row not in drafts][: len(points)]
        for row in self.rows:
            if row not in keep and row not in drafts:
                self._drop(row)
        while len(keep) < len(points):
            keep.append(self._new_row(len(keep)))
        self.rows = [*keep, *drafts]
        for row, point in zip(keep, points, strict=True):
            row.show_point(point)

    def points(self) -> tuple[Point, ...]:
        """The points as they stand, without the empty ones."""
        return tuple(row.point() for row in self.rows if row.point().value.strip())

    def add_row(self) -> PointRow:
        """A new row to type into, of the kind that is still missing."""
        kinds = {row.point().kind for row in self.rows}
        missing = next((k for k in (PointKind.EMAIL, PointKind.PHONE) if k not in kinds), PointKind.EMAIL)
        row = self._new_row(len(self.rows))
        row.show_point(Point(missing, ""))
        self.rows.append(row)
        tab_in_reading_order(self)
        row.value.setFocus(Qt.FocusReason.OtherFocusReason)
        return row

    def commit(self) -> None:
        """Write what is not written yet."""
        for row in list(self.rows):
            row.value.commit()
            row.label_edit.commit()

    def row_done(self, row: PointRow) -> None:
        """A row was edited: tell all points, if they are others now."""
        row.explain()
        self._tell()

    def remove(self, row: PointRow) -> None:
        """Take a row away."""
        if row in self.rows:
            self.rows.remove(row)
            self._drop(row)
            self._tell()

    def _tell(self) -> None:
        points = self.points()
        if points != self._saved:
            self._saved = points
            self.committed.emit(points)

    def _new_row(self, place: int) -> PointRow:
        row = PointRow(self)
        self._list.insertWidget(place, row)
        return row

    def _drop(self, row: PointRow) -> None:
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()


class PointRow(QWidget):
    """One way to reach a person."""

    def __init__(self, editor: PointsEditor) -> None:
        super().__init__()
        self._editor = editor
        self.kind = QComboBox()
        for kind in PointKind:
            self.kind.addItem(words.point_name(kind), kind)
        self.kind.setAccessibleName(self.tr("Kind"))
        self.kind.activated.connect(self._done)
        self.value = CommitLineEdit()
        self.value.committed.connect(self._done)
        self.label_edit = CommitLineEdit()
        self.label_edit.setPlaceholderText(self.tr("label"))
        self.label_edit.setAccessibleName(self.tr("Label, such as work"))
        self.label_edit.setCompleter(QCompleter([self.tr("work"), self.tr("home"), self.tr("mobile")], self))
        self.label_edit.committed.connect(self._done)
        remove = IconButton("x", self.tr("Remove this way to reach them"))
        remove.clicked.connect(self._remove)
        self.hint = Label("", tone=Tone.DANGER, wrap=True)
        self.hint.hide()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_SMALL)
        row.addWidget(self.kind)
        row.addWidget(self.value, 3)
        row.addWidget(self.label_edit, 1)
        row.addWidget(remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_HAIR)
        column.addLayout(row)
        column.addWidget(self.hint)
        self._lines: str | None = None

    def show_point(self, point: Point) -> None:
        """Show a saved point. A postal address stands on one line here and keeps its lines unless it is changed."""
        self.kind.setCurrentIndex(self.kind.findData(point.kind))
        self._lines = point.value if "\n" in point.value else None
        show_saved(self.value, point.value.replace("\n", ", "))
        show_saved(self.label_edit, point.label)
        self.value.setAccessibleName(words.point_name(point.kind))
        self.explain()

    def point(self) -> Point:
        """The point as it stands."""
        value = self.value.text().strip()
        if self._lines is not None and value == self._lines.replace("\n", ", "):
            value = self._lines
        return Point(PointKind(self.kind.currentData()), value, self.label_edit.text().strip())

    def draft(self) -> bool:
        """Whether it is a row that nothing was typed into yet, or that is being typed."""
        return self.value.changed() or self.label_edit.changed() or not self.value.text().strip()

    def explain(self) -> None:
        """Say beside the row what looks wrong; it is kept all the same, as people may have good reasons."""
        point = self.point()
        wrong = ""
        if point.value and point.kind is PointKind.EMAIL and not email_key(point.value):
            wrong = self.tr("This does not look like an e-mail address. It is kept as you wrote it.")
        elif point.value and point.kind is PointKind.PHONE and not any(c.isdigit() for c in point.value):
            wrong = self.tr("There is no digit in this number. It is kept as you wrote it.")
        self.hint.setText(wrong)
        self.hint.setVisible(bool(wrong))

    def _done(self) -> None:
        self._editor.row_done(self)

    def _remove(self) -> None:
        self._editor.remove(self)


class IntroducerField(QWidget):
    """Who led to this person: a name that completes to a contact, with a way to go there."""

    chosen = Signal(object, str)
    """(ContactRef or None, the text typed)"""
    contact_requested = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._ref: ContactRef | None = None
        self._found: dict[str, ContactRef] = {}
        self._names = QStringListModel(self)
        self.edit = CommitLineEdit()
        self.edit.setPlaceholderText(self.tr("Begin to type a name"))
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.edit.setCompleter(completer)
        self.edit.textEdited.connect(self._look_up)
        self.edit.committed.connect(self._typed)
        self.go = link(self.tr("Open"))
        self.go.clicked.connect(self._open)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_SMALL)
        row.addWidget(self.edit, 1)
        row.addWidget(self.go)

    def show_introducer(self, ref: ContactRef | None, name: str, *, fresh: bool) -> None:
        """Show who introduced the person."""
        self._ref = ref
        text = ref.name if ref else name
        if fresh:
            self.edit.set_text(text)
        else:
            show_saved(self.edit, text)
        self.go.setVisible(ref is not None)

    def commit(self) -> None:
        """Write what is not written yet."""
        self.edit.commit()

    def _look_up(self, typed: str) -> None:
        typed = typed.strip()
        refs = self._session.store.find_contacts(typed, limit=8) if typed else ()
        self._found = {}
        for ref in refs:
            self._found.setdefault(ref.name, ref)
        self._names.setStringList(list(self._found))

    def _typed(self, text: str) -> None:
        text = text.strip()
        if text and text not in self._found:
            self._look_up(text)
        ref = self._found.get(text)
        if ref is None and len(self._found) == 1:
            only = next(iter(self._found.values()))
            if only.name.casefold() == text.casefold():
                ref = only
        self.chosen.emit(ref, text)

    def _open(self) -> None:
        if self._ref is not None:
            self.contact_requested.emit(self._ref.id)
