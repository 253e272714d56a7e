"""进程登记: the node form whose fields follow the node, the live preview, and what was recorded so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from clerk_app.ui.cases.party_preview import PartyPreview
from clerk_app.ui.cases.ports import ProgressPort
from clerk_app.ui.cases.progress_presenter import EventDraft, ProgressPresenter
from clerk_app.ui.jobs import Jobs
from clerk_app.ui.theme import tokens
from clerk_app.ui.theme.icons import IconLabel
from clerk_app.ui.widgets.arrange import clear, hairline, in_column, in_row, panel, scrolling
from clerk_app.ui.widgets.buttons import on_click, plain, primary, quiet
from clerk_app.ui.widgets.date_field import DateField
from clerk_app.ui.widgets.field_form import FieldForm
from clerk_app.ui.widgets.key_hints import key_hint
from clerk_app.ui.widgets.phrase_entry import PhraseEntry
from clerk_app.ui.widgets.question import ask
from clerk_app.ui.widgets.timeline import Step, StepState, Timeline
from clerk_app.ui.widgets.words import ElidedLabel, Tone, field_label, hint, tag, words
from clerk_app.use_cases.views import CaseDetail, Choice, EventView, PartyTextPreview
from court_core.errors import CourtError

BEAT_MS = 500
PREVIEW_MS = 120


class ProgressTab(QWidget):
    """The tab. It implements `progress_presenter.ProgressScreen`."""

    saved = Signal(object, bool)
    """The change-set, and whether the next case is wanted."""
    refused = Signal(object)

    def __init__(
        self, port: ProgressPort, jobs: Jobs, today: Callable[[], date], describe: Callable[[date], str]
    ) -> None:
        super().__init__()
        self._today = today
        self.presenter = ProgressPresenter(port, jobs, today, self)
        self.node, self.day = QComboBox(), DateField(today, describe)
        self.form = FieldForm(today, describe, phrases=PhraseEntry(self, lambda: self.presenter.phrases))
        self._correcting = ""
        self._filling = False
        self._build()
        self._beat = _timer(self, BEAT_MS, lambda: self.presenter.keep(self.draft()))
        self._preview_beat = _timer(self, PREVIEW_MS, lambda: self.presenter.preview(self.draft()))
        self.node.currentIndexChanged.connect(lambda _: self._on_node())
        self.day.changed.connect(self._on_change)
        self.form.changed.connect(self._on_change)

    # ── What the page calls ──────────────────────────────────────────────────────────────────────────────────

    def show_detail(self, detail: CaseDetail) -> None:
        """Timeline and record of a case; the form is only changed when the case is another."""
        self._timeline.show_steps([Step(m.label, m.when, StepState(m.state)) for m in detail.milestones])
        self._show_events(detail.timeline)
        names = [party.name for party in detail.parties] + [detail.row.judge, detail.clerk]
        self.presenter.know_people(tuple(dict.fromkeys(name for name in names if name)))
        self.presenter.show_case(detail.row.id)

    def leave(self) -> None:
        """Hands the typed text over now."""
        self._beat.stop()
        self.presenter.keep(self.draft())

    def save(self, *, go_on: bool) -> None:
        """Saves what is typed."""
        self.presenter.save(self.draft(), go_on=go_on)

    def draft(self) -> EventDraft:
        """The form as typed."""
        return EventDraft(str(self.node.currentData() or ""), self.day.text(), self.form.typed(), self._correcting)

    # ── ProgressScreen ───────────────────────────────────────────────────────────────────────────────────────

    def nodes_changed(self, nodes: tuple[Choice, ...]) -> None:
        """Fills the list of nodes."""
        self._filling = True
        self.node.clear()
        self.node.addItem("请选择节点", "")
        for choice in nodes:
            self.node.addItem(choice.label, choice.value)
        self._filling = False

    def draft_restored(self, draft: EventDraft) -> None:
        """Fills the form."""
        self._filling = True
        self._correcting = draft.correcting
        self.node.setCurrentIndex(max(self.node.findData(draft.node), 0))
        self.day.set_text(draft.day)
        self.form.build(self.presenter.fields_of(draft.node))
        self.form.restore(dict.fromkeys(self.form.typed(), "") | draft.typed)
        self._pinned.setVisible(bool(draft.node))
        self._filling = False
        self._mode.setText("更正节点：改后保存，原内容留在操作记录" if draft.correcting else "登记新节点")
        self._draft_state.setText("")
        self._draft_icon.hide()
        self.presenter.preview(draft)

    def preview_changed(self, preview: PartyTextPreview) -> None:
        """Shows what the parties would read."""
        self.party_preview.show_preview(preview)

    def draft_kept(self) -> None:
        """Says that nothing can be lost."""
        self._draft_icon.show()
        self._draft_state.setText("草稿已存")

    def event_saved(self, change_set: object, *, go_on: bool) -> None:
        """Passes on what changed."""
        self.saved.emit(change_set, go_on)

    def refuse(self, refusal: CourtError) -> None:
        """Marks the field the refusal names, and shows it above the page."""
        key = str(refusal.details.get("key", ""))
        if key in self.form.typed():
            self.form.show_problem(key, refusal.message)
            self.form.input(key).setFocus()
        elif key == "node":
            self.node.setFocus()
        self.refused.emit(refusal)

    # ── Inside ───────────────────────────────────────────────────────────────────────────────────────────────

    def _build(self) -> None:
        self._timeline = Timeline()
        self.node.setAccessibleName("节点")
        self.node.setMaxVisibleItems(18)
        self._mode = hint("登记新节点")
        mode = in_row(self._mode, None, key_hint("Alt+1…9", "常用语"))
        top = in_row(_labelled("节点 *", self.node), _labelled("办理日期 *", self.day), spacing=12)
        top.setStretch(0, 1)
        top.setStretch(1, 1)
        self.party_preview = PartyPreview()
        self._events = QVBoxLayout()
        self._events.setSpacing(0)
        body = QWidget()
        body.setLayout(
            in_column(
                in_row(self._timeline, margins=(0, 6, 0, 0)), hairline(), mode, top, self.form, hairline(),
                words("登记记录", "label", bold=True), self._events, None,
                spacing=10, margins=(18, 0, 18, 12),
            )
        )  # fmt: skip
        self._draft_icon, self._draft_state = IconLabel("circle-check", tokens.GREEN, 14), hint("")
        self._draft_icon.hide()
        foot = in_row(
            self._draft_icon, self._draft_state, None,
            on_click(plain("清空", icon_name="arrow-back-up"), self.presenter.discard),
            on_click(plain("保存", icon_name="device-floppy"), lambda: self.save(go_on=False)),
            on_click(primary("保存并下一件", "Ctrl+Enter"), lambda: self.save(go_on=True)),
            margins=(18, 10, 18, 12),
        )  # fmt: skip
        self._pinned = panel("", in_row(self.party_preview, margins=(18, 10, 18, 0)))
        column = in_column(
            scrolling(body), hairline(), panel("foot", in_column(self._pinned, foot, spacing=0)), spacing=0
        )
        column.setStretch(0, 1)
        self.setLayout(column)

    def _on_node(self) -> None:
        if not self._filling:
            node = str(self.node.currentData() or "")
            self.form.build(self.presenter.fields_of(node))
            self._pinned.setVisible(bool(node))  # without a node its place is the record's
            self._on_change()

    def _on_change(self) -> None:
        if self._filling:
            return
        if not self._beat.isActive():
            self._beat.start()
        self._preview_beat.start()

    def _show_events(self, events: Sequence[EventView]) -> None:
        clear(self._events)
        if not events:
            self._events.addWidget(hint("还没有登记过节点。"))
        for event in events:
            self._events.addWidget(self._event_line(event))

    def _event_line(self, event: EventView) -> QWidget:
        day = words(f"{event.happened_on:%m-%d}", "sub", tokens.GRID_PT)
        day.setToolTip(event.happened_on.isoformat())
        summary = ElidedLabel(event.summary, "label", tokens.GRID_PT)
        row = in_row(
            day, words(event.node_label, points=tokens.GRID_PT, bold=True), summary, spacing=12, margins=(0, 2, 0, 2)
        )
        row.setStretch(2, 1)
        if event.late_days > 1:
            row.addWidget(tag(f"晚 {event.late_days} 天", Tone.AMBER))
        if not event.party_text:
            row.addWidget(tag("内部"))
        elif event.party_note:
            row.addWidget(tag("暂不公开", Tone.AMBER))
        if event.pending:
            row.addWidget(IconLabel("cloud-up", tokens.ACCENT, 14))
        row.addWidget(on_click(quiet("更正"), lambda: self._correct(event)))
        row.addWidget(on_click(quiet("删除"), lambda: self._remove(event)))
        line = QWidget()
        line.setLayout(row)
        line.setToolTip(f"{event.party_text or '当事人看不到'}\n{event.party_note}".strip())
        return line

    def _correct(self, event: EventView) -> None:
        self.presenter.correct(event)
        self.day.setFocus()

    def _remove(self, event: EventView) -> None:
        words_of_it = f"确定删除 {event.happened_on.isoformat()} 的“{event.node_label}”？删除会留在操作记录里。"
        ask(self, "删除节点", words_of_it, "删除", lambda: self.presenter.remove(event.id))


def _labelled(name: str, widget: QWidget) -> QVBoxLayout:
    label = field_label(name)
    label.setBuddy(widget)
    return in_column(label, widget, None, spacing=4)


def _timer(parent: QWidget, milliseconds: int, action: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(action)
    return timer
