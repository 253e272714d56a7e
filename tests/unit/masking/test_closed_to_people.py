"""Places where nobody's name is looked for: case numbers and law firms stay, whoever bears the same (DOMAIN.md §5)."""

from __future__ import annotations

import pytest

from court_core.masking.engine import mask
from court_core.masking.lac import packaged_finder
from court_core.masking.profiles import load_profile
from tests.support.written_judgments import written_judgments

HIGH_COURTS = "京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔云藏陕甘青宁新兵"
KINDS = ("民申", "民终", "行申", "刑终", "执复", "民辖终", "知民终")
PROFILE = load_profile("spc-2024")


@pytest.fixture(scope="module")
def petitions() -> dict[str, str]:
    """By case number: a petition with the number where a high court puts it, and once more in the facts."""
    numbers = [f"（2017）{court}{KINDS[at % len(KINDS)]}{2740 + at}号" for at, court in enumerate(HIGH_COURTS)]
    return {
        number: f"高级人民法院\n民 事 裁 定 书\n{number}\n再审申请人（一审被告、二审上诉人）：甄铭瀚，男，1970年3月2日出生，汉族。\n"
        f"再审申请人甄铭瀚因合同纠纷一案，不服{number}民事判决，向本院申请再审。"
        for number in numbers
    }


def test_the_number_of_a_high_court_is_nobody(petitions: dict[str, str]) -> None:
    for finder in (None, packaged_finder()):
        for number, text in petitions.items():
            result = mask(text, PROFILE, finder=finder)
            assert result.text.count(number) == 2, number
            assert "铭瀚" not in result.text


def test_a_party_who_is_called_like_a_case_number_is_masked_and_the_number_stays() -> None:
    text = (
        "山东省高级人民法院\n民 事 裁 定 书\n（2017）鲁民申2748号\n再审申请人：鲁民，男，1970年3月2日出生，汉族。\n"
        "再审申请人鲁民不服（2016）鲁民终88号民事判决，向本院申请再审。鲁民称，其没有借款。"
    )
    result = mask(text, PROFILE)
    assert "鲁民申2748号" in result.text
    assert "鲁民终88号" in result.text
    assert result.text.count("鲁某") == 3


@pytest.mark.parametrize("firm", ["北京段文律师事务所", "北京段文礼律师事务所", "吉林段文（长春）律师事务所"])
def test_a_law_firm_that_is_called_like_a_party_stays(firm: str) -> None:
    text = (
        "临河市人民法院\n刑 事 判 决 书\n（2016）粤0103刑初218号\n公诉机关临河市人民检察院。\n"
        f"被告人段文，女，1987年3月12日出生，汉族。\n辩护人汤爽英，{firm}律师。\n"
        f"被告人段文委托{firm}，段文到庭参加诉讼。本案现已审理终结。"
    )
    result = mask(text, PROFILE)
    assert result.text.count(firm) == 2
    assert result.text.replace(firm, "").count("段文") == 0


def test_a_lawyer_of_the_header_who_is_named_again_without_the_firm_stays() -> None:
    """原告委托代理人毕朗、被告…到庭 begins like one more line of the header, of an agent who is no lawyer."""
    text = (
        "临河市人民法院\n民 事 判 决 书\n（2020）粤0103民初218号\n原告：中国某某银行股份有限公司临河支行，住所地临河市东山区。\n"
        "委托代理人：毕朗，江州嘉文律师事务所律师。\n被告：临河市某某某房地产投资开发有限公司，住所地临河市。\n"
        "委托代理人：庄克宏，江州尚同律师事务所律师。\n上述原被告金融借款合同纠纷一案，本院公开开庭进行审理。"
        "原告委托代理人毕朗、被告临河市某某某房地产投资开发有限公司委托代理人庄克宏、蔡美英到庭参加诉讼。\n审判员  张国宁\n"
    )
    result = mask(text, PROFILE)
    assert result.text.count("毕朗") == 2
    assert result.text.count("庄克宏") == 2
    assert "蔡美英" not in result.text


def test_a_verb_behind_a_listed_name_is_none_of_it_and_makes_no_name_of_an_office() -> None:
    text = (
        "申请执行人：多伦县卫生健康局。\n被执行人：汪明杏，男，1980年3月4日出生。\n被执行人：康晓，女，1982年3月4日出生。\n"
        "本院查明，申请人对汪明杏、康晓作出的征收决定，与被执行人汪明杏、康晓送达了多伦县卫生健康局作出的决定。\n"
    )
    masked = mask(text, load_profile("spc-2024")).text
    assert "多伦县卫生健康局作出的决定" in masked
    assert "康晓" not in masked
    assert "作出的征收决定" in masked


@pytest.mark.parametrize(
    ("firm", "stays"),
    [("湖北岭象律师事务所", True), ("湖北岭象会计师事务所", False)],
    ids=["律师事务所", "会计师事务所"],
)
def test_the_lawyer_who_answers_for_an_administrator_stays(firm: str, stays: bool) -> None:
    text = (
        "临河市人民法院\n民 事 裁 定 书\n（2020）粤0103破申2号\n申请人：郑砚，男，1980年3月4日出生，汉族。\n"
        f"裁定如下：\n二、指定{firm}担任临河市岭楚纺织有限公司管理人，郭楚文为负责人。\n审判员  张国宁\n"
    )
    assert ("郭楚文" in mask(text, PROFILE, finder=packaged_finder()).text) is stays


@pytest.mark.parametrize(("body", "stays"), [("人民法院", True), ("人民检察院", False)], ids=["法院", "检察院"])
def test_the_staff_of_a_court_stay_and_those_who_speak_for_a_procuratorate_go(body: str, stays: bool) -> None:
    text = (
        "临海市中级人民法院赔偿委员会\n国 家 赔 偿 决 定 书\n（2016）粤01委赔4号\n赔偿请求人：佟立国，男，1963年10月8日出生，满族。\n"
        f"赔偿义务机关：临河市{body}。\n委托代理人：李庆国，该院工作人员。\n赔偿请求人佟立国申请国家赔偿一案，李庆国到庭。\n"
    )
    result = mask(text, PROFILE)
    assert (result.text.count("李庆国") == 2) is stays
    assert "佟立国" not in result.text


def test_what_the_accused_did_is_none_of_them() -> None:
    """A judgment whose header runs into the case: 二被告人如实供述自己的罪行 begins like one more party."""
    (judgment,) = (judgment for judgment in written_judgments() if judgment.name == "p09")
    assert "二被告人如实供述自己的罪行" in judgment.text
    assert "如实供述自己的罪行" in mask(judgment.text, PROFILE).text
