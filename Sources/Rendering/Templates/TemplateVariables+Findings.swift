// Shapes of market, expectation, relationships and strategy.

extension TemplateVariables {
    static let expectation = TemplateShape(
        "expectation", "What the ground of a territory leads one to expect.",
        [
            .text("name", "Atlanta North"), .text("url", "territories/t-07.html"),
            .optional("owner", link, "the owner rep"),
            .flag("is_vacant", "should have an owner and has none"),
            .object("metrics", metrics, "of the territory"),
            .flag("is_outside", "actual sales lie outside of the interval"),
            .text("sentence", "Given this ground one would expect …; or why there is none"),
        ])

    static let fit = TemplateShape(
        "fit", "The estimate behind expected sales.",
        [
            .list("sentences", sentence, "how far it can be trusted, in words"),
            .list("terms", term, "the intercept first"), .list("left_out", link, "territories not in it"),
            .flag("has_left_out", "`left_out` is not empty"),
            .list("high_leverage", link, "territories that pull it towards themselves"),
            .flag("has_high_leverage", "`high_leverage` is not empty"),
            .list("outside", link, "territories outside of their interval"),
            .flag("has_outside", "`outside` is not empty"),
        ])

    static let term = TemplateShape(
        "term", "A coefficient of the estimate.",
        [.text("name", "Potential"), .text("value", "0.750"), .text("standard_error", "0.125")])

    static let sentence = TemplateShape(
        "sentence", "A sentence made of the data.", [.text("text", "It lies in one piece.")])

    static let marketRow = TemplateShape(
        "market_row", "A territory in the table of markets.",
        [
            .text("name", "Atlanta North"), .text("url", "territories/t-07.html"),
            .object("metrics", metrics, "of the territory"), .text("quadrant", "Stronghold; – where unknown"),
            .list("indicators", indicator, "in the order of the page's `indicators`"),
        ])

    static let indicator = TemplateShape(
        "indicator", "The value of a configured indicator.",
        [
            .text("name", "Unemployment rate"), .markup("value", "9.1%"),
            .text("index", "104: the organisation is 100; – for sums"), .text("units", "12"),
        ])

    static let segment = TemplateShape(
        "segment", "A segment's part of a territory.",
        [
            .text("name", "Hospital"), .text("accounts", "12"),
            .sortable("sales", "$120,000 in the last 52 weeks"),
            .sortable("potential", "$400,000; – where unknown"),
            .text("accounts_index", "110; – where unknown"),
            .text("sales_index", "95; – where unknown"), .text("potential_index", "102; – where unknown"),
        ])

    static let ground = TemplateShape(
        "ground", "The shape of a territory.",
        [
            .list("neighbours", link, "territories that share a border"),
            .flag("has_neighbours", "`neighbours` is not empty"), .text("area", "12,345 km²"),
            .list("sentences", sentence, "parts, units apart and enclosed ground"),
        ])

    static let segmentGap = TemplateShape(
        "segment_gap", "A segment that sells more or less than the organisation's rate gives.",
        [
            .text("name", "Hospital"), .text("accounts", "12"),
            .sortable("sales", "$120,000 in the last 52 weeks"), .sortable("expected", "$160,000"),
            .sortable("gap", "−$40,000"), .text("index", "75; – where unknown"),
            .flag("is_under", "the gap is below 0"),
        ])

    static let productGap = TemplateShape(
        "product_gap", "A product that sells more or less than its share of the organisation's sales.",
        [
            .text("name", "P-100"), .sortable("sales", "$9,000"), .sortable("expected", "$12,000"),
            .sortable("gap", "−$3,000"), .text("index", "75; – where unknown"),
            .flag("is_under", "the gap is below 0"),
        ])

    static let whiteSpace = TemplateShape(
        "white_space", "A unit with much market and few active accounts.",
        [
            .text("id", "13121"), .text("name", "Fulton"), .object("territory", link, "that owns it"),
            .text("population", "1,063,937; – where unknown"), .text("accounts", "3"),
            .text("active_accounts", "1"), .text("expected_accounts", "4.5"),
            .sortable("sales", "$12,000 in the last 52 weeks"), .sortable("gap", "$60,000"),
        ])

    static let similar = TemplateShape(
        "similar", "A territory that is like this one.",
        [
            .text("name", "Savannah"), .text("url", "t-09.html"), .text("distance", "0.75; 0 = alike in all"),
            .list("traits", trait, "the three in which both are most alike"),
            .text("lesson", "Savannah is clearly better in …, or that it is in nothing"),
            .optional("rep", link, "whom to ask"),
        ])

    static let trait = TemplateShape(
        "trait", "A trait of two territories.",
        [.text("name", "Population"), .text("own", "1,200,000"), .text("theirs", "1,250,000")])

    static let relationship = TemplateShape(
        "relationship", "An account whose relationship with its owner rep is young, broken or missing.",
        [
            .text("id", "A-0042"), .text("name", "Mercy Clinic"), .object("territory", link, "that owns it"),
            .optional("owner", link, "the owner rep"), .optional("former_owner", link, "the one before"),
            .sortable("changed", "May 1, 2026; – where nothing changed"),
            .text("reasons", "new owner rep, not met by its owner rep"),
            .sortable("sales_trailing_year", "$12,000"), .sortable("sales", "$1,000"),
            .sortable("sales_year_ago", "$3,000"), .sortable("last_call", "Feb 3, 2026, or never"),
        ])

    static let family = TemplateShape(
        "family", "An account whose parent account lies in another territory.",
        [
            .object("parent", familySide, "the parent account"), .object("child", familySide, "the account"),
            .sortable("sales", "$12,000 of the account in the last 52 weeks"),
        ])

    static let familySide = TemplateShape(
        "family_side", "One side of a family of accounts.",
        [
            .text("id", "A-0042"), .text("name", "Mercy Clinic"), .object("territory", link, "that owns it"),
            .optional("owner", link, "the owner rep"),
        ])
}
