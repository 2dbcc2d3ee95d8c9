import Testing

@testable import Importing

@Suite("Tables of ids that differ")
struct DistinctIdentifierTests {
    private static func table(_ ids: [[UInt8]]) -> IdentifierTable {
        let bytes = Array(ids.joined())
        let ends = ids.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
        return IdentifierTable(distinct: ids.count, in: bytes.span) { ends[$0]..<ends[$0 + 1] }
    }

    @Test("Each gets the number of its place", arguments: [0, 1, 31, 32, 33, 5_000])
    func numbers(_ count: Int) {
        let ids = (0..<count).map { place in
            Array((place % 3 == 0 ? "an id longer than a slot \(place)" : "id \(place)").utf8)
        }
        let table = Self.table(ids)
        #expect(table.count == count)
        #expect(ids.map { table.index($0.span, 0..<$0.count) } == Array(ids.indices))
        #expect(table.index("another") == nil)
    }

    @Test("Ids that are made to collide are found, though the seed changes amid a run")
    func collisions() {
        // Eight bytes that cancel the first seed: the hash is then 0 whatever follows.
        let seed: [UInt8] = [0x15, 0x7c, 0x4a, 0x7f, 0xb9, 0x79, 0x37, 0x9e]
        let ids = (0..<2_000).flatMap { place in
            let id = seed + [UInt8(place & 255), UInt8(place >> 8), 1]
            return [id, seed + id + seed]
        }
        let table = Self.table(ids)
        #expect(ids.map { table.index($0.span, 0..<$0.count) } == Array(ids.indices))
        #expect(table.longestSearch < 400)
    }

    @Test("Other numbers are given to short and long ids alike, also when the table grows afterwards")
    func renumbering() {
        let ids = (0..<100).map { Array((String(repeating: "x", count: $0 % 30) + "\($0)").utf8) }
        var table = Self.table(ids)
        table.renumber((0..<100).map { Int32($0 * 37 % 100) })
        #expect(ids.map { table.index($0.span, 0..<$0.count) } == (0..<100).map { $0 * 37 % 100 })
        let more = (0..<1_000).map { Array("more \($0)".utf8) }
        #expect(more.map { table.insert($0.span, 0..<$0.count) } == Array(100..<1_100))
        #expect(ids.map { table.index($0.span, 0..<$0.count) } == (0..<100).map { $0 * 37 % 100 })
    }
}
