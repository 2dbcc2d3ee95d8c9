import Tabular

/// The rows of a batch that are used: their lines, and their values row by row.
///
/// A value of its own, so that a loop over a batch holds all it changes.
struct TakenRows {
    private(set) var lines: [Int] = []
    /// [row × fields + field]; an empty range is nothing.
    private(set) var values: [Range<Int32>] = []
    private let fieldCount: Int

    init(fieldCount: Int) {
        self.fieldCount = fieldCount
    }

    @inline(__always)
    func value(_ row: Int, _ field: Int) -> Range<Int> {
        let range = values[row * fieldCount + field]
        return Int(range.lowerBound)..<Int(range.upperBound)
    }

    mutating func removeAll() {
        lines.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
    }

    /// Begins a row, whose values are appended one by one.
    mutating func begin(line: Int) { lines.append(line) }

    mutating func append(_ value: Range<Int>) {
        values.append(Int32(value.lowerBound)..<Int32(value.upperBound))
    }

    /// Takes the last row back.
    mutating func removeLast() {
        lines.removeLast()
        values.removeLast(fieldCount)
    }

    /// Takes records whose fields are columns, from a place on; ends at the first that lacks a required value, or
    /// behind the last, and returns that place.
    mutating func take(from first: Int, in batch: RecordBatch, _ plain: PlainFields) -> Int {
        let records = batch.records.span
        var end = first
        values.append(addingCapacity: (records.count - first) * fieldCount) { output in
            end = plain.take(records, from: first, in: batch, into: &output)
        }
        lines.append(addingCapacity: end - first) { output in
            for place in first..<end { output.append(records[place].line) }
        }
        return end
    }
}

/// How rows are taken all of whose fields are columns as they stand.
struct PlainFields {
    /// Per field; one that no record has where the field is not mapped.
    let columns: [Int]
    /// So many of the fields must have a value.
    let required: Int
    let nullWords: [[UInt8]]
    /// Bit n is set where a null word has n bytes; bit 63 also stands for all that have more.
    private let nullLengths: UInt64

    init(columns: [Int], required: Int, nullWords: [[UInt8]]) {
        self.columns = columns
        self.required = required
        self.nullWords = nullWords
        nullLengths = nullWords.reduce(0) { $0 | 1 << UInt64(min($1.count, 63)) }
    }

    /// Appends the values of records up to the first that lacks a required one, and returns its place.
    fileprivate func take(
        _ records: Span<RecordPosition>, from first: Int, in batch: RecordBatch,
        into values: inout OutputSpan<Range<Int32>>
    ) -> Int {
        let columns = columns.span
        let fields = batch.fields.span
        let bytes = batch.bytes.span
        let isPlain = batch.hasPlainFields
        for place in first..<records.count {
            let record = records[place]
            for field in columns.indices {
                var value: Range<Int32> = 0..<0
                if columns[field] < record.fieldCount {
                    value = fields[record.firstField + columns[field]]
                    if !isPlain { value = PlainFields.trimmed(value, in: bytes) }
                    if nullLengths != 0, isNull(value, bytes) { value = 0..<0 }
                }
                guard field >= required || !value.isEmpty else {
                    values.removeLast(field)
                    return place
                }
                values.append(value)
            }
        }
        return records.count
    }

    @inline(__always)
    private static func trimmed(_ field: Range<Int32>, in bytes: Span<UInt8>) -> Range<Int32> {
        let range = FieldParsing.trimmed(Int(field.lowerBound)..<Int(field.upperBound), in: bytes)
        return Int32(truncatingIfNeeded: range.lowerBound)..<Int32(truncatingIfNeeded: range.upperBound)
    }

    @inline(__always)
    private func isNull(_ range: Range<Int32>, _ bytes: Span<UInt8>) -> Bool {
        guard nullLengths >> UInt64(min(range.count, 63)) & 1 != 0 else { return false }
        let start = Int(range.lowerBound)
        return nullWords.contains { word in
            word.count == range.count && word.indices.allSatisfy { word[$0] == bytes[start + $0] }
        }
    }
}
