"""The two screens before the work: unlocking, and enrolling a workstation for the first time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from clerk_app.ui.shell.navigation import PRODUCT
from clerk_app.ui.sign_in.ports import EnrolmentForm, EntranceState
from clerk_app.ui.sign_in.words import NO_KEYRING, attempts_words, lockout_words, surroundings_words
from clerk_app.ui.theme import tokens
from clerk_app.ui.theme.icons import IconLabel
from clerk_app.ui.widgets.arrange import card, in_column, in_row
from clerk_app.ui.widgets.buttons import on_click, primary
from clerk_app.ui.widgets.message_bar import MessageBar
from clerk_app.ui.widgets.words import field_label, hint, paragraph, title, words
from court_core.errors import CourtError

_WIDTH = 420


class UnlockScreen(QWidget):
    """Asks for the password; says how many attempts are left and how long a lockout lasts."""

    wanted = Signal(str)
    """The password to try."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName("signIn")
        self._now = now
        self._state = EntranceState(enrolled=True)
        self._tried = False
        self._who, self._where = title(""), words("", "sub")
        self.password = _password_line("密码")
        self.password.returnPressed.connect(self._try)
        self.messages = MessageBar()
        self._attempts = words("", "problem", tokens.META_PT)
        self._surroundings = paragraph("", "hint", tokens.META_PT)
        self._unlock = on_click(primary("解锁", "Enter", "lock-open"), self._try)
        form = in_column(
            field_label("密码"), self.password, self._attempts, self.messages, self._unlock, self._surroundings,
            spacing=10, margins=(24, 20, 24, 20),
        )  # fmt: skip
        _place(self, _masthead(self._who, self._where), card(form))
        self._minute = QTimer(self)
        self._minute.setInterval(10_000)
        self._minute.timeout.connect(self._show_state)

    def show_state(self, state: EntranceState) -> None:
        """Shows who works here and whether they may try."""
        self._state = state
        self._who.setText(state.name or state.login)
        self._where.setText(state.court)
        self._show_state()
        if self.password.isEnabled():
            self.password.setFocus()

    def refuse(self, refusal: CourtError, state: EntranceState) -> None:
        """A wrong password or another reason; the field is emptied for the next try."""
        self._tried = True
        self.working(busy=False)
        self.password.clear()
        self.messages.refuse(refusal)
        self.show_state(state)

    def working(self, *, busy: bool) -> None:
        """While the password is tried the form waits."""
        self.password.setEnabled(not busy)
        self._unlock.setEnabled(not busy)
        self._unlock.setText("正在解锁…" if busy else "  解锁  Enter")

    def _try(self) -> None:
        if self._unlock.isEnabled() and self.password.text():
            self.messages.dismiss()
            self.working(busy=True)
            self.wanted.emit(self.password.text())

    def _show_state(self) -> None:
        lockout = lockout_words(self._state, self._now())
        self._attempts.setText(lockout or attempts_words(self._state, tried=self._tried))
        self._attempts.setVisible(bool(self._attempts.text()))
        self.password.setEnabled(not lockout)
        self._unlock.setEnabled(not lockout)
        lines = surroundings_words(self._state, self._now())
        self._surroundings.setText("\n".join(lines))
        self._surroundings.setVisible(bool(lines))
        if lockout:
            self._minute.start()
        else:
            self._minute.stop()


class EnrolmentScreen(QWidget):
    """The first run on this folder. What was typed stays when the server refuses or cannot be reached."""

    wanted = Signal(object)
    """An EnrolmentForm."""

    def __init__(self, *, keyring: bool = True) -> None:
        super().__init__()
        self.setObjectName("signIn")
        self.server, self.code, self.login = QLineEdit(), QLineEdit(), QLineEdit()
        self.password = _password_line("密码")
        self.server.setPlaceholderText("https://…")
        self.code.setPlaceholderText("电脑管理员发给您的一次性登记码")
        self._names = (
            ("服务器地址", self.server),
            ("登记码", self.code),
            ("用户名", self.login),
            ("密码", self.password),
        )
        self.messages = MessageBar()
        self._enrol: QPushButton = on_click(primary("登记本机", "Enter", "device-desktop"), self._try)
        form = in_column(spacing=6, margins=(24, 20, 24, 20))
        for name, line in self._names:
            line.setAccessibleName(name)
            line.returnPressed.connect(self._try)
            form.addWidget(field_label(name))
            form.addWidget(line)
            form.addSpacing(4)
        form.addWidget(self.messages)
        form.addWidget(self._enrol)
        if not keyring:
            form.addWidget(paragraph(NO_KEYRING, "hint", tokens.META_PT))
        about = hint("第一次在这台电脑上使用，请先登记。登记后可以离线工作。")
        _place(self, _masthead(title("登记本工作站"), about), card(form))

    def refuse(self, refusal: CourtError) -> None:
        """Shows why not; nothing typed is lost."""
        self.working(busy=False)
        self.messages.refuse(refusal)

    def working(self, *, busy: bool) -> None:
        """While the server is asked the form waits."""
        for _, line in self._names:
            line.setEnabled(not busy)
        self._enrol.setEnabled(not busy)
        self._enrol.setText("正在登记…" if busy else "  登记本机  Enter")

    def _try(self) -> None:
        for name, line in self._names:
            if not line.text().strip():
                self.messages.refuse(CourtError("form.required", label=name))
                line.setFocus()
                return
        self.messages.dismiss()
        self.working(busy=True)
        self.wanted.emit(
            EnrolmentForm(
                self.server.text().strip(), self.code.text().strip(), self.login.text().strip(), self.password.text()
            )
        )


def _password_line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setAccessibleName(name)
    return line


def _masthead(name: QWidget, about: QWidget) -> QWidget:
    widget = QWidget()
    mark = in_row(None, IconLabel("scale", tokens.ACCENT, 34), words(PRODUCT, points=17, bold=True), None, spacing=12)
    column = in_column(mark, 14, in_row(None, name, None), in_row(None, about, None), spacing=4)
    widget.setLayout(column)
    return widget


def _place(screen: QWidget, *blocks: QWidget) -> None:
    for block in blocks:
        block.setFixedWidth(_WIDTH)
    column = in_column(None, *blocks, None, None, spacing=18)
    screen.setLayout(in_row(None, column, None))
