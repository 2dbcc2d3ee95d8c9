import Foundation
import Importing
import Rendering
import Synchronization
import TerritoryModel

/// Keeps refused rows on disk: a part per input file while they are read, one CSV file at the end.
final class RejectedRowSpool: RejectedRowStore {
    static let header = ["source", "file", "line", "column", "value", "reason", "text", "remedy"]
    private let directory: String
    private let ordinals = Mutex<Set<Int>>([])

    /// Uses an existing folder.
    init(directory: String) {
        self.directory = directory
    }

    func writer(forFile ordinal: Int) throws(ImportError) -> any RejectedRowWriter {
        ordinals.withLock { _ = $0.insert(ordinal) }
        return try Part(path: part(ordinal))
    }

    /// Joins the parts in the order of the files into one CSV file with a header.
    func assemble(into path: String) throws(PipelineError) {
        try Publisher.makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
        do throws(OutputFault) {
            let output = try OutputFile(path: path)
            try output.write(Array(CSVText.record(RejectedRowSpool.header).utf8))
            for ordinal in ordinals.withLock({ $0.sorted() }) {
                try output.append(contentsOf: part(ordinal))
            }
            try output.close()
        } catch {
            throw .cannotWrite(path: error.path, cause: error.cause)
        }
    }

    private func part(_ ordinal: Int) -> String { "\(directory)/rejected-\(ordinal).part" }

    /// The refused rows of one file; used by one thread.
    private final class Part: RejectedRowWriter {
        private let output: OutputFile
        private var buffer: [UInt8] = []

        init(path: String) throws(ImportError) {
            do throws(OutputFault) {
                output = try OutputFile(path: path)
            } catch {
                throw .rejectedRowsNotWritten(path: error.path, cause: error.cause)
            }
        }

        func write(_ row: RejectedRow) throws(ImportError) {
            let fields = [
                row.source, row.file, row.line.map(String.init) ?? "", row.column ?? "", row.value,
                row.reason.key, row.reason.text, row.reason.remedy,
            ]
            buffer.append(contentsOf: CSVText.record(fields).utf8)
            if buffer.count > 1 << 16 { try flush() }
        }

        func close() throws(ImportError) {
            try flush()
            do throws(OutputFault) { try output.close() } catch {
                throw .rejectedRowsNotWritten(path: error.path, cause: error.cause)
            }
        }

        private func flush() throws(ImportError) {
            do throws(OutputFault) { try output.write(buffer) } catch {
                throw .rejectedRowsNotWritten(path: error.path, cause: error.cause)
            }
            buffer.removeAll(keepingCapacity: true)
        }
    }
}
