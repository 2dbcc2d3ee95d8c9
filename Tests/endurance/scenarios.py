"""Workspaces in the state before a run, with what the run makes of them: the references of the tests."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace as with_changes
from pathlib import Path

import trees
from field import SMALL, Field
from program import Program
from published import Published


@dataclass(frozen=True)
class Scenario:
    """A workspace, the day that is run, and all that may come of it."""

    name: str
    #: Before the run; never written to.
    workspace: Path
    day: str
    old: Published
    new: Published
    #: The week after, and what its run makes of the old state and of the new one.
    next_day: str
    next_of_old: Published
    next_of_new: Published


def run(program: Program, workspace: Path, day: object) -> Published:
    """A run that must succeed."""
    outcome = program.publish(workspace, day)
    if outcome.code:
        raise SystemExit(f"{workspace}, {day}: exit code {outcome.code}: {outcome.errors}")
    return Published.read(workspace)


def _scenario(program: Program, name: str, workspace: Path, day: str, next_day: str) -> Scenario:
    """Makes the references by runs that nothing disturbs, each in a copy."""
    copy = workspace.with_name(workspace.name + "-reference")

    def after(*days: str) -> Published:
        trees.replace(workspace, copy)
        return [run(program, copy, each) for each in days][-1]

    scenario = Scenario(
        name, workspace, day, Published.read(workspace), after(day), next_day, after(next_day), after(day, next_day)
    )
    trees.replace(workspace, copy)
    return scenario


def scenarios(program: Program, base: Path) -> list[Scenario]:
    """The first run ever, the run of a new week that ends the oldest report, and a day that is run again."""
    field = Field(with_changes(SMALL, keep=2))
    days = [str(field.as_of)]
    for _ in range(3):
        field.advance()
        days.append(str(field.as_of))
    first, week, again = base / "first", base / "week", base / "again"
    field.write(first)
    trees.replace(first, week)
    for day in days[:2]:
        run(program, week, day)
    trees.replace(week, again)
    run(program, again, days[2])
    field.restate()
    field.write(again)
    return [
        _scenario(program, "the first run", first, days[2], days[3]),
        _scenario(program, "a new week", week, days[2], days[3]),
        _scenario(program, "a day again", again, days[2], days[3]),
    ]
