"""Why a piece of text that ends like an organisation is the name of one, and no common noun (保险公司, 附近的网吧)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from court_core.masking.common_words import is_common_word
from court_core.masking.names import is_name_shaped
from court_core.masking.organisation_beginnings import is_bank
from court_core.masking.organisation_names import OrganisationName, only_trade, parse_organisation
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
_LOT_OF = on_demand(
    "[门口侧边旁区层村街道镇城一下]看?$|(?:公园|广场|车站|机场|医院|学校|小区|商场|超市|大厦|景区|法院)看?$"
)
_VEHICLE_LAST = on_demand("(?:面包|越野|出租|摩托|自行|电动|三轮|四轮|轿|货|客|卡|机动|汽|马|跑|小|驾)$")
_DRIVES = on_demand("[驾骑乘坐开推撞租借偷盗抢停把将与和的]")
_WEAK_FORMS = frozenset(
    "店 行 铺 档 港 矿 厂 企业 集团 市场 平台 车队 学校 大学 小学 中学 医院 银行 超市 酒店 商场 公寓 宾馆 饭店 食堂 "
    "药店 书店 项目部 工程队 施工队 寺 码头 基地 工会 协会 公司 高中 初中"
    " 营业部 中专 分店 总店 商店 门店 商行 电台 门市 百货 驿站 山庄 诊所 网吧 酒吧 餐厅 餐馆 茶馆 俱乐部 工作室 村委会 居委会 村民小组 股东会 "
    "经济社 商城 城 工厂 档口 电站 收费站 服务站 服务中心 便利店 幼儿园 培训中心 "
    "支行 分行 分公司 支公司 人民医院 信用社 营业厅 卫生院 村民委员会 居民委员会 业主委员会 业主大会 卫生室".split()
)
_SMALL_SHOPS = frozenset(("小卖部", "小卖铺"))
_LONGEST_BRAND = 18
_MADE = frozenset("厂 店 铺 加工厂 制品厂 加工坊 作坊".split())
_INSTITUTES = frozenset(
    "人民医院 中心医院 中医院 中医医院 妇幼保健院 卫生院 中心卫生院 康复中心 康复医院 护理院 体检中心"
    " 社区卫生服务中心 精神卫生中心 司法鉴定中心 司法鉴定所 卫校 职业技术学院".split()
)
_GOES_ON = on_demand("行(?:情|驶|为|业(?!务)|程|走|动)")  # 驾驶面包车行|驶, 古树茶行|情好
_ITS_ACCOUNT = on_demand("的?(?:账户|账号|卡(?!号)|存款|贷款)")
_KEEPS = on_demand("[镇乡村市县区里道街边处](?:经营|开)$")
_WORKS_THERE = on_demand("的?(?:员工|职工|工人|老板|业主|经营者|负责人|厂长|会计|出纳|务工|打工)")
_GOES = on_demand(f"(?<=[{HAN}]{{2}})[开回]|(?<=[{HAN}])跟")
_NAMELESS = on_demand(f"一[家间处个座]?(?:废弃|闲置|空置|无名|停产|倒闭|私人|小型?|老)的?[{HAN}]{{0,3}}$")
_TOWNS_WORKS = on_demand(rf"[{HAN}]{{2,8}}[镇乡村][{HAN}]")
_MATERIALS = "竹木石砖瓦铁钢铝铜纸布皮塑胶棉麻茶酒米面油糖药漆"
_TOWN = on_demand(rf"[{HAN}]{{1,4}}[镇乡](?:中心)?")
_RUNNING = on_demand(
    "[的了每趁]|不[属予应得能是会]|事故|纠纷|本次|一个|一家|利用|介绍|推荐|获悉|骗取|处置|合作方|购地|投资建|平方米|范围|宣传|合伙|擅自|私自|听说|帮助|下来|搞|拉回|带我|叫往|^[我你他她它]|^[一二两三几多数\\d]+[家间个所处名辆]|[镇村街]上|仅|上交|非煤|侵占|照看|看管|看守|打理|自家|租用|本村|[这那]家|退出|注销|分管|负责|协调|收受|接受|参加|代表|担任|挪用|\\d{3}|旁边|附近|门口|[东南西北]面|[镇乡村市县区里]经营"
)
_SENTENCE = on_demand(f"[我你他她它们这那没不要找过去来说让就都也还所除]|{_RUNNING.pattern}")


@dataclass(slots=True)
class _Piece:
    """A piece of a text that ends like an organisation, and what it is made of; `before` is what stands before its form."""

    text: str
    start: int
    name: str
    form: str
    parts: OrganisationName
    before: str

    @property
    def end(self) -> int:
        return self.start + len(self.name)

    @property
    def legal(self) -> bool:
        """Whether its form is one of law (有限公司), which no common noun has."""
        return LEGAL_FORM.search(self.form) is not None

    @property
    def is_firm_of_context(self) -> bool:
        """Whether a bare 公司 or 集团 has a short brand, and before it stands what stands before a name."""
        longest = {"公司": 6, "集团": 3}.get(self.form, 0)
        brand = self.parts.brand
        return 2 <= len(brand) <= longest and not _SENTENCE.search(brand) and (self._in_context or self.start == 0)

    @property
    def is_bank_of_context(self) -> bool:
        """开设的珠江银行账户: a brand of its own, and who has an account there."""
        brand = self.parts.brand
        return (
            self.form == "银行"
            and not describes(brand)
            and 2 <= len(brand) <= 4
            and not (is_common_word(brand) or _SENTENCE.search(brand))
            and _ITS_ACCOUNT.match(self.text, self.end) is not None
            and self._in_context
            and not self._is_persons
        )

    @property
    def _is_persons(self) -> bool:
        """杨振鲁银行账户 where 杨振鲁 stands elsewhere without a bank."""
        brand = self.parts.brand
        return is_name_shaped(brand) and self.text.count(brand) > self.text.count(f"{brand}银行")

    @property
    def is_dealer(self) -> bool:
        """高州市金鹿摩托车行: a place and a brand before the vehicle, and nobody who drives it."""
        brand = self.parts.brand
        return bool(self.parts.region) and len(brand) >= 2 and not (is_common_word(brand) or _DRIVES.search(brand))

    @property
    def _in_context(self) -> bool:
        return _CONTEXT_SHORT.search(self.text[max(0, self.start - 5) : self.start]) is not None


def why_credible(text: str, start: int, name: str, form: str) -> str:
    """Why a piece that ends like an organisation is one, "" when it is rather a common noun (保险公司、大型超市)."""
    piece = _Piece(text, start, name, form, parse_organisation(name), name[: len(name) - len(form)])
    if _is_no_name(piece):
        return ""
    return _as_bank(piece) or _by_its_place(piece) or _by_its_words(piece)


def _is_no_name(piece: _Piece) -> bool:
    """Whether the form is part of another word, or the words before it only say where a house lies or what is done there."""
    text, form, before = piece.text, piece.form, piece.before
    driven = form == "车行" and (
        (_VEHICLE_LAST.search(before) and not piece.is_dealer) or text.startswith("至", piece.end)
    )
    if driven or _GOES_ON.match(text, piece.end - 1) or _KEEPS.search(before) or "（含" in before:
        return True  # 驾驶摩托|车行|至; 冯某在义县开|砖厂
    if text.startswith("（含", piece.start - 1) and describes(before[1:]):
        return True  # 共计23万元（含保险公司理赔款11万元）
    if not piece.legal and (_NAMELESS.search(before) or _gone_to(before, form)):
        return True  # 一废弃砖|厂, 李树回|电梯厂, 在琯头开|水果店
    if form in _ENTERED and before.endswith("一") and _is_somewhere(before[:-1]):
        return True  # 环城北路一网吧
    if form == "停车场" and _LOT_OF.search(before):
        return True  # 公园北门|停车场
    market = form.endswith("市场") and _MARKET_PLACE.search(before)
    return bool(market or (form in _GROUNDS and _GROUND_OF.search(before)))  # 城西路农贸市场, 下岭村果园


def _gone_to(before: str, form: str) -> bool:
    """Whether a verb stands before a house that is named by its trade alone: 开|水果店, but 好再回|超市 is a sign."""
    verb = max(_GOES.finditer(before), key=lambda found: found.end(), default=None)
    if verb is None:
        return False
    ware = f"{before[verb.end() :]}{form[:-1]}"
    return (verb.group() == "跟" and verb.end() == len(before)) or describes(before[verb.end() :] or ware)


def _as_bank(piece: _Piece) -> str:
    brand = piece.parts.brand
    branch = (
        piece.form in _BRANCHES
        and 2 <= len(brand) <= 3
        and not (describes(brand) or is_common_word(brand) or is_generic(brand))
        and _BRANCH_OF.search(piece.text, max(0, piece.start - 4), piece.start)
    )
    return "银行名称" if is_bank(piece.name) or branch or piece.is_bank_of_context else ""


def _by_its_place(piece: _Piece) -> str:
    """What has a place before it and is one, though there is nothing else: of a form of law, or one of its kind there."""
    parts, form = piece.parts, piece.form
    if parts.region == "中国" and piece.legal and len(piece.name) >= 10:
        return "国名加组织形式"  # 中国邮政速递物流股份有限公司
    placed = parts.region not in ("", "中国")
    if placed and piece.legal and len(piece.name) >= 8 and parts.brand and not _RUNNING.search(parts.brand):
        return "行政区划加组织形式"  # 广州建筑工程有限公司: nothing but common words, and one firm all the same
    hospital = form == "医院" and _names_county(parts.region) and (not parts.brand or only_trade(parts.brand))
    town = form.endswith("卫生院") and _TOWN.fullmatch(parts.brand)
    if (form in _INSTITUTES and placed) or hospital or town:
        return "行政区划加机构种类"  # 桃源县人民医院: no brand, and one hospital all the same
    return ""


def _by_its_words(piece: _Piece) -> str:
    text, start, name, form, before = piece.text, piece.start, piece.name, piece.form, piece.before
    parts = piece.parts
    behind_place = known_regions().chain_end(before, 0, short=True)[0]
    by_trade = named_by_trade(before, form, len(parts.region) or behind_place)
    if is_generic(before) or is_generic(parts.brand) or len(parts.brand) > _LONGEST_BRAND:
        # 朝阳酒店: a county's bare name is all the sign there is
        return "招牌" if not parts.brand and not by_trade and is_sign(text, start, before, form) else ""
    if LEGAL_FORM.search(name) and len(name) >= 6:
        return "组织形式"
    if by_trade or (form in _WEAK_FORMS | _SMALL_SHOPS and _BESIDE.search(before)):
        return ""  # 段庄村西头小卖部: where it is, not what it is called
    placed = parts.region or behind_place in range(1, len(before))
    if form in _MADE and ((parts.region and len(parts.brand) == 1) or _TOWNS_WORKS.fullmatch(before)):
        return ""  # 凤翔县醋厂, 九里回族乡水厂: what is made there is no 字号
    if placed and parts.brand and len(name) >= 5:
        common = not piece.legal and (_RUNNING.search(parts.brand) or is_counted(before))
        return "" if common else "行政区划加组织形式"
    if piece.is_firm_of_context:
        return _as_firm(piece)
    return _by_its_brand(piece) or ("招牌" if is_sign(text, start, before, form) else "")


def _as_firm(piece: _Piece) -> str:
    """顺达公司, and 长城公司 where only a firm does what it does."""
    if describes(piece.parts.brand):
        return ""
    if is_common_word(piece.parts.brand):
        return "名称加公司" if _FIRM_ACTS.match(piece.text, piece.end) else ""
    known = piece.form == "公司" or _OF_GROUP.match(piece.text, piece.end)
    return f"名称加{piece.form}" if known else ""


def _by_its_brand(piece: _Piece) -> str:
    brand = piece.parts.brand
    running = _RUNNING.search(brand) is not None
    own = not is_common_word(brand) or _run_by(piece.text, piece.start, brand)
    if piece.form not in _WEAK_FORMS and 2 <= len(brand) <= 8 and own and not running:
        return "字号加组织形式"
    works_there = _WORKS_THERE.match(piece.text, piece.end) is not None
    made = piece.form in _MADE and len(brand) >= 4 and _brand_and_ware(brand, sure=works_there)
    weak = piece.form in _WEAK_FORMS and piece.parts.trade and 2 <= len(brand) <= 6
    if made or (weak and not is_common_word(brand) and not running):
        return "字号、行业加组织形式"
    return ""


def _names_county(region: str) -> bool:
    """綦江区|中医骨科医院, 莒县|中医医院: one hospital; 县|骨科医院, 本市|骨科医院: any."""
    known = len(region) > 2 or known_regions().name_at(region, 0)[0] == len(region)
    return known and region[-1:] in tuple("市县区旗州")


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
