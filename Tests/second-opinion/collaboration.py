"""Collaboration: similar territories, what may be learned from them, families of accounts."""

from __future__ import annotations

from fractions import Fraction
from math import log, sqrt
from statistics import fmean
from typing import Any

from market import Market
from tally import Tallies
from values import Metrics, in_byte_order, money

GROUPS = ("demographics", "density", "segments", "workload", "tenure")
LEAST_GROUPS = 2
LISTED = 3
CONSTANT = 1e-12
#: Metric: +1 where higher is better, −1 where lower is.
LESSONS = {
    "account_coverage": 1,
    "reach": 1,
    "plan_attainment": 1,
    "active_rate": 1,
    "share_of_potential": 1,
    "attainment": 1,
    "growth_year": 1,
    "continuity_by_sales": 1,
    "account_overlap_rate": -1,
    "outside_sales_share": -1,
}


def deviation(values: list[float]) -> tuple[float, float]:
    """Mean and population standard deviation."""
    mean = fmean(values)
    return mean, sqrt(fmean([(value - mean) ** 2 for value in values]))


class Collaboration:
    """Likeness of territories by standardised features."""

    def __init__(self, tallies: Tallies, market: Market, territories: dict[int, Metrics]) -> None:
        self.tallies, self.market, self.territories = tallies, market, territories
        #: Trait: its group, and its value as reported in each territory that has one, in order.
        self.traits: dict[str, tuple[str, dict[int, float]]] = {}
        self.scores: dict[str, dict[int, float]] = {}
        self._add_demographics()
        self._add_metric("population_density", "density", True)
        self._add_segments()
        self._add_metric("workload_hours", "workload", True)
        self._add_metric("tenure_months", "tenure", False)
        self.spreads = {
            key: deviation(values)[1] for key in LESSONS if (values := list(self._values(key).values()))
        }

    # Features

    def _values(self, key: str) -> dict[int, float]:
        leaves = self.tallies.field.leaves
        found = {leaf: self.territories[leaf][key] for leaf in leaves}
        return {leaf: float(value) for leaf, (kind, value) in found.items() if kind != "n/a"}

    def _add_demographics(self) -> None:
        self._add_metric("population", "demographics", True)
        self._add_metric("population_growth", "demographics", False)
        for name in in_byte_order(self.market.indicators):
            if self.market.indicators[name]["aggregate"] == "mean":
                values = {leaf: self.market.indicator(name, [leaf])[0] for leaf in self.tallies.field.leaves}
                known = {leaf: float(value) for leaf, value in values.items() if value is not None}
                self._add(f"indicator:{name}", "demographics", known, False)

    def _add_metric(self, key: str, group: str, is_log: bool) -> None:
        self._add(key, group, self._values(key), is_log)

    def _add_segments(self) -> None:
        whole = sum(sums["accounts"] for sums in self.market.everywhere.values())
        for segment in in_byte_order(self.market.everywhere):
            if self.market.everywhere[segment]["accounts"] * 100 < whole:
                continue
            shares = {}
            for leaf in self.tallies.field.leaves:
                own = self.market.segments[leaf]
                if total := sum(sums["accounts"] for sums in own.values()):
                    part = own[segment]["accounts"] if segment in own else 0
                    shares[leaf] = float(Fraction(part, total))
            self._add(f"segment:{segment}", "segments", shares, False)

    def _add(self, name: str, group: str, values: dict[int, float], is_log: bool) -> None:
        if is_log:
            values = {leaf: value for leaf, value in values.items() if value > 0}
        if not values or 2 * len(values) < len(self.tallies.field.leaves):
            return
        measures = {leaf: log(value) if is_log else value for leaf, value in values.items()}
        mean, spread = deviation(list(measures.values()))
        if spread > CONSTANT * max(1.0, abs(mean)):
            self.traits[name] = group, values
            self.scores[name] = {leaf: (value - mean) / spread for leaf, value in measures.items()}

    # Likeness

    def _distance(self, one: int, other: int) -> float | None:
        """The weighted distance; None with fewer than two groups of features in common."""
        groups: dict[str, list[float]] = {}
        for name, (group, _) in self.traits.items():
            scores = self.scores[name]
            if one in scores and other in scores:
                groups.setdefault(group, []).append((scores[one] - scores[other]) ** 2)
        if len(groups) < LEAST_GROUPS:
            return None
        return sqrt(fmean([fmean(squares) for squares in groups.values()]))

    def tree(self, leaf: int) -> list[dict[str, Any]]:
        """`similar` of a territory."""
        others = [other for other in self.tallies.field.leaves if other != leaf]
        distances = {other: self._distance(leaf, other) for other in others}
        nearest = sorted((value, other) for other, value in distances.items() if value is not None)
        return [
            {
                "territory": self.tallies.names[other],
                "distance": ("number", distance),
                "traits": self._traits(leaf, other),
                "lesson": self._lesson(leaf, other),
            }
            for distance, other in nearest[:LISTED]
        ]

    def _traits(self, leaf: int, other: int) -> list[dict[str, Any]]:
        found = []
        for place, (name, scores) in enumerate(self.scores.items()):
            if leaf in scores and other in scores:
                found.append((abs(scores[leaf] - scores[other]), place, name))
        return [
            {
                "name": name,
                "own": ("number", self.traits[name][1][leaf]),
                "theirs": ("number", self.traits[name][1][other]),
            }
            for _, _, name in sorted(found)[:LISTED]
        ]

    def _lesson(self, leaf: int, other: int) -> dict[str, Any] | None:
        own, rep = self.tallies.owner[leaf], self.tallies.owner[other]
        if rep is None or rep == own:
            return None
        found = []
        for place, (key, direction) in enumerate(LESSONS.items()):
            values, spread = self._values(key), self.spreads.get(key, 0.0)
            if leaf in values and other in values and spread > 0:
                found.append(((values[other] - values[leaf]) * direction / spread, -place, key))
        if not found or max(found)[0] < 1:
            return None
        _, _, key = max(found)
        return {
            "metric": key,
            "own": self.territories[leaf][key],
            "theirs": self.territories[other][key],
            "rep": self.tallies.rep_id(rep),
        }

    # Families

    def families(self) -> list[dict[str, Any]]:
        """Accounts whose parent account lies in another territory."""
        tallies, found = self.tallies, []
        for place, account in enumerate(tallies.field.accounts):
            parent = tallies.field.account_ids.get(account.parent or "")
            if parent is None or tallies.home[parent] == tallies.home[place]:
                continue
            if tallies.field.no_territory not in (tallies.home[parent], tallies.home[place]):
                found.append((-tallies.tallies[place].amounts["trailing_year"], place, parent))
        return [
            {
                "parent": tallies.reference(parent),
                "parent_territory": tallies.names[tallies.home[parent]],
                "parent_owner": tallies.rep_id(tallies.owner[tallies.home[parent]]),
                "account": tallies.reference(place),
                "territory": tallies.names[tallies.home[place]],
                "owner": tallies.rep_id(tallies.owner[tallies.home[place]]),
                "sales_trailing_year": money(-worth),
            }
            for worth, place, parent in sorted(found)
        ]
