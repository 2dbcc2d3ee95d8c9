import Tabular
import TerritoryModel

/// How dates are written in a source.
public enum DateFormat: String, Hashable, Sendable, CaseIterable {
    case iso = "yyyy-MM-dd"
    case monthDayYear = "MM/dd/yyyy"
    case dayMonthYear = "dd/MM/yyyy"
    case dayMonthYearDots = "dd.MM.yyyy"
    case compact = "yyyyMMdd"
}

/// How unit ids are made comparable.
public enum UnitNormalization: String, Hashable, Sendable, CaseIterable {
    /// Ids unchanged.
    case asGiven = "as-given"
    /// Five-digit FIPS codes; a lost leading zero is restored.
    case usCounty = "us-county"
}

/// Where a field's value comes from.
public enum FieldExpression: Hashable, Sendable {
    /// A column (CSV) or a child path or `@attribute` (XML).
    case column(String)
    /// Several columns and literal text, such as `{STATE:2}{COUNTY:3}`.
    case template([Part])

    public enum Part: Hashable, Sendable {
        case literal(String)
        /// A column; digits are padded with zeros to `width` where given.
        case column(String, width: Int?)
    }

    /// Reads the configuration's text; nil where a brace is not closed or a width is not 1 to 32.
    public init?(_ text: String) {
        guard text.contains("{") else {
            self = .column(text)
            return
        }
        var parts: [Part] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            if open > rest.startIndex { parts.append(.literal(String(rest[..<open]))) }
            guard let close = rest[open...].firstIndex(of: "}") else { return nil }
            let inner = rest[rest.index(after: open)..<close]
            if let colon = inner.lastIndex(of: ":") {
                guard let width = Int(inner[inner.index(after: colon)...]), (1...32).contains(width) else {
                    return nil
                }
                parts.append(.column(String(inner[..<colon]), width: width))
            } else {
                parts.append(.column(String(inner), width: nil))
            }
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.literal(String(rest))) }
        self = .template(parts)
    }

    /// The columns that the expression reads.
    public var columns: [String] {
        switch self {
        case .column(let name): [name]
        case .template(let parts):
            parts.compactMap { if case .column(let name, _) = $0 { name } else { nil } }
        }
    }
}

/// One input file: where it lies, and what messages call it.
public struct SourceFile: Hashable, Sendable {
    public let path: String
    /// Relative to the workspace.
    public let displayPath: String

    public init(path: String, displayPath: String) {
        self.path = path
        self.displayPath = displayPath
    }
}

/// How one source of the configuration is read.
public struct SourceMapping: Hashable, Sendable {
    public enum Format: Hashable, Sendable {
        case csv(CSVDialect)
        case xml(recordPath: String)
    }

    /// Name in the configuration, such as `sales`.
    public var source: String
    public var files: [SourceFile]
    public var format: Format
    /// Our field name → where its value comes from.
    public var fields: [String: FieldExpression]
    public var dateFormat: DateFormat = .iso
    /// `.` or `,`.
    public var decimalSeparator = UInt8(ascii: ".")
    /// Values that mean nothing, beside the blank.
    public var nullWords: Set<String> = []
    /// Column → accepted values; rows with others are left out.
    public var filters: [String: Set<String>] = [:]
    /// Year of all values of a demographic file; nil where a field gives it.
    public var year: Int?

    public init(source: String, files: [SourceFile], format: Format, fields: [String: FieldExpression]) {
        self.source = source
        self.files = files
        self.format = format
        self.fields = fields
    }
}

/// All sources of a workspace, and how their ids compare.
public struct SourceCatalog: Hashable, Sendable {
    /// By name; `demographics` may stand several times.
    public var mappings: [SourceMapping]
    public var unitNormalization: UnitNormalization

    public init(mappings: [SourceMapping], unitNormalization: UnitNormalization) {
        self.mappings = mappings
        self.unitNormalization = unitNormalization
    }

    /// The mapping of a source that stands at most once.
    public func mapping(_ source: String) -> SourceMapping? {
        mappings.first { $0.source == source }
    }
}
