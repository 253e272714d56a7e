"""Web copies of judgments as masking leaves them, for the tests of search and reading. All people are invented."""

from __future__ import annotations

from court_core.documents.model import Cell, Paragraph, Table, WebCopy

COURT = "广州市荔湾区人民法院"


def _cell(text: str, columns: int = 1) -> Cell:
    return Cell((Paragraph(text, indent=False),), columns)


def _head(name: str, number: str) -> tuple[Paragraph, ...]:
    titles = (Paragraph(text, "centre", bold=True, indent=False) for text in (COURT, name))
    return (*titles, Paragraph(number, "right", indent=False))


def sales_judgment(number: str) -> WebCopy:
    """A civil judgment between a person and a company, with a table of deliveries."""
    body = (
        "原告：张某1，男，1980年1月1日出生，汉族，住广州市荔湾区。",
        "委托诉讼代理人：李明达，广东某律师事务所律师。",
        "被告：广州某贸易有限公司，住所地广州市荔湾区。",
        "法定代表人：王某，总经理。",
        "原告张某1与被告广州某贸易有限公司买卖合同纠纷一案，本院于2026年9月2日立案后，依法适用简易程序，公开开庭进行了审理。"
        "原告张某1及其委托诉讼代理人李明达到庭参加诉讼，被告经传票传唤，无正当理由拒不到庭。本案现已审理终结。",
        "原告张某1向本院提出诉讼请求：1.判令被告支付货款86,400元及利息；2.本案诉讼费用由被告负担。事实和理由：2025年3月至6月，"
        "原告向被告供应五金配件，双方以微信确认数量和价款，被告收货后至今没有付清货款。",
        "经审理查明：原告按约交货，被告法定代表人王某在送货单上签字确认。各批货物如下：",
    )
    table = Table(
        (
            (_cell("批次"), _cell("交货日期"), _cell("货物"), _cell("价款（元）")),
            (_cell("1"), _cell("2025年3月12日"), _cell("铜接头"), _cell("31,200")),
            (_cell("2"), _cell("2025年6月5日"), _cell("不锈钢阀门"), _cell("55,200")),
            (_cell("合计", 3), _cell("86,400")),
        )
    )
    rest = (
        "本院认为，依法成立的合同，对当事人具有法律约束力。原告已经履行交货义务，被告应当支付货款。被告经传票传唤没有到庭，"
        "视为放弃答辩和质证的权利。",
        "依照《中华人民共和国民法典》第五百七十九条、第六百二十八条，《中华人民共和国民事诉讼法》第一百四十七条规定，判决如下：",
        "一、被告广州某贸易有限公司于本判决生效之日起十日内向原告张某1支付货款86,400元；",
        "二、驳回原告张某1的其他诉讼请求。",
        "案件受理费980元，由被告广州某贸易有限公司负担。",
        "如不服本判决，可以在判决书送达之日起十五日内，向本院递交上诉状，上诉于广东省广州市中级人民法院。",
    )
    end = ("审判员　苏法官", "二〇二六年十月十二日", "书记员　周记录")
    return WebCopy(
        f"{COURT}民事判决书",
        (
            *_head("民事判决书", number),
            *map(Paragraph, body),
            table,
            *map(Paragraph, rest),
            *(Paragraph(line, "right", indent=False) for line in end),
        ),
    )


def authority_judgment(number: str) -> WebCopy:
    """An administrative judgment of a person against an authority; it cites the number of another case."""
    lines = (
        "原告：欧阳某，女，1975年5月6日出生，汉族，住广州市荔湾区。",
        "被告：广州市荔湾区市场监督管理局，住所地广州市荔湾区。",
        "原告欧阳某不服被告作出的行政处罚决定一案，本院受理后依法组成合议庭进行了审理。",
        "另查明，（2026）粤0103民初123号民事判决已经认定原告是该店的实际经营者。",
        "本院认为，被告认定事实清楚，适用法律正确，程序合法。判决如下：",
        "驳回原告欧阳某的诉讼请求。",
    )
    return WebCopy(f"{COURT}行政判决书", (*_head("行政判决书", number), *map(Paragraph, lines)))


def companies_order(number: str) -> WebCopy:
    """An enforcement order between two companies."""
    lines = (
        "申请执行人：广州某建材有限公司，住所地广州市荔湾区。",
        "被执行人：佛山某装饰工程有限公司，住所地佛山市禅城区。",
        "本院在执行中查明，被执行人名下没有可供执行的财产，申请执行人也不能提供财产线索。裁定如下：",
        "终结本次执行程序。",
    )
    return WebCopy(f"{COURT}执行裁定书", (*_head("执行裁定书", number), *map(Paragraph, lines)))
