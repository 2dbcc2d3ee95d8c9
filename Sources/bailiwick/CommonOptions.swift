import ArgumentParser
import Foundation
import Pipeline
import TerritoryModel

/// The options of every command that reads a workspace.
struct CommonOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Folder that holds bailiwick.yaml.", valueName: "dir"), completion: .directory)
    var workspace = "."

    @Option(
        help: ArgumentHelp(
            "Report as of this day (yyyy-MM-dd, today or latest-sale) instead of the configured one.",
            valueName: "day"),
        completion: .list(["today", "latest-sale"]))
    var asOf: String?

    @Flag(help: "Print nothing unless something fails; then one block on standard error.")
    var quiet = false

    @Option(
        help: """
            Log lines, and what fails, as text or json (a line each, with times in UTC, seconds, rows and bytes); on a \
            terminal, text shows live progress.
            """)
    var logFormat = LogFormat.text

    @Option(
        help: ArgumentHelp(
            "Add the log to this file, also under --quiet; standard error then has words only.",
            valueName: "file"))
    var logFile: String?

    @Option(
        help: ArgumentHelp(
            "End with 75 when so much time is over, such as 90s, 30m or 2h; nothing is published then.",
            valueName: "time"))
    var timeout: String?

    @Option(help: "Colour on the terminal: auto, always or never.")
    var color = ColorMode.auto

    @Option(help: "Most threads to use; the report does not depend on it. Default: the processor's.")
    var threads: Int?

    func validate() throws {
        if let asOf, AsOf(asOf) == nil {
            throw ValidationError("--as-of '\(asOf)' is not a day; write yyyy-MM-dd, today or latest-sale")
        }
        if let timeout, DurationText.read(timeout) == nil {
            throw ValidationError("--timeout '\(timeout)' is not a span of time; \(DurationText.remedy)")
        }
        if let threads, threads < 1 { throw ValidationError("--threads needs at least 1") }
    }

    /// Runs a command under watch: it tells what happens, and ends when it is told to or its time is over.
    func watched<Value>(
        _ command: String,
        _ body: (RunSettings, ConsoleReporter) throws(PipelineError) -> Value
    ) throws -> (value: Value, reporter: ConsoleReporter) {
        let unfinished = UnfinishedWork()
        let plain = ConsoleReporter(
            ReportingStyle(quiet: quiet, format: logFormat, color: color, now: wallClock))
        let reporter = try exiting(plain) { () throws(PipelineError) in
            ConsoleReporter(
                ReportingStyle(
                    quiet: quiet, format: logFormat, color: color,
                    file: try logFile.map { (path) throws(PipelineError) in try LogFile(path: path) },
                    now: wallClock))
        }
        RunWatch(
            unfinished: unfinished, reporter: reporter, timeout: timeout.flatMap { DurationText.read($0) }
        ).start()
        reporter.begin(command, version: programVersion, workspace: workspace)
        let value = try exiting(reporter) { () throws(PipelineError) in
            var settings = try settings()
            settings.unfinished = unfinished
            return try body(settings, reporter)
        }
        return (value, reporter)
    }

    /// What the pipeline needs; clock, processor count and the program's place are read here and nowhere below.
    func settings() throws(PipelineError) -> RunSettings {
        var settings = try CommonOptions.settings(of: workspace)
        settings.asOf = asOf.flatMap { AsOf($0) }
        if let threads { settings.threads = threads }
        return settings
    }

    /// The same for a command without these options.
    static func settings(of workspace: String) throws(PipelineError) -> RunSettings {
        var settings = RunSettings(
            workspace: workspace, asOf: nil, today: CommonOptions.today(),
            threads: ProcessInfo.processInfo.activeProcessorCount, resources: try programResources())
        settings.clock = RunClock(now: wallClock, pause: rest)
        return settings
    }

    /// The day of the local time zone (`TZ`, else the machine's).
    private static func today() -> Day {
        let parts = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: Date())
        guard let year = parts.year, let month = parts.month, let number = parts.day,
            let day = Day(year: year, month: month, day: number)
        else { preconditionFailure("the calendar gives every date a year, a month and a day") }
        return day
    }
}

/// Seconds since 1970-01-01 UTC.
@Sendable func wallClock() -> Double { Date().timeIntervalSince1970 }

/// Lets time pass.
@Sendable private func rest(_ duration: Duration) {
    Thread.sleep(
        forTimeInterval: Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18)
}

extension LogFormat: ExpressibleByArgument {}
extension ColorMode: ExpressibleByArgument {}

/// The program's own files, found from where it runs.
func programResources() throws(PipelineError) -> Resources {
    let path = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
    return try Resources(executable: path)
}

/// Runs a stage and turns its failure into a message and an exit code.
func exiting<Value>(
    _ reporter: ConsoleReporter, _ body: () throws(PipelineError) -> Value
) throws -> Value {
    do throws(PipelineError) {
        return try body()
    } catch {
        reporter.fail(error)
        throw ExitCode(error.exitCode)
    }
}
