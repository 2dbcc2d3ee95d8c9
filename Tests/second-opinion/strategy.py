"""Local strategy: segments and products beside the organisation's rate, white space, accounts to call."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from market import Market
from model import Account
from runs import day_or_none
from tally import Tallies
from values import Sum, count, exact_share, money, number_or_none, rounded

LEAST_SELLING = 3
WHITE_SPACES = 25
YEAR_DAYS = 364


class Strategy:
    """What each territory could do next."""

    def __init__(self, tallies: Tallies, market: Market) -> None:
        self.tallies, self.market, self.field = tallies, market, tallies.field
        settings = self.field.workspace.settings.get("strategy", {})
        self.min_accounts = int(settings.get("min_accounts", 5))
        self.min_share = exact_share(settings.get("min_share", "2%"))
        self.min_expected = Fraction(settings.get("min_expected", "2"))
        self.products = tallies.facts.products({"current": tallies.now})
        self._add_units()

    def tree(self, leaf: int) -> dict[str, Any]:
        """`strategy` of a territory."""
        return {
            "segments": self._segments(leaf),
            "products": self._products(leaf),
            "white_space": self._white_space(leaf),
        }

    # Segments

    def _segments(self, leaf: int) -> list[dict[str, Any]]:
        basis = "potential" if self.tallies.has_account_potential else "accounts"
        own, everywhere = self.market.segments[leaf], self.market.everywhere
        sales = self.tallies.slot[leaf]["trailing_year"]
        found = []
        for segment, sums in own.items():
            whole = everywhere[segment]
            if sums["accounts"] < self.min_accounts or whole["accounts"] < 4 * self.min_accounts:
                continue
            if whole[basis] <= 0 or sales <= 0:
                continue
            expected = rounded(Fraction(whole["sales"] * sums[basis], whole[basis]))
            gap = sums["sales"] - expected
            if abs(gap) >= self.min_share * sales:
                found.append((gap, segment.encode(), segment, expected))
        return [
            {
                "segment": segment,
                "accounts": count(own[segment]["accounts"]),
                "sales_trailing_year": money(own[segment]["sales"]),
                "expected": money(expected),
                "gap": money(gap),
                "sales_index": self.market.segment_index(own, segment, "sales"),
            }
            for gap, _, segment, expected in sorted(found)
        ]

    # Products

    def _products(self, leaf: int) -> list[dict[str, Any]]:
        sales, whole = self.tallies.slot[leaf]["current"], self.tallies.all["current"]
        if sales <= 0 or whole <= 0:
            return []
        found = []
        for product, everywhere in self._product_totals().items():
            if not product:
                continue
            sold = self.products.get((product, leaf), {"current": 0})["current"]
            if everywhere["leaves"] < LEAST_SELLING or everywhere["sales"] <= 0:
                continue
            expected = rounded(Fraction(sales * everywhere["sales"], whole))
            gap = sold - expected
            if abs(gap) >= self.min_share * sales:
                found.append((gap, product.encode(), product, sold, expected))
        return [
            {
                "product": product,
                "sales": money(sold),
                "expected": money(expected),
                "gap": money(gap),
                "index": number_or_none(sold * 100, expected),
            }
            for gap, _, product, sold, expected in sorted(found)
        ]

    def _product_totals(self) -> dict[str, Sum]:
        result: dict[str, Sum] = {}
        for (product, slot), amounts in self.products.items():
            sums = result.setdefault(product, Sum())
            sums["sales"] += amounts["current"]
            sums["leaves"] += amounts["current"] > 0 and slot != self.field.no_territory
        return result

    # White space

    def _add_units(self) -> None:
        has_potential = any(value is not None for value in self.field.unit_potential)
        measures = dict(enumerate(self.field.unit_potential)) if has_potential else self.field.population
        self.measure = {unit: Fraction(value) for unit, value in measures.items() if value}
        self.in_unit = [Sum() for _ in self.field.units]
        for account, tally in zip(self.field.accounts, self.tallies.tallies):
            if account.unit is not None:
                sums = self.in_unit[account.unit]
                sums["accounts"] += 1
                sums["active"] += tally.amounts["current"] > 0
                sums["sales"] += tally.amounts["trailing_year"]
        self.measured = Sum()
        for unit in self.measure:
            self.measured += self.in_unit[unit]
        self.total_measure = sum(self.measure.values(), Fraction())

    def _white_space(self, leaf: int) -> list[dict[str, Any]]:
        found = []
        for unit, measure in self.measure.items():
            if self.tallies.unit_home[unit] != leaf:
                continue
            own, share = self.in_unit[unit], measure / self.total_measure
            expected = self.measured["active"] * share
            gap = rounded(self.measured["sales"] * share) - own["sales"]
            if expected >= self.min_expected and 2 * own["active"] < expected and gap > 0:
                found.append((-gap, unit, expected))
        return [
            self._white_entry(-gap, unit, expected) for gap, unit, expected in sorted(found)[:WHITE_SPACES]
        ]

    def _white_entry(self, gap: int, unit: int, expected: Fraction) -> dict[str, Any]:
        own, population = self.in_unit[unit], self.field.population.get(unit)
        return {
            "unit": self.field.unit_ids[unit],
            "population": None if population is None else ("number", population),
            "accounts": count(own["accounts"]),
            "active_accounts": count(own["active"]),
            "expected_accounts": ("number", expected),
            "sales_trailing_year": money(own["sales"]),
            "gap": money(gap),
        }

    # Accounts to call

    def accounts_to_call(self) -> list[dict[str, Any]]:
        """Accounts without a call, and targets with fewer calls than planned, the most at stake first."""
        if not self.tallies.facts.has_calls:
            return []
        found = []
        for place, account in enumerate(self.field.accounts):
            tally = self.tallies.tallies[place]
            missed = self._missed(account, tally.calls)
            if self.tallies.home[place] != self.field.no_territory and missed > 0:
                worth = tally.amounts["trailing_year"]
                found.append((-rounded(max(0, worth) * missed), -worth, place))
        return [self._call_entry(-stake, place) for stake, _, place in sorted(found)]

    def _planned(self, account: Account) -> Fraction | None:
        if account.planned is None:
            return None
        return Fraction(account.planned * self.tallies.now.days, 10_000 * YEAR_DAYS)

    def _missed(self, account: Account, calls: int) -> Fraction:
        """The part of the planned calls that was not made; all where there was no call."""
        planned = self._planned(account)
        if not calls:
            return Fraction(1)
        return max(Fraction(0), 1 - calls / planned) if planned else Fraction(0)

    def _call_entry(self, stake: int, place: int) -> dict[str, Any]:
        account, tally = self.field.accounts[place], self.tallies.tallies[place]
        planned, home = self._planned(account), self.tallies.home[place]
        return {
            "account": self.tallies.reference(place),
            "territory": self.tallies.names[home],
            "owner": self.tallies.rep_id(self.tallies.owner[home]),
            "segment": account.segment,
            "potential": None if account.potential is None else money(account.potential),
            "planned_calls_per_year": None if account.planned is None else money(account.planned),
            "sales_trailing_year": money(tally.amounts["trailing_year"]),
            "calls": count(tally.calls),
            "planned_calls": None if planned is None else ("number", planned),
            "last_call": day_or_none(tally.last_call),
            "days_since_call": (
                None if tally.last_call is None else count(self.tallies.as_of - tally.last_call)
            ),
            "at_stake": money(stake),
        }
