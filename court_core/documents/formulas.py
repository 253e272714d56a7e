"""Formulas of Word in one line of text: fractions with a stroke, roots with their sign, powers raised."""

from __future__ import annotations

from court_core.documents.word_xml import Element, M, W, children_shown, local

_RAISED = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_VAL = f"{M}val"


def formula_text(node: Element) -> str:
    """The formula as text. Takes the text out of the tree, as all reading here does."""
    if node.tag in (f"{M}t", f"{W}t"):
        text, node.text = node.text or "", None
        return text
    name = local(node)
    if name == "f":
        return f"{_part(node, 'num')}/{_part(node, 'den')}"
    if name == "rad":
        return f"{_part(node, 'deg')}√{_part(node, 'e')}"
    if name in ("sSup", "sSub", "sSubSup"):
        return f"{_part(node, 'e')}{_part(node, 'sub').translate(_LOWERED)}{_power(_part(node, 'sup'))}"
    if name == "nary":
        sign = node.find(f"{M}naryPr/{M}chr")
        shown = "∫" if sign is None else sign.get(_VAL, "")
        return f"{shown}{_part(node, 'sub')}{_part(node, 'sup')}{_part(node, 'e')}"
    if name == "d":
        return _bracketed(node)
    return "".join(formula_text(child) for child in children_shown(node))


def _part(node: Element, name: str) -> str:
    return "".join(formula_text(child) for child in node.iterchildren(f"{M}{name}"))


def _power(text: str) -> str:
    raised = text.translate(_RAISED)
    return raised if not text or raised != text else f"^{text}"


def _bracketed(node: Element) -> str:
    shape = node.find(f"{M}dPr")
    opening, closing = ("(", ")")
    if shape is not None:
        first, last = shape.find(f"{M}begChr"), shape.find(f"{M}endChr")
        opening = opening if first is None else first.get(_VAL, "")
        closing = closing if last is None else last.get(_VAL, "")
    return opening + ",".join(formula_text(part) for part in node.iterchildren(f"{M}e")) + closing
