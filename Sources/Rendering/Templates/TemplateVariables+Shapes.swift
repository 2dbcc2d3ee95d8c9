import Analysis

extension TemplateVariables {
    /// Every shape that is not a page, in the order of the documentation.
    static let shapes: [TemplateShape] = [
        link, named, metrics, navigation, keyNumber, answer, point, usedDefinition, exception, also,
        territoryRow, repRow, week,
        accountToCall, sharedAccount, touch, matrixRep, matrixRow, matrixCell, repPair, outsideSale, unit,
        claim, areaOverlap, product, realignment, handover, note, noteGroup, balanceMeasure, expectation,
        fit, term, sentence, marketRow, indicator, segment, ground, segmentGap, productGap, whiteSpace,
        similar, trait, relationship, family, familySide, inputFile, sourceAge, reading, notice, rejection,
        unmatched, structural, missing, placement, topic, definition, indicatorDefinition, reason, comparison,
        metricChange, salesChange, exceptionChange, inputChange, digestNumber, digestNote,
    ]

    static let link = TemplateShape(
        "link", "A territory or rep and its page.",
        [.text("name", "Jane Doe"), .text("url", "../reps/r-12.html")])

    static let named = TemplateShape(
        "named", "A text with its name.",
        [.text("name", "Stronghold"), .text("text", "a strong share of a strong market: defend it")])

    static let metrics = TemplateShape(
        "metrics",
        "One variable per metric of the catalog, printed in its unit; n/a has its reason beside it.",
        MetricCatalog.definitions.map {
            TemplateField(name: $0.key.rawValue, kind: .markup, example: $0.title, isSortable: true)
        })

    static let navigation = TemplateShape(
        "navigation", "A page that exists once.",
        [.text("name", "Coverage"), .text("url", "coverage.html"), .flag("is_current", "this page")])

    static let keyNumber = TemplateShape(
        "key_number", "A number of the leadership page.",
        [
            .text("name", "Sales"), .markup("value", "$12,345,678"),
            .markup("prior", "+4.1% vs prior period; empty where nothing compares"),
            .markup("year", "−1.0% vs year ago; empty where nothing compares"),
            .text("change", "+1.2 points since the last run; empty where it is not compared"),
            .markup("sparkline", "an SVG of its weeks; empty where it has none"),
        ])

    static let answer = TemplateShape(
        "answer", "A leader's question and what the data answer.",
        [
            .text("question", "Are we covered?"), .text("text", "97.2% of the counties have a territory, …"),
            .text("url", "coverage.html"), .list("points", point, "at most three places behind it"),
            .flag("has_points", "`points` is not empty"),
        ])

    static let point = TemplateShape(
        "point", "A place behind an answer.",
        [
            .list("links", link, "whom it is about; may be empty"),
            .flag("has_links", "`links` is not empty"),
            .text("text", "has no owner"),
        ])

    static let usedDefinition = TemplateShape(
        "used_definition", "A metric of the page.",
        [
            .text("name", "Account coverage"), .text("formula", "accounts_called ÷ accounts"),
            .text("url", "../definitions.html#account_coverage"),
        ])

    static let exception = TemplateShape(
        "exception", "Something to act on.",
        [
            .text("number", "1"), .text("name", "Vacant territory"),
            .optional("territory", link, "concerned"),
            .text("text", "No owner for 34 of 91 days."), .sortable("money", "$120,000"),
            .optional("owner", link, "who should act"),
            .text("office", "sales management; empty where a rep should act"),
            .text("next_step", "Name an interim owner."),
            .text("url", "territories/t-07.html#relationships"),
            .list("also", also, "exceptions of the same cause that it takes in"),
            .text("age", "for 3 weeks; empty for less"), .flag("has_age", "`age` is not empty"),
            .text("since", "Jun 7, 2026; the first of the runs in a row that told it"),
        ])

    static let also = TemplateShape(
        "also", "An exception that another one takes in.",
        [.text("name", "Lost accounts"), .sortable("money", "$9,000"), .text("text", "Three accounts …")])

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
            TemplateField(
                name: "rank", kind: .markup, example: "3–9: not told apart from the third to the ninth",
                isSortable: true),
            .object("metrics", metrics, "of the rep"),
            .markup("interval", "an SVG of the index and its margin; empty where unknown"),
            .markup("sparkline", "an SVG of weekly sales"),
        ])

    static let week = TemplateShape(
        "week", "One week.",
        [.sortable("ending", "Jun 28, 2026"), .sortable("sales", "$98,000"), .text("calls", "310")])

    static let accountToCall = TemplateShape(
        "account_to_call", "An account without a call in the period, or behind its call plan.",
        [
            .text("id", "A-0042"), .text("name", "Mercy Clinic"),
            .text("segment", "Clinic; empty where unknown"),
            .object("territory", link, "that owns it"), .optional("owner", link, "the owner rep"),
            .sortable("sales", "$12,000 in the last 52 weeks"),
            .sortable("potential", "$40,000; – where unknown"),
            .sortable("at_stake", "$9,000: sales × the part of the plan that is missing"),
            .text("calls", "1, in the period"), .text("planned_calls", "3.0 in the period; – without a plan"),
            .sortable("last_call", "Feb 3, 2026, or never"), .text("days_since_call", "145 days, or never"),
        ])

    static let sharedAccount = TemplateShape(
        "shared_account", "An account that several reps touched.",
        [
            .text("id", "A-0042"), .text("name", "Mercy Clinic"), .text("kind", "conflict"),
            .flag("is_conflict", "the kind is conflict"), .optional("territory", link, "that owns it"),
            .sortable("sales", "$12,000"), .text("evidence", "why it is a conflict, with days"),
            .list("touches", touch, "one for each rep"),
        ])

    static let touch = TemplateShape(
        "touch", "What one rep did at a shared account.",
        [
            .object("rep", link, "who"), .sortable("sales", "$8,000"), .text("calls", "3 calls"),
            .text("role", "owner of Atlanta North since Jan 1, 2026, or no role here"),
            .text("days", "sales Feb 3, 2025 – Jun 12, 2026; empty without any"),
        ])

    static let matrixRep = TemplateShape(
        "matrix_rep", "A column of the matrix of rep pairs.",
        [.text("number", "1"), .text("name", "Jane Doe")])

    static let matrixRow = TemplateShape(
        "matrix_row", "A row of the matrix of rep pairs.",
        [
            .text("number", "1"), .object("rep", link, "who"),
            .list("cells", matrixCell, "one for each column"),
        ])

    static let matrixCell = TemplateShape(
        "matrix_cell", "Two reps of the matrix.",
        [
            .text("count", "12 contested accounts; empty for none"),
            .text("words", "Jane Doe and John Roe: 14 shared accounts, 12 contested"),
            .text("level", "q0 to q6, the class of its colour: the stronger, the more; or none"),
        ])

    static let repPair = TemplateShape(
        "rep_pair", "Two reps with shared accounts.",
        [
            .object("first", link, "the lower id"), .object("second", link, "the higher id"),
            .text("accounts", "14"), .text("conflict", "12"), .text("handover", "0"), .text("overlay", "2"),
            .text("jaccard", "12.0%"), .sortable("sales", "$80,000"),
            .sortable("conflicting_sales", "$70,000"),
        ])

    static let outsideSale = TemplateShape(
        "outside_sale", "Sales by a rep without a role in the territory.",
        [.object("territory", link, "where"), .object("rep", link, "who"), .sortable("amount", "$9,000")])

    static let unit = TemplateShape(
        "unit", "A geographic unit.",
        [
            .text("id", "13121"), .text("name", "Fulton"), .text("region", "Georgia; empty where unknown"),
            .list("claimants", link, "all territories that claim it"),
            .list("claims", claim, "the assignments that contradict each other"),
            .optional("territory", link, "that owns it"), .text("population", "1,063,937; – where unknown"),
            .text("accounts", "31"), .sortable("sales", "$210,000"),
        ])

    static let claim = TemplateShape(
        "claim", "An assignment of a unit that another contradicts.",
        [.object("territory", link, "that claims it"), .text("period", "since Jan 1, 2026, or always")])

    static let areaOverlap = TemplateShape(
        "area_overlap", "Two territories whose own outlines overlap.",
        [
            .object("first", link, "the lower id"), .object("second", link, "the higher id"),
            .text("area", "12.5 km²"), .text("share_of_first", "2.5%"), .text("share_of_second", "1.2%"),
        ])

    static let product = TemplateShape(
        "product", "A product in a territory.",
        [
            .text("name", "P-100"), .sortable("sales", "$9,000"), .sortable("sales_prior", "$8,000"),
            .markup("growth", "+12.5%"),
        ])

    static let realignment = TemplateShape(
        "realignment", "Accounts that changed territory on one day.",
        [
            .sortable("day", "Jan 1, 2026"), .optional("from", link, "old territory; nothing = unassigned"),
            .optional("to", link, "new territory; nothing = unassigned"), .text("accounts", "40"),
            .text("units", "3"), .sortable("sales", "$400,000 in the last 52 weeks"),
        ])

    static let handover = TemplateShape(
        "handover", "A territory whose owner rep changed.",
        [
            .sortable("day", "May 1, 2026"), .object("territory", link, "which"),
            .optional("from", link, "old owner; nothing = vacant"),
            .optional("to", link, "new owner; nothing = vacant"),
        ])

    static let note = TemplateShape(
        "note", "A note that a colleague left.",
        [
            .sortable("day", "Jun 3, 2026; empty where unknown"), .text("text", "Prefers mornings."),
            .text("tags", "visit, pricing"), .optional("territory", link, "about"),
            .optional("rep", link, "about"), .text("account", "Mercy Clinic; empty where none"),
        ])

    static let noteGroup = TemplateShape(
        "note_group", "Notes with one tag.",
        [.text("tag", "pricing, or No tag"), .list("notes", note, "in the order of the input")])

    static let balanceMeasure = TemplateShape(
        "balance_measure", "How evenly one measure is spread over the territories.",
        [
            .text("name", "Sales"),
            .markup("chart", "an SVG of the deviations, with its finding and its numbers"),
            .markup("max_deviation", "34.0%"), .markup("cv", "0.180"), .markup("gini", "0.100"),
            .markup("share_outside_band", "25.0%"),
        ])
}
