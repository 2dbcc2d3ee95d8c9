/// The first bytes of an input, decompressed; fewer where it has fewer.
package func firstBytes(of input: TabularInput, count: Int) throws(TabularError) -> [UInt8] {
    let source = try ByteSource(input, limits: ReadLimits(), blockSize: count)
    var bytes: [UInt8] = []
    while bytes.count < count { guard try source.read(appendingTo: &bytes) else { break } }
    return Array(bytes.prefix(count))
}

/// All bytes of an input, decompressed; nil where there are more than `limit`.
package func wholeFile(_ input: TabularInput, limit: Int) throws(TabularError) -> [UInt8]? {
    let source = try ByteSource(input, limits: ReadLimits())
    var bytes: [UInt8] = []
    while try source.read(appendingTo: &bytes) {
        guard bytes.count <= limit else { return nil }
    }
    return bytes
}
