"""Places of the torture document whose text prints: a web copy shows them, masked."""

from __future__ import annotations

from tests.support.word_writing import (
    NAMESPACES,
    Place,
    cell,
    control,
    field,
    mark,
    p,
    row,
    run,
    shape_box,
    t,
    table,
    told,
    two_copies,
    vml_box,
)

NUMBERED = (
    f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="证人{name}之%1、"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num></w:numbering>'
)
_INSERTED = 'w:id="51" w:author="演示" w:date="2026-11-02T09:00:00Z"'
_ROW_IN = f"<w:ins {_INSERTED}/>"
_MARK_DELETED = f"<w:rPr><w:del {_INSERTED}/></w:rPr>"
_CHOICES = (
    '<w:ffData><w:name w:val="x"/><w:ddList><w:result w:val="1"/><w:listEntry w:val="无"/>{entry}</w:ddList></w:ffData>'
)
_DRAWN = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="8" name="canvas"/><a:graphic><a:graphicData '
    'uri="http://schemas.openxmlformats.org/drawingml/2006/lockedCanvas"><lc:lockedCanvas><a:sp><a:txSp><a:txBody>'
    "<a:p><a:r><a:t>{first}</a:t></a:r><a:r><a:t>{last}</a:t></a:r></a:p></a:txBody></a:txSp></a:sp></lc:lockedCanvas>"
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)
_GROUP = (
    '<w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="7" name="group"/><a:graphic><a:graphicData '
    'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"><wpg:wgp><wps:wsp><wps:txbx>'
    "<w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp></wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing>"
)


def _math(inner: str) -> str:
    return f"<m:oMath>{inner}</m:oMath>"


def _m(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


PRINTS = (
    Place("plain", lambda n: p(run(f"原告{n}，男"))),
    Place("two runs", lambda n: p(run(n[:2]) + run(n[2:]))),
    Place("a run for each character", lambda n: p("".join(run(one) for one in n))),
    Place("text pieces in one run", lambda n: p(f"<w:r>{t(n[:1])}{t(n[1:])}</w:r>")),
    Place("runs of different looks", lambda n: p(run(n[:2], "<w:b/>") + run(n[2:], '<w:color w:val="FFFFFF"/>'))),
    Place(
        "around a bookmark",
        lambda n: p(run(n[:1]) + '<w:bookmarkStart w:id="1" w:name="x"/>' + run(n[1:]) + '<w:bookmarkEnd w:id="1"/>'),
    ),
    Place("around a spelling mark", lambda n: p(run(n[:3]) + '<w:proofErr w:type="spellStart"/>' + run(n[3:]))),
    Place("around a page seam", lambda n: p(f"<w:r>{t(n[:2])}<w:lastRenderedPageBreak/>{t(n[2:])}</w:r>")),
    Place("around a soft hyphen", lambda n: p(f"<w:r>{t(n[:2])}<w:softHyphen/>{t(n[2:])}</w:r>")),
    Place(
        "around a comment's anchor",
        lambda n: p(run(n[:2]) + '<w:commentRangeStart w:id="3"/>' + run(n[2:]) + '<w:commentRangeEnd w:id="3"/>'),
    ),
    Place("as character references", lambda n: p(run("".join(f"&#x{ord(one):X};" for one in n)))),
    Place("in a CDATA section", lambda n: p(run(f"<![CDATA[{n}]]>"))),
    Place("around an XML comment", lambda n: p(run(f"{n[:2]}<!-- x -->{n[2:]}"))),
    Place("around a processing instruction", lambda n: p(run(f"{n[:1]}<?x y?>{n[1:]}"))),
    Place("text of a link", lambda n: p(f'<w:hyperlink w:history="1">{run(n)}</w:hyperlink>')),
    Place("half in a link", lambda n: p(run(n[:2]) + f"<w:hyperlink>{run(n[2:])}</w:hyperlink>")),
    Place("inserted", lambda n: p(f"<w:ins {_INSERTED}>{run(n)}</w:ins>")),
    Place("half inserted", lambda n: p(run(n[:3]) + f"<w:ins {_INSERTED}>{run(n[3:])}</w:ins>")),
    Place(
        "around deleted words",
        lambda n: p(run(n[:2]) + f"<w:del {_INSERTED}><w:r><w:delText>某某</w:delText></w:r></w:del>" + run(n[2:])),
    ),
    Place("moved to here", lambda n: p(f"<w:moveTo {_INSERTED}>{run(n)}</w:moveTo>")),
    Place("paragraph end deleted", lambda n: p(run(n[:2]), _MARK_DELETED) + p(run(n[2:]))),
    Place("paragraph end hidden", lambda n: p(run(n[:3]), "<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + p(run(n[3:]))),
    Place("smart tag", lambda n: p(f'<w:smartTag w:uri="urn:x" w:element="PersonName">{run(n)}</w:smartTag>')),
    Place("custom XML in a line", lambda n: p(f'<w:customXml w:element="x">{run(n)}</w:customXml>')),
    Place("custom XML around paragraphs", lambda n: f'<w:customXml w:element="x">{p(run(n))}</w:customXml>'),
    Place("content control in a line", lambda n: p(control(run(n)))),
    Place("content control around paragraphs", lambda n: control(p(run(n)))),
    Place("control in a control", lambda n: control(control(p(control(run(n[:2])) + run(n[2:]))))),
    Place("control around a row", lambda n: table(control(row(cell(p(run(n)))), "<w:id w:val='4'/>"))),
    Place("control around a cell", lambda n: table(row(control(cell(p(run(n))))))),
    Place("from right to left", lambda n: p(f'<w:bdo w:val="ltr">{run(n)}</w:bdo>')),
    Place("cell", lambda n: table(row(cell(p(run("姓名"))), cell(p(run(n)))))),
    Place(
        "merged cell",
        lambda n: table(
            row(cell(p(run(n)), '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>')),
            row(cell(p(""), '<w:gridSpan w:val="2"/><w:vMerge/>')),
        ),
    ),
    Place("table in a table", lambda n: table(row(cell(table(row(cell(p(run(n))))) + p(""))))),
    Place(
        "three tables deep", lambda n: table(row(cell(table(row(cell(table(row(cell(p(run(n))))) + p("")))) + p(""))))
    ),
    Place("inserted row", lambda n: table(row(cell(p(run(n))), shape=_ROW_IN))),
    Place("frame", lambda n: p(run(n), '<w:framePr w:w="3000" w:wrap="around"/>')),
    Place("text box written twice", lambda n: p(f"<w:r>{two_copies(shape_box(p(run(n))), vml_box(p(run(n))))}</w:r>")),
    Place("old text box", lambda n: p(f"<w:r>{vml_box(p(run(n)))}</w:r>")),
    Place("text box in a group", lambda n: p(f"<w:r>{two_copies(_GROUP.format(inner=p(run(n))), '', 'wpg')}</w:r>")),
    Place("text box in a cell", lambda n: table(row(cell(p(f"<w:r>{shape_box(p(run(n[:2]) + run(n[2:])))}</w:r>"))))),
    Place("table in a text box", lambda n: p(f"<w:r>{vml_box(table(row(cell(p(run(n))))) + p(''))}</w:r>")),
    Place("copy no program understands", lambda n: p(f"<w:r>{two_copies('', vml_box(p(run(n))), 'o')}</w:r>")),
    Place("drawn text", lambda n: p(_DRAWN.format(first=n[:2], last=n[2:]))),
    Place("simple field", lambda n: p(f'<w:fldSimple w:instr=" QUOTE ">{run(n)}</w:fldSimple>')),
    Place("field", lambda n: p(field(" REF x ", run(n)))),
    Place("half in a field", lambda n: p(run(n[:1]) + field(" REF x ", run(n[1:])))),
    Place("field in a field", lambda n: p(field(" IF ", field(" REF x ", run(n))))),
    Place(
        "field in an instruction",
        lambda n: p(
            mark("begin") + told(" IF ") + field(" REF x ", run("是")) + mark("separate") + run(n) + mark("end")
        ),
    ),
    Place(
        "field over two paragraphs",
        lambda n: p(mark("begin") + told(" TOC ") + mark("separate") + run("目录")) + p(run(n) + mark("end")),
    ),
    Place("beginning of a field that never ends", lambda n: p(mark("begin") + run(n))),
    Place("ringed characters", lambda n: p("".join(field(rf" eq \o\ac(○,{one})", None) for one in n))),
    Place(
        "phonetic guide as a field",
        lambda n: p(field(rf' EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(ouyang),{n})', None)),
    ),
    Place("words of a button", lambda n: p(field(f" MACROBUTTON NoMacro {n}", None))),
    Place(
        "choice of a form",
        lambda n: p(field(" FORMDROPDOWN ", None, _CHOICES.format(entry=f'<w:listEntry w:val="{n}"/>'))),
    ),
    Place(
        "base of ruby",
        lambda n: p(f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('x')}</w:rt><w:rubyBase>{run(n)}</w:rubyBase></w:ruby></w:r>"),
    ),
    Place("formula", lambda n: p(_math(_m(n)))),
    Place("formula on its own", lambda n: p(f"<m:oMathPara>{_math(_m(n[:2]) + _m(n[2:]))}</m:oMathPara>")),
    Place("fraction", lambda n: p(_math(f"<m:f><m:num>{_m(n)}</m:num><m:den>{_m('2')}</m:den></m:f>"))),
    Place("shown though its style hides", lambda n: p(run(n, '<w:rStyle w:val="unseen"/><w:vanish w:val="0"/>'))),
    Place("copies within a paragraph", lambda n: p(two_copies(run(n), run("旧"), "w14"))),
    Place("label of a list", lambda n: p(run("出庭"), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="5"/></w:numPr>')),
    Place("footnote", lambda n: p(run("见注") + '<w:r><w:footnoteReference w:id="2"/></w:r>')),
    Place("endnote", lambda n: p(run("见尾注") + '<w:r><w:endnoteReference w:id="2"/></w:r>')),
)
