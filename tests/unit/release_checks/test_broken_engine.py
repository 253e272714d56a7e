"""The engine broken in more than twenty ways: each of them is caught, and the faultless release is not.

A broken engine is a faultless release of a generated judgment with one thing done wrong. Where the engine would not
know its fault (it missed a party), the list it hands on lacks the string too: then the independent look must see it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import count

import pytest

from court_core.release_checks.before_release import Verdict, check
from court_core.release_checks.findings import SCOPES, Change
from tests.support.generated_judgments import Judgment, Truth, generate
from tests.support.judgment_docx import DocxParts, docx_of
from tests.support.masked_by_truth import Masked, apply, masked

Break = Callable[[Judgment], Masked | None]
"""Makes the broken release, or None where this judgment has nothing to break so."""

_EXAMPLES = 3


def _checked(done: Masked) -> Verdict:
    return check(done.judgment.text, done.release, SCOPES["spc-2024"], done.protected, done.changes)


# ── leaks ────────────────────────────────────────────────────────────────────────────────────────────────────────
def _of(judgment: Judgment, *kinds: str, group: str = "") -> list[Truth]:
    return [truth for truth in judgment.to_mask() if truth.kind in kinds and group in ("", truth.group)]


def _left(judgment: Judgment, wanted: list[Truth], *, all_of_it: bool) -> Masked | None:
    """The last of `wanted` is left as it was; with `all_of_it` wherever it stands, and the engine never knew it."""
    if not wanted:
        return None
    left = wanted[-1]
    if not all_of_it:
        return masked(judgment, skip=frozenset([left.start]))
    done = masked(judgment, skip=frozenset(truth.start for truth in judgment.to_mask() if truth.entity == left.entity))
    gone = {truth.text for truth in judgment.to_mask() if truth.entity == left.entity}
    return replace(done, protected=tuple(item for item in done.protected if item.text not in gone))


def _skips_a_run(judgment: Judgment) -> Masked | None:
    """Right in the text, wrong in the file: the replacement missed a name that Word had split over runs."""
    done = masked(judgment)
    change = next((change for change in done.changes if "某" in change.replacement), None)
    if change is None:
        return None
    name = judgment.text[change.start : change.end]
    parts = DocxParts(judgment.rows, judgment.notes, body_instead={change.replacement: name})
    return replace(done, release=replace(done.release, docx=docx_of(done.release.text, parts)))


def _misses_a_party(judgment: Judgment) -> Masked | None:
    return _left(judgment, _of(judgment, "person", group="party"), all_of_it=True)


def _misses_a_mention(judgment: Judgment) -> Masked | None:
    return _left(judgment, _of(judgment, "person"), all_of_it=False)


def _masks_half_of_a_name(judgment: Judgment) -> Masked | None:
    spans = [item for item in _of(judgment, "person", group="party") if re.fullmatch("[一-鿿]{3}", item.text)]
    if not spans:
        return None
    half = replace(spans[0], end=spans[0].end - 1)
    return _with_change(judgment, half, spans[0].text[0] + "某")


def _misses_a_third_person(judgment: Judgment) -> Masked | None:
    rows = [line for index, line in enumerate(judgment.text.split("\n")) if index in judgment.rows]
    # A bare name in a cell has nothing around it to be known by; it is caught through the engine's list only.
    wanted = [
        item for item in _of(judgment, "person", group="third-person") if not any(item.text in row for row in rows)
    ]
    return _left(judgment, wanted, all_of_it=True)


def _misses_a_representative(judgment: Judgment) -> Masked | None:
    return _left(judgment, _of(judgment, "person", group="representative"), all_of_it=True)


def _misses_a_company(judgment: Judgment) -> Masked | None:
    return _left(judgment, _of(judgment, "organisation"), all_of_it=True)


def _misses_a_short_name(judgment: Judgment) -> Masked | None:
    return _left(judgment, [item for item in _of(judgment, "alias") if "公司" in item.text], all_of_it=False)


def _misses_a_nickname(judgment: Judgment) -> Masked | None:
    return _left(judgment, [item for item in _of(judgment, "alias") if "公司" not in item.text], all_of_it=False)


def _keeps_the_house_number(judgment: Judgment) -> Masked | None:
    left = _of(judgment, "address")
    done = _left(judgment, left, all_of_it=False)
    return done and replace(done, protected=tuple(item for item in done.protected if item.kind != "address"))


def _keeps_an_identity_number(judgment: Judgment) -> Masked | None:
    return _left(judgment, _of(judgment, "identity"), all_of_it=True)


def _keeps_a_phone_number(judgment: Judgment) -> Masked | None:
    return _left(judgment, _of(judgment, "phone"), all_of_it=True)


def _keeps_a_plate(judgment: Judgment) -> Masked | None:
    return _left(judgment, _of(judgment, "plate"), all_of_it=True)


def _takes_a_certificate_for_a_case_number(judgment: Judgment) -> Masked | None:
    return _left(judgment, _of(judgment, "certificate"), all_of_it=True)


def _stars_half_of_an_account(judgment: Judgment) -> Masked | None:
    accounts = _of(judgment, "bank-account")
    return _with_change(judgment, accounts[-1], accounts[-1].text[:-4] + "****") if accounts else None


def _skips_table_cells(judgment: Judgment) -> Masked | None:
    lines = judgment.text.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:index]) for index in range(len(lines))]
    rows = [(starts[index], starts[index] + len(lines[index])) for index in judgment.rows]
    cells = [item for item in judgment.to_mask() if any(start <= item.start < end for start, end in rows)]
    return masked(judgment, skip=frozenset(item.start for item in cells)) if cells else None


def _with_text(judgment: Judgment, change: Callable[[str, str], str]) -> Masked | None:
    """The last masked name comes back in another form."""
    done = masked(judgment)
    names = [item for item in _of(judgment, "person") if re.fullmatch("[一-鿿]{3}", item.text)]
    if not names:
        return None
    mask = next(item.replacement for item in done.changes if item.start == names[-1].start)
    at = done.release.text.rfind(mask)
    text = done.release.text[:at] + change(names[-1].text, mask) + done.release.text[at + len(mask) :]
    return replace(done, release=replace(done.release, text=text), changes=())


def _does_not_see_a_spaced_name(judgment: Judgment) -> Masked | None:
    return _with_text(judgment, lambda name, _: "\u3000".join(name))


def _does_not_see_a_name_across_lines(judgment: Judgment) -> Masked | None:
    return _with_text(judgment, lambda name, _: name[:2] + "\n" + name[2:])


def _does_not_see_invisible_characters(judgment: Judgment) -> Masked | None:
    return _with_text(judgment, lambda name, _: "\u200b".join(name))


def _explains_its_mask(judgment: Judgment) -> Masked | None:
    return _with_text(judgment, lambda name, mask: f"{mask}（{name}）")


def _forgets_the_title(judgment: Judgment) -> Masked:
    done = masked(judgment)
    return replace(done, release=replace(done.release, title=judgment.title))


def _forgets_the_file_name(judgment: Judgment) -> Masked:
    done = masked(judgment)
    return replace(done, release=replace(done.release, file_name=judgment.file_name))


def _in_file(parts: Callable[[str], DocxParts]) -> Break:
    """Something of the original file is carried over: `parts` makes it from the first party's name."""

    def break_it(judgment: Judgment) -> Masked | None:
        names = [item.text for item in _of(judgment, "person", group="party") if re.fullmatch("[一-鿿]{3}", item.text)]
        if not names:
            return None
        done = masked(judgment)
        made = replace(parts(names[0]), rows=judgment.rows, notes=judgment.notes)
        return replace(done, release=replace(done.release, docx=docx_of(done.release.text, made)))

    return break_it


def _percent(name: str) -> str:
    return "".join(f"%{byte:02X}" for byte in name.encode())


LEAKS: dict[str, Break] = {
    "skips a run": _skips_a_run,
    "misses a party of the header": _misses_a_party,
    "misses one mention": _misses_a_mention,
    "masks half of a name": _masks_half_of_a_name,
    "misses a witness": _misses_a_third_person,
    "misses a representative": _misses_a_representative,
    "misses a company": _misses_a_company,
    "misses a short name": _misses_a_short_name,
    "misses a nickname": _misses_a_nickname,
    "keeps the house number": _keeps_the_house_number,
    "keeps an identity number": _keeps_an_identity_number,
    "keeps a phone number": _keeps_a_phone_number,
    "keeps a plate": _keeps_a_plate,
    "takes a certificate for a case number": _takes_a_certificate_for_a_case_number,
    "stars half of an account": _stars_half_of_an_account,
    "skips table cells": _skips_table_cells,
    "does not see a spaced name": _does_not_see_a_spaced_name,
    "does not see a name across lines": _does_not_see_a_name_across_lines,
    "does not see invisible characters": _does_not_see_invisible_characters,
    "explains its mask": _explains_its_mask,
    "forgets the title": _forgets_the_title,
    "forgets the file name": _forgets_the_file_name,
    "keeps the author": _in_file(lambda name: DocxParts(author=name)),
    "keeps the page header": _in_file(lambda name: DocxParts(header=f"{name}案")),
    "keeps a comment": _in_file(lambda name: DocxParts(comment=f"{name}已签收")),
    "keeps deleted text": _in_file(lambda name: DocxParts(deleted=name)),
    "keeps a bookmark": _in_file(lambda name: DocxParts(bookmark="_".join(name))),
    "keeps alternative text": _in_file(lambda name: DocxParts(alternative=f"{name}身份证照片")),
    "keeps a field's instruction": _in_file(lambda name: DocxParts(instruction=f'MERGEFIELD "{name}"')),
    "keeps a link": _in_file(lambda name: DocxParts(link=f"http://oa.example/?q={_percent(name)}")),
    "keeps ruby": _in_file(lambda name: DocxParts(ruby=name)),
    "keeps the remark of the zip": _in_file(lambda name: DocxParts(zip_comment=name.encode("gb18030"))),
    "keeps an embedded document": _in_file(
        lambda name: DocxParts(extra={"word/embeddings/1.docx": docx_of(name, DocxParts())})
    ),
    "keeps a picture with remarks": _in_file(
        lambda name: DocxParts(extra={"word/media/image1.png": b"\x89PNG\r\n" + name.encode("utf-16-le")})
    ),
    "keeps a part named after a party": _in_file(lambda name: DocxParts(extra={f"word/media/{name}.png": b"\x89PNG"})),
}


# ── over-masking ─────────────────────────────────────────────────────────────────────────────────────────────────
def _with_change(judgment: Judgment, truth: Truth, new: str) -> Masked:
    """The engine says that it replaced `truth` by `new`, and did so."""
    done = masked(judgment)
    others = tuple(change for change in done.changes if change.end <= truth.start or truth.end <= change.start)
    changes = tuple(sorted((*others, Change(truth.start, truth.end, new)), key=lambda change: change.start))
    return replace(done, changes=changes, release=replace(done.release, text=apply(judgment.text, changes)))


def _masks(kind: str, new: Callable[[str], str]) -> Break:
    def break_it(judgment: Judgment) -> Masked | None:
        kept = [truth for truth in judgment.to_keep() if truth.kind == kind]
        return _with_change(judgment, kept[-1], new(kept[-1].text)) if kept else None

    return break_it


def _untold(change: Callable[[str], str]) -> Break:
    """The text is changed and the engine's list does not speak of it."""

    def break_it(judgment: Judgment) -> Masked | None:
        done = masked(judgment)
        text = change(done.release.text)
        return None if text == done.release.text else replace(done, release=replace(done.release, text=text))

    return break_it


def _masks_the_judge_with_a_party_of_the_same_name(judgment: Judgment) -> Masked | None:
    parties = {truth.text for truth in _of(judgment, "person", group="party")}
    judge = next((truth for truth in judgment.to_keep() if truth.kind == "staff" and truth.text in parties), None)
    return _with_change(judgment, judge, judge.text[0] + "某1") if judge else None


def _gives_two_parties_one_mask(judgment: Judgment) -> Masked | None:
    if judgment.style not in ("appeal", "payment-order"):
        return None
    done = masked(judgment)
    changes = tuple(replace(item, replacement=re.sub(r".*某\d", "张某", item.replacement)) for item in done.changes)
    return replace(done, changes=changes, release=replace(done.release, text=apply(judgment.text, changes)))


def _gives_one_person_two_masks(judgment: Judgment) -> Masked | None:
    done = masked(judgment)
    for at, change in enumerate(done.changes):
        same = [item for item in done.changes if item.replacement == change.replacement and "某" in item.replacement]
        if len(same) > 1:
            changes = (*done.changes[:at], replace(change, replacement="甲某9"), *done.changes[at + 1 :])
            return replace(done, changes=changes, release=replace(done.release, text=apply(judgment.text, changes)))
    return None


def _takes_the_word_beside_a_name_too(judgment: Judgment) -> Masked | None:
    spans = [truth for truth in _of(judgment, "person", group="party") if judgment.text[truth.end] in "与因不名以"]
    if not spans:
        return None
    wide = replace(spans[0], end=spans[0].end + 1)
    return _with_change(judgment, wide, spans[0].text[0] + "某")


def _drops_a_line_of_the_file(judgment: Judgment) -> Masked:
    done = masked(judgment)
    lines = done.release.text.split("\n")
    file = docx_of("\n".join(line for line in lines if not line.startswith("依照")), DocxParts())
    return replace(done, release=replace(done.release, docx=file))


OVER: dict[str, Break] = {
    "masks the judge": _masks("staff", lambda name: name[0] + "某"),
    "masks a judge who bears a party's name": _masks_the_judge_with_a_party_of_the_same_name,
    "masks the case number": _masks("case-number", lambda text: re.sub(r"\d(?=\d*号)", "×", text)),
    "masks the court": _masks("court", lambda text: text[:2] + "某" + text[4:]),
    "masks a public body": _masks("public-body", lambda text: text[0] + "***" + text[-3:]),
    "masks the date": _masks("date", lambda text: "××××年××月××日"),
    "masks an article": _masks("statute", lambda text: "×××"),
    "masks an amount": _masks("amount", lambda text: "×元"),
    "stars a lawyer": _masks("lawyer", lambda text: text[0] + "*" * (len(text) - 1)),
    "masks the prosecutor": _masks("prosecutor", lambda text: text[0] + "某"),
    "changes an amount unseen": _untold(lambda text: re.sub(r"\d(?=[\d.]*元)", "7", text, count=1)),
    "drops a paragraph": _untold(
        lambda text: "\n".join(line for line in text.split("\n") if not line.startswith("二、"))
    ),
    "changes a word of the judgment": _untold(lambda text: text.replace("判决如下", "裁定如下")),
    "adds a word": _untold(lambda text: text.replace("一案，", "一案，本院依职权")),
    "gives two parties one mask": _gives_two_parties_one_mask,
    "gives one person two masks": _gives_one_person_two_masks,
    "takes the word beside a name too": _takes_the_word_beside_a_name_too,
    "drops a line of the file": _drops_a_line_of_the_file,
}


@cache
def _broken(name: str) -> tuple[tuple[int, Masked], ...]:
    """The first seeds whose judgment can be broken so, and what comes of it."""
    break_it = {**LEAKS, **OVER}[name]
    found: list[tuple[int, Masked]] = []
    for seed in count():
        done = break_it(generate(seed))
        if done is not None:
            found.append((seed, done))
        if len(found) == _EXAMPLES:
            return tuple(found)
    raise AssertionError  # count() has no end


@pytest.mark.parametrize("name", LEAKS)
def test_a_leak_of_a_broken_engine_is_caught(name: str) -> None:
    missed = [seed for seed, done in _broken(name) if not _checked(done).leaks]
    assert missed == []


@pytest.mark.parametrize("name", OVER)
def test_over_masking_of_a_broken_engine_is_caught(name: str) -> None:
    missed = [seed for seed, done in _broken(name) if not _checked(done).over_masking]
    assert missed == []


def test_the_same_judgments_without_a_fault_are_clean() -> None:
    seeds = sorted({seed for name in (*LEAKS, *OVER) for seed, _ in _broken(name)})
    dirty = [seed for seed in seeds if not _checked(masked(generate(seed), with_file=True)).is_clean]
    assert dirty == []
