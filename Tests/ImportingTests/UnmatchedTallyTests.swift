import TerritoryModel
import Testing

@testable import Importing

@Suite("Unknown references")
struct UnmatchedTallyTests {
    /// Ids of several lengths that begin alike, each of its own number of rows; the lowest are not the shortest.
    private static let ids = (0..<4_500).map { number in
        let digits = String(number * 7_919 % 4_500)
        return ["A", "A-long-beginning-", "é"][number % 3] + digits
            + String(repeating: "x", count: number % 5)
    }

    private static func add(_ id: String, rows: Int = 1, to tally: inout UnmatchedTally) {
        let bytes = Array("<\(id)>".utf8)
        for _ in 0..<rows {
            tally.add(
                source: "sales", kind: .account, bytes.span, 1..<(bytes.count - 1),
                amount: Money(units: Int64(id.utf8.count)))
        }
    }

    private static func tally(_ ids: some Sequence<String>) -> UnmatchedTally {
        var tally = UnmatchedTally(limit: 1_000)
        for id in ids { add(id, rows: 1 + id.utf8.count % 3, to: &tally) }
        return tally
    }

    /// The same by a dictionary that forgets nothing.
    private static func expected(_ ids: [String]) -> (references: [UnmatchedReference], beyond: Int64) {
        var rows: [String: Int64] = [:]
        for id in ids { rows[id, default: 0] += Int64(1 + id.utf8.count % 3) }
        let lowest = rows.keys.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
            .prefix(1_000).map { id in
                UnmatchedReference(
                    source: "sales", kind: .account, value: id, rows: rows[id] ?? 0,
                    amount: Money(units: (rows[id] ?? 0) * Int64(id.utf8.count)))
            }
        return (Array(lowest), rows.values.reduce(0, +) - lowest.reduce(0) { $0 + $1.rows })
    }

    @Test(
        "are the lowest with exact counts, whatever the order",
        arguments: ["rising", "falling", "mixed", "twice"])
    func order(_ order: String) {
        let ids = Self.ids
        let ordered =
            switch order {
            case "rising": ids.sorted(by: precedesById)
            case "falling": ids.sorted { precedesById($1, $0) }
            case "twice": ids + ids.reversed()
            default: ids
            }
        let result = Self.tally(ordered).result()
        let expected = Self.expected(ordered)
        #expect(result.references == expected.references)
        #expect(result.beyond == expected.beyond)
    }

    @Test("are the same however they were divided and merged", arguments: [2, 3, 7])
    func division(_ parts: Int) {
        // Low ids come early in one part and late in another, and one part has few of them.
        let twice = Self.ids + Self.ids.reversed()
        let tallies = (0..<parts).map { part in
            Self.tally(twice.enumerated().filter { $0.offset * $0.offset % parts == part }.map(\.element))
        }
        let expected = Self.expected(twice)
        for order in [tallies, tallies.reversed()] {
            var whole = UnmatchedTally(limit: 1_000)
            for tally in order { whole.merge(tally) }
            #expect(whole.result().references == expected.references)
            #expect(whole.result().beyond == expected.beyond)
        }
    }

    @Test("are 10,000 of each kind at most")
    func limit() {
        var tally = UnmatchedTally()
        for number in 0..<20_100 { tally.add(source: "sales", kind: .rep, value: "\(30_000 - number)") }
        let (references, beyond) = tally.result()
        #expect(references.map(\.value) == (10_000...19_999).map(String.init))
        #expect(beyond == 10_100)
    }

    @Test("of several sources and kinds are told apart, in order")
    func kinds() {
        var tally = UnmatchedTally(limit: 1_000)
        tally.add(source: "sales", kind: .rep, value: "b")
        tally.add(source: "accounts", kind: .unit, value: "z")
        tally.add(source: "sales", kind: .account, value: "b")
        tally.add(source: "sales", kind: .rep, value: "a")
        tally.add(source: "sales", kind: .rep, value: "b")
        let told = tally.result().references.map { "\($0.source) \($0.kind) \($0.value) \($0.rows)" }
        #expect(told == ["accounts unit z 1", "sales account b 1", "sales rep a 1", "sales rep b 2"])
    }

    @Test("take little room however long they are")
    func longIds() {
        var tally = UnmatchedTally(limit: 1_000)
        tally.add(source: "sales", kind: .rep, value: "e" + String(repeating: "\u{301}", count: 100_000))
        tally.add(source: "sales", kind: .rep, value: String(repeating: "é", count: 81))
        #expect(
            tally.result().references.map(\.value) == [
                "e" + String(repeating: "\u{301}", count: 159), String(repeating: "é", count: 80),
            ])
    }
}
