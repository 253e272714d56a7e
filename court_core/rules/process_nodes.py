"""Process events (流程节点): what a node is, reading and checking its fields, and what parties get to read.

The catalogue itself is data in `process_node_catalogue.py`; every function takes the catalogue as a parameter with that
default. Procedures: 法释〔2018〕7号 (审判流程公开), [WP] 公开案件流程信息, DOMAIN §3.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from court_core.errors import CourtError
from court_core.rules.account_numbers import mask_account_numbers
from court_core.rules.case_types import nature_of
from court_core.rules.dates import chinese_date, parse_date, parse_datetime

FieldValue = str | int | bool
"""As stored in a process event's `details`: text, choice, person, case number and ISO dates as str, money as fen."""


class FieldKind(StrEnum):
    """What a field holds, and so which editor the form shows."""

    TEXT = "text"
    DATE = "date"
    DATETIME = "datetime"
    MONEY = "money"
    CHOICE = "choice"
    PERSON = "person"
    NUMBER = "number"
    BOOL = "bool"


@dataclass(frozen=True, slots=True)
class NodeField:
    """One field of a node.

    `future` and `before_filing` allow dates that lie there by nature (届满日; 诉前保全裁定日). `not_before` names the field this
    date may not precede.
    """

    key: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    choices: tuple[str, ...] = ()
    future: bool = False
    before_filing: bool = False
    not_before: str = ""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """How a node takes days out of the time limit: from one field to another, or from the event to another node.

    An empty `start` is the event's own date. With `ended_by`, the period runs until the day before that node's event;
    otherwise until the field `end` (included), and is open while that is empty.
    """

    ground: str
    start: str = ""
    end: str = ""
    ended_by: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A kind of process event.

    `natures` are the laws of `case_types.nature_of` it applies to; empty means all. `text` is the party-visible sentence:
    `{field}` is filled in, a part in 〔…〕 disappears when a field in it is empty. `carried_out_by`: the field whose date
    shows that the measure was carried out; until then nobody outside sees the event (法释〔2018〕7号 art. 8).
    """

    key: str
    label: str
    group: str
    fields: tuple[NodeField, ...] = ()
    text: str = ""
    natures: tuple[str, ...] = ()
    internal: bool = False
    carried_out_by: str = ""
    before_filing: bool = False
    exclusion: Exclusion | None = None

    def field(self, key: str) -> NodeField:
        """The field of that key. CourtError `node.field-unknown`."""
        for item in self.fields:
            if item.key == key:
                return item
        known = "、".join(item.key for item in self.fields) or "无"
        raise CourtError("node.field-unknown", label=self.label, field=key, known=known)

    def applies_to(self, type_code: str) -> bool:
        """Whether a case of that type code can have this node."""
        nature = nature_of(type_code)
        return not self.natures or nature in self.natures or nature == "other"


@dataclass(frozen=True, slots=True)
class EventReading:
    """A process event as typed, read: its stored fields, and everything to be put right before it can be saved."""

    fields: Mapping[str, FieldValue]
    errors: tuple[CourtError, ...]


def read_event(
    node: Node,
    happened_on: date,
    typed: Mapping[str, object],
    *,
    today: date,
    filed_on: date | None = None,
    type_code: str = "",
) -> EventReading:
    """Read the typed fields of an event and check them together, so that a form can mark every fault at once.

    Each error's `details["key"]` is the field's key (absent for the event's own date): `node.not-applicable`,
    `node.field-unknown`, `node.field-missing`, `node.field-unreadable`, `node.dates-reversed`, `date.future`,
    `date.before-filing`. `today` and all dates are court time.
    """
    errors: list[CourtError] = []
    if type_code and not node.applies_to(type_code):
        errors.append(CourtError("node.not-applicable", label=node.label))
    errors += _date_fault(happened_on, today, filed_on, future=False, before_filing=node.before_filing, key="")
    known = {item.key for item in node.fields}
    listed = "、".join(item.key for item in node.fields) or "无"
    errors.extend(
        CourtError("node.field-unknown", label=node.label, field=key, known=listed, key=key)
        for key, value in typed.items()
        if key not in known and not _blank(value)
    )
    values: dict[str, FieldValue] = {}
    for item in node.fields:
        raw = typed.get(item.key)
        if _blank(raw):
            if item.required:
                errors.append(CourtError("node.field-missing", field=item.label, key=item.key))
            continue
        try:
            values[item.key] = read_value(item, raw)
        except CourtError as error:
            errors.append(error)
    errors.extend(_date_faults(node, values, today, filed_on))
    return EventReading(values, tuple(errors))


def read_value(item: NodeField, raw: object) -> FieldValue:
    """One typed value as it is stored: ISO dates, fen, int, bool, or the trimmed text.

    Money is typed in yuan (`486,200.00`, `4.5万`); an int is taken as fen already. CourtError `node.field-unreadable`.
    """
    text = _storable(str(raw)).strip()
    match item.kind:
        case FieldKind.DATE:
            return _readable(item, text, lambda: parse_date(text).isoformat(), "请按 2026-11-20 的样式填写。")
        case FieldKind.DATETIME:
            hint = "请按 2026-11-20 09:30 的样式填写。"
            return _readable(item, text, lambda: parse_datetime(text).isoformat(timespec="minutes"), hint)
        case FieldKind.MONEY:
            if isinstance(raw, int) and not isinstance(raw, bool):
                return _non_negative(item, raw, text)
            return _non_negative(item, _fen(item, text), text)
        case FieldKind.NUMBER:
            digits = text.translate(_HALF_WIDTH).removesuffix("天").removesuffix("日").removesuffix("次")
            if isinstance(raw, bool) or not (digits.isascii() and digits.isdigit() and len(digits) <= 9):
                raise _unreadable(item, text, "请填写整数。")
            return int(digits)
        case FieldKind.BOOL:
            return _bool(item, raw, text)
        case FieldKind.CHOICE:
            if text not in item.choices:
                raise _unreadable(item, text, f"可选：{'、'.join(item.choices)}。")
        case _ if len(text) > _LONGEST_TEXT:
            raise _unreadable(item, text, f"请缩短到 {_LONGEST_TEXT} 字以内。")
    return text


def party_text(node: Node, happened_on: date, fields: Mapping[str, object]) -> str | None:
    """The sentence a party reads, made from the stored fields alone (never the note); None for an internal node.

    Account numbers show their last four digits only (DOMAIN §4). Whether it shows already, says `visible_from`.
    """
    if node.internal or not node.text:
        return None
    shown = {item.key: shown_value(item, fields.get(item.key)) for item in node.fields}
    shown["date"] = chinese_date(happened_on)

    # Values go in last and are not scanned again: a typed brace or bracket stays what it is.
    pieces = _OPTIONAL.split(node.text)
    text = "".join(
        _optional(piece, shown) if index % 2 else _filled(piece, shown) for index, piece in enumerate(pieces)
    )
    return mask_account_numbers(text)


def shown_value(item: NodeField, value: object) -> str:
    """A stored value as people read it: 2026年11月20日, 2026年11月20日09:30, 486,200.00元, 是/否; empty for none.

    What another program stored in a form this one does not know is shown as it stands.
    """
    if _blank(value):
        return ""
    day = stored_date(value)
    match item.kind:
        case FieldKind.DATE if day:
            return chinese_date(day)
        case FieldKind.DATETIME if day:
            return chinese_date(day) + str(value)[10:].lstrip("T ")
        case FieldKind.MONEY if isinstance(value, int):
            return money_text(value)
        case FieldKind.BOOL if isinstance(value, bool):
            return "是" if value else "否"
    return str(value)


def money_text(fen: int) -> str:
    """486,200.00元 from 48620000 fen."""
    sign = "-" if fen < 0 else ""
    yuan, rest = divmod(abs(fen), 100)
    return f"{sign}{yuan:,}.{rest:02d}元"


def visible_from(
    node: Node, happened_on: date, fields: Mapping[str, object], public_from: date | None = None
) -> date | None:
    """From which day parties may see the event; None while they may not.

    Internal nodes never. A preservation or advance enforcement shows once it was carried out, and not before its 公开时点
    (法释〔2018〕7号 art. 8). `public_from` is the event's own field; a field `public_from` of the node counts as well.
    A date that cannot be read hides the event.
    """
    if node.internal or not node.text:
        return None
    bounds = [happened_on]
    if node.carried_out_by:
        carried_out = stored_date(fields.get(node.carried_out_by))
        if carried_out is None:
            return None
        bounds.append(carried_out)
    if not _blank(fields.get("public_from")):
        own = stored_date(fields.get("public_from"))
        if own is None:
            return None
        bounds.append(own)
    if public_from is not None:
        bounds.append(public_from)
    return max(bounds)


def stored_date(value: object) -> date | None:
    """The day of a stored ISO date or time; None for nothing and for what is none."""
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) and value else None
    except ValueError:
        return None


_PLACE = re.compile(r"\{(\w+)\}")
_OPTIONAL = re.compile(r"〔([^〕]*)〕")
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
_LONGEST_TEXT = 2000
_LARGEST_FEN = 10**17  # far above any claim, far below what a database integer holds
_MONEY = re.compile(r"[¥￥]?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,13})(?:\.([0-9]{1,6}))?(万|亿)?(?:元|圆)?整?")


def _filled(part: str, shown: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda place: shown.get(place[1], ""), part)


def _optional(part: str, shown: Mapping[str, str]) -> str:
    return _filled(part, shown) if all(shown.get(key) for key in _PLACE.findall(part)) else ""


def _storable(text: str) -> str:
    """Without what no database takes: control characters (a pasted NUL) and halves of a character."""
    kept = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return kept.replace("\u2028", "\n").replace("\u2029", "\n")


def _blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _unreadable(item: NodeField, text: str, hint: str) -> CourtError:
    return CourtError("node.field-unreadable", field=item.label, text=text[:40], hint=hint, key=item.key)


def _readable(item: NodeField, text: str, read: Callable[[], str], hint: str) -> str:
    try:
        return read()
    except CourtError as error:
        raise _unreadable(item, text, hint) from error


def _fen(item: NodeField, text: str) -> int:
    plain = "".join(text.translate(_HALF_WIDTH).split())
    match = _MONEY.fullmatch(plain)
    scale = {"万": 10**6, "亿": 10**10}.get(match[3], 100) if match else 100
    decimals = (match[2] or "") if match else ""
    if match is None or (scale * int(decimals or 0)) % 10 ** len(decimals):
        raise _unreadable(item, text, "请填写金额，如 486200.00，最小到分。")
    fraction: int = scale * int(decimals or 0) // 10 ** len(decimals)
    return int(match[1].replace(",", "")) * scale + fraction


def _non_negative(item: NodeField, fen: int, text: str) -> int:
    if not 0 <= fen <= _LARGEST_FEN:
        raise _unreadable(item, text, "请核对金额。")
    return fen


def _bool(item: NodeField, raw: object, text: str) -> bool:
    if isinstance(raw, bool):
        return raw
    words = {"是": True, "有": True, "已": True, "true": True, "1": True, "yes": True,
             "否": False, "无": False, "未": False, "false": False, "0": False, "no": False}  # fmt: skip
    if text.lower() not in words:
        raise _unreadable(item, text, "请填写 是 或 否。")
    return words[text.lower()]


def _date_faults(node: Node, values: Mapping[str, FieldValue], today: date, filed_on: date | None) -> list[CourtError]:
    faults: list[CourtError] = []
    for item in node.fields:
        if item.kind not in (FieldKind.DATE, FieldKind.DATETIME) or item.key not in values:
            continue
        day = _day(values[item.key])
        faults += _date_fault(
            day,
            today,
            filed_on,
            future=item.future,
            before_filing=item.before_filing or node.before_filing,
            key=item.key,
        )
        if item.not_before in values and day < _day(values[item.not_before]):
            earlier = node.field(item.not_before).label
            faults.append(CourtError("node.dates-reversed", later=item.label, earlier=earlier, key=item.key))
    return faults


def _date_fault(
    day: date, today: date, filed_on: date | None, *, future: bool, before_filing: bool, key: str
) -> list[CourtError]:
    place = {"key": key} if key else {}
    if day > today and not future:
        return [CourtError("date.future", date=day.isoformat(), **place)]
    if filed_on is not None and day < filed_on and not before_filing:
        return [CourtError("date.before-filing", date=day.isoformat(), filed_on=filed_on.isoformat(), **place)]
    return []


def _day(value: FieldValue) -> date:
    return date.fromisoformat(str(value)[:10])
