"""People whom no word announces, and what looks like them: lists, misspellings, names by sound, given names alone."""

from __future__ import annotations

import pytest

from court_core.masking.people import find_people
from tests.unit.masking.test_people import civil

# (rule, a body, names that go, strings that stay)
GO: list[tuple[str, str, set[str], set[str]]] = [
    ("同一串字在几处像姓名", "工地由佟铁山看管。货单经佟铁山核对，款项交与佟铁山。", {"佟铁山"}, set()),
    ("编号之后、证实之前", "（6）鲍一鸣证实，当晚下雨。7.柏秋生证言，称未见面。", {"鲍一鸣", "柏秋生"}, set()),
    ("只差一字的误写", "令狐昌明签字，由令孤昌明出具收条。", {"令孤昌明"}, set()),
    ("音同的姓写错", "合同上“王伟良”三个字不是本人所写。", {"王伟良"}, set()),
    (
        "同姓括号里的本名",
        "另有姜海、周老疙瘩（周长根）、俞大嘴（俞立本）在场。",
        {"周老疙瘩", "周长根", "俞立本"},
        set(),
    ),
    ("多一字的姓名", "举报人袁观音生报案，袁观音生到场，赔偿袁观音生损失。", {"袁观音生"}, set()),
    ("按姓名列的金额", "退赔颜小莉4988元、冼惠芳9999元、次仁央宗7350元。", {"冼惠芳", "次仁央宗"}, set()),
    ("费用不是姓名", "赔偿医疗费35000元、误工费2000元、车损800元、尚欠货款10元。", set(), {"误工费", "车损", "尚欠"}),
    (
        "按音写的姓名并列",
        "证人周晓冬、帕孜来提出具说明，见证人买合木提；民警卓玛央吉、敖特根巴雅尔到场。",
        {"帕孜来提", "买合木提"},
        set(),
    ),
    ("间隔号的姓名", "追尾撞上买买提·热合曼驾驶的三轮车，协议甲方为扎西·顿珠。", {"买买提·热合曼", "扎西·顿珠"}, set()),
    ("国籍前的外文名", "与PETER OKAFOR（尼日利亚籍）同住。", {"PETER OKAFOR"}, set()),
    ("身份词后的绰号", "当时请了保姆小翠，她是外地人。她跟一个叫“老K”的人走了。", {"小翠", "老K"}, set()),
    ("只称名不称姓，不成词", "其妻称，伟良那天喝了酒。“翁妹跟我讲了。”", {"翁妹"}, set()),
    (
        "常用词作姓名",
        "见证人白雪）签名，证人言明（厂长）的证言。民警孔亮、田野出具说明。",
        {"白雪", "言明", "田野"},
        set(),
    ),
    ("少见姓、单名，后接一词", "其母亲付群代为赔偿，证人单娟当时在场。", {"付群"}, set()),
    ("引号里的绰号", "多次从“老六”处购买，“阿强”等人在场。", {"老六", "阿强"}, set()),
    ("引号里的普通词语", "“老板”联系不上，“大门”处停车。", set(), {"老板", "大门"}),
    ("被告腾退房屋", "判令被告腾退房屋。妻子和岳母也在。地上有李树、桃树。", set(), {"腾退", "岳母", "李树"}),
    (
        "身份词后是普通词语",
        "两个孩子都归我抚养。妻子花一块钱也不给。谭主管先推我。祖父母生活困难，和弟弟一起生活。",
        set(),
        {"都归我", "花一块", "先推我", "母生活", "起生活"},
    ),
    ("姓加称呼", "欠薛老板、何大妈的钱，谭主管批了。", set(), {"薛老板", "何大妈", "谭主管"}),
    (
        "地名不是并列的人",
        "黄伟良、鄂尔多斯市人民政府、黑龙江省公安厅。吉林敖东城药业。",
        set(),
        {"鄂尔多斯市", "黑龙江省"},
    ),
    ("市长二字分属两词", "沿开平市长沙路行驶，移送通化市长宁人民法院审理。", set(), {"长沙路", "长宁人民法院"}),
    ("词在名后开始", "对被告人田涛适用缓刑。证人李飞开设店铺，李飞在场。", {"田涛", "李飞"}, {"适用"}),
    ("法定代理人不是律师", "被害人鲁某的法定代理人曹中根到庭。", {"曹中根"}, set()),
    ("代理人是本公司员工", "该公司的委托诉讼代理人章仲、钟海林（均系该公司员工）参加诉讼。", {"章仲", "钟海林"}, set()),
    (
        "正文中的合议庭",
        "由审判员高守正担任审判长，江一帆、黄启明组成合议庭。由沈立本独任审判，乔小雨担任书记员。",
        set(),
        {"高守正", "江一帆", "黄启明", "沈立本", "乔小雨"},
    ),
    ("姓是虚词的检察员", "指派检察员曾光、代理检察员于林芳出庭支持公诉。", set(), {"曾光", "于林芳"}),
    (
        "律师在律所之前",
        "委托代理人江砚、丁海健，均系某省同砚律师事务所律师。丁海健认为有理。",
        set(),
        {"江砚", "丁海健"},
    ),
    ("金额后的元不是姓", "已付2000000元转由黄伟良保管。", set(), {"元转"}),
    ("律所名里的姓名", "江一帆，安徽周启鸣律师事务所律师。", set(), {"周启鸣律师事务所"}),
    ("顿号后的和字", "证人程嘉言、和徐宗仁在场，由徐宗仁经手。", {"程嘉言", "徐宗仁"}, set()),
    ("夫家和娘家的姓", "其母亲何门李氏早年去世，祖母王李氏健在。江门陈氏宗祠。", {"何门李氏", "王李氏"}, {"江门"}),
    ("姓后按音写的名", "证人包青格勒的证言，司机韩巴特尔驾驶货车。", {"包青格勒", "韩巴特尔"}, set()),
    ("名以本字开头", "出纳员李本财的陈述属实，由于本人不在场。", {"李本财"}, {"本人"}),
    ("排行作名", "在见证人普三的见证下提取。", {"普三"}, set()),
    ("末字误写，后接虚词", "石铁柱签收，石铁拄亦未付款。", {"石铁拄"}, {"亦未"}),
    ("监狱的民警不是检察员", "指派检察员洪建、某监狱指派民警卓立新、向辉出庭履行职务。", {"卓立新", "向辉"}, {"洪建"}),
    ("名字是词，先有介绍", "有个叫温暖的客户欠款，等温暖的货款到账。", {"温暖"}, {"的货款"}),
    ("误写，后是持械", "令狐昌明与他人争吵，令狐昌住持铁锨朝其头部打去。", {"令狐昌住"}, set()),
    ("四至", "该地东抵路、南抵欧玉兰土、西抵坎。", {"欧玉兰"}, set()),
    ("收到过某某的钱", "证人过海、于洋在场。该公司没有收到过于洋的任何钱款。", {"于洋"}, set()),
    ("微信名", "两次向其微信“A虎哥二手车”转账300元，微信“红包群”群内有人。", {"A虎哥二手车"}, {"红包群"}),
    ("引号里的人就是谁", "证人罗发祥、李光富到案，供称“豹子”叫李光富，“苗子”是罗发祥。", {"豹子", "苗子"}, set()),
    ("向引号里的人购买", "多次向“虎哥”购买海洛因，从“货架”上取下。", {"虎哥"}, {"货架"}),
    ("任命的技术负责人", "任命顾长林为项目经理，于婧松为技术负责人。", {"于婧松"}, set()),
    ("我和阿某", "电话是我和阿全、阿养打的，我和阿姨不认识。", {"阿全", "阿养"}, {"阿姨"}),
    ("支书的笔录", "另有对村支书黄国的询问笔录。", {"黄国"}, set()),
    (
        "物件、病状和地名",
        "捡起一根栗柴棒，柴棒一根在卷；巩膜黄染，全身水肿；地名叫“南大排子”；见证人为石家塆村村支部书记。",
        set(),
        {"栗柴棒", "柴棒一根", "黄染", "水肿", "南大排子", "石家塆村"},
    ),
    ("几个子女", "二人生育俞春香、俞志刚、俞春花四个子女。", {"俞春花"}, set()),
    ("职业后的称呼", "后来机修阿强过来帮手，公司机修过的车。", {"阿强"}, {"过的车"}),
    ("后来的后", "对邹祥进行殴打。后徐军、马林等人将邹祥带走，徐军未归案。", {"徐军", "马林"}, {"未归案"}),
    ("少写末字", "证人令狐建设到庭。对令狐建，原告未提供证据。其诉徐建，徐建设未到庭。", {"令狐建设"}, set()),
    (
        "租住谁的房屋、还给了谁、育有谁",
        "在城里租住任刚英的房屋，当场还给了高洪军。育有一女周婷，已成年。",
        {"任刚英", "高洪军", "周婷"},
        set(),
    ),
    ("上诉人所提", "黄伟良、覃正永在场，覃正永所提的理由成立。", {"覃正永"}, {"所提的"}),
    ("就是引号里的人", "辨认出黄伟良即“三姐”，都喊老板娘“三姐”。", {"三姐"}, set()),
    ("引号里的人说", "其碰到“小温州”，“小温州”说皮料是他的。", {"小温州"}, set()),
    ("民警名单末字像机构", "民警何锦添、苏伟权出具的抓获经过。", {"何锦添", "苏伟权"}, set()),
    (
        "引号里的东西不是绰号",
        "“借条”是黄伟良写的，微信“转账”记录在卷，黄伟良系“老赖”。证人费朝晖向由东往西方向逃走。",
        {"费朝晖"},
        {"借条", "转账", "老赖"},
    ),
    ("店里的人", "证人赵铁锤、羊汤馆服务员郑巧的证言。", {"赵铁锤", "郑巧"}, {"羊汤馆"}),
    ("值庭的法警", "由法警卓大举值庭。", set(), {"卓大举"}),
]


@pytest.mark.parametrize(("body", "go", "stay"), [g[1:] for g in GO], ids=[g[0] for g in GO])
def test_people_without_a_word_before_them(body: str, go: set[str], stay: set[str]) -> None:
    text = civil(body, a="黄伟良", b="令狐昌明" if "令狐" in body else "邓翁妹")
    found = find_people(text).found
    start = text.index(body)
    covered = {i for f in found for i in range(f.start, f.end)}
    for name in go:
        at = text.index(name, start)
        assert covered.issuperset(i for i in range(at, at + len(name)) if not text[i].isspace()), name
    for kept in stay:
        at = text.index(kept, start)
        assert covered.isdisjoint(range(at, at + len(kept))), kept


# The given name alone of a party: (full name, sentence with the name in 【】 where it means the person)
GIVEN_ALONE = [
    ("王保田", "他说【保田】打他，我问【保田】咋回事，他照【保田】腿上砸了一下，我和【保田】伺候老人。"),
    ("王保田", "货送到保田镇，又到保田路，经保田粮油有限公司转运。"),
    ("王向前", "说的是找【向前】的事。他向前走去，向前一步。"),
    ("王安静", "消息说：“下午加班，【安静】你来登记”。请保持安静，你们不要吵。想找安静的地方。"),
]


@pytest.mark.parametrize(("name", "sentence"), GIVEN_ALONE)
def test_a_given_name_alone_means_the_person_where_no_word_fits(name: str, sentence: str) -> None:
    body = sentence.replace("【", "").replace("】", "")
    text = civil(body, b=name)
    start, given = text.index(body), name[1:]
    pieces = sentence.split("【")
    expected = [start + len("".join(pieces[: n + 1]).replace("】", "")) for n in range(len(pieces) - 1)]
    found = {f.start for f in find_people(text).found if text[f.start : f.end] == given}
    assert sorted(at for at in found if start <= at < start + len(body)) == expected


@pytest.mark.parametrize("blanks", ["　　　　　　", ""])
def test_a_second_name_in_the_signature_without_a_title_of_its_own_stays(blanks: str) -> None:
    text = civil("双方无异议。").replace("书　记　员　　周大启\n", f"书　记　员　　周大启\n{blanks}刘小君\n")
    assert not [f for f in find_people(text).found if f.start >= text.index("周大启")]


SEA = (
    "原告与黄海协商，黄海出资30万元，由黄海负责管理。黄海辩称已付清。本院认为，黄海应当还款，黄海不服。"
    "登记的经营者为黄海。三人在黄海家中结算。"
)


def test_a_word_that_is_nearly_always_the_party_is_the_party_where_nothing_tells() -> None:
    """原告黄海 … 在黄海家中: thirty places say who is meant, so the one that says nothing is not left standing."""
    text = civil(SEA, b="黄海")
    found = find_people(text).found
    assert sum(text[f.start : f.end] == "黄海" for f in found) == text.count("黄海")


@pytest.mark.parametrize("word", ["黄海公司", "黄海大道", "黄海银行"])
def test_what_is_plainly_something_else_stays(word: str) -> None:
    text = civil(SEA + f"货物送到{word}。", b="黄海")
    assert not [f for f in find_people(text).found if f.start == text.index(word)]


@pytest.mark.parametrize("between", ["", "共同", "共同依法", "依法"])
def test_who_forms_the_panel_is_closed_to_people(between: str) -> None:
    text = f"本案由周大启、高兰花{between}组成合议庭进行了审理。"
    assert [text[start:end] for start, end in find_people(text).kept] == ["周大启", "高兰花"]
