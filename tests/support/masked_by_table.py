"""One small judgment, masked by a table: what stands on the left is replaced by what stands on the right, everywhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from court_core.release_checks.before_release import Verdict, check
from court_core.release_checks.findings import SCOPES, Change, Named, Protected, Release
from court_core.release_checks.over_masking import applied

TEXT = """湖南省长沙市岳麓区人民法院
民事判决书
（2025）湘0104民初4157号
原告：湖南澜沧建材有限公司，住所地湖南省长沙市岳麓区枫林三路218号。
被告：岳阳骐骥装饰工程有限公司，住所地湖南省岳阳市岳阳楼区金鹗中路96号。
被告：彭砚秋，曾用名彭阿三，男，1979年5月6日出生，汉族，公民身份号码430602197905064518。
被告：彭观棋，女，1983年9月12日出生，汉族。
原告湖南澜沧建材有限公司（以下简称澜沧公司）与被告岳阳骐骥装饰工程有限公司（以下简称骐骥公司）、彭砚秋、彭观棋买卖合同纠纷一案，由审判员尹怀瑾独任审判。
彭砚秋辩称，其电话15573901287收到过催款短信，该款由员工邬听涛签收，逾期利息为1234.56元。
证人邬听涛出庭证实，货物由其签收。被害人招惠珍及其丈夫招永康称，招惠珍、招永康均未收到36800元。
被告人彭砚秋犯合同诈骗罪，判处有期徒刑一年二个月，以潭检刑诉〔2024〕611号起诉书指控，查获甲基苯丙胺2.35克。
另查，该车由崔芃婧交给崔小满保管，由甲申未到场。
审判员　尹怀瑾
"""
MASKS = {
    "湖南澜沧建材有限公司": "湖南某1建材有限公司",
    "岳阳骐骥装饰工程有限公司": "岳阳某2装饰工程有限公司",
    "澜沧公司": "某1公司",
    "骐骥公司": "某2公司",
    "彭砚秋": "彭某1",
    "彭阿三": "彭某1",
    "彭观棋": "彭某2",
    "邬听涛": "邬某",
    "招惠珍": "招某1",
    "招永康": "招某2",
    "崔芃婧": "崔某1",
    "崔小满": "崔某2",
    "由甲申": "由某",
    "枫林三路218号": "",
    "金鹗中路96号": "",
    "430602197905064518": "×××",
    "15573901287": "×××",
}
NAMED = Named("湖南澜沧建材有限公司与彭砚秋买卖合同纠纷判决书", "澜沧公司诉彭砚秋、彭观棋.doc")
TITLED = ("湖南某1建材有限公司与彭某1买卖合同纠纷判决书", "某1公司诉彭某1、彭某2.docx")


def changes_of(text: str, masks: Mapping[str, str]) -> list[Change]:
    """The changes that the table makes in the text, the longest string first."""
    words = "|".join(sorted(map(re.escape, masks), key=len, reverse=True))
    return [Change(*match.span(), masks[match[0]]) for match in re.finditer(words, text)]


def verdict_of(text: str, changes: list[Change], release: Release | None = None, named: Named = NAMED) -> Verdict:
    """What the checks say of the text so changed; `release` brings title, file name and file of its own."""
    release = replace(release or Release("", *TITLED), text=applied(text, changes))
    protected = {Protected(text[c.start : c.end], "identity" if text[c.start].isdigit() else "person") for c in changes}
    return check(text, release, SCOPES["spc-2024"], protected, changes, named)


def codes(verdict: Verdict) -> set[tuple[str, bool]]:
    """The codes of all findings, each with whether it is sure."""
    return {(item.code, item.sure) for item in (*verdict.leaks, *verdict.over_masking)}
