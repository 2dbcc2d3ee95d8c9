"""Market: demographics of units rolled up, brand and category development, segments, placement of money."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tally import Tallies
from values import (
    Metrics,
    Sum,
    Value,
    count,
    in_byte_order,
    missing,
    money,
    number_or_none,
    ratio,
)

WAYS = (
    "account_assignment",
    "unit_id",
    "coordinates",
    "postal_code",
    "territory_name",
    "unassigned",
    "unknown_account",
)
#: Directions as the configuration says them: as the report does.
DIRECTIONS = {"higher": "higher_is_better", "lower": "lower_is_better", "neutral": "neutral"}


class Market:
    """The ground of all territories, and what is sold on it."""

    def __init__(self, tallies: Tallies) -> None:
        self.tallies, self.field = tallies, tallies.field
        self.indicators = {
            name: dict(entry) for name, entry in self.field.workspace.settings.get("indicators", {}).items()
        }
        self.years = self.field.demographics.years("population")
        for unit in range(len(self.field.units)):
            self._add_unit(unit, tallies.slot[tallies.unit_home[unit]])
        #: Territory, then segment: accounts, trailing-year sales, potential.
        self.segments: dict[int, dict[str, Sum]] = {slot: {} for slot in tallies.slots}
        for place, account in enumerate(self.field.accounts):
            sums = self.segments[tallies.home[place]].setdefault(account.segment or "", Sum())
            sums["accounts"] += 1
            sums["sales"] += tallies.tallies[place].amounts["trailing_year"]
            sums["with_potential"] += account.potential is not None
            sums["potential"] += account.potential or 0
        self.everywhere = self._segments_of(tallies.slots)

    # Units

    def _add_unit(self, unit: int, sums: Sum) -> None:
        population, area = self.field.population.get(unit), self.field.land_area[unit]
        sums["populated"] += population is not None
        sums["measured"] += area is not None
        sums["land_area"] += area or 0
        if population is not None and area is not None:
            sums["dense_population"] += population  # type: ignore[assignment]
            sums["dense_area"] += area
        by_year = self.field.demographics.values.get("population", {}).get(unit, {})
        if len(self.years) > 1 and self.years[0] in by_year and self.years[-1] in by_year:
            sums["both_years"] += 1
            sums["earliest"] += by_year[self.years[0]]  # type: ignore[assignment]
            sums["latest"] += by_year[self.years[-1]]  # type: ignore[assignment]

    def metrics(self, sums: Sum) -> Metrics:
        """The metrics of a territory, group, `unassigned` or the organisation."""
        population, whole = Fraction(sums["population"]), self.tallies.all
        people = "no_population"
        growth = ratio(sums["latest"], sums["earliest"], people)
        if len(self.years) == 1:
            growth = missing("one_year_only")
        elif growth[0] == "number":
            growth = "number", growth[1] - 1
        density = ratio(
            sums["dense_population"],
            Fraction(sums["dense_area"], 10_000),
            "no_area" if sums["populated"] else people,
        )
        return {
            "population": ("number", population) if sums["populated"] else missing(people),
            "population_growth": growth,
            "land_area_km2": (
                ("number", Fraction(sums["land_area"], 10_000)) if sums["measured"] else missing("no_area")
            ),
            "population_density": density,
            "sales_per_capita": ratio(Fraction(sums["trailing_year"], 10_000), population, people),
            "accounts_per_10k": ratio(sums["accounts"] * 10_000, population, people),
            "bdi": self._index(sums["trailing_year"], whole["trailing_year"], population, "no_sales"),
            "cdi": self._development(sums, population),
        }

    def _development(self, sums: Sum, population: Fraction) -> Value:
        own, whole = self.tallies.potential_of(sums), self.tallies.potential_of(self.tallies.all)
        result = self._index(own, whole, population, "no_potential")
        return missing("no_potential") if result[0] == "number" and own <= 0 else result

    def _index(self, own: int, whole: int, population: Fraction, reason: str) -> Value:
        """Share of the measure ÷ share of the population × 100."""
        people = Fraction(self.tallies.all["population"])
        if not population or not people:
            return missing("no_population")
        if whole <= 0:
            return missing(reason)
        return "number", Fraction(own, whole) / (population / people) * 100

    @staticmethod
    def quadrant(metrics: Metrics) -> str | None:
        """The reading of CDI and BDI."""
        (kind, category), (other, brand) = metrics["cdi"], metrics["bdi"]
        if "n/a" in (kind, other):
            return None
        if category >= 100:
            return "stronghold" if brand >= 100 else "opportunity"
        return "harvest" if brand >= 100 else "low_priority"

    # Indicators

    def indicator(self, name: str, leaves: list[int]) -> tuple[Fraction | None, int]:
        """The value of an indicator over the units of territories, and how many units count."""
        entry, owned = self.indicators[name], set(leaves)
        values = self.field.demographics.latest(name)
        units = [unit for unit in values if self.tallies.unit_home[unit] in owned]
        if entry["aggregate"] == "sum":
            return (sum((values[unit] for unit in units), Fraction()) if units else None), len(units)
        weights = self.field.demographics.latest(entry.get("weighted_by", "population"))
        units = [unit for unit in units if unit in weights]
        total = sum((weights[unit] for unit in units), Fraction())
        if not total:
            return None, len(units)
        return sum((values[unit] * weights[unit] for unit in units), Fraction()) / total, len(units)

    def _indicator_entry(self, name: str, leaves: list[int]) -> dict[str, Any]:
        value, units = self.indicator(name, leaves)
        whole, _ = self.indicator(name, self.tallies.slots)
        is_mean = self.indicators[name]["aggregate"] == "mean"
        index = ("number", value / whole * 100) if is_mean and value is not None and whole else None
        shown: dict[str, Any] = {"value": None, "reason": "no_value"}
        if value is not None:
            shown = {"value": ("number", value)}
        return shown | {"units": count(units), "index": index}

    def catalog(self) -> list[dict[str, Any]]:
        """The configured indicators."""
        return [
            {
                "name": name,
                "title": entry.get("title", name),
                "aggregate": entry["aggregate"],
                "weighted_by": (
                    entry.get("weighted_by", "population") if entry["aggregate"] == "mean" else None
                ),
                "unit": entry.get("unit", "number"),
                "direction": DIRECTIONS[entry.get("direction", "neutral")],
            }
            for name, entry in sorted(self.indicators.items())
        ]

    # Segments

    def _segments_of(self, leaves: list[int]) -> dict[str, Sum]:
        result: dict[str, Sum] = {}
        for leaf in leaves:
            for segment, sums in self.segments[leaf].items():
                result[segment] = result.get(segment, Sum()) + sums
        return result

    def segment_entries(self, leaves: list[int]) -> list[dict[str, Any]]:
        """The mix of segments, with the index against the organisation."""
        own = self._segments_of(leaves)
        return [
            {
                "segment": segment,
                "accounts": count(own[segment]["accounts"]),
                "sales_trailing_year": money(own[segment]["sales"]),
                "potential": money(own[segment]["potential"]) if own[segment]["with_potential"] else None,
                "accounts_index": self.segment_index(own, segment, "accounts"),
                "sales_index": self.segment_index(own, segment, "sales"),
                "potential_index": (
                    self.segment_index(own, segment, "potential") if own[segment]["with_potential"] else None
                ),
            }
            for segment in in_byte_order(own)
        ]

    def segment_index(self, own: dict[str, Sum], segment: str, key: str) -> Value | None:
        """(own part ÷ own total) ÷ (organisation's part ÷ organisation's total) × 100."""
        total = sum(sums[key] for sums in own.values())
        part = self.everywhere[segment][key]
        whole = sum(sums[key] for sums in self.everywhere.values())
        if min(total, part, whole) <= 0:
            return None
        return "number", Fraction(own[segment][key], total) / Fraction(part, whole) * 100

    def tree(self, leaves: list[int], quadrant: str | None) -> dict[str, Any]:
        """`market` of a subject."""
        return {
            "quadrant": quadrant,
            "indicators": {name: self._indicator_entry(name, leaves) for name in self.indicators},
            "segments": self.segment_entries(leaves),
        }

    # Money

    def placement(self) -> list[dict[str, Any]]:
        """How the territory of the money was found."""
        sums = {way: Sum() for way in WAYS}
        for place, account in enumerate(self.field.accounts):
            self._place(sums[self.field.way_of(account, self.tallies.as_of)], place, 1)
        self._place(sums["unknown_account"], self.field.no_account, 0)
        whole = self.tallies.all["current"]
        return [
            {
                "way": way,
                "accounts": count(sums[way]["accounts"]),
                "sales": money(sums[way]["sales"]),
                "sales_trailing_year": money(sums[way]["trailing"]),
                "share": number_or_none(sums[way]["sales"], whole),
            }
            for way in WAYS
        ]

    def _place(self, sums: Sum, place: int, accounts: int) -> None:
        amounts = self.tallies.tallies[place].amounts
        sums["accounts"] += accounts
        sums["sales"] += amounts["current"]
        sums["trailing"] += amounts["trailing_year"]
