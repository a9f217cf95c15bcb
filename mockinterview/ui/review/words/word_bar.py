"""A small bar beside words that were selected or clicked: what can be done with them, where the eye is already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from mockinterview.ui.look import GAP
from mockinterview.ui.review.words.word_wishes import Wish
from mockinterview.ui.widgets.buttons import Button
from mockinterview.ui.widgets.text import Label


@dataclass(frozen=True)
class Offer:
    """One button. shown: with its words, else the icon alone."""

    wish: Wish
    words: str
    icon: str
    shown: bool = False
    key: str = ""


class WordBar(QFrame):
    """Hidden until something is offered. It never takes the focus by itself; Tab leads into it. wished: a `Wish`."""

    wished = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._place = parent
        self.setProperty("look", "card")
        self.setAccessibleName("What to do with these words")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._offers: tuple[Offer, ...] = ()
        self._said = ""
        self._narrow = False
        self._label = Label("", "muted", wrap=False)
        self._label.setContentsMargins(GAP, 0, GAP // 2, 0)
        self.buttons: list[Button] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(GAP // 2, GAP // 4, GAP // 2, GAP // 4)
        self._row.setSpacing(0)
        self._row.addWidget(self._label)
        self.hide()

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What is offered now; nothing while it is hidden."""
        return () if self.isHidden() else self._offers

    def offer(self, over: QRect, said: str, offers: Sequence[Offer]) -> None:
        """Show buttons beside a part of the parent. said: what it is about, in front of them."""
        if (said, tuple(offers)) != (self._said, self._offers):
            self._said, self._offers, self._narrow = said, tuple(offers), False
            self._label.setText(said)
            self._fill()
        self.show()
        self.raise_()
        self.move_over(over)

    def _fill(self) -> None:
        self._label.setVisible(bool(self._said) and not self._narrow)
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for offer in self._offers:
            shown = offer.shown and not self._narrow
            button = Button(offer.words, offer.icon, "plain" if shown else "icon", key="" if shown else offer.key)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(self._on_clicked)
            self._row.addWidget(button)
            self.buttons.append(button)

    def move_over(self, over: QRect) -> None:
        """Stand above a part of the parent, below it where there is no room above. Where it is narrow, icons must do."""
        if not self._narrow and self.sizeHint().width() > self._place.width():
            self._narrow = True
            self._fill()
        place, size = self._place, self.sizeHint()
        left = max(0, min(over.left() - GAP, place.width() - size.width()))
        above, below = over.top() - size.height() - GAP // 2, over.bottom() + GAP
        self.setGeometry(left, above if above >= 0 else below, size.width(), size.height())

    @Slot()
    def _on_clicked(self) -> None:
        button = self.sender()
        self.wished.emit(
            next(offer.wish for offer, made in zip(self._offers, self.buttons, strict=True) if made is button)
        )
