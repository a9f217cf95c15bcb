"""The picture of the time line in tiles: each is painted when it is first seen, and kept while it may be seen again.

Scrolling by a pixel then paints nothing but, now and then, one tile; the playhead moves over tiles that are there.
"""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap

from mockinterview.ui.review.line.picture import Picture

TILE = 256
"""Width of a tile in pixels; on a screen of any pixel ratio that desktops offer it is a whole number of its pixels."""

MOST_TILES = 24
"""So many are kept: three windows of 2,000 pixels, some 5 MB."""


class Tiles:
    """Tiles of one picture at a time."""

    def __init__(self) -> None:
        self._picture: Picture | None = None
        self._ratio = 1.0
        self._tiles: dict[int, QPixmap] = {}

    def show(self, picture: Picture, ratio: float) -> bool:
        """Have tiles of a picture from now on; whether that is another one. ratio: device pixels in a pixel."""
        if self._picture is not None and ratio == self._ratio and self._picture.same_as(picture):
            return False
        self._picture, self._ratio = picture, ratio
        self._tiles.clear()
        return True

    def tile(self, index: int) -> QPixmap:
        """The tile that begins at the place `index * TILE`."""
        found = self._tiles.get(index)
        if found is None:
            found = self._tiles[index] = self._painted(index)
            if len(self._tiles) > MOST_TILES:
                del self._tiles[max(self._tiles, key=lambda other: abs(other - index))]
        return found

    def _painted(self, index: int) -> QPixmap:
        picture = self._picture
        assert picture is not None, "no picture was given"
        tile = QPixmap(ceil(TILE * self._ratio), ceil(picture.layout.seen_height * self._ratio))
        tile.setDevicePixelRatio(self._ratio)
        tile.fill(Qt.GlobalColor.transparent)
        painter = QPainter(tile)
        picture.paint(painter, index * TILE, TILE)
        painter.end()
        return tile
