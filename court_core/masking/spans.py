"""What masking finds, what it puts there, and what it hands back: frozen values with offsets into the text as read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "person",
    "organisation",
    "alias",
    "address",
    "identity",
    "passport",
    "permit",
    "phone",
    "bank-account",
    "organisation-code",
    "plate",
    "vehicle",
    "certificate",
    "email",
    "online-account",
    "web-address",
    "health",
    "deleted-part",
    "other-number",
]
"""What a span is. `alias` is another name of a person or the short name of an organisation; its `entity`
says whose. `deleted-part` is a part that a profile drops (liwan-2013: 诉称 and 答辩)."""

Group = Literal["party", "representative", "agent", "lawyer", "third-person", "public-body"]
"""Place of a name in the case: party, its legal representative, an agent who is no lawyer, a lawyer or legal
worker, anybody else who is named, and authorities (which are never masked)."""

Nature = Literal["person", "organisation", "public-body"]


@dataclass(frozen=True, slots=True)
class Found:
    """One span that a detector wants to be considered. `start` and `end` count characters of the original text.

    `entity` is the key of the entity map ("" for none): for a person the full name in plain form, for an
    organisation its full name in plain form; short names and other names carry the entity they belong to.
    `why` is one short Chinese phrase for the clerk (当事人首部：原告). `sure` is 0 to 1; below
    `SURE_ENOUGH` the span goes to the review list as well. `role` is the Chinese word for the place in the case
    (原告, 证人, 被害人, 法定代表人), by which a profile such as spc-2016 decides; "" where it is not known, and
    several joined by 、 where a person is called by several (民警、被害人).
    """

    start: int
    end: int
    kind: Kind
    entity: str
    why: str
    sure: float
    role: str = ""
    group: Group = "third-person"


SURE_ENOUGH = 0.7
"""Below this a replacement is shown to the clerk first."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """One span that is replaced: what stood there, what stands there now, why and how sure."""

    start: int
    end: int
    kind: Kind
    original: str
    replacement: str
    why: str
    sure: float
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A span that was left as it is, and that a person should look at."""

    start: int
    end: int
    kind: Kind
    original: str
    why: str
    sure: float


@dataclass(frozen=True, slots=True)
class MaskResult:
    """The masked text; its replacements, sorted and disjoint; what a person should look at; remarks in Chinese.

    `also` are the masked forms of the further texts that were given along (title, file name), in their order.
    """

    text: str
    spans: tuple[Replacement, ...]
    review: tuple[Replacement | Doubt, ...]
    notes: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """One name of the party header, in the place where it was declared.

    `name` is in plain form (see `plain.plain_name`), `role` the Chinese role word without its number
    (被告, 法定代表人), `rest` what follows the name in its unit of the header (sex, birth, address, firm).
    """

    start: int
    end: int
    name: str
    role: str
    group: Group
    nature: Nature
    rest: str = ""
    rest_start: int = 0


@dataclass(frozen=True, slots=True)
class Header:
    """The party header: from the first role line to its end, and the names declared in it, in order."""

    start: int
    end: int
    mentions: tuple[Mention, ...]
