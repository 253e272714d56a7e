"""Places of the torture document that no web copy shows: deleted, hidden, beside the text, about the file."""

from __future__ import annotations

from tests.support.word_writing import (
    NAMESPACES,
    PACKAGE,
    Place,
    cell,
    control,
    field,
    p,
    row,
    run,
    shape_box,
    table,
    two_copies,
    vml_box,
)

_CHANGE = 'w:id="61" w:author="演示" w:date="2026-11-02T09:00:00Z"'
_VMERGE = '<w:vMerge w:val="restart"/>'


def _deleted(name: str) -> str:
    return f"<w:del {_CHANGE}><w:r><w:delText>{name[:2]}</w:delText></w:r><w:r><w:delText>{name[2:]}</w:delText></w:r></w:del>"


def _boxed(described: str) -> str:
    return p(f"<w:r>{shape_box(p(run('框')), described=f' {described}')}</w:r>")


def _old_boxed(described: str) -> str:
    return p(f"<w:r>{vml_box(p(run('框')), described)}</w:r>")


def _property(tag: str) -> Place:
    return Place(f"property {tag}", lambda name: f"<{tag}>{name}</{tag}>", "docProps/core.xml", _CORE)


def _form(inner: str) -> str:
    return p(field(" FORMTEXT ", run("填写"), f"<w:ffData>{inner}</w:ffData>"))


BODY_ASIDES = (
    Place("deleted", lambda n: p(_deleted(n))),
    Place("moved away", lambda n: p(f"<w:moveFrom {_CHANGE}>{run(n)}</w:moveFrom>")),
    Place("deleted row", lambda n: table(row(cell(p(run("在")))), row(cell(p(run(n))), shape=f"<w:del {_CHANGE}/>"))),
    Place("deleted cell", lambda n: table(row(cell(p(run("在"))), cell(p(run(n)), f"<w:cellDel {_CHANGE}/>")))),
    Place("hidden row", lambda n: table(row(cell(p(run("在")))), row(cell(p(run(n))), shape="<w:hidden/>"))),
    Place(
        "text below a merged cell",
        lambda n: table(row(cell(p(run("上")), _VMERGE)), row(cell(p(run(n)), "<w:vMerge/>"))),
    ),
    Place("hidden", lambda n: p(run(n[:2], "<w:vanish/>") + run(n[2:], "<w:vanish/>"))),
    Place("hidden by a style", lambda n: p(run(n, '<w:rStyle w:val="unseen"/>'))),
    Place("hidden by the paragraph's style", lambda n: p(run(n), '<w:pStyle w:val="unseenp"/>')),
    Place("hidden text box", lambda n: p(f"<w:r><w:rPr><w:vanish/></w:rPr>{shape_box(p(run(n)))}</w:r>")),
    Place("instruction of a field", lambda n: p(field(f" DOCPROPERTY {n} ", run("见卷")))),
    Place(
        "instruction in a simple field", lambda n: p(f'<w:fldSimple w:instr=" AUTHOR {n} ">{run("见卷")}</w:fldSimple>')
    ),
    Place(
        "deleted instruction", lambda n: p(f"<w:del {_CHANGE}><w:r><w:delInstrText>{n}</w:delInstrText></w:r></w:del>")
    ),
    Place("index entry", lambda n: p(field(f' XE "{n}" ', None))),
    Place(
        "ruby",
        lambda n: p(
            f"<w:r><w:ruby><w:rubyPr/><w:rt>{run(n)}</w:rt><w:rubyBase>{run('注')}</w:rubyBase></w:ruby></w:r>"
        ),
    ),
    Place(
        "other words in the second copy",
        lambda n: p(f"<w:r>{two_copies(shape_box(p(run('新'))), vml_box(p(run(n))))}</w:r>"),
    ),
    Place("alternative text", lambda n: _boxed(f'descr="{n}"')),
    Place("title of a picture", lambda n: _boxed(f'title="{n}"')),
    Place("old alternative text", lambda n: _old_boxed(f'alt="{n}"')),
    Place(
        "name of a picture", lambda n: p(f'<w:r><w:pict><v:shape><v:imagedata o:title="{n}"/></v:shape></w:pict></w:r>')
    ),
    Place("word art", lambda n: p(f'<w:r><w:pict><v:shape><v:textpath string="{n}"/></v:shape></w:pict></w:r>')),
    Place("target of an old shape", lambda n: p(f'<w:r><w:pict><v:rect href="#{n}"/></w:pict></w:r>')),
    Place("bookmark", lambda n: p(f'<w:bookmarkStart w:id="8" w:name="{n}"/><w:bookmarkEnd w:id="8"/>')),
    Place("anchor of a link", lambda n: p(f'<w:hyperlink w:anchor="{n}">{run("见前")}</w:hyperlink>')),
    Place("hint of a link", lambda n: p(f'<w:hyperlink r:id="rIdlink" w:tooltip="{n}">{run("见前")}</w:hyperlink>')),
    Place("target of a link", lambda n: p(f'<w:hyperlink r:id="rIdlink">{run("链接")}</w:hyperlink>')),
    Place("title of a content control", lambda n: control(p(run("栏")), f'<w:alias w:val="{n}"/>')),
    Place("tag of a content control", lambda n: control(p(run("栏")), f'<w:tag w:val="{n}"/>')),
    Place(
        "choices of a content control",
        lambda n: control(
            p(run("栏")), f'<w:dropDownList><w:listItem w:displayText="{n}" w:value="1"/></w:dropDownList>'
        ),
    ),
    Place(
        "value of a content control",
        lambda n: control(p(run("栏")), f'<w:comboBox><w:listItem w:displayText="一" w:value="{n}"/></w:comboBox>'),
    ),
    Place(
        "binding of a content control",
        lambda n: control(p(run("栏")), f'<w:dataBinding w:xpath="/x/{n}" w:storeItemID="x"/>'),
    ),
    Place("author of an insertion", lambda n: p(f'<w:ins w:id="70" w:author="{n}">{run("增")}</w:ins>')),
    Place(
        "author of a change of looks",
        lambda n: p(
            f'<w:r><w:rPr><w:rPrChange w:id="71" w:author="{n}"><w:rPr/></w:rPrChange></w:rPr><w:t>改</w:t></w:r>'
        ),
    ),
    Place(
        "number before the change",
        lambda n: p(run("条"), f'<w:numPr><w:numberingChange w:id="72" w:author="演示" w:original="{n}"/></w:numPr>'),
    ),
    Place("who may edit", lambda n: p(f'<w:permStart w:id="73" w:ed="{n}"/>{run("可改")}<w:permEnd w:id="73"/>')),
    Place(
        "value in a smart tag",
        lambda n: p(
            f'<w:smartTag w:element="x"><w:smartTagPr><w:attr w:name="who" w:val="{n}"/></w:smartTagPr>{run("签")}</w:smartTag>'
        ),
    ),
    Place("help of a form", lambda n: _form(f'<w:helpText w:type="text" w:val="{n}"/>')),
    Place("status line of a form", lambda n: _form(f'<w:statusText w:type="text" w:val="{n}"/>')),
    Place("default of a form", lambda n: _form(f'<w:textInput><w:default w:val="{n}"/></w:textInput>')),
    Place(
        "choice not taken in a form",
        lambda n: p(
            field(
                " FORMDROPDOWN ",
                None,
                f'<w:ffData><w:ddList><w:result w:val="0"/><w:listEntry w:val="无"/><w:listEntry w:val="{n}"/></w:ddList></w:ffData>',
            )
        ),
    ),
    Place(
        "caption of a table",
        lambda n: f'<w:tbl><w:tblPr><w:tblCaption w:val="{n}"/></w:tblPr>{row(cell(p(run("表"))))}</w:tbl>',
    ),
    Place(
        "description of a table",
        lambda n: f'<w:tbl><w:tblPr><w:tblDescription w:val="{n}"/></w:tblPr>{row(cell(p(run("表"))))}</w:tbl>',
    ),
)

_HEADER = f"<w:hdr {NAMESPACES}>{{inner}}</w:hdr>"
_FOOTER = f"<w:ftr {NAMESPACES}>{{inner}}</w:ftr>"
_COMMENTS = f"<w:comments {NAMESPACES}>{{inner}}</w:comments>"
_SETTINGS = f"<w:settings {NAMESPACES}>{{inner}}</w:settings>"
_CORE = (
    f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "{inner}</cp:coreProperties>"
)
_APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">{inner}</Properties>'
)
_CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{inner}</Properties>'
)
_GLOSSARY = f"<w:glossaryDocument {NAMESPACES}><w:docParts>{{inner}}</w:docParts></w:glossaryDocument>"
_PEOPLE = f"<w15:people {NAMESPACES}>{{inner}}</w15:people>"
_CHART = (
    '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{inner}</c:chartSpace>'
)
_DIAGRAM = (
    '<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{inner}</dgm:dataModel>'
)
_ITEM = "<item>{inner}</item>"


def _comment(name: str, *, author: str = "演示", initials: str = "演") -> str:
    return f'<w:comment w:id="3" w:author="{author}" w:initials="{initials}">{p(run(name[:2]) + run(name[2:]))}</w:comment>'


PART_ASIDES = (
    Place("header", lambda n: p(run(n[:2]) + run(n[2:])), "word/header1.xml", _HEADER, "header"),
    Place(
        "text box in a header",
        lambda n: p(f"<w:r>{two_copies(shape_box(p(run(n))), vml_box(p(run(n))))}</w:r>"),
        "word/header1.xml",
        _HEADER,
    ),
    Place(
        "watermark",
        lambda n: p(f'<w:r><w:pict><v:shape><v:textpath string="{n}"/></v:shape></w:pict></w:r>'),
        "word/header1.xml",
        _HEADER,
    ),
    Place(
        "header of the first page", lambda n: table(row(cell(p(run(n))))) + p(""), "word/header2.xml", _HEADER, "header"
    ),
    Place("header of even pages", lambda n: p(control(run(n))), "word/header3.xml", _HEADER, "header"),
    Place("header no page has", lambda n: p(run(n)), "word/header4.xml", _HEADER),
    Place("footer", lambda n: p(field(" PAGE ", run("1")) + run(n)), "word/footer1.xml", _FOOTER, "footer"),
    Place("comment", _comment, "word/comments.xml", _COMMENTS, "comments"),
    Place("author of a comment", lambda n: _comment("意见", author=n), "word/comments.xml", _COMMENTS),
    Place("initials of a comment", lambda n: _comment("意见", initials=n), "word/comments.xml", _COMMENTS),
    Place(
        "document variable",
        lambda n: f'<w:docVars><w:docVar w:name="x" w:val="{n}"/></w:docVars>',
        "word/settings.xml",
        _SETTINGS,
        "settings",
    ),
    Place(
        "query of a mail merge",
        lambda n: f'<w:mailMerge><w:query w:val="SELECT {n}"/></w:mailMerge>',
        "word/settings.xml",
        _SETTINGS,
    ),
    Place(
        "building block",
        lambda n: f"<w:docPart><w:docPartBody>{p(run(n))}</w:docPartBody></w:docPart>",
        "word/glossary/document.xml",
        _GLOSSARY,
    ),
    Place(
        "name of a building block",
        lambda n: f'<w:docPart><w:docPartPr><w:name w:val="{n}"/></w:docPartPr></w:docPart>',
        "word/glossary/document.xml",
        _GLOSSARY,
    ),
    Place("people", lambda n: f'<w15:person w15:author="{n}"/>', "word/people.xml", _PEOPLE),
    Place("title of a chart", lambda n: f"<a:p><a:r><a:t>{n}</a:t></a:r></a:p>", "word/charts/chart1.xml", _CHART),
    Place("value in a chart", lambda n: f"<c:pt><c:v>{n}</c:v></c:pt>", "word/charts/chart1.xml", _CHART),
    Place(
        "diagram", lambda n: f"<dgm:t><a:p><a:r><a:t>{n}</a:t></a:r></a:p></dgm:t>", "word/diagrams/data1.xml", _DIAGRAM
    ),
    Place("custom XML", lambda n: f"<who>{n}</who>", "customXml/item1.xml", _ITEM),
    Place("attribute of custom XML", lambda n: f'<who is="{n}"/>', "customXml/item1.xml", _ITEM),
    *(
        _property(tag)
        for tag in (
            "dc:creator",
            "dc:title",
            "dc:subject",
            "dc:description",
            "cp:keywords",
            "cp:category",
            "cp:lastModifiedBy",
        )
    ),
    Place("manager", lambda n: f"<Manager>{n}</Manager>", "docProps/app.xml", _APP),
    Place("company", lambda n: f"<Company>{n}公司</Company>", "docProps/app.xml", _APP),
    Place(
        "own property",
        lambda n: f'<property pid="2" name="当事人"><vt:lpwstr>{n}</vt:lpwstr></property>',
        "docProps/custom.xml",
        _CUSTOM,
    ),
    Place(
        "name of a property",
        lambda n: f'<property pid="3" name="{n}"><vt:lpwstr>有</vt:lpwstr></property>',
        "docProps/custom.xml",
        _CUSTOM,
    ),
)

# Planted by `torture_docx` itself: in the notes and in the style sheet.
ASIDES = (
    *BODY_ASIDES,
    *PART_ASIDES,
    Place("footnote nobody refers to", lambda n: n, "word/footnotes.xml"),
    Place("name of a style", lambda n: n, "word/styles.xml"),
)
