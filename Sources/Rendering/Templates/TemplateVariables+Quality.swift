// Shapes of the quality page and of the definitions page.

extension TemplateVariables {
    static let inputFile = TemplateShape(
        "input_file", "What became of one input file.",
        [
            .text("source", "sales"), .text("file", "data/sales.csv"), .text("read", "60,000"),
            .text("loaded", "59,760"), .text("rejected", "240"), .text("filtered", "0"),
            .text("repeated", "0, left out because the source has them elsewhere too"),
            .sortable("amount", "$48,000,000; – without amounts"),
            .sortable("amount_rejected", "$190,000; – without amounts"),
            .sortable("amount_repeated", "$0; – without amounts"),
        ])

    static let sourceAge = TemplateShape(
        "source_age", "How old a source is.",
        [
            .text("source", "sales"), .sortable("newest_row", "Jun 28, 2026; empty without dated rows"),
            .text("age", "0 days before the as-of day; empty without dated rows"),
            .text("last_written", "2026-06-28 04:12 UTC; empty where no rule asks for it"),
            .text("max_age", "8d; empty without a rule"),
            .text("staleness", "what is too old; empty where nothing is"),
            .flag("is_stale", "older than its rule allows"),
        ])

    static let reading = TemplateShape(
        "reading", "How one file was read.",
        [
            .text("source", "sales"), .text("file", "data/sales.csv"),
            .list("notices", notice, "in the order found"),
        ])

    static let notice = TemplateShape(
        "notice", "Something recognised in a file, or passed over.",
        [.text("text", "12 blank rows were passed over")])

    static let rejection = TemplateShape(
        "rejection", "Refused rows with one reason.",
        [
            .text("source", "sales"), .text("reason", "unreadable_amount"), .text("rows", "30"),
            .sortable("amount", "$0; – without amounts"), .text("place", "data/sales.csv:184"),
            .text("example", "column 'amount': 'n/a' is not an amount"), .text("remedy", "correct the cell"),
        ])

    static let unmatched = TemplateShape(
        "unmatched", "A reference to something unknown.",
        [
            .text("source", "sales"), .text("kind", "account"), .text("value", "A-9999"), .text("rows", "2"),
            .sortable("amount", "$300; – without amounts"),
        ])

    static let structural = TemplateShape(
        "structural", "A contradiction between rows.",
        [
            .text("kind", "overlapping unit assignments"), .text("subject", "13121"),
            .text("text", "claimed by T-01 and T-02; T-02 is newer and wins"),
        ])

    static let missing = TemplateShape(
        "missing_source", "A source that the workspace does not have.",
        [.text("source", "quotas"), .text("metrics", "Quota, Attainment")])

    static let placement = TemplateShape(
        "placement", "The money that came to its territory in one way.",
        [
            .text("name", "By unit: postal code and crosswalk"), .text("accounts", "812"),
            .sortable("sales", "$9,000,000"), .sortable("sales_trailing_year", "$36,000,000"),
            .markup("share", "72.0%"),
        ])

    static let topic = TemplateShape(
        "topic", "The metrics that answer one question.",
        [.text("name", "Coverage"), .list("definitions", definition, "in the order of the catalog")])

    static let definition = TemplateShape(
        "definition", "An entry of the metric catalog.",
        [
            .text("key", "account_coverage"), .text("name", "Account coverage"), .text("unit", "ratio"),
            .text("formula", "accounts_called ÷ accounts"), .text("range", "0 to 1"),
            .text("direction", "higher is better"), .text("subjects", "organisation, exclusive, rep"),
            .text("needs", "activities: the optional sources it takes; empty where none"),
            .text("reasons", "no_accounts; empty where none"),
            .text("source", "standard practice"), .markup("value", "78.2%, of the organisation"),
        ])

    static let indicatorDefinition = TemplateShape(
        "indicator_definition", "An indicator of the configuration.",
        [
            .text("key", "unemployment_rate"), .text("name", "Unemployment rate"),
            .text("unit", "percent"), .text("formula", "Σ value × population ÷ Σ population …"),
            .text("direction", "lower is better"), .markup("value", "9.1%, of the organisation"),
        ])

    static let reason = TemplateShape(
        "reason", "Why a metric has no value.",
        [.text("key", "no_quota"), .text("text", "no quota covers the period")])
}
