"""常用语 while one types: offered below the text, put in with Alt+1…9. The same in the grid's cells and in forms."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from clerk_app.ui.widgets.phrase_book import PhraseBook
from clerk_app.ui.widgets.phrase_popup import PhrasePopup

Editor = QLineEdit | QPlainTextEdit
_LEFT = (QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.Move, QEvent.Type.Resize)


class PhraseEntry(QObject):
    """Offers and puts in. A phrase completes the line one is in, or comes in at the cursor when it does not fit on."""

    def __init__(
        self,
        parent: QWidget,
        book: Callable[[], PhraseBook],
        finish: Callable[[Editor], None] | None = None,
    ) -> None:
        """`book` answers with the phrases as they are now; `finish` ends what the input method is composing."""
        super().__init__(parent)
        self._book = book
        self._finish = finish or _commit_composition
        self._editor: Editor | None = None
        self._popup: PhrasePopup | None = None
        self._putting = False

    def serve(self, editor: Editor) -> None:
        """Makes the phrases work in a text field of a form."""
        editor.installEventFilter(self)
        if isinstance(editor, QLineEdit):
            editor.textEdited.connect(lambda _: self.offer(editor))
        else:
            editor.textChanged.connect(lambda: self.offer(editor) if editor.hasFocus() else None)

    def offer(self, editor: Editor) -> None:
        """Shows what fits the line one is typing; nothing on an empty line."""
        if self._putting:
            return
        line = _line(editor)
        phrases = self._book().offered(line) if line.strip() else ()
        if not phrases:
            self.hide()
            return
        if self._popup is None or self._popup.window() is not editor.window():
            self._popup = PhrasePopup(editor.window())
            self._popup.chosen.connect(self._put_chosen)
        self._editor = editor
        self._popup.offer(phrases, editor)

    def hide(self) -> None:
        """Takes the list away."""
        if self._popup is not None:
            self._popup.hide()

    def put_numbered(self, editor: Editor, number: int) -> None:
        """Alt+number: of the list that is shown, or else of the person's first nine."""
        shown = self._popup is not None and self._popup.isVisible() and self._editor is editor
        phrases = self._popup.phrases if self._popup is not None and shown else self._book().offered("")
        if number <= len(phrases):
            self.put(editor, phrases[number - 1])

    def put(self, editor: Editor, phrase: str) -> None:
        """Completes the line when the phrase holds what is typed of it; otherwise the phrase comes in at the cursor."""
        self._finish(editor)
        completes = _line(editor).strip() in phrase
        self._putting = True
        if isinstance(editor, QLineEdit):
            if completes:
                editor.selectAll()
            editor.insert(phrase)
        else:
            cursor = editor.textCursor()
            if completes:
                cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(phrase)
        self._putting = False
        self.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            number = alt_number(event)
            if number is not None and isinstance(watched, QLineEdit | QPlainTextEdit):
                self.put_numbered(watched, number)
                return True
            if event.key() == Qt.Key.Key_Escape and self._popup is not None and self._popup.isVisible():
                self.hide()  # the first Esc takes the list away, the second closes the dialog
                return True
        elif event.type() in _LEFT:
            self.hide()
        return super().eventFilter(watched, event)

    def _put_chosen(self, phrase: str) -> None:
        if self._editor is not None:
            self.put(self._editor, phrase)


def alt_number(event: QKeyEvent) -> int | None:
    """1…9 for Alt+1…9, None for any other key."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    number = event.key() - int(Qt.Key.Key_0)
    return number if modifiers == Qt.KeyboardModifier.AltModifier and 1 <= number <= 9 else None


def _line(editor: Editor) -> str:
    return editor.text() if isinstance(editor, QLineEdit) else editor.textCursor().block().text()


def _commit_composition(_editor: Editor) -> None:
    QGuiApplication.inputMethod().commit()
