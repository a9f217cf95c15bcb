"""The one design language: colours, type scale, spacing and style; `apply` gives it to the application.

Icons and the looks of states stand apart, in `look.icons` and `look.states`: the first frame is on the screen without them.
"""

from mockinterview.ui.look.scale import GAP, MARGIN, RADIUS, TARGET, Size, font, px
from mockinterview.ui.look.style import Look, apply
from mockinterview.ui.look.theme import DARK, LIGHT, Theme, theme_of

__all__ = [
    "DARK",
    "GAP",
    "LIGHT",
    "MARGIN",
    "RADIUS",
    "TARGET",
    "Look",
    "Size",
    "Theme",
    "apply",
    "font",
    "px",
    "theme_of",
]
