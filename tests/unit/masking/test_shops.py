"""A shop's sign is its 字号 and goes; a shop named by its trade or its place names nobody and stays (DOMAIN.md §5)."""

from __future__ import annotations

import pytest

from court_core.masking.header import parse_header
from court_core.masking.organisations import find_organisations

SIGNED = [
    ("死者在县城“老根砂锅店”帮工两年，老根砂锅店出具证明。", ["老根砂锅店", "老根砂锅店"]),
    ("转租给“大尾羊火锅”的老板使用。", ["大尾羊火锅"]),
    ("在天山东路“雪莲香”网吧门口，", ["“雪莲香”网吧"]),
    ("以“恒云优选商城”客服退款为名，", ["恒云优选商城"]),
    ("当夜又至云岭旅社门口盗走摩托车，在雾山宾馆302房间将其抓获。", ["云岭旅社", "雾山宾馆"]),
    ("两人来到银色年华KTV唱歌。", ["银色年华KTV"]),
    ("原告在小白鹿幼儿园任教，", ["小白鹿幼儿园"]),
    ("系荔湾区宏顺汽车修理厂员工，", ["荔湾区宏顺汽车修理厂"]),
    ("到凌源市“老根头”羊汤馆吃饭，", ["“老根头”羊汤馆"]),
    ("由“安好家”物业收取物业费，", ["“安好家”物业"]),
    ("在金鹿银行有存款40元；", ["金鹿银行"]),
    ("原告系凯岭德酒店员工，", ["凯岭德酒店"]),
    ("上述事实有好运来饭店出具的证明，", ["好运来饭店"]),
    ("在“宏岭摩托车行”里交付，", ["宏岭摩托车行"]),
    ("窜至“好滋味”沙县小吃店，", ["“好滋味”沙县小吃店"]),
    ("在炉霍县“吉岭”藏餐馆务工，", ["“吉岭”藏餐馆"]),
    ("在黄陂县五一建材经营部购买，", ["黄陂县五一建材经营部"]),
    ("违章搭建厂房，用于经营“小虎汽修”。", ["小虎汽修"]),
    ("二人合伙开设“阿岭烟酒”，在城东开了“云岭装饰”，", ["阿岭烟酒", "云岭装饰"]),
    ("在好再回超市购买，", ["好再回超市"]),
    ("其经营的百惠多超市被盗，", ["百惠多超市"]),
    ("在“品岭轩”茶社喝茶，", ["“品岭轩”茶社"]),
    ("在白云区经营中岭化妆品店期间，在新市北路经营锦岭祥珠宝店，", ["中岭化妆品店", "锦岭祥珠宝店"]),
    ("到浙江省义乌市江东街道利川超市，", ["浙江省义乌市江东街道利川超市"]),
    ("在石首市捷岭图文快印部制作，", ["石首市捷岭图文快印部"]),
    ("在腾岭路88号的顺岭五金机电店里发工资，", ["顺岭五金机电店"]),
    ("当日转入重庆西城骨科医院治疗，", ["重庆西城骨科医院"]),
    ("向成都灶前鸭餐饮有限公司加盟取得，", ["成都灶前鸭餐饮有限公司"]),
    ("其经营的“彩岭烟酒行”被盗，", ["彩岭烟酒行"]),
    ("行驶至吴江区七岭镇吴越路中国农业银行路口，", ["中国农业银行"]),
    ("货物由捷鹿快递承运，经嘉岭物业管理，", ["捷鹿快递", "嘉岭物业"]),
]

UNSIGNED = [
    "在路边的沙县小吃店内吃饭，",
    "在兰州拉面馆门口发生争吵，",
    "从附近网吧、一家宾馆、路边手机店回到当地酒店，",
    "在建材市场路口与农贸市场门口之间，",
    "骗得辽宁省瓦房店市居民、河南省驻马店市居民的存款，",
    "帮忙照看手机维修店时，很多超市、许多超市没有货，",
    "经营范围为预包装食品、日用百货、建材的批发与零售，",
    "在半地下停车场、太平街道花岭村停车场、装饰城一停车场内，",
    "在苏州市相城区经营淘宝网店，在吴中区苏岭街福利彩票店、胜岭街道通岭路水果店，",
    "在苏州市吴江经济技术开发区一无名网吧内，在溆浦县卢岭镇横岭村一废弃砖厂，",
    "其和李树回电梯厂上班，当时在琯头开水果店，郭岭华跟饭店门口的人说，",
    "租用本村原砖厂的院落，",
    "原告提供了借条、杨振岭银行账户流水，杨振岭收到款项，开平农商行作为商业银行，",
    "建议转上级医院治疗，曾祥云退出公司后，其独资设立的有限责任公司已经注销，",
    "投资凤翔镇醋厂，投资凤翔县醋厂，承建九岭回族乡水厂，",
    "在岭石山公园北门停车场打架，在岭石山公园北门看停车场，",
    "到环县肉食品市场调查，",
    "在该村超市、镇上诊所、小区超市门前，",
    "窜至手机店内盗走手机一部，",
    "“老虎机”内有现金，“快捷”酒店，",
    "在古田路一个餐厅、金鼎公馆一套公寓内，",
    "在农村信用社银行卡内存款，4.银行账户明细，",
    "多人冲进饭店打砸，二人离开宾馆，继续往学校方向，办理银行卡，书证银行流水，",
    "驾驶摩托车行至路口，一辆女式电动车行经该处，将125万元入学校账，",
    "用于经营“汽车修理”“烟酒副食”，“阿岭茅台”一瓶，",
    "一些医院附近，302室公寓内，网上银行的密码，",
    "由快递公司送到物流公司，再由物业公司通知，",
]


@pytest.mark.parametrize(("sentence", "names"), SIGNED)
def test_what_is_called_by_its_sign_is_found(sentence: str, names: list[str]) -> None:
    assert [sentence[f.start : f.end] for f in find_organisations(sentence, parse_header(sentence))] == names


@pytest.mark.parametrize("sentence", UNSIGNED)
def test_what_is_named_by_its_trade_or_place_alone_stays(sentence: str) -> None:
    assert [sentence[f.start : f.end] for f in find_organisations(sentence, parse_header(sentence))] == []


def test_a_shop_named_by_its_trade_is_not_short_for_one_with_a_sign() -> None:
    sentence = "开“信岭手机维修店”，系手机维修店业主，帮忙照看手机维修店，"
    names = [sentence[f.start : f.end] for f in find_organisations(sentence, parse_header(sentence))]
    assert names == ["信岭手机维修店"]


@pytest.mark.parametrize(
    "sentence",
    [
        "筠连县筠岭木业有限责任公司，系独资设立的有限责任公司，",
        "永平菜场贵州特色烙锅店门口，其到盛泽镇南麻永平贵州特色烙锅店和王鹏碰头，",
    ],
)
def test_no_short_name_begins_inside_a_form_or_a_region(sentence: str) -> None:
    names = {sentence[f.start : f.end] for f in find_organisations(sentence, parse_header(sentence))}
    assert not any(name.startswith(("限责任", "责任", "州特色")) for name in names)
