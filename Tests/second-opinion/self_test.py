"""Checks the second opinion on a tiny workspace whose numbers were worked out by hand."""

from __future__ import annotations

import copy
import json
import tempfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from metrics import NEEDS, Metrics, Opinion
from second_opinion import broken_sums, compare, compute, is_equal, iso, shown

FILES = {
    "bailiwick.yaml": """\
as_of: 2026-06-28
workload: {call_minutes: 45, travel_minutes: 30, by_segment: {H: {call_minutes: 60, travel_minutes: 30}}}
sources:
  units: {file: units.csv, encoding: latin-1, fields: {unit_id: "{STATE:2}{COUNTY:3}", name: NAME}, where: {LEVEL: 050}}
  crosswalk: {file: zip.csv, delimiter: tab, fields: {postal_code: ZIP, unit_id: COUNTY, weight: RATIO}}
  demographics:
    - {file: units.csv, encoding: latin-1, year: 2019, fields: {unit_id: "{STATE:2}{COUNTY:3}", population: POP}}
  territories: {file: territories.csv, fields: {territory_id: id, name: name, parent_id: parent, kind: kind}}
  unit_assignments: {file: ua.csv, fields: {unit_id: unit, territory_id: territory, from: from, to: to}}
  reps: {file: reps.csv, fields: {rep_id: id, name: name, hired: hired, weekly_capacity_hours: hours}}
  rep_assignments: {file: ra.csv, fields: {rep_id: rep, territory_id: territory, role: role, from: from, to: to}}
  accounts: {file: accounts.csv, fields: {account_id: id, name: name, unit_id: unit, postal_code: zip,
    segment: segment, potential: potential, planned_calls_per_year: planned}}
  sales: {file: "sales-*.csv", fields: {date: day, account_id: account, amount: amount, rep_id: rep}}
  activities: {file: calls.csv, fields: {date: day, account_id: account, rep_id: rep}}
  quotas: {file: quotas.xml, records: /quotas/quota,
    fields: {territory_id: "@territory", rep_id: rep/id, from: from, to: to, amount: amount}}
""",
    "units.csv": "LEVEL,STATE,COUNTY,NAME,POP\n040,1,0,All,1000\n050,1,1,Do\u00f1a,100\n050,1,3,B,200\n"
    "050,1,5,C,300\n050,1,7,D,400\n",
    "zip.csv": "ZIP\tCOUNTY\tRATIO\n12345\t1001\t0.4\n12345\t1003\t0.6\n",
    "territories.csv": "id,name,parent,kind\nG,Group,,\nT1,One,G,exclusive\nT2,Two,G,\nOV,Over,,overlay\n",
    "ua.csv": "unit,territory,from,to\n1001,T1,,\n01003,T1,,2026-05-31\n01003,T2,2026-06-01,\n01005,T1,,\n"
    "01005,T2,2026-01-01,\n01001,OV,,\n",
    "reps.csv": "id,name,hired,hours\nR1,Ann,,40\nR2,Bob,,\nR3,Cy,2026-03-01,30\nR4,Di,,20\n",
    "ra.csv": "rep,territory,role,from,to\nR1,T1,Owner,,\nR2,T2,owner,,2026-04-30\nR3,T2,owner,2026-05-11,\n"
    "R4,OV,specialist,,\n",
    "accounts.csv": "id,name,unit,zip,segment,potential,planned\nA1,a,01001,,H,1000,52\nA2,b,,12345-6789,,500,0\n"
    "A3,c,1005,,,,26\nA4,d,01007,,,,\nA5,e,01005,,,,\n",
    # The second file holds what must be refused: day, amount, stray quotes, too many fields, no account.
    "sales-1.csv": '\ufeff day ,account,amount,rep,product\r\n2026-06-10,A1,100.0000,R1,"two\r\nlines"\r\n'
    '2026-04-10,"A1",50.25,R4,p\r\n2026-04-15, A2 ,200,,p\r\n2026-05-05,A3,80.,\r\n'
    "2026-05-20T10:00:00,A3,+20,R1,p\r\n\r\n2026-04-01,A3,10.000000,R2,p\r\n2026-06-01,A4,5,R1,p\r\n"
    "2026-06-02,AX,7.5,R3,p\r\n2026-02-01,A1,60,R1,p\r\n2025-05-01,A1,40,R1,p\r\n"
    "2025-05-02,A2,33,R1,p\r\n2026-07-01,A1,999,R1,p\r\n",
    "sales-2.csv": "day,account,amount,rep,product\n2026-02-30,A1,1,R1,p\n2026-06-01,A1,1.23456,R1,p\n"
    '2026-06-01,A1,n/a,R1,p\n2026-06-01,A1"x,1,R1,p\n2026-06-01,"A1"x,1,R1,p\n'
    "2026-06-01,A1,1,R1,p,q\n2026-06-01,A1,1,000.00,R1,\n2026-06-01,,1,R1,p\n06/01/2026,A1,1,R1,p\n",
    "calls.csv": "day,account,rep\n2026-04-20,A1,R1\n2026-06-01,A1,\n2026-05-15,A3,R3\n2025-01-01,A2,R1\n"
    "2026-06-01,AX,R1\n2026-04-02,A5,R2\n2026-06-03,A5,R3\n",
    "quotas.xml": "<q:quotas xmlns:q='urn:q'><q:quota territory='T1'><from>2026-04-01</from><to>2026-06-30</to>"
    "<amount>910</amount></q:quota><q:quota><rep><id>R3</id></rep><from>2026-01-01</from>"
    "<to>2026-12-31</to><amount>365.00</amount></q:quota></q:quotas>",
}

#: Subject, then metric=value; fractions are ratios, `!` is a reason, the rest money or counts.
BY_HAND = """
organisation sales=472.7500 sales_prior=60.0000 sales_year_ago=73.0000 sales_as_was=472.7500 accounts=5
organisation unit_coverage=3/4 unit_coverage_by_population=6/10 account_coverage=3/5 plan_attainment=3/19.5
organisation unassigned_sales_share=12.5/472.75 calls=6 quota=981.0000 performance_index=100/1 vacant_days=10
organisation max_deviation_accounts=0.5/1 cv_accounts=0.5/1 gini_accounts=0.25/1 share_outside_band_accounts=1/1
organisation gini_sales=39.9375/230.125 shared_units=1 unit_overlap_rate=1/3 outside_sales_out=20.0000
organisation cv_potential=250/750 capacity_hours=3640/1 utilisation=110.5/3640 uncalled_value=205.0000
G sales=460.2500 accounts=4 shared_units=1 unit_overlap_rate=1/3 unit_coverage=3/4 sales_moved_in=200.0000
T1 sales=150.2500 sales_as_was=350.2500 sales_moved_out=200.0000 sales_moved_in=0.0000 sales_trailing_year=210.2500
T1 growth=90.25/60 growth_year=110.25/40 quota=890.0000 attainment=150.25/890 pace=210.25/890 calls=2
T1 calls_per_week=2/13 sales_per_call=75.1250 plan_attainment=2/13 reach=1/1 frequency=2/1 over_calling=0/1
T1 workload_hours=78/1 capacity_hours=2080/1 utilisation=78/2080 unit_coverage=1/4 unit_overlap_rate=1/2
T1 shared_accounts=1 contested_accounts=0 outside_sales_in=0.0000 outside_sales_out=20.0000 vacant_days=0
T1 deviation_sales=-79.875/230.125 account_concentration=10000/1 potential=1000.0000 share_of_potential=210.25/1000
T2 sales=310.0000 sales_as_was=110.0000 sales_prior=0.0000 growth=!no_prior_sales accounts=3 active_accounts=2
T2 account_coverage=2/3 account_coverage_by_potential=0/1 uncalled_value=200.0000 vacant_days=10 new_accounts=1
T2 shared_accounts=2 contested_accounts=1 account_overlap_rate=1/3 outside_sales_in=20.0000 calls=3
T2 outside_sales_share=20/110 quota=91.0000 pace=310/179 workload_hours=32.5/1 deviation_accounts=0.5/1
T2 account_concentration=521000000/96100 lost_accounts=0 targets=1 unit_coverage_by_population=5/10
unassigned sales=12.5000 accounts=1 account_coverage=0/1 calls=1 uncalled_value=5.0000 potential=!no_potential
unassigned account_concentration=812500/156.25 quota=!no_quota reach=!no_targets new_accounts=1
rep:R1 sales=325.0000 quota=890.0000 calls=3 outside_sales_out=20.0000 potential=1000.0000 rank=1 accounts=1 new_accounts=1
rep:R1 performance_index=487.5/4.7275 sales_year_ago=73.0000 utilisation=78/2080 growth_year=252/73
rep:R2 sales=10.0000 accounts=!no_accounts rank=!not_ranked new_accounts=1 calls=1 quota=!no_quota
rep:R3 sales=7.5000 quota=91.0000 attainment=7.5/91 rank=!not_ranked calls=2 accounts=3 uncalled_value=200.0000
rep:R4 sales=50.2500 calls=0 capacity_hours=1040/1 utilisation=!no_accounts sales_per_call=!no_calls_recorded
rep:unassigned sales=80.0000 capacity_hours=!no_capacity calls=0 quota=!no_quota
pair:R1/R2 accounts=1 by_kind.conflict=1 jaccard=1/5 sales=110.0000
pair:R1/R4 accounts=1 by_kind.overlay=1 jaccard=1/4 sales=150.2500 conflicting_sales=0.0000
pair:R2/R3 accounts=2 by_kind.conflict=1 by_kind.handover=1 jaccard=1/1 sales=110.0000
week:T1/2026-06-14 sales=100.0000 calls=0
week:T2/2026-04-19 sales=200.0000 sales_as_was=0.0000
week:T2/2026-06-07 sales=0.0000 calls=1
"""


def flatten(opinion: Opinion) -> dict[str, Metrics]:
    """All metrics by the subjects of `BY_HAND`."""
    return (
        {"organisation": opinion.organisation}
        | opinion.territories
        | {f"rep:{name}": metrics for name, metrics in opinion.reps.items()}
        | {f"pair:{'/'.join(pair)}": metrics for pair, metrics in opinion.pairs.items()}
        | {f"week:{name}/{iso(day)}": metrics for (name, day), metrics in opinion.weekly.items()}
    )


def as_json(metrics: Metrics) -> dict[str, Any]:
    """Metrics as a report has them."""

    def entry(kind: str, content: Any) -> dict[str, Any]:
        if kind == "n/a":
            return {"value": None, "reason": content}
        return {
            "value": {
                "money": lambda: Decimal(content) / 10_000,
                "count": lambda: content,
                "number": lambda: Decimal(repr(float(content))),
            }[kind]()
        }

    return {key: entry(*value) for key, value in metrics.items()}


def as_report(opinion: Opinion, spans: dict[str, Any]) -> dict[str, Any]:
    """The report that an opinion would agree with."""

    def numbers(metrics: Metrics) -> dict[str, Any]:
        return {
            key: entry["value"] for key, entry in as_json(metrics).items() if not key.startswith("by_kind")
        }

    kinds = ("conflict", "handover", "overlay")
    return {
        "as_of": iso(spans["current"].last),
        "periods": {name: {"from": iso(span.first), "to": iso(span.last)} for name, span in spans.items()},
        "organisation": {"metrics": as_json(opinion.organisation)},
        "territories": [
            {"id": name, "kind": kind, "metrics": as_json(opinion.territories.get(name, {}))}
            for name, kind in opinion.kinds.items()
        ],
        "reps": [{"id": name, "metrics": as_json(metrics)} for name, metrics in opinion.reps.items()],
        "rep_pairs": [
            {
                "reps": list(pair),
                "by_kind": {kind: metrics[f"by_kind.{kind}"][1] for kind in kinds},
                **numbers(metrics),
            }
            for pair, metrics in opinion.pairs.items()
        ],
        "weekly": [
            {"territory": name, "week_ending": iso(day), **numbers(metrics)}
            for (name, day), metrics in opinion.weekly.items()
        ],
    }


def faults_by_hand(opinion: Opinion) -> list[str]:
    """Where the opinion is not what was worked out by hand."""
    faults, known = [], flatten(opinion)
    for line in BY_HAND.strip().splitlines():
        subject, *entries = line.split()
        for key, text in (entry.split("=") for entry in entries):
            value = known[subject][key]
            if "/" in text:
                numerator, denominator = map(Fraction, text.split("/"))
                is_right = value[0] == "number" and is_equal(value, float(numerator / denominator))
            else:
                is_right = shown(value) == text.replace("!", "n/a ")
            if not is_right:
                faults.append(f"{subject} {key}: by hand {text}, here {shown(value)}")
    return faults


def run() -> int:
    """Runs the self-test; 0 when all is well."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, text in FILES.items():
            encoding = "latin-1" if file == "units.csv" else "utf-8"
            (folder / file).write_text(text, encoding=encoding, newline="")
        opinion, spans, calculation = compute(folder, None, "")
        faults = faults_by_hand(opinion)
        if (loaded := calculation.facts.loaded("sales")) != (12, 16_047_500):
            faults.append(f"accepted sales: {loaded}")
        faults += [" ".join(row) for row in broken_sums(opinion, calculation, spans)]
        if flatten(compute(folder, None, "", large_file=0)[0]) != flatten(opinion):
            faults.append("large files are not read as small ones are")
        totals, _, _ = compute(folder, None, "", totals_only=True)
        small = folder / "bailiwick.yaml"
        kept = [
            line
            for line in small.read_text().splitlines()
            if not line.strip().startswith(("activities", "quotas", 'fields: {territory_id: "@'))
        ]
        small.write_text("\n".join(kept))
        reasons = {
            key: value
            for key, value in compute(folder, None, "")[0].organisation.items()
            if value == ("n/a", "source_missing")
        }
        if set(reasons) != {*NEEDS["activities"], *NEEDS["quotas"]}:
            faults.append(f"missing sources are not told: {sorted(reasons)}")
    report = json.loads(json.dumps(as_report(opinion, spans), default=float), parse_float=Decimal)
    same = [compare(opinion, spans, report, False), compare(totals, spans, report, True)]
    faults += [f"its own report differs: {row}" for result in same for row in result.differences]
    for subject, key, wrong in (
        ("T1", "sales", Decimal("150.2501")),
        ("T2", "growth", Decimal(0)),
        ("T2", "reach", Decimal("0.99999999")),
        ("T2", "calls", None),
    ):
        spoilt = copy.deepcopy(report)
        next(t for t in spoilt["territories"] if t["id"] == subject)["metrics"][key] = {"value": wrong}
        if len(compare(opinion, spans, spoilt, False).differences) != 1:
            faults.append(f"a wrong {key} of {subject} is not found")
    spoilt = copy.deepcopy(report)
    del spoilt["organisation"]["metrics"]["gini_sales"]
    if len(compare(opinion, spans, spoilt, False).differences) != 1:
        faults.append("an absent metric is not found")
    print(
        "\n".join(faults)
        if faults
        else f"self-test passed, {same[0].compared} values of its own report compared"
    )
    return 1 if faults else 0
