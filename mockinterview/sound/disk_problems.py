"""What a disk says, in the person's words."""

from __future__ import annotations

import errno
import logging

from mockinterview.core.problems import TakeProblem

log = logging.getLogger(__name__)


def disk_problem(error: OSError, what: str) -> TakeProblem:
    """The sentence for a disk that does not take or give a recording. what: what happened, as a sentence."""
    log.warning("%s %s", what, error)
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return TakeProblem(what, "The disk is full.", "Free some space and try again.")
        case errno.EROFS | errno.EACCES | errno.EPERM:
            return TakeProblem(
                what,
                "The folder for recordings cannot be written to.",
                "Make it writable, or choose another data folder.",
            )
        case errno.ENOENT:
            return TakeProblem(what, "The file is not there any more.", "If you moved it, put it back and try again.")
        case errno.ENOTDIR | errno.ELOOP | errno.EEXIST | errno.EISDIR:
            return TakeProblem(
                what,
                "Something else stands where the recording should be.",
                "Look into the data folder and move it away.",
            )
        case _:
            return TakeProblem(what, "The disk reported an error.", "Check the disk, or choose another data folder.")
