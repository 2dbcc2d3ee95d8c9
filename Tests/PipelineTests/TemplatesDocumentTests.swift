import Foundation
import Testing

/// The examples of docs/templates.md, rendered as they stand there.
@Suite("docs/templates.md")
struct TemplatesDocumentTests {
    /// The blocks of a language in the order of the document.
    private static func blocks(_ language: String) throws -> [String] {
        let text = try String(contentsOfFile: Repository.root + "/docs/templates.md", encoding: .utf8)
        return text.components(separatedBy: "```\(language)\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
    }

    @Test("The page of the first example ends as the document says, and so do all others")
    func footer() throws {
        let template = try #require(try Self.blocks("mustache").first)
        let end = try #require(try Self.blocks("html").first)
        let workspace = try TemporaryWorkspace(["templates/html/footer.mustache": template])
        let run = try Program.run(["templates", "preview", "--quiet", "--workspace", workspace.path])
        #expect(run.code == 0, "\(run.errors)")
        let folder = workspace.path + "/preview/"
        #expect(try String(contentsOfFile: folder + "index.html", encoding: .utf8).hasSuffix(end))
        let inner = end.replacing("href=\"quality.html\"", with: "href=\"../quality.html\"")
        #expect(try String(contentsOfFile: folder + "territories/t1.html", encoding: .utf8).hasSuffix(inner))
    }

    @Test("The page of the second example is printed")
    func ownPage() throws {
        let blocks = try Self.blocks("mustache")
        #expect(blocks.count == 2)
        let workspace = try TemporaryWorkspace(["templates/markdown/index.mustache": blocks[1]])
        let run = try Program.run(
            ["templates", "preview", "--quiet", "--page", "index", "--workspace", workspace.path])
        #expect(run.code == 0, "\(run.errors)")
        let page = try String(contentsOfFile: workspace.path + "/preview/index.md", encoding: .utf8)
        let lines = page.split(separator: "\n")
        #expect(lines.first?.hasPrefix("*Sales of $1.2K are ") == true)
        #expect(lines.count > 2 && lines[1].hasPrefix("1. "))
        #expect(lines.last?.hasPrefix("Sales $1,179, attainment ") == true)
    }
}
