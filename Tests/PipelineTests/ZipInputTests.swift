import CArchive
import Foundation
import Pipeline
import Testing

@Suite("Exports in zip archives")
struct ZipInputTests {
    private static func configuration(accounts: String? = nil, sales: String? = nil) -> [String: String?] {
        var text = TemporaryWorkspace.files["bailiwick.yaml"] ?? ""
        if let accounts { text = text.replacing("data/accounts.csv", with: "\"\(accounts)\"") }
        if let sales { text = text.replacing("\"data/sales*.csv\"", with: "\"\(sales)\"") }
        return ["bailiwick.yaml": text, "data/accounts.csv": nil, "data/sales.csv": nil]
    }

    private static let accounts = TemporaryWorkspace.files["data/accounts.csv"] ?? ""
    private static let sales = TemporaryWorkspace.files["data/sales.csv"] ?? ""

    /// The sales in two parts of which each has the header.
    private static var salesParts: [String] {
        let lines = sales.split(separator: "\n")
        return [lines[..<5], lines[..<1] + lines[5...]].map { $0.joined(separator: "\n") + "\n" }
    }

    private func inputFiles(_ workspace: TemporaryWorkspace) throws -> [String] {
        try workspace.reportJSON()["quality"]["inputs"].array.map { try $0["file"].string }
    }

    @Test("Accounts and sales of one archive give the report of the plain files")
    func endToEnd() throws {
        let zipped = try TemporaryWorkspace(
            Self.configuration(
                accounts: "data/export.zip!/Account.csv", sales: "data/export.zip!/sales-*.csv"))
        let parts = Self.salesParts
        try writeZip(
            [
                ("sales-2.csv", parts[1]), ("Account.csv", Self.accounts), ("sales-1.csv", parts[0]),
                ("old/sales-0.csv", "not read"),
            ], to: zipped.path + "/data/export.zip")
        let plain = try TemporaryWorkspace([
            "data/sales.csv": nil, "data/sales-1.csv": parts[0], "data/sales-2.csv": parts[1],
        ])
        for workspace in [zipped, plain] { try workspace.run() }
        #expect(try DeterminismTests.comparable(zipped) == DeterminismTests.comparable(plain))
        let files = try inputFiles(zipped)
        #expect(
            files.filter { $0.contains("!/") } == [
                "data/export.zip!/Account.csv", "data/export.zip!/sales-1.csv",
                "data/export.zip!/sales-2.csv",
            ])
    }

    @Test("Several archives are read by path, then by name")
    func severalArchives() throws {
        let workspace = try TemporaryWorkspace(
            Self.configuration(accounts: "data/export-?.zip!/Acc*.csv", sales: "data/*.zip!/sales-?.csv"))
        let parts = Self.salesParts
        try writeZip([("sales-a.csv", parts[1])], to: workspace.path + "/data/export-2.zip")
        try writeZip(
            [("sales-z.csv", parts[0]), ("Account.csv", Self.accounts)],
            to: workspace.path + "/data/export-1.zip")
        try workspace.run()
        let files = try inputFiles(workspace).filter { $0.contains("!/") }
        #expect(
            files == [
                "data/export-1.zip!/Account.csv", "data/export-1.zip!/sales-z.csv",
                "data/export-2.zip!/sales-a.csv",
            ])
    }

    @Test("A refused row names the archive and its file")
    func refusedRow() throws {
        let workspace = try TemporaryWorkspace(Self.configuration(sales: "data/x.zip!/sales.csv"))
        try workspace.write(Self.accounts, to: "data/accounts.csv")
        try writeZip(
            [("sales.csv", Self.sales + "soon,A1,R1,P1,5\n")], to: workspace.path + "/data/x.zip")
        try workspace.run()
        let rows = try #require(try workspace.published()["data/rejected_rows.csv"])
        #expect(String(decoding: rows, as: UTF8.self).contains("data/x.zip!/sales.csv,12,"))
    }

    private static let square = "0,40 1,40 1,41 0,40"

    private static let kml = """
        <kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>U1</name><Polygon><outerBoundaryIs>
        <LinearRing><coordinates>\(square)</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
        </Document></kml>
        """

    private static func withBoundaries(_ file: String) -> [String: String?] {
        TemporaryWorkspace.file(
            "bailiwick.yaml", replacing: "sources:\n",
            by: "sources:\n  boundaries: {file: \"\(file)\", id: name}\n")
    }

    @Test(
        "Boundaries may be KML, in an archive, or an archive",
        arguments: ["data/b.kml", "data/b.zip!/one.kml", "data/b.zip!/*.kml", "data/b.zip"])
    func boundaries(_ file: String) throws {
        let workspace = try TemporaryWorkspace(Self.withBoundaries(file))
        try workspace.write(Self.kml, to: "data/b.kml")
        try writeZip([("one.kml", Self.kml), ("readme.txt", "x")], to: workspace.path + "/data/b.zip")
        try workspace.run()
        let plain = try TemporaryWorkspace(Self.withBoundaries("data/b.geojson"))
        let ring = Self.square.split(separator: " ").map { "[\($0)]" }.joined(separator: ",")
        try plain.write(
            "{\"type\":\"FeatureCollection\",\"features\":[{\"properties\":{\"name\":\"U1\"},\"geometry\":"
                + "{\"type\":\"Polygon\",\"coordinates\":[[\(ring)]]}}]}", to: "data/b.geojson")
        try plain.run()
        // run.json names the files, which differ.
        let (found, expected) = (try workspace.published(), try plain.published())
        #expect(found.filter { $0.key != "run.json" } == expected.filter { $0.key != "run.json" })
        #expect(
            try String(decoding: workspace.published()["index.html"] ?? Data(), as: UTF8.self).contains(
                "<path"))
    }

    @Test("Boundaries that are several files, or none, are told")
    func wrongBoundaries() throws {
        let several = try TemporaryWorkspace(Self.withBoundaries("data/b.zip!/*"))
        try writeZip([("one.kml", Self.kml), ("readme.txt", "x")], to: several.path + "/data/b.zip")
        #expect(
            try several.failure()?.message == """
                bailiwick.yaml:6: 'data/b.zip!/*' of source 'boundaries' matches more than 1 file
                  name the files more narrowly
                """)
        let none = try TemporaryWorkspace(Self.withBoundaries("data/b.zip!/two.kml"))
        try writeZip([("one.kml", Self.kml)], to: none.path + "/data/b.zip")
        #expect(
            try none.failure()?.message == """
                bailiwick.yaml:6: no file matches 'data/b.zip!/two.kml' of source 'boundaries'
                  put the export there, or correct 'file'; the archive has: one.kml
                """)
        let choice = try TemporaryWorkspace(Self.withBoundaries("data/b.zip"))
        try writeZip([("one.kml", Self.kml), ("two.kml", Self.kml)], to: choice.path + "/data/b.zip")
        #expect(
            try choice.failure()?.message == """
                data/b.zip: the archive has no doc.kml and not one other KML file
                  write which file is meant, such as file: "data/b.zip!/name.kml"; it has: one.kml, two.kml
                """)
        try writeZip([("one.kml", "<"), ("doc.kml", Self.kml)], to: choice.path + "/data/b.zip")
        #expect(throws: Never.self) { try choice.run() }
    }

    struct Fault: CustomTestStringConvertible, Sendable {
        let file: String
        let members: [String]
        let exitCode: Int32
        let message: String

        var testDescription: String { file }
    }

    static let faults: [Fault] = [
        Fault(
            file: "data/x.zip!/account.csv", members: ["Task.csv", "Account.csv"], exitCode: 66,
            message: """
                bailiwick.yaml:11: no file matches 'data/x.zip!/account.csv' of source 'accounts'
                  put the export there, or correct 'file'; the archive has: Account.csv, Task.csv
                """),
        Fault(
            file: "data/x*.zip!/*/Account.csv", members: ["Task.csv", "Account.csv"], exitCode: 66,
            message: """
                bailiwick.yaml:11: no file matches 'data/x*.zip!/*/Account.csv' of source 'accounts'
                  put the export there, or correct 'file'; the archive has: Account.csv, Task.csv
                """),
        Fault(
            file: "data/y.zip!/Account.csv", members: ["Account.csv"], exitCode: 66,
            message: """
                bailiwick.yaml:11: no file matches 'data/y.zip!/Account.csv' of source 'accounts'
                  put the export there, or correct 'file'
                """),
        Fault(
            file: "data/x.zip", members: ["b.csv", "Account.csv"], exitCode: 78,
            message: """
                bailiwick.yaml:11: 'data/x.zip' of source 'accounts' is a zip archive
                  write which of its files is meant, such as file: "data/x.zip!/Account.csv"; it has: Account.csv, b.csv
                """),
        Fault(
            file: "data/x.z*", members: (1...12).map { "f\($0).csv" }, exitCode: 78,
            message: """
                bailiwick.yaml:11: 'data/x.zip' of source 'accounts' is a zip archive
                  write which of its files is meant, such as file: "data/x.zip!/f1.csv"; it has: f1.csv, f10.csv, \
                f11.csv, f12.csv, f2.csv, f3.csv, f4.csv, f5.csv, f6.csv, f7.csv, and 2 more
                """),
        Fault(
            file: "data/x.zip", members: ["[Content_Types].xml", "xl/workbook.xml"], exitCode: 78,
            message: """
                bailiwick.yaml:11: 'data/x.zip' of source 'accounts' is a zip archive
                  it is a document of an office program; save its table as CSV or XML Spreadsheet 2003
                """),
        Fault(
            file: "data/x.zip!/*", members: (0...1000).map { "\($0).csv" }, exitCode: 78,
            message: """
                bailiwick.yaml:11: 'data/x.zip!/*' of source 'accounts' matches more than 999 files
                  name the files more narrowly
                """),
        Fault(
            file: "data/units.csv!/*", members: [], exitCode: 65,
            message: """
                data/units.csv: cannot be decompressed: it is not a zip archive
                  copy or export the file again
                """),
        Fault(
            file: "data/x.zip!/a[1].csv", members: ["a1.csv"], exitCode: 66,
            message: """
                bailiwick.yaml:11: no file matches 'data/x.zip!/a[1].csv' of source 'accounts'
                  put the export there, or correct 'file'; the archive has: a1.csv
                """),
        Fault(
            file: "data/x.zip!/a*[1].csv", members: ["a1.csv"], exitCode: 66,
            message: """
                bailiwick.yaml:11: no file matches 'data/x.zip!/a*[1].csv' of source 'accounts'
                  put the export there, or correct 'file'; the archive has: a1.csv
                """),
    ]

    @Test("What does not fit is told with what the archive has", arguments: faults)
    func stops(_ fault: Fault) throws {
        let workspace = try TemporaryWorkspace(Self.configuration(accounts: fault.file))
        try writeZip(fault.members.map { ($0, "x\n") }, to: workspace.path + "/data/x.zip")
        let error = try #require(try workspace.failure())
        #expect(error.exitCode == fault.exitCode)
        #expect(error.message == fault.message)
    }
}

/// Writes an archive with libarchive.
func writeZip(_ members: [(name: String, text: String)], to path: String) throws {
    let archive = unsafe try #require(archive_write_new())
    // Sound: the handles are freed once, and texts and bytes live for the duration of the calls.
    defer { unsafe archive_write_free(archive) }
    unsafe archive_write_set_format_zip(archive)
    unsafe try #require(archive_write_open_filename(archive, path) == ARCHIVE_OK)
    for member in members {
        let entry = unsafe try #require(archive_entry_new())
        defer { unsafe archive_entry_free(entry) }
        unsafe archive_entry_set_pathname(entry, member.name)
        unsafe archive_entry_set_size(entry, la_int64_t(member.text.utf8.count))
        unsafe archive_entry_set_filetype(entry, 0o100_000)
        unsafe archive_entry_set_perm(entry, 0o644)
        unsafe try #require(archive_write_header(archive, entry) == ARCHIVE_OK)
        var text = member.text
        let written = text.withUTF8 { unsafe archive_write_data(archive, $0.baseAddress, $0.count) }
        try #require(written == member.text.utf8.count)
    }
    unsafe try #require(archive_write_close(archive) == ARCHIVE_OK)
}
