import Foundation
import GRDB
import Glibc

extension RunHistory {
    /// Takes a run that was just published into the backup.
    ///
    /// The backup is a history of its own that is given the same runs: that costs the same however many there are, and
    /// damage to the one file does not spread to the other. A backup that is missing or is not the same otherwise is
    /// made anew as a copy.
    public func backUp(_ run: RecordedRun, _ instants: RunInstants = RunInstants()) throws(HistoryError) {
        if try isTaken(run, instants) { return }
        try backUp()
    }

    /// Copies the database to its backup, whole.
    public func backUp() throws(HistoryError) {
        try copy(to: RunHistory.backupPath(path))
    }

    /// Whether the backup has all other runs, and took this one.
    private func isTaken(_ run: RecordedRun, _ instants: RunInstants) throws(HistoryError) -> Bool {
        let target = RunHistory.backupPath(path)
        guard FileManager.default.fileExists(atPath: target) else { return false }
        do throws(HistoryError) {
            let backup = try RunHistory(path: target)
            var (own, its) = (try contentByDay(), try backup.contentByDay())
            own[run.asOf] = nil
            its[run.asOf] = nil
            guard own == its else { return false }
            try backup.record(run, instants)
            try backup.close()
            return true
        } catch {
            switch error {
            case .corrupt, .foreign, .newer, .cannotRead: return false
            default: throw error
            }
        }
    }

    /// Copies the database; the copy appears whole or not at all, in place of what is there.
    func copy(to target: String) throws(HistoryError) {
        let draft = target + ".new"
        try HistoryError.told(target) {
            // What is left of a copy that was cut short, and logs of the file that goes.
            for path in [draft, draft + "-journal", target + "-wal", target + "-shm"]
            where FileManager.default.fileExists(atPath: path) {
                try FileManager.default.removeItem(atPath: path)
            }
            var configuration = Configuration()
            configuration.label = "bailiwick.history.copy"
            configuration.prepareDatabase { database in
                // Nobody sees the copy before it is whole and on disk.
                try database.execute(sql: "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF")
            }
            let copy = try DatabaseQueue(path: draft, configuration: configuration)
            try queue.backup(to: copy)
            try copy.close()
        }
        try RunHistory.force(draft)
        // Sound: the C library only reads the paths during the call.
        guard unsafe rename(draft, target) == 0 else {
            throw .cannotWrite(path: target, cause: RunHistory.systemText(errno))
        }
    }

    private static func force(_ path: String) throws(HistoryError) {
        // Sound: the C library only reads the path during the call.
        let descriptor = unsafe open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotWrite(path: path, cause: systemText(errno)) }
        defer { Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .cannotWrite(path: path, cause: systemText(errno)) }
    }

    private static func systemText(_ number: Int32) -> String {
        // Sound: strerror returns a NUL-terminated string that is copied at once.
        unsafe String(cString: strerror(number))
    }
}
