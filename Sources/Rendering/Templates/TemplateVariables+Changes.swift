// Shapes of what differs from earlier runs.

extension TemplateVariables {
    /// What every page that tells changes has.
    static let comparisons: [TemplateField] = [
        .object("last", comparison, "against the last run"),
        .object("year_before", comparison, "against the run of the same week a year before"),
    ]

    static let comparison = withListFlags(
        TemplateShape(
            "comparison", "What differs from one earlier run.",
            [
                .text(
                    "sentence",
                    "Compared with the report of Jun 21, 2026; or why there is nothing to compare with"),
                .flag("is_compared", "there is such a run, under the same configuration"),
                .flag("is_known", "there is such a run"),
                .list("lines", sentence, "the gist in sentences"),
                .text("sales_sentence", "Sales rose by $120,000 to …; empty where nothing is compared"),
                .list("sales", salesChange, "the organisation, territories, reps; the first 200"),
                .text("sales_total", "41"), .flag("has_more_sales", "there are more than 200"),
                .text("metrics_sentence", "how changes are judged, or why they are not"),
                .flag("is_judged", "the usual spread is known"),
                .list("metrics", metricChange, "unusual ones, or the largest; the first 100"),
                .text("metrics_total", "12"), .flag("has_more_metrics", "there are more than 100"),
                .text("exceptions_sentence", "2 new, 1 gone, 9 lasting, the oldest for 12 weeks"),
                .list("new_exceptions", exceptionChange, "most money first; the first 100"),
                .list("gone_exceptions", exceptionChange, "in the order of that report; the first 100"),
                .list("lasting_exceptions", exceptionChange, "most money first; the first 100"),
                .flag("has_more_exceptions", "one of these lists is longer"),
                .list("assignments", sentence, "who answers for what; the first 100"),
                .text("assignments_total", "3"), .flag("has_more_assignments", "there are more than 100"),
                .text("inputs_sentence", "what was restated in all; empty where that is not told"),
                .list("inputs", inputChange, "sales files whose past rows changed, or that came or went"),
            ]))

    static let metricChange = TemplateShape(
        "metric_change", "A metric that moved.",
        [
            .text("name", "Atlanta North"),
            .optional("subject", link, "its page; nothing for the organisation"),
            .text("metric", "Attainment"), .text("before", "96.0%"), .text("after", "88.0%"),
            .text("change", "−8.0 points"), .text("usual", "±1.5 points; – where it is not known"),
            .text("spreads", "5.3; – where it is not known"),
            .text("effect", "better, worse, or – where neither"), .flag("is_good", "better"),
            .flag("is_bad", "worse"),
        ])

    static let salesChange = TemplateShape(
        "sales_change", "A change of sales and where it comes from.",
        [
            .text("name", "Atlanta North"), .optional("subject", link, "its page; nothing where it has none"),
            .sortable("before", "$1,200,000"), .sortable("after", "$1,250,000"), .text("change", "+$50,000"),
            .text("real", "+$30,000; – where it cannot be told"), .text("realigned", "+$25,000"),
            .text("restated", "−$5,000"),
        ])

    static let exceptionChange = TemplateShape(
        "exception_change", "An exception that came, went or stayed.",
        [
            .text("name", "Vacant territory"), .optional("territory", link, "concerned"),
            .text("text", "No owner for 34 of 91 days."), .sortable("money", "$120,000"),
            .text("age", "for 3 weeks; empty for less"), .flag("has_age", "`age` is not empty"),
            .text("since", "Jun 7, 2026; the first of the runs in a row that told it"),
            .flag("is_within", "another exception takes it in"),
        ])

    static let inputChange = TemplateShape(
        "input_change", "A sales file that says something else about past days.",
        [
            .text("file", "data/crm/sales-2026-05.csv"),
            .text("what", "restated; new, gone, or renamed from …"),
            .sortable("before", "$410,000; – where there was no such file"),
            .sortable("after", "$408,500; – where there is no such file"), .text("change", "−$1,500"),
        ])

    /// The shape with a flag `has_…` for each of its lists.
    private static func withListFlags(_ shape: TemplateShape) -> TemplateShape {
        let flags = shape.fields.filter(\.isList).map {
            TemplateField.flag("has_" + $0.name, "`\($0.name)` is not empty")
        }
        return TemplateShape(shape.name, shape.summary, shape.fields + flags)
    }
}
