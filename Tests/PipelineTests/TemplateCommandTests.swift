import Foundation
import Pipeline
import Rendering
import Testing

@Suite("Commands for templates")
struct TemplateCommandTests {
    /// A folder that is not there yet; removed when the test ends.
    private final class NewFolder {
        let path = FileManager.default.temporaryDirectory.path + "/bailiwick-templates-\(UUID().uuidString)"

        deinit {
            try? FileManager.default.removeItem(atPath: path)  // a leftover harms nobody
        }

        func files() throws -> [String] {
            try FileManager.default.subpathsOfDirectory(atPath: path).filter {
                $0.hasSuffix(".mustache") || $0.hasSuffix(".md")
            }.sorted()
        }
    }

    private static func shipped(_ path: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: Repository.root + "/Templates/" + path))
    }

    @Test("export copies all templates with their README, and a workspace of them prints the same report")
    func exportAll() throws {
        let workspace = try TemporaryWorkspace()
        try workspace.run()
        let plain = try workspace.published()
        let run = try Program.run(["templates", "export", workspace.path + "/templates"])
        let count = ReportTemplate.all.count + 1
        #expect(run.code == 0 && run.errors == "")
        #expect(
            run.output
                == "wrote \(count) files to \(workspace.path)/templates: templates, and README.md with their variables\n"
        )
        for template in ReportTemplate.all {
            let copy = workspace.path + "/templates/" + template.path
            #expect(FileManager.default.contents(atPath: copy) == (try Self.shipped(template.path)))
        }
        let readme = FileManager.default.contents(atPath: workspace.path + "/templates/README.md")
        #expect(readme == (try Self.shipped("README.md")))
        try workspace.run()
        #expect(try workspace.published() == plain)
    }

    @Test("export copies the templates that are named, of one format or of all")
    func exportSome() throws {
        let folder = NewFolder()
        let run = try Program.run(
            ["templates", "export", folder.path, "--only", "html/footer", "--only", "digest"])
        #expect(run.code == 0)
        #expect(
            try folder.files() == [
                "README.md", "html/digest.mustache", "html/footer.mustache", "text/digest.mustache",
            ])
        let wrong = try Program.run(["templates", "export", folder.path, "--only", "fotter"])
        #expect(wrong.code == 64)
        #expect(wrong.errors.contains("'fotter' is not a template; did you mean 'footer'?"))
        let strange = try Program.run(["templates", "export", folder.path, "--only", "§§§§§§§§§§§§"])
        #expect(strange.errors.contains("is not a template; 'bailiwick templates list' names them"))
    }

    @Test("export writes nothing over what says something else, unless it is forced to")
    func exportOver() throws {
        let folder = NewFolder()
        #expect(try Program.run(["templates", "export", folder.path, "--only", "html/footer"]).code == 0)
        let footer = URL(fileURLWithPath: folder.path + "/html/footer.mustache")
        try Data("ours".utf8).write(to: footer)
        let refused = try Program.run(["templates", "export", folder.path])
        #expect(refused.code == 73)
        #expect(
            refused.errors == """
                error: \(footer.path): exists already and is not what would be written
                  choose another folder, or write over it with --force

                """)
        #expect(try folder.files() == ["README.md", "html/footer.mustache"])
        #expect(try Data(contentsOf: footer) == Data("ours".utf8))
        #expect(try Program.run(["templates", "export", folder.path, "--only", "html/header"]).code == 0)
        #expect(try Program.run(["templates", "export", folder.path, "--force"]).code == 0)
        #expect(try Data(contentsOf: footer) == Self.shipped("html/footer.mustache"))
    }

    @Test("list names every template, and says which the workspace replaces")
    func list() throws {
        let workspace = try TemporaryWorkspace(["templates/markdown/balance.mustache": "# {{title}}\n"])
        let names = try Program.run(["templates", "list", "--names"])
        #expect(names.output == ReportTemplate.all.map { "\($0.folder)/\($0.name)\n" }.joined())
        let lines = try Program.run(["templates", "--workspace", workspace.path]).output.split(
            separator: "\n")
        #expect(lines.count == ReportTemplate.all.count + 3)
        #expect(
            lines.filter { $0.contains("replaced") }.map { $0.drop { $0 == " " } } == [
                "balance           page: Balance; replaced by \(workspace.path)/templates/markdown/balance.mustache"
            ])
    }

    @Test("preview prints the report by the templates of the workspace, and publishes and remembers nothing")
    func preview() throws {
        let workspace = try TemporaryWorkspace(["templates/html/index.mustache": "<p>{{title}}</p>\n"])
        let run = try Program.run(["templates", "preview", "--quiet", "--workspace", workspace.path])
        #expect(run.code == 0 && run.errors == "" && run.output == "\(workspace.path)/preview/index.html\n")
        let page = FileManager.default.contents(atPath: workspace.path + "/preview/index.html")
        #expect(page == Data("<p>Small field</p>\n".utf8))
        #expect(FileManager.default.fileExists(atPath: workspace.path + "/preview/territories/t1.html"))
        #expect(!FileManager.default.fileExists(atPath: workspace.path + "/reports"))
        #expect(!FileManager.default.fileExists(atPath: workspace.path + "/bailiwick.sqlite"))
    }

    @Test("preview prints one page, and another one in its place the next time")
    func onePage() throws {
        let workspace = try TemporaryWorkspace()
        func preview(_ page: String) throws -> (output: String, files: [String]) {
            let run = try Program.run(
                ["templates", "preview", "--quiet", "--page", page, "--workspace", workspace.path])
            #expect(run.code == 0, "\(run.errors)")
            let files = try FileManager.default.subpathsOfDirectory(atPath: workspace.path + "/preview")
            return (run.output, files.sorted())
        }
        let digest = try preview("digest")
        #expect(digest.output == "\(workspace.path)/preview/digest.html\n")
        #expect(digest.files == [".bailiwick-preview", "digest.html"])
        let coverage = try preview("coverage")
        #expect(coverage.output == "\(workspace.path)/preview/coverage.html\n")
        #expect(
            coverage.files == [
                ".bailiwick-preview", "charts", "charts/coverage", "charts/coverage/calls-by-week.svg",
                "coverage.html", "coverage.md",
            ])
        let wrong = try Program.run(["templates", "preview", "--page", "indx"])
        #expect(wrong.code == 64 && wrong.errors.contains("--page 'indx' is no page; choose from: index, "))
    }

    @Test("preview tells what changed since the runs that are remembered")
    func changes() throws {
        let workspace = try TemporaryWorkspace()
        #expect(
            try Program.run(["run", "--quiet", "--as-of", "2026-06-21", "--workspace", workspace.path]).code
                == 0)
        let before = try Data(contentsOf: URL(fileURLWithPath: workspace.path + "/bailiwick.sqlite"))
        #expect(
            try Program.run(
                ["templates", "preview", "--quiet", "--page", "changes", "--workspace", workspace.path]
            ).code == 0)
        let page = FileManager.default.contents(atPath: workspace.path + "/preview/changes.md")
        let text = String(decoding: page ?? Data(), as: UTF8.self)
        #expect(text.contains("Compared with the report of Jun 21, 2026"))
        let after = try Data(contentsOf: URL(fileURLWithPath: workspace.path + "/bailiwick.sqlite"))
        #expect(before == after)
    }

    @Test("preview shows the sample where a folder has templates and no configuration yet")
    func sample() throws {
        let workspace = try TemporaryWorkspace(only: [
            "templates/html/index.mustache": Data("<p>{{title}}</p>\n".utf8)
        ])
        let run = try Program.run(["templates", "preview", "--page", "index", "--workspace", workspace.path])
        #expect(run.code == 0 && run.output == "\(workspace.path)/preview/index.html\n")
        #expect(
            run.errors.hasSuffix(
                "there is no bailiwick.yaml in \(workspace.path): the pages show the sample\n"))
        let page = FileManager.default.contents(atPath: workspace.path + "/preview/index.html")
        #expect(page == Data("<p>Southeast field sales</p>\n".utf8))
    }

    @Test("preview of a folder that is not there shows no sample")
    func nowhere() throws {
        let run = try Program.run(["templates", "preview", "--workspace", "/nonexistent/field"])
        #expect(run.code == 78)
        #expect(run.errors.contains("/nonexistent/field/bailiwick.yaml: cannot be read"))
    }

    @Test("preview empties no folder that holds something else")
    func otherFolder() throws {
        let workspace = try TemporaryWorkspace()
        let run = try Program.run(
            [
                "templates", "preview", "--quiet", "--to", workspace.path + "/data", "--workspace",
                workspace.path,
            ])
        #expect(run.code == 73)
        #expect(
            run.errors == """
                error: \(workspace.path)/data: holds something that is no preview
                  choose a new or empty folder with --to

                """)
        #expect(FileManager.default.fileExists(atPath: workspace.path + "/data/sales.csv"))
    }

    @Test("A wrong template ends a preview with 78, and the last preview stays")
    func wrongTemplate() throws {
        let workspace = try TemporaryWorkspace()
        #expect(
            try Program.run(
                ["templates", "preview", "--quiet", "--page", "index", "--workspace", workspace.path]
            ).code == 0)
        try workspace.write("{{titel}}", to: "templates/text/digest.mustache")
        let run = try Program.run(["templates", "preview", "--quiet", "--workspace", workspace.path])
        #expect(run.code == 78)
        #expect(
            run.errors == """
                error: \(workspace.path)/templates/text/digest.mustache:1: 'titel' is not a variable here
                  write 'title'; Templates/README.md lists all templates and their variables

                """)
        #expect(FileManager.default.fileExists(atPath: workspace.path + "/preview/index.html"))
    }
}
