"""The fold of `bailiwick run` in pandas, with pyarrow as reader and holder of the columns.

usage: pandas_fold.py WORKSPACE RESULT.json

pandas holds every row, so it is given the load of one million sales only. Money is read as an exact decimal and summed
as 64-bit counts of 1/10,000: sums of pyarrow's decimals are done one Python object at a time. Categories instead of
texts as keys of the groups, which is the fastest way that pandas has.
"""

from __future__ import annotations

import datetime
import pathlib
from typing import Any

import fold
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
from fold import AS_OF, BEFORE_WEEKS, NEVER, WINDOWS

DECIMAL = pa.decimal128(18, 4)
SALES_TYPES = {
    "invoice_date": pa.date32(), "account_id": pa.string(), "product_id": pa.string(), "quantity": DECIMAL,
    "amount": DECIMAL, "rep_id": pa.string(), "territory_id": pa.string(),
}  # fmt: skip
CALLS_TYPES = {"call_date": pa.date32(), "account_id": pa.string(), "rep_id": pa.string(), "minutes": DECIMAL}
EPOCH = datetime.date(1970, 1, 1)


def number(day: datetime.date) -> int:
    """Days since 1970-01-01."""
    return (min(day, NEVER) - EPOCH).days


def facts(workspace: str, pattern: str, types: dict[str, pa.DataType]) -> pd.DataFrame:
    """The columns that the fold needs: days as numbers, money in 1/10,000, texts as categories, blank as missing."""
    options = pa.csv.ConvertOptions(
        column_types=types, include_columns=list(types), strings_can_be_null=True, null_values=[""],
    )  # fmt: skip
    files = sorted(pathlib.Path(workspace).glob(pattern))
    table = pa.concat_tables([pa.csv.read_csv(file, convert_options=options) for file in files])
    columns = {}
    for name, kind in types.items():
        column = table[name]
        if kind == DECIMAL:
            columns[name] = pc.cast(pc.multiply(column, pa.scalar(10_000, pa.int32())), pa.int64()).to_pandas()
        elif kind == pa.date32():
            columns["day"] = pc.cast(column, pa.int32()).to_pandas()
        else:
            columns[name] = column.dictionary_encode().combine_chunks().to_pandas()
    return pd.DataFrame(columns)


def text(workspace: str, path: str) -> pd.DataFrame:
    return pd.read_csv(f"{workspace}/{path}", dtype=str, na_values=[""], keep_default_na=False)


def spans(frame: pd.DataFrame) -> pd.DataFrame:
    first = frame["valid_from"].map(lambda day: number(datetime.date.fromisoformat(day)))
    last = frame["valid_to"].map(lambda day: number(datetime.date.fromisoformat(day)), na_action="ignore")
    return frame.assign(first=first, last=last.fillna(number(NEVER)).astype(int))


def on_day(facts: pd.DataFrame, key: str, held: pd.DataFrame, value: str) -> pd.Series:
    """What was in force for the key on each row's day: one pass per assignment that a key has had, mostly one."""
    result = pd.Series(pd.NA, index=facts.index, dtype=object)
    turn = held.groupby(held.columns[0]).cumcount()
    for place in range(turn.max() + 1):
        part = held[turn == place].set_index(held.columns[0])
        keys = facts[key]
        inside = (keys.map(part["first"]) <= facts["day"]) & (facts["day"] <= keys.map(part["last"]))
        result = result.where(~inside, keys.map(part[value]))
    return result


class Fold:
    """One workspace, folded."""

    def __init__(self, workspace: str) -> None:
        self._dimensions(workspace)
        sales = self.located(facts(workspace, fold.SALES, SALES_TYPES))
        calls = self.located(facts(workspace, fold.CALLS, CALLS_TYPES))
        self.rows = (len(sales), int(sales["amount"].sum()), len(calls))
        sales["lines"] = 1
        masks = {n: sales["day"].between(number(f), number(l)) for n, (f, l) in WINDOWS.items()}
        for value in ("lines", "quantity", "amount"):
            for name, mask in masks.items():
                sales[f"{value}_{name}"] = sales[value].where(mask, 0)
        sums = [f"{value}_{name}" for value in ("lines", "quantity", "amount") for name in WINDOWS]
        amounts = sums[-len(WINDOWS) :]
        by = {"observed": True, "sort": False}
        grouped = sales.groupby(["account_id", "rep"], **by)
        account_sales = grouped[sums].sum().join(grouped["day"].agg(first_sale="min", last_sale="max"))
        now = calls["day"].between(number(WINDOWS["current"][0]), number(AS_OF))
        calls = calls.assign(calls=now.astype(int), minutes=calls["minutes"].where(now, 0))
        called = calls.groupby(["account_id", "rep"], **by)
        account_calls = called[["calls", "minutes"]].sum().join(called["day"].agg(first_call="min", last_call="max"))
        self.account_reps = account_sales.join(account_calls, how="outer")
        self.territory_reps = sales.groupby(["as_was", "rep"], **by)[amounts].sum()
        self.territory_products = sales.groupby(["as_is", "product_id"], **by)[amounts[:2]].sum()
        week_sales = self.weeks(sales, **by)[["lines", "amount"]].sum()
        self.territory_rep_weeks = week_sales.join(self.weeks(calls, **by).size().rename("calls"), how="outer")

    def weeks(self, facts: pd.DataFrame, **by: bool) -> Any:
        recent = facts[facts["day"] > number(BEFORE_WEEKS)]
        week = number(AS_OF) - (number(AS_OF) - recent["day"]) // 7 * 7
        return recent.assign(week=week).groupby(["as_was", "rep", "week"], **by)

    def _dimensions(self, workspace: str) -> None:
        crosswalk = text(workspace, fold.CROSSWALK)
        crosswalk["tot_ratio"] = crosswalk["tot_ratio"].astype(float)
        place = crosswalk.sort_values("tot_ratio").groupby("zip")["county_fips"].last()
        held = spans(text(workspace, fold.UNIT_ASSIGNMENTS))
        self.held = held[["county_fips", "territory_id", "first", "last"]]
        owner = spans(text(workspace, fold.REP_ASSIGNMENTS))
        self.owner = owner.loc[owner["role"] == "owner", ["territory_id", "rep_id", "first", "last"]]
        accounts = text(workspace, fold.ACCOUNTS).set_index("account_id")
        self.unit = accounts["postal_code"].map(place)
        now = held[held["first"].le(number(AS_OF)) & held["last"].ge(number(AS_OF))]
        self.as_is = self.unit.map(now.set_index("county_fips")["territory_id"])

    def located(self, facts: pd.DataFrame) -> pd.DataFrame:
        account = facts["account_id"]
        facts["unit"] = account.map(self.unit).astype("category")
        facts["as_is"] = account.map(self.as_is).fillna(fold.UNASSIGNED).astype("category")
        as_was = on_day(facts, "unit", self.held, "territory_id")
        if "territory_id" in facts:
            recorded = facts["territory_id"].astype(object)
            as_was = recorded.where(recorded.notna(), as_was)
        facts["as_was"] = as_was.fillna(fold.UNASSIGNED).astype("category")
        rep = facts["rep_id"].astype(object)
        blank = rep.isna()
        if blank.any():
            rep[blank] = on_day(facts.loc[blank], "as_was", self.owner, "rep_id")
        facts["rep"] = rep.fillna(fold.UNASSIGNED).astype("category")
        return facts

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        """The result as `fold.totals` takes it."""
        pairs = self.account_reps.reset_index()
        active = pairs.loc[pairs["lines_current"] > 0, "account_id"].nunique()
        called = pairs.loc[pairs["calls"] > 0, "account_id"].nunique()
        columns = ["calls", "minutes", "first_sale", "last_sale", "first_call", "last_call",
                   "lines_current", "quantity_current"]  # fmt: skip
        weeks = self.territory_rep_weeks.reset_index().fillna({"lines": 0, "amount": 0, "calls": 0})
        weeks["week"] = weeks["week"].map(lambda day: str(EPOCH + datetime.timedelta(days=int(day))))
        return {
            "rows": [self.rows],
            "account_sums": [(len(pairs), active, called, *(int(pairs[column].sum()) for column in columns))],
            "territory_reps": list(self.territory_reps.reset_index().itertuples(index=False, name=None)),
            "territory_rep_weeks": list(weeks.itertuples(index=False, name=None)),
            "territory_products": list(self.territory_products.reset_index().itertuples(index=False, name=None)),
        }


if __name__ == "__main__":
    fold.main(pd.__version__, Fold, Fold.tables)
