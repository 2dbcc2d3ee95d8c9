import Foundation
import GRDB
import TerritoryModel

/// Something that was put right about the history, to be told once.
public struct HistoryRepair: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// A run that was cut short after its report became live.
        case completed
        /// Reports that the history did not know.
        case recorded
        /// A report that could not be recorded.
        case unrecorded
        /// A file that was missing or damaged.
        case restored
    }

    public let kind: Kind
    /// What happened and what it means, in words.
    public let text: String
}

extension RunHistory {
    /// Makes history and reports agree again, whatever ended the runs before; the caller holds the lock of the
    /// reports.
    ///
    /// A pending run whose report is live is published, any other is forgotten. A report that the history does not
    /// know is recorded from its `report.json`.
    ///
    /// - Parameter all: Whether reports of days that the history knows are looked at too, as after a restore.
    public func reconcile(with reports: PublishedReports, all: Bool = false) throws(HistoryError)
        -> [HistoryRepair]
    {
        var repairs = try settlePending(reports)
        let known = try contentByDay()
        var recorded: [Day] = []
        for day in reports.days where all || known[day] == nil {
            do throws(HistoryError) {
                guard let facts = try reports.facts(of: day), facts.contentDigest != known[day],
                    let run = try reports.run(of: day)
                else { continue }
                try record(run)
                recorded.append(day)
            } catch .unreadableReport(let path, let cause) {
                // The other reports are no worse for it.
                repairs.append(
                    HistoryRepair(kind: .unrecorded, text: "\(path) is not in the history: \(cause)"))
            }
        }
        if let first = recorded.first, let last = recorded.last {
            let count = recorded.count
            let which =
                count == 1 ? "the report of \(first) was" : "\(count) reports of \(first) to \(last) were"
            repairs.append(
                HistoryRepair(kind: .recorded, text: "\(which) recorded in the history from report.json"))
        }
        return repairs
    }

    /// Publishes pending runs whose report is live, and forgets the others.
    private func settlePending(_ reports: PublishedReports) throws(HistoryError) -> [HistoryRepair] {
        let pending = try reading { database in
            try Row.fetchAll(
                database, sql: "SELECT id, as_of, content_sha256 FROM run WHERE state = 'pending' ORDER BY id"
            ).map { (id: $0[0] as Int64, asOf: try day($0[1]), content: $0[2] as String) }
        }
        var repairs: [HistoryRepair] = []
        for run in pending {
            // A run.json that cannot be read is of no run that was recorded.
            let live = try? reports.facts(of: run.asOf)
            if live?.contentDigest == run.content {
                try publish(run.id)
                repairs.append(
                    HistoryRepair(
                        kind: .completed,
                        text: "the run of \(run.asOf) had been cut short after its report was published; "
                            + "its history is complete now"))
            } else {
                try abandon(run.id)
            }
        }
        return repairs
    }

    /// The digests of the published runs.
    func contentByDay() throws(HistoryError) -> [Day: String] {
        try reading { database in
            let rows = try Row.fetchAll(
                database, sql: "SELECT as_of, content_sha256 FROM run WHERE state = 'published'")
            return Dictionary(try rows.map { (try day($0[0]), $0[1]) }) { $1 }
        }
    }
}

extension RunHistory {
    /// Where the copy of the last good state lies.
    public static func backupPath(_ path: String) -> String { path + ".backup" }

    /// Opens the history of a workspace to write and puts right what is wrong with it; the caller holds the lock of
    /// the reports.
    ///
    /// A damaged file is moved aside and kept. Its backup takes its place, or where that is missing or damaged too, a
    /// new file; then the published reports that it lacks are recorded from `report.json`.
    public static func opened(
        _ path: String, reports: PublishedReports, patience: Double = RunHistory.patience
    ) throws(HistoryError) -> (history: RunHistory, repairs: [HistoryRepair]) {
        let isMissing = !FileManager.default.fileExists(atPath: path)
        do throws(HistoryError) {
            if isMissing { try moveAside(path) }
            if isMissing, FileManager.default.fileExists(atPath: backupPath(path)) {
                return try restored(path, reports, patience, why: "the history \(path) was missing")
            }
            let history = try RunHistory(path: path, patience: patience)
            return (history, try history.reconcile(with: reports))
        } catch .corrupt(_, let cause) {
            return try mended(path, reports: reports, damage: cause, patience: patience)
        }
    }

    /// Moves a damaged file aside, and restores it; nobody may have it open.
    public static func mended(
        _ path: String, reports: PublishedReports, damage: String, patience: Double = RunHistory.patience
    ) throws(HistoryError) -> (history: RunHistory, repairs: [HistoryRepair]) {
        let aside = try moveAside(path)
        return try restored(
            path, reports, patience,
            why: "the history \(path) was damaged (\(damage)) and is kept as \(aside)")
    }

    private static func restored(
        _ path: String, _ reports: PublishedReports, _ patience: Double, why: String
    ) throws(HistoryError) -> (history: RunHistory, repairs: [HistoryRepair]) {
        let backup = backupPath(path)
        var how = "it was begun anew, as it had no backup"
        if FileManager.default.fileExists(atPath: backup) {
            do throws(HistoryError) {
                let copy = try RunHistory(path: backup, patience: patience)
                try copy.check()
                try copy.copy(to: path)
                try copy.close()
                let history = try RunHistory(path: path, patience: patience)
                let repair = HistoryRepair(kind: .restored, text: "\(why); it was restored from its backup")
                return (history, [repair] + (try history.reconcile(with: reports, all: true)))
            } catch .corrupt(_, let cause) {
                let aside = try moveAside(backup)
                how = "its backup was damaged too (\(cause)) and is kept as \(aside); it was begun anew"
            }
        }
        let history = try RunHistory(path: path, patience: patience)
        let repair = HistoryRepair(kind: .restored, text: "\(why); \(how)")
        return (history, [repair] + (try history.reconcile(with: reports, all: true)))
    }

    /// Moves a damaged file, with the files that belong to it, to a name that is free; nothing is lost.
    ///
    /// A log that stayed behind would be taken for that of the file that comes in its place.
    @discardableResult
    private static func moveAside(_ path: String) throws(HistoryError) -> String {
        let files = FileManager.default
        let parts = ["", "-wal", "-shm"]
        var number = 1
        while parts.contains(where: { files.fileExists(atPath: "\(path).corrupt-\(number)\($0)") }) {
            number += 1
        }
        let aside = "\(path).corrupt-\(number)"
        do {
            for part in parts where files.fileExists(atPath: path + part) {
                try files.moveItem(atPath: path + part, toPath: aside + part)
            }
        } catch {
            throw .cannotWrite(path: path, cause: error.localizedDescription)
        }
        return aside
    }
}
