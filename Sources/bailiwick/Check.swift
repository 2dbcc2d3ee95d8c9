import ArgumentParser
import Pipeline

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read and judge the workspace's data; publish nothing.",
        discussion: "Ends with 0 where a run would publish, 65 where the quality gate would stop it.")

    @OptionGroup var options: CommonOptions

    @Option(
        help: ArgumentHelp("Write all refused rows to this CSV file.", valueName: "file"), completion: .file()
    )
    var rejected: String?

    func run() throws {
        let (outcome, reporter) = try options.watched("check") {
            (settings, reporter) throws(PipelineError) in
            try Pipeline.check(settings, rejectedRows: rejected, observe: reporter.observe)
        }
        if !options.quiet { print(outcome.summary) }
        guard outcome.findings.isEmpty else {
            if options.quiet { reporter.fail(.gate(outcome.findings, rejectedRows: rejected)) }
            throw ExitCode(65)
        }
    }
}
