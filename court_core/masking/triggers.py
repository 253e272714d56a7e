"""People outside the header, found by the words around them: 证人、被害人、亲属、民警, 某某驾驶, lists of names.

DOMAIN.md §5: every natural person but court staff, prosecutors and lawyers. What these rules miss is left to the
residue finder (lac.py); what they are not sure of comes to the clerk's review.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from court_core.masking.names import (
    HAN,
    ends_like_an_organisation,
    is_common_word,
    is_doubtful_surname,
    is_masked_already,
    is_name_shaped,
    name_at,
    surname_of,
)
from court_core.resource_files import resource_path


def _words() -> dict[str, list[str]]:
    """Words after which a name often stands, by section of the data file."""
    sections: dict[str, list[str]] = {}
    here: list[str] = []
    for line in resource_path("masking/trigger_words.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            here = sections.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            here.extend(line.split())
    return sections


_WORDS = _words()
_PEOPLE, _KIN, _PARTIES = _WORDS["身份"], _WORDS["亲属"], _WORDS["当事人"]


def _any(words: list[str]) -> str:
    return "|".join(sorted(set(words), key=lambda w: (-len(w), w)))


_LIST_END = "(?:分别为|分别系|分别是|即|为|是|系|叫|名叫|：|“|（)?"
_TRIGGER = re.compile(
    f"(?P<word>{_any(_PEOPLE)}|(?:之|其|的)(?:妻|夫|父|母|子|女|兄|弟|姐|妹|孙|叔|伯|舅|姑|嫂)|{_any(_KIN)})(?:[一二三四五六七八九十]|[A-Z\\d])?"
    f"(?:（(?!签名)[^（）]{{1,16}}）)?{_LIST_END}(?=[{HAN}])"
)
_PARTY = re.compile(f"(?P<word>{_any(_PARTIES)})(?:（[^（）]{{1,20}}）)?(?=[{HAN}])")
_ACTS = re.compile(
    "驾驶|驾车|无证驾驶|醉酒驾驶|酒后驾驶|骑(?:电|自|摩|行)|诉称|辩称|述称|证实[，：称]?|的?证言|的?陈述|的?供述|的?辨认|的?证词|签名|签字|报警|投案|（男|（女|，男，|，女，|（已[死判去]|（另案|（在逃|（身份|（公民身份|"
    "（系|（时年|（殁|（原告|（被告|到庭|出庭作证|出具(?:的)?(?:收|借|欠|证|情)|转账|汇款|借款\\d|向(?:原告|被告|其|本院)|名下|的(?:妻子|丈夫|父亲|母亲|儿子|女儿|哥哥|弟弟|姐姐|妹妹|朋友|账户|银行|微信|"
    "支付宝|户籍|身份证|死亡|损伤|伤情|房屋|货款|工资|住处|家中|手机)|等\\d+人|等[一二三四五六七八九十]+人|之[父母妻夫子女兄弟姐妹](?!间)|先生|女士|股东|的证明|共同生育|登记结婚|协议离婚|"
    "因病|病故|去世|当场死亡|受伤|死亡|犯[^罪，。]{2,12}罪|打电话|系(?:原告|被告|其|夫妻|朋友|同事|公司|父子|母女|母子|父女|兄弟|姐妹)|口头|经手|代[付收签]|收到|购买|所有的|家属|夫妇|夫妻|二人|三人|两人"
)
_BEFORE_ACT = re.compile("[，。；：、（“]|与|和|及|由|向|被|将|对|给|经|让|找|跟|同|因|为|是|系|在")
_LINK = ("、", "和", "与", "及", "以及", "，")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person named in the body: dense offsets, the word that told it, and how sure."""

    start: int
    end: int
    word: str
    sure: float


def third_persons(
    text: str, line_starts: frozenset[int], known: frozenset[str], kept: frozenset[str]
) -> list[Candidate]:
    """People of the body, by triggers, by what they do, and by standing in a list with known names.

    `text` is dense; `known` are names already found, `kept` those of court staff and lawyers.
    """
    found = [*_triggered(text), *_party_words(text, known), *_acting(text, line_starts)]
    fresh = [c for c in found if _acceptable(text[c.start : c.end], kept)]
    names = known | {text[c.start : c.end] for c in fresh}
    return fresh + [c for c in _listed(text, names) if _acceptable(text[c.start : c.end], kept)]


def _acceptable(name: str, kept: frozenset[str]) -> bool:
    return name not in kept and not is_masked_already(name) and "·" not in name[:1]


def _triggered(text: str) -> Iterator[Candidate]:
    for m in _TRIGGER.finditer(text):
        word = m["word"]
        kin_letter = len(word) == 1
        at = m.end()
        first = True
        while True:
            end, sure = name_at(text, at)
            if not sure or _rather_words(text, at, end, strict=True):
                break
            if first and kin_letter and sure < 0.9:
                break
            yield Candidate(at, end, word, sure)
            first = False
            after = _after_brackets(text, end)
            step = next((len(s) for s in ("以及", "、", "和", "与", "及") if text.startswith(s, after)), 0)
            if not step:
                break
            at = after + step


def _after_brackets(text: str, at: int) -> int:
    if text[at : at + 1] == "（":
        close = text.find("）", at, at + 40)
        return close + 1 if close > 0 else at
    return at


def _rather_words(text: str, at: int, end: int, *, strict: bool) -> bool:
    """Whether what follows a trigger is ordinary prose: 员工安全, 业主支付, 朋友关系."""
    name = text[at:end]
    surname = surname_of(name)
    if len(surname) == 2 or "·" in name:
        return False
    if name[-1] in "省市县镇乡村":
        return True
    if is_common_word(name[:2]):
        # A common word is a name only where testimony or a list of names closes it (凌霜、温暖的陈述).
        if len(name) == 2:
            return not (strict and _closes_testimony(text, at, end))
        return is_common_word(name[1:]) or not _closes_testimony(text, at, end)
    if len(name) == 3 and is_common_word(name[1:]) and is_doubtful_surname(name):
        return True
    return (len(name) == 3 and is_common_word(name)) or (
        strict and ends_like_an_organisation(name) and text.count(name) < 2
    )


_TESTIFIES = re.compile("的(?:证言|陈述|供述|证词|辨认|妻子|丈夫)|证实|陈述|供述|称，|称：|（(?:男|女|已|系|另)")


def _closes_testimony(text: str, at: int, end: int) -> bool:
    """Whether a string stands before the words that close testimony, or between names in a list."""
    if _TESTIFIES.match(text, end):
        return True
    if text[end : end + 1] == "、":
        after, sure = name_at(text, end + 1)
        return (
            bool(sure)
            and not is_common_word(text[end + 1 : end + 3])
            and text[after : after + 1] in ("、", "，", "。", "的", "等")
        )
    return text[at - 1 : at] == "、" and text[end : end + 1] in ("，", "。", "等", "的", "（")


def _party_words(text: str, known: frozenset[str]) -> Iterator[Candidate]:
    """原告某某 in the body: a misspelt name of the header (罗建 for 罗建章), or any name where no header was found."""
    given = {n for n in known if 2 <= len(n) <= 4}
    for m in _PARTY.finditer(text):
        end, sure = name_at(text, m.end())
        name = text[m.end() : end]
        if not sure or any(name.startswith(k) or k.startswith(text[m.end() : m.end() + len(k)]) for k in given):
            if sure and name not in given:
                longer = [k for k in given if len(k) > len(name) and k.startswith(name)]
                if longer and not text.startswith(longer[0], m.end()):
                    yield Candidate(m.end(), end, m["word"], 0.65)
            continue
        if is_common_word(name[:2]) or is_doubtful_surname(name) or (len(name) == 3 and is_common_word(name[1:])):
            continue
        if _similar(name, given):
            yield Candidate(m.end(), end, m["word"], 0.65)
        elif sure >= 0.8 and not ends_like_an_organisation(name) and (not given or text.count(name) > 1):
            yield Candidate(m.end(), end, m["word"], 0.75)


def _similar(name: str, names: set[str]) -> bool:
    """One character off: 欧阳志原 for 欧阳志远."""
    return any(
        len(n) == len(name) >= 3 and n[0] == name[0] and sum(a != b for a, b in zip(n, name, strict=True)) == 1
        for n in names
    )


def _acting(text: str, line_starts: frozenset[int]) -> Iterator[Candidate]:
    """A name-shaped string between a mark or a little word and a verb that only people do (与林晓贵驾驶的)."""
    for m in _ACTS.finditer(text):
        for length in (4, 3, 2):
            start = m.start() - length
            name = text[start : m.start()]
            if start < 0 or not is_name_shaped(name) or (length == 4 and len(surname_of(name)) != 2):
                continue
            bounded = start == 0 or start in line_starts or bool(_BEFORE_ACT.fullmatch(text[start - 1]))
            if not bounded or is_doubtful_surname(name) or ends_like_an_organisation(name):
                continue
            if is_common_word(name) or is_common_word(name[:2]) or (length == 3 and is_common_word(name[1:])):
                continue
            if text[start - 1 : start] == "在" and m.group() not in ("的家中", "的住处"):
                continue
            yield Candidate(start, m.start(), m.group(), 0.75 if length == 3 else 0.65)
            break


def _listed(text: str, names: set[str] | frozenset[str]) -> Iterator[Candidate]:
    """Neighbours of a known name in a list: 与其一起的佘兴耀、佘启生. Runs until nothing new is found."""
    queue = [n for n in names if len(n) >= 2]
    seen = set(queue)
    while queue:
        name = queue.pop()
        at = text.find(name)
        while at >= 0:
            for start, end in (_next(text, _after_brackets(text, at + len(name))), _previous(text, at)):
                other = text[start:end]
                if other and other not in seen and not _rather_words(text, start, end, strict=True):
                    seen.add(other)
                    queue.append(other)
                    yield Candidate(start, end, "并列", 0.8)
            at = text.find(name, at + len(name))


def _next(text: str, at: int) -> tuple[int, int]:
    if text[at : at + 1] != "、":
        return at, at
    end, sure = name_at(text, at + 1)
    closed = text[end : end + 1] in ("、", "，", "。", "和", "与", "及", "；", "（", "等", "的")
    return (at + 1, end) if sure and closed and not is_doubtful_surname(text[at + 1 :]) else (at, at)


def _previous(text: str, at: int) -> tuple[int, int]:
    if text[at - 1 : at] != "、":
        return at, at
    for length in (3, 2, 4):
        start = at - 1 - length
        name = text[start : at - 1]
        if start >= 0 and is_name_shaped(name) and not is_doubtful_surname(name):
            before = text[start - 1 : start]
            known_left = not before or before in "、，。：；（" or before in "与和及由向被对将人告"
            if known_left and (length != 4 or len(surname_of(name)) == 2) and not ends_like_an_organisation(name):
                return start, at - 1
    return at, at
