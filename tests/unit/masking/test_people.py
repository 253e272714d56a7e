"""Who is masked and who stays: general rules of DOMAIN.md §5, each with a small invented judgment."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from court_core.masking.people import find_people

_CIVIL = (
    "广东省广州市荔湾区人民法院\n民 事 判 决 书\n（2024）粤0103民初1号\n原告：{a}，男，汉族。\n被告：{b}，女。\n"
    "原告{a}与被告{b}合同纠纷一案，本院立案后依法公开开庭进行了审理。\n{body}\n"
    "审　判　长　　沈明礼\n人民陪审员　　林仲和\n二〇二四年三月十二日\n书　记　员　　周大启\n"
)


def civil(body: str, a: str = "黄伟良", b: str = "邓翁妹") -> str:
    return _CIVIL.format(a=a, b=b, body=body)


def masked(text: str) -> set[str]:
    return {text[f.start : f.end] for f in find_people(text).found}


# (rule, a body, names that go, names that stay as they are)
BODIES: list[tuple[str, str, set[str], set[str]]] = [
    (
        "证人、被害人并列",
        "上述事实有证人韦志、覃小妹、农大江的证言，被害人凌霜、温暖的陈述证实。",
        {"韦志", "覃小妹", "农大江", "凌霜", "温暖"},
        set(),
    ),
    ("并列中已有隐名", "证人冯某甲、岑水生、黄某1、陆天顺的证言。", {"岑水生", "陆天顺"}, {"冯某甲", "黄某1"}),
    (
        "亲属",
        "婚后生育长子贺子轩，随黄伟良之母范桂花生活，其妻时桃照看。时桃称孩子体弱。",
        {"贺子轩", "范桂花", "时桃"},
        set(),
    ),
    (
        "民警隐名，检察员保留",
        "民警周正安、辅警吴小勇到场。广州市人民检察院指派检察员钟正言出庭支持公诉。",
        {"周正安", "吴小勇"},
        {"钟正言"},
    ),
    ("职务在名前", "公司股东和马秀云股东未到会，业务员罗立与司机关志雄送货。", {"马秀云", "罗立", "关志雄"}, set()),
    ("动作在名后", "黄伟良驾车与林晓贵驾驶的小型客车相撞，后龚庆煜签字确认。", {"林晓贵", "龚庆煜"}, set()),
    ("没有姓氏的民族", "证人格桑卓玛的证言证实，被害人央金的陈述。", {"格桑卓玛", "央金"}, set()),
    ("绰号带说明", "伙同“阿星”（另案处理）作案，阿星望风。当晚满天星斗。", {"阿星"}, {"满天星斗"}),
    ("绰号是普通词，只在引号内", "伙同“冠军”（身份未查明）饮酒，该队获得冠军，“冠军”离开。", {"冠军"}, {"获得冠军"}),
    (
        "正文中的审判人员",
        "本案由审判长沈明礼与审判员高守正、人民陪审员黄启明组成合议庭，由江海担任审判员，法官助理赖小文协助。",
        set(),
        {"高守正", "黄启明", "江海", "赖小文"},
    ),
    ("原审法官与当事人相识", "原审审判员洪亮公与邓翁妹相识。", {"邓翁妹"}, {"洪亮公"}),
    (
        "律师出庭，错字也不隐",
        "委托诉讼代理人罗志信到庭参加诉讼。广东天一律师事务所律师陈振宇出庭。",
        set(),
        {"罗志信", "陈振宇"},
    ),
    ("当事人姓名误写", "原告黄伟粮称已付款。", {"黄伟粮"}, set()),
    ("只称名不称姓", "其母称房子给伟良，伟良表示同意。", {"伟良"}, set()),
    ("曾用名与别名", "邓翁妹（曾用名邓小妹）到庭，邓小妹称属实。", {"邓小妹"}, set()),
    ("别人的真名", "是听杨老板的指使，杨老板真名叫杨家诚。", {"杨家诚"}, set()),
    ("字间空格与换行", "黄　伟　良在场。经查，黄伟\n良未付款。", {"黄　伟　良", "黄伟\n良"}, set()),
    ("法院名里的字", "黄伟良县人民法院不存在，黎平县人民法院有卷宗。", set(), {"黎平县人民法院"}),
    (
        "代理人不是律师，名字可断短",
        "被告委托诉讼代理人卞平进到庭。股东岳思为签字，证人金光奇、朱某作证。",
        {"岳思为", "金光奇"},
        set(),
    ),
    ("职务词后的员字", "经办人员通过审判系统提交，技术人员通过后台上传。", set(), {"经办人员通过", "技术人员通过"}),
    (
        "证据名不是人",
        "相关书证、被害人陈述、被告人供述等证据。员工工资、业主支付的费用。",
        set(),
        {"被害人陈述", "员工工资", "业主支付"},
    ),
]


@pytest.mark.parametrize(("body", "go", "stay"), [b[1:] for b in BODIES], ids=[b[0] for b in BODIES])
def test_people_of_the_body(body: str, go: set[str], stay: set[str]) -> None:
    text = civil(body)
    found = find_people(text).found
    names = {text[f.start : f.end] for f in found}
    assert go <= names
    for kept in stay:
        place = text.index(kept)
        assert not any(f.start < place + len(kept) and place < f.end for f in found), kept


# A party whose name is an everyday word: (name, sentence with the name in 【】 where it means the person)
COMMON_WORDS = [
    ("高峰", "早高峰时段，被告【高峰】与人争执。【高峰】称不记得，高峰期已过。"),
    ("高峰", "正值早高峰，被告【高峰】驾车。【高峰】称，【高峰】与其相撞，【高峰】未减速，【高峰】负责。"),
    ("于是", "，于是双方报警。【于是】辩称不知情。"),
    ("曾经", "三人曾经在云州共事。【曾经】认可借款。"),
    ("和平", "双方未能和平协商，【和平】认为应付款，并认可【和平】的出资。"),
    ("高大", "【高大】身材高大，不易辨认。"),
    ("方便", "为了方便，由【方便】保管账册。"),
    ("平安", "一路平安。【平安】出具借条，转账至【平安】账户，平安保险公司未赔。"),
    ("石门", "被告【石门】在石门水库游泳，【石门】系管理员。"),
    ("白玉兰", "【白玉兰】驾车停于白玉兰花坛旁。"),
    ("程远", "沿途行驶路程远达三十公里，【程远】此前饮酒。"),
    ("黎明", "黎明前，【黎明】持棍打人。"),
]


@pytest.mark.parametrize(("name", "sentence"), COMMON_WORDS, ids=[c[0] for c in COMMON_WORDS])
def test_a_name_that_is_a_word_goes_only_where_it_means_the_person(name: str, sentence: str) -> None:
    body = sentence.replace("【", "").replace("】", "")
    text = civil(body, b=name)
    start = text.index(body)
    expected, at = [], 0
    for piece in sentence.replace("【", "\0【").replace("】", "】\0").split("\0"):
        if piece.startswith("【"):
            expected.append(start + at)
        at += len(piece.strip("【】"))
    inside = [
        f.start
        for f in find_people(text).found
        if start <= f.start < start + len(body) and text[f.start : f.end] == name
    ]
    assert inside == expected


def test_the_places_kept_as_words_are_shown_to_the_clerk() -> None:
    text = civil("早高峰时段相撞。", b="高峰")
    assert [text[d.start : d.end] for d in find_people(text).doubts] == ["高峰"]


def test_a_judge_who_bears_a_partys_name_stays_in_place() -> None:
    text = civil("由审判员王伟安独任审判。王伟安未到庭。", a="王伟安").replace("林仲和", "王伟安")
    found = {f.start for f in find_people(text).found}
    assert text.index("审判员王伟安") + 3 not in found
    assert text.index("人民陪审员　　王伟安") + 7 not in found
    assert text.index("王伟安未到庭") in found


def test_a_witness_who_bears_the_clerks_name_is_masked_and_the_clerk_stays() -> None:
    text = civil("证人周大启证实，周大启在场。")
    places = [f.start for f in find_people(text).found if text[f.start : f.end] == "周大启"]
    assert len(places) == 2
    assert max(places) < text.index("书　记　员")


@pytest.mark.parametrize(
    "signature",
    [
        "审判员王一平\n二〇二四年三月十二日\n书记员李二平",
        "审　判　长　王 一 平\n二〇二四年三月十二日\n代书　记员　　李二平",
        "审判长王一平 审判员李二平 审判员赵三平",
        "二〇一四年四月二日 代书记员李二平",
        "审判员 和杰言\n书　记　员　和彪豪",
        "审判员\n王一平\n\n书记员\n李二平",
        "执行员　王一平\n二○二四年三月十二日\n书　记　员　李二平（兼）",
    ],
)
def test_every_form_of_the_signature_block_stays(signature: str) -> None:
    text = (
        "被告：王一平，男。\n被告：李二平，男。\n被告：赵三平，女。\n被告王一平、李二平、赵三平纠纷一案，现已审理终结。\n"
        + signature
    )
    kept = text.index(signature)
    assert not [f for f in find_people(text).found if f.start >= kept]


def test_latin_names_in_every_order_and_case() -> None:
    text = civil("John Smithson发出邮件，Mr. Smithson付款，SMITHSON, JOHN签名。", b="约翰·斯密森（JohnSmithson）")
    text = text.replace("与被告约翰·斯密森（JohnSmithson）", "与被告约翰·斯密森")
    assert {"JohnSmithson", "John Smithson", "Smithson", "SMITHSON, JOHN", "约翰·斯密森"} <= masked(text)


def test_dotted_names_in_any_dot_and_their_short_form_are_one_person() -> None:
    text = civil("买买提称已还，买买提•吐尔洪签字。", b="买买提·吐尔洪")
    people = {f.entity for f in find_people(text).found if text[f.start : f.end].startswith("买买提")}
    assert people == {"买买提·吐尔洪"}


@pytest.mark.parametrize("dot", [*"．.-*˙´▪’", "", " "])
def test_a_dotted_name_goes_whatever_is_written_for_the_dot(dot: str) -> None:
    text = civil(f"买买提{dot}吐尔洪签字。", b="买买提·吐尔洪")
    assert f"买买提{dot}吐尔洪" in masked(text)


def test_a_little_word_behind_a_known_name_is_none_of_it() -> None:
    text = civil("魏强有自首情节，经查，邓翁妹、魏强均供述在卷。后徐军、马林等人赶到，徐军在场。", a="魏强")
    assert masked(text) & {"魏强有", "魏强均", "后徐军"} == set()
    assert {"徐军", "马林"} <= masked(text)


def test_several_accused_in_one_line_and_in_a_payment_order() -> None:
    text = "广东省广州市荔湾区人民法院\n支 付 令\n申请人广州银行股份有限公司向本院申请支付令，要求被申请人甘文彬、阚清子给付借款。\n审判员 梁 勇\n"
    assert masked(text) == {"甘文彬", "阚清子"}


def test_what_the_clerk_names_goes_and_what_the_clerk_keeps_stays() -> None:
    text = civil("翁山在场，证人韦志到庭。")
    found = find_people(text, extra=("翁山",), keep=("韦志",)).found
    names = {text[f.start : f.end] for f in found}
    assert "翁山" in names
    assert "韦志" not in names


_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗梁宋郑谢韩唐冯邓曹彭曾萧田董潘袁蔡蒋余杜叶程魏苏吕丁沈姚卢姜崔"
    "钟谭陆汪范廖石金韦贾夏付方邹熊孟秦江阎薛侯雷段郝邵史毛顾赖武康贺严尹钱施孔"
)
_GIVEN = "炜钰琳瑾焱喆婕熙翀珺玥琪昕烨晗霖轩杰涛鹏娟燕艳霞玲婷萍莉倩薇"


@given(
    st.sampled_from(_SURNAMES),
    st.sampled_from(_GIVEN),
    st.sampled_from(_GIVEN),
    st.sampled_from(_SURNAMES),
    st.sampled_from(_GIVEN),
)
def test_whoever_the_parties_are_no_mention_survives(s1: str, g1: str, g2: str, s2: str, g3: str) -> None:
    a, b = s1 + g1 + g2, s2 + g3
    text = civil(f"{a}诉称，{b}于2020年向{a}借款。{b}未还，后{b}辩称与{a}无关。判令{b}偿还{a}一万元。", a=a, b=b)
    found = find_people(text).found
    for name in (a, b):
        at = text.find(name)
        while at >= 0:
            assert any(f.start <= at and at + len(name) <= f.end for f in found), name
            at = text.find(name, at + 1)
