"""The ground of territories: neighbours, parts, holes and areas, from the outlines of units."""

from __future__ import annotations

from typing import Any

from outlines import (
    Outlines,
    area_km2,
    at_the_edge,
    connected,
    overlap,
    read_outlines,
    shared_borders,
)
from tally import Tallies
from values import Value, in_byte_order

#: Overlaps up to this area come from drawing, not from planning.
LEAST_OVERLAP_KM2 = 0.01


class Ground:
    """What the outlines of units say of territories."""

    def __init__(self, tallies: Tallies) -> None:
        self.tallies, self.field = tallies, tallies.field
        workspace = self.field.workspace
        self.outlines: Outlines = {}
        if "boundaries" in workspace.sources:
            read = read_outlines(workspace.sources["boundaries"], workspace.unit_id)
            self.outlines = {name: outline for name, outline in read.items() if name in self.field.units}
        self.borders = shared_borders(self.outlines)
        self.edge = at_the_edge(self.outlines) if self.outlines else set()
        self.areas = {name: area_km2(outline) for name, outline in self.outlines.items()}

    def _home(self, unit: str) -> int:
        return self.tallies.unit_home[self.field.units[unit]]

    def tree(self, leaf: int) -> dict[str, Any] | None:
        """`ground` of a territory; None without an outline of any of its units."""
        own = {name for name in self.outlines if self._home(name) == leaf}
        if not own:
            return None
        parts = connected(own, self.borders)
        main = max(parts, key=lambda part: (len(part), sum(self.areas[name] for name in part)))
        near = {self._home(other) for name in own for other in self.borders[name]}
        return {
            "neighbours": [
                self.tallies.names[slot] for slot in sorted(near - {leaf, self.field.no_territory})
            ],
            "parts": ("count", len(parts)),
            "detached_units": in_byte_order(own - main),
            "holes": self._holes(own),
            "area_km2": ("area", sum(self.areas[name] for name in in_byte_order(own))),
        }

    def _holes(self, own: set[str]) -> list[dict[str, Any]]:
        """What lies inside: units that hang together and from which no border leads outside."""
        others = connected(self.outlines.keys() - own, self.borders)
        return [
            {
                "units": in_byte_order(part),
                "territories": [
                    self.tallies.names[slot] for slot in sorted({self._home(name) for name in part})
                ],
            }
            for part in others
            if not part & self.edge
        ]

    def area_overlaps(self) -> list[dict[str, Any]]:
        """Pairs of exclusive territories whose own outlines lie over each other."""
        source = self.field.workspace.sources.get("territory_boundaries")
        if source is None:
            return []
        read = read_outlines(source)
        names = [name for name in in_byte_order(read) if self.field.exclusive(name) is not None]
        areas = {name: area_km2(read[name]) for name in names}
        result = []
        for place, first in enumerate(names):
            for second in names[place + 1 :]:
                area = overlap(read[first], read[second])
                if area > LEAST_OVERLAP_KM2:
                    result.append(
                        {
                            "territories": [first, second],
                            "area_km2": area_value(area),
                            "share_of_first": area_value(area / areas[first]),
                            "share_of_second": area_value(area / areas[second]),
                        }
                    )
        return result


def area_value(area: float) -> Value:
    """An area, or a quotient of areas."""
    return "area", area
