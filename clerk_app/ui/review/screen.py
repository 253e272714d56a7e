"""What 核对公开稿 shows: the presenter tells it, the view draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from court_core.errors import CourtError

if TYPE_CHECKING:
    from clerk_app.ui.review.asked import Asked
    from clerk_app.use_cases.desk import Saved


class ReviewScreen(Protocol):
    """What the presenter tells its view."""

    def copy_changed(self) -> None:
        """The text, the places, the findings or the state of the copy are new."""
        ...

    def place_changed(self) -> None:
        """Another place is looked at, or the switches 全文 and 记住 changed."""
        ...

    def told(self, sentence: str) -> None:
        """Something went well."""
        ...

    def answered(self) -> None:
        """An answer was saved: other screens and the sync should hear of it."""
        ...

    def not_saved(self, asked: Asked) -> None:
        """An answer was refused: what was typed for it is typed text again."""
        ...

    def forget_typed(self) -> None:
        """The copy is confirmed: nothing that is still being typed about it is wanted any more."""
        ...

    def changed(self, saved: Saved) -> None:
        """The document itself took a step."""
        ...

    def left(self) -> None:
        """The copy is confirmed or closed: back to the list."""
        ...

    def show_refusal(self, refusal: CourtError) -> None:
        """The person asked for something that cannot be."""
        ...
