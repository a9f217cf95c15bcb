"""The store of attempts: the only room that speaks SQL."""

from mockinterview.history.history import History

__all__ = ["History"]
