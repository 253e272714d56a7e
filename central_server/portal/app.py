"""The portal as an application: `create_portal` puts its parts together over the published database alone.

Nothing here can name the internal database: the import contract of pyproject.toml and tests/portal keep it so.
"""

from __future__ import annotations

import logging
import secrets
import traceback

from litestar import Litestar, Response
from litestar.config.compression import CompressionConfig
from litestar.datastructures.headers import CacheControlHeader
from litestar.exceptions import HTTPException
from litestar.static_files import create_static_files_router
from sqlalchemy import Engine

from central_server.portal.desk import PortalDesk
from central_server.portal.forms import Visit
from central_server.portal.headers import security_headers
from central_server.portal.party_routes import party_routes
from central_server.portal.public_routes import public_routes
from central_server.portal.rendering import Pages
from central_server.storage.published_password import PasswordHashing
from court_core.clock import Clock
from court_core.errors import CourtError
from court_core.ids import new_id
from court_core.resource_files import resource_path

_LARGEST_FORM = 64 * 1024
_MESSAGES = {
    400: ("提交的内容无法识别", "请返回上一页重新填写。"),
    404: ("没有找到这个页面", "它可能已被撤回，或者地址有误。请从首页重新查找。"),
    405: ("不能这样打开这个页面", "请从首页重新进入。"),
    413: ("提交的内容太长", "请返回上一页，缩短后重新填写。"),
}

log = logging.getLogger(__name__)


def create_portal(
    published: Engine,
    *,
    court_id: str,
    clock: Clock,
    secure: bool = False,
    form_secret: bytes | None = None,
    hashing: PasswordHashing | None = None,
) -> Litestar:
    """The portal of one court over its published database.

    `secure`: visitors come over https. `form_secret`: the same bytes for every process that serves this portal; by
    default fresh ones, with which forms opened before a restart have to be opened again.
    """
    desk = PortalDesk(
        published, court_id, clock, hashing or PasswordHashing(), form_secret or secrets.token_bytes(32), secure
    )
    pages = Pages(desk)
    static = create_static_files_router(
        path="/static",
        directories=[resource_path("portal/static")],
        cache_control=CacheControlHeader(max_age=24 * 3600, public=True),
    )

    def refused(request: Visit, error: CourtError) -> Response[str]:
        return pages.page(request, "message.html", status=403, title=error.message, text=error.remedy)

    def http_error(request: Visit, error: HTTPException) -> Response[str]:
        title, text = _MESSAGES.get(error.status_code, _MESSAGES[400])
        return pages.page(request, "message.html", status=error.status_code, title=title, text=text)

    def our_bug(_request: Visit, error: Exception) -> Response[str]:
        reference = new_id()
        # The places in our code, not the message: a database's message quotes what was being written.
        places = "".join(traceback.format_tb(error.__traceback__))
        log.error("portal error %s: %s\n%s", reference, type(error).__name__, places)
        return pages.broken(reference)

    return Litestar(
        [*party_routes(desk, pages), *public_routes(desk, pages), static],
        exception_handlers={CourtError: refused, HTTPException: http_error, Exception: our_bug},
        # Not the parties' pages: what is typed stands there beside the form's token, and lengths would tell of it.
        compression_config=CompressionConfig(backend="gzip", gzip_compress_level=6, exclude="^/party"),
        before_send=[security_headers(secure=secure)],
        openapi_config=None,
        logging_config=None,
        request_max_body_size=_LARGEST_FORM,
        debug=False,
    )
