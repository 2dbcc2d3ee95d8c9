import GRDB

/// A cell of a view.
public enum ViewCell: Hashable, Sendable {
    case text(String)
    case integer(Int64)
    case real(Double)
    case null
}

extension RunHistory {
    /// The views, which are the contract of the database; docs/history.md describes them.
    public static var viewNames: [String] { HistoryViews.names }

    /// Reads all rows of a view, in the order of its columns.
    ///
    /// - Parameters:
    ///   - header: Takes the names of the columns, once.
    ///   - row: Takes the cells of a row; an error it throws ends the reading.
    public func rows(
        ofView view: String, header: ([String]) throws -> Void, row: ([ViewCell]) throws -> Void
    ) throws {
        try queue.read { database in
            guard HistoryViews.names.contains(view) else {
                throw HistoryError.cannotRead(path: path, cause: "it has no view '\(view)'")
            }
            let order = try database.columns(in: view).indices.map { "\($0 + 1)" }.joined(separator: ", ")
            let rows = try Row.fetchCursor(database, sql: "SELECT * FROM \(view) ORDER BY \(order)")
            try header(rows.columnNames)
            while let cells = try rows.next() { try row(cells.databaseValues.map(ViewCell.init)) }
        }
    }

    /// The rows of a statement that only reads, for tests of what the document shows.
    package func rows(of sql: String) throws(HistoryError) -> [[ViewCell]] {
        try reading { database in
            try Row.fetchAll(database, sql: sql).map { $0.databaseValues.map(ViewCell.init) }
        }
    }
}

extension ViewCell {
    fileprivate init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let number): self = .integer(number)
        case .double(let number): self = .real(number)
        case .string(let text): self = .text(text)
        // No view has bytes.
        case .blob: self = .null
        }
    }
}
