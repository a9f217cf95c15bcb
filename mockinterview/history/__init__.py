"""The store of attempts, its copies, and backups of everything: the only room that speaks SQL."""

from mockinterview.history.history import History
from mockinterview.history.safekeeping import SafeKeeping

__all__ = ["History", "SafeKeeping"]
