import CExchange
import Foundation
import Glibc
import Importing
import TerritoryModel

extension Doctor {
    /// Whether this user may write into a folder, or make it where it is not there yet.
    func permissions(ofFolder folder: String, subject: String) -> Symptom {
        guard let status = FileStatus(folder) else {
            let parent = Doctor.existingParent(of: folder)
            return Doctor.mayWrite(parent)
                ? .ok(subject, "\(folder) is made by the first run")
                : .fault(subject, .cannotWrite(path: folder, cause: "this user may not write into \(parent)"))
        }
        guard status.isFolder else {
            return .fault(subject, .cannotWrite(path: folder, cause: "it is no folder"))
        }
        return permissions(folder, status, subject)
    }

    /// Whether this user may read and write a file.
    func permissions(ofFile file: String, subject: String) -> Symptom {
        guard let status = FileStatus(file) else {
            return .fault(subject, .cannotWrite(path: file, cause: systemErrorText(ENOENT)))
        }
        return permissions(file, status, subject)
    }

    private func permissions(_ path: String, _ status: FileStatus, _ subject: String) -> Symptom {
        guard Doctor.mayWrite(path) else {
            return .fault(
                subject,
                .cannotWrite(
                    path: path,
                    cause: "it belongs to \(status.ownerName), and this user is \(Doctor.userName)"))
        }
        guard status.owner == geteuid() || geteuid() == 0 else {
            return .warning(
                subject, "\(path) can be written, but belongs to \(status.ownerName)",
                "run as one user always, or new files will belong to \(Doctor.userName)")
        }
        guard geteuid() != 0 || status.owner == 0 else {
            return .warning(
                subject, "\(path) belongs to \(status.ownerName), and this user is root",
                "run as \(status.ownerName), or new files will belong to root")
        }
        return .ok(subject, "\(path) can be written")
    }

    /// Whether another run is at work; asks the kernel without taking the lock, which might stop a run that starts.
    func lock(_ directory: String) -> Symptom {
        let path = directory + "/.lock"
        guard let status = FileStatus(path) else { return .ok("lock", "no run is at work") }
        let holder = RunLock.holder(in: path)
        if Doctor.isLocked(status) {
            return .warning(
                "lock", "\(holder ?? "a run") is at work", "wait for it to end; a run would end with 75 now")
        }
        guard Doctor.mayWrite(path) else {
            return .fault(
                "lock",
                .cannotWrite(
                    path: path,
                    cause: "it belongs to \(status.ownerName), and this user is \(Doctor.userName)"))
        }
        return .ok("lock", holder.map { "free; \($0) did not end well" } ?? "free")
    }

    /// What runs left that were killed.
    func leftovers(_ directory: String) -> Symptom {
        let names = Doctor.names(in: directory).filter { $0.hasPrefix(".staging-") }
        guard !names.isEmpty else { return .ok("leftovers", "none") }
        if let status = FileStatus(directory + "/.lock"), Doctor.isLocked(status) {
            return .ok("leftovers", "the staging folder of the run at work")
        }
        return .warning(
            "leftovers", "\(names.joined(separator: ", ")) of a run that was killed",
            "the next run removes it")
    }

    /// Whether `latest` leads to the newest report.
    func latest(_ directory: String) -> Symptom {
        let days = Doctor.names(in: directory).compactMap(Day.init(iso:)).sorted()
        let path = directory + "/latest"
        guard let newest = days.last else { return .ok("latest report", "none is published yet") }
        guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else {
            // What is no link has no target, and neither has what is not there.
            if FileStatus(path)?.isFolder == true {
                return .fault(
                    "latest report", .cannotWrite(path: path, cause: "it is a folder and not a link"))
            }
            return .warning("latest report", "there is no link 'latest'", "the next run makes it")
        }
        guard target == "\(newest)" else {
            return .warning(
                "latest report", "'latest' leads to \(target), and the newest report is of \(newest)",
                "the next run corrects it")
        }
        return .ok("latest report", "\(newest), one of \(days.count)")
    }

    /// Whether the report fits on the disk beside the last one.
    func diskSpace(_ workspace: Workspace) -> Symptom {
        let folder = Doctor.existingParent(of: workspace.reportDirectory)
        guard let volume = VolumeSpace(folder) else {
            return .warning(
                "disk space", "\(folder): the room is not known: \(systemErrorText())", "look with df")
        }
        let newest = Doctor.names(in: workspace.reportDirectory).last { Day(iso: $0) != nil }
        let last = FolderSize("\(workspace.reportDirectory)/\(newest ?? "latest")")
        let need = last.files > 0 ? last.bytes + last.rejectedRows : Doctor.assumedReport
        let text =
            "\(Doctor.size(volume.bytes)) free for \(folder), a report takes about \(Doctor.size(need))"
        guard volume.bytes >= need, volume.files.map({ $0 >= Int64(last.files) + 16 }) ?? true else {
            return .fault(
                "disk space", .cannotWrite(path: folder, cause: "\(text), and \(volume.files ?? 0) files"))
        }
        guard volume.bytes >= 4 * need else {
            return .warning("disk space", text, "make room before the disk is full")
        }
        return .ok("disk space", text)
    }

    /// Bytes of a report of which nothing is known yet.
    private static let assumedReport: Int64 = 32_000_000

    static func names(in directory: String) -> [String] {
        // A folder that cannot be listed has nothing to tell; its permissions are told for themselves.
        ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []).sorted()
    }

    private static func mayWrite(_ path: String) -> Bool {
        // Sound: the C library only reads the path.
        unsafe faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0
    }

    /// The folder itself, or the nearest one above it that is there.
    private static func existingParent(of folder: String) -> String {
        var url = URL(fileURLWithPath: folder)
        while url.path != "/", FileStatus(url.path)?.isFolder != true { url.deleteLastPathComponent() }
        return url.path
    }

    private static var userName: String { FileStatus.name(ofUser: geteuid()) }

    /// Whether the kernel lists a lock on the file; where it shows none to us, there is none as far as we know.
    private static func isLocked(_ status: FileStatus) -> Bool {
        guard let text = try? String(contentsOfFile: "/proc/locks", encoding: .utf8) else { return false }
        return text.split(separator: "\n").contains { line in
            line.contains(" FLOCK ") && line.contains(":\(status.inode) ")
        }
    }
}
