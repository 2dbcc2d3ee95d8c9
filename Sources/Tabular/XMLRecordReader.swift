/// The records of an XML file, read as a stream.
///
/// A record path such as `/quotas/quota`, or `//quota` at any depth, says which elements are records; a field
/// path is a child path `a/b`, an attribute `@a` or `a/@b`, or `.` for the record's own text. Prefixes of
/// names are ignored. Of a repeated child the first counts. Text is trimmed. No DTD, external entity or
/// network address is ever loaded, and a file that declares entities is refused.
public final class XMLRecordReader: RecordReader {
    public let columns: [String]
    public var bytesRead: Int64 { source.bytesRead }
    public let notices: [ReadingNotice] = []

    /// Bytes given to the parser at once.
    private static let pieceSize = 64 << 10

    private let path: String
    private let recordPath: String
    private let source: ByteSource
    private let parser: XMLPushParser
    private let collector: XMLRecordCollector
    private var tagGuard: XMLTagGuard
    /// Read, but not parsed.
    private var piece: [UInt8] = []
    /// How much of the piece the guard has seen.
    private var judgedBytes = 0
    private var isFinished = false

    /// Opens the input; the columns are the field paths.
    public convenience init(
        _ input: TabularInput, settings: XMLRecordSettings, fieldPaths: [String],
        limits: ReadLimits = .init()
    ) throws(TabularError) {
        try self.init(
            input, settings: settings, fieldPaths: fieldPaths, limits: limits,
            blockSize: XMLRecordReader.pieceSize)
    }

    init(
        _ input: TabularInput, settings: XMLRecordSettings, fieldPaths: [String], limits: ReadLimits,
        blockSize: Int
    ) throws(TabularError) {
        let displayPath = input.displayPath
        path = displayPath
        recordPath = settings.recordPath
        columns = fieldPaths
        collector = try XMLRecordCollector(
            path: XMLRecordPath(recordPath), columns: fieldPaths, limits: limits)
        source = try ByteSource(input, limits: limits, blockSize: blockSize)
        while piece.count < 4 {
            guard try source.read(appendingTo: &piece) else { break }
        }
        guard !piece.isEmpty else { throw .emptyFile(path: displayPath) }
        let start = Array(piece.prefix(4))
        guard !XMLRecordReader.isUnsupported(start) else {
            throw .invalidXML(path: displayPath, line: 1, cause: "an encoding that is not supported")
        }
        tagGuard = XMLTagGuard(start: start, limits: limits)
        if let cause = tagGuard.check(start[...]) {
            throw .hostileXML(path: displayPath, line: 1, cause: cause)
        }
        piece.removeFirst(start.count)
        parser = XMLPushParser(path: displayPath, start: start, sink: collector)
    }

    public func next(into batch: inout RecordBatch) throws(TabularError) -> Bool {
        batch.removeAll()
        swap(&batch, &collector.batch)
        defer { swap(&batch, &collector.batch) }
        var used = 0
        while !isFinished && used < ByteSource.defaultBlockSize { used += try parsePiece() }
        while !isFinished && isEmpty { _ = try parsePiece() }
        if isFinished && collector.recordCount == 0 {
            throw .noRecords(path: path, recordPath: recordPath)
        }
        return !isEmpty
    }

    private var isEmpty: Bool {
        collector.batch.records.isEmpty && collector.batch.faults.isEmpty
    }

    /// Gives the next piece to the parser, judged before, and returns its size.
    private func parsePiece() throws(TabularError) -> Int {
        var isMore = try readPiece()
        while isMore && tagGuard.isInDocumentType { isMore = try readPiece() }
        isFinished = piece.isEmpty
        try parser.parse(piece, isLast: isFinished)
        defer {
            piece.removeAll(keepingCapacity: true)
            judgedBytes = 0
        }
        return piece.count
    }

    /// Adds a block to the piece; false at the end of the file.
    private func readPiece() throws(TabularError) -> Bool {
        let isMore = try source.read(appendingTo: &piece)
        if let cause = tagGuard.check(piece[judgedBytes...]) {
            throw .hostileXML(path: path, line: tagGuard.line, cause: cause)
        }
        judgedBytes = piece.count
        return isMore
    }

    /// UTF-32 and EBCDIC, in which the guard would see nothing.
    private static func isUnsupported(_ start: [UInt8]) -> Bool {
        let marks: [[UInt8]] = [
            [0, 0, 0, 0x3C], [0x3C, 0, 0, 0], [0, 0, 0xFE, 0xFF], [0xFF, 0xFE, 0, 0], [0, 0, 0x3C, 0],
            [0, 0x3C, 0, 0], [0x4C, 0x6F, 0xA7, 0x94],
        ]
        return marks.contains(start)
    }
}
