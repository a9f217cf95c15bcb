"""Trials of what must not lose a take or the history: each does one kind of harm many times and counts what was lost."""
