"""Windows of days."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from workspace import EPOCH


class Window(NamedTuple):
    """Days from `first` to `last`, both in."""

    first: int
    last: int

    @property
    def days(self) -> int:
        """Number of days."""
        return max(0, self.last - self.first + 1)

    def shared(self, other: "Window") -> int:
        """Number of days in both."""
        return Window(max(self.first, other.first), min(self.last, other.last)).days


def month_start(day: int, months: int, first_month: int, shift: int = 0) -> int:
    """First day of the run of `months` months with the day in it, so many runs later."""
    when = date.fromordinal(day + EPOCH)
    index = when.year * 12 + when.month - 1
    index += shift * months - (when.month - first_month) % 12 % months
    return date(index // 12, index % 12 + 1, 1).toordinal() - EPOCH


def windows(as_of: int, period: Any, fiscal_start: int) -> dict[str, Window]:
    """All windows of a report by their names in report.json."""
    result = {
        "trailing_year": Window(as_of - 363, as_of),
        "fiscal_year_to_date": Window(month_start(as_of, 12, fiscal_start), as_of),
    }
    if isinstance(period, dict):
        days = 7 * int(period["trailing_weeks"])
        first = as_of - days + 1
        return result | {
            "current": Window(first, as_of),
            "prior": Window(first - days, first - 1),
            "year_ago": Window(first - 364, as_of - 364),
        }
    months, first_month = {
        "month": (1, 1),
        "fiscal_quarter": (3, fiscal_start),
        "year_to_date": (12, fiscal_start),
    }[period]
    start = month_start(as_of, months, first_month)

    def earlier(shift: int) -> Window:
        first = month_start(as_of, months, first_month, shift)
        following = month_start(as_of, months, first_month, shift + 1)
        return Window(first, min(first + as_of - start, following - 1))

    return result | {
        "current": Window(start, as_of),
        "prior": earlier(-1),
        "year_ago": earlier(-12 // months),
    }


def iso(day: int) -> str:
    """A day as yyyy-MM-dd."""
    return date.fromordinal(day + EPOCH).isoformat()
