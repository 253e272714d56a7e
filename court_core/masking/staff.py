"""Court staff, prosecutors and lawyers, known by where they stand: never masked, whoever else bears their name.

SPC reply of 2026-01-07 (DOMAIN.md §5): judges, assistants and clerks stay. A position is protected, not a name:
审判员王伟安独任 stays while the party 王伟安 of the same case is masked.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from court_core.masking.alternations import beginnings, by_beginning
from court_core.masking.common_words import is_common_word
from court_core.masking.name_neighbours import HAN
from court_core.masking.names import is_doubtful_name, is_masked_already, is_name_shaped, name_at
from court_core.masking.patterns import on_demand
from court_core.masking.plain import Dense, places_of, plain_name
from court_core.masking.spans import Header
from court_core.masking.surnames import surname_of, surname_pattern

_TITLE = (
    "(?:代理|助理|见习|实习|员额|代|兼|原审|一审|二审|原|该案|主审|承办|资深|值班|特邀|首席){0,3}"
    "(?:审判长|审判员|人民陪审员|陪审员|书记员|执行长|执行员|执行法官|法官助理|审判辅助人员|司法辅助人员|速录员|司法警察|法官|"
    "副院长|院长|副庭长|庭长|审判委员会委员|主任委员|委员(?!会)|技术调查官|调解员|记录人|校对人|打印人|核对人)"
)
_SIGNED = on_demand(f"{_TITLE}：?")
_DATE = on_demand(r"[二一]?[〇○零OoＯ0oO二][\d一二三四五六七八九〇○零OoＯ]{2,3}年|\d{4}年")
# Without the words before a title: they do not change where the name begins, and would be tried at every character.
_CORE = (
    "审判[长员]|(?:人民)?陪审员|书记员|执行[长员]|执行法官|法官助理|(?:审判|司法)辅助人员|速录员|法官|法警|司法警察|合议庭成员变更为|(?<!开)庭长|(?:本院|法院)副?院长|技术调查官|"
    "检察员|检察官助理|检察官|检察长|公诉人|检察人员|检察干警"
)
_IN_BODY = on_demand(f"(?P<title>{by_beginning(_CORE)})(?:（[^）]{{1,8}}）)?：?(?=[{HAN}])")
_SUPPORT = on_demand(
    by_beginning(
        "(?:律师事务所|法律服务所|法律援助中心|事务所|分所)(?:指派|的)?(?:实习)?(?:律师|法律工作者|基层法律服务工作者)|(?:指派|值班|援助|代理|实习)律师|(?<!委托)辩护人(?:律师)?：?|(?<!委托)(?<!法定)(?<!指定)代理人(?:律师)?：?"
    )
    + f"(?=[{HAN}])"
)
_BEFORE_LAWYER = on_demand("律师(?=[，。、）的提认出到参])")
# The administrator of a bankruptcy: a law firm's lawyer answers for it.
_ADMINISTRATOR = on_demand(
    f"律师事务所(?:为|担任|作为)[^。；]{{0,40}}?管理人，(?:由|指定)?(?=[{HAN}]{{2,4}}?(?:为|担任|任)(?:该?管理人)?(?:的)?负责人)"
)
_AS = on_demand(
    "(?:法官|同志)?(?:担任|任|作为)?(?:审判长|审判员|主审法官|人民陪审员|陪审员|书记员|法庭记录)|主审(?=[，、。])|值庭|独任审判|独任审理|适用简易程序|法官|检察官|出庭支持公诉|"
    "出庭履行职务|支持公诉"
)
# Names are of two to four characters: whether _AS stands behind one is for the pattern to see, at every comma of a text.
_BY = on_demand(
    "(?:由|和|与|、|，|鉴于|检察院指派|检察院派员?+)"
    f"(?={surname_pattern().pattern}.{{1,3}}[{''.join(sorted(beginnings(_AS.pattern)))}])"
    f"(?={surname_pattern().pattern}.{{1,3}}(?:{_AS.pattern}))"
)
_NEVER = on_demand(
    "^(?:签名|独任|组成|依法|不得|应当|适用|公开|审判|助理|担任|记录|回避|主持|参加|"
    "是|为|的|或|等|以|在|于|对|和|与|未|有|因|经|将|作|可|均|名单)"
)


_STAFF_OF_PARTY = on_demand(
    "（(?:均|都|皆)?(?:系|为|是)[^（）]{0,12}(?:员工|职工|职员|工作人员|干部|法务|近亲属|之[父母妻夫子女])"
)
# What is said of an agent who is no lawyer, and of nobody else's: 董亮长，系该公司员工; 尤淦泽（原告之妻）; 肖欣敏，男，
_TOLD = on_demand(
    "(?:（|，)(?:均|都)?(?:系|为|是)?(?:该|本|其|原告|被告|上诉人|申请人|第三人)[^（），。；\n]{0,10}(?:员工|职工|职员|工作人员|干部|法务|经理|"
    "之?[父母妻夫子女兄弟姐妹])(?:[，。；、）]|$)|，[男女]，(?![^。\n]{0,60}(?:律师|法律服务|法律工作者|法律援助))"
)
_IS_PARTY = on_demand("(?:原告|被告|上诉人|第三人|申请人|执行人)：?$")
_OF_FIRM = on_demand(f"，(?:均|皆|都)?(?:系|为|是)?[{HAN}（）]{{2,24}}?(?:律师事务所|法律服务所|法律援助中心)")
_PANEL_OF = on_demand("组成(?:的)?合议庭|参加(?:的)?合议庭|参加评议|担任合议庭成员")
_TOGETHER = ("共同", "依法")
_OF_PRISON = on_demand(f"(?:民警|干警|狱警|警察|管教)(?:[{HAN}]{{2,4}}(?:、|和|与))+$")
_OWN = on_demand(
    "(?:本院|本庭)(?:执行局|执行庭|法警队|法警大队|审判庭|派出法庭)?的?(?:执行干警|干警|执行人员|执行法官|执行员|法警|工作人员|司机|驾驶员)"
)
_OWN_TITLE = on_demand("(?:执行干警|干警|执行人员|执行员|法警|工作人员|司机|驾驶员|书记员|法官助理)?")
_SENT = on_demand(f"[{HAN}]{{2,3}}?(?=出庭(?:支持公诉|履行职务)|担任审判长|独任审[判理])")
_PANEL = on_demand("(?:、|三人|两人|共同|依法)*(?:组成|出庭|参加|履行|担任|审理)")


@dataclass(frozen=True, slots=True)
class Kept:
    """Places that are never touched, as offsets into the dense text, and the names that stand there."""

    places: tuple[tuple[int, int], ...]
    names: frozenset[str]
    staff: frozenset[str]
    """Of the names those of court staff and prosecutors, who are rarely named without their title."""


def kept_positions(plain_text: str, dense: Dense, header: Header) -> Kept:
    """Staff of the signature block and of the body, prosecutors, lawyers with their firms' names."""
    places = _signatures(plain_text, dense)
    signed = {i for a, b in places for i in range(a, b)}
    places += [p for p in _named_in_body(dense.text) if p[0] not in signed]
    lawyers = {m.name for m in header.mentions if m.group == "lawyer"}
    staff = {dense.text[a:b] for a, b in places} - lawyers
    declared = tuple({m.name.replace(" ", "") for m in header.mentions if m.group != "lawyer"})
    # Known parties and agents are no lawyers, also where the name was cut short (卞平|进到庭).
    places += (
        [p for p in _lawyers(dense.text) if not dense.text.startswith(declared, p[0])]
        if declared
        else _lawyers(dense.text)
    )
    places += [
        (bisect_left(dense.positions, m.start), bisect_left(dense.positions, m.end))
        for m in header.mentions
        if m.group == "lawyer"
    ]
    names = {dense.text[a:b] for a, b in places} | lawyers
    return Kept(tuple(sorted(set(places))), frozenset(names), frozenset(staff - (names - staff)))


def _signatures(plain_text: str, dense: Dense) -> list[tuple[int, int]]:
    """Names after a title in the signature block: the lines that begin with a title or a date."""
    places: list[tuple[int, int]] = []
    index = 0
    waiting = signed = False
    late = len(dense.text) // 2  # web copies have lost the blanks before a second name
    for raw in plain_text.split("\n"):
        length = len(raw) - raw.count(" ")
        start, index = index, index + length
        if not length:
            continue
        line = dense.text[start:index]
        if (
            (waiting or (signed and (raw.startswith("  ") or start > late) and is_name_shaped(line)))
            and 2 <= length <= 8
            and not _SIGNED.match(line)
            and re.fullmatch(f"[{HAN}·]+", line)
            and not _DATE.match(line)
        ):
            places.append((start, index))
        waiting = bool(_SIGNED.fullmatch(line))
        signed = length <= 90 and _signs(line)
        if signed:
            places.extend((start + a, start + b) for a, b in _signed_names(line))
    return places


def _signs(line: str) -> bool:
    first = _SIGNED.match(line)
    if first:
        return not re.search("[，。；]", line.rstrip("。"))
    dated = _DATE.match(line)
    return bool(dated and _SIGNED.search(line) and not re.search("[，。；]", line))


def _signed_names(line: str) -> list[tuple[int, int]]:
    found = list(_SIGNED.finditer(line))
    spans: list[tuple[int, int]] = []
    edges = [*found, None]
    for title, after in pairwise(edges):
        assert title is not None
        end = after.start() if after is not None else len(line)
        part = line[title.end() : end]
        dated = _DATE.search(part)
        part = re.split("[（()，。]|附|本件", part[: dated.start()] if dated else part)[0]
        at = title.end()
        for name in part.split("、"):
            if 2 <= len(name) <= 12 and (is_name_shaped(name) or not _NEVER.match(name)):
                spans.append((at, at + len(name)))
            at += len(name) + 1
    return spans


def _named_in_body(text: str) -> list[tuple[int, int]]:
    """审判员张某、李某, 指派检察员王某出庭: lists of names straight after a title."""
    places: list[tuple[int, int]] = list(_own_people(text))
    for word in _BY.finditer(text):  # 由张某担任审判长, 检察院指派李某出庭支持公诉
        if not surname_of(text[word.end() : word.end() + 3]):
            continue
        ends = (word.end() + length for length in (2, 3, 4))
        end = next((e for e in ends if _AS.match(text, e) and is_name_shaped(text[word.end() : e])), 0)
        if end and not _OF_PRISON.search(text, max(0, word.end() - 20), word.end()):
            places.append((word.end(), end))
    for panel in _PANEL_OF.finditer(text):  # 由甲担任审判长，乙、丙组成合议庭: back over the list
        start = panel.start()
        while text[start - 2 : start] in _TOGETHER:
            start -= 2
        places += _names_before(text, start)
    for title in _IN_BODY.finditer(text):
        at = title.end()
        while True:
            never = _NEVER.match(text[at : at + 2])
            end, sure = name_at(text, at)
            if not sure and at == title.end():
                end, sure = _sent(text, at)
            if not sure or (never and (len(never.group()) > 1 or is_doubtful_name(text[at:end]))):
                break  # 审判员于某日, but 检察员于林芳
            if title["title"] and at != title.end() and text[at - 1] != "、" and not _PANEL.match(text, end):
                break  # 审判员洪某与柴某相识: the second is a party
            places.append((at, end))
            if text[end : end + 1] not in ("、", "和", "与", "及") or _IN_BODY.match(text, end + 1):
                break
            at = end + 1
    return places


def _sent(text: str, at: int) -> tuple[int, float]:
    """指派检察员受静出庭支持公诉: who is sent to the hearing, with a surname of no list."""
    sent = _SENT.match(text, at)
    return (sent.end(), 0.7) if sent and not is_common_word(sent.group()) else (at, 0.0)


def _own_people(text: str) -> Iterator[tuple[int, int]]:
    """本院执行干警张某、司机孟某前往: whom the court sends are court staff, whatever they are called."""
    for own in _OWN.finditer(text):
        at = own.end()
        while True:
            end, sure = name_at(text, at, listed=at != own.end())
            if not sure:
                break
            yield at, end
            if text[end : end + 1] != "、":
                break
            title = _OWN_TITLE.match(text, end + 1)
            at = title.end() if title else end + 1


def _names_before(text: str, end: int) -> Iterator[tuple[int, int]]:
    """The names of a list that ends here, back to the mark or word it begins behind."""
    while True:
        start = next(
            (
                s
                for s in (end - 2, end - 3, end - 4)
                if s > 0 and text[s - 1] in "、，：和与及由员长人" and is_name_shaped(text[s:end])
            ),
            0,
        )
        if not start:
            return
        yield start, end
        if text[start - 1] not in "、和与及":
            return
        end = start - 1


def _list_end(text: str, at: int) -> int:
    end, sure = name_at(text, at)
    while sure and text[end : end + 1] in ("、", "和", "与", "及"):
        at = end + 1
        end, sure = name_at(text, at)
    return end


def _told_of(text: str, name: str) -> bool:
    """委托诉讼代理人田武、党花磊到庭: whether it is said elsewhere that this is a party or somebody of one."""
    return any(
        _TOLD.match(text, at + len(name)) or _IS_PARTY.search(text, max(0, at - 5), at) for at in places_of(text, name)
    )


def _lawyers(text: str) -> list[tuple[int, int]]:
    """Names after a firm or an agent's title in the body, and names before 律师."""
    places: list[tuple[int, int]] = []
    for title in (*_SUPPORT.finditer(text), *_ADMINISTRATOR.finditer(text)):
        at = title.end()
        end, sure = name_at(text, at)
        if _STAFF_OF_PARTY.match(text, _list_end(text, at)):
            continue  # 委托诉讼代理人张某、钟某（均系该公司员工）
        while sure:
            if not _told_of(text, text[at:end]):
                places.append((at, end))
            if text[end : end + 1] not in ("、", "和", "与", "及"):
                break
            at = end + 1
            end, sure = name_at(text, at)
    for firm in _OF_FIRM.finditer(text):
        places += _names_before(text, firm.start())
    for word in _BEFORE_LAWYER.finditer(text):
        for length in (3, 2):
            name = text[word.start() - length : word.start()]
            if len(name) == length and surname_of(name) and not is_masked_already(name) and plain_name(name) == name:
                before = text[word.start() - length - 1 : word.start() - length]
                if before in "，。；、：由与和及托" or not before:
                    places.append((word.start() - length, word.start()))
                    break
    return places
