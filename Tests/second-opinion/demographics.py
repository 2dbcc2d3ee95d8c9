"""What demographic files say about units: every indicator by unit and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from workspace import Source, Unreadable

RESERVED = {"unit_id", "year"}


@dataclass
class Demographics:
    """Indicator, then unit, then year: the value; of two values of one year the larger."""

    values: dict[str, dict[int, dict[int, Fraction]]] = field(default_factory=dict)

    def latest(self, indicator: str) -> dict[int, Fraction]:
        """The value of each unit's latest year."""
        return {unit: years[max(years)] for unit, years in self.values.get(indicator, {}).items()}

    def in_year(self, indicator: str, year: int) -> dict[int, Fraction]:
        """The values of one year."""
        return {unit: years[year] for unit, years in self.values.get(indicator, {}).items() if year in years}

    def years(self, indicator: str) -> list[int]:
        """The years with any value, in order."""
        return sorted({year for years in self.values.get(indicator, {}).values() for year in years})


def read_demographics(sources: list[Source], unit_of: Callable[[str], int | None]) -> Demographics:
    """Reads all demographic sources; a row with an unreadable number is refused as a whole."""
    result: dict[str, dict[int, dict[int, Fraction]]] = defaultdict(lambda: defaultdict(dict))
    for source in sources:
        for row in source.rows():
            unit = unit_of(row["unit_id"])
            if unit is None:
                continue
            try:
                year = int(row.get("year") or source.settings.get("year") or 0)
                found = {
                    name: Fraction(source.number(text))
                    for name, text in row.items()
                    if name not in RESERVED and text
                }
            except (Unreadable, ValueError):
                continue
            for name, value in found.items():
                years = result[name][unit]
                years[year] = max(years.get(year, value), value)
    return Demographics({name: dict(units) for name, units in result.items()})
