"""Familiarity: tenure, continuity, revenue in transition and the relationships at risk."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from runs import OwnerRuns, day_or_none
from tally import Tallies
from values import Metrics, Sum, count, missing, money, ratio

#: Two years, and a month, in half days and days.
FULL_HALF_DAYS = 1461
MONTH = Fraction("30.4375")
TRANSITION_DAYS = 181
YEAR = 364
LISTED = 100


class Familiarity:
    """What the owner reps of all accounts know of them."""

    def __init__(self, tallies: Tallies, runs: OwnerRuns) -> None:
        self.tallies, self.runs = tallies, runs
        self.as_of = tallies.as_of
        self.first_day = tallies.facts.first_sale()
        self.risks: list[tuple[int, list[str]]] = []
        for place in range(len(tallies.field.accounts)):
            self._add(place, tallies.slot[tallies.home[place]])

    def _add(self, place: int, sums: Sum) -> None:
        worth = self.tallies.tallies[place].amounts["trailing_year"]
        plus, now = max(0, worth), self.runs.run_on(place, self.as_of)
        sums["plus"] += plus
        if now.rep is not None and self.first_day is not None:
            tenure = self.as_of - max(self.first_day, now.first)
            sums["owned_by_rep"] += 1
            sums["tenure"] += tenure
            sums["plus_tenure"] += plus * min(2 * tenure, FULL_HALF_DAYS)
        before = self.runs.piece_on(place, self.as_of - YEAR)
        if before.territory is not None and self._is_placed(place):
            is_same = now.rep is not None and now.rep == before.rep
            sums["comparable"] += 1
            sums["kept_owner"] += is_same
            sums["comparable_plus"] += plus
            sums["kept_plus"] += plus if is_same else 0
        has_changed = self.runs.has_changed(place, self.as_of - TRANSITION_DAYS, self.as_of)
        sums["transition"] += worth if has_changed else 0
        if worth > 0 and self._is_placed(place) and (reasons := self._reasons(place, has_changed)):
            sums["at_risk"] += 1
            sums["worth_at_risk"] += worth
            self.risks.append((place, reasons))

    def _is_placed(self, place: int) -> bool:
        return self.tallies.home[place] != self.tallies.field.no_territory

    def _reasons(self, place: int, has_changed: bool) -> list[str]:
        rep = self.runs.run_on(place, self.as_of).rep
        reasons = ["vacant"] if rep is None else []
        reasons += ["owner_changed"] if has_changed else []
        if rep is not None and rep not in self.tallies.tallies[place].by_rep:
            reasons.append("not_met")
        return reasons

    def metrics(self, sums: Sum, is_unassigned: bool = False) -> Metrics:
        """The metrics of a territory, group, rep or the organisation."""
        transition: Metrics = {"revenue_in_transition": money(sums["transition"])}
        if is_unassigned:
            return transition
        result: Metrics = {
            "tenure_months": ratio(sums["tenure"], sums["owned_by_rep"] * MONTH, "no_owner"),
            "familiarity": ratio(sums["plus_tenure"], sums["plus"] * FULL_HALF_DAYS, "no_sales"),
            "continuity": ratio(sums["kept_owner"], sums["comparable"], "no_accounts"),
            "continuity_by_sales": ratio(sums["kept_plus"], sums["comparable_plus"], "no_sales"),
        }
        if self.first_day is None:
            result = dict.fromkeys(result, missing("no_sales"))
        return (
            result
            | transition
            | {"accounts_at_risk": count(sums["at_risk"]), "sales_at_risk": money(sums["worth_at_risk"])}
        )

    def relationships_at_risk(self) -> list[dict[str, Any]]:
        """At most 100 of each territory, the largest first."""
        worth = [tally.amounts["trailing_year"] for tally in self.tallies.tallies]
        seen: dict[int, int] = {}
        result: list[dict[str, Any]] = []
        if "accounts_at_risk" in self.tallies.missing:
            return result
        for place, reasons in sorted(self.risks, key=lambda risk: (-worth[risk[0]], risk[0])):
            home = self.tallies.home[place]
            seen[home] = seen.get(home, 0) + 1
            if seen[home] <= LISTED:
                result.append(self._entry(place, reasons))
        return result

    def _entry(self, place: int, reasons: list[str]) -> dict[str, Any]:
        tally = self.tallies.tallies[place]
        now = self.runs.run_on(place, self.as_of)
        amounts = tally.amounts
        changed = former = None
        if "vacant" in reasons or "owner_changed" in reasons:
            changed = day_or_none(now.first)
            former = next(
                (
                    run.rep
                    for run in reversed(self.runs.of(place))
                    if run.last < now.first and run.rep is not None and run.rep != now.rep
                ),
                None,
            )
        aggravating = (
            ["falling"] if amounts["year_ago"] > 0 and 2 * amounts["current"] < amounts["year_ago"] else []
        )
        if self.tallies.facts.has_calls and not tally.calls:
            aggravating.append("no_call")
        return {
            "account": self.tallies.reference(place),
            "territory": self.tallies.names[self.tallies.home[place]],
            "owner": self.tallies.rep_id(now.rep),
            "former_owner": self.tallies.rep_id(former),
            "changed": changed,
            "reasons": [*reasons, *aggravating],
            "sales_trailing_year": money(amounts["trailing_year"]),
            "sales": money(amounts["current"]),
            "sales_year_ago": money(amounts["year_ago"]),
            "last_call": day_or_none(tally.last_call),
        }
