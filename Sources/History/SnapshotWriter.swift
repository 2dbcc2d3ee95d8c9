import Analysis
import Digesting
import GRDB
import TerritoryModel

/// Keeps lists that change seldom: each different list once, found by its digest.
struct SnapshotWriter {
    private let database: Database

    init(_ database: Database) { self.database = database }

    /// The number of the list of territories and their reps.
    func territories(_ territories: [PastTerritory]) throws -> Int64 {
        let lines = territories.map { territory -> [String?] in
            let names: [String?] = [
                territory.territory.id, territory.territory.name, territory.parent, territory.kind.rawValue,
                territory.owner?.id, territory.owner?.name,
            ]
            return names + territory.reps.flatMap { [$0.id, $0.name] }
        }
        return try snapshot("territories", lines) { snapshot in
            for (place, territory) in territories.enumerated() { try insert(territory, snapshot, place) }
        }
    }

    func reps(_ reps: [Named]) throws -> Int64 {
        try snapshot("reps", reps.map { [$0.id, $0.name] }) { snapshot in
            let statement = try database.cachedStatement(sql: "INSERT INTO rep_row VALUES (?, ?, ?, ?)")
            for (place, rep) in reps.enumerated() {
                try statement.execute(arguments: [snapshot, place, rep.id, rep.name])
            }
        }
    }

    /// The number of the list of units and their territories.
    func units(_ units: [PastUnit], _ territory: (String) -> Int64?) throws -> Int64 {
        try snapshot("units", units.map { [$0.unit.id, $0.unit.name, $0.territory] }) { snapshot in
            let naming = try database.cachedStatement(
                sql: "INSERT OR IGNORE INTO unit (key, name) VALUES (?, ?)")
            let finding = try database.cachedStatement(sql: "SELECT id FROM unit WHERE key = ? AND name = ?")
            let statement = try database.cachedStatement(sql: "INSERT INTO unit_row VALUES (?, ?, ?, ?)")
            for (place, unit) in units.enumerated() {
                let name: StatementArguments = [unit.unit.id, unit.unit.name]
                try naming.execute(arguments: name)
                let id = try Int64.fetchOne(finding, arguments: name)
                try statement.execute(arguments: [snapshot, place, id, unit.territory.flatMap(territory)])
            }
        }
    }

    private func insert(_ territory: PastTerritory, _ snapshot: Int64, _ place: Int) throws {
        let statement = try database.cachedStatement(
            sql: "INSERT INTO territory_row VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        try statement.execute(arguments: [
            snapshot, place, territory.territory.id, territory.territory.name, territory.parent,
            territory.kind.rawValue, territory.owner?.id, territory.owner?.name,
        ])
        let reps = try database.cachedStatement(sql: "INSERT INTO territory_rep_row VALUES (?, ?, ?, ?, ?)")
        for (order, rep) in territory.reps.enumerated() {
            try reps.execute(arguments: [snapshot, place, order, rep.id, rep.name])
        }
    }

    /// The number of a list that is kept already, or of a new one that `fill` writes.
    private func snapshot(
        _ kind: String, _ lines: [[String?]], _ fill: (Int64) throws -> Void
    ) throws -> Int64 {
        let digest = SnapshotWriter.digest(lines)
        let known = try Int64.fetchOne(
            database, sql: "SELECT id FROM snapshot WHERE kind = ? AND sha256 = ?", arguments: [kind, digest])
        if let known { return known }
        try database.execute(
            sql: "INSERT INTO snapshot (kind, sha256) VALUES (?, ?)", arguments: [kind, digest])
        let id = database.lastInsertedRowID
        try fill(id)
        return id
    }

    /// Counts stand before the texts, so that no two lists have the same bytes.
    private static func digest(_ lines: [[String?]]) -> String {
        var text = ""
        for line in lines {
            for cell in line {
                if let cell {
                    text += "\(cell.utf8.count):"
                    text += cell
                } else {
                    text += "-"
                }
            }
            text += "\n"
        }
        return ContentDigest.of(text)
    }
}
