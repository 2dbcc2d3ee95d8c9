import Foundation
import TerritoryModel
import Testing

@testable import Pipeline

/// Files beside the tests, with what inspect says of them.
private enum Golden {
    static let folder = Repository.root + "/Tests/PipelineTests/Fixtures/inspect"

    /// The inspection of a fixture, with the folder left out.
    static func inspected(_ name: String, presets: [Preset] = []) throws -> String {
        let found = try inspect(InspectionRequest(file: "\(folder)/\(name)"), presets: presets)
        let failure = found.failure.map { "\n\($0.exitCode): \($0.message)\n" } ?? ""
        return (found.text + failure).replacing(folder + "/", with: "")
    }
}

@Suite("inspect tells what a file is")
struct InspectTests {
    @Test(
        "The text is the recorded one",
        arguments: [
            "accounts.csv", "orders.csv", "undecided.csv", "hostile.csv", "population_2020.csv", "broken.csv",
            "boundaries.geojson", "boundaries.kml", "quotas.xml", "workbook.xml", "statistics.xml",
            "titled.csv",
            "commented.csv", "headless.csv", "export.zip", "export.zip!/Account.csv", "Task.csv",
            "report.csv", "ACSST5Y2023.S1901-Data.csv", "Alabama.territory2",
        ])
    func golden(_ name: String) throws {
        let found = try Golden.inspected(name, presets: try PresetTests.shipped)
        let path = "\(Golden.folder)/\(name.replacing("!/", with: "-")).txt"
        let expected =
            FileManager.default.fileExists(atPath: path)
            ? try String(contentsOfFile: path, encoding: .utf8) : ""
        guard found != expected else { return }
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
            try Data(found.utf8).write(to: URL(fileURLWithPath: path))
            Issue.record("\(path) was out of date and has been written anew")
        }
        #expect(found == expected)
    }

    @Test("Nothing that a terminal obeys comes from the file")
    func safe() throws {
        let text = try Golden.inspected("hostile.csv")
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !ShownText.isUnsafe($0) })
        #expect(text.contains(#"na\u{1B}[31mme"#))
    }

    @Test(
        "A whole name goes before the end of a path, and a preset that names years in columns asks for none")
    func likeliest() throws {
        let file = try TemporaryFile(
            "rates_2009.xml",
            "<r><c fips='13001'><rate unit='%'>5.1</rate></c><c fips='13003'><rate unit='%'>6</rate></c></r>")
        let rates = try inspect(InspectionRequest(file: file.path), presets: []).text
        #expect(rates.contains("      unit_id: \"@fips\"\n"))
        let estimates = "\(PresetFixture.folder)/census-county-estimates/co-est2019-alldata.csv"
        let text = try inspect(InspectionRequest(file: estimates), presets: try PresetTests.shipped).text
        #expect(text.contains("preset: census-county-estimates\n") && !text.contains("year:"))
    }

    @Test("No line is wider than 120 columns")
    func width() throws {
        for name in ["accounts.csv", "orders.csv", "hostile.csv"] {
            for line in try Golden.inspected(name).split(separator: "\n") {
                #expect(ShownText.width(String(line)) <= 120)
            }
        }
    }

    @Test("A preset is named from sixty per cent of its columns on, and brings the fields")
    func preset() throws {
        let columns = ["Customer ID", "Company Name", "Zip Code", "Phone", "Fax"]
        func preset(_ columns: [String]) throws -> Preset {
            let file = PresetFile(
                name: "acme-accounts", path: "", displayPath: "presets/acme-accounts.yaml", isOwn: true,
                hidesShipped: false)
            let text = """
                preset: acme-accounts
                entity: accounts
                title: ACME's customers
                columns: [\(columns.joined(separator: ", "))]
                source: {fields: {account_id: Customer ID, name: Company Name}}
                """
            return try Preset(file, text: text)
        }
        let fits = try Golden.inspected("accounts.csv", presets: [try preset(columns)])
        #expect(fits.contains("preset acme-accounts: 60 % of its columns (ACME's customers)"))
        #expect(fits.hasSuffix("  accounts:\n    file: accounts.csv\n    preset: acme-accounts\n"))
        let less = try Golden.inspected("accounts.csv", presets: [try preset(columns + ["Web"])])
        #expect(!less.contains("preset"))
    }

    @Test("4096 columns take neither long nor many lines")
    func wide() throws {
        let header = (0..<4096).map { "column \($0)" }.joined(separator: ",")
        let row = (0..<4096).map(String.init).joined(separator: ",")
        let file = try TemporaryFile("wide.csv", [header, row, row].joined(separator: "\n"))
        let text = try inspect(InspectionRequest(file: file.path), presets: []).text
        #expect(text.contains("columns      4,096") && text.split(separator: "\n").count < 300)
    }

    @Test(
        "The sample workspace's files are each taken for what they are",
        arguments: [
            ("territories", "territories"), ("unit_assignments", "unit_assignments"), ("reps", "reps"),
            ("account_assignments", "account_assignments"), ("rep_assignments", "rep_assignments"),
            ("notes", "notes"),
            ("counties", "units"), ("zip_county", "crosswalk"), ("crm/accounts", "accounts"),
            ("crm/calls", "activities"),
            ("crm/sales-2024H2", "sales"), ("co-est2019-southeast", "demographics"),
        ])
    func sample(_ file: String, _ entity: String) throws {
        let request = InspectionRequest(file: "\(Repository.root)/SampleData/data/\(file).csv")
        let mapping = try Inspection(request, presets: []).table?.mapping
        #expect(mapping?.entity == entity && mapping?.isComplete == true)
    }
}

@Suite("Mappings that inspect writes")
struct SuggestedMappingTests {
    @Test("A workspace of suggested mappings runs, and its report is the handwritten one's")
    func roundTrip() throws {
        let written = try TemporaryWorkspace()
        try written.run()
        let workspace = try TemporaryWorkspace()
        var sources = ""
        for name in [
            "units", "territories", "unit_assignments", "reps", "rep_assignments", "accounts", "sales",
            "calls",
        ] {
            var request = InspectionRequest(file: "\(workspace.path)/data/\(name).csv")
            request.limit = 1
            sources += try #require(try Inspection(request, presets: []).table?.mapping).text
        }
        var quotas = InspectionRequest(file: "\(workspace.path)/data/quotas.xml")
        quotas.format = .xml
        quotas.recordsPath = "/quotas/quota"
        quotas.fields = ["@territory", "from", "to", "amount"]
        sources += try #require(try Inspection(quotas, presets: []).table?.mapping).text
        let configuration = try #require(TemporaryWorkspace.files["bailiwick.yaml"])
        let start = try #require(configuration.range(of: "sources:\n"))
        let end = try #require(configuration.range(of: "quality:"))
        let text =
            configuration[..<start.upperBound] + sources.replacing(workspace.path + "/", with: "")
            + configuration[end.lowerBound...]
        try workspace.write(String(text), to: "bailiwick.yaml")
        try workspace.run()
        let (found, expected) = (try workspace.published(), try written.published())
        #expect(
            found.filter { expected[$0.key] != $0.value }.keys.sorted() == [] && found.count == expected.count
        )
    }

    @Test(
        "A column of any name can be named, or is said not to be",
        arguments: [
            "plain", "two words", " a: b", "#comment", "a #b", "@at", "it's", "\"quoted\"", "back\\slash",
            "{brace",
            "true", "no", "null", "12", "1.5", "-", "- item", "? key", "&anchor", "*alias", "!tag",
            "%percent", "|", ">",
            "[a]", "a,b", "naïve", "日本", "tab\there", "be\u{7}ll", "line\u{2028}end", "\u{202E}rtl", "what?",
            "~", "`",
        ])
    func names(_ name: String) throws {
        let workspace = try TemporaryWorkspace()
        let header = ["date", "account", "rep", "product", name].map {
            "\"\($0.replacing("\"", with: "\"\""))\""
        }
        let rows = (TemporaryWorkspace.files["data/sales.csv"] ?? "").split(separator: "\n").dropFirst()
        try workspace.write(
            ([header.joined(separator: ",")] + rows.map(String.init)).joined(separator: "\n") + "\n",
            to: "data/sales.csv")
        #expect(MappingText.isNameable(name) || name.hasPrefix(" "))
        let configuration = try #require(TemporaryWorkspace.files["bailiwick.yaml"])
        let amount = MappingText.scalar(MappingText.reference(to: name.trimmingCharacters(in: .whitespaces)))
        try workspace.write(
            configuration.replacing(
                "product_id: product, amount: amount", with: "product_id: product, amount: \(amount)"),
            to: "bailiwick.yaml")
        let sales = try #require(try workspace.check().quality.files.first { $0.source == "sales" })
        #expect(sales.rowsLoaded == 10)
    }

    @Test(
        "Names that the configuration cannot say are not put into a mapping",
        arguments: ["a}b{c", "{a:b}", "$file"])
    func unsayable(_ name: String) {
        #expect(!MappingText.isNameable(name))
    }
}

/// A file that is removed when the test ends.
final class TemporaryFile {
    let path: String

    convenience init(_ name: String, _ text: String) throws {
        try self.init(name, bytes: Array(text.utf8))
    }

    init(_ name: String, bytes: [UInt8]) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/bailiwick-inspect-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        path = folder + "/" + name
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    deinit {
        // A leftover in the temporary folder harms nobody.
        try? FileManager.default.removeItem(
            atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path)
    }
}
