import ArgumentParser
import Pipeline
import Rendering

struct Templates: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List, copy and try the templates that pages are printed by.",
        discussion: """
            Every page is printed by a Mustache template; a file of the same name in templates/html/, \
            templates/markdown/ or templates/text/ of a workspace replaces one. Copy only what you change, so that \
            all other pages stay those of the program:

              bailiwick templates export --only html/footer templates
              bailiwick templates preview --page index

            docs/templates.md has an example.
            """,
        subcommands: [List.self, Export.self, Preview.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List all templates by format, and which of them the workspace replaces.")

        @Option(
            help: ArgumentHelp("Folder whose templates/ are told of.", valueName: "dir"),
            completion: .directory)
        var workspace = "."

        @Flag(help: "Print the names only, one on each line.")
        var names = false

        func run() {
            guard names else { return print(templatesText(workspace: workspace)) }
            print(ReportTemplate.all.map { "\($0.folder)/\($0.name)" }.joined(separator: "\n"))
        }
    }

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Copy the program's templates into a folder, with a README of all their variables.",
            discussion: """
                Writes DIR/html/, DIR/markdown/, DIR/text/ and DIR/README.md, which lists every variable with its type \
                and an example. Nothing is written where a file there says something else, unless --force is given. A \
                workspace reads them where DIR is its folder templates/.
                """)

        @Argument(
            help: ArgumentHelp("Folder to write into, such as templates.", valueName: "dir"),
            completion: .directory)
        var folder: String

        @Option(
            name: .customLong("only"),
            help: ArgumentHelp(
                "Copy only this one, such as footer or html/footer; may be repeated.", valueName: "name"),
            completion: .shellCommand("bailiwick templates list --names 2>/dev/null"))
        var names: [String] = []

        @Flag(help: "Write over files that are there.")
        var force = false

        func run() throws {
            let templates: [ReportTemplate]
            do throws(UnknownTemplate) {
                templates = try reportTemplates(named: names)
            } catch {
                throw ValidationError(error.message)
            }
            let reporter = ConsoleReporter(
                ReportingStyle(quiet: false, format: .text, color: .auto, now: wallClock))
            let written = try exiting(reporter) { () throws(PipelineError) in
                try exportTemplates(templates, to: folder, force: force, resources: programResources())
            }
            print("wrote \(written.count) files to \(folder): templates, and README.md with their variables")
        }
    }

    struct Preview: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Render the report by the workspace's own templates into a folder; publish nothing.",
            discussion: """
                Reads the workspace as a run does, prints its pages into preview/ and then the path of the first. \
                Nothing is published or remembered, and the quality gate is not asked. A folder without bailiwick.yaml \
                gets the data of the sample, so that templates can be written before there is any.
                """)

        @OptionGroup var options: CommonOptions

        @Option(
            help: ArgumentHelp("Folder of the pages. Default: preview/ in the workspace.", valueName: "dir"),
            completion: .directory)
        var to: String?

        @Option(
            help: ArgumentHelp(
                "Only this page: index, territory, digest or another that list names.", valueName: "name"),
            completion: .list(PageTemplate.names))
        var page: String?

        @Flag(help: "Show the data of the sample, whatever the workspace has.")
        var sample = false

        func validate() throws {
            guard let page, PageTemplate(page) == nil else { return }
            throw ValidationError(
                "--page '\(page)' is no page; choose from: \(PageTemplate.names.joined(separator: ", "))")
        }

        func run() throws {
            var request = PreviewRequest()
            request.folder = to
            request.page = page.flatMap { PageTemplate($0) }
            request.showsSample = sample
            let (outcome, _) = try options.watched("preview") { (settings, reporter) throws(PipelineError) in
                try previewTemplates(settings, request, observe: reporter.observe)
            }
            if outcome.showsSample, !sample, !options.quiet {
                StandardStreams.tell(
                    "there is no bailiwick.yaml in \(options.workspace): the pages show the sample\n")
            }
            print(outcome.path)
        }
    }
}
