"""Parts of a judgment that a profile drops: liwan-2013 leaves 诉称 and 答辩 out of the 判决书 ([2013]; DOMAIN.md §5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from court_core.masking.patterns import on_demand
from court_core.masking.profiles import Profile

_PARTY = "原告人?|反诉原告|被告人?|反诉被告|第三人|上诉人|被上诉人|申请人|被申请人|公诉机关|附带民事诉讼原告人|附带民事诉讼被告人|辩护人"
_CLAIM = on_demand(
    rf"^\s*(?:[一二三四五六七八九十两]|本案|上列|上述)?(?:{_PARTY})[^。；\n]{{0,60}}?(?:诉称|起诉称|上诉称|反诉称|向本院提出(?:如下)?诉讼请求|指控)|^\s*诉讼请求[：:]|^\s*事实[和与]理由[：:]"
)
_ANSWER = on_demand(
    rf"^\s*(?:[一二三四五六七八九十两]|上列|上述)?(?:{_PARTY})[^。；\n]{{0,60}}?(?:辩称|答辩|述称|陈述称|未作?答辩|未提交答辩|提出以下意见|辩护意见)"
)
_NEXT_PART = on_demand(
    r"^\s*(?:经(?:本院|开庭|公开)?审理查明|经审查|审理查明|经查|本院(?:经审理)?(?:查明|认为|认定|依法|经审查|确认|于|对)|"
    r"(?:以上|上述)事实|当事人围绕|围绕|根据当事人|为证[明实]|原审|一审法院|依照|依据|综上|判决如下|本案在审理|另查|[一二三四]、经|"
    # the court takes up evidence and facts, whatever it begins with
    r"[^，。；\n]{0,40}(?:提交|提供|出示|举示)[^。；\n]{0,20}证据|[^，。；\n]{0,40}(?:举证|质证)|证据[一二三四五六七八九十\d]|"
    r"[^。；\n]{0,60}?本院(?:查明|认定|认为|确认|经审理|归纳|组织|予以)|[^。；\n]{0,40}(?:争议焦点|审理重点)|[^。；\n]{0,60}事实如下)"
)


def deleted_spans(flat: str, profile: Profile) -> Iterator[tuple[int, int, str]]:
    """Start, end and reason of each part that the profile drops; nothing in a document it does not name."""
    title = re.sub(r"\s", "", flat[:400])
    if not any(document in title for document in profile.deleted_documents):
        return
    dropping = ""
    for line in re.finditer(r"[^\n]+", flat):
        words = line.group()
        if _NEXT_PART.match(words):
            dropping = ""
        elif "诉称" in profile.deleted_parts and _CLAIM.match(words):
            dropping = "诉称部分不登"
        elif "答辩" in profile.deleted_parts and _ANSWER.match(words):
            dropping = "答辩部分不登"
        if dropping:
            yield line.start(), line.end(), dropping
