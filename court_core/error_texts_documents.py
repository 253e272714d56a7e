"""Error texts around documents: part of the one table in `error_texts`, kept apart for its length."""

from __future__ import annotations

from court_core.error_text import ErrorText

DOCUMENT_ERROR_TEXTS: dict[str, ErrorText] = {
    # masking: 隐名 (DOMAIN §5)
    "masking.profile-unknown": ErrorText("没有名为“{name}”的隐名规则。", "可用的规则：{known}。"),
    "masking.output-kind": ErrorText("不能把公开稿写成“{suffix}”文件。", "请输出为 .docx 或 .txt。"),
    "masking.output-is-input": ErrorText("输出的文件就是原件，没有写入。", "请换一个文件名，原件要保留。"),
    "masking.outputs-same": ErrorText(
        "公开稿、报告和原文不能写到同一个文件“{name}”，没有写入。", "请给每一项起不同的文件名。"
    ),
    # web-copy: 公开稿 (DOMAIN §5)
    "web-copy.unreadable": ErrorText("公开稿的内容读不出来。", "请重新隐名；原件不受影响。"),
    "web-copy.no-text": ErrorText("文书里没有文字，只有空白或图片。", "请更换为有文字的正本；扫描的图片不能隐名上网。"),
    "web-copy.too-long": ErrorText(
        "公开稿连同隐名处共 {length} 字，超过 {limit} 字，服务器收不下。",
        "请把文书分成几份登记，例如正文一份、附表一份。",
    ),
    "web-copy.missing": ErrorText("这份文书还没有公开稿。", "请先隐名。"),
    "web-copy.outdated": ErrorText("原件在隐名之后换过。", "请重新隐名，再确认。"),
    "web-copy.unconfirmed": ErrorText("公开稿还没有经承办人确认。", "请承办人在核对画面确认后再提交。"),
    "web-copy.other-document": ErrorText("公开稿与所属的文书、案件对不上。", "请在该文书中重新隐名。"),
    "web-copy.fixed": ErrorText("文书现为“{status}”，公开稿不能再改。", "请审管办退回或撤回后，再重新隐名。"),
    "web-copy.not-your-confirmation": ErrorText("公开稿须由承办人本人确认。", "请承办人登录后核对、确认。"),
    "web-copy.unanswered": ErrorText("还有 {count} 处没有核对。", "请逐处处理：认可、保留、改写，或写明理由。"),
    "web-copy.leak": ErrorText("公开稿里还有应当隐去的内容（{count} 处）。", "请在核对画面逐处处理后再确认。"),
    "web-copy.over-masked": ErrorText(
        "公开稿误隐了应当公开的内容（{count} 处）。", "请恢复审判人员、法院、案号等原文。"
    ),
    "web-copy.place-missing": ErrorText("公开稿里没有第 {number} 处。", "请刷新核对画面后再选。"),
    "web-copy.place-gone": ErrorText("前一答复改动了这一处，这一答复没有记下。", "请看过更新后的内容再答复。"),
    "web-copy.nothing-selected": ErrorText("还没有选中词语。", "请在原件或公开稿中选中应当隐去的词语，再按 M。"),
    "web-copy.words-missing": ErrorText("原文里没有“{words}”。", "请从原文中选取后再隐去。"),
    "web-copy.words-kept": ErrorText(
        "“{words}”属于依法公开的内容（审判人员、法院、案号等），不隐去。", "如确需隐去，请改写该处并写明理由。"
    ),
    "web-copy.words-answered": ErrorText(
        "全文隐去“{words}”之后又有别的答复，不能整个收回。", "请在要恢复原文的那一处按 K，相同的各处一并处理。"
    ),
    "web-copy.words-short": ErrorText("“{words}”太短，不能整篇处理。", "请选取至少两个字。"),
    "web-copy.replacement-missing": ErrorText("还没有填写改成什么。", "请填写替换文字；不改请选“保留”。"),
    "web-copy.replacement-unfit": ErrorText("替换文字不能换行，也不能含有原文。", "请改写，如“张某”。"),
    "web-copy.not-a-name": ErrorText("第 {number} 处不是姓名或名称。", "请选两处指向同一人的姓名。"),
    "web-copy.overtaken": ErrorText("公开稿刚才有更新，这一答复没有记下。", "请看过更新后的内容再答复。"),
    "web-copy.renewed": ErrorText("按现在的程序核验，公开稿又多出应看的内容。", "请再核对一遍，然后确认。"),
    # masking-rule: 隐名记忆
    "masking-rule.action-unknown": ErrorText(
        "没有名为“{action}”的做法。", "可用的做法：mask（一律隐去）、keep（一律保留）。"
    ),
    "masking-rule.words-short": ErrorText("“{words}”不适合记入。", "请填写 2 至 100 个字，不要换行。"),
    "masking-rule.opposite": ErrorText("“{words}”已记为{action}。", "请先在隐名记忆里停用那一条，再记。"),
    "masking-rule.unknown": ErrorText("没有这条隐名记忆。", "请刷新后再选。"),
    "masking-rule.fixed": ErrorText("隐名记忆的做法和词语记下后不再改。", "请停用这一条，另记一条。"),
    # withholding: 不上网公开 (法释〔2016〕19号 第4、6、12条)
    "withholding.ground-unknown": ErrorText("没有编号为“{ground}”的不上网公开事由。", "可用的事由：{known}。"),
    "withholding.step-not-allowed": ErrorText("不上网公开现为“{status}”，不能{action}。", "请核对审批进度。"),
    "withholding.not-your-step": ErrorText("您没有{action}不上网公开的权限。", "请由{roles}办理这一步。"),
    "withholding.unknown": ErrorText("没有这条不上网公开记录。", "请刷新后再选。"),
    "withholding.reason-missing": ErrorText("还没有填写理由。", "请写明具体理由，随卷备查。"),
    # document-step: 文书办理进度
    "document-step.unknown": ErrorText("文书流转没有“{action}”改为“{status}”这一步。", "请升级工作站程序后重新提交。"),
    "document-step.without-change": ErrorText(
        "文书没有改为“{status}”，这一步不记入流转。", "请先处理该文书未被接受的修改，再重新提交。"
    ),
    "document-step.other-person": ErrorText("流转须记在办理人本人名下。", "请由办理人登录后提交。"),
    "document-step.not-allowed": ErrorText("文书现为“{status}”，不能{action}。", "请先完成前一步。"),
    "document-step.not-yours": ErrorText("您没有{action}文书的权限。", "请由{roles}办理这一步。"),
    "document-step.reason-typed": ErrorText(
        "已写了理由，没有通过。", "要退回或不上网公开的，按那个按钮；要通过的，请先清空理由。"
    ),
    "document-step.reason-missing": ErrorText("{action}要写明理由。", "请填写理由，随文书流转记录保存。"),
    # 文书文件的检查与加盖 (document.*)
    "document.empty": ErrorText("文件是空的。", "请重新导出或换一个文件。"),
    "document.too-big": ErrorText("文书文件有 {size} MB，超过上限 {limit} MB。", "请压缩图片或拆分文件后再登记。"),
    "document.unreadable": ErrorText("打不开文书文件“{name}”。", "请确认文件还在、没有被其他程序占用。"),
    "document.password": ErrorText("文书文件设有打开密码。", "请用 Word 或 WPS 打开，取消密码后另存为 .docx。"),
    "document.legacy-doc": ErrorText(
        "这是旧版 .doc 或 .wps 文件，本机没有 LibreOffice，不能转换。",
        "请电脑管理员安装 LibreOffice；或用 Word、WPS 打开，另存为 .docx。",
    ),
    "document.rtf": ErrorText("这是 RTF 文件。", "请用 Word 或 WPS 打开，另存为 .docx。"),
    "document.pdf": ErrorText("这是 PDF 文件。", "请登记制作它的 .docx 原件。"),
    "document.not-docx": ErrorText(
        "这不是文书文件。", "可用 .docx、.doc、.wps 和 .txt；其他文件请用 Word 或 WPS 另存为 .docx。"
    ),
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
    "document.legacy-failed": ErrorText(
        "旧版 .doc 或 .wps 文件没有转换成功。", "请用 Word 或 WPS 打开，另存为 .docx。"
    ),
    "document.too-long": ErrorText("文书超过 {limit} 段，过长。", "请拆分为几份文件，或把附表另存为附件。"),
    "document.not-text": ErrorText("这不是文本文件。", "请选择 .docx 或 .txt 文书。"),
    "document.text-encoding": ErrorText("看不出这份文本的编码。", "请用记事本打开，另存为 UTF-8 编码。"),
    "document.reading-too-long": ErrorText("读这份文件超过了时限，未打开。", "请用 Word 或 WPS 另存一份再试。"),
    "document.reading-failed": ErrorText(
        "没有读成这份文件。", "请用 Word 或 WPS 另存一份再试；仍不行请告诉电脑管理员。"
    ),
    "document.file-fixed": ErrorText("文书现为“{status}”，不能换原件。", "请审管办退回或撤回后再换，并重新隐名。"),
    "document.same-file": ErrorText("选的文件与现在的正本“{name}”完全相同。", "请选择更正后的文件。"),
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
