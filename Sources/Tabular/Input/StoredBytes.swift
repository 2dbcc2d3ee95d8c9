/// Bytes on disk or in memory as a stream: a file, or a member of an archive.
protocol StoredBytes: AnyObject {
    /// The name in messages.
    var displayPath: String { get }
    /// Bytes of the file on disk that were consumed so far.
    var bytesRead: Int64 { get }

    /// Fills the buffer as far as the data go and returns the number of bytes; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(TabularError) -> Int
}

extension RawFile: StoredBytes {}

/// Opens what the input names.
func storedBytes(of input: TabularInput, limits: ReadLimits) throws(TabularError) -> any StoredBytes {
    if case .member(let archive, let name) = input.content {
        return try ArchiveMemberSource(
            archive: archive, name: name, displayPath: input.displayPath, limits: limits)
    }
    return try RawFile(input)
}
