extension KeyTable {
    /// The keys of `freshness`; only the rows of some sources have a day.
    static func freshness(ofRows hasDatedRows: Bool) -> KeyTable {
        let measures =
            hasDatedRows
            ? FreshnessRule.Measure.allCases.map(\.rawValue) : [FreshnessRule.Measure.file.rawValue]
        return KeyTable(
            [
                ConfigurationKey("max_age", .duration, "Largest age, such as 8d.", isRequired: true),
                ConfigurationKey(
                    "by", .words(of: .choice(measures), atLeast: 1),
                    "file: when the newest file was last written, against the present; newest_row: the newest day of "
                        + "the rows, against the as-of day."),
                ConfigurationKey(
                    "on_stale", .choice(of: FreshnessRule.Response.self),
                    "refuse: the run ends with 65; warn: the report says so.",
                    standard: .text(FreshnessRule.Response.refuse.rawValue)),
            ], completion: .around, allowsNull: true,
            definition: hasDatedRows ? "freshness_of_rows" : "freshness")
    }

    /// The keys of `complete`.
    static let complete = KeyTable(
        [
            ConfigurationKey("stable", .duration, "A file must not have been written to for so long."),
            ConfigurationKey(
                "marker", .anyPattern("^(?!(\\{file\\})?$)"),
                "A file that the sender makes last; {file} stands for the path of the file."),
            ConfigurationKey(
                "last_line", .anyPattern("^(?!\\*?$)"),
                "What the last line must look like that is not blank; * is any text."),
            ConfigurationKey("wait", .duration, "How long a run waits for what is missing."),
        ], allowsNull: true, definition: "complete")
}
