"""Many small objects at once, without the collector of cyclic garbage looking at them again and again: it would double the time."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def many_objects() -> Iterator[None]:
    """No collection inside; nothing made there may be cyclic. Calls may nest."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
