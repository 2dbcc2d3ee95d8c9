/// An XML document read piece by piece, hardened, with its elements told to a sink.
///
/// What the sink has heard counts only when the document was read to its end: a truncated document errs last.
package final class XMLEventReader {
    /// Bytes given to the parser at once, unless a test asks for another number.
    static let pieceSize = 64 << 10

    /// Bytes of the file on disk consumed so far.
    package var bytesRead: Int64 { source.bytesRead }

    private let path: String
    private let source: ByteSource
    private let parser: XMLPushParser
    private var tagGuard: XMLTagGuard
    /// Read, but not parsed.
    private var piece: [UInt8] = []
    /// How much of the piece the guard has seen.
    private var judgedBytes = 0
    private var isFinished = false

    /// Opens the input; nothing is told to the sink before `read`.
    package convenience init(
        _ input: TabularInput, sink: any XMLEventSink, limits: ReadLimits
    ) throws(TabularError) {
        try self.init(input, sink: sink, limits: limits, blockSize: XMLEventReader.pieceSize)
    }

    init(
        _ input: TabularInput, sink: any XMLEventSink, limits: ReadLimits, blockSize: Int
    ) throws(TabularError) {
        let displayPath = input.displayPath
        path = displayPath
        source = try ByteSource(input, limits: limits, blockSize: blockSize)
        while piece.count < 4 {
            guard try source.read(appendingTo: &piece) else { break }
        }
        guard !piece.isEmpty else { throw .emptyFile(path: displayPath) }
        let start = Array(piece.prefix(4))
        guard !XMLEventReader.isUnsupported(start) else {
            throw .invalidXML(path: displayPath, line: 1, cause: "an encoding that is not supported")
        }
        tagGuard = XMLTagGuard(start: start, limits: limits)
        if let cause = tagGuard.check(start[...]) {
            throw .hostileXML(path: displayPath, line: 1, cause: cause)
        }
        piece.removeFirst(start.count)
        parser = XMLPushParser(path: displayPath, start: start, sink: sink)
    }

    /// Parses the next piece; false at the end, which may still have told the sink something.
    package func read() throws(TabularError) -> Bool {
        guard !isFinished else { return false }
        var isMore = try readPiece()
        while isMore && tagGuard.isInDocumentType { isMore = try readPiece() }
        isFinished = piece.isEmpty
        try parser.parse(piece, isLast: isFinished)
        piece.removeAll(keepingCapacity: true)
        judgedBytes = 0
        return !isFinished
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
