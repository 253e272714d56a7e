"""Places that prove a name whatever its characters: 母亲于建1952年3月27日出生, 证人和林（巡防员）证言, 转账到种月的账户.

A surname that is a little word as well (于, 和, 由), or one of no list, needs more than a word before it. Here what
stands behind is said of persons only, or both sides are; characters that no name has are no name all the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from court_core.masking.candidates import Candidate
from court_core.masking.common_words import is_common_word
from court_core.masking.name_characters import given_chance, name_chance, surname_chance
from court_core.masking.name_neighbours import HAN, break_before
from court_core.masking.names import is_given_name, is_masked_already
from court_core.masking.patterns import on_demand
from court_core.masking.surnames import DOUBTFUL, surname_of
from court_core.masking.trigger_words import PARTIES, TRIGGERS

_CLEAR_SURNAME = 3  # of `surname_chance`
_LIKELY, _RATHER = 3, 2  # of `name_chance` and `given_chance`
_ONE, _TWO = -3, 1  # the least of `given_chance` for one and for two characters
_AND = frozenset("和与及")
_NEVER_FIRST = frozenset("其该本此我他她你您两双各对某等这那每另将把的在以未已均一二三四五六七八九十第栏处")
_NEVER_LAST = frozenset("于在系约是为生已即名日均向的所被未又亦也并后前时上内里外")

_BEHIND = on_demand(
    f"[{HAN}]{{2,3}}?(?=(?:19|20)\\d\\d年\\d{{1,2}}月(?:\\d{{1,2}}日)?出?生|(?:（[^（）]{{1,12}}）)?的?(?:证言|证词|(?:[询讯]问|调查|谈话)笔录)|"
    f"（[^（）]{{1,12}}）的?(?:陈述|供述|证实)|(?:陈述|供述)[了称，：]|证实[，：]|辨认(?:笔录|出)|签[字名]|、[{HAN}]某)"
)
_RECURS = on_demand(f"[{HAN}]{{2,3}}")
_PLACES = (
    (
        ("诉被", "与被"),
        on_demand(
            f"(?:原告|上诉人|申请人|申请执行人)([{HAN}]{{2,3}}?)(?=(?:诉|与|因与)(?:被告|被上诉人|被申请人|被执行人))"
        ),
        "诉讼双方的姓名",
    ),
    (
        ("账户", "账号", "银行卡", "名下", "的卡"),
        on_demand(
            f"(?:转账|汇款|转款|打款|[汇转存打])[到至给入]([{HAN}]{{2,3}}?)(?=的?(?:银行)?(?:账户|账号|银行卡|名下)|的卡[上中内])"
        ),
        "收款的账户前的姓名",
    ),
    (
        ("人，",),
        on_demand(
            f"(?:法定代表人|负责人)，([{HAN}]{{2,3}})(?=，(?:男|女|系|该公司|董事长|总?经理|执行董事))|"
            f"代理人，([{HAN}]{{2,3}})(?=，[男女]，[^，。；]{{0,30}}(?:职工|员工|工作人员)[，。])"
        ),
        "首部逗号之间的姓名",
    ),
    (
        ("汇款", "转账", "转款", "打款"),
        on_demand(f"[给向](?<=[日，].)([{HAN}]{{2,3}}?)(?=(?:汇款|转账|转款|打款)\\d)"),
        "收款的人",
    ),
    (
        ("签字", "签名"),
        on_demand(f"(?:落款|末尾|下方|[上下]角|上|处)有([{HAN}]{{2,3}}?)(?=的?签[字名])"),
        "签名的人",
    ),
    (
        ("当着", "情绪"),
        on_demand(f"当着([{HAN}]{{2,3}}?)(?=的?面)|(?:安抚|稳定)([{HAN}]{{2,3}}?)(?=的?情绪)"),
        "当面和情绪所属的人",
    ),
    (
        tuple(f"{number}人" for number in "两二三四"),
        on_demand(f"[与和跟同、]([{HAN}]{{2,3}})、([{HAN}]{{2,3}}?)(?=(?<!第)[两二三四]人)"),
        "说明几人的姓名",
    ),
    (
        ("股东",),
        on_demand(f"股东[、，和与及]([{HAN}]{{2,3}}?)(?=股东)|(?<=[，、；。])([{HAN}]{{2,3}}?)(?=股东[、，和与及])"),
        "并列的股东",
    ),
    (
        ("负责人", "经理", "总监"),
        on_demand(
            f"(?:任命|聘任|聘用|指派|[，、；])([{HAN}]{{2,3}}?)"
            "(?=(?:为|担任|任)(?:该?项目|技术|安全|质量|现场|施工|财务|生产|工程)部?(?:总?负责人|总?经理|总监))"
        ),
        "所任职务前的姓名",
    ),
    (
        ("阿",),
        on_demand(
            f"[我他她](?:和|与|跟|同)(阿[{HAN}])(?:、(阿[{HAN}]))?|[，。；：“](阿[{HAN}])(?=(?:[那这][边里]|家里|他们|她们))"
        ),
        "说话人称呼的人",
    ),
)
"""Words of which one has to stand in a text, or nothing need be looked for; the place, its names as groups; why."""


def proven_at(text: str, at: int) -> int:
    """End of the name that begins at `at`, straight behind a word like 证人, 母亲; 0 where nothing proves one."""
    found = _BEHIND.match(text, at)
    if found and not is_common_word(found.group()) and plausible(found.group(), _ONE, _TWO):
        return found.end()
    for end in (at + 3, at + 2):
        name = text[at:end]
        closed = break_before(text, end)
        if 1 <= closed <= 2 and closed >= 4 - (end - at) and _RECURS.fullmatch(name) and not is_common_word(name):
            borne = surname_of(name) or name[0] in DOUBTFUL
            if borne and text.count(name) > 1 and plausible(name, _RATHER, _LIKELY):
                return end  # 案外人同香要求
    return 0


def proven(text: str) -> Iterator[Candidate]:
    """The names of places that only a person fills."""
    for words, pattern, why in _PLACES:
        for found in pattern.finditer(text) if any(word in text for word in words) else ():
            names = [group for group, name in enumerate(found.groups(), 1) if name]
            if all(plausible(found[group], _ONE, _TWO) for group in names):
                yield from (Candidate(*found.span(group), "", 0.65, why) for group in names)


def plausible(name: str, one: int, two: int) -> bool:
    """Whether a string that stands where a person must stand can be a name; `one` and `two` are the least of
    `given_chance` for as many characters of a given name.
    """
    given = name[1:]
    if name[0] in _NEVER_FIRST or given[-1] in _NEVER_LAST or not is_given_name(given) or is_masked_already(name):
        return False
    if any(name[i:] in PARTIES or name[i:] in TRIGGERS for i in range(len(name) - 1)):
        return False
    if name[0] in _AND and len(given) == 2 and surname_chance(given[0]) >= _CLEAR_SURNAME:
        return False  # 被害人和|李明
    if is_common_word(name) or (len(given) == 2 and is_common_word(given)):
        return bool(surname_of(name)) and name_chance(name) >= _LIKELY
    if len(name) == 3 and is_common_word(name[:2]) and not surname_of(name):
        return False
    clear = surname_chance(name[0]) >= _CLEAR_SURNAME and name_chance(name) >= _RATHER  # 张扬建
    return clear or given_chance(given) >= (one if len(given) == 1 else two)
