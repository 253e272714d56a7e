"""What stays in every profile, found in the original by its form (DOMAIN.md §5, "Never masked").

Written apart from the engine. Where the left end of a name of an office cannot be told from what stands before it
(不服江西省吉安市…人民法院), only the part that is certain is claimed; a change that touches it is wrong for sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

KeptKind = Literal[
    "case-number",
    "court",
    "staff",
    "prosecutor",
    "lawyer",
    "public-body",
    "date",
    "statute",
    "amount",
    "quantity",
    "sentence",
]

HAN = "㐀-䶿一-鿿〇"
_H = f"[{HAN}]"

STAFF_TITLES = (
    "代理审判长 审判长 代理审判员 助理审判员 人民陪审员 审判员 陪审员 法官助理 代理书记员 实习书记员 见习书记员 代书记员 "
    "书记员 速录员 执行长 执行员 执行法官 主审法官 承办法官 法官"
).split()
PROSECUTOR_TITLES = "代理检察员 助理检察员 检察官助理 检察员 检察官".split()


@dataclass(frozen=True, slots=True)
class Kept:
    """A span of the original that must stand in the release as it is. For staff the span is the name alone."""

    start: int
    end: int
    kind: KeptKind
    text: str


def kept(text: str) -> tuple[Kept, ...]:
    """Everything in `text` that no profile masks, in order; spans may overlap."""
    found = [*_by_pattern(text), *staff(text), *_prosecutors(text), *lawyers(text)]
    return tuple(sorted(found, key=lambda item: (item.start, item.end)))


def staff(text: str) -> tuple[Kept, ...]:
    """Judges, assistants and clerks: by their lines of the signature, and by their title in running text."""
    signed = list(_signed(text))
    names = {_joined(item.text) for item in signed}
    spoken = list(_titled(text, STAFF_TITLES, "staff", names))
    starts = {item.start for item in signed}
    return tuple(signed + [item for item in spoken if item.start not in starts])


def lawyers(text: str) -> tuple[Kept, ...]:
    """Lawyers and legal workers of the header, and their firms."""
    found = []
    names: set[str] = set()
    for match in _LAWYER.finditer(text):
        names.update(re.findall(rf"[{HAN}·]{{2,}}", match["names"]))
        found.append(Kept(match.start("firm"), match.end("firm"), "lawyer", match["firm"]))
    for match in _RECEIVER.finditer(text):
        names.add(match["names"])
        found.append(Kept(match.start("names"), match.end("names"), "lawyer", match["names"]))
    for match in _AGENTS.finditer(text):
        for name in re.finditer(rf"[{HAN}·]{{2,}}", match["names"]):
            length = _lawyers_name(name[0], names, text)
            if length:
                start = match.start("names") + name.start()
                found.append(Kept(start, start + length, "lawyer", name[0][:length]))
    return tuple(found)


def _lawyers_name(words: str, names: set[str], text: str) -> int:
    """How long the name of a known lawyer is that `words` begin with; 0 for none.

    A name that stands nowhere else and differs from a lawyer's of three characters in one of the given name is that
    lawyer's, misspelt (李沐阳, later 李沐扬): a second agent would have been declared in a line of the header.
    """
    known = next((known for known in names if words.startswith(known)), "")
    if known:
        return len(known)
    for known in names:
        alike = [a == b for a, b in zip(words, known, strict=False)]
        ends = len(words) == 3 or words.startswith(("到庭", "出庭", "均", "参加"), 3)
        if len(known) == 3 and ends and alike[0] and sum(alike) == 2 and text.count(words[:3]) == 1:
            return 3
    return 0


def is_staff_position(text: str, start: int) -> bool:
    """Whether what stands at `start` follows a title of the court's or the procuratorate's staff."""
    before = re.sub(r"[\s:：]", "", text[max(0, start - 24) : start])
    return before.endswith((*STAFF_TITLES, *PROSECUTOR_TITLES))


def _spaced(words: list[str]) -> str:
    """A pattern for any of the words with white space between their characters, the longest first."""
    return "|".join(r"[ \t\u3000]*".join(word) for word in sorted(words, key=len, reverse=True))


_SPACE = r"[ \t\u3000]"
_NAME = rf"{_H}(?:{_SPACE}*{_H}){{1,3}}|{_H}{{1,8}}[·•]{_H}{{1,8}}"
_TITLE = _spaced(STAFF_TITLES)
# 审　判　长　　沈明礼; 审判员胡妤琴; 审判长 王某 审判员 李某 in one line.
_SIGNATURE = re.compile(
    rf"(?:^|(?<=[ \t\u3000])|(?<={_H}))(?:{_TITLE}){_SPACE}*[:：]?{_SPACE}*(?P<name>{_NAME})"
    rf"(?={_SPACE}*(?:[（(]兼[）)])?$|{_SPACE}+(?:{_TITLE})|[、，])",
    re.MULTILINE,
)
_LINE_OF_STAFF = re.compile(rf"^{_SPACE}*(?:{_TITLE}).*$", re.MULTILINE)
# What may follow a name in running text: 审判员王伟安独任, 由审判长沈明礼与…组成合议庭.
_AFTER_NAME = "[、，。；：（）()与和及担任独主审参适公组协出到依开记为任]"
_LAWYER = re.compile(
    rf"(?:代理人|辩护人)(?:[（(][^）)\n]{{0,12}}[）)])?{_SPACE}*[:：]?{_SPACE}*"
    rf"(?P<names>(?:[{HAN}]{{1,12}}[·•][{HAN}·•]{{1,12}}|[{HAN}]{{2,6}})(?:、[{HAN}·]{{2,4}}){{0,3}})(?:[（(][^（）()\n]{{1,60}}[）)])?[，,、]"
    rf"[^。；\n]{{0,24}}?(?P<firm>[{HAN}（）()\d]{{2,22}}?(?:律师事务所|法律服务[所部]|法律援助中心|法律援助处))"
)
# 负责人：李沐阳，江西铭岳律师事务所律师: a law firm appointed as receiver acts by one of its lawyers.
_RECEIVER = re.compile(
    rf"负责人[:：]{_SPACE}*(?P<names>[{HAN}]{{2,4}})[，,][{HAN}（）()]{{4,22}}律师事务所(?:合伙人)?律师(?=[，,。；\n])"
)
# Where they appear again: 委托代理人罗志信、刘耀，被告…到庭参加诉讼.
_AGENTS = re.compile(
    rf"(?:代理人|辩护人)(?:[（(][^）)\n]{{0,12}}[）)])?{_SPACE}*[:：]?{_SPACE}*(?P<names>[{HAN}·]{{2,8}}(?:、[{HAN}·]{{2,8}}){{0,5}})"
)


def _signed(text: str) -> Iterator[Kept]:
    for line in _LINE_OF_STAFF.finditer(text):
        if len(line[0]) <= 60 and "。" not in line[0]:
            for match in _SIGNATURE.finditer(line[0]):
                start = line.start() + match.start("name")
                yield Kept(start, line.start() + match.end("name"), "staff", match["name"])


def _prosecutors(text: str) -> Iterator[Kept]:
    yield from _titled(text, PROSECUTOR_TITLES, "prosecutor", set())


def _titled(text: str, titles: list[str], kind: KeptKind, names: set[str]) -> Iterator[Kept]:
    for match in _titled_pattern(tuple(titles)).finditer(text):
        if "某" in match["name"]:
            continue
        long, start = match["name"], match.start("name")
        known = next((length for length in (4, 3, 2) if long[:length] in names), 0)
        # 区文远独任, 王伟与审判员: the shortest that a word of running text can follow.
        length = known or next((at for at in (2, 3, 4) if at <= len(long) and _ends_name(text, start + at)), 0)
        if length:
            yield Kept(start, start + length, kind, long[:length])
        for more in re.finditer(rf"、(?P<name>{_H}{{2,4}}?)(?=[、，。；（(与和及]|出庭|到庭|组成|担任)", match["more"]):
            at = match.start("more") + more.start("name")
            yield Kept(at, at + len(more["name"]), kind, more["name"])


@cache
def _titled_pattern(titles: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        rf"(?:{'|'.join(sorted(titles, key=len, reverse=True))})[:：]?(?P<name>{_H}{{2,4}})"
        rf"(?P<more>(?:、(?!代理|人民|审判|陪审|法官|书记|助理|检察){_H}{{2,4}}?(?=[、，。；（(与和及]|出庭|到庭|组成|担任)){{0,4}})"
    )


def _ends_name(text: str, end: int) -> bool:
    return end >= len(text) or text[end].isspace() or re.match(_AFTER_NAME, text[end]) is not None


def _joined(name: str) -> str:
    return "".join(name.split())


_YEAR = r"[（(〔\[﹝【][ \t]*[12０-９\d][\d０-９]{3}[ \t]*[）)〕\]﹞】]"
# The letter of a certificate or of an authority's own file is no case number of a court.
_NOT_A_CASE = re.compile("不动产|房地|房权|土地|国用|集用|林证|字第.*[证照]|罚|决字|鉴|检|公|仲|劳人")
_CHAIN = re.compile(rf"(?:{_H}{{2}}(?:特别行政区|自治[区州县旗]|[省市区县旗州盟]))+$")
_COURT = re.compile(
    r"最高人民法院|(?:高级|中级)(?:人民)?法院|人民法院(?:[一-鿿]{2,8}法庭)?|(?:海事|互联网|知识产权|金融|铁路运输(?:中级)?|(?<=[市区县旗]))法院"
)
# 住河洲街道办事处建设南路66号: there the office is part of where somebody lives.
_PLACE_GOES_ON = rf"(?:(?![出向由在和与及对的作认])[{HAN}]){{1,12}}?(?:社区|居委会|居民委员会|村|路|街|巷|道|小区|花园|组|[0-9０-９])"
_BODY = re.compile(
    r"人民检察院|公安(?:局|厅|分局)|派出所|看守所|拘留所|监狱|司法局|民政局|税务局|财政局|审计局|"
    r"市场监督管理局|工商行政管理局|人力资源和社会保障局|卫生健康局|自然资源(?:和规划)?局|住房和城乡建设局|"
    rf"城市管理(?:和综合)?(?:行政)?执法局|人民政府|街道办事处(?!{_PLACE_GOES_ON})|劳动(?:人事)?争议(?:调解)?仲裁委员会|仲裁委员会|"
    r"交通(?:警察|管理)[大支]队|交警[大支]队|禁毒委员会|公安司法鉴定中心|价格认证中心|司法鉴定管理局"
)
_OFFICES: tuple[tuple[KeptKind, re.Pattern[str]], ...] = (("court", _COURT), ("public-body", _BODY))
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_SIMPLE: tuple[tuple[KeptKind, re.Pattern[str]], ...] = (
    ("date", re.compile(r"[12]\d{3}年(?>\d{1,2}月(?:\d{1,2}日)?)(?!出?生)")),
    (
        "date",
        re.compile(
            r"[一二][〇○零ОO一二三四五六七八九]{3}年[正一二三四五六七八九十]{1,2}月[一二三四五六七八九十廿卅]{1,3}日"
        ),
    ),
    (
        "statute",
        re.compile(
            r"《(?:中华人民共和国|最高人民法院|最高人民检察院|全国人民|国务院)[^《》\n]{1,40}(?:〈[^〉\n]+〉[^《》\n]{0,20})?》"
        ),
    ),
    (
        "statute",
        re.compile(
            r"第[一二三四五六七八九十百千零〇\d]{1,7}条(?:之[一二三四五六七八九十])?(?:第[（(]?[一二三四五六七八九十\d]{1,3}[）)]?[款项])*"
        ),
    ),
    ("amount", re.compile(r"(?<![\d.])\d[\d,，.]*[ \t]*[十百千万亿]*(?:余)?(?:美元|欧元|港元|元)(?:\d角)?")),
    (
        "quantity",
        re.compile(r"(?<![\d.])\d[\d.]*[ \t]*(?:余)?(?:毫?克|千克|公斤|吨|毫升|公里|平方米|亩|％|%|mg/100ml)"),
    ),
    (
        "sentence",
        re.compile(
            rf"(?:有期徒刑|拘役|管制|缓刑(?:考验期)?|剥夺政治权利)(?:{_NUMERAL}年(?:零?{_NUMERAL}个?月)?|{_NUMERAL}个?月)(?:零?{_NUMERAL}日)?"
        ),
    ),
    ("case-number", re.compile(r"检[^，。；：、\n〔（(\[]{0,8}[〔（(\[]\d{4}[〕）)\]]第?\d+号")),
    ("amount", re.compile(r"[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]{2,}[元圆]整?")),
)


def _by_pattern(text: str) -> Iterator[Kept]:
    for kind, pattern in _SIMPLE:
        for match in pattern.finditer(text):
            yield Kept(match.start(), match.end(), kind, match[0])
    yield from _case_numbers(text)
    for kind, pattern in _OFFICES:
        for match in pattern.finditer(text):
            start = _certain_start(text, match.start())
            yield Kept(start, match.end(), kind, text[start : match.end()])


def _case_numbers(text: str) -> Iterator[Kept]:
    for match in re.finditer(rf"{_YEAR}[^\n，。；：《》]{{2,40}}?号(?:之[一二三四五六七八九十\d]{{1,2}}(?!审))?", text):
        inside = match[0][6:]
        if re.search(r"[民刑行执赔破督催保辖清监申抗]", inside) and not _NOT_A_CASE.search(inside):
            yield Kept(match.start(), match.end(), "case-number", match[0])


def _certain_start(text: str, core: int) -> int:
    """How far to the left of 人民法院 the name is certain: the chain of 省市区县 of two characters each."""
    line = text.rfind("\n", 0, core) + 1
    if (
        text[line:core].strip()
        and re.fullmatch(rf"\s*{_H}{{2,14}}", text[line:core])
        and text[core:].startswith("人民法院\n")
    ):
        return line + len(text[line:core]) - len(text[line:core].lstrip())
    chain = _CHAIN.search(text, max(line, core - 24), core)
    if chain is not None:
        return chain.start()
    two = text[max(line, core - 2) : core]
    # 长沙仲裁委员会: two characters, unless something else stands there (向该看守所, 本院).
    return core - 2 if re.fullmatch(rf"{_H}{{2}}", two) and text[core:].startswith("仲裁委员会") else core
