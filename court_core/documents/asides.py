"""What stands in a file and prints in no web copy: headers, comments, deleted words, properties, names inside.

A web copy is made of the printed text alone, so none of this goes out. It is named because a person's name in it is
protected like all others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import cast
from urllib.parse import unquote

from lxml import etree

from court_core.documents.fields import drop_unmatched
from court_core.documents.model import Aside, paragraphs
from court_core.documents.numbering import Numbering
from court_core.documents.story import NoteMarks, Story
from court_core.documents.styles import Styles
from court_core.documents.word_xml import MC, A, Element, M, W, WordParts, local

_TEXT = {f"{W}t", f"{W}delText", f"{W}instrText", f"{W}delInstrText", f"{M}t", f"{A}t"}
_ABOVE = {  # the place of text that did not print, by what stands around it
    f"{W}rt": "注音",
    f"{W}del": "已删除的文字",
    f"{W}moveFrom": "已移走的文字",
    f"{MC}Fallback": "图形的副本",
    f"{W}footnote": "没有引用的脚注",
    f"{W}endnote": "没有引用的尾注",
    f"{W}txbxContent": "不打印的文字",
}
_OWN = {
    "delText": "已删除的文字",
    "instrText": "域代码",
    "delInstrText": "域代码",
}
_STORIES = {f"{W}hdr": "页眉", f"{W}ftr": "页脚"}
_ROOTS = {
    "comments": "批注",
    "footnotes": "脚注",
    "endnotes": "尾注",
    "glossaryDocument": "构建基块",
    "coreProperties": "文件属性",
    "Properties": "文件属性",
    "people": "修订和批注的作者",
    "chartSpace": "图表",
    "dataModel": "图示",
    "drawing": "图示",
    "settings": "文档设置",
    "recipients": "邮件合并",
}
_SILENT_ROOTS = {"theme", "fonts", "webSettings", "Types", "numbering", "Relationships"}
# Attributes in which somebody's words stand, and where the clerk would look for them.
_WORDS = {
    "descr": "图片的替代文字",
    "alt": "图片的替代文字",
    "title": "图片的替代文字",
    "string": "艺术字",
    "tooltip": "超链接",
    "anchor": "超链接",
    "docLocation": "超链接",
    "href": "超链接",
    "instr": "域代码",
    "author": "修订和批注的作者",
    "initials": "修订和批注的作者",
    "userId": "修订和批注的作者",
    "ed": "修订和批注的作者",
    "displayText": "内容控件",
    "lastValue": "内容控件",
    "original": "原编号",
    "xpath": "内容控件",
}
_NAMED = {  # elements whose `val` or `name` is words
    "bookmarkStart": "书签",
    "docPr": "图片的名称",
    "cNvPr": "图片的名称",
    "alias": "内容控件",
    "tag": "内容控件",
    "listItem": "内容控件",
    "placeholder": "内容控件",
    "attr": "智能标记",
    "docVar": "文档变量",
    "listEntry": "窗体域",
    "helpText": "窗体域",
    "statusText": "窗体域",
    "default": "窗体域",
    "name": "窗体域",
    "tblCaption": "表格说明",
    "tblDescription": "表格说明",
    "property": "文件属性",
    "query": "邮件合并",
    "connectString": "邮件合并",
    "dataSource": "邮件合并",
    "addressFieldName": "邮件合并",
    "mailSubject": "邮件合并",
}
# Numbers, dates and yes or no, of which a file's properties are full.
_NO_NAME = re.compile(r"^([\d.:TZ+-]*|true|false|Normal(\.dotm?)?|Microsoft.*|WPS.*)$")
_WITH_TEXT = etree.XPath("descendant-or-self::*[text()[normalize-space()]]")
# Most of a document's elements by far say how something looks, and hold nobody's words.
_LOOKS = "r rFonts sz szCs p t lang color spacing ind jc kern b bCs shd highlight tcW tblW gridCol tr tab proofErr u"
_WITH_ATTRIBUTES = etree.XPath(
    f"descendant-or-self::*[@*][not({' or '.join(f'self::w:{name}' for name in _LOOKS.split())})]",
    namespaces={"w": W.strip("{}")},
)
_CHINESE = re.compile(r"[㐀-鿿𠀀-𳎯]")
_MADE_BY_WORD = re.compile(r"^(_\w+|(图片|文本框|矩形|图形|形状|对象|Picture|Text Box|Rectangle) ?\d*)$")
_NO_WORDS = {"rFonts", "lvlText", "noLineBreaksAfter", "noLineBreaksBefore", "latentStyles", "lsdException", "font"}


def asides_of(parts: WordParts, read_trees: Mapping[str, Element], styles: Styles) -> tuple[Aside, ...]:
    """All text of the file that its reading did not print, each (place, text) once. `read_trees` have been read."""
    found: dict[Aside, None] = {}
    for name in parts.names:
        for aside in _of_part(parts, name, read_trees.get(name), styles):
            if aside.text.strip() and not _NO_NAME.match(aside.text):
                found.setdefault(aside)
    return tuple(found)


def _of_part(parts: WordParts, name: str, tree: Element | None, styles: Styles) -> Iterator[Aside]:
    root = parts.root(name) if tree is None else tree
    kind = local(root)
    if kind == "Relationships":
        yield from _links(root)
    if kind == "styles":
        yield from _style_names(root)
    if kind in _SILENT_ROOTS or kind == "styles":
        return
    place = _ROOTS.get(kind, "正文" if tree is not None else "文件内部数据")
    if root.tag in _STORIES:
        place = _STORIES[root.tag]
        drop_unmatched(root)
        printed = Story(styles, Numbering(), NoteMarks()).blocks(root)
        yield Aside(place, "\n".join(paragraph.text for paragraph in paragraphs(printed)).strip())
    yield from _left_text(root, place)
    yield from _attributes(root)


def _left_text(root: Element, place: str) -> Iterator[Aside]:
    """Text still in the tree, joined within its paragraph: a name is often split over runs."""
    at: tuple[Element | None, str] | None = None
    pieces: list[str] = []
    for node in cast("list[Element]", _WITH_TEXT(root)):
        key = _paragraph_of(node), _place_of(node, place)
        if key != at or node.tag not in _TEXT:
            if at is not None:
                yield Aside(at[1], "".join(pieces))
            at, pieces = key, []
        pieces.append(node.text or "")
    if at is not None:
        yield Aside(at[1], "".join(pieces))


def _paragraph_of(node: Element) -> Element | None:
    return next((above for above in node.iterancestors(f"{W}p", f"{A}p")), None)


def _place_of(node: Element, place: str) -> str:
    name = local(node)
    if name in _OWN:
        return _OWN[name]
    for above in node.iterancestors():
        if above.tag in _ABOVE:
            return _ABOVE[above.tag]
    return "不打印的文字" if place in ("正文", "页眉", "页脚") else place


def _attributes(root: Element) -> Iterator[Aside]:
    for node in cast("list[Element]", _WITH_ATTRIBUTES(root)):
        kind = local(node)
        for key, text in node.attrib.items():
            name = str(key).rpartition("}")[2]
            place = _WORDS.get(name) or (_NAMED.get(kind) if name in ("val", "name", "value") else None)
            if place is None and _CHINESE.search(str(text)) and kind not in _NO_WORDS and name != "style":
                place = "文件内部数据"
            if place is not None and not _MADE_BY_WORD.match(str(text)):
                yield Aside(place, str(text))


def _links(root: Element) -> Iterator[Aside]:
    for node in root:
        if node.get("TargetMode") == "External":
            yield Aside("超链接", unquote(node.get("Target", "")))


def _style_names(root: Element) -> Iterator[Aside]:
    for node in root.iterchildren(f"{W}style"):
        name = node.find(f"{W}name")
        if node.get(f"{W}customStyle") in ("1", "true", "on") and name is not None:
            words = name.get(f"{W}val", "")
            if _CHINESE.search(words):
                yield Aside("样式名称", words)
