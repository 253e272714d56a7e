"""Names of peoples without surnames of the list, as they are written by their sound: 斯日古楞, 吐尔逊·麦麦提, NguyenThiHoa."""

from __future__ import annotations

from court_core.masking.common_words import is_common_word
from court_core.masking.name_neighbours import HAN, NEVER_LAST, break_before
from court_core.masking.patterns import on_demand
from court_core.masking.surnames import DOUBTFUL

_MINORITY = on_demand(rf"[{HAN}]{{1,9}}(?:·[{HAN}]{{1,9}}){{1,4}}")
_PROSE_BEFORE_DOT = on_demand("[人告的员]|律师|股东")  # 及|其委托代理人艾力·库尔班
# What names of peoples without surnames are written with when they are written by their sound.
_BY_SOUND = on_demand(
    "[阿安依衣巴白班宝保比毕布才仓查措朝次达代旦丹当德登迪丁顶敦东都堆顿多额恩尔俄夫盖嘎噶高格根贡古贵海哈杭豪和赫黑呼胡花火吉嘉加"
    "江降绒吾奥杰金久居卡康吉伍敖买合朝则桑斯都热央惹毛来克库昆拉兰朗勒雷楞里力丽立利列林留鲁伦罗洛玛马麦曼毛玫梅孟米敏莫姆木牧穆那娜纳乃南尼妮宁牛努诺欧帕潘佩平普"
    "其奇齐琪恰钦琴青曲群热仁任日荣茹柔若萨赛桑瑟色沙石史什斯苏索所塔泰坦特提图吐托娃瓦旺威维温翁沃乌西希夏先辛欣雅亚牙央扬腾罕娅僧陶"
    "雁耶伊依尹音英永优尤玉云扎杂泽则增珍知智忠珠卓孜子宗尊作呷且补果合惹曼色者铁体约甲仓]{2,8}"
)
BY_SOUND_ONE = on_demand(_BY_SOUND.pattern.split("]")[0] + "]")
_BESIDE_DOT = on_demand(
    BY_SOUND_ONE.pattern.replace(
        "[", "[·不卜杜艾洪明叶逊甫荪肉亥排坎肯边强山义莎司别买里汗奈娅孙拜森波祖素罕菲蒙门阔再仙"
    )
)
_BY_SOUND_WHOLE = on_demand("(?!的)" + _BY_SOUND.pattern.replace("[", "[的", 1))  # 阿的木乃
_LONG_SOUND = 5
_ENDS_SOUND = frozenset("的在与和及将把被等于因向对给")
_LATIN_DENSE = on_demand(r"[A-Z][a-z'’-]*(?:\.?[A-Z][a-z'’-]*){1,5}")
_TWO_DOTTED = on_demand(f"(?<=[{HAN}]{{2}})(?:与|[和及](?=[{HAN}]{{2,9}}·))")


def foreign_name_at(text: str, at: int) -> int:
    """End of a name without a surname of the list at `at` of a dense text: 斯日古楞 before a mark or a verb, NguyenThiHoa.

    `at` where none begins. Only for places where a person must stand: nothing here tells a name from a word but
    that no two of its characters are one.
    """
    latin = _LATIN_DENSE.match(text, at) if text[at : at + 1].isascii() else None
    if latin and latin.end() - at >= 6 and not text[latin.end() : latin.end() + 1].isascii():
        return latin.end()
    found = _BY_SOUND_WHOLE.match(text, at)
    if not found:
        return at
    best = at
    for end in range(at + 2, found.end() + 1):
        if best > at and text[end - 1] in _ENDS_SOUND:
            break  # 帕孜来提|出具 rather than 帕孜来|提出, but never 古丽和
        if _ends_sound(text, at, end):
            best = end
    return best


def _ends_sound(text: str, at: int, end: int) -> bool:
    if end - at < _LONG_SOUND and is_common_word(text[at : at + 2]):
        return False  # but 阿拉|腾其其格
    closed = break_before(text, end)
    strong = (
        closed >= 2 or (closed and text[end] in _ENDS_SOUND) or (end - at >= 4 and is_common_word(text[end : end + 2]))
    )
    words = sum(is_common_word(text[i : i + 2]) for i in range(at, end - 1))
    return bool(strong) and words <= (end - at >= 4)


def foreign_name_before(text: str, end: int) -> int:
    """Where a name by its sound begins that ends here, behind a mark: 、敖特根巴雅尔|、; `end` where none does."""
    start = end
    while start > max(0, end - 8) and BY_SOUND_ONE.match(text[start - 1]):
        start -= 1
    words = any(is_common_word(text[i : i + 2]) for i in range(start, end - 1))
    marked = text[start - 1 : start] in tuple("、，：；（人")
    return start if end - start >= 3 and marked and not words else end


def sounds_around(text: str, dot: int) -> tuple[int, int]:
    """The name written by its sound that has its (first or further) dot here; (dot, dot + 1) where there is none."""
    start = dot
    while start > max(0, dot - 6) and _BESIDE_DOT.match(text[start - 1]):
        start -= 1
    while dot - start > 2 and (is_common_word(text[start - 1 : start + 1]) or is_common_word(text[start : start + 2])):
        start += 1
    end = dot + 1
    while end < min(len(text), dot + 8) and _BESIDE_DOT.match(text[end]):
        ended = break_before(text, end) >= 2 or text[end] in _ENDS_SOUND or is_common_word(text[end : end + 2])
        if (end - dot > 2 and ended) or (text[end] == "不" and text[end - 1] != "阿"):
            break  # 古丽娜尔·依明|协商, but 阿不都
        end += 1
    whole = dot - start >= 2 and end - dot > 2
    return (start, end) if whole and text[start - 1 : start] not in ("·", "《") else (dot, dot + 1)


def is_dotted(name: str) -> bool:
    """Whether all of it is a dotted name."""
    return "·" in name and _MINORITY.fullmatch(name) is not None


def dotted_name_at(text: str, at: int) -> int:
    """End of the dotted name that begins at `at` of a dense text; `at` where none does."""
    dotted = _MINORITY.match(text, at) if "·" in text[at + 1 : at + 10] else None
    if not dotted or _PROSE_BEFORE_DOT.search(text, at, text.index("·", at)):
        return at
    return _dotted_end(text, at, dotted.end())


def _dotted_end(text: str, at: int, end: int) -> int:
    """A dotted name runs on into the next word (古丽·阿不都称): cut where its form recurs or a verb begins."""
    dot = text.index("·", at, end)
    for link in _TWO_DOTTED.finditer(text, dot + 3, end):  # 吐尔逊·麦麦提与|帕提古丽·艾山
        if link.group() == "与" or text.count(text[at : link.start()]) > text.count(text[at : link.end()]):
            end = link.start()
            break
    dot = text.rfind("·", at, end)
    for cut in range(dot + 3, end):
        closed = break_before(text, cut)
        if closed >= 2 or text[cut] in NEVER_LAST:
            return cut
        ends = closed or text[cut] in DOUBTFUL or is_common_word(text[cut : cut + 2])
        if ends and not _BESIDE_DOT.match(text[cut]):
            return cut  # 热依汗·阿不都|同住
    return end
