"""The three profiles of DOMAIN.md §5 are data, and say what its table says."""

from __future__ import annotations

import pytest

from court_core.errors import CourtError
from court_core.masking.profiles import DEFAULT_PROFILE, PROFILE_NAMES, load_profile
from court_core.masking.replacing import replace
from court_core.masking.spans import Found, Group, Kind

TEXT = (
    "离婚纠纷民事判决书\n原告张建业与被告广州云山鹭网络科技有限公司纠纷，证人李守田，民警身份证号440103199001010009，"
    "住荔湾区多宝路100号402房，驾驶粤A12345。"
)


def _found(what: str, kind: Kind, role: str = "", group: Group = "third-person") -> Found:
    start = TEXT.index(what)
    return Found(start, start + len(what), kind, what, "", 0.9, role, group)


FOUND = [
    _found("张建业", "person", "原告", "party"),
    _found("广州云山鹭网络科技有限公司", "organisation", "被告", "party"),
    _found("李守田", "person", "证人"),
    _found("440103199001010009", "identity"),
    _found("多宝路100号402房", "address"),
    _found("粤A12345", "plate"),
]


@pytest.mark.parametrize(
    ("profile", "masked"),
    [
        (
            "spc-2024",
            "离婚纠纷民事判决书\n原告张某与被告广州某网络科技有限公司纠纷，证人李某，民警身份证号×××，住荔湾区，驾驶粤A×××××。",
        ),
        (
            "spc-2016",
            "离婚纠纷民事判决书\n原告张某与被告广州云山鹭网络科技有限公司纠纷，证人李某，民警身份证号×××，住荔湾区，驾驶粤A×××××。",
        ),
        (
            "liwan-2013",
            "离婚纠纷民事判决书\n原告×××与被告×××纠纷，证人李守田，民警身份证号×××，住荔湾区多宝路×××，驾驶粤A×××××。",
        ),
    ],
)
def test_one_document_under_each_profile(profile: str, masked: str) -> None:
    assert replace(TEXT, FOUND, load_profile(profile)).text == masked


def test_spc_2016_leaves_the_parties_of_other_causes_but_not_the_witness() -> None:
    text = TEXT.replace("离婚", "合同")
    result = replace(text, FOUND, load_profile("spc-2016"))
    assert "张建业" in result.text
    assert "李守田" not in result.text


def test_lawyers_and_public_bodies_stay_in_every_profile() -> None:
    kept = [
        _found("张建业", "person", "委托诉讼代理人", "lawyer"),
        _found("广州云山鹭网络科技有限公司", "organisation", "", "public-body"),
    ]
    for name in PROFILE_NAMES:
        assert replace(TEXT, kept, load_profile(name)).spans == ()


def test_liwan_2013_drops_claim_and_answer_of_a_judgment_only() -> None:
    body = "原告诉称，被告欠款。\n请求判令还款。\n被告辩称，已还款。\n经审理查明，被告欠款。\n"
    profile = load_profile("liwan-2013")
    masked = replace(f"民 事 判 决 书\n{body}", [], profile)
    assert masked.text == "民 事 判 决 书\n\n\n\n经审理查明，被告欠款。\n"
    assert {span.kind for span in masked.spans} == {"deleted-part"}
    assert replace(f"民 事 裁 定 书\n{body}", [], profile).spans == ()
    assert replace(f"民 事 判 决 书\n{body}", [], load_profile(DEFAULT_PROFILE)).spans == ()


def test_an_unknown_profile_is_refused_with_the_known_ones() -> None:
    with pytest.raises(CourtError) as refused:
        load_profile("spc-1999")
    assert refused.value.code == "masking.profile-unknown"
    assert "spc-2024" in refused.value.remedy
