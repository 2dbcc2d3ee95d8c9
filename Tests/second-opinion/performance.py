"""Performance given the ground: margins of sales, ranks, and what one would expect of a territory."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt
from typing import Any

from mpmath import mp, mpf

from regression import Fit, fit, quantile
from tally import Tallies
from values import Metrics, Value, count, missing

SERIES = 26
LEAST_WEEKS = 4
PER_COEFFICIENT = 10
#: All models, the largest first.
MODELS = (("potential", "workload_hours", "accounts"), ("potential", "workload_hours"), ("potential",))
EXPECTED = ("expected_sales", "expected_sales_low", "expected_sales_high", "performance_gap")


class Margins:
    """How far the sales of territories and reps may be from their mean by chance."""

    def __init__(self, tallies: Tallies) -> None:
        self.weeks = min(SERIES, tallies.now.days // 7)
        self.days = [tallies.as_of - 7 * week for week in range(self.weeks)]
        self.by_territory = tallies.facts.weekly("as_is", tallies.as_of)
        self.by_rep = tallies.facts.weekly("rep", tallies.as_of)

    def of(self, sales: dict[tuple[int, int], tuple[int, int]], subject: int) -> Value:
        """Half the width of the 90% interval of the mean weekly sales ÷ mean."""
        if self.weeks < LEAST_WEEKS:
            return missing("not_enough_weeks")
        amounts = [sales.get((subject, day), (0, 0))[0] for day in self.days]
        total, squares, weeks = sum(amounts), sum(amount * amount for amount in amounts), self.weeks
        if total <= 0:
            return missing("no_sales")
        variance = (squares - Fraction(total * total, weeks)) / (weeks - 1)
        mean = Fraction(total, weeks)
        # Divided before the root is taken: the square of an amount has too many digits for a float.
        return "number", quantile(weeks - 1) * sqrt(variance / (mean * mean * weeks))


def add_ranks(tallies: Tallies, reps: dict[int, Metrics]) -> None:
    """Gives every rep its rank and its rank at worst."""
    has_index = any(metrics["performance_index"][0] == "number" for metrics in reps.values())
    key = "performance_index" if has_index else "attainment"
    ranges: dict[int, tuple[float, float]] = {}
    for rep, metrics in reps.items():
        metrics["rank"] = metrics["rank_at_worst"] = missing("not_ranked")
        hired = tallies.field.hired[rep] if rep < tallies.field.no_rep else None
        is_ramping = hired is not None and hired > tallies.as_of - tallies.ramping
        score, margin = metrics[key], metrics["sales_margin"]
        if tallies.owned.get(rep) and not is_ramping and score[0] == margin[0] == "number":
            middle, width = float(score[1]), float(margin[1])
            ranges[rep] = middle * (1 - width), middle * (1 + width)
    for rep, (low, high) in ranges.items():
        above = sum(other > high for other, _ in ranges.values())
        below = sum(other < low for _, other in ranges.values())
        reps[rep]["rank"] = count(1 + above)
        reps[rep]["rank_at_worst"] = count(len(ranges) - below)


class Expectation:
    """Least squares of ln(trailing-year sales) on the ground, over territories with an owner rep."""

    def __init__(self, tallies: Tallies, territories: dict[int, Metrics]) -> None:
        self.tallies, self.territories = tallies, territories
        self.fit: Fit | None = None
        self.rows: list[int] = []
        for predictors in MODELS:
            rows = [leaf for leaf in tallies.field.leaves if self._is_comparable(leaf, predictors)]
            if len(rows) >= PER_COEFFICIENT * (len(predictors) + 1):
                self.rows = rows
                outcome = [mp.log(self._measure(leaf, "sales_trailing_year")) for leaf in rows]
                columns = [[mp.log(self._measure(leaf, name)) for leaf in rows] for name in predictors]
                self.fit = fit(outcome, list(predictors), columns)
                break

    def _measure(self, leaf: int, name: str) -> mpf:
        kind, value = self.territories[leaf][name]
        if kind == "n/a":
            return mpf(0)
        exact = Fraction(value, 10_000) if kind == "money" else Fraction(value)
        return mpf(exact.numerator) / exact.denominator

    def _is_comparable(self, leaf: int, predictors: tuple[str, ...]) -> bool:
        measures = ("sales_trailing_year", *predictors)
        return self.tallies.owner[leaf] is not None and all(
            self._measure(leaf, name) > 0 for name in measures
        )

    def metrics(self, leaf: int) -> Metrics:
        """What one would expect of a territory."""
        if self.fit is None:
            return dict.fromkeys(EXPECTED, missing("not_enough_territories"))
        if leaf not in self.rows:
            return dict.fromkeys(EXPECTED, missing("not_comparable"))
        low, middle, high = self._interval(self.rows.index(leaf))
        gap = self._measure(leaf, "sales_trailing_year") / middle - 1
        values: list[Value] = [("estimate", float(value * 10_000)) for value in (middle, low, high)]
        return dict(zip(EXPECTED, [*values, ("number", float(gap))]))

    def _interval(self, row: int) -> tuple[mpf, mpf, mpf]:
        assert self.fit is not None
        middle, half = self.fit.fitted[row], self.fit.half_width(row)
        return mp.exp(middle - half), mp.exp(middle), mp.exp(middle + half)

    def tree(self) -> dict[str, Any]:
        """`regression` and why there is none."""
        if self.fit is None:
            is_missing = "expected_sales" in self.tallies.missing
            reason = "source_missing" if is_missing else "not_enough_territories"
            return {"regression": None, "regression_reason": reason}
        found, names = self.fit, self.tallies.names
        size = len(found.coefficients)
        actual = [self._measure(leaf, "sales_trailing_year") for leaf in self.rows]
        intervals = [self._interval(row) for row in range(len(self.rows))]
        entries = zip(["intercept", *found.predictors], found.coefficients, found.errors)
        return {
            "regression": {
                "predictors": found.predictors,
                "coefficients": [
                    {"name": name, "value": number(value), "standard_error": number(error)}
                    for name, value, error in entries
                ],
                "territories": count(len(self.rows)),
                "left_out": [names[leaf] for leaf in self.tallies.field.leaves if leaf not in self.rows],
                "degrees_of_freedom": count(found.degrees),
                "residual_standard_error": number(found.sigma),
                "r_squared": number(found.r_squared),
                "adjusted_r_squared": number(found.adjusted),
                "variance_inflation": number(found.inflation),
                "high_leverage": [
                    names[leaf]
                    for leaf, leverage in zip(self.rows, found.leverage)
                    if leverage > mpf(2 * size) / len(self.rows)
                ],
                "outside_interval": [
                    names[leaf]
                    for leaf, value, (low, _, high) in zip(self.rows, actual, intervals)
                    if not low <= value <= high
                ],
            }
        }


def number(value: Any) -> Value:
    """A number that went through floating point."""
    return "number", float(value)
