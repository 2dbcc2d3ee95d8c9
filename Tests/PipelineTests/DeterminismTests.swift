import Foundation
import Pipeline
import Testing

@Suite("The same facts give the same bytes")
struct DeterminismTests {
    /// Some hundreds of generated sales and calls on the small workspace's accounts, as rows without header.
    static func rows(_ count: Int, columns: (inout Generator) -> String) -> [String] {
        var generator = Generator(state: 42)
        return (0..<count).map { _ in columns(&generator) }
    }

    struct Generator {
        var state: UInt64

        mutating func next(below bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }

        mutating func day() -> String {
            let month = next(below: 18)
            let (year, inYear) = month < 6 ? (2026, month + 1) : (2025, month - 5)
            let day = next(below: 28) + 1
            return "\(year)-\(inYear < 10 ? "0" : "")\(inYear)-\(day < 10 ? "0" : "")\(day)"
        }
    }

    static let sales = rows(600) { generator in
        let rep = generator.next(below: 7)
        let amount = "\(generator.next(below: 2000) - 200).\(1000 + generator.next(below: 9000))"
        return "\(generator.day()),A\(generator.next(below: 9) + 1),\(rep == 0 ? "" : "R\(rep)"),"
            + "P\(generator.next(below: 5)),\(amount)"
    }

    static let calls = rows(200) { generator in
        let rep = generator.next(below: 6)
        return "\(generator.day()),A\(generator.next(below: 8) + 1),\(rep == 0 ? "" : "R\(rep)"),"
            + "\(generator.next(below: 60))"
    }

    static func workspace(sales: [[String]], calls: [String]) throws -> TemporaryWorkspace {
        var files: [String: String?] = ["data/sales.csv": nil]
        for (index, part) in sales.enumerated() {
            files["data/sales-\(index).csv"] = (["date,account,rep,product,amount"] + part).joined(
                separator: "\n")
        }
        files["data/calls.csv"] = (["date,account,rep,minutes"] + calls).joined(separator: "\r\n")
        return try TemporaryWorkspace(files)
    }

    /// All published files but those that list the input files.
    static func comparable(_ workspace: TemporaryWorkspace) throws -> [String: String] {
        var files = try workspace.published().mapValues { String(decoding: $0, as: UTF8.self) }
        for name in ["quality.html", "quality.md", "run.json"] { files[name] = nil }
        let json = try #require(files["report.json"])
        var object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        var quality = try #require(object["quality"] as? [String: Any])
        quality["inputs"] = nil
        object["quality"] = quality
        let data = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])
        files["report.json"] = String(decoding: data, as: UTF8.self)
        return files
    }

    @Test("Rows shuffled, files split, thread count changed")
    func sameBytes() throws {
        let plain = try DeterminismTests.workspace(
            sales: [DeterminismTests.sales], calls: DeterminismTests.calls)
        try plain.run(threads: 1)
        let expected = try DeterminismTests.comparable(plain)
        #expect(expected.count > 20)

        let shuffled = try DeterminismTests.workspace(
            sales: [DeterminismTests.sales.sorted { $0.reversed().description < $1.reversed().description }],
            calls: DeterminismTests.calls.reversed())
        try shuffled.run(threads: 2)
        #expect(try DeterminismTests.comparable(shuffled) == expected)

        let parts = stride(from: 0, to: 600, by: 150).map { Array(DeterminismTests.sales[$0..<($0 + 150)]) }
        for threads in [1, 2, 5] {
            let split = try DeterminismTests.workspace(sales: parts.reversed(), calls: DeterminismTests.calls)
            try split.run(threads: threads)
            #expect(try DeterminismTests.comparable(split) == expected)
        }
    }

    @Test("The same run twice gives the same bytes, all of them")
    func twice() throws {
        let workspace = try DeterminismTests.workspace(
            sales: [DeterminismTests.sales], calls: DeterminismTests.calls)
        try workspace.run()
        let first = try workspace.published()
        try workspace.run()
        #expect(try workspace.published() == first)
    }

    @Test(
        "Everything adds up: territories, reps and groups against the organisation",
        arguments: [
            "sales", "sales_prior", "sales_year_ago", "sales_trailing_year", "calls",
        ])
    func addsUp(_ key: String) throws {
        let workspace = try DeterminismTests.workspace(
            sales: [DeterminismTests.sales], calls: DeterminismTests.calls)
        try workspace.run()
        let report = try workspace.reportJSON()
        let whole = try #require(try report["organisation"].metric(key))
        var leaves = Decimal(0)
        var byParent: [String: Decimal] = [:]
        for territory in try report["territories"].array {
            guard ["exclusive", "unassigned"].contains(try territory["kind"].string) else { continue }
            let value = try #require(try territory.metric(key))
            leaves += value
            // A territory at the top has no parent.
            if let parent = try? territory["parent"].string { byParent[parent, default: 0] += value }
        }
        #expect(leaves == whole)
        for (parent, sum) in byParent {
            #expect(try report["territories"].element(parent).metric(key) == sum)
        }
        #expect(byParent.count == 2)
        if key != "sales_trailing_year" {
            let reps = try report["reps"].array.reduce(Decimal(0)) { try $0 + #require(try $1.metric(key)) }
            #expect(reps == whole)
        }
    }
}
