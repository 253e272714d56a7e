"""What a judgment tells of somebody's health beside their name: 法释〔2016〕19号 art. 10 (1) has it deleted.

Injuries and illnesses of the facts are what many cases are about; they stay, and those that shame most (mental
illness, infections) come to the clerk's review.
"""

from __future__ import annotations

from collections.abc import Iterator

from court_core.masking.patterns import on_demand
from court_core.masking.spans import Doubt, Found, Header

_FIELD = on_demand(r"(?:健康|身体|精神)状[况态](?:为|是|：)(?P<value>[^，。；：\n]{2,16})")
_ILL = (
    "残疾|聋哑|聋人|哑人|盲人|失明|精神病|精神分裂|智力障碍|智障|弱智|抑郁|躁郁|癫痫|肝炎|乙肝|肺结核|艾滋|HIV|梅毒|尿毒症|恶性肿瘤|"
    "癌|白血病|糖尿病|高血压|心脏病|脑梗|中风|瘫痪|植物人|怀孕|哺乳期"
)
_CLAUSE = on_demand(rf"(?<=[，；])[^，。；：\n（）]{{0,14}}(?:{_ILL})[^，。；：\n（）]{{0,12}}(?=[，。；）\n]|$)")
# 因怀孕变更为监视居住: a measure of the case and its reason, which stay.
_MEASURE = on_demand("监视居住|取保候审|监外执行|收监|变更")
_DISEASE = on_demand(
    r"(?:患有?|感染|罹患|确诊为?|诊断为)(?P<value>[^，。；：、\n]{0,10}?(?:精神分裂症|精神病|抑郁症|双相情感障碍|艾滋病|HIV|梅毒|性病|淋病|尖锐湿疣|乙肝|乙型肝炎|丙肝|肺结核))"
)


def find_health(flat: str, header: Header) -> list[Found]:
    """健康状况 in the party header: a field of that name, or a clause that tells an illness or a disability."""
    found: dict[tuple[int, int], Found] = {}
    for match in _FIELD.finditer(flat):
        found[match.span("value")] = Found(*match.span("value"), "health", "", "健康状况", 0.9)
    for mention in header.mentions:
        if mention.nature == "person":
            for match in _CLAUSE.finditer(flat, mention.rest_start, mention.rest_start + len(mention.rest)):
                if _MEASURE.search(match.group()):
                    continue
                found.setdefault(match.span(), Found(*match.span(), "health", "", "首部所写的健康状况", 0.65))
    return list(found.values())


def health_doubts(text: str, flat: str) -> Iterator[Doubt]:
    """Illnesses named in the facts: left, and shown to the clerk."""
    for match in _DISEASE.finditer(flat):
        start, end = match.span("value")
        yield Doubt(start, end, "health", text[start:end], "正文所写的病情，请看是否需要隐去", 0.4)
