import Foundation
import GRDB
import Glibc

extension RunHistory {
    /// Copies the database beside itself; the copy appears whole or not at all.
    public func backUp() throws(HistoryError) {
        let target = RunHistory.backupPath(path)
        let draft = target + ".new"
        // What is left of a copy that was cut short; where there is none, nothing is to be removed.
        try? FileManager.default.removeItem(atPath: draft)
        try HistoryError.told(target) {
            var configuration = Configuration()
            configuration.label = "bailiwick.history.backup"
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
