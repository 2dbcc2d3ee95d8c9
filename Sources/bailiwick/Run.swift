import ArgumentParser
import Pipeline

struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read the workspace and publish the report (the weekly job).",
        discussion: """
            Writes <publish.directory>/<as-of day>/ and points 'latest' to the newest. A run that fails or is \
            killed leaves the published reports untouched; running a day again replaces that day. SIGTERM, SIGINT and \
            SIGHUP end it within a second or so and leave nothing behind; a run that is just putting its report in \
            place ends well instead.
            """)

    @OptionGroup var options: CommonOptions

    func run() throws {
        let (outcome, reporter) = try options.watched("run") {
            (settings, reporter) throws(PipelineError) in
            try Pipeline.run(settings, observe: reporter.observe)
        }
        reporter.succeed(outcome)
        guard !options.quiet else { return }
        print(
            "published \(outcome.reportDirectory): \(outcome.files) files, \(outcome.salesRows) sales, "
                + "\(outcome.rejectedRows) rows refused, data grade \(outcome.grade)")
    }
}
