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
        let fields = batch.fields.span
        let bytes = batch.bytes.span
        let columns = plain.columns.span
        for place in first..<records.count {
            let record = records[place]
            for field in columns.indices {
                let value =
                    columns[field] < record.fieldCount
                    ? plain.value(fields[record.firstField + columns[field]], in: bytes) : 0..<0
                guard field >= plain.required || !value.isEmpty else {
                    values.removeLast(field)
                    return place
                }
                values.append(value)
            }
            lines.append(record.line)
        }
        return records.count
    }
}

/// How rows are taken all of whose fields are columns as they stand.
struct PlainFields {
    /// Per field; one that no record has where the field is not mapped.
    let columns: [Int]
    /// So many of the fields must have a value.
    let required: Int
    let nullWords: [[UInt8]]

    /// The trimmed value; empty where it is a null word.
    @inline(__always)
    func value(_ field: Range<Int32>, in bytes: Span<UInt8>) -> Range<Int32> {
        let range = FieldParsing.trimmed(Int(field.lowerBound)..<Int(field.upperBound), in: bytes)
        if !nullWords.isEmpty, isNull(range, bytes) { return 0..<0 }
        return Int32(range.lowerBound)..<Int32(range.upperBound)
    }

    private func isNull(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        nullWords.contains { word in
            word.count == range.count && word.indices.allSatisfy { word[$0] == bytes[range.lowerBound + $0] }
        }
    }
}
