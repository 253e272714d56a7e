"""Organisations: 行政区划 + 字号 + 行业 + 组织形式, short names, and the bodies that stay (DOMAIN.md §5, spc-2024)."""

from __future__ import annotations

import pytest

from court_core.masking.header import parse_header
from court_core.masking.organisation_names import parse_organisation
from court_core.masking.organisations import find_organisations
from court_core.masking.public_bodies import is_authority, protected_spans

PARTS = [
    ("广州云山鹭网络科技有限公司", "广州某网络科技有限公司"),
    ("昶维信息科技（杭州）有限公司", "某信息科技（杭州）有限公司"),
    ("中国邦政储蓄银行股份有限公司包头市分行", "中国某储蓄银行股份有限公司包头市分行"),
    ("中国惠农银行咸宁市分行金塘分理处", "中国某银行咸宁市某分理处"),
    ("宁波昶维创业投资合伙企业（有限合伙）", "宁波某创业投资合伙企业（有限合伙）"),
    ("云州市临水区小蜜蜂幼儿园", "云州市临水区某幼儿园"),
    ("恒矿钢铁英国有限公司", "某钢铁英国有限公司"),
    ("广州市荔湾区老梁大排档", "广州市荔湾区某大排档"),
    ("佛山市三水区白坭镇白坭村民委员会", "佛山市三水区某村民委员会"),
    ("江苏北斛司法鉴定所", "江苏某司法鉴定所"),
    ("云山鹭公司", "某公司"),
    ("梧州市新华花炮厂", "梧州市某花炮厂"),
    ("绥化市康乐精神病医院", "绥化市某精神病医院"),
    ("中国朝阳财产保险股份有限公司临汾分公司", "中国某财产保险股份有限公司临汾分公司"),
    ("朝阳酒店", "某酒店"),
]

AUTHORITIES = """广州市荔湾区人民法院 广州铁路运输中级法院 惠州市惠阳区人民检察院 汕尾市公安局城区分局北街派出所 株洲市第三看守所
广西壮族自治区第五女子监狱 长沙仲裁委员会 合肥市劳动人事争议仲裁委员会 汕尾市城区人力资源和社会保障局劳动监察大队 海兴县卫生健康局
广州市荔湾区逢源街道办事处 广州市不动产登记中心 临岭县价格认证中心 漳州市公安司法鉴定中心 广州市住房公积金管理中心 国家知识产权局
国岭律师（南京）事务所 金岭博（上海）律师事务所
广州市规划和自然资源局 广东敬淞律师事务所上海分所 邢台市高新区148法律服务所 广州市南方公证处 中国人民银行广州分行营业管理部办公室""".split()


@pytest.mark.parametrize(("name", "masked"), PARTS)
def test_only_the_brand_goes(name: str, masked: str) -> None:
    assert parse_organisation(name).masked() == masked


@pytest.mark.parametrize("name", [n for n in AUTHORITIES if "人民银行" not in n])
def test_public_bodies_are_protected_whole_and_never_found(name: str) -> None:
    text = f"经查，{name}于2020年3月1日出具证明。"
    assert is_authority(name)
    assert (3, 3 + len(name)) in list(protected_spans(text))
    assert find_organisations(text, parse_header(text)) == []


@pytest.mark.parametrize("name", ["无锡市惠山区柏岗人民医院", "恒屹纺织厂", "邦政邮政局"])
def test_what_is_no_authority_is_not_taken_for_one(name: str) -> None:
    assert not is_authority(name)


JUDGMENT = """广东省广州市荔湾区人民法院
民 事 判 决 书
（2024）粤0103民初123号
原告：广州云山鹭网络科技有限公司，住所地广东省广州市荔湾区。
法定代表人：何小满，经理。
被告：荔湾区富桥烟酒店，经营者：王富桥。
原告广州云山鹭网络科技有限公司与被告荔湾区富桥烟酒店合同纠纷一案，本院立案后公开开庭进行了审理。
第三人长沙灏翀建设工程有限公司（以下简称灏翀建设）述称，云山鹭公司已付款。云山鹭网络公司称富桥烟酒店违约，登上白云山。
原告向长沙灏翀建设工程有限公司购买混凝土，由保险公司赔偿，原告公司、该公司、大型超市和物业公司均无异议。
何小满称云山鹭已履行。证人称无锡市惠山区柏岗人民医院收治伤者。
审判长　赵正逸
"""


def test_full_and_short_names_are_found_and_common_nouns_are_not() -> None:
    found = find_organisations(JUDGMENT, parse_header(JUDGMENT))
    assert {JUDGMENT[f.start : f.end] for f in found} == {
        "广州云山鹭网络科技有限公司",
        "云山鹭公司",
        "云山鹭网络公司",
        "云山鹭",
        "荔湾区富桥烟酒店",
        "富桥烟酒店",
        "长沙灏翀建设工程有限公司",
        "灏翀建设",
        "无锡市惠山区柏岗人民医院",
    }


def test_a_short_name_says_whose_it_is() -> None:
    found = find_organisations(JUDGMENT, parse_header(JUDGMENT))
    owners = {JUDGMENT[f.start : f.end]: f.entity for f in found if f.kind == "alias"}
    assert owners["云山鹭网络公司"] == owners["云山鹭"] == "广州云山鹭网络科技有限公司"
    assert owners["灏翀建设"] == "长沙灏翀建设工程有限公司"


def test_names_the_source_masked_itself_stay() -> None:
    text = "原告韶关市铭某公司与被告福州市某泰数码科技有限公司、某商贸公司纠纷一案。"
    assert find_organisations(text, parse_header(text)) == []


def test_foreign_names_and_their_short_forms() -> None:
    text = (
        "民事裁定书\n原告：恒矿钢铁英国有限公司（HENGMETALS IRON & STEEL UK LTD）。\n法定代表人：彭小艺。\n"
        "被告：王五。\n原告恒矿钢铁英国有限公司与被告王五纠纷一案。HENGMETALS称未收货。"
    )
    found = {text[f.start : f.end] for f in find_organisations(text, parse_header(text))}
    assert found == {"恒矿钢铁英国有限公司", "HENGMETALS IRON & STEEL UK LTD", "HENGMETALS"}


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("其在中国工商银行的账户内存款，", ["中国工商银行"]),
        ("存入广州农村商业银行股份有限公司彩虹支行，", ["广州农村商业银行股份有限公司彩虹支行"]),
        ("其在支付宝（中国）网络技术有限公司的余额，", ["支付宝（中国）网络技术有限公司"]),
        (
            "证实中国顺达银行股份有限公司山海关支行提供贷款，山海关海关、天津海关没有异议，",
            ["中国顺达银行股份有限公司山海关支行"],
        ),
        ("证实其在华为技术有限公司工作，", ["华为技术有限公司"]),
        ("准许中国恒民财产保险股份有限公司重庆市分公司替代，", ["中国恒民财产保险股份有限公司重庆市分公司"]),
        ("归还山西汾岳民间资本管理有限公司350万元、", ["山西汾岳民间资本管理有限公司"]),
        ("送绥化市康乐精神病医院、祁东县妇幼保健院门诊治疗，", ["绥化市康乐精神病医院", "祁东县妇幼保健院"]),
        ("经重庆市綦江区中医骨科医院抢救，", ["重庆市綦江区中医骨科医院"]),
        ("杭州金水银行西宁城东支行账户，", ["杭州金水银行西宁城东支行"]),
        ("鉴定机构江苏北斛司法鉴定中心（2013）文鉴字第52号意见书，", ["江苏北斛司法鉴定中心"]),
        ("在山圩镇鑫旺淀粉厂旧仓库抓获，", ["山圩镇鑫旺淀粉厂"]),
        ("送至西宁市未来汽车销售服务公司维修，", ["西宁市未来汽车销售服务公司"]),
        (
            "由任丘市腾鹿货运站、仙游县木鹿农村合作银行大济分社出具，",
            ["任丘市腾鹿货运站", "仙游县木鹿农村合作银行大济分社"],
        ),
        ("到三明市宏岭投资管理中心（有限合伙）、", ["三明市宏岭投资管理中心（有限合伙）"]),
        ("到黑水县利岭丰驾驶员培训学校学习，", ["黑水县利岭丰驾驶员培训学校"]),
        ("系襄阳市三和食品厂员工，", ["襄阳市三和食品厂"]),
        ("系长治市友谊医院员工，", ["长治市友谊医院"]),
        ("本院追加吉岭鸟人寿保险股份有限公司那曲中心支公司", ["吉岭鸟人寿保险股份有限公司那曲中心支公司"]),
        ("诉上海泛岭供应链管理有限公司一案，", ["上海泛岭供应链管理有限公司"]),
        ("系长城公司员工，", ["长城公司"]),
        ("店铺系被告经营的天天酒业商铺，", ["天天酒业"]),
        ("但实际上公司每年亏损，按规定公司应当支付，开发商公司、实际上企业，", []),
        ("由劳动和社会保障事务所垫付，委托四平市产权交易中心，", []),
        ("在颍上县慎岭镇金海岭浴场务工，", ["颍上县慎岭镇金海岭浴场"]),
        ("（出卖人）经北京宏岭佳业房地产经纪有限公司居间，", ["北京宏岭佳业房地产经纪有限公司"]),
        ("其自其中国工商银行股份有限公司北京立岭支行取款，", ["中国工商银行股份有限公司北京立岭支行"]),
        ("贷款银行为交通银行股份有限公司北京回岭支行，", ["交通银行股份有限公司北京回岭支行"]),
        ("在莱西市农商银行院岭支行、邮政储蓄银行敦化市支行，", ["莱西市农商银行院岭支行", "邮政储蓄银行敦化市支行"]),
        ("由中国邮岭速递物流股份有限公司石家庄市分公司代收，", ["中国邮岭速递物流股份有限公司石家庄市分公司"]),
        (
            "委托江苏金岭正和司法鉴定所、河北天岭司法会计鉴定中心，",
            ["江苏金岭正和司法鉴定所", "河北天岭司法会计鉴定中心"],
        ),
        ("送往勐岭镇中心卫生院抢救，盗走税岭镇卫生院门前的车，", ["勐岭镇中心卫生院", "税岭镇卫生院"]),
        ("由北票市河岭建筑工程处开票，收受北票市顺岭凿井队，", ["北票市河岭建筑工程处", "北票市顺岭凿井队"]),
        ("废弃的茂岭竹席厂，系福岭锯板厂员工，", ["茂岭竹席厂", "福岭锯板厂"]),
        (
            "初中文化，苏州市兆如电子厂员工，系苏州市爱岭维康无纺有限公司员工，",
            ["苏州市兆如电子厂", "苏州市爱岭维康无纺有限公司"],
        ),
        ("我们禹岭公司的设备，火灾烧毁齐岭公司厂房，赔偿齐岭公司，", ["禹岭公司", "齐岭公司", "齐岭公司"]),
        ("（另案处理）从江西省东岭铝业有限公司取得发票，", ["江西省东岭铝业有限公司"]),
        ("受理上海万岭有限公司的申请，接受江西永岭有限公司，", ["上海万岭有限公司", "江西永岭有限公司"]),
        ("章岭英农业银行交易明细，", ["农业银行"]),
        ("遵义市鸿岭置业有限公司管理人（贵州众岭律师事务所）提出，", ["遵义市鸿岭置业有限公司"]),
        ("车辆在被告人寿财险保险公司投保，", ["人寿财险保险公司"]),
        ("撬开太和县鸿岭通讯广场卷帘门，在岭都酒店门口，", ["太和县鸿岭通讯广场", "岭都酒店"]),
        ("文化程度小学，文化程度初中，父母卖掉老家果园的钱，", []),
        ("在曼岭闷村开小卖部，在义县开砖厂，原在东莞市长安镇经营手机配件店，", []),
        ("跑回KTV躲起来，持木棍打砸棋牌室，驾驶面包车行驶至路口，", []),
        ("说其他找保险公司，在太和县城关镇人民路农贸市场门口，", []),
        ("惠岭小区物业服务处出具证明，", ["惠岭小区物业服务处"]),
        ("诉讼费不属保险公司承担范围，第三十五条物业服务企业应当按照约定", []),
        ("私自处理公司财物，有4家公司竞标，在一间修车行门口，承租下来搞洗浴中心，", []),
        ("该公司名为有独立法人资质的有限责任公司，", []),
        ("离开公司，伪造公司印章，成立空壳公司，", []),
        ("在赤坎区爱华广场附近的信用社门口，", []),
        ("在茶陵县建了一个化工厂，介绍一个公司借款，仍利用公司股东便利，", []),
        ("向宣汉县妇女联合会、临水区残疾人联合会反映，", []),
        ("有限公司章程规定，公司股东会应当召开会议，", []),
        ("保险公司、商业银行、大型超市、附近的酒店均无异议，", []),
        ("从事校车业务或者旅客运输，", []),
        ("任何单位、商店、医院和学校均应登记，", []),
    ],
)
def test_names_in_running_text(sentence: str, names: list[str]) -> None:
    assert [sentence[f.start : f.end] for f in find_organisations(sentence, parse_header(sentence))] == names


def test_a_short_name_declared_behind_other_words_or_with_its_role_is_taken() -> None:
    text = (
        "原告海伦市农村信用合作联社（以下简称原告信用联社）。\n被告云岭东岳饲料原料经营部（字号，以下简称东岳饲料部）。\n"
        "原告信用联社称，东岳饲料部未还款。"
    )
    found = [text[f.start : f.end] for f in find_organisations(text, parse_header(text))]
    assert found.count("信用联社") == 2
    assert found.count("东岳饲料部") == 2


def test_what_a_party_does_is_no_name() -> None:
    text = "被告人方岭生，男。\n方岭生侵占公司财产，方岭生分管公司业务，方岭生任宏岭公司经理。"
    found = [text[f.start : f.end] for f in find_organisations(text, parse_header(text))]
    assert found == ["宏岭公司"]


def test_a_town_or_a_trade_is_no_short_name() -> None:
    text = (
        "原告：荔湾区岭口镇河边村联岭沙厂。\n被告：池州市红星混凝土有限公司。\n"
        "车辆由荔湾区岭口镇驶出，被告租赁原告混凝土输送泵车，红星公司已付款。"
    )
    found = [text[f.start : f.end] for f in find_organisations(text, parse_header(text))]
    assert found == ["荔湾区岭口镇河边村联岭沙厂", "池州市红星混凝土有限公司", "红星公司"]


def test_the_whole_name_is_found_where_its_end_stands_more_often() -> None:
    text = "原告重庆市綦江区洪岭采石场（普通合伙）。\n洪岭采石场称。洪岭采石场主张。经重庆市綦江区洪岭采石场同意。"
    found = [text[f.start : f.end] for f in find_organisations(text, parse_header(text))]
    assert found[-1] == "重庆市綦江区洪岭采石场"


def test_a_brand_that_is_a_word_goes_before_what_is_short_for_its_trade() -> None:
    text = "在平远县大众汽车租赁服务部签订《大众租车合同》，大众租车时有优惠，大众汽车和汽车租赁合同另有约定。"
    found = [text[f.start : f.end] for f in find_organisations(text, parse_header(text))]
    assert found[:2] == ["平远县大众汽车租赁服务部", "大众租车"]
    assert "汽车租赁" not in found


def test_a_declared_short_name_that_names_nobody_stays() -> None:
    text = "第三人中国恒民财产保险股份有限公司广东分公司（以下简称保险公司）答辩，保险公司不应赔偿，恒民财险无异议。"
    found = [text[f.start : f.end] for f in find_organisations(text, parse_header(text))]
    assert found == ["中国恒民财产保险股份有限公司广东分公司", "恒民财险"]


REPORTS = [
    ("8.赤峰恒岳会计师事务所赤恒会鉴字〔2015〕011号司法会计鉴定意见书", ["赤峰恒岳会计师事务所"]),
    ("由安徽恒岳司法鉴定中心皖恒司鉴字（2017）第23号鉴定，", ["安徽恒岳司法鉴定中心"]),
    ("经南通市价格认证中心通价认字〔2015〕011号认定，莒南县城乡规划局莒规罚决字〔2015〕第14号处罚决定", []),
]


@pytest.mark.parametrize(("sentence", "names"), REPORTS)
def test_who_wrote_a_report_goes_although_its_number_follows_and_the_number_stays(
    sentence: str, names: list[str]
) -> None:
    found = find_organisations(sentence, parse_header(sentence))
    assert [sentence[f.start : f.end] for f in found] == names
