"""Least squares by the normal equations in 60 digits, where their bad condition does no harm."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from mpmath import mp, mpf
from scipy import stats

mp.dps = 60
#: A column whose rest after projection on those before it is smaller than this part of it is left out.
ALIASED = mpf("1e-7")


@cache
def quantile(degrees: int) -> float:
    """The 95% quantile of Student's t, which bounds a two-sided interval of 90%."""
    return float(stats.t.ppf(0.95, degrees))


@dataclass
class Fit:
    """A fitted line and its diagnostics; lists of territories are in the order of the rows."""

    predictors: list[str]
    coefficients: list[mpf]
    errors: list[mpf]
    fitted: list[mpf]
    leverage: list[mpf]
    degrees: int
    sigma: mpf
    r_squared: mpf
    #: The largest factor by which the other predictors widen the error of one: Σ(x − mean)² · its variance ÷ σ².
    inflation: mpf

    @property
    def adjusted(self) -> mpf:
        """R² that pays for every predictor."""
        rows = len(self.fitted)
        return 1 - (1 - self.r_squared) * (rows - 1) / self.degrees

    def half_width(self, row: int) -> mpf:
        """Half the width of the 90% prediction interval."""
        return quantile(self.degrees) * self.sigma * mp.sqrt(1 + self.leverage[row])


def dot(first: list[mpf], second: list[mpf]) -> mpf:
    """The inner product."""
    return mp.fsum(a * b for a, b in zip(first, second))


def squares(values: list[mpf]) -> mpf:
    """Σ(x − mean)²."""
    mean = mp.fsum(values) / len(values)
    return mp.fsum((value - mean) ** 2 for value in values)


def independent(columns: list[list[mpf]]) -> list[int]:
    """The places of the columns that are not collinear with those kept before them (Gram-Schmidt)."""
    basis: list[list[mpf]] = []
    kept = []
    for place, column in enumerate(columns):
        rest = column
        for vector in basis:
            part = dot(vector, rest)
            rest = [value - part * other for value, other in zip(rest, vector)]
        norm = mp.sqrt(dot(rest, rest))
        if norm >= ALIASED * mp.sqrt(dot(column, column)) and norm > 0:
            basis.append([value / norm for value in rest])
            kept.append(place)
    return kept


def fit(outcome: list[mpf], names: list[str], columns: list[list[mpf]]) -> Fit:
    """Fits outcome = intercept + Σ coefficient × column."""
    every = [[mpf(1)] * len(outcome), *columns]
    kept = independent(every)
    design = mp.matrix([[every[place][row] for place in kept] for row in range(len(outcome))])
    inverse = mp.inverse(design.T * design)
    coefficients = inverse * (design.T * mp.matrix(outcome))
    fitted = list(design * coefficients)
    degrees = len(outcome) - len(kept)
    residuals = [value - other for value, other in zip(outcome, fitted)]
    left = dot(residuals, residuals)
    sigma = mp.sqrt(left / degrees)
    rows = [design[row, :] for row in range(len(outcome))]
    return Fit(
        [names[place - 1] for place in kept[1:]],
        list(coefficients),
        [sigma * mp.sqrt(inverse[place, place]) for place in range(len(kept))],
        fitted,
        [(row * inverse * row.T)[0] for row in rows],
        degrees,
        sigma,
        1 - left / squares(outcome),
        max(
            (inverse[place, place] * squares(every[kept[place]]) for place in range(1, len(kept))),
            default=mpf(1),
        ),
    )
