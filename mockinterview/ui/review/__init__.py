"""The review of one attempt: transcript, time line and checklist, three views of one thing that move together.

`ReviewPage` is the door. Every part shows what `core.review` has computed and holds no rule of its own.
"""

from mockinterview.ui.review.page import ReviewPage

__all__ = ["ReviewPage"]
