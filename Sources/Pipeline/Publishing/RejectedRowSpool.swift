import CExchange
import Foundation
import Glibc
import Importing
import Rendering
import Synchronization
import TerritoryModel

/// Keeps refused rows on disk: a part per input file while they are read, one CSV file at the end.
///
/// The parts become that file instead of being copied into it, so that refused rows take little more than once
/// their room.
final class RejectedRowSpool: RejectedRowStore {
    static let header = ["source", "file", "line", "column", "value", "reason", "text", "remedy"]
    private static let headerBytes = Array(CSVText.record(header).utf8)
    private let directory: String
    private let ordinals = Mutex<Set<Int>>([])
    private let unfinished: UnfinishedWork

    /// Uses an existing folder, best on the disk where the rows end up.
    init(directory: String, unfinished: UnfinishedWork = UnfinishedWork()) {
        self.directory = directory
        self.unfinished = unfinished
    }

    /// Does the work with a store whose rows are in the file afterwards; nil drops them.
    static func keeping<Value>(
        _ path: String?, unfinished: UnfinishedWork = UnfinishedWork(),
        _ work: (any RejectedRowStore) throws(PipelineError) -> Value
    ) throws(PipelineError) -> Value {
        guard let path else { return try work(NoRejectedRows()) }
        try Publisher.makeFolder(folder(of: path))
        let scratch = scratchFolder(for: path)
        unfinished.add(scratch)
        do throws(PipelineError) {
            try unfinished.making { () throws(PipelineError) in try Publisher.makeFolder(scratch) }
        } catch {
            guard case .cannotWrite(_, let cause) = error else { throw error }
            // The scratch folder is ours; what cannot be written is the place that was asked for.
            throw .cannotWrite(path: folder(of: scratch), cause: cause)
        }
        // What is left is hidden, named, and harms nobody.
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let spool = RejectedRowSpool(directory: scratch, unfinished: unfinished)
        let value = try work(spool)
        try spool.assemble(into: path)
        return value
    }

    /// Beside the file, so that the rows need not be copied; with temporary files where that cannot be.
    private static func scratchFolder(for path: String) -> String {
        let folder = folder(of: path)
        // Sound: the C library only reads the path.
        let isBeside = unsafe isReplaceable(path) && access(folder, W_OK) == 0
        return (isBeside ? folder : FileManager.default.temporaryDirectory.path)
            + "/.bailiwick-rejected-\(UUID().uuidString)"
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    }

    func writer(forFile ordinal: Int) throws(ImportError) -> any RejectedRowWriter {
        ordinals.withLock { _ = $0.insert(ordinal) }
        return try unfinished.making { () throws(ImportError) in try Part(path: part(ordinal)) }
    }

    /// Joins the parts in the order of the files into one CSV file with a header, and uses them up.
    ///
    /// The file appears whole or not at all; only what is no file, such as a pipe, gets the rows as they come.
    func assemble(into path: String) throws(PipelineError) {
        try Publisher.makeFolder(RejectedRowSpool.folder(of: path))
        do throws(OutputFault) {
            let draft = try join()
            // Sound: the C library only reads the paths.
            let isReplaced = unsafe RejectedRowSpool.isReplaceable(path) && rename(draft, path) == 0
            if isReplaced { return }
            try RejectedRowSpool.copy(draft, to: path)
        } catch {
            throw .cannotWrite(path: error.path, cause: error.cause)
        }
    }

    /// The path of the parts in one: the others are added to the first, each removed as soon as it is there.
    private func join() throws(OutputFault) -> String {
        var rest = ordinals.withLock { $0.sorted() }[...]
        let first = rest.popFirst()
        let draft = first.map(part) ?? "\(directory)/rejected-none.part"
        let output = try OutputFile(path: draft, keepingContents: first != nil)
        if first == nil { try output.write(RejectedRowSpool.headerBytes) }
        for ordinal in rest {
            try output.append(contentsOf: part(ordinal), from: RejectedRowSpool.headerBytes.count)
            // A part that stays goes with its folder.
            unsafe unlink(part(ordinal))
        }
        try output.close()
        return draft
    }

    /// Whether nothing or a plain file is there: a link keeps its place, and a device or a pipe is written to.
    private static func isReplaceable(_ path: String) -> Bool {
        var status = stat()
        // Sound, here and above: the C library only reads the paths; lstat fills the value it is given.
        return unsafe lstat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
    }

    /// Copies to another disk, or to what is no file.
    private static func copy(_ draft: String, to path: String) throws(OutputFault) {
        do throws(OutputFault) {
            let output = try OutputFile(path: path)
            try output.append(contentsOf: draft, from: 0)
            try output.close()
        } catch {
            // Half of the rows look like all of them.
            if isReplaceable(path) && error.path == path { unsafe unlink(path) }
            throw error
        }
    }

    private func part(_ ordinal: Int) -> String { "\(directory)/rejected-\(ordinal).part" }

    /// The refused rows of one file, below a header; used by one thread.
    private final class Part: RejectedRowWriter {
        private let output: OutputFile
        private var buffer = RejectedRowSpool.headerBytes
        /// The rows so far and their file, for the message of a full disk.
        private var rows = 0
        private var file = ""
        /// Two threads have a few each.
        private static let recentLimit = 32
        private var recent: [RefusalCells] = []

        init(path: String) throws(ImportError) {
            do throws(OutputFault) {
                output = try OutputFile(path: path)
            } catch {
                throw .rejectedRowsNotWritten(path: error.path, cause: error.cause)
            }
        }

        func write(_ refused: RefusedRows) throws(ImportError) {
            let cells = refused.refusals.map(cells)
            file = refused.refusals.last?.file ?? file
            for row in refused.rows {
                rows += 1
                cells[row.refusal].append(row, refused.bytes.span, to: &buffer)
                if buffer.count > 1 << 16 { try flush() }
            }
        }

        private func cells(of refusal: Refusal) -> RefusalCells {
            if let known = recent.last(where: { $0.refusal === refusal }) { return known }
            let cells = RefusalCells(refusal)
            if recent.count == Part.recentLimit { recent.removeFirst() }
            recent.append(cells)
            return cells
        }

        func close() throws(ImportError) {
            try flush()
            // What the rows become is forced to disk when it is assembled.
            do throws(OutputFault) { try output.close(forcing: false) } catch { throw full(error) }
        }

        private func flush() throws(ImportError) {
            do throws(OutputFault) { try output.write(buffer) } catch { throw full(error) }
            buffer.removeAll(keepingCapacity: true)
        }

        /// Names the input, because it is its rows that fill the disk.
        private func full(_ fault: OutputFault) -> ImportError {
            .rejectedRowsNotWritten(
                path: fault.path,
                cause: "\(fault.cause), at \(counted(Int64(rows), "refused row")) of \(file)")
        }
    }
}
