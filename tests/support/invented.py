"""Invented people, companies, addresses and numbers for generated judgments. Nobody here exists."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

SURNAMES = "黄陈李张何梁罗卢冯谭伍邓区麦招简霍关潘崔庞甘植冼练嵇粟涂柯阮"
COMPOUND = ("欧阳", "司马", "诸葛", "上官", "令狐", "慕容")
GIVEN = "伟良芷澜昶砚芃霖屿衡泓骁珩棠皓姝晟琛婧沅禾苒砺翀渝"
MINORITY = ("买合木提·吐逊江", "古丽帕夏·艾合买提", "扎西·次仁顿珠", "阿依努尔·卡德尔")
FOREIGN = ("Harold Quimbley", "Edwina Farthing", "Tobias Renwick")
WORD_NAMES = ("高峰", "黎明", "康庄", "向前", "安心", "时光", "温暖")
CITIES = (
    ("广东省", "广州市", "荔湾区"),
    ("广东省", "广州市", "越秀区"),
    ("广东省", "云州市", "临水区"),
    ("湖南省", "衡州市", "青芦县"),
    ("", "云州市", "石坪区"),
    ("广西壮族自治区", "梧岭市", "苍水县"),
)
STREETS = ("听涛中路", "望桥大道", "槐荫北街", "松鹤巷", "云栖里", "石塘新村", "翠湖花园")
BRANDS = ("昶澜", "翎岳", "骏湄", "云山鹭", "砚禾", "泓砺", "沛芃", "恒屿", "木棉汀")
TRADES = ("网络科技", "建筑工程", "物业管理", "商贸", "食品", "汽车销售服务", "餐饮管理")
FORMS = ("有限公司", "有限责任公司", "股份有限公司")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented; `short` is the form used after the first mention, often the same."""

    name: str
    sex: str = "男"


@dataclass(frozen=True, slots=True)
class Company:
    """An invented organisation with the short name that the header may declare."""

    name: str
    short: str
    region: str


class Invention:
    """Draws without repetition from one seed: in a judgment no two people share a name unless it is asked for."""

    def __init__(self, draw: Random) -> None:
        self.draw = draw
        self._taken: set[str] = set()

    def person(self, *, plain: bool = False) -> Person:
        """Mostly two or three characters; now and then a compound surname, a minority or a foreign name."""
        while True:
            name = self._name(0.5 if plain else self.draw.random())
            # A name inside another one would make two truths of one place.
            if not any(name in other or other in name for other in self._taken):
                self._taken.add(name)
                return Person(name, self.draw.choice("男女"))

    def _name(self, kind: float) -> str:
        if kind > 0.97:
            return self.draw.choice(FOREIGN)
        if kind > 0.93:
            return self.draw.choice(MINORITY)
        given = "".join(self.draw.sample(GIVEN, self.draw.choice((1, 2, 2, 2, 2))))
        if kind > 0.87:
            return self.draw.choice(COMPOUND) + given
        if kind > 0.84:
            return self.draw.choice(WORD_NAMES)
        return self.draw.choice(SURNAMES) + given

    def company(self) -> Company:
        """行政区划 + 字号 + 行业 + 组织形式."""
        while True:
            brand = self.draw.choice(BRANDS)
            if brand not in self._taken:
                break
        self._taken.add(brand)
        region = self.draw.choice(CITIES)[1]
        place = region if self.draw.random() < 0.5 else region.removesuffix("市")
        return Company(place + brand + self.draw.choice(TRADES) + self.draw.choice(FORMS), f"{brand}公司", region)

    def place(self) -> tuple[str, str]:
        """What may stay (down to the county) and what may not."""
        province, city, county = self.draw.choice(CITIES)
        house = f"{self.draw.choice(STREETS)}{self.draw.randint(1, 300)}号"
        if self.draw.random() < 0.6:
            house += f"{self.draw.randint(1, 20)}栋{self.draw.randint(101, 2805)}房"
        return province + city + county, house

    def identity(self) -> str:
        """18 characters of an invented birth; the check digit is right in most of them, as in life."""
        body = f"44010319{self.draw.randint(50, 99)}{self.draw.randint(1, 12):02}{self.draw.randint(1, 28):02}00{self.draw.randint(0, 9)}"
        weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
        check = "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11]
        return body + (check if self.draw.random() < 0.9 else self.draw.choice("0123456789"))

    def phone(self) -> str:
        """154 0000 …: a range that was never given out."""
        return f"1540000{self.draw.randint(0, 9999):04}"

    def bank_account(self) -> str:
        """19 digits."""
        return f"6222000000{self.draw.randint(0, 999999999):09}"

    def plate(self) -> str:
        """A letter that no city of the province has."""
        return f"粤O{self.draw.choice(('', '·'))}{self.draw.randint(10000, 99999)}"

    def certificate(self) -> str:
        """A certificate of real property: looks like a case number, and is none."""
        return f"粤（20{self.draw.randint(15, 23)}）云州市不动产权第{self.draw.randint(1, 9999):07}号"

    def social_credit_code(self) -> str:
        """18 characters of an organisation."""
        return f"91440101MA{self.draw.randint(0, 99999999):08}"

    def amount(self) -> str:
        """In yuan, as judgments print it."""
        return f"{self.draw.randint(1, 999)}{self.draw.choice(('000', '00', '5'))}{self.draw.choice(('', '.5'))}元"

    def date(self, first: int = 2021, last: int = 2025) -> str:
        """Year, month, day."""
        return f"{self.draw.randint(first, last)}年{self.draw.randint(1, 12)}月{self.draw.randint(1, 28)}日"
