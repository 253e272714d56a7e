"""Error texts around documents: part of the one table in `error_texts`, kept apart for its length."""

from __future__ import annotations

from court_core.error_text import ErrorText

DOCUMENT_ERROR_TEXTS: dict[str, ErrorText] = {
    # masking: 隐名 (DOMAIN §5)
    "masking.profile-unknown": ErrorText("没有名为“{name}”的隐名规则。", "可用的规则：{known}。"),
    # web-copy: 公开稿 (DOMAIN §5)
    "web-copy.unreadable": ErrorText("公开稿的内容读不出来。", "请重新隐名；原件不受影响。"),
    "web-copy.missing": ErrorText("这份文书还没有公开稿。", "请先隐名。"),
    "web-copy.outdated": ErrorText("原件在隐名之后换过。", "请重新隐名，再确认。"),
    "web-copy.unanswered": ErrorText("还有 {count} 处没有核对。", "请逐处处理：接受、保留、改写，或写明理由。"),
    "web-copy.leak": ErrorText("公开稿里还有应当隐去的内容（{count} 处）。", "请在核对画面逐处处理后再确认。"),
    # withholding: 不上网公开 (法释〔2016〕19号 第4、6、12条)
    "withholding.ground-unknown": ErrorText("没有编号为“{ground}”的不上网公开事由。", "可用的事由：{known}。"),
    "withholding.step-not-allowed": ErrorText("不上网公开现为“{status}”，不能{action}。", "请核对审批进度。"),
    "withholding.not-your-step": ErrorText("您没有{action}不上网公开的权限。", "请由{roles}办理这一步。"),
    "withholding.unknown": ErrorText("没有这条不上网公开记录。", "请刷新后再选。"),
    "withholding.reason-missing": ErrorText("还没有填写理由。", "请写明具体理由，随卷备查。"),
    # document-step: 文书办理进度
    "document-step.not-allowed": ErrorText("文书现为“{status}”，不能{action}。", "请先完成前一步。"),
    "document-step.not-yours": ErrorText("您没有{action}文书的权限。", "请由{roles}办理这一步。"),
    # 文书文件的检查与加盖 (document.*)
    "document.empty": ErrorText("文件是空的。", "请重新导出或换一个文件。"),
    "document.too-big": ErrorText("文书文件有 {size} MB，超过上限 {limit} MB。", "请压缩图片或拆分文件后再登记。"),
    "document.unreadable": ErrorText("打不开文书文件“{name}”。", "请确认文件还在、没有被其他程序占用。"),
    "document.password": ErrorText("文书文件设有打开密码。", "请用 Word 或 WPS 打开，取消密码后另存为 .docx。"),
    "document.legacy-doc": ErrorText("这是旧版 .doc 文件。", "请用 Word 或 WPS 打开，另存为 .docx。"),
    "document.rtf": ErrorText("这是 RTF 文件。", "请用 Word 或 WPS 打开，另存为 .docx。"),
    "document.pdf": ErrorText("这是 PDF 文件。", "请登记制作它的 .docx 原件。"),
    "document.not-docx": ErrorText("这不是 .docx 文件。", "请用 Word 或 WPS 打开原件，另存为 .docx。"),
    "document.not-word": ErrorText("这不是 Word 文书，可能是表格或演示文稿。", "请选择文书的 .docx 文件。"),
    "document.damaged": ErrorText("文件已损坏或不完整。", "请用 Word 或 WPS 打开修复并另存，或重新复制。"),
    "document.locked-entry": ErrorText("压缩包内的内容有密码。", "请用 Word 或 WPS 重新另存为 .docx。"),
    "document.bomb": ErrorText(
        "文件展开后过大，可能有害，未打开。", "请用 Word 或 WPS 另存一份；来历不明的文件请告诉电脑管理员。"
    ),
    "document.names": ErrorText("文件内部有重复或异常的名称，可能有害，未打开。", "请用 Word 或 WPS 另存一份再登记。"),
    "document.doctype": ErrorText("文件内部含有外部实体定义，可能有害，未打开。", "请用 Word 或 WPS 另存一份再登记。"),
    "document.encoding": ErrorText("文件内部编码不是 UTF-8。", "请用 Word 或 WPS 打开，另存为 .docx。"),
    "document.macro": ErrorText("文件含有宏。", "请用 Word 或 WPS 另存为不含宏的 .docx。"),
    "document.strict": ErrorText("文件是“严格”格式的 .docx。", "请在 Word 中另存为普通的 Word 文档（.docx）。"),
    "document.other-inside": ErrorText("文件中嵌套了另一份文档。", "请把嵌套内容复制到正文后另存。"),
    "document.external": ErrorText("文件链接了外部内容（{kind}），打开时会访问网络。", "请断开链接、嵌入图片后另存。"),
    "document.no-body": ErrorText("文件里没有正文。", "请用 Word 或 WPS 检查后另存。"),
    "document.unknown": ErrorText("没有这份文书。", "请刷新文书列表后再选。"),
    "document.kind-unknown": ErrorText("没有名为“{kind}”的文书种类。", "可用的种类：{known}。"),
    "document.file-missing": ErrorText("这份文书的文件还没有传到本机。", "请联网同步后再打开。"),
    "document.not-withheld": ErrorText("这份文书没有标为不上网公开。", "请先选择事由并填写理由。"),
    "document.already-withheld": ErrorText("这份文书已经标为不上网公开（{status}）。", "请在该文书的审批记录中处理。"),
    "document.dates-reversed": ErrorText("生效日期 {effective_on} 早于裁判日期 {decided_on}。", "请核对这两个日期。"),
    "document.output-kind": ErrorText("不能生成“{suffix}”文件。", "请输出为 .docx 或 .pdf。"),
    "document.output-failed": ErrorText("写不了文件“{name}”。", "请确认文件没有打开、文件夹可写、磁盘有空间。"),
    "document.no-converter": ErrorText(
        "本机没有安装 LibreOffice，不能生成 PDF。", "请输出为 .docx 打印；需要 PDF 时请电脑管理员安装。"
    ),
    "document.conversion-failed": ErrorText("转换 PDF 没有成功。", "请输出为 .docx，用 Word 或 WPS 打印。"),
}
