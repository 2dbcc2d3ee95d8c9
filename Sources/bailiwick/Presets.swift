import ArgumentParser
import Pipeline

struct Presets: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the named mappings for the exports of vendors, and show one.",
        discussion: """
            A preset knows the columns, dates, footers and null words of one export. A source names it and adds or \
            replaces what is different:

              accounts: {file: data/Account.csv, preset: salesforce-account, fields: {potential: Potential__c}}

            Files in presets/ of the workspace are presets of your own; one with the name of a preset of the \
            program goes first. Start from 'bailiwick presets show NAME'.
            """,
        subcommands: [List.self, Show.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List all presets beneath the source that each is for.")

        @Option(
            help: ArgumentHelp("Folder whose presets/ are listed too.", valueName: "dir"),
            completion: .directory)
        var workspace = "."

        @Flag(help: "Print the names only, one on each line.")
        var names = false

        func run() throws {
            guard !names else {
                let all = try reading(workspace) { presets throws(ConfigurationError) in try presets.all() }
                return print(all.map(\.name).joined(separator: "\n"))
            }
            print(
                presetsText(
                    try reading(workspace) { presets throws(ConfigurationError) in try presets.all() }))
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what a preset expects, what has to be adapted, and its YAML.")

        @Argument(
            help: "Name of the preset, such as salesforce-account.",
            completion: .shellCommand("bailiwick presets list --names 2>/dev/null"))
        var name: String

        @Option(
            help: ArgumentHelp("Folder whose presets/ are looked in first.", valueName: "dir"),
            completion: .directory)
        var workspace = "."

        func run() throws {
            let found = try reading(workspace) { presets throws(ConfigurationError) in
                (preset: try presets.find(name), unknown: presets.unknown(name))
            }
            guard let preset = found.preset else { throw ValidationError(found.unknown.message) }
            print(presetText(preset))
        }
    }
}

/// Reads from the presets of a workspace and of the program; a wrong one ends the command with 78.
private func reading<Value>(
    _ workspace: String, _ body: (PresetLibrary) throws(ConfigurationError) -> Value
) throws -> Value {
    let reporter = ConsoleReporter(
        ReportingStyle(quiet: false, format: .text, color: .auto, now: wallClock))
    return try exiting(reporter) { () throws(PipelineError) in
        let presets = PresetLibrary(workspace: workspace, resources: try programResources())
        do throws(ConfigurationError) {
            return try body(presets)
        } catch {
            throw .configuration(error)
        }
    }
}
