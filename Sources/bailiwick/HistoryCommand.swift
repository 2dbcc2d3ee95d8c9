import ArgumentParser
import History
import Pipeline
import TerritoryModel

struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Look into the runs that were published before.",
        discussion: """
            Every run is remembered in a database of the workspace (key 'history' of bailiwick.yaml, bailiwick.sqlite \
            where it says nothing): its metrics, exceptions, assignments and inputs. A RUN is the as-of day of a \
            report, or latest. These commands may run while a report is made; only 'prune' waits for nobody and \
            ends with 75 then.

            Examples:
              bailiwick history                                    (lists all runs)
              bailiwick history show latest
              bailiwick history diff 2026-06-21 2026-06-28
              bailiwick history diff 2026-06-21 latest --format json --metric sales
              bailiwick history export metrics > metrics.csv
              bailiwick history prune --before 2024-01-01 --dry-run

            Any SQLite tool may read the database too; docs/history.md describes its views and has queries to start \
            from.

            Exit codes: 0 done, 64 usage, 65 the database is damaged, 66 there is no history or no such run, \
            73 output cannot be written, 75 another program holds the database, 78 the configuration is wrong.
            """,
        subcommands: [List.self, Show.self, Diff.self, Prune.self, Export.self], defaultSubcommand: List.self)

    struct Place: ParsableArguments {
        @Option(
            help: ArgumentHelp("Folder that holds bailiwick.yaml.", valueName: "dir"), completion: .directory)
        var workspace = "."

        func history() throws(PipelineError) -> WorkspaceHistory {
            try WorkspaceHistory(workspace: workspace, resources: programResources())
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List all runs, oldest day first.")

        @OptionGroup var place: Place

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws { print(try place.history().list(asJSON: json)) }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one run: its figures, exceptions with their age, and inputs.")

        @OptionGroup var place: Place

        @Argument(help: ArgumentHelp("As-of day, or latest.", valueName: "run"))
        var reference: RunReference

        @Option(help: "Print markdown or json; only json has the metrics of all territories and reps.")
        var format = HistoryFormat.markdown

        func run() throws { print(try place.history().show(reference, format)) }
    }

    struct Diff: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what two runs say differently.",
            discussion: """
                Metrics of every subject, exceptions that are new, gone or lasting, assignments and input files. \
                Only what differs is told; where the configuration differs too, its keys are named first.
                """)

        @OptionGroup var place: Place

        @Argument(help: ArgumentHelp("As-of day of the earlier run, or latest.", valueName: "from"))
        var from: RunReference

        @Argument(help: ArgumentHelp("As-of day of the later run, or latest.", valueName: "to"))
        var to: RunReference

        @Option(help: "Print markdown or json.")
        var format = HistoryFormat.markdown

        @Option(
            name: .customLong("metric"),
            help: ArgumentHelp(
                "Compare only this metric, such as attainment; may be repeated. 'bailiwick metrics' lists them.",
                valueName: "key"))
        var metrics: [String] = []

        func run() throws {
            print(try place.history().difference(from, to, format, metrics: metrics))
        }
    }

    struct Prune: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Forget old runs, and give their room back.",
            discussion: """
                A run whose report is still published stays: 'publish.keep' decides about reports. Nothing is asked; \
                --dry-run only says what would go.
                """)

        @OptionGroup var place: Place

        @Option(help: ArgumentHelp("Forget all runs but the newest so many.", valueName: "n"))
        var keep: Int?

        @Option(help: ArgumentHelp("Forget all runs as of days before this one.", valueName: "day"))
        var before: String?

        @Flag(help: "Only say what would go.")
        var dryRun = false

        func validate() throws { _ = try rule }

        private var rule: PruneRule {
            get throws {
                switch (keep, before) {
                case (let count?, nil):
                    guard count >= 1 else { throw ValidationError("--keep needs at least 1") }
                    return .keep(count)
                case (nil, let text?):
                    guard let day = Day(iso: text) else {
                        throw ValidationError("--before '\(text)' is not a day; write yyyy-MM-dd")
                    }
                    return .before(day)
                default: throw ValidationError("give either --keep N or --before DAY")
                }
            }
        }

        func run() throws { print(try place.history().prune(rule, isRehearsal: dryRun)) }
    }

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the views of the history as CSV or as lines of JSON.",
            discussion: "Views: \(WorkspaceHistory.viewNames.joined(separator: ", ")).")

        @OptionGroup var place: Place

        @Argument(help: ArgumentHelp("Views to write; with --to all without one.", valueName: "view"))
        var views: [String] = []

        @Option(help: "Write csv or jsonl (a JSON object for each row).")
        var format = ExportFormat.csv

        @Option(
            help: ArgumentHelp(
                "Folder to make and fill with a file for each view; without it one view goes to standard output.",
                valueName: "dir"), completion: .directory)
        var to: String?

        func validate() throws {
            for view in views where !WorkspaceHistory.viewNames.contains(view) {
                throw ValidationError(
                    "there is no view '\(view)'; choose from \(WorkspaceHistory.viewNames.joined(separator: ", "))"
                )
            }
            if to == nil, views.count != 1 {
                throw ValidationError("name one view, or give --to DIR for several")
            }
        }

        func run() throws {
            let history = try place.history()
            if let to {
                let chosen = views.isEmpty ? WorkspaceHistory.viewNames : views
                for path in try history.export(chosen, format, into: to) { print(path) }
            } else {
                for view in views {
                    try history.export(view, format) { bytes throws(PipelineError) in
                        try StandardStreams.put(bytes)
                    }
                }
            }
        }
    }
}

extension RunReference: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
extension HistoryFormat: ExpressibleByArgument {}
extension ExportFormat: ExpressibleByArgument {}
