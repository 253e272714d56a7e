"""Headers, cookies and forms of the portal: nothing from elsewhere, nothing kept, nothing posted by others."""

from __future__ import annotations

import ast
import hashlib
import logging
import re
from pathlib import Path

import pytest
from litestar.routes import HTTPRoute

from central_server.portal.app import create_portal
from central_server.portal.rendering import local_path
from court_core.resource_files import resource_path
from tests.support.court_world import CourtWorld, Visitor, form_token
from tests.support.log_watch import LogWatch

NUMBER = "（2026）粤0103执101号"
KEYS = re.compile(r'<script src="/static/keys\.js\?v=[0-9a-f]{12}" defer></script>')
KEYS_IN_TEMPLATE = """<script src="{{ static('keys.js') }}" defer></script>"""
PATHS = (
    "/",
    "/party",
    "/documents",
    "/no-such-page",
    "/static/portal.css",
    "/static/keys.js",
    "/documents/none",
    "/view",
    "/healthz",
    "/robots.txt",
)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_bears_the_security_headers(world: CourtWorld, path: str) -> None:
    headers = world.visitor().client.get(path, follow_redirects=False).headers

    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    # The public search pages load one file of ours; everything else, the parties' pages first, runs no script at all.
    source = "'self'" if path in ("/", "/documents") else "'none'"
    assert f"script-src {source};" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    if not path.startswith("/static"):
        assert headers["cache-control"] == "no-store"


def test_who_only_reads_public_pages_gets_no_cookie(world: CourtWorld) -> None:
    client = world.visitor().client

    for path in ("/", "/documents", "/documents?q=2026", "/documents/none", "/robots.txt"):
        assert "set-cookie" not in client.get(path).headers, path
    assert "form=" in client.get("/party").headers["set-cookie"]


def test_search_engines_are_kept_from_parties_pages_and_from_endless_searches(world: CourtWorld) -> None:
    answer = world.visitor().client.get("/robots.txt")

    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.text.splitlines() == [
        "User-agent: *",
        "Disallow: /party",
        "Disallow: /view",
        "Disallow: /documents?",
    ]


@pytest.mark.parametrize("path", ["/", "/documents", "/documents/none", "/healthz"])
def test_who_asks_for_the_head_alone_gets_it(world: CourtWorld, path: str) -> None:
    client = world.visitor().client
    whole, head = client.get(path), client.head(path)

    assert head.status_code == whole.status_code
    assert head.headers["content-type"] == whole.headers["content-type"]
    assert head.content == b""


def test_public_pages_travel_compressed_and_parties_pages_do_not(world: CourtWorld) -> None:
    client = world.visitor().client

    for path in ("/", "/documents", "/static/pico.min.css"):
        answer = client.get(path)
        assert answer.headers["content-encoding"] == "gzip", path
        assert int(answer.headers["content-length"]) < len(answer.content), path
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert "content-encoding" not in client.get("/party").headers
    assert "content-encoding" not in client.get("/", headers={"accept-encoding": "identity"}).headers


def test_a_page_asks_for_the_style_it_was_made_for(world: CourtWorld) -> None:
    client = world.visitor().client
    asked = re.findall(r'(?:href|src)="(/static/[^"]+)"', client.get("/").text)

    assert len(asked) == 5
    for address in asked:
        name, _, version = address.partition("?v=")
        content = resource_path(f"portal{name}").read_bytes()
        assert version == hashlib.sha256(content).hexdigest()[:12]
        assert client.get(address).content == content


def test_over_https_cookies_are_bound_to_the_host_and_https_is_demanded(world: CourtWorld) -> None:
    world.party(world.case(NUMBER), "陈申请")
    password = world.access.issue(NUMBER, "陈申请").password
    portal = create_portal(
        world.published, court_id=world.court_id, clock=world.clock, secure=True, hashing=world.hashing
    )
    visitor = Visitor(portal, "https://portal.example")

    page = visitor.client.get("/party")
    answer = visitor.client.post(
        "/party",
        data={"form_token": form_token(page.text), "case_number": NUMBER, "password": password},
        follow_redirects=False,
    )

    assert answer.status_code == 303
    cookies = [*page.headers.get_list("set-cookie"), *answer.headers.get_list("set-cookie")]
    assert sorted(cookie.partition("=")[0] for cookie in cookies) == ["__Host-form", "__Host-party"]
    for cookie in cookies:
        assert "Secure" in cookie
        assert "HttpOnly" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie
        assert "SameSite=strict" in cookie
    assert answer.headers["strict-transport-security"].startswith("max-age=")
    assert "陈申请" in visitor.get("/party")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Referer": "https://elsewhere.example/"}, 403),
    ],
)
def test_a_post_without_the_forms_token_is_refused(world: CourtWorld, headers: dict[str, str], status: int) -> None:
    posts = [route.path for route in world.portal.routes if isinstance(route, HTTPRoute) and "POST" in route.methods]
    assert sorted(posts) == ["/party", "/party/sign-out"]
    for path in posts:
        visitor = world.visitor()
        visitor.get("/party")
        answer = visitor.client.post(path, data={"case_number": NUMBER, "password": "x"}, headers=headers)
        assert answer.status_code == status
        assert "请重新打开查询页面" in answer.text


def test_a_token_of_another_visitor_or_from_another_site_is_refused(world: CourtWorld) -> None:
    foreign = form_token(world.visitor().get("/party"))
    visitor = world.visitor()
    own = form_token(visitor.get("/party"))

    for token, headers in (
        (foreign, {}),
        (own, {"Origin": "https://elsewhere.example"}),
        (own, {"Sec-Fetch-Site": "cross-site"}),
    ):
        answer = visitor.client.post("/party", data={"form_token": token}, headers=headers)
        assert "请重新打开查询页面" in answer.text


def test_a_program_without_any_mark_of_a_browser_needs_no_token(world: CourtWorld) -> None:
    """It carries nobody's cookies, so there is nothing to forge; the password is what it presents."""
    world.party(world.case(NUMBER), "陈申请")
    password = world.access.issue(NUMBER, "陈申请").password

    answer = world.visitor().client.post("/party", data={"case_number": NUMBER, "password": password})

    assert answer.status_code == 200
    assert "陈申请" in answer.text


@pytest.mark.parametrize(
    "target",
    ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "\\\\elsewhere", "javascript:1",
     "/ok\r\nSet-Cookie: a=b", "/\t/elsewhere.example", "party", ""],
)  # fmt: skip
def test_the_choice_of_view_never_leads_elsewhere(world: CourtWorld, target: str) -> None:
    assert local_path(target) == "/"
    answer = world.visitor().client.get("/view", params={"as": "large", "back": target}, follow_redirects=False)
    assert answer.headers["location"] == "/"


def test_large_type_and_contrast_are_kept_by_plain_links(world: CourtWorld) -> None:
    visitor = world.visitor()
    page = visitor.get("/documents?q=2026")
    larger = re.search(r'<a href="(/view[^"]*)"[^>]*>大字版', page)
    assert larger is not None

    after = visitor.get(larger[1].replace("&amp;", "&"))

    assert '<html lang="zh-CN" data-theme="light" class="large">' in after
    assert 'value="2026"' in after
    contrast = re.search(r'<a href="(/view[^"]*)"[^>]*>高对比度', after)
    assert contrast is not None
    assert 'class="large contrast"' in visitor.get(contrast[1].replace("&amp;", "&"))


def test_what_is_typed_comes_back_escaped(world: CourtWorld) -> None:
    visitor = world.visitor()
    attack = '"><script>alert(1)</script>'

    pages = [
        visitor.client.get(
            "/documents", params={"q": attack, "cause": attack, "judge": attack, "date_from": attack}
        ).text,
        visitor.client.post(
            "/party", data={"form_token": form_token(visitor.get("/party")), "case_number": attack}
        ).text,
        visitor.client.get("/documents/" + attack.replace("/", "%2F")).text,
    ]

    for page in pages:
        assert "<script" not in KEYS.sub("", page)


@pytest.mark.parametrize(
    "template", sorted(resource_path("portal/templates").glob("*.html")), ids=lambda path: path.name
)
def test_templates_hold_no_script_no_inline_style_and_trust_no_text(template: Path) -> None:
    text = template.read_text(encoding="utf-8")

    text = text.replace(KEYS_IN_TEMPLATE, "") if template.name == "base.html" else text
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=|\|\s*safe|autoescape false", text)
    assert not re.search(r"""(?:src|href|action)=["']?(?:https?:)?//""", text)


def test_a_form_that_is_too_large_or_of_another_kind_is_refused(world: CourtWorld) -> None:
    client = world.visitor().client

    assert (
        client.post(
            "/party", content=b"x" * 70_000, headers={"Content-Type": "application/x-www-form-urlencoded"}
        ).status_code
        == 413
    )
    assert client.post("/party", json=[1, 2]).status_code == 403
    assert client.put("/party").status_code == 405


def test_when_the_database_fails_the_page_says_so_and_the_log_quotes_nothing(
    world: CourtWorld, log_watch: LogWatch, caplog: pytest.LogCaptureFixture
) -> None:
    log_watch.expect("portal error")
    visitor = world.visitor()
    with world.published.connect() as connection:
        connection.exec_driver_sql("DROP TABLE published_document")
        connection.commit()

    with caplog.at_level(logging.ERROR):
        answer = visitor.client.get("/documents?q=机密词语")

    assert answer.status_code == 500
    assert "页面暂时打不开" in answer.text
    assert "机密词语" not in caplog.text
    assert "script-src 'none'" in answer.headers["content-security-policy"]


def test_the_portal_imports_nothing_that_knows_the_internal_database() -> None:
    """The import contract in pyproject.toml says the same; this one also sees imports inside functions."""
    forbidden = ("central_server.api", "central_server.services", "central_server.storage.internal",
                 "central_server.storage.release_tables", "central_server.storage.store", "central_server.bootstrap")  # fmt: skip
    seen: set[str] = set()
    waiting = [f"central_server.portal.{path.stem}" for path in Path("central_server/portal").glob("*.py")]
    while waiting:
        module = waiting.pop()
        if module in seen or not module.startswith(("central_server", "court_core")):
            continue
        seen.add(module)
        assert not module.startswith(forbidden), module
        path = Path(*module.split(".")).with_suffix(".py")
        if not path.exists():
            path = Path(*module.split("."), "__init__.py")
        if path.exists():
            waiting.extend(_imports(path))


def _imports(path: Path) -> list[str]:
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return names
