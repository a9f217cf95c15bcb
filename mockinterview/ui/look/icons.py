"""Our icons: small SVG files on a 24 px grid, drawn with a 1.75 px stroke, tinted when they are painted.

They are read by this module and not by QtSvg, which would cost 20 ms and 4 MB at the start of the program. The files keep to what
is understood here: circle, line, polyline, polygon, rect and path, with fill="currentColor" for what is filled; a path may use
M L H V C Q Z, in both cases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from mockinterview.system.places import resources

GRID = 24
STROKE = 1.75

_SHAPE = re.compile(r"<(circle|line|polyline|polygon|rect|path)\b([^>]*?)/>", re.DOTALL)
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
_STEP = re.compile(r"([MLHVCQZ])([^MLHVCQZ]*)", re.IGNORECASE)
_ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Q": 4}

Shape = tuple[QPainterPath, bool]
"""An outline, and whether it is filled (else stroked)."""


@lru_cache(maxsize=128)
def shapes(name: str) -> tuple[Shape, ...]:
    """The outlines of an icon. OSError if there is none of that name."""
    text = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    found = []
    for kind, inside in _SHAPE.findall(text):
        attributes = dict(_ATTRIBUTE.findall(inside))
        found.append((_outline(kind, attributes), attributes.get("fill") == "currentColor"))
    return tuple(found)


def paint_icon(painter: QPainter, name: str, box: QRectF, colour: QColor) -> None:
    """Draw an icon into a square box in one colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / GRID, box.height() / GRID)
    pen = QPen(colour, STROKE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    for outline, filled in shapes(name):
        if filled:
            painter.fillPath(outline, colour)
        else:
            painter.strokePath(outline, pen)
    painter.restore()


def icon_pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """An icon as a picture of `size` logical pixels for a screen of that device pixel ratio."""
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_icon(painter, name, QRectF(0, 0, size, size), colour)
    painter.end()
    return pixmap


def icon(name: str, colour: QColor, size: int = 20, ratio: float = 2.0, disabled: QColor | None = None) -> QIcon:
    """An icon for a button or a menu. It does not change with the theme: make it anew in `changeEvent` (`widgets.Button` does)."""
    made = QIcon(icon_pixmap(name, colour, size, ratio))
    if disabled is not None:
        made.addPixmap(icon_pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled)
    return made


def _numbers(text: str) -> list[float]:
    return [float(number) for number in _NUMBER.findall(text)]


def _outline(kind: str, attributes: dict[str, str]) -> QPainterPath:
    path = QPainterPath()

    def at(key: str) -> float:
        return float(attributes.get(key, 0))

    match kind:
        case "circle":
            path.addEllipse(QPointF(at("cx"), at("cy")), at("r"), at("r"))
        case "rect":
            path.addRoundedRect(QRectF(at("x"), at("y"), at("width"), at("height")), at("rx"), at("rx"))
        case "line":
            path.moveTo(at("x1"), at("y1"))
            path.lineTo(at("x2"), at("y2"))
        case "path":
            _trace(path, attributes["d"])
        case _:
            numbers = _numbers(attributes["points"])
            points = [QPointF(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
            path.moveTo(points[0])
            for point in points[1:]:
                path.lineTo(point)
            if kind == "polygon":
                path.closeSubpath()
    return path


def _steps(d: str) -> Iterator[tuple[str, list[float]]]:
    """The commands of a path with one set of numbers each; further pairs after M are lines."""
    for letter, rest in _STEP.findall(d):
        numbers, count = _numbers(rest), _ARGUMENTS.get(letter.upper(), 0)
        if count == 0:
            yield letter, []
            continue
        for start in range(0, len(numbers), count):
            again = "l" if letter == "m" else "L"
            yield (again if letter in "mM" and start else letter), numbers[start : start + count]


def _trace(path: QPainterPath, d: str) -> None:
    for letter, numbers in _steps(d):
        here = path.currentPosition()
        origin = here if letter.islower() else QPointF(0, 0)
        match letter.upper():
            case "Z":
                path.closeSubpath()
            case "H":
                path.lineTo(origin.x() + numbers[0], here.y())
            case "V":
                path.lineTo(here.x(), origin.y() + numbers[0])
            case command:
                points = [origin + QPointF(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
                if command == "M":
                    path.moveTo(points[0])
                elif command == "L":
                    path.lineTo(points[0])
                elif command == "Q":
                    path.quadTo(points[0], points[1])
                else:
                    path.cubicTo(points[0], points[1], points[2])
