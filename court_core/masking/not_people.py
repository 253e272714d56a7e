"""What is formed like a name and names nobody: sums, parts of the body, places cut in two, things for sale, plain prose.

Two kinds of rules. `names_nobody` holds whatever stands before a string; `is_thing` only for strings that no word
announces, which their characters and neighbours alone made likely.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from court_core.masking.common_words import is_common_word
from court_core.masking.name_characters import given_chance, surname_chance
from court_core.masking.name_lists import closes_testimony
from court_core.masking.name_neighbours import HAN, break_before
from court_core.masking.names import name_at
from court_core.masking.patterns import on_demand
from court_core.masking.plain import places_of
from court_core.masking.regions import known_regions
from court_core.masking.surnames import DOUBTFUL, LESS_DOUBTFUL
from court_core.masking.trigger_words import PARTIES, PEOPLE, TRIGGERS

_SUM = on_demand("[零〇壹贰叁肆伍陆柒捌玖拾佰仟萬万亿元圆整正余]+")
_COUNTED = on_demand("第五[层笔项条款次名组节章号年月日天季批期份个届位页起排栋幢单辆]")
_OF_BODY = on_demand("左[上下前后内外侧]?[肩臂肘腕手指腿膝足脚踝眼耳颊颧颌颈胸肋腰腹髋臀股胫腓桡尺锁额颞枕顶腋胁髌跟]")
_PARTY_INSIDE = on_demand("原告|被告|上诉|第三人|申请人|买受|出卖|本院|本案|[甲乙丙]方|[他她]")
_WITH_MORE = on_demand("..的.|等人?$|^(?:给|纠集|伙同)...?$")
_BEHIND_NOBODY = ("某", "×", "*", "大队", "支队", "中队", "派出所", "村村")
# 羊汤馆|服务员郑某
_HOUSE_LAST = frozenset("馆店厅铺吧行厂社院")
_HOUSE_STAFF = ("服务员", "老板", "店主", "店员", "店长", "员工", "职工", "收银员", "厨师", "经理", "业主", "经营者")
_PRONOUN = frozenset("代朝从向都为问替由对被给让把同")
_SERIAL = on_demand(r"[^，。；、：\d的]{0,3}(?:（[^（）]{1,4}）)?[^，。；、：\d的]{0,6}[〔（]\d{4}[〕）]")
_CALLED = PEOPLE - {"青年", "少年", "小孩"}
_CONTRACT_SIDE = "丁方"
# Behind a role word these surnames are nearly always the sentence going on: 法定代表人由, 原告须, 儿子和, 经营者经.
_HARDLY_SURNAMES = frozenset("由从和须才先均家库宿缴母经暨起往问")
# The same, where the given name is a single character and nothing closes it: 女儿尚需抚养, 被告向买受人, 父亲房间.
_SELDOM_SURNAMES = frozenset("向代单尚费官申华应房楼计后支花修盖满居过于")
_NEVER_GIVEN = frozenset("为按均于在向才应须后已未合共的和被把从到由")
# 中介方, 监理费, 采购单: words for an activity as well as for whoever does it.
_ACTIVITIES = frozenset("中介 监理 采购 销售 保安 翻译 复核 开票 会计 财务 出纳 仓管 客服 人事 设计 主管".split())
_OF_ACTIVITY = frozenset("方费单部款处")
_PREPOSITIONS = frozenset("从向问朝往")
_GIVEN = 2  # of `given_chance`
_CLEAR_SURNAME = 3  # of `surname_chance`
_SIDES = frozenset("内里外楼室厅卡册栏")
_AGE = on_demand("满[一二三四五六七八九十]")

# A string that is for sale, found or counted: behind it stand a make, goods, or a number of pieces.
_PIECES = "[块枚瓶盒包袋箱支条台部辆把副套只个件头匹颗粒片桶捆根]"
_GOODS_BEHIND = on_demand(
    "”?(?:牌(?![号照])|型|系列|品牌|注册商标|商标|小型|中型|重型|固态|手表|挂件|油墨|胶囊|化妆品|白酒)|"
    f"”?\\d+{_PIECES}(?!月)|”[\\d一二两三四五六七八九十]+种|”的?(?:形式|方式|玩法)"
)
_GOODS_COUNTED = on_demand(f"[{HAN}]{{1,4}}\\d+{_PIECES}(?!月)")
_QUOTED_GOODS = on_demand("”[^“”，。；]{0,4}(?:电动|自行车|电瓶|摩托|汽车|手机|香烟|白酒|酒|茶|奶粉|注册|商标|牌)")
_ILLNESS_BEHIND = on_demand("病(?![逝故亡重倒危退])|综合[征症]|骨折")
_PLACE_BEHIND = on_demand(
    "菜场|路口|路段|地段|附近|一带|那边|农庄|社区|村|镇|乡|浜|旗|码头|收费站|高速|隧道|大桥|立交|浴室|网吧|别墅|保鲜库|大药房|挖掘机|"
    "（[^（）]{2,6}）律师"
)
_PLACE_ITSELF = on_demand("菜场|路口|路段|工业区|工业园|开发区|社区|村|镇|乡|浜|码头|收费站|大桥|立交")
_TOWARDS = on_demand(f"[往至向][{HAN}]{{2,8}}?方向")
_ENDS_AS_THING = frozenset("村牌枪骨病酒烟车机浜宫庙庵祠棒棍")
_UNITS = ("苏木", "嘎查")  # of Inner Mongolia
_ILLNESSES = frozenset("黄染 黄疸 水肿 水泡 水疱 白斑 红肿 红斑 红疹".split())
_PLACE_LAST = frozenset("镇乡村庄岭浜旗坎栏碟路楼")
_OF_FAMILY = on_demand(f"[{HAN}]家[浜庄村湾沟宅塘堡店集屯埠漾坞坝垸垅畈岗坪寨营窑圩埭荡汊台]")
_MADE_OF = on_demand("(?:含有|检出|成[分份])[^。；：]{0,24}、?$")
_KIN_CALLED = on_demand("阿[姐哥爸妈婆公爷叔伯姨嫂]")
_SPEAKS_OF = on_demand("[A-Za-z]（$|[称述说证]：?“$|[我其他她之][妻夫父母子女兄弟姐妹妈爸叔伯舅姑嫂哥姨]$|[员师助]$")
_MONEY_DONE = on_demand(f"[方费钱余尚款双][均已未应欠][{HAN}]?")
_A_SHEET = on_demand("(?<=[一两几这那该每了张写])张[借欠收]条")
_KIN_OF_HOUSE = on_demand("家[哥弟姐妹兄嫂父母](?:俩|仨|们|几)")


def names_nobody(text: str, start: int, end: int) -> bool:
    """Whether a string of a dense text is none of a name, whatever stands before it."""
    name = text[start:end]
    if (
        _SUM.fullmatch(name)
        or _COUNTED.match(name)
        or _OF_BODY.match(name)
        or _PARTY_INSIDE.search(name)
        or _AGE.match(name)
        or (name[0] in _PRONOUN and name[1:] == "其")
        or name in TRIGGERS
        or name in PARTIES
        or name[1:] in _CALLED
        or _WITH_MORE.search(name)
        or text.startswith(_BEHIND_NOBODY, end)
        or (name[-1] in _HOUSE_LAST and text.startswith(_HOUSE_STAFF, end))
        or (len(name) == 2 and name[1] in "的了")
    ):
        return True
    if _CONTRACT_SIDE in name and "丙方" in text:
        return True
    return bool(_SERIAL.match(text, end)) or _in_region(text, start, end)


def _in_region(text: str, start: int, end: int) -> bool:
    """锡|林郭勒|盟, 石家庄|市, 克孜勒苏|柯尔克|孜自治州: the string is part of a region's name that begins with it or before it."""
    regions = known_regions()
    for at in range(max(0, start - 4), start + 1):
        length, _ = regions.name_at(text, at, short=True)
        if length > 2 and at + length >= (end if at == start else max(start + 2, end - 1)):
            return True
    return False


def goes_on(text: str, word: str, start: int, end: int) -> bool:
    """Whether what follows a word like 员工, 女儿, 原告 straight away is the rest of the sentence: 表哥|家有牛, 车主|从后面."""
    name = text[start:end]
    if "·" in name:
        return False
    if name[-1] in "路街" and is_common_word(word[-1] + name[0]):
        return True  # 虎丘区长|江路
    if word in _ACTIVITIES and is_common_word(name[:2]) and not closes_testimony(text, start, end):
        return True
    if text[start - 1] in "一二三四五六七八九十" and is_common_word(text[start - 1 : start + 1]):
        return True  # 老伴一|起晨练
    likely = len(name) == 3 and given_chance(name[1:]) >= _GIVEN
    if (word in _ACTIVITIES and name[0] in _OF_ACTIVITY and not likely) or text[end : end + 1] == "》":
        return True
    if name[0] in _PREPOSITIONS:
        other, sure = name_at(text, start + 1)
        if sure and len(name) == 3 and other > end and surname_chance(text[start + 1]) >= _CLEAR_SURNAME:
            return True  # 朋友|问李良全
    if closes_testimony(text, start, end):
        return False
    if name[0] == "都" and len(name) == 2:
        return True  # 孩子都小，
    behind = text[start + 1 : start + 3]
    if name[0] in _HARDLY_SURNAMES or (name[0] in _PREPOSITIONS and is_common_word(behind)):
        return True
    since = text[end : end + 1] == "于" and text[end + 1 : end + 2].isdigit()  # 家属|向光于2018年
    closed = since or (break_before(text, end) >= 2 and not text[end : end + 1].isdigit())
    if name[0] in _SELDOM_SURNAMES and len(name) == 2 and (not closed or name[1] in _NEVER_GIVEN):
        return True
    if name[0] in _SELDOM_SURNAMES and name[1] in _NEVER_GIVEN and not closed:
        return True
    if name[-1] in "里内" and len(name) == 3 and name[1] not in "万千公":
        return True  # 被告|冷库里
    joined = word[-1] + name[0]
    rest = is_common_word(word[:-1]) or is_common_word(word[-2] + joined)
    if is_common_word(joined) and rest and word[-1] not in "人者" and (not closed or name[1] in _NEVER_GIVEN):
        return True  # 装修工|程后, 祖父|母均
    words = is_common_word(name[:2]) or is_common_word(name[1:])
    doubtful = name[0] in DOUBTFUL and name[0] not in LESS_DOUBTFUL
    prose = doubtful and is_common_word(name[:2]) and not closed
    return len(name) == 3 and words and (name[-1] in _SIDES or prose)


_NAMES_A_THING = on_demand("名为|叫做|名叫|姓名为|销售|采购|作者|设计人|权利人")
_PERSON_QUOTED = on_demand(
    "”(?:的|这个|这位)?(?:[男女人]|青年|朋友|网友|好友|老板|同乡|老乡|同事|司机|微信好友|[，。；、（）]|处)"
)
_THING_NAMED = on_demand(
    "(?:建立|创建|网站|软件|平台|群|公司|商店|店铺|游戏|节目|活动|文件|文档|命|题|项目|产品|品牌|商标)[^，。；]{0,4}$"
)


def names_a_thing(text: str, word: str, quote: int, end: int) -> bool:
    """建立名为“快乐一家人”的微信群, 销售“某某肾宝”2盒: what stands between quotation marks is no nickname."""
    if not _NAMES_A_THING.fullmatch(word):
        return False
    start = quote - len(word)
    if word == "名叫" and text[start - 1 : start] == "地":
        return True  # 地名叫“南大排子”
    return not _PERSON_QUOTED.match(text, end) or bool(_THING_NAMED.search(text, max(0, start - 10), start))


def cut_in_two(text: str, start: int, end: int) -> bool:
    """Whether a word like 司机, 区长 is the end of one word and the beginning of another: 公司|机修, 虎丘区|长江路."""
    before = is_common_word(text[start - 1 : start + 1]) or known_regions().name_at(text, start - 2)[0] > 2
    return before and is_common_word(text[end - 1 : end + 1])


def is_thing(text: str, start: int, end: int) -> bool:
    """Whether a string that nothing announces is a thing or a place where it stands."""
    name = text[start:end]
    if text[start - 1 : start] in ("由", "从", "自") and _TOWARDS.match(text, end):
        return True  # 由漆河|往盘塘方向行驶
    if (
        name[-1] in _ENDS_AS_THING
        or name in _ILLNESSES
        or name in _UNITS
        or _OF_FAMILY.fullmatch(name)
        or _KIN_CALLED.fullmatch(name)
    ):
        return True
    if _GOODS_BEHIND.match(text, end) or _ILLNESS_BEHIND.match(text, end) or _PLACE_BEHIND.match(text, end):
        return True
    if not break_before(text, end) and _GOODS_COUNTED.match(text, end):
        return True
    if text[start - 1 : start] == "“" and _QUOTED_GOODS.match(text, end):
        return True
    if len(name) == 3 and is_common_word(name[:2]) and (name[2] in _NEVER_GIVEN or name[2] == "因"):
        return True  # 言明|因
    if _MONEY_DONE.fullmatch(name) or (len(name) == 2 and name[1] in "里内外") or _A_SHEET.match(text, start):
        return True
    return bool(_KIN_OF_HOUSE.match(text, end - 2)) or bool(_MADE_OF.search(text, max(0, start - 30), start))


def before_a_place(text: str, end: int) -> bool:
    """潘郎|路口: whether what ends here is the name of a place, here and therefore everywhere."""
    return bool(_PLACE_ITSELF.match(text, end))


def ends_as_place(name: str) -> bool:
    """杨舍镇, 白叶岭, 牛栏: what few names end with, and most places do."""
    return name[-1] in _PLACE_LAST


def in_a_position(text: str, start: int) -> bool:
    """Whether what stands before it says that somebody is named: 被告人|柳叶飞, Jianping（|林文吉, 陈述“|娄某手指受伤."""
    if _SPEAKS_OF.search(text, max(0, start - 3), start):
        return True
    return any(text[start - n : start] in TRIGGERS or text[start - n : start] in PARTIES for n in (2, 3, 4))


def runs_on(text: str, names: Collection[str]) -> Iterator[str]:
    """Names that are a known one and the beginning of what follows: 李哲|目无法制 where 李哲 is known, 李亮|提议."""
    known = set(names)
    for name in sorted(n for n in known if 3 <= len(n) <= 4):
        short = name[:2] if len(name) == 3 or name[:2] in known else name[:3]
        rest = name[len(short) :]
        if short not in known:
            continue
        ends = [at + len(name) for at in places_of(text, name)]
        word = len(rest) == 2 and is_common_word(rest)
        if word or (len(rest) == 1 and ends and all(_belongs_behind(text, end) for end in ends)):
            yield name


_NEVER_ENDS = frozenset("遂仍又也即便则就是于只")
_HARDLY_ENDS = frozenset("二两均亦未应后至入提身目采拳放被将把跟家撞于在")


def _belongs_behind(text: str, end: int) -> bool:
    if text[end - 1] in _NEVER_ENDS or is_common_word(text[end - 1 : end + 1]):
        return True
    return text[end - 1] in _HARDLY_ENDS and break_before(text, end) < 2
