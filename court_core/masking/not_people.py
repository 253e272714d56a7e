"""What is formed like a name and names nobody: sums, parts of the body, places cut in two, things for sale, plain prose.

Two kinds of rules. `names_nobody` holds whatever stands before a string; `is_thing` only for strings that no word
announces, which their characters and neighbours alone made likely.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from court_core.masking.name_characters import surname_chance
from court_core.masking.name_lists import closes_testimony
from court_core.masking.names import HAN, break_before, is_common_word, name_at
from court_core.masking.patterns import on_demand
from court_core.masking.plain import places_of
from court_core.masking.regions import known_regions
from court_core.masking.trigger_words import PARTIES, PEOPLE, TRIGGERS

_SUM = on_demand("[零〇壹贰叁肆伍陆柒捌玖拾佰仟萬万亿元圆整正余]+")
_COUNTED = on_demand("第五[层笔项条款次名组节章号年月日天季批期份个届位页起排栋幢单辆]")
_OF_BODY = on_demand("左[上下前后内外侧]?[肩臂肘腕手指腿膝足脚踝眼耳颊颧颌颈胸肋腰腹髋臀股胫腓桡尺锁额颞枕顶腋胁髌跟]")
_PARTY_INSIDE = on_demand("原告|被告|上诉|第三人|本院|本案")
_PRONOUN = frozenset("代朝从向都为问替由对被给让把同")
_SERIAL = on_demand(r"[^，。；、：\d的]{0,3}(?:（[^（）]{1,4}）)?[^，。；、：\d的]{0,6}[〔（]\d{4}[〕）]")
_CALLED = PEOPLE - {"青年", "少年", "小孩"}
_CONTRACT_SIDE = "丁方"
# Of somebody's: 表哥家有牛, 员工宿舍楼, 门卫房为东西二间, 被告家追讨.
_OF_SOMEBODY = frozenset("家房宿")
_PREPOSITIONS = frozenset("从向问朝往")
_CLEAR_SURNAME = 3  # of `surname_chance`
_SIDES = frozenset("内里外楼室厅")
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
    "菜场|路口|路段|地段|附近|一带|那边|农庄|社区|村|镇|乡|浜|码头|收费站|高速|隧道|大桥|立交|浴室|网吧|"
    "（[^（）]{2,6}）律师"
)
_ENDS_AS_THING = frozenset("牌枪骨病酒烟车机浜宫庙庵祠")
_OF_FAMILY = on_demand(f"[{HAN}]家[浜庄村湾沟宅塘堡店集屯埠漾坞坝垸垅畈岗坪寨营窑圩埭荡汊台]")
_MADE_OF = on_demand("(?:含有|检出|成[分份])[^。；：]{0,24}、?$")
_KIN_CALLED = on_demand("阿[姐哥爸妈婆公爷叔伯姨嫂]")
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
    ):
        return True
    if name == _CONTRACT_SIDE and "丙方" in text:
        return True
    return bool(_SERIAL.match(text, end)) or _in_region(text, start, end)


def _in_region(text: str, start: int, end: int) -> bool:
    """锡|林郭勒|盟, 石家庄|市: the string is part of a region's name that begins with it or before it."""
    regions = known_regions()
    for at in range(max(0, start - 3), start + 1):
        length, _ = regions.name_at(text, at, short=True)
        if length > 2 and at + length >= (end if at == start else max(start + 2, end - 1)):
            return True
    return False


def goes_on(text: str, start: int, end: int) -> bool:
    """Whether what follows a word like 员工, 女儿, 原告 straight away is the rest of the sentence: 表哥|家有牛, 车主|从后面."""
    name = text[start:end]
    if name[0] in _OF_SOMEBODY and not closes_testimony(text, start, end):
        return True
    if name[0] in _PREPOSITIONS:
        other, sure = name_at(text, start + 1)
        whole = sure and other > end and surname_chance(text[start + 1]) >= _CLEAR_SURNAME
        if whole or (is_common_word(text[start + 1 : start + 3]) and not closes_testimony(text, start, end)):
            return True  # 朋友|问李良全, 男子|从正面
    words = is_common_word(name[:2]) or is_common_word(name[1:])
    return len(name) == 3 and name[-1] in _SIDES and words


def cut_in_two(text: str, start: int, end: int) -> bool:
    """Whether a word like 司机, 区长 is the end of one word and the beginning of another: 公司|机修, 虎丘区|长江路."""
    before = is_common_word(text[start - 1 : start + 1]) or known_regions().name_at(text, start - 2)[0] > 2
    return before and is_common_word(text[end - 1 : end + 1])


def is_thing(text: str, start: int, end: int) -> bool:
    """Whether a string that nothing announces is a thing or a place where it stands."""
    name = text[start:end]
    if name[-1] in _ENDS_AS_THING or _OF_FAMILY.fullmatch(name) or _KIN_CALLED.fullmatch(name):
        return True
    if _GOODS_BEHIND.match(text, end) or _ILLNESS_BEHIND.match(text, end) or _PLACE_BEHIND.match(text, end):
        return True
    if not break_before(text, end) and _GOODS_COUNTED.match(text, end):
        return True
    if text[start - 1 : start] == "“" and _QUOTED_GOODS.match(text, end):
        return True
    return bool(_KIN_OF_HOUSE.match(text, end - 2)) or bool(_MADE_OF.search(text, max(0, start - 30), start))


def runs_on(text: str, names: Collection[str]) -> Iterator[str]:
    """Names that are a known one and the beginning of what follows: 李哲|目无法制 where 李哲 is known, 李亮|提议."""
    known = set(names)
    for name in sorted(n for n in known if 3 <= len(n) <= 4):
        short = name[:2] if len(name) == 3 or name[:2] in known else name[:3]
        rest = name[len(short) :]
        if short not in known:
            continue
        ends = [at + len(name) for at in places_of(text, name)]
        if (len(rest) == 2 and is_common_word(rest)) or (
            len(rest) == 1 and ends and all(_belongs_behind(text, end) for end in ends)
        ):
            yield name


_NEVER_ENDS = frozenset("遂仍又也即便则")


def _belongs_behind(text: str, end: int) -> bool:
    return text[end - 1] in _NEVER_ENDS or is_common_word(text[end - 1 : end + 1])
