import Glibc
import History
import Importing
import Tabular

/// What the files of the sources were before they were read, so that a change while they are read is seen.
///
/// A half-written export has rows cut off in the middle of a number, which nothing in the data tells.
struct InputStamps {
    private let files: [(source: String, path: String, displayPath: String, stamp: FileStamp)]

    /// Takes the stamps of the files of all sources, looked-up ones and archives among them.
    ///
    /// - Parameter others: Files that are read beside the sources, such as boundaries.
    init(_ catalog: SourceCatalog, others: [(source: String, input: TabularInput)] = []) {
        var files: [(String, String, String, FileStamp)] = []
        var seen: Set<String> = []
        for (source, input) in InputStamps.inputs(catalog) + others {
            guard let path = input.pathOnDisk, seen.insert(path).inserted, let stamp = FileStamp(path)
            else { continue }
            files.append((source, path, input.displayPath, stamp))
        }
        self.files = files
    }

    private static func inputs(_ catalog: SourceCatalog) -> [(source: String, input: TabularInput)] {
        catalog.mappings.flatMap { mapping in
            (mapping.files + mapping.lookups.flatMap(\.files)).map { (mapping.source, $0) }
        }
    }

    /// The files as they lie on disk, each once, in the order in which they are read.
    var places: [InputPlace] {
        files.map {
            InputPlace(source: $0.source, path: $0.path, displayPath: InputFile.onDisk($0.displayPath))
        }
    }

    /// Refuses a file that is not what it was.
    func verify() throws(PipelineError) {
        for file in files {
            let now = FileStamp(file.path)
            guard now != file.stamp else { continue }
            throw .inputChanged(
                path: file.displayPath, source: file.source, change: InputStamps.change(file.stamp, now))
        }
    }

    private static func change(_ before: FileStamp, _ now: FileStamp?) -> String {
        guard let now else { return "was removed" }
        if (before.device, before.inode) != (now.device, now.inode) { return "was replaced" }
        if before.bytes != now.bytes {
            return
                "\(before.bytes > now.bytes ? "shrank" : "grew") from \(before.bytes) to \(now.bytes) bytes"
        }
        return "was written to"
    }
}

extension TabularInput {
    /// The file that holds it, an archive where it is in one; nil for bytes in memory.
    var pathOnDisk: String? {
        switch content {
        case .file(let path), .member(let path, _): path
        case .bytes: nil
        }
    }
}
