import Tabular

/// What a file of records holds: judged on all of it, in memory bounded by its columns.
struct TableProfile {
    var columns: [ColumnProfile] = []
    /// Records found, the refused ones counted.
    var rows: Int64 = 0
    var refused: Int64 = 0
    /// The first refused records.
    var firstFaults: [RecordFault] = []
    /// Records with fewer fields than the header.
    var shortRows: Int64 = 0
    var firstShortLine: Int?
    /// Values of the first records, cut; nil where the record is too short.
    var firstRows: [[String?]] = []
    /// Records of several columns with nothing but their first field, as totals and comments have it.
    var loneRowCount: Int64 = 0
    /// First fields of the first of them.
    var loneRows: [String] = []
    var notices: [ReadingNotice] = []
    /// What ended the reading before the end of the file.
    var failure: TabularError?

    static let faultsShown = 3
    private static let loneRowsKept = 20
    /// Bytes of a value that are kept for the table of the first rows.
    private static let cellBytes = 256

    /// Whether the header fits less than half of the rows.
    var isMostlyRefused: Bool { refused * 2 > rows }

    /// Reads all records.
    init(_ reader: any RecordReader, firstRows limit: Int) {
        var tallies = reader.columns.map { _ in ColumnTally() }
        var batch = RecordBatch()
        do throws(TabularError) {
            while try reader.next(into: &batch) {
                rows += Int64(batch.records.count + batch.faults.count)
                refused += Int64(batch.faults.count)
                firstFaults += batch.faults.prefix(TableProfile.faultsShown - firstFaults.count)
                for record in batch.records {
                    add(record, of: batch, to: &tallies)
                    if firstRows.count < limit {
                        firstRows.append(TableProfile.cells(record, batch, tallies.count))
                    }
                }
            }
        } catch {
            failure = error
        }
        notices = reader.notices
        columns = zip(reader.columns, tallies).map { ColumnProfile(name: $0, $1, rows: rows - refused) }
    }

    private mutating func add(
        _ record: RecordPosition, of batch: RecordBatch, to tallies: inout [ColumnTally]
    ) {
        if record.fieldCount < tallies.count {
            shortRows += 1
            if firstShortLine == nil { firstShortLine = record.line }
        }
        var (first, filled) = (0..<0, 0)
        for column in tallies.indices {
            guard let field = batch.range(of: column, in: record) else { break }
            let value = TableProfile.trimmed(field, in: batch.bytes)
            if !value.isEmpty {
                filled += 1
                if column == 0 { first = value }
            }
            tallies[column].add(value, in: batch.bytes, line: record.line)
        }
        guard filled == 1, !first.isEmpty, tallies.count > 1 else { return }
        loneRowCount += 1
        if loneRows.count < TableProfile.loneRowsKept {
            loneRows.append(ColumnTally.text(first, in: batch.bytes))
        }
    }

    private static func cells(_ record: RecordPosition, _ batch: RecordBatch, _ count: Int) -> [String?] {
        (0..<count).map { column in
            batch.range(of: column, in: record).map { field in
                ColumnTally.text(field, in: batch.bytes, atMost: cellBytes)
            }
        }
    }

    /// The range without blanks, control characters and no-break spaces at both ends, as an import trims it.
    private static func trimmed(_ range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            if bytes[low] <= 0x20 {
                low += 1
            } else if bytes[low] == 0xC2, low + 1 < high, bytes[low + 1] == 0xA0 {
                low += 2
            } else {
                break
            }
        }
        while low < high {
            if bytes[high - 1] <= 0x20 {
                high -= 1
            } else if bytes[high - 1] == 0xA0, high - 2 >= low, bytes[high - 2] == 0xC2 {
                high -= 2
            } else {
                break
            }
        }
        return low..<high
    }
}
