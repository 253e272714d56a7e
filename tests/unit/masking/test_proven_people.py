"""People whose names are no names by their characters, where the place proves that somebody is named."""

from __future__ import annotations

import pytest

from court_core.masking.lac import packaged_finder
from court_core.masking.people import find_people
from tests.unit.masking.test_people import civil

# (rule, a body, names that go)
GO = [
    ("出生日期", "其父亲同鼐彦1950年9月11日出生，母亲于建1952年3月27日出生。", {"同鼐彦", "于建"}),
    ("证言和陈述", "5、证人和林（巡防员）证言：不知。7、被害人可贤梅陈述了经过。", {"和林", "可贤梅"}),
    ("身份词后一再出现", "原告应案外人同香要求前往，案外人同香支付了货款。", {"同香"}),
    ("签字", "落款处有种尧签字，新股权人同爱亮签字。", {"种尧", "同爱亮"}),
    ("收款的账户", "款项转账到受进的账户中，于2017年4月10日给全禄汇款10元。", {"受进", "全禄"}),
    ("并列的股东", "伍明哲股东、所美美股东、钱月成股东已出资，另一股东和黄海股东没有出资。", {"所美美", "黄海"}),
    ("逗号并列的股东", "温波远股东，方武股东的出资到位。", {"方武"}),
    (
        "首部逗号代冒号",
        "法定代表人，万力峤，该公司总经理。委托代理人，黄花，男，汶川县卫生局职工。",
        {"万力峤", "黄花"},
    ),
    ("一方诉另一方", "本院在审理原告张扬建诉被告莫惟莲一案中查明。", {"张扬建"}),
    ("当面和情绪", "当着李树的面说明，又安抚李树的情绪。", {"李树"}),
    ("几人", "当日其与韩长根、应信三人一起施工，又与谭绣、种财樾三人喝酒。", {"韩长根", "应信", "谭绣", "种财樾"}),
    ("在已隐名的人之前", "还让证人经真山、朱某出庭作证。", {"经真山"}),
    ("真的不是词", "关偲、水抒真的证言笔录。", {"水抒真"}),
    (
        "按音写的姓名并列，各人的字不都是音译用字",
        "拐骗吉古呷布、苏伍各莫、加尾木呷、呷久伟哈、的马子、吉克布前、地木石、曲比格服。",
        {"吉古呷布", "苏伍各莫", "加尾木呷", "呷久伟哈", "的马子", "吉克布前", "地木石", "曲比格服"},
    ),
    (
        "笔录之后并列的证人",
        "被害人郑石寅的陈述笔录、证人和恬俪、同寿佶、单姝素、费涵霁、明雨湖的证言笔录，"
        "证人申兰、上垚信、热依汗·阿不都、栾琪、于筠的证言笔录。",
        {"和恬俪", "同寿佶", "单姝素", "上垚信", "热依汗·阿不都"},
    ),
    ("给付的对象", "已赔偿付盛、罗礼善的车辆损失，罗礼善收到。", {"付盛", "罗礼善"}),
    ("并列作证的第一人", "证人和恬俪、单姝素、韩长根的证言在卷。", {"和恬俪", "单姝素", "韩长根"}),
    (
        "第三字与下文成词",
        "监室有孟孝根、韩树天分别入住，孟孝根与韩树天的判决书，证人韩树天分别陈述。",
        {"孟孝根", "韩树天"},
    ),
    ("少见的复姓", "韩长根股东、尉迟河花股东的出资到位。", {"尉迟河花"}),
    ("不在字表的姓", "邻居楚贤到场，楚贤说没看见。", {"楚贤"}),
    (
        "间隔号的姓名，用字不限于音译",
        "为努尔·买买提明提供住处，与阿卜杜·热合曼、热依汗·阿不都同住。",
        {"努尔·买买提明", "阿卜杜·热合曼", "热依汗·阿不都"},
    ),
]
# (rule, a body in which nobody is named)
NOBODY = [
    ("没有出生的人", "其父母均于1950年9月11日出生，女儿约于1990年3月2日出生，双方婚生子于2001年1月1日出生。"),
    ("证人如何", "被害人当庭陈述了经过，证人出庭证言一致，同案犯庭前供述，被害人陈述证实，证人均未证实。"),
    ("谁的账户", "转账到原告的账户中，汇到其妻的账户，打入指定的账户，存入公司的账户，转账到案外人的账户。"),
    ("什么股东", "控股股东、自然人股东和其他股东，法人股东和个人股东，公司股东、中小股东和外资股东均同意。"),
    ("当着谁的面", "当着众人的面，当着大家的面，当着家人的面，安抚家属的情绪，稳定群众的情绪。"),
    ("签在何处", "在担保人栏内签字，法定代表人栏上签名，落款处有双方签字，合同上有公司签名。"),
    ("并列的地名和药品", "途经巴里坤、吉木萨尔、乌鲁木齐、石河子、库尔勒，扣押阿莫西林、布洛芬、曲马多等药品。"),
    ("第三人", "被上诉人、原审第三人到庭，原告与原审第三人协商。"),
    (
        "清单里的证据",
        "人口信息、发破案经过、营业执照、增值税专用发票、工商登记资料、转账明细、证人韦某、覃某的证言。",
    ),
    ("一再出现的词", "农户联保借款合同，农户联保借款。被害人微信支付密码，被害人微信转账，微信、联保。"),
    ("一再要求", "案外人多次要求还款，员工一再要求支付，员工要求补发。出现了员工欠薪。解决欠薪问题，员工欠薪后离开。"),
]


@pytest.mark.parametrize(("rule", "body", "names"), GO, ids=[g[0] for g in GO])
def test_who_stands_where_only_a_person_can_goes(rule: str, body: str, names: set[str]) -> None:
    assert names <= _found(body), rule


@pytest.mark.parametrize(("rule", "body"), NOBODY, ids=[n[0] for n in NOBODY])
def test_prose_in_such_a_place_stays(rule: str, body: str) -> None:
    assert _found(body) == set(), rule


def test_a_name_cut_short_goes_though_its_surname_is_a_little_word() -> None:
    text = civil("原告全禄因合同纠纷一案，不服本院判决。", a="全禄香")
    assert "全禄" in {text[f.start : f.end] for f in find_people(text).found}


# (rule, the header and a sentence with 田武, who is no lawyer, and 党花磊, who is a party)
AGENTS = [
    ("按项编号的首部", "2、委托诉讼代理人：田武（原告之妻），住蛟河市。\n3．原告：党花磊，女，汉族。"),
    ("逗号代冒号", "委托诉讼代理人，田武，系该公司员工。\n原告，党花磊，女，汉族。另查明，原告党花磊。"),
    ("网页标记", "<p>委托诉讼代理人：田武，男，该公司员工。</p>\n<p>原告：党花磊，女，汉族。</p>"),
    ("网页空格", "&nbsp;&nbsp;委托诉讼代理人：田武，男，该公司员工。\n&nbsp;&nbsp;原告：党花磊，女，汉族。"),
]


@pytest.mark.parametrize(("rule", "lines"), AGENTS, ids=[a[0] for a in AGENTS])
def test_an_agent_who_is_no_lawyer_goes_and_so_does_the_party_beside_him(rule: str, lines: str) -> None:
    text = civil("原告黄伟良的委托诉讼代理人田武、党花磊到庭参加诉讼。").replace("被告：", f"{lines}\n被告：")
    found = [text[f.start : f.end] for f in find_people(text, finder=packaged_finder()).found]
    assert [found.count(name) for name in ("田武", "党花磊")] == [text.count(name) for name in ("田武", "党花磊")], rule


def test_a_lawyer_behind_the_same_words_stays() -> None:
    text = civil("原告黄伟良的委托诉讼代理人田武、廖成到庭，田武，男，辽宁锐骐律师事务所律师。")
    assert not {"田武", "廖成"} & {text[f.start : f.end] for f in find_people(text).found}


def test_a_judge_behind_the_blanks_of_a_web_page_stays() -> None:
    text = civil("黄伟良到庭。").replace("审　判　长　　沈明礼", "审判长&nbsp;&nbsp;沈明礼")
    assert "沈明礼" not in {text[f.start : f.end] for f in find_people(text, finder=packaged_finder()).found}


def test_a_prosecutor_with_a_surname_of_no_list_stays() -> None:
    text = civil("检察院指派检察员受盛静出庭支持公诉，黄伟良到庭。")
    assert not any("盛静" in text[f.start : f.end] for f in find_people(text, finder=packaged_finder()).found)


def test_a_name_of_two_characters_goes_over_the_break_of_a_wrapped_line() -> None:
    line = "原告主张双方于二〇一四年签订买卖合同约定货款付清"
    lines = "\n".join([line] * 8 + [f"{line[:-1]}范", "平没有答辩。"])
    text = civil(lines, b="范平")
    assert text.count("范\n平") == 1
    assert "范\n平" in {text[f.start : f.end] for f in find_people(text).found}
    assert "范\n平" not in {text[f.start : f.end] for f in find_people(civil("他姓范\n平时不说话。", b="范平")).found}


def _found(body: str) -> set[str]:
    text = civil(body)
    start = text.index(body)
    places = find_people(text, finder=packaged_finder()).found
    return {text[f.start : f.end] for f in places if start <= f.start < start + len(body)}
