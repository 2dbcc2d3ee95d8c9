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
    /// The time as UTC in ISO 8601, for the history's list of runs; nil = not recorded.
    public var clock: (@Sendable () -> String)?

    public init(workspace: String, asOf: AsOf?, today: Day, threads: Int, resources: Resources) {
        self.workspace = workspace
        self.asOf = asOf
        self.today = today
        self.threads = threads
        self.resources = resources
    }
}

/// What happens during a run, for a terminal or a log.
public enum RunEvent: Sendable {
    case stageStarted(Stage)
    case importing(ImportProgress)
    case stageFinished(Stage, detail: String)
    /// Something that the operator should know of a run that goes on.
    case notice(String)

    public enum Stage: String, Sendable, CaseIterable {
        case configure, dimensions, facts, analyse, render, publish
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
