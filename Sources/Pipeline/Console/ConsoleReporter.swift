import Foundation
import Importing
import Logging
import Synchronization
import TerritoryModel

/// How log lines are written.
public enum LogFormat: String, Sendable, CaseIterable {
    case text, json
}

/// When to use colour.
public enum ColorMode: String, Sendable, CaseIterable {
    case auto, always, never
}

/// How a run is told of.
public struct ReportingStyle: Sendable {
    /// Nothing but failures.
    public var quiet: Bool
    public var format: LogFormat
    public var color: ColorMode
    /// Takes the log in the format; standard error then has words for people.
    public var file: LogFile?
    /// Seconds since 1970-01-01 UTC, for the time stamps of the log.
    public var now: @Sendable () -> Double

    public init(
        quiet: Bool, format: LogFormat, color: ColorMode, file: LogFile? = nil,
        now: @escaping @Sendable () -> Double
    ) {
        self.quiet = quiet
        self.format = format
        self.color = color
        self.file = file
        self.now = now
    }
}

/// Tells people on standard error what a run does: live on a terminal, as log lines elsewhere, or not at all.
public final class ConsoleReporter: Sendable {
    private let style: ReportingStyle
    /// nil where there is nothing to be logged.
    private let logger: Logger?
    private let isLive: Bool
    private let color: Bool
    private let begun = ContinuousClock.now
    private let started = Mutex<[RunEvent.Stage: ContinuousClock.Instant]>([:])
    private let reading = Mutex(ReadingProgress())

    public init(_ style: ReportingStyle) {
        self.style = style
        let isTerminal = isatty(STDERR_FILENO) == 1
        isLive = !style.quiet && isTerminal && (style.format == .text || style.file != nil)
        color = style.color == .always || (style.color == .auto && isTerminal)
        let write: (@Sendable (String) -> Void)? =
            if let file = style.file {
                { file.add($0) }
            } else if style.quiet || isLive {
                nil
            } else {
                { StandardStreams.tell($0) }
            }
        logger = write.map { write in
            Logger(label: "bailiwick") { _ in
                LineLogHandler(format: style.format, now: style.now, write: write)
            }
        }
    }

    /// The run begins.
    public func begin(_ command: String, version: String, workspace: String) {
        logger?.info(
            "started",
            metadata: [
                "command": "\(command)", "version": "\(version)", "workspace": "\(workspace)",
                "process": .stringConvertible(Int64(getpid())),
            ])
    }

    public func observe(_ event: RunEvent) {
        switch event {
        case .stageStarted(let stage):
            started.withLock { $0[stage] = ContinuousClock.now }
        case .importing(let progress):
            guard isLive else { return }
            let sums = reading.withLock { $0.note(progress, at: .now) }
            if let sums {
                tell("\r\u{1B}[K  \(progress.file)  \(ConsoleReporter.size(sums.bytes)), \(sums.rows) rows")
            }
        case .stageFinished(let stage, let detail, let counts):
            let start = started.withLock { $0[stage] }
            finish(stage, detail, counts, seconds(since: start ?? ContinuousClock.now))
        case .waiting(let what):
            if isLive { tell("\r\u{1B}[Kwaiting: \(what)\n") }
            logger?.notice("waiting", metadata: ["detail": "\(ConsoleReporter.oneLine(what))"])
        case .notice(let what):
            let line = ConsoleReporter.oneLine(what)
            if isLive { tell("\r\u{1B}[K\(painted("note", "33"))  \(line)\n") }
            logger?.warning("notice", metadata: ["detail": "\(line)"])
        }
    }

    private func finish(
        _ stage: RunEvent.Stage, _ detail: String, _ counts: StageCounts, _ seconds: Seconds
    ) {
        if isLive { tell("\r\u{1B}[K\(painted(stage.rawValue, "32"))  \(detail)  \(seconds) s\n") }
        var metadata: Logger.Metadata = ["detail": "\(detail)", "seconds": .stringConvertible(seconds)]
        if let rows = counts.rows { metadata["rows"] = .stringConvertible(rows) }
        if let bytes = counts.bytes { metadata["bytes"] = .stringConvertible(bytes) }
        if let files = counts.files { metadata["files"] = .stringConvertible(Int64(files)) }
        logger?.info("\(stage.rawValue)", metadata: metadata)
    }

    /// The report is published.
    public func succeed(_ outcome: RunOutcome) {
        logger?.info(
            "published",
            metadata: [
                "as_of": "\(outcome.asOf)", "report": "\(outcome.reportDirectory)",
                "files": .stringConvertible(Int64(outcome.files)), "grade": "\(outcome.grade)",
                "rejected_rows": .stringConvertible(outcome.rejectedRows),
                "sales_rows": .stringConvertible(outcome.salesRows),
                "seconds": .stringConvertible(seconds(since: begun)),
            ])
    }

    /// One block on standard error, also when quiet: words, or a line of JSON where the log is JSON and goes there.
    public func fail(_ error: PipelineError) {
        let metadata: Logger.Metadata = [
            "exit_code": .stringConvertible(Int64(error.exitCode)),
            "message": "\(style.format == .json ? error.message : ConsoleReporter.oneLine(error.message))",
            "seconds": .stringConvertible(seconds(since: begun)),
        ]
        if style.file != nil { logger?.error("failed", metadata: metadata) }
        if style.format == .json && style.file == nil {
            var handler = LineLogHandler(format: .json, now: style.now) { StandardStreams.tell($0) }
            handler.logLevel = .error
            Logger(label: "bailiwick") { _ in handler }.error("failed", metadata: metadata)
        } else {
            tell((isLive ? "\r\u{1B}[K" : "") + painted("error: ", "31") + error.message + "\n")
        }
    }

    private func painted(_ text: String, _ code: String) -> String {
        color ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    private func tell(_ text: String) {
        StandardStreams.tell(text)
    }

    private func seconds(since start: ContinuousClock.Instant) -> Seconds {
        Seconds((ContinuousClock.now - start).inSeconds)
    }

    private static func size(_ bytes: Int64) -> String {
        String(format: "%.1f MB", Double(bytes) / 1e6)
    }

    /// A message of several lines for a log that has one line for each event.
    private static func oneLine(_ text: String) -> String {
        text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: "; ")
    }
}

/// A time as people read it: with two decimals.
struct Seconds: CustomStringConvertible, Sendable {
    let value: Double

    init(_ value: Double) { self.value = value }

    var description: String { String(format: "%.2f", value) }
}

/// What has been read of all files, for a line that is written over again and again.
struct ReadingProgress {
    /// Often enough for the eye, and seldom enough to take no time.
    static let pause = Duration.milliseconds(50)

    private var files: [String: (bytes: Int64, rows: Int64)] = [:]
    private var bytes: Int64 = 0
    private var rows: Int64 = 0
    private var lastShown: ContinuousClock.Instant?

    /// Takes in how far a file is; the sums over all files, nil where they were shown a moment ago.
    mutating func note(
        _ progress: ImportProgress, at instant: ContinuousClock.Instant
    ) -> (bytes: Int64, rows: Int64)? {
        let key = progress.source + "\u{0}" + progress.file
        let before = files.updateValue((progress.bytes, progress.rows), forKey: key) ?? (0, 0)
        bytes += progress.bytes - before.bytes
        rows += progress.rows - before.rows
        if let lastShown, instant - lastShown < ReadingProgress.pause { return nil }
        lastShown = instant
        return (bytes, rows)
    }
}
