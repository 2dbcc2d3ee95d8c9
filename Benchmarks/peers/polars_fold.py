"""The fold of `bailiwick run` in Polars, lazy, on the streaming engine.

usage: polars_fold.py WORKSPACE RESULT.json

Tried on 10 million sales, two cores; CPU seconds and peak memory of the fold:

- rows grouped by their raw keys first and joined after, recent rows read a second time: 12.3 s, 1,630 MB;
- rows joined with the accounts as they stream, one query for all results, so that the scan is shared (this file):
  11.1 s, 1,650 MB.

In both the first sums are per *segment*, the days between two edges of the windows; the windows are added up from the
segments after, which spares ten filtered sums per row. Accounts are numbers in the result, texts only in the join.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import fold
import polars as pl
from fold import AS_OF, BEFORE_WEEKS, NEVER, WINDOWS

DECIMAL = pl.Decimal(18, 4)
SALES_TYPES = dict.fromkeys(fold.SALES_COLUMNS, pl.String) | {
    "invoice_date": pl.Date, "quantity": DECIMAL, "amount": DECIMAL,
}  # fmt: skip
CALLS_TYPES = dict.fromkeys(fold.CALLS_COLUMNS, pl.String) | {"call_date": pl.Date, "minutes": DECIMAL}
EDGES = sorted({edge for first, last in WINDOWS.values() for edge in (first, last + timedelta(days=1))})
DAY = pl.col("day")
WEEK = (pl.lit(AS_OF) - pl.duration(days=(pl.lit(AS_OF) - DAY).dt.total_days() // 7 * 7)).cast(pl.Date).alias("week")
KEYS = ["account", "rep"]


def steps(days: list[date]) -> pl.Expr:
    """How many of the ascending days `day` has reached."""
    return pl.sum_horizontal((DAY >= day).cast(pl.Int8) for day in days)


def windowed(value: str, names: tuple[str, ...] = tuple(WINDOWS)) -> list[pl.Expr]:
    """Sums per window out of the segments."""

    def segments(name: str) -> list[int]:
        first, last = WINDOWS[name]
        return [place + 1 for place, edge in enumerate(EDGES) if first <= edge <= last]

    inside = {name: pl.col("segment").is_in(segments(name)) for name in names}
    return [pl.col(value).filter(inside[name]).sum().alias(f"{value}_{name}") for name in names]


def text(workspace: str, path: str) -> pl.LazyFrame:
    return pl.scan_csv(f"{workspace}/{path}", infer_schema=False)


def spans(frame: pl.LazyFrame) -> pl.DataFrame:
    first = pl.col("valid_from").str.to_date("%Y-%m-%d").alias("first")
    last = pl.col("valid_to").str.to_date("%Y-%m-%d").fill_null(NEVER).alias("last")
    return frame.with_columns(first, last).collect()


def dimensions(workspace: str) -> tuple[list[date], pl.DataFrame, pl.DataFrame]:
    """Starts of the periods without a change; the accounts' ground and the territories' owners in each."""
    crosswalk = text(workspace, fold.CROSSWALK).with_columns(pl.col("tot_ratio").cast(pl.Float64))
    place = crosswalk.group_by("zip").agg(pl.col("county_fips").sort_by("tot_ratio").last().alias("county_fips")).collect()
    held = spans(text(workspace, fold.UNIT_ASSIGNMENTS)).select("county_fips", "territory_id", "first", "last")
    owner = spans(text(workspace, fold.REP_ASSIGNMENTS).filter(pl.col("role") == "owner"))
    owner = owner.select("territory_id", pl.col("rep_id").alias("owner"), "first", "last")
    ends = [*held["last"], *owner["last"]]
    starts = sorted({*held["first"], *owner["first"], *(end + timedelta(days=1) for end in ends if end < NEVER)})
    period = pl.DataFrame({"period": range(len(starts) + 1), "start": [date(1900, 1, 1), *starts]}).with_columns(
        pl.col("period").cast(pl.Int8))
    in_force = pl.col("start").is_between("first", "last")
    owned = owner.join(period, how="cross").filter(in_force).select("territory_id", "period", "owner")
    holding = held.join(period, how="cross").filter(in_force).select("county_fips", "period", "territory_id")
    now = held.filter(pl.lit(AS_OF).is_between("first", "last")).select("county_fips", as_is="territory_id")
    accounts = text(workspace, fold.ACCOUNTS).select("account_id", zip="postal_code").collect().with_row_index("account")
    accounts = accounts.join(place, on="zip", how="left").join(now, on="county_fips", how="left")
    ground = accounts.join(period.select("period"), how="cross").join(holding, on=["county_fips", "period"], how="left")
    ground = ground.join(owned, on=["territory_id", "period"], how="left")
    ground = ground.select("account", "account_id", "period", "as_is", ground_territory="territory_id", ground_owner="owner")
    return starts, ground, owned.rename({"owner": "recorded_owner"})


class Fold:
    """One workspace, folded."""

    def __init__(self, workspace: str) -> None:
        starts, ground, owned = dimensions(workspace)
        self.ground, self.owned = ground.lazy(), owned.lazy()
        sales = pl.scan_csv(f"{workspace}/{fold.SALES}", schema=SALES_TYPES, null_values="").rename({"invoice_date": "day"})
        calls = pl.scan_csv(f"{workspace}/{fold.CALLS}", schema=CALLS_TYPES, null_values="").rename({"call_date": "day"})
        calls = calls.with_columns(territory_id=pl.lit(None, pl.String))
        segment, period = steps(EDGES).alias("segment"), steps(starts).alias("period")
        rows = self.located(sales.with_columns(segment, period))
        by_account = rows.group_by("account", "rep", "as_was", "segment").agg(
            pl.len().alias("lines"),
            pl.col("quantity").sum(),
            pl.col("amount").sum(),
            DAY.min().alias("first_sale"),
            DAY.max().alias("last_sale"),
        )
        recent = rows.filter(DAY > BEFORE_WEEKS).with_columns(WEEK)
        weeks = recent.group_by("as_was", "rep", "week").agg(pl.len().alias("lines"), pl.col("amount").sum())
        products = recent.group_by("as_is", "product_id").agg(windowed("amount", ("current", "prior")))
        now = DAY.is_between(*WINDOWS["current"])
        located = self.located(calls.with_columns(period))
        by_call = located.group_by(KEYS).agg(
            pl.len().alias("all_calls"), now.sum().alias("calls"), pl.col("minutes").filter(now).sum(),
            DAY.min().alias("first_call"), DAY.max().alias("last_call"))
        call_weeks = located.filter(DAY > BEFORE_WEEKS).with_columns(WEEK).group_by("as_was", "rep", "week").agg(pl.len().alias("calls"))
        base, weeks, self.products, by_call, call_weeks = pl.collect_all(
            [by_account, weeks, products, by_call, call_weeks], engine="streaming")
        self.base, self.by_call = base, by_call
        account_sales = base.group_by(KEYS).agg(
            *windowed("lines"), *windowed("quantity"), *windowed("amount"), pl.col("first_sale").min(), pl.col("last_sale").max())
        self.account_reps = account_sales.join(by_call, on=KEYS, how="full", coalesce=True)
        self.territory_reps = base.group_by("as_was", "rep").agg(windowed("amount"))
        self.weeks = weeks.join(call_weeks, on=["as_was", "rep", "week"], how="full", coalesce=True)

    def located(self, facts: pl.LazyFrame) -> pl.LazyFrame:
        joined = facts.join(self.ground, on=["account_id", "period"], how="left")
        joined = joined.join(self.owned, on=["territory_id", "period"], how="left")
        owner = pl.when(pl.col("territory_id").is_null()).then("ground_owner").otherwise("recorded_owner")
        return joined.with_columns(
            rep=pl.coalesce("rep_id", owner, pl.lit(fold.UNASSIGNED)),
            as_was=pl.coalesce("territory_id", "ground_territory", pl.lit(fold.UNASSIGNED)),
            as_is=pl.col("as_is").fill_null(fold.UNASSIGNED),
        )

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        """The result as `fold.totals` takes it."""

        def units(*columns: str) -> list[pl.Expr]:
            return [(pl.col(column) * 10_000).cast(pl.Int64) for column in columns]

        def days(column: str) -> pl.Expr:
            return (pl.col(column) - date(1970, 1, 1)).dt.total_days().sum()

        amounts = [f"amount_{name}" for name in WINDOWS]
        pairs = self.account_reps
        sums = pairs.select(
            pairs=pl.len(),
            active=pl.col("account").filter(pl.col("lines_current") > 0).n_unique(),
            called=pl.col("account").filter(pl.col("calls") > 0).n_unique(),
            calls=pl.col("calls").sum(), minutes=(pl.col("minutes").sum() * 10_000).cast(pl.Int64),
            a=days("first_sale"), b=days("last_sale"), c=days("first_call"), d=days("last_call"),
            lines=pl.col("lines_current").sum(), quantity=(pl.col("quantity_current").sum() * 10_000).cast(pl.Int64),
        )  # fmt: skip
        rows = self.base.select(pl.col("lines").sum(), (pl.col("amount").sum() * 10_000).cast(pl.Int64)).row(0)
        weeks = self.weeks.select("as_was", "rep", pl.col("week").dt.to_string("%Y-%m-%d"), "lines", *units("amount"), "calls")
        return {
            "rows": [(*rows, self.by_call["all_calls"].sum())],
            "account_sums": sums.rows(),
            "territory_reps": self.territory_reps.select("as_was", "rep", *units(*amounts)).rows(),
            "territory_rep_weeks": weeks.rows(),
            "territory_products": self.products.select("as_is", "product_id", *units("amount_current", "amount_prior")).rows(),
        }


if __name__ == "__main__":
    fold.main(pl.__version__, Fold, Fold.tables)
