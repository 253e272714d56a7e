"""Why a piece of text that ends like an organisation is the name of one, and no common noun (保险公司, 附近的网吧)."""

from __future__ import annotations

import re

from court_core.masking.common_words import is_common_word
from court_core.masking.organisation_beginnings import is_bank
from court_core.masking.organisation_names import only_trade, parse_organisation
from court_core.masking.organisation_words import LEGAL_FORM, ROLE, is_generic
from court_core.masking.patterns import on_demand
from court_core.masking.regions import HAN, known_regions
from court_core.masking.shops import SIGNED, describes, is_counted, is_sign, named_by_trade

_CONTEXT_SHORT = on_demand(
    f"(?:(?:{ROLE})|[，。；：、“（\n]|与|和|及|向|由|对|被|在|将|从|给|至|因|以|是|为|系|经|诉|称|的|到|任|现任|原任|们|赔偿|授权|烧毁|损害|约定|收受|接受|受理|采用|提供)$"
)
_BESIDE = on_demand("[镇乡村屯路街组口][东西南北]?(?:头|侧|边|口|旁|面)|附近|对面|门口|隔壁|旁边|楼下")
# What only a certain firm does or has: behind 长城公司 it shows that the everyday word is a name.
_FIRM_ACTS = on_demand(
    "员工|的?法定代表人|的名义|名义|的?账户|营业执照|诉|辩称|述称|答辩|称|与[^，。；]{2,20}签订|于\\d{4}年|出具的|提供的|承建|承包|开发|支付|赔偿|认可|不服|股权|名下"
)
_MARKET_PLACE = on_demand("(?:[路街道巷村镇乡]|[路街桥城河关港站][东西南北]|[东南西北][门街关])$")
_BRANCHES = frozenset("支行 分理处 储蓄所".split())
_BRANCH_OF = on_demand("(?:[下所]属的?|[行社]的|下辖的?)$")  # 原告下属的冉岭支行
_OF_GROUP = on_demand(
    "(?:人力资源|人事|财务|销售|法务|采购|行政|办公室)|的?(?:员工|职工|法定代表人|账户|公章|印章|负责人|董事)|（以下"
)
_ENTERED = SIGNED - {"医院", "学校", "中学", "小学", "幼儿园", "大学"}
_GROUNDS = frozenset("果园 苗圃 鱼塘 茶园 养殖场 猪场 鸡场 养猪场 养鸡场".split())
_GROUND_OF = on_demand("[村组屯庄]$")
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
    " 社区卫生服务中心 精神卫生中心 司法鉴定中心 司法鉴定所 卫校 职业技术学院".split()
)
_GOES_ON = on_demand("行(?:情|驶|为|业(?!务)|程|走|动)")  # 驾驶面包车行|驶, 古树茶行|情好
_ITS_ACCOUNT = on_demand("的?(?:账户|账号|卡(?!号)|存款|贷款)")
_KEEPS = on_demand("[镇乡村市县区里道街边处](?:经营|开)$")
_WORKS_THERE = on_demand("的?(?:员工|职工|工人|老板|业主|经营者|负责人|厂长|会计|出纳|务工|打工)")
_MATERIALS = "竹木石砖瓦铁钢铝铜纸布皮塑胶棉麻茶酒米面油糖药漆"
_TOWN = on_demand(rf"[{HAN}]{{1,4}}[镇乡](?:中心)?")
_RUNNING = on_demand(
    "[的了每趁]|不[属予应得能是会]|事故|纠纷|本次|一个|一家|利用|介绍|推荐|获悉|骗取|处置|合作方|购地|投资建|平方米|范围|宣传|合伙|擅自|私自|听说|帮助|下来|搞|拉回|带我|叫往|^[我你他她它]|^[一二两三几多数\\d]+[家间个所处名辆]|侵占|分管|负责|协调|收受|接受|参加|代表|担任|挪用|\\d{3}|旁边|附近|门口|[东南西北]面|[镇乡村市县区里]经营"
)
_SENTENCE = on_demand(f"[我你他她它们这那没不要找过去来说让就都也还所除]|{_RUNNING.pattern}")


def why_credible(text: str, start: int, name: str, form: str) -> str:
    """Why a piece that ends like an organisation is one, "" when it is rather a common noun (保险公司、大型超市)."""
    parts = parse_organisation(name)
    before = name[: len(name) - len(form)]
    driven = form == "车行" and (_VEHICLE_LAST.search(before) or text.startswith("至", start + len(name)))
    if driven or _GOES_ON.match(text, start + len(name) - 1) or _KEEPS.search(before) or "（含" in before:
        return ""  # 驾驶摩托|车行|至; 冯某在义县开|砖厂
    if text.startswith("（含", start - 1) and describes(before[1:]):
        return ""  # 共计23万元（含保险公司理赔款11万元）
    if form in _ENTERED and before.endswith("一") and _is_somewhere(before[:-1]):
        return ""  # 环城北路一网吧
    if (form.endswith("市场") and _MARKET_PLACE.search(before)) or (form in _GROUNDS and _GROUND_OF.search(before)):
        return ""  # 城西路农贸市场, 下岭村果园: where it is
    if is_bank(name) or (
        form in _BRANCHES
        and 2 <= len(parts.brand) <= 3
        and not (describes(parts.brand) or is_common_word(parts.brand) or is_generic(parts.brand))
        and _BRANCH_OF.search(text, max(0, start - 4), start)
    ):
        return "银行名称"
    if (
        form == "银行"
        and not describes(parts.brand)
        and 2 <= len(parts.brand) <= 4
        and not (is_common_word(parts.brand) or _SENTENCE.search(parts.brand))
        and _ITS_ACCOUNT.match(text, start + len(name))
        and _CONTEXT_SHORT.search(text[max(0, start - 5) : start])
    ):
        return "银行名称"  # 开设的珠江银行账户
    if parts.region == "中国" and LEGAL_FORM.search(form) and len(name) >= 10:
        return "国名加组织形式"  # 中国邮政速递物流股份有限公司
    if (
        parts.region not in ("", "中国")
        and LEGAL_FORM.search(form)
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
    if LEGAL_FORM.search(name) and len(name) >= 6:
        return "组织形式"
    if form in _WEAK_FORMS | {"小卖部", "小卖铺"} and _BESIDE.search(before):
        return ""  # 段庄村西头小卖部: where it is, not what it is called
    if by_trade:
        return ""
    placed = parts.region or known_regions().chain_end(before, 0, short=True)[0] in range(1, len(before))
    if placed and parts.brand and len(name) >= 5 and not LEGAL_FORM.search(form):
        return "" if _RUNNING.search(parts.brand) or is_counted(before) else "行政区划加组织形式"
    if placed and parts.brand and len(name) >= 5:
        return "行政区划加组织形式"
    if (
        form in ("公司", "集团")
        and 2 <= len(parts.brand) <= (6 if form == "公司" else 3)
        and not _SENTENCE.search(parts.brand)
        and (_CONTEXT_SHORT.search(text[max(0, start - 5) : start]) or start == 0)
    ):
        if not is_common_word(parts.brand):
            known = form == "公司" or _OF_GROUP.match(text, start + len(name))
            return "" if describes(parts.brand) or not known else f"名称加{form}"
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


def _names_county(region: str) -> bool:
    """綦江区|中医骨科医院: one hospital; 县|骨科医院: any."""
    return len(region) > 2 and region[-1] in "市县区旗州"


def _is_somewhere(words: str) -> bool:
    """环城北路, 双流: where a house of no name lies."""
    return (
        not words
        or words[-1] in "路街道巷村镇乡县区市口"
        or known_regions().chain_end(words, 0, short=True)[0] == len(words)
    )


def _run_by(text: str, start: int, brand: str) -> bool:
    """被告经营的天天酒业: what somebody runs bears a name, although it is an everyday word."""
    return text.endswith(("经营的", "开设的", "开办的"), 0, start) and not describes(brand)


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
