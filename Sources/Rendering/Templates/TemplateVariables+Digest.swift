// The digest and its shapes.

extension TemplateVariables {
    static let digest: [TemplateField] = [
        .text("headline", "Sales of $12.3M are up 4.1% on the prior period."),
        .flag("has_url", "the configuration says where reports are served"),
        .text("url", "https://reports.example.com/2026-06-28/index.html; empty otherwise"),
        .list("key_numbers", digestNumber, "six, most important first"),
        .list("exceptions", exception, "the first 8, highest money first"),
        .text("exceptions_total", "12"), .flag("has_more_exceptions", "there are more than 8"),
        .text(
            "changes_sentence",
            "Compared with the report of 21 Jun 2026; or why there is nothing to compare with"),
        .list("changes", sentence, "the gist of what differs from the last run; the first 8"),
        .text(
            "ranked_by",
            "Performance index; the measure that orders the territories, empty where there is none"),
        .list("best", territoryRow, "exclusive territories, the best first; at most 3"),
        .list("worst", territoryRow, "exclusive territories, the worst first; at most 3"),
    ]

    static let digestNumber = TemplateShape(
        "digest_number", "A key number of the digest.",
        [
            .text("name", "Sales"), .markup("value", "$12,345,678"),
            .list("notes", digestNote, "what it is compared to; at most two"),
        ])

    static let digestNote = TemplateShape(
        "digest_note", "What a key number is compared to.", [.markup("note", "+4.1% vs prior period")])
}
