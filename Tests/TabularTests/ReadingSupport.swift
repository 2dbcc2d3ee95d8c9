import CZlib
import Foundation
import Testing

@testable import Tabular

/// Everything that a reader gave, as text, to compare whole.
struct Contents: Equatable {
    var columns: [String] = []
    var rows: [[String]] = []
    var lines: [Int] = []
    var faults: [RecordFault] = []
}

/// Runs `body` with the path of a file that holds the bytes, and removes the file.
func withFile<Value>(_ bytes: [UInt8], _ body: (String) throws -> Value) throws -> Value {
    let url = FileManager.default.temporaryDirectory
        .appendingPathComponent("tabular-\(UUID().uuidString)")
    try Data(bytes).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }  // What is left behind harms nobody.
    return try body(url.path)
}

/// Reads a reader to its end.
func contents(of reader: some RecordReader) throws(TabularError) -> Contents {
    var contents = Contents(columns: reader.columns)
    var batch = RecordBatch()
    while try reader.next(into: &batch) {
        for record in batch.records {
            contents.lines.append(record.line)
            contents.rows.append((0..<record.fieldCount).map { batch.text(of: $0, in: record) ?? "?" })
        }
        contents.faults += batch.faults
    }
    return contents
}

func readCSV(
    _ bytes: [UInt8], _ dialect: CSVDialect = CSVDialect(), limits: ReadLimits = ReadLimits(),
    blockSize: Int = ByteSource.defaultBlockSize
) throws -> Contents {
    try withFile(bytes) { path in
        try contents(
            of: CSVReader(
                TabularInput(path: path, displayPath: "data/x.csv"), dialect: dialect, limits: limits,
                blockSize: blockSize))
    }
}

func readCSV(
    _ text: String, _ dialect: CSVDialect = CSVDialect(), limits: ReadLimits = ReadLimits(),
    blockSize: Int = 1 << 20
) throws -> Contents {
    try readCSV(Array(text.utf8), dialect, limits: limits, blockSize: blockSize)
}

/// Everything that a delimited file gave, with what was found out about it.
struct Reading: Equatable {
    var contents: Contents
    var notices: [ReadingNotice] = []
    var recognised: RecognisedDialect
}

/// Reads a delimited file in blocks of several sizes, which must not matter, and returns what all gave.
func readInAnyBlocks(
    _ bytes: [UInt8], _ dialect: CSVDialect = CSVDialect(), limits: ReadLimits = ReadLimits(),
    sourceLocation: SourceLocation = #_sourceLocation
) throws(TabularError) -> Reading {
    func read(_ blockSize: Int) throws(TabularError) -> Reading {
        let reader = try CSVReader(
            TabularInput(.bytes(bytes), displayPath: "data/x.csv"), dialect: dialect, limits: limits,
            blockSize: blockSize)
        let contents = try contents(of: reader)
        return Reading(contents: contents, notices: reader.notices, recognised: reader.recognised)
    }
    func outcome(_ blockSize: Int) -> Result<Reading, TabularError> {
        do throws(TabularError) { return .success(try read(blockSize)) } catch { return .failure(error) }
    }
    let whole = outcome(1 << 20)
    for blockSize in bytes.count < 1000 ? [1, 2, 3, 7, 64] : [977, 65_536] {
        #expect(outcome(blockSize) == whole, "in blocks of \(blockSize)", sourceLocation: sourceLocation)
    }
    return try whole.get()
}

func readInAnyBlocks(
    _ text: String, _ dialect: CSVDialect = CSVDialect(), limits: ReadLimits = ReadLimits(),
    sourceLocation: SourceLocation = #_sourceLocation
) throws(TabularError) -> Reading {
    try readInAnyBlocks(Array(text.utf8), dialect, limits: limits, sourceLocation: sourceLocation)
}

extension CSVDialect {
    /// The dialect with some of its settings changed.
    func with(_ change: (inout CSVDialect) -> Void) -> CSVDialect {
        var dialect = self
        change(&dialect)
        return dialect
    }
}

func readXML(
    _ bytes: [UInt8], _ recordPath: String, _ fieldPaths: [String], namespaces: [String: String] = [:],
    limits: ReadLimits = ReadLimits(), blockSize: Int = 64 << 10
) throws -> Contents {
    try withFile(bytes) { path in
        try contents(
            of: XMLRecordReader(
                TabularInput(path: path, displayPath: "data/x.xml"),
                settings: XMLRecordSettings(recordPath: recordPath, namespaces: namespaces),
                fieldPaths: fieldPaths,
                limits: limits, blockSize: blockSize))
    }
}

func readXML(
    _ text: String, _ recordPath: String, _ fieldPaths: [String], namespaces: [String: String] = [:],
    limits: ReadLimits = ReadLimits(), blockSize: Int = 64 << 10
) throws -> Contents {
    try readXML(
        Array(text.utf8), recordPath, fieldPaths, namespaces: namespaces, limits: limits, blockSize: blockSize
    )
}

/// The bytes as one member of a gzip file.
func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var stream = unsafe z_stream()
    unsafe deflateInit2_(
        &stream, Z_BEST_COMPRESSION, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        Int32(MemoryLayout<z_stream>.size))
    var input = bytes
    var output = [UInt8](repeating: 0, count: bytes.count + bytes.count / 1000 + 64)
    // Sound: both arrays outlive the call, and the output has room for incompressible data.
    let count = unsafe input.withUnsafeMutableBufferPointer { source in
        unsafe output.withUnsafeMutableBufferPointer { target in
            unsafe stream.next_in = source.baseAddress
            unsafe stream.avail_in = UInt32(source.count)
            unsafe stream.next_out = target.baseAddress
            unsafe stream.avail_out = UInt32(target.count)
            unsafe deflate(&stream, Z_FINISH)
            return unsafe target.count - Int(stream.avail_out)
        }
    }
    unsafe deflateEnd(&stream)
    return Array(output.prefix(count))
}

let blockSizes = [1, 2, 3, 7, 8, 64, 1 << 20]
