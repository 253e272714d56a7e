"""Pages from templates: everything escaped, nothing undefined, and the visitor's choice of type size and contrast."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Response
from litestar.datastructures import Cookie
from litestar.enums import MediaType

from central_server.portal.desk import PortalDesk
from central_server.portal.forms import FORM_FIELD, Visit, form_token
from central_server.portal.headers import KEYS_POLICY
from court_core.resource_files import resource_path
from court_core.rules.dates import chinese_date

_COOKIE = "view"
_YEAR_SECONDS = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class View:
    """How a visitor reads: with large type, with high contrast (适老化)."""

    large: bool = False
    contrast: bool = False

    @classmethod
    def of(cls, text: str | None) -> View:
        """From the cookie's or the link's words; anything else reads as the usual view."""
        words = (text or "").split("-")
        return cls("large" in words, "contrast" in words)

    @property
    def text(self) -> str:
        """`large-contrast`, `large`, `contrast`, or `usual`."""
        return "-".join([word for word, on in (("large", self.large), ("contrast", self.contrast)) if on]) or "usual"

    @property
    def css_class(self) -> str:
        """The classes of the page's root."""
        return "" if self.text == "usual" else self.text.replace("-", " ")


class Pages:
    """Renders the portal's templates."""

    def __init__(self, desk: PortalDesk) -> None:
        self._desk = desk
        self._environment = Environment(
            loader=FileSystemLoader(resource_path("portal/templates")),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["day"] = _day
        self._environment.globals["static"] = _static

    def page(
        self,
        visit: Visit,
        template: str,
        *,
        status: int = 200,
        keys: bool = False,
        posts: bool = False,
        **context: object,
    ) -> Response[str]:
        """An HTML answer. Templates see `court_name`, `view` and links to change it; one that `posts` its `form_token` too.

        `keys` loads the little script of the public pages (“/” goes to the search field); all works without it too. Whoever
        only reads the public pages gets no cookie.
        """
        cookies = []
        if posts:
            token, cookie = form_token(self._desk, visit)
            context |= {"form_field": FORM_FIELD, "form_token": token}
            cookies = [cookie] if cookie is not None else []
        view = View.of(visit.cookies.get(_COOKIE))
        here = visit.url.path + (f"?{visit.url.query}" if visit.url.query else "")
        content = self._environment.get_template(template).render(
            court_name=self._desk.court_name(),
            view=view,
            larger_url=_view_url(View(not view.large, view.contrast), here),
            contrast_url=_view_url(View(view.large, not view.contrast), here),
            path=visit.url.path,
            keys=keys,
            **context,
        )
        headers = {"Content-Security-Policy": KEYS_POLICY} if keys else {}
        return Response(content, media_type=MediaType.HTML, status_code=status, cookies=cookies, headers=headers)

    def broken(self, reference: str) -> Response[str]:
        """The answer when nothing can be read any more, not even the court's name."""
        content = self._environment.get_template("broken.html").render(reference=reference)
        return Response(content, media_type=MediaType.HTML, status_code=500)

    def view_cookie(self, view: View) -> Cookie:
        """Remembers the choice for a year; it says nothing about who the visitor is."""
        return Cookie(
            key=_COOKIE,
            value=view.text,
            path="/",
            max_age=_YEAR_SECONDS,
            httponly=True,
            secure=self._desk.secure,
            samesite="lax",
        )


def local_path(target: str) -> str:
    """A path of this site to go back to; the home page for anything that could lead elsewhere."""
    parts = urlsplit(target)
    elsewhere = parts.scheme or parts.netloc or not target.startswith("/") or target.startswith(("//", "/\\"))
    unprintable = any(character <= " " or character == "\\" or character == "\x7f" for character in target)
    return "/" if elsewhere or unprintable or len(target) > 1000 else target


def _view_url(view: View, back: str) -> str:
    return "/view?" + urlencode({"as": view.text, "back": back})


@cache
def _static(name: str) -> str:
    """The address of a file of ours, another one when the file is another: a page never meets the style of an older program."""
    content = resource_path(f"portal/static/{name}").read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"


def _day(value: date | None) -> str:
    return chinese_date(value) if value is not None else "—"
