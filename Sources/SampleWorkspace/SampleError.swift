/// Why no workspace can be generated.
public enum SampleError: Error, Hashable, Sendable {
    case missingFile(String)
    case missingColumn(file: String, column: String)
    case unreadableRow(file: String, row: String)
    case unwritable(path: String, cause: String)
    /// The planted facts need a certain size.
    case tooSmall(option: String, least: Int)
    case tooLarge(option: String, most: Int)
    /// The geography has too few places for a planted fact.
    case noPlace(fact: String)
}

extension SampleError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missingFile(let name):
            "\(name): no such file\n  name the folder with the geography with --geography"
        case .missingColumn(let file, let column):
            "\(file): no column '\(column)'\n  use the files as they are in SampleData/data"
        case .unreadableRow(let file, let row):
            "\(file): cannot read the row '\(row.prefix(80))'\n  use the files as they are in SampleData/data"
        case .unwritable(let path, let cause):
            "\(path): cannot be written: \(cause)\n  choose a folder that can be written"
        case .tooSmall(let option, let least):
            "\(option) must be at least \(least)\n  raise it"
        case .tooLarge(let option, let most):
            "\(option) must be at most \(most)\n  lower it"
        case .noPlace(let fact):
            "no place for the planted fact '\(fact)'\n  change --seed, or raise --accounts"
        }
    }
}
