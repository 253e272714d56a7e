"""Addresses: what lies below the county goes, 省 市 县（区） stay (法释〔2016〕19号 art. 10; DOMAIN.md §5).

Three ways lead to an address: a word that announces one (住, 户籍地, 住所地), the units of a house number
(望江中路100号之一2栋3单元401房), and a village below a known county. An address found once is found again
wherever its lower part stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from court_core.masking.alternations import by_beginning, compile_alternation
from court_core.masking.patterns import on_demand
from court_core.masking.plain import places_of, plain
from court_core.masking.public_bodies import Protected, protected_spans
from court_core.masking.regions import COUNTY, HAN, known_regions
from court_core.masking.spans import Found
from court_core.masking.wrapped_lines import over_breaks

_ANNOUNCED = on_demand(
    by_beginning(
        "住所地?|住址|户籍(?:所在地?|登记地|住址|地址|地)?|户口(?:所在地|地)|籍贯|经常居住地|实际居住地|现?居住地址?|现?居住[于在]|居住生活[于在]|居住|现居|现住址?|暂住[地于在]?|原住|家住|租住[于在]?|"
        "家庭(?:住址|地址)|(?:通讯|联系|送达|邮寄|办公|注册|登记|经营|营业|居住|户籍|详细)地址?|收货地址|地址|(?:营业|经营|办公)(?:场所|地点)|主要办事机构所在地|"
        "出生[于在]|出生地|生于|(?<![0-9A-Za-z])(?<![^，。；、（：）” \n现均户前])住(?![院宿房所址户的建宅])|现羁押前住|捕前住|案发前住"
    )
    + " ?(?:均|现|都|分别|也)?(?:为|是|在|于|系|位于|同为|地)?[： ]{0,3}(?:位于|在|于)?"
)
_CLAUSE = on_demand(r"(?:（[^）\n]{1,20}）|[^，。；：（）\n]){2,80}")
_FLOORS_GO_ON = on_demand(
    rf"[、，](?:[{HAN}A-Za-z]{{0,6}}?[0-9A-Za-z一二三四五六七八九十-]{{1,9}}(?:层|楼|室|号|房|铺|栋|幢|座|单元)){{1,4}}"
)
_SIDES_GO_ON = on_demand(rf"、[{HAN}0-9]{{2,8}}(?:路|街|道|巷|河|渠|线)[东西南北](?:侧|面|边|段|首|头)")
# The divisions of the Corps in Xinjiang rank with prefectures, their regiments (团) lie below.
_CORPS = on_demand("(?:新疆(?:维吾尔自治区)?)?生产建设兵团(?:农?第?[一二三四五六七八九十]{1,3}师)?")
_PLACE_WORD = on_demand(
    r"[镇乡村街路道巷弄号栋幢座室层楼组队屯庄里园苑城厦场店厂港湾坊营寨堡沟坪旗苏木嘎查寓区州洲岛屿岭桥站矿国邨围]|[团连]$|\d"
)
_NO_PLACE = on_demand(
    "^(?:(?:中国(?:内地|大陆|境内)|城镇|农村|城区|市区|县城|城市|乡下|外地|异地|当地|本地|国外|海外|老家|娘家|婆家|别处|他处)(?:地区|里|内)?$|[一二两三四五六七八九十半多\\d]+[余多]?(?:年|个?月)|至今|期间|满|超过|不足|人民法院|法院|管辖|的|所在|生活(?![在于])|不|并|未|无|同上|同前|上述|享有|与|和|及|有|证明|变更|登记|确认|进行|期间|一致|情况|附近|权|条件|环境|证|房屋|用|等|之|为由|地人民|本村|该村|本镇|本乡|该处|此处)|^[^\\d]*(?:进行|开展|实施|实地)|法院|检察院|公安|同上"
)
_NEXT_FACT = on_demand(
    "、|的|以及|和(?=户籍|住|现)|（(?:身份|户籍|统一|以下|下称|现)|公民身份|身份证|邮编|邮政编码|电话|联系|法定代表人|负责人|经营者|系|委托"
)
_MOVED = on_demand(r"[已现原]?于?[\d年月日]{0,11}(?:迁[至往到入出]|登记[在于]|落户[在于]?|转[至到入])")
_SAME = on_demand("同上|同前|同原告|同被告|不详|同左|如上")

_NUM = r"(?:[A-Za-z]{0,2}-?\d{1,5}(?:[-、至/]\d{1,5}){0,4}[A-Za-z]?|[一二三四五六七八九十百]{1,4}(?:至[一二三四五六七八九十]{1,3})?|[A-Z]|[Xx]{1,4})"
_UNIT = "(?:号楼|号院|号铺|号店|号房|号|弄|巷|幢|栋|座|单元|梯|室|房|层|楼|铺|门|组|队|村民小组|厂房|户)"
_STOP_GLUE = "的在与和及由被将对是为系有因于从至到向把后前时年月日元即则而但并已未不可或等称"
_TAIL = (
    r"(?:之[一二三四五六七八九十\d]{1,3}|的\d{2,4}(?:房|室|号房))?"
    r"(?:[东西南北]?(?:侧|面)?(?:店铺|商铺|铺面|铺位|门面房?|门市部?|厂房|仓库|车库|车位|店面|首层|底层|前楼|后楼|前厢房|后厢房|亭子间|阁楼|底楼|顶楼|灶间|天井|地下室|负[一二三123]层|[\u3400-\u9fff]{1,3}店(?![员主长]))|号?铺)?"
)
_UNITS = on_demand(
    rf"(?P<first>第?{_NUM}) ?{_UNIT}"
    rf"(?:(?:[^{_STOP_GLUE}，。；：、（）“”《》\d\n]{{0,8}}?|之|至){_NUM} ?{_UNIT}|之[一二三四五六七八九十\d]{{1,3}}){{0,8}}"
    rf"(?:(?<=[元栋幢座梯楼]) ?-?\d{{3,4}}(?![0-9年月日元万平%.㎡]))?{_TAIL}"
)
# The first number of _UNITS and its mark, 35 characters at most of these, and then the unit.
_NUMBERED = r"[第\dA-Za-z一二三四五六七八九十百、至/ -]"
_NUMBER_RUN = on_demand(rf"{_NUMBERED}{_NUMBERED}{{0,39}}+(?={_UNIT})")
_BEFORE_UNITS = on_demand(rf"(?:“[{HAN}0-9A-Za-z·]{{2,12}}”|[{HAN}0-9A-Za-z（）· ×-])*$")
_BREAK = compile_alternation(
    "因(?!民)|位于|坐落[于在]?|座落[于在]?|[，。；：、“”]|(?<![省市县区镇乡])在(?!家)|至(?!善)|到|从(?!化|江)|由|的|占用|征用|负责|代表|下称|简称|有一个|我们|他们|骗取|显示|证明|约定以?|住(?:所?地|所)|住(?!宅)|址|往|前往|沿(?![江河湖海山][路街大巷道])|途经|经(?![济开贸信])|为|是|系|将(?!军)|对|租赁|承租|出租|购买|出售|"
    "出卖|买卖|转让|行驶|驶|及|以及|和(?![平县顺谐园])|与|被告|原告|于(?![都田洪])|[年月日时许]|向(?![阳东])|把|其|该|名下|所有|使用|抵押|查封|拍卖|登记|本案|涉案|案涉|诉争|争议|"
    "第三人|上诉人|等|是|后|前(?=往)|窜|回(?!族)|进入|来|去|给"
)
_ESTATE_END = on_demand(
    "(?:路|街|大道|道|巷|弄|里|胡同|村|屯|庄|社区|小区|花园|公寓|大厦|广场|苑|园|城|中心|湾|庭|府|邸|楼|厦|镇|街道|坊|段|寓|厂|场|居|阁|轩|台|院|寨|堡|岗|墩|圩|围|邨|组|队|区|桥|站|口|侧|期|山庄|名都|新村|条|线|环|塘|河|岭|沟|坪|坑|冲|湖|港|洲|岛|门|峰|江|海|巷子|宿舍|家属院|市场)"
    "[东西南北中]?(?:附|第|负|地下|[东西南北]段|[甲乙丙丁])?$"
)
_ONLY_A_HOUSE = on_demand(
    "(?:茶|酒|办公|宿舍|教学|住院|门诊|综合|大|主|附|住宅|公寓|实验|写字|商务|厂|行政|商)楼|宾馆|酒店|饭店|厂房|小区|公寓|大厦|商场|超市|医院|学校|工地|食堂|网吧|会所"
)
_ROAD_NUMBER = on_demand(r"国道|省道|县道|高速")
_NO_ADDRESS_BEFORE = on_demand(r"(?:[年月]|合同|协议|通知|决定|编号|公告|发票|文|法|条|款|项|第)$")
_NO_ADDRESS_AFTER = on_demand(
    "的?(?:劳务|工程|施工|土建|主体|模板|木工|瓦工|钢筋|防水|桩基|外墙|内墙)|线|文件|令|公告|判决|裁定|调解|决定|民事|刑事|执行|案件|合同|卷|证据|专利|商标|鉴定|意见书|船|轮|车|机|井|泵|桩|线路|设备|台"
)
_TOWN = on_demand(
    rf"(?:镇|乡|街道|办事处|苏木|农场|林场|开发区|示范区|园区|新区)(?!实施|进行|开展|推进|启动|所在)(?P<village>[{HAN}]{{1,9}}?(?:村(?![民委镇])(?:[{HAN}]{{0,3}}[村屯庄营寨](?![民委镇]))?|社区(?![居服矫戒卫])|屯|嘎查|居民点)"
    rf"(?:[{HAN}\d]{{0,6}}?(?:组|队|社(?![区保])|屯|区居民点|居民点|号))?|(?:(?![路街道与和])[{HAN}]){{5,14}}?路口)"
)
_PROPERTY = on_demand(
    r"(?:位于|坐落[于在]?|座落[于在]?)(?P<place>[^，。；：、（）\n的]{4,40})的?"
    r"(?=[一二三四五六七八九十两\d]{0,3}[层间栋处套座块]?(?:楼房|平房|瓦房|房屋|房产|住宅|住房|商服|商铺|门面|铺面|宅基地|厂房|别墅))"
)
_IN_TOWN = on_demand(
    rf"[{HAN}]{{1,5}}?(?:镇|乡|街道)(?=[{HAN}0-9“”]{{2,}}(?:花园|小区|苑|公寓|大厦|广场|新村|[村路街巷组楼号])$)"
)
# A house or works that was put up there: 在某县某街道淮海路西段南侧、某公司院内建设厂房.
_SITE = on_demand(
    rf"(?:在|位于|坐落[于在]?)(?P<place>[{HAN}A-Za-z0-9]{{4,40}}(?:[东西南北](?:侧|面|头|边)|路口|组|号))"
    r"(?=[^。；\n]{0,24}(?:建设|修建|搭建|建造|兴建|加建|扩建|违建|建起|建房|占地))"
)
# Rooms that were taken for an office or a den: 租用某区某街与某街交叉口某商务楼6层601室为办公场所.
_RENTED = on_demand(
    rf"(?:租用|承租|租下|租得|租赁|租住)(?:了|位于|坐落于|在)?(?P<place>[{HAN}A-Za-z0-9“”-]{{4,40}}?"
    r"(?:[0-9A-Z一二三四五六七八九十]{1,4}(?:层|楼|室|号|房间|房|铺|单元)(?:[0-9A-Z-]{1,10}(?:室|号|房间|房|铺))?))"
    r"(?=[，。；、的]|作?为|用于|用作|开|经营|从事|办公|居住)"
)
_ROAD_SIDE = on_demand("(?:[路街道巷村镇乡].{0,6}(?:[东西南北](?:侧|面|头|边)|路口)|[0-9一二三四五六七八九十]+[组号])$")
# A village is somebody's home where a number, a group or a house is named with it; else it is a place in the facts.
_HOME = on_demand(
    rf"人(?!民)|[{HAN}×*]{{1,4}}?(?:家[中里门院]|住[宅处所])|农民|家|居住|务农|的?(?:住[宅处所房]|房|宅|老宅|院)|出租屋|租住"
)
_HOME_BEFORE = on_demand("(?:籍|[，。：；]|住|家住|家在|家)$")
_VILLAGE_NO = on_demand("村委|村民|委员会|法院|检察|公安|派出所|合作社|公司|学校|医院|厂")


def find_addresses(text: str) -> list[Found]:
    """Every part of an address below the county, sorted, disjoint.

    `entity` is that part in plain form, so that one address is one thing wherever it stands. What belongs to the
    name of a court or another public body is no address.
    """
    return over_breaks(plain(text), _in_lines)


def _in_lines(flat: str) -> list[Found]:
    protected = protected_spans(flat)
    spans: dict[tuple[int, int], tuple[str, float]] = {}
    for start, end, why, sure in (
        *_announced(flat),
        *_properties(flat),
        *_sites(flat),
        *_house_numbers(flat),
        *_villages(flat),
    ):
        if (
            end - start >= 2
            and not _belongs_to_body(flat, protected.first(start, end), why, end)
            and not _already_masked(flat[start:end])
        ):
            spans.setdefault((start, end), (why, sure))
    kept = _longest(spans)
    for start, end in _again(flat, [flat[a:b] for a, b in kept], protected):
        spans.setdefault((start, end), ("住址再次出现", 0.9))
    return [Found(a, b, "address", re.sub(r"\s", "", flat[a:b]), *spans[a, b]) for a, b in _longest(spans)]


def _belongs_to_body(flat: str, body: tuple[int, int] | None, why: str, end: int) -> bool:
    """Whether a place is part of a body's name; in 住荔湾区逢源街道办事处厚福社区 the office is part of the place."""
    if body is None:
        return False
    name = flat[body[0] : body[1]]
    if name.endswith(("办事处", "街道办")) and end - body[1] >= 4 and re.search(r"\d", flat[body[1] : end]):
        return False  # 岱岳区粥店街道办事处惠普小区12号楼
    return not (
        why.startswith("住址")
        and (flat[body[0] : body[1]].endswith(("办事处", "街道办", "政府")) or _LODGING.match(flat, body[1]))
    )


# 住建设街畜牧局宿舍3排2号: the house of an authority's people is no authority.
_LODGING = on_demand(
    "(?:职工|家属|单位|集资|老)?(?:宿舍|家属|住宅|小区|公寓|集资楼|院内|[0-9一二三四五六七八九十]{1,3}号楼)"
)


def below_county(flat: str, start: int, end: int) -> int:
    """Where the part begins that must go: after 省 市 县, or `start` where the address names none of them."""
    corps = _CORPS.match(flat, start, end)
    low = corps.end() if corps else known_regions().chain_end(flat[:end], start)[0]
    return low + 1 if flat[low - 1 : low + 1] == "市区" and low < end else low  # 云浮市区|世纪大道


def _announced(flat: str) -> Iterator[tuple[int, int, str, float]]:
    for word in _ANNOUNCED.finditer(flat):
        clause = _CLAUSE.match(flat, word.end())
        if not clause:
            continue
        start, end = clause.span()
        moved = _MOVED.match(flat, start, end)  # 户籍已于2006年迁至莆田市…
        start = moved.end() if moved else start
        value = flat[start:end]
        if _SAME.search(value) or value.startswith("不"):  # 住所地均|不在佛山市南海区
            continue
        end = _clause_end(flat, start, end)
        start = _skip_white(flat, start, end)
        low = below_county(flat, start, end)
        rest = flat[low:end].strip(' ”"')
        low = _skip_white(flat, low, end)
        end = low + len(flat[low:end].rstrip(' ”"'))
        if not rest or _NO_PLACE.search(rest) or not _PLACE_WORD.search(rest):
            continue
        if word.group().startswith("租住") and _OFFICE_ONLY.fullmatch(rest):
            continue
        if low == start and not _stands_alone(rest, word.group()):
            continue
        yield low, end, f"住址（{word.group().strip(' ：')}）", 0.95


_LONGEST_REGION = 12
# 租住在铜梁区东城街道办事处: what somebody rents lies nowhere nearer than in a part of the town.
_OFFICE_ONLY = on_demand(rf"[{HAN}]{{2,5}}(?:街道|街道办事处|镇|乡)(?:境内|辖区内?)?")


def _clause_end(flat: str, start: int, end: int) -> int:
    """Where the address of a clause ends: at the next fact about the person, but not at 5-7层、西附楼2层."""
    for cut in _NEXT_FACT.finditer(flat, start, end):
        at = cut.start()
        goes_on = cut.group() == "、" and (_FLOORS_GO_ON.match(flat, at) or _SIDES_GO_ON.match(flat, at))
        if not goes_on:
            return at
    more = _FLOORS_GO_ON.match(flat, end)
    return more.end() if more and re.search(r"[号层楼室]", flat[start:end]) else end


def _stands_alone(rest: str, word: str) -> bool:
    """Without any 省 市 县 before it, a clause after 住 is an address only when it is formed like one."""
    detail = re.search(r"\d+[号栋幢座室房]|[路街巷镇乡村][\u3400-\u9fff0-9]{0,12}|[省市县国]|[^山小社矿校厂]区", rest)
    return (
        bool(detail)
        and (len(rest) <= 40)
        and ("住" in word or "址" in word or "籍" in word or bool(re.search(r"\d", rest)))
    )


def _house_numbers(flat: str) -> Iterator[tuple[int, int, str, float]]:
    for match in _units(flat):
        if _NO_ADDRESS_AFTER.match(flat, match.end()):
            continue
        start = _address_start(flat, match.start())
        name = flat[start : match.start()].strip()
        if _NO_ADDRESS_BEFORE.search(name) or _ROAD_NUMBER.search(name[-3:]):
            continue
        low = below_county(flat, start, match.start())
        named = flat[low : match.start()].strip()
        units = len(re.findall(_UNIT, match.group()))
        if low > start and not named and units < 2:
            continue
        nested = units >= 2 and len(named) >= 2 and re.search(r"[栋幢座号].{0,12}[室房铺层单元]", match.group())
        # Below a county, a road anywhere in the name is enough: 石桥区哈大路南段商网1-3号.
        below = low > start and re.search("[路街道巷弄村镇]", named)
        if units < 3 and low == start and _ONLY_A_HOUSE.fullmatch(named):
            continue  # 茶楼2楼, 办公楼1幢
        if (len(named) < 2 or not _ESTATE_END.search(named)) and not nested and not below:
            continue
        if not re.search(r"[0-9A-Za-z]", match.group()) and not re.search("[号栋幢室组]", match.group()):
            continue
        low = _skip_white(flat, low, match.end())
        yield low, match.end(), "门牌、房号", 0.85 if low > start or units >= 2 else 0.75


def _units(flat: str) -> Iterator[re.Match[str]]:
    """Every place of `_UNITS`, tried only where a number stands before a unit."""
    free = 0
    for run in _NUMBER_RUN.finditer(flat):
        tried = (_UNITS.match(flat, place) for place in range(max(free, run.start()), run.end()))
        found = next(filter(None, tried), None)
        if found:
            free = found.end()
            yield found


# The estate's name in quotation marks, and nothing else before the number: “龙鼎·江畔名都”5栋2单元1904号房.
_QUOTED_PLACE = on_demand(rf"[{HAN}0-9A-Za-z ]*“[{HAN}0-9A-Za-z·]{{2,12}}”")


def _properties(flat: str) -> Iterator[tuple[int, int, str, float]]:
    """位于扶沟县某乡某村中路西的两层楼房, 租用某区某楼6层: where a house, a plot or a room lies, from its county on."""
    for match in (*_PROPERTY.finditer(flat), *_RENTED.finditer(flat)):
        start, end = match.span("place")
        low = below_county(flat, start, end)
        masked = re.search("[×*某]", flat[low:end])
        whole = low > start or _IN_TOWN.match(flat, start, end)
        if whole and end - low >= 3 and not masked and _PLACE_WORD.search(flat, low, end):
            yield low, end, "不动产坐落", 0.8


def _sites(flat: str) -> Iterator[tuple[int, int, str, float]]:
    """在莒岭县某街道淮海路西段南侧建设厂房: the ground that a case is about, by the side of a road or its number."""
    for match in _SITE.finditer(flat):
        start, end = match.span("place")
        low = below_county(flat, start, end)
        if (
            low > start
            and end - low >= 3
            and _ROAD_SIDE.search(flat, low, end)
            and not re.search("[×*某]", flat[low:end])
        ):
            yield low, end, "不动产坐落", 0.75


def _address_start(flat: str, at: int) -> int:
    floor = max(0, at - 40)
    run = _BEFORE_UNITS.search(flat, floor, at)
    start = run.start() if run else at
    for cut in _BREAK.finditer(flat, start, at + 12):  # a look ahead must see past `at`
        if cut.end() > at:
            break
        if _inside_region(flat, cut.end() - 1):
            continue  # 无|为|市东风路
        if cut.group() in "“”" and _QUOTED_PLACE.fullmatch(flat, start if cut.group() == "”" else cut.start(), at):
            continue  # “龙鼎·江畔名都”5栋
        start = cut.end()
    regions = known_regions()
    for place in range(start, min(at, start + 12)):
        end, level = regions.chain_end(flat, place, unlisted=False)
        if end > place and (level == COUNTY or end - place >= 3):
            return place
    return _skip_white(flat, start, at)


def _villages(flat: str) -> Iterator[tuple[int, int, str, float]]:
    at = 0
    while match := _TOWN.search(flat, at):
        at = match.end()
        if _inside_region(flat, match.start()):  # 固|镇|县刘集镇瓦坊村
            at = match.start() + 1
            continue
        if _VILLAGE_NO.search(flat[match.start() : match.end() + 5]):
            continue
        start = _address_start(flat, match.start())
        low = below_county(flat, start, match.start())
        if low > start and match.start() - low <= 8 and _somebodys(flat, start, match):
            yield low, match.end(), "县以下的村组", 0.65 if "路口" in match.group() else 0.75


def _inside_region(flat: str, at: int) -> bool:
    """Whether the character belongs to the name of a county or a city, other than as its end: 固镇县, 新乡市."""
    regions = known_regions()
    return any(
        place + regions.name_at(flat, place)[0] > at + 1
        for place in range(max(0, at - _LONGEST_REGION), at + 1)
        if flat[place : place + 2] in regions.lengths
    )


def _somebodys(flat: str, start: int, village: re.Match[str]) -> bool:
    """Whether a village is named closely enough to be somebody's home: 逊岗镇靳岭村|南地 is where it happened."""
    return (
        not village.group().endswith(("村", "社区"))
        or _HOME.match(flat, village.end()) is not None
        or _HOME_BEFORE.search(flat, max(0, start - 2), start) is not None
        or flat[village.end() : village.end() + 1].isdigit()
    )


def _already_masked(value: str) -> bool:
    bare = re.sub(r"[省市县区镇乡村街路道巷号栋幢室单元办事处组房楼层\s]", "", value)
    return not re.sub(r"[×*xX某\d]", "", bare) and bool(re.search(r"[×*某]", value))


def _again(flat: str, values: list[str], protected: Protected) -> Iterator[tuple[int, int]]:
    tails = (tail.group() for value in values if (tail := _UNIT_TAIL.search(value)))
    for value in dict.fromkeys((*values, *tails)):
        if len(value) < 5 or not re.search(r"[0-9组村号栋室]", value):
            continue
        for at in places_of(flat, value):
            end = at + len(value)
            cut = flat[end - 1].isdigit() and flat[end : end + 1].isdigit()
            if not (cut or _COMMITTEE.match(flat, end) or protected.touches(at, end)):
                yield at, end


_COMMITTEE = on_demand("村?(?:村民委员会|村委会|居民委员会|居委会|社区居)")
# 5栋2单元1904号房 of an address that stands in full elsewhere.
_UNIT_TAIL = on_demand(rf"\d{{1,4}} ?(?:号楼|栋|幢|座)(?:{_NUM} ?{_UNIT}){{2,}}$")


def _skip_white(flat: str, start: int, end: int) -> int:
    while start < end and flat[start] in " \n":
        start += 1
    return start


def _longest(spans: dict[tuple[int, int], tuple[str, float]]) -> list[tuple[int, int]]:
    """Disjoint spans; what overlaps is joined, since two readings of one address both name it."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            first = joined[-1]
            both = (first[0], max(first[1], end))
            if both not in spans:
                spans[both] = spans[first]
            joined[-1] = both
        else:
            joined.append((start, end))
    return joined
