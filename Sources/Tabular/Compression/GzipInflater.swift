import CZlib

/// Decompresses a gzip file of one or more members while it is read.
///
/// Safe from outside: the two allocations are private and live exactly as long as the object.
@safe final class GzipInflater {
    private let file: any StoredBytes
    private let limits: ReadLimits
    /// On the heap because zlib keeps the address of the stream.
    private let stream: UnsafeMutablePointer<z_stream>
    private let input: UnsafeMutableRawBufferPointer
    private var isInsideMember = true
    private var isFileRead = false
    private var produced: Int64 = 0
    /// Bytes that the file has handed over.
    private var delivered: Int64

    /// Compressed bytes on disk that were decompressed so far.
    ///
    /// In an archive these may be fewer than the bytes of gzip.
    var bytesConsumed: Int64 { unsafe min(file.bytesRead, delivered - Int64(stream.pointee.avail_in)) }

    /// Starts with the bytes of the file that were read to recognise it.
    init(file: any StoredBytes, head: [UInt8], limits: ReadLimits, inputSize: Int) throws(TabularError) {
        self.file = file
        self.limits = limits
        delivered = Int64(head.count)
        // Sound: both allocations live as long as the object; zlib's stream is initialised before use and the
        // input holds at least the head.
        unsafe input = .allocate(byteCount: max(inputSize, head.count), alignment: 16)
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        unsafe input.copyBytes(from: head)
        unsafe stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: Bytef.self)
        unsafe stream.pointee.avail_in = UInt32(head.count)
        let gzipOnly = MAX_WBITS + 16
        let status = unsafe inflateInit2_(
            stream, gzipOnly, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else {
            throw .unreadableFile(path: file.displayPath, cause: "zlib cannot be started (\(status))")
        }
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
        unsafe input.deallocate()
    }

    /// Fills the buffer as far as the data go and returns the number of bytes; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(TabularError) -> Int {
        // Sound: avail_out never exceeds the caller's buffer.
        unsafe stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: Bytef.self)
        unsafe stream.pointee.avail_out = UInt32(buffer.count)
        while unsafe stream.pointee.avail_out > 0 {
            if unsafe stream.pointee.avail_in == 0 && !isFileRead { try refill() }
            if isInsideMember {
                try inflateSome()
            } else if unsafe stream.pointee.avail_in == 0 {
                break
            } else {
                try beginMember()
            }
        }
        let count = unsafe buffer.count - Int(stream.pointee.avail_out)
        produced += Int64(count)
        try limits.refuseBomb(produced, from: bytesConsumed, path: file.displayPath)
        return count
    }

    private func refill() throws(TabularError) {
        let count = unsafe try file.read(into: input)
        isFileRead = count == 0
        delivered += Int64(count)
        unsafe stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: Bytef.self)
        unsafe stream.pointee.avail_in = UInt32(count)
    }

    private func inflateSome() throws(TabularError) {
        let status = unsafe inflate(stream, Z_NO_FLUSH)
        switch status {
        case Z_OK: break
        case Z_BUF_ERROR:
            // There was room for output, so it is input that is missing.
            if isFileRead { throw .truncatedCompression(path: file.displayPath) }
        case Z_STREAM_END: isInsideMember = false
        default:
            // Sound: zlib's message is a static NUL-terminated text.
            let message = unsafe stream.pointee.msg.map { unsafe String(cString: $0) }
            throw .corruptCompression(path: file.displayPath, cause: message ?? "zlib status \(status)")
        }
    }

    /// Behind a member: another member, zero padding, or the end.
    private func beginMember() throws(TabularError) {
        guard let next = unsafe stream.pointee.next_in?.pointee else { return }
        if next == 0 {
            unsafe stream.pointee.next_in += 1
            unsafe stream.pointee.avail_in -= 1
            return
        }
        guard next == 0x1F else {
            throw .corruptCompression(path: file.displayPath, cause: "other bytes follow the gzip data")
        }
        unsafe inflateReset(stream)
        isInsideMember = true
    }
}
