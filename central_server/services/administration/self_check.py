"""What keeps this server from working safely: each part's state in words, with what to do about it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from central_server.services.identity.key_store import KeyStore
from central_server.services.identity.meta import ServedCourt
from central_server.storage.engine import is_sqlite
from central_server.storage.secret_file import open_to_others
from central_server.storage.store import RecordStore
from court_core.errors import CourtError


@dataclass(frozen=True, slots=True)
class Check:
    """One line of `doctor`: `state` is `ok`, `warning` or `failed`; `remedy` says what to do."""

    name: str
    label: str
    state: str
    text: str
    remedy: str


def check_server(
    court: ServedCourt, store: RecordStore, published: Engine, keys: KeyStore, files: Path
) -> tuple[Check, ...]:
    """All parts of an opened server. That it could be opened is itself the check of the internal database."""
    return (
        Check("database", "内部库", "ok", f"{court.name}（{court.code}）。", ""),
        *_database_rights(store.engine, "database-rights", "内部库文件"),
        _published(published),
        *_database_rights(published, "published-rights", "公开库文件"),
        _key(keys),
        _files(files),
    )


def _published(published: Engine) -> Check:
    label = "公开库"
    try:
        with published.connect() as connection:
            connection.execute(text("SELECT 1"))
    except OperationalError as error:
        return Check("published", label, "failed", f"不能使用（{type(error.orig).__name__}）。", "请核对地址和账号。")
    return Check("published", label, "ok", "连接正常。", "")


def _key(keys: KeyStore) -> Check:
    label = "服务器私钥"
    try:
        keys.read()
        if keys.is_in_database():
            remedy = "请启动一次 central-server serve，它会移到单独的文件；旧的数据库备份请妥善保管。"
            return Check("key", label, "warning", "还存放在数据库中（旧版本）。", remedy)
        rights = open_to_others(keys.path)
    except CourtError as error:
        return Check("key", label, "failed", error.message, error.remedy)
    if rights:
        remedy = f"请立即执行 chmod 600 {keys.path}，并核对谁能登录这台机器。"
        return Check("key", label, "failed", f"{keys.path} 的权限 {rights} 太宽，其他账号也能读。", remedy)
    return Check("key", label, "ok", f"{keys.path}，只有服务账号能读。", "")


def _database_rights(engine: Engine, name: str, label: str) -> Iterator[Check]:
    """A file of the court's records is as secret as its paper: it, or the folder it is in, must be closed to others."""
    if not is_sqlite(engine) or os.name == "nt":
        return
    path = Path(str(engine.url.database))
    if open_to_others(path) and _may_be_entered(path.parent):
        remedy = f"请执行 chmod 700 {path.absolute().parent}，只让服务账号进入该目录。"
        yield Check(name, label, "warning", f"{path} 其他账号也能读。", remedy)
    else:
        yield Check(name, label, "ok", "只有服务账号能读。", "")


def _files(files: Path) -> Check:
    label = "文件目录"
    existing = next(folder for folder in (files.absolute(), *files.absolute().parents) if folder.exists())
    if not os.access(existing, os.W_OK | os.X_OK):
        return Check("files", label, "failed", f"不能写 {files}。", "请核对目录权限。")
    if files.exists() and os.name != "nt" and _may_be_entered(files) and _may_be_entered(files.absolute().parent):
        return Check("files", label, "warning", f"{files} 其他账号也能进入。", f"请执行 chmod 700 {files}。")
    return Check("files", label, "ok", f"{files}。", "")


def _may_be_entered(folder: Path) -> bool:
    return bool(stat.S_IMODE(folder.stat().st_mode) & (stat.S_IXGRP | stat.S_IXOTH))
