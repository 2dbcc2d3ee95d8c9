import Digesting
import History
import Rendering
import Synchronization

/// The folder of a report in the making; its files are forced to disk while others are rendered.
final class StagedReport: ReportFolder {
    private let path: String
    private let folders = Mutex<Set<String>>([])
    private let forcing = FileForcing()
    private let digests = Mutex<[String: String]>([:])
    private let unfinished: UnfinishedWork
    private let size = Atomic<Int64>(0)

    init(path: String, unfinished: UnfinishedWork = UnfinishedWork()) {
        self.path = path
        self.unfinished = unfinished
    }

    /// Bytes of all files so far.
    var bytes: Int64 { size.load(ordering: .relaxed) }

    func file(_ relativePath: String) throws -> any ReportFile {
        let name = relativePath
        let path = "\(self.path)/\(name)"
        return try unfinished.making {
            try makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]))
            return try StagedReport.writing { () throws(OutputFault) in
                File(output: try OutputFile(path: path), name: name, report: self)
            }
        }
    }

    /// SHA-256 of every file that is whole, by its path in the folder.
    var contents: [String: String] { digests.withLock { $0 } }

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

    private final class File: ReportFile {
        private let output: OutputFile
        private let name: String
        private let report: StagedReport
        private var digest = ContentDigest()

        init(output: OutputFile, name: String, report: StagedReport) {
            self.output = output
            self.name = name
            self.report = report
        }

        func write(_ bytes: [UInt8]) throws {
            digest.update(bytes.span)
            report.size.add(Int64(bytes.count), ordering: .relaxed)
            try StagedReport.writing { () throws(OutputFault) in try output.write(bytes) }
        }

        func close() throws {
            let sum = digest.hexadecimal()
            report.digests.withLock { $0[name] = sum }
            try StagedReport.writing { () throws(OutputFault) in try report.forcing.take(output.written()) }
        }
    }
}
