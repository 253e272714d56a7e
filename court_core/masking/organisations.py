"""Organisations in a judgment: declared parties, full names by their form, short names declared or derived.

Never public bodies (courts, authorities, law firms: `public_bodies`); names that the source masked itself stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from court_core.masking.names import is_common_word
from court_core.masking.organisation_names import (
    ends_like_organisation,
    form_ending_at,
    forms,
    only_trade,
    parse_organisation,
)
from court_core.masking.plain import Dense, plain, plain_name
from court_core.masking.public_bodies import Protected, is_authority, protected_spans
from court_core.masking.regions import COUNTY, HAN, known_regions
from court_core.masking.spans import Found, Group, Header

_MASKED = re.compile("某|×|\\*|[xX]{2,}|＊")
_ROLE = (
    "被告人|原告人|被告单位|被上诉人|上诉人|被申请人|再审申请人|申请再审人|被申请执行人|申请执行人|被执行人|申请人|第三人|"
    "异议人|案外人|利害关系人|原审原告|原审被告|一审原告|一审被告|"
    "反诉原告|反诉被告|原告|被告|被害单位|债务人|债权人|保险人|投保人|担保人|保证人|买受人|出卖人|承租人|出租人|发包人|承包人|"
    "分包人|用人单位|用工单位|起诉人|复议申请人"
)
# The little words a name cannot reach back over.
_BREAK = re.compile(
    f"{_ROLE}|[，。；：、“”‘’《》\n ]|案涉|涉案|本案|现在|作为|以及|其中|通过|委托|经由|挂靠|入职|就职|任职|供职|位于|"
    f"成立|设立|开办|经营的|名下|所有的|要求|请求|判令|责令|认为|主张|"
    "支付给|借给|转给|交给|付给|卖给|租给|供应|承建|承包|发包|分包|向(?!阳|日|上|荣)|与|由|从(?!化|江)|对(?!外)|被|在|于(?!都|田|洪)|"
    "至(?!诚|善|尊|臻|正)|到|将(?!军|乐)|给|让|使|把|为(?!民|众|康)|"
    "系(?!统)|是|的|及|或|以(?!太|利|诺)|(?<![平祥谐共温协泰康永中])和(?![平顺田谐泰信润县顺记合昌兴盛达丰林静])|因|称|并|"
    "即(?!墨)|则|而|但|且|该|其(?!昌)|此|各|某|双方|两|等(?!离子)|驾驶|乘坐|前往|去|来到|经(?![济开贸营纬典销信])|"
    "后|前(?!海|进|程|沿|锋|景)|时(?!代|尚|光|利|空)|期间|收到|签订|签署|出具|提交|购买|租赁(?!服务|公司|有限|部|站|行|设备|股份|集团)|"
    "承租|担任|任(?=[^，。]{5})|本次|我们|他们|投保|委派|聘请|雇佣|雇请|起诉|告知|通知|要求|联系|(?<=\\d)[年月日号](?!旗|昌|升|新|化|丰|照|盛|月)|"
    "不服|诉|现(?![代金])|故(?![事宫])|欠|驳回|准许|同意|证实|证明|结算|单位|入住|确认|载明|显示|转由|受让|出让|责任由|判决|"
    "裁定|查封|冻结|扣划|依据|根据|按照|依照|就|如|若|虽|又|还|也|都|均|曾|已|未|无(?![锡为极棣忧界限])|没有|有(?!限|色|机|家|为|道|利|缘)|"
    "持有|占有|收购|投资于|转让|变更|更名|改制|注销|吸收|合并|实际控制|控制|关于|对于|由于|至于|基于|用于|属于|加盟|管理(?=[^，。；]{6})"
)
_GENERIC_WORDS = frozenset(
    (
        "事故 交通 交通事故 机动车 责任 商业险 交强险 一 三 与 两 个 乡 了 二 五 全 其 几 分 到 区 原 县 叫 各 同 和 四 "
        "在 多 大 好 子 家 小 市 座 总 我 所 新"
        "旧 本 村 某 此 母 每 的 省 老 该 诸 贵 镇 间 一家 一级 三家 三甲 三级 上列 上市 上述 不同 专业 专科 两家 个体 "
        "中介 中医 中型 中央 中心 乡镇 二级 人民 付款 任何 企业 传媒 住院 供水 供电 供货 便民 保险 信托 全国 全资 公交 公司 "
        "公立 关联 其他 其它 典当 养殖 农业 农村 农民 几家 分包 别的 制造 前述 加工 加盟 劳务 医疗 医药 医院 单位 原告 参股 "
        "双方 发包 发卡 合作 合资 名为 商业 商品 商贸 商铺 国内 国外 国家 国有 地区 地方 基金 境内 境外 外国 外地 外贸 外资 "
        "多家 大型 夫妻 娱乐 学校 定点 客户 客运 家庭 对方 对面 小型 就诊 工厂 工商 市级 平台 广告 店铺 建筑 建设 开了 开办 "
        "开发 开户 开设 当地 快递 总包 房产 所谓 承包 投资 担保 拍卖 挂靠 控股 支付 收款 整个 施工 旁边 旅游 旅行 普通 有关 "
        "有限 服务 期货 本人 本地 案涉 检测 楼下 民办 民营 汽车 治疗 派遣 海外 涉案 燃气 父母 物业 物流 独资 生产 用人 用工 "
        "甲等 电信 电商 监理 目标 直营 相关 省级 社区 私人 私立 私营 种植 科技 租赁 移动 经济 经营 综合 网店 网络 联通 股份 "
        "自己 航空 药品 营运 街边 被告 装修 装饰 设计 证券 评估 诉争 诊疗 货运 贷款 贸易 超级 路边 车辆 转包 转院 软件 运输 "
        "连锁 邮政 酒店 采购 重点 金融 鉴定 铁路 银行 销售 门口 门面 附属 附近 隔壁 集团 项目 食品 餐饮 香港 高等 上诉人 "
        "保险人 债务人 债权人 出租车 合作社 工商户 当事人 房地产 申请人 第三人 第三方 经营一 自来水 进出口 人寿保险 出租汽车 "
        "劳务派遣 国有商业 小额贷款 有限责任 服务对象 物业服务 物业管理 被上诉人 被申请人 财产保险 房地产开发"
    ).split()
)
_CONTEXT_SHORT = re.compile(
    f"(?:(?:{_ROLE})|[，。；：、“（\n]|与|和|及|向|由|对|被|在|将|从|给|至|因|以|是|为|系|经|诉|称|的|到)$"
)
_FORM_TAIL = re.compile("（(?:有限合伙|普通合伙|特殊普通合伙|个人独资|个体工商户)）")
_BANK_FORMS = frozenset("银行 支行 分行 分理处 储蓄所 营业部".split())
_KNOWN_BANK = re.compile(
    "^中国(?!人民)|^(?:工行|农行|建行|中行|交行|招行|邮储)|"
    "(?:工商|农业|建设|交通|招商|民生|光大|兴业|中信|华夏|平安|广发|浦发|浦东发展|邮政储蓄|邮储|农村商业|农商|渤海|浙商|恒丰|汇丰|渣打|东亚|花旗)$"
)
_NAME_RUN = re.compile(rf"[{HAN}（）A-Za-z0-9·&.-]*$")
_NO_ROLE: tuple[str, Group] = ("", "third-person")
_COUNTRY = re.compile("中国|中华人民共和国")
_LEGAL_FORM = re.compile(
    "有限公司|有限责任公司|股份|合伙企业|合作社|株式会社|支行$|分行$|分公司$|支公司$|分理处$|储蓄所$|信用社$"
)
_MASK_SIGNS = ("某", "×", "*")
_STILL_FORM = re.compile(
    "人民|名下|法定|业务(?:员|经理)|里程|用于|系(?:原|被|本|合|依|经|由|一)|为(?:原|被|本|由|其)|法院"
)
_NOT_FORM_NEXT = re.compile(
    "[0-9一二三四五六七八九十]+[号组队栋]|务|法|员|主|长|家|区|务|里|内|外|面|子|头|动|为|政|文|业|化|用|名|号|站|房|司|院|"
    "证|费|款|系|线|地|界|程|治|品|器|车|人|场|堂|址|铺|所|校"
)
_WEAK_FORMS = frozenset(
    "店 行 铺 档 港 矿 厂 企业 集团 市场 平台 车队 学校 大学 小学 中学 医院 银行 超市 酒店 商场 公寓 宾馆 饭店 食堂 "
    "药店 书店 项目部 工程队 施工队 寺 码头 基地 工会 协会 公司 高中 初中"
    " 营业部 中专 分店 总店 商店 门店 商行 电台 门市 百货 驿站 山庄 诊所 网吧 酒吧 餐厅 餐馆 茶馆 俱乐部 工作室 村委会 居委会 村民小组 股东会 "
    "经济社 商城 城 工厂 档口 电站 收费站 服务站 服务中心 便利店 幼儿园 培训中心 "
    "支行 分行 分公司 支公司 人民医院 信用社 营业厅 卫生院 村民委员会 居民委员会 业主委员会 业主大会 卫生室".split()
)
_DECLARED = re.compile(
    r"（(?:以下|下|后文|以下均|以下统一)?(?:均|统|合并|分别|统一)?(?:简称|称|统称)(?:为|作)?[：]?[“\"‘]?(?P<short>[^”\"’（）\n，。；]{2,20}?)[”\"’]?(?:[、，或及]{1,2}[“\"‘](?P<other>[^”\"’（）\n，。；]{2,20})[”\"’])?）"
)
_NOT_SHORT = re.compile(
    "^(?:原告|被告|第三人|本院|上诉人|被上诉人|申请人|被申请人|甲方|乙方|丙方|丁方|双方|两被告|该公司|公司|涉案|案涉|本案|诉争|民|刑|"
    "劳动|合同法|.*(?:法|条例|解释|规定|办法|合同|协议|商标|专利|房屋|工程|项目|产品|车辆|土地|通知|意见|判决|裁定|纪要|报告|公告|标的)$)"
)
_PLACE_NEXT = tuple("省市县区州镇乡村路街")
_PARTY_PLACE = re.compile(f"(?:{_ROLE}|[，。；：、“《（\n]|与|向|和|及|由|对)$")
_SENTENCE = re.compile("[的了我你他她它们这那不没要找过去来说让就都也还所]|事故|纠纷|本次")
_ONE_WORD = re.compile(f"[{HAN}A-Za-z0-9]+")
_TAIL_STOP = re.compile(f"[^{HAN}A-Za-z0-9（）]")
_LATIN_NAME = re.compile(r"（(?P<latin>[A-Z][A-Za-z0-9 .,&'’\-]{3,70})）")
_LATIN_FORM = re.compile(
    r"(?:Co\.? ?,? ?Ltd\.?|Limited|Ltd\.?|LTD\.?|LLC|Inc\.?|INC\.?|Corp\.?|Corporation|GmbH|S\.A\.|K\.K\.|PLC|LIMITED|CORPORATION|Company)"
    r"(?![A-Za-z])"
)
_LATIN_BEFORE = re.compile(r"(?<![A-Za-z])[A-Z][A-Za-z0-9&'.,\- ]*[ ,]$")


@dataclass(slots=True)
class _Known:
    """What is known of one document: full plain name → entity, and every other spelling → (entity, why, sure)."""

    full: dict[str, str] = field(default_factory=dict)
    other: dict[str, tuple[str, str, float]] = field(default_factory=dict)


def find_organisations(text: str, header: Header) -> list[Found]:
    """Full names (`organisation`) and short names (`alias`, entity = the full name), sorted and disjoint.

    Public bodies and law firms are left out, also where the header declares them as parties.
    """
    flat = plain(text)
    dense = Dense.of(flat)
    protected = protected_spans(text)
    dense_protected = protected_spans(dense.text)
    known = _Known()
    roles = {m.name: (m.role, m.group) for m in header.mentions if m.nature == "organisation"}
    for name, (role, _) in roles.items():
        if not is_authority(name) and not _MASKED.search(name):
            known.full.setdefault(name, f"当事人首部：{role}")
    for name, why in _without_run_up(dense.text, dict(_by_form(dense.text, dense_protected)), known.full).items():
        known.full.setdefault(name, why)
    _attach_short(known, frozenset(roles))
    _declare_short(dense.text, known)
    _latin(flat, known)
    people = frozenset(m.name for m in header.mentions if m.nature == "person")
    _derive(dense.text, known, people)
    return _spans(flat, dense, protected, known, roles)


def _by_form(text: str, protected: Protected) -> Iterator[tuple[str, str]]:
    for first, end, form in _forms_in(text):
        start = _name_start(text, first)
        if start > 2 and first > start and _LEGAL_FORM.search(form) and only_trade(text[start:first]):
            start = _name_start(text, first, skip=start)  # 华为技术有限公司: the 为 was part of the brand
        name = text[start:end]
        if (
            len(name) - len(form) < 2
            or _MASKED.search(name)
            or text[start - 1 : start] in _MASK_SIGNS
            or is_authority(name)
        ):
            continue
        if protected.touches(start, end) or name.count("（") != name.count("）"):
            continue
        reason = _credible(text, start, name, form)
        if reason:
            yield name, reason


def _without_run_up(text: str, candidates: dict[str, str], declared: dict[str, str]) -> dict[str, str]:
    """Drop 乌日罕欠邦储银行包市分行 where 邦储银行包市分行 is a name that stands more often, or is declared."""
    names = {*candidates, *declared}
    ends: dict[str, list[str]] = {}
    for name in names:
        ends.setdefault(name[-4:], []).append(name)
    counts = {name: text.count(name) for name in names}

    def run_up(name: str) -> bool:
        return any(
            other != name and name.endswith(other) and (other in declared or counts[other] > counts[name])
            for other in ends[name[-4:]]
        )

    return {name: why for name, why in candidates.items() if not run_up(name)}


def _attach_short(known: _Known, declared: frozenset[str]) -> None:
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
        if not _LEGAL_FORM.search(form) and _NOT_FORM_NEXT.match(text, end) and not _STILL_FORM.match(text, end):
            continue
        tail = _FORM_TAIL.match(text, end)
        yield end - len(form), tail.end() if tail else end, form


@cache
def _last_characters() -> re.Pattern[str]:
    return re.compile("[" + "".join(sorted({form[-1] for form in forms()})) + "]")


def _name_start(text: str, at: int, *, skip: int = -1) -> int:
    floor = max(0, at - 32)
    run = _NAME_RUN.search(text, floor, at)
    start = run.start() if run else at
    for cut in _BREAK.finditer(text, start, at + 12):  # a look ahead must see past `at`
        if cut.end() > at:
            break
        if cut.end() != skip and not _inside_bracket(text, start, cut.start(), at):
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
    for place in range(start + 1, min(at - 1, start + 9)):
        end, level = regions.chain_end(text, place, unlisted=False)
        if end > place and (level < COUNTY or end - place >= 3):
            return start if ends_like_organisation(text[start:place]) else place
    return start


def _inside_bracket(text: str, start: int, place: int, at: int) -> bool:
    opened = text.rfind("（", start, place)
    return opened >= 0 and "）" not in text[opened:place] and "）" in text[place:at]


def _is_generic(words: str) -> bool:
    """Whether a piece is put together from common nouns only (大型, 物业管理, 附近的): then it names nobody."""
    reached = {0}
    for at in range(len(words)):
        if at in reached:
            reached.update(at + length for length in range(1, 6) if words[at : at + length] in _GENERIC_WORDS)
    return len(words) in reached


def _credible(text: str, start: int, name: str, form: str) -> str:
    """Why a piece that ends like an organisation is one, "" when it is rather a common noun (保险公司、大型超市)."""
    parts = parse_organisation(name)
    before = name[: len(name) - len(form)]
    if form in _BANK_FORMS and _KNOWN_BANK.search(before):
        return "银行名称"
    if parts.region not in ("", "中国") and _LEGAL_FORM.search(form) and len(name) >= 8 and parts.brand:
        return "行政区划加组织形式"  # 广州建筑工程有限公司: nothing but common words, and one firm all the same
    if _is_generic(before) or _is_generic(parts.brand) or len(parts.brand) > 18:
        return ""
    if _LEGAL_FORM.search(name) and len(name) >= 6:
        return "组织形式"
    placed = parts.region or known_regions().chain_end(before, 0, short=True)[0] in range(1, len(before))
    if placed and parts.brand and len(name) >= 5:
        return "行政区划加组织形式"
    if (
        form == "公司"
        and 2 <= len(parts.brand) <= 6
        and not _SENTENCE.search(parts.brand)
        and (_CONTEXT_SHORT.search(text[max(0, start - 5) : start]) or start == 0)
    ):
        return "" if is_common_word(parts.brand) else "名称加公司"
    if form not in _WEAK_FORMS and 2 <= len(parts.brand) <= 8 and not is_common_word(parts.brand):
        return "字号加组织形式"
    if form in _WEAK_FORMS and parts.trade and 2 <= len(parts.brand) <= 6 and not is_common_word(parts.brand):
        return "字号、行业加组织形式"
    return ""


def _declare_short(text: str, known: _Known) -> None:
    """（以下简称昶维公司）after a known full name."""
    for match in _DECLARED.finditer(text):
        before = text[max(0, match.start() - 90) : match.start()]
        owner = max((n for n in known.full if before.endswith(n)), key=len, default="")
        if not owner:
            noted = re.search(r"^(.*)（[^（）]{1,60}）$", before)
            owner = max((n for n in known.full if noted and noted.group(1).endswith(n)), key=len, default="")
        if not owner:
            continue
        for short in (match.group("short"), match.group("other")):
            for piece in re.split("[、或]|以及|及", short or ""):
                piece = plain_name(piece.strip("“”\"' "))
                common = _is_generic(piece.removesuffix(ends_like_organisation(piece)))  # 以下简称保险公司 names nobody
                if len(piece) >= 2 and not common and not _NOT_SHORT.search(piece) and not _MASKED.search(piece):
                    if piece != owner:
                        known.full.pop(piece, None)
                    known.other[piece] = (owner, "声明的简称", 0.95)


def _latin(text: str, known: _Known) -> None:
    for full in list(known.full):
        at = text.find(full)
        if at < 0:
            continue
        match = _LATIN_NAME.match(text, at + len(full))
        if match:
            latin = match.group("latin").strip()
            known.other.setdefault(latin, (full, "外文名称", 0.95))
            first = re.match(r"[A-Z][A-Z0-9]{4,}(?=[ &,]|$)|[A-Z][a-z]{4,}(?=[ &,A-Z]|$)", latin)
            if first and len(latin) > len(first.group()):
                known.other.setdefault(first.group(), (full, "外文简称", 0.8))
    seen = {name.replace(" ", "") for name in known.other}
    for match in _LATIN_FORM.finditer(text):
        before = _LATIN_BEFORE.search(text[max(0, match.start() - 80) : match.start()])
        name = f"{before.group()}{match.group()}" if before else ""
        if name and name.replace(" ", "") not in seen:
            known.full.setdefault(name, "外文名称")


def _derive(text: str, known: _Known, people: frozenset[str]) -> None:
    """Short names nobody declared: the brand alone, with a part of the trade, with another form."""
    for full in sorted(known.full, key=len, reverse=True):
        brand = re.sub("（[^）]*）", "", parse_organisation(full).brand)
        if not 2 <= len(brand) <= 8 or not _ONE_WORD.fullmatch(brand) or _is_generic(brand):
            continue
        if not ends_like_organisation(full) and len(brand) >= 3 and brand not in people:
            known.other.setdefault(brand, (full, "由全称得出的简称", 0.8))  # 荔湾区福兴轩: no form that we know
        place = known_regions().chain_end(brand, 0, short=True)[0] == len(brand)
        at = text.find(brand)
        while at >= 0:
            end = at + len(brand)
            tail = _short_tail(text, end)
            if tail:
                known.other.setdefault(brand + tail, (full, "由全称得出的简称", 0.9))
            elif not place and brand not in people and _brand_alone(text, at, end, brand):
                known.other.setdefault(brand, (full, "字号单独出现", 0.75 if len(brand) > 2 else 0.6))
            at = text.find(brand, end)


def _short_tail(text: str, at: int) -> str:
    """公司, 网络公司, 合作社 after a brand; "" where something else follows."""
    window = text[at : at + 14]
    stop = _TAIL_STOP.search(window)
    piece = window[: stop.start()] if stop else window
    for length in range(1, len(piece) + 1):
        form = ends_like_organisation(piece[:length])
        if (
            form
            and length < len(piece)
            and ends_like_organisation(piece[: length + 1]).endswith(piece[length])
            and len(ends_like_organisation(piece[: length + 1])) > len(form)
        ):
            continue
        if form and not _BREAK.search(piece[: length - len(form)]) and not _NOT_FORM_NEXT.match(text, at + length):
            return piece[:length]
    return ""


def _brand_alone(text: str, start: int, end: int, brand: str) -> bool:
    """A brand counts alone when it is no word of the language; one of two characters only where a party would stand."""
    if is_common_word(brand) or text[end : end + 1] in _PLACE_NEXT:
        return False
    return len(brand) > 2 or bool(_PARTY_PLACE.search(text[max(0, start - 5) : start]))


def _spans(
    flat: str,
    dense: Dense,
    protected: Protected,
    known: _Known,
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
            if pattern.why == "字号单独出现" and dense.text[end : end + 1] in _PLACE_NEXT:
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
