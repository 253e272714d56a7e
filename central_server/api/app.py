"""The API as an application: its routes, its limits, its answers to errors."""

from __future__ import annotations

from litestar import Litestar, Response, get
from litestar.concurrency import sync_to_thread
from litestar.exceptions import HTTPException
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from central_server.api.access_routes import access_routes
from central_server.api.blob_routes import blob_routes
from central_server.api.bodies import Asked, json_answer
from central_server.api.desk import ApiDesk
from central_server.api.refusals import refuse, refuse_http, unexpected, without_database
from central_server.api.sync_routes import MAX_EXPORT_BYTES, sync_routes
from court_core.clock import instant_text
from court_core.errors import CourtError
from court_core.protocol.versions import PROTOCOL_VERSION, SCHEMA_VERSION


def create_api(desk: ApiDesk) -> Litestar:
    """The API of one court."""

    @get("/healthz", summary="Whether the server and its database answer")
    async def healthz() -> Response[bytes]:
        await sync_to_thread(_ask_database, desk)
        return json_answer(
            {
                "status": "ok",
                "protocol": PROTOCOL_VERSION,
                "schema": SCHEMA_VERSION,
                "server_time": instant_text(desk.clock.now()),
            }
        )

    @get("/openapi.json", include_in_schema=False)
    async def openapi(request: Asked) -> Response[bytes]:
        return json_answer(request.app.openapi_schema.to_schema())

    return Litestar(
        [healthz, openapi, *access_routes(desk), *sync_routes(desk), *blob_routes(desk)],
        exception_handlers={
            CourtError: refuse,
            HTTPException: refuse_http,
            OperationalError: without_database,
            Exception: unexpected,
        },
        # Every handler reads its body within a limit of its own; this is the outermost one.
        request_max_body_size=MAX_EXPORT_BYTES,
        openapi_config=OpenAPIConfig(
            title="Sunshine Clerk sync API",
            version=str(PROTOCOL_VERSION),
            path="/openapi",
            render_plugins=[JsonRenderPlugin()],
        ),
        logging_config=None,
    )


def _ask_database(desk: ApiDesk) -> None:
    with desk.store.read() as connection:
        connection.execute(text("SELECT 1"))
