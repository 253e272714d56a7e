"""The party header (首部): who takes part in the case, in which place, as declared before the facts begin.

Every variant of DOMAIN.md §5: a line for each or all in one line, several names after one role, with and without
colon, 字间空格, roles put together, criminal headers with custody history, administrative and enforcement ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from dataclasses import replace as changed
from itertools import pairwise

from court_core.masking.name_neighbours import HAN
from court_core.masking.names import is_masked_already, is_name_shaped
from court_core.masking.organisation_names import ends_with_trade
from court_core.masking.patterns import on_demand
from court_core.masking.plain import plain, plain_name
from court_core.masking.roles import AGENT, KEPT_AGENT, REPRESENTATIVE, ROLES, classify
from court_core.masking.spans import Group, Header, Mention, Nature
from court_core.masking.surnames import surname_of

_STAFF = on_demand("院长|法官|庭长|审判|执行[员局庭]|书记员|赔偿委员会|该院|本院")
_UNIT = on_demand(f"(?:（?[一二三四五六七八九十\\d]{{1,3}}[）、.·])?(?P<roles>{ROLES})(?P<mark>：?)")
_AGENT_OF = on_demand(
    f"(?P<roles>[^，。；：]{{2,80}}?(?:{AGENT}|{REPRESENTATIVE})(?:（[^（）]{{0,40}}）)?)(?P<mark>：)"
)
_ITEM = on_demand("^（?[一二三四五六七八九十\\d]{1,3}[）、.·]$")  # 3、委托诉讼代理人：
_STARTS = on_demand(ROLES + "(?=[^的之，。；、）])")
_STARTS_AFTER_COMMA = on_demand(f"{AGENT}(?=[^的之，。；、）])|{REPRESENTATIVE}(?=：|[{HAN}]{{2,4}}[，。；（])")
_MARK = on_demand("[：。；，号]")
_BEFORE_COLON = on_demand(f"(?:{ROLES})$")
_ROLE_ENDS = frozenset("人告者表关位犯长师员理主属）一二三四五六七八九十12345678")
_RUN_ON = on_demand("(?<=公司|银行|支行|分行)(?=原告|被告|第三人|上诉人|申请人|与被告|与原告)")
_BODY = on_demand(
    r"一案|诉称|辩称|述称|提起公诉|判决如下|裁定如下|决定如下|纠纷|经审理|经审查|指控|向本院|本院(?!指定|决定|逮捕|作出|以|取保|监视|执行)|"
    r"(?:因|与).{2,60}(?:不服|提出|提起)|到庭参加|参加了?(?:本案)?诉讼|出庭参加|到庭应诉|提出上诉|申请执行.{0,30}(?:判决|裁定|决定|调解)|负担|事实和理由|请求事项"
)
_PERSONAL = on_demand(
    r"[，。（ ](?:男|女)(?:[，。；） ]|$)|性别|出生|[汉满回壮苗彝]族|身份证|公民身份|住址|户籍|住[^所]|曾用名|又名|绰号|别名"
)
_LEADER = on_demand("法定代表人|法人代表|负责人|经营者|经营人|业主|投资人|执行事务合伙人|^代表人")
_SEX = on_demand("，?(?:男|女)[，。；（]")
_CONTINUES = on_demand(
    r"(?:住所|住址|住|户籍|户口|现住|经常居住|统一社会信用|组织机构|注册|营业|公民身份|居民身份|身份证|出生|性别|民族|职务|职业|联系|电话|邮编|邮政|男|女|"
    r"\d{4}年|因涉嫌|因犯|因本案|现羁押|现在|现押|曾因|该|系|以上|上述|上列|二|两|三|均|特别授权|一般|代理权限|单位|文化|工作单位|地址|通讯|执业|送达|开户|刑期|"
    r"因|曾|于\d|同日|同年|同月|逮捕|取保|捕前|其|国籍|护照|港澳|台湾|[（(])"
)
_ORGANISATION = on_demand(
    r"(?:公司|集团|银行|支行|分行|分理处|储蓄所|信用社|联社|联合社|合作社|厂|店|铺|行|中心|委员会|管委会|居委会|村委会|局|政府|法院|检察院|事务所|鉴定所|研究所|研究院|"
    r"设计院|会所|协会|学会|商会|基金会|工会|公安|支队|大队|中队|总队|派出所|看守所|监狱|学校|中学|小学|大学|学院|幼儿园|托儿所|医院|卫生院|卫生所|门诊部|保健院|站|"
    r"场|矿|馆|超市|酒店|宾馆|饭店|餐厅|餐馆|工作室|经营部|商行|网吧|合伙企业|（有限合伙）|（普通合伙）|（特殊普通合伙）|小组|业主委员会|业主大会|办事处|街道办|酒业|"
    r"药房|诊所|企业|门市部|营业部|服务部|项目部|指挥部|经理部|办公室|管理处|管理所|服务所|分所|总社|出版社|报社|杂志社|旅行社|供销社|经济社|经联社|股份社|联合会|"
    r"俱乐部|会馆|影楼|茶楼|酒楼|食府|庄园|农场|林场|养殖场|加工场|批发部|零售部|市场|商场|商城|广场|码头|港务|机构|管理人|部队|海关|税务所|财政所|分局|总局|厅|"
    r"委|院|署|处|所|社|坊|部|庄|园|城|居|轩|堂|阁|吧|队|会社|财团|教会|寺|庙|祠|组|村|镇|乡|街道|区|县|市|Ltd\.?|LTD\.?|LLC|Inc\.?|INC\.?|LIMITED|Limited|GmbH|K\.K\.|S\.A\.|Corp\.?|Company)$"
)
_STRONG_ORGANISATION = on_demand(
    "公司|银行|集团|合作社|委员会|事务所|局$|法院|检察院|政府|医院|学校|企业|中心|工厂|经营部|信用社"
)
_PUBLIC = on_demand(
    r"(?:人民法院|法院|检察院|公安局|公安分局|公安厅|公安部|分局|总局|派出所|看守所|监狱|戒毒所|拘留所|政府|司法局|民政局|[^，]{2}局|厅|海关|税务所|财政所|仲裁委员会|"
    r"仲裁院|管理委员会|管委会|街道办事处|街道办|交警大队|交通警察大队|交通警察支队|消防大队|执法大队|执法支队|监察大队|支队|大队|总队|中队|海事处|公证处|人大常委会|"
    r"国务院|法律援助中心|公积金管理中心|社会保险基金管理(?:局|中心)|社会保险事业.{0,4}中心|医疗保障.{0,8}中心|委员会办公室|部队|登记中心|执法局|征收办公室|土地储备中心|"
    r"(?:发展和?改革|卫生健康|国有资产监督管理|城乡建设|住房和城乡建设|证券监督管理|监察|纪律检查)委员会|自然资源部|财政部|教育部|商标局|知识产权局|商标评审委员会)$"
)
_VILLAGE = on_demand("(?:村民|居民|业主|村|居|业)(?:委员会|委会)$|村民小组$|经济联合社$")
_AFTER_NAME = on_demand(
    r" +(?=男|女|性别|民族|出生|职务|职业|住|身份|公民|联系|电话|\d|[^ ]族|总?经理|董事|系|地址|执行董事|统一|组织|"
    r"委托|法定|[^ ]*律师|[\u4e00-\u9fff][^ ]{3,})"
)
_NOT_NAME = on_demand(
    r"^(?:指派|建议|认为|报送|本院|原告|被告|双方|不服|未|无|应|因|对|的|认为|主张|辩称|诉称|提出|陈述|到庭|经|在|及其|均|等|人|公司$|该|其|称|向本|于\d|情况|信息|基本|身份|名单|如下|同上|"
    r"以|没有|出庭|意见|提交|参加|委托|诉讼|分别|共同|系|就|为|已|没|与|和|及|承担|支付|负担|之间|一方|是否|方|资格|地位|如实|自愿|主动|当庭|归案|到案)"
)
_LAWYER_IN_OFFICE = on_demand("^，?(?:[^，。；]{2,20}律师事务所|执业|该所)?律师(?:[，。；]|$)")
# A short line that is not understood does not end the header: the parties after it would be lost.
_STRANGE_LINE = 45
_ALL_LAWYERS = on_demand(
    "(?:以上|上述|上列|上二|以上二|二|两|三|均)[^。]{0,12}(?:均|都|皆)?[系为]?[^。]{0,40}(?:律师|法律工作者)"
)


@dataclass(frozen=True, slots=True)
class _Unit:
    """One role and what stands after it, up to the next role; offsets into the whole text."""

    roles: str
    start: int
    rest: str
    rest_start: int
    marked: bool


def parse_header(text: str) -> Header:
    """The party header of a judgment in original or plain form; empty (0, 0) where none is recognised."""
    return _parse(plain(text))


def _parse(text: str) -> Header:
    mentions: list[Mention] = []
    start = end = 0
    at = 0
    for number, line in enumerate(text.split("\n")):
        line_start, at = at, at + len(line) + 1
        bare = line.strip()
        if not bare:
            continue
        found = _line_mentions(line, line_start, begun=bool(mentions))
        if found:
            start = start if mentions else line_start
            end = line_start + len(line)
            mentions.extend(found)
            if _has_body(line):
                break
        elif mentions:
            known = bool(_CONTINUES.match(bare.replace(" ", "")))
            if _BODY.search(bare) or not (known or len(bare) <= _STRANGE_LINE):
                break
            if _ALL_LAWYERS.search(bare):
                mentions = _as_lawyers(mentions)
            end = line_start + len(line)
        elif number > 80 or line_start > 8000:
            break
    return Header(start, end, tuple(_with_staff(_with_leaders(mentions))))


def _with_leaders(mentions: list[Mention]) -> Iterator[Mention]:
    """顺丰, 美团: a party of any name that is followed by its 法定代表人 or 经营者 is an organisation."""
    for m, after in zip(mentions, [*mentions[1:], None], strict=False):  # none at all: the last has nobody behind it
        led = after is not None and after.group == "representative" and _LEADER.search(after.role)
        if led and m.group == "party" and m.nature == "person" and not _PERSONAL.search("，" + m.rest[:40]):
            yield changed(m, nature="organisation")
        else:
            yield m


def _with_staff(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """赔偿义务机关某法院，法定代表人某某，该院院长: who speaks for a court as one of its staff stays as its staff does.

    A prosecutor stays who stands before the court for the state, not who answers for a procuratorate that is a party.
    """
    of_court = False
    for m in mentions:
        if m.group not in ("representative", "agent"):
            of_court = m.nature == "public-body" and m.name.endswith("法院")
        elif of_court and _STAFF.search(m.rest[:40]):
            m = changed(m, group="lawyer")
        yield m


def _line_mentions(line: str, line_start: int, *, begun: bool) -> list[Mention]:
    """Names of one line; none where its first unit has a role word but no name: 执行机关指派干警…, the case goes on.

    `begun` says that names have been read already: then a line that begins with neither role nor a fact about a
    party is the case, whatever roles it speaks of later.
    """
    found: list[Mention] = []
    for number, unit in enumerate(_units(line, line_start)):
        before = _ITEM.sub("", line[: unit.start - line_start].strip())
        if begun and not number and before and not _CONTINUES.match(before.replace(" ", "")):
            return []
        here = list(_mentions(unit))
        if not number and not here and not unit.marked and not before:
            return []
        found += here
    return found


def _has_body(line: str) -> bool:
    """A header in one line may run straight into the facts."""
    return bool(re.search("一案，|一案 |诉称|辩称|本院受理|本院立案", line)) and len(line) > 200


def _as_lawyers(mentions: list[Mention]) -> list[Mention]:
    """以上二代理人均系某律师事务所律师: said once for the agents just named."""
    kept = list(mentions)
    for i in range(len(kept) - 1, -1, -1):
        if kept[i].group not in ("agent", "lawyer"):
            break
        m = kept[i]
        kept[i] = Mention(m.start, m.end, m.name, m.role, "lawyer", m.nature, m.rest, m.rest_start)
    return kept


def _units(line: str, line_start: int) -> Iterator[_Unit]:
    """The units of a line: offsets are kept while white space inside role words is overlooked."""
    positions = [i for i, c in enumerate(line) if c != " "]
    dense = line.replace(" ", "")
    cuts = [0, *_cuts(dense), len(dense)]
    for a, b in pairwise(cuts):
        piece = dense[a:b]
        found = _UNIT.match(piece) or _AGENT_OF.match(piece)
        if not found or found.end() >= len(piece):
            continue
        if a == 0 and not found["mark"] and _body_first(piece, found.end()):
            continue
        first, last = positions[a + found.end()], positions[b - 1] + 1
        yield _Unit(
            found["roles"], line_start + positions[a], line[first:last], line_start + first, bool(found["mark"])
        )


def _cuts(dense: str) -> list[int]:
    """Where further units begin inside a dense line: after a full stop or a house number, and before 角色：."""
    found = set()
    last = 0
    for mark in _MARK.finditer(dense):
        i, c = mark.start(), mark.group()
        if c == "：":
            ends = dense[i - 1 : i] in _ROLE_ENDS
            role = _BEFORE_COLON.search(dense, max(last, i - 60), i) if ends else None
            if role:
                found.add(role.start())
            last = i + 1
        elif c != "号" or dense[i - 1 : i].isdigit():
            starts = _STARTS_AFTER_COMMA if c == "，" else _STARTS
            if starts.match(dense, i + 1):
                found.add(i + 1)
            last = i + 1
    return sorted(found - {0})


def _body_first(piece: str, rest: int) -> bool:
    """原告张某与被告李某…一案 looks like a header line but tells the case."""
    if _PERSONAL.search(piece[rest : rest + 60]) and not re.search("一案", piece[:160]):
        return False
    return bool(_BODY.search(piece[:200]))


def _mentions(unit: _Unit) -> Iterator[Mention]:
    role, group = classify(unit.roles)
    segment, after = _name_part(unit.rest)
    if not segment.strip() or (_NOT_NAME.match(segment) and not unit.marked and not _could_be_named(segment)):
        return
    rest = unit.rest[after:]
    for offset, piece in _several(segment):
        piece = re.sub(r"(?<=[\u3400-\u9fff]{2})(?:女士|先生)$", "", piece)
        name = plain_name(piece).strip("“”\"'‘’《》：；")
        if not _possible(name, rest, unit.marked):
            return  # 被告人白某犯拒不执行判决、裁定罪: no list of names at all
        start = unit.rest_start + offset + (len(piece) - len(piece.lstrip()))
        nature = nature_of(name, rest)
        if group == "representative" and nature == "organisation" and not _ORGANISATION.search(name):
            nature = "person"
        kind: Group = group
        if group == "public-body" and nature == "person" and not unit.marked:
            return
        if nature == "public-body" and group in ("party", "public-body"):
            kind = "public-body"
        elif (group == "agent" and (KEPT_AGENT.search(rest[:90]) or _presumed_lawyer(role, rest))) or (
            group == "agent" and nature == "person" and "律师" in unit.roles
        ):
            kind = "lawyer"
        elif group == "representative" and nature == "person" and _LAWYER_IN_OFFICE.search(rest[:40]):
            kind = "lawyer"  # the administrator of a bankrupt firm is a law firm, and its 负责人 one of its lawyers
        yield Mention(start, start + len(piece.strip()), name, role, kind, nature, rest, unit.rest_start + after)


def _could_be_named(segment: str) -> bool:
    """和某松, 应某伦: a surname that is a function word, where nothing but the name stands."""
    return bool(_ORGANISATION.search(segment)) or is_name_shaped(plain_name(segment))


def _presumed_lawyer(role: str, rest: str) -> bool:
    """辩护人 without more is a lawyer; one who is a relative is told by 系…之父 or 亲友."""
    return role.endswith("辩护人") and not re.search(
        "系.{0,12}(?:之|的)|亲友|亲属|父|母|妻|夫|兄|弟|姐|妹|男，|女，", rest[:30]
    )


def _name_part(rest: str) -> tuple[str, int]:
    """The names at the head of a unit and where they end: brackets inside an organisation's name belong to it."""
    depth, end = 0, len(rest)
    for i, c in enumerate(rest):
        if c == "（":
            depth += 1
        elif c == "）":
            depth = max(0, depth - 1)
        elif depth == 0 and c in "，。；：\n":
            if c == "，" and re.match(r"(?:LTD|Ltd|INC|Inc|LLC|S\.A)", rest[i + 1 :].lstrip()):
                continue
            end = i
            break
    segment = _RUN_ON.split(rest[:end], maxsplit=1)[0]
    bracket = segment.find("（")
    while bracket >= 0:
        close = segment.find("）", bracket)
        inner = segment[bracket + 1 : close] if close > 0 else ""
        tail = segment[close + 1 :] if close > 0 else ""
        if re.fullmatch("有限合伙|普通合伙|特殊普通合伙|个人独资", inner):
            bracket = segment.find("（", close)
            continue
        inside_name = (
            close > 0
            and re.match(rf"[{HAN}A-Za-z]", tail)
            and _ORGANISATION.search(re.split("[（、，]", tail)[0].strip())
        )
        if not inside_name or re.search("简称|下称|曾用名|又名|系|原审|反诉", inner):
            segment = segment[:bracket]
            break
        bracket = segment.find("（", close)
    spaced = _AFTER_NAME.search(segment)
    if spaced and len(plain_name(segment[: spaced.start()])) >= 2:
        segment = segment[: spaced.start()]
    return segment, len(segment)


def _several(segment: str) -> Iterator[tuple[int, str]]:
    """Names joined by 、 or 和 after one role, each with its offset."""
    if "、" not in segment:
        yield 0, re.sub("等(?:[一二三四五六七八九十百\\d]+人)?$", "", segment)
        return
    at = 0
    for piece in segment.split("、"):
        yield at, re.sub("等(?:[一二三四五六七八九十百\\d]+人)?$", "", piece)
        at += len(piece) + 1


def _possible(name: str, rest: str, marked: bool) -> bool:
    if not 2 <= len(name) <= 60 or re.search(
        r"\d{4}年|因涉嫌|抓获|均为|上述|及其|到庭|参加诉讼|支持公诉|为由|如实|供述|归案|投案|自首|认罪|悔罪|退赃|的罪行|[，。；？！]",
        name,
    ):
        return False
    if is_name_shaped(name) or _ORGANISATION.search(name) or is_masked_already(name):
        return True
    if re.fullmatch(rf"[{HAN}]{{2,4}}", name):
        return marked or bool(_PERSONAL.search("，" + rest[:40])) or rest[:1] in "，。（" or not rest
    return marked or "·" in name or bool(_PERSONAL.search(rest[:40])) or bool(re.search("住所地|法定代表人", rest[:40]))


def nature_of(name: str, rest: str = "") -> Nature:
    """Person, organisation or authority, by the name's form and by what its unit of the header says of it."""
    if _PUBLIC.search(name) and not _VILLAGE.search(name):
        return "public-body"
    if is_name_shaped(name) and (not _STRONG_ORGANISATION.search(name) or _SEX.match(rest)):
        return "person"
    if ends_with_trade(name):
        return "organisation"
    person = bool(_PERSONAL.search("，" + rest[:40].split("。")[0]))
    if _ORGANISATION.search(name) and not (person and len(name) <= 4):
        return "organisation"
    if person or "·" in name or re.fullmatch(r"[A-Z][A-Za-zÀ-ÿ'.,\- ]+", name):
        return "person"
    if re.fullmatch(f"[{HAN}]{{2,4}}", name) or (surname_of(name) and len(name) <= 4):
        return "person"
    return "organisation"
