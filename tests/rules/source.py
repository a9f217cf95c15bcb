"""The program's own source, parsed once, for the tests that read it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, eq=False)
class Source:
    """One Python file. `name`: its path from the project's folder, with slashes."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.name)

    def nodes(self, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
        """All nodes of these kinds, anywhere in the file."""
        return (node for node in ast.walk(self.tree) if isinstance(node, kinds))

    def imported(self) -> Iterator[tuple[str, int]]:
        """Every imported module's whole name (for `from a import b`, both `a` and `a.b`), with its line."""
        for node in self.nodes(ast.Import, ast.ImportFrom):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                yield node.module or "", node.lineno
                yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """Every call with the last part of what is called: `a.b.c(…)` gives "c"."""
        for node in self.nodes(ast.Call):
            assert isinstance(node, ast.Call)
            called = node.func
            yield (
                called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else "",
                node,
            )

    def at(self, node: ast.AST) -> str:
        """Where something stands, as a person looks it up."""
        return f"{self.name}:{getattr(node, 'lineno', 0)}"


def sources(*folders: str) -> list[Source]:
    """The Python files under these folders of the project."""
    return [Source(path) for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


PROGRAM = sources("mockinterview")
TESTS = sources("tests")
EVERYTHING = [*PROGRAM, *TESTS, *sources("packaging")]
