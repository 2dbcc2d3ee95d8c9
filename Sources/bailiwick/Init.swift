import ArgumentParser
import Pipeline

struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a new workspace.",
        discussion: "With --sample it is the sample workspace, ready for 'bailiwick run'.")

    @Argument(help: "Folder to make; it must not hold a bailiwick.yaml yet.", completion: .directory)
    var directory = "."

    @Flag(help: "Fill it with the sample data.")
    var sample = false

    func run() throws {
        let reporter = ConsoleReporter(
            ReportingStyle(quiet: false, format: .text, color: .auto, now: wallClock))
        let made = try exiting(reporter) { () throws(PipelineError) in
            try makeWorkspace(at: directory, sample: sample, resources: programResources())
        }
        print("made \(made.joined(separator: ", ")) in \(directory)")
        print("next: bailiwick \(sample ? "run" : "check") --workspace \(directory)")
    }
}
