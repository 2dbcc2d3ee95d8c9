"""Outlines of units and territories: GeoJSON, places in them, areas and shared borders."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import numpy
import shapely
from pyproj import Transformer
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from workspace import Source

#: Cylindrical and equal-area on the ellipsoid of WGS 84. Meridians and parallels stay straight; other edges are
#: cut into pieces first, so that they stay straight between longitudes and latitudes.
EQUAL_AREA = "EPSG:6933"
PIECE_DEGREES = 0.005
#: Borders shorter than this (about 10 cm) are points.
POINT_DEGREES = 1e-6

Outlines = dict[str, BaseGeometry]


def read_outlines(source: Source, identify: Callable[[str], str] = str) -> Outlines:
    """The polygons of a GeoJSON file by id; several features of one id are one outline."""
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    key = source.settings["id"]
    for path in source.files:
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
            value = feature.get("id") if key == "@id" else feature["properties"].get(key)
            if value is not None and feature.get("geometry"):
                parts[identify(str(value))].append(shapely.make_valid(shape(feature["geometry"])))
    return {name: shapely.union_all(found) if len(found) > 1 else found[0] for name, found in parts.items()}


def area_km2(outline: BaseGeometry) -> float:
    """The area of an outline whose edges are straight between longitudes and latitudes."""
    project = Transformer.from_crs("EPSG:4326", EQUAL_AREA, always_xy=True).transform
    pieces = shapely.segmentize(outline, PIECE_DEGREES)
    moved = shapely.transform(pieces, lambda places: numpy.column_stack(project(*places.T)))
    return float(moved.area) / 1e6


class Locator:
    """Finds the unit that contains a place; on a border the lowest id."""

    def __init__(self, outlines: Outlines) -> None:
        self.names = sorted(outlines, key=lambda name: name.encode())
        self.polygons = [outlines[name] for name in self.names]
        self.tree = shapely.STRtree(self.polygons)

    def unit(self, longitude: float, latitude: float) -> str | None:
        """The id of the unit at a place."""
        point = shapely.Point(longitude, latitude)
        found = [place for place in self.tree.query(point) if self.polygons[place].intersects(point)]
        return self.names[min(found)] if found else None


def shared_borders(outlines: Outlines) -> dict[str, set[str]]:
    """The units that share a border of positive length with each unit."""
    result: dict[str, set[str]] = {name: set() for name in outlines}
    if not outlines:
        return result
    locator = Locator(outlines)
    first, second = locator.tree.query(locator.polygons, predicate="intersects")
    for one, other in zip(first.tolist(), second.tolist()):
        if one < other:
            border = locator.polygons[one].boundary.intersection(locator.polygons[other].boundary)
            if border.length > POINT_DEGREES:
                result[locator.names[one]].add(locator.names[other])
                result[locator.names[other]].add(locator.names[one])
    return result


def at_the_edge(outlines: Outlines) -> set[str]:
    """The units with a part of their border behind which no other unit lies."""
    edge = shapely.union_all(list(outlines.values())).boundary
    return {
        name
        for name, outline in outlines.items()
        if outline.boundary.intersection(edge).length > POINT_DEGREES
    }


def connected(names: Iterable[str], borders: dict[str, set[str]]) -> list[set[str]]:
    """The parts of a set of units that hang together by borders, each with its lowest id first met."""
    left, parts = set(names), []
    for start in sorted(left, key=lambda name: name.encode()):
        if start not in left:
            continue
        part, front = set(), [start]
        left.discard(start)
        while front:
            name = front.pop()
            part.add(name)
            found = borders[name] & left
            left -= found
            front += found
        parts.append(part)
    return parts


def overlap(first: Any, second: Any) -> float:
    """The area in km² that lies in both outlines."""
    return area_km2(first.intersection(second)) if first.intersects(second) else 0.0
