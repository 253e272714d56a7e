"""The real engine with one part taken out or one thing done wrong: the checks see what then leaves.

Only judgments count that the sound engine masks without a finding, and on which the broken one does something else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace as changed
from functools import cache
from itertools import islice

import pytest

from court_core.masking import engine, people
from court_core.masking.plain import PlainText
from court_core.masking.profiles import Profile, load_profile
from court_core.masking.replacing import replace
from court_core.masking.spans import Found, Header, MaskResult
from court_core.release_checks.before_release import Verdict, check
from court_core.release_checks.findings import SCOPES, Change, Protected, Release
from court_core.release_checks.over_masking import applied
from tests.support.generated_judgments import Judgment, Truth, generate

Patch = Callable[[pytest.MonkeyPatch], None]
_SEEDS = 50
_JUDGMENTS = 2


def _released(judgment: Judgment) -> Release:
    result = _mask(judgment)
    title, file_name = result.also
    return Release(result.text, title, file_name)


def _mask(judgment: Judgment) -> MaskResult:
    return engine.mask(judgment.text, load_profile("spc-2024"), also=(judgment.title, judgment.file_name))


def _verdict(judgment: Judgment) -> Verdict:
    result = _mask(judgment)
    protected = [Protected(span.original, span.kind) for span in result.spans]
    changes = [Change(span.start, span.end, span.replacement) for span in result.spans]
    return check(judgment.text, _released(judgment), SCOPES["spc-2024"], protected, changes)


@cache
def _by_text() -> dict[str, Judgment]:
    return {judgment.text: judgment for judgment in map(generate, range(_SEEDS))}


def _is_harmful(judgment: Judgment) -> bool:
    """Whether what the engine does is wrong by the truth, and not merely different."""
    result, release = _mask(judgment), _released(judgment)
    covered = {at for span in result.spans for at in range(span.start, span.end)}
    left = any(not covered.issuperset(_places(judgment, truth)) for truth in judgment.to_mask())
    over = any(covered.intersection(_places(judgment, truth)) for truth in judgment.to_keep())
    changes = [Change(span.start, span.end, span.replacement) for span in result.spans]
    return left or over or applied(judgment.text, changes) != release.text or release.title == judgment.title


def _places(judgment: Judgment, truth: Truth) -> list[int]:
    return [at for at in range(truth.start, truth.end) if not judgment.text[at].isspace()]


@cache
def _sound(seed: int) -> tuple[Release, bool]:
    """What the sound engine releases of this seed's judgment, and whether nothing is asked about it."""
    judgment = generate(seed)
    return _released(judgment), _verdict(judgment).is_clean


def _without(module: object, name: str, value: Callable[..., object]) -> Patch:
    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(module, name, value)

    return patch


def _found_otherwise(change: Callable[[str, list[Found]], list[Found]]) -> Patch:
    """The engine finds something else than it should."""

    def replaced(text: str, found: Sequence[Found], profile: Profile, **known: PlainText) -> MaskResult:
        return replace(text, change(text, sorted(found, key=lambda item: item.start)), profile, **known)

    return _without(engine, "replace", replaced)


def _result_otherwise(change: Callable[[str], str]) -> Patch:
    """The engine's text is not what its list of replacements says."""

    def replaced(text: str, found: Sequence[Found], profile: Profile, **known: PlainText) -> MaskResult:
        result = replace(text, found, profile, **known)
        return changed(result, text=change(result.text))

    return _without(engine, "replace", replaced)


def _one_more(kind: str) -> Patch:
    """Something that must stay is masked as if it were a name."""

    def more(text: str, found: list[Found]) -> list[Found]:
        wrong = next((truth for truth in _by_text()[text].to_keep() if truth.kind == kind), None)
        return found if wrong is None else [*found, Found(wrong.start, wrong.end, "person", wrong.text, "", 1.0)]

    return _found_otherwise(more)


def _first_mention_only(_: str, found: list[Found]) -> list[Found]:
    first = {item.entity: item.start for item in reversed(found) if item.entity}
    return [item for item in found if not item.entity or item.start == first[item.entity]]


def _people_only(change: Callable[[Found], Found | None]) -> Callable[[str, list[Found]], list[Found]]:
    def of(_: str, found: list[Found]) -> list[Found]:
        kept = [change(item) if item.kind == "person" else item for item in found]
        return [item for item in kept if item is not None]

    return of


def _not_the_last(_: str, found: list[Found]) -> list[Found]:
    return found[:-1]


BROKEN: dict[str, Patch] = {
    "numbers are not looked for": _without(engine, "find_numbers", lambda text: []),
    "addresses are not looked for": _without(engine, "find_addresses", lambda text: []),
    "organisations are not looked for": _without(engine, "find_organisations", lambda text, header: []),
    "the header is not read": _without(people, "parse_header", lambda text: Header(0, 0, ())),
    "third persons are not looked for": _without(people, "third_persons", lambda *args, **kwargs: []),
    "title and file name are left": _without(engine, "masked_alike", lambda text, spans: text),
    "only the first mention goes": _found_otherwise(_first_mention_only),
    "the last find is lost": _found_otherwise(_not_the_last),
    "no person goes": _found_otherwise(_people_only(lambda item: None)),
    "no representative goes": _found_otherwise(_people_only(lambda item: None if item.group == "representative" else item)),
    "names lose their last character": _found_otherwise(_people_only(lambda item: changed(item, end=item.end - 1))),
    "identity numbers are not numbers": _found_otherwise(lambda _, found: [f for f in found if f.kind != "identity"]),
    "the judge is masked": _one_more("staff"),
    "the case number is masked": _one_more("case-number"),
    "the court is masked": _one_more("court"),
    "a public body is masked": _one_more("public-body"),
    "a date is masked": _one_more("date"),
    "a lawyer is masked": _one_more("lawyer"),
    "an amount is masked": _one_more("amount"),
    "an article is masked": _one_more("statute"),
    "commas are made narrow": _result_otherwise(lambda text: text.replace("，", ",")),
    "a paragraph is lost": _result_otherwise(lambda text: "\n".join(text.split("\n")[:-3])),
    "figures are rounded": _result_otherwise(lambda text: text.replace(".5元", "元")),
}  # fmt: skip


@pytest.mark.parametrize("fault", BROKEN)
def test_the_real_engine_broken_is_caught(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = [(seed, release) for seed in range(_SEEDS) for release, is_clean in [_sound(seed)] if is_clean]
    BROKEN[fault](monkeypatch)
    harmed = (seed for seed, release in sound if _released(generate(seed)) != release and _is_harmful(generate(seed)))
    seeds = list(islice(harmed, _JUDGMENTS))
    assert len(seeds) == _JUDGMENTS
    assert [seed for seed in seeds if _verdict(generate(seed)).is_clean] == []


def test_what_the_engine_misses_does_not_leave_unseen() -> None:
    """Faults of the engine that nobody planted: each span it left, and each it should have left, is a finding."""
    unseen = []
    for seed in range(40):
        judgment, result = generate(seed), _mask(generate(seed))
        verdict = _verdict(judgment)
        covered = {at for span in result.spans for at in range(span.start, span.end)}
        subjects = ["".join(item.subject.split()) for item in verdict.leaks]
        for truth in judgment.truths:
            text = "".join(truth.text.split())
            places = _places(judgment, truth)
            if truth.must == "mask" and not covered.issuperset(places):
                seen_text = [subject for subject in subjects if text in subject or subject in text]
                unseen += [] if seen_text else [(seed, truth)]
            if truth.must == "keep" and covered.intersection(places):
                seen = [item for item in verdict.over_masking if item.start < truth.end and truth.start < item.end]
                unseen += [] if seen else [(seed, truth)]
    assert unseen == []
