"""Which metrics need which source, and which a rep has only of the territories that it owns."""

from __future__ import annotations

UNIT_METRICS = ("unit_coverage", "unit_coverage_by_population", "shared_units", "unit_overlap_rate")
ROLE_METRICS = (
    "capacity_hours",
    "utilisation",
    "contested_accounts",
    "account_overlap_rate",
    "outside_sales_in",
    "outside_sales_out",
    "outside_sales_share",
    "rank",
    "rank_at_worst",
)
MARKET = (
    "population",
    "population_growth",
    "population_density",
    "sales_per_capita",
    "accounts_per_10k",
    "bdi",
    "cdi",
)
FAMILIARITY = (
    "tenure_months",
    "familiarity",
    "continuity",
    "continuity_by_sales",
    "revenue_in_transition",
    "accounts_at_risk",
    "sales_at_risk",
)
EXPECTATION = ("expected_sales", "expected_sales_low", "expected_sales_high", "performance_gap")
OVERLAY_REPS = ("overlay_accounts_touched", "overlay_sales", "overlay_calls", "overlay_share")
#: What is `source_missing` without an optional source.
NEEDS = {
    "units": (*UNIT_METRICS, *MARKET, "land_area_km2"),
    "unit_assignments": (*UNIT_METRICS, *MARKET, "land_area_km2"),
    "demographics": ("unit_coverage_by_population", *MARKET),
    "reps": (*ROLE_METRICS, *FAMILIARITY, *EXPECTATION, *OVERLAY_REPS, "shared_accounts"),
    "rep_assignments": (*ROLE_METRICS, *FAMILIARITY, *EXPECTATION, *OVERLAY_REPS, "vacant_days"),
    "activities": (
        "accounts_called",
        "account_coverage",
        "account_coverage_by_potential",
        "reach",
        "frequency",
        "plan_attainment",
        "over_calling",
        "uncalled_value",
        "calls",
        "calls_per_week",
        "sales_per_call",
        "overlay_calls",
    ),
    "quotas": ("quota", "attainment", "pace"),
}
#: What a rep has of the territories that it owns; `no_accounts` or absent where it owns none. Its capacity is
#: its own in any case.
GROUND = (
    "accounts",
    "accounts_called",
    "account_coverage",
    "account_coverage_by_potential",
    "active_accounts",
    "active_rate",
    "targets",
    "reach",
    "frequency",
    "plan_attainment",
    "over_calling",
    "uncalled_value",
    "workload_hours",
    "utilisation",
    *FAMILIARITY,
)
