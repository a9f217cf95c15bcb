"""The one design language: colours, type scale, spacing, icons and style. `apply` gives it to the application."""

from mockinterview.ui.look.icons import icon, icon_pixmap, paint_icon
from mockinterview.ui.look.scale import GAP, MARGIN, RADIUS, TARGET, Size, font, px
from mockinterview.ui.look.style import Look, apply
from mockinterview.ui.look.theme import DARK, LIGHT, Hue, Theme, hue_of, state_icon, state_word, theme_of

__all__ = [
    "DARK",
    "GAP",
    "LIGHT",
    "MARGIN",
    "RADIUS",
    "TARGET",
    "Hue",
    "Look",
    "Size",
    "Theme",
    "apply",
    "font",
    "hue_of",
    "icon",
    "icon_pixmap",
    "paint_icon",
    "px",
    "state_icon",
    "state_word",
    "theme_of",
]
