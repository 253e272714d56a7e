"""Names that nothing announces: the evidence of characters and neighbours, added over all places of a string."""

from __future__ import annotations

import pytest

from court_core.masking.evidence import guesses
from court_core.masking.name_characters import name_chance
from court_core.masking.plain import Dense, plain
from tests.support.generated_judgments import generate


def weights(text: str) -> dict[str, float]:
    return {g.text: g.weight for g in guesses(text, frozenset({0}), [False] * len(text))}


@pytest.mark.parametrize(
    ("name", "other"),
    [("张秀英", "张贴在"), ("周克贵", "周围的"), ("崔永宏", "崔从被"), ("贺子轩", "和配阴")],
)
def test_characters_of_names_weigh_more_than_those_of_words(name: str, other: str) -> None:
    assert name_chance(name) > name_chance(other)


def test_a_name_between_marks_outweighs_the_same_string_inside_words() -> None:
    alone = weights("，佟铁山称")
    inside = weights("以佟铁山产")
    assert alone["佟铁山"] > inside.get("佟铁山", -9.0)


def test_a_further_place_adds_to_the_weight() -> None:
    once = weights("经佟铁山同意。")
    twice = weights("经佟铁山同意。又经佟铁山同意。")
    assert twice["佟铁山"] > once["佟铁山"]


def test_of_two_readings_only_the_weightier_stays() -> None:
    found = weights("由曲芳收取，曲芳在场，曲芳说。")
    assert "曲芳" in found
    assert not {"曲芳收", "曲芳在", "曲芳说"} & set(found)


@pytest.mark.parametrize("text", ["，吉林省公安厅", "，哈尔滨市公安局", "，康辉旅行社有限公司", "与石门镇政府"])
def test_places_and_what_belongs_to_bodies_are_no_guess(text: str) -> None:
    assert not [w for w in weights(text).values() if w > 1.3]


def test_asking_for_weighty_strings_only_tells_the_same_of_them() -> None:
    text = "，佟铁山称，由曲芳收取。经佟铁山同意，曲芳在场；佟铁山产、曲芳。" * 2
    starts, covered = frozenset({0}), [False] * len(text)
    every = [g for g in guesses(text, starts, covered) if g.weight >= 1.3]
    assert every == guesses(text, starts, covered, least=1.3)
    assert every


@pytest.mark.parametrize("seed", range(7))
def test_in_a_judgment_no_weighty_string_is_passed_over_for_its_first_look(seed: int) -> None:
    dense = Dense.of(plain(generate(seed).text))
    starts, covered = frozenset(range(0, len(dense.text), 50)), [False] * len(dense.text)
    every = guesses(dense.text, starts, covered)
    for least in (-1.0, 0.0, 1.3, 2.6):
        assert guesses(dense.text, starts, covered, least=least) == [g for g in every if g.weight >= least]
