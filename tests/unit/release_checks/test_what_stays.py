"""What no profile masks (DOMAIN.md §5, SPC reply of 2026-01-07), and what a change may do to it."""

from __future__ import annotations

import pytest

from court_core.release_checks.findings import SCOPES, Change, Release
from court_core.release_checks.forms import kept
from court_core.release_checks.over_masking import over_masking

SPC_2024 = SCOPES["spc-2024"]

# (rule, text, what must be found to stay, its kind)
STAYS = [
    ("案号", "（2016）粤0103民初123号", "（2016）粤0103民初123号", "case-number"),
    ("案号，半角括号", "不服(2016)粤05民终字第506号民事判决", "(2016)粤05民终字第506号", "case-number"),
    ("案号，六角括号与后缀", "〔2022〕粤9901执恢89号之二执行裁定", "〔2022〕粤9901执恢89号之二", "case-number"),
    ("旧案号", "（2013）穗荔法民一初字第123号", "（2013）穗荔法民一初字第123号", "case-number"),
    ("最高法旧案号", "(2019)最高法民申9999号裁定", "(2019)最高法民申9999号", "case-number"),
    ("法院名称，首行", "广东省广州市荔湾区人民法院\n民事判决书", "广东省广州市荔湾区人民法院", "court"),
    ("法院名称，文中", "上诉人罗某不服广州市荔湾区人民法院的判决", "广州市荔湾区人民法院", "court"),
    ("专门法院", "由广州海事法院管辖", "海事法院", "court"),
    ("审判员，署名", "审判员　胡妤琴\n", "胡妤琴", "staff"),
    ("审判长，字间空格", "审　判　长　　沈 明 礼\n", "沈 明 礼", "staff"),
    ("人民陪审员", "人民陪审员林仲和\n", "林仲和", "staff"),
    ("法官助理", "法 官 助 理　赖小文\n", "赖小文", "staff"),
    ("书记员，兼任", "书　记　员　　罗腊英（兼）\n", "罗腊英", "staff"),
    ("审判员，文中独任", "由审判员王伟安独任审判", "王伟安", "staff"),
    ("审判员，后接与字", "由审判员王伟与人民陪审员黄启明组成合议庭", "王伟", "staff"),
    ("陪审员，文中并列", "由审判长沈明礼与审判员高守正、人民陪审员黄启明组成合议庭", "高守正", "staff"),
    ("执行员", "执行员　区文远\n", "区文远", "staff"),
    ("检察机关", "荔湾区人民检察院指控", "荔湾区人民检察院", "public-body"),
    ("检察员", "指派检察员钟正言出庭支持公诉", "钟正言", "prosecutor"),
    ("仲裁机构：长沙仲裁委员会", "向长沙仲裁委员会申请仲裁", "长沙仲裁委员会", "public-body"),
    ("劳动仲裁", "荔湾区劳动人事争议仲裁委员会裁决", "荔湾区劳动人事争议仲裁委员会", "public-body"),
    ("公安机关", "被临水区公安局抓获", "临水区公安局", "public-body"),
    ("律师", "委托诉讼代理人：洪坤勋，江西铭岳律师事务所律师。", "洪坤勋", "lawyer"),
    ("律师执业机构", "委托诉讼代理人：洪坤勋，江西铭岳律师事务所律师。", "江西铭岳律师事务所", "lawyer"),
    ("法律工作者", "委托代理人徐学礼，邢台市高新区148法律服务所法律工作者。", "徐学礼", "lawyer"),
    ("辩护人", "辩护人江思芬，广东砚澜律师事务所律师。", "江思芬", "lawyer"),
    ("少数民族律师", "委托诉讼代理人：阿依夏·托合提，新疆砚澜（伊犁）律师事务所律师。", "阿依夏·托合提", "lawyer"),
    ("律师姓名后文写错一字", "委托诉讼代理人：洪坤勋，江西铭岳律师事务所律师。\n原告的委托诉讼代理人洪昆勋到庭参加诉讼。", "洪昆勋", "lawyer"),
    ("律师任破产管理人负责人", "负责人：洪坤勋，江西铭岳律师事务所律师。", "洪坤勋", "lawyer"),
    ("街道办事处，作为当事人", "向逢源街道办事处反映，该村未予答复", "街道办事处", "public-body"),
    ("裁判日期", "二〇二四年三月十二日", "二〇二四年三月十二日", "date"),
    ("裁判日期，圆圈零", "二○一八年二月二十七日", "二○一八年二月二十七日", "date"),
    ("事实中的日期", "于2023年2月3日签订", "2023年2月3日", "date"),
    ("法律名称", "依照《中华人民共和国民法典》第五百零九条", "《中华人民共和国民法典》", "statute"),
    ("法条", "依照《中华人民共和国民法典》第五百零九条第一款", "第五百零九条第一款", "statute"),
    ("司法解释", "《最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释》第九十条", "第九十条", "statute"),
    ("金额", "支付货款111,000.5元", "111,000.5元", "amount"),
    ("大写金额", "人民币壹万贰仟元整", "壹万贰仟元整", "amount"),
    ("毒品重量", "查获甲基苯丙胺2.35克", "2.35克", "quantity"),
    ("含量", "检出含量为71.2%", "71.2%", "quantity"),
    ("刑期", "判处有期徒刑一年二个月，缓刑二年", "有期徒刑一年二个月", "sentence"),
    ("起诉书文号", "以潭检刑诉〔2024〕611号起诉书指控", "检刑诉〔2024〕611号", "case-number"),
]  # fmt: skip
MAY_GO = [
    "粤（2020）云州市不动产权第0000018号",
    "云府国用（2003）第0000021号土地使用证",
    "原告黄某，1973年12月1日出生",
    "委托诉讼代理人：黄某，该公司员工。",
    "法定代表人：洪坤勋，江西铭岳律师事务所主任。",
    "审判员李某某\n"[:-1].replace("审判员", "证人"),
]


@pytest.mark.parametrize(("rule", "text", "stays", "kind"), STAYS, ids=[row[0] for row in STAYS])
def test_what_is_never_masked_is_known_by_its_form(rule: str, text: str, stays: str, kind: str) -> None:
    start = text.index(stays)
    assert any((item.kind == kind and item.start <= start and start + len(stays) <= item.end) or
               (item.kind == kind and item.text in stays and item.start >= start) for item in kept(text)), kept(text)  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "stays", "kind"), STAYS, ids=[row[0] for row in STAYS])
def test_masking_it_is_a_finding(rule: str, text: str, stays: str, kind: str) -> None:
    end = text.index(stays) + len(stays)
    start = end - min(len(stays), 6)  # its right end is certain, whatever stands before it
    changes = (Change(start, end, "某" * (end - start)),)
    released = Release(text[:start] + "某" * (end - start) + text[end:])
    for told in (changes, ()):
        assert f"over.{kind}" in {item.code for item in over_masking(text, released, SPC_2024, told)}


@pytest.mark.parametrize("text", MAY_GO)
def test_what_may_be_masked_is_not_claimed(text: str) -> None:
    assert [item for item in kept(text) if item.kind in ("case-number", "staff", "lawyer", "date")] == []


def test_an_office_that_is_part_of_a_home_may_go_with_it() -> None:
    text = "被告黄某，住江西省丰城市河洲街道办事处建设南路66号。"
    assert [item for item in kept(text) if item.kind == "public-body"] == []


def test_a_second_agent_one_character_away_from_a_lawyer_is_no_lawyer() -> None:
    text = (
        "委托诉讼代理人：洪坤勋，江西铭岳律师事务所律师。\n委托诉讼代理人：洪昆勋，该公司员工。\n"
        "原告的委托诉讼代理人洪坤勋、洪昆勋到庭参加诉讼。"
    )
    assert "洪昆勋" not in {item.text for item in kept(text)}


def test_two_spellings_of_one_name_under_two_masks_are_asked_about() -> None:
    text = "蒋国樑与蒋国梁系兄弟。"
    changes = (Change(0, 3, "蒋某1"), Change(4, 7, "蒋某2"))
    found = over_masking(text, Release("蒋某1与蒋某2系兄弟。"), SPC_2024, changes)
    assert [(item.code, item.sure) for item in found] == [("over.two-masks-for-one", False)]


ORIGINAL = "原告黄伟良与被告陈芷一案。\n黄伟良住广州市荔湾区听涛中路12号。\n本院认为，黄伟良的请求应予支持。\n"
MASKED = "原告黄某与被告陈某一案。\n黄某住广州市荔湾区。\n本院认为，黄某的请求应予支持。\n"

# (what was done, the release, the code)
CHANGED = [
    ("判词被改", MASKED.replace("应予支持", "不予支持"), "over.text-changed"),
    ("加字", MASKED.replace("一案。", "纠纷一案。"), "over.text-changed"),
    ("少一段", MASKED.replace("本院认为，黄某的请求应予支持。\n", ""), "over.sentence"),
    ("同一人两种隐名", MASKED.replace("黄某的请求", "黄某某的请求"), "over.two-masks-for-one"),
]


@pytest.mark.parametrize(("done", "released", "code"), CHANGED, ids=[row[0] for row in CHANGED])
def test_text_outside_the_masks_is_the_original(done: str, released: str, code: str) -> None:
    """法释〔2016〕19号 art. 15: what is published must otherwise be identical."""
    assert code in {item.code for item in over_masking(ORIGINAL, Release(released), SPC_2024)}


def test_a_number_that_a_line_break_cut_may_be_masked_as_one() -> None:
    text = "公民身份号码4401031982\n07180006。\n"
    number = Change(6, 6 + len("4401031982\n07180006"), "×××")
    assert over_masking(text, Release("公民身份号码×××。\n"), SPC_2024, (number,)) == ()


def test_an_address_that_a_line_break_cut_may_be_masked_as_one() -> None:
    address = "海盛十二路文体大厦东附楼5-7层、西附\n楼2层201至219室及地下一层车库"
    text = f"住所地海兴县{address}。\n"
    change = Change(6, 6 + len(address), "")
    assert over_masking(text, Release("住所地海兴县。\n"), SPC_2024, (change,)) == ()


def test_a_release_masked_by_hand_is_compared_without_anybodys_list() -> None:
    assert over_masking(ORIGINAL, Release(MASKED), SPC_2024) == ()


def test_a_list_of_changes_that_does_not_lead_to_the_release_is_not_believed() -> None:
    told = (Change(2, 5, "黄某"),)
    found = over_masking(ORIGINAL, Release(MASKED.replace("荔湾区", "某某区")), SPC_2024, told)
    assert "over.text-differs" in {item.code for item in found}


def test_the_profile_of_2013_drops_the_pleadings_of_a_judgment() -> None:
    pleading = "原告诉称：2023年2月3日借款5000元，请求返还。\n"
    text = f"民 事 判 决 书\n原告×××与被告×××一案。\n{pleading}本院认为，应予支持。\n"
    changes = (Change(text.index(pleading), text.index(pleading) + len(pleading), ""),)
    released = Release(text.replace(pleading, ""))
    assert over_masking(text, released, SCOPES["liwan-2013"], changes) == ()
    assert over_masking(text, released, SPC_2024, changes) != ()


def test_what_the_court_found_is_no_pleading() -> None:
    found_by_court = "经审理查明，2023年2月3日借款5000元。\n"
    text = f"民事判决书\n原告×××诉称：请求返还借款。\n{found_by_court}本院认为，应予支持。\n"
    released = Release(text.replace(found_by_court, ""))
    found = {item.code for item in over_masking(text, released, SCOPES["liwan-2013"])}
    assert {"over.date", "over.amount"} <= found


def test_the_title_bears_the_case_number_unmasked() -> None:
    text = "（2023）粤0103民初77号\n原告黄某。\n"
    found = over_masking(text, Release(text, title="（2023）粤0103民初××号民事判决书"), SPC_2024)
    assert [item.code for item in found] == ["over.case-number"]
