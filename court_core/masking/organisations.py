"""Organisations in a judgment: declared parties, full names by their form, short names declared or derived.

Never public bodies (courts, authorities, law firms: `public_bodies`); names that the source masked itself stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from court_core.masking.names import is_common_word, is_name_shaped
from court_core.masking.organisation_names import (
    ends_like_organisation,
    form_ending_at,
    forms,
    only_trade,
    parse_organisation,
)
from court_core.masking.organisation_short_names import PLACE_NEXT, KnownNames, add_latin, declare_short, derive_short
from court_core.masking.organisation_words import BREAK, MASKED, NOT_FORM_NEXT, ROLE, is_generic
from court_core.masking.patterns import on_demand
from court_core.masking.plain import Dense, plain
from court_core.masking.public_bodies import Protected, is_authority, protected_spans
from court_core.masking.public_places import is_public_place
from court_core.masking.regions import COUNTY, HAN, known_regions
from court_core.masking.shops import carriers, describes, is_counted, is_sign, named_by_trade, signs
from court_core.masking.spans import Found, Group, Header

_CONTEXT_SHORT = on_demand(
    f"(?:(?:{ROLE})|[，。；：、“（\n]|与|和|及|向|由|对|被|在|将|从|给|至|因|以|是|为|系|经|诉|称|的|到|任|现任|原任|们|赔偿|授权|烧毁|损害|约定|收受|接受|受理|采用|提供)$"
)
_FORM_TAIL = on_demand("（(?:有限合伙|普通合伙|特殊普通合伙|个人独资|个体工商户)）")
_BANK_FORMS = frozenset("银行 支行 分行 分理处 储蓄所 营业部".split())
_KNOWN_BANK = on_demand(
    "^中国(?!人民)|^(?:工行|农行|建行|中行|交行|招行|邮储)|"
    "(?:工商|农业|建设|交通|招商|民生|光大|兴业|中信|华夏|平安|广发|浦发|浦东发展|邮政储蓄|邮储|农村商业|农商|渤海|浙商|恒丰|汇丰|渣打|东亚|花旗)$"
)
_STATE_BANK = on_demand("(?:中国)?(?:工商|农业|建设|交通|招商|邮政储蓄)银行")
_BANK_BEFORE = on_demand(rf"银行(?:股份有限公司|有限公司|有限责任公司)?(?P<branch>[{HAN}0-9]{{2,12}})$")
BREAK_AT_BANK = on_demand("银行|支行|分行|公司|[和与及或在向从由到为系的将]|账户|贷款|存款|开户|开立|开设")
_NAME_RUN = on_demand(rf"[{HAN}（）A-Za-z0-9·&.-]*$")
_NO_ROLE: tuple[str, Group] = ("", "third-person")
_COUNTRY = on_demand("中国|中华人民共和国")
_LEGAL_FORM = on_demand(
    "有限公司|有限责任公司|股份|合伙企业|合作社|株式会社|支行$|分行$|分公司$|支公司$|分理处$|储蓄所$|信用社$|联社$"
)
_MASK_SIGNS = ("某", "×", "*")
_STILL_FORM = on_demand(
    "治疗|治愈|治病|医治|人民|名下|法定|业务(?:员|经理)|里程|用于|系(?:原|被|本|合|依|经|由|一)|为(?:原|被|本|由|其)|法院"
)
_LONG_FORM_NEXT = on_demand("(?<=部)门(?!诊)|[长队法主]|员(?!工)")
_BESIDE = on_demand("[镇乡村屯路街组口][东西南北]?(?:头|侧|边|口|旁|面)|附近|对面|门口|隔壁|旁边|楼下")
# What only a certain firm does or has: behind 长城公司 it shows that the everyday word is a name.
_FIRM_ACTS = on_demand(
    "员工|的?法定代表人|的名义|名义|的?账户|营业执照|诉|辩称|述称|答辩|称|与[^，。；]{2,20}签订|于\\d{4}年|出具的|提供的|承建|承包|开发|支付|赔偿|认可|不服|股权|名下"
)
_VEHICLE_LAST = on_demand("(?:面包|越野|出租|摩托|自行|电动|三轮|四轮|轿|货|客|卡|机动|汽|马|跑|小|驾)$")
_WEAK_FORMS = frozenset(
    "店 行 铺 档 港 矿 厂 企业 集团 市场 平台 车队 学校 大学 小学 中学 医院 银行 超市 酒店 商场 公寓 宾馆 饭店 食堂 "
    "药店 书店 项目部 工程队 施工队 寺 码头 基地 工会 协会 公司 高中 初中"
    " 营业部 中专 分店 总店 商店 门店 商行 电台 门市 百货 驿站 山庄 诊所 网吧 酒吧 餐厅 餐馆 茶馆 俱乐部 工作室 村委会 居委会 村民小组 股东会 "
    "经济社 商城 城 工厂 档口 电站 收费站 服务站 服务中心 便利店 幼儿园 培训中心 "
    "支行 分行 分公司 支公司 人民医院 信用社 营业厅 卫生院 村民委员会 居民委员会 业主委员会 业主大会 卫生室".split()
)
_MADE = frozenset("厂 店 铺 加工厂 制品厂 加工坊 作坊".split())
_INSTITUTES = frozenset(
    "人民医院 中心医院 中医院 中医医院 妇幼保健院 卫生院 中心卫生院 康复中心 康复医院 护理院 体检中心"
    " 社区卫生服务中心 司法鉴定中心 司法鉴定所 卫校 职业技术学院".split()
)
_KEEPS = on_demand("[镇乡村市县区里](?:经营|开)$")
_WORKS_THERE = on_demand("的?(?:员工|职工|工人|老板|业主|经营者|负责人|厂长|会计|出纳|务工|打工)")
_MATERIALS = "竹木石砖瓦铁钢铝铜纸布皮塑胶棉麻茶酒米面油糖药漆"
_TOWN = on_demand(rf"[{HAN}]{{1,4}}[镇乡](?:中心)?")
_RUNNING = on_demand(
    "[的了每趁]|不[属予应得能是会]|事故|纠纷|本次|一个|一家|利用|介绍|推荐|获悉|骗取|处置|合作方|购地|投资建|平方米|范围|宣传|合伙|擅自|私自|听说|帮助|下来|搞|拉回|带我|叫往|^[我你他她它]|^[一二两三几多数\\d]+[家间个所处名辆]|侵占|分管|负责|协调|收受|接受|参加|代表|担任|挪用|\\d{3}|旁边|附近|门口|[东南西北]面|[镇乡村市县区里]经营"
)
_SENTENCE = on_demand(f"[我你他她它们这那没不要找过去来说让就都也还所除]|{_RUNNING.pattern}")


def find_organisations(text: str, header: Header) -> list[Found]:
    """Full names (`organisation`) and short names (`alias`, entity = the full name), sorted and disjoint.

    Public bodies and law firms are left out, also where the header declares them as parties.
    """
    flat = plain(text)
    dense = flat.dense
    protected = protected_spans(text)
    dense_protected = protected_spans(dense.text)
    known = KnownNames()
    people = frozenset(m.name for m in header.mentions if m.nature == "person")
    roles = {m.name: (m.role, m.group) for m in header.mentions if m.nature == "organisation"}
    for name, (role, _) in roles.items():
        if not is_authority(name) and not MASKED.search(name):
            known.full.setdefault(name, f"当事人首部：{role}")
    for name, why in _without_run_up(
        dense.text, dict(_by_form(dense.text, dense_protected, people, known.full)), known.full
    ).items():
        known.full.setdefault(name, why)
    for name, why in (*signs(dense.text), *carriers(dense.text)):
        known.full.setdefault(name, why)
    _attach_short(known, frozenset(roles))
    declare_short(dense.text, known)
    add_latin(flat, known)
    derive_short(dense.text, known, people)
    return _spans(flat, dense, protected, known, roles)


def _by_form(
    text: str, protected: Protected, people: frozenset[str], declared: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    for first, end, form in _forms_in(text):
        start = _name_start(text, first)
        start += _before_bank(text[start:end])
        if start > 2:
            start = _further_back(text, start, first, end, form)
        name = text[start:end]
        if (
            len(name) - len(form) < 2
            or MASKED.search(name)
            or text[start - 1 : start] in _MASK_SIGNS
            or is_authority(name)
        ):
            continue
        if protected.touches(start, end) or name.count("（") != name.count("）"):
            continue
        if is_public_place(text, start, name, form, declared):
            continue
        reason = _credible(text, start, name, form)
        if reason and not _begins_with_person(name, form, people):
            yield name, reason


def _without_run_up(text: str, candidates: dict[str, str], declared: dict[str, str]) -> dict[str, str]:
    """Drop 乌日罕欠邦储银行包市分行 where 邦储银行包市分行 is a name that stands more often, or is declared."""
    names = {*candidates, *declared}
    ends: dict[str, list[str]] = {}
    for name in names:
        ends.setdefault(name[-4:], []).append(name)
    counts = {name: text.count(name) for name in names}

    regions = known_regions()

    def run_up(name: str) -> bool:
        return (
            any(
                other != name and name.endswith(other) and (other in declared or counts[other] > counts[name])
                for other in ends[name[-4:]]
            )
            and not regions.chain_end(name, 0, unlisted=False, short=True)[0]
        )  # 綦江区洪坪采石场: the whole name of 洪坪采石场

    return {name: why for name, why in candidates.items() if not run_up(name)}


def _attach_short(known: KnownNames, declared: frozenset[str]) -> None:
    """昶维公司 beside 昶维信息科技有限公司 is the same firm, not a second one."""
    by_brand: dict[str, str] = {}
    for name in sorted(known.full, key=lambda n: (n not in declared, -len(n), n)):
        brand = parse_organisation(name).brand
        longer = by_brand.setdefault(brand, name)
        if longer != name and len(longer) > len(name) and name not in declared and not _LEGAL_FORM.search(name):
            known.other.setdefault(name, (longer, "由全称得出的简称", 0.9))
    for name in known.other:
        known.full.pop(name, None)


def _forms_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Every place where a form of organisation ends: start and end of the form, the form."""
    for match in _last_characters().finditer(text):
        end = match.end()
        form = form_ending_at(text, end)
        if not form or text.endswith(form, 0, end - len(form)):  # 公司公司: the second is no name's end
            continue
        goes_on = _LONG_FORM_NEXT if len(form) > 2 else NOT_FORM_NEXT
        if not _LEGAL_FORM.search(form) and goes_on.match(text, end) and not _STILL_FORM.match(text, end):
            continue
        if form[-1] == "市" and _inside_place(text, end - len(form), end):
            continue  # 广东省江门市 is no 门市
        tail = _FORM_TAIL.match(text, end)
        yield end - len(form), tail.end() if tail else end, form


@cache
def _last_characters() -> re.Pattern[str]:
    return re.compile("[" + "".join(sorted({form[-1] for form in forms()})) + "]")


def _inside_place(text: str, first: int, end: int) -> bool:
    """如皋, 从化: a little word that is part of a place's name."""
    regions = known_regions()
    return any(
        place + regions.name_at(text, place, short=True)[0] >= max(end, first + 1)
        for place in range(first, first - 3, -1)
        if text[place : place + 2] in regions.lengths
    )


def _name_start(text: str, at: int, *, skip: int = -1) -> int:
    bank = _BANK_BEFORE.search(text, max(0, at - 20), at)
    if bank and not BREAK_AT_BANK.search(bank["branch"]):
        at = bank.start("branch")  # 中国银行南通西被闸|支行: what lies between is the branch's own name
    floor = max(0, at - 32)
    run = _NAME_RUN.search(text, floor, at)
    start = run.start() if run else at
    for cut in BREAK.finditer(text, start, at + 12):  # a look ahead must see past `at`
        if cut.end() > at:
            break
        inside = _inside_bracket(text, start, cut.start(), at) or _inside_place(text, *cut.span())
        if cut.end() != skip and not inside:
            start = cut.end()
    opened = text.rfind("（", start, at)
    if opened >= 0 and "）" not in text[opened:at]:
        start = opened + 1
    closed = text.find("）", start, at)
    if closed >= 0 and "（" not in text[start:closed]:
        start = closed + 1
    start = _at_region(text, start, at)
    return start - 2 if text[start - 2 : start] in ("该行", "我行", "本行") else start


def _at_region(text: str, start: int, at: int) -> int:
    """Leave out what stands before the place a name begins with, when that is not itself part of a name."""
    regions = known_regions()
    country = _COUNTRY.search(text, start, at)
    if country and country.start() <= start + 6 and text[country.start() - 1 : country.start()] != "（":
        return country.start()
    if regions.chain_end(text, start, unlisted=False, short=True)[0] > start:
        return start
    for verb in ("投资", "入股", "参股"):  # 投资安陵云岭食品有限公司; 投资咨询有限公司 has no place behind it
        low = start + len(verb)
        if text.startswith(verb, start) and regions.chain_end(text, low, unlisted=False, short=True)[0] > low:
            return low
    if text[start] in "原现" and regions.chain_end(text, start + 1, unlisted=False, short=True)[0] > start + 1:
        return start + 1  # 原达州瑞丰房地产开发有限公司
    for place in range(start + 1, min(at - 1, start + 9)):
        end, level = regions.chain_end(text, place, unlisted=False)
        if end > place and (level < COUNTY or end - place >= 3):
            return start if ends_like_organisation(text[start:place]) else place
    return start


def _inside_bracket(text: str, start: int, place: int, at: int) -> bool:
    opened = text.rfind("（", start, place)
    return opened >= 0 and "）" not in text[opened:place] and "）" in text[place:at]


def _credible(text: str, start: int, name: str, form: str) -> str:
    """Why a piece that ends like an organisation is one, "" when it is rather a common noun (保险公司、大型超市)."""
    parts = parse_organisation(name)
    before = name[: len(name) - len(form)]
    driven = form == "车行" and (_VEHICLE_LAST.search(before) or text.startswith(("驶", "至"), start + len(name)))
    acted = form.endswith("行") and text.startswith(("为", "动"), start + len(name))  # 不认可租赁|行为
    if driven or acted or _KEEPS.search(before) or "（含" in before:
        return ""  # 驾驶摩托|车行|至; 冯某在义县开|砖厂
    if form.endswith("市场") and before.endswith(("路", "街", "道", "巷", "村", "镇", "乡")):
        return ""  # 城西路农贸市场: where it is
    if _is_bank(name):
        return "银行名称"
    if parts.region == "中国" and _LEGAL_FORM.search(form) and len(name) >= 10:
        return "国名加组织形式"  # 中国邮政速递物流股份有限公司
    if (
        parts.region not in ("", "中国")
        and _LEGAL_FORM.search(form)
        and len(name) >= 8
        and parts.brand
        and not _RUNNING.search(parts.brand)
    ):
        return "行政区划加组织形式"  # 广州建筑工程有限公司: nothing but common words, and one firm all the same
    hospital = form == "医院" and _names_county(parts.region) and (not parts.brand or only_trade(parts.brand))
    town = form.endswith("卫生院") and _TOWN.fullmatch(parts.brand)
    if (form in _INSTITUTES and parts.region not in ("", "中国")) or hospital or town:
        return "行政区划加机构种类"  # 桃源县人民医院: no brand, and one hospital all the same
    place = len(parts.region) or known_regions().chain_end(before, 0, short=True)[0]
    by_trade = named_by_trade(before, form, place)
    if is_generic(before) or is_generic(parts.brand) or len(parts.brand) > 18:
        # 朝阳酒店: a county's bare name is all the sign there is
        return "招牌" if not parts.brand and not by_trade and is_sign(text, start, before, form) else ""
    if _LEGAL_FORM.search(name) and len(name) >= 6:
        return "组织形式"
    if form in _WEAK_FORMS | {"小卖部", "小卖铺"} and _BESIDE.search(before):
        return ""  # 段庄村西头小卖部: where it is, not what it is called
    if by_trade:
        return ""
    placed = parts.region or known_regions().chain_end(before, 0, short=True)[0] in range(1, len(before))
    if placed and parts.brand and len(name) >= 5 and not _LEGAL_FORM.search(form):
        return "" if _RUNNING.search(parts.brand) or is_counted(before) else "行政区划加组织形式"
    if placed and parts.brand and len(name) >= 5:
        return "行政区划加组织形式"
    if (
        form == "公司"
        and 2 <= len(parts.brand) <= 6
        and not _SENTENCE.search(parts.brand)
        and (_CONTEXT_SHORT.search(text[max(0, start - 5) : start]) or start == 0)
    ):
        if not is_common_word(parts.brand):
            return "" if describes(parts.brand) else "名称加公司"
        acts = _FIRM_ACTS.match(text, start + len(name)) and not describes(parts.brand)
        return "名称加公司" if acts else ""
    if (
        form not in _WEAK_FORMS
        and 2 <= len(parts.brand) <= 8
        and (not is_common_word(parts.brand) or _run_by(text, start, parts.brand))
        and not _RUNNING.search(parts.brand)
    ):
        return "字号加组织形式"
    works_there = _WORKS_THERE.match(text, start + len(name)) is not None
    if form in _MADE and len(parts.brand) >= 4 and _brand_and_ware(parts.brand, sure=works_there):
        return "字号、行业加组织形式"
    if (
        form in _WEAK_FORMS
        and parts.trade
        and 2 <= len(parts.brand) <= 6
        and not is_common_word(parts.brand)
        and not _RUNNING.search(parts.brand)
    ):
        return "字号、行业加组织形式"
    return "招牌" if is_sign(text, start, before, form) else ""


def _is_bank(name: str) -> bool:
    """交通银行股份有限公司北京回龙观支行, 莱西市农商银行院上支行: known by what stands before 银行, though it is a common word."""
    bank, is_said, _ = name.partition("银行")
    return bool(is_said) and _KNOWN_BANK.search(bank) is not None


def _before_bank(name: str) -> int:
    """How much stands before a known bank that is no place: 章正英|农业银行 is a person and a bank."""
    bank = _STATE_BANK.search(name)
    before = name[: bank.start()] if bank else ""
    return len(before) if is_name_shaped(before) and not known_regions().chain_end(before, 0, short=True)[0] else 0


def _further_back(text: str, start: int, first: int, end: int, form: str) -> int:
    """Where a name begins whose brand has a little word in it: 华为|技术有限公司, 江苏金陵正和|司法鉴定所."""
    further = _name_start(text, first, skip=start)
    if _LEGAL_FORM.search(form):
        brand = _cut_inside(text, start, first) and not _is_bank(text[start:end])
        return further if brand and start - further > 1 else start
    nothing_left = only_trade(text[start:first]) if first > start else text.startswith("司法", first)
    placed = nothing_left and known_regions().chain_end(text, further, unlisted=False, short=True)[0] > further
    return further if placed else start


def _names_county(region: str) -> bool:
    """綦江区|中医骨科医院: one hospital; 县|骨科医院: any."""
    return len(region) > 2 and region[-1] in "市县区旗州"


def _run_by(text: str, start: int, brand: str) -> bool:
    """被告经营的天天酒业: what somebody runs bears a name, although it is an everyday word."""
    return text.endswith(("经营的", "开设的", "开办的"), 0, start) and not describes(brand)


def _begins_with_person(name: str, form: str, people: frozenset[str]) -> bool:
    """方东生分管公司: a party and what it does; 方东生诊所 and 方东生贸易有限公司 may be names."""
    if _LEGAL_FORM.search(form):
        return False
    person = next((p for p in people if len(p) > 2 and name.startswith(p)), "")
    between = name[len(person) : len(name) - len(form)]
    return bool(person and between) and not only_trade(between)


def _cut_inside(text: str, start: int, first: int) -> bool:
    """Whether the word before `start` belongs to the brand: 华为|技术有限公司, 恒岳资本管理|有限公司, 爱丽丝维康无|纺有限公司."""
    if first > start:
        return only_trade(text[start:first]) or (first - start < 2 and text[start - 1] in "无如为和")
    return text.endswith("管理", 0, start)


def _brand_and_ware(words: str, *, sure: bool) -> bool:
    """鑫旺淀粉 of 山圩镇鑫旺淀粉厂: behind a town at most, two characters that are no word and a ware of two.

    Where somebody works there (`sure`), the ware may be anything: 福人锯板厂员工.
    """
    town = re.match(rf"[{HAN}]{{1,4}}[镇乡村]", words)
    rest = words[town.end() :] if town and len(words) - town.end() >= 4 else words
    if len(rest) != 4 or _SENTENCE.search(rest):
        return False
    head, ware = rest[:2], rest[2:]
    return (
        (sure or is_common_word(ware) or ware[0] in _MATERIALS)
        and not is_common_word(head)
        and not is_generic(head)
        and not only_trade(head)
    )


def _spans(
    flat: str,
    dense: Dense,
    protected: Protected,
    known: KnownNames,
    roles: Mapping[str, tuple[str, Group]],
) -> list[Found]:
    names: list[tuple[str, Found]] = []
    for name, why in known.full.items():
        role, group = roles.get(name, _NO_ROLE)
        names.append(
            (
                name,
                Found(0, 0, "organisation", name, why, 0.95 if role else 0.8, role, group),
            )
        )
    for name, (entity, why, sure) in known.other.items():
        if name not in known.full:
            role, group = roles.get(entity, _NO_ROLE)
            names.append((name, Found(0, 0, "alias", entity, why, sure, role, group)))
    names.sort(key=lambda pair: (-len(pair[0]), pair[0]))
    taken = bytearray(len(dense.text))
    found: list[Found] = []
    for name, pattern in names:
        for start, end in dense.occurrences(name):
            if any(taken[start:end]) or not dense.same_line(flat, start, end):
                continue
            first, last = dense.span(start, end)
            bare = pattern.kind == "alias" and not ends_like_organisation(name)
            if bare and pattern.why != "声明的简称" and dense.text[end : end + 1] in PLACE_NEXT:
                continue
            if protected.touches(first, last) or _within_word(dense.text, start, end, name):
                continue
            taken[start:end] = b"\x01" * (end - start)
            found.append(
                Found(first, last, pattern.kind, pattern.entity, pattern.why, pattern.sure, pattern.role, pattern.group)
            )
    return sorted(found, key=lambda item: item.start)


def _within_word(text: str, start: int, end: int, name: str) -> bool:
    """HENGMETALS inside a longer Latin word is another word."""
    if not (name[0].isascii() and name[-1].isascii()):
        return False
    before, after = text[start - 1 : start], text[end : end + 1]
    return (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha() and name[-1].isupper())
