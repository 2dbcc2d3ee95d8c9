import Foundation
import History

extension Doctor {
    /// The database of earlier runs: where it lies, whether it can be written, and whether it is whole.
    func history(_ workspace: Workspace) -> Symptom {
        let subject = "history"
        guard let path = workspace.historyPath else { return .ok(subject, "switched off") }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard FileManager.default.fileExists(atPath: path) else {
            let found = permissions(ofFolder: folder, subject: subject)
            return found.severity == .ok ? .ok(subject, "there is none yet; the next run makes it") : found
        }
        // SQLite writes its log beside the file.
        for found in [
            permissions(ofFolder: folder, subject: subject), permissions(ofFile: path, subject: subject),
        ] where found.severity != .ok { return found }
        do throws(HistoryError) {
            let history = try RunHistory(reading: path)
            try history.check()
            try history.close()
            return .ok(subject, "\(path), \(Doctor.size(FileStamp(path)?.bytes ?? 0)), is whole")
        } catch .corrupt(let path, let cause) {
            return .warning(
                subject, "\(path): the history is damaged: \(cause)",
                "the next run moves it aside and restores it")
        } catch {
            return .fault(subject, .history(error))
        }
    }
}
