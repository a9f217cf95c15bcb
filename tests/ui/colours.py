"""Colours as they are measured: contrast (WCAG 2.2), lightness and distance (CIE L*a*b*), and as colour-blind people see them."""

from __future__ import annotations

from PySide6.QtGui import QColor

from mockinterview.ui.look.states import Hue

Lab = tuple[float, float, float]

GROUNDS = ("window", "sidebar", "surface", "raised")
TEXT_PAIRS = [
    *((text, ground) for text in ("text", "muted", "accent_text") for ground in GROUNDS),
    *((hue.value, ground) for hue in Hue for ground in ("window", "surface", f"{hue.value}_wash")),
    *(("text", f"{hue.value}_wash") for hue in Hue),
    *(("on_accent", fill) for fill in ("accent", "accent_hover", "accent_pressed")),
    ("on_accent_quiet", "accent"),
    ("text", "accent_wash"),
    ("muted", "accent_wash"),
    ("accent_text", "accent_wash"),
    ("text", "playing_word"),
]
SHAPE_PAIRS = [
    *(
        (shape, ground)
        for shape in ("field_line", "focus", "lamp", "meter", "meter_high")
        for ground in ("window", "surface")
    ),
]


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    return sum(part * share for part, share in zip(linear(colour), (0.2126, 0.7152, 0.0722), strict=True))


def linear(colour: str) -> tuple[float, float, float]:
    shade = QColor(colour)
    parts = (shade.redF(), shade.greenF(), shade.blueF())
    r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return r, g, b


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def over(colour: str, ground: str, alpha: float) -> str:
    """A colour laid over a ground, so much of it."""
    top, below = QColor(colour), QColor(ground)
    parts = zip((top.redF(), top.greenF(), top.blueF()), (below.redF(), below.greenF(), below.blueF()), strict=True)
    return QColor.fromRgbF(*(alpha * a + (1 - alpha) * b for a, b in parts)).name()


# Machado, Oliveira, Fernandes 2009, table 1, severity 1.0.
BLINDNESS = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}


def lab(rgb: tuple[float, ...]) -> tuple[float, float, float]:
    """CIE L*a*b* under D65 of linear RGB."""
    r, g, b = rgb
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(colour: str, kind: str) -> Lab:
    """A colour as somebody sees it who is blind to a part of colours, in L*a*b*."""
    parts = linear(colour)
    return lab(
        tuple(min(1.0, max(0.0, sum(m * p for m, p in zip(row, parts, strict=True)))) for row in BLINDNESS[kind])
    )


def distance(one: Lab, other: Lab) -> float:
    """How far apart two colours are (CIE 1976); 2.3 is just noticeable (Mahy et al. 1994)."""
    return float(sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5)
