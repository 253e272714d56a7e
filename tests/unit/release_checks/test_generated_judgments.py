"""Properties of the checks on judgments of every seed, and of the generator itself.

The engine's own part in these tests is nothing: releases are made from the truth of the generator.
"""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from court_core.release_checks.before_release import check
from court_core.release_checks.findings import SCOPES, Change
from tests.support.generated_judgments import STYLES, generate
from tests.support.masked_by_truth import apply, masked

SPC_2024 = SCOPES["spc-2024"]
SEEDS = st.integers(0, 10**6)
# Few by default, because these run with every change; HYPOTHESIS_PROFILE=explore takes thousands.
_FEW = settings.get_profile(settings.get_current_profile_name())
EXAMPLES = settings(max_examples=20 if _FEW.max_examples <= 100 else _FEW.max_examples, deadline=None)


@EXAMPLES
@given(SEEDS)
def test_the_truth_is_of_the_text(seed: int) -> None:
    judgment = generate(seed)
    assert judgment == generate(seed)
    end = 0
    for truth in judgment.truths:
        assert judgment.text[truth.start : truth.end] == truth.text
        assert truth.start >= end
        end = truth.end


def test_every_kind_of_document_and_of_truth_occurs_in_the_first_hundred() -> None:
    judgments = [generate(seed) for seed in range(100)]
    assert {judgment.style for judgment in judgments} == set(STYLES)
    assert {truth.kind for judgment in judgments for truth in judgment.truths} == {
        *("person", "organisation", "alias", "address", "identity", "phone", "bank-account", "plate", "certificate"),
        *("organisation-code", "case-number", "court", "staff", "prosecutor", "lawyer", "public-body", "date"),
        *("statute", "amount"),
    }


@EXAMPLES
@given(SEEDS, st.booleans())
def test_a_faultless_release_is_clean_with_the_engines_lists_and_without(seed: int, told: bool) -> None:
    done = masked(generate(seed))
    if told:
        verdict = check(done.judgment.text, done.release, SPC_2024, done.protected, done.changes)
    else:
        verdict = check(done.judgment.text, done.release, SPC_2024)
    assert (verdict.leaks, verdict.over_masking) == ((), ())


@EXAMPLES
@given(SEEDS, st.randoms(use_true_random=False))
def test_any_one_span_that_is_left_is_found(seed: int, draw: random.Random) -> None:
    judgment = generate(seed)
    left = draw.choice(judgment.to_mask())
    done = masked(judgment, skip=frozenset([left.start]))
    verdict = check(judgment.text, done.release, SPC_2024, done.protected, done.changes)
    name = _joined(left.text)
    assert any(name in _joined(item.subject) or _joined(item.subject) in name for item in verdict.leaks)


@EXAMPLES
@given(SEEDS, st.randoms(use_true_random=False))
def test_any_one_span_that_must_stay_and_is_masked_is_found(seed: int, draw: random.Random) -> None:
    judgment = generate(seed)
    wrong = draw.choice(judgment.to_keep())
    done = masked(judgment)
    mask = wrong.text[0] + "某" * (len(wrong.text) - 1)
    changes = tuple(sorted((*done.changes, Change(wrong.start, wrong.end, mask)), key=lambda change: change.start))
    release = replace(done.release, text=apply(judgment.text, changes))
    for told in (changes, ()):
        verdict = check(judgment.text, release, SPC_2024, done.protected, told)
        assert any(item.start < wrong.end and wrong.start < item.end for item in verdict.over_masking)


@EXAMPLES
@given(SEEDS, st.randoms(use_true_random=False))
def test_any_other_character_that_is_changed_is_found(seed: int, draw: random.Random) -> None:
    """法释〔2016〕19号 art. 15: apart from the masks the text is the original's."""
    done = masked(generate(seed))
    text = done.release.text
    at = draw.choice([place for place, character in enumerate(text) if not character.isspace()])
    changed = text[:at] + ("甲" if text[at] != "甲" else "乙") + text[at + 1 :]
    verdict = check(done.judgment.text, replace(done.release, text=changed), SPC_2024, done.protected, done.changes)
    assert verdict.over_masking != ()


@EXAMPLES
@given(SEEDS)
def test_the_original_itself_is_never_taken_for_a_release(seed: int) -> None:
    judgment = generate(seed)
    done = masked(judgment, skip=frozenset(truth.start for truth in judgment.to_mask()))
    verdict = check(judgment.text, done.release, SPC_2024)
    found = {_joined(finding.subject) for finding in verdict.leaks}
    parties = {truth.entity for truth in judgment.to_mask() if truth.group == "party" and truth.kind == "person"}
    assert {_joined(name) for name in parties} <= found


def _joined(text: str) -> str:
    """A name may stand with spaces between its characters."""
    return "".join(text.split())
