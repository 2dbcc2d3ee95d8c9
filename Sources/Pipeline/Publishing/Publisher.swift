import CExchange
import Foundation
import Glibc
import TerritoryModel

/// Puts a finished report in the place where people read it.
///
/// Everything is written to a staging folder beside the reports; one rename makes it live, or exchanges it with
/// the report of the same day. A run that dies leaves the old reports as they were.
struct Publisher {
    let directory: String
    let staging: String

    /// Makes the folders and puts right what a run that was cut short left; the caller holds the lock, so staging
    /// folders of other runs are leftovers.
    init(directory: String, unfinished: UnfinishedWork = UnfinishedWork()) throws(PipelineError) {
        self.directory = directory
        let staging = directory + "/.staging-\(getpid())"
        self.staging = staging
        for name in Publisher.names(in: directory) where name.hasPrefix(".staging-") {
            try Publisher.remove(directory + "/" + name)
        }
        unfinished.add(staging)
        try unfinished.making { () throws(PipelineError) in try Publisher.makeFolder(staging) }
        try repairLatest()
    }

    /// Points `latest` to the newest report where a run ended between publishing that and saying so.
    private func repairLatest() throws(PipelineError) {
        guard let newest = days().last else { return }
        // Where there is no link, there is nothing it could say.
        let target = try? FileManager.default.destinationOfSymbolicLink(atPath: directory + "/latest")
        guard target != "\(newest)" else { return }
        try pointLatest(with: try draftLatest(beside: newest))
        try Publisher.force(directory)
    }

    private func pointLatest(with link: String) throws(PipelineError) {
        // Sound: the C library only reads the paths during the call.
        guard unsafe rename(link, "\(directory)/latest") == 0 else {
            throw .cannotWrite(path: "\(directory)/latest", cause: systemErrorText())
        }
    }

    static func makeFolder(_ path: String) throws(PipelineError) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw .cannotWrite(path: path, cause: error.localizedDescription)
        }
    }

    /// Makes `folder` of the staging folder the report of the day, and `latest` the newest report.
    ///
    /// - Parameter committing: Called once the report is live and on disk.
    func publish(
        _ folder: String, as day: Day, committing: () throws(PipelineError) -> Void
    ) throws(PipelineError) {
        let source = "\(staging)/\(folder)"
        let target = "\(directory)/\(day)"
        // Made while the old report is still in place: a full disk may have no room for a link.
        let link = try draftLatest(beside: day)
        // The files were forced to disk when they were written; their names are in the folders.
        for path in Publisher.folders(below: source) + [source] { try Publisher.force(path) }
        var status = stat()
        // Sound: lstat fills the value it is given.
        let exists = unsafe lstat(target, &status) == 0
        let moved = exists ? Publisher.exchange(source, target) : unsafe rename(source, target)
        guard moved == 0 else { throw .cannotWrite(path: target, cause: systemErrorText()) }
        try Publisher.force(directory)
        try committing()
        try pointLatest(with: link)
        try Publisher.force(directory)
    }

    /// Removes the staging folder and all reports beyond the newest `keep`; the report of `day` stays.
    func clean(keep: Int, day: Day) throws(PipelineError) {
        for old in days().dropLast(keep) where old != day { try withdraw(old) }
        try Publisher.remove(staging)
        // Of a run that the quality gate stopped; this one has its own among its data.
        try Publisher.remove("\(directory)/rejected_rows.csv")
    }

    /// Takes a report out of sight in one step; it goes with the staging folder, and nobody ever sees half of it.
    private func withdraw(_ day: Day) throws(PipelineError) {
        let report = "\(directory)/\(day)"
        // Sound: the C library only reads the paths during the call.
        guard unsafe rename(report, "\(staging)/\(day)") == 0 else {
            throw .cannotWrite(path: report, cause: systemErrorText())
        }
    }

    func discard() {
        // A leftover staging folder harms nobody and is removed by the next run.
        try? Publisher.remove(staging)
    }

    /// The days that have a report, oldest first.
    private func days() -> [Day] {
        Publisher.names(in: directory).compactMap(Day.init(iso:)).sorted()
    }

    /// A link, in the staging folder, to the newest day there is once `day` is published.
    private func draftLatest(beside day: Day) throws(PipelineError) -> String {
        let draft = "\(staging)/latest"
        let newest = max(day, days().last ?? day)
        // Sound, here and above: the C library only reads the paths during the call.
        guard unsafe symlink("\(newest)", draft) == 0 else {
            throw .cannotWrite(path: draft, cause: systemErrorText())
        }
        return draft
    }

    /// Swaps two folders in one step (renameat2(2) with RENAME_EXCHANGE).
    private static func exchange(_ left: String, _ right: String) -> Int32 {
        unsafe Int32(bailiwick_exchange(left, right))
    }

    /// Forces the names in a folder to disk.
    private static func force(_ folder: String) throws(PipelineError) {
        // Sound: the C library only reads the path during the call.
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotWrite(path: folder, cause: systemErrorText()) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .cannotWrite(path: folder, cause: systemErrorText()) }
    }

    /// All folders below a folder, inner ones first.
    private static func folders(below path: String) -> [String] {
        names(in: path).map { path + "/" + $0 }.filter {
            var status = stat()
            // Sound: lstat fills the value it is given.
            return unsafe lstat($0, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
        }.flatMap { folders(below: $0) + [$0] }
    }

    private static func names(in directory: String) -> [String] {
        // A folder that cannot be listed has no reports to keep; writing to it fails with its own message.
        (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    }

    private static func remove(_ path: String) throws(PipelineError) {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch CocoaError.fileNoSuchFile {
            return
        } catch {
            throw .cannotWrite(path: path, cause: error.localizedDescription)
        }
    }
}
