/// What a report can be written as.
public enum OutputFormat: String, Hashable, Sendable, CaseIterable {
    case html, markdown, csv, json
    /// The report in brief for an e-mail.
    case digest
}

/// Where the files of a report go.
public protocol ReportFolder: Sendable {
    /// Starts a file; called from any thread.
    ///
    /// - Parameter path: Relative to the folder of the report, `/` between folders; only `a-z 0-9 - _ .` and never
    ///   `..`.
    func file(_ path: String) throws -> any ReportFile
}

/// One file of a report in the making; used by one thread.
public protocol ReportFile {
    /// Adds bytes behind those there are.
    func write(_ bytes: [UInt8]) throws
    /// Called once, when the file is whole.
    func close() throws
}

/// Long files are written in pieces, so that none is ever in memory.
enum RenderedPiece {
    /// Bytes of a piece, about.
    static let size = 1 << 18
}
