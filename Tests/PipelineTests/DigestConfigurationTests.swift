import Foundation
import Rendering
import Testing

@testable import Pipeline

@Suite("The digest in the configuration")
struct DigestConfigurationTests {
    private func configuration(_ digest: String, formats: String = "[html, digest]") throws -> Configuration {
        let yaml = (TemporaryWorkspace.files["bailiwick.yaml"] ?? "").replacing(
            "publish: {directory: reports, keep: 3}",
            with: "publish: {formats: \(formats), digest: \(digest)}")
        return try Configuration(yaml: yaml, presets: Repository.presets(of: Repository.root))
    }

    @Test("Sender, recipients, subject and address are read; one recipient may stand alone")
    func read() throws {
        let all = try configuration(
            "{from: Reports <r@example.com>, to: [a@b.c, 'Doe, J <j@b.c>'], subject: 'Week {as_of}', "
                + "url: 'https://example.com/r//'}")
        let digest = try #require(all.publishing.digest)
        #expect(digest.from == (try MailAddress("Reports <r@example.com>")))
        #expect(try digest.to == [MailAddress("a@b.c"), MailAddress("Doe, J <j@b.c>")])
        #expect(
            digest.subject == (try DigestSubject("Week {as_of}")) && digest.url == "https://example.com/r")
        let least = try configuration("{from: r@b.c, to: a@b.c}").publishing.digest
        #expect(try least?.to == [MailAddress("a@b.c")] && least?.url == nil)
        #expect(least?.subject == (try DigestSubject(DigestSubject.standard)))
    }

    @Test(
        "What is wrong is told with its line and the remedy",
        arguments: [
            (
                "{from: r, to: a@b.c}",
                """
                'publish.digest.from' has 'r', which is no address: it has no @
                  write jane@example.com or Jane Doe <jane@example.com>
                """
            ),
            (
                "{from: r@b.c, to: 'a@b.c, d@e.f'}",
                """
                'publish.digest.to' has 'a@b.c, d@e.f', which is no address: 'a@b.c, d' cannot stand before the @
                  write jane@example.com or Jane Doe <jane@example.com>, one for each item of the list
                """
            ),
            (
                "{from: r@b.c, to: []}",
                """
                'publish.digest.to' names nobody
                  write at least one address, such as [jane@example.com]
                """
            ),
            ("{from: r@b.c}", "'publish.digest.to' is missing\n  add 'to: …'"),
            ("{to: r@b.c}", "'publish.digest.from' is missing\n  add 'from: …'"),
            (
                "{from: r@b.c, to: a@b.c, subject: ' '}",
                "'publish.digest.subject' is empty\n  write a subject, or remove the key"
            ),
            (
                "{from: r@b.c, to: a@b.c, subject: '{titel}'}",
                "'publish.digest.subject' names {titel}, which stands for nothing\n  did you mean {title}?"
            ),
            (
                "{from: r@b.c, to: a@b.c, subject: '{x}'}",
                """
                'publish.digest.subject' names {x}, which stands for nothing
                  known here: {title}, {headline}, {grade}, {as_of}
                """
            ),
            (
                "{from: r@b.c, to: a@b.c, url: 'javascript:alert(1)'}",
                """
                'publish.digest.url' is 'javascript:alert(1)', which is no web address
                  write where the folder of the reports is served, such as https://reports.example.com/field-sales
                """
            ),
        ])
    func faults(digest: String, message: String) throws {
        let error = #expect(throws: ConfigurationError.self) { try configuration(digest) }
        #expect(error?.message == "bailiwick.yaml:16: " + message)
    }

    @Test("Recipients without the format are refused")
    func format() throws {
        let error = #expect(throws: ConfigurationError.self) {
            try configuration("{from: r@b.c, to: a@b.c}", formats: "[html]")
        }
        #expect(
            error?.message == """
                bailiwick.yaml:16: 'publish.digest' asks for a digest, but 'publish.formats' does not have digest
                  add digest to the formats, or remove 'publish.digest'
                """)
    }

    @Test("A run publishes both files, the same each time")
    func run() throws {
        let workspace = try TemporaryWorkspace(
            TemporaryWorkspace.file(
                "bailiwick.yaml", replacing: "publish: {",
                by: "publish: {formats: [digest], digest: {from: r@b.c, to: a@b.c}, "))
        try workspace.run()
        let files = try workspace.published()
        #expect(files.keys.sorted() == ["digest.eml", "digest.html", "run.json"])
        let message = String(decoding: files["digest.eml"] ?? Data(), as: UTF8.self)
        #expect(message.hasPrefix("From: r@b.c\r\nTo: a@b.c\r\nSubject: Small field, 28 Jun 2026: Sales of "))
        #expect(message.firstMatch(of: /\r\nMessage-ID: <2026-06-28\.[0-9a-f]{32}@b\.c>\r\n/) != nil)
        try workspace.run()
        #expect(try workspace.published() == files)
    }
}
