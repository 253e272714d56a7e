"""Names that need no role before them: other names (曾用名, 绰号), names with a dot, and a party's name misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from court_core.release_checks.forms import HAN
from court_core.release_checks.number_looks import MASK_SIGNS, Suspect

_H = f"[{HAN}]"
_OTHER_NAME = re.compile(
    rf"(?P<word>曾用名|又名|别名|化名|小名|乳名|绰号|外号|诨名|人称)(?:为|叫|是)?[:：]?(?:[“\"‘](?P<quoted>[^”\"’\n]{{2,8}})[”\"’]|(?P<bare>{_H}{{2,4}})(?=[，,。；、（）)]))"
)
_DOTTED = re.compile(rf"(?P<before>{_H}+)[·•](?P<after>{_H}+)")
_OFFICE = re.compile("(?:辩护人|代理人|检察员|检察官|审判员|审判长|陪审员|法官|书记员|指派)[^。；\\n]{0,30}$")
_LATIN = re.compile(r"(?<![A-Za-z.·《“\"])[A-Z][a-z]+(?:[ ·][A-Z][a-z]+){1,2}(?![A-Za-z]|[ ][A-Za-z])")
_NAME_ENDS = "[，。；、：）的与和及在向于到将称]"


def other_names(text: str) -> Iterator[Suspect]:
    """曾用名罗阿三; 绰号“铁头鸡”."""
    for match in _OTHER_NAME.finditer(text):
        group = "quoted" if match["quoted"] else "bare"
        if not re.search(rf"[{MASK_SIGNS}]|^[不无]|^均", match[group]):
            yield Suspect(*match.span(group), "person", match[group], f"“{match['word']}”之后", sure=False)


def dotted_names(text: str) -> Iterator[Suspect]:
    """案外人艾力·吐尔逊到庭: where it begins and ends nobody can tell, but that it is a name."""
    for match in _DOTTED.finditer(text):
        start, end = max(match.start(), match.end("before") - 4), min(match.end(), match.start("after") + 4)
        line = text[text.rfind("\n", 0, start) + 1 : start]
        is_title = line.count("《") > line.count("》")
        if not is_title and not _OFFICE.search(line) and not any(mark in text[start:end] for mark in MASK_SIGNS):
            yield Suspect(start, end, "person", text[start:end], "有间隔号的姓名", sure=False)


def latin_names(text: str) -> Iterator[Suspect]:
    """款项来自Kevin Marsh: two words of a foreign name, amid Chinese."""
    for match in _LATIN.finditer(text):
        yield Suspect(*match.span(), "person", match[0], "像是外文姓名", sure=False)


def misspelt(names: Iterable[str], text: str) -> Iterator[Suspect]:
    """彭彦秋, where the party is 彭砚秋: one character of the given name is another."""
    known = {name for name in names if re.fullmatch(f"{_H}{{3}}", name)}
    alike = {(name[0], place, name[place]) for name in known for place in (1, 2)}
    if not known:
        return
    for match in re.finditer(f"(?=([{''.join(sorted({name[0] for name in known}))}]{_H}{{2}}){_NAME_ENDS})", text):
        name = match[1]
        is_alike = (name[0], 1, name[1]) in alike or (name[0], 2, name[2]) in alike
        if is_alike and name not in known and not any(mark in name for mark in MASK_SIGNS):
            why = f"与当事人“{name[0]}某”的姓名只差一字"
            yield Suspect(match.start(), match.start() + 3, "person", name, why, sure=False)
