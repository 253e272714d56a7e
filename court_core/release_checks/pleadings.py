"""Where the parts 诉称 and 辩称 of a 判决书 stand, which liwan-2013 leaves out ([2013]; DOMAIN.md §5)."""

from __future__ import annotations

import re

_BEGINS = re.compile(r"[^。\n]{0,80}?(?:诉称|辩称|述称|答辩|指控|诉讼请求|事实[和与]理由)")
# From here on it is the court that speaks, and nothing of that may be dropped.
_COURT_SPEAKS = re.compile(
    r"\s*(?:经?(?:本院|开庭|公开)?审理查明|经审查|经查|另查|再查|本院|认定|(?:上述|以上)事实|当事人围绕|围绕|根据(?:当事人|原告|被告|上述)|为证[明实]|原审|一审|依照|综上|"
    r"(?:判决|裁定)如下|[一二三四]、经|审\s*判|人\s*民\s*陪|代\s*理\s*审|书\s*记)"
)


def pleadings(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each paragraph that belongs to the pleadings; none where the document is no 判决书."""
    if "判决书" not in "".join(text[:400].split()):
        return ()
    spans = []
    inside = False
    for line in re.finditer(r"[^\n]+", text):
        if _COURT_SPEAKS.match(line[0]):
            inside = False
        elif _BEGINS.match(line[0]):
            inside = True
        if inside:
            spans.append((line.start(), line.end() + 1))
    return tuple(spans)
