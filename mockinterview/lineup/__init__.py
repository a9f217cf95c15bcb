"""Transcript and checklist -> states with evidence."""

from __future__ import annotations

from mockinterview.lineup.matcher import LexicalMatcher


def load_matcher() -> LexicalMatcher:
    """The matcher the program uses."""
    return LexicalMatcher()


__all__ = ["LexicalMatcher", "load_matcher"]
