"""Question banks on disk: read, checked, written."""

from mockinterview.bank.banks import Banks
from mockinterview.bank.reader import read_bank
from mockinterview.bank.writer import write_bank

__all__ = ["Banks", "read_bank", "write_bank"]
