import Tabular
import TerritoryModel

/// What all rows have in common that are refused for one reason: everything but line, value and a number.
///
/// A class, because it stands in every row: the words are made once and not per row.
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

/// Refused rows of one file as flat bytes: as many as a batch has, so none may cost an allocation.
public struct RefusedRows: Sendable {
    /// One of them.
    public struct Row: Sendable {
        public let refusal: Refusal
        /// Physical line on which the record starts, 1 = first; 0 where the fault has no line.
        public let line: Int
        /// What stands in the words where they have a number.
        public let number: Int
        /// Where in `bytes` the offending value stands, cut at 80 characters.
        public let value: Range<Int>
        /// nil where it is not known.
        let amount: Money?
    }

    public private(set) var rows: [Row] = []
    /// The values, UTF-8.
    public private(set) var bytes: [UInt8] = []

    public init() {}

    public var isEmpty: Bool { rows.isEmpty }
    public var count: Int { rows.count }

    /// A row in words, for what is shown or kept of single ones.
    public subscript(place: Int) -> RejectedRow {
        let row = rows[place]
        let value = String(decoding: bytes[row.value], as: UTF8.self)
        return RejectedRow(
            source: row.refusal.source, file: row.refusal.file, line: row.line > 0 ? row.line : nil,
            column: row.refusal.column, value: value,
            reason: row.refusal.words.reason(value: value, number: row.number))
    }

    mutating func append(
        _ refusal: Refusal, line: Int, number: Int = 0, value: Span<UInt8>, amount: Money?
    ) {
        let start = bytes.count
        bytes.append(addingCapacity: value.count) { output in
            for place in value.indices { output.append(value[place]) }
        }
        rows.append(
            Row(refusal: refusal, line: line, number: number, value: start..<bytes.count, amount: amount))
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
    struct Cause: Equatable {
        enum Fault: Equatable {
            case value(ValueFault)
            case record(RecordFault.Kind)
        }

        let fault: Fault
        let column: String?
        /// Whether the value is a number that is written with the other separator.
        var isOtherNumber = false
    }

    /// Few files have so many; one that has more is read all the same, only slower.
    private static let limit = 16
    private var recent: [(cause: Cause, refusal: Refusal)] = []
    private var oldest = 0

    /// The refusal for a cause, made where it is none of the latest.
    mutating func refusal(_ cause: Cause, _ make: () -> Refusal) -> Refusal {
        if let known = recent.first(where: { $0.cause == cause }) { return known.refusal }
        let refusal = make()
        if recent.count < RecentRefusals.limit {
            recent.append((cause, refusal))
        } else {
            recent[oldest] = (cause, refusal)
            oldest = (oldest + 1) % RecentRefusals.limit
        }
        return refusal
    }
}
