"""Numbers that identify a person, an organisation, a vehicle, an account or a property (DOMAIN.md §5).

Two ways lead to a number: a word before it (公民身份号码, 车架号, 账号) or its own shape (a plate, an e-mail address).
Check digits raise how sure a finding is and never decide it. Case numbers, dates, amounts, articles of law and the
numbers of contracts, invoices and orders are not looked for, and what is protected (`public_bodies`) is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from court_core.masking import checksums
from court_core.masking.alternations import compile_alternation
from court_core.masking.patterns import on_demand
from court_core.masking.plain import places_of, plain
from court_core.masking.regions import HAN
from court_core.masking.spans import Found, Kind
from court_core.masking.wrapped_lines import over_breaks

_GAP = r"(?: {0,2}\n? {0,2})"  # inside a number: a few spaces, one line break
_GROUP = rf"(?:{_GAP}-?{_GAP})"  # between groups of digits a hyphen too
_NOT_AFTER = r"(?<![0-9A-Za-z×*])"
_NOT_BEFORE = r"(?![0-9A-Za-z×*])"

# ── numbers announced by a word ─────────────────────────────────────────────────────────────────────────────────
# name of the rule → kind, what announces it, how many Chinese characters may stand between, fewest digits
_ANNOUNCED: tuple[tuple[Kind, str, str, int, int], ...] = (
    (
        "permit",
        "通行证件号",
        "通行证|回乡证|台胞证|居留证|永久居留(?:身份)?证?|军官证|士兵证|军人证|警官证|文职干部证|驾驶证|行驶证|残疾人?证|执业证|"
        "暂住证|居住证|出生医学证明|结婚证|离婚证|老年证|退休证|从业资格证|资格证|工作证|学生证",
        8,
        5,
    ),
    ("passport", "护照号", "护照", 6, 5),
    (
        "identity",
        "身份证件号",
        "身份证件?|公民身份|居民身份|证件|社会保障号码?|社会保障卡|社保(?:个人)?(?:卡|编)?号码?|医保卡?号|户口簿|身份号码?|身份编号",
        6,
        6,
    ),
    (
        "organisation-code",
        "单位代码",
        "信用代码|机构代码|代码证|注册号|营业执照|工商登记|税务登记证?|纳税人识别号|登记证号|税号|许可证编?号码?|许可证（证?号",
        8,
        6,
    ),
    ("vehicle", "车辆识别号码", "车架号?|发动机号?|车辆识别代[号码]|识别代[号码]|大架号?|VIN码?", 6, 5),
    ("phone", "电话号码", "电话|手机|传真|联系方式|座机|热线|拨打|短信", 6, 7),
    (
        "bank-account",
        "银行账号",
        "[账帐][号户]|卡号|银行卡|信用卡|借记卡|储蓄卡|贷记卡|存折|存单|活期|一卡通|账簿号",
        12,
        8,
    ),
    (
        "certificate",
        "房地产证号",
        "房产证|房地产权?证|房屋所有权证|不动产权?证书?|土地使用权?证|土地证|林权证|宅基地使用证|使用权证|所有权证|"
        "承包经营权证|他项权?证?|产权证|权证",
        10,
        4,
    ),
    (
        "other-number",
        "能够识别个人的编号",
        "病历号?|病案号?|住院号?|门诊号|就诊卡号?|工号|学号|警号|UID|IMEI码?|串号|IP地址|IP|MAC地址|档案编号|公积金[账帐]?号",
        6,
        4,
    ),
)
_RULES: dict[str, tuple[Kind, str, int]] = {f"r{n}": (row[0], row[1], row[4]) for n, row in enumerate(_ANNOUNCED)}
_WORDS = compile_alternation("|".join(row[2] for row in _ANNOUNCED))
_RULED = on_demand("|".join(f"(?P<r{n}>{row[2]})" for n, row in enumerate(_ANNOUNCED)))
_BETWEEN = {
    f"r{n}": on_demand(rf"[{HAN}：“”\"'（）〔〕、#\n ]{{0,{row[3] + 6}}}?(?<![0-9A-Za-z×*])(?=[0-9A-Za-z])")
    for n, row in enumerate(_ANNOUNCED)
}
# Between the word and its number: whatever names the number or its owner, never a new clause about something else.
_NEW_THOUGHT = on_demand(
    "[存取汇付收支缴转欠借还].{0,3}$|内有|余额|共计|金额|人民币|第[一二三四五六七八九十]+条|共$|等$|于$|自$|至$|从$|在$"
)
_VALUE_AT = on_demand(rf"[0-9A-Za-z](?:{_GAP}-?{_GAP}[0-9A-Za-z]){{3,30}}{_NOT_BEFORE}")
_DEVICE_AT = on_demand(rf"[0-9A-Za-z](?:[-.:：]?[0-9A-Za-z]){{3,40}}{_NOT_BEFORE}")  # IP and MAC addresses
_NEXT_VALUE = on_demand(r"[、，；/和及或与]{1,2} ?(?=[0-9A-Z])")
_UNIT = on_demand(
    r" ?(?:余|多)?(?:元|万|亿|美元|港[元币]|人民币|笔|次|张|年|月|日|天|时|%|％|㎡|平方|公里|千米|米|吨|公斤|件|份|名|人|户)"
)
_AFTER_DIGITS = tuple("年月日、")
_DATE = on_demand(r"(?:19|20)\d{2}[-./](?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12]\d|3[01])(?: ?\d{1,2}[:：]\d{2}.*)?")
_COMPACT_DATE = on_demand(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-3]\d)?")
_REGISTERED_RIGHT = on_demand("(?:商标|专利|作品|域名|药品|产品|商品|软件|著作权|版权)[^。；]{0,16}$")

# ── numbers known by their shape ────────────────────────────────────────────────────────────────────────────────
# Most of them have six digits or more with little between: they are looked for around such runs only.
_DIGITS = on_demand(r"\d(?:[ \n-]{0,5}+\d){5,}")
_BEFORE_DIGITS = 12  # （+0086）- 13…
_BEHIND_DIGITS = 16  # …（转 123456）
_DAY = rf"(?:0{_GAP}[1-9]|[12]{_GAP}\d|3{_GAP}[01])"
_MONTH = rf"(?:0{_GAP}[1-9]|1{_GAP}[0-2])"
_IDENTITY_18 = on_demand(
    rf"(?<![0-9A-Za-z.])[1-9](?:{_GAP}\d){{5}}{_GROUP}(?:1{_GAP}[89]|2{_GAP}0)(?:{_GAP}\d){{2}}{_GAP}{_MONTH}{_GAP}{_DAY}"
    rf"{_GROUP}\d(?:{_GAP}\d){{2}}{_GAP}[0-9Xx](?![0-9A-Za-z])"
)
_IDENTITY_15 = on_demand(
    r"(?<![0-9A-Za-z.×*第])(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])\d{4}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?![0-9A-Za-z])"
)
_CREDIT_CODE = on_demand(r"(?<![0-9A-Za-z])[0-9A-HJ-NP-RT-UW-Y]{2}\d{6}[0-9A-HJ-NP-RT-UW-Y]{10}(?![0-9A-Za-z])")
_ORGANISATION_CODE = on_demand(r"(?<![0-9A-Za-z-])[0-9A-Z]\d{7}-[0-9X](?![0-9A-Za-z-])")
_MOBILE = on_demand(
    r"(?<![0-9A-Za-z.×*-])(?:（?\+?(?:00)?86）?[- ]?)?1[3-9]\d(?:[- ]{0,2}\d{4}[- ]{0,2}\d{4}|[- ]?\d{3}[- ]\d{5})(?![0-9A-Za-z×*])"
)
_LANDLINE = on_demand(
    r"(?<![0-9A-Za-z×*-])(?:（0\d{2,3}）[- ]?[1-9]?\d{6,7}|0\d{2,3}[- ]\d{3,4} ?\d{4}(?:/\d{7,8})?|"
    r"(?:\+|00)?86[- ]0?\d{2,3}[- ]\d{7,8}|[48]00[- ]\d{3,4}[- ]\d{3,4})(?:[- ]\d{1,5}|（?转 ?\d{1,6}）?)?(?![0-9])"
)
_PROVINCE_SIGNS = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼黔滇陇蜀"  # the last four by mistake
_MILITARY_SIGNS = "军空海北南沈兰济成广"
_PLATE_BEGINS = on_demand(f"[{_PROVINCE_SIGNS}{_MILITARY_SIGNS}使W](?:(?<!W) ?[A-Za-z]|(?<=W)J)")
_PLATE = on_demand(
    rf"[{_PROVINCE_SIGNS}使] ?[A-Za-z] ?[·.-]? ?(?:[A-Za-z0-9]{{4,5}}[挂学警港澳试超领使临]|[A-Za-z0-9]{{5,6}})"  # a misprinted O or I too
    r"(?![A-Za-z0-9×*])"
    rf"|(?<![A-Za-z])WJ ?[·-]? ?(?:[{_PROVINCE_SIGNS}]|\d{{2}}) ?[·-]? ?\d{{4,5}}[A-Z]?(?![0-9A-Za-z])"
    rf"|(?<=[“：牌照驶乘])[{_MILITARY_SIGNS}] ?[A-Z] ?[·-]? ?\d{{5}}(?![0-9A-Za-z])"
)
# 车牌号为吴江0306575: electric bicycles bear the name of a town.
_TOWN_PLATE = on_demand(
    rf"(?:车牌|牌照|号牌|牌)(?:号码?)?[为是系：“]{{0,2}}(?P<plate>[{HAN}]{{0,3}} ?[A-Z]?\d{{5,8}})(?![\d.年月元])"
)
_VEHICLE = on_demand(r"(?<![0-9A-Za-z])(?=[0-9A-Z]{0,16}[0-9]{4})L[A-HJ-NPR-Z0-9]{16}(?![0-9A-Za-z])")
_CARD = on_demand(rf"{_NOT_AFTER}(?<![.:：-])[3-9]\d(?:[ -]?\d){{13,17}}{_NOT_BEFORE}(?![.-]\d)")
_OTHER_NUMBER = on_demand("单号|编号|流水|订单|合同|发票|票据|凭证|票号|批号|货号|条码|第$")
_EMAIL = on_demand(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64} ?@ ?[A-Za-z0-9-]{1,63}(?:[.·][A-Za-z0-9-]{1,63}){1,6}")
_WEB = on_demand(
    r"(?:https?[:：]//|(?<![A-Za-z0-9.@-])www\.)[!-~]{2,300}|(?<![A-Za-z0-9.@/-])[a-z0-9-]{2,63}(?:\.[a-z0-9-]{2,63}){0,3}\.[a-z]{2,10}/[!-~]{2,200}"
)
_WECHAT_ID = on_demand(r"(?<![A-Za-z0-9_])wxid_[A-Za-z0-9]{6,24}")
_PUBLIC_SITE = on_demand(r"\.gov\.cn|court\.|\.court|chinacourt|rmfysszc|12348|12368")
_ONLINE = on_demand(
    r"(?:微信|QQ|qq|支付宝|淘宝|旺旺|抖音|快手|微博|陌陌|小红书|闲鱼|拼多多|京东|网店|店铺|微店|公众号|掌柜|店主|主播|卖家|买家|旺铺|会员|用户|网络|游戏|平台|直播|邮箱|登录)"
    r"(?:账号|帐号|账户|帐户|号码|昵称|名称|会员名|用户名|ID|id|号|名|群)?(?:为|是|叫|系|：|（| ){0,3}"
    r"(?:“(?P<quoted>[^”“\n，。；]{2,30})”|(?P<bare>(?=[A-Za-z0-9_.-]{0,29}[0-9_])[A-Za-z0-9_.-]{5,40}(?![0-9A-Za-z_])))"
)
_CHATTED = on_demand(  # 与“青山依旧”的微信聊天记录
    "[与和跟同]“(?P<name>[^”“\\n，。；]{2,20})”(?:之间)?的?(?:微信|QQ|qq|钉钉|陌陌|短信)(?:聊天|通话|语音|对话|往来)"
)
_NAMED_ONLINE = on_demand(
    "网店|店铺|微店|公众号|掌柜|昵称|会员名|用户名|网络|微信(?:名|号)|抖音|快手|旺旺|直播|淘宝|账号|QQ名|ID"
)
_BEFORE_ACCOUNT = on_demand(rf"{_NOT_AFTER}\d(?: ?\d){{7,24}}(?=的?[账帐][户号])")
# 持G12345678号护照: where the word stands behind.
_TRAVELS_WITH = on_demand(rf"(?<=[持凭用]) ?[A-Z]{{1,2}}\d{{7,11}}(?=号?[{HAN}]{{0,10}}(?:护照|通行证|台胞证|回乡证))")
_HONG_KONG = on_demand(r"(?<![0-9A-Za-z])[A-Z]{1,2}\d{6} ?（[0-9A]）")
_OLD_DEEDS = (
    "房地他项|[国集]用|土承包|地承包|承包权|集建|集有|房地权证|房地产权?证|房地证|房权证|房产证|房证|房地字|林证|林权证|土地证|"
    "他项|宅基地|农地承包权|房他|不动产权"
)
_SERIAL_OF_DEED = r"字第 ?\d{3,12} ?号(?=《?(?:国有|集体)?(?:土地|房产|房屋|林权|农村土地)[^，。；\n]{0,10}证)"
_LAND_SIGNS = compile_alternation(f"不动产|{_OLD_DEEDS}|{_SERIAL_OF_DEED}")
_LAND = on_demand(
    rf"(?P<new>[{_PROVINCE_SIGNS}] ?（\d{{4}}） ?[{HAN}]{{1,16}}?不动产(?:权|证明)(?:证书?|字)?第?[A-Z]{{0,3}}\d{{3,12}} ?号?)"
    rf"|(?P<deed>(?:(?![领取持有办理发得号的了])[{HAN}]){{1,4}}{_SERIAL_OF_DEED})"
    rf"|(?P<old>{_OLD_DEEDS})"
    rf"[{HAN}（）〔〕A-Za-z -]{{0,16}}(?:（\d{{2,4}}）|〔\d{{2,4}}〕|\d{{4}})?"
    rf"[{HAN}（）〔〕A-Za-z -]{{0,12}}?第? ?[A-Z]{{0,3}}-?(?:\d{{1,2}}-)?\d{{3,14}}(?:-\d{{1,6}}){{0,2}} ?号"
)
_REGISTER = on_demand(f"[为：号（](?P<of>(?:(?!为)[{HAN}]){{1,8}}字第)$")
_PREFIX = on_demand(f"[{HAN}0-9A-Z]")
_PREFIX_END = on_demand("[的为有即系持证号在与和对将及以由于名下办了取得是房屋产登记在发提交告诉收]")

# Whose account it is. That of a court or a treasury, named for paying a fee or a fine, is public.
_HOLDER = on_demand(
    "(?:(?:户名|收款(?:人|单位)|账户名称?|开户名称?)[为：]{0,2}|付至|缴至|缴入|缴纳至|汇至|[汇转打存]入)(?P<who>[^，。；、（）：\\n]{2,30})"
)
_PAID_TO = ("付至", "缴", "汇", "转入", "打入", "存入")
_OF_THE_STATE = on_demand(
    "(?:法院|检察院|财政[局厅所]|财政专户|非税收入|国库)(?:[^，。；]{0,8}(?:专户|账户|管理局|中心))?$"
)
_SENTENCE_WINDOW = 120


def find_numbers(text: str) -> list[Found]:
    """Every such number of the text, longest first where two readings meet, sorted by place.

    A number found once is found wherever it stands again, also without its 第…号 or its province.
    """
    return over_breaks(plain(text), _in_lines)


def _in_lines(flat: str) -> list[Found]:
    found = [*_announced(flat), *_shaped(flat), *_online(flat), *_land(flat)]
    kept = [f for f in _disjoint(found) if f.kind != "bank-account" or not _of_the_state(flat, f.start, f.end)]
    return _disjoint([*kept, *_echoes(flat, kept)])


def _of_the_state(flat: str, start: int, end: int) -> bool:
    """Whether the sentence names a court or a treasury as the holder of the account, and nobody else nearer to it."""
    floor = max(flat.rfind("。", 0, start), flat.rfind("\n", 0, start), start - _SENTENCE_WINDOW, 0)
    full_stop = flat.find("。", end, end + _SENTENCE_WINDOW)
    roof = full_stop if full_stop >= 0 else end + _SENTENCE_WINDOW
    holders = list(_HOLDER.finditer(flat, floor, roof))
    before = [holder for holder in holders if holder.start() < start]
    behind = (holder for holder in holders if not holder.group().startswith(_PAID_TO))
    nearest = before[-1] if before else next(behind, None)
    return nearest is not None and _OF_THE_STATE.search(nearest["who"]) is not None


def _announced(flat: str) -> Iterator[Found]:
    for word in filter(None, (_RULED.match(flat, place.start()) for place in _WORDS.finditer(flat))):
        rule = word.lastgroup or ""
        kind, why, fewest = _RULES[rule]
        if kind == "organisation-code" and _REGISTERED_RIGHT.search(flat[max(0, word.start() - 20) : word.start()]):
            continue
        between = _BETWEEN[rule].match(flat, word.end())
        if not between or _NEW_THOUGHT.search(between.group()):
            continue
        at = between.end()
        shape = _DEVICE_AT if kind == "other-number" else _VALUE_AT
        while value := shape.match(flat, at):
            start, end = at, _without_next_date(flat, *value.span())
            if not _acceptable(flat, start, end, fewest):
                break
            if kind == "certificate":
                start, end = _with_its_register(flat, start, end)
            yield Found(start, end, kind, "", f"{why}（{word.group()}）", _sureness(kind, flat[start:end]))
            more = _NEXT_VALUE.match(flat, end)
            if not more:
                break
            at = more.end()


def _with_its_register(flat: str, start: int, end: int) -> tuple[int, int]:
    """承包经营权证编号为吉公范双字第0318号: what says whose register it is belongs to the number."""
    register = _REGISTER.search(flat, max(0, start - 14), start)
    if register and flat[end : end + 1] == "号":
        return register.start("of"), end + 1
    return start, end


def _without_next_date(flat: str, start: int, end: int) -> int:
    """账号6228…0018 2016年: a last piece behind white space that is a year or an amount is none of the number's."""
    if flat[end : end + 1] in _AFTER_DIGITS or _UNIT.match(flat, end):
        last = max(flat.rfind(" ", start, end), flat.rfind("\n", start, end))
        if last > start:
            return len(flat[:last].rstrip())
    return end


def _acceptable(flat: str, start: int, end: int, fewest: int) -> bool:
    value = flat[start:end]
    digits = sum(c.isdigit() for c in value)
    return digits >= fewest and not _DATE.fullmatch(value) and not _UNIT.match(flat, end) and flat[end : end + 1] != "."


def _sureness(kind: Kind, value: str) -> float:
    bare = re.sub(r"[^0-9A-Za-z]", "", value)
    valid = (
        (kind == "identity" and checksums.identity_card(bare))
        or (kind == "bank-account" and bare.isdigit() and checksums.bank_card(bare))
        or (kind == "organisation-code" and (checksums.credit_code(bare) or checksums.organisation_code(bare)))
    )
    return 0.99 if valid else 0.95


def _digit_runs(flat: str) -> Iterator[tuple[int, int]]:
    """Where a run of digits stands with all that can belong to its number; disjoint, in order."""
    start = end = 0
    for run in _DIGITS.finditer(flat):
        if run.start() - _BEFORE_DIGITS > end:
            if end:
                yield start, end
            start = run.start() - _BEFORE_DIGITS
        end = run.end() + _BEHIND_DIGITS
    if end:
        yield start, end


def _many_digits(flat: str, start: int, end: int) -> Iterator[Found]:
    for match in _IDENTITY_18.finditer(flat, start, end):
        number = re.sub(r"\s", "", match.group())
        yield _found(match, "identity", "公民身份号码", 0.99 if checksums.identity_card(number) else 0.9)
    for match in _IDENTITY_15.finditer(flat, start, end):
        yield _found(match, "identity", "十五位身份证号码", 0.6)
    for match in _CREDIT_CODE.finditer(flat, start, end):
        if checksums.credit_code(match.group()):
            yield _found(match, "organisation-code", "统一社会信用代码", 0.95)
    for match in _ORGANISATION_CODE.finditer(flat, start, end):
        yield _found(
            match, "organisation-code", "组织机构代码", 0.95 if checksums.organisation_code(match.group()) else 0.8
        )
    for pattern in (_MOBILE, _LANDLINE):
        for match in pattern.finditer(flat, start, end):
            if not _UNIT.match(flat, match.end()) and not re.match(r"\.\d", flat[match.end() : match.end() + 2]):
                yield _found(match, "phone", "电话号码", 0.9)
    for match in _CARD.finditer(flat, start, end):
        before = flat[max(0, match.start() - 10) : match.start()]
        if not _OTHER_NUMBER.search(before) and not _UNIT.match(flat, match.end()):
            luhn = checksums.bank_card(re.sub(r"\D", "", match.group()))
            yield _found(match, "bank-account", "长数字，形似银行账号", 0.9 if luhn else 0.6)
    for match in _HONG_KONG.finditer(flat, start, end):
        yield _found(match, "identity", "香港身份证号码", 0.9)
    for match in _TRAVELS_WITH.finditer(flat, start, end):
        yield _found(match, "passport", "证件前的号码", 0.95)
    for match in _BEFORE_ACCOUNT.finditer(flat, start, end):
        yield _found(match, "bank-account", "账户前的号码", 0.9)


def _shaped(flat: str) -> Iterator[Found]:
    for start, end in _digit_runs(flat):
        yield from _many_digits(flat, start, end)
    for match in _PLATE.finditer(flat) if _PLATE_BEGINS.search(flat) else ():
        if sum(c.isdigit() for c in match.group()) >= 2:
            yield _found(match, "plate", "号牌", 0.95)
    for match in _TOWN_PLATE.finditer(flat) if "牌" in flat else ():
        yield Found(*match.span("plate"), "plate", "", "号牌", 0.85)
    for match in _VEHICLE.finditer(flat) if "L" in flat else ():
        yield _found(match, "vehicle", "车辆识别代号", 0.9)
    for match in _WECHAT_ID.finditer(flat) if "wxid_" in flat else ():
        yield _found(match, "online-account", "微信号", 0.95)
    for match in _EMAIL.finditer(flat) if "@" in flat else ():
        yield _found(match, "email", "电子邮箱", 0.99)
    for match in _WEB.finditer(flat) if "/" in flat or "www" in flat else ():
        if not _PUBLIC_SITE.search(match.group()):
            end = match.start() + len(match.group().rstrip(").,;'\"?!"))
            yield Found(match.start(), end, "web-address", "", "网址", 0.9)


def _online(flat: str) -> Iterator[Found]:
    for match in _ONLINE.finditer(flat):
        bare = match.group("bare")
        if bare:
            if _DATE.fullmatch(bare) or _COMPACT_DATE.fullmatch(bare) or _UNIT.match(flat, match.end()):
                continue
            yield Found(*match.span("bare"), "online-account", "", "网络账号", 0.85)
        elif _NAMED_ONLINE.search(match.group()[: -len(match.group("quoted"))]):
            yield Found(*match.span("quoted"), "online-account", "", "网络账号或网店名称", 0.75)

    for match in _CHATTED.finditer(flat) if "”" in flat else ():
        yield Found(*match.span("name"), "online-account", "", "聊天对方的网名", 0.8)


def _land(flat: str) -> Iterator[Found]:
    for match in _LAND.finditer(flat) if _LAND_SIGNS.search(flat) else ():
        start = match.start()
        if match.group("old"):  # 诸国用, X京房权证, 203房地证: up to four characters say whose register it is
            floor = max(0, start - 4)
            while start > floor and _PREFIX.match(flat[start - 1]) and not _PREFIX_END.match(flat[start - 1]):
                start -= 1
        yield Found(start, match.end(), "certificate", "", "不动产权属证号", 0.95)


def _found(match: re.Match[str], kind: Kind, why: str, sure: float) -> Found:
    return Found(match.start(), match.end(), kind, "", why, sure)


def _echoes(flat: str, found: list[Found]) -> Iterator[Found]:
    """The same number again: 诸国用（1995）字第005298号, later only 005298; 粤A12345, later A12345."""
    strings: dict[str, Found] = {}
    for item in found:
        value = flat[item.start : item.end]
        if item.kind == "certificate":
            for digits in re.findall(r"[A-Z]{0,3}\d{5,}", value):
                strings.setdefault(digits, item)
        elif item.kind == "plate":
            strings.setdefault(re.sub(r"^[^A-Za-z]", "", value), item)
        elif len(value) >= 6:
            strings.setdefault(value, item)
    for value, item in strings.items():
        for at in places_of(flat, value):
            end = at + len(value)
            if not _joined(flat[at - 1 : at], value[0]) and not _joined(flat[end : end + 1], value[-1]):
                yield Found(at, end, item.kind, "", f"{item.why}（再次出现）", item.sure)


def _joined(neighbour: str, edge: str) -> bool:
    """Whether the character beside a number belongs to a longer one."""
    return neighbour.isascii() and neighbour.isalnum() and edge.isascii() and edge.isalnum()


def _disjoint(found: list[Found]) -> list[Found]:
    """Longest first; where two have one length the surer; what overlaps a taken one goes."""
    taken: list[Found] = []
    last: dict[int, Found] = {}
    for item in sorted(found, key=lambda f: (f.start - f.end, -f.sure, f.start)):
        if any(place in last for place in (item.start, item.end - 1)):
            continue
        taken.append(item)
        for place in range(item.start, item.end):
            last[place] = item
    return sorted(taken, key=lambda f: f.start)
