"""Both checks before a document leaves the court; each must be empty, or answered one by one (DOMAIN.md §5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from court_core.release_checks.findings import Change, Finding, Named, Protected, Release, Scope
from court_core.release_checks.leaks import leaks
from court_core.release_checks.over_masking import over_masking


@dataclass(frozen=True, slots=True)
class Verdict:
    """What both checks say of one release."""

    leaks: tuple[Finding, ...]
    over_masking: tuple[Finding, ...]

    @property
    def is_clean(self) -> bool:
        """Whether nothing is left to answer."""
        return not self.leaks and not self.over_masking

    @property
    def sure(self) -> tuple[Finding, ...]:
        """The findings that cannot be ordinary words."""
        return tuple(item for item in (*self.leaks, *self.over_masking) if item.sure)


def check(
    original: str,
    release: Release,
    scope: Scope,
    protected: Iterable[Protected] = (),
    changes: Sequence[Change] = (),
    named: Named | None = None,
) -> Verdict:
    """Look at `release` beside `original` before it leaves.

    `protected` is what the engine or a person says must not be seen, `changes` what it says was replaced; both may be
    empty, and neither is believed: the checks look for themselves as well. `scope` is what the profile promises, `named`
    what the original was called.
    """
    return Verdict(
        leaks(original, release, protected, scope, changes), over_masking(original, release, scope, changes, named)
    )
