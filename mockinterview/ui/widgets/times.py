"""Times in words, as a person says them."""

from __future__ import annotations

from datetime import datetime, tzinfo

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def minutes(ms: int) -> str:
    """A length as m:ss, or h:mm:ss from an hour on."""
    seconds = max(0, ms) // 1_000
    hours, rest = divmod(seconds, 3_600)
    if hours:
        return f"{hours}:{rest // 60:02d}:{rest % 60:02d}"
    return f"{rest // 60}:{rest % 60:02d}"


def day_words(when: datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """The day of a moment as seen from now, in the desktop's time zone unless another is given: "today", "Tuesday", "3 May"."""
    day, today = when.astimezone(zone).date(), now.astimezone(zone).date()
    ago = (today - day).days
    if ago == 0:
        return "today"
    if ago == 1:
        return "yesterday"
    if 1 < ago < 7:
        return _DAYS[day.weekday()]
    words = f"{day.day} {_MONTHS[day.month - 1]}"
    return words if day.year == today.year else f"{words} {day.year}"


def count_words(count: int, one: str, many: str = "") -> str:
    """ "1 take", "3 takes"."""
    return f"{count} {one if count == 1 else many or one + 's'}"
