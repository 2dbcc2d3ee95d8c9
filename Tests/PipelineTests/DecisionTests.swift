import Foundation
import Pipeline
import TerritoryModel
import Testing

@Suite("Decisions about files")
struct DecisionTests {
    /// Four files of one source, each with its own encoding, dates and decimals.
    private static func workspace() throws -> TemporaryWorkspace {
        let header = DefectWorkspace.header
        let workspace = try TemporaryWorkspace(["data/sales.csv": nil])
        let late = (0..<300).map { "0\($0 % 9 + 1)/04/2026,A1,R1,P1,1.5\n" }.joined()
        try workspace.write(header + late + "04/13/2026,A2,R1,P1,2.25\n", to: "data/sales-1.csv")
        try workspace.write(
            Data(
                utf16(
                    (header + "03.04.2026,A1,R1,P1,1.234\n13.04.2026,A2,R9,Pé,0,5\n").replacing(
                        ",", with: ";"
                    )
                    .replacing("0;5", with: "0,5"), isBigEndian: true, mark: false)), to: "data/sales-2.csv")
        try workspace.write(
            header + "03/04/2026,A1,R1,P1,1.234\n13/04/2026,A9,R1,P1,\"7,5\"\nsoon,A1,R1,P1,9\n",
            to: "data/sales-3.csv")
        try workspace.write(
            Data((header + "2026-06-01,A1,R1,P").utf8) + Data([0xE9])
                + Data(",$5\n2026-06-02,A1,R1,P1,EUR 6\n".utf8),
            to: "data/sales-4.csv")
        return workspace
    }

    @Test("Two files of one source may decide differently, and each says so")
    func each() throws {
        let files = try Self.workspace().check().quality.files.filter { $0.source == "sales" }
        #expect(
            files.map { $0.notices.map(\.key) } == [
                ["date_format"], ["encoding", "delimiter", "decimal_separator", "date_format"],
                ["decimal_separator", "date_format"],
                ["encoding", "mixed_currencies"],
            ])
        #expect(
            files.map { $0.amountLoaded?.description ?? "" } == [
                "452.2500", "1234.5000", "1241.5000", "11.0000",
            ])
        #expect(files[0].notices[0].text.contains("line 302 '04/13/2026'"))
        #expect(files[2].notices[1].text.contains("line 3 '13/04/2026'"))
    }

    @Test("The report is the same with any number of threads", arguments: [2, 5])
    func threads(_ threads: Int) throws {
        let one = try Self.workspace()
        try one.run(threads: 1)
        let several = try Self.workspace()
        try several.run(threads: threads)
        #expect(try several.published() == one.published())
    }

    @Test(
        "Of several files that nothing decides the first is told, with any number of threads",
        arguments: [1, 2, 5])
    func undecided(_ threads: Int) throws {
        let workspace = try TemporaryWorkspace(["data/sales.csv": nil])
        let header = DefectWorkspace.header
        try workspace.write(
            header + String(repeating: "2026-06-01,A1,R1,P1,5\n", count: 5_000), to: "data/sales-1.csv")
        for place in 2...5 {
            try workspace.write(header + "03/04/2026,A1,R1,P1,\(place)\n", to: "data/sales-\(place).csv")
        }
        let error = #expect(throws: (any Error).self) { try workspace.run(threads: threads) }
        #expect("\(String(describing: error))".contains("data/sales-2.csv"))
    }
}
