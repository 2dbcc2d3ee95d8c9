import Tabular

/// One file of a source, and what its rows are read with.
struct SourceFile: Sendable {
    let mapping: SourceMapping
    let input: TabularInput
    /// Place of the file in the order of the report.
    let ordinal: Int
    var lookups: [LookupTable] = []

    /// The name without folder, up to its first dot; of a file in an archive the name it has there.
    var name: String {
        let path: String =
            switch input.content {
            case .file(let path): path
            case .member(_, let name): name
            case .bytes: input.displayPath
            }
        let last = path.split(separator: "/").last ?? ""
        return String(last.prefix { $0 != "." })
    }
}

extension SourceCatalog {
    /// Place of a file in the order of the report.
    func ordinal(of file: TabularInput, in mapping: SourceMapping) -> Int {
        firstOrdinal(of: mapping) + (mapping.files.firstIndex(of: file) ?? 0)
    }

    /// Place of a mapping's first file; those of its lookups follow its own.
    func firstOrdinal(of mapping: SourceMapping) -> Int {
        var ordinal = 0
        for other in mappings {
            if other == mapping { return ordinal }
            ordinal += other.files.count + other.lookups.reduce(0) { $0 + $1.files.count }
        }
        return ordinal
    }
}
