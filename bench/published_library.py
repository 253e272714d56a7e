"""A large library of invented published documents: judgments and rulings of some 2,000 characters, masked, with notices.

The words are spread as in a court's documents: 本院 stands in every text, 货款 in those about sales, a kind of goods in
a few hundred, and each case number in one, or in the few that cite it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from central_server.storage.published_search import search_text
from court_core.documents.html import as_html
from court_core.documents.model import Cell, Paragraph, Table, WebCopy
from demo.names import SHOP_NAMES, TRADES
from demo.people import COURT_CODE, COURT_NAME

Row = dict[str, str | None]

_NEWEST = date(2026, 11, 25)
_DAYS = 12 * 365
_JUDGES = [f"{surname}{given}" for surname in "苏林何梁陈麦温" for given in ("法官", "明演", "示衡", "知章", "若谷")]
_GOODS = (
    "水泥 钢筋 瓷砖 阀门 铜管 电缆 板材 布料 皮革 茶叶 海参 玻璃 轴承 油漆 纸箱 塑料 灯具 五金 轮胎 药材 "
    "家具 花岗石 大理石 木地板 不锈钢 空调机 注塑机 压缩机 集装箱 打印机"
).split()
_RARE = "缝纫机 榫卯 砚台 航模 鱼胶 铜鼓 藤椅 帆布 石斛 瓷釉".split()


@dataclass(frozen=True)
class _Kind:
    """What the documents about one cause say of themselves; `often` is their share."""

    cause: str
    code: str
    name: str
    often: int
    facts: tuple[str, ...]


_KINDS = (
    _Kind("买卖合同纠纷", "民初", "民事判决书", 16, (
        "双方签订《购销合同》，约定被告向原告购买{goods}，价款{money}元，货到后三十日内付清。",
        "原告分{few}批交付{goods}，被告在送货单上签字确认，尚欠货款{money}元没有支付。",
        "被告认为其中一批{goods}质量不符合约定，曾以微信提出异议，原告更换了{few}件。",
    )),
    _Kind("民间借贷纠纷", "民初", "民事判决书", 18, (
        "被告因经营{goods}生意需要周转，向原告借款{money}元，约定月利率百分之一，并出具借条。",
        "原告以银行转账方式交付借款本金{money}元，被告归还利息{few}期后不再付款。",
        "被告主张部分款项为双方合伙经营{goods}的投资款，没有提交证据证明。",
    )),
    _Kind("劳动争议", "民初", "民事判决书", 9, (
        "原告在被告处从事{goods}装配工作，双方签订为期{few}年的劳动合同，月工资{money}元。",
        "劳动人事争议仲裁委员会作出仲裁裁决，原告不服，在法定期限内向本院提起诉讼。",
    )),
    _Kind("房屋租赁合同纠纷", "民初", "民事判决书", 8, (
        "原告将房屋出租给被告经营{goods}，租期{few}年，月租金{money}元，押金为两个月租金。",
        "被告自第{few}个月起拖欠租金，原告发出解除合同通知书后收回房屋。",
    )),
    _Kind("机动车交通事故责任纠纷", "民初", "民事判决书", 8, (
        "被告驾驶装载{goods}的货车与原告驾驶的电动自行车发生碰撞，造成原告受伤、车辆损坏。",
        "交警部门认定被告承担主要责任；鉴定机构评定原告构成{few}级伤残，医疗费共计{money}元。",
    )),
    _Kind("信用卡纠纷", "民初", "民事判决书", 7, (
        "被告领用信用卡后透支消费，截至起诉之日尚欠本金{money}元及利息、违约金。",
    )),
    _Kind("盗窃罪", "刑初", "刑事判决书", 7, (
        "被告人进入被害人经营{goods}的店铺，窃得现金{money}元及手机{few}部，赃物已发还被害人。",
        "公诉机关认为被告人的行为构成盗窃罪，被告人自愿认罪认罚，具有坦白情节。",
    )),
    _Kind("危险驾驶罪", "刑初", "刑事判决书", 5, (
        "被告人饮酒后驾驶小型轿车行驶至路口时被查获，经鉴定血液中酒精含量为每百毫升{few}8毫克。",
    )),
    _Kind("行政处罚", "行初", "行政判决书", 4, (
        "被告以原告销售的{goods}不符合标准为由作出行政处罚决定，没收违法所得并处罚款{money}元。",
        "被告负责人出庭应诉，提交了执法过程的现场笔录、检验报告和听证笔录。",
    )),
    _Kind("申请执行", "执", "执行裁定书", 12, (
        "本院依法向被执行人发出执行通知书、报告财产令，查询其银行存款、车辆、不动产和证券信息。",
        "本院扣划被执行人银行存款{money}元，另查封其名下{goods}一批，暂不具备处置条件。",
    )),
    _Kind("管辖异议", "民初", "民事裁定书", 6, (
        "被告在答辩期间提出管辖权异议，认为合同履行地不在本院辖区，请求移送有管辖权的人民法院。",
        "双方在{goods}购销合同中约定发生争议由原告住所地人民法院管辖，该约定合法有效。",
    )),
)  # fmt: skip
_GENERAL = (
    "原告围绕诉讼请求依法提交了合同、收据、银行流水、聊天记录等证据，本院组织当事人进行了证据交换和质证。",
    "对当事人无异议的证据，本院予以确认并在卷佐证；对有争议的证据和事实，本院认定如下。",
    "被告经本院合法传唤，无正当理由拒不到庭参加诉讼，视为放弃举证、质证和抗辩的权利。",
    "另查明，双方曾于{date}就付款期限进行协商，被告承诺分{few}期付清，其后没有履行。",
    "以上事实有当事人陈述、书证、视听资料和庭审笔录等证据证实，本院予以采信。",
    "上述款项经原告多次催收，被告以资金周转困难为由拖延，原告遂向本院提起诉讼。",
    "关于违约金，双方约定的标准过分高于造成的损失，本院依法酌情调整为按一年期贷款市场报价利率的一点三倍计算。",
    "关于律师费，合同没有约定由违约方承担，原告的该项请求缺乏依据，本院不予支持。",
    "关于利息的起算时间，应当自被告逾期付款的次日即{date}起计算至实际清偿之日止。",
    "本院认为，依法成立的合同受法律保护，对当事人具有法律约束力，当事人应当按照约定全面履行自己的义务。",
    "当事人对自己提出的诉讼请求所依据的事实，应当提供证据加以证明；没有证据或者证据不足的，由负有举证责任的一方承担不利后果。",
    "本院对原告主张的{money}元予以支持，超出部分不予支持。",
    "审理中，本院主持双方调解，因分歧较大未能达成一致意见。",
    "第三人述称，其对{goods}的权属没有异议，同意由本院依法处理。",
    "庭审中，原告变更诉讼请求，要求被告支付{money}元，并放弃其他请求，该变更系其对自身权利的处分，本院予以准许。",
    "被告答辩称，原告主张的金额与实际不符，双方于{date}核对账目后确认的数额为{money}元。",
    "诉讼过程中，原告申请财产保全，并提供了担保，本院依法作出裁定，冻结被告名下银行存款{money}元。",
    "根据双方的陈述和经审查确认的证据，本院认定本案争议焦点有{few}项，现逐项评述。",
    "首先，关于双方之间法律关系的性质，应当结合合同名称、权利义务内容以及实际履行情况综合认定。",
    "其次，关于履行期限，合同虽未明确约定，但依照交易习惯和合同目的，债权人可以随时请求履行，但应当给对方必要的准备时间。",
    "再次，关于损失的范围，当事人一方不履行合同义务造成对方损失的，损失赔偿额应当相当于因违约所造成的损失。",
    "被告没有提交书面答辩意见，亦未在举证期限内向本院提交证据，应承担举证不能的法律后果。",
    "原告当庭提交的微信聊天记录显示，被告于{date}表示“{goods}已经收到，款项月底前安排”，与送货单记载的时间相互印证。",
    "经本院释明，双方均表示不申请司法鉴定，同意由本院根据现有证据依法作出认定。",
    "经质证，被告对证据的真实性予以确认，对关联性和证明目的不予确认，认为不能证明原告的主张。",
)
_CLOSING = (
    "如果未按本判决指定的期间履行给付金钱义务，应当依照《中华人民共和国民事诉讼法》第二百六十四条规定，加倍支付迟延履行期间的债务利息。",
    "如不服本判决，可以在判决书送达之日起十五日内，向本院递交上诉状，并按对方当事人的人数提出副本，上诉于广东省广州市中级人民法院。",
)


def documents(court_id: str, count: int, seed: int = 1) -> Iterator[Row]:
    """Rows of `published_document`, newest last; the same for the same seed."""
    random = Random(seed)
    kinds = random.choices(_KINDS, [kind.often for kind in _KINDS], k=count)
    for index, kind in enumerate(kinds):
        decided_on = _NEWEST - timedelta(days=_DAYS * (count - index) // count + random.randrange(1, 20))
        number = f"（{decided_on.year}）{COURT_CODE}{kind.code}{index + 1}号"
        title, judge = f"{COURT_NAME}{kind.name}", random.choice(_JUDGES)
        copy = _copy(random, kind, title, number, judge, decided_on)
        published_on = min(decided_on + timedelta(days=random.randrange(20, 60)), _NEWEST)
        values = (number, COURT_NAME, title, kind.name, kind.cause, judge)
        yield {
            "court_id": court_id,
            "document_id": f"document-{index:08}",
            "case_id": f"case-{index:08}",
            "number_text": number,
            "court_name": COURT_NAME,
            "title": title,
            "kind": kind.name,
            "cause": kind.cause,
            "judge_name": judge,
            "decided_on": decided_on.isoformat(),
            "published_on": published_on.isoformat(),
            "search_text": search_text(*values, decided_on=decided_on.isoformat()),
            "html": as_html(copy),
            "text": copy.text,
        }


def notices(court_id: str, count: int) -> Iterator[Row]:
    """Rows of `withheld_notice`."""
    for index in range(count):
        decided_on = (_NEWEST - timedelta(days=_DAYS * (count - index) // count)).isoformat()
        number, reason = f"（{decided_on[:4]}）{COURT_CODE}民初{900_000 + index}号", "涉及离婚诉讼"
        yield {
            "court_id": court_id,
            "document_id": f"notice-{index:08}",
            "case_id": f"withheld-{index:08}",
            "number_text": number,
            "court_name": COURT_NAME,
            "decided_on": decided_on,
            "reason": reason,
            "published_on": decided_on,
            "search_text": search_text(number, COURT_NAME, reason, decided_on=decided_on),
        }


def _copy(random: Random, kind: _Kind, title: str, number: str, judge: str, decided_on: date) -> WebCopy:
    goods = random.choice(_RARE) if random.random() < 0.004 else random.choice(_GOODS)
    head = [Paragraph(text, "centre", bold=True, indent=False) for text in (COURT_NAME, kind.name)]
    body = [_filled(random, text, goods, decided_on) for text in (*_parties(random, kind), *kind.facts)]
    body += [_filled(random, text, goods, decided_on) for text in random.sample(_GENERAL, random.randrange(15, 24))]
    body += [_filled(random, text, random.choice(_GOODS), decided_on) for text in random.choices(kind.facts, k=14)]
    if random.random() < 0.2:
        other = f"（{decided_on.year}）{COURT_CODE}{kind.code}{random.randrange(1, 20_000)}号"
        body.append(f"另查明，{other}生效裁判文书已经认定上述事实，当事人没有提出相反证据。")
    rows = [[f"{place}", goods, f"{random.randrange(1, 90) * 100}"] for place in range(1, random.randrange(2, 7))]
    table = Table(tuple(tuple(Cell((Paragraph(text, indent=False),)) for text in row) for row in rows))
    end = (f"审判员　{judge}", decided_on.isoformat(), "书记员　周记录")
    return WebCopy(
        title,
        (
            *head,
            Paragraph(number, "right", indent=False),
            *map(Paragraph, body),
            table,
            *map(Paragraph, _CLOSING),
            *(Paragraph(line, "right", indent=False) for line in end),
        ),
    )


def _parties(random: Random, kind: _Kind) -> tuple[str, str]:
    person = f"{random.choice('陈林黄张李王吴刘蔡杨')}某"
    company = f"广州某{random.choice(TRADES)}有限公司"
    place = f"住所地广州市荔湾区{random.choice(SHOP_NAMES)}商业街"
    if kind.code == "刑初":
        return f"被告人：{person}，男，汉族，初中文化，无业，住广州市荔湾区。", "公诉机关：广州市荔湾区人民检察院。"
    if kind.code == "行初":
        return f"原告：{company}，{place}。", "被告：广州市荔湾区市场监督管理局，住所地广州市荔湾区。"
    first, second = ("申请执行人", "被执行人") if kind.code == "执" else ("原告", "被告")
    return f"{first}：{person}1，女，汉族，住广州市荔湾区。", f"{second}：{company}，{place}。"


def _filled(random: Random, text: str, goods: str, decided_on: date) -> str:
    earlier = decided_on - timedelta(days=random.randrange(30, 700))
    return text.format(
        goods=goods,
        money=f"{random.randrange(1_000, 900_000):,}",
        few=random.choice("二三四五六七八九"),
        date=f"{earlier.year}年{earlier.month}月{earlier.day}日",
    )
