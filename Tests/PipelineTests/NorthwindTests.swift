import Foundation
import Pipeline
import TerritoryModel
import Testing

/// The same orders from CSV files and from one XML file; with `BAILIWICK_NORTHWIND` set to a folder with the public
/// Northwind export, from that too.
@Suite("Northwind from CSV and from XML")
struct NorthwindTests {
    static let folders: [String?] = {
        let environment = ProcessInfo.processInfo.environment["BAILIWICK_NORTHWIND"]
        return [nil] + (environment.map { $0.isEmpty ? [] : [$0] } ?? [])
    }()

    private func data(_ folder: String?) throws -> NorthwindData {
        try folder.map { try NorthwindData(folder: $0) } ?? NorthwindData()
    }

    private func workspace(_ data: NorthwindData, _ configuration: String) throws -> TemporaryWorkspace {
        let fixtures = Repository.root + "/Tests/PipelineTests/Fixtures/northwind"
        func fixture(_ name: String) throws -> Data {
            try Data(contentsOf: URL(fileURLWithPath: fixtures + "/" + name))
        }
        var files = ["bailiwick.yaml": try fixture(configuration)]
        for name in ["countries.csv", "territories.csv", "employees.csv"] {
            files["own/" + name] = try fixture("own/" + name)
        }
        for (name, bytes) in data.files { files["northwind/" + name] = bytes }
        return try TemporaryWorkspace(only: files)
    }

    @Test("Both publish the same bytes apart from the names of the files", arguments: folders)
    func identical(_ folder: String?) throws {
        let data = try data(folder)
        let fromCSV = try workspace(data, "csv.yaml")
        let fromXML = try workspace(data, "xml.yaml")
        try fromCSV.run()
        try fromXML.run()
        var expected = try fromXML.published("1998-05-06").mapValues(Self.withoutDigests)
        var found = try fromCSV.published("1998-05-06").mapValues(Self.withoutDigests)
        // Which bytes were read, and nothing else.
        #expect(expected.removeValue(forKey: "run.json") != found.removeValue(forKey: "run.json"))
        for (name, bytes) in found {
            var text = String(decoding: bytes, as: UTF8.self)
            for csv in ["Customers", "Employees", "Orders", "OrderDetails"] {
                text = text.replacing("northwind/\(csv).csv", with: "northwind/Northwind.xml")
            }
            found[name] = Data(text.utf8)
        }
        #expect(found.keys.sorted() == expected.keys.sorted())
        for name in expected.keys.sorted() { #expect(found[name] == expected[name], "\(name)") }
    }

    /// What a file of a report says apart from the digests of the inputs.
    private static func withoutDigests(_ bytes: Data) -> Data {
        Data(String(decoding: bytes, as: UTF8.self).replacing(/"sha256" ?: ?"[0-9a-f]{64}"/, with: "").utf8)
    }

    @Test("The sales of all lines add up to what their file says", arguments: folders)
    func total(_ folder: String?) throws {
        let data = try data(folder)
        for configuration in ["csv.yaml", "xml.yaml"] {
            let workspace = try workspace(data, configuration)
            let outcome = try workspace.check()
            #expect("\(outcome.totals.salesAmount)" == "\(try data.total())", "\(configuration)")
            #expect(outcome.quality.rejections.isEmpty)
        }
    }
}
