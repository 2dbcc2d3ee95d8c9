import Tabular
import TerritoryModel

/// What all rows have in common that are refused for one reason: everything but line, value and a number.
///
/// A class, so that it is known again at a glance.
public final class Refusal: Sendable {
    /// Source name in the configuration, such as `sales`.
    public let source: String
    /// Path as the configuration gives it, relative to the workspace.
    public let file: String
    /// Column header or XML path; nil where the whole row is meant.
    public let column: String?
    public let words: ReasonWords

    init(source: String, file: String, column: String?, words: ReasonWords) {
        self.source = source
        self.file = file
        self.column = column
        self.words = words
    }
}

/// Refused rows of one file as flat numbers and bytes: there may be as many as a batch has rows, so none may cost an
/// allocation.
public struct RefusedRows: Sendable {
    /// One of them; small, for a batch of the shortest rows has a hundred thousand.
    public struct Row: Sendable {
        /// Physical line on which the record starts, 1 = first; 0 where the fault has no line.
        public let line: Int
        /// What stands in the words where they have a number.
        public let number: Int
        private let units: Int64
        private let valueStart: Int32
        private let valueEnd: Int32
        private let refusalPlace: Int32
        private let hasAmount: Bool

        init(refusal: Int, line: Int, number: Int, value: Range<Int>, amount: Money?) {
            self.line = line
            self.number = number
            units = amount?.units ?? 0
            hasAmount = amount != nil
            valueStart = Int32(value.lowerBound)
            valueEnd = Int32(value.upperBound)
            refusalPlace = Int32(refusal)
        }

        /// Place of its refusal in `refusals`.
        public var refusal: Int { Int(refusalPlace) }
        /// Where in `bytes` the offending value stands, cut at 80 characters.
        public var value: Range<Int> { Int(valueStart)..<Int(valueEnd) }
        /// nil where it is not known.
        var amount: Money? { hasAmount ? Money(units: units) : nil }
    }

    public private(set) var rows: [Row] = []
    /// Those that rows refer to.
    public private(set) var refusals: [Refusal] = []
    /// The values, UTF-8.
    public private(set) var bytes: [UInt8] = []

    public init() {}

    public var isEmpty: Bool { rows.isEmpty }
    public var count: Int { rows.count }

    /// A row in words, for what is shown or kept of single ones.
    public subscript(place: Int) -> RejectedRow {
        let row = rows[place]
        let refusal = refusals[row.refusal]
        let value = String(decoding: bytes[row.value], as: UTF8.self)
        return RejectedRow(
            source: refusal.source, file: refusal.file, line: row.line > 0 ? row.line : nil,
            column: refusal.column, value: value,
            reason: refusal.words.reason(value: value, number: row.number))
    }

    mutating func append(
        _ refusal: Refusal, line: Int, number: Int = 0, value: Span<UInt8>, amount: Money?
    ) {
        let start = bytes.count
        bytes.append(addingCapacity: value.count) { output in
            for place in value.indices { output.append(value[place]) }
        }
        rows.append(
            Row(
                refusal: place(of: refusal), line: line, number: number, value: start..<bytes.count,
                amount: amount))
    }

    /// Looks among the latest only, for there may be many; one that stands twice does no harm.
    private mutating func place(of refusal: Refusal) -> Int {
        for place in refusals.indices.reversed().prefix(RecentRefusals.limit)
        where refusals[place] === refusal {
            return place
        }
        refusals.append(refusal)
        return refusals.count - 1
    }

    /// Puts the rows in the order of their lines; those of one line stay as they were refused.
    mutating func sortByLine() {
        let isSorted = rows.indices.dropFirst().allSatisfy { rows[$0 - 1].line <= rows[$0].line }
        guard !isSorted else { return }
        // Offsets break ties, for a sort need not keep the order of what is equal.
        rows = rows.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
            .map(\.element)
    }
}

/// The refusals that rows of one file were given lately, so that their words need not be made again.
struct RecentRefusals {
    /// Why rows are refused, as far as the words depend on it.
    enum Cause: Equatable {
        /// A value of a field, by its place; it may be a number that is written with the other separator.
        case value(ValueFault, field: Int, isOtherNumber: Bool)
        case calculation(ValueFault, column: String)
        case record(RecordFault.Kind, column: String?)
    }

    /// Few files have so many; one that has more is read all the same, only slower.
    static let limit = 16
    private var causes: [Cause] = []
    private var refusals: [Refusal] = []
    private var oldest = 0

    /// The refusal for a cause, made where it is none of the latest.
    mutating func refusal(_ cause: Cause, _ make: () -> Refusal) -> Refusal {
        for place in causes.indices where causes[place] == cause { return refusals[place] }
        let refusal = make()
        if causes.count < RecentRefusals.limit {
            causes.append(cause)
            refusals.append(refusal)
        } else {
            causes[oldest] = cause
            refusals[oldest] = refusal
            oldest = (oldest + 1) % RecentRefusals.limit
        }
        return refusal
    }
}
