"""Given names alone, of people whose full names stand in the document: 建国 for 李建国, 春雨 for 葛春雨 though it is a word.

What counts is what stands on both sides: whom one calls, whose brother it is and what only people do or have says more
than a mark, and a given name that is a word needs more of it than one that is none.
"""

from __future__ import annotations

from court_core.masking.alternations import beginnings
from court_core.masking.common_words import is_common_word
from court_core.masking.name_characters import given_chance
from court_core.masking.name_neighbours import LEFT_LINK, LEFT_ROLE, break_before, joins_left, joins_right
from court_core.masking.patterns import on_demand
from court_core.masking.surnames import surname_of
from court_core.masking.trigger_words import TRIGGERS

_LIKELY = 2  # of `given_chance`
_SMALL = frozenset("为与和及由向被将把给让是在从经称对致系的时后日月")
_SURNAME_OR_SMALL = "于向由和从时"
_CALLED = on_demand(
    "(?:[我你他她俺咱其](?:们|的)?(?:家)?(?:大|二|三|小|表|堂|亲|老)?(?:哥|弟|姐|妹|爸|爹|妈|娘|叔|舅|姑|姨|嫂|伯|侄|儿|女|孙|媳妇|男人|外甥)|"
    "[喊叫骂说讲道](?:了|道|着|：)?[“‘]|[喊叫]|(?:说|讲|道|喊)：“)$"
)
_THEN = on_demand(
    "(?:后来|时候|当时|以后|之后|当天|当晚|那天|今天|昨天|晚上|然后|突然|结果|只见|看见|听见|看到|听到|发现|因为|但是|所以|可是|好像|就是|这时|此时|接着|随后|[，。；：“][那就时后])$"
)
_OWN = on_demand(
    "(?:的)?(?:胳膊|脑袋|额头|后背|头[上部皮]|脸[上部]|手[上里臂腕]|腿[上部]|脚上|身上|肚子|眼睛|嘴[里上]|鼻子|腰[上部]|背[上后]|脖子|胸口|后脑)|"
    "(?:的)?(?:他|她)?(?:爸|爹|妈|娘|爷|奶|哥|弟|姐|妹|嫂|叔|舅|姨|媳妇|老婆|老公|媳|儿子|女儿|妻子|丈夫)|"
    "他们|她们|他俩|家[里的，。]|[喊叫骂哭][了着道他她我]|[打干弄签写拿偷捅砍][的了]|没(?:打|动|说|签|拿|还|来|去|有)|还手|动手|拿着|抡起|冲上|跑[出进过到]|快来"
)
_OWN_BEGINS = beginnings(_OWN.pattern)
_AFFAIR = on_demand("的(?:事|钱|账|话|家(?!乡|庭)|车|手机|电话|货款|工资)(?!情况|故)")
_OWED = on_demand("的(?:钱|账|话|货款|工资)")
_PLACE_OR_FIRM = on_demand(
    "[镇乡村路街市县区省州湾沟山河桥庄号牌氏·]|某|[\u4e00-\u9fff]{0,8}(?:公司|厂|店|场|站|点|部|行|社|院|所|馆|中心|超市|学校|集团)"
)
_HIT = on_demand("[打踢砍捅推骂刺踹扇咬抓][了过]$")  # 打了铁军一拳
_BLOW = on_demand("[一两二三四五几好][拳脚刀下棍棒巴耳掌顿句口把]")
_DID = on_demand("就(?:[回转]身|[跑冲追]过?[来去上]|骂|拿起|抡起|拉住|推开|喊|打了|走了)|[抡抄]起")
_SUFFERED = on_demand(
    "(?:叫|让|给|被|挨)(?:人家?|他们?|她们?|那[个些]人)?(?:[打骂砍捅踢撵追]|围着|堵[住在])"
)  # 建设叫人打伤
_YOU = on_demand("[你您](?![们的])")
_BEFORE_PERSON = frozenset("照说骂打追砍拉陪朝往问见看听想劝扶抱揪抓推踢捅喊叫找请帮救拦骗")
_PERSONALLY = on_demand("打电话|告诉|证实|辩称|诉称|供述|供称|驾驶|驾车|开车|签字|签名|报警|报案|到庭|出庭")
_SPEAKS = on_demand("表示|认为|辩称|诉称|称|陈述|主张|同意|说|未|不")


def is_given_name_here(text: str, start: int, end: int, *, line_start: bool) -> bool:
    """Whether the given name of somebody known, at this place of a dense text, means the person."""
    before = text[start - 1 : start]
    called = bool(_CALLED.search(text[max(0, start - 6) : start])) or _behind_role(text, start)
    other = surname_of(text[start - 1 : end]) and before not in _SURNAME_OR_SMALL and before not in _BEFORE_PERSON
    if not called and other and not is_common_word(text[start - 2 : start]):
        return False  # another surname before it: another person
    own = text[end : end + 1] in _OWN_BEGINS and bool(_OWN.match(text, end))
    if joins_right(text, end) and not (own and (line_start or before in _BEFORE_PERSON)):
        return False
    closed = break_before(text, end)
    goes_on = closed >= 1 or is_common_word(text[end : end + 2])
    if called and (goes_on or own):
        return True
    begins = line_start or bool(LEFT_LINK.search(text[max(0, start - 3) : start]))
    then = bool(_THEN.search(text[max(0, start - 3) : start]))
    if is_common_word(text[start:end]):
        return _word_as_name(text, start, end, begins=begins, then=then, own=own)
    if (begins or before in tuple("月日时")) and (closed or own):
        return True
    if joins_left(text, start) and before not in _SMALL and not begins:
        return False
    free = not joins_left(text, start)
    if goes_on and free and is_common_word(text[start - 2 : start]):
        return True  # 收到|战民|还款
    likely = given_chance(text[start:end])
    if free and likely >= 0 and text[start] not in _SMALL and not _PLACE_OR_FIRM.match(text, end):
        return True  # 他说保田欺负他，照保田头上: no word fits here, neither before nor behind
    # 单连生证实，凡军那天喝了酒: no word is a given name of this document, and nothing else.
    least = 0 if line_start or before in "，。：；“、" else _LIKELY
    return likely >= least and (begins or before in _SMALL or closed >= 2)


def _behind_role(text: str, start: int) -> bool:
    role = LEFT_ROLE.search(text[max(0, start - 6) : start])
    return bool(role) or any(text[max(0, start - n) : start] in TRIGGERS for n in (2, 3, 4, 5))


def _word_as_name(text: str, start: int, end: int, *, begins: bool, then: bool, own: bool) -> bool:
    """A word of the language that is the given name of somebody known: 春雨胳膊上都是血, 后来建华叫了一声."""
    if _PERSONALLY.match(text, end) and not joins_left(text, start):
        return True
    if _SPEAKS.match(text, end) and (begins or then):
        return True
    if text[start - 1 : start] in "给叫让找替跟" and text[end : end + 1] in "，。；、":
        return True
    if text[start - 1 : start] in ("，", "“", "：") and _OWED.match(text, end):
        return True  # “老于，凤山的钱年前得给我”
    if text[start - 1 : start] in _BEFORE_PERSON and not joins_left(text, start) and _AFFAIR.match(text, end):
        return True  # 说的是找向阳的事
    if text[start - 1 : start] in "，。“：！" and _YOU.match(text, end):
        return True  # “明天上班，安静你通知一下”
    if ((own or _SUFFERED.match(text, end)) and (begins or then)) or (
        _HIT.search(text, start - 2, start) and _BLOW.match(text, end)
    ):
        return True
    if _DID.match(text, end) and not joins_left(text, start):
        return True  # 铁军就回身拿的镐把
    person = given_chance(text[start:end]) > _LIKELY
    return person and then and break_before(text, end) >= 1 and text[end : end + 1] not in "，。；、：的"
