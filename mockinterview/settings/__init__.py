"""What the person may change about the program: one typed table, kept in one small file."""

from mockinterview.settings.settings import Settings
from mockinterview.settings.table import ALL, Setting

__all__ = ["ALL", "Setting", "Settings"]
