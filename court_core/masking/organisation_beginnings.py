"""Where the name of an organisation begins: past the verbs and little words before it, and not past those that are its own."""

from __future__ import annotations

from court_core.masking.names import is_name_shaped
from court_core.masking.organisation_names import ends_like_organisation, only_trade
from court_core.masking.organisation_words import BREAK, LEGAL_FORM
from court_core.masking.patterns import on_demand, run_back
from court_core.masking.regions import COUNTY, HAN, known_regions

_KNOWN_BANK = on_demand(
    "^中国(?!人民)|^(?:工行|农行|建行|中行|交行|招行|邮储)|"
    "(?:工商|农业|建设|交通|招商|民生|光大|兴业|中信|华夏|平安|广发|浦发|浦东发展|邮政储蓄|邮储|农村商业|农商|渤海|浙商|恒丰|汇丰|渣打|东亚|花旗)$"
)
_STATE_BANK = on_demand("(?:中国)?(?:工商|农业|建设|交通|招商|邮政储蓄)银行")
_BANK_BEFORE = on_demand(rf"银行(?:股份有限公司|有限公司|有限责任公司)?(?P<branch>[{HAN}0-9]{{2,12}})$")
_BREAK_AT_BANK = on_demand("银行|支行|分行|公司|[和与及或在向从由到为系的将]|账户|贷款|存款|开户|开立|开设")
_NAME_RUN = on_demand(rf"[{HAN}（）A-Za-z0-9·&.-]*")
_SCHOOLING = on_demand("毕业|文化|学历|肄业|没|读|上")
_RUN_THERE = on_demand("(?:经营|开设|开办)(?![部者权管])")  # 在白云区共同经营|中尚化妆品店
_STREET = on_demand("[镇乡村路街道巷号湾桥]")
_SHORT_BRAND = 2
_WHOSE = frozenset("我你他她它该本贵此各两")
_COUNTRY = on_demand("中国|中华人民共和国")


def name_begins(text: str, first: int, end: int, form: str) -> int:
    """Where the name begins whose form is `text[first:end]`, at most some thirty characters before it."""
    start = _name_start(text, first)
    start += _before_bank(text[start:end])
    start = _further_back(text, start, first, end, form) if start > 2 else start
    if LEGAL_FORM.search(form):
        return start
    return next((run.end() for run in _RUN_THERE.finditer(text, start, first - 1)), start)


def is_bank(name: str) -> bool:
    """交通银行股份有限公司北京回龙观支行, 莱西市农商银行院上支行: known by what stands before 银行, though it is a common word."""
    bank, is_said, _ = name.partition("银行")
    return bool(is_said) and _KNOWN_BANK.search(bank) is not None


def inside_place(text: str, first: int, end: int) -> bool:
    """如皋, 从化: a little word that is part of a place's name."""
    regions = known_regions()
    return any(
        place + regions.name_at(text, place, short=True)[0] >= max(end, first + 1)
        for place in range(first, first - 3, -1)
        if text[place : place + 2] in regions.lengths
    )


def _name_start(text: str, at: int, *, skip: int = -1) -> int:
    bank = _BANK_BEFORE.search(text, max(0, at - 20), at)
    if bank and not _BREAK_AT_BANK.search(bank["branch"]):
        at = bank.start("branch")  # 中国银行南通西被闸|支行: what lies between is the branch's own name
    floor = max(0, at - 32)
    start = run_back(_NAME_RUN, text, floor, at)
    for cut in BREAK.finditer(text, start, at + 12):  # a look ahead must see past `at`
        if cut.end() > at:
            break
        inside = _inside_bracket(text, start, cut.start(), at) or inside_place(text, *cut.span())
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
        if text[place : place + 2] not in regions.lengths:
            continue
        end, level = regions.chain_end(text, place, unlisted=False)
        if end > place and (level < COUNTY or end - place >= 3):
            return start if ends_like_organisation(text[start:place]) else place
    return start


def _inside_bracket(text: str, start: int, place: int, at: int) -> bool:
    opened = text.rfind("（", start, place)
    return opened >= 0 and "）" not in text[opened:place] and "）" in text[place:at]


def _before_bank(name: str) -> int:
    """How much stands before a known bank that is none of it: 章正英|农业银行, 镇吴越路|农业银行."""
    bank = _STATE_BANK.search(name)
    before = name[: bank.start()] if bank else ""
    if _STREET.search(before):
        return len(before)
    return len(before) if is_name_shaped(before) and not known_regions().chain_end(before, 0, short=True)[0] else 0


def _further_back(text: str, start: int, first: int, end: int, form: str) -> int:
    """Where a name begins whose brand has a little word in it: 华为|技术有限公司, 江苏金陵正和|司法鉴定所."""
    if text.endswith("作为", 0, start) or _is_whole(text, start, first, end, form):
        return start
    further = _name_start(text, first, skip=start)
    if LEGAL_FORM.search(form):
        return further if start - further > 1 else start
    placed = known_regions().chain_end(text, further, unlisted=False, short=True)[0]
    if text[start - 1] == "都" and start - placed != _SHORT_BRAND:
        return start
    return further if placed > further else start


def _is_whole(text: str, start: int, first: int, end: int, form: str) -> bool:
    """Whether the name has its brand behind the little word, so that nothing is to be looked for before it."""
    if LEGAL_FORM.search(form):
        # 成都灶前|鸭餐饮有限公司: one character is no brand.
        short = start + 1 < first and only_trade(text[start + 1 : first])
        return not (short or _cut_inside(text, start, first)) or is_bank(text[start:end])
    if first > start:  # 谯城区德和|堂药材行: one character is no brand
        short = first - start < _SHORT_BRAND and text[start] not in _WHOSE
        return not (short or only_trade(text[start:first]))
    brand = text[start - 1] == "都" and not _SCHOOLING.match(text, end)  # 岫岩满族自治县玉都|小学
    return not (brand or text.startswith("司法", first))


def _cut_inside(text: str, start: int, first: int) -> bool:
    """Whether the word before `start` belongs to the brand: 华为|技术有限公司, 恒岳资本管理|有限公司, 爱丽丝维康无|纺有限公司."""
    if first > start and not (text.endswith("管理", 0, start) and text.startswith(("股份", "有限"), start)):
        return only_trade(text[start:first]) or (first - start < 2 and text[start - 1] in "无如为和")
    return text.endswith("管理", 0, start)
