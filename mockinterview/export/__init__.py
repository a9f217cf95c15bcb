"""A review as a file somebody else can open."""

from mockinterview.export.exports import FORMATS, Exports, export_review

__all__ = ["FORMATS", "Exports", "export_review"]
