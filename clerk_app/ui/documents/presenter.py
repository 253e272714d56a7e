"""文书 without widgets: the list, the document in front, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from clerk_app.ui.documents.ports import CopiesPort, DocumentsPort
from clerk_app.ui.documents.way import passed_words
from clerk_app.ui.jobs import Jobs
from clerk_app.use_cases.forms import DocumentQuery, NewWithholding
from clerk_app.use_cases.views import DOCUMENT_TABS, Choice, DocumentRow
from clerk_app.use_cases.web_copy_views import StepRow
from court_core.documents.conversions import Conversions
from court_core.errors import CourtError
from court_core.records.fields import Value
from court_core.rules.document_steps import allowed_actions

if TYPE_CHECKING:
    from clerk_app.use_cases.desk import Saved


def reasons_key(document_id: str) -> str:
    """Under which is kept what is being typed about a document: ground and reason, opinion, why it goes back."""
    return f"document:reasons:{document_id}"


class DocumentsScreen(Protocol):
    """What the presenter tells its view."""

    def list_changed(self) -> None:
        """Rows and counts are new."""
        ...

    def document_chosen(self) -> None:
        """Another document, or another state of it, is in front."""
        ...

    def search_cleared(self) -> None:
        """Nothing is searched for any more."""
        ...

    def way_changed(self) -> None:
        """The ledger of the document in front was read."""
        ...

    def is_watched(self) -> bool:
        """Whether the person looks at the document in front and does nothing else: types nowhere, reads no other page."""
        ...

    def review_wanted(self, document_id: str) -> None:
        """The document's copy is to be reviewed."""
        ...

    def reasons_saved(self, document_id: str) -> None:
        """What was typed as ground, reason or opinion is saved with its step."""
        ...

    def told(self, sentence: str) -> None:
        """Something went well."""
        ...

    def changed(self, saved: Saved, *, aside: bool = False) -> None:
        """Other screens should refresh what was changed. `aside`: what the person is doing now goes on."""
        ...

    def show_refusal(self, refusal: CourtError) -> None:
        """The person asked for something that cannot be."""
        ...


class DocumentsPresenter:
    """State of the screen. All methods run on the GUI thread and return at once."""

    def __init__(
        self, port: DocumentsPort, copies: CopiesPort, jobs: Jobs, screen: DocumentsScreen, roles: Collection[str]
    ) -> None:
        self._port, self._copies, self._jobs, self._screen = port, copies, jobs, screen
        self._roles = tuple(roles)
        self.steps: tuple[StepRow, ...] = ()
        self.rows: tuple[DocumentRow, ...] = ()
        self.kinds: tuple[Choice, ...] = ()
        self.grounds: tuple[Choice, ...] = ()
        self.tab = "all"
        self._text = ""
        self._counts: dict[str, int] = {}
        self._chosen_id = ""
        self._saving = False
        self._masking: set[str] = set()

    @property
    def chosen(self) -> DocumentRow | None:
        """The document in front."""
        return next((row for row in self.rows if row.id == self._chosen_id), None)

    @property
    def saving(self) -> bool:
        """Something about the document in front is being saved."""
        return self._saving

    def may(self) -> tuple[str, ...]:
        """The steps that this person's roles allow for the document in front."""
        row = self.chosen
        return allowed_actions(row.status, self._roles) if row else ()

    @property
    def may_submit(self) -> bool:
        """Whether this person sends batches at all."""
        return "submit" in allowed_actions("confirmed", self._roles)

    def tabs(self) -> list[tuple[str, str, int | None]]:
        """The filter chips as (key, label, count)."""
        return [(key, label, self._counts.get(key)) for key, label in DOCUMENT_TABS.items()]

    def load(self) -> None:
        """Reads list and counts anew; the document in front stays there."""
        query = DocumentQuery(tab=self.tab, text=self._text)
        port = self._port
        self._jobs.database(
            lambda: (port.list_documents(query), port.document_counts(), port.document_kinds(), port.grounds()),
            self._show,
            latest="documents.list",
        )

    def choose_tab(self, key: str) -> None:
        """Shows another part of the list."""
        self.tab = key
        self.load()

    @property
    def text(self) -> str:
        """What is searched for, empty for nothing."""
        return self._text

    def search(self, text: str) -> None:
        """Narrows the list to case number, title or judge."""
        self._text = text.strip()
        self.load()

    def choose(self, document_id: str) -> None:
        """Brings a document to the front."""
        if document_id != self._chosen_id:
            self._chosen_id = document_id
            self.steps = ()
            self._screen.document_chosen()
            self._read_steps()

    def show_item(self, document_id: str) -> None:
        """Brings a document to the front from another page, also one that the list leaves out just now."""
        if document_id not in {row.id for row in self.rows}:
            self._list_all()
            self.load()
        self.choose(document_id)

    def edit(self, changes: Mapping[str, Value]) -> None:
        """Changes dates, kind or title of the document in front."""
        self._with_chosen(lambda row: self._port.edit_document(row.id, changes), "已保存。")

    def flag(self, ground: str, reason: str) -> None:
        """Flags the document in front."""
        self._with_chosen(
            lambda row: self._port.flag_withheld(NewWithholding(row.id, ground, reason)), "已标为不上网公开。",
            reasons=True,
        )  # fmt: skip

    def decide(self, move: str, words: str) -> None:
        """Approves, refuses or revokes the flag of the document in front; `words` is the opinion or reason."""
        moves: dict[str, tuple[Callable[[str, str], Saved], str]] = {
            "approve": (self._port.approve_withholding, "已批准。"),
            "refuse": (self._port.refuse_withholding, "已注明不批准。"),
            "revoke": (self._port.revoke_withholding, "已撤销不上网公开。"),
        }
        action, sentence = moves[move]

        def carry_out(row: DocumentRow) -> Saved:
            if row.withholding is None:
                raise CourtError("withholding.unknown")
            return action(row.withholding.id, words)

        self._with_chosen(carry_out, sentence, reasons=True)

    def mask(self) -> None:
        """Masks the document in front; the copy is shown when the person still waits for it then."""
        row, copies = self.chosen, self._copies
        if row is None or row.id in self._masking:
            return
        self._masking.add(row.id)
        self._screen.way_changed()

        def done(saved: Saved) -> None:
            self._masking.discard(row.id)
            self._screen.told("已隐名，请逐处核对。")
            in_front = self._chosen_id == row.id and self._screen.is_watched()
            self._screen.changed(saved, aside=not in_front)
            self.load()
            if in_front:
                self._screen.review_wanted(row.id)

        def refused(refusal: CourtError) -> None:
            self._masking.discard(row.id)
            self._screen.way_changed()
            self._screen.show_refusal(refusal)

        self._jobs.staged(lambda: copies.masking(row.id), done, refused)

    @property
    def masking(self) -> bool:
        """Whether the document in front is being masked."""
        return self._chosen_id in self._masking

    def review(self) -> None:
        """Shows the copy of the document in front."""
        row = self.chosen
        if row is not None:
            self._screen.review_wanted(row.id)

    def take_step(self, action: str, reason: str) -> None:
        """审管办 passes, returns or withdraws the document in front."""
        row = self.chosen
        if row is None:
            return
        moves: dict[str, tuple[Callable[[str], Saved], str]] = {
            "pass": (self._copies.pass_document, passed_words(row)),
            "return": (lambda document_id: self._copies.return_document(document_id, reason), "已退回承办人。"),
            "withdraw": (
                lambda document_id: self._copies.withdraw_document(document_id, reason),
                "已撤回，同步后从公众网站撤下。",
            ),
        }
        step, sentence = moves[action]
        self._with_chosen(lambda row: step(row.id), sentence, reasons=True)

    def save_copy(self, target: Path, *, stamped: bool) -> None:
        """Writes the original, or the original with the mark, to a file the person chose."""
        row = self.chosen
        if row is None:
            return

        port, conversions = self._port, Conversions()

        def write() -> Path:
            _, content = (
                port.stamped_document(row.id, target.suffix.lower(), conversions)
                if stamped
                else port.document_file(row.id)
            )
            part = target.with_name(f".{target.name}.part")  # a kill must not leave half a document under its name
            try:
                part.write_bytes(content)
                part.replace(target)
            except OSError as error:
                raise CourtError("document.output-failed", name=target.name) from error
            return target

        def told(path: Path) -> None:
            self._screen.told(f"已保存到 {path.name}。")

        if stamped:  # what bears the mark may be made by another program and take seconds: not on the database thread
            self._jobs.network(write, told, self._screen.show_refusal, end=conversions.end)
        else:
            self._jobs.database(write, told, self._screen.show_refusal)

    def registered(self, saved: Saved, *, aside: bool = False) -> None:
        """A document was registered: show it, unless the person has gone on with other work (`aside`)."""
        if not aside:
            self._list_all()
            self._chosen_id = saved.record_id
        self._screen.told("已登记文书，原件已保存在本机。")
        self._screen.changed(saved, aside=aside)
        self.load()

    def replaced(self, saved: Saved, row: DocumentRow, *, aside: bool = False) -> None:
        """The document that stood so has another original."""
        had_copy = row.status in ("masked", "confirmed", "returned", "withdrawn")
        self._screen.told("已更换正本，请重新隐名。" if had_copy else "已更换正本。")
        self._screen.changed(saved, aside=aside)
        self.load()

    def _list_all(self) -> None:
        self.tab, self._text = "all", ""
        self._screen.search_cleared()

    def _with_chosen(self, work: Callable[[DocumentRow], Saved], sentence: str, *, reasons: bool = False) -> None:
        """`reasons`: what was typed about the document goes with it, and its draft ends with the save."""
        row, port = self.chosen, self._port
        if row is None or self._saving:
            return
        self._saving = True

        def save() -> Saved:
            with port.saving_draft(reasons_key(row.id)) if reasons else nullcontext():
                return work(row)

        def saved(what: Saved) -> None:
            self._saving = False
            if reasons:
                self._screen.reasons_saved(row.id)
            self._screen.told(sentence)
            self._screen.changed(what)
            self.load()

        self._jobs.database(save, saved, self._refused)

    def _refused(self, refusal: CourtError) -> None:
        self._saving = False
        self._screen.show_refusal(refusal)

    def _show(
        self, read: tuple[tuple[DocumentRow, ...], dict[str, int], tuple[Choice, ...], tuple[Choice, ...]]
    ) -> None:
        before = self.chosen
        place = self.rows.index(before) if before else 0
        self.rows, self._counts, self.kinds, self.grounds = read
        if self.chosen is None:  # what was decided is in another list now: the next one has moved up
            self._chosen_id = self.rows[min(place, len(self.rows) - 1)].id if self.rows else ""
        self._screen.list_changed()
        if self.chosen != before or self.chosen is None:
            self._screen.document_chosen()
        self._read_steps()

    def _read_steps(self) -> None:
        row = self.chosen
        if row is None:
            return

        def show(steps: tuple[StepRow, ...]) -> None:
            if self._chosen_id == row.id:
                self.steps = steps
                self._screen.way_changed()

        self._jobs.database(lambda: self._copies.document_steps(row.id), show, latest="documents.steps")
