"""Qt's own words in Chinese: file dialogs, message boxes, the menus of text fields, the calendar.

Where the desktop has native dialogs these speak its language; everything else comes from Qt's translation, which the
wheel brings and build.spec packs.
"""

from __future__ import annotations

import logging

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

_CATALOGUE = "qtbase_zh_CN"
_PUT_ON = "courtLanguage"
log = logging.getLogger(__name__)


def speak_chinese(application: QApplication) -> None:
    """Has Qt speak Simplified Chinese, whatever the desktop's language is. Call before the first widget is made."""
    if application.property(_PUT_ON) is not None:
        return
    application.setProperty(_PUT_ON, "yes")
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(application)
    if translator.load(_CATALOGUE, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    else:
        log.warning("Qt's translation is missing", extra={"catalogue": _CATALOGUE})
