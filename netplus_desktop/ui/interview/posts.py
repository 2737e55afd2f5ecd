"""Where a person worked before, as far as imports told of another employer: shown, corrected, taken away."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netplus_desktop.core.cadence import JOB_NEWS_DAYS
from netplus_desktop.core.records import Contact, FormerPost
from netplus_desktop.ui import dates, theme
from netplus_desktop.ui.interview.fields import Heading, show_saved
from netplus_desktop.ui.reading_order import tab_in_reading_order
from netplus_desktop.ui.text_fields import CommitLineEdit
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import IconButton, Label


class PostsEditor(QWidget):
    """Former posts as rows, the latest first, under their own heading; hidden while there are none."""

    edited = Signal(int, str, str)
    """(id of the post, employer, role)"""
    removed = Signal(int)
    """(id of the post)"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[PostRow] = []
        self.news = Label("", tone=Tone.SECOND, wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.GAP_SMALL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(Heading(self.tr("Where they worked before")))
        column.addWidget(self.news)
        column.addLayout(self._list)

    def show_posts(self, contact: Contact, today: date) -> None:
        """Show the posts of a person; what is being typed in a row that is still there stays."""
        posts = contact.former_posts
        there = {row.post.id: row for row in self.rows}
        kept = {post.id for post in posts}
        for row in [row for row in self.rows if row.post.id not in kept]:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for place, post in enumerate(posts):
            row = there.get(post.id) or PostRow(post, self)
            self._list.insertWidget(place, row)
            row.show_post(post, today)
            self.rows.append(row)
        fresh = posts and posts[0].noticed >= today - timedelta(days=JOB_NEWS_DAYS)
        unwritten = fresh and (contact.last_contact is None or contact.last_contact < posts[0].noticed)
        self.news.setVisible(bool(unwritten))
        self.news.setText(
            self.tr("{name} has a new employer, and you have not been in touch since: a reason to write.").format(
                name=contact.person.name
            )
        )
        self.setVisible(bool(posts))
        tab_in_reading_order(self)

    def commit(self) -> None:
        """Write what is not written yet."""
        for row in list(self.rows):
            row.organisation.commit()
            row.title.commit()


class PostRow(QWidget):
    """One former post."""

    def __init__(self, post: FormerPost, editor: PostsEditor) -> None:
        super().__init__()
        self.post = post
        self._editor = editor
        self.organisation, self.title = CommitLineEdit(), CommitLineEdit()
        for field, name in ((self.organisation, self.tr("Former employer")), (self.title, self.tr("Former role"))):
            field.setAccessibleName(name)
            field.setPlaceholderText(name)
            field.committed.connect(self._done)
        self.until = Label("", tone=Tone.SECOND)
        self.remove = IconButton("x", self.tr("Remove this post"))
        self.remove.clicked.connect(self._remove)
        fields = QHBoxLayout()
        fields.setSpacing(theme.GAP_SMALL)
        fields.addWidget(self.organisation, 1)
        fields.addWidget(self.title, 1)
        fields.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_HAIR)
        column.addLayout(fields)
        column.addWidget(self.until)

    def show_post(self, post: FormerPost, today: date) -> None:
        """Show it as it is saved."""
        self.post = post
        show_saved(self.organisation, post.organisation)
        show_saved(self.title, post.title)
        self.until.setText(self.tr("until noticed {day}").format(day=dates.day(post.noticed, today)))

    @Slot()
    def _done(self) -> None:
        employer, role = self.organisation.text().strip(), self.title.text().strip()
        if (employer, role) != (self.post.organisation, self.post.title):
            self._editor.edited.emit(self.post.id, employer, role)

    @Slot()
    def _remove(self) -> None:
        self._editor.removed.emit(self.post.id)
