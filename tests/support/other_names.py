"""The written judgments with other names: every person, judge and lawyer drawn anew, brands of companies too.

What is told of a person does not depend on how the person is called: a judgment whose names are redrawn must be masked
as well as before. Who is called by a part of a name (建国 of 李建国) keeps the same part of the new name; names that
are no plain surname and given name (Latin, nicknames, misspellings) stay as they were written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from random import Random

from court_core.masking.common_words import is_common_word
from court_core.masking.names import is_name_shaped
from court_core.masking.surnames import surname_of
from tests.support.written_judgments import WrittenJudgment

# The sixty most frequent surnames and some rarer ones; given names of the kind most people have, and bookish ones.
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
    "石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤缪璩逄佴"
)
_GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂玲红梅华建国文志玉春海荣林云峰龙飞鹏辉斌波宇浩凯健俊帆雪琴洁倩婷慧莹佳怡欣雨晨梓轩"
    "涵萱诗琪思远成东学忠义礼智信德福宁长永庆祥瑞昌兴富贵银珠翠花香菊莲桃柳松柏山川江湖光亮晓星阳翀砚珩屿芃霖昶铄晟琛婧沅泓棣皓姝祎煦"
)
_BRANDS = "昶翀 砚泓 骁屿 铄翊 昊瀚 鼎泓 锐骐 沛霖 盛铭 博渊 远翔 恒昇 嘉懋 瑞禾 凯晟 诚裕隆 凯瑞德 福满楼 云之尚 维斯顿".split()
_HAN_NAME = re.compile("[\u4e00-\u9fff]{2,4}")
_NICKNAME = re.compile("^.[老小阿大]|^[老小阿]|[叔婶伯哥姐总]$")
_REGION_END = tuple("省市县区旗州")


def with_other_names(judgment: WrittenJudgment, draw: Random) -> tuple[WrittenJudgment, dict[str, str]]:
    """The judgment with other names, its labels moved along, and which new string stands for which old one."""
    people = _strings(judgment, "PTY")
    staff = {s for s in _strings(judgment, "PUB") if is_name_shaped(s) and not is_common_word(s) and not _is_body(s)}
    table = _redrawn(people | staff, _dense(judgment.text), draw)
    brands = _brands(judgment, draw)
    pieces: list[str] = []
    labels: list[tuple[int, int, str, str]] = []
    at = length = 0
    for start, end, kind, must in judgment.labels:
        raw = judgment.text[start:end]
        new = raw
        if kind in ("ORG", "ORGA"):
            for brand in sorted(brands, key=len, reverse=True):
                new = new.replace(brand, brands[brand])
        elif _dense(raw) in table:
            gap = re.search(r"\s+", raw)
            new = (gap.group() if gap else "").join(table[_dense(raw)])
        before = judgment.text[at:start]
        pieces += (before, new)
        length += len(before)
        labels.append((length, length + len(new), kind, must))
        length += len(new)
        at = end
    text = "".join((*pieces, judgment.text[at:]))
    return replace(judgment, text=text, labels=tuple(labels)), {new: old for old, new in (table | brands).items()}


def _is_body(text: str) -> bool:
    """国务院 and the like, which have the length of a name."""
    return len(text) > 4 or text.endswith(tuple("院局厅部所司会庭"))


def _dense(text: str) -> str:
    return re.sub(r"\s", "", text)


def _strings(judgment: WrittenJudgment, kind: str) -> set[str]:
    return {_dense(judgment.text[a:b]) for a, b, k, _ in judgment.labels if k == kind}


def _redrawn(names: Iterable[str], text: str, draw: Random) -> dict[str, str]:
    """New names for the plain ones; parts of a name follow the whole, what resembles another name stays."""
    table: dict[str, str] = {}
    parts: list[tuple[str, str]] = []
    known = sorted(names, key=lambda n: (-len(n), n))
    for name in known:
        whole = next((o for o in known if name != o and name in o), "")
        if whole:
            parts.append((name, whole))
        elif _plain(name) and not any(_alike(name, o) for o in known):
            table[name] = _fresh(text, table.values(), draw)
    for name, whole in parts:
        if whole in table and whole.endswith(name) and len(table[whole]) == len(whole):
            table[name] = table[whole][-len(name) :]
        elif whole in table:
            del table[whole]
    return table


def _plain(name: str) -> bool:
    return bool(_HAN_NAME.fullmatch(name)) and is_name_shaped(name) and not _NICKNAME.search(name)


def _alike(name: str, other: str) -> bool:
    return len(name) == len(other) >= 3 and sum(a != b for a, b in zip(name, other, strict=True)) == 1


def _fresh(text: str, taken: Iterable[str], draw: Random) -> str:
    """A name of two or three characters that is nowhere in the text and is no word."""
    others = list(taken)
    while True:
        given = "".join(draw.choice(_GIVEN) for _ in range(draw.choice((1, 2, 2, 2))))
        name = draw.choice(_SURNAMES) + given
        if is_common_word(name) or is_common_word(name[:2]) or not surname_of(name):
            continue
        if name not in text and not any(name in o or o in name or _alike(name, o) for o in others):
            return name


def _brands(judgment: WrittenJudgment, draw: Random) -> dict[str, str]:
    """New brands for companies whose short form (璟瑶公司) shows which part of the full name is the brand."""
    full = _strings(judgment, "ORG")
    free = [b for b in _BRANDS if b not in judgment.text]
    found: dict[str, str] = {}
    for short in sorted(_strings(judgment, "ORGA")):
        brand = short.removesuffix("公司")
        owners = [f for f in full if brand in f]
        if brand != short and len(owners) == 1 and owners[0].split(brand)[0].endswith(_REGION_END):
            found[brand] = free.pop(draw.randrange(len(free)))
    return found
