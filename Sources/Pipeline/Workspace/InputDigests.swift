import Digesting
import Glibc
import History
import Importing
import Tabular

/// A file that a run reads.
struct InputPlace: Hashable, Sendable {
    /// The first source that reads it.
    let source: String
    let path: String
    /// Path as the configuration gives it.
    let displayPath: String
}

/// The SHA-256 of every file that a run reads, worked out beside the reading.
///
/// That the bytes are those that were read is for `InputStamps` to see to.
struct InputDigests: Sendable {
    /// In the order of the places.
    let files: [InputFile]
    /// By the path as the configuration gives it, places in `files`.
    private let places: [String: Int]

    /// Reads all files.
    init(_ places: [InputPlace]) throws(PipelineError) {
        var files: [InputFile] = []
        var block = [UInt8](repeating: 0, count: 1 << 18)
        for place in places { files.append(try InputDigests.file(place, &block)) }
        self.files = files
        self.places = Dictionary(files.enumerated().map { ($1.file, $0) }) { first, _ in first }
    }

    /// The file on disk that an input lies in; nil where it is none.
    func file(of displayPath: String) -> InputFile? {
        places[InputFile.onDisk(displayPath)].map { files[$0] }
    }

    /// - Parameter block: Room for what is read at once.
    private static func file(
        _ place: InputPlace, _ block: inout [UInt8]
    ) throws(PipelineError) -> InputFile {
        // Sound: the C library only reads the path during the call.
        let descriptor = unsafe open(place.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(place) }
        defer { close(descriptor) }
        var digest = ContentDigest()
        var bytes: Int64 = 0
        while true {
            // Sound: read fills at most the block's own bytes.
            let count = unsafe block.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw unreadable(place) }
            if count == 0 { break }
            digest.update(block.span.extracting(0..<count))
            bytes += Int64(count)
        }
        return InputFile(
            source: place.source, file: place.displayPath, digest: digest.hexadecimal(), bytes: bytes)
    }

    private static func unreadable(_ place: InputPlace) -> PipelineError {
        .importFailed(
            .unreadable(
                source: place.source,
                .unreadableFile(path: place.displayPath, cause: systemErrorText())))
    }
}
