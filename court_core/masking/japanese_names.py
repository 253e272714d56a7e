"""Japanese names behind a word that announces a person: 总务部长小野寺诚, 社长田中健太郎.

Their surnames have two or three characters, and nearly all of them are written with a few that name fields, woods and
waters; where one of these stands, what closes behind it is the given name.
"""

from __future__ import annotations

from court_core.masking.common_words import is_common_word
from court_core.masking.name_characters import given_chance
from court_core.masking.name_neighbours import HAN, break_before
from court_core.masking.names import ends_like_an_organisation
from court_core.masking.patterns import on_demand
from court_core.masking.surnames import surname_of

_SURNAME = on_demand(
    "[小大中山田高松石佐井伊木村川野西北南东上下前后福吉长清今金平岩池内安永河森冈渡藤斋近远加菊岛浅荒青秋新竹土水三古坂横桥星杉柴武栗根黑白矢五堀久宫须酒樱谷丸关户服宇]"
    "[野谷佐久保十都笠之]?[田中村山木本野川井上口藤原林岛泽崎桥谷部尾森池内间冈塚冢濑沼宫屋边滨坂津越见寺仓浦岸保岚条]"
)
_GIVEN = on_demand(f"[{HAN}]{{1,2}}|[{HAN}]{{2}}[郎子夫雄助介辅美]")
_LONGEST, _SHORTEST = 6, 3  # of a surname and a given name
_LEAST, _ALONE = 0, 2  # of `given_chance`: beside a surname of its own, and for a single character behind a short one


def japanese_name_at(text: str, at: int) -> int:
    """End of such a name that begins at `at` of a dense text and is closed; `at` where none does."""
    if text[at - 1 : at] == "“" or not _SURNAME.match(text, at):
        return at  # 销售“西山肾宝”
    for length in range(_LONGEST, _SHORTEST - 1, -1):
        end = at + length
        if break_before(text, end) < 2:
            continue
        if any(_is_name(text[at : at + size], text[at + size : end]) for size in (3, 2)):
            return end
    return at


def _is_name(surname: str, given: str) -> bool:
    if not _SURNAME.fullmatch(surname) or not _GIVEN.fullmatch(given) or ends_like_an_organisation(given):
        return False
    short = len(surname + given) == _SHORTEST
    if short and surname_of(surname):
        return False  # 田中诚 is found as any other name
    behind = surname[-1] + given
    words = given[-1] != "郎" and any(is_common_word(behind[i : i + 2]) for i in range(len(behind) - 1))
    return not words and given_chance(given[:2]) >= (_ALONE if short else _LEAST)
