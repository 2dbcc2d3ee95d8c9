"""Who was the owner rep of each account, from when to when."""

from __future__ import annotations

from typing import NamedTuple

from model import FOREVER, Field, edges
from windows import iso


class Piece(NamedTuple):
    """Days on which one territory, and one rep or nobody, owned an account."""

    first: int
    last: int
    territory: int | None
    rep: int | None


class Run(NamedTuple):
    """Days without a break on which one rep, or nobody, was an account's owner rep."""

    first: int
    last: int
    rep: int | None


class OwnerRuns:
    """The pieces and runs of all accounts; accounts that share their assignments share them."""

    def __init__(self, field: Field) -> None:
        self.chosen, segments = field.account_timelines()
        owners = {
            leaf: field.painted(
                edges(field.owners.get(leaf, ())), lambda day, leaf=leaf: field.owner_of(leaf, day)
            )
            for leaf in field.leaves
        }
        nobody: list[tuple[int, int, int | None]] = [(-FOREVER, FOREVER, None)]
        self._pieces: dict[int, list[Piece]] = {}
        for timeline, first, last, place in segments:
            territory = None if place < 0 else place
            self._pieces.setdefault(timeline, []).extend(
                Piece(max(first, start), min(last, end), territory, rep)
                for start, end, rep in (nobody if territory is None else owners[territory])
                if max(first, start) <= min(last, end)
            )
        self._runs = {timeline: merged(pieces) for timeline, pieces in self._pieces.items()}

    def of(self, account: int) -> list[Run]:
        """The runs of an account, oldest first."""
        return self._runs[self.chosen[account]]

    def run_on(self, account: int, day: int) -> Run:
        """The run of the day."""
        return next(run for run in self.of(account) if run.first <= day <= run.last)

    def piece_on(self, account: int, day: int) -> Piece:
        """The territory and owner rep of the day."""
        pieces = self._pieces[self.chosen[account]]
        return next(piece for piece in pieces if piece.first <= day <= piece.last)

    def has_changed(self, account: int, first: int, last: int) -> bool:
        """Whether the owner rep became another, or nobody, on one of the days."""
        return any(first <= run.first <= last for run in self.of(account))


def merged(pieces: list[Piece]) -> list[Run]:
    """Pieces one after the other with the same rep become one run."""
    runs: list[Run] = []
    for piece in pieces:
        if runs and runs[-1].rep == piece.rep:
            runs[-1] = runs[-1]._replace(last=piece.last)
        else:
            runs.append(Run(piece.first, piece.last, piece.rep))
    return runs


def day_or_none(day: int | None) -> str | None:
    """A day as yyyy-MM-dd; None where it is open."""
    return None if day is None or abs(day) >= FOREVER else iso(day)
