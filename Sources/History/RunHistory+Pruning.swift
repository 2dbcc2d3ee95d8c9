import Foundation
import GRDB
import TerritoryModel

/// Which runs are to be forgotten.
public enum PruneRule: Hashable, Sendable {
    /// All but the newest so many.
    case keep(Int)
    /// All before such a day.
    case before(Day)
}

/// What pruning removes, or would remove.
public struct PruneOutcome: Hashable, Sendable {
    /// Oldest first.
    public var removed: [Day] = []
    /// Runs that the rule names but whose report is still published, so they stay.
    public var published: [Day] = []
    /// Runs that are left.
    public var kept = 0
    public var bytesBefore: Int64 = 0
    public var bytesAfter: Int64 = 0
}

extension RunHistory {
    /// Forgets old runs and gives their room back; a run whose report is still published stays.
    ///
    /// - Parameter isRehearsal: Only says what would go.
    public func prune(
        _ rule: PruneRule, reports: PublishedReports, isRehearsal: Bool
    ) throws(HistoryError) -> PruneOutcome {
        let days = try runs().map(\.asOf)
        let meant =
            switch rule {
            case .keep(let count): Array(days.dropLast(count))
            case .before(let day): days.filter { $0 < day }
            }
        let live = Set(reports.days)
        var outcome = PruneOutcome()
        outcome.removed = meant.filter { !live.contains($0) }
        outcome.published = meant.filter { live.contains($0) }
        outcome.kept = days.count - outcome.removed.count
        outcome.bytesBefore = try bytes()
        outcome.bytesAfter = outcome.bytesBefore
        guard !isRehearsal, !outcome.removed.isEmpty else { return outcome }
        try writing { [outcome] database in
            for day in outcome.removed {
                try database.execute(
                    sql: "DELETE FROM run WHERE state = 'published' AND as_of = ?", arguments: ["\(day)"])
            }
            try RunHistory.removeOrphans(database)
        }
        try HistoryError.told(path) { try queue.vacuum() }
        outcome.bytesAfter = try bytes()
        // A restore would bring back what was to be forgotten.
        try backUp()
        return outcome
    }

    /// Size of the database without its log.
    private func bytes() throws(HistoryError) -> Int64 {
        try reading { database in
            let pages = try Int64.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            return pages * (try Int64.fetchOne(database, sql: "PRAGMA page_size") ?? 0)
        }
    }
}
