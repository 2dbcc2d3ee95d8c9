import Tabular
import TerritoryModel
import Testing

@testable import Importing

/// What an import of sales comes to whose rows may stand twice.
private struct Folded: Equatable {
    var totals = FactTotals()
    var files: [ImportedFile] = []
    var failure: ImportError?

    /// - Parameter files: Names and contents, in the order of the configuration.
    init(_ files: [(name: String, csv: String)], threads: Int = 1, calls: Bool = false) throws {
        let accounts = try source(
            "id,name\nA0,Ann\nA1,Bo\nA2,Cy\n",
            ["account_id": try expression("id"), "name": try expression("name")], of: "accounts",
            file: "accounts.csv")
        var facts = try source(
            "",
            [
                "date": try expression("day"), "account_id": try expression("account"),
                calls ? "minutes" : "amount": try expression("amount"),
                SourceMapping.rowIdentity: try expression("id"),
            ], of: calls ? "activities" : "sales")
        facts.files = files.map { input($0.csv, named: $0.name) }
        let catalog = SourceCatalog(mappings: [accounts, facts], unitNormalization: .asGiven)
        let asOf = try #require(Day(iso: "2026-06-28"))
        let context = ImportContext(rejectedRows: NoRejectedRows())
        let dimensions = try importDimensions(catalog, asOf: asOf, context: context)
        do throws(ImportError) {
            let folded = try LocalFactEngine().fold(
                FactRequest(
                    catalog: catalog, imported: dimensions, ownership: Ownership(dimensions.dimensions),
                    windows: ReportingWindows(asOf: asOf, period: .trailingWeeks(13)), threads: threads),
                context: context)
            totals = folded.summary.totals
            self.files = Array(ImportQuality(dimensions, folded).files.dropFirst())
        } catch {
            failure = error
        }
    }

    /// `loaded repeated refused` of each file.
    var rows: [[Int64]] { files.map { [$0.rowsLoaded, $0.rowsRepeated, $0.rowsRejected] } }
    var notices: [[String]] { files.map { file in file.notices.filter { $0.count != nil }.map(\.text) } }
}

@Suite("Rows that stand twice")
struct RepeatedRowsTests {
    private static let header = "id,day,account,amount\n"

    @Test(
        "A row of two overlapping files counts once, in the last file; what is left out is told with its money"
    )
    func overlap() throws {
        let folded = try Folded([
            ("may.csv", Self.header + "1,2026-05-01,A0,10\n2,2026-05-31,A1,20.5\n3,2026-05-31,A1,-0.5\n"),
            ("june.csv", Self.header + "2,2026-05-31,A1,20.5\n3,2026-05-31,A1,-0.5\n4,2026-06-02,A2,40\n"),
        ])
        #expect(folded.rows == [[1, 2, 0], [3, 0, 0]])
        #expect(folded.totals.salesRows == 4)
        #expect(folded.totals.salesAmount == Money(units: 700_000))
        #expect(folded.files.map(\.amountRepeated) == [Money(units: 200_000), .zero])
        #expect(folded.files.map(\.amountLoaded) == [Money(units: 100_000), Money(units: 600_000)])
        #expect(
            folded.notices == [
                [
                    "2 rows that stand in a later file or further up in this one, by 'id', were left out, "
                        + "20.0000 in amounts"
                ], [],
            ])
        #expect(folded.files.map(\.newestDay) == [Day(iso: "2026-05-01"), Day(iso: "2026-06-02")])
    }

    @Test("Of rows with one id that differ the one in the last file counts, and the difference is told")
    func corrected() throws {
        let folded = try Folded([
            ("a.csv", Self.header + "1,2026-06-01,A0,10\n"), ("b.csv", Self.header + "1,2026-06-01,A0,11\n"),
        ])
        #expect(folded.totals.salesAmount == Money(units: 110_000))
        #expect(
            folded.notices == [
                [
                    "1 row that stands in a later file or further up in this one, by 'id', was left out, "
                        + "10.0000 in amounts; 1 of them differs from the row that counts"
                ], [],
            ])
    }

    @Test("In one file the first of the rows counts, a row that is refused counts for nothing")
    func oneFile() throws {
        let folded = try Folded([
            (
                "a.csv",
                Self.header + "1,soon,A0,5\n1,2026-06-01,A0,10\n1,2026-06-01,A0,12\n2,2026-06-02,A1,x\n"
                    + "2,2026-06-02,A1,7\n"
            )
        ])
        #expect(folded.rows == [[2, 1, 2]])
        #expect(folded.totals.salesAmount == Money(units: 170_000))
    }

    @Test("Rows without an id count as they stand, and are told")
    func withoutIdentity() throws {
        let folded = try Folded([
            ("a.csv", Self.header + ",2026-06-01,A0,10\n,2026-06-01,A0,10\n1,2026-06-01,A0,10\n")
        ])
        #expect(folded.rows == [[3, 0, 0]])
        #expect(folded.notices == [["2 rows without a value in 'id' count as they stand"]])
    }

    @Test("How a value is written makes no difference; what it says does")
    func spelling() throws {
        let folded = try Folded([
            ("a.csv", Self.header + "1,2026-06-01,A0,10\n"),
            ("b.csv", Self.header + "1,2026-06-01,A0,10.00\n"),
        ])
        #expect(folded.notices[0][0].hasSuffix(", 10.0000 in amounts"))
    }

    @Test("Calls are counted once too")
    func calls() throws {
        let folded = try Folded(
            [
                ("a.csv", Self.header + "1,2026-06-01,A0,30\n2,2026-06-01,A1,15\n"),
                ("b.csv", Self.header + "2,2026-06-01,A1,15\n3,2026-06-03,A2,45\n"),
            ], calls: true)
        #expect(folded.rows == [[1, 1, 0], [2, 0, 0]])
        #expect(folded.totals.activityRows == 3)
        #expect(folded.files.map(\.amountRepeated) == [nil, nil])
    }

    /// Files of several batches each, of which neighbours share a third of their rows.
    private static func overlappingFiles() -> [(name: String, csv: String)] {
        let padding = String(repeating: "x", count: 60)
        return (0..<4).map { file in
            var lines = ["id,day,account,amount,note"]
            for row in 0..<9_000 {
                let id = file * 6_000 + row
                // Every 97th row is not what the next file says of it.
                let amount = id % 97 == 0 ? file + 1 : id % 500
                let name = id % 1_009 == 0 ? "" : "order-number-\(id)"
                lines.append("\(name),2026-0\(1 + id % 6)-15,A\(id % 3),\(amount).25,\(padding)")
            }
            return ("sales-\(file).csv", lines.joined(separator: "\n") + "\n")
        }
    }

    @Test("Which rows count does not depend on the number of threads", arguments: [2, 3, 8])
    func threads(_ threads: Int) throws {
        let files = Self.overlappingFiles()
        let alone = try Folded(files)
        #expect(alone.totals.salesRows == 27_000 + Self.unnamedTwice)
        #expect(try Folded(files, threads: threads) == alone)
    }

    /// Rows without an id that stand in two files and so count twice.
    private static let unnamedTwice: Int64 = Int64(
        (0..<27_000).count { id in
            id % 1_009 == 0 && (0..<4).count { id >= $0 * 6_000 && id < $0 * 6_000 + 9_000 } == 2
        })

    @Test("The newest file says what a row is worth", arguments: [1, 4])
    func worth(_ threads: Int) throws {
        let folded = try Folded(Self.overlappingFiles(), threads: threads)
        var expected: Int64 = 0
        for file in 0..<4 {
            for row in 0..<9_000 {
                let id = file * 6_000 + row
                let isLast = file == 3 || row < 6_000
                guard isLast || id % 1_009 == 0 else { continue }
                expected += Int64(id % 97 == 0 ? file + 1 : id % 500) * 10_000 + 2_500
            }
        }
        #expect(folded.totals.salesAmount == Money(units: expected))
    }

    @Test("A file that cannot be read ends the fold, whoever waits for its rows", arguments: [1, 4])
    func failure(_ threads: Int) throws {
        var files = Self.overlappingFiles()
        files[2].csv = "id,day,account\n1,2026-06-01,A0\n"
        let folded = try Folded(files, threads: threads)
        guard case .missingColumn = folded.failure else {
            Issue.record("\(String(describing: folded.failure))")
            return
        }
    }

    @Test("A table of identities tells new rows, the same and others, however many there are")
    func table() {
        var table = IdentityTable()
        let count = 200_000
        func identity(_ number: Int, content: UInt32) -> RowIdentity {
            let bytes = Array("row \(number)".utf8)
            let (high, low) = MurmurHash.hash(bytes.span, 0..<bytes.count, seed: 0)
            return RowIdentity(high: high, low: UInt32(truncatingIfNeeded: low), content: content)
        }
        var sightings: [IdentityTable.Sighting: Int] = [:]
        for number in 0..<count { sightings[table.insert(identity(number, content: 1)), default: 0] += 1 }
        for number in 0..<count {
            sightings[table.insert(identity(number, content: UInt32(1 + number % 2))), default: 0] += 1
        }
        #expect(sightings == [.new: count, .same: count / 2, .other: count / 2])
        #expect(table.count == count)
    }

    @Test(
        "The hash is MurmurHash3 of 128 bits",
        arguments: [
            ("", 0, 0), ("hello", 0xCBD8_A7B3_41BD_9B02, 0x5B1E_906A_48AE_1D19),
            ("hello, world", 0x342F_AC62_3A5E_BC8E, 0x4CDC_BC07_9642_414D),
            ("The quick brown fox jumps over the lazy dog.", 0xCD99_481F_9EE9_02C9, 0x695D_A1A3_8987_B6E7),
        ] as [(String, UInt64, UInt64)])
    func hash(_ text: String, _ first: UInt64, _ second: UInt64) {
        let bytes = Array(text.utf8)
        let hash = MurmurHash.hash(bytes.span, 0..<bytes.count, seed: 0)
        #expect(hash.0 == first && hash.1 == second)
    }
}
