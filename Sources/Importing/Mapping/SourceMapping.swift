import Tabular
import TerritoryModel

/// How unit ids are made comparable.
public enum UnitNormalization: String, Hashable, Sendable, CaseIterable {
    /// Ids unchanged.
    case asGiven = "as-given"
    /// Five-digit FIPS codes; a lost leading zero is restored.
    case usCounty = "us-county"
}

/// How one source of the configuration is read.
public struct SourceMapping: Hashable, Sendable {
    /// Name in the configuration, such as `sales`.
    public var source: String
    public var files: [TabularInput]
    public var format: RecordFormat
    /// Our field name → where its value comes from.
    public var fields: [String: FieldMapping]
    /// Other files whose rows are found by a key, in the order in which they are looked up.
    public var lookups: [Lookup] = []
    /// nil: decided for each file by its values, and told in its notices.
    public var dateFormat: DatePattern?
    /// `.` or `,`; nil: decided for each file by its values, and told in its notices.
    public var decimalSeparator: UInt8?
    /// Values that mean nothing, beside the blank.
    public var nullWords: Set<String> = []
    /// Rows that do not pass all of them are left out.
    public var filters: [RowFilter] = []
    /// Year of all values of a demographic file; nil where a field gives it.
    public var year: Int?
    /// Whether the source may have no rows at all.
    public var allowsEmpty = false

    /// Stands among the fields for what tells a row from all others of the source; no entity has a field of that name.
    public static let rowIdentity = "unique"

    /// Whether rows that stand twice are counted once.
    var hasRowIdentity: Bool { fields[SourceMapping.rowIdentity] != nil }

    public init(
        source: String, files: [TabularInput], format: RecordFormat, fields: [String: FieldMapping]
    ) {
        self.source = source
        self.files = files
        self.format = format
        self.fields = fields
    }
}

/// Rows of another file that are found by a key: `orders.CustomerID` is the column of the order of a line.
public struct Lookup: Hashable, Sendable {
    /// What stands before the dot.
    public var name: String
    public var files: [TabularInput]
    public var format: RecordFormat
    /// Column of the other file that holds the key.
    public var key: ColumnReference
    /// Our column, or a column of an earlier lookup, whose value is looked up.
    public var on: ColumnReference
    public var nullWords: Set<String> = []

    public init(
        name: String, files: [TabularInput], format: RecordFormat, key: ColumnReference, on: ColumnReference
    ) {
        self.name = name
        self.files = files
        self.format = format
        self.key = key
        self.on = on
    }
}

/// Which rows are read: those whose value in the column is one of these (`where`).
public struct RowFilter: Hashable, Sendable {
    public var column: ColumnReference
    /// Trimmed values; the empty one stands for a blank cell.
    public var accepted: Set<String>

    public init(column: ColumnReference, accepted: Set<String>) {
        self.column = column
        self.accepted = accepted
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
