"""Makes a workspace with every feature in use, the same bytes for the same options; standard library only.

generate.py FOLDER [--sales 200000] [--seed 1] [--period fiscal_quarter]
"""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path
from random import Random
from typing import Any

from generated_customers import Customers
from generated_facts import facts
from generated_field import Force
from generated_land import Land

CONFIGURATION = """\
# Made by Tests/second-opinion/generate.py: no name and no number here is of anybody.
title: Everything at once
as_of: 2026-06-28
currency: EUR
period: {period}
fiscal_year_starts: 4
geography: {{unit: as-given, name: district}}
sources:
  units: {{file: units.csv, fields: {{unit_id: unit, name: name, region: region, land_area_km2: km2}}}}
  crosswalk:
    file: crosswalk.csv
    fields: {{postal_code: zip, unit_id: unit, weight: business, fallback_weight: total}}
  demographics:
    - {{file: population.csv, fields: {{unit_id: unit, year: year, population: population}}}}
    - file: census.csv
      null_words: ["-"]
      fields:
        unit_id: unit
        year: year
        labor_force: labor_force
        unemployment_rate: unemployment_rate
        households: households
        income: income
        seniors: seniors
  boundaries: {{file: units.geojson, id: unit}}
  territory_boundaries: {{file: territories.geojson, id: territory}}
  territories: {{file: territories.csv, fields: {{territory_id: id, name: name, parent_id: parent, kind: kind}}}}
  unit_assignments:
    file: unit_assignments.csv
    fields: {{unit_id: unit, territory_id: territory, from: from, to: to}}
  account_assignments:
    file: account_assignments.csv
    fields: {{account_id: account, territory_id: territory, from: from, to: to}}
  reps: {{file: reps.csv, fields: {{rep_id: id, name: name, hired: hired, weekly_capacity_hours: hours}}}}
  rep_assignments:
    file: rep_assignments.csv
    fields: {{rep_id: rep, territory_id: territory, role: role, from: from, to: to}}
  accounts:
    file: accounts.csv
    fields:
      account_id: id
      name: name
      postal_code: zip
      unit_id: unit
      latitude: latitude
      longitude: longitude
      territory_id: territory
      segment: segment
      potential: potential
      planned_calls_per_year: plan
      parent_id: parent
  sales:
    file: sales.csv
    fields: {{date: day, account_id: account, amount: amount, rep_id: rep, territory_id: territory, product_id: product}}
  activities: {{file: calls.csv, fields: {{date: day, account_id: account, rep_id: rep, minutes: minutes}}}}
  quotas:
    file: quotas.csv
    fields: {{territory_id: territory, rep_id: rep, from: from, to: to, amount: amount}}
  notes:
    file: notes.csv
    fields: {{date: day, territory_id: territory, rep_id: rep, account_id: account, tags: tags, text: text}}
workload:
  call_minutes: 40
  travel_minutes: 25
  by_segment:
    Hospital: {{call_minutes: 60, travel_minutes: 30}}
    Pharmacy: {{call_minutes: 20, travel_minutes: 20}}
indicators:
  unemployment_rate:
    {{title: Unemployment rate, aggregate: mean, weighted_by: labor_force, unit: percent, direction: lower}}
  income: {{title: Income per household, aggregate: mean, weighted_by: households, unit: money, direction: higher}}
  seniors: {{title: Share of people over 65, aggregate: mean, unit: percent, direction: neutral}}
  households: {{title: Households, aggregate: sum, unit: number, direction: neutral}}
strategy: {{min_accounts: 6, min_share: 1%, min_expected: 2}}
exceptions: {{uncalled_value: {{min_share: 8%, min_accounts: 10}}, concentration: {{index: 300}}}}
ranking: {{ramping_days: 180}}
quality: {{max_rejected_rows: 1%, max_unmatched_sales: 5%, min_rows: {{sales: 1}}}}
bands: {{balanced: 15%, watch: 20%}}
publish: {{directory: reports, keep: 5, formats: [json]}}
"""


def write_table(path: Path, header: list[str], rows: list[list[Any]]) -> None:
    """Writes a CSV file; nothing is an empty field."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_outlines(path: Path, key: str, shapes: dict[str, list[Any]]) -> None:
    """Writes polygons (lists of rings) or multipolygons (lists of those) as GeoJSON."""
    features = []
    for name, polygons in shapes.items():
        geometry = (
            {"type": "Polygon", "coordinates": polygons[0]}
            if len(polygons) == 1
            else {"type": "MultiPolygon", "coordinates": polygons}
        )
        features.append({"type": "Feature", "properties": {key: name}, "geometry": geometry})
    lines = ",\n".join(json.dumps(feature, separators=(",", ":")) for feature in features)
    path.write_text(f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n', encoding="utf-8")


def main() -> None:
    """Runs the command."""
    parser = argparse.ArgumentParser(description="Makes a workspace with every feature in use.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sales", type=int, default=200_000, help="number of sales rows")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--period", default="{trailing_weeks: 13}", help="period of the configuration")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    random = Random(options.seed)
    land = Land(random)
    force = Force(random, land)
    customers = Customers(random, land, force, max(50, options.sales * 3 // 50))
    tables = land.tables() | force.tables() | customers.tables() | facts(random, customers, options.sales)
    for name, (header, rows) in tables.items():
        write_table(options.folder / f"{name}.csv", header, rows)
    write_outlines(options.folder / "units.geojson", "unit", land.outlines())
    write_outlines(options.folder / "territories.geojson", "territory", force.outlines())
    text = CONFIGURATION.format(period=options.period)
    (options.folder / "bailiwick.yaml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
