"""Names in tables: cells that hold a name and nothing else (lists of creditors, of injured people, of payments).

A table reaches masking as lines whose cells are parted by tabs (`documents.reading`), or by bars in plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from court_core.masking.common_words import is_common_word
from court_core.masking.names import ends_like_an_organisation, is_doubtful_surname, is_name_shaped
from court_core.masking.patterns import on_demand

_ROW = on_demand(r"(?m)^[^\n]*[\t|｜│][^\n]*")
_CELL = on_demand(r"[^\t|｜│\n]+")
_PEOPLE_COLUMN = on_demand(
    "姓名|名称|当事人|债权人|债务人|被害人|受害人|户名|收款人|付款人|申请人|职工|员工|业主|继承人|原告|被告|人员|签名|证人|购买人|投资人|股东|户主|村民|家属|联系人"
)
_KEPT_ROW = on_demand("律师|法律工作者|审判|法官|书记员|陪审员|检察员|检察官|执行员")


def names_in_tables(text: str) -> Iterator[tuple[int, int, bool]]:
    """Places of cells that are names, and whether the column's heading says that it holds people.

    Under such a heading every cell formed like a name counts; elsewhere everyday words and rows that speak of court
    staff or lawyers are passed over.
    """
    columns: frozenset[int] = frozenset()
    last_end = -2
    for row in _ROW.finditer(text):
        cells = list(_CELL.finditer(row.group()))
        if row.start() != last_end + 1:
            columns = frozenset()
        last_end = row.end()
        headed = {
            n for n, cell in enumerate(cells) if len(cell.group().strip()) <= 8 and _PEOPLE_COLUMN.search(cell.group())
        }
        if headed and not columns:
            columns = frozenset(headed)
            continue
        if _KEPT_ROW.search(row.group()):
            continue
        for number, cell in enumerate(cells):
            start = row.start() + cell.start() + len(cell.group()) - len(cell.group().lstrip())
            name = re.sub(r"\s", "", cell.group())
            certain = number in columns
            if is_name_shaped(name) and (certain or not _rather_a_word(name)):
                yield start, start + len(cell.group().strip()), certain


def _rather_a_word(name: str) -> bool:
    words = is_common_word(name) or is_common_word(name[:2]) or (len(name) == 3 and is_common_word(name[1:]))
    return words or is_doubtful_surname(name) or ends_like_an_organisation(name)
