"""The node form without widgets: which fields a node has, the preview, drafts, saving and correcting."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from clerk_app.ui.cases.ports import ProgressPort
from clerk_app.ui.jobs import Jobs
from clerk_app.ui.widgets.field_form import FieldKind, FormField, value_as_text
from clerk_app.ui.widgets.phrase_book import PhraseBook
from clerk_app.ui.widgets.typed_date import parse_typed_date
from clerk_app.use_cases.forms import NewEvent
from clerk_app.use_cases.sync_views import Phrase
from clerk_app.use_cases.views import Choice, EventView, PartyTextPreview
from court_core.errors import CourtError
from court_core.rules.process_node_catalogue import node_named
from court_core.rules.process_nodes import NodeField

_NO_NODE = "选择节点后，这里显示当事人将看到的文字。"
_UNFILLED = "填写后，这里显示当事人将看到的文字。"
NOTE, PUBLIC_FROM = "-note", "-public-from"
_EXTRA = (
    FormField(PUBLIC_FROM, "公开不早于", FieldKind.DATE, help="留空：保存后即可公开"),
    FormField(NOTE, "备注（仅院内）", FieldKind.LONG_TEXT),
)


@dataclass(frozen=True, slots=True)
class EventDraft:
    """The form as typed, complete or not. `correcting` is the id of the event it puts right, empty for a new one."""

    node: str = ""
    day: str = ""
    typed: dict[str, str] = field(default_factory=dict)
    correcting: str = ""

    @property
    def empty(self) -> bool:
        """Nothing worth keeping: no node chosen and nothing typed but the date."""
        return not self.node and not any(text.strip() for text in self.typed.values())


class ProgressScreen(Protocol):
    """What the presenter tells its view."""

    def nodes_changed(self, nodes: tuple[Choice, ...]) -> None:
        """Another case: the nodes to choose from."""
        ...

    def draft_restored(self, draft: EventDraft) -> None:
        """Fill the form; an empty draft clears it."""
        ...

    def preview_changed(self, preview: PartyTextPreview) -> None:
        """What the parties would read."""
        ...

    def draft_kept(self) -> None:
        """The typed text is in the database."""
        ...

    def event_saved(self, change_set: object, *, go_on: bool) -> None:
        """Saved; `go_on` asks for the next case."""
        ...

    def refuse(self, refusal: CourtError) -> None:
        """What was asked for cannot be; details["key"] may name a field."""
        ...


class ProgressPresenter:
    """Works on one case at a time."""

    def __init__(self, port: ProgressPort, jobs: Jobs, today: Callable[[], date], screen: ProgressScreen) -> None:
        self._port, self._jobs, self._today, self._screen = port, jobs, today, screen
        self._case_id = ""
        self._kept = ""
        self._saving = False
        self._people: tuple[str, ...] = ()
        self.phrases = PhraseBook()

    @property
    def case_id(self) -> str:
        """The case the form belongs to, empty without one."""
        return self._case_id

    def show_case(self, case_id: str) -> None:
        """Another case: its nodes, and the draft it has."""
        if case_id == self._case_id:
            return
        self._case_id, self._kept = case_id, ""
        self._jobs.database(
            lambda: (self._port.nodes_for(case_id), self._port.draft(_key(case_id)), self._port.phrases()),
            self._take_case,
            latest="cases.nodes",
        )

    def know_people(self, names: tuple[str, ...]) -> None:
        """People of the case and of the court, offered where a field wants a person."""
        self._people = names

    def fields_of(self, node: str) -> tuple[FormField, ...]:
        """The inputs of a node, with note and 公开不早于 at the end; none before a node is chosen."""
        if not node:
            return ()
        return (*(form_field(item, self._people) for item in node_named(node).fields), *_EXTRA)

    def preview(self, draft: EventDraft) -> None:
        """Asks what the parties would read of the form as it stands."""
        if not draft.node or not self._case_id:
            self._screen.preview_changed(PartyTextPreview(_NO_NODE, ""))
            return
        try:
            form = self._event(draft)
        except CourtError:
            return  # a half-typed date: the last preview stays
        blank = not form.details and any(field.required for field in self.fields_of(draft.node))

        def show(preview: PartyTextPreview) -> None:
            # a sentence with every blank open reads as rubbish
            self._screen.preview_changed(replace(preview, text=_UNFILLED) if blank and preview.text else preview)

        self._jobs.database(lambda: self._port.preview_party_text(form), show, latest="cases.preview")

    def keep(self, draft: EventDraft) -> None:
        """Keeps the form's text; called within 800 ms of a change."""
        text = "" if draft.empty else draft_to_text(draft)
        if text == self._kept or not self._case_id or self._saving:
            return
        self._kept = text
        key = _key(self._case_id)

        def failed(refusal: CourtError) -> None:
            if self._kept == text:
                self._kept = ""  # so that the same text is handed over again
            self._screen.refuse(refusal)

        self._jobs.database(lambda: self._port.keep_draft(key, text), lambda _: self._screen.draft_kept(), failed)

    def save(self, draft: EventDraft, *, go_on: bool) -> None:
        """Saves the event or the correction. What was typed stays in the form when it is refused."""
        if self._saving or not self._case_id:
            return
        if not draft.node:
            self._screen.refuse(CourtError("form.required", label="节点", key="node"))
            return
        try:
            form = self._event(draft)
        except CourtError as refusal:
            self._screen.refuse(refusal)
            return
        self._saving = True
        key, correcting = _key(self._case_id), draft.correcting

        def store() -> object:
            with self._port.saving_draft(key):  # no moment in which a kill brings the text back beside the event
                saved = self._port.correct_event(correcting, form) if correcting else self._port.record_progress(form)
            return saved.change_set

        self._jobs.database(store, lambda changes: self._saved(changes, go_on=go_on), self._refused)

    def remove(self, event_id: str) -> None:
        """Removes an event entered by mistake."""
        self._jobs.database(
            lambda: self._port.remove_event(event_id).change_set,
            lambda changes: self._screen.event_saved(changes, go_on=False),
            self._screen.refuse,
        )

    def correct(self, event: EventView) -> None:
        """Fills the form with an event to put right."""
        typed = {}
        for item in node_named(event.node).fields:
            value = event.details.get(item.key)
            if value is not None:
                typed[item.key] = value_as_text(form_field(item), value)  # type: ignore[arg-type]
        typed[NOTE] = event.note
        typed[PUBLIC_FROM] = event.public_from.isoformat() if event.public_from else ""
        self._screen.draft_restored(EventDraft(event.node, event.happened_on.isoformat(), typed, event.id))

    def discard(self) -> None:
        """Empties the form and drops its draft."""
        self._screen.draft_restored(EventDraft(day=self._today().isoformat()))
        self.keep(EventDraft())

    def _take_case(self, answer: tuple[tuple[Choice, ...], str, tuple[Phrase, ...]]) -> None:
        nodes, kept, phrases = answer
        self._kept, self.phrases = kept, PhraseBook(phrases)
        self._screen.nodes_changed(nodes)
        draft = draft_from_text(kept)
        self._screen.draft_restored(draft or EventDraft(day=self._today().isoformat()))

    def _event(self, draft: EventDraft) -> NewEvent:
        typed = dict(draft.typed)
        note, public_from = typed.pop(NOTE, ""), typed.pop(PUBLIC_FROM, "").strip()
        return NewEvent(
            self._case_id,
            draft.node,
            parse_typed_date(draft.day, self._today()),
            {key: text for key, text in typed.items() if text.strip()},
            note.strip(),
            parse_typed_date(public_from, self._today()) if public_from else None,
        )

    def _saved(self, changes: object, *, go_on: bool) -> None:
        self._saving, self._kept = False, ""
        self._screen.draft_restored(EventDraft(day=self._today().isoformat()))
        self._screen.event_saved(changes, go_on=go_on)

    def _refused(self, refusal: CourtError) -> None:
        self._saving = False
        self._screen.refuse(refusal)


_FORM_KINDS = {"bool": FieldKind.BOOLEAN}


def form_field(item: NodeField, people: tuple[str, ...] = ()) -> FormField:
    """A node's field as an input of the form; where a person is wanted, `people` are offered."""
    kind = _FORM_KINDS.get(item.kind.value) or FieldKind(item.kind.value)
    choices = people if kind is FieldKind.PERSON else item.choices
    return FormField(item.key, item.label, kind, item.required, tuple((choice, choice) for choice in choices))


def draft_to_text(draft: EventDraft) -> str:
    """A draft as the store keeps it."""
    parts = {"node": draft.node, "day": draft.day, "typed": draft.typed, "correcting": draft.correcting}
    return json.dumps(parts, ensure_ascii=False)


def draft_from_text(text: str) -> EventDraft | None:
    """The reverse; None for no draft, or for one that an older program wrote differently."""
    if not text:
        return None
    try:
        parts: Mapping[str, object] = json.loads(text)
        typed = parts["typed"]
        if not isinstance(typed, dict):
            return None
        node = str(parts["node"])
        if node:
            node_named(node)
        return EventDraft(node, str(parts["day"]), {str(k): str(v) for k, v in typed.items()}, str(parts["correcting"]))
    except (ValueError, KeyError, TypeError, CourtError):
        return None


def _key(case_id: str) -> str:
    return f"progress:{case_id}"
