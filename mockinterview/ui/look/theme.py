"""Every colour of the program, once for light and once for dark.

Text colours stand at 4.5:1 or more on every surface they are used on (WCAG 2.2 AA; a test checks the table). The four evidence hues
stay apart for protanopia and deuteranopia (Machado et al. 2009, severity 1.0; a test simulates both). The first frame is drawn in
these colours, so nothing here imports more than it needs: naming Qt's `Qt` alone takes longer than painting that frame.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QColor, QPalette


class Theme(NamedTuple):
    """The colour tokens. A name says what a colour is for, never which it is.

    window: behind everything; surface: cards, lists, fields; raised: a hovered row; line: hairlines; field_line: edges of what can
    be typed into or pressed (3:1); accent: the next step; lamp: sound is arriving; the *_wash colours lie behind text of that hue.
    """

    name: str
    window: str
    sidebar: str
    surface: str
    raised: str
    line: str
    field_line: str
    handle: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    on_accent_quiet: str
    accent_text: str
    accent_wash: str
    focus: str
    lamp: str
    meter: str
    meter_high: str
    meter_trough: str
    playing_word: str
    covered: str
    covered_wash: str
    partly: str
    partly_wash: str
    unsure: str
    unsure_wash: str
    warning: str
    warning_wash: str
    quiet: str
    quiet_wash: str

    def colour(self, token: str) -> QColor:
        """A token as a colour; AttributeError for a name that is not in the table."""
        return QColor(getattr(self, token))


LIGHT = Theme(
    name="light",
    window="#f6f6f3",
    sidebar="#efefeb",
    surface="#ffffff",
    raised="#f1f2f0",
    line="#dfe0db",
    field_line="#868b90",
    handle="#c3c6c4",
    text="#1e2329",
    muted="#596169",
    accent="#1d5c9e",
    accent_hover="#184f89",
    accent_pressed="#134272",
    on_accent="#ffffff",
    on_accent_quiet="#cfe0f1",
    accent_text="#1a568f",
    accent_wash="#e4eef8",
    focus="#1d5c9e",
    lamp="#c7252f",
    meter="#2d8272",
    meter_high="#b26a00",
    meter_trough="#e3e4e0",
    playing_word="#ffe9a8",
    covered="#006b5e",
    covered_wash="#dcf1ec",
    partly="#805800",
    partly_wash="#fbefd2",
    unsure="#4f4ac6",
    unsure_wash="#e8e7fb",
    warning="#a61c43",
    warning_wash="#fbe3e8",
    quiet="#596169",
    quiet_wash="#ecece8",
)

DARK = Theme(
    name="dark",
    window="#17191d",
    sidebar="#131518",
    surface="#1f2227",
    raised="#282c32",
    line="#33373e",
    field_line="#757c85",
    handle="#4a5058",
    text="#e7e9ec",
    muted="#a4abb3",
    accent="#8fc1f5",
    accent_hover="#a6cef8",
    accent_pressed="#77acde",
    on_accent="#10202f",
    on_accent_quiet="#22394f",
    accent_text="#9ac8f7",
    accent_wash="#22344a",
    focus="#8fc1f5",
    lamp="#ff6a6a",
    meter="#4fb8a2",
    meter_high="#e9b04a",
    meter_trough="#343940",
    playing_word="#5c4d17",
    covered="#4fc7b2",
    covered_wash="#173a36",
    partly="#f0c058",
    partly_wash="#3d3218",
    unsure="#a9a7ff",
    unsure_wash="#2b2b52",
    warning="#f58aa3",
    warning_wash="#472330",
    quiet="#a4abb3",
    quiet_wash="#2b2f35",
)


def theme_of(palette: QPalette) -> Theme:
    """The theme a palette was made from, so that whatever paints needs nothing but its own palette.

    Told by a role that style sheets leave alone: a background in the sheet becomes Window, Base and Button of a widget's palette.
    """
    return DARK if palette.color(QPalette.ColorRole.Mid).lightness() < 128 else LIGHT


def palette_for(theme: Theme) -> QPalette:
    """Fusion's palette in our colours."""
    role = QPalette.ColorRole
    active = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: theme.raised,
        role.Text: theme.text,
        role.PlaceholderText: theme.muted,
        role.Button: theme.surface,
        role.ButtonText: theme.text,
        role.BrightText: theme.on_accent,
        role.ToolTipBase: theme.surface,
        role.ToolTipText: theme.text,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Accent: theme.accent,
        role.Link: theme.accent_text,
        role.LinkVisited: theme.accent_text,
        role.Light: theme.raised,
        role.Midlight: theme.line,
        role.Mid: theme.line,
        role.Dark: theme.field_line,
        role.Shadow: theme.line,
    }
    palette = QPalette()
    for name, value in active.items():
        palette.setColor(name, QColor(value))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(theme.field_line))
    return palette
