"""Words behind which a person is often named (证人, 之妻, 业务员, 原告), and where they stand in a text."""

from __future__ import annotations

from court_core.masking.patterns import on_demand
from court_core.resource_files import resource_path


def _words() -> dict[str, list[str]]:
    """Words after which a name often stands, by section of the data file."""
    sections: dict[str, list[str]] = {}
    here: list[str] = []
    for line in resource_path("masking/trigger_words.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            here = sections.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            here.extend(line.split())
    return sections


_WORDS = _words()
_PEOPLE, _KIN, _PARTIES = _WORDS["身份"], _WORDS["亲属"], _WORDS["当事人"]


SINGLE_KIN = frozenset(a + b for a in "之其的" for b in "妻夫父母子女兄弟姐妹孙叔伯舅姑嫂")


def _by_start(words: list[str]) -> dict[str, list[str]]:
    """Words by their first two characters, longest first: one look a place is faster than a long alternation."""
    table: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        table.setdefault(word[:2], []).append(word)
    return table


_TABLE = _by_start([*_PEOPLE, *_KIN, *SINGLE_KIN, *_PARTIES])
PEOPLE = frozenset(_PEOPLE)
KIN = frozenset(_KIN) | SINGLE_KIN
TRIGGERS = frozenset((*_PEOPLE, *_KIN, *SINGLE_KIN))
PARTIES = frozenset(_PARTIES)
_PAIR = on_demand(
    "[" + "".join(sorted({p[0] for p in _TABLE})) + "](?=[" + "".join(sorted({p[1] for p in _TABLE})) + "])"
)


def words_in(text: str) -> list[tuple[str, int]]:
    """Each trigger and party word that stands in the text, leftmost and longest, with the offset after it."""
    free = 0
    found: list[tuple[str, int]] = []
    for pair in _PAIR.finditer(text):
        at = pair.start()
        if at < free:
            continue
        for word in _TABLE.get(text[at : at + 2], ()):
            if text.startswith(word, at):
                end = at + len(word)
                # 经办人员, 书记员 are other words, and so is 的女 before 女儿.
                if text[end : end + 1] != "员" and not (word in SINGLE_KIN and text[at + 1 : at + 3] in _TABLE):
                    free = end
                    found.append((word, end))
                break
    return found
