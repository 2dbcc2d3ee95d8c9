import Analysis
import Geography
import History
import Importing
import Rendering
import Tabular
import TerritoryModel

/// Why a run ended without a report; facts, with the exit code of sysexits and the words beside.
public enum PipelineError: Error, Sendable {
    case configuration(ConfigurationError)
    /// Nothing has such a name; files of the archive where one was found.
    case missingInput(
        path: String, source: String, line: Int, members: [String] = [], waited: Duration = .zero)
    /// A file has not arrived whole, after so much waiting.
    case incomplete(path: String, source: String, obstacle: ArrivalObstacle, waited: Duration = .zero)
    /// The newest file of a source was written longer ago than its rule allows.
    case staleInput(path: String, source: String, seconds: Int64, maxAge: Duration)
    /// A zip archive where a file is needed; some names of its files, and how many it has.
    case archiveAsFile(path: String, source: String, line: Int, members: [String], count: Int)
    case tooManyMembers(path: String, source: String, line: Int, limit: Int)
    /// A named pipe where a file is needed.
    case pipeAsFile(path: String, source: String)
    case importFailed(ImportError)
    /// A file was not the same before and after it was read; the change in words, such as `was replaced`.
    case inputChanged(path: String, source: String, change: String)
    case gate([GateFinding], rejectedRows: String?)
    case sumOverflow(SumOverflow)
    case template(RenderingError)
    /// The source in the configuration: `boundaries` or `territory_boundaries`.
    case boundaries(BoundariesError, source: String)
    /// What the run that holds the lock wrote there of itself, such as `process 4711 since 2026-06-28 04:12 UTC`.
    case locked(path: String, holder: String? = nil)
    case logNotWritten(path: String, cause: String)
    /// The run took longer than it was given.
    case timedOut(Duration)
    /// A signal ended the run, such as SIGTERM.
    case ended(signal: String)
    case cannotWrite(path: String, cause: String)
    case noResources(searched: [String])
    case targetExists(path: String)
    /// A file that an export of templates would write over.
    case templateExists(path: String)
    /// A folder for a preview that holds something else.
    case notAPreview(path: String)
    case history(HistoryError)
    /// The report is live, but its history could not be completed.
    case historyUnfinished(Day, HistoryError)

    /// The exit code of sysexits.h.
    public var exitCode: Int32 {
        switch self {
        case .configuration, .template, .archiveAsFile, .tooManyMembers: 78
        case .missingInput: 66
        case .importFailed(.unreadable(_, .missingFile(_))): 66
        case .importFailed(.rejectedRowsNotWritten): 73
        case .importFailed, .inputChanged, .pipeAsFile, .gate, .sumOverflow, .boundaries: 65
        case .incomplete, .staleInput: 65
        case .cannotWrite, .targetExists, .templateExists, .notAPreview, .logNotWritten: 73
        case .locked, .timedOut, .ended: 75
        case .noResources: 70
        case .history(let error), .historyUnfinished(_, let error): error.exitCode
        }
    }

    /// Where, what and the remedy, as lines.
    public var message: String {
        switch self {
        case .configuration(let error): error.message
        case .missingInput(let path, let source, let line, let members, let waited):
            "bailiwick.yaml:\(line): no file matches '\(path)' of source '\(source)'"
                + PipelineError.afterWaiting(waited) + "\n"
                + "  put the export there, or correct 'file'"
                + (members.isEmpty ? "" : "; the archive has: \(members.joined(separator: ", "))")
        case .incomplete(let path, let source, let obstacle, let waited):
            "\(path): the file of source '\(source)' has not arrived whole\(PipelineError.afterWaiting(waited)): "
                + obstacle.text
                + "\n  run again when it has, or let the run wait longer with sources.\(source).complete.wait"
        case .staleInput(let path, let source, let seconds, let maxAge):
            "\(path): the newest file of source '\(source)' was last written \(DurationText.age(seconds)) ago, "
                + "which is older than \(DurationText.write(maxAge))\n"
                + "  export it again, or raise sources.\(source).freshness.max_age"
        case .archiveAsFile(let path, let source, let line, let members, let count):
            "bailiwick.yaml:\(line): '\(path)' of source '\(source)' is a zip archive\n"
                + PipelineError.archiveRemedy(path, members, count)
        case .tooManyMembers(let path, let source, let line, let limit):
            "bailiwick.yaml:\(line): '\(path)' of source '\(source)' matches more than \(limit) "
                + (limit == 1 ? "file\n" : "files\n")
                + "  name the files more narrowly"
        case .importFailed(let error): "\(error.place): \(error.problem)\n  \(error.remedy)"
        case .pipeAsFile(let path, let source):
            "\(path): source '\(source)' is a pipe, but files are read more than once\n"
                + "  write what comes out of it to a file first"
        case .inputChanged(let path, let source, let change):
            "\(path): the file of source '\(source)' \(change) while it was read\n"
                + "  wait until the export is complete, then run again"
        case .gate(let findings, let rejectedRows):
            findings.map(\.message).joined(separator: "\n")
                + "\nnothing was published"
                + (rejectedRows.map { "; all refused rows: \($0)" } ?? "")
        case .sumOverflow(let overflow):
            "\(overflow.sum) outgrows the range of money (±922 trillion)\n"
                + "  look for amounts in a wrong unit or a wrong column"
        case .template(let error): error.description
        case .boundaries(let error, let source): error.text(ofSource: source)
        case .locked(let path, let holder):
            "another run is at work here: \(holder.map { "\($0) " } ?? "it ")holds \(path)\n"
                + "  wait for it to end; a killed run leaves no lock"
        case .logNotWritten(let path, let cause):
            "\(path): the log cannot be written: \(cause)\n  allow writing there, or choose another --log-file"
        case .timedOut(let duration):
            "the run did not end within \(DurationText.write(duration)) (--timeout)\n"
                + "  the reports are as they were; look in the log which stage took the time, then run again"
        case .ended(let signal):
            "the run was ended by \(signal)\n  the reports are as they were; run again"
        case .cannotWrite(let path, let cause):
            "\(path): cannot be written: \(cause)\n  make room or allow writing there, then run again"
        case .noResources(let searched):
            "the program's templates are not where they were installed; searched: "
                + searched.joined(separator: ", ") + "\n  install again with 'make install'"
        case .targetExists(let path): "\(path) exists already\n  choose a new or empty folder"
        case .templateExists(let path):
            "\(path): exists already and is not what would be written\n"
                + "  choose another folder, or write over it with --force"
        case .notAPreview(let path):
            "\(path): holds something that is no preview\n  choose a new or empty folder with --to"
        case .history(let error): error.message
        case .historyUnfinished(let day, let error):
            error.message + "\n  the report of \(day) is published; the next run completes its history"
        }
    }

    private static func afterWaiting(_ waited: Duration) -> String {
        waited > .zero ? " after waiting for \(DurationText.write(waited))" : ""
    }

    private static func archiveRemedy(_ path: String, _ members: [String], _ count: Int) -> String {
        if members.contains("[Content_Types].xml") {
            return "  it is a document of an office program; save its table as CSV or XML Spreadsheet 2003"
        }
        guard let first = members.first else { return "  it has no files; export it again" }
        let more = count > members.count ? ", and \(count - members.count) more" : ""
        return "  write which of its files is meant, such as file: \"\(path)!/\(first)\"; it has: "
            + members.joined(separator: ", ") + more
    }
}

extension HistoryError {
    /// The exit code of sysexits.h.
    var exitCode: Int32 {
        switch self {
        case .locked: 75
        case .newer, .foreign: 78
        case .cannotWrite: 73
        case .missing, .cannotRead, .noRun: 66
        case .corrupt, .unreadableReport: 65
        }
    }
}
