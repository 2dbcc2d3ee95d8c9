import Analysis

/// The documented list of template variables; `Templates/README.md` is made of it.
enum TemplateVariables {
    static let everyPage: [TemplateField] = [
        .text("title", "Southeast field sales"), .text("page_title", "Coverage"),
        .text("as_of", "28 Jun 2026"), .text("period", "30 Mar 2026 – 28 Jun 2026"),
        .text("prior_period", "29 Dec 2025 – 29 Mar 2026"), .text("year_period", "31 Mar 2025 – 29 Jun 2025"),
        .text("currency", "USD"), .text("unit_name", "county"), .text("unit_names", "counties"),
        .text("grade", "A"), .text("grade_reason", "0.2% of the rows were refused."),
        .text("root", "../ (from a page in a folder; empty otherwise)"),
        .flag("writes_csv", "the report has CSV files"), .flag("writes_json", "the report has report.json"),
        .list("navigation", navigation, "the pages that exist once"),
    ]

    static let index: [TemplateField] = [
        .text("headline", "Sales of $12.3M are up 4.1% on the prior period."),
        .list("key_numbers", keyNumber, "six, most important first"),
        .list("exceptions", exception, "highest money first"),
        .markup("map", "an SVG; empty without boundaries"), .flag("has_map", "boundaries are known"),
        .markup("trend", "an SVG of weekly sales and calls"),
        .list("weeks", week, "oldest first"),
        .list("league", repRow, "by rank, unranked reps last"),
        .list("territories", territoryRow, "exclusive ones and unassigned"),
        .list("groups", territoryRow, "territories with children"),
        .object("metrics", metrics, "organisation"),
    ]

    static let territory: [TemplateField] = [
        .text("id", "T-07"), .text("name", "Atlanta North"), .text("kind", "exclusive"),
        .flag("is_vacant", "it should have an owner and has none"),
        .flag("owns_ground", "it has accounts and sales: not an overlay"),
        .optional("parent", link, "the group it belongs to"), .optional("owner", link, "the owner rep"),
        .list("team", link, "all reps with a role, the owner first"),
        .list("children", territoryRow, "the territories below"),
        .object("metrics", metrics, "of the territory"),
        .markup("map", "an SVG; empty without boundaries"), .flag("has_map", "its units are on the map"),
        .markup("trend", "an SVG of weekly sales and calls"), .list("weeks", week, "oldest first"),
        .list("exceptions", exception, "that concern it"),
        .list("accounts_to_call", accountToCall, "the first 25"),
        .text("accounts_to_call_total", "150"), .flag("has_more_to_call", "there are more than 25"),
        .list("shared_accounts", sharedAccount, "conflicts first"),
        .list("outside_sales", outsideSale, "highest first"), .list("products", product, "the first 10"),
        .list("realignments", realignment, "newest first"), .list("handovers", handover, "newest first"),
        .list("notes", note, "in the order of the input"),
    ]

    static let rep: [TemplateField] = [
        .text("id", "R-12"), .text("name", "Jane Doe"), .text("hired", "3 Mar 2024; empty where unknown"),
        .flag("is_ramping", "hired too lately to be ranked"), .flag("is_real", "not the rep `unassigned`"),
        .list("owned", link, "territories owned"),
        .list("team_territories", link, "territories with another role"),
        .object("metrics", metrics, "of the rep"), .markup("trend", "an SVG of weekly sales and calls"),
        .list("weeks", week, "oldest first"), .list("exceptions", exception, "that the rep should act on"),
        .list("accounts_to_call", accountToCall, "the first 25"),
        .text("accounts_to_call_total", "150"), .flag("has_more_to_call", "there are more than 25"),
        .list("shared_accounts", sharedAccount, "that the rep touched"),
        .list("rep_pairs", repPair, "with the rep"), .list("outside_sales", outsideSale, "by the rep"),
        .list("notes", note, "about the rep"),
    ]

    static let coverage: [TemplateField] = [
        .object("metrics", metrics, "organisation"),
        .list("territories", territoryRow, "exclusive ones and unassigned"),
        .list("groups", territoryRow, "territories with children"),
        .list("unassigned_units", unit, "units without a territory"),
        .list("vacancies", territoryRow, "territories without an owner"),
        .list("accounts_to_call", accountToCall, "the first 100"), .text("accounts_to_call_total", "150"),
        .flag("has_more_to_call", "there are more than 100"),
    ]

    static let overlap: [TemplateField] = [
        .object("metrics", metrics, "organisation"),
        .list("territories", territoryRow, "exclusive ones and unassigned"),
        .list("shared_units", unit, "units in several territories"),
        .list("rep_pairs", repPair, "most conflicting sales first"),
        .list("shared_accounts", sharedAccount, "conflicts first; the first 200"),
        .text("shared_accounts_total", "240"), .flag("has_more_shared", "there are more than 200"),
        .list("outside_sales", outsideSale, "highest first"), .list("handovers", handover, "newest first"),
        .list("realignments", realignment, "newest first"),
    ]

    static let performance: [TemplateField] = [
        .object("metrics", metrics, "organisation"), .list("league", repRow, "by rank, unranked reps last"),
        .list("territories", territoryRow, "exclusive ones and unassigned"),
        .list("groups", territoryRow, "territories with children"),
    ]

    static let balance: [TemplateField] = [
        .object("metrics", metrics, "organisation"), .list("measures", balanceMeasure, "four"),
        .list("territories", territoryRow, "exclusive ones"),
        .text("band_balanced", "15.0%"), .text("band_watch", "20.0%"),
    ]

    static let quality: [TemplateField] = [
        .list("files", inputFile, "in the order of the configuration"),
        .list("readings", reading, "of which there is something to tell, in the order of files"),
        .list("rejections", rejection, "by source and reason"),
        .list("unmatched", unmatched, "by source, kind and value; the first 200"),
        .text("unmatched_total", "12"), .flag("has_more_unmatched", "there are more than 200"),
        .list("structural", structural, "by kind and subject"), .list("missing", missing, "sources"),
        .text("sales_rows", "60,000"), .text("sales_amount", "$48,000,000"), .text("activity_rows", "30,000"),
        .text("future_sales_rows", "3"), .text("future_sales_amount", "$1,200"),
        .text("future_activity_rows", "0"), .text("first_sale", "1 Jul 2024; empty without sales"),
        .text("last_sale", "28 Jun 2026; empty without sales"),
    ]

    static let definitions: [TemplateField] = [
        .list("topics", topic, "in the order of the catalog"), .list("reasons", reason, "why a value is n/a"),
    ]

}
