"""Every command that needs no window. Each prints JSON with --json; its shapes are in core/shapes.py.

Exit status: 0 done, 1 a problem with its sentence on stderr, 2 the command line was wrong.
"""

from mockinterview.cli.command_line import main, parser
from mockinterview.cli.watcher import Watcher

__all__ = ["Watcher", "main", "parser"]
