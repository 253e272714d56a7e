"""Errors the environment or the input causes, told kindly: code, Chinese sentence, what to do.

Two kinds of error exist here. A `CourtError` is foreseen: it carries a code of the table in
`error_texts.py`, and the screen, the command line and the server show its sentence and remedy.
Everything else is a bug of ours and is told loudly.
"""

from __future__ import annotations

from court_core.error_texts import ERROR_TEXTS


class CourtError(Exception):
    """A foreseen refusal. `details` fill the braces of its sentence.

    `str(error)` is the code alone, so that what a user typed never reaches a log or a traceback;
    `message` is for the person at the screen.
    """

    def __init__(self, code: str, **details: object) -> None:
        if code not in ERROR_TEXTS:
            raise KeyError(f"error code {code!r} is not in error_texts.py")
        super().__init__(code)
        self.code = code
        self.details = details

    @property
    def message(self) -> str:
        """The Chinese sentence for the person, details filled in."""
        return _fill(ERROR_TEXTS[self.code].sentence, self.details)

    @property
    def remedy(self) -> str:
        """What the person can do next, in Chinese."""
        return _fill(ERROR_TEXTS[self.code].remedy, self.details)

    @property
    def full_message(self) -> str:
        """Sentence and remedy in one line, for the command line and message bars."""
        return f"{self.message}{self.remedy}"


def _fill(pattern: str, details: dict[str, object]) -> str:
    return pattern.format_map(_Blank(details))


class _Blank(dict[str, object]):
    """A detail that was not given reads 「？」 instead of raising inside an error message."""

    def __missing__(self, key: str) -> str:
        return "？"
