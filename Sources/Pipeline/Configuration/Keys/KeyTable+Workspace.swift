import Analysis
import Importing
import Rendering

extension KeyTable {
    /// The keys of `bailiwick.yaml`.
    static let workspace = KeyTable([
        ConfigurationKey("title", .text, "Stands above the report.", standard: "Sales territories"),
        ConfigurationKey(
            "as_of", .pattern("^(today|latest-sale|[0-9]{4}-[0-9]{2}-[0-9]{2})$"),
            "The day of the report: a day such as 2026-06-28, today or latest-sale.", standard: "today"),
        ConfigurationKey("currency", .pattern("^[A-Z]{3}$"), "ISO 4217 code.", standard: "USD"),
        ConfigurationKey(
            "locale", .pattern("^[a-z]{2,3}(_[A-Z][a-z]{3})?(_[A-Z]{2}|_[0-9]{3})?$"),
            "In whose numbers, amounts and days pages are printed: a language and a country of CLDR, such as en_US, "
                + "en_GB, de_DE or fr_FR.", standard: "en_US"),
        ConfigurationKey(
            "period",
            .either([.choice(of: PeriodWord.self), .section(period)]),
            "The reporting period.", standard: ["trailing_weeks": 13]),
        ConfigurationKey(
            "fiscal_year_starts", .integer(1...12), "Month in which the fiscal year starts.", standard: 1),
        ConfigurationKey("geography", .section(geography), "What a unit is, and what pages call it."),
        ConfigurationKey("sources", .section(sources), "The files and what is in them.", isRequired: true),
        ConfigurationKey("workload", .section(workload), "Minutes of a planned call."),
        ConfigurationKey("ranking", .section(ranking), "Who is ranked."),
        ConfigurationKey("quality", .section(quality), "What stops a run."),
        ConfigurationKey("bands", .section(bands), "When territories count as balanced."),
        ConfigurationKey(
            "indicators", .section(KeyTable(others: .section(indicator))),
            "Demographic indicators to report, by the names that the demographic sources give them."),
        ConfigurationKey(
            "strategy", .section(strategy), "Floors below which differences to the organisation are not told."
        ),
        ConfigurationKey("exceptions", .section(exceptions), "Where exceptions begin; off = never told."),
        ConfigurationKey("publish", .section(publish), "Where reports go."),
        ConfigurationKey(
            "history", .anyPattern("[^/]$"), "Database that remembers the runs, or off.",
            standard: "bailiwick.sqlite"),
    ])

    private static let period = KeyTable([
        ConfigurationKey("trailing_weeks", .integer(1...520), "Weeks before the as-of day.", standard: 13)
    ])

    private static let geography = KeyTable([
        ConfigurationKey(
            "unit", .choice(of: UnitNormalization.self),
            "us-county: five-digit FIPS codes, a lost leading zero restored; as-given: ids unchanged.",
            standard: "as-given"),
        ConfigurationKey("name", .text, "What the pages call a unit, such as county.", standard: "unit"),
    ])

    private static func minutes(_ standard: WorkloadRules.Minutes?) -> [ConfigurationKey] {
        [
            ConfigurationKey(
                "call_minutes", .integer(0...1440), "Minutes with the customer, per planned call.",
                standard: standard.map { .count($0.duration) }),
            ConfigurationKey(
                "travel_minutes", .integer(0...1440), "Minutes of travel, per planned call.",
                standard: standard.map { .count($0.travel) }),
        ]
    }

    private static let workload = KeyTable(
        minutes(WorkloadRules().standard) + [
            ConfigurationKey(
                "by_segment", .section(KeyTable(others: .section(KeyTable(minutes(nil))))),
                "Minutes of the accounts of a segment, by the segment's name.")
        ])

    private static let ranking = KeyTable([
        ConfigurationKey(
            "ramping_days", .integer(0...3650),
            "Reps hired later than this many days before the as-of day are not ranked.", standard: 180)
    ])

    private static let quality = KeyTable([
        ConfigurationKey(
            "max_rejected_rows", .share, "Largest share of refused rows of a source.",
            standard: .percent(Configuration.Quality().maxRejectedRows)),
        ConfigurationKey(
            "max_unmatched_sales", .share, "Largest share of sales whose account is unknown.",
            standard: .percent(Configuration.Quality().maxUnmatchedSales)),
        ConfigurationKey(
            "min_rows",
            .section(
                KeyTable(
                    SourceEntity.all.map { entity in
                        ConfigurationKey(
                            entity.name, .integer(0...Int(Int32.max)), "Fewest rows of '\(entity.name)'.",
                            standard: Configuration.Quality().minRows[entity.name].map { .count($0) })
                    })),
            "Fewest rows that a source must have."),
    ])

    private static let bands = KeyTable([
        ConfigurationKey(
            "balanced", .share, "Largest deviation from the mean that counts as balanced.",
            standard: .percent(BalanceBands.standard.balanced)),
        ConfigurationKey(
            "watch", .share, "Largest deviation that is to be watched; at least that of balanced.",
            standard: .percent(BalanceBands.standard.watch)),
    ])

    private static let indicator = KeyTable([
        ConfigurationKey("title", .text, "What pages print; the name where absent."),
        ConfigurationKey(
            "aggregate", .choice(of: AggregateWord.self), "How units add up to a territory.", isRequired: true
        ),
        ConfigurationKey(
            "weighted_by", .text, "Weight of a mean: another indicator of the same unit.",
            standard: "population"),
        ConfigurationKey(
            "unit", .choice(of: IndicatorRule.Unit.self), "What the values are.", standard: "number"),
        ConfigurationKey(
            "direction", .choice(of: DirectionWord.self), "Which way is good.", standard: "neutral"),
    ])

    private static let strategy = KeyTable([
        ConfigurationKey(
            "min_accounts", .integer(1...1_000_000),
            "Fewest accounts of a territory in a segment; the organisation must have four times as many.",
            standard: .count(StrategyRules().minAccounts)),
        ConfigurationKey(
            "min_share", .share, "Smallest gap as a share of the territory's sales.",
            standard: .percent(StrategyRules().minShare)),
        ConfigurationKey(
            "min_expected", .number(0...1e6),
            "Fewest active accounts that are expected of a unit to call it white space.",
            standard: .number(StrategyRules().minExpected)),
    ])

    private static let exceptions = KeyTable(
        ReportException.Kind.allCases.map { kind in
            let thresholds = ExceptionThreshold.all(of: kind).map(\.key)
            let off = ValueShape.choice(["off"])
            return ConfigurationKey(
                kind.rawValue, thresholds.isEmpty ? off : .either([off, .section(KeyTable(thresholds))]),
                thresholds.isEmpty ? "off: not told." : "off: not told; else where it begins.")
        })

    private static let publish = KeyTable([
        ConfigurationKey(
            "directory", .text, "Folder of the reports.",
            standard: .text(Configuration.Publishing().directory)),
        ConfigurationKey(
            "keep", .integer(1...100_000), "Number of reports that are kept.",
            standard: .count(Configuration.Publishing().keep)),
        ConfigurationKey(
            "formats",
            .words(of: .choice(of: OutputFormat.self), atLeast: 0), "What is written.",
            standard: .list(OutputFormat.allCases.map { .text($0.rawValue) })),
        ConfigurationKey("digest", .section(digest), "The report in brief as an e-mail."),
    ])

    private static let digest = KeyTable([
        ConfigurationKey(
            "from", .pattern(MailAddress.pattern),
            "Who sends it: reports@example.com, or Field reports <reports@example.com>.", isRequired: true),
        ConfigurationKey(
            "to", .words(of: .pattern(MailAddress.pattern), atLeast: 1), "Who gets it.", isRequired: true),
        ConfigurationKey(
            "subject", .anyPattern("\\S"),
            "Subject; {title}, {as_of}, {headline} and {grade} stand for what the report says.",
            standard: .text(DigestSubject.standard)),
        ConfigurationKey(
            "url", .pattern(Configuration.Digest.urlPattern),
            "Address at which the folder of the reports is served, for links."),
    ])
}
