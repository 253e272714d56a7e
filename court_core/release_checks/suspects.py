"""The independent look: names, numbers and addresses by their form, in the original and in what is released.

It knows no list of the engine. It reads the party header once more and much more simply, and asks of everything that
is left: does this resemble a person, an organisation, a number or an address? Rather too often than too rarely.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from court_core.release_checks.findings import Scope
from court_core.release_checks.forms import HAN, Kept, kept
from court_core.release_checks.name_looks import other_names
from court_core.release_checks.number_looks import MASK_SIGNS, Suspect, addresses, numbers

_H = f"[{HAN}]"


def suspects(text: str, scope: Scope) -> tuple[Suspect, ...]:
    """Everything in `text` that resembles what `scope` promises to hide and is not masked, in order."""
    protected = kept(text)
    found: list[Suspect] = []
    if scope.numbers:
        found += (item for item in numbers(text) if scope.organisations == "all" or "代码" not in item.why)
    found += addresses(text, house_number_only=scope.house_number_only)
    if scope.organisations == "all":
        found += _organisations(text)
    elif scope.organisations == "parties":
        found += (item for item in _organisations(text) if _is_partys(text, item))
    found += _persons(text, scope)
    return tuple(sorted(_outside(found, protected, len(text)), key=lambda item: (item.start, item.end)))


def declared_parties(text: str) -> Iterator[tuple[str, int, int]]:
    """Name, start and end of each natural person whom the header declares as a party."""
    for item in _after_roles(text, _PARTY_ROLES, "首部"):
        if item.why.startswith("首部"):
            yield item.text, item.start, item.end


def _outside(found: Iterable[Suspect], protected: tuple[Kept, ...], length: int) -> Iterator[Suspect]:
    stays = bytearray(length)
    for keep in protected:
        stays[keep.start : keep.end] = b"\1" * (keep.end - keep.start)
    for item in found:
        if not any(stays[item.start : item.end]):
            yield item


# ── persons ──────────────────────────────────────────────────────────────────────────────────────────────────────
_PARTY_ROLES = (
    "原审上诉人 原审被上诉人 原审原告 原审被告 原审第三人 再审申请人 被申请人 复议申请人 申请执行人 被申请执行人 被执行人 "
    "附带民事诉讼原告人 附带民事诉讼被告人 附带民事诉讼原告 附带民事诉讼被告 反诉原告 反诉被告 被上诉人 上诉人 申请人 异议人 "
    "利害关系人 案外人 第三人 被告人 原告人 原告 被告 自诉人 罪犯 起诉人 赔偿请求人 债权人 债务人"
).split()
_REPRESENTATIVES = "法定代表人 法定代理人 负责人 代表人 经营者 投资人 执行事务合伙人委派代表 委派代表".split()
_AGENTS = "委托诉讼代理人 委托代理人 诉讼代理人 指定代理人".split()
_THIRD_PERSONS = (
    "被害人 证人 鉴定人 翻译人员 目击者 民警 辅警 协警 被继承人 死者 伤者 同案人 同案犯 妻子 丈夫 儿子 女儿 父亲 母亲 之妻 之夫 "
    "之子 之女 之父 之母 长子 次子 长女 次女 弟弟 哥哥 姐姐 妹妹 朋友 员工 司机"
).split()
# Named with what ends a name behind them only: 会计于次月离职.
_ACQUAINTANCES = (
    "婚生子 婚生女 养子 养女 邻居 同事 会计 出纳 女友 男友 经办人 见证人 介绍人 中间人 股东 担保人 收款人".split()
)
_LISTED = "被害人 证人 鉴定人 附带民事诉讼原告人".split()
# Matters of family and succession by the name of the case (法释〔2016〕19号 art. 8).
_FAMILY = re.compile(
    "(?:离婚|婚约|婚姻|夫妻|同居|抚养|扶养|赡养|监护|探望|收养|继承|遗嘱|遗赠|分家析产)[^，。；\\n]{0,12}(?:纠纷|一案)"
)
# The hundred most frequent surnames and those that stand in judgments of the south; a name that bears another one is
# still found in the header, where the position decides.
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石"
    "姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦"
    "向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵"
    "解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾"
    "蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薛伏岑习胥保蔺"
    "区麦招嵇粟闫邝逄邰缪佘雍宓贲尉楼檀茅茹鹿亓郗晁訾芮亢迪么闻阚岱盘农隆肇钮阙佴揣侍荀蒯"
)
COMPOUND_SURNAMES = "(?:欧阳|司马|诸葛|上官|令狐|慕容|东方|夏侯|尉迟|皇甫|宇文|司徒|公孙|长孙|端木|澹台|申屠|钟离|呼延|南宫|百里|赫连|万俟|闻人|濮阳)"
_NO_NAME = re.compile(
    r"^(?:陈述|陈诉|陈某|陆续|钱没|钱财|来院|方现|曾起|曾共|应共|原系|于是|于本|于当|向二|向亲|向其|向本|向原|向被|向法|应当|应向|方当|方面|方的|时任|何时|成立|全部|全体|曾经|曾向|曾因|曾于|和被|和原|"
    r"和解|明确|安排|单位|管理|华侨|商量|计算|强调|强行|高度|任何|任意|方向|关系|关于|解除|来源|原审|原判|原告|保证|保险|保管|常住|成员|"
    r"路过|路口|都不|都有|都是|时间|应予|应承|连带|包括|包某|全额|全权|项目|宣判|卫生|常年|严重|位于|银行|花园|古董|席间|管辖|公司|公安|"
    r"申请|申诉|申报|毕业|安全|台湾|温度|洪水|阳光|解释|官方|应为|应在|明知|方便|方式|商业|经营|单独|武装|白天|白色|黄色|乐意|单方|左右|简称|"
    r"查明|查封|查获|司法|司机|全程|盖章|高速|和谐|保留|保持|封存|冷静|谈话|谈判|宗地|章程|都认|游客|金额|金融|文化|车辆|车主|车祸|房屋|房产|边界|"
    r"都没|时未|时将|何人|石材|段时|习惯|雷同|习近平|许可|许诺|应得|万元|包裹|华人|安装|安置|全村|全家|江苏|江西|河南|贵州|云南|和其|同意)"
)
_CUT = "[的与和及在于对向将被为是因称诉辩犯系到未不也已均即其之等以从同把让给经由曾又或并应有无要就]"

# 未与被告房商量: an office of the sentence misspelt (被告方), and what one does with it; nobody is named so.
_SURNAME_AND_DEALING = re.compile(
    f"{_H}(?:商量|协商|沟通|交涉|联系|催要|催讨|催收|索要|索赔|主张|签订|签署|支付|赔偿|承担|提供|提交|要求|请求|同意|认可|否认|答辩|反映|核实|结算|对账)$"
)

_DEED = "陈述|供述|证实|证称|述称|诉称|辩称|驾驶|签|抓获|收取|报警|股东|等[二三四五六七八九十]?人|女士|先生|夫妇|汇款|转账|代书"
_NAME_COLUMN = re.compile(r"姓\s*名|户名|^(?:借款|收款|付款|投保|被保险|受益|股)[人东]$|名单")
_SPEAKER = re.compile(
    rf"(?:^|(?<=[，。；、：“\s与向由给经]))(?P<name>(?:{COMPOUND_SURNAMES}|[{SURNAMES}]){_H}{{1,2}}?)(?={_DEED}|的(?:证言|陈述|供述))",
    re.MULTILINE,
)


def _persons(text: str, scope: Scope) -> Iterator[Suspect]:
    if scope.parties == "all" or (scope.parties == "family" and _FAMILY.search(text)):
        yield from _after_roles(text, _PARTY_ROLES, "当事人称谓之后")
        yield from _before_sex(text, representatives=scope.representatives)
    if scope.representatives:
        yield from _after_roles(text, [*_REPRESENTATIVES, *_AGENTS], "代表人、代理人称谓之后")
    if scope.third_persons == "listed":
        yield from _after_roles(text, _LISTED, "被害人、证人、鉴定人称谓之后")
    if scope.third_persons == "all":
        yield from _after_roles(text, [*_THIRD_PERSONS, *_ACQUAINTANCES], "证人、亲属等称谓之后")
        yield from _unended(text)
        yield from _cells(text)
        yield from _before_speech(text)
        yield from other_names(text)
        yield from _children(text)


def _after_roles(text: str, roles: list[str], why: str) -> Iterator[Suspect]:
    """A name in the place where one stands: in the header whatever it looks like, in running text by its surname."""
    words = "|".join(sorted(roles, key=len, reverse=True))
    aside = r"(?:[（(][^）)\n]{0,30}[）)])?"
    header = re.compile(
        rf"^[ \t\u3000]*(?:{words}){aside}[ \t\u3000]*(?P<colon>[:：])?[ \t\u3000]*(?P<name>[{HAN}A-Za-z·•\u3000 ]{{2,24}}?)[ \t\u3000]*"
        rf"(?P<end>[，,。；（(]|$)",
        re.MULTILINE,
    )
    for match in header.finditer(text):
        name = match["name"]
        # 原告催要未果，…: without a colon a line is the header's only when a name can begin like this.
        stands_alone = (
            match["colon"]
            or re.match(rf"[{SURNAMES}A-Z]|{COMPOUND_SURNAMES}|.*[·•]", "".join(name.split()))
            or match["end"] == ""
        )
        if not match["colon"] and re.search(rf".{{2}}(?:{_DEED}|具有|系)", name):
            continue  # 证人黄苒证实，…: running text
        if stands_alone and _may_be_name(name, header=True):
            yield Suspect(match.start("name"), match.end("name"), "person", name, f"首部：{why}")
    for match in _spoken(words).finditer(text):
        offset = match.start("names")
        for name in match["names"].split("、"):
            if _may_be_name(name, header=False):
                yield Suspect(offset, offset + len(name), "person", name, why)
            offset += len(name) + 1


def _spoken(words: str) -> re.Pattern[str]:
    """被害人魏少鹏陈述; 证人周巧嫣、常绮、齐静的证言: role, names, and what ends the last one."""
    name = rf"(?:{COMPOUND_SURNAMES}|[{SURNAMES}]){_H}{{1,2}}?"
    return re.compile(
        rf"(?:{words})(?:[（(][^）)\n]{{0,30}}[）)])?[:：]?(?P<names>{name}(?:、{name})*)(?=[，,。；、：:（(）)”“]|{_CUT}|{_DEED}|$)",
        re.MULTILINE,
    )


def _unended(text: str) -> Iterator[Suspect]:
    """民警周砺翀赶到: a role, a surname, and no telling where the name ends; three characters are a fair guess."""
    for match in re.finditer(rf"(?:{'|'.join(_THIRD_PERSONS)})(?P<name>[{SURNAMES}]{_H}(?!{_CUT}){_H})", text):
        if _may_be_name(match["name"], header=False):
            yield Suspect(
                match.start("name"), match.end("name"), "person", match["name"], "证人、亲属等称谓之后", sure=False
            )


def _cells(text: str) -> Iterator[Suspect]:
    """Cells of a table (parted by tabs) whose column is headed 姓名, 户名 and the like."""
    columns: list[int] = []
    offset = 0
    for line in text.split("\n"):
        cells = line.split("\t")
        if len(cells) == 1:
            columns = []
        elif headed := [at for at, cell in enumerate(cells) if _NAME_COLUMN.search(cell.strip())]:
            columns = headed
        else:
            for column in (column for column in columns if column < len(cells)):
                name = cells[column].strip()
                if len(name) >= 2 and _may_be_name(name, header=True):
                    start = offset + sum(len(cell) + 1 for cell in cells[:column]) + cells[column].index(name)
                    yield Suspect(start, start + len(name), "person", name, "表格中姓名一栏")
        offset += len(line) + 1


def _before_sex(text: str, *, representatives: bool) -> Iterator[Suspect]:
    """A name before 男 or 女, whatever it looks like; that of a representative or agent only where they are hidden."""
    roles = "|".join([*_PARTY_ROLES, *_REPRESENTATIVES, *_AGENTS, "被害人", "证人"])
    for match in re.finditer(
        rf"(?P<name>[{HAN}·•]{{2,16}}|[A-Za-z][A-Za-z .]{{2,30}})[，,][ ]?(?:男|女)[，,。；]", text
    ):
        name = re.sub(rf"^.*(?:{roles})", "", match["name"])
        start = match.end("name") - len(name)
        acts_for_another = re.search(
            r"(?:代理人|代表人|负责人|经营者)(?:[（(][^）)\n]*[）)])?[:：\s]*$", text[max(0, start - 20) : start]
        )
        if len(name) >= 2 and _may_be_name(name, header=True) and (representatives or not acts_for_another):
            yield Suspect(start, match.end("name"), "person", name, "姓名之后写有性别")


def _before_speech(text: str) -> Iterator[Suspect]:
    """罗水生证实：…; a clause that begins with a surname, and what only people do."""
    for match in _SPEAKER.finditer(text):
        if _may_be_name(match["name"], header=False):
            yield Suspect(match.start("name"), match.end("name"), "person", match["name"], "像是陈述人姓名", sure=False)


def _children(text: str) -> Iterator[Suspect]:
    """婚后生育一子张小禾、一女张小麦."""
    for clause in re.finditer(r"(?:生育|育有|生有|婚生)[^，。；\n]+", text):
        for match in re.finditer(
            rf"[子女](?:名叫|取名|叫)?(?P<name>[{SURNAMES}]{_H}{{1,2}})(?=[、（(和]|$)", clause[0]
        ):
            if _may_be_name(match["name"], header=False):
                start, end = (clause.start() + at for at in match.span("name"))
                yield Suspect(start, end, "person", match["name"], "子女称谓之后")


_ORGANISATION_END = re.compile(
    r"(?:公司|集团|合伙企业|合作社|商行|商店|经营部|工作室|医院|银行|信用社|学校|幼儿园|厂|店|局|院|所|会|府|委|处|队|站|中心|部|机关|村|小组|社)"
    r"(?:[（(].*)?$"
)
_NOT_IN_A_NAME = re.compile(
    r"[0-9，。：；]|法院|公司|代理|律师|委托|上列|不服|诉讼|纠纷|一案|简称|以下|均|^人|权利|义务|主张|请求|认为|提出|没有|未能|"
    r"应当|支付|赔偿|证据|上述|二人|三人|二被|两被|双方|身份|基本|当庭|当时"
)


def _may_be_name(name: str, *, header: bool) -> bool:
    joined = "".join(name.split())
    if any(mark in joined for mark in MASK_SIGNS) and not re.search("[A-WYZa-z]{2}", joined):
        return False
    if _NOT_IN_A_NAME.search(joined) or _ORGANISATION_END.search(joined):
        return False
    if header:
        return len(joined) <= 4 or "·" in joined or "•" in joined or joined.isascii()
    # 被告方对…, 原告曾两次…: a surname that is also a word, and no given name after it.
    if _SURNAME_AND_DEALING.match(joined):
        return False
    return not _NO_NAME.match(joined) and not re.match(
        rf"(?:[方曾应何时向于都全和任](?:{_CUT}|[作所认提])|应.*平$|曾[一两多])", joined
    )


# ── organisations ────────────────────────────────────────────────────────────────────────────────────────────────
_COMPANY = re.compile(
    rf"(?P<name>[{HAN}（）()A-Za-z0-9×＊*]{{2,30}}?)(?P<form>有限责任公司|股份有限公司|有限公司|合伙企业|专业合作社|株式会社)"
)
# （以下简称恒岳公司）: what is declared as a short name, with or without quotation marks.
_DECLARED = re.compile(r"(?:简称|下称)(?:为)?[:：]?[“\"'‘《]?(?P<name>[^”\"'’》）)，。；\n]{2,16})")
_PLACE_OF_BUSINESS = re.compile(
    rf"(?:省|市|县|区|镇|在|与|向|系|、|，|^)(?P<name>{_H}{{2,14}}?(?:支行|分行|分理处|分公司|商行|经营部|服务部|合作社|幼儿园|工作室|会所|酒店|饭店|超市))"
    rf"(?![{HAN}]{{0,2}}[长员]?章)",
    re.MULTILINE,
)
_GENERIC = re.compile(
    r"^(?:该|本|原|被告|原告|两|各|某|一家|其他|系|为|是)*(?:股份|保险|责任)?$|.*(?:(?:类型|性质)(?:仍|已|均)?(?:为|系|是)|一人)$"
)


def _is_partys(text: str, item: Suspect) -> bool:
    """Whether it stands in a party's line of the header."""
    line = text.rfind("\n", 0, item.start) + 1
    return re.match(rf"\s*(?:{'|'.join(_PARTY_ROLES)})", text[line : item.start]) is not None


def _organisations(text: str) -> Iterator[Suspect]:
    for match in _COMPANY.finditer(text):
        name = re.split(r"[（(](?![^（(]*[）)])|与|及其|、", match["name"])[-1]
        if any(mark in match["name"] for mark in "某×＊*") or _GENERIC.match(name):
            continue
        start = match.start("form") - len(name)
        yield Suspect(start, match.end(), "organisation", text[start : match.end()], "单位全称中没有隐去字号")
    for match in _DECLARED.finditer(text):
        if not re.search(
            r"某|[×＊*]|法|条例|规定|解释|办法|本院|公诉|检察|公安|(?:局|厅|政府|街道|管委会|[^村社]委|[^公]办)$|合同|协议",
            match["name"],
        ):
            yield Suspect(match.start("name"), match.end("name"), "organisation", match["name"], "声明的简称没有隐去")
    for match in _PLACE_OF_BUSINESS.finditer(text):
        if not any(mark in match["name"] for mark in "某×＊*") and not re.match("该|本|其|一家|涉案", match["name"]):
            name = match["name"]
            yield Suspect(match.start("name"), match.end(), "organisation", name, "像是单位名称", sure=False)
