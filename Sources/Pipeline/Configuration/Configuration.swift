import Analysis
import Foundation
import Importing
import Rendering
import TerritoryModel
import Yams

/// The as-of day as the configuration gives it.
public enum AsOf: Hashable, Sendable {
    case day(Day)
    case today
    case latestSale
}

/// What `bailiwick.yaml` says, checked; paths are still relative to the workspace.
public struct Configuration: Sendable {
    public struct Quality: Hashable, Sendable {
        /// Largest share of refused rows per source, 0 to 1.
        public var maxRejectedRows = 0.01
        /// Largest share of |sales| whose account is unknown, 0 to 1.
        public var maxUnmatchedSales = 0.05
        /// Fewest loaded rows by source.
        public var minRows: [String: Int] = ["sales": 1, "accounts": 1]
    }

    public struct Boundaries: Hashable, Sendable {
        /// The two sources: outlines of units, and those that territories bring themselves.
        static let (units, territories) = ("boundaries", "territory_boundaries")

        /// Which of them it is.
        public var source: String
        public var file: String
        /// Name of the GeoJSON property that holds the id of the unit or territory.
        public var id: String
        /// Line of the configuration that names the file.
        public var line: Int
    }

    public struct Publishing: Hashable, Sendable {
        public var directory = "reports"
        /// Number of report folders kept.
        public var keep = 53
        public var formats = Set(OutputFormat.allCases)
        /// Who gets the digest as a message; nil where nobody does.
        public var digest: Digest?
    }

    public var title: String
    public var asOf: AsOf
    public var currency: String
    /// In whose numbers pages are printed.
    public var locale: ReportLocale
    public var period: ReportingPeriod
    public var fiscalYearStarts: Int
    public var unitName: String
    public var unitNormalization: UnitNormalization
    public var sources: [SourceEntry]
    public var boundaries: Boundaries?
    public var territoryBoundaries: Boundaries?
    public var workload: WorkloadRules
    public var rampingDays: Int
    public var quality: Quality
    public var bands: BalanceBands
    /// Demographic indicators to report, by name.
    public var indicators: [IndicatorRule]
    public var strategy: StrategyRules
    public var exceptions: ExceptionRules
    public var publishing: Publishing
    /// The database that remembers the runs, relative to the workspace; nil where nothing is to be remembered.
    public var history: String?

    static let fileName = "bailiwick.yaml"

    /// Reads and checks the configuration of a workspace, with the presets that it may name.
    public static func load(
        workspace: String, presets: PresetLibrary
    ) throws(ConfigurationError) -> Configuration {
        let path = workspace + "/" + fileName
        guard let text = try ConfigurationText(path: path, file: fileName) else {
            throw ConfigurationError(
                file: path, line: nil, problem: "cannot be read: the workspace has no such file in UTF-8",
                remedy: "run in the workspace, give --workspace DIR, or make one with 'bailiwick init'")
        }
        return try Configuration(yaml: text.text, presets: presets)
    }

    /// Reads and checks the text of a configuration.
    package init(yaml: String, presets: PresetLibrary) throws(ConfigurationError) {
        let top = try YAMLSection(yaml: yaml, file: Configuration.fileName, table: .workspace)
        title = try top.text("title") ?? "Sales territories"
        currency = try Configuration.currency(top)
        locale = try Configuration.locale(top)
        fiscalYearStarts = try top.integer("fiscal_year_starts") ?? 1
        asOf = try Configuration.asOf(top)
        period = try Configuration.period(top)
        let geography = try top.section("geography")
        unitNormalization = try geography?.choice("unit", UnitNormalization.self) ?? .asGiven
        unitName = try geography?.text("name") ?? "unit"
        guard let sourcesSection = try top.section("sources") else {
            throw top.error(
                at: "sources", "'sources' is missing", "add 'sources:' with at least accounts and sales")
        }
        boundaries = try Configuration.boundaries(sourcesSection, Boundaries.units)
        territoryBoundaries = try Configuration.boundaries(sourcesSection, Boundaries.territories)
        sources = try SourceEntry.all(sourcesSection, presets: presets)
        workload = try Configuration.workload(top)
        rampingDays = try top.section("ranking")?.integer("ramping_days") ?? 180
        quality = try Configuration.quality(top)
        bands = try Configuration.bands(top)
        indicators = try Configuration.indicators(top, sources)
        strategy = try Configuration.strategy(top)
        exceptions = try Configuration.exceptions(top)
        publishing = try Configuration.publishing(top)
        history = try Configuration.history(top)
    }

    private static func history(_ top: YAMLSection) throws(ConfigurationError) -> String? {
        guard let text = try top.text("history") else { return "bailiwick.sqlite" }
        guard !text.isEmpty, !text.hasSuffix("/") else {
            throw top.error(
                at: "history", "'history' names no file", "write a file such as bailiwick.sqlite, or off")
        }
        return text == "off" ? nil : text
    }

    private static func currency(_ top: YAMLSection) throws(ConfigurationError) -> String {
        let code = try top.text("currency") ?? "USD"
        guard code.utf8.count == 3, code.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
            throw top.error(at: "currency", "'currency' is '\(code)'", "write an ISO 4217 code such as USD")
        }
        return code
    }

    private static func locale(_ top: YAMLSection) throws(ConfigurationError) -> ReportLocale {
        guard let name = try top.text("locale") else { return .standard }
        guard let locale = ReportLocale(name) else {
            let nearest = ReportLocale.nearest(to: name).map { "did you mean '\($0)'?" }
            throw top.error(
                at: "locale", "'locale' is '\(name)', which is not known",
                nearest ?? "write a language and a country, such as en_US, en_GB, de_DE or fr_FR")
        }
        return locale
    }

    private static func asOf(_ top: YAMLSection) throws(ConfigurationError) -> AsOf {
        guard let text = try top.text("as_of") else { return .today }
        guard let asOf = AsOf(text) else {
            throw top.error(
                at: "as_of", "'as_of' is '\(text)'",
                "write a day such as 2026-06-28, or today, or latest-sale")
        }
        return asOf
    }

    private static func period(_ top: YAMLSection) throws(ConfigurationError) -> ReportingPeriod {
        guard let node = top["period"] else { return .trailingWeeks(13) }
        if let word = node.scalar?.string {
            guard let known = PeriodWord(rawValue: word) else {
                throw top.error(
                    at: "period", "'period' is '\(word)'",
                    "write month, fiscal_quarter, year_to_date or {trailing_weeks: 13}")
            }
            return known.period
        }
        return .trailingWeeks(try top.section("period")?.integer("trailing_weeks") ?? 13)
    }

    private static func boundaries(
        _ sources: YAMLSection, _ source: String
    ) throws(ConfigurationError) -> Boundaries? {
        guard let section = try sources.section(source) else { return nil }
        return Boundaries(
            source: source, file: try section.required("file"), id: try section.required("id"),
            line: section["file"]?.mark?.line ?? section.line)
    }

    private static func workload(_ top: YAMLSection) throws(ConfigurationError) -> WorkloadRules {
        var rules = WorkloadRules()
        guard let section = try top.section("workload") else { return rules }
        rules.standard = try minutes(section, rules.standard)
        if let segments = try section.section("by_segment") {
            for key in segments.keys {
                guard let segment = try segments.section(key) else { continue }
                rules.bySegment[key] = try minutes(segment, rules.standard)
            }
        }
        return rules
    }

    private static func minutes(
        _ section: YAMLSection, _ standard: WorkloadRules.Minutes
    ) throws(ConfigurationError) -> WorkloadRules.Minutes {
        WorkloadRules.Minutes(
            duration: try section.integer("call_minutes") ?? standard.duration,
            travel: try section.integer("travel_minutes") ?? standard.travel)
    }

    private static func quality(_ top: YAMLSection) throws(ConfigurationError) -> Quality {
        var quality = Quality()
        guard let section = try top.section("quality") else { return quality }
        quality.maxRejectedRows = try section.share("max_rejected_rows") ?? quality.maxRejectedRows
        quality.maxUnmatchedSales = try section.share("max_unmatched_sales") ?? quality.maxUnmatchedSales
        if let rows = try section.section("min_rows") {
            for key in rows.keys { quality.minRows[key] = try rows.integer(key) }
        }
        return quality
    }

    private static func bands(_ top: YAMLSection) throws(ConfigurationError) -> BalanceBands {
        guard let section = try top.section("bands") else { return .standard }
        let balanced = try section.share("balanced") ?? BalanceBands.standard.balanced
        let watch = try section.share("watch") ?? max(balanced, BalanceBands.standard.watch)
        guard balanced <= watch else {
            throw section.error(
                at: "watch", "'bands.watch' is below 'bands.balanced'", "make it at least as large")
        }
        return BalanceBands(balanced: balanced, watch: watch)
    }

    private static func publishing(_ top: YAMLSection) throws(ConfigurationError) -> Publishing {
        var publishing = Publishing()
        guard let section = try top.section("publish") else { return publishing }
        publishing.directory = try section.text("directory") ?? publishing.directory
        publishing.keep = try section.integer("keep") ?? publishing.keep
        if let words = try section.words("formats") {
            var formats: Set<OutputFormat> = []
            for word in words {
                guard let format = OutputFormat(rawValue: word) else {
                    throw section.error(
                        at: "formats", "'\(word)' is not a format",
                        "choose from: \(section.table.choices(of: "formats").joined(separator: ", "))")
                }
                formats.insert(format)
            }
            publishing.formats = formats
        }
        publishing.digest = try Digest(of: section)
        if publishing.digest != nil, !publishing.formats.contains(.digest) {
            throw section.error(
                at: "digest",
                "'publish.digest' asks for a digest, but 'publish.formats' does not have digest",
                "add digest to the formats, or remove 'publish.digest'")
        }
        return publishing
    }
}

extension AsOf {
    /// Reads a day, `today` or `latest-sale`; nil for all else.
    public init?(_ text: String) {
        switch text {
        case "today": self = .today
        case "latest-sale": self = .latestSale
        default:
            guard let day = Day(iso: text) else { return nil }
            self = .day(day)
        }
    }
}
