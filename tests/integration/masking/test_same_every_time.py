"""The same input gives the same output: in another process too, where sets of strings have another order."""

from __future__ import annotations

import os
import subprocess
import sys

_MASK_ALL = """
import hashlib
from court_core.masking.engine import mask
from court_core.masking.profiles import load_profile
from tests.support.written_judgments import written_judgments
profile = load_profile("spc-2024")
for judgment in written_judgments():
    found = mask(judgment.text, profile)
    print(judgment.name, hashlib.sha256(repr((found.spans, found.review, found.notes)).encode()).hexdigest())
"""


def _masked(hash_seed: int) -> list[str]:
    environment = {**os.environ, "PYTHONHASHSEED": str(hash_seed)}
    ran = subprocess.run([sys.executable, "-c", _MASK_ALL], capture_output=True, text=True, env=environment, check=True)
    return ran.stdout.splitlines()


def test_every_judgment_is_masked_and_explained_alike_in_two_processes() -> None:
    first = _masked(1)
    assert len(first) > 100
    assert first == _masked(77)
