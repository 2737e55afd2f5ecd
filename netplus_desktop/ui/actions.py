"""Every command of the window: its menu, its words, its keys, and when it can be used.

The menus are the whole of what the program can do; the toolbar and the panes offer some of it again.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from netplus_desktop.core.frozen import dataclass
from netplus_desktop.core.records import EventKind, Step
from netplus_desktop.ui import messages
from netplus_desktop.ui.icons import icon
from netplus_desktop.ui.interview import later_notes
from netplus_desktop.ui.widgets import plain_tooltip


@dataclass(frozen=True, slots=True)
class State:
    """What the window shows now, as far as the commands depend on it. `selected` counts the people chosen."""

    busy: bool = False
    people: int = 0
    samples: int = 0
    selected: int = 0
    contact: bool = False
    interview: bool = False
    approach: bool = False
    picture: bool = False
    undo: Step | None = None
    redo: Step | None = None
    lasting: bool = False


class Actions(QObject):
    """The commands as `QAction` attributes, in the menus of a window; `show_state` switches them on and off."""

    def __init__(self, window: QMainWindow, menus: list[QMenu]) -> None:
        """Fill the `menus`, which stand in the window with their titles: File, Edit, View, Contact, Interview, Offers,
        Help."""
        super().__init__(window)
        self._all: list[QAction] = []
        self._menus = menus
        fillings = (
            self._make_file,
            self._make_edit,
            self._make_view,
            self._make_contact,
            self._make_interview,
            self._make_offers,
            self._make_help,
        )
        for menu, fill in zip(menus, fillings, strict=True):
            menu.setToolTipsVisible(True)
            fill(menu)

    def listed(self) -> list[tuple[str, list[QAction]]]:
        """(menu name, commands) for the sheet of shortcuts; submenus stand with their menu."""
        return [
            (menu.title().replace("&", ""), [a for a in self._all if a.data() == menu.title()]) for menu in self._menus
        ]

    def show_state(self, state: State) -> None:
        """Switch the commands on or off; one that is off says in its tooltip what it waits for."""
        idle = self.tr("Waits until the work under way is done")
        someone = self.tr("Choose somebody first")
        meeting = self.tr("Plan an interview with somebody first")
        nobody = self.tr("There is nobody in the vault yet")
        free = not state.busy

        self.undo.setText(
            self.tr("&Undo {step}").format(step=messages.action(state.undo.action, state.undo.count))
            if state.undo
            else self.tr("&Undo")
        )
        self.redo.setText(
            self.tr("&Redo {step}").format(step=messages.action(state.redo.action, state.redo.count))
            if state.redo
            else self.tr("&Redo")
        )
        self._allow(self.undo, free and state.undo is not None, idle if state.busy else self.tr("Nothing to undo"))
        self._allow(self.redo, free and state.redo is not None, idle if state.busy else self.tr("Nothing to redo"))
        anywhere = (
            self.import_files,
            self.import_folder,
            self.paste,
            self.new_contact,
            self.new_offer,
            self.discover,
            self.paste_offer,
            self.back_up,
            self.snippets,
        )
        for action in anywhere:
            self._allow(action, free, idle)
        for action in (self.check_vault, self.merge_vault, self.imports):
            self._allow(action, free, idle)
        for action in (self.export, self.landed):
            self._allow(action, free and state.people > 0, idle if state.busy else nobody)
        self._allow(
            self.load_sample, free and not state.samples, idle if state.busy else self.tr("The sample people are here")
        )
        self._allow(
            self.remove_sample, free and state.samples > 0, idle if state.busy else self.tr("No sample people are here")
        )
        passing = self.tr("This vault lasts only until you quit, under a key kept nowhere")
        for action in (self.lock, self.recovery):
            self._allow(action, state.lasting, passing)
        for action in (self.back_up_now, self.backups, self.passphrase, self.erase):
            self._allow(action, free and state.lasting, idle if state.lasting else passing)
        of_one = (
            self.rename,
            self.edit_details,
            self.choose_picture,
            self.paste_picture,
            self.introduce,
            self.let_rest,
            self.bring_together,
            self.people_for_need,
            self.pin_offer,
        )
        for action in (*of_one, *self.notes.values(), self.plan_interview, self.offer_this, self.step_to_calendar):
            self._allow(action, free and state.contact, idle if state.busy else someone)
        self._allow(self.aim, free and state.contact, idle if state.busy else someone)
        self._allow(
            self.remove_picture,
            free and state.contact and state.picture,
            idle if state.busy else self.tr("There is no picture to remove"),
        )
        for action in (self.favours, self.people_for_offer):
            self._allow(action, free and state.people > 0, idle if state.busy else nobody)
        self._allow(self.find_duplicates, free and state.people > 1, idle if state.busy else nobody)
        for action in (self.tag, self.delete):
            self._allow(action, free and state.selected > 0, idle if state.busy else someone)
        of_talk = (
            self.pick_questions,
            self.thank_you,
            self.write_notes,
            self.listen,
            self.debrief,
            self.delete_interview,
        )
        for action in (*self.events.values(), *of_talk, self.interview_to_calendar):
            self._allow(action, free and state.interview, idle if state.busy else meeting)
        nothing = self.tr("There is nothing to write before this meeting") if state.interview else meeting
        self._allow(self.approach, free and state.approach, idle if state.busy else nothing)
        for action in (self.print_sheet, self.preview_sheet, self.save_sheet):
            self._allow(action, state.contact, someone)

    def _make_file(self, menu: QMenu) -> None:
        self.import_files = self._add(menu, self.tr("&Import…"), "Ctrl+O", icon_name="download")
        self.import_folder = self._add(menu, self.tr("Import a f&older…"))
        self.export = self._add(menu, self.tr("&Export…"), "Ctrl+Shift+X", icon_name="upload")
        self.imports = self._add(menu, self.tr("I&mports…"))
        menu.addSeparator()
        vault = self._submenu(menu, self.tr("&Vault"))
        self.lock = self._add(vault, self.tr("&Lock"), "Ctrl+Shift+L", icon_name="lock")
        self.back_up_now = self._add(vault, self.tr("&Back up now"))
        self.back_up = self._add(vault, self.tr("Back up to a &file…"))
        self.backups = self._add(vault, self.tr("Back&ups…"))
        self.check_vault = self._add(vault, self.tr("&Check…"))
        self.merge_vault = self._add(vault, self.tr("&Merge another vault…"))
        self.passphrase = self._add(vault, self.tr("&Passphrase…"))
        self.recovery = self._add(vault, self.tr("Recovery &key…"), icon_name="key-round")
        vault.addSeparator()
        self.erase = self._add(vault, self.tr("&Erase everything…"))
        menu.addSeparator()
        self.load_sample = self._add(menu, self.tr("E&xplore with sample people"))
        self.remove_sample = self._add(menu, self.tr("&Remove sample people"))
        menu.addSeparator()
        self.preferences = self._add(
            menu, self.tr("&Preferences…"), QKeySequence.StandardKey.Preferences, "Ctrl+,", icon_name="settings"
        )
        self.preferences.setMenuRole(QAction.MenuRole.PreferencesRole)
        self.quit = self._add(menu, self.tr("&Quit"), QKeySequence.StandardKey.Quit, "Ctrl+Q")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)

    def _make_edit(self, menu: QMenu) -> None:
        self.undo = self._add(menu, self.tr("&Undo"), QKeySequence.StandardKey.Undo, icon_name="undo-2")
        self.redo = self._add(menu, self.tr("&Redo"), QKeySequence.StandardKey.Redo, "Ctrl+Y", icon_name="redo-2")
        menu.addSeparator()
        self.copy = self._add(menu, self.tr("&Copy"), QKeySequence.StandardKey.Copy, "Ctrl+C", icon_name="copy")
        self.paste = self._add(menu, self.tr("&Paste contacts"), "Ctrl+Shift+V", "Ctrl+V")
        menu.addSeparator()
        self.snippets = self._add(menu, self.tr("&Snippets for letters…"))
        menu.addSeparator()
        self.find = self._add(menu, self.tr("&Find people"), "Ctrl+K", "Ctrl+F", icon_name="search")

    def _make_view(self, menu: QMenu) -> None:
        self.today = self._add(menu, self.tr("&Today"), "Ctrl+Shift+T", icon_name="sun")
        self.review = self._add(menu, self.tr("&Weekly review…"), "Ctrl+Shift+R")
        self.employers = self._add(menu, self.tr("&Employers you aim at…"), "Ctrl+Shift+Y")
        self.map = self._add(menu, self.tr("Map of &introductions…"), icon_name="users")
        menu.addSeparator()
        self.go_people = self._add(menu, self.tr("Go to &people"), "Ctrl+1")
        self.go_conversation = self._add(menu, self.tr("Go to &conversation"), "Ctrl+2")
        self.go_offers = self._add(menu, self.tr("Go to &offers"), "Ctrl+3")
        self.next_pane = self._add(menu, self.tr("&Next pane"), "F6")
        self.previous_pane = self._add(menu, self.tr("P&revious pane"), "Shift+F6")
        menu.addSeparator()
        self.show_offers = self._add(menu, self.tr("&Show offers"), "F9")
        self.show_offers.setCheckable(True)
        self.compact = self._add(menu, self.tr("Co&mpact list"))
        self.compact.setCheckable(True)
        menu.addSeparator()
        self.larger = self._add(menu, self.tr("&Larger text"), QKeySequence.StandardKey.ZoomIn, "Ctrl++", "Ctrl+=")
        self.smaller = self._add(menu, self.tr("Sm&aller text"), QKeySequence.StandardKey.ZoomOut, "Ctrl+-")
        self.usual_size = self._add(menu, self.tr("&Usual text size"), "Ctrl+0")

    def _make_contact(self, menu: QMenu) -> None:
        self.new_contact = self._add(menu, self.tr("&New contact"), "Ctrl+N", icon_name="user-plus")
        menu.addSeparator()
        self.rename = self._add(menu, self.tr("&Rename"), "F2")
        self.edit_details = self._add(menu, self.tr("&Edit details"), "Ctrl+Shift+E", icon_name="pencil")
        self.tag = self._add(menu, self.tr("&Tag…"), "Ctrl+Shift+G", icon_name="tag")
        picture = self._submenu(menu, self.tr("&Picture"))
        self.choose_picture = self._add(picture, self.tr("&Choose a picture…"))
        self.paste_picture = self._add(picture, self.tr("&Paste picture"))
        self.remove_picture = self._add(picture, self.tr("&Remove picture"))
        self.bring_together = self._add(menu, self.tr("&Introduction…"), "Ctrl+Alt+I", icon_name="users")
        self.step_to_calendar = self._add(menu, self.tr("Next &step to your calendar"), icon_name="calendar-check")
        self.let_rest = self._add(menu, self.tr("&Let it rest: no suggestions"))
        self.let_rest.setCheckable(True)
        self.aim = self._add(menu, self.tr("&Aim at where they work"))
        self.find_duplicates = self._add(menu, self.tr("&Find duplicates…"), "Ctrl+Shift+D")
        menu.addSeparator()
        self.delete = self._add(menu, self.tr("&Delete"), "Del", icon_name="trash-2")

    def _make_interview(self, menu: QMenu) -> None:
        self.plan_interview = self._add(menu, self.tr("P&lan an interview"), "Ctrl+I", icon_name="calendar")
        self.interview_to_calendar = self._add(menu, self.tr("Open in your &calendar"), icon_name="calendar-check")
        self.pick_questions = self._add(menu, self.tr("Pick &questions…"), "Ctrl+Shift+K", icon_name="circle-help")
        self.approach = self._add(menu, self.tr("&Ask, remind or confirm"), "Ctrl+Shift+M", icon_name="mail")
        self.write_notes = self._add(menu, self.tr("Write &notes"), "Ctrl+L", icon_name="notebook-pen")
        self.listen = self._add(menu, self.tr("L&istening mode"), "F11")
        self.listen.setCheckable(True)
        self.debrief = self._add(menu, self.tr("Look &back in five questions"), "Shift+F11")
        stage = self._submenu(menu, self.tr("&What happened"))
        self.events: dict[EventKind, QAction] = {
            EventKind.REQUESTED: self._add(stage, self.tr("&Asked")),
            EventKind.ASKED_ANOTHER: self._add(stage, self.tr("Asked somebody &else, too")),
            EventKind.NUDGED: self._add(stage, self.tr("Asked a&gain")),
            EventKind.ACCEPTED: self._add(stage, self.tr("They &said yes")),
            EventKind.CONFIRMED: self._add(stage, self.tr("&Confirmed the day before")),
            EventKind.HELD: self._add(stage, self.tr("We &talked")),
            EventKind.THANKED: self._add(stage, self.tr("T&hanked")),
            EventKind.PARKED: self._add(stage, self.tr("&Parked for now")),
            EventKind.DECLINED: self._add(stage, self.tr("They &declined")),
            EventKind.RESCHEDULED: self._add(stage, self.tr("It &moves to another time")),
            EventKind.CANCELLED: self._add(stage, self.tr("Cance&lled")),
            EventKind.NO_SHOW: self._add(stage, self.tr("&Nobody came")),
            EventKind.TURNED: self._add(stage, self.tr("It became a &job interview")),
        }
        menu.addSeparator()
        self.print_sheet = self._add(menu, self.tr("&Print prep sheet…"), "Ctrl+P", icon_name="printer")
        self.preview_sheet = self._add(menu, self.tr("Pre&view prep sheet…"), "Ctrl+Shift+P")
        self.save_sheet = self._add(menu, self.tr("&Save prep sheet as PDF…"), "Ctrl+Shift+S")
        self.print_blank = self._add(menu, self.tr("Print an &empty form…"))
        self.sheets = self._add(menu, self.tr("&More sheets…"), "Ctrl+Alt+P")
        menu.addSeparator()
        self.thank_you = self._add(menu, self.tr("&Draft a thank-you"), "Ctrl+T", icon_name="mail")
        notes = self._submenu(menu, self.tr("Write a later n&ote"))
        self.notes = {kind: self._add(notes, name) for kind, name in later_notes.names().items()}
        self.landed = self._add(menu, self.tr("Landed: tell who &helped…"), "Ctrl+Shift+J", icon_name="sprout")
        menu.addSeparator()
        self.delete_interview = self._add(menu, self.tr("Delete inte&rview"))

    def _make_offers(self, menu: QMenu) -> None:
        self.new_offer = self._add(menu, self.tr("&New offer"), "Ctrl+Shift+O", icon_name="gift")
        self.offer_this = self._add(menu, self.tr("&Offer this"), "Ctrl+Return", icon_name="handshake")
        menu.addSeparator()
        self.discover = self._add(menu, self.tr("&Find what you can offer…"), "Ctrl+Shift+F", icon_name="lightbulb")
        self.paste_offer = self._add(menu, self.tr("New offer from what you &copied"), "Ctrl+Shift+B")
        self.favours = self._add(menu, self.tr("Fi&ve-minute favours…"), "Ctrl+Alt+F", icon_name="clock")
        self.introduce = self._add(menu, self.tr("Offer to &introduce who is shown"), "Ctrl+Shift+I")
        menu.addSeparator()
        self.people_for_offer = self._add(menu, self.tr("&Who could use an offer…"), "Ctrl+Alt+U", icon_name="users")
        self.people_for_need = self._add(menu, self.tr("&People who might help with a need…"), "Ctrl+Alt+H")
        self.pin_offer = self._add(menu, self.tr("Pin an offer &to a need…"), "Ctrl+Alt+N")

    def _make_help(self, menu: QMenu) -> None:
        self.guide = self._add(menu, self.tr("&Guide"), "F1", icon_name="circle-help")
        self.shortcuts = self._add(menu, self.tr("&Keyboard shortcuts"), "Ctrl+/", icon_name="keyboard")
        self.your_data = self._add(menu, self.tr("How your &data is kept"), icon_name="lock")
        self.news = self._add(menu, self.tr("What is &new"))
        self.report_fault = self._add(menu, self.tr("&Report a fault…"))
        self.about = self._add(menu, self.tr("&About NetPlus"), icon_name="info")
        self.about.setMenuRole(QAction.MenuRole.AboutRole)

    def _submenu(self, menu: QMenu, title: str) -> QMenu:
        made = menu.addMenu(title)
        made.setToolTipsVisible(True)
        made.setProperty("belongs to", menu.title())
        return made

    def _add(self, menu: QMenu, text: str, *keys: QKeySequence.StandardKey | str, icon_name: str = "") -> QAction:
        """A command with the first keys that the platform knows, and the others beside them."""
        action = QAction(text, self)
        sequences: list[QKeySequence] = []
        for key in keys:
            found = [QKeySequence(key)] if isinstance(key, str) else QKeySequence.keyBindings(key)
            sequences += [sequence for sequence in found if sequence not in sequences]
        action.setShortcuts(sequences)
        if icon_name:
            action.setIcon(icon(icon_name))
        action.setData(menu.property("belongs to") or menu.title())
        self._allow(action, True, "")
        menu.addAction(action)
        self._all.append(action)
        return action

    def _allow(self, action: QAction, allowed: bool, why_not: str) -> None:
        action.setEnabled(allowed)
        name = action.text().replace("&", "").rstrip("…")
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        named = self.tr("{name} ({keys})").format(name=name, keys=keys) if keys else name
        action.setToolTip(plain_tooltip(named if allowed else self.tr("{name}: {why}").format(name=name, why=why_not)))
