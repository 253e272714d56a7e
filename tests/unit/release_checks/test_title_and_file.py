"""Title, file name and file say what the masked text says: nothing less, nothing else, and in its order."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from court_core.release_checks.findings import Named, Release
from court_core.release_checks.over_masking import applied
from tests.support.judgment_docx import DocxParts, docx_of
from tests.support.masked_by_table import MASKS, TEXT, TITLED, changes_of, codes, verdict_of

# (what happened to the title or the file name, the two as they go out)
TITLES = [
    ("two parties changed places", TITLED[0], "某1公司诉彭某2、彭某1.docx"),
    ("a party was dropped", TITLED[0], "某1公司诉彭某1.docx"),
    ("a mask that nobody has", "湖南某1建材有限公司与彭某7买卖合同纠纷判决书", TITLED[1]),
    ("half a name", "湖南某1建材有限公司与彭某秋买卖合同纠纷判决书", TITLED[1]),
    ("another cause", "湖南某1建材有限公司与彭某1借款合同纠纷判决书", TITLED[1]),
    ("the region masked too", "某某1建材有限公司与彭某1买卖合同纠纷判决书", TITLED[1]),
    ("no title", "", TITLED[1]),
]


@pytest.mark.parametrize(("done", "title", "file_name"), TITLES, ids=[row[0] for row in TITLES])
def test_title_and_file_name_are_those_of_the_original_masked_alike(done: str, title: str, file_name: str) -> None:
    verdict = verdict_of(TEXT, changes_of(TEXT, MASKS), Release("", title, file_name))
    assert {item.code for item in verdict.over_masking} == {"over.title-differs"}


def test_a_case_number_in_the_file_name_stays_whole() -> None:
    named = Named("", "（2025）湘0104民初4157号.docx")
    right, wrong = (Release("", "", f"（2025）湘0104民初{number}号.docx") for number in (4157, 415))
    assert verdict_of(TEXT, changes_of(TEXT, MASKS), right, named).is_clean
    assert ("over.title-differs", True) in codes(verdict_of(TEXT, changes_of(TEXT, MASKS), wrong, named))


@pytest.mark.parametrize("title", ["澜沧诉骐骥买卖合同纠纷", "砚秋等买卖合同纠纷", "砚秋、观棋案"])
def test_a_title_that_calls_somebody_by_less_than_the_name_is_asked_about(title: str) -> None:
    verdict = verdict_of(TEXT, changes_of(TEXT, MASKS), Release("", title), Named())
    assert verdict.leaks
    assert verdict.sure == ()


def test_a_word_in_a_title_that_is_also_a_given_name_raises_no_question() -> None:
    text = TEXT.replace("彭观棋", "彭建设")
    masks = {**MASKS, "彭建设": "彭某2"}
    verdict = verdict_of(text, changes_of(text, masks), Release("", "彭某2建设工程施工合同纠纷"), Named())
    assert verdict.is_clean


# ── the file ─────────────────────────────────────────────────────────────────────────────────────────────────────
def _line(words: str) -> Callable[[list[str]], int]:
    return lambda lines: next(at for at, line in enumerate(lines) if words in line)


def _without(lines: list[str]) -> list[str]:
    return [line for line in lines if line != "2\t招某2\t36800元"]


def _exchanged(lines: list[str]) -> list[str]:
    first, second = _line("彭某1辩称")(lines), _line("证人邬某")(lines)
    lines[first], lines[second] = lines[second], lines[first]
    return lines


def _doubled(lines: list[str]) -> list[str]:
    at = _line("证人邬某")(lines)
    return [*lines[: at + 1], *lines[at:]]


def _pointless(lines: list[str]) -> list[str]:
    return [line.replace("1234.56", "123456") for line in lines]


def _added(lines: list[str]) -> list[str]:
    return [*lines, "三、被告赔偿原告50000元。"]


@pytest.mark.parametrize("broken", [_without, _exchanged, _doubled, _pointless, _added])
def test_the_file_says_what_the_text_says_and_nothing_else(broken: Callable[[list[str]], list[str]]) -> None:
    rows = "2\t招惠珍\t36800元\n2\t招永康\t36800元\n"
    text = TEXT.replace("审判员　尹怀瑾\n", f"{rows}审判员　尹怀瑾\n")
    changes = changes_of(text, MASKS)
    lines = applied(text, changes).split("\n")
    right, wrong = (_in_file(lines), _in_file(broken(list(lines))))
    assert verdict_of(text, changes, Release("", *TITLED, right)).is_clean
    assert codes(verdict_of(text, changes, Release("", *TITLED, wrong))) == {("over.file-differs", True)}


def _in_file(lines: list[str]) -> bytes:
    return docx_of("\n".join(lines), DocxParts(frozenset(at for at, line in enumerate(lines) if "\t" in line)))


def test_words_in_a_page_header_that_the_text_does_not_have_are_found() -> None:
    changes = changes_of(TEXT, MASKS)
    file = docx_of(applied(TEXT, changes), DocxParts(header="内部讨论稿，请勿外传"))
    assert codes(verdict_of(TEXT, changes, Release("", *TITLED, file))) == {("over.added-to-file", True)}
