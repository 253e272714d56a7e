"""Names by the company they keep: neighbours in a list of names, a name in brackets behind another, and what is prose after all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from court_core.masking.candidates import Candidate
from court_core.masking.common_words import is_common_word
from court_core.masking.name_characters import given_chance, name_chance, surname_chance
from court_core.masking.name_neighbours import HAN, behind_marks, break_before
from court_core.masking.names import (
    ends_like_an_organisation,
    is_doubtful_name,
    is_masked_already,
    is_name_shaped,
    is_nothing_but_surname,
    name_at,
)
from court_core.masking.names_by_sound import BY_SOUND_ONE, foreign_name_at, foreign_name_before
from court_core.masking.patterns import on_demand
from court_core.masking.plain import places_of
from court_core.masking.regions import known_regions
from court_core.masking.surnames import surname_of
from court_core.masking.trigger_words import TRIGGERS

_NEVER, _HARDLY, _LIKELY = -7, -3, 3  # of `name_chance` and `given_chance`


_SHORTEST_SOUND = 3
_WITNESSED = on_demand("的(?:见证|证言|证词|陈述|供述|辨认)")
_COURT = on_demand("(?:人民)?(?:法院|检察院)|公安")


def after_brackets(text: str, at: int) -> int:
    """Behind a bracket that stands here: 佘兴耀（已故）、佘启生."""
    if text[at : at + 1] == "（":
        close = text.find("）", at, at + 40)
        return close + 1 if close > 0 else at
    return at


def sound_behind_surname(text: str, at: int) -> int:
    """End of 韩巴特尔, 包青格勒: a surname before a name of three or more characters by its sound; `at` where none is."""
    surname = surname_of(text[at : at + 1])
    end = foreign_name_at(text, at + 1) if surname and not is_common_word(text[at : at + 2]) else at
    return end if end - at > _SHORTEST_SOUND else at


def rather_words(text: str, at: int, end: int, *, strict: bool, certain: bool = False) -> bool:
    """Whether what follows a trigger is ordinary prose: 员工安全, 业主支付, 朋友关系."""
    name = text[at:end]
    surname = surname_of(name)
    if not name or len(surname) == 2 or "·" in name:
        return False
    if name[-1] in "省市县区州旗镇乡村" or text[end : end + 1] in ("省", "市", "县"):
        return True  # 上海市长|宁区, 岳麓、黑龙江|省
    if "人民" in name or _COURT.match(text, end):
        return True  # 通化市长|宁人民法院
    if known_regions().name_at(text, at, short=True)[0] > len(name) or _unlikely(text, at, end, certain=certain):
        return True  # 鄂尔多|斯市
    if is_common_word(name[:2]):
        # A common word is a name only where testimony or a list of names closes it (凌霜、温暖的陈述).
        if len(name) == 2:
            return not (strict and (closes_testimony(text, at, end) or _word_as_name(text, at, end)))
        if is_common_word(name) or (is_common_word(name[1:]) and text[at - 1 : at] != "、"):
            return True
        ended = break_before(text, end) >= (1 if certain else 2) and not ends_like_an_organisation(name)
        return not (ended or closes_testimony(text, at, end))
    sure = certain or text.count(name) > 2
    if (
        len(name) == 3
        and is_common_word(name[1:])
        and is_doubtful_name(name)
        and text[at - 1 : at] != "、"
        and not sure
    ):
        return True
    return (len(name) == 3 and is_common_word(name)) or (
        strict
        and not certain
        and ends_like_an_organisation(name)
        and text.count(name) < 2
        and not _APPEARS.match(text, end)
    )


def _unlikely(text: str, at: int, end: int, *, certain: bool) -> bool:
    """Whether the characters are hardly ever a name's and nothing but a word before them says so: 孩子都归我, 女儿花一块."""
    name = text[at:end]
    chance = name_chance(name)
    if chance <= _NEVER:
        return True
    if is_nothing_but_surname(name[0]) and (break_before(text, end) or is_common_word(text[end : end + 2])):
        return False  # 工友蒋设计的返费
    if _WITNESSED.match(text, end) and not is_doubtful_name(name):
        return False  # 见证人朗二的见证
    testifies = certain and _TESTIFIES.match(text, end) is not None  # 证人武新房证言
    if len(name) == 3 and is_common_word(name[1:]) and is_common_word(text[at - 1 : at + 1]) and not testifies:
        return True  # 祖父母生活, 弟弟一起生活
    if (certain and break_before(text, end) > 1) or text.count(name) > 1 or text[at - 1 : at] == "、":
        return False
    given = given_chance(name[1:])
    return given <= _HARDLY or (given < 0 and not certain and not break_before(text, end))


def _word_as_name(text: str, at: int, end: int) -> bool:
    """民警明亮制作, 见证人白雪）: an everyday word of characters that names are made of, and closed like a name."""
    chance, closed = name_chance(text[at:end]), break_before(text, end)
    if text[at - 1] == "的" or not closed or text[at:end] in TRIGGERS:
        return False  # 妻子和岳母
    return chance >= (_LIKELY - 1 if text.startswith("（", end) else _LIKELY)


_APPEARS = on_demand("[未没][有能]?(?:出庭|到庭|作证)|(?:出庭|到庭|作证)(?![的率])|出具|驾驶|签[名字]|赶[到至]")
_TESTIFIES = on_demand(
    "证言|的(?:证言|说明|陈述|供述|证词|辨认|妻子|丈夫)|证实|陈述|供述|称，|称：|（(?:男|女|已|系|另|[^（）]{1,8}籍)"
)


def closes_testimony(text: str, at: int, end: int) -> bool:
    """Whether a string stands before the words that close testimony, or between names in a list."""
    if _TESTIFIES.match(text, end):
        return True
    if text[end : end + 1] == "、":
        after, sure = name_at(text, end + 1)
        return (
            bool(sure)
            and (not is_common_word(text[end + 1 : end + 3]) or bool(_TESTIFIES.match(text, after)))
            and break_before(text, after) >= 1
        )
    return text[at - 1 : at] == "、" and bool(_LIST_ENDS.match(text, end))


_LIST_ENDS = on_demand("[，。；等的（]|[两二三四五六七八九十\\d]{1,3}[人户名位]")
_LAST_LISTED = on_demand(
    f"、(?=.{{2,4}}?[等两二三四五六七的证陈供（])([{HAN}]{{2,4}}?)(?=等人|等[两二三四五六七八九十\\d]+人|(?<!第)[两二三四五六七]人|(?:的)?(?:证言|证词|陈述|供述)|证实|（(?:男|女|已|系|另|均))"
)
_TESTIMONIES = on_demand(
    f"[^{HAN}、]((?:[{HAN}]{{2,16}}、)(?:(?:(?:证人|被害人)?[{HAN}]{{2,4}}|[{HAN}]{{2,5}}·[{HAN}]{{2,5}})、)*[{HAN}]{{2,4}}?)(?=(?:等[两二三四五六七八九十\\d]{{0,3}}人)?的?(?:证言|证词|陈述|供述|辨认)|（均)"
)
_LEAD = on_demand(f"[{HAN}]{{0,14}}(?:证人|被害人|受害人|同案犯|同案人|同案被告人|伙同|共同|以及|与|和)")
_THINGS = on_demand(
    "笔录|书证|物证|照片|清单|记录|证明|证据|报告|材料|视频|录音|手机|银行|公司|派出|法院|被告|原告|证人|受害|现场|身份|户籍|信息|等$|的$"
)
_BETWEEN = on_demand(
    f"[与和及]([{HAN}]{{2}})(?=之间|二人|两人|签订|签署|系(?:夫妻|朋友|同事|亲戚|父子|母子|兄弟|姐妹)|共同|登记结婚|协议离婚|达成|发生(?:争吵|口角|厮打|纠纷))"
)
_SOUNDS = on_demand(f"、[{HAN}]{{2,6}}(?:、[{HAN}]{{2,6}}){{2,}}")
_MANY, _MOSTLY = 4, 0.6  # members of a list, and how many of them are written by their sound
_THREE = on_demand(f"[{HAN}]{{3}}")
_AND = ("与", "和", "及")
_OFTEN = 3
_HAN_ONE = on_demand(f"[{HAN}]")
_TRUE_NAME = on_demand(f"（([{HAN}]{{2,3}})）")
_MARKS = frozenset("，。；：、“与和及由是")
_TO_SOMEBODY = frozenset(
    "赔偿 退赔 返还 退还 归还 偿还 给付 支付 打伤 砍伤 撞伤 致伤 造成 致使 殴打 传唤 通知 抓获".split()
)
_SUM = on_demand(f"元、([{HAN}]{{2,6}}?)(?=(?:人民币)?\\d)")


def listed(text: str, names: set[str] | frozenset[str]) -> Iterator[Candidate]:
    """Neighbours of a known name in a list: 与其一起的佘兴耀、佘启生. Runs until nothing new is found."""
    queue = sorted(n for n in names if len(n) >= 2)  # who is found beside whom is told, and alike every time
    seen = set(queue)
    while queue:
        name = queue.pop()
        for at in places_of(text, name):
            for start, end in (_next(text, after_brackets(text, at + len(name))), _previous(text, at)):
                start += _then(text, start, end)
                other = text[start:end]
                if other and rather_words(text, start, end, strict=True):
                    other = ""
                if not other:
                    start, end = _closing(text, at, at + len(name), seen)
                    if start == end:
                        start, end = _with(text, at + len(name))
                    other = text[start:end]
                if other and other not in seen:
                    seen.add(other)
                    queue.append(other)
                    yield Candidate(start, end, "", 0.8, f"与{name}并列")


def _then(text: str, start: int, end: int) -> bool:
    """。后|徐军、马林等人: whether the sentence goes on with 后, and a clear surname stands behind it."""
    three = text[start : start + 1] == "后" and end - start == 3
    return three and text[start - 1] in "。，；" and surname_chance(text[start + 1]) >= _LIKELY


def _closing(text: str, start: int, at: int, names: Collection[str]) -> tuple[int, int]:
    """The last of a list of names, though it is a word or has no surname: 周子安、姚志民、安静等人, 岩坎、波玉罕等人."""
    found = _LAST_LISTED.match(text, at)
    if not found:
        return _rare_surname(text, at)
    name = found[1]
    if len(name) == 2 and is_common_word(name):
        third = text[start - 1 : start] == "、" and any(
            text[max(0, start - 1 - n) : start - 1] in names for n in (2, 3, 4)
        )
        return found.span(1) if third and name_chance(name) >= _LIKELY else (at, at)
    words = any(is_common_word(name[i : i + 2]) for i in range(len(name) - 1))
    return (at, at) if words or is_masked_already(name) or ends_like_an_organisation(name) else found.span(1)


def _rare_surname(text: str, at: int) -> tuple[int, int]:
    """稽查员王崇文、太云海在: the last of a list, with a surname of no list and a given name of the likeliest characters."""
    start, end = at + 1, at + 4
    name = text[start:end]
    if not text.startswith("、", at) or not _THREE.fullmatch(name) or surname_of(name) or not break_before(text, end):
        return at, at
    words = is_common_word(name[:2]) or is_masked_already(name) or _THINGS.search(name)
    return (at, at) if words or given_chance(name[1:]) <= _LIKELY else (start, end)


def _with(text: str, at: int) -> tuple[int, int]:
    """史宝金与安静之间: a word between a known name and what only two people do."""
    found = _BETWEEN.match(text, at)
    likely = found and surname_of(found[1]) and name_chance(found[1]) >= _LIKELY
    return found.span(1) if found and likely else (at, at)


def of_testimony(text: str, names: Collection[str]) -> Iterator[Candidate]:
    """Everybody whose testimony a list names, where most of it are known names: 石广涛、石广州、姜茂的证言, 赵国镇, 叶家."""
    for found in _TESTIMONIES.finditer(f"。{text}"):  # each begins behind a mark, and the first one perhaps the text
        members: list[tuple[int, int]] = []
        at = found.start(1) - 1
        for member in found[1].split("、"):
            members.append((at, at + len(member)))
            at += len(member) + 1
        start = members[0][0]
        leads = [_LEAD.match(text, a, b - 1) for a, b in members]
        first = max((number for number, lead in enumerate(leads) if lead), default=0)  # 照片、|证人和恬俪、
        lead = leads[first]
        members = members[first:]
        if lead:
            members[0] = (_behind_lead(text, lead.end()), members[0][1])
        known = sum(_known(text, a, b, names) for a, b in members)
        if known < len(members) - known:
            continue
        for a, b in members:
            name = text[a:b]
            plain = len(name) >= 2 and not is_masked_already(name) and name not in names and (a > start or lead)
            if plain and not (is_common_word(name) and not surname_of(name)) and not _THINGS.search(name):
                yield Candidate(a, b, "", 0.7, "与其他人并列作证")


def by_sound(text: str, names: Collection[str]) -> Iterator[Candidate]:
    """Everybody of a list of names by their sound, where somebody of it is known: 、地木石、阿本石布、曲比格服."""
    for found in _SOUNDS.finditer(text):
        if len(BY_SOUND_ONE.findall(found.group())) < len(found.group()) / 2:
            continue
        start = _sound_before(text, found.start())
        members = [(start, found.start())] if start < found.start() else []
        at = found.start() + 1
        for member in found.group()[1:].split("、"):
            members.append((at, at + len(member)))
            at += len(member) + 1
        start, end = members[-1]
        end = next((e for e in range(start + 2, end) if text[start:e] in names or break_before(text, e)), end)
        members[-1] = (start, end)
        known = [any(text[a:e] in names for e in range(a + 2, b + 1)) for a, b in members]
        sounds = sum(_sounds(text[a:b]) for a, b in members)
        if not any(known) or len(members) < _MANY or sounds < _MOSTLY * len(members):
            continue
        for a, b in members:
            name = text[a:b]
            if name not in names and not _THINGS.search(name) and name not in TRIGGERS and not is_masked_already(name):
                yield Candidate(a, b, "", 0.7, "按音写的姓名并列")


def _sounds(name: str) -> bool:
    """Whether nearly all characters are such as write a sound: 吉古呷布, 吉克布前."""
    words = any(is_common_word(name[i : i + 2]) for i in range(len(name) - 1))
    return len(name) >= _SHORTEST_SOUND and not words and len(BY_SOUND_ONE.findall(name)) >= len(name) - 1


def _sound_before(text: str, end: int) -> int:
    """Where the first of a list of such names begins: 拐骗|吉古呷布、; `end` where none does."""
    starts = (end - length for length in (5, 4, 3))
    behind = (s for s in starts if s > 1 and (is_common_word(text[s - 2 : s]) or text[s - 1] in "，。：；（人将与由"))
    return next((s for s in behind if _sounds(text[s:end]) and BY_SOUND_ONE.match(text[s])), end)


def _behind_lead(text: str, at: int) -> int:
    """证人和|李明、 but 证人|和恬俪、: whether the little word before a list is the surname of its first."""
    surname = text[at - 2] == "人" and text[at - 1] in _AND and text[at + 2 : at + 3] == "、"
    return at - 1 if surname and surname_chance(text[at]) < _LIKELY else at


def _known(text: str, start: int, end: int, names: Collection[str]) -> bool:
    """Whether a member of a list ends with a known name, or is what hardly anything but a name is."""
    if any(text[end - n : end] in names for n in (3, 2, 4) if end - n >= start):
        return True
    name = text[start:end]
    if "·" in name:
        return is_name_shaped(name)
    words = is_common_word(name) or is_common_word(name[:2]) or ends_like_an_organisation(name)
    if len(name) == 4 and not any(is_common_word(name[i : i + 2]) for i in range(3)):
        return bool(surname_of(name)) and not ends_like_an_organisation(name)  # 吉胡明日、沙库阿平（均另案处理）
    return is_name_shaped(name) and name_chance(name) >= _LIKELY and not words


def by_two_names(text: str) -> Iterator[Candidate]:
    """周老疙瘩（周长贵）: two names of one surname, the second in brackets behind the first."""
    for bracket in _TRUE_NAME.finditer(text):
        second = bracket[1]
        first = next((n for n in behind_marks(text, bracket.start(), _MARKS) if n[0] == second[0]), "")
        if not first:
            continue
        if len(first) == 3 and not is_name_shaped(first):
            continue  # 何大妈（何慧敏）: what she is called stays
        if name_chance(second) >= 1 and not is_common_word(first) and not is_common_word(second):
            yield Candidate(bracket.start() - len(first), bracket.start(), "", 0.7, "括号里另有姓名")
            yield Candidate(*bracket.span(1), "", 0.7, "括号里的姓名")


def longer_names(text: str, names: Iterable[str]) -> Iterator[Candidate]:
    """袁观音生 where 袁观音 was taken: the same character behind every place of a name belongs to it."""
    for name in sorted(n for n in names if len(n) == 3 and surname_of(n)):
        if text.count(name) < _OFTEN:
            continue
        ends = [at + len(name) for at in places_of(text, name)]
        behind = {text[end : end + 1] for end in ends}
        if len(behind) > 1 or not _HAN_ONE.fullmatch(min(behind)) or surname_of(min(behind)):
            continue
        if not any(break_before(text, end) or is_common_word(text[end : end + 2]) for end in ends):
            at = ends[0] - 3
            yield Candidate(at, at + 4, "", 0.7, f"{name}后总是同一个字")


def in_brackets(text: str, names: set[str] | frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """马三（马立东）: a name in brackets behind a known one of the same surname, and whose it is."""
    for name in sorted(n for n in names if 2 <= len(n) <= 4):
        for at in places_of(text, f"{name}（"):
            start = at + len(name) + 1
            end = text.find("）", start, start + 5)
            other = text[start:end] if end > 0 else ""
            if other not in names and is_name_shaped(other) and other[0] == name[0] and not is_common_word(other):
                yield start, end, name


def owed(text: str) -> Iterator[Candidate]:
    """Each of a list of sums: 、高补平38.2万元、次仁央宗7350元. The names of costs (误工费) are none."""
    for mark in _SUM.finditer(text):
        end = mark.end()
        name = mark[1]
        words = any(is_common_word(name[i : i + 2]) for i in range(len(name) - 1))
        foreign = foreign_name_at(text, mark.start(1)) == end
        chance = name_chance(name)
        likely = is_name_shaped(name) and chance >= 1 and (chance >= _LIKELY or not is_doubtful_name(name))
        if (foreign or likely) and not (words and chance < _LIKELY) and not ends_like_an_organisation(name):
            yield Candidate(mark.start(1), end, "", 0.65, "按姓名列的金额")


def _joined(text: str, start: int, end: int) -> bool:
    """Whether 与 or 和 before a known name has another before it: 、武建国|与赵引兰夫妇."""
    name = text[start:end]
    if start < 1 or text[start - 1] not in "、，。：；（由向被对" or not is_name_shaped(name) or is_doubtful_name(name):
        return False
    words = is_common_word(name) or is_common_word(name[:2]) or ends_like_an_organisation(name)
    return name_chance(name) >= (_LIKELY if len(name) == 2 else _LIKELY - 1) and not words


def _too_doubtful(name: str) -> bool:
    return is_doubtful_name(name) and name_chance(name) < _LIKELY


def _next(text: str, at: int) -> tuple[int, int]:
    if text[at : at + 1] != "、":
        return at, at
    end, sure = name_at(text, at + 1, listed=True)
    foreign = foreign_name_at(text, at + 1)
    if foreign - at > 3 and foreign > end and break_before(text, end) < 2:
        return at + 1, foreign  # 赖世富、依火石古
    closed = break_before(text, end) >= 1 or text.count(text[at + 1 : end]) > 1
    return (at + 1, end) if sure and closed and not _too_doubtful(text[at + 1 : end]) else (at, at)


def _previous(text: str, at: int) -> tuple[int, int]:
    if text[at - 1 : at] != "、":
        start = next((s for s in (at - 4, at - 3) if _joined(text, s, at - 1)), at) if text[at - 1 : at] in _AND else at
        return (start, at - 1) if start < at else (at, at)
    for length in (3, 2, 4):
        start = at - 1 - length
        name = text[start : at - 1]
        if name[:1] in _AND and length > 2 and surname_chance(name[1]) >= _LIKELY:
            continue  # 证人和|李明、
        to = start >= 0 and text[start - 2 : start] in _TO_SOMEBODY and not is_common_word(name)
        if start >= 0 and is_name_shaped(name) and (to or not _too_doubtful(name)):
            before = "给" if to else text[start - 1 : start]
            known_left = not before or before in "、，。：；（" or before in "与和及由向被对将人告欠借给叫替找跟同系经"
            if known_left and (length != 4 or len(surname_of(name)) == 2) and not ends_like_an_organisation(name):
                return start, at - 1
    start = foreign_name_before(text, at - 1)
    return (start, at - 1) if start < at - 1 else (at, at)
