"""What comes in the place of a name (法释〔2016〕19号 art. 8–9; DOMAIN.md §5), and what always holds of a masked text."""

from __future__ import annotations

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from court_core.masking.addresses import find_addresses
from court_core.masking.numbers import find_numbers
from court_core.masking.organisations import find_organisations
from court_core.masking.profiles import PROFILE_NAMES, load_profile
from court_core.masking.public_bodies import protected_spans
from court_core.masking.replacing import organisation_form, person_form, replace
from court_core.masking.spans import Found, Header, Kind, MaskResult

PROFILE = load_profile("spc-2024")
KINDS: tuple[Kind, ...] = ("person", "organisation", "alias", "address", "identity", "plate", "certificate", "phone")


def _mask(text: str, *names: str) -> MaskResult:
    """Mask every occurrence of the given people, longest first."""
    found = [
        Found(at, at + len(name), "person", name, "", 0.9)
        for name in names
        for at in range(len(text))
        if text.startswith(name, at)
    ]
    return replace(text, found, PROFILE)


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张建业", "张某"),
        ("欧阳志远", "欧阳某"),
        ("司马青", "司马某"),
        ("欧阳", "欧某"),
        ("曾国华安", "曾某"),
        ("买买提·吐尔洪", "买某"),
        ("约翰·斯密森", "约某"),
        ("John Smithson", "J"),
        ("山本一朗", "山某"),
    ],
)
def test_a_person_keeps_the_surname(name: str, masked: str) -> None:
    assert person_form(name, name) == masked


def test_people_who_would_read_alike_are_numbered_in_order() -> None:
    result = _mask("张伟成与张强成、张丽成。张强成称张伟成知情。", "张伟成", "张强成", "张丽成")
    assert result.text == "张某1与张某2、张某3。张某2称张某1知情。"


def test_new_numbers_never_meet_those_of_the_source() -> None:
    result = _mask("张某1与张建业、张某2。证人张守业。", "张建业", "张守业")
    assert result.text == "张某1与张某3、张某2。证人张某4。"


def test_a_name_the_source_already_shortened_makes_the_new_one_numbered() -> None:
    assert _mask("张某与张建业。", "张建业").text == "张某与张某1。"


def test_one_firm_is_one_firm_under_all_its_names() -> None:
    text = "广州云山鹭网络科技有限公司（云山鹭公司）与广州百川网络科技有限公司（百川公司）"
    first, second = "广州云山鹭网络科技有限公司", "广州百川网络科技有限公司"
    names: tuple[tuple[str, Kind, str], ...] = (
        (first, "organisation", first),
        ("云山鹭公司", "alias", first),
        (second, "organisation", second),
        ("百川公司", "alias", second),
    )
    found = [Found(text.index(name), text.index(name) + len(name), kind, owner, "", 0.9) for name, kind, owner in names]
    result = replace(text, found, PROFILE)
    assert result.text == "广州某1网络科技有限公司（某1公司）与广州某2网络科技有限公司（某2公司）"


@pytest.mark.parametrize(
    ("spelling", "entity", "masked"),
    [
        ("云山鹭", "广州云山鹭网络科技有限公司", "某公司"),
        ("木棉花", "云州木棉花美术工作室", "某工作室"),
        ("HENGMETALS", "恒矿钢铁英国有限公司", "H公司"),
        ("浙江省义乌市江东街道利川超市", "浙江省义乌市江东街道利川超市", "浙江省义乌市某超市"),
    ],
)
def test_a_bare_brand_takes_the_form_of_its_firm(spelling: str, entity: str, masked: str) -> None:
    assert organisation_form(spelling, entity, 0) == masked


def test_a_name_inside_an_address_goes_with_the_address() -> None:
    text = "住荔湾区王富贵大厦5栋402房。"
    found = [
        Found(4, 15, "address", "", "", 0.9),
        Found(4, 7, "person", "王富贵", "", 0.9),
    ]
    assert replace(text, found, PROFILE).text == "住荔湾区。"


def test_an_overlap_leaves_nothing_of_either() -> None:
    text = "王富贵食品厂"
    found = [Found(0, 3, "person", "王富贵", "", 0.9), Found(2, 6, "organisation", "贵食品厂", "", 0.9)]
    result = replace(text, found, PROFILE)
    assert "富" not in result.text
    assert "贵" not in result.text


LETTERS = "张王李欧阳某建业成1239０Ａ粤州市区路号公司有限 \n（）“”，。×·AbX"


@st.composite
def _cases(draw: st.DrawFn) -> tuple[str, list[Found]]:
    text = draw(st.text(alphabet=LETTERS, min_size=1, max_size=60))
    found = []
    for _ in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, min(len(text), start + 12)))
        kind = draw(st.sampled_from(KINDS))
        entity = draw(st.sampled_from(["", text[start:end].strip() or "甲"]))
        found.append(Found(start, end, kind, entity, "", draw(st.sampled_from([0.5, 0.9]))))
    return text, found


@given(case=_cases(), name=st.sampled_from(PROFILE_NAMES), order=st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None)
def test_spans_are_sorted_disjoint_true_and_never_hold_the_original(
    case: tuple[str, list[Found]], name: str, order: random.Random
) -> None:
    text, found = case
    result = replace(text, found, load_profile(name))
    rebuilt, at = "", 0
    for span in result.spans:
        assert at <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.original
        assert span.original not in span.replacement
        rebuilt += text[at : span.start] + span.replacement
        at = span.end
    assert rebuilt + text[at:] == result.text
    shuffled = list(found)
    order.shuffle(shuffled)
    assert replace(text, shuffled, load_profile(name)) == result


@given(text=st.text(alphabet=LETTERS + "住栋室镇村局院店厂身份证账号行0四之-@.《》〔〕年月日人民法", max_size=300))
@settings(max_examples=300, deadline=None)
def test_findings_lie_in_the_text_and_off_what_is_protected(text: str) -> None:
    header = Header(0, 0, ())
    protected = protected_spans(text)
    for found in (find_numbers(text), find_addresses(text), find_organisations(text, header)):
        assert [(f.start, f.end) for f in found] == sorted((f.start, f.end) for f in found)
        assert all(a.end <= b.start for a, b in pairwise(found))
        assert all(0 <= f.start < f.end <= len(text) for f in found)
    assert not any(protected.touches(f.start, f.end) for f in find_organisations(text, header))
    assert find_numbers(text) == find_numbers(text)


@given(serials=st.lists(st.integers(1, 12), max_size=5), people=st.integers(1, 4))
def test_numbering_never_collides_with_the_source(serials: list[int], people: int) -> None:
    source = [f"张某{n}" for n in serials]
    names = [f"张{c}{c}" for c in "甲乙丙丁"[:people]]
    result = _mask("、".join([*source, *names]), *names)
    given_names = [span.replacement for span in result.spans]
    assert len({*given_names, *source}) == len(given_names) + len(set(source))


NASTY = {
    "digits": "1" * 200_000,
    "spaced digits": "1 " * 30_000,
    "latin": "a" * 200_000,
    "latin words": "Ab C " * 40_000,
    "dots": "a." * 100_000,
    "at signs": "a@" * 100_000,
    "house numbers": "路1号" * 20_000,
    "residences": "，住甲路1号" * 10_000,
    "firms": "有限公司" * 50_000,
    "shops": "甲乙店" * 5_000,
    "brackets": "（2020）" * 30_000,
    "title marks": "《" * 200_000,
    "certificates": "不动产权" * 20_000,
    "identity words": "身份证1" * 20_000,
    "spaces": " " * 200_000,
    "lines": "\n" * 200_000,
    "courts": "法院" * 5_000,
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", NASTY)
def test_nasty_strings_take_no_more_than_seconds(name: str) -> None:
    text = NASTY[name]
    started = time.monotonic()
    find_numbers(text)
    find_addresses(text)
    find_organisations(text, Header(0, 0, ()))
    assert time.monotonic() - started < 30  # a quadratic search takes minutes here; a busy machine some seconds
