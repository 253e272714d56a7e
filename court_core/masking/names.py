"""What a person's name looks like, where it ends, and whether a common word is a name in its place.

Surnames and common words are data in `resources/masking`. Where a party is called 高峰 or 于是, each occurrence is
judged by its neighbours: 早高峰时段 stays, 于是辩称 is masked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from court_core.masking.alternations import beginnings, compile_alternation
from court_core.masking.common_words import is_common_word, word_heads
from court_core.masking.name_characters import given_chance, name_chance, surname_chance
from court_core.masking.patterns import on_demand
from court_core.masking.plain import once_a_text, places_of
from court_core.masking.surnames import DOUBTFUL, LESS_DOUBTFUL, RARE, surname_of
from court_core.masking.trigger_words import TRIGGERS

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ebef"
_ALL_HAN = on_demand(f"[{HAN}]+")
_MAKES_UP = 2  # of `given_chance`
_CLEAR_SURNAME = 3  # of `surname_chance`
_FEW = 3
_NAME_OF_WORD, _NAME_RATHER = 1, 4  # of `name_chance`
_ALREADY_MASKED = on_demand(r"[某×*＊ＸX]|x{2,}")
_OF_FOLK = on_demand("老[大二三四五六七八九幺小]|[大二三四五六七八小][娃毛狗牛虎宝伢子]")  # 于老四
_MINORITY = on_demand(rf"[{HAN}]{{1,9}}(?:·[{HAN}]{{1,9}}){{1,4}}")
_PROSE_BEFORE_DOT = on_demand("[人告的员]|律师|股东")  # 及|其委托代理人艾力·库尔班
_LATIN = on_demand(r"[A-Z][A-Za-z'.,\- ]{2,50}")

_NOT_GIVEN = on_demand(
    r"^[某区县省的了着过们个两我你他她它等]|[的了着与及在被将把系们其各你他她它对从给让或但且某族籍]$|[\d×*]|^[二两三四五六七八九]人$|^本(?![立初固善义昌荣华富贵良忠财发才英兰芳珍琴芝根祥福勇军涛强龙豪香花云玉凤霞莲菊梅山波江刚坚友庆宝宏洪光亮斌彬森])|"
    # 薛老板, 何大妈, 谭主管: a surname and what somebody is called says no more than 薛某 does.
    "^(?:老板|老师|老总|主管|主任|经理|小姐|女士|先生|律师|大妈|大爷|大姐|大哥|大叔|大嫂|大伯|阿姨|师傅|医生|警官|法官|庭长|局长|处长|科长|县长|镇长|乡长|村长|书记|队长|所长|院长|校长|厂长|店长|会计|"
    "理事长?|会长|社长|董事长?|姑娘|老汉|大夫|姓人?|家人?|氏|总|局|课|母生|父亲|母亲|某某)$"
)
_NOT_GIVEN_DOUBTFUL = on_demand(
    r"[日年月时天晚晨夜院庭案处店家村路内外后前中方款法]$|^[该此本其这那同次当上下前后法公案一二三四五六七八九十两]"
)
_ORGANISATION_LAST = frozenset("局院所司厂店部处室站队厅科行社校馆村镇乡县市区州省路街号组费款金额权法书案件车房屋")
_PUNCTUATION = frozenset("，。；：、？！（）“”‘’《》〈〉\"'…/ 〔〕-")
_STRONG = compile_alternation(
    "[两二三四五六七八九十][人户名位]|的证言|的陈述|的说明|的供述|的证词|的辨认|的证明|的见证|的笔录|诉称|辩称|述称|上诉称|答辩|陈述|供述|证实|证明|证言|证词|指认|辨认|主张|认为|认可|表示|提出|提交|提供|到庭|出庭|参加|驾驶|驾车|醉酒|酒后|无证|"
    "出具|签名|签字|签订|签署|支付|归还|偿还|返还|退还|借款|借给|借到|转账|汇款|死亡|去世|病故|受伤|名下|承担|负担|赔偿|应当|应于|自愿|自行|委托|"
    "不服|不承认|不同意|同意|否认|承认|要求|请求|申请|起诉|上诉|报警|报案|投案|归案|逃离|窜至|伙同|结伙|殴打|持刀|将其|因犯|犯|称|说|与|和|及|等人|等|的|"
    "在|于|因|向|对|被|将|把|未|已|曾|系|是|之|均|以|从|为|给|到|让|由|经|也|亦|又|还|有|共同|之间|处|诉|辩|述|一案|一方|本人|先生|女士|同志|夫妇|夫妻|"
    "年满|出生|现年|户籍|居住|系该|所有|所称|所说|所述|购买|收到|收取|交付|交给|借|欠|买|卖|打|拿|看|来|去|要|叫|带|找|用|拨打|打电话|向其|向本院|代表|作为|"
    "没有|负(?:事故|全部|主要|同等|次要)|签收|收货|送达|拒收|当场|当庭|当日|当时|当天|随即|立即|同居|一起|一同|分别|先后|多次|乘机|趁|闯入|持|伤害|电话|微信|无|不|并|负责|经营|担任|任|离开|返回|前往|回到|进入|使用|继承|抚养|生育|结婚|登记|离婚|同居|相识|认识|持有|涉嫌|违反|违约|接警|出警|赶到|到达|长期|意见|作证|可以|能够|介绍|不知|"
    "殁|病逝|身亡|遇难|送货|发货|收货|运货|拉货|装货|卸货|供货|进货|开车|倒车|停车|下车|上车|种植|养殖|经手|负伤|报销|结账|结算|对账|催款|催收|要账|讨要|发送|发出|发给|提起|招录|招聘|制作|列席|出席|主持|召集|转交|代收|代领|代签|代其|联系|带领|安排|指使|雇佣|雇请|聘请|委托|授权|垫付|领取|取走|取款|存入|付款|付清|给付|承诺|保证|担保|借用|租用|承租|出租|转租|转让|受让|出售|出卖|"
    "搬离|入住|居住|护理|照顾|陪护|就诊|住院|治疗|死后|生前|昏迷|任职|入职|离职|辞职|退休|上班|下班|参与|组织|指挥|策划|分赃|销赃|贩卖|吸食|盗窃|抢劫|"
    "诈骗|逃跑|抓获|落网|到案|自首|立功|供认|交代|交待|检举|揭发|认罪|悔罪|谅解|赔付|享有|通知|告知|告诉|发现|听到|看见|看到|听说|反映|乘坐|知道|得知|逾期|拖欠|拒绝|拒不|"
    "育有|生有|生下|生育|书写|书面|身份证|手中|手里|住宅|院内|无权|有权|代为|随后|施工|承包|拳打|扭打|通话|望风|把风|放风|家属|案发|分得|人民币|现金|运输|讲述|占\\d|家中|家里|家(?:，盗|门口|盗|院)|"
    "订购|经办|点收|退伙|目睹|喊来|叫来|赶来|制作|许诺|答应|居中|出面|一家[三四五六]口|不备|一人|独自"
)
_STRONG_BEGINS = beginnings(_STRONG.pattern)
# What a third character may be when it starts the next word rather than ending the name.
_NEVER_LAST = frozenset("的等称说诉辩述供系与及被将把在因向对从给让未均已曾于就并犯不没")
_NEVER_NAMES = tuple(
    "陈述 陈诉 陈词 时间 车辆 金额 房屋 当事 应当 由于 暨附 暨被 暨原 暨第 公安 公司 公诉 盖章 签章".split()
)
_FOR = on_demand(f"[代替为](?![表理办班])[{HAN}]")
_OFTEN_LAST = frozenset("有来和之也又为从")
_PERSON_VERB = on_demand(
    "诉称|辩称|述称|上诉称|答辩|陈述|供述|证实|证明|证言|主张|认为|认可|表示|提出|提交|到庭|出庭|驾驶|驾车|醉酒|出具|签名|签字|签订|支付|归还|偿还|"
    "返还|借款|借给|转账|死亡|去世|受伤|名下|承担|负担|不服|同意|否认|承认|要求|请求|申请|起诉|报警|投案|归案|伙同|殴打|犯|称|说|诉|辩|系|未|没有|不|"
    "向|与|和|及|、|因|已|曾|将|把|被|对|代收|保管|作为|先生|女士|购买|经营|违约|之[父母妻夫子女兄弟姐妹]|等[人，。、]|（|本人|收到|交付|赔偿|一案|所有|急|欠|负(?:事故|全部|主要|同等|次要)"
)
LEFT_ROLE = on_demand(
    "(?:请求人|复议人|起诉人|监护人|受益人|利害关系人|赔偿人|原告|被告|被告人|上诉人|第三人|申请人|执行人|申诉人|异议人|证人|被害人|受害人|案外人|罪犯|自诉人|债务人|债权人|代表人|负责人|经营者|代理人|"
    "鉴定人|保证人|担保人|民警|辅警|司机|股东|同案人|同案犯|妻子|丈夫|父亲|母亲|儿子|女儿|之[子女父母妻夫兄弟姐妹]|弟媳|长子|长女|次子|次女|人员|见证人|"
    "借款人|出借人|承租人|出租人|继承人|投保人)(?:：|人|为|是|系)?$"
)
LEFT_LINK = on_demand(
    r"(?:^|[，。；：、（“\"？！\n)]|(?:书|文|案|证据|笔录|合同)中|与|和|及|向|由|对|被|给|让|将|把|跟|同|系|是|从|找|叫|替|诉|称|后|并|且|因|但|故|如|若|当|主张|认可|同意|借给|告知|通知|认识|殴打|"
    r"要求|当着|安抚|支持|准许|责令|判令|判决|认定|处罚|逮捕|传唤|抓获|[市县省州城镇乡村]人|驳回|伙同|证明|证实|指认|交由|交给|转给|汇给|支付给|至|归|替|代|帮|受|随|供|付|欠|如|据|但|则|即|将|而|于|讯问|询问|经)$"
)
_WORD_TAIL = on_demand(
    "期|时段|时分|时刻|前[，后夕的]|夜|保险|银行|公司|集团|路|大道|大街|街道|村|镇|乡|县|市场|广场|公园|水库|花园|花坛|小区|医院|学校|大厦|酒店|牌"
)
_ADVERBS = frozenset(
    "于是 曾经 从而 向来 时而 同时 经常 常常 方才 后来 向前 从前 从来 应当 应该 由于 因而 全然 万一 和平 方便 平安 安心".split()
)


def is_nothing_but_surname(character: str) -> bool:
    """Whether hardly a word begins with a character that is a surname: 蒋, 邓, 刘, but not 高, 金."""
    return surname_chance(character) >= _CLEAR_SURNAME - 1 and word_heads()[character] <= _FEW


def is_masked_already(name: str) -> bool:
    """张某甲, 李××, 王＊＊: left as they are."""
    return bool(_ALREADY_MASKED.search(name)) and not _LATIN.fullmatch(name)


def is_name_shaped(name: str) -> bool:
    """Whether a plain string can be the whole name of a person: surname and given name, dotted, or Latin."""
    if "·" in name and _MINORITY.fullmatch(name):
        return True
    surname = surname_of(name)
    return bool(surname) and is_given_name(name[len(surname) :])


# What names of peoples without surnames are written with when they are written by their sound.
_BY_SOUND = on_demand(
    "[阿安依衣巴白班宝保比毕布才仓查措朝次达代旦丹当德登迪丁顶敦东都堆顿多额恩尔俄夫盖嘎噶高格根贡古贵海哈杭豪和赫黑呼胡花火吉嘉加"
    "江降绒吾奥杰金久居卡康吉伍敖买合朝则桑斯都热央惹毛来克库昆拉兰朗勒雷楞里力丽立利列林留鲁伦罗洛玛马麦曼毛玫梅孟米敏莫姆木牧穆那娜纳乃南尼妮宁牛努诺欧帕潘佩平普"
    "其奇齐琪恰钦琴青曲群热仁任日荣茹柔若萨赛桑瑟色沙石史什斯苏索所塔泰坦特提图吐托娃瓦旺威维温翁沃乌西希夏先辛欣雅亚牙央扬腾罕娅僧陶"
    "雁耶伊依尹音英永优尤玉云扎杂泽则增珍知智忠珠卓孜子宗尊作呷且补果合惹曼色者铁体约甲仓]{2,8}"
)
BY_SOUND_ONE = on_demand(_BY_SOUND.pattern.split("]")[0] + "]")
_BESIDE_DOT = on_demand(
    BY_SOUND_ONE.pattern.replace(
        "[", "[·不卜杜艾洪明叶逊甫荪肉亥排坎肯边强山义莎司别买里汗奈娅孙拜森波祖素罕菲蒙门阔再仙"
    )
)
_BY_SOUND_WHOLE = on_demand("(?!的)" + _BY_SOUND.pattern.replace("[", "[的", 1))  # 阿的木乃
_LONG_SOUND = 5
_ENDS_SOUND = frozenset("的在与和及将把被等于因向对")
_LATIN_DENSE = on_demand(r"[A-Z][a-z'’-]*(?:\.?[A-Z][a-z'’-]*){1,5}")


def foreign_name_at(text: str, at: int) -> int:
    """End of a name without a surname of the list at `at` of a dense text: 斯日古楞 before a mark or a verb, NguyenThiHoa.

    `at` where none begins. Only for places where a person must stand: nothing here tells a name from a word but
    that no two of its characters are one.
    """
    latin = _LATIN_DENSE.match(text, at) if text[at : at + 1].isascii() else None
    if latin and latin.end() - at >= 6 and not text[latin.end() : latin.end() + 1].isascii():
        return latin.end()
    found = _BY_SOUND_WHOLE.match(text, at)
    if not found:
        return at
    best = at
    for end in range(at + 2, found.end() + 1):
        if best > at and text[end - 1] in _ENDS_SOUND:
            break  # 帕孜来提|出具 rather than 帕孜来|提出, but never 古丽和
        if _ends_sound(text, at, end):
            best = end
    return best


def _ends_sound(text: str, at: int, end: int) -> bool:
    if end - at < _LONG_SOUND and is_common_word(text[at : at + 2]):
        return False  # but 阿拉|腾其其格
    closed = break_before(text, end)
    strong = (
        closed >= 2 or (closed and text[end] in _ENDS_SOUND) or (end - at >= 4 and is_common_word(text[end : end + 2]))
    )
    words = sum(is_common_word(text[i : i + 2]) for i in range(at, end - 1))
    return bool(strong) and words <= (end - at >= 4)


def foreign_name_before(text: str, end: int) -> int:
    """Where a name by its sound begins that ends here, behind a mark: 、敖特根巴雅尔|、; `end` where none does."""
    start = end
    while start > max(0, end - 8) and BY_SOUND_ONE.match(text[start - 1]):
        start -= 1
    words = any(is_common_word(text[i : i + 2]) for i in range(start, end - 1))
    marked = text[start - 1 : start] in tuple("、，：；（人")
    return start if end - start >= 3 and marked and not words else end


def sounds_around(text: str, dot: int) -> tuple[int, int]:
    """The name written by its sound that has its (first or further) dot here; (dot, dot + 1) where there is none."""
    start = dot
    while start > max(0, dot - 6) and _BESIDE_DOT.match(text[start - 1]):
        start -= 1
    while dot - start > 2 and (is_common_word(text[start - 1 : start + 1]) or is_common_word(text[start : start + 2])):
        start += 1
    end = dot + 1
    while end < min(len(text), dot + 8) and _BESIDE_DOT.match(text[end]):
        ended = break_before(text, end) >= 2 or text[end] in _ENDS_SOUND or is_common_word(text[end : end + 2])
        if (end - dot > 2 and ended) or (text[end] == "不" and text[end - 1] != "阿"):
            break  # 古丽娜尔·依明|协商, but 阿不都
        end += 1
    whole = dot - start >= 2 and end - dot > 2
    return (start, end) if whole and text[start - 1 : start] not in ("·", "《") else (dot, dot + 1)


def behind_marks(text: str, at: int, marks: frozenset[str]) -> Iterator[str]:
    """What stands between one of `marks` and `at`, of two to four Han characters, the longest first."""
    for length in (4, 3, 2):
        name = text[at - length : at]
        if at > length and text[at - length - 1] in marks and _ALL_HAN.fullmatch(name):
            yield name


@lru_cache(maxsize=8192)
def is_given_name(given: str) -> bool:
    """Whether one or two characters can be a given name."""
    return 1 <= len(given) <= 2 and bool(_ALL_HAN.fullmatch(given)) and not _NOT_GIVEN.search(given)


def is_doubtful_surname(name: str) -> bool:
    """Whether the name begins like 于、向、从: function words that are surnames too."""
    if not name or not (name[0] in DOUBTFUL or name[0] in RARE) or len(surname_of(name)) > 1:
        return False
    return not (
        name[0] in LESS_DOUBTFUL and len(name) == 3 and not is_common_word(name[1:]) and not is_common_word(name[:2])
    )


def is_doubtful_name(name: str) -> bool:
    """于是明, 从而去: a surname that is a function word, and no given name to make up for it (于淑芬, 卯小兵)."""
    given = name[len(surname_of(name)) :]
    likely = len(given) == 2 and (given_chance(given) >= _MAKES_UP or bool(_OF_FOLK.fullmatch(given)))
    return is_doubtful_surname(name) and not likely


def break_before(text: str, at: int) -> int:
    """How surely a name that came before ends at `at`: 3 mark or end, 2 a word that follows names, 1 a single such character, 0 no."""
    character = text[at : at + 1]
    if character in _STRONG_BEGINS:
        found = _STRONG.match(text, at)
        return min(2, len(found.group())) if found else 0
    return 3 if not character or character in _PUNCTUATION or character.isdigit() else 0


def name_at(text: str, at: int, *, listed: bool = False) -> tuple[int, float]:
    """End of the person's name that begins at `at` of a dense text, and how sure; (at, 0.0) when none does.

    `listed` says that a list of names goes on here, so that a surname like 于 needs no more evidence.
    """
    dotted = _MINORITY.match(text, at) if "·" in text[at + 1 : at + 10] else None
    if dotted and not _PROSE_BEFORE_DOT.search(text, at, text.index("·", at)):
        return _dotted_end(text, at, dotted.end()), 0.9
    surname = surname_of(text[at : at + 3])
    if not surname or (listed and text[at] in "和与及" and surname_chance(text[at + 1 : at + 2]) >= _CLEAR_SURNAME):
        return at, 0.0  # 程嘉彦、和|许宗旋
    short, long = at + len(surname) + 1, at + len(surname) + 2
    end, sure = _choose(text, at, short, long)
    given = text[at + len(surname) : end]
    if text.startswith(_NEVER_NAMES, at) or end > len(text) or not is_given_name(given):
        return at, 0.0
    if listed and end < len(text) and not break_before(text, end) and _four_listed(text, at):
        return at + 4, 0.75
    if surname in DOUBTFUL or surname in RARE:
        closed = len(given) == 2 and (listed or not is_common_word(given)) and break_before(text, end) == 3
        chance = name_chance(text[at:end])
        closed = closed or (listed and chance >= _NAME_OF_WORD and break_before(text, end) == 3)
        closed = closed or (chance >= _NAME_RATHER and break_before(text, end) >= 2)  # 民警明亮制作
        ended = surname in LESS_DOUBTFUL and len(given) == 2 and break_before(text, end) >= 2
        ended = ended or (surname in RARE and given in "大二三四五六七八" and break_before(text, end) >= 2)  # 朗二
        if (_NOT_GIVEN_DOUBTFUL.search(given) and not ended) or (is_common_word(text[at : at + 2]) and not closed):
            return at, 0.0
        likely = len(given) == 2 and (
            given_chance(given) >= _MAKES_UP
            or _OF_FOLK.fullmatch(given)
            or (surname in LESS_DOUBTFUL and not is_common_word(given))
            or (listed and (not is_common_word(given) or break_before(text, end) >= 1))
        )
        goes_on = break_before(text, end) < 2 and not _word_begins(text, end)
        if goes_on and not likely and text.count(text[at:end]) < 2:
            return at, 0.0
        sure -= 0.1
    return end, sure


def _four_listed(text: str, at: int) -> bool:
    """吴奶银花、陈黄美玲: four characters that a list closes, none of them a word."""
    name = text[at : at + 4]
    closed = text[at + 4 : at + 5] in ("、", "，", "。", "等", "的", "（", "和", "及", "与")
    return (
        closed
        and bool(re.fullmatch(f"[{HAN}]{{4}}", name))
        and not _NOT_GIVEN.search(name[1:])
        and not any(is_common_word(name[i : i + 2]) for i in range(2))
        and name[-1] not in _ORGANISATION_LAST
    )


_CLAIMS = on_demand("(?:上|申|反|起|申|自|抗|再|本)诉|答辩|抗辩|申辩|辩解|陈述|陈诉|述称|供述|供称|申请|上述")


def runs_into_verb(text: str, start: int, end: int) -> bool:
    """Whether the last character of a name of three belongs to the verb behind it: 何芷上|诉称, 沈岚陈|述."""
    return end - start == 3 and bool(_CLAIMS.match(text, end - 1))


_TWO_DOTTED = on_demand(f"(?<=[{HAN}]{{2}})(?:与|[和及](?=[{HAN}]{{2,9}}·))")


def _dotted_end(text: str, at: int, end: int) -> int:
    """A dotted name runs on into the next word (古丽·阿不都称): cut where its form recurs or a verb begins."""
    dot = text.index("·", at, end)
    for link in _TWO_DOTTED.finditer(text, dot + 3, end):  # 吐尔逊·麦麦提与|帕提古丽·艾山
        if link.group() == "与" or text.count(text[at : link.start()]) > text.count(text[at : link.end()]):
            end = link.start()
            break
    dot = text.rfind("·", at, end)
    for cut in range(dot + 3, end):
        closed = break_before(text, cut)
        if closed >= 2 or text[cut] in _NEVER_LAST:
            return cut
        ends = closed or text[cut] in DOUBTFUL or is_common_word(text[cut : cut + 2])
        if ends and not _BESIDE_DOT.match(text[cut]):
            return cut  # 热依汗·阿不都|同住
    return end


def _choose(text: str, at: int, short: int, long: int) -> tuple[int, float]:
    """One or two characters of given name, by what follows and by what the document repeats."""
    third = text[short : short + 1]
    after_short = break_before(text, short)
    if not third or after_short == 3 or third in "某×*":
        return short, 0.95
    if after_short == 2:
        return short, 0.85
    after_long = break_before(text, long)
    often_short, often_long = text.count(text[at:short]), text.count(text[at:long])
    always = 2 <= often_long == often_short
    # 隋河美|分别, 水抒真|的证言
    if _word_begins(text, short) and not (after_long == 2 and (always or text[long] == "的")):
        return short, 0.8
    if after_short == 1:
        likely = after_long == 3 or (after_long == 2 and third in _OFTEN_LAST) or (always and after_long >= 1)
        likely = likely or (third == "来" and bool(_FOR.match(text, long)))  # 黎运来|代黎明
        closed = always and often_long >= 3 and _closed_somewhere(text, text[at:long])
        if closed or (third not in _NEVER_LAST and likely):
            return long, 0.75
        return short, 0.8
    if after_long > 0:
        weak = third in _NEVER_LAST or (after_long == 1 and text[at] in DOUBTFUL)
        if often_short > often_long and weak and _ends_elsewhere(text, text[at:short]):
            return short, 0.7
        return long, 0.95 if after_long > 1 else 0.85
    return (short, 0.7) if often_short > often_long and _ends_elsewhere(text, text[at:short]) else (long, 0.6)


def _word_begins(text: str, end: int) -> bool:
    """Whether a word goes on where a name of two ends: 田涛|适用, 李飞|开设, but not 李志强|制."""
    if not is_common_word(text[end : end + 2]) or is_common_word(text[end - 1 : end + 1]):
        return False
    if text.startswith("等人", end + 1):
        return False  # 孙生中|等人
    return given_chance(text[end - 1 : end + 1]) < given_chance(text[end - 1])


@once_a_text
def _closed_somewhere(text: str, name: str) -> bool:
    """Whether the longer reading is followed by a mark or 的 somewhere: 庄波在的谅解."""
    return any(name + mark in text for mark in ("的", "、", "，", "。", "（"))


@once_a_text
def _ends_elsewhere(text: str, name: str) -> bool:
    """Whether the shorter reading stands alone somewhere: 崔芃 does not, where only 崔芃屿 and 崔芃婧 occur."""
    return any(break_before(text, at + len(name)) >= 2 for at in places_of(text, name))


def reads_as_name(text: str, start: int, end: int, *, line_start: bool) -> bool:
    """Whether this occurrence of a known name, in a dense text, means the person.

    `line_start` says that a line begins here. Names that are no everyday word do, unless head or tail belong to a
    neighbouring word (路程|远达).
    """
    name = text[start:end]
    role = LEFT_ROLE.search(text[max(0, start - 6) : start])
    left = 2 if role or any(text[max(0, start - n) : start] in TRIGGERS for n in (2, 3, 4, 5)) else 0
    if not left and (line_start or LEFT_LINK.search(text[max(0, start - 3) : start])):
        left = 1
    if left < 2 and is_common_word(name) and _WORD_TAIL.match(text, end):
        return False
    if is_common_word(name) or (len(name) == 3 and is_common_word(name[:2]) and is_common_word(name[1:])):
        if left == 2:
            return True
        verb = bool(_PERSON_VERB.match(text, end)) and not text.startswith("的", end)
        if name in _ADVERBS:
            return (left == 1 and (verb or not joins_right(text, end))) if name not in ("于是", "曾经") else verb
        if len(name) == 3 and not is_common_word(name):  # 汤圆圆办卡: only where the next word takes its end
            return left == 1 or verb or not joins_right(text, end)
        return left == 1 or (verb and not joins_left(text, start))
    if len(name) > 2 or left or not joins_left(text, start):
        return True
    if text[start - 1] in _SMALL:
        return True  # 结论为|伍艳房屋: the little word before is none of a longer one
    # 落款处有|种尧签字, 结合|成倩提出: what would be left of the name is no word
    ends = given_chance(name[1]) >= 0 and bool(break_before(text, end)) and not joins_right(text, end)
    return ends or word_heads()[name[1]] <= _FEW


def is_plainly_a_word(text: str, start: int, end: int) -> bool:
    """Whether an everyday word that is also somebody's name is the word here: 高峰时段, 早高峰, 于是."""
    joined = joins_left(text, start) or joins_right(text, end)
    return joined or text[start:end] in _ADVERBS or bool(_WORD_TAIL.match(text, end))


_SMALL = frozenset("为与和及由向被将把给让是在从经称对致系的时后日月")


def joins_left(text: str, start: int) -> bool:
    """Whether the character before makes a word with the first one here."""
    return start > 0 and is_common_word(text[start - 1 : start + 1])


def joins_right(text: str, end: int) -> bool:
    """Whether the last character makes a word with the one behind it."""
    return end < len(text) and is_common_word(text[end - 1 : end + 1])


def ends_like_an_organisation(name: str) -> bool:
    """房管局, 银行: strings that begin with a surname's character but name a body or a thing."""
    return name[-1] in _ORGANISATION_LAST
