import ArgumentParser
import Pipeline

struct Doctor: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look whether a run can start: files, permissions, disk space, lock; change nothing.",
        discussion: """
            Looks at the configuration, the templates, the reports folder, the lock, leftovers of killed runs, the \
            history, the files of every source and the disk, in the order in which a run would meet them; run it as the \
            user that cron uses. Data is not read; 'bailiwick check' does that. Ends with 0 where a run can start, else \
            with the code that the run would end with.
            """)

    @Option(help: ArgumentHelp("Folder that holds bailiwick.yaml.", valueName: "dir"), completion: .directory)
    var workspace = "."

    @Flag(help: "Print one JSON object instead of a table.")
    var json = false

    func run() throws {
        let reporter = ConsoleReporter(
            ReportingStyle(quiet: false, format: .text, color: .auto, now: wallClock))
        let settings = try exiting(reporter) { () throws(PipelineError) in
            try CommonOptions.settings(of: workspace)
        }
        let diagnosis = diagnose(settings, version: programVersion)
        print(json ? diagnosis.json : diagnosis.table)
        if diagnosis.exitCode != 0 { throw ExitCode(diagnosis.exitCode) }
    }
}
