"""Every metric of docs/metrics.md, recomputed, and the lists of a report."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

from balance import add_balance
from collaboration import Collaboration
from familiarity import Familiarity
from findings import Findings
from ground import Ground
from lists import handovers, products, weekly_totals
from market import Market
from needs import GROUND
from overlap import Overlap
from performance import Expectation, Margins, add_ranks
from runs import OwnerRuns
from strategy import Strategy
from tally import SALES, Tallies
from values import Metrics, Opinion, Sum, Value, missing, money, ratio, rounded_share


class Calculation(Tallies):
    """One report's worth of metrics."""

    def everything(self) -> Opinion:
        """All metrics of all subjects, and all lists."""
        self.add_up()
        self.runs = OwnerRuns(self.field)
        self.market = Market(self)
        self.familiarity = Familiarity(self, self.runs)
        self.margins = Margins(self)
        self.overlap = Overlap(self, self.runs)
        self.all = self.total(self.slots)
        organisation = self._subject(self.slots)
        organisation["unassigned_sales_share"] = ratio(
            self.slot[self.field.no_territory]["current"], self.all["current"], "no_sales"
        )
        territories = {node: self._subject(leaves) for node, leaves in self.nodes().items()}
        add_balance(self.field.leaves, self.band, organisation, territories)
        reps = {rep: self._rep_metrics(rep) for rep in self.rep}
        add_ranks(self, reps)
        self.expectation = Expectation(self, territories)
        for leaf in self.field.leaves:
            territories[leaf] |= self.margin_of(leaf) | self.expectation.metrics(leaf)
        self.similar = Collaboration(self, self.market, territories)
        everyone = (organisation, *territories.values(), *reps.values())
        overlays = self.overlap.overlays()
        for metrics in (*everyone, *overlays.values()):
            metrics |= dict.fromkeys(self.missing & metrics.keys(), missing("source_missing"))
        return Opinion(
            organisation,
            {self.names[node]: value for node, value in (territories | overlays).items()},
            {self.rep_names[rep]: value for rep, value in reps.items()},
            self._pair_metrics(),
            self._weeks("as_is", self.names, self.slots),
            self._weeks("rep", self.rep_names, range(len(self.rep_names))),
            self.kinds(),
            self._trees() | {"exceptions": Findings(self, territories).tree()},
            self._territory_trees(territories),
        )

    def margin_of(self, leaf: int) -> Metrics:
        """How sure the sales of a territory are."""
        return {"sales_margin": self.margins.of(self.margins.by_territory, leaf)}

    # Lists

    def _trees(self) -> dict[str, Any]:
        self.strategy, self.ground = Strategy(self, self.market), Ground(self)
        return {
            "market": self.market.tree(self.slots, None),
            "indicators": self.market.catalog(),
            **self.expectation.tree(),
            "relationships_at_risk": self.familiarity.relationships_at_risk(),
            "families": self.similar.families(),
            "area_overlaps": self.ground.area_overlaps(),
            "accounts_to_call": self.strategy.accounts_to_call(),
            "shared_accounts": self.overlap.shared_accounts(),
            "units": self.overlap.units(),
            "outside_sales": self.overlap.outside_sales(),
            "products": products(self),
            "handovers": handovers(self),
            "weekly_totals": weekly_totals(self),
            "quality": {"placement": self.market.placement()},
        }

    def _territory_trees(self, territories: dict[int, Metrics]) -> dict[str, dict[str, Any]]:
        result: dict[str, dict[str, Any]] = {}
        for node, leaves in self.nodes().items():
            is_placed = node != self.field.no_territory
            quadrant = self.market.quadrant(territories[node]) if is_placed else None
            result[self.names[node]] = {"market": self.market.tree(leaves, quadrant)}
        for leaf in self.field.leaves:
            result[self.names[leaf]] |= {
                "ground": self.ground.tree(leaf),
                "strategy": self.strategy.tree(leaf),
                "similar": self.similar.tree(leaf),
            }
        return result

    # Metrics from sums

    def _subject(self, leaves: list[int]) -> Metrics:
        """A territory, group, `unassigned` or the organisation."""
        sums = self.total(leaves)
        result = (
            self.sales_metrics(sums) | self._ground_metrics(leaves, sums) | self._selling_metrics(sums, sums)
        )
        result |= self._unit_metrics(leaves, sums)
        result |= {
            "vacant_days": ("count", sums["vacant_days"]),
            "shared_accounts": ("count", sums["shared"]),
            "contested_accounts": ("count", sums["contested"]),
            "account_overlap_rate": ratio(sums["contested"], sums["touched"], "no_accounts"),
            "outside_sales_in": money(sums["outside_in"]),
            "outside_sales_out": money(sum(self.rep[rep]["outside_out"] for rep in self._owners(leaves))),
            "outside_sales_share": ratio(sums["outside_in"], sums["as_was"], "no_sales"),
        }
        is_unassigned = leaves == [self.field.no_territory]
        return result | self.market.metrics(sums) | self.familiarity.metrics(sums, is_unassigned)

    def _owners(self, leaves: list[int]) -> set[int]:
        return {rep for leaf in leaves if (rep := self.owner.get(leaf)) is not None}

    def _unit_metrics(self, leaves: list[int], sums: Counter) -> Metrics:
        held = set().union(*(self.in_force[leaf] for leaf in leaves))
        is_placed = 0 if leaves == [self.field.no_territory] else 1
        loose = self.slot[self.field.no_territory] if len(leaves) == len(self.slots) else Sum()
        shared = len(held & self.shared_units)
        return {
            "unit_coverage": ratio(
                (sums["units"] - loose["units"]) * is_placed, len(self.field.units), "no_units"
            ),
            "unit_coverage_by_population": ratio(
                (sums["population"] - loose["population"]) * is_placed,
                self.all["population"],
                "no_population",
            ),
            "shared_units": ("count", shared),
            "unit_overlap_rate": ratio(shared, len(held), "no_units"),
        }

    def _ground_metrics(self, leaves: list[int], sums: Counter) -> Metrics:
        capacity = sum(self.field.capacity[rep] or 0 for rep in self._owners(leaves))
        hours, available = Fraction(sums["minutes"], 600_000), Fraction(capacity * 52, 10_000)
        not_called = "no_calls_recorded" if sums["targets"] else "no_targets"
        result: Metrics = {
            "accounts": ("count", sums["accounts"]),
            "accounts_called": ("count", sums["called"]),
            "account_coverage": ratio(sums["called"], sums["accounts"], "no_accounts"),
            "account_coverage_by_potential": ratio(
                sums["called_potential"], sums["account_potential"], "no_potential"
            ),
            "active_accounts": ("count", sums["active"]),
            "active_rate": ratio(sums["active"], sums["accounts"], "no_accounts"),
            "targets": ("count", sums["targets"]),
            "reach": ratio(sums["targets_called"], sums["targets"], "no_targets"),
            "frequency": ratio(sums["target_calls"], sums["targets_called"], not_called),
            "plan_attainment": ratio(sums["kept"], sums["planned"], "no_targets"),
            "over_calling": ratio(sums["over"], sums["owned_calls"] * 3_640_000, "no_calls_recorded"),
            "uncalled_value": money(sums["uncalled"]),
            "workload_hours": ("number", hours) if hours else ("n/a", "no_workload"),
            "capacity_hours": ("number", available) if capacity else ("n/a", "no_capacity"),
            "utilisation": (
                ratio(hours, available, "no_capacity") if hours or not capacity else ("n/a", "no_workload")
            ),
        }
        return result

    def _selling_metrics(self, sold: Counter, ground: Counter) -> Metrics:
        """Sales, calls and quota of `sold` on the potential of `ground`."""
        potential, everywhere = self.potential_of(ground), self.potential_of(self.all)
        quota, year_quota = sold["quota"], sold["year_quota"]
        concentration = ratio(sold["squares"] * 10_000, sold["current"] ** 2, "no_sales")
        index: Value = ("n/a", "no_potential")
        if potential > 0 and everywhere > 0:
            share = Fraction(self.all["current"], everywhere)
            index = ratio(Fraction(sold["current"], potential) * 100, share, "no_sales")
        return {
            "growth": self._growth(sold, "prior"),
            "growth_year": self._growth(sold, "year_ago"),
            "quota": money(quota) if quota else ("n/a", "no_quota"),
            "attainment": ratio(sold["current"], quota, "no_quota"),
            "pace": ratio(sold["fiscal_year_to_date"], year_quota, "no_quota"),
            "calls": ("count", sold["calls"]),
            "calls_per_week": ratio(sold["calls"] * 7, self.now.days, "no_calls_recorded"),
            "sales_per_call": (
                money(rounded_share(sold["current"], 1, sold["calls"]))
                if sold["calls"]
                else ("n/a", "no_calls_recorded")
            ),
            "new_accounts": ("count", sold["new"]),
            "lost_accounts": ("count", sold["lost"]),
            "lost_sales": money(sold["lost_sales"]),
            "account_concentration": ("n/a", "negative_sales") if sold["negative"] else concentration,
            "potential": money(potential) if potential > 0 else ("n/a", "no_potential"),
            "share_of_potential": ratio(sold["trailing_year"], max(0, potential), "no_potential"),
            "performance_index": index,
        }

    @staticmethod
    def _growth(sold: Counter, base: str) -> Value:
        if sold[base] <= 0:
            return "n/a", "no_prior_sales"
        return "number", Fraction(sold["current"], sold[base]) - 1

    def _rep_metrics(self, rep: int) -> Metrics:
        leaves, own = self.owned.get(rep, []), self.rep[rep]
        ground = self.total(leaves)
        result: Metrics = {key: money(own[window]) for key, window in SALES.items()}
        result |= self._selling_metrics(own, ground) | {"outside_sales_out": money(own["outside_out"])}
        result["sales_margin"] = self.margins.of(self.margins.by_rep, rep)
        if leaves:
            return result | self._ground_metrics(leaves, ground) | self.familiarity.metrics(ground)
        capacity = self.field.capacity[rep] if rep < self.field.no_rep else None
        result |= dict.fromkeys(GROUND, ("n/a", "no_accounts"))
        if capacity:
            return result | {"capacity_hours": ("number", Fraction(capacity * 52, 10_000))}
        return result | dict.fromkeys(("capacity_hours", "utilisation"), ("n/a", "no_capacity"))

    def _pair_metrics(self) -> dict[tuple[str, str], Metrics]:
        touched = Counter(rep for tally in self.tallies[:-1] for rep in tally.touching)
        result = {}
        for (first, second), shared in self.pairs.items():
            kinds = Counter(kind for kind, _ in shared)
            union = touched[first] + touched[second] - len(shared)
            result[self.rep_names[first], self.rep_names[second]] = {
                "accounts": ("count", len(shared)),
                "jaccard": ratio(len(shared), union, "no_accounts"),
                "sales": money(sum(amount for _, amount in shared)),
                "conflicting_sales": money(sum(amount for kind, amount in shared if kind == "conflict")),
                **{f"by_kind.{kind}": ("count", kinds[kind]) for kind in ("conflict", "handover", "overlay")},
            }
        return result

    def _weeks(self, subject: str, names: list[str], slots: Any) -> dict[tuple[str, int], Metrics]:
        sums = self.facts.weekly(subject, self.as_of)
        as_was = self.facts.weekly("as_was", self.as_of) if subject == "as_is" else {}
        result = {}
        for slot in slots:
            for day in range(self.as_of - 25 * 7, self.as_of + 1, 7):
                sales, calls = sums.get((slot, day), (0, 0))
                result[names[slot], day] = {"sales": money(sales), "calls": ("count", calls)}
                if subject == "as_is":
                    result[names[slot], day]["sales_as_was"] = money(as_was.get((slot, day), (0, 0))[0])
        return result
