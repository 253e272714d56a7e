"""Numbers that identify go, whatever their shape; what only looks like one stays (DOMAIN.md §5; 法释〔2016〕19号 art. 10)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from court_core.masking import numbers
from court_core.masking.numbers import find_numbers

MASKED = [
    ("身份证号码440103198001010009。", "440103198001010009", "identity"),
    ("公民身份号码：４４０１０３１９８００１０１０００９，", "４４０１０３１９８００１０１０００９", "identity"),
    ("身份证号44010319800101000x，", "44010319800101000x", "identity"),
    ("身份证号440103 19800101 0009，", "440103 19800101 0009", "identity"),
    ("公民身份号码44010319800\n1010009，住广州。", "44010319800\n1010009", "identity"),
    ("身份证号码440103800101000。", "440103800101000", "identity"),
    ("（440103-19800101-0009）", "440103-19800101-0009", "identity"),
    ("护照号码为E12345678）", "E12345678", "passport"),
    ("持E12345678号护照入境", "E12345678", "passport"),
    ("持H12345678001号港澳居民来往内地通行证", "H12345678001", "passport"),
    ("美国护照（号码：567890123）", "567890123", "passport"),
    ("港澳居民来往内地通行证号码H1234567800。", "H1234567800", "permit"),
    ("台湾居民来往大陆通行证03176254，", "03176254", "permit"),
    ("军官证南字第0012345号", "0012345", "permit"),
    ("统一社会信用代码91440101MA5ABCDE0X。", "91440101MA5ABCDE0X", "organisation-code"),
    ("组织机构代码12345678-9。", "12345678-9", "organisation-code"),
    ("联系电话13800138000。", "13800138000", "phone"),
    ("手机+86 138-0013-8000，", "+86 138-0013-8000", "phone"),
    ("证人说138  0013  8000是他的", "138  0013  8000", "phone"),
    ("拨打0515－8234 5678，", "0515－8234 5678", "phone"),
    ("拨打020-81234567/81234568，", "020-81234567/81234568", "phone"),
    ("电话020-81234567转802。", "020-81234567转802", "phone"),
    ("电话（020）81234567。", "（020）81234567", "phone"),
    ("账号为6228 4800 8000 1234 567，", "6228 4800 8000 1234 567", "bank-account"),
    ("向其尾数不详的农业银行账户44010101040012345转账5000元", "44010101040012345", "bank-account"),
    ("发送至chen8899＠163．com，", "chen8899＠163．com", "email"),
    ("发送至chen8899 @163.com，", "chen8899 @163.com", "email"),
    ("其qq号码88234567，", "88234567", "online-account"),
    ("驾驶粤A·12345小客车", "粤A·12345", "plate"),
    ("驾驶粤AD12345号新能源车", "粤AD12345", "plate"),
    ("牵引粤B1234挂车", "粤B1234挂", "plate"),
    ("车架号LSVAM4187C2184847，", "LSVAM4187C2184847", "vehicle"),
    ("发动机号AB123456", "AB123456", "vehicle"),
    (
        "粤（2020）广州市不动产权第01234567号房屋",
        "粤（2020）广州市不动产权第01234567号",
        "certificate",
    ),
    ("房产证号：粤房地权证穗字第0120012345号。", "粤房地权证穗字第0120012345号", "certificate"),
    ("持有穗府国用（2003）第0012345号土地使用证", "穗府国用（2003）第0012345号", "certificate"),
    ("衢州国用（2010）第1-12345号土地使用证", "衢州国用（2010）第1-12345号", "certificate"),
    ("颁发通土承包字第0703114号证书", "通土承包字第0703114号", "certificate"),
    ("产权证号为X京房权证昌字第347816号，", "X京房权证昌字第347816号", "certificate"),
    ("房地产权证号：203房地证2009字第17638号）", "203房地证2009字第17638号", "certificate"),
    ("承包经营权证编号为吉公范双字第0318号，", "吉公范双字第0318号", "certificate"),
    (
        "被告提交粤房地他项权证T恩平（2013）字第1200042755号。",
        "粤房地他项权证T恩平（2013）字第1200042755号",
        "certificate",
    ),
    ("个人社保编号为1209034871。", "1209034871", "identity"),
    ("烟草专卖许可证号：320922108831，", "320922108831", "organisation-code"),
    ("牌号为吴江0776914的电动自行车", "吴江0776914", "plate"),
    ("现场停有苏DO57UB逍客车", "苏DO57UB", "plate"),
    ("领取莆字第20316号《土地房产所有证》", "莆字第20316号", "certificate"),
    ("驾驶军A12345号车", "军A12345", "plate"),
    ("电子邮箱zhang_san01@example.com。", "zhang_san01@example.com", "email"),
    ("微信号abc_12345向其", "abc_12345", "online-account"),
    ("QQ号：12345678，", "12345678", "online-account"),
    ("经营网店“小鹿森林”，", "小鹿森林", "online-account"),
    ("网址https://shop.example/u/1，", "https://shop.example/u/1", "web-address"),
    ("住院号0012345，", "0012345", "other-number"),
]

KEPT = [
    "（2016）粤0103民初123号",
    "（2013）穗荔法民一初字第00178号之一",
    "《中华人民共和国民法典》第五百七十七条、第1165条",
    "2016年12月15日9时30分",
    "2016-12-15 09:30",
    "支付货款12345678.90元及利息",
    "人民币18000000000元",
    "穗公鉴〔2019〕12345号鉴定书",
    "合同编号GZ20190101001",
    "订单号1234567890123456789",
    "商标注册证第12345678号，注册号12345678",
    "血液中乙醇浓度为170mg/100ml",
    "事故认定书第330802201400123号",
    "血液中乙醇含量为214.6mg/100ml",
    "建筑面积90.55平方米",
    "账户余额123456789元",
    "被告人使用手机3部、银行卡12张",
    "国道G211线100公里处",
    "联想A390手机",
    "预交上诉案件受理费（户名：苏州市中级人民法院；开户行：吴岭银行苏州支行；账号：8950201203800067），",
    "付至池州市贵池区财政局非税收入专户（开户行：徽岭银行池州分行，账号：1782301021000012345）。",
    "账号8950201203800067，收款单位：黄冈市非税收入财政专户。",
    "中国裁判文书网https://wenshu.court.gov.cn公布",
]


@pytest.mark.parametrize(("text", "number", "kind"), MASKED)
def test_a_number_that_identifies_is_found_whole(text: str, number: str, kind: str) -> None:
    found = {(text[f.start : f.end], f.kind) for f in find_numbers(text)}
    assert (number, kind) in found
    assert len(found) == 1


@pytest.mark.parametrize("text", KEPT)
def test_what_must_stay_is_not_touched(text: str) -> None:
    assert [text[f.start : f.end] for f in find_numbers(text)] == []


def test_a_wrong_check_digit_only_makes_less_sure() -> None:
    right, wrong = "身份证号11010519491231002X。", "身份证号110105194912310021。"
    assert find_numbers(right)[0].sure > find_numbers(wrong)[0].sure > 0.7


def test_a_number_of_a_list_and_its_repetition_are_found() -> None:
    text = "账号6228480080001234567、6228480080007654321。诸国用（1995）字第005274号，后该005274号证被注销。"
    assert [text[f.start : f.end] for f in find_numbers(text)] == [
        "6228480080001234567",
        "6228480080007654321",
        "诸国用（1995）字第005274号",
        "005274",
    ]


ACCOUNTS = [
    "户名茅永岭，账号9030613010010200059217，案款由法院代收",
    "汇入户名为石桂岭（账号6217852600018837462）的银行卡，被法院冻结",
    "可汇入本院账户（户名：宣陵市人民法院），或者直接汇入缪春岭账户（开户行：云岭银行，账号：6223693104528811）",
    "从其账号6223693104528811取款，汇入宣陵市人民法院账户",
    "收款人：云岭财政咨询有限公司，账号8950201203800067",
    "户名：苏州市中级人民法院。被告的账号8950201203800067",
]


@pytest.mark.parametrize("text", ACCOUNTS)
def test_an_account_goes_unless_the_sentence_names_a_court_or_a_treasury_as_its_holder(text: str) -> None:
    assert [f.kind for f in find_numbers(text)] == ["bank-account"]


def test_a_year_after_an_account_is_not_swallowed() -> None:
    text = "账号6228480080001234567 2016年1月1日"
    assert [text[f.start : f.end] for f in find_numbers(text)] == ["6228480080001234567"]


def test_what_the_source_masked_itself_stays() -> None:
    assert find_numbers("账号62×××17，身份证号440103××××××××0009，粤A×××××，138****8000") == []


_PIECES = (
    *(
        "13812345678",
        "138 1234 5678",
        "（+0086）- ",
        "0755-12345678",
        "（020）-",
        "转 123456",
        "（转802）",
        "400-800-8000",
    ),
    *(
        "440103198001010009",
        "440103800101000",
        "91440101MA5ABCDE0X",
        "12345678-9",
        "A123456 （9）",
        "62284800800012345",
    ),
    *("1", "22", "333", "-", " ", "\n", "（", "）", ".", "A", "X", "的账户", "账号", "元", "，"),
)


@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join))
def test_numbers_known_by_their_shape_are_found_around_runs_of_digits_as_in_the_whole_text(text: str) -> None:
    around = [found for start, end in numbers._digit_runs(text) for found in numbers._many_digits(text, start, end)]
    everywhere = list(numbers._many_digits(text, 0, len(text)))
    assert sorted(around, key=repr) == sorted(everywhere, key=repr)
