"""A party at the portal: opens the page, types case number and password, reads. Over HTTP, as a browser does."""

from __future__ import annotations

import html
import re

import httpx

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
_TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]+>", re.S)
_BLANKS = re.compile(r"[ \t]*\n\s*")


class PartyVisit:
    """One visitor with a browser's cookies. Nothing is remembered after `close`."""

    def __init__(self, portal_url: str) -> None:
        self._client = httpx.Client(base_url=portal_url, follow_redirects=True, timeout=20, trust_env=False)
        self.status = 0

    def sign_in(self, case_number: str, password: str) -> str:
        """Fill in the form of `/party` and read what comes; `status` tells how it went."""
        form = self._client.get("/party").raise_for_status()
        fields = {name: html.unescape(value) for name, value in _HIDDEN.findall(form.text)}
        fields |= {"case_number": case_number, "password": password}
        answer = self._client.post("/party", data=fields)
        self.status = answer.status_code
        return words_of(answer.text)

    def finds(self, wanted: str, document_id: str) -> bool:
        """Whether a search of the public page leads to that document or its notice."""
        answer = self._client.get("/documents", params={"q": wanted})
        self.status = answer.status_code
        return f"/documents/{document_id}" in answer.text

    def document(self, document_id: str) -> str:
        """One published document, or the notice in its place."""
        answer = self._client.get(f"/documents/{document_id}")
        self.status = answer.status_code
        return words_of(answer.text)

    def close(self) -> None:
        """Leave."""
        self._client.close()


def words_of(page: str) -> str:
    """The words of an HTML page, line by line."""
    return _BLANKS.sub("\n", html.unescape(_TAGS.sub("\n", page))).strip()
