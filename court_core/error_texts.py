"""The one table of error codes: code → Chinese sentence and what the user can do about it.

A code is `area.reason` and never changes its meaning once released. Keep areas together.
"""

from __future__ import annotations

from court_core.error_text import ErrorText
from court_core.error_texts_documents import DOCUMENT_ERROR_TEXTS

__all__ = ["ERROR_TEXTS", "ErrorText"]

ERROR_TEXTS: dict[str, ErrorText] = {
    **DOCUMENT_ERROR_TEXTS,
    # case-number: 案号 (法〔2015〕137号)
    "case-number.unreadable": ErrorText(
        "认不出案号“{text}”。", "请按“（2026）粤0103民初123号”的样式填写，括号和空格不限。"
    ),
    "case-number.other-court": ErrorText(
        "案号“{text}”是其他法院（{court}）的案件。", "请核对法院代字；本院案件的代字是{own}。"
    ),
    "case-number.duplicate": ErrorText("案号“{text}”已经登记过。", "请在案件列表中打开原案件，不必重复登记。"),
    # date: dates a user enters
    "date.unreadable": ErrorText("认不出日期“{text}”。", "请按 2026-11-20 的样式填写。"),
    "date.future": ErrorText("日期 {date} 还没有到。", "请填写今天或以前的日期。"),
    "date.before-filing": ErrorText("日期 {date} 早于立案日期 {filed_on}。", "请核对日期，或先更正立案日期。"),
    "date.out-of-range": ErrorText("日期 {date} 超出可用范围。", "请填写 {earliest} 年至 {latest} 年之间的日期。"),
    "date.year-uncovered": ErrorText(
        "{year} 年的工作日安排尚未导入，期限未确认。", "请电脑管理员导入该年度放假安排后再看；录入不受影响。"
    ),
    # form: what is typed into a form of the window
    "form.required": ErrorText("“{label}”还没有填写。", "请填写后再保存。"),
    "form.not-a-number": ErrorText("“{label}”应为整数。", "请只填写数字。"),
    "form.not-money": ErrorText("“{text}”不像金额。", "请按 4860.50 或 48.6万 的样式填写，单位为元。"),
    # calendar: 工作日安排与法院日程 (DOMAIN §9)
    "calendar.file-missing": ErrorText("打不开工作日安排文件“{name}”。", "请确认文件还在、没有被其他程序占用。"),
    "calendar.unreadable": ErrorText(
        "认不出工作日安排文件（第 {line} 行：{reason}）。", "请按“日期,是否上班”逐行填写后重新导入。"
    ),
    "calendar.wrong-year": ErrorText(
        "第 {line} 行的日期 {date} 不属于 {year} 年度。", "一个文件只能有一个年度，请拆开后导入。"
    ),
    "calendar.contradiction": ErrorText("日期 {date} 前后填写不一致。", "请核对国务院办公厅通知，只保留一行。"),
    "calendar.incomplete": ErrorText(
        "{year} 年的安排缺少法定节假日 {date}。", "请补全元旦、劳动节、国庆节等放假日期后再导入。"
    ),
    "calendar.week-unreadable": ErrorText("认不出周次“{text}”。", "请按 2026-W47 的样式填写。"),
    "calendar.kind-unknown": ErrorText("没有名为“{kind}”的期限。", "可用的名称：{known}。"),
    "calendar.settings-unreadable": ErrorText("日程设置“{name}”的值“{value}”不可用。", "可用的值：{allowed}。"),
    # court-setting: 本院规定，全院共用
    "court-setting.unknown": ErrorText("没有名为“{name}”的本院规定。", "可用的名称：{known}。"),
    "court-setting.not-yours": ErrorText("本院规定由电脑管理员更改。", "请告诉电脑管理员要改成什么。"),
    "court-setting.value": ErrorText("{label}没有“{value}”这一项。", "可用的值：{known}。"),
    # time-limit: 审限
    "time-limit.unknown": ErrorText("没有名为“{name}”的审限。", "可用的名称：{known}。"),
    "time-limit.no-extension": ErrorText("“{label}”最多可延长 {allowed} 次。", "请核对延长审批手续。"),
    "time-limit.period-reversed": ErrorText("扣除期间的止日 {end} 早于起日 {start}。", "请核对起止日期。"),
    "time-limit.period-open": ErrorText(
        "自 {start} 起的扣除期间尚未结束，期限暂不能确定。", "请先登记恢复或回函日期。"
    ),
    # node: 流程节点
    "node.unknown": ErrorText("没有名为“{node}”的流程节点。", "请从节点列表中选择。"),
    "node.not-applicable": ErrorText("“{label}”不适用于本类案件。", "请从本案可用的节点中选择。"),
    "node.field-unknown": ErrorText("“{label}”没有名为“{field}”的项目。", "可填的项目：{known}。"),
    "node.field-missing": ErrorText("“{field}”还是空的。", "带 * 的项目必须填写，请补填后再保存。"),
    "node.field-unreadable": ErrorText("“{field}”填写的“{text}”认不出。", "{hint}"),
    "node.dates-reversed": ErrorText("“{later}”早于“{earlier}”。", "请核对这两个日期。"),
    # log: 执行日志
    "log.after-closing": ErrorText(
        "工作日期 {date} 晚于结案日期 {closed_on}。", "已结案件不能再记日志；确需补记的，请核对工作日期。"
    ),
    "log.kind-unknown": ErrorText("没有名为“{kind}”的日志类型。", "可用的类型：{known}。"),
    "log.visibility-unknown": ErrorText("没有名为“{visibility}”的可见级别。", "请填写 internal、applicant 或 both。"),
    # people: 诉讼地位
    "people.role-unknown": ErrorText("没有名为“{role}”的诉讼地位。", "请从诉讼地位列表中选择。"),
    # published: 公开库 (DESIGN: the published database)
    "published.url": ErrorText("公开库地址“{url}”不可用。", "请填写 sqlite:///文件 或 postgresql://… 形式的地址。"),
    "published.newer": ErrorText("公开库已由更新版本的程序升级（{revision}）。", "请改用新版程序；数据没有改动。"),
    # release: 周五放出与每月公布 ([2013])
    "release.week-ahead": ErrorText("{week} 还没有开始，不能放出。", "请核对周次；本周是 {now}。"),
    "release.month-ahead": ErrorText("{month} 还没有开始，不能公布。", "请核对月份，按 2026-11 的样式填写。"),
    "release.month-unreadable": ErrorText("认不出月份“{text}”。", "请按 2026-11 的样式填写。"),
    # party-access: 当事人查询 (案号 + 查询密码)
    "party-access.case-unknown": ErrorText("没有案号为“{case}”的案件。", "请核对案号；新案件须先同步到服务器。"),
    "party-access.party-unknown": ErrorText("本案没有名为“{party}”的当事人。", "请从本案当事人中选择：{known}。"),
    "party-access.party-ambiguous": ErrorText("本案有多名当事人叫“{party}”。", "请用 --role 指明诉讼地位：{roles}。"),
    "party-access.party-left": ErrorText(
        "“{party}”已于 {left_on} 退出诉讼，不能签发查询密码。", "如登记有误，请先更正退出日期。"
    ),
    "party-access.expiry": ErrorText("有效天数“{days}”不可用。", "请填写 1 至 3650 之间的天数。"),
    "party-access.refused": ErrorText(
        "案号或查询密码不正确，或者尝试次数过多。", "请对照受理案件通知书重新填写；连续填错后需等待几分钟再试。"
    ),
    "party-access.busy": ErrorText("现在查询的人较多。", "请稍候一分钟再试。"),
    "party-access.form-expired": ErrorText("页面打开时间过长，或不是从本站提交。", "请重新打开查询页面再填写。"),
    # week: the Friday grid (周五补录)
    "week.cell-has-text": ErrorText("这一格已有内容，没有标为无事项。", "确实没有事项的，请先按 Delete 清除草稿。"),
    "week.entry-stands": ErrorText("已提交的日志不能删除。", "写错的请直接在格内改写，提交后作为更正，原记录保留。"),
    "week.not-owed": ErrorText("{date} 在本案立案之前或结案之后，不用补录。", "请选择在办期间的日期。"),
    "week.nothing-to-submit": ErrorText("本周没有待提交的草稿。", "请先在表格中录入，再按 Ctrl+S 提交。"),
    # store: the officer's database on this machine
    "store.wrong-key": ErrorText(
        "数据库与本机密钥不符，未打开。", "请用原来的账号登录；密钥遗失时请电脑管理员重新注册工作站。"
    ),
    "store.plain-file": ErrorText(
        "这个文件不是本程序的加密数据库，未打开。", "请检查工作站文件夹，移走误放的文件后重试。"
    ),
    "store.damaged": ErrorText("本机数据库文件已损坏。", "请勿删除，退出后请电脑管理员用最近的备份恢复。"),
    "store.unreadable": ErrorText("打不开本机数据库：密钥不符或文件已损坏。", "请勿删除，请电脑管理员用备份核对。"),
    "store.lost": ErrorText("本机数据库文件不见了或已被清空。", "请勿继续录入，请电脑管理员用最近的备份恢复。"),
    "store.foreign-file": ErrorText("这个数据库属于其他程序，未打开。", "请检查工作站文件夹的位置。"),
    "store.newer": ErrorText("本机数据库由更新版本的程序建立，未打开，内容未改动。", "请安装新版本程序后再打开。"),
    "store.network-share": ErrorText("工作站文件夹在网络共享盘上，可能损坏数据，未打开。", "请把文件夹移到本机硬盘。"),
    "store.read-only": ErrorText("工作站文件夹或数据库不可写。", "请检查文件夹权限，或请电脑管理员处理。"),
    "store.disk-full": ErrorText("磁盘空间已满，本次没有保存。", "请清理磁盘后再保存一次；已输入的内容仍在屏幕上。"),
    "store.disk-fault": ErrorText(
        "读写磁盘时出错，本次没有保存。", "请看磁盘是否已满，再保存一次；仍不行时请电脑管理员检查磁盘。"
    ),
    "store.busy": ErrorText(
        "其他程序占用了本机数据库，本次没有保存。", "请稍候再试；杀毒或备份软件占用时，请把工作站文件夹列为例外。"
    ),
    "store.cannot-open": ErrorText("打不开本机数据库文件。", "请检查工作站文件夹是否还在、是否有权限。"),
    "store.second-window": ErrorText("这个工作站文件夹已经在另一个窗口打开。", "请切换到已打开的窗口。"),
    "store.upgrade-failed": ErrorText(
        "数据库升级没有成功，已恢复到升级前的状态。", "请用原版本程序继续工作，并告诉电脑管理员。"
    ),
    "store.backup-failed": ErrorText("备份没有通过校验，未保留。", "请检查磁盘空间后再备份一次。"),
    "draft.unknown": ErrorText("没有草稿“{id}”。", "请用 clerk-app drafts list 查看；已保存的草稿不再列出。"),
    "draft.unkept": ErrorText(
        "有 {count} 处已输入的内容因磁盘写不进去，还没有存下。",
        "请先清理磁盘，再关闭窗口；现在再关一次，这些内容会丢失。",
    ),
    "record.gone": ErrorText("这条{label}已不在本工作站。", "可能已被删除或已移交他人，请刷新后再看。"),
    "file.too-large": ErrorText("文件超过 {limit} MB，不能登记。", "请压缩或拆分后再登记。"),
    "file.damaged": ErrorText("保存的文件与登记时不一致。", "请重新登记该文件。"),
    # import: 案件导入
    "import.unreadable": ErrorText("打不开表格文件“{name}”。", "请确认文件还在、没有在 Excel 中打开。"),
    "import.empty": ErrorText("文件里没有内容。", "请重新导出。"),
    "import.too-big": ErrorText("表格文件有 {size} MB，超过上限 {limit} MB。", "请按年度或部门分几次导出。"),
    "import.xls": ErrorText("这是旧版 .xls 文件。", "请用 Excel 或 WPS 打开，另存为 .xlsx 或 .csv 后再导入。"),
    "import.password": ErrorText("表格文件设有打开密码。", "请用 Excel 或 WPS 取消密码后另存。"),
    "import.html": ErrorText("这个文件其实是网页。", "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。"),
    "import.not-table": ErrorText("这不是可以导入的表格文件。", "请选择 .xlsx 或 .csv 文件。"),
    "import.damaged": ErrorText("表格文件已损坏或不完整。", "请重新导出，或用 Excel、WPS 打开后另存。"),
    "import.encoding": ErrorText("认不出文件的文字编码。", "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。"),
    "import.no-header": ErrorText("没有找到表头。", "请确认前 30 行中有一行写着“案号”等列名。"),
    "import.column-missing": ErrorText("还没有指定“{label}”是哪一列。", "请在列对应中选择后再导入。"),
    "import.column-twice": ErrorText("“{label}”对应了两列。", "请只保留一列。"),
    "import.sheet-unknown": ErrorText("文件中没有名为“{name}”的工作表。", "可用的工作表：{known}。"),
    "import.field-unknown": ErrorText("不能导入到“{name}”。", "可用的项目：{known}。"),
    "import.number-missing": ErrorText("这一行没有案号。", "请补上案号；若是公式，请先在 Excel 中保存计算结果。"),
    "import.amount-unreadable": ErrorText("认不出表格中的金额“{text}”。", "请按 1234.50 或 12.5万 的样式填写。"),
    "import.status-unknown": ErrorText("认不出状态“{text}”。", "可用的状态：在办、中止、已结、已归档。"),
    "import.staff-unknown": ErrorText("人员表中没有“{name}”。", "请核对姓名，或请电脑管理员先添加此人。"),
    "import.staff-ambiguous": ErrorText("人员表中有多个“{name}”。", "请在系统中手工登记此案。"),
    "import.division-unknown": ErrorText("表格中的庭室“{name}”不在本院庭室之中。", "请核对庭室名称。"),
    "import.party-unreadable": ErrorText("认不出当事人“{text}”。", "请用顿号或分号隔开，一人一名。"),
    "import.contradiction": ErrorText("与第 {row} 行同一案号，但“{label}”不同。", "请核对后只保留一个值。"),
    "import.header-unknown": ErrorText("表格中没有名为“{name}”的列。", "请从表格的列中选择：{known}。"),
    # case / access / job: 登记与办理
    "case.unknown": ErrorText("本工作站没有案件“{text}”。", "请核对案号；新分配的案件请先同步。"),
    "case.ambiguous": ErrorText("有 {count} 件案件符合“{text}”。", "请写完整案号：{known}。"),
    "case.not-enforcement": ErrorText("{number} 不是执行案件，不记执行日志。", "请在该案的流程中登记节点。"),
    "case.dates-reversed": ErrorText("立案日期 {filed_on} 早于收案日期 {received_on}。", "请核对这两个日期。"),
    "case.closed": ErrorText(
        "{number} 已经结案，结案日期不明。", "请核对案号；确需补记的，请先登记结案节点，写明结案日期。"
    ),
    "access.refused": ErrorText("您不能{action}这{label}。", "请由{who}办理，或请庭长变更承办人。"),
    "staff.unknown": ErrorText("人员表中没有“{text}”。", "请从人员列表中选择；新到人员请电脑管理员添加。"),
    "field.unknown": ErrorText("{label}没有名为“{name}”的项目。", "可填的项目：{known}。"),
    "field.required": ErrorText("“{label}”不能为空。", "请填写后再保存。"),
    "field.unreadable": ErrorText("“{label}”填写的“{text}”认不出。", "请按要求的样式填写。"),
    "field.too-long": ErrorText("“{label}”有 {length} 字，超过 {limit} 字。", "请精简，或分几条填写。"),
    "log.empty": ErrorText("日志内容是空的。", "请填写内容；当日没有事项的请标为无事项。"),
    "log.own-entry": ErrorText("这条日志由他人录入。", "请由录入人更正。"),
    "event.unknown": ErrorText("没有这个流程节点记录。", "请刷新后再选。"),
    "refused.unknown": ErrorText("没有这条被退回的内容。", "可能已经处理过，请刷新后查看。"),
    "conflict.unknown": ErrorText("没有这个冲突。", "可能已由他人处理，请刷新。"),
    "conflict.settled": ErrorText("这个冲突已经处理过。", "请刷新后查看结果。"),
    "conflict.choice-unknown": ErrorText(
        "没有“{choice}”这种取舍。", "请选 mine（后到值）、theirs（先到值）或 other（另填）。"
    ),
    "setting.out-of-range": ErrorText("设置“{name}”超出范围。", "请填写 {low} 至 {high} 之间的数。"),
    "command.pair-unreadable": ErrorText("认不出“{text}”。", "请按 名称=值 的样式填写。"),
    "command.interrupted": ErrorText("命令被中断。", "已保存的内容都在，可以再运行一次。"),
    "workstation.not-enrolled": ErrorText("这个文件夹还不是工作站。", "请先运行 clerk-app enrol，或在窗口中登记本机。"),
    "workstation.password-missing": ErrorText("没有给出密码。", "请在终端中输入，或设置 CLERK_PASSWORD。"),
    # pending-file: work carried to the server on a USB stick
    "pending-file.unreadable": ErrorText("这不是完整的待上报文件。", "请在工作站上重新导出，复制完成后再导入。"),
    "pending-file.newer": ErrorText("待上报文件由更新版本的程序导出。", "请先升级中心服务器程序再导入。"),
    "pending-file.not-written": ErrorText(
        "写不进所选位置（{reason}）。", "请检查 U 盘是否已满或写保护，换一个位置再导出。"
    ),
    "pending-file.nothing": ErrorText("没有待上报的内容。", "不必导出。"),
    # sync: 同步接口的拒绝与逐条结果 (docs/SYNC.md)
    "sync.malformed": ErrorText("服务器认不出这次发送的内容。", "请升级工作站程序后重试；未发送的内容都在本机。"),
    "sync.hash-wrong": ErrorText("内容在传输中有改动。", "程序会自动重发；反复出现请告诉电脑管理员。"),
    "sync.signature-wrong": ErrorText("工作站的签名不对。", "请电脑管理员重新登记本工作站；未发送的内容都在本机。"),
    "sync.too-large": ErrorText("一次发送的内容超过 {limit} KB。", "请升级工作站程序；未发送的内容都在本机。"),
    "sync.server-too-old": ErrorText("服务器版本较旧（协议 {protocol}）。", "请电脑管理员升级服务器；本机可继续录入。"),
    "sync.program-too-old": ErrorText(
        "本工作站程序版本过旧，服务器要求协议 {protocol} 以上。", "请升级工作站程序；未发送的内容都在本机。"
    ),
    "sync.other-court": ErrorText("这不是本院的数据。", "请核对服务器地址。"),
    "sync.other-user": ErrorText(
        "这些内容由他人录入，不能以您的名义发送。", "请由录入人登录后同步，或导出交电脑管理员。"
    ),
    "sync.other-device": ErrorText("这些内容来自另一台工作站。", "请在原工作站上同步。"),
    "sync.device-unknown": ErrorText(
        "服务器没有登记这台工作站，或已停用。", "请电脑管理员发放登记码，重新登记；未发送的内容都在本机。"
    ),
    "sync.forked-device": ErrorText(
        "服务器已收到本工作站的另一份内容（磁盘可能复制或还原过）。", "程序会自动换用新的发送序列，内容不会丢失。"
    ),
    "sync.sequence-gap": ErrorText("服务器缺少前面的批次，下一个应为第 {expected} 批。", "程序会从该批起重发。"),
    "sync.cursor-unreadable": ErrorText("同步位置无法识别。", "程序会重新下载；本机未发送的内容不受影响。"),
    "sync.server-restored": ErrorText("服务器从备份恢复过。", "程序会重新下载，并补发恢复点之后的内容。"),
    "sync.scope-changed": ErrorText("您的职务或庭室有变动。", "程序会按新的范围重新下载；本机未发送的内容不受影响。"),
    "sync.cursor-too-old": ErrorText("本工作站离线太久。", "程序会重新下载；本机未发送的内容不受影响。"),
    "sync.not-found": ErrorText("服务器没有这个地址。", "请核对服务器地址和程序版本。"),
    "sync.request-wrong": ErrorText("请求无法识别。", "请升级工作站程序后重试。"),
    "sync.type-unknown": ErrorText("服务器不认识记录种类“{type}”。", "请电脑管理员升级服务器；内容保留在本机。"),
    "sync.held": ErrorText("同一记录前面的一次修改没有被接受，这一条暂未处理。", "请先处理前面那条。"),
    "sync.record-unknown": ErrorText("服务器上没有这条{type}。", "它的登记没有被接受，请先处理登记时的问题。"),
    "sync.record-exists": ErrorText("这条{type}已经存在，且内容不同。", "请打开已有的记录核对后修改。"),
    "sync.append-only": ErrorText("{type}录入后不能修改。", "请另写一条更正。"),
    "sync.not-permitted": ErrorText("您的职务不能办理{type}的这项操作。", "请由有权限的人员办理。"),
    "sync.not-yours": ErrorText(
        "这条{type}不属于您承办的案件。", "案件可能已变更承办人，请与庭长核对；内容保留在本机。"
    ),
    "sync.other-officer": ErrorText("执行日志须由执行员本人录入。", "请由本人登录后录入。"),
    "sync.reference-missing": ErrorText("“{field}”所指的记录不存在。", "请先处理那条记录，再重新提交。"),
    "sync.case-fixed": ErrorText("记录不能改挂到另一个案件。", "请在正确的案件中重新登记。"),
    "sync.required-missing": ErrorText("“{field}”没有填写。", "请补填后再保存。"),
    "sync.value-wrong": ErrorText("“{field}”的值不可用。", "请核对后重新填写。"),
    "sync.value-too-long": ErrorText("“{field}”内容过长。", "请精简后再保存，或分成几条。"),
    "sync.changed-before-delete": ErrorText("这条{type}在您删除前已被他人修改，没有删除。", "请看过新的内容后再决定。"),
    "sync.refused-by-database": ErrorText(
        "服务器数据库不接受这条记录，可能与已有记录重复。", "请核对案号等内容；仍不行请告诉电脑管理员。"
    ),
    "sync.file-unknown": ErrorText("没有这个文件，或您无权查看。", "请先同步文书记录，再传文件。"),
    "sync.file-incomplete": ErrorText("文件还没有传完。", "请等登记人的工作站同步后再打开。"),
    "sync.file-too-large": ErrorText("文件超过 {limit} MB。", "请压缩图片或拆分后再登记。"),
    "sync.file-damaged": ErrorText("文件与登记时不一致。", "程序会重新发送；若原件已改动，请重新登记。"),
    "sync.chunk-wrong": ErrorText("文件片段在传输中有改动。", "程序会自动重发。"),
    # sign-in / enrol: 登录与工作站登记
    "sign-in.refused": ErrorText("账号或密码不对，或者账号已停用。", "请核对后再试；忘记密码请找电脑管理员。"),
    "sign-in.wait": ErrorText("登录失败次数过多。", "请在 {seconds} 秒后再试。"),
    "sign-in.busy": ErrorText("服务器正忙。", "请稍后再试。"),
    "sign-in.session-ended": ErrorText("登录已过期或被取消。", "请重新登录；本机可继续录入。"),
    "enrol.code-wrong": ErrorText("登记码不对、已用过或已过期。", "请电脑管理员重新发放登记码。"),
    "enrol.key-wrong": ErrorText("工作站的密钥无法识别。", "请升级工作站程序后重新登记。"),
    # account / figures / server: 服务器管理
    "figures.dates-reversed": ErrorText("止日 {last} 早于起日 {first}。", "请核对这两个日期。"),
    "account.password-repeat": ErrorText("两次输入的新密码不一样。", "请重新输入。"),
    "account.password-short": ErrorText("密码不足 {length} 位。", "请换一个更长的密码。"),
    "account.password-missing": ErrorText("没有给出新密码。", "请设置 CENTRAL_NEW_PASSWORD，或在终端中输入。"),
    "account.division-exists": ErrorText("已有名为“{name}”的庭室。", "不必重复添加。"),
    "account.division-unknown": ErrorText("没有名为“{name}”的庭室。", "请先用 admin add-division 添加。"),
    "account.login-taken": ErrorText("账号“{login}”已被使用。", "请换一个账号。"),
    "account.role-unknown": ErrorText("没有名为“{role}”的角色。", "可用的角色：{known}。"),
    "account.unknown": ErrorText("没有账号“{login}”。", "请核对账号。"),
    "server.database-url": ErrorText(
        "数据库地址“{url}”不可用。", "请填写 sqlite:///文件 或 postgresql://… 形式的地址。"
    ),
    "server.database-missing": ErrorText("没有指明数据库。", "请用 --database 或 CENTRAL_DATABASE 给出地址。"),
    "server.database-newer": ErrorText(
        "数据库已由更新版本的程序升级（{revision}）。", "请改用新版程序；数据没有改动。"
    ),
    "server.not-initialised": ErrorText("数据库中还没有法院。", "请先运行 central-server admin init。"),
    "server.already-initialised": ErrorText("数据库中已有法院。", "不必重复初始化；请核对数据库地址。"),
    "server.database-unreachable": ErrorText(
        "数据库不能使用（{reason}）。", "请核对地址、权限和磁盘空间，确认数据库已启动。"
    ),
    "server.unavailable": ErrorText("服务器暂时不能使用数据库。", "程序会自动重试；未发送的内容都在本机。"),
    "server.disk-full": ErrorText("服务器磁盘已满。", "请电脑管理员清理磁盘；未发送的内容都在本机，之后自动重发。"),
    "server.port-taken": ErrorText("端口 {port} 不能使用。", "请换一个端口，或停止占用它的程序。"),
    "server.key-missing": ErrorText(
        "找不到服务器私钥文件 {path}。", "请从备份放回，或用 --key-file 指明位置；不要新建，否则各工作站须重新登记。"
    ),
    "server.key-unreadable": ErrorText(
        "服务器私钥文件 {path} 不能使用（{reason}）。", "请核对内容，并确认运行服务的账号可以读取。"
    ),
    "server.key-wrong": ErrorText("私钥文件 {path} 不是本法院服务器的。", "请从备份放回与此数据库相配的私钥文件。"),
    "server.key-unwritable": ErrorText(
        "不能写服务器私钥文件 {path}（{reason}）。", "请核对目录权限，或用 --key-file 指明位置。"
    ),
    "server.file-unreadable": ErrorText("打不开文件“{name}”。", "请核对路径和权限。"),
    "server.file-unwritable": ErrorText("服务器写不了文件“{name}”。", "请核对路径、权限和磁盘空间。"),
    # sync: what the workstation tells of its own accord (the server's refusals stand in its own block)
    "sync.follows-refused": ErrorText(
        "前面的新建没有被接受，本项修改一并保留未发送。", "请先处理前面那一项，再重新提交。"
    ),
    "sync.operation-too-large": ErrorText("这一项内容太长，无法上传。", "请删减文字，或改为登记附件后重新提交。"),
    "sync.offline": ErrorText("连不上中心服务器。", "录入照常保存在本机，恢复联网后自动上传。"),
    "sync.timeout": ErrorText("中心服务器 {seconds} 秒没有回应。", "录入照常保存在本机，稍后自动重试。"),
    "sync.certificate": ErrorText(
        "中心服务器的证书不可信，已停止连接。", "请勿继续联网上报，告诉电脑管理员核对服务器证书。"
    ),
    "sync.not-the-server": ErrorText(
        "回答的不是中心服务器，可能是上网登录页或代理。", "请先打开浏览器完成上网登录，稍后自动重试。"
    ),
    "sync.answer-damaged": ErrorText(
        "中心服务器的回答不完整或过大，未采用。", "稍后自动重试；一再出现时请告诉电脑管理员。"
    ),
    "sync.signed-out": ErrorText("登录已过期，上传暂停。", "录入照常保存在本机；请重新登录后继续上传。"),
    "sync.server-fault": ErrorText("中心服务器出错（{status}）。", "录入照常保存在本机，稍后自动重试。"),
    "sync.refused": ErrorText("中心服务器拒绝了请求（{status}）。", "录入照常保存在本机；请告诉电脑管理员。"),
    "sync.another-leads": ErrorText("另一个窗口正在同步。", "不需要处理。"),
    "sync.no-session": ErrorText("尚未登录中心服务器。", "录入照常保存在本机；登录后自动上传。"),
    # credentials: opening this workstation
    "credentials.already-enrolled": ErrorText(
        "这个文件夹已经是一台工作站。", "更换使用人时，请用 --home 另选一个文件夹。"
    ),
    "credentials.other-user": ErrorText(
        "这台工作站属于另一位使用人。", "请用原来的账号登记；更换使用人时请用 --home 另选一个文件夹。"
    ),
    "credentials.insecure-server": ErrorText("服务器地址没有加密（http）。", "请使用 https 开头的地址。"),
    "credentials.address-wrong": ErrorText("认不出服务器地址“{text}”。", "请按 https://主机名:端口 的样式填写。"),
    "credentials.ca-unreadable": ErrorText(
        "“{name}”不是可用的证书文件。", "请核对文件，或向电脑管理员索取法院的证书文件（.pem）。"
    ),
    "credentials.password-empty": ErrorText("密码不能为空。", "请输入密码。"),
    "credentials.wrong-password": ErrorText("密码不对。", "请重新输入，还可再试 {left} 次；已录入的内容都在。"),
    "credentials.wait": ErrorText("密码输错次数过多。", "请 {minutes} 分钟后再试；已录入的内容都在。"),
    "credentials.online-only": ErrorText("密码输错次数过多，离线打开已停用。", "请连上中心服务器后用正确的密码登录。"),
    "credentials.grant-expired": ErrorText(
        "离线使用期限（72 小时）已过。", "请连上中心服务器登录一次；已录入的内容都在。"
    ),
    "credentials.password-changed": ErrorText(
        "密码已在服务器上更改，本机数据仍用旧密码加密。", "请先用旧密码打开，再按提示换成新密码。"
    ),
    "credentials.keyring-silent": ErrorText("系统钥匙串没有回应。", "请先解锁系统钥匙串（登录钥匙环）后重试。"),
    "credentials.keyring-lost": ErrorText(
        "系统钥匙串里找不到本工作站的密钥。", "请用原来的系统账号登录电脑；找不回时请电脑管理员处理。"
    ),
    "credentials.damaged": ErrorText("工作站文件 {file} 已损坏。", "请勿删除文件夹，请电脑管理员用备份恢复该文件。"),
    # bug: ours, told loudly
    "bug.unexpected": ErrorText("程序出现意外错误（编号 {reference}）。", "已录入的内容都在。请把编号告诉电脑管理员。"),
}
