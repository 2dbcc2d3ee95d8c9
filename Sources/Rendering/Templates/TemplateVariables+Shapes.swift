import Analysis

extension TemplateVariables {
    /// Every shape that is not a page, in the order of the documentation.
    static let shapes: [TemplateShape] = [
        link, metrics, navigation, keyNumber, exception, territoryRow, repRow, week, accountToCall,
        sharedAccount, touch, repPair, outsideSale, unit, product, realignment, handover, note,
        balanceMeasure,
        inputFile, reading, notice, rejection, unmatched, structural, missing, topic, definition, reason,
    ]

    static let link = TemplateShape(
        "link", "A territory or rep and its page.",
        [.text("name", "Jane Doe"), .text("url", "../reps/r-12.html")])

    static let metrics = TemplateShape(
        "metrics",
        "One variable per metric of the catalog, printed in its unit; n/a has its reason beside it.",
        MetricCatalog.definitions.map { .markup($0.key.rawValue, $0.title) })

    static let navigation = TemplateShape(
        "navigation", "A page that exists once.",
        [.text("name", "Coverage"), .text("url", "coverage.html"), .flag("is_current", "this page")])

    static let keyNumber = TemplateShape(
        "key_number", "A number of the leadership page.",
        [
            .text("name", "Sales"), .markup("value", "$12,345,678"),
            .markup("prior", "+4.1% vs prior period; empty where nothing compares"),
            .markup("year", "−1.0% vs year ago; empty where nothing compares"),
        ])

    static let exception = TemplateShape(
        "exception", "Something to act on.",
        [
            .text("number", "1"), .text("name", "Vacant territory"),
            .optional("territory", link, "concerned"),
            .text("text", "No owner for 34 of 91 days."), .text("money", "$120,000"),
            .optional("owner", link, "who should act"), .text("next_step", "Name an interim owner."),
        ])

    static let territoryRow = TemplateShape(
        "territory_row", "A territory in a table.",
        [
            .text("id", "T-07"), .text("name", "Atlanta North"), .text("url", "territories/t-07.html"),
            .text("kind", "exclusive"), .optional("parent", link, "its group"),
            .optional("owner", link, "the owner rep"),
            .flag("is_vacant", "should have an owner and has none"),
            .object("metrics", metrics, "of the territory"), .markup("sparkline", "an SVG of weekly sales"),
        ])

    static let repRow = TemplateShape(
        "rep_row", "A rep in a table.",
        [
            .text("id", "R-12"), .text("name", "Jane Doe"), .text("url", "reps/r-12.html"),
            .list("owned", link, "territories owned"), .flag("is_ramping", "too new to be ranked"),
            .object("metrics", metrics, "of the rep"), .markup("sparkline", "an SVG of weekly sales"),
        ])

    static let week = TemplateShape(
        "week", "One week.",
        [.text("ending", "28 Jun 2026"), .text("sales", "$98,000"), .text("calls", "310")])

    static let accountToCall = TemplateShape(
        "account_to_call", "An account without a call in the period.",
        [
            .text("id", "A-0042"), .text("name", "Mercy Clinic"),
            .text("segment", "Clinic; empty where unknown"),
            .object("territory", link, "that owns it"), .optional("owner", link, "the owner rep"),
            .text("sales", "$12,000 in the last 52 weeks"), .text("potential", "$40,000; – where unknown"),
            .text("planned_calls", "12; – where unknown"), .text("last_call", "3 Feb 2026, or never"),
        ])

    static let sharedAccount = TemplateShape(
        "shared_account", "An account that several reps touched.",
        [
            .text("id", "A-0042"), .text("name", "Mercy Clinic"), .text("kind", "conflict"),
            .flag("is_conflict", "the kind is conflict"), .optional("territory", link, "that owns it"),
            .text("sales", "$12,000"), .list("touches", touch, "one for each rep"),
        ])

    static let touch = TemplateShape(
        "touch", "What one rep did at a shared account.",
        [.object("rep", link, "who"), .text("sales", "$8,000"), .text("calls", "3 calls")])

    static let repPair = TemplateShape(
        "rep_pair", "Two reps with shared accounts.",
        [
            .object("first", link, "the lower id"), .object("second", link, "the higher id"),
            .text("accounts", "14"), .text("conflict", "12"), .text("handover", "0"), .text("overlay", "2"),
            .text("jaccard", "12.0%"), .text("sales", "$80,000"), .text("conflicting_sales", "$70,000"),
        ])

    static let outsideSale = TemplateShape(
        "outside_sale", "Sales by a rep without a role in the territory.",
        [.object("territory", link, "where"), .object("rep", link, "who"), .text("amount", "$9,000")])

    static let unit = TemplateShape(
        "unit", "A geographic unit.",
        [
            .text("id", "13121"), .text("name", "Fulton"), .text("region", "Georgia; empty where unknown"),
            .list("claimants", link, "all territories that claim it"),
            .optional("territory", link, "that owns it"), .text("population", "1,063,937; – where unknown"),
            .text("accounts", "31"), .text("sales", "$210,000"),
        ])

    static let product = TemplateShape(
        "product", "A product in a territory.",
        [
            .text("name", "P-100"), .text("sales", "$9,000"), .text("sales_prior", "$8,000"),
            .markup("growth", "+12.5%"),
        ])

    static let realignment = TemplateShape(
        "realignment", "Accounts that changed territory on one day.",
        [
            .text("day", "1 Jan 2026"), .optional("from", link, "old territory; nothing = unassigned"),
            .optional("to", link, "new territory; nothing = unassigned"), .text("accounts", "40"),
            .text("units", "3"), .text("sales", "$400,000 in the last 52 weeks"),
        ])

    static let handover = TemplateShape(
        "handover", "A territory whose owner rep changed.",
        [
            .text("day", "1 May 2026"), .object("territory", link, "which"),
            .optional("from", link, "old owner; nothing = vacant"),
            .optional("to", link, "new owner; nothing = vacant"),
        ])

    static let note = TemplateShape(
        "note", "A note that a colleague left.",
        [
            .text("day", "3 Jun 2026; empty where unknown"), .text("text", "Prefers mornings."),
            .text("tags", "visit, pricing"), .optional("territory", link, "about"),
            .optional("rep", link, "about"), .text("account", "Mercy Clinic; empty where none"),
        ])

    static let balanceMeasure = TemplateShape(
        "balance_measure", "How evenly one measure is spread over the territories.",
        [
            .text("name", "Sales"), .markup("chart", "an SVG of the deviations"),
            .markup("max_deviation", "34.0%"), .markup("cv", "0.180"), .markup("gini", "0.100"),
            .markup("share_outside_band", "25.0%"),
        ])

    static let inputFile = TemplateShape(
        "input_file", "What became of one input file.",
        [
            .text("source", "sales"), .text("file", "data/sales.csv"), .text("read", "60,000"),
            .text("loaded", "59,760"), .text("rejected", "240"), .text("filtered", "0"),
            .text("amount", "$48,000,000; – without amounts"),
            .text("amount_rejected", "$190,000; – without amounts"),
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
            .text("amount", "$0; – without amounts"), .text("place", "data/sales.csv:184"),
            .text("example", "column 'amount': 'n/a' is not an amount"), .text("remedy", "correct the cell"),
        ])

    static let unmatched = TemplateShape(
        "unmatched", "A reference to something unknown.",
        [
            .text("source", "sales"), .text("kind", "account"), .text("value", "A-9999"), .text("rows", "2"),
            .text("amount", "$300; – without amounts"),
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

    static let topic = TemplateShape(
        "topic", "The metrics that answer one question.",
        [.text("name", "Coverage"), .list("definitions", definition, "in the order of the catalog")])

    static let definition = TemplateShape(
        "definition", "An entry of the metric catalog.",
        [
            .text("key", "account_coverage"), .text("name", "Account coverage"), .text("unit", "ratio"),
            .text("formula", "accounts_called ÷ accounts"), .text("range", "0 to 1"),
            .text("direction", "higher is better"), .text("reasons", "no_accounts; empty where none"),
            .text("source", "standard practice"), .markup("value", "78.2%, of the organisation"),
        ])

    static let reason = TemplateShape(
        "reason", "Why a metric has no value.",
        [.text("key", "no_quota"), .text("text", "no quota covers the period")])
}
