import Tabular

/// Records as lines of JSON, one object or array for each.
struct RecordLines {
    /// What became of a file's records.
    struct Outcome: Hashable {
        var written: Int64 = 0
        var refused: Int64 = 0
    }

    /// Takes bytes for standard output; false where nobody reads any more.
    let write: ([UInt8]) -> Bool
    /// Takes a message about a record that was refused.
    let complain: (String) -> Void
    let name: String
    let columns: [[UInt8]]
    let isRaw: Bool

    /// Bytes that are gathered before they are written.
    private static let pieceBytes = 64 << 10

    /// Prints the records of a reader.
    ///
    /// - Parameter limit: records written at most; nil: all.
    func print(_ reader: any RecordReader, limit: Int64?) throws(TabularError) -> Outcome {
        var outcome = Outcome()
        var batch = RecordBatch()
        var output: [UInt8] = []
        if limit == 0 { return outcome }
        while try reader.next(into: &batch) {
            var faults = batch.faults[...]
            for record in batch.records {
                // What is refused is told at its place among the records.
                while let fault = faults.first, fault.line < record.line {
                    report(fault, &outcome)
                    faults.removeFirst()
                }
                append(record, of: batch, to: &output)
                outcome.written += 1
                if output.count >= RecordLines.pieceBytes {
                    guard write(output) else { return outcome }
                    output.removeAll(keepingCapacity: true)
                }
                if outcome.written == limit {
                    _ = write(output)
                    return outcome
                }
            }
            for fault in faults { report(fault, &outcome) }
            guard output.isEmpty || write(output) else { return outcome }
            output.removeAll(keepingCapacity: true)
        }
        return outcome
    }

    private func report(_ fault: RecordFault, _ outcome: inout Outcome) {
        outcome.refused += 1
        let column = fault.column.map { ", column '\(ShownText.line($0, width: 40))'" } ?? ""
        complain(
            "\(ShownText.line(name)):\(fault.line)\(column): the record \(fault.kind.problem)\n  \(fault.kind.remedy)\n"
        )
    }

    private func append(_ record: RecordPosition, of batch: RecordBatch, to output: inout [UInt8]) {
        output.append(UInt8(ascii: isRaw ? "[" : "{"))
        let count = isRaw ? record.fieldCount : columns.count
        for column in 0..<count {
            if column > 0 { output.append(UInt8(ascii: ",")) }
            if !isRaw {
                output.append(contentsOf: columns[column])
                output.append(UInt8(ascii: ":"))
            }
            if let field = batch.range(of: column, in: record) {
                RecordLines.append(batch.bytes[field], to: &output)
            } else {
                output.append(contentsOf: "null".utf8)
            }
        }
        output.append(UInt8(ascii: isRaw ? "]" : "}"))
        output.append(0x0A)
    }

    /// A string of JSON (RFC 8259); control characters and the line separators of Unicode are escaped.
    static func append(_ value: some Sequence<UInt8>, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        var last: (UInt8, UInt8) = (0, 0)
        for byte in value {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): output += [UInt8(ascii: "\\"), byte]
            case 0x0A: output += Array("\\n".utf8)
            case 0x0D: output += Array("\\r".utf8)
            case 0x09: output += Array("\\t".utf8)
            case 0..<0x20, 0x7F:
                output += Array("\\u00".utf8) + [hexadecimal(byte >> 4), hexadecimal(byte & 15)]
            case 0x80...0x9F where last.1 == 0xC2:
                // The control characters of Latin-1, which terminals obey as well.
                output.removeLast()
                output += Array("\\u00".utf8) + [hexadecimal(byte >> 4), hexadecimal(byte & 15)]
            case 0xA8...0xA9 where last == (0xE2, 0x80):
                output.removeLast(2)
                output += Array((byte == 0xA8 ? "\\u2028" : "\\u2029").utf8)
            default: output.append(byte)
            }
            last = (last.1, byte)
        }
        output.append(UInt8(ascii: "\""))
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt8 {
        digit < 10 ? 0x30 + digit : 0x57 + digit
    }
}
