"""Commands about web copies: mask, answer, confirm, the batch of the 20th, its review, withdrawal; and 隐名记忆."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

from clerk_app.cli.answers import Answer, record_json, table
from clerk_app.cli.command import Call, Subparsers
from court_core.errors import CourtError

if TYPE_CHECKING:
    from clerk_app.use_cases.desk import Desk
    from clerk_app.use_cases.originals import Originals
    from clerk_app.use_cases.web_copy_views import BatchRow, Decision, WebCopyView

_DECISIONS: dict[str, Decision] = {"accept": "accepted", "keep": "kept", "undo": ""}


def add_to(add: Subparsers) -> None:
    """Declare the commands."""
    masking = add("document mask", mask, "隐名：生成公开稿")
    masking.add_argument("id", metavar="ID")
    masking.add_argument("--profile", default="", metavar="P")
    masking.add_argument("--also", action="append", default=[], metavar="WORDS", help="另须隐去的词语，可多次")
    shown = add("document copy", show_copy, "公开稿正文与待核对之处")
    shown.add_argument("id", metavar="ID")
    _add_answer(add)
    confirming = add("document confirm", confirm, "确认公开稿")
    confirming.add_argument("id", metavar="ID")
    batch = add("document submit", submit, "报送当月公开稿，并逐件核对")
    batch.add_argument("--month", default="", metavar="2026-11")
    batch.add_argument("--dry-run", action="store_true", help="只核对，不报送")
    review = add("document review", review_step, "审管办审核")
    review.add_argument("step", choices=("list", "pass", "return"))
    review.add_argument("id", nargs="?", default="", metavar="ID")
    review.add_argument("--reason", default="", metavar="T")
    review.set_defaults(wrong=review.error)
    back = add("document withdraw", withdraw, "撤回已公开的文书")
    back.add_argument("id", metavar="ID")
    back.add_argument("--reason", required=True, metavar="T")
    history = add("document steps", steps, "文书流转记录")
    history.add_argument("id", metavar="ID")
    add("masking-rule list", list_rules, "隐名记忆")
    rule = add("masking-rule add", add_rule, "记入隐名记忆")
    rule.add_argument("action", choices=("mask", "keep"))
    rule.add_argument("words", metavar="WORDS")
    rule.add_argument("--note", default="", metavar="T")
    revoked = add("masking-rule revoke", revoke_rule, "停用一条隐名记忆")
    revoked.add_argument("id", metavar="ID")


def _add_answer(add: Subparsers) -> None:
    answer = add("document answer", answer_one, "答复公开稿的一处")
    answer.add_argument("id", metavar="ID")
    where = answer.add_mutually_exclusive_group(required=True)
    where.add_argument("--place", type=int, metavar="N")
    where.add_argument("--finding", type=int, metavar="N")
    what = answer.add_mutually_exclusive_group(required=True)
    for name, words in (("accept", "认可"), ("keep", "保留原文"), ("undo", "收回答复")):
        what.add_argument(f"--{name}", dest="decision", action="store_const", const=_DECISIONS[name], help=words)
    what.add_argument("--change", default=None, metavar="TEXT")
    what.add_argument("--same-as", type=int, default=None, metavar="N")
    what.add_argument("--reason", default=None, metavar="T", help="检查发现的一处为什么可以这样公开")
    answer.add_argument("--everywhere", action="store_true", help="全文同样的词语")
    answer.add_argument("--remember", action="store_true", help="记入隐名记忆")
    answer.set_defaults(wrong=answer.error)


def mask(call: Call) -> Answer:
    """Masks a document and says what is to be answered."""
    from clerk_app.use_cases.mask_document import mask_also, mask_document
    from clerk_app.use_cases.web_copies import web_copy

    given = call.arguments
    with call.desk() as desk:
        originals = _originals()
        mask_document(desk, originals, given.id, given.profile)
        for words in given.also:
            mask_also(desk, originals, given.id, words, remember=False)
        return _copy_answer(web_copy(desk, originals, given.id))


def show_copy(call: Call) -> Answer:
    """The copy's text, and what is open."""
    from clerk_app.use_cases.web_copies import web_copy

    with call.desk() as desk:
        copy = web_copy(desk, _originals(), call.arguments.id)
    return Answer(asdict(copy), (copy.masked.rstrip("\n"), *_open_lines(copy)))


def answer_one(call: Call) -> Answer:
    """Answers one place, or one finding with a reason."""
    with call.desk() as desk:
        return _copy_answer(_answered(call, desk, _originals()))


def _answered(call: Call, desk: Desk, originals: Originals) -> WebCopyView:
    from clerk_app.use_cases import answer_review as jobs

    given = call.arguments
    if given.finding is not None:
        if given.reason is None and given.decision != "":
            given.wrong("--finding 要写 --reason，或用 --undo 收回")
        return jobs.answer_finding(desk, originals, given.id, given.finding, given.reason or "")
    if given.reason is not None:
        given.wrong("--reason 用于 --finding")
    if given.same_as is not None:
        return jobs.same_as(desk, originals, given.id, given.place, given.same_as)
    decision: Decision = "changed" if given.change is not None else given.decision
    return jobs.decide(
        desk,
        originals,
        given.id,
        given.place,
        decision,
        given.change or "",
        everywhere=given.everywhere,
        remember=given.remember,
    )


def confirm(call: Call) -> Answer:
    """Confirms the copy."""
    from clerk_app.use_cases.confirm_copy import confirm_copy

    with call.desk() as desk:
        confirm_copy(desk, _originals(), call.arguments.id)
        return _document_answer(desk, call.arguments.id)


def submit(call: Call) -> Answer:
    """Submits the batch, or only accounts for it."""
    from clerk_app.use_cases import submit_batch as jobs

    given = call.arguments
    with call.desk() as desk:
        report = (jobs.batch_report if given.dry_run else jobs.submit_batch)(desk, given.month)
    counts = f"{report.month}：已报送 {len(report.submitted)} 件，不上网公开 {len(report.withheld)} 件，尚缺 {len(report.missing)} 件。"
    new = () if given.dry_run else (f"本次报送 {report.new} 件。",)
    return Answer(
        _plain(asdict(report)),
        (
            *new,
            counts,
            *_rows("尚缺", report.missing),
            *_rows("以前月份补报", report.late),
            *_rows("以前月份尚缺", report.overdue),
        ),
    )


def review_step(call: Call) -> Answer:
    """Lists what waits for 审管办, passes one, or returns one with a reason."""
    from clerk_app.use_cases import review_documents as jobs

    given = call.arguments
    if given.step != "list" and not given.id:
        given.wrong("要写文书的 ID")
    with call.desk() as desk:
        if given.step == "pass":
            jobs.pass_document(desk, given.id)
        elif given.step == "return":
            jobs.return_document(desk, given.id, given.reason)
        else:
            rows = jobs.documents_to_review(desk)
            lines = (
                (row.document_id, row.case_number, row.title, row.judge, row.status_label, row.month) for row in rows
            )
            return Answer([_plain(asdict(row)) for row in rows], table(lines, "没有待审的文书。"))
        return _document_answer(desk, given.id)


def withdraw(call: Call) -> Answer:
    """Withdraws a published document."""
    from clerk_app.use_cases.review_documents import withdraw_document

    with call.desk() as desk:
        withdraw_document(desk, call.arguments.id, call.arguments.reason)
        return _document_answer(desk, call.arguments.id)


def steps(call: Call) -> Answer:
    """The ledger of a document."""
    from clerk_app.use_cases.document_ledger import document_steps

    with call.desk() as desk:
        rows = document_steps(desk, call.arguments.id)
    lines = ((row.made_on, row.action_label, row.status_label, row.made_by, row.month, row.reason) for row in rows)
    return Answer([_plain(asdict(row)) for row in rows], table(lines, "还没有流转记录。"))


def list_rules(call: Call) -> Answer:
    """隐名记忆, those in force first."""
    from clerk_app.use_cases.masking_rules import masking_rules

    with call.desk() as desk:
        rows = masking_rules(desk)
    lines = (
        (row.id, row.action_label, row.words, row.note, row.made_by, row.made_on, "已停用" if row.revoked else "")
        for row in rows
    )
    return Answer([_plain(asdict(row)) for row in rows], table(lines, "还没有隐名记忆。"))


def add_rule(call: Call) -> Answer:
    """Adds a rule."""
    from clerk_app.use_cases.masking_rules import add_masking_rule

    given = call.arguments
    with call.desk() as desk:
        saved = add_masking_rule(desk, given.action, given.words, given.note)
        return _record_answer(desk, "masking_rule", saved.record_id, "已记入隐名记忆。")


def revoke_rule(call: Call) -> Answer:
    """Takes a rule out of force."""
    from clerk_app.use_cases.masking_rules import revoke_masking_rule

    with call.desk() as desk:
        saved = revoke_masking_rule(desk, call.arguments.id)
        return _record_answer(desk, "masking_rule", saved.record_id, "已停用。")


def _originals() -> Originals:
    from clerk_app.use_cases.originals import Originals

    return Originals()


def _copy_answer(copy: WebCopyView) -> Answer:
    """How far the copy is; no word of the original but what is open."""
    spans = [asdict(span) for span in copy.spans if span.is_open]
    findings = [asdict(finding) for finding in copy.findings if finding.is_open]
    data = {
        "id": copy.document_id,
        "status": copy.status,
        "profile": copy.profile,
        "title": copy.title,
        "replaced": sum(span.replacement != span.original for span in copy.spans),
        "open_count": copy.open_count,
        "open_places": spans,
        "open_findings": findings,
        "notes": list(copy.notes),
        "remembered": list(copy.remembered),
    }
    first = f"{copy.status_label}：隐去 {data['replaced']} 处，待核对 {copy.open_count} 处（{copy.profile_label}）。"
    return Answer(data, (first, *copy.notes, *_open_lines(copy)))


def _open_lines(copy: WebCopyView) -> tuple[str, ...]:
    places = (
        f"  --place {span.number}  {span.kind_label}：{span.original} → {'（未隐去）' if span.left else span.replacement}（{span.why}）"
        for span in copy.spans
        if span.is_open
    )
    findings = (
        f"  --finding {item.number}  {item.check_label}：{item.place} {item.excerpt}（{item.what_to_do}）"
        for item in copy.findings
        if item.is_open
    )
    return (*places, *findings)


def _document_answer(desk: Desk, document_id: str) -> Answer:
    from court_core.records.types import DOCUMENT

    with desk.store.read() as reader:
        record = reader.get("document", document_id)
    if record is None:
        raise CourtError("document.unknown")
    label = DOCUMENT.by_name["status"].choice_label(str(record["status"]))
    return Answer(record_json(record), (f"文书：{label}。",))


def _record_answer(desk: Desk, record_type: str, record_id: str, sentence: str) -> Answer:
    from clerk_app.cli.answers import saved_json

    return Answer(saved_json(desk, record_type, record_id), (sentence,))


def _rows(words: str, rows: Iterable[BatchRow]) -> tuple[str, ...]:
    return tuple(f"  {words}：{row.case_number} {row.title}（{row.judge}，{row.status_label}）" for row in rows)


def _plain(value: object) -> object:
    """Dates as ISO text."""
    return json.loads(json.dumps(value, ensure_ascii=False, default=str))
