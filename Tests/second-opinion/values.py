"""The values that are compared, and exact arithmetic on money and shares."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

#: ("money", 1/10,000) · ("count", n) · ("number", x) · ("area", km²) · ("estimate", money that went through
#: floating point, in 1/10,000) · ("n/a", reason)
Value = tuple[str, Any]
Metrics = dict[str, Value]


def money(units: int) -> Value:
    """An exact amount."""
    return "money", units


def count(number: int) -> Value:
    """A whole number."""
    return "count", number


def missing(reason: str) -> Value:
    """A value that is not available."""
    return "n/a", reason


def ratio(numerator: Any, denominator: Any, reason: str) -> Value:
    """A quotient, not available where the denominator is zero."""
    return ("number", Fraction(numerator) / Fraction(denominator)) if denominator else missing(reason)


def number_or_none(numerator: Any, denominator: Any) -> Value | None:
    """A quotient, None where the denominator is not positive."""
    return ("number", Fraction(numerator) / Fraction(denominator)) if denominator > 0 else None


def rounded(value: Fraction) -> int:
    """The nearest whole number, halves away from zero."""
    magnitude = (2 * abs(value.numerator) + value.denominator) // (2 * value.denominator)
    return -magnitude if value < 0 else magnitude


def rounded_share(amount: int, numerator: int, denominator: int) -> int:
    """amount × numerator ÷ denominator, rounded half away from zero."""
    return rounded(Fraction(amount * numerator, denominator))


def exact_share(text: str) -> Fraction:
    """A share such as `15%` or `0.15`."""
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def in_byte_order(names: Any) -> list[str]:
    """Ids in the order of their bytes."""
    return sorted(names, key=lambda name: name.encode())


class Sum(Counter):
    """Counts that may be negative and stay so when they are added."""

    def __add__(self, other: Counter) -> "Sum":
        result = Sum(self)
        for key, value in other.items():
            result[key] += value
        return result


@dataclass
class Opinion:
    """All that is compared with a report."""

    organisation: Metrics
    territories: dict[str, Metrics]
    reps: dict[str, Metrics]
    pairs: dict[tuple[str, str], Metrics] = field(default_factory=dict)
    weekly: dict[tuple[str, int], Metrics] = field(default_factory=dict)
    rep_weeks: dict[tuple[str, int], Metrics] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    #: Parts of the report as nested objects and lists, with values in the places of numbers.
    trees: dict[str, Any] = field(default_factory=dict)
    #: The same within a territory, by its id.
    territory_trees: dict[str, dict[str, Any]] = field(default_factory=dict)
