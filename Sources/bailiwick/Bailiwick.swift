import ArgumentParser
import CMalloc
import Glibc
import Pipeline

/// The command line.
@main
struct Bailiwick: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bailiwick",
        abstract:
            "Sales territory reporting: coverage, overlap and rep performance from exported CSV and XML.",
        discussion: """
            A workspace is a folder with bailiwick.yaml and the exports that it names. 'run' reads it and publishes \
            an HTML and Markdown report; cron needs no more than: bailiwick run --quiet --workspace DIR

            Exit codes: 0 published, 64 usage, 65 the data failed the quality gate, 66 an input is missing, \
            70 a defect of ours, 73 output cannot be written, 75 another run is at work or the time of --timeout is over, \
            78 the configuration or a template is wrong. A signal that ends a run is seen by its parent as such \
            (128 and its number in a shell).
            """,
        version: programVersion,
        subcommands: [
            Run.self, Check.self, Doctor.self, Inspect.self, Presets.self, Init.self, Metrics.self,
            HistoryCommand.self, Templates.self, Schema.self,
        ])

    static func main() {
        StandardStreams.occupy()
        giveLargeBlocksBack()
        outliveFileLimits()
        do {
            var command = try parseAsRoot()
            try command.run()
            try StandardStreams.finishOutput()
        } catch let error as PipelineError {
            StandardStreams.tell("error: \(error.message)\n")
            exit(withError: ExitCode(error.exitCode))
        } catch {
            exit(withError: error)
        }
    }

    /// Lets a file that outgrows the limit of file sizes (`ulimit -f`) be an output that cannot be written, with a
    /// message, instead of a signal that ends the process.
    private static func outliveFileLimits() {
        // Sound: no code of ours runs in a signal handler.
        _ = unsafe signal(SIGXFSZ, SIG_IGN)
    }

    /// Blocks of a megabyte and more go back to the system as soon as they are freed.
    ///
    /// Otherwise glibc keeps the room of the largest block that was ever freed, up to 32 MB at a time, and a table
    /// that grows or moves into another leaves its former places behind.
    private static func giveLargeBlocksBack() {
        // Where the system refuses, a run takes more memory and nothing else.
        _ = mallopt(M_MMAP_THRESHOLD, 1 << 20)
    }
}
