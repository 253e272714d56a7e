"""What a person's name looks like, where it ends, and whether a common word is a name in its place.

Surnames and common words are data in `resources/masking`. Where a party is called 高峰 or 于是, each occurrence is
judged by its neighbours: 早高峰时段 stays, 于是辩称 is masked.
"""

from __future__ import annotations

import re
from functools import lru_cache

from court_core.masking.common_words import is_common_word, word_heads
from court_core.masking.name_characters import given_chance, name_chance, surname_chance
from court_core.masking.name_neighbours import (
    ALL_HAN,
    HAN,
    LEFT_LINK,
    LEFT_ROLE,
    NEVER_LAST,
    break_before,
    joins_left,
    joins_right,
)
from court_core.masking.names_by_sound import dotted_name_at, is_dotted
from court_core.masking.patterns import on_demand
from court_core.masking.plain import once_a_text, places_of
from court_core.masking.surnames import DOUBTFUL, LESS_DOUBTFUL, RARE, surname_of
from court_core.masking.trigger_words import TRIGGERS

_MAKES_UP = 2  # of `given_chance`
_CLEAR_SURNAME = 3  # of `surname_chance`
_FEW = 3
_NAME_OF_WORD, _NAME_RATHER = 1, 4  # of `name_chance`
_ALREADY_MASKED = on_demand(r"[某×*＊ＸX]|x{2,}")
_OF_FOLK = on_demand("老[大二三四五六七八九幺小]|[大二三四五六七八小][娃毛狗牛虎宝伢子]")  # 于老四
_LATIN = on_demand(r"[A-Z][A-Za-z'.,\- ]{2,50}")
_NOT_GIVEN = on_demand(
    r"^[某区县省的了着过们个两我你他她它等]|[的了着与及在被将把系们其各你他她它对从给让或但且某族籍未]$|[\d×*]|^[二两三四五六七八九]人$|^本(?![立初固善义昌荣华富贵良忠财发才英兰芳珍琴芝根祥福勇军涛强龙豪香花云玉凤霞莲菊梅山波江刚坚友庆宝宏洪光亮斌彬森])|"
    # 薛老板, 何大妈, 谭主管: a surname and what somebody is called says no more than 薛某 does.
    "^(?:老板|老师|老总|主管|主任|经理|小姐|女士|先生|律师|大妈|大爷|大姐|大哥|大叔|大嫂|大伯|阿姨|师傅|医生|警官|法官|庭长|局长|处长|科长|县长|镇长|乡长|村长|书记|队长|所长|院长|校长|厂长|店长|会计|"
    "理事长?|会长|社长|董事长?|姑娘|老汉|大夫|姓人?|家人?|氏|总|局|课|母生|父亲|母亲|某某)$"
)
_NOT_GIVEN_DOUBTFUL = on_demand(
    r"[日年月时天晚晨夜院庭案处店家村路内外后前中方款法]$|^[该此本其这那同次当上下前后法公案一二三四五六七八九十两]"
)
_ORGANISATION_LAST = frozenset("局院所司厂店部处室站队厅科行社校馆村镇乡县市区州省路街号组费款金额权法书案件车房屋")
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
_PAST = on_demand("[到见找借给付打问去来还收拿看听讲说教叫约通认]过$")
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
    surname = surname_of(name)
    return is_dotted(name) or (bool(surname) and is_given_name(name[len(surname) :]))


@lru_cache(maxsize=8192)
def is_given_name(given: str) -> bool:
    """Whether one or two characters can be a given name."""
    return 1 <= len(given) <= 2 and bool(ALL_HAN.fullmatch(given)) and not _NOT_GIVEN.search(given)


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


def name_at(text: str, at: int, *, listed: bool = False) -> tuple[int, float]:
    """End of the person's name that begins at `at` of a dense text, and how sure; (at, 0.0) when none does.

    `listed` says that a list of names goes on here, so that a surname like 于 needs no more evidence.
    """
    dotted = dotted_name_at(text, at)
    if dotted > at:
        return dotted, 0.9
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
        and break_before(text, at + 2) < 2  # 康晓|作出的
        and name[-1] not in _ORGANISATION_LAST
    )


_CLAIMS = on_demand("(?:上|申|反|起|申|自|抗|再|本)诉|答辩|抗辩|申辩|辩解|陈述|陈诉|述称|供述|供称|申请|上述")


def runs_into_verb(text: str, start: int, end: int) -> bool:
    """Whether the last character of a name of three belongs to the verb behind it: 何芷上|诉称, 沈岚陈|述."""
    return end - start == 3 and bool(_CLAIMS.match(text, end - 1))


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
        if closed or (third not in NEVER_LAST and likely):
            return long, 0.75
        return short, 0.8
    if after_long > 0:
        weak = third in NEVER_LAST or (after_long == 1 and text[at] in DOUBTFUL)
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
    if _PAST.search(text, max(0, start - 2), start):
        return True  # 没有收到过|于洋的钱款
    if text[start - 1] in _SMALL:
        return True  # 结论为|伍艳房屋: the little word before is none of a longer one
    # 落款处有|种尧签字, 结合|成倩提出: what would be left of the name is no word
    ends = given_chance(name[1]) >= 0 and bool(break_before(text, end)) and not joins_right(text, end)
    return ends or word_heads()[name[1]] <= _FEW


def is_plainly_a_word(text: str, start: int, end: int) -> bool:
    """Whether an everyday word that is also somebody's name is the word here: 高峰时段, 早高峰, 于是."""
    joined = joins_left(text, start) or joins_right(text, end)
    joined = joined or (text[start - 1 : start] in ("早", "晚") and text[start:end] == "高峰")
    return joined or text[start:end] in _ADVERBS or bool(_WORD_TAIL.match(text, end))


_SMALL = frozenset("为与和及由向被将把给让是在从经称对致系的时后日月")


def ends_like_an_organisation(name: str) -> bool:
    """房管局, 银行: strings that begin with a surname's character but name a body or a thing."""
    return name[-1] in _ORGANISATION_LAST
