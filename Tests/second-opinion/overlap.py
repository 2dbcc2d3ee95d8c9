"""Overlap in detail: overlays, who touched shared accounts and in what role, claims on units."""

from __future__ import annotations

from typing import Any

from facts import Touch
from model import FOREVER, Claim, Field, Role
from runs import OwnerRuns, day_or_none
from tally import Tallies
from values import Metrics, Sum, count, money, ratio


class Overlap:
    """Everything about overlap that goes beyond counts."""

    def __init__(self, tallies: Tallies, runs: OwnerRuns) -> None:
        self.tallies, self.runs, self.field = tallies, runs, tallies.field

    # Overlays

    def overlays(self) -> dict[int, Metrics]:
        """The metrics of the overlay territories."""
        covered = self._covered()
        return {
            place: self._overlay(place, covered.get(place, []))
            for place, kind in enumerate(self.field.kinds)
            if kind == "overlay"
        }

    def _covered(self) -> dict[int, list[int]]:
        """Overlay: the accounts that it covers on the as-of day."""
        result: dict[int, list[int]] = {}
        for place, account in enumerate(self.field.accounts):
            units = self.field.unit_overlays.get(account.unit, []) if account.unit is not None else []
            claims = self.field.account_overlays.get(place, []) + units
            for territory in {claim.value for claim in claims if claim.holds(self.tallies.as_of)}:
                result.setdefault(territory, []).append(place)
        return result

    def _overlay(self, territory: int, covered: list[int]) -> Metrics:
        reps = {
            rep
            for rep, roles in self.field.roles.items()
            if any(role.territory == territory and holds(role, self.tallies.as_of) for role in roles)
        }
        touches = [
            [touch for rep, touch in self.tallies.tallies[place].by_rep.items() if rep in reps]
            for place in covered
        ]
        every = [touch for found in touches for touch in found]
        sales = sum(touch.amounts["current"] for touch in every)
        whole = sum(self.tallies.tallies[place].amounts["current"] for place in covered)
        return {
            "overlay_accounts": count(len(covered)),
            "overlay_accounts_touched": count(
                sum(any(touch.lines or touch.calls for touch in found) for found in touches)
            ),
            "overlay_sales": money(sales),
            "overlay_calls": count(sum(touch.calls for touch in every)),
            "overlay_covered_sales": money(whole),
            "overlay_share": ratio(sales, whole, "no_sales"),
        }

    # Shared accounts

    def shared_accounts(self) -> dict[str, dict[str, Any]]:
        """Every shared account by its id."""
        return {
            self.field.accounts[place].id: {
                "account": self.tallies.reference(place),
                "kind": kind,
                "sales": money(self.tallies.tallies[place].amounts["current"]),
                "touches": {
                    self.tallies.rep_names[rep]: self._touch(
                        place, rep, self.tallies.tallies[place].by_rep[rep]
                    )
                    for rep in sorted(self.tallies.tallies[place].touching)
                },
            }
            for place, kind in self.tallies.shared.items()
        }

    def _touch(self, place: int, rep: int, touch: Touch) -> dict[str, Any]:
        role, through, since, until = self._role(place, rep)
        return {
            "rep": self.tallies.rep_names[rep],
            "calls": count(touch.calls),
            "sales": money(touch.amounts["current"]),
            "role": role,
            "through": None if through is None else self.tallies.names[through],
            "since": day_or_none(since),
            "until": day_or_none(until),
            "first_sale": day_or_none(touch.first_sale),
            "last_sale": day_or_none(touch.last_sale),
            "first_call": day_or_none(touch.first_call),
            "last_call": day_or_none(touch.last_call),
        }

    def _role(self, place: int, rep: int) -> tuple[str, int | None, int | None, int | None]:
        """Role, territory, first and last day; the first that fits."""
        day, home = self.tallies.as_of, self.tallies.home[place]
        run = self.runs.run_on(place, day)
        if run.rep == rep:
            return "owner", home, run.first, run.last
        for run in reversed(self.runs.of(place)):
            if run.rep == rep and run.first <= day and run.last >= self.tallies.now.first:
                last = self.runs.piece_on(place, run.last)
                return "former_owner", last.territory, run.first, run.last
        held = [role for role in self.field.roles.get(rep, []) if holds(role, day)]
        if covering := [role for role in held if self._is_covering(role, place, home)]:
            role = min(covering, key=lambda role: (role.territory, role.start))
            return "overlay", role.territory, role.start, role.end
        if others := [role for role in held if role.territory == home]:
            role = min(others, key=lambda role: role.start)
            return "other", home, role.start, role.end
        return "none", None, None, None

    def _is_covering(self, role: Role, place: int, home: int) -> bool:
        """Whether a role lets a rep work beside the owner: in an overlay, or as overlay in the territory."""
        account = self.field.accounts[place]
        units = self.field.unit_overlays.get(account.unit, []) if account.unit is not None else []
        claims = self.field.account_overlays.get(place, []) + units
        in_overlay = {claim.value for claim in claims if claim.holds(self.tallies.as_of)}
        return role.territory in in_overlay or (role.role == "overlay" and role.territory == home)

    # Units

    def units(self) -> dict[str, dict[str, Any]]:
        """Owner and claims of every unit, and the accounts that lie in it."""
        located = [Sum() for _ in self.field.units]
        for account, tally in zip(self.field.accounts, self.tallies.tallies):
            if account.unit is not None:
                located[account.unit]["accounts"] += 1
                located[account.unit]["sales"] += tally.amounts["current"]
        return {
            name: {
                "id": name,
                "territory": self._name(self.tallies.unit_home[place]),
                "accounts": count(located[place]["accounts"]),
                "sales": money(located[place]["sales"]),
                "claimants": [
                    self.tallies.names[leaf]
                    for leaf in self.field.leaves
                    if place in self.tallies.in_force[leaf]
                ],
                "claims": claims_of(self.field, place, self.tallies.as_of),
            }
            for name, place in self.field.units.items()
        }

    def _name(self, slot: int) -> str | None:
        return None if slot == self.field.no_territory else self.tallies.names[slot]

    def outside_sales(self) -> dict[tuple[str, str], dict[str, Any]]:
        """(territory, rep): what the rep sold there without a role."""
        if "outside_sales_in" in self.tallies.missing:
            return {}
        return {
            (self.tallies.names[territory], self.tallies.rep_names[rep]): {"sales": money(amount)}
            for (territory, rep), amount in self.tallies.outside.items()
        }


def holds(role: Role, day: int) -> bool:
    """Whether the role is held on the day."""
    return role.start <= day <= role.end


def claims_of(field: Field, unit: int, day: int) -> list[dict[str, Any]]:
    """The assignments in force that give a unit to several territories."""
    held: list[Claim] = [claim for claim in field.unit_claims.get(unit, []) if claim.holds(day)]
    if len({claim.value for claim in held}) < 2:
        return []
    ordered = sorted(held, key=lambda claim: (claim.value, claim.start, claim.end))
    return [
        {
            "territory": field.territory_ids[claim.value],
            "from": None if claim.start == -FOREVER else day_or_none(claim.start),
            "to": None if claim.end == FOREVER else day_or_none(claim.end),
        }
        for claim in ordered
    ]
