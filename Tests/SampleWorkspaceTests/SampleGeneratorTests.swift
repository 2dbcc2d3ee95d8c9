import Foundation
import Testing

@testable import SampleWorkspace

@Suite struct SampleGeneratorTests {
    @Test("The committed SampleData is what the generator makes, byte for byte")
    func reproducesCommittedSample() throws {
        let folder = CommittedSample.folder
        for file in try CommittedSample.generated() {
            let committed = try Data(contentsOf: folder.appendingPathComponent(file.path))
            #expect(Array(committed) == file.bytes, "\(file.path) differs; run make sample")
        }
    }

    @Test("SampleData holds nothing that the generator does not make")
    func holdsNothingElse() throws {
        let folder = CommittedSample.folder
        let known = Set(try CommittedSample.generated().map(\.path))
        let found = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { path in
            // What a run leaves, reports and their history, is not part of the sample.
            !path.hasPrefix("reports") && !path.hasPrefix("bailiwick.sqlite") && path.contains(".")
                && !path.hasPrefix(".")
        }
        #expect(Set(found) == known)
    }

    @Test("SampleData stays below eight megabytes")
    func staysSmall() throws {
        let size = try CommittedSample.generated().reduce(0) { $0 + $1.bytes.count }
        #expect(size < 8_000_000)
    }

    @Test("The same seed gives the same bytes, another seed others")
    func dependsOnSeedOnly() throws {
        let geography = try CommittedSample.geography()
        let options = SampleOptions(accounts: 5_000, sales: 32_000, calls: 18_000, seed: 7)
        let first = try SampleGenerator.files(geography: geography, options: options)
        #expect(try SampleGenerator.files(geography: geography, options: options) == first)
        var other = options
        other.seed = 8
        let changed = try SampleGenerator.files(geography: geography, options: other)
        for path in ["data/crm/accounts.csv", "data/crm/sales-2026H1.csv", "data/crm/calls.csv"] {
            #expect(first.first { $0.path == path } != changed.first { $0.path == path })
        }
    }

    @Test("Written files are those generated")
    func writesFiles() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "sample-\(ProcessInfo.processInfo.globallyUniqueString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = SampleFile(path: "a/b.csv", bytes: Array("x\n".utf8))
        try SampleGenerator.write([file], to: folder)
        #expect(try Data(contentsOf: folder.appendingPathComponent("a/b.csv")) == Data("x\n".utf8))
    }

    @Test(
        "Sizes without room for the planted facts are refused",
        arguments: [
            (SampleOptions(territories: 23), SampleError.tooSmall(option: "--territories", least: 24)),
            (SampleOptions(territories: 61), .tooLarge(option: "--territories", most: 60)),
            (SampleOptions(accounts: 3_999), .tooSmall(option: "--accounts", least: 4_000)),
            (SampleOptions(accounts: 90_000), .tooLarge(option: "--accounts", most: 89_999)),
            (SampleOptions(sales: 100), .tooSmall(option: "--sales", least: 36_000)),
            (SampleOptions(calls: 100), .tooSmall(option: "--calls", least: 18_000)),
        ])
    func refusesSizes(options: SampleOptions, expected: SampleError) throws {
        let geography = try CommittedSample.geography()
        #expect(throws: expected) {
            try SampleGenerator.files(geography: geography, options: options)
        }
    }

    @Test(
        "Each error says where, what and what to do",
        arguments: [
            (
                SampleError.missingFile("data/counties.csv"),
                "data/counties.csv: no such file\n  name the folder with the geography with --geography"
            ),
            (
                .missingColumn(file: "counties.csv", column: "fips"),
                "counties.csv: no column 'fips'\n  use the files as they are in SampleData/data"
            ),
            (
                .unreadableRow(file: "counties.csv", row: "a,b"),
                "counties.csv: cannot read the row 'a,b'\n  use the files as they are in SampleData/data"
            ),
            (
                .unwritable(path: "/x", cause: "read-only"),
                "/x: cannot be written: read-only\n  choose a folder that can be written"
            ),
            (
                .tooSmall(option: "--sales", least: 9),
                "--sales must be at least 9\n  raise it"
            ),
            (.tooLarge(option: "--sales", most: 9), "--sales must be at most 9\n  lower it"),
            (
                .noPlace(fact: "a county"),
                "no place for the planted fact 'a county'\n  change --seed, or raise --accounts"
            ),
        ])
    func errorTexts(error: SampleError, text: String) {
        #expect(error.description == text)
    }

    @Test("A folder without geography, a missing column and a broken row are errors")
    func refusesBadGeography() throws {
        #expect(throws: SampleError.missingFile("/nowhere/co-est2019-southeast.csv")) {
            try SampleGenerator.geography(in: URL(fileURLWithPath: "/nowhere"))
        }
        func table(_ text: String) throws -> PlainTable {
            try PlainTable(name: "t.csv", bytes: Array(text.utf8))
        }
        #expect(throws: SampleError.unreadableRow(file: "t.csv", row: "1,2,3")) { try table("a,b\n1,2,3\n") }
        #expect(throws: SampleError.missingColumn(file: "t.csv", column: "c")) {
            try table("a,b\n1,2\n").columns(["a", "c"])
        }
    }
}

@Suite struct BenchmarkGeneratorTests {
    private func generate(
        _ options: SampleOptions, _ shape: BenchmarkShape = BenchmarkShape()
    ) throws -> [String: Data] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "benchmark-\(ProcessInfo.processInfo.globallyUniqueString)")
        // The folder is temporary: that it stays behind does no harm.
        defer { try? FileManager.default.removeItem(at: folder) }
        try BenchmarkGenerator.write(
            to: folder, geography: CommittedSample.geography(), options: options, shape: shape)
        var files: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where path.contains(".")
        {
            files[path] = try Data(contentsOf: folder.appendingPathComponent(path))
        }
        return files
    }

    private func rows(_ data: Data?) throws -> Int { try #require(data).count { $0 == 0x0a } - 1 }

    @Test("A benchmark has as many rows as asked for", arguments: [4, 24, 400, 900])
    func hasRowsAskedFor(territories: Int) throws {
        let options = SampleOptions(accounts: 1_000, sales: 5_000, calls: 2_000, territories: territories)
        let files = try generate(options)
        #expect(try rows(files["data/crm/accounts.csv"]) == 1_000)
        #expect(try rows(files["data/crm/sales-1.csv"]) == 5_000)
        #expect(try rows(files["data/crm/calls.csv"]) == 2_000)
        #expect(try rows(files["data/territories.csv"]) == territories + 4)
        #expect(try rows(files["data/rep_assignments.csv"]) == territories)
        #expect((files["data/unit_assignments.csv"] == nil) == (territories > 400))
    }

    @Test("The same seed gives the same benchmark, another seed another")
    func dependsOnSeedOnly() throws {
        let options = SampleOptions(accounts: 500, sales: 2_000, calls: 500, seed: 3)
        let first = try generate(options)
        #expect(try generate(options) == first)
        var other = options
        other.seed = 4
        #expect(try generate(other)["data/crm/sales-1.csv"] != first["data/crm/sales-1.csv"])
    }

    /// The values of all rows behind the header.
    private func values(_ data: Data?) throws -> [[String]] {
        String(decoding: try #require(data), as: UTF8.self).split(separator: "\n").dropFirst().map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    private let small = SampleOptions(accounts: 500, sales: 2_000, calls: 1_000)

    @Test("A plain benchmark begins with the same rows on every machine")
    func plainRows() throws {
        let files = try generate(small)
        let sales = try values(files["data/crm/sales-1.csv"]).prefix(2)
        let calls = try values(files["data/crm/calls.csv"]).prefix(2)
        #expect(
            sales.map { $0.joined(separator: ",") } == [
                "2024-07-01,SO-1,A-0000264,DRP-920,28,2234.40,R-00001,",
                "2024-07-01,SO-2,A-0000197,NDL-220,28,525.00,R-00019,",
            ])
        #expect(
            calls.map { $0.joined(separator: ",") } == [
                "2025-06-30,A-0000368,R-00008,15,product demo",
                "2025-06-30,A-0000012,R-00012,70,service visit",
            ])
    }

    @Test("Skewed sales go by Zipf's law: a tenth of 500 accounts has three fifths to three quarters of them")
    func skewed() throws {
        let rows = try values(try generate(small, BenchmarkShape(isSkewed: true))["data/crm/sales-1.csv"])
        let counts = Dictionary(grouping: rows, by: { $0[2] }).mapValues(\.count).values.sorted(by: >)
        #expect(rows.count == 2_000)
        #expect((1_200...1_500).contains(counts.prefix(50).reduce(0, +)))
        let even = try values(try generate(small)["data/crm/sales-1.csv"])
        let evenCounts = Dictionary(grouping: even, by: { $0[2] }).mapValues(\.count).values.sorted(by: >)
        #expect(evenCounts.prefix(50).reduce(0, +) < 500)
    }

    @Test("Long account ids have 40 characters, and sales and calls name those of the accounts' file")
    func longIDs() throws {
        let files = try generate(small, BenchmarkShape(hasLongIDs: true))
        let known = Set(try values(files["data/crm/accounts.csv"]).map { $0[0] })
        #expect(known.count == 500)
        #expect(known.allSatisfy { $0.utf8.count == 40 })
        #expect(Set(known.map { $0.prefix(17) }).count == 500)
        #expect(known.isSuperset(of: try values(files["data/crm/sales-1.csv"]).map { $0[2] }))
        #expect(known.isSuperset(of: try values(files["data/crm/calls.csv"]).map { $0[1] }))
    }

    @Test("A quoted benchmark is the plain one with every value in quotes", arguments: ["sales-1", "calls"])
    func quoted(name: String) throws {
        let path = "data/crm/\(name).csv"
        let plain = String(decoding: try #require(try generate(small)[path]), as: UTF8.self)
        let quoted = try #require(try generate(small, BenchmarkShape(quotesAll: true))[path])
        let expected = plain.split(separator: "\n").map { line in
            "\"" + line.split(separator: ",", omittingEmptySubsequences: false).joined(separator: "\",\"")
                + "\"\n"
        }
        #expect(String(decoding: quoted, as: UTF8.self) == expected.joined())
    }

    @Test(
        "So many rows in a hundred name no rep",
        arguments: [(0, 0...0), (30, 500...700), (100, 2_000...2_000)])
    func unnamedReps(percent: Int, expected: ClosedRange<Int>) throws {
        let files = try generate(small, BenchmarkShape(unnamedReps: percent))
        let rows = try values(files["data/crm/sales-1.csv"])
        #expect(expected.contains(rows.count { $0[6].isEmpty }))
    }

    @Test("Impossible benchmark sizes are refused")
    func refusesSizes() {
        #expect(throws: SampleError.tooLarge(option: "--unnamed-reps", most: 100)) {
            try generate(small, BenchmarkShape(unnamedReps: 101))
        }
        #expect(throws: SampleError.tooSmall(option: "--unnamed-reps", least: 0)) {
            try generate(small, BenchmarkShape(unnamedReps: -1))
        }
        #expect(throws: SampleError.tooSmall(option: "--territories", least: 4)) {
            try generate(SampleOptions(territories: 3))
        }
        #expect(throws: SampleError.tooSmall(option: "--accounts", least: 24)) {
            try generate(SampleOptions(accounts: 23))
        }
    }
}

@Suite struct SeededRandomTests {
    @Test("The random numbers are those of the published SplitMix64")
    func matchesReference() {
        var random = SeededRandom(state: 1_234_567)
        let numbers = (0..<3).map { _ in random.next() }
        #expect(numbers == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
    }

    @Test("The skewed factors have a mean of one")
    func factorsHaveMeanOne() {
        var random = SeededRandom(seed: 1, topic: "test")
        let wide = (0..<64_000).reduce(0) { sum, _ in sum + random.wideFactor() } / 64_000
        let narrow = (0..<64_000).reduce(0) { sum, _ in sum + random.narrowFactor() } / 64_000
        #expect((970...1_030).contains(wide))
        #expect((980...1_020).contains(narrow))
    }

    @Test("A weighted choice never draws a weight of zero and respects its range")
    func weightedChoice() {
        var random = SeededRandom(seed: 1, topic: "test")
        let choice = WeightedChoice([0, 3, 0, 1, 0])
        let drawn = (0..<4_000).map { _ in choice.draw(&random) }
        #expect(Set(drawn) == [1, 3])
        #expect((2_800...3_200).contains(drawn.count { $0 == 1 }))
        #expect((0..<100).allSatisfy { _ in choice.draw(&random, from: 2, through: 4) == 3 })
    }

    @Test(
        "Numbers, amounts and fields are written as text",
        arguments: [(-5, "-5", "-0.05"), (0, "0", "0.00"), (1_234_567, "1234567", "12345.67")])
    func writesText(number: Int, plain: String, amount: String) {
        var text = ByteText()
        text.append(number)
        text.append(byte: 0x20)
        text.append(cents: number)
        #expect(String(decoding: text.bytes, as: UTF8.self) == "\(plain) \(amount)")
        var row = ByteText()
        row.append(row: ["a", "b,c", "d\"e"])
        #expect(String(decoding: row.bytes, as: UTF8.self) == "a,\"b,c\",\"d\"\"e\"\n")
    }
}
