"""Lists that are older than the whole analysis: products, handovers, weeks of the organisation."""

from __future__ import annotations

from typing import Any

from model import edges
from runs import day_or_none
from tally import Tallies
from values import count, money

WEEKS = 26


def products(tallies: Tallies) -> dict[tuple[str, str], dict[str, Any]]:
    """(territory, product): current and prior sales, where there are any."""
    windows = {key: tallies.windows[key] for key in ("current", "prior")}
    return {
        (tallies.names[slot], product): {
            "sales": money(amounts["current"]),
            "sales_prior": money(amounts["prior"]),
        }
        for (product, slot), amounts in tallies.facts.products(windows).items()
        if amounts["current"] or amounts["prior"]
    }


def handovers(tallies: Tallies) -> dict[tuple[str, str], dict[str, Any]]:
    """(territory, day): the owner reps before and since, of the trailing year."""
    field, year = tallies.field, tallies.windows["trailing_year"]
    result = {}
    for leaf in field.leaves:
        for day in edges(field.owners.get(leaf, ())):
            before, since = field.owner_of(leaf, day - 1), field.owner_of(leaf, day)
            if year.first <= day <= year.last and before != since:
                result[tallies.names[leaf], day_or_none(day) or ""] = {
                    "from": tallies.rep_id(before),
                    "to": tallies.rep_id(since),
                }
    return result


def weekly_totals(tallies: Tallies) -> list[dict[str, Any]]:
    """Sales and calls of the organisation by week, the oldest first."""
    sums = tallies.facts.weekly("1", tallies.as_of)
    result = []
    for day in range(tallies.as_of - 7 * (WEEKS - 1), tallies.as_of + 1, 7):
        sales, calls = sums.get((1, day), (0, 0))
        result.append({"week_ending": day_or_none(day), "sales": money(sales), "calls": count(calls)})
    return result
