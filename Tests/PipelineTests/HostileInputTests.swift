import Foundation
import TerritoryModel
import Testing

@testable import Pipeline

/// Input that is meant to do harm, with what the program says of it.
struct HostileInput: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let file: String
    let bytes: [UInt8]
    var code: Int32 = 65
    let message: String

    init(_ name: String, _ file: String, _ bytes: [UInt8], code: Int32 = 65, _ message: String) {
        (testDescription, self.file, self.bytes, self.code, self.message) = (name, file, bytes, code, message)
    }

    init(_ name: String, xml: String, _ message: String) {
        self.init(name, "s.xml", Array(xml.utf8), message)
    }

    init(_ name: String, wide: String, isBigEndian: Bool = false, _ message: String) {
        self.init(name, "s.xml", utf16(wide, isBigEndian: isBigEndian, mark: true), message)
    }
}

@Suite("Hostile input, through the command line")
struct HostileInputTests {
    private static let row = "<r d=\"2026-06-01\" a=\"A1\" m=\"5\"/>"
    private static let header = DefectWorkspace.header
    private static let refused = "data/s.xml:1: is refused, as XML meant to do harm is: "
    private static let attributes = (0..<10_000).map { "a\($0)=''" }.joined(separator: " ")
    private static let defaults = (0..<4000).map { "a\($0) CDATA ''" }.joined(separator: " ")
    private static let entities =
        "<!DOCTYPE s [<!ENTITY a 'lol'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;'>]>"
        + "<s><r d='&c;' a='A1' m='5'/></s>"
    private static let namespaces =
        "<s>"
        + (0..<30).map { depth in
            "<n " + (0..<100).map { "xmlns:p\(depth)_\($0)='u'" }.joined(separator: " ") + ">"
        }.joined()

    private static func external(_ type: String) -> String {
        "<!DOCTYPE s \(type)><s>\(row)<r d='2026-06-01' a='&e;' m='1'/></s>"
    }

    static let documents: [HostileInput] = [
        HostileInput(
            "depth", xml: "<s>" + row + String(repeating: "<a>", count: 100_000),
            refused + "elements nested deeper than 256"),
        HostileInput(
            "a long text", xml: "<s>\(row)<x>" + String(repeating: "x", count: 11_000_000) + "</x></s>",
            refused + "a text of more than 10000000 bytes"),
        HostileInput(
            "attributes", xml: "<s><r \(attributes)/></s>", refused + "a tag of more than 1024 attributes"),
        HostileInput(
            "attributes in UTF-16", wide: "<s><r \(attributes)/></s>",
            refused + "a tag of more than 1024 attributes"),
        HostileInput(
            "a long tag", xml: "<s><r a='" + String(repeating: "x", count: 70_000) + "'/></s>",
            refused + "a tag of more than 65536 bytes"),
        HostileInput(
            "defaults of attributes",
            xml: "<!DOCTYPE s [<!ATTLIST n \(defaults)>]><s>\(row)" + String(repeating: "<n/>", count: 20_000)
                + "</s>", refused + "more than 32 defaults of attributes, or 1024 bytes of them"),
        HostileInput("entities", xml: entities, refused + "a declaration of an entity"),
        HostileInput("entities in UTF-16", wide: entities, refused + "a declaration of an entity"),
        HostileInput(
            "entities in UTF-16, big end first", wide: entities, isBigEndian: true,
            refused + "a declaration of an entity"),
        HostileInput(
            "an external entity", xml: external("[<!ENTITY e SYSTEM 'file:///etc/passwd'>]"),
            refused + "a declaration of an entity"),
        HostileInput(
            "a parameter entity", xml: external("[<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;]"),
            refused + "a declaration of an entity"),
        HostileInput(
            "a DTD by http", xml: external("SYSTEM 'http://127.0.0.1:9/x.dtd'"),
            "data/s.xml:1: is not well-formed XML: Entity 'e' not defined"),
        HostileInput("namespaces", xml: namespaces, refused + "more than 1000 namespaces in scope"),
        HostileInput(
            "namespaces in UTF-16", wide: namespaces, refused + "more than 1000 namespaces in scope"),
    ]

    private static let unclosed =
        header + "2026-06-01,\"A1,R1,P1,5\n" + String(repeating: "2026-06-01,A1,R1,P1,5\n", count: 10_000)

    static let tables: [HostileInput] = [
        HostileInput(
            "a quote that never closes", "sales.csv", Array(unclosed.utf8),
            "data/sales.csv:2: a quote opens here and is never closed"),
        HostileInput(
            "a long line as header", "sales.csv", Array(String(repeating: "x", count: 9_000_000).utf8),
            "data/sales.csv:1: the header cannot be read: is longer than 8388608 bytes"),
        HostileInput(
            "a long line as a row", "sales.csv",
            Array((header + String(repeating: "x,", count: 4_300_000) + "\n2026-06-01,A1,R1,P1,5\n").utf8),
            "1 × record_too_long, first at data/sales.csv:2: the row is longer than 8388608 bytes"),
        HostileInput(
            "ten thousand columns", "sales.csv",
            Array(
                (header.replacing("\n", with: ",") + (0..<10_000).map { "c\($0)" }.joined(separator: ",")
                    + "\n").utf8),
            "data/sales.csv:1: the header has more than 4096 columns"),
        HostileInput(
            "NUL bytes only", "sales.csv", [UInt8](repeating: 0, count: 9_000_000),
            "data/sales.csv:1: the header cannot be read: is longer than 8388608 bytes"),
        HostileInput(
            "NUL bytes as a row", "sales.csv",
            Array((header + String(repeating: "\0", count: 100_000) + "\n2026-06-01,A1,R1,P1,5\n").utf8),
            "1 × nul_byte, first at data/sales.csv:2: the row contains a NUL byte"),
    ]

    @Test("XML that is meant to do harm ends with its reason", arguments: documents)
    func xml(_ input: HostileInput) throws {
        let keys = ["records: /s/r"]
        try expectRefusal(
            input,
            sales:
                "sales: {file: data/s.xml, \(keys[0]), fields: {date: \"@d\", account_id: \"@a\", amount: \"@m\"}}"
        )
    }

    @Test("Tables that are meant to do harm end with their reason", arguments: tables)
    func table(_ input: HostileInput) throws {
        try expectRefusal(
            input,
            sales: "sales: {file: data/sales.csv, fields: {date: date, account_id: account, amount: amount}}")
    }

    private func expectRefusal(_ input: HostileInput, sales: String) throws {
        let configuration = (TemporaryWorkspace.files["bailiwick.yaml"] ?? "").split(separator: "\n").map {
            $0.hasPrefix("  sales:") ? "  " + sales : String($0)
        }.joined(separator: "\n").replacing("max_rejected_rows: 50%", with: "max_rejected_rows: 1%")
        let workspace = try TemporaryWorkspace(["bailiwick.yaml": configuration, "data/sales.csv": nil])
        try workspace.write(Data(input.bytes), to: "data/" + input.file)
        let run = try Program.run(["run", "--quiet", "--workspace", workspace.path])
        #expect(run.code == input.code && run.output == "")
        #expect(run.errors.contains(input.message), "\(run.errors.prefix(500))")
        #expect(run.errors.contains("\n  ") && !run.errors.contains("root:"))
        #expect(!FileManager.default.fileExists(atPath: workspace.path + "/reports/2026-06-28"))
    }

    @Test("No member of an archive leads out of it", arguments: ["../../etc/passwd", "/etc/passwd"])
    func archiveNames(_ name: String) throws {
        let configuration = (TemporaryWorkspace.files["bailiwick.yaml"] ?? "")
            .replacing("\"data/sales*.csv\"", with: "\"data/x.zip!/\(name)\"")
        let inside = try TemporaryWorkspace(["bailiwick.yaml": configuration])
        try writeZip([(name, Self.header + "2026-06-01,A1,R1,P1,5\n")], to: inside.path + "/data/x.zip")
        #expect(try inside.check().totals.salesAmount.units == 50_000)
        let outside = try TemporaryWorkspace(["bailiwick.yaml": configuration])
        try writeZip([("s.csv", Self.header)], to: outside.path + "/data/x.zip")
        let run = try Program.run(["check", "--quiet", "--workspace", outside.path])
        #expect(
            run.code == 66
                && run.errors.hasPrefix("error: bailiwick.yaml:12: no file matches 'data/x.zip!/\(name)'"))
    }

    @Test("A gzip bomb ends with its reason")
    func gzip() throws {
        let configuration = (TemporaryWorkspace.files["bailiwick.yaml"] ?? "")
            .replacing("\"data/sales*.csv\"", with: "data/sales.csv.gz")
        let workspace = try TemporaryWorkspace(["bailiwick.yaml": configuration, "data/sales.csv": nil])
        let path = workspace.path + "/data/sales.csv"
        // Few long rows, which an unoptimised build reads in a moment.
        let row = Data(repeating: UInt8(ascii: " "), count: 500_000) + Data([0x0A])
        let rows = (0..<140).reduce(into: Data(Self.header.utf8)) { bytes, _ in bytes.append(row) }
        try workspace.write(rows, to: "data/sales.csv")
        let gzip = try Process.run(URL(fileURLWithPath: "/usr/bin/env"), arguments: ["gzip", "-9", path])
        gzip.waitUntilExit()
        let run = try Program.run(["check", "--quiet", "--workspace", workspace.path])
        #expect(run.code == 65 && run.errors.contains("data/sales.csv.gz: decompresses to more than 10"))
    }

    private static let aliases =
        "a: &a [x,x,x]\n"
        + "bcdefghijklmnopqrst".map { letter in
            let before = String(UnicodeScalar((letter.asciiValue ?? 0) - 1))
            return "\(letter): &\(letter) [*\(before),*\(before),*\(before)]\n"
        }.joined()

    static let configurations: [(String, String)] = [
        (aliases + "? *t\n: 1\n", "21: a key is an alias or a list, in a file with aliases"),
        (aliases + "*t : 1\n", "21: a key is an alias or a list, in a file with aliases"),
        (aliases + "x: {[*t]: 1}\n", "21: a key is an alias or a list, in a file with aliases"),
        (aliases + "x: [? *t]\n", "21: a key is an alias or a list, in a file with aliases"),
        (aliases, "1: unknown key 'a'"),
        (
            "x: " + String(repeating: "[", count: 20_000) + "\n",
            "1: the file is not valid YAML: lists and keys are nested too deeply"
        ),
        ((0..<50_000).map { "k\($0): 1\n" }.joined(), " the file is larger than 262144 bytes"),
    ]

    @Test(
        "Bombs of YAML end with their reason, in the configuration and in a preset",
        arguments: configurations, [true, false])
    func yaml(_ bomb: (text: String, message: String), _ isPreset: Bool) throws {
        let configuration = TemporaryWorkspace.files["bailiwick.yaml"] ?? ""
        let workspace = try TemporaryWorkspace(
            isPreset
                ? [
                    "presets/mine.yaml": bomb.text,
                    "bailiwick.yaml": configuration.replacing("sales: {", with: "sales: {preset: mine, "),
                ] : ["bailiwick.yaml": bomb.text])
        let run = try Program.run(["run", "--quiet", "--workspace", workspace.path])
        let place = isPreset ? "presets/mine.yaml:" : "bailiwick.yaml:"
        #expect(run.code == 78)
        #expect(run.errors.hasPrefix("error: " + place + bomb.message), "\(run.errors.prefix(300))")
    }

    @Test("Aliases as values, and keys beside them, stay what they were")
    func harmlessAliases() throws {
        let configuration = (TemporaryWorkspace.files["bailiwick.yaml"] ?? "")
            .replacing("name: county", with: "name: &word county")
            .replacing("title: Small field", with: "title: \"{a}: ?\"")
        let plain = try TemporaryWorkspace(["bailiwick.yaml": configuration])
        #expect(try plain.check().findings.isEmpty)
        let shared = try TemporaryWorkspace([
            "bailiwick.yaml": (TemporaryWorkspace.files["bailiwick.yaml"] ?? "")
                .replacing("currency: USD", with: "currency: &word USD")
                .replacing("name: county", with: "name: *word")
        ])
        #expect(try shared.check().findings.isEmpty)
    }

    @Test("Boundaries nested too deeply end with their reason, in check too", arguments: ["check", "run"])
    func json(_ command: String) throws {
        let configuration = (TemporaryWorkspace.files["bailiwick.yaml"] ?? "")
            .replacing("sources:\n", with: "sources:\n  boundaries: {file: data/b.geojson, id: id}\n")
        let workspace = try TemporaryWorkspace(["bailiwick.yaml": configuration])
        try workspace.write(String(repeating: "[", count: 1_000_000), to: "data/b.geojson")
        let run = try Program.run([command, "--quiet", "--workspace", workspace.path])
        #expect(run.code == 65)
        #expect(run.errors.hasPrefix("error: data/b.geojson: is not JSON: "), "\(run.errors)")
    }
}
