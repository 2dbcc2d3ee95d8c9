/// What is wrong in `bailiwick.yaml`.
public struct ConfigurationError: Error, Hashable, Sendable {
    public let file: String
    /// 1 = first line; nil where the whole file is meant.
    public let line: Int?
    public let problem: String
    public let remedy: String

    /// Where, what and the remedy, as two lines.
    public var message: String {
        "\(file)\(line.map { ":\($0)" } ?? ""): \(problem)\n  \(remedy)"
    }
}
