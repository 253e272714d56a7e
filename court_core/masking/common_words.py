"""Everyday words of two and three characters (`resources/masking/common_words.txt`): what is one, is rarely a name."""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache

from court_core.masking.surnames import resource_lines


def _words() -> tuple[dict[str, str], frozenset[str]]:
    """Everyday words: of two characters, by the first one all that can follow; those listed one by one."""
    following: dict[str, str] = {}
    listed: set[str] = set()
    for line in resource_lines("masking/common_words.txt"):
        first, found, others = line.partition("=")
        if found:
            following[first] = following.get(first, "") + others
        else:
            listed.update(line.split())
    return following, frozenset(listed)


_FOLLOWING, _LISTED_WORDS = _words()


@cache
def word_heads() -> Counter[str]:
    """How many everyday words begin with a character."""
    heads = Counter({first: len(set(others)) for first, others in _FOLLOWING.items()})
    heads.update(word[0] for word in _LISTED_WORDS if len(word) > 2 or word[1] not in _FOLLOWING.get(word[0], ""))
    return heads


@lru_cache(maxsize=16384)
def is_common_word(text: str) -> bool:
    """Whether the two or three characters are an everyday word."""
    if len(text) == 2 and text[1] in _FOLLOWING.get(text[0], ""):
        return True
    return text in _LISTED_WORDS
