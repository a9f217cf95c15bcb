"""Puts the look on the application: Fusion, our palette, one short style sheet; follows the desktop's scheme and the settings live.

A widget says what it is with the property `look` ("primary", "card", "muted" …); everything about how that looks stands here. The
sheet is short on purpose: every rule is paid for at the start of the program.
"""

from __future__ import annotations

from string import Template

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from mockinterview.settings import Settings, table
from mockinterview.ui.look.scale import Size
from mockinterview.ui.look.theme import DARK, LIGHT, Theme, palette_for

USUAL_TEXT_PX = 13.33
"""10 points on a 96 dpi screen: the system text size that the type scale's 100 % stands for."""

_SHEET = Template("""
QLabel[look="small"] { font-size: ${small}px; color: $muted; }
QLabel[look="muted"] { color: $muted; }
QLabel[look="strong"] { font-weight: 600; }
QLabel[look="reading"] { font-size: ${reading}px; }
QLabel[look="heading"] { font-weight: 600; color: $accent_text; }
QLabel[look="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[look="question"] { font-size: ${question}px; }
QLabel[look="key"] { background: $raised; border: 1px solid $line; border-radius: 4px; padding: 1px 6px; font-size: ${small}px; }
QFrame[look="card"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QFrame[look="notice"] { background: $accent_wash; border: none; border-radius: 8px; }
QFrame[look="trouble"] { background: $warning_wash; border: none; border-radius: 8px; }
QFrame[look="sidebar"] { background: $sidebar; border: none; border-right: 1px solid $line; }
QFrame[look="quiet-line"] { background: $sidebar; border: none; border-top: 1px solid $line; }
QFrame[look="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QPushButton { background: $surface; border: 1px solid $field_line; border-radius: 6px; padding: 5px 14px; min-height: 22px; }
QPushButton:hover { background: $raised; }
QPushButton:pressed, QPushButton:checked { background: $accent_wash; border-color: $accent; }
QPushButton:disabled { color: $field_line; border-color: $line; }
QPushButton:focus { border: 2px solid $focus; padding: 4px 13px; }
QPushButton[look="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600; }
QPushButton[look="primary"]:hover { background: $accent_hover; }
QPushButton[look="primary"]:pressed { background: $accent_pressed; }
QPushButton[look="primary"]:disabled { background: $line; color: $muted; border-color: $line; }
QPushButton[look="primary"]:focus { border: 2px solid $text; }
QPushButton[look="plain"] { background: transparent; border: 1px solid transparent; padding: 5px 10px; }
QPushButton[look="plain"]:hover { background: $raised; }
QPushButton[look="plain"]:checked { background: $accent_wash; color: $accent_text; }
QPushButton[look="plain"]:focus { border: 2px solid $focus; padding: 4px 9px; }
QPushButton[look="icon"] { background: transparent; border: 1px solid transparent; padding: 5px; min-width: 20px; }
QPushButton[look="icon"]:hover, QPushButton[look="icon"]:checked { background: $raised; }
QPushButton[look="icon"]:focus { border: 2px solid $focus; padding: 4px; }
QPushButton[look="nav"] { background: transparent; border: 1px solid transparent; padding: 5px 10px; }
QPushButton[look="nav"] { text-align: left; min-height: 28px; }
QPushButton[look="nav"]:hover { background: $raised; }
QPushButton[look="nav"]:checked { background: $accent_wash; color: $accent_text; font-weight: 600; }
QPushButton[look="nav"]:focus { border: 2px solid $focus; padding: 4px 9px; }
QPushButton[look="chip"] { border-radius: 16px; padding: 4px 12px; border-color: $line; min-height: 22px; }
QPushButton[look="chip"]:focus { border: 2px solid $focus; padding: 3px 11px; }
QPushButton[scale="large"] { min-height: 38px; font-size: ${reading}px; }
QLineEdit { background: $surface; border: 1px solid $field_line; border-radius: 6px; padding: 5px 10px; min-height: 22px; }
QLineEdit:focus { border: 2px solid $focus; padding: 4px 9px; }
QSpinBox { background: $surface; border: 1px solid $field_line; border-radius: 6px; padding: 5px 1px; }
QSpinBox:focus { border: 2px solid $focus; padding: 4px 0; }
QSpinBox::up-button, QSpinBox::down-button { subcontrol-origin: border; width: 0; height: 0; }
QSpinBox QLineEdit, QSpinBox QLineEdit:focus { background: transparent; border: none; padding: 0; min-height: 0; }
QScrollArea[look="column"] > QWidget { background: transparent; }
QScrollArea, QListView, QTextEdit, QPlainTextEdit { background: transparent; border: none; }
QListView:focus { outline: none; }
QPlainTextEdit[look="field"] { background: $surface; border: 1px solid $field_line; border-radius: 6px; padding: 3px 5px; }
QPlainTextEdit[look="field"]:focus { border: 2px solid $focus; padding: 2px 4px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: $handle; border-radius: 4px; min-height: 32px; min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; width: 0; height: 0; }
QProgressBar { background: $meter_trough; border: none; border-radius: 4px; min-height: 8px; max-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QSplitter::handle { background: transparent; }
QToolTip { background: $surface; color: $text; border: 1px solid $line; padding: 4px 8px; }
QMenu { background: $surface; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent_wash; color: $text; }
""")


def style_sheet(theme: Theme, factor: float) -> str:
    """The style sheet of a theme; factor: how much larger than 100 % text is."""
    sizes = {size.name.lower(): round(size * factor) for size in Size}
    return _SHEET.substitute(theme._asdict() | {name: str(value) for name, value in sizes.items()})


class Look(QObject):
    """Keeps the application looking as the desktop and the settings say, from now on.

    Made, it sets the colours, which is all that the first frame needs; `dress` adds type and style sheet before the first widget.
    changed: colours or sizes are others now; every widget has been told by Qt already (palette and font change).
    """

    changed = Signal()

    def __init__(self, app: QApplication, settings: Settings) -> None:
        super().__init__(app)
        self._app = app
        self._settings = settings
        self._system_font: QFont | None = None
        self._shown: tuple[str, int] | None = None
        app.setStyle("Fusion")
        app.setPalette(palette_for(self.theme))

    @property
    def theme(self) -> Theme:
        """The theme that holds now."""
        wish = self._settings.get(table.THEME)
        if wish == "system":
            # Fusion's own palette follows the desktop's scheme; asking for `Qt.ColorScheme` costs more than the first frame.
            ground = self._app.style().standardPalette().color(QPalette.ColorRole.Window)
            return DARK if ground.lightness() < 128 else LIGHT
        return DARK if wish == "dark" else LIGHT

    def dress(self) -> None:
        """Type and style sheet too, and from now on whatever the desktop or the settings change. To be called once."""
        self._system_font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        self._put_on()
        self._app.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)
        self._settings.on_change(table.THEME, self._on_setting_changed)
        self._settings.on_change(table.TEXT_PERCENT, self._on_setting_changed)

    def _put_on(self) -> None:
        assert self._system_font is not None
        theme = self.theme
        system = max(1.0, QFontInfo(self._system_font).pixelSize() / USUAL_TEXT_PX)
        body = round(Size.BODY * system * self._settings.get(table.TEXT_PERCENT) / 100)
        if self._shown == (theme.name, body):
            return
        self._shown = (theme.name, body)
        made = QFont(self._system_font)
        made.setPixelSize(body)
        self._app.setFont(made)
        self._app.setPalette(palette_for(theme))
        self._app.setStyleSheet(style_sheet(theme, body / Size.BODY))
        self.changed.emit()

    @Slot()
    def _on_scheme_changed(self) -> None:
        self._put_on()

    def _on_setting_changed(self, _value: object) -> None:
        self._put_on()


def apply(app: QApplication, settings: Settings) -> Look:
    """Give the application our whole look; call it once, before the first window."""
    look = Look(app, settings)
    look.dress()
    return look
