"""Wherever a name can stand in a .docx, reading finds it: printed in the text, or named as an aside."""

from __future__ import annotations

import re
import time

import pytest

from court_core.documents.model import ReadDocument, paragraphs
from court_core.documents.reading import read
from tests.support.torture_asides import ASIDES
from tests.support.torture_docx import PLACES, names_apart, torture_docx
from tests.support.torture_prints import PRINTS

NAMES = names_apart()


@pytest.fixture(scope="module")
def tortured() -> ReadDocument:
    return read(torture_docx(NAMES), "判决书.docx")


def test_the_torture_document_has_a_name_of_its_own_in_at_least_sixty_places() -> None:
    assert len(PLACES) == len(NAMES) == len(set(NAMES.values())) >= 60


@pytest.mark.parametrize("key", [place.key for place in PRINTS])
def test_what_prints_is_read_once(key: str, tortured: ReadDocument) -> None:
    assert tortured.text.count(NAMES[key]) == 1


@pytest.mark.parametrize("key", [place.key for place in ASIDES])
def test_what_does_not_print_is_named_beside_the_text(key: str, tortured: ReadDocument) -> None:
    assert NAMES[key] not in tortured.text
    assert any(NAMES[key] in aside.text for aside in tortured.asides)


def test_every_paragraph_stands_at_its_offset(tortured: ReadDocument) -> None:
    for paragraph in paragraphs(tortured.blocks):
        assert tortured.text[paragraph.start :].startswith(f"{paragraph.text}\n")


def test_asides_say_in_chinese_where_they_stand(tortured: ReadDocument) -> None:
    assert all(re.fullmatch(r"[\u4e00-\u9fff]+", aside.place) for aside in tortured.asides)
    places = {aside.place for aside in tortured.asides}
    assert {
        "页眉",
        "页脚",
        "批注",
        "已删除的文字",
        "已移走的文字",
        "域代码",
        "书签",
        "文件属性",
        "不打印的文字",
    } <= places


def test_one_name_everywhere_is_read_as_often_as_it_prints() -> None:
    document = read(torture_docx("欧阳明澄"), "判决书.docx")
    assert document.text.count("欧阳明澄") == len(PRINTS)


def test_reading_it_takes_far_less_than_a_third_of_a_second() -> None:
    content = torture_docx(NAMES)
    begun = time.process_time()
    read(content, "判决书.docx")
    assert time.process_time() - begun < 0.2
