"""Shops, inns and schools that are called by a sign over the door: in quotation marks, or where one is gone to.

What makes such a name identifying is its 字号. A shop that is named by its trade or its place alone (手机店, 附近网吧,
沙县小吃店, 建材市场) names nobody and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from court_core.masking.common_words import is_common_word
from court_core.masking.organisation_names import ends_like_organisation, only_trade
from court_core.masking.organisation_words import GENERIC_WORDS, MASKED
from court_core.masking.patterns import on_demand
from court_core.masking.regions import HAN, known_regions
from court_core.resource_files import resource_path


def _words() -> dict[str, frozenset[str]]:
    """Kinds of houses and the words that describe one, by section of the data file."""
    sections: dict[str, list[str]] = {}
    here: list[str] = []
    for line in resource_path("masking/signs.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            here = sections.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            here.extend(line.split())
    return {name: frozenset(words) for name, words in sections.items()}


_SECTIONS = _words()
SIGNED = _SECTIONS["场所"]
"""Houses that are called by their own name, never by a ware: what stands before such a word is a sign or describes it."""
_WORDS = GENERIC_WORDS | _SECTIONS["描述"]
# Directly before a name that stands without its region: a mark, or a word behind which one goes or stays somewhere.
_PLACE_BEFORE = on_demand(
    "(?:^|[，。；：、（“\n]|[在到至从于去往与及和由向系有被为以对给将经让的因]|根据|挂靠|汇入|持有|追加|\\d[.]|经营的?|开设的?|开办的?|进入|入住|来到|前往|位于|窜至|窜到|送至|回到|就读于|就职于|任职于|[省市县区旗镇乡街路号]|县城|工作的|打工的)$"
)
_NUMERALS = frozenset("一二三四五六七八九十")
_COUNTED = on_demand(
    "[一二两三几多数][家间个所处座名套栋幢层]$|[一二两三几数]$|(?:^|[很许众诸不好太])多$|[该此本某各每那这哪]"
)
_SAID = on_demand(
    "[的了过着我你他她它们这那没不要找说让就也还把被将给是有吗呢吧向送读租往]|都(?!$)|来到|过来|出来|回来|冲进|闯进|进入|离开|赶紧|回到|办理|"
    "得知|获得|建议|继续|相应|一些|网上|事故|纠纷|喝|吃|住|买|卖|偷|盗|抢|打|骂|睡|玩|开车|驾|乘|坐|走|跑|路过|门前|门口|旁边|对面|附近|隔壁|楼下|一起|随后"
)
_PLACE_LAST = on_demand(
    "[镇乡村屯路街巷组号栋层室]$|(?:办公|宿舍|教学|住院|门诊)楼$|小区$|广场$|车站$|学校$|单位$|公司$|市场$|大道$|社区$|路口$|工地$|门面$"
)
# What stands before or behind 银行 where it is the trade: 书证银行流水.
_NO_BANK = on_demand(
    "[证据单卡]|流水|转账|汇款|承兑|交易|明细|回单|凭证|贷款|利率|利息|同期|账号|账户|柜台|打印|账|银行"
)
_QUOTED = on_demand(rf"“(?P<sign>[{HAN}A-Za-z0-9·&]{{2,12}})”")
_SIGN_LAST = on_demand(
    "(?:[店铺馆坊吧厅]|[车商布茶药酒果渔琴金材木]行|超市|商城|商行|酒楼|酒家|宾馆|酒店|饭店|汽修|汽配|修理部|维修部|经销部|批发部|旅社|旅馆|客栈|会所|会馆|KTV|网咖|食府|山庄|药房|诊所|幼儿园|学校|俱乐部|工作室|经营部|门市部|服务部|火锅城|洗浴城|美食城|家具城|家居城|农家乐|大排档|早点|美容院|养生会所)$"
)
# “夜来香”|网吧, “老隋头”|羊汤馆, “安好家”|物业
_HOUSE_BEHIND = on_demand(
    rf"(?P<kind>(?:(?![的等一在与和及内里])[{HAN}]){{0,4}}?)(?:[店铺馆坊厂](?![长员主内外里])|"
    + "|".join(sorted(SIGNED - {"银行"}, key=lambda w: (-len(w), w)))
    + "|物业|物流|快递|火锅城?|平台)"
)
_HOUSE_NEXT = on_demand(
    "(?:的)?(?:老板娘?|店主|店长|店员|经营者|业主|服务员|收银台|吧台|包厢|包间|店内|店里|店门口|店前|店(?![铺员长])|门店|门面|饭店|餐馆|餐厅|商铺|铺面|门市|摊位)"
)

_OPENED = on_demand("(?:经营|开设|开办|开了?|招牌|店名|字号|挂牌|取名|起名)(?:有|的|为|是|叫|名为|了?一家)?$")


def signs(text: str) -> Iterator[tuple[str, str]]:
    """Names of shops in quotation marks, and why: “老幺砂锅店”, “夜来香”网吧, “小肥牛火锅”的老板."""
    for match in _QUOTED.finditer(text):
        sign = match["sign"]
        if MASKED.search(sign):
            continue
        form = _form_at(text, match.end())
        if form and not _names_nobody(sign):
            yield f"“{sign}”{form}", "引号中的招牌"
            continue
        own = _SIGN_LAST.search(sign)
        if own and len(own.group()) < len(sign):
            if not _names_nobody(sign[: own.start()]) and not _SAID.search(sign):
                yield sign, "引号中的招牌"
        elif (
            (
                _HOUSE_NEXT.match(text, match.end())
                or (_OPENED.search(text, max(0, match.start() - 8), match.start()) and _ends_with_trade(sign))
            )
            and not _names_nobody(sign)
            and not _SAID.search(sign)
        ):
            yield sign, "引号中的招牌"


def _ends_with_trade(sign: str) -> bool:
    """小龙|烟酒, 阿岭|装饰: a 字号 and what is dealt in."""
    return any(only_trade(sign[-length:]) and not _names_nobody(sign[:-length]) for length in range(2, len(sign) - 1))


def _form_at(text: str, at: int) -> str:
    """The longest form of a house that begins at `at`: “好运来”|超市."""
    house = _HOUSE_BEHIND.match(text, at)
    if not house:
        return ""
    kind = house["kind"]  # “老根头”|羊汤|馆; “晓龙”|中浩|酒店 is a nickname before another name
    own_name = (
        kind
        and len(house.group()) - len(kind) > 1
        and not any(map(_names_nobody, _without_place(kind, house.group()[:-1])))
    )
    return "" if own_name else house.group()


_CARRIED = on_demand(
    rf"[由向与在从及经用找给发到、“](?P<name>[{HAN}]{{2,3}}(?:物流|快递|速递|速运|快运|物业))"
    r"(?=[，。；、）”的]|承运|托运|发货|发往|发至|发给|管理|公司|员工|工作|负责|代收|代为|寄|送|运|站|网点|进行|服务)"
)


def _without_place(*pieces: str) -> tuple[str, ...]:
    """The pieces, each also without the bare place it begins with: 沙县|小吃."""
    lengths = (known_regions().name_at(piece, 0, short=True)[0] for piece in pieces)
    return (*pieces, *(piece[length:] for piece, length in zip(pieces, lengths, strict=True) if length))


def carriers(text: str) -> Iterator[tuple[str, str]]:
    """由韵捷快递承运, 嘉宝物业管理: a 字号 and one of the few trades that stand for the whole firm."""
    for match in _CARRIED.finditer(text):
        name = match["name"]
        brand = name[:-2]
        if not (_names_nobody(brand) or _SAID.search(brand) or _COUNTED.search(brand) or is_common_word(brand)):
            yield name, "字号加行业"


def is_sign(text: str, start: int, before: str, form: str) -> bool:
    """Whether `before` is the sign of a house: 云雾|宾馆 after 在, 鑫旺|超市 after 到; not 附近|网吧, 县城一中|学."""
    return (
        form in SIGNED
        and 2 <= len(before) <= 6
        and not _names_nobody(before)
        and not _SAID.search(before)
        and not _COUNTED.search(before)
        and not _PLACE_LAST.search(before)
        and not ends_like_organisation(before)
        and "." not in before
        and _PLACE_BEFORE.search(text[max(0, start - 6) : start]) is not None
        and not (form == "银行" and _NO_BANK.search(before + text[start + len(before) + 2 : start + len(before) + 4]))
    )


def describes(words: str) -> bool:
    """Whether a piece says what kind of house or firm it is, and not what it is called."""
    return _names_nobody(words) or _SAID.search(words) is not None or _COUNTED.search(words) is not None


def is_counted(before: str) -> bool:
    """泉口路金鼎公馆一套|公寓, 古田路一个|餐厅: what is counted has no name here."""
    return re.search("[一二两三几多数][家间个所处座名套栋幢]$", before) is not None


def named_by_trade(before: str, form: str, region: int) -> bool:
    """沙县小吃|店, 兰州拉面|馆, 环县肉食品|市场, 通江路水果|店: where its kind of food comes from, and the food.

    `region` is the length of the place that `before` begins with.
    """
    if form not in _BY_TRADE and form not in SIGNED:
        return False
    ware = f"{before}{form}"[:-1]
    street = _STREET_LAST.match(ware, region) if form not in _SCHOOLED else None
    words = (before[region:], ware[region:], ware[street.end() :] if street else "")
    return any(rest and _names_nobody(rest) for rest in words)


_SCHOOLED = frozenset("小学 中学 学校 幼儿园 医院 银行".split())
_STREET_LAST = on_demand(rf"[{HAN}0-9]*(?:[镇村区边旁侧口]|街道|(?:[路街巷]|大道)(?=[{HAN}]{{2}}))")
_BY_TRADE = frozenset("店 商店 市场 大市场 农贸市场 批发市场 菜市场 小吃店 面馆 粉馆 餐饮店 饮食店 交易中心".split())


@lru_cache(maxsize=4096)
def _names_nobody(words: str) -> bool:
    """Whether a piece is put together from descriptions and trades only."""
    # How far, and the longest word on the way: 中 and 原 alone do not make 中原 a description, nor 西 and 城 西城骨科.
    reached = {0: 0}
    small: set[int] = set()
    for at in range(len(words)):
        if at not in reached:
            continue
        for length in range(1, min(8, len(words) - at) + 1):
            word = words[at : at + length]
            if word in _NUMERALS or (length == 1 and at in small):
                continue  # 五一, 三和
            if (length < 6 and word in _WORDS) or (length > 1 and only_trade(word)):
                if length == 1 and at + 1 not in reached:
                    small.add(at + 1)
                elif length > 1:
                    small.discard(at + length)
                reached[at + length] = max(reached[at], length, reached.get(at + length, 0))
    return len(words) in reached and (reached[len(words)] > 1 or len(words) < 2)
