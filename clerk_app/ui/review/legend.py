"""The line above the texts: what is still open, and what each colour means with how often it occurs."""

from __future__ import annotations

from collections import Counter

from PySide6.QtWidgets import QLabel, QWidget

from clerk_app.ui.review.marks import GROUPS, group_of
from clerk_app.ui.theme import tokens
from clerk_app.ui.widgets.arrange import divider, in_row
from clerk_app.ui.widgets.words import Tone, set_property, tag, words
from clerk_app.use_cases.web_copy_views import WebCopyView


class Legend(QWidget):
    """Counts in words; the colours of the text stand behind their names."""

    def __init__(self) -> None:
        super().__init__()
        self._open, self._status = tag(""), tag("")
        self._groups: dict[str, QLabel] = {}
        labels = []
        for group in GROUPS:
            label = words(group.label, points=tokens.META_PT)
            label.setProperty("mark", group.mark)
            self._groups[group.mark] = label
            labels.append(label)
        self._dashed = words("虚线：待确认或保留原文　实线：已答复", "hint", tokens.META_PT)
        self.setLayout(in_row(self._status, self._open, divider(), *labels, self._dashed, None, spacing=8))

    def show_copy(self, copy: WebCopyView) -> None:
        """The counts of this copy."""
        self._status.setText(copy.status_label)
        set_property(self._status, "tone", Tone.ACCENT.value)
        places = sum(span.is_open for span in copy.spans)
        found = sum(finding.is_open for finding in copy.findings)
        parts = [f"{places} 处隐名待确认"] * bool(places) + [f"{found} 项检查待答复"] * bool(found)
        self._open.setText("，".join(parts) or ("没有待办，可以确认" if copy.may_confirm else "没有待办"))
        set_property(self._open, "tone", (Tone.AMBER if parts else Tone.GREEN).value)
        counts = Counter(group_of(span).mark for span in copy.spans if not span.left and span.decision != "kept")
        for group in GROUPS:
            self._groups[group.mark].setText(f"{group.label} {counts[group.mark]}")
            self._groups[group.mark].setVisible(bool(counts[group.mark]))
