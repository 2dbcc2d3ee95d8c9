/// The bytes of an XML file on their way to the parser, judged by the tag guard before it sees them.
final class XMLByteFeed {
    /// Bytes that are read and judged at once.
    static let blockSize = 64 << 10

    /// Name of the file in messages.
    let path: String
    /// What ended the bytes before their end; set when the parser has been given all that lies before it.
    private(set) var failure: TabularError?
    /// Bytes of the file on disk consumed so far.
    var bytesRead: Int64 { source.bytesRead }
    /// Asked before each block; true ends the reading.
    var isCancelled: () -> Bool = { false }

    private let source: ByteSource
    private var tagGuard: XMLTagGuard
    private var block: [UInt8] = []
    /// The part of the block that was judged and not handed out yet.
    private var ready: Range<Int>
    private var pendingFailure: TabularError?

    /// Opens the input and reads so much that its encoding is known.
    init(
        _ input: TabularInput, limits: ReadLimits, blockSize: Int = blockSize
    ) throws(TabularError) {
        path = input.displayPath
        source = try ByteSource(input, limits: limits, blockSize: blockSize)
        while block.count < 4 {
            guard try source.read(appendingTo: &block) else { break }
        }
        guard !block.isEmpty else { throw .emptyFile(path: path) }
        let start = Array(block.prefix(4))
        guard !XMLByteFeed.isUnsupported(start) else {
            throw .invalidXML(path: path, line: 1, cause: "an encoding that is not supported")
        }
        tagGuard = XMLTagGuard(start: start, limits: limits)
        ready = 0..<0
        judge()
    }

    /// Fills the room as far as the file goes and returns the number of bytes; 0 at the end, −1 on a failure.
    func fill(_ room: UnsafeMutableRawBufferPointer) -> Int32 {
        var filled = 0
        while filled < room.count {
            if ready.isEmpty && !advance() { break }
            let count = min(ready.count, room.count - filled)
            let part = ready.lowerBound..<(ready.lowerBound + count)
            // Sound: the part lies in the block, and its bytes fit behind those already filled.
            unsafe block.withUnsafeBytes { bytes in
                let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: room[filled...])
                unsafe rest.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[part]))
            }
            ready = part.upperBound..<ready.upperBound
            filled += count
        }
        return filled == 0 && failure != nil ? -1 : Int32(filled)
    }

    /// Reads and judges the next block; false where there is none, or it must not be read.
    private func advance() -> Bool {
        if let pendingFailure {
            failure = pendingFailure
            return false
        }
        guard !isCancelled() else { return false }
        block.removeAll(keepingCapacity: true)
        do throws(TabularError) {
            guard try source.read(appendingTo: &block) else { return false }
        } catch {
            failure = error
            return false
        }
        judge()
        return true
    }

    private func judge() {
        let (count, cause) = tagGuard.judge(block.span)
        ready = 0..<count
        pendingFailure = cause.map { .hostileXML(path: path, line: tagGuard.line, cause: $0) }
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
