"""Every province, city and county of the list stays readable, whatever little words its name has in it (法释〔2016〕19号 art. 10)."""

from __future__ import annotations

import pytest

from court_core.masking.addresses import find_addresses
from court_core.masking.engine import mask
from court_core.masking.profiles import load_profile
from court_core.masking.regions import known_regions

BELOW = ("刘集镇瓦坊村3组32号", "东风路18号5幢302室", "刘集镇瓦坊村")
PLACES = "户籍所在地{0}刘集镇瓦坊村3组32号，住{0}东风路18号5幢302室；位于{0}刘集镇瓦坊村的房屋；居住在{0}。"
PROSE = (
    "骗得{0}居民人民币9000元，由{0}人民法院审理，在{0}公安局报案。其窜至{0}盗窃，从{0}出发，本院与{0}人民政府共同组织。"
    "该公司在{0}设立分公司，在{0}境内发生，{0}一带。"
)
LISTED = sorted(known_regions().full)


def wrongly_cut(names: list[str]) -> dict[str, list[str]]:
    """By region: what is found of its addresses, where that is not what lies below it."""
    found = {name: [f.entity for f in find_addresses(PLACES.format(name))] for name in names}
    return {name: parts for name, parts in found.items() if parts != list(BELOW)}


def test_an_address_is_cut_behind_every_county_of_the_list() -> None:
    counties = [name for name in LISTED if len(name) > 2 and name[-1] in "省市县区旗"]
    assert len(counties) > 3000
    assert wrongly_cut(counties) == {}


@pytest.mark.parametrize("part", range(4))
def test_no_region_of_the_list_is_masked_in_a_sentence(part: int) -> None:
    profile = load_profile("spc-2024")
    masked = {name: mask(PROSE.format(name), profile).text for name in LISTED[part::4]}
    assert {name: text for name, text in masked.items() if text != PROSE.format(name)} == {}
