import Importing
import TerritoryModel

/// What the command line says about a run.
public struct RunSettings: Sendable {
    /// Folder of the workspace.
    public var workspace: String
    /// Overrides the configuration's as-of day.
    public var asOf: AsOf?
    /// The present day, for `as_of: today`.
    public var today: Day
    /// Most threads to use, at least 1.
    public var threads: Int
    /// Folder with the program's `Templates`.
    public var resources: Resources
    /// The time of day, for the history, the age of files and waiting.
    public var clock: RunClock
    /// What is under construction, for whoever has to end the run.
    public var unfinished = UnfinishedWork()

    public init(workspace: String, asOf: AsOf?, today: Day, threads: Int, resources: Resources) {
        self.workspace = workspace
        self.asOf = asOf
        self.today = today
        self.threads = threads
        self.resources = resources
        clock = .standing(at: today)
    }
}

/// What happens during a run, for a terminal or a log.
public enum RunEvent: Sendable {
    case stageStarted(Stage)
    case importing(ImportProgress)
    /// A stage has ended; what it did in words, and in numbers where it has any.
    case stageFinished(Stage, detail: String, counts: StageCounts = StageCounts())
    /// The run waits for an input; which and why, in words.
    case waiting(String)
    /// Something that the operator should know of a run that goes on.
    case notice(String)

    public enum Stage: String, Sendable, CaseIterable {
        case configure, dimensions, facts, analyse, render, publish
    }
}

/// How much a stage worked on; nil for what does not apply.
public struct StageCounts: Hashable, Sendable {
    public var rows: Int64?
    public var bytes: Int64?
    public var files: Int?

    public init(rows: Int64? = nil, bytes: Int64? = nil, files: Int? = nil) {
        self.rows = rows
        self.bytes = bytes
        self.files = files
    }
}

/// What a good run did.
public struct RunOutcome: Sendable {
    public let asOf: Day
    /// The published folder.
    public let reportDirectory: String
    public let files: Int
    public let salesRows: Int64
    public let rejectedRows: Int64
    public let grade: String
    /// What was put right about the history, in words.
    public let notices: [String]
}

extension StageCounts {
    /// What was read of some files.
    init(_ files: [ImportedFile]) {
        self.init(
            rows: files.reduce(0) { $0 + $1.rowsRead }, bytes: files.reduce(0) { $0 + $1.bytes },
            files: files.count)
    }
}
