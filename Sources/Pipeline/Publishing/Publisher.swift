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
    private let fileSystem: FileSystem

    /// Makes the folders; the caller holds the lock, so staging folders of other runs are leftovers.
    init(directory: String) throws(PipelineError) {
        self.directory = directory
        staging = directory + "/.staging-\(getpid())"
        for name in Publisher.names(in: directory) where name.hasPrefix(".staging-") {
            try Publisher.remove(directory + "/" + name)
        }
        try Publisher.makeFolder(staging)
        do throws(OutputFault) {
            fileSystem = try FileSystem(of: staging)
        } catch {
            throw .cannotWrite(path: error.path, cause: error.cause)
        }
    }

    static func makeFolder(_ path: String) throws(PipelineError) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw .cannotWrite(path: path, cause: error.localizedDescription)
        }
    }

    /// Writes one file of the report below `folder` of the staging folder; any thread may.
    ///
    /// It is forced to disk by `publish`.
    func write(_ bytes: [UInt8], to relativePath: String, in folder: String) throws(PipelineError) {
        let path = "\(staging)/\(folder)/\(relativePath)"
        let parent = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
        // Sound: the C library only reads the path during the call.
        if unsafe access(parent, F_OK) != 0 { try Publisher.makeFolder(parent) }
        do throws(OutputFault) {
            let output = try OutputFile(path: path)
            try output.write(bytes)
            try output.finish()
        } catch {
            throw .cannotWrite(path: error.path, cause: error.cause)
        }
    }

    /// Makes `folder` of the staging folder the report of the day, and `latest` the newest report.
    func publish(_ folder: String, as day: Day) throws(PipelineError) {
        let source = "\(staging)/\(folder)"
        let target = "\(directory)/\(day)"
        do throws(OutputFault) {
            try fileSystem.force()
        } catch {
            throw .cannotWrite(path: error.path, cause: error.cause)
        }
        var status = stat()
        // Sound: lstat fills the value it is given.
        let exists = unsafe lstat(target, &status) == 0
        let moved = exists ? Publisher.exchange(source, target) : unsafe rename(source, target)
        guard moved == 0 else { throw .cannotWrite(path: target, cause: systemErrorText()) }
        try pointLatest()
        try Publisher.force(directory)
    }

    /// Removes the staging folder and all reports beyond the newest `keep`; the report of `day` stays.
    func clean(keep: Int, day: Day) throws(PipelineError) {
        try Publisher.remove(staging)
        for old in days().dropLast(keep) where old != day {
            try Publisher.remove("\(directory)/\(old)")
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

    private func pointLatest() throws(PipelineError) {
        guard let newest = days().last else { return }
        let link = directory + "/latest"
        let draft = directory + "/.latest-\(getpid())"
        // Sound, here and above: the C library only reads the paths during the call.
        unsafe unlink(draft)
        guard unsafe symlink("\(newest)", draft) == 0, unsafe rename(draft, link) == 0 else {
            throw .cannotWrite(path: link, cause: systemErrorText())
        }
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
