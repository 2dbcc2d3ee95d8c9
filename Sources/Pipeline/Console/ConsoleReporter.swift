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

/// Tells people on standard error what a run does: live on a terminal, as log lines elsewhere, or not at all.
public final class ConsoleReporter: Sendable {
    private let logger: Logger?
    private let isLive: Bool
    private let color: Bool
    private let started = Mutex<[RunEvent.Stage: ContinuousClock.Instant]>([:])
    private let reading = Mutex(ReadingProgress())

    /// - Parameter quiet: nothing but failures.
    public init(quiet: Bool, format: LogFormat, color: ColorMode) {
        let isTerminal = isatty(STDERR_FILENO) == 1
        isLive = !quiet && isTerminal && format == .text
        self.color = color == .always || (color == .auto && isTerminal)
        logger =
            quiet || isLive
            ? nil : Logger(label: "bailiwick") { _ in LineLogHandler(format: format) }
    }

    public func observe(_ event: RunEvent) {
        switch event {
        case .stageStarted(let stage):
            started.withLock { $0[stage] = ContinuousClock.now }
        case .importing(let progress):
            guard isLive else { return }
            let sums = reading.withLock { $0.note(progress, at: .now) }
            if let sums {
                write("\r\u{1B}[K  \(progress.file)  \(ConsoleReporter.size(sums.bytes)), \(sums.rows) rows")
            }
        case .stageFinished(let stage, let detail):
            let start = started.withLock { $0[stage] }
            let seconds = start.map { ContinuousClock.now - $0 } ?? .zero
            let text = String(
                format: "%.2f",
                Double(seconds.components.seconds)
                    + Double(seconds.components.attoseconds) / 1e18)
            if isLive { write("\r\u{1B}[K\(painted(stage.rawValue, "32"))  \(detail)  \(text) s\n") }
            logger?.info("\(stage.rawValue)", metadata: ["detail": "\(detail)", "seconds": "\(text)"])
        case .notice(let text):
            let text = ShownText.line(text)
            if isLive { write("\r\u{1B}[K\(painted("note", "33"))  \(text)\n") }
            logger?.warning("notice", metadata: ["detail": "\(text)"])
        }
    }

    /// One block on standard error, also when quiet.
    public func fail(_ error: PipelineError) {
        write((isLive ? "\r\u{1B}[K" : "") + painted("error: ", "31") + error.message + "\n")
    }

    private func painted(_ text: String, _ code: String) -> String {
        color ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    private func write(_ text: String) {
        StandardStreams.tell(text)
    }

    private static func size(_ bytes: Int64) -> String {
        String(format: "%.1f MB", Double(bytes) / 1e6)
    }
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

/// Writes each log record as one line of text or JSON on standard error.
struct LineLogHandler: LogHandler {
    let format: LogFormat
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info

    init(format: LogFormat) {
        self.format = format
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let fields = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
        let line: String
        switch format {
        case .text:
            line = (["\(event.message)"] + fields.map { "\($0.0)=\($0.1)" }).joined(separator: " ")
        case .json:
            var object = ["event": "\(event.message)", "level": event.level.rawValue]
            for (key, value) in fields { object[key] = value }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            // A dictionary of strings always encodes.
            line = (try? encoder.encode(object)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
        }
        StandardStreams.tell(line + "\n")
    }
}
