import Rendering
import Synchronization

/// The folder of a report in the making; its files are forced to disk while others are rendered.
final class StagedReport: ReportFolder {
    private let path: String
    private let folders = Mutex<Set<String>>([])
    private let forcing = FileForcing()

    init(path: String) { self.path = path }

    func file(_ relativePath: String) throws -> any ReportFile {
        let path = "\(self.path)/\(relativePath)"
        try makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
        return try StagedReport.writing { () throws(OutputFault) in
            File(output: try OutputFile(path: path), forcing: forcing)
        }
    }

    /// Waits until every file is on disk.
    func finish() throws(PipelineError) {
        try StagedReport.writing { () throws(OutputFault) in try forcing.finish() }
    }

    private func makeFolder(_ path: String) throws(PipelineError) {
        let failure = folders.withLock { folders -> PipelineError? in
            guard !folders.contains(path) else { return nil }
            do throws(PipelineError) { try Publisher.makeFolder(path) } catch { return error }
            folders.insert(path)
            return nil
        }
        if let failure { throw failure }
    }

    private static func writing<Value>(
        _ body: () throws(OutputFault) -> Value
    ) throws(PipelineError) -> Value {
        do throws(OutputFault) {
            return try body()
        } catch {
            throw .cannotWrite(path: error.path, cause: error.cause)
        }
    }

    private struct File: ReportFile {
        let output: OutputFile
        let forcing: FileForcing

        func write(_ bytes: [UInt8]) throws {
            try StagedReport.writing { () throws(OutputFault) in try output.write(bytes) }
        }

        func close() throws {
            try StagedReport.writing { () throws(OutputFault) in try forcing.take(output.written()) }
        }
    }
}
