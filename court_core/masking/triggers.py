"""People outside the header, found by the words around them: 证人、被害人、亲属、民警, 某某驾驶, lists of names.

DOMAIN.md §5: every natural person but court staff, prosecutors and lawyers. What these rules miss is left to the
residue finder (lac.py); what they are not sure of comes to the clerk's review.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from court_core.masking.alternations import beginnings, compile_alternation
from court_core.masking.candidates import Candidate
from court_core.masking.common_words import is_common_word
from court_core.masking.frames import framed
from court_core.masking.japanese_names import japanese_name_at
from court_core.masking.name_characters import given_chance, name_chance, surname_chance
from court_core.masking.name_lists import (
    after_brackets,
    by_sound,
    by_two_names,
    listed,
    of_testimony,
    owed,
    rather_words,
    sound_behind_surname,
)
from court_core.masking.name_neighbours import HAN, break_before, joins_left, joins_right
from court_core.masking.names import (
    ends_like_an_organisation,
    is_doubtful_name,
    is_doubtful_surname,
    is_given_name,
    is_masked_already,
    is_name_shaped,
    name_at,
    runs_into_verb,
)
from court_core.masking.names_by_sound import foreign_name_at
from court_core.masking.not_people import cut_in_two, goes_on, names_a_thing, names_nobody
from court_core.masking.patterns import on_demand
from court_core.masking.proven import proven, proven_at
from court_core.masking.regions import known_regions
from court_core.masking.surnames import surname_characters, surname_of
from court_core.masking.trigger_words import KIN, PARTIES, PEOPLE, TRIGGERS, words_in
from court_core.masking.word_names import announced

_AFTER_TRIGGER = on_demand(
    f"(?:[一二三四五六七八九十]|[A-Z\\d](?![A-Za-z]))?(?:（(?!签名)[^（）]{{1,16}}）)?(?:分别为|分别系|分别是|即|为|是|系|名?叫|：|“|（)?(?=[{HAN}A-Z])"
)
_NOTE = on_demand(
    "（(?:在逃|另案|另处|已[死判故]|未到案|男|女|时年|殁|身份|绰号|外号|曾用名|又名|真名|化名|公民身份|身份证|系|案外人|[^（）]{1,8}籍|[^（）]{0,6}之[父母妻夫子女])"
)
_MASKED_LIST = on_demand(f"(?:(?:[{HAN}]{{1,2}}某[某甲乙丙丁戊己庚辛\\d{HAN}]?\\d?|[{HAN}][×*]{{1,3}}\\d?)[、和与及])*")
_LIKELY = 5  # of `name_chance`
_GIVEN_OF_KIN = 2  # of `given_chance`
_STRAIGHT = frozenset(("", *"和与及一二三四五六七八九十"))
_HEADS = frozenset("省长 市长 县长 区长 镇长 乡长".split())
_TESTIFYING = frozenset("证人 被害人 受害人 同案犯 同案人 鉴定人 见证人 同案被告人".split())
_CERTAIN = frozenset("证人 被害人 受害人 死者 伤者".split()) | KIN
# Words that stand before court staff as well: these alone do not make a clerk's name somebody else's.
_MAY_BE_STAFF = frozenset(
    "成员 组员 小组成员 管理人员 技术人员 翻译 翻译人员 法定代表人 负责人 书记 院长 复核 复核人".split()
)
_NO_SURNAME = on_demand(
    f"(?![均都也亦未并又所])[{HAN}]{{2,6}}?(?=的(?:证言|陈述|供述|辨认|证词)|证实|、[{HAN}]{{2,6}}?(?:、|的(?:证言|陈述|供述)|证实|证言|陈述))"
)
_FOREIGNER = on_demand("[A-Z][A-Za-z.'，, -]{3,40}(?=（[^（）]{0,12}籍)")
_MARRIED = on_demand(f"[{HAN}]门[{HAN}]氏(?![族家兄集宗祠]|[{HAN}]{{0,4}}(?:所|店|馆|堂|厂|公司|商行))")
_NICKNAME = on_demand(
    f"[小阿老][{HAN}]|[二三四五六](?![人名位个年月日天次岁号户家口件辆份间套楼层期审被原方级者等某])[{HAN}]"
)
_CHILD_NAME = on_demand(f"[{HAN}]{{2}}")
_AFTER_PARTY = on_demand(f"(?:（[^（）]{{1,20}}）)?(?=[{HAN}])")


_ACTS = compile_alternation(
    "驾驶|驾车|无证驾驶|醉酒驾驶|酒后驾驶|骑(?:电|自|摩|行)|诉称|辩称|述称|证实[，：称]?|的?证言|的?陈述|的?供述|的?辨认|的?证词|签名|签字|报警|投案|[（，][男女][，）。]|[，（](?:公民)?身份证?|（已[死判去]|（另案|（在逃|（身份|（公民身份|"
    "（系|（时年|（殁|（原告|（被告|到庭|出庭作证|出具(?:的)?(?:收|借|欠|证|情)|转账|汇款|借款\\d|向(?:原告|被告|其|本院)|名下|的(?:妻子|丈夫|父亲|母亲|儿子|女儿|哥哥|弟弟|姐姐|妹妹|朋友|账户|银行|微信|"
    "支付宝|户籍|身份证|死亡|损伤|伤情|房屋|货款|工资|住处|家中|手机)|等\\d+人|等[一二三四五六七八九十]+人|之[父母妻夫子女兄弟姐妹](?!间)|先生|女士|股东|的证明|共同生育|登记结婚|协议离婚|"
    "因病|病故|去世|当场死亡|受伤|死亡|犯[^罪，。]{2,12}罪|打电话|系(?:原告|被告|其|夫妻|朋友|同事|公司|父子|母女|母子|父女|兄弟|姐妹)|口头|经手|代[付收签]|收到|购买|所有的|家属|夫妇|夫妻|二人|三人|两人|"
    "系(?:该村|本村|同村|该组|该厂|该店|村民|职工|员工|会计|司机|家中|独生)|对此(?:予以|不予|不知|无异|表示|没有|事)|未(?:答辩|到庭|出庭|作答辩|提交|提供|签字|签名|归还|支付|偿还)|"
    "无权|有权|每月工资|仅(?:偿还|支付|归还)|已经(?:离婚|去世|死亡|结婚)|曾(?:许诺|向|与|于|在|因|担任)|并非(?:其|原告|被告|公司)|占[0123456789]|分得|手机[里内上中]|身份证|书面证言|案发|"
    "不备|随后|自首|举报|欠付|拖欠|讲[，：]|被害一案|听到|持(?:刀|砍刀|械|木棍|钢管|铁|匕首|枪)|操作不当|作为(?:经手|担保|保证|借款|证明|见证|介绍)|"
    "的(?:遗产|伤情|经济损失|钱款|家属|见证|指使|授意|陪同|带领|监护|名义|身份信息|户籍|尸体|死因|工资|银行)|拍照|还款|欠款|欠条|垫付|辩解|述称"
)
_ACTS_BEGIN = beginnings(_ACTS.pattern)
_OBJECT = compile_alternation(
    "安排|指使|指派|雇佣|雇请|聘请|委托|联系|介绍|伙同|纠集|叫上|带着|带领|找到|遇到|碰到|殴打|打伤|砍伤|刺伤|撞伤|撞倒|辱骂|威胁|电话给|"
    "(?:交|转|卖|租|借|付|汇|送|包|让|移交|告诉|转包|转租|支付|出售|出借|退还|返还|赔偿)给"
)
_BEFORE_ACT = on_demand(
    f"[，。；：、（“与和及由向被将对给经让找跟同因为是系在人告员后并且但故则现日实称知据中明示趁以从]"
    f"(?=[{surname_characters()}].{{1,3}}[{re.escape(''.join(sorted(_ACTS_BEGIN)))}])"
)
_RUN_ON = frozenset("有均未无又也已曾不系是为共")
_LINK = ("、", "和", "与", "及", "以及", "，")


def third_persons(
    text: str, line_starts: frozenset[int], known: frozenset[str], kept: frozenset[str], staff: frozenset[str]
) -> list[Candidate]:
    """People of the body, by triggers, by what they do, and by standing in a list with known names.

    `text` is dense; `known` are names already found, `kept` those of court staff and lawyers, `staff` those of court
    staff alone: a witness or a relative of the same name is masked all the same, since staff stay by their places.
    """
    words = words_in(text)
    triggers = [(w, end) for w, end in words if w in TRIGGERS]
    parties = [(w, end) for w, end in words if w in PARTIES]
    found = [
        *_triggered(text, triggers, frozenset(name[0] for name in known if 2 <= len(name) <= 3)),
        *_party_words(text, parties, known),
        *_acting(text, line_starts),
        *_acted_on(text),
        *_noted(text),
        *owed(text),
        *by_two_names(text),
        *(Candidate(a, b, "", 0.7, "“叫”后的姓名") for a, b in announced(text)),
        *_married(text),
        *_foreigners(text),
        *framed(text),
        *proven(text),
    ]
    fresh = [
        c
        for c in found
        if not names_nobody(text, c.start, c.end)
        and not _runs_on(text, c, known)
        and _acceptable(
            text[c.start : c.end], kept - staff if c.sure >= 0.7 and c.word in TRIGGERS - _MAY_BE_STAFF else kept
        )
    ]
    names = known | {text[c.start : c.end] for c in fresh}
    for rule in (listed, of_testimony, by_sound):
        beside = [c for c in rule(text, names) if not (names_nobody(text, c.start, c.end) or _runs_on(text, c, known))]
        fresh += [c for c in beside if _acceptable(text[c.start : c.end], kept)]
        names |= {text[c.start : c.end] for c in fresh}
    return fresh


def _runs_on(text: str, found: Candidate, known: frozenset[str]) -> bool:
    """魏强|有自首情节, where 魏强 is known."""
    return text[found.start : found.end - 1] in known and text[found.end - 1] in _RUN_ON


def _acceptable(name: str, kept: frozenset[str]) -> bool:
    return name not in kept and not is_masked_already(name) and "·" not in name[:1]


def _triggered(text: str, words: list[tuple[str, int]], surnames: frozenset[str]) -> Iterator[Candidate]:
    for word, word_end in words:
        joined = _AFTER_TRIGGER.match(text, word_end)
        if not joined or cut_in_two(text, word_end - len(word), word_end):
            continue
        if word in _HEADS and known_regions().name_at(text, word_end - 1, short=True)[0]:
            continue  # 开平市|长沙路
        at = joined.end()
        if text[at] in "和与及" and name_at(text, at + 1)[1] and not proven_at(text, at):
            at += 1
        if at == word_end + 1 and text[word_end] in "二三四五六" and word in PEOPLE and break_before(text, at + 1) > 1:
            at = word_end  # 司机三牛开车: no number of the driver
        first = True
        while True:
            at = _past_masked(text, at)
            end, sure = name_at(text, at, listed=not first)
            if break_before(text, end) < 2:
                foreign = max(foreign_name_at(text, at), sound_behind_surname(text, at), japanese_name_at(text, at))
                ended = break_before(text, foreign) >= 2 or is_common_word(text[foreign : foreign + 2])
                if foreign > max(end, at + 2) and ended:
                    end, sure = foreign, 0.65  # 见证人买合木提；
            if not sure:
                end, sure = _with_note(text, at)
            if not sure and text[at - 1] == "“" and word in PEOPLE:
                end, sure = _quoted(text, at)
                if names_a_thing(text, word, at - 1, end):
                    break
            if not sure and text[at : at + 1] in surnames:
                end, sure = _as_known_surname(text, at)
            prose = False
            if not sure:
                end, sure = _without_surname(text, at, word)
            else:
                prose = rather_words(text, at, end, strict=True, certain=word in _CERTAIN)
            if not sure or prose or (first and text[word_end:at] in _STRAIGHT and goes_on(text, word, at, end)):
                end, sure = proven_at(text, at), 0.7
                if not end:
                    break
            yield Candidate(at, end, word, sure, f"{word}后的姓名")
            first = False
            after = after_brackets(text, end)
            step = next((len(s) for s in ("以及", "、", "和", "与", "及") if text.startswith(s, after)), 0)
            if not step:
                break
            at = after + step


def _with_note(text: str, at: int) -> tuple[int, float]:
    """乘客安娜（俄罗斯籍）, 司机春生（另案处理）: what a bracket tells of as of a person."""
    end = next((at + n for n in (2, 3, 4) if text.startswith("（", at + n)), at)
    if end == at or not _NOTE.match(text, end) or not re.fullmatch(f"[{HAN}]+", text[at:end]):
        return at, 0.0
    words = is_common_word(text[at:end]) or is_common_word(text[end - 2 : end]) or text[at:end] in TRIGGERS
    return (
        (at, 0.0)
        if words or is_masked_already(text[at:end]) or not is_given_name(text[at + 1 : end][-2:])
        else (end, 0.7)
    )


def _quoted(text: str, at: int) -> tuple[int, float]:
    """保安队长“肥仔明”: what somebody is called, between quotation marks."""
    end = text.find("”", at, at + 7)
    nickname = end - at >= 2 and not ends_like_an_organisation(text[at:end]) and not is_common_word(text[at:end])
    if end - at == 4 and is_common_word(text[at : at + 2]) and is_common_word(text[at + 2 : end]):
        nickname = False  # 给余局长“意思意思”
    return (end, 0.65) if nickname else (at, 0.0)


def _as_known_surname(text: str, at: int) -> tuple[int, float]:
    """其兄星存寿 where a party is called 星全德: a surname of this document, in no list."""
    for end in (at + 3, at + 2):
        if break_before(text, end) >= 2 and is_given_name(text[at + 1 : end]) and not is_common_word(text[at : at + 2]):
            return end, 0.75
    return at, 0.0


def _without_surname(text: str, at: int, word: str) -> tuple[int, float]:
    """证人格桑卓玛的证言, 邻居特木尔: names of peoples without surnames, where something closes them."""
    end = foreign_name_at(text, at)
    if end > at:
        return end, 0.65
    nickname = _NICKNAME.match(text, at)
    if (
        nickname
        and (text[at] in "小阿老" or word in PEOPLE)
        and not is_common_word(nickname.group())
        and not is_common_word(text[at + 1 : at + 3])
    ):
        closed = break_before(text, at + 2)
        if text[at] in "小老" and surname_chance(nickname.group()[1]) > given_chance(nickname.group()[1]) + 1:
            return at, 0.0  # 小伍 says no more than 伍某 does
        if closed >= 2 or (closed and text[at] in "小阿老"):
            return at + 2, 0.6  # 保姆小翠，司机三牛开车
    if word in KIN and _given_of_kin(text, at):
        return at + 2, 0.6
    if word not in _TESTIFYING:
        return at, 0.0
    found = _NO_SURNAME.match(text, at)
    if not found or any(is_common_word(found.group()[i : i + 2]) for i in range(len(found.group()) - 1)):
        return at, 0.0
    return found.end(), 0.6


def _given_of_kin(text: str, at: int) -> bool:
    """账是我老婆扣兰记的: a given name behind a relative, closed, of characters that names are made of."""
    given = text[at : at + 2]
    if not _CHILD_NAME.fullmatch(given) or not is_given_name(given) or is_common_word(given):
        return False
    if joins_left(text, at) or joins_right(text, at + 2) or given[0] in "和与及的等所在因均已未并":
        return False
    return given_chance(given) >= _GIVEN_OF_KIN and (
        break_before(text, at + 2) >= 1
        or is_common_word(text[at + 2 : at + 4])
        or text[at + 3 : at + 4] in ("的", "了", "过")
    )


def _past_masked(text: str, at: int) -> int:
    """Over names of a list that the source has masked already (黄某1、)."""
    masked = _MASKED_LIST.match(text, at)
    return masked.end() if masked else at


def _party_words(text: str, words: list[tuple[str, int]], known: frozenset[str]) -> Iterator[Candidate]:
    """原告某某 in the body: a misspelt name of the header (罗建 for 罗建章), or any name where no header was found."""
    given = {n for n in known if 2 <= len(n) <= 4}
    for word, word_end in words:
        joined = _AFTER_PARTY.match(text, word_end)
        if not joined:
            continue
        at = joined.end()
        end, sure = name_at(text, at)
        foreign = foreign_name_at(text, at)
        if foreign > max(end, at + 2) and break_before(text, foreign) >= 2:
            yield Candidate(at, foreign, word, 0.7, f"{word}后的姓名")
            continue
        prose = bool(sure) and at == word_end and text[at:end] not in given and goes_on(text, word, at, end)
        if not sure or prose or (is_doubtful_surname(text[at:end]) and text[at:end] not in given):
            short = next(
                (k for k in given if len(k) > 2 and text.startswith(k[:-1], at) and not text.startswith(k, at)), ""
            )
            if short and break_before(text, at + len(short) - 1):
                # 上诉人曾某因: cut short, with a surname that is a little word
                yield Candidate(at, at + len(short) - 1, word, 0.65, f"{word}后的姓名，与首部不同", misspelt=True)
                continue
            if not sure or prose:
                continue
        name = text[at:end]
        if name in given:
            continue
        if any(name.startswith(k) or k.startswith(text[at : at + len(k)]) for k in given):
            longer = [k for k in given if len(k) > len(name) and k.startswith(name)]
            if longer and not text.startswith(longer[0], at):
                yield Candidate(at, end, word, 0.65, f"{word}后的姓名，与首部不同", misspelt=True)
            continue
        if _similar(name, given):
            yield Candidate(at, end, word, 0.65, f"{word}后的姓名，与首部不同", misspelt=True)
            continue
        # 同监区罪犯向柏明、: a surname that is a little word, a likely given name, and a mark behind it
        doubtful = is_doubtful_surname(name) and (is_doubtful_name(name) or break_before(text, end) < 3)
        if is_common_word(name[:2]) or doubtful or (len(name) == 3 and is_common_word(name[1:])):
            continue
        likely = sure >= 0.95 or not given or text.count(name) > 1 or name_chance(name) >= _LIKELY
        if sure >= 0.8 and not ends_like_an_organisation(name) and likely:
            yield Candidate(at, end, word, 0.75, f"{word}后的姓名")


def _similar(name: str, names: set[str]) -> bool:
    """One character off: 欧阳志原 for 欧阳志远."""
    return any(
        len(n) == len(name) >= 3 and n[0] == name[0] and sum(a != b for a, b in zip(n, name, strict=True)) == 1
        for n in names
    )


def _acting(text: str, line_starts: frozenset[int]) -> Iterator[Candidate]:
    """A name-shaped string between a mark or a little word and a verb that only people do (与林晓贵驾驶的)."""
    starts = {m.end() for m in _BEFORE_ACT.finditer(text)} | line_starts
    for start in sorted(starts):
        surname = surname_of(text[start : start + 3])
        if not surname:
            continue
        for length in (len(surname) + 2, len(surname) + 1):
            act = (
                _ACTS.match(text, start + length) if text[start + length : start + length + 1] in _ACTS_BEGIN else None
            )
            if act and _acts(text, start, start + length, act.group()):
                yield Candidate(start, start + length, "", 0.75 if length > 2 else 0.65, f"“{act.group()[:6]}”前的姓名")
                break


def _acted_on(text: str) -> Iterator[Candidate]:
    """A name behind a verb whose object is a person: 安排赵老四将地转包给马有才."""
    for verb in _OBJECT.finditer(text):
        at = verb.end()
        end, sure = name_at(text, at)
        name = text[at:end]
        if not sure or break_before(text, end) < 1 or is_doubtful_name(name) or ends_like_an_organisation(name):
            continue
        if not (is_common_word(name) or is_common_word(name[:2]) or is_common_word(name[1:])):
            yield Candidate(at, end, "", 0.7 if len(name) > 2 else 0.6, f"“{verb.group()}”后的姓名")


def _noted(text: str) -> Iterator[Candidate]:
    """A name before a bracket that tells of a person, after a word of the language: 安排赖某某（在逃）."""
    for note in _NOTE.finditer(text):
        for length in (3, 2):
            start = note.start() - length
            before = text[max(0, start - 2) : start]
            bounded = is_common_word(before) or bool(re.search("[，。；：、（“与和及由向被将对给让同]$", before))
            name = text[max(0, start) : note.start()]
            if start >= 0 and bounded and is_name_shaped(name) and not (is_common_word(name) or is_doubtful_name(name)):
                yield Candidate(start, note.start(), "", 0.75, "带说明的姓名")
                break


def _married(text: str) -> Iterator[Candidate]:
    """何门刘氏: a woman named by the house she married into and the one she came from."""
    for found in _MARRIED.finditer(text) if "氏" in text else ():
        start = found.start()
        word = is_common_word(text[start : start + 2]) and text[start - 2 : start] not in TRIGGERS
        place = word or known_regions().name_at(text, start, short=True)[0]  # 江门陈氏
        if surname_of(text[start]) and surname_of(text[start + 2]) and not place:
            yield Candidate(start, found.end(), "", 0.75, "夫家和娘家的姓")


def _foreigners(text: str) -> Iterator[Candidate]:
    """PETER OKAFOR（尼日利亚籍）: a Latin name before a nationality."""
    for found in _FOREIGNER.finditer(text):
        yield Candidate(*found.span(), "", 0.75, "国籍前的姓名")


def _acts(text: str, start: int, end: int, act: str) -> bool:
    name, before = text[start:end], text[start - 1 : start]
    if not is_name_shaped(name) or is_doubtful_name(name) or ends_like_an_organisation(name):
        return False
    if runs_into_verb(text, start, end) or (before == "对" and name[0] == "方"):
        return False  # 何芷上|诉称, 对方|说要购买
    if is_common_word(name) or is_common_word(name[:2]) or (len(name) == 3 and is_common_word(name[1:])):
        return False
    if before and before in "人告员" and act[0] not in "，（":
        return False
    return before != "在" or act in ("的家中", "的住处")
