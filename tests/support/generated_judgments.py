"""Judgments made from a seed, with the truth about every span: what must go, what must stay, and who it is.

Not one of them is a real judgment. Headers, roles, aliases, numbering and signatures take the variants of DOMAIN.md §5;
`generate(seed)` is the same judgment every time. The truth is written while the text is, never searched for afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Literal

from tests.support.invented import Company, Invention, Person

Must = Literal["mask", "keep"]
Style = Literal["civil", "appeal", "criminal", "administrative", "enforcement", "payment-order", "compensation"]
STYLES: tuple[Style, ...] = (
    "civil",
    "appeal",
    "criminal",
    "administrative",
    "enforcement",
    "payment-order",
    "compensation",
)


@dataclass(frozen=True, slots=True)
class Truth:
    """One span of the text. `entity` is the full name that it belongs to; `group` the place in the case.

    For what must stay `kind` is that of release_checks.forms; for what must go that of the engine's spans.
    """

    start: int
    end: int
    kind: str
    must: Must
    text: str
    entity: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Judgment:
    """A generated document. `rows` are the lines of `text` that stand in a table, `notes` those in footnotes."""

    seed: int
    style: Style
    text: str
    truths: tuple[Truth, ...]
    title: str
    file_name: str
    rows: frozenset[int]
    notes: frozenset[int]

    def to_mask(self) -> tuple[Truth, ...]:
        """What must go, in order."""
        return tuple(truth for truth in self.truths if truth.must == "mask")

    def to_keep(self) -> tuple[Truth, ...]:
        """What must stay, in order."""
        return tuple(truth for truth in self.truths if truth.must == "keep")


@dataclass(frozen=True, slots=True)
class _Bit:
    """A piece of a line that the truth speaks of."""

    text: str
    kind: str
    must: Must
    entity: str
    group: str = ""


@dataclass(slots=True)
class _Page:
    """The text so far, with its truth."""

    parts: list[str] = field(default_factory=list)
    truths: list[Truth] = field(default_factory=list)
    length: int = 0
    lines: int = 0
    rows: set[int] = field(default_factory=set)
    notes: set[int] = field(default_factory=set)

    def line(self, *bits: str | _Bit, row: bool = False, note: bool = False) -> None:
        if row:
            self.rows.add(self.lines)
        if note:
            self.notes.add(self.lines)
        for bit in (*bits, "\n"):
            text = bit if isinstance(bit, str) else bit.text
            if isinstance(bit, _Bit):
                end = self.length + len(text)
                self.truths.append(Truth(self.length, end, bit.kind, bit.must, text, bit.entity, bit.group))
            self.parts.append(text)
            self.length += len(text)
        self.lines += 1


def generate(seed: int) -> Judgment:
    """The judgment of this seed."""
    return _Author(seed).write()


class _Author:
    """Decides the variants of one judgment and writes it."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.draw = Random(seed)
        self.make = Invention(self.draw)
        self.page = _Page()
        self.style: Style = self.draw.choice(STYLES)
        self.colon = self.draw.choice(("：", "：", ""))
        self.spaced = self.draw.random() < 0.5
        self.court = self.draw.choice(
            ("广东省广州市荔湾区人民法院", "广东省云州市临水区人民法院", "湖南省衡州市中级人民法院")
        )
        self.first = self.make.person()
        self.second = self.make.person()
        self.company = self.make.company()
        self.chief = self.make.person(plain=True)
        self.lawyer = self.make.person(plain=True)
        self.firm = "广东砚澜律师事务所"
        # A judge may bear a party's name (DOMAIN.md §5); the generator does it in one judgment of twelve.
        same = self.draw.random() < 0.08 and len(self.first.name) == 3
        self.judge = self.first if same else self.make.person(plain=True)
        self.clerk = self.make.person(plain=True)

    def write(self) -> Judgment:
        writers: dict[Style, Callable[[], None]] = {
            "civil": self._civil,
            "appeal": self._appeal,
            "criminal": self._criminal,
            "administrative": self._administrative,
            "enforcement": self._enforcement,
            "payment-order": self._payment_order,
            "compensation": self._compensation,
        }
        writers[self.style]()
        self._signature()
        if self.draw.random() < 0.2:
            self._note()
        page = self.page
        title = f"{self.first.name}等{self._cause()}一案"
        return Judgment(
            self.seed,
            self.style,
            "".join(page.parts),
            tuple(page.truths),
            title,
            f"{self.number.text}（{self.first.name}）.docx",
            frozenset(page.rows),
            frozenset(page.notes),
        )

    # ── the bits ─────────────────────────────────────────────────────────────────────────────────────────────────
    def who(self, person: Person, group: str = "party") -> _Bit:
        return _Bit(person.name, "person", "mask", person.name, group)

    def stays(self, text: str, kind: str) -> _Bit:
        return _Bit(text, kind, "keep", text)

    def number_of(self, text: str, kind: str) -> _Bit:
        shown = text
        if kind in ("phone", "identity") and self.draw.random() < 0.1:
            shown = text.translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
        elif kind == "phone" and self.draw.random() < 0.2:
            shown = f"{text[:3]} {text[3:7]} {text[7:]}"
        return _Bit(shown, kind, "mask", text)

    def _cause(self) -> str:
        return {"criminal": "盗窃", "compensation": "国家赔偿"}.get(self.style, "买卖合同纠纷")

    def _top(self, document: str, type_code: str) -> None:
        court = self.stays(self.court, "court")
        self.page.line(court)
        self.page.line(" ".join(document) if self.spaced else document)
        code = {"广东省广州市荔湾区人民法院": "粤0103", "广东省云州市临水区人民法院": "粤9901"}.get(self.court, "湘99")
        brackets = self.draw.choice(("（）", "（）", "()"))
        text = (
            f"{brackets[0]}{self.draw.randint(2016, 2025)}{brackets[1]}{code}{type_code}{self.draw.randint(1, 9999)}号"
        )
        self.number = self.stays(text, "case-number")
        self.page.line(self.number)

    def _party(self, role: str, person: Person) -> None:
        """One line of the header for a natural person, in one of its variants."""
        draw, bits = self.draw, [f"{role}{self.colon}"]
        name = person.name
        if self.spaced and draw.random() < 0.15 and "·" not in name and not name.isascii():
            name = "\u3000".join(name)
        line: list[str | _Bit] = [*bits, _Bit(name, "person", "mask", person.name, "party")]
        if draw.random() < 0.15 and not person.name.isascii() and "·" not in person.name:
            other = self.make.person(plain=True)
            line += [draw.choice(("，曾用名", "（又名")), _Bit(other.name, "alias", "mask", person.name, "party")]
            line += ["）"] if line[-2] == "（又名" else []
        birth = f"{draw.randint(1950, 2001)}年{draw.randint(1, 12)}月{draw.randint(1, 28)}日出生"
        line.append("，" + "，".join(draw.choice(([person.sex, "汉族", birth], [person.sex, birth, "汉族"]))))
        county, house = self.make.place()
        line += [f"，住{county}", _Bit(house, "address", "mask", house)]
        if draw.random() < 0.6:
            line += ["，公民身份号码", self.number_of(self.make.identity(), "identity")]
        if draw.random() < 0.3:
            line += ["，联系电话", self.number_of(self.make.phone(), "phone")]
        self.page.line(*line, "。")

    def _organisation(self, role: str, company: Company, *, short: bool) -> None:
        line: list[str | _Bit] = [f"{role}{self.colon}", self._company_bit(company)]
        if short:
            quotes = self.draw.choice(("“”", '""', "  "))
            line += [
                f"（以下简称{quotes[0].strip()}",
                _Bit(company.short, "alias", "mask", company.name, "party"),
                f"{quotes[1].strip()}）",
            ]
        county, house = self.make.place()
        line += [f"，住所地{county}", _Bit(house, "address", "mask", house)]
        if self.draw.random() < 0.5:
            line += ["，统一社会信用代码", self.number_of(self.make.social_credit_code(), "organisation-code")]
        agent = self.draw.choice(("委托诉讼代理人：", "委托代理人", f"{role}的委托诉讼代理人："))
        if self.draw.random() < 0.25:
            # Everything of a party in one line, without colons (DOMAIN.md §5).
            self.page.line(*line, "。法定代表人", self.who(self.chief, "representative"), "，总经理。")
        else:
            self.page.line(*line, "。")
            self.page.line("法定代表人：", self.who(self.chief, "representative"), "，总经理。")
        self.page.line(agent, self.stays(self.lawyer.name, "lawyer"), "，", self.stays(self.firm, "lawyer"), "律师。")

    def _company_bit(self, company: Company) -> _Bit:
        return _Bit(company.name, "organisation", "mask", company.name, "party")

    # ── the kinds of document ────────────────────────────────────────────────────────────────────────────────────
    def _civil(self) -> None:
        self._top("民事判决书", "民初")
        self._party("原告", self.first)
        short = self.draw.random() < 0.7
        self._organisation("被告", self.company, short=short)
        one, two = self.who(self.first), self._company_bit(self.company)
        self.page.line("原告", one, "与被告", two, f"{self._cause()}一案，本院于", self.stays(self.make.date(), "date"),
                       "立案后，依法适用简易程序，公开开庭进行了审理。本案现已审理终结。")  # fmt: skip
        called = _Bit(self.company.short, "alias", "mask", self.company.name, "party") if short else two
        self.page.line(
            one, "向本院提出诉讼请求：判令", called, "支付货款", self.stays(self.make.amount(), "amount"), "。"
        )
        self._facts(one, called)
        self._verdict(one, two)

    def _appeal(self) -> None:
        self._top("民事判决书", "民终")
        self._party("上诉人（原审被告）", self.first)
        self._party("被上诉人（原审原告）", self.second)
        one, two = self.who(self.first), self.who(self.second)
        self.page.line("上诉人", one, "因与被上诉人", two, f"{self._cause()}一案，不服", self.stays("云州市临水区人民法院", "court"),
                       self.stays(f"（2021）粤9901民初{self.draw.randint(1, 9999)}号", "case-number"), "民事判决，向本院提起上诉。")  # fmt: skip
        self.page.line(one, "上诉称：原审认定事实不清。", two, "辩称，原审判决正确。")
        self._facts(one, two)
        self._verdict(one, two)

    def _criminal(self) -> None:
        self._top("刑事判决书", "刑初")
        body = self.stays("云州市临水区人民检察院", "public-body")
        self.page.line("公诉机关", body, "。")
        line: list[str | _Bit] = ["被告人", self.who(self.first)]
        if self.draw.random() < 0.4:
            line += ["，绰号“", _Bit("阿" + self.draw.choice("彪鲲"), "alias", "mask", self.first.name, "party"), "”"]
        county, house = self.make.place()
        self.page.line(*line, f"，{self.first.sex}，1990年2月3日出生，汉族，初中文化，户籍所在地{county}",
                       _Bit(house, "address", "mask", house), "。因涉嫌犯盗窃罪于",
                       self.stays(self.make.date(), "date"), "被羁押于", self.stays("云州市看守所", "public-body"), "。")  # fmt: skip
        self.page.line(
            "辩护人：", self.stays(self.lawyer.name, "lawyer"), "，", self.stays(self.firm, "lawyer"), "律师。"
        )
        prosecutor = self.stays(self.make.person(plain=True).name, "prosecutor")
        self.page.line(body, "指派检察员", prosecutor, "出庭支持公诉。被告人", self.who(self.first), "及其辩护人",
                       self.stays(self.lawyer.name, "lawyer"), "到庭参加诉讼。")  # fmt: skip
        victim = self.who(self.make.person(plain=True), "third-person")
        witnesses = [self.who(self.make.person(plain=True), "third-person") for _ in range(2)]
        officer = self.who(self.make.person(plain=True), "third-person")
        self.page.line("经审理查明，", self.stays(self.make.date(), "date"), "，被告人", self.who(self.first), "窃取被害人", victim,
                       "的现金", self.stays(self.make.amount(), "amount"), "，后被民警", officer, "抓获。")  # fmt: skip
        self.page.line(
            "上述事实，有证人", witnesses[0], "、", witnesses[1], "的证言，被害人", victim, "的陈述等证据证实。"
        )
        self._verdict(self.who(self.first), None)

    def _administrative(self) -> None:
        self._top("行政判决书", "行初")
        self._party("原告", self.first)
        body = self.stays("云州市临水区市场监督管理局", "public-body")
        self.page.line("被告：", body, "，住所地广东省云州市临水区。")
        self.page.line("原告", self.who(self.first), "不服被告", body, "作出的行政处罚决定，于",
                       self.stays(self.make.date(), "date"), "向本院提起诉讼。")  # fmt: skip
        self._facts(self.who(self.first), body)
        self._verdict(self.who(self.first), None)

    def _enforcement(self) -> None:
        self._top("执行裁定书", "执")
        self._organisation("申请执行人", self.company, short=True)
        self._party("被执行人", self.first)
        one = self.who(self.first)
        self.page.line("本院依据已经发生法律效力的", self.stays(f"（2020）粤0103民初{self.draw.randint(1, 999)}号", "case-number"),
                       "民事判决，于", self.stays(self.make.date(), "date"), "立案执行，执行标的",
                       self.stays(self.make.amount(), "amount"), "。")  # fmt: skip
        self.page.line("查明，被执行人", one, "名下有车牌号为", self.number_of(self.make.plate(), "plate"), "的车辆，以及",
                       self.number_of(self.make.certificate(), "certificate"), "房产；账号",
                       self.number_of(self.make.bank_account(), "bank-account"), "的存款已扣划。")  # fmt: skip
        self._table()
        self.page.line("依照", self.stays("《中华人民共和国民事诉讼法》", "statute"), self.stays("第二百六十八条", "statute"),
                       "之规定，裁定如下：")  # fmt: skip
        self.page.line("终结本次执行程序。")

    def _payment_order(self) -> None:
        self._top("支付令", "民督")
        self._party("申请人", self.first)
        self._party("被申请人", self.second)
        self.page.line("申请人", self.who(self.first), "于", self.stays(self.make.date(), "date"), "向本院申请支付令，要求被申请人",
                       self.who(self.second), "给付", self.stays(self.make.amount(), "amount"), "。")  # fmt: skip
        self.page.line("依照", self.stays("《中华人民共和国民事诉讼法》", "statute"), self.stays("第二百二十七条", "statute"),
                       "规定，特发出如下支付令：")  # fmt: skip
        self.page.line(
            "被申请人",
            self.who(self.second),
            "应当自收到本支付令之日起十五日内给付申请人",
            self.who(self.first),
            "上述款项。",
        )

    def _compensation(self) -> None:
        self._top("国家赔偿决定书", "法赔")
        self._party("赔偿请求人", self.first)
        body = self.stays("云州市公安局", "public-body")
        self.page.line("赔偿义务机关：", body, "。")
        self.page.line(
            "赔偿请求人",
            self.who(self.first),
            "以",
            body,
            "违法拘留为由，向本院申请国家赔偿",
            self.stays(self.make.amount(), "amount"),
            "。",
        )
        self._verdict(self.who(self.first), None)

    # ── what several kinds share ─────────────────────────────────────────────────────────────────────────────────
    def _facts(self, one: _Bit, two: _Bit) -> None:
        county, house = self.make.place()
        self.page.line("经审理查明：", self.stays(self.make.date(), "date"), "，", one, "与", two, f"签订合同，约定送货至{county}",
                       _Bit(house, "address", "mask", house), "，货款", self.stays(self.make.amount(), "amount"), "。")  # fmt: skip
        if self.draw.random() < 0.5:
            witness = self.who(self.make.person(plain=True), "third-person")
            self.page.line(
                "证人",
                witness,
                "证实，货物已经送达。",
                one,
                "之妻",
                self.who(self.make.person(plain=True), "third-person"),
                "签收。",
            )
        if self.draw.random() < 0.3:
            # Masked in the source already: it stays as it is and must not be taken twice.
            self.page.line("另查明，案外人罗某1与本案无关，其身份证号为×××。")
        if self.draw.random() < 0.4:
            self._table()

    def _table(self) -> None:
        self.page.line("序号\t姓名\t账号\t金额", row=True)
        for index in range(1, self.draw.randint(2, 4)):
            payer = self.who(self.make.person(plain=True), "third-person")
            self.page.line(f"{index}\t", payer, "\t", self.number_of(self.make.bank_account(), "bank-account"), "\t",
                           self.stays(self.make.amount(), "amount"), row=True)  # fmt: skip

    def _verdict(self, one: _Bit, two: _Bit | None) -> None:
        self.page.line("依照", self.stays("《中华人民共和国民法典》", "statute"), self.stays("第五百七十七条", "statute"),
                       "之规定，判决如下：")  # fmt: skip
        if two is None:
            self.page.line("一、", one, "的诉讼请求予以处理，详见本判决；")
        else:
            self.page.line(
                "一、", two, "于本判决生效之日起十日内向", one, "支付", self.stays(self.make.amount(), "amount"), "；"
            )
        self.page.line("二、如不服本判决，可向", self.stays("广东省广州市中级人民法院", "court"), "提出上诉。")

    def _signature(self) -> None:
        gap = "\u3000" if self.spaced else ""
        titles = self.draw.choice((("审判员", "书记员"), ("审判长", "法官助理"), ("审判员", "代理书记员")))
        self.page.line(gap.join(titles[0]), gap * 2, self.stays(self.judge.name, "staff"))
        if titles[0] == "审判长":
            self.page.line(gap.join("人民陪审员"), gap * 2, self.stays(self.make.person(plain=True).name, "staff"))
        day = self.draw.choice(("二〇二五年三月十二日", "二○二四年十一月三日", "二〇二三年十二月二十九日"))
        self.page.line(self.stays(day, "date"))
        self.page.line(gap.join(titles[1]), gap * 2, self.stays(self.clerk.name, "staff"))

    def _note(self) -> None:
        self.page.line("注：本文书中", self.who(self.first), "的送达地址以其确认书为准。", note=True)
