import ArgumentParser
import Foundation
import Pipeline
import TerritoryModel

/// The options of every command that reads a workspace.
struct CommonOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Folder that holds bailiwick.yaml.", valueName: "dir"))
    var workspace = "."

    @Option(
        help: ArgumentHelp(
            "Report as of this day (yyyy-MM-dd, today or latest-sale) instead of the configured one.",
            valueName: "day"))
    var asOf: String?

    @Flag(help: "Print nothing unless something fails.")
    var quiet = false

    @Option(help: "Log lines as text or json; on a terminal, text shows live progress.")
    var logFormat = LogFormat.text

    @Option(help: "Colour on the terminal: auto, always or never.")
    var color = ColorMode.auto

    @Option(help: "Most threads to use; the report does not depend on it. Default: the processor's.")
    var threads: Int?

    func validate() throws {
        if let asOf, AsOf(asOf) == nil {
            throw ValidationError("--as-of '\(asOf)' is not a day; write yyyy-MM-dd, today or latest-sale")
        }
        if let threads, threads < 1 { throw ValidationError("--threads needs at least 1") }
    }

    var reporter: ConsoleReporter { ConsoleReporter(quiet: quiet, format: logFormat, color: color) }

    /// What the pipeline needs; clock, processor count and the program's place are read here and nowhere below.
    func settings() throws(PipelineError) -> RunSettings {
        var settings = RunSettings(
            workspace: workspace, asOf: asOf.flatMap { AsOf($0) }, today: CommonOptions.today(),
            threads: threads ?? ProcessInfo.processInfo.activeProcessorCount,
            resources: try programResources())
        settings.clock = { Date().formatted(.iso8601) }
        return settings
    }

    private static func today() -> Day {
        let parts = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: Date())
        guard let year = parts.year, let month = parts.month, let number = parts.day,
            let day = Day(year: year, month: month, day: number)
        else { preconditionFailure("the calendar gives every date a year, a month and a day") }
        return day
    }
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
