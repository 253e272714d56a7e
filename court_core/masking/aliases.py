"""Other names of people: 曾用名, 又名, 绰号, 化名, 网名; Latin forms; the short form of a dotted name.

DOMAIN.md §5: they are masked with the person they belong to. Short names of organisations are found with the
organisations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from court_core.masking.common_words import is_common_word
from court_core.masking.name_neighbours import HAN
from court_core.masking.names import is_masked_already
from court_core.masking.patterns import on_demand
from court_core.masking.plain import places_of
from court_core.masking.spans import Mention

_WORD = (
    "曾用名|全名|又名|别名|化名|绰号|外号|小名|乳名|自报姓名|自报名|网名|微信名|微信昵称|昵称|英文名(?![称字])|原名(?![单称])|本名|真名|诨名|诨号|艺名|法名|笔名|别称|花名(?!册)|"
    "现用名|户籍名|中文名(?![称字])|曾名|亦名|原姓名|更名前|改名前|外文名(?![称字])|俄文名|护照名|藏名|汉名|经名|教名|洋名|小号|浑名|混名|代号"
)
_DECLARED = on_demand(
    f'(?P<word>{_WORD})(?!下)(?:为|是|叫|系|均为)?[：“"‘]*(?P<names>[^，。；：（）”"’“\n]{{1,24}}(?:(?:[”"’]?[、或和][“"‘]?|[”"’][“"‘])[^，。；：（）”"’“\n的]{{1,12}}){{0,4}})[”"’]?'
)
_JUST_DECLARED = on_demand(f'(?:{_WORD})(?:为|是|叫|系|均为)?[：“"‘]*$')
_QUOTED = on_demand(
    r"(?P<word>自称|人称|俗称|也叫|又叫|亦称|又称|都叫他|都叫她)(?:为|是)?[“\"‘](?P<names>[^，。；：（）”\"’“\n]{2,8})[”\"’]"
)
_CALLED = on_demand(
    f'叫[“"‘]([{HAN}A-Za-z0-9]{{2,6}})[”"’](?=的?(?:人|男|女|中年|年轻|老板|朋友|网友|同乡|老乡|微信(?!群)|QQ(?!群)|用户|账号))'
)
_HALF_NAMED = on_demand(  # 开车的叫亮子，
    f"叫(?:(?<=[的个人]叫)|(?<=名字叫))((?!的)[{HAN}]{{1,2}}[子娃仔妹哥姐嫂]|[小阿大老二三][{HAN}])(?=[，。；、（）])"
)
_TRULY = on_demand(f'[“"‘]([{HAN}A-Za-z0-9]{{2,6}})[”"’](?=的?(?:本名|真名|原名|全名|真实姓名|真实身份|大名))')
_IN_CHAT = on_demand(
    "(?:微信|QQ|支付宝)“(?!红包|转账|零钱|朋友圈|扫一扫|收付?款|支付|群聊)([^“”\n]{2,16})”(?!群)"
)  # 向杨顺虎的微信“漂泊的云”转账
_BY_NICKNAME = on_demand(  # 从“老六”处购买, 向“虎哥”购买
    f'[“"‘]([老阿小大肥][{HAN}]{{1,2}}|(?:(?<=[向从找跟].))[{HAN}A-Za-z0-9]{{2,6}})[”"’](?=处|手[中上里]|家[中里]|那里|等人|联系|购买|贩卖|提供|介绍|约|让|告诉|说|讲|称|打电话)'
)
_NOTED = on_demand(
    rf"[“\"‘]([{HAN}A-Za-z0-9]{{1,8}})[”\"’](?=（(?:[^（）]{{0,12}}(?:另案|在逃|身份|绰号|真名|姓名|真实|未查|不详|未到案|另处|批捕|已判|未归案|外号|音)))"
)
_ANOTHER_MARK = r"[^\w\s，。；：、（）《》“”]?"
_LATIN_AFTER = on_demand(r"（(?:英文名|外文名|护照名|又名)?[：为]?([A-Z][A-Za-zÀ-ÿ'.\- ，,]{3,50})）")
_IN_LIST = on_demand(f"“([{HAN}A-Za-z0-9]{{2,6}})”")
_LIST_LINK = "、和与及"
_OF_THINGS = frozenset("俗称 亦称 又称".split())
_SIDE_BY_SIDE = on_demand("[（，]?(?:又|也|平时|当地)?")
_SMALL_WORDS = on_demand(
    "^(?:的|是|为|不|无|没有|同上|不详|等|名义|身份|[我你他她其])|信息|不知|不清|^与|^在|^以|^于(?=[\\d本该此其上前何案])"
)


@dataclass(frozen=True, slots=True)
class OtherName:
    """Another name, whose it is (plain full name; "" where nobody is said), the word that declared it.

    `quoted` says that it counts outside quotation marks only when it is no everyday word.
    """

    name: str
    owner: str
    word: str
    quoted: bool = False


def declared_aliases(text: str, owners: Iterable[tuple[int, str]]) -> list[OtherName]:
    """Other names declared anywhere in a dense text. `owners` are (position, name) of known people: the last before
    a declaration owns it.
    """
    known = sorted(owners)
    found = [
        OtherName(m[1], "", "所称的人", quoted=is_common_word(m[1]))
        for pattern in (_CALLED, _BY_NICKNAME, _HALF_NAMED, _TRULY, _IN_CHAT)
        for m in pattern.finditer(text)
        if not is_masked_already(m[1]) and (pattern in (_CALLED, _TRULY, _IN_CHAT) or name_like(m[1]))
    ]
    for m in [*_DECLARED.finditer(text), *_QUOTED.finditer(text)]:
        if is_common_word(text[m.start() - 1 : m.start() + 1]):
            continue  # 夏海洋|名下
        owner = next((n for at, n in reversed(known) if at <= m.start()), "")
        place = text.rfind(owner, 0, m.start()) if owner else -1
        if m["word"] in _OF_THINGS and not (owner and _SIDE_BY_SIDE.fullmatch(text, place + len(owner), m.start())):
            continue  # 甲基苯丙胺（俗称“冰毒”）
        quoted = text[m.start("names") - 1] in '“"‘'
        if owner and (m.start() - place > 90 or re.search("[。；\n]", text[place : m.start()])):
            owner = ""  # 杨老板真名叫杨某: of somebody else than the last who was named
        for piece in re.split('[”"’]?[、或][“"‘]?|[”"’][“"‘和]+', m["names"]):
            whole = piece if quoted else re.split("(?:，|的|等人|（|与|和|在|，男|，女)", piece)[0]
            name = whole.strip("“”\"'‘’《》 ")
            long = (
                len(name) > 6
                and name.isalpha()
                and not (name.isascii() or "·" in name or m.group()[len(m["word"])] in '：“"‘为是叫系')
            )
            if 2 <= len(name) <= 12 and not long and not is_masked_already(name) and not _SMALL_WORDS.search(name):
                found.append(OtherName(name, owner, m["word"], quoted=name.isdigit()))
    found += [
        OtherName(m[1], "", "绰号", quoted=not name_like(m[1]))
        for m in _NOTED.finditer(text)
        if not is_masked_already(m[1]) and len(m[1]) > 1
    ]
    return found


def declared_here(text: str, start: int) -> bool:
    """Whether another name is declared at this place: 又名|金花."""
    return bool(_JUST_DECLARED.search(text, max(0, start - 9), start))


def quoted_in_lists(text: str, people: frozenset[str]) -> Iterator[OtherName]:
    """赵有能、“小黑”、闭光耀: a nickname between quotation marks beside a known or masked name."""
    for m in _IN_LIST.finditer(text):
        before, after = text[m.start() - 1 : m.start()], text[m.end() : m.end() + 1]
        left = before and before in _LIST_LINK and _ends_with_person(text, m.start() - 1, people)
        right = after and after in _LIST_LINK and _begins_with_person(text, m.end() + 1, people)
        if (left or right) and not is_masked_already(m[1]):
            yield OtherName(m[1], "", "绰号", quoted=is_common_word(m[1]))


def _ends_with_person(text: str, at: int, people: frozenset[str]) -> bool:
    return any(text[at - length : at] in people for length in (2, 3, 4)) or bool(
        re.search("某[某甲乙丙丁\\d]?$", text[max(0, at - 3) : at])
    )


def _begins_with_person(text: str, at: int, people: frozenset[str]) -> bool:
    return any(text[at : at + length] in people for length in (2, 3, 4)) or text[at + 1 : at + 2] == "某"


def latin_in_header(mentions: Iterable[Mention]) -> Iterator[OtherName]:
    """定居美国（JIANG GUODONG）: a Latin name anywhere in what the header says of a person."""
    for m in mentions:
        found = _LATIN_AFTER.search(m.rest[:120]) if m.nature == "person" else None
        if found:
            yield OtherName(found[1], m.name, "外文名")


def name_like(name: str) -> bool:
    """Whether the alias can be looked for everywhere: everyday words only between quotation marks."""
    return not is_common_word(name)


def latin_forms(text: str, people: Iterable[str]) -> list[OtherName]:
    """约翰·斯密森（JohnSmithson）: the bracket after a person's name."""
    found: list[OtherName] = []
    for person in people:
        behind = (_LATIN_AFTER.match(text, at + len(person)) for at in places_of(text, person))
        found.extend(OtherName(m[1], person, "外文名") for m in behind if m)
    return found


def latin_pattern(name: str) -> re.Pattern[str] | None:
    """A pattern for a Latin name in any order, case and spacing (JohnSmithson, SMITHSON, JOHN, Mr. Smithson)."""
    words = re.findall(r"[A-Z][a-zà-ÿ']+|[A-Z]{2,}(?![a-z])|[A-Z]\.?|[a-zà-ÿ]+", name)
    long = [w for w in words if len(w) >= 2]
    if not long:
        return None
    gap = r"[\s.，,·\-]*"
    forms = [gap.join(map(re.escape, words)), gap.join(map(re.escape, reversed(words)))]
    forms += [re.escape(w) for w in long if len(w) >= 4]
    # A part of three letters counts in the writing of a name only: Doe, DOE, never doe.
    short = [form for w in long if len(w) == 3 for form in (w.upper(), w.title())]
    exact = "|".join(["(?i:" + "|".join(forms) + ")", *short])
    return re.compile(rf"(?<![A-Za-zÀ-ÿ])(?:{exact})(?![A-Za-zÀ-ÿ])")


def dotted_otherwise(text: str, people: Iterable[str]) -> Iterator[OtherName]:
    """买买提.吐尔洪, 买买提吐尔洪: a dotted name with another mark for the dot, or none."""
    for person in people:
        if "·" in person:
            pattern = _ANOTHER_MARK.join(map(re.escape, person.split("·")))
            for spelling in sorted({m.group() for m in re.finditer(pattern, text)} - {person}):
                yield OtherName(spelling, person, "另一写法")


def short_forms(mentions: Iterable[Mention]) -> Iterator[OtherName]:
    """买买提 for 买买提·吐尔洪: the first part of a dotted name, unless two people share it."""
    people = [m.name for m in mentions if m.nature == "person" and "·" in m.name]
    firsts = [p.split("·")[0] for p in people]
    for person, first in zip(people, firsts, strict=True):
        if len(first) >= 2 and firsts.count(first) == people.count(person):
            yield OtherName(first, person, "简称")
