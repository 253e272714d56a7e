"""Names of organisations where there is little room: what tells them apart, without place and company form.

Only for showing, with the whole name as tool tip; nothing is stored or published this way.
"""

from __future__ import annotations

import re
from functools import lru_cache

_PLACE = re.compile(r"^(?:[^省市区县]{2,7}省)?(?:[^省市区县]{2,5}市)?(?:[^省市区县]{1,5}[区县](?!域))?")
_FORM = re.compile(r"(?:股份)?有限(?:责任)?公司$|（有限合伙）$")
_SHORTEST = 4
_SEPARATOR = "、"


@lru_cache(maxsize=4096)
def short_names(names: str) -> str:
    """广州市荔湾区瑞丰建材有限公司、周文海 → 瑞丰建材、周文海. What would become too short stays whole."""
    return _SEPARATOR.join(_short(name) for name in names.split(_SEPARATOR))


def _short(name: str) -> str:
    if len(name) <= 2 * _SHORTEST:
        return name
    without_form = _FORM.sub("", name)
    short = _PLACE.sub("", without_form)
    if len(short) >= _SHORTEST:
        return short
    return without_form if len(without_form) >= _SHORTEST else name
