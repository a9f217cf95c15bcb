"""Empty modules in the place of libraries that a recogniser imports and never uses: a compiler, a downloader, a file reader."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any


@contextmanager
def standing_in(*names: str, **contents: Any) -> Iterator[None]:
    """While it lasts, importing one of `names` gives an empty module with `contents` in it; afterwards all is as before."""
    before = {name: sys.modules.get(name) for name in names}
    for name in names:
        sys.modules[name] = ModuleType(name)
        sys.modules[name].__dict__.update(contents)
    try:
        yield
    finally:
        for name, own in before.items():
            if own is None:
                del sys.modules[name]
            else:
                sys.modules[name] = own
