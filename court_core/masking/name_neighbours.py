"""What stands beside a name: marks and words that end it, roles and links before it, words that its characters belong to."""

from __future__ import annotations

from collections.abc import Iterator

from court_core.masking.alternations import beginnings, compile_alternation
from court_core.masking.common_words import is_common_word
from court_core.masking.patterns import on_demand

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ebef"
ALL_HAN = on_demand(f"[{HAN}]+")
_PUNCTUATION = frozenset("，。；：、？！（）“”‘’《》〈〉\"'…/ 〔〕-")
_STRONG = compile_alternation(
    "[两二三四五六七八九十](?:[人户名位]|个(?=[子儿孩女人]))|的证言|的陈述|的说明|的供述|的证词|的辨认|的证明|的见证|的笔录|诉称|辩称|述称|上诉称|答辩|陈述|供述|证实|证明|证言|证词|指认|辨认|主张|认为|认可|表示|提出|提交|提供|到庭|出庭|参加|驾驶|驾车|醉酒|酒后|无证|"
    "出具|签名|签字|签订|签署|支付|归还|偿还|返还|退还|借款|借给|借到|转账|汇款|死亡|去世|病故|受伤|名下|承担|负担|赔偿|应当|应于|自愿|自行|委托|"
    "不服|不承认|不同意|同意|否认|承认|要求|请求|申请|起诉|上诉|报警|报案|投案|归案|逃离|窜至|伙同|结伙|殴打|持刀|将其|因犯|犯|称|说|与|和|及|等人|等|的|"
    "在|于|因|向|对|被|将|把|未|已|曾|系|是|之|均|以|从|为|给|到|让|由|经|也|亦|又|还|有|共同|之间|处|诉|辩|述|一案|一方|本人|先生|女士|同志|夫妇|夫妻|"
    "年满|出生|现年|户籍|居住|系该|所有|所称|所说|所述|所提|所辩|购买|收到|收取|交付|交给|借|欠|买|卖|打|拿|看|来|去|要|叫|带|找|用|拨打|打电话|向其|向本院|代表|作为|"
    "没有|负(?:事故|全部|主要|同等|次要)|签收|收货|送达|拒收|当场|当庭|当日|当时|当天|随即|立即|同居|一起|一同|分别|先后|多次|乘机|趁|闯入|持|伤害|电话|微信|无|不|并|负责|经营|担任|任|离开|返回|前往|回到|进入|使用|继承|抚养|生育|结婚|登记|离婚|同居|相识|认识|持有|涉嫌|违反|违约|接警|出警|赶到|到达|长期|意见|作证|可以|能够|介绍|不知|"
    "殁|病逝|身亡|遇难|送货|发货|收货|运货|拉货|装货|卸货|供货|进货|开车|倒车|停车|下车|上车|种植|养殖|经手|负伤|报销|结账|结算|对账|催款|催收|要账|讨要|发送|发出|发给|提起|招录|招聘|制作|列席|出席|主持|召集|转交|代收|代领|代签|代其|联系|带领|安排|指使|雇佣|雇请|聘请|委托|授权|垫付|领取|取走|取款|存入|付款|付清|给付|承诺|保证|担保|借用|租用|承租|出租|转租|转让|受让|出售|出卖|"
    "搬离|入住|居住|护理|照顾|陪护|就诊|住院|治疗|死后|生前|昏迷|任职|入职|离职|辞职|退休|上班|下班|参与|组织|指挥|策划|分赃|销赃|贩卖|吸食|盗窃|抢劫|"
    "诈骗|逃跑|抓获|落网|到案|自首|立功|供认|交代|交待|检举|揭发|认罪|悔罪|谅解|赔付|享有|通知|告知|告诉|发现|听到|看见|看到|听说|反映|乘坐|知道|得知|逾期|拖欠|拒绝|拒不|"
    "作出|送达|育有|生有|生下|生育|书写|书面|身份证|手中|手里|住宅|院内|无权|有权|代为|随后|施工|承包|拳打|扭打|通话|望风|把风|放风|家属|案发|分得|人民币|现金|运输|讲述|占\\d|家中|家里|家(?:，盗|门口|盗|院)|"
    "订购|经办|违法所得|犯罪所得|点收|退伙|目睹|喊来|叫来|赶来|制作|许诺|答应|居中|出面|一家[三四五六]口|不备|一人|独自"
)
_STRONG_BEGINS = beginnings(_STRONG.pattern)
# What a third character may be when it starts the next word rather than ending the name.
NEVER_LAST = frozenset("的等称说诉辩述供系与及被将把在因向对从给让未均已曾于就并犯不没")
LEFT_ROLE = on_demand(
    "(?:请求人|复议人|起诉人|监护人|受益人|利害关系人|赔偿人|原告|被告|被告人|上诉人|第三人|申请人|执行人|申诉人|异议人|证人|被害人|受害人|案外人|罪犯|自诉人|债务人|债权人|代表人|负责人|经营者|代理人|"
    "鉴定人|保证人|担保人|民警|辅警|司机|股东|同案人|同案犯|妻子|丈夫|父亲|母亲|儿子|女儿|之[子女父母妻夫兄弟姐妹]|弟媳|长子|长女|次子|次女|人员|见证人|"
    "借款人|出借人|承租人|出租人|继承人|投保人)(?:：|人|为|是|系)?$"
)
LEFT_LINK = on_demand(
    r"(?:^|[，。；：、（“\"？！\n)]|(?:书|文|案|证据|笔录|合同)中|与|和|及|向|由|对|被|给|让|将|把|跟|同|系|是|从|找|叫|替|诉|称|后|并|且|因|但|故|如|若|当|主张|认可|同意|借给|告知|通知|认识|殴打|"
    r"要求|当着|安抚|支持|准许|责令|判令|判决|认定|处罚|逮捕|传唤|抓获|[市县省州城镇乡村]人|驳回|伙同|证明|证实|指认|交由|交给|转给|汇给|支付给|至|归|替|代|帮|受|随|供|付|欠|如|据|但|则|即|将|而|于|讯问|询问|经)$"
)


def break_before(text: str, at: int) -> int:
    """How surely a name that came before ends at `at`: 3 mark or end, 2 a word that follows names, 1 a single such character, 0 no."""
    character = text[at : at + 1]
    if character in _STRONG_BEGINS:
        found = _STRONG.match(text, at)
        return min(2, len(found.group())) if found else 0
    return 3 if not character or character in _PUNCTUATION or character.isdigit() else 0


def joins_left(text: str, start: int) -> bool:
    """Whether the character before makes a word with the first one here."""
    return start > 0 and is_common_word(text[start - 1 : start + 1])


def joins_right(text: str, end: int) -> bool:
    """Whether the last character makes a word with the one behind it."""
    return end < len(text) and is_common_word(text[end - 1 : end + 1])


def behind_marks(text: str, at: int, marks: frozenset[str]) -> Iterator[str]:
    """What stands between one of `marks` and `at`, of two to four Han characters, the longest first."""
    for length in (4, 3, 2):
        name = text[at - length : at]
        if at > length and text[at - length - 1] in marks and ALL_HAN.fullmatch(name):
            yield name
