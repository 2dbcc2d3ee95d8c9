/// The first bytes of an input as they are behind its compression, not decoded.
public struct FileBeginning: Hashable, Sendable {
    public let bytes: [UInt8]
    /// Whether the bytes are all there is.
    public let isWhole: Bool

    /// Reads up to `maximum` bytes; no more of the input is read than these and what one block adds.
    ///
    /// - Throws: `TabularError` where the input does not exist or cannot be decompressed.
    public init(of input: TabularInput, maximum: Int) throws(TabularError) {
        let source = try ByteSource(
            input, limits: ReadLimits(), blockSize: max(1, min(maximum + 1, ByteSource.defaultBlockSize)))
        var bytes: [UInt8] = []
        while bytes.count <= maximum {
            guard try source.read(appendingTo: &bytes) else { break }
        }
        isWhole = bytes.count <= maximum
        self.bytes = isWhole ? bytes : Array(bytes.prefix(maximum))
    }
}
