"""Buttons whose icons keep the colour of their words, in either theme."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter, QWidget

from mockinterview.ui.look import TARGET, px, theme_of
from mockinterview.ui.look.icons import icon

ICON = 18

_KEY_GAP = "\u2002\u2002"

ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class Button(QPushButton):
    """A button that says the deed. look: "", "primary", "plain", "icon" (no words shown) or "nav".

    key: shown after the words, so that the keyboard is learnt by looking. Its accessible name is the words alone.
    """

    def __init__(
        self, words: str, icon_name: str = "", look: str = "", *, key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._look = look
        self._key = key
        self._tint = ""
        self._stale = True
        if icon_name:
            self.setIconSize(QSize(px(ICON), px(ICON)))
        if look:
            self.setProperty("look", look)
        self.setMinimumHeight(TARGET)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.say(words)

    def say(self, words: str, icon_name: str | None = None) -> None:
        """Change words and, if given, icon."""
        if icon_name is not None:
            self._icon_name = icon_name
        self.setAccessibleName(words)
        if self._look == "icon":
            self.setToolTip(f"{words} ({self._key})" if self._key else words)
            if self._key:  # else the tool tip is read out, and with it the words once more
                self.setAccessibleDescription(self._key)
        else:
            self.setText(f" {words}{_KEY_GAP}{self._key}" if self._key else f" {words}" if self._icon_name else words)
        self._draw_icon()

    @property
    def key(self) -> str:
        """What is shown as its key."""
        return self._key

    def show_key(self, key: str) -> None:
        """Show another key from now on."""
        if self.accessibleDescription() == self._key:
            self.setAccessibleDescription("")
        self._key = key
        self.say(self.accessibleName())

    def tint(self, token: str) -> None:
        """Give the icon the colour of a theme token instead of the words' colour."""
        self._tint = token
        self._draw_icon()

    def _draw_icon(self) -> None:
        """Now, if the button is on the screen; else when it comes there, so that a page is built without drawing."""
        if not self._icon_name:
            return
        self._stale = not self.isVisible()
        if self._stale:
            return
        theme = theme_of(self.palette())
        on_fill = self._look == "primary"
        token = self._tint or ("on_accent" if on_fill else "muted" if self._look in ("icon", "nav") else "text")
        if self._look == "nav" and self.isChecked():
            token = "accent_text"
        self.setIconSize(QSize(px(ICON), px(ICON)))
        disabled = QColor(theme.muted if on_fill else theme.field_line)
        self.setIcon(icon(self._icon_name, theme.colour(token), px(ICON), self.devicePixelRatioF(), disabled))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationFontChange):
            self._draw_icon()

    def paintEvent(self, event: QPaintEvent) -> None:
        """As the style does it, but for the key: that is written in a quieter colour than the words."""
        if not self._key or self._look == "icon":
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        text, option.text, option.icon = option.text, "", QIcon()
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        self._paint_words(painter, text)
        painter.end()

    def _paint_words(self, painter: QStylePainter, text: str) -> None:
        theme = theme_of(self.palette())
        metrics = self.fontMetrics()
        side = self.iconSize().width() if self._icon_name else 0
        left = (self.width() - side - metrics.horizontalAdvance(text)) / 2
        if side:
            mode = QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled
            self.icon().paint(painter, QRect(round(left), (self.height() - side) // 2, side, side), mode=mode)
        tokens = ("on_accent", "on_accent_quiet") if self._look == "primary" else ("text", "muted")
        left += side
        for part, token in zip((f" {self.accessibleName()}", f"{_KEY_GAP}{self._key}"), tokens, strict=True):
            disabled = "muted" if self._look == "primary" else "field_line"
            painter.setPen(theme.colour(token if self.isEnabled() else disabled))
            width = metrics.horizontalAdvance(part)
            painter.drawText(QRectF(left, 0, width + 2, self.height()), int(Qt.AlignmentFlag.AlignVCenter), part)
            left += width

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows are the page's, which may have a use for them: a QPushButton would go to its neighbour."""
        if event.key() in ARROWS and self._look != "nav" and self.group() is None:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._draw_icon()

    def checkStateSet(self) -> None:
        super().checkStateSet()
        if self._look == "nav":
            self._draw_icon()
