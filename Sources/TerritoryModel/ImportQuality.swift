/// Why a row was refused or noted; the key is stable and appears in `rejected_rows.csv` and `report.json`.
public struct RowReason: Hashable, Sendable {
    /// Stable key such as `unreadable_amount`.
    public let key: String
    /// What is wrong, in words, such as `'n/a' is not an amount`.
    public let text: String
    /// What to do about it, in words.
    public let remedy: String

    public init(key: String, text: String, remedy: String) {
        self.key = key
        self.text = text
        self.remedy = remedy
    }
}

/// One row that was refused, or loaded with a note.
public struct RejectedRow: Hashable, Sendable {
    /// Source name in the configuration, such as `sales`.
    public let source: String
    /// Path as the configuration gives it, relative to the workspace.
    public let file: String
    /// Physical line on which the record starts, 1 = first; nil where the fault has no line.
    public let line: Int?
    /// Column header or XML path; nil where the whole row is meant.
    public let column: String?
    /// The offending value, cut at 80 characters.
    public let value: String
    public let reason: RowReason

    public init(
        source: String, file: String, line: Int?, column: String?, value: String, reason: RowReason
    ) {
        self.source = source
        self.file = file
        self.line = line
        self.column = column
        self.value = value
        self.reason = reason
    }
}

/// What became of one input file.
public struct ImportedFile: Hashable, Sendable {
    public let source: String
    /// Path as the configuration gives it, relative to the workspace.
    public let file: String
    /// Bytes of the file as it lies on disk.
    public var bytes: Int64 = 0
    /// Records found, blank lines and the header not counted.
    public var rowsRead: Int64 = 0
    public var rowsLoaded: Int64 = 0
    public var rowsRejected: Int64 = 0
    /// Records left out on purpose, by `where`.
    public var rowsFiltered: Int64 = 0
    /// Rows left out because the source has them in another place too (`unique`).
    public var rowsRepeated: Int64 = 0
    /// Sum of their amounts; nil for sources without amounts.
    public var amountRepeated: Money?
    /// The newest day of its loaded rows up to the as-of day; nil for sources without dated rows.
    public var newestDay: Day?
    /// What was found out about the file and what was passed over; in the order found.
    public var notices: [FileNotice] = []
    /// Sum of the loaded amounts; nil for sources without amounts.
    public var amountLoaded: Money?
    /// The part of it that is dated up to the as-of day; nil for sources without amounts.
    public var amountUpToAsOf: Money?
    /// SHA-256 of the file's bytes in lower-case hexadecimal digits; nil until it is known.
    public var digest: String?
    /// Sum of the amounts of refused rows where readable; nil for sources without amounts.
    public var amountRejected: Money?
    /// Refused rows whose amount could not be read; 0 for sources without amounts.
    public var rowsWithoutAmount: Int64 = 0

    public init(source: String, file: String) {
        self.source = source
        self.file = file
    }
}

/// How old the rows and files of a source are.
public struct SourceAge: Hashable, Sendable {
    public let source: String
    /// The newest day of its rows up to the as-of day; nil for sources without dated rows.
    public var newestDay: Day?
    /// Days from there to the as-of day.
    public var ageInDays: Int?
    /// When its newest file was last written, as `2026-06-28 04:12 UTC`; nil where no rule asks for it.
    public var lastWritten: String?
    /// The largest age that is configured, such as `8d`; nil where none is.
    public var maxAge: String?
    /// What is too old, in words; nil where nothing is.
    public var staleness: String?

    public init(source: String) { self.source = source }
}

/// Something about a file that the report must tell, though no row was refused for it: how it was recognised, what
/// was passed over, which values were read with a grain of salt.
public struct FileNotice: Hashable, Sendable {
    /// Stable key such as `encoding` or `bounded_values`.
    public let key: String
    /// Number of rows concerned; nil where the whole file is.
    public let count: Int64?
    /// What was found and why, in words.
    public let text: String

    public init(key: String, count: Int64? = nil, text: String) {
        self.key = key
        self.count = count
        self.text = text
    }
}

/// Refused rows of one source with one reason, counted.
public struct RejectionCount: Hashable, Sendable {
    public let source: String
    /// `RowReason.key`.
    public let reason: String
    public var rows: Int64
    /// Sum of the readable amounts of these rows; nil for sources without amounts.
    public var amount: Money?
    /// Rows whose amount could not be read; 0 for sources without amounts.
    public var rowsWithoutAmount: Int64
    /// The first such row in the order of files and lines.
    public let example: RejectedRow

    public init(
        source: String, reason: String, rows: Int64, amount: Money?, rowsWithoutAmount: Int64 = 0,
        example: RejectedRow
    ) {
        self.source = source
        self.reason = reason
        self.rows = rows
        self.amount = amount
        self.rowsWithoutAmount = rowsWithoutAmount
        self.example = example
    }
}

/// A reference to something unknown on rows that were loaded all the same; their money is in `unassigned`.
public struct UnmatchedReference: Hashable, Sendable {
    /// What was referred to.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case account, rep, territory, unit, postalCode = "postal_code"
        /// Latitude and longitude of an account, in this order.
        case coordinates
    }

    public let source: String
    public let kind: Kind
    /// The id as given, its first 80 characters.
    public let value: String
    public var rows: Int64
    /// Their amount; nil for sources without amounts.
    public var amount: Money?

    public init(source: String, kind: Kind, value: String, rows: Int64, amount: Money?) {
        self.source = source
        self.kind = kind
        self.value = value
        self.rows = rows
        self.amount = amount
    }
}

/// A contradiction between rows that are each readable, such as two territories that claim one unit.
public struct StructuralIssue: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A unit with several exclusive territories in force at once.
        case overlappingUnitAssignments = "overlapping_unit_assignments"
        /// An account with several account assignments in force at once.
        case overlappingAccountAssignments = "overlapping_account_assignments"
        /// A territory with several owner reps in force at once.
        case overlappingOwners = "overlapping_owners"
        /// A territory whose parents lead back to itself; it was made a top-level territory.
        case territoryCycle = "territory_cycle"
        /// A territory whose parent is not among the territories; it was made a top-level territory.
        case missingParent = "missing_parent"
    }

    public let kind: Kind
    /// Id of the unit, account or territory concerned.
    public let subject: String
    /// Where, what, and which claim wins, in words.
    public let text: String

    public init(kind: Kind, subject: String, text: String) {
        self.kind = kind
        self.subject = subject
        self.text = text
    }
}

/// Everything that reading the inputs brought to light.
public struct ImportQuality: Hashable, Sendable {
    /// In the order of the configuration, files by name.
    public var files: [ImportedFile] = []
    /// Sorted by source and reason.
    public var rejections: [RejectionCount] = []
    /// Sorted by source, kind and value; at most 10,000 values of each kind, the rest under `unmatchedBeyondLimit`.
    public var unmatched: [UnmatchedReference] = []
    /// Rows whose unknown reference is not in `unmatched` because there were too many different ones.
    public var unmatchedBeyondLimit: Int64 = 0
    /// Sorted by kind and subject.
    public var structural: [StructuralIssue] = []
    /// Of the sources with dated rows or a rule for their age, in the order of the configuration.
    public var ages: [SourceAge] = []

    public init() {}
}
