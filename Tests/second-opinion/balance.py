"""Balance: how evenly each measure lies over the exclusive territories."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt

from values import Metrics

MEASURES = {
    "sales": "no_sales",
    "potential": "no_potential",
    "workload_hours": "no_workload",
    "accounts": "no_accounts",
}


def add_balance(
    leaves: list[int], band: float, organisation: Metrics, territories: dict[int, Metrics]
) -> None:
    """Deviations of the exclusive territories, and how uneven they are."""
    for measure, reason in MEASURES.items():
        values = {
            leaf: Fraction(territories[leaf][measure][1])
            for leaf in leaves
            if territories[leaf][measure][0] != "n/a"
        }
        count, total = len(values), sum(values.values(), Fraction())
        is_small = count == 1 or len(leaves) < 2
        failure = "not_enough_territories" if is_small else reason if total <= 0 else None
        whole = [f"{key}_{measure}" for key in ("max_deviation", "cv", "gini", "share_outside_band")]
        organisation |= dict.fromkeys(whole, ("n/a", failure))
        for leaf in leaves:
            territories[leaf][f"deviation_{measure}"] = ("n/a", failure or reason)
        if failure:
            continue
        mean = total / count
        deviations = {leaf: (value - mean) / mean for leaf, value in values.items()}
        for leaf, deviation in deviations.items():
            territories[leaf][f"deviation_{measure}"] = ("number", deviation)
        variance = sum(((value - mean) ** 2 for value in values.values()), Fraction()) / count
        # ΣΣ|wᵢ−wⱼ| by order: the value at place i of p counts 2(2i − p + 1) times.
        ordered = enumerate(sorted(values.values()))
        differences = sum((2 * (2 * place - count + 1) * value for place, value in ordered), Fraction())
        outside = sum(abs(deviation) > band for deviation in deviations.values())
        results: tuple[Fraction, ...] = (
            max(map(abs, deviations.values())),
            Fraction(sqrt(variance)) / mean,
            differences / (2 * count * count * mean),
            Fraction(outside, count),
        )
        organisation |= {key: ("number", value) for key, value in zip(whole, results)}
