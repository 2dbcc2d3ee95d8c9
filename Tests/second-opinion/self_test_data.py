"""A tiny workspace, and its numbers as they were worked out by hand."""

from __future__ import annotations

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
  sales: {file: "sales-*.csv", fields: {date: day, account_id: account, amount: amount, rep_id: rep,
    product_id: product}}
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
organisation lost_sales=0.0000 tenure_months=546/121.75 continuity=1/4 continuity_by_sales=210.25/520.25
organisation familiarity=99615.75/383695.125 revenue_in_transition=310.0000 accounts_at_risk=2 sales_at_risk=310.0000
organisation population=1000/1 population_growth=!one_year_only land_area_km2=!no_area population_density=!no_area
organisation sales_per_capita=0.53275/1 accounts_per_10k=50/1 bdi=100/1 cdi=100/1
T1 tenure_months=423/30.4375 familiarity=423/730.5 continuity=1/1 revenue_in_transition=0.0000 accounts_at_risk=0
T1 sales_margin=~1.2824 expected_sales=!not_enough_territories performance_gap=!not_enough_territories
T1 population=100/1 sales_per_capita=2.1025/1 accounts_per_10k=100/1 bdi=210250/532.75 cdi=1000/1.5
T2 tenure_months=123/91.3125 familiarity=10680/226455 continuity=0/1 continuity_by_sales=0/310 sales_at_risk=310.0000
T2 population=500/1 bdi=62000/532.75 cdi=66.666666666666666/1 accounts_at_risk=2
unassigned population=400/1 bdi=3125/532.75 cdi=!no_potential revenue_in_transition=0.0000
rep:R1 rank_at_worst=1 familiarity=423/730.5 lost_sales=0.0000
rep:R3 rank_at_worst=!not_ranked tenure_months=123/91.3125 revenue_in_transition=310.0000 accounts_at_risk=2
OV overlay_accounts=1 overlay_accounts_touched=1 overlay_sales=50.2500 overlay_calls=0 overlay_covered_sales=150.2500
OV overlay_share=50.25/150.25
pair:R1/R2 accounts=1 by_kind.conflict=1 jaccard=1/5 sales=110.0000
pair:R1/R4 accounts=1 by_kind.overlay=1 jaccard=1/4 sales=150.2500 conflicting_sales=0.0000
pair:R2/R3 accounts=2 by_kind.conflict=1 by_kind.handover=1 jaccard=1/1 sales=110.0000
week:T1/2026-06-14 sales=100.0000 calls=0
week:T2/2026-04-19 sales=200.0000 sales_as_was=0.0000
week:T2/2026-06-07 sales=0.0000 calls=1
"""

#: Paths into trees, and what stands there: a number, a text, or - for nothing.
TREES_BY_HAND = """\
market.segments.0.segment=
market.segments.0.accounts=4
market.segments.0.potential_index=100/1
T1/market.quadrant=stronghold
T2/market.quadrant=harvest
T1/market.segments.0.segment=H
T1/market.segments.0.sales_trailing_year=210.2500
T1/market.segments.0.accounts_index=500/1
T1/market.segments.0.sales_index=52525/210.25
T1/market.segments.0.potential_index=150/1
T2/market.segments.0.sales_index=52525/315
relationships_at_risk.0.account.id=A2
relationships_at_risk.0.reasons.0=owner_changed
relationships_at_risk.0.reasons.1=not_met
relationships_at_risk.0.reasons.2=no_call
relationships_at_risk.0.owner=R3
relationships_at_risk.0.former_owner=R1
relationships_at_risk.0.changed=2026-06-01
relationships_at_risk.0.last_call=2025-01-01
relationships_at_risk.0.sales_year_ago=33.0000
relationships_at_risk.1.account.id=A3
relationships_at_risk.1.former_owner=R2
relationships_at_risk.1.changed=2026-05-11
relationships_at_risk.1.reasons.1=-
shared_accounts.A1.touches.R1.role=owner
shared_accounts.A1.touches.R1.through=T1
shared_accounts.A1.touches.R1.since=-
shared_accounts.A1.touches.R1.first_sale=2025-05-01
shared_accounts.A1.touches.R1.last_call=2026-06-01
shared_accounts.A1.touches.R4.role=overlay
shared_accounts.A1.touches.R4.through=OV
shared_accounts.A3.touches.R1.role=none
shared_accounts.A3.touches.R2.role=former_owner
shared_accounts.A3.touches.R2.since=2026-01-01
shared_accounts.A3.touches.R2.until=2026-04-30
shared_accounts.A3.touches.R3.since=2026-05-11
units.01005.territory=T2
units.01005.claims.0.territory=T1
units.01005.claims.1.from=2026-01-01
units.01005.claims.1.to=-
units.01001.claims.0=-
accounts_to_call.0.account.id=A2
accounts_to_call.0.at_stake=200.0000
accounts_to_call.0.days_since_call=543
accounts_to_call.1.account.id=A1
accounts_to_call.1.at_stake=177.9038
accounts_to_call.1.planned_calls=13/1
accounts_to_call.2.at_stake=93.0769
accounts_to_call.2.planned_calls=6.5/1
quality.placement.1.accounts=3
quality.placement.3.sales=200.0000
quality.placement.5.accounts=1
quality.placement.6.sales=7.5000
quality.placement.6.share=7.5/472.75
regression_reason=not_enough_territories
outside_sales.T2/R1.sales=20.0000
exceptions.territories.T2.realignment.realignment=2000000
exceptions.territories.T2.realignment.revenue_in_transition=3100000
exceptions.territories.T1.realignment.realignment=2000000
exceptions.territories.T2.concentration.concentration=2000000
products.T2/p.sales=230.0000
handovers.T2/2026-05-11.from=-
handovers.T2/2026-05-11.to=R3
weekly_totals.25.sales=0.0000
units.01005.accounts=2
units.01005.sales=110.0000
exceptions.owners.T2.concentration=R3
exceptions.loose.unassigned_sales=125000
exceptions.loose.unassigned_units=50000
exceptions.shared_units.T1/1100000=1
"""

#: Fifteen squares of a degree in three rows, from west to east and from south to north. X lies around G and, apart from
#: that, in O; Y in G, D, I and N; Z in E; J has no territory.
SQUARES = "ABCDEFGHIJKLMNO"
LAND_FILES = {
    "bailiwick.yaml": """\
as_of: 2026-06-28
geography: {unit: as-given}
strategy: {min_accounts: 1, min_share: 2%, min_expected: 1}
indicators:
  income: {title: Income, aggregate: mean, unit: money, direction: higher}
  shops: {title: Shops, aggregate: sum}
sources:
  units: {file: units.csv, fields: {unit_id: id, name: id, land_area_km2: km2}}
  crosswalk: {file: zip.csv, fields: {postal_code: zip, unit_id: unit, weight: weight, fallback_weight: other}}
  demographics:
    - {file: people.csv, fields: {unit_id: unit, year: year, population: people}}
    - {file: more.csv, year: 2021, fields: {unit_id: unit, income: income, shops: shops}}
  boundaries: {file: units.geojson, id: id}
  territory_boundaries: {file: territories.geojson, id: id}
  territories: {file: territories.csv, fields: {territory_id: id, name: id}}
  unit_assignments: {file: ua.csv, fields: {unit_id: unit, territory_id: territory}}
  account_assignments: {file: aa.csv, fields: {account_id: account, territory_id: territory}}
  reps: {file: reps.csv, fields: {rep_id: id, name: id}}
  rep_assignments: {file: ra.csv, fields: {rep_id: rep, territory_id: territory, role: role}}
  accounts: {file: accounts.csv, fields: {account_id: id, name: id, unit_id: unit, postal_code: zip, longitude: x,
    latitude: y, territory_id: territory, segment: segment, parent_id: parent}}
  sales: {file: sales.csv, fields: {date: day, account_id: account, amount: amount, product_id: product}}
""",
    "units.csv": "id,km2\n" + "".join(f"{name},{450 if name == 'E' else ''}\n" for name in SQUARES),
    "zip.csv": "zip,unit,weight,other\n10001,B,0,0.7\n10001,C,0,0.3\n",
    "people.csv": "unit,year,people\n"
    + "".join(f"{name},{year},100\n" for name in "ABCFHKLMO" for year in (2010, 2020))
    + "".join(f"{name},{year},225\n" for name in "GDIN" for year in (2010, 2020))
    + "E,2010,900\nE,2020,900\nJ,2010,100\nJ,2020,300\nJ,2020,299\n",
    "more.csv": "unit,income,shops\n"
    + "".join(f"{name},1,{5 if name == 'A' else 6 if name == 'B' else ''}\n" for name in "ABCFHKLMO")
    + "".join(f"{name},2,\n" for name in "GDIN")
    + "E,3,\n",
    "territories.csv": "id\nX\nY\nZ\n",
    "ua.csv": "unit,territory\n"
    + "".join(f"{name},X\n" for name in "ABCFHKLMO")
    + "".join(f"{name},Y\n" for name in "GDIN")
    + "E,Z\n",
    "aa.csv": "account,territory\nP5,Z\n",
    "reps.csv": "id\nRX\nRY\nRZ\n",
    "ra.csv": "rep,territory,role\nRX,X,owner\nRY,Y,owner\nRZ,Z,owner\n",
    "accounts.csv": "id,unit,zip,x,y,territory,segment,parent\nP1,A,,,,,S1,\nP2,,10001,,,,S1,\nP3,,10001,1.5,1.5,,S1,\n"
    "P4,D,,,,,S2,\nP5,A,,,,,S2,P1\nP6,,,,,Z,S2,P5\nP7,J,,,,,S1,P1\nP8,J,,,,,S2,\n",
    "sales.csv": "day,account,amount,product\n2025-05-01,P2,40,Q1\n2026-06-01,P1,50,Q1\n2026-06-01,P1,50,Q2\n"
    "2026-06-01,P3,50,Q1\n2026-06-01,P3,10,Q2\n2026-06-01,P4,40,Q2\n2026-06-01,P5,50,Q1\n2026-06-01,P5,50,Q2\n"
    "2026-06-01,P6,100,Q2\n",
}
#: A square of a degree at the equator, by the formula for zones of the ellipsoid.
SQUARE_KM2 = 12308.4639
TERRITORY_BOXES = {"X": (0, 0, 2, 1), "Y": (1, 0, 3, 1), "Z": (4, 0, 5, 1)}

LAND_BY_HAND = """
organisation population=3000/1 population_growth=200/2800 lost_accounts=1 lost_sales=40.0000 land_area_km2=450/1
X population=900/1 population_growth=0/1 lost_sales=40.0000 land_area_km2=!no_area population_density=!no_area
Z population_density=2/1 land_area_km2=450/1 accounts=2
rep:RX lost_accounts=1 lost_sales=40.0000
"""

LAND_TREES = f"""\
indicators.0.weighted_by=population
indicators.1.weighted_by=-
market.indicators.income.value=2/1
market.indicators.income.units=14
X/market.indicators.income.index=50/1
X/market.indicators.shops.value=11/1
X/market.indicators.shops.units=2
X/market.indicators.shops.index=-
Y/market.indicators.shops.reason=no_value
Y/market.indicators.shops.units=0
quality.placement.0.sales=100.0000
quality.placement.1.accounts=2
quality.placement.2.sales=60.0000
quality.placement.3.accounts=1
quality.placement.4.sales=100.0000
quality.placement.5.accounts=2
families.0.account.id=P5
families.0.parent.id=P1
families.0.parent_territory=X
families.0.owner=RZ
families.1=-
area_overlaps.0.territories.1=Y
area_overlaps.0.area_km2=~{SQUARE_KM2}
area_overlaps.0.share_of_first=~0.5
area_overlaps.1=-
X/ground.neighbours.0=Y
X/ground.neighbours.1=-
X/ground.parts=2
X/ground.detached_units.0=O
X/ground.holes.0.units.0=G
X/ground.holes.0.territories.0=Y
X/ground.holes.1=-
Y/ground.neighbours.1=Z
Y/ground.parts=2
Y/ground.detached_units.0=G
Y/ground.holes.0=-
Z/ground.area_km2=~{SQUARE_KM2}
X/strategy.segments.0.expected=80.0000
X/strategy.segments.0.gap=20.0000
Y/strategy.segments.0.segment=S2
Y/strategy.segments.0.gap=-20.0000
Y/strategy.segments.1.gap=20.0000
Z/strategy.segments.0.gap=80.0000
X/strategy.products.0.product=Q2
X/strategy.products.0.gap=-12.5000
X/strategy.products.1.index=5000/37.5
Z/strategy.products.0.product=Q1
Z/strategy.products.0.index=5000/75
X/strategy.white_space.0=-
Z/strategy.white_space.0.unit=E
Z/strategy.white_space.0.expected_accounts=1.2/1
Z/strategy.white_space.0.gap=90.0000
Z/strategy.white_space.1=-
X/similar.0.territory=Y
X/similar.0.distance=~{1.5**0.5}
X/similar.0.traits.0.own=1/1
X/similar.0.lesson.metric=active_rate
X/similar.0.lesson.own=0.5/1
X/similar.0.lesson.rep=RY
X/similar.1.distance=~{6**0.5}
X/similar.2=-
Y/similar.0.territory=X
Y/similar.0.lesson=-
"""
