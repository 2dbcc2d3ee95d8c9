import ArgumentParser
import Pipeline

struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read the workspace and publish the report (the weekly job).",
        discussion: """
            Writes <publish.directory>/<as-of day>/ and points 'latest' to the newest. A run that fails or is \
            killed leaves the published reports untouched; running a day again replaces that day.
            """)

    @OptionGroup var options: CommonOptions

    func run() throws {
        let reporter = options.reporter
        let outcome = try exiting(reporter) { () throws(PipelineError) in
            try Pipeline.run(options.settings(), observe: reporter.observe)
        }
        guard !options.quiet else { return }
        print(
            "published \(outcome.reportDirectory): \(outcome.files) files, \(outcome.salesRows) sales, "
                + "\(outcome.rejectedRows) rows refused, data grade \(outcome.grade)")
    }
}
