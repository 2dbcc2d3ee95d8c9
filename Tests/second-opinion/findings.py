"""What must be told as exceptions by docs/configuration.md: kind, territory, money, what is told together."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

from overlap import holds
from tally import Tallies
from values import Metrics, exact_share

#: Kind, then threshold: its default.
DEFAULTS = {
    "unassigned_sales": {"min_share": "0.1%"},
    "conflict": {"min_share": "0%"},
    "outside_sales": {"min_share": "0%"},
    "uncalled_value": {"min_share": "5%", "min_accounts": "10"},
    "quota_gap": {"attainment": "90%", "index": "80"},
    "lost_accounts": {"min_share": "15%", "min_accounts": "3"},
    "revenue_in_transition": {"min_share": "10%"},
    "concentration": {"index": "2500"},
}
#: What takes in what of its territory.
TAKES = {
    "vacancy": ("uncalled_value", "revenue_in_transition", "lost_accounts", "quota_gap"),
    "realignment": ("revenue_in_transition",),
}
BY_OWNER = ("uncalled_value", "quota_gap", "lost_accounts", "concentration")


class Findings:
    """The exceptions of exclusive territories and of what has no territory; conflicts and outside sales."""

    def __init__(self, tallies: Tallies, territories: dict[int, Metrics]) -> None:
        self.tallies, self.field, self.territories = tallies, tallies.field, territories
        workspace = self.field.workspace
        self.settings = workspace.settings.get("exceptions", {})
        #: Trailing-year sales of the accounts that lie in each unit and go with it.
        self.located: Counter[int] = Counter()
        for account, home, tally in zip(self.field.accounts, tallies.home, tallies.tallies):
            if account.unit is not None and home == tallies.unit_home[account.unit]:
                self.located[account.unit] += tally.amounts["trailing_year"]
        self.watch = exact_share(workspace.settings.get("bands", {}).get("watch", "20%"))

    def _is_on(self, kind: str) -> bool:
        return self.settings.get(kind) != "off"

    def _threshold(self, kind: str, key: str) -> Fraction:
        entry = self.settings.get(kind, {})
        return exact_share(entry.get(key, DEFAULTS[kind][key]))

    def _number(self, leaf: int, key: str) -> Fraction | None:
        kind, value = self.territories[leaf][key]
        return None if kind == "n/a" else Fraction(value)

    # Territories

    def of(self, leaf: int) -> dict[str, int]:
        """Kind: money, of all that must be told of a territory by itself."""
        sums, missing = self.tallies.slot[leaf], self.tallies.missing
        trailing, year_ago = sums["trailing_year"], sums["year_ago"]
        found: dict[str, int] = {}
        if self.tallies.owner[leaf] is None and "vacant_days" not in missing:
            found["vacancy"] = trailing
        if self._is_much("uncalled_value", sums["uncalled"], trailing):
            if sums["accounts"] - sums["called"] >= self._threshold("uncalled_value", "min_accounts"):
                found["uncalled_value"] = sums["uncalled"]
        if self._has_quota_gap(leaf):
            found["quota_gap"] = sums["quota"] - sums["current"]
        if self._is_much("lost_accounts", sums["lost_sales"], year_ago):
            if sums["lost"] >= self._threshold("lost_accounts", "min_accounts"):
                found["lost_accounts"] = sums["lost_sales"]
        if self._is_much("revenue_in_transition", sums["transition"], trailing):
            found["revenue_in_transition"] = sums["transition"]
        concentration = self._number(leaf, "account_concentration")
        if concentration is not None and concentration > self._threshold("concentration", "index"):
            found["concentration"] = max(
                tally.amounts["current"]
                for home, tally in zip(self.tallies.home, self.tallies.tallies)
                if home == leaf
            )
        deviation = self._number(leaf, "deviation_workload_hours")
        if deviation is not None and abs(deviation) > self.watch:
            found["imbalance"] = 0 if "uncalled_value" in missing else max(0, sums["uncalled"])
        if sums["moved_in"] or sums["moved_out"]:
            found["realignment"] = max(abs(sums["moved_in"]), abs(sums["moved_out"]))
        return {kind: money for kind, money in found.items() if self._is_on(kind) and kind not in missing}

    def _is_much(self, kind: str, part: int, whole: int) -> bool:
        return part > 0 and whole > 0 and part >= self._threshold(kind, "min_share") * whole

    def _has_quota_gap(self, leaf: int) -> bool:
        attainment = self._number(leaf, "attainment")
        if attainment is None or attainment >= self._threshold("quota_gap", "attainment"):
            return False
        low, index = self._number(leaf, "expected_sales_low"), self._number(leaf, "performance_index")
        if low is not None:
            return self.tallies.slot[leaf]["trailing_year"] < low
        return index is None or index < self._threshold("quota_gap", "index")

    def told(self, leaf: int) -> dict[str, dict[str, int]]:
        """Head: its own money and that of what it takes in."""
        found = self.of(leaf)
        result: dict[str, dict[str, int]] = {}
        for head, kinds in TAKES.items():
            if head in found:
                taken = {kind: found.pop(kind) for kind in kinds if kind in found}
                result[head] = {head: found.pop(head)} | taken
        return result | {kind: {kind: money} for kind, money in found.items()}

    def owner_of(self, leaf: int, kind: str) -> str | None:
        """Who acts: the manager, or the owner rep where there is no manager or the kind is the rep's."""
        owner = self.tallies.owner[leaf]
        if kind in BY_OWNER and owner is not None:
            return self.tallies.rep_id(owner)
        group = self.field.parents[leaf]
        while group is not None:
            held = [
                (role.role != "owner", rep)
                for rep, roles in self.field.roles.items()
                for role in roles
                if role.territory == group and holds(role, self.tallies.as_of)
            ]
            if held:
                return self.tallies.rep_id(min(held)[1])
            group = self.field.parents[group]
        return self.tallies.rep_id(owner)

    # Conflicts and outside sales

    def tree(self) -> dict[str, Any]:
        """Everything that is compared."""
        names = self.tallies.names
        return {
            "territories": {names[leaf]: self.told(leaf) for leaf in self.field.leaves},
            "owners": {
                names[leaf]: {kind: self.owner_of(leaf, kind) for kind in self.told(leaf)}
                for leaf in self.field.leaves
            },
            "conflicts": self._conflict_money(),
            "outside_sales": self._outside_money(),
            "shared_units": self._shared_units(),
            "loose": self._loose(),
        }

    def _outside_money(self) -> Counter[tuple[str, int]]:
        if "outside_sales_in" in self.tallies.missing or not self._is_on("outside_sales"):
            return Counter()
        return Counter(
            (self.tallies.names[territory], amount)
            for (territory, _), amount in self.tallies.outside.items()
            if self._is_much("outside_sales", amount, max(1, self.tallies.slot[territory]["current"]))
        )

    def _conflict_money(self) -> Counter[int]:
        if "contested_accounts" in self.tallies.missing or not self._is_on("conflict"):
            return Counter()
        return Counter(
            money
            for shared in self.tallies.pairs.values()
            if any(kind == "conflict" for kind, _ in shared)
            and (money := sum(amount for kind, amount in shared if kind == "conflict")) >= 0
        )

    def _shared_units(self) -> Counter[tuple[str, int]]:
        """(lowest territory, money) of the units that the same territories share."""
        sums: Counter[tuple[int, ...]] = Counter()
        if not self._is_on("shared_units"):
            return Counter()
        for unit in self.tallies.shared_units:
            claims = self.field.unit_claims[unit]
            held = {claim.value for claim in claims if claim.holds(self.tallies.as_of)}
            sums[tuple(sorted(held))] += self.located[unit]
        return Counter((self.tallies.names[held[0]], money) for held, money in sums.items())

    def _loose(self) -> dict[str, int]:
        """What has no territory: units and sales."""
        found: dict[str, int] = {}
        if self.field.no_territory in self.tallies.unit_home and "shared_units" not in self.tallies.missing:
            found["unassigned_units"] = sum(
                self.located[unit]
                for unit, home in enumerate(self.tallies.unit_home)
                if home == self.field.no_territory
            )
        sales = self.tallies.slot[self.field.no_territory]["current"]
        if self._is_much("unassigned_sales", sales, self.tallies.all["current"]):
            found["unassigned_sales"] = sales
        return {kind: money for kind, money in found.items() if self._is_on(kind)}
