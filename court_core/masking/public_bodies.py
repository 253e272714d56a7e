"""What is never masked in any profile: public bodies, law firms, case numbers, legal texts (DOMAIN.md §5)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from court_core.masking.alternations import by_beginning, compile_alternation
from court_core.masking.patterns import on_demand, run_back
from court_core.masking.plain import plain
from court_core.masking.regions import HAN, known_regions

# Words a name of an authority can end with; what stands before decides whether it is one.
_ANCHOR = compile_alternation(
    "法院|检察院|检察分院|派出法庭|法庭|派出所|看守所|拘留所|戒毒所|收容所|教养所|管教所|司法所|监狱|总局|分局|局|厅|政府|办事处|街道办(?!事处)|委员会|仲裁委(?!员会)|仲裁院|监委|纪委|党委|市委|县委|区委|省委|"
    "政协|常委会|代表大会|国务院|人民银行|(?<!山)海关|证监会|银监会|保监会|总队|支队|大队|中队|分队|中心|登记所|公证处|援助处|事务所|分所|法律服务所|救助站|管理站|服务站|征收办|拆迁办|办公室|"
    "检验研究院|检验院|检测院|监督检验所|外交部|商务部|财政部|民政部|公安部|司法部|建设部|领事馆|大使馆|公安处|公安机关|管理处|管理所|车管所|房管所|工商所|税务所|国土所|联合会|妇联|残联|总工会|红十字会|工商联|消费者协会"
)
_OF_STATE = (
    "公安|司法|民政|财政|税务|工商|卫生|健康|卫健|医保|医疗保[险障]|社会保[险障]|社保|人社|人力资源|教育|规划|国土|自然资源|建设|住建|城乡|城管|城市管理|交通|运输|公路|"
    "水[利务]|农业|农村|林业|环保|环境|生态|审计|统计|物价|价格|文化|旅游|体育|质量|质监|安全生产|安监|应急|房产|房管|房地产|住房|公积金|商务|发展|改革|科技|信访|档案|"
    "市场监督|监督管理|监管|监察|检疫|地震|气象|粮食|海洋|海事|边防|烟草专卖|邮政管理|铁路|民航|渔[政业]|知识产权|移民|出入境|计划生育|宗教|民族|药品|行政|政务|"
    "大数据|征收|拆迁|国资|国有资产|园林|市政|人事|劳动|不动产登记|土地储备|法律援助|救助|交警|交巡警|警察|刑警|刑侦|治安|经侦|禁毒|特警|巡警|消防|执法|缉私|稽查|巡查|路政|运政|"
    "征稽|机关事务|保密|人民武装|退役军人|疾病预防|疾控|认证|认定|鉴证|福利|慈善|就业|招商|投资促进|机动车|车辆|出租屋|流动人口|综治|信息化|老干部|扶贫|乡村振兴|供销|档案"
)
_AUTHORITY = on_demand(
    by_beginning(
        "法院|检察院|检察分院|法庭|派出所|看守所|拘留所|戒毒所|收容所|教养所|管教所|司法所|监狱|分局|政府|街道办事处|街道办|仲裁委|仲裁院|监委|纪委|党委|市委|县委|区委|省委|政协|"
        "常委会|人民代表大会|国务院|人民银行|(?<!山)海关|证监会|银监会|保监会|公证处|法律援助处|律师(?:（.{2,8}）)?(?:联合)?事务所|律师事务所.{1,10}分所|法律服务所|征收办|拆迁办|外交部|商务部|财政部|民政部|"
        "(?:妇女|残疾人|工商业|华侨|文学艺术界)联合会|妇联|残联|(?:社会保障|劳动保障|人力资源|退役军人|民政)(?:事务|服务|管理)?(?:所|站)|(?<=[省市县区州旗])总工会|红十字会|工商联|消费者协会|"
        "公安部|司法部|建设部|领事馆|大使馆|公安处|公安机关|物业管理办公室|车管所|房管所|工商所|税务所|国土所|"
        "(?:质量监督检验|质量技术监督|计量测试|特种设备).{0,6}(?:院|所|中心)|"
        "(?:仲裁|调解|管理|监督|监察|审判|检察|鉴定|行政|人民代表|常务|复议|健康|改革|建设|管理监督|监督管理|工作)委员会"
    )
    + "$"
)
_OFFICE = on_demand(
    by_beginning(_OF_STATE)
    + f"(?:[{HAN}]{{0,12}}(?:总局|局|厅|委员会|总队|支队|大队|中队|分队|中心|站|办公室|管理处|管理所|登记所|办事处)|"
    f"(?:总局|局|厅)[{HAN}]{{1,10}}(?:办事处|管理站|服务站|管理处|管理所))$"
)
_SURE_END = (
    "法院",
    "检察院",
    "公安局",
    "派出所",
    "看守所",
    "监狱",
    "人民政府",
    "律师事务所",
)  # the common ones, at once
# An enterprise that happens to end like an authority, and the organs of one: 某公司党委, 某公司管理处.
_ENTERPRISE = on_demand(
    "(?:公司|合作社|集团(?![军结])|(?:制造|加工|机械|化工|食品|服装|家具|玻璃|水泥|电器|制品|五金|印刷|纺织|钢铁|农机|塑料|化肥|制药)厂)(?!律师)[^，。；]|邮政局$|精神卫生中心$|供电局$|电业局$|电信局$|物业.{0,4}服务中心$|供销合作社|(?<!公安)(?<!安局)(?<!物证)司法(?:会计|精神病|文书|物证)?鉴定(?:中心|所|院)$"
)
_OWN_ORGAN = on_demand(
    "党委|纪委|团委|党总?支部|监委|(?:工会|管理|监察|调解|人民调解)委员会|(?:[总]?工会|妇联)|(?:总经理|行政)?办公室|"
    "(?:财务|营销|检测|管理|项目管理|服务|客服)中心|(?:物业|安全)?管理处|保卫处|公安处|法律援助处|安全监督管理局|(?:消防|运输|稽查|工程)[大中支]队"
)
_LAW_FIRM = on_demand("律师(?:（.{2,8}）)?(?:联合)?事务所$|法律服务所$")
_BODY_WINDOW = 30
_HAN_RUN = on_demand(f"[{HAN}0-9（） ·]*")
# Where a name cannot reach back over: the little words of a sentence, when they are not part of a place or an office.
_BREAK = compile_alternation(
    "[ ，。；：、“”]|被告人|原告人?|被告|上诉人|第三人|被申请人|申请人|执行人|被害人|公诉机关|机关|当事人|"
    "经(?![济开贸侦信营])|由|向(?!阳)|对(?!外)|被|在|于(?![都田洪])|至|到|[从](?![化江])|将(?!乐)|的|是(?![县])|系|为|不服|撤销|维持|移送|送达|作出|出具|提交|提起|提出|通过|委托|"
    "指令|报请|羁押|关押|逮捕|交(?![警通易巡管运城])|因|即(?!墨)|该|原审|一审|二审|依据|依照|根据|后|前(?![郭进])|时|[日年月](?=[^照])|号|了|给|请求|要求|认为|报告|"
    "以(?!及)|或|与|以?及|(?<!共)(?<!资源)(?<!人口)(?<!发展)(?<!住房)(?<!工业)(?<!经济)(?<!卫生)(?<!环境)(?<!规划)(?<!教育)和(?![平顺县田布龙政静林硕])"
)
_COUNTRY = on_demand(r"(?:中华人民共和国|中国)\s*$")
_PLACE_ABOVE = on_demand(rf"[{HAN}]{{2,8}}(?:省|自治区|市)\s*$")
_YEAR_IN_BRACKETS = on_demand(
    r"[（〔〈<]\s?(?:19|20)\d{2}\s?[）〕〉>]"
    r"(?P<rest>[\u3400-\u9fff]{0,8}?\d{0,4}[\u3400-\u9fff]{0,12}?(?:字)?第?\s?\d{1,7}(?:[-、]\d{1,6}){0,20}\s?号(?:之[一二三四五六七八九十\d]{1,3})?)"
)
# Who wrote a report, and the letters of its number: 恒岳会计师事务所|恒会鉴字〔2015〕011号.
_NAMED_BEFORE = on_demand(
    rf"(?:(?:鉴定|检测|评估|事务|勘察|测绘|研究|检验|审计|设计)(?:中心|所|院|站)|公司|[鉴评]估?(?:中心|所)|（[{HAN}]{{2,10}}(?:[支分]行|信用社|联社)）)(?P<letters>(?:(?!公司)[{HAN}]){{0,9}})$|"
    "(?:鉴定|检测|评估|事务|勘察|测绘|研究)$"
)
_LAND_NUMBER = on_demand("国用|集用|集建|集有|房地|房权|房产|土地|林证|林权|他项|不动产|农地|宅基|产权|房字|用字")
LEGAL_TEXT = on_demand(
    r"《[^《》\n]{2,80}(?:《[^《》\n]{2,60}》[^《》\n]{0,40})?"
    r"(?:法|典|条例|规定|办法|解释|意见|批复|细则|规则|通则|准则|标准|答复|纪要|决定|通知|修正案|公约|议定书|目录|指引|规范)(?:[（〈<][^》\n]{1,30}[）〉>])?》"
    r"(?:第[一二三四五六七八九十百千零〇\d]+条)?"
)


class Protected:
    """Sorted disjoint spans with a quick answer to: does this touch one?"""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        joined: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if joined and start < joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        self._starts = [start for start, _ in joined]
        self._ends = [end for _, end in joined]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(zip(self._starts, self._ends, strict=True))

    def first(self, start: int, end: int) -> tuple[int, int] | None:
        """The first protected span that shares a character with the given one."""
        at = bisect_right(self._starts, start) - 1
        if at >= 0 and self._ends[at] > start and end > start:
            return self._starts[at], self._ends[at]
        if at + 1 < len(self._starts) and self._starts[at + 1] < end:
            return self._starts[at + 1], self._ends[at + 1]
        return None

    def touches(self, start: int, end: int) -> bool:
        """Whether a character of the span is protected."""
        return self.first(start, end) is not None


def is_authority(name: str) -> bool:
    """Whether a name (plain form) is that of a public body or a law firm."""
    if not (name.endswith(_SURE_END) or _AUTHORITY.search(name) or _OFFICE.search(name)):
        return False
    return not _ENTERPRISE.search(name)


@lru_cache(maxsize=4)  # three detectors ask for the same document one after the other
def protected_spans(text: str) -> Protected:
    """Spans that no finding of things (numbers, addresses, organisations) may touch.

    A body's name reaches back to the beginning of its place name: 惠州市惠阳区人民检察院. For names of people this is
    no veto: where a sentence runs into a body's name without a mark, the span may begin some characters early.
    """
    flat = plain(text)
    spans: list[tuple[int, int]] = []
    for match in _ANCHOR.finditer(flat):
        start = _beginning(flat, match.start())
        if is_authority(flat[start : match.end()]):
            spans.append((start, match.end()))
    for match in _YEAR_IN_BRACKETS.finditer(flat):
        before = flat[max(0, match.start() - 10) : match.start()]
        if _LAND_NUMBER.search(before) or _LAND_NUMBER.search(match.group("rest")):
            continue
        start = _beginning(flat, match.start(), 12)
        # 恒岳司法鉴定中心（2013）文鉴字第52号: the number's own letters stand behind the year, the name before is no part of it.
        named = _NAMED_BEFORE.search(flat, start, match.start())
        if named:
            start = match.start() - len(named["letters"] or "")
        spans.append((start, match.end()))
    spans.extend(match.span() for match in LEGAL_TEXT.finditer(flat))
    return Protected(spans)


def is_own_organ(words: str) -> bool:
    """党委, 办公室: what stands behind a firm's name is an organ that every firm has, and no public body."""
    return _OWN_ORGAN.fullmatch(words) is not None


def law_firms(text: str) -> Iterator[tuple[int, int]]:
    """吉林李京洪律师事务所: from its place to its end. A firm may bear its lawyer's name, and no party's."""
    regions = known_regions()
    for start, end in protected_spans(text):
        if _LAW_FIRM.search(text, start, end) and regions.chain_end(text, start, short=True)[0] > start:
            yield start, end


def serials(text: str) -> Iterator[tuple[int, int]]:
    """（2017）鲁民申2748号: from the year in brackets to 号. No character of it is a person's, whatever it looks like."""
    return (match.span() for match in _YEAR_IN_BRACKETS.finditer(text))


def _beginning(flat: str, at: int, window: int = _BODY_WINDOW) -> int:
    floor = max(0, at - window)
    start = run_back(_HAN_RUN, flat, floor, at)
    opened = flat.rfind("（", start, at)
    if opened >= 0 and "）" not in flat[opened:at]:
        start = opened + 1  # 某公司管理人（贵州众辩律师事务所: what stands before the bracket is no part of the firm
    for cut in _BREAK.finditer(flat, start, at + 12):  # a look ahead must see past `at`
        if cut.end() > at:
            break
        start = cut.end()
    start = _at_first_region(flat, start, at)
    for above in (_PLACE_ABOVE, _COUNTRY):  # 吉林省⏎吉林市中级人民法院: the name of a court over two lines
        if flat[start - 1 : start] == "\n" or above is _COUNTRY:
            higher = above.search(flat, max(0, start - 12), start)
            start = higher.start() if higher else start
    return start


def _at_first_region(flat: str, start: int, at: int) -> int:
    regions = known_regions()
    for place in range(start, at - 1):
        if flat[place : place + 2] in regions.lengths and regions.chain_end(flat, place, unlisted=False)[1]:
            return place
    return start
