"""Invented names of people, companies, streets and firms. Every organisation and address says 演示 in its name."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

SURNAMES = (
    "陈 林 黄 张 李 王 吴 刘 蔡 杨 许 郑 谢 郭 洪 邱 曾 廖 赖 徐 周 叶 苏 庄 江 吕 何 罗 高 萧 潘 简 朱 钟 彭 游 詹 胡 施 沈 "
    "余 卢 梁 赵 颜 柯 孙 魏 翁 戴 范 方 宋 邓 杜 傅 侯 曹 薛 阮 丁 卓 欧阳 司徒"
).split()
GIVEN_FIRST = "知 允 景 承 佳 思 泽 若 语 书 清 沐 嘉 以 昭 映 望 舒 屿 禾 岑 芮 砚 亦 桐 朗 叙 攸 祈 遥".split()
GIVEN_SECOND = "行 然 言 安 宁 和 远 川 舟 澜 衡 岚 棠 微 泊 野 笙 榆 瑜 恒 霖 朔 珩 苒 晗 圻 莞 澈 翊 楠".split()
TRADES = (
    "建材 餐饮管理 服饰 物流 电子科技 五金制品 装饰工程 茶叶贸易 食品 汽车维修 医药销售 文化传播 水产批发 玻璃制品 家具 "
    "房地产开发 机械设备 印刷包装 酒店用品 物业管理"
).split()
SHOP_NAMES = (
    "恒升 合顺 满泰 益丰 嘉和 广润 新禾 明达 祥源 金穗 协诚 众汇 南岸 西关 白鹤 永济 德胜 同德 兆丰 康宁".split()
)
FORMS = ("有限公司", "有限公司", "有限公司", "股份有限公司", "经营部", "商行")
STREETS = "芳村 茶滘 多宝 逢源 龙津 彩虹 金花 石围塘 花地 冲口 东漖 白鹤洞 桥中 海龙 西村".split()
BANKS = ("演示银行广州荔湾支行", "演示农村商业银行荔湾支行", "演示城市银行芳村支行")


class Names:
    """Draws invented names from a seeded source; no person's name is drawn twice."""

    def __init__(self, random: Random, taken: Iterable[str] = ()) -> None:
        self._random = random
        self._used = set(taken)

    def person(self) -> str:
        """A person's name of two to four characters."""
        while True:
            name = self._random.choice(SURNAMES) + self._random.choice(GIVEN_FIRST) + self._random.choice(GIVEN_SECOND)
            if name not in self._used:
                self._used.add(name)
                return name

    def company(self) -> str:
        """A company's name: 广州市荔湾区演示合顺建材有限公司."""
        while True:
            shop, trade, form = (self._random.choice(part) for part in (SHOP_NAMES, TRADES, FORMS))
            name = f"广州市荔湾区演示{shop}{trade}{form}"
            if name not in self._used:
                self._used.add(name)
                return name

    def bank(self) -> str:
        """A bank branch that does not exist."""
        return self._random.choice(BANKS)

    def law_firm(self) -> str:
        """A law firm that does not exist."""
        return f"广东演示{self._random.choice(SHOP_NAMES)}律师事务所"

    def address(self) -> str:
        """A street and number in a street that does not exist."""
        number, room = self._random.randint(2, 380), self._random.randint(101, 2806)
        return f"广州市荔湾区演示{self._random.choice(STREETS)}路{number}号{room}房"

    def id_number(self) -> str:
        """Eighteen digits with the area code 000000, which no identity card bears."""
        year, month, day = self._random.randint(1955, 2002), self._random.randint(1, 12), self._random.randint(1, 28)
        return f"000000{year}{month:02d}{day:02d}{self._random.randint(0, 9999):04d}"

    def credit_code(self) -> str:
        """A unified social credit code with the area code 000000, which no organisation bears."""
        return f"91000000DEMO{self._random.randint(0, 999999):06d}"

    def phone(self) -> str:
        """A number of an exchange that is not in use."""
        return f"020-0000{self._random.randint(0, 9999):04d}"
