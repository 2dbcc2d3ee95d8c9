import Analysis

/// The documented list of template variables; `Templates/README.md` is made of it.
enum TemplateVariables {
    static let everyPage: [TemplateField] = [
        .text("title", "Southeast field sales"), .text("page_title", "Coverage"),
        .text("as_of", "Jun 28, 2026"), .text("period", "Mar 30, 2026 – Jun 28, 2026"),
        .text("prior_period", "Dec 29, 2025 – Mar 29, 2026"),
        .text("year_period", "Mar 31, 2025 – Jun 29, 2025"),
        .text("currency", "USD"), .text("unit_name", "county"), .text("unit_names", "counties"),
        .text("grade", "A"), .text("grade_reason", "0.2% of the rows were refused."),
        .text("root", "../ (from a page in a folder; empty otherwise)"),
        .flag("writes_csv", "the report has CSV files"), .flag("writes_json", "the report has report.json"),
        .list("navigation", navigation, "the pages that exist once"),
    ]

    static let changes = comparisons

    private static let trend = "weekly sales and calls: an SVG with its finding and its numbers"
    private static let attainmentChart = "sales against quota: an SVG with its finding and its numbers"

    static let index: [TemplateField] =
        [
            .text("headline", "Sales of $12.3M are up 4.1% on the prior period. Macon moved most: …"),
            .list("answers", answer, "are we covered, where do we collide, who needs help"),
            .list("key_numbers", keyNumber, "six, most important first"),
            .markup("map", "an SVG; empty without boundaries"), .flag("has_map", "boundaries are known"),
            .markup("trend", trend),
            .list("weeks", week, "oldest first"),
            .list("league", repRow, "by rank, unranked reps last; on HTML pages the first 50"),
            .text("league_total", "2,000"), .list("other_reps", link, "those that `league` leaves out"),
            .list("balance", named, "how even the ground is, by measure"),
            .list("territories", territoryRow, "exclusive ones and unassigned; on HTML pages at most 100"),
            .text("territories_total", "2,000"),
            .list("other_territories", link, "those that `territories` leaves out"),
            .list("groups", territoryRow, "territories with children; on HTML pages at most 100"),
            .text("groups_total", "130"), .list("other_groups", link, "those that `groups` leaves out"),
            .object("metrics", metrics, "organisation"),
        ] + exceptionLists + comparisons

    /// Exceptions of a page, most money first.
    private static let exceptionLists: [TemplateField] = [
        .list("exceptions", exception, "highest money first"), .text("exceptions_total", "23"),
        .list("top_exceptions", exception, "the first 5"),
        .list("more_exceptions", exception, "the sixth to the hundredth"),
        .text("more_exceptions_count", "18"),
        .flag("has_unlisted_exceptions", "there are more than 100; all are in the CSV files"),
    ]

    /// The metrics that a page prints.
    private static let definitionList: [TemplateField] = [
        .list("definitions_used", usedDefinition, "of the metrics that the template prints")
    ]

    static let territory: [TemplateField] =
        [
            .text("id", "T-07"), .text("name", "Atlanta North"), .text("kind", "exclusive"),
            .flag("is_vacant", "it should have an owner and has none"),
            .flag("is_exclusive", "it owns units and accounts"),
            .flag("is_group", "it has territories below"), .flag("is_overlay", "it sells beside owners"),
            .flag("owns_ground", "it has accounts and sales: not an overlay"),
            .optional("parent", link, "the group it belongs to"), .optional("owner", link, "the owner rep"),
            .list("team", link, "all reps with a role, the owner first"),
            .object("metrics", metrics, "of the territory"),
            .markup("map", "an SVG; empty without boundaries"), .flag("has_map", "its units are on the map"),
            .markup("trend", trend), .list("weeks", week, "oldest first"),
            .markup("attainment_chart", attainmentChart), .flag("has_attainment_chart", "there is a quota"),
            .optional("ground", ground, "its shape; nothing where no unit has an outline"),
            .flag("has_expectation", "expected sales are known"),
            .text("expectation", "Given this ground one would expect …; or why there is none"),
        ] + marketParts + [
            .list("children", territoryRow, "the territories below"),
            .list("league", repRow, "of a group: reps who own something below, by rank"),
            .list("balance", named, "of a group: how even the ground below is, by measure"),
            .list("outside_sales", outsideSale, "in the territory by others; highest first"),
            .list("outside_sales_out", outsideSale, "by its owner rep elsewhere; highest first"),
            .list("segment_gaps", segmentGap, "of an exclusive territory; most money under first"),
            .list("product_gaps", productGap, "of an exclusive territory; most money under first"),
            .list("white_space", whiteSpace, "of an exclusive territory; most money first"),
            .list("similar", similar, "of an exclusive territory: at most three, nearest first"),
            .list("products", product, "the first 10"),
            .list("realignments", realignment, "newest first"),
            .list("handovers", handover, "newest first"), .list("note_groups", noteGroup, "by tag"),
            .list("similar_notes", note, "about similar territories, of the last 52 weeks"),
        ] + exceptionLists + accountLists + emptiness + comparisons + definitionList

    /// Lists of accounts that territories and reps have.
    private static let accountLists: [TemplateField] = [
        .list("accounts_to_call", accountToCall, "the first 25; most at stake first"),
        .text("accounts_to_call_total", "150"), .flag("has_more_to_call", "there are more than 25"),
        .list("shared_accounts", sharedAccount, "conflicts first; the first 100"),
        .text("shared_accounts_total", "240"), .flag("has_more_shared", "there are more than 100"),
        .list("relationships", relationship, "at risk: the first 25; most sales first"),
        .text("relationships_total", "40"), .flag("has_more_relationships", "there are more than 25"),
        .list("families", family, "the first 25; most sales first"), .text("families_total", "30"),
        .flag("has_more_families", "there are more than 25"),
    ]

    /// What stands where a list of accounts is empty.
    private static let emptiness: [TemplateField] = [
        .text("accounts_to_call_empty", "why `accounts_to_call` is empty"),
        .text("shared_accounts_empty", "why `shared_accounts` is empty"),
        .text("outside_sales_empty", "why `outside_sales` is empty"),
        .text("relationships_empty", "why `relationships` is empty"),
    ]

    /// What is told of a market beside its metrics.
    private static let marketParts: [TemplateField] = [
        .list("indicators", indicator, "the configured ones, by name"),
        .list("segments", segment, "with at least one account, by name"),
        .flag("has_quadrant", "brand and category development are known"),
        .text("quadrant", "Stronghold; – where unknown"),
        .text("quadrant_reading", "a strong share of a strong market: defend it; empty where unknown"),
    ]

    static let rep: [TemplateField] =
        [
            .text("id", "R-12"), .text("name", "Jane Doe"),
            .sortable("hired", "Mar 3, 2024; empty where unknown"),
            .flag("is_ramping", "hired too lately to be ranked"),
            .flag("is_real", "not the rep `unassigned`"),
            TemplateField(name: "rank", kind: .markup, example: "3–9", isSortable: true),
            .flag("is_tied", "not told apart from other reps"),
            .list("owned", link, "territories owned"),
            .list("team_territories", link, "territories with another role"),
            .object("metrics", metrics, "of the rep"), .markup("trend", trend),
            .markup("attainment_chart", attainmentChart), .flag("has_attainment_chart", "there is a quota"),
            .list("weeks", week, "oldest first"),
            .markup("interval", "an SVG of the index and its margin; empty where unknown"),
            .list("rep_pairs", repPair, "with the rep"), .list("outside_sales", outsideSale, "by the rep"),
            .list("notes", note, "about the rep"),
        ] + exceptionLists + accountLists + comparisons + definitionList

    static let market: [TemplateField] =
        [.object("metrics", metrics, "organisation")] + marketParts + [
            .list("territories", marketRow, "exclusive ones and unassigned"),
            .list("groups", marketRow, "territories with children"),
            .markup("chart", "brand against category development, with its numbers"),
            .flag("has_chart", "there is something to draw"),
            .markup("sales_per_capita_map", "sales per person by territory: a map with its numbers"),
            .flag("has_sales_per_capita_map", "boundaries, sales and people are known"),
            .markup("share_of_potential_map", "share of potential by territory: a map with its numbers"),
            .flag("has_share_of_potential_map", "boundaries and potentials are known"),
            .list("readings", named, "what the four quadrants mean"),
            .list("white_space", whiteSpace, "of all territories: the first 50; most money first"),
            .text("white_space_total", "240"), .flag("has_more_white_space", "there are more than 50"),
        ]

    static let familiarity: [TemplateField] =
        [
            .object("metrics", metrics, "organisation"), .list("territories", territoryRow, "exclusive ones"),
            .list("groups", territoryRow, "territories with children"),
            .list("relationships", relationship, "at risk: the first 100; most sales first"),
            .text("relationships_total", "400"), .flag("has_more_relationships", "there are more than 100"),
            .list("families", family, "the first 100; most sales first"), .text("families_total", "130"),
            .flag("has_more_families", "there are more than 100"),
        ] + emptiness

    static let coverage: [TemplateField] =
        [
            .object("metrics", metrics, "organisation"),
            .list("territories", territoryRow, "exclusive ones and unassigned"),
            .list("groups", territoryRow, "territories with children"),
            .list("unassigned_units", unit, "units without a territory"),
            .list("vacancies", territoryRow, "territories without an owner"),
            .list("accounts_to_call", accountToCall, "the first 100; most at stake first"),
            .text("accounts_to_call_total", "150"),
            .flag("has_more_to_call", "there are more than 100"),
            .markup("calls_chart", "calls by territory and week, with the numbers"),
            .flag("has_calls_chart", "there are weeks"),
            .markup("coverage_map", "account coverage by territory: a map with its numbers"),
            .flag("has_coverage_map", "boundaries and coverage are known"),
        ] + emptiness

    static let overlap: [TemplateField] =
        [
            .object("metrics", metrics, "organisation"),
            .list("territories", territoryRow, "exclusive ones and unassigned"),
            .list("shared_units", unit, "units in several territories"),
            .list("matrix_reps", matrixRep, "at most 20, most contested accounts first"),
            .list("matrix_rows", matrixRow, "one for each of them"),
            .list("rep_pairs", repPair, "most conflicting sales first"),
            .list("shared_accounts", sharedAccount, "conflicts first; the first 200"),
            .text("shared_accounts_total", "240"), .flag("has_more_shared", "there are more than 200"),
            .list("outside_sales", outsideSale, "highest first"),
            .list("handovers", handover, "newest first"),
            .list("realignments", realignment, "newest first"),
            .list("area_overlaps", areaOverlap, "outlines of territories, by ids"),
            .list("overlays", territoryRow, "territories that sell beside owners"),
        ] + emptiness

    static let performance: [TemplateField] = [
        .object("metrics", metrics, "organisation"), .list("league", repRow, "by rank, unranked reps last"),
        .list("territories", territoryRow, "exclusive ones and unassigned"),
        .list("groups", territoryRow, "territories with children"),
        .list("expectations", expectation, "of the exclusive territories"),
        .markup("expectation_chart", "intervals and actual sales, with their numbers"),
        .flag("has_expectation_chart", "there is something to draw"),
        .markup("attainment_chart", "sales of all territories against quota, with the numbers"),
        .flag("has_attainment_chart", "there are quotas"),
        .markup("potential_chart", "performance index against potential, with the numbers"),
        .flag("has_potential_chart", "potentials are known"),
        .markup("realigned_chart", "sales as-was and as-is where they differ, with the numbers"),
        .flag("has_realigned_chart", "realignment moved sales"),
        .optional("fit", fit, "the estimate behind them; nothing where there is none"),
        .text("fit_reason", "why there is no estimate; empty where there is one"),
    ]

    static let balance: [TemplateField] = [
        .object("metrics", metrics, "organisation"), .list("measures", balanceMeasure, "four"),
        .list("territories", territoryRow, "exclusive ones"),
        .text("band_balanced", "15.0%"), .text("band_watch", "20.0%"),
    ]

    static let quality: [TemplateField] = [
        .list("placement", placement, "how money came to its territory, all ways"),
        .list("files", inputFile, "in the order of the configuration"),
        .list("ages", sourceAge, "of sales, activities and the sources with a rule for their age"),
        .list("readings", reading, "of which there is something to tell, in the order of files"),
        .list("rejections", rejection, "by source and reason"),
        .list("unmatched", unmatched, "by source, kind and value; the first 200"),
        .text("unmatched_total", "12"), .flag("has_more_unmatched", "there are more than 200"),
        .list("structural", structural, "by kind and subject"), .list("missing", missing, "sources"),
        .text("sales_rows", "60,000"), .sortable("sales_amount", "$48,000,000"),
        .text("activity_rows", "30,000"),
        .text("future_sales_rows", "3"), .sortable("future_sales_amount", "$1,200"),
        .text("future_activity_rows", "0"), .sortable("first_sale", "Jul 1, 2024; empty without sales"),
        .sortable("last_sale", "Jun 28, 2026; empty without sales"),
    ]

    static let definitions: [TemplateField] = [
        .list("topics", topic, "in the order of the catalog"), .list("reasons", reason, "why a value is n/a"),
        .list("indicators", indicatorDefinition, "the configured ones, by name"),
    ]
}
