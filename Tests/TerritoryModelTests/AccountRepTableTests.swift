import Testing

@testable import TerritoryModel

@Suite("Facts by account and rep")
struct AccountRepTableTests {
    /// Facts whose every number is another.
    private static func facts(account: Int32, rep: Int32, scale: Int64) -> AccountRepFacts {
        var facts = AccountRepFacts(account: account, rep: rep)
        for (place, window) in Window.allCases.enumerated() {
            let number = Int64(place + 1) * scale
            facts.amount[window] = -number
            facts.quantity[window] = number * 3
            facts.lines[window] = number.magnitude > 1_000 ? 5_000_000_000 : number
        }
        facts.calls = scale
        facts.minutes = scale * 7
        return facts
    }

    @Test("Facts written out come back as they were, those too wide for the narrow sums too")
    func roundTrip() {
        var sold = AccountRepTableTests.facts(account: 0, rep: 4, scale: 2)
        sold.firstSale = Day(number: 10)
        sold.lastSale = Day(number: 20)
        var called = AccountRepTableTests.facts(account: 0, rep: 9, scale: .max / 64)
        called.firstCall = Day(number: -5)
        called.lastCall = Day(number: -5)
        let silent = AccountRepFacts(account: 7, rep: 0)
        let facts = [sold, called, silent]
        let table = AccountRepTable(facts)
        #expect(Array(table) == facts)
        #expect(table.saleDays.first == Day(number: 10))
        #expect(table.saleDays.last == Day(number: 20))
        for window in Window.allCases {
            #expect(table.lines[window] == sold.lines[window] + called.lines[window])
        }
        #expect(
            table.places(ofAccounts: 9) == [0..<2, 2..<2, 2..<2, 2..<2, 2..<2, 2..<2, 2..<2, 2..<3, 3..<3])
    }

    @Test("An empty table has no facts, days or lines")
    func empty() {
        let table = AccountRepTable()
        #expect(table.isEmpty)
        #expect(table.saleDays.first == nil)
        #expect(table.saleDays.last == nil)
        #expect(table.lines == WindowValues())
        #expect(table.places(ofAccounts: 2) == [0..<0, 0..<0])
    }

    @Test("A segment adds to all its windows, and tables with other segments are equal where their facts are")
    func segments() {
        let masks = [
            WindowMask([.current, .trailingYear]), WindowMask([.prior, .trailingYear]),
            WindowMask([.yearAgo]),
        ]
        var sums = [SegmentSums](repeating: SegmentSums(), count: masks.count)
        var carries: [Int: SegmentSums.Carry] = [:]
        for (segment, quantity) in [(0, Int64(3)), (0, 4_000_000_000), (1, -5), (2, 6)] {
            if let carry = sums[segment].add(10, quantity: quantity) { carries[segment] = carry }
        }
        #expect(carries == [0: SegmentSums.Carry(quantity: 4_000_000_003, lines: 2)])
        var table = AccountRepTable(masks: masks, capacity: 1)
        table.append(AccountRepTable.Pair(account: 2, rep: 3), sums.span) { carries[$0] }
        var expected = AccountRepFacts(account: 2, rep: 3)
        expected.amount = values(current: 20, prior: 10, yearAgo: 10, trailingYear: 30)
        expected.quantity = values(current: 4_000_000_003, prior: -5, yearAgo: 6, trailingYear: 3_999_999_998)
        expected.lines = values(current: 2, prior: 1, yearAgo: 1, trailingYear: 3)
        #expect(Array(table) == [expected])
        #expect(table.lines == expected.lines)
        #expect(table == AccountRepTable([expected]))
        #expect(table.hashValue == AccountRepTable([expected]).hashValue)
        expected.lines.prior = 2
        #expect(table != AccountRepTable([expected]))
    }

    private func values(current: Int64, prior: Int64, yearAgo: Int64, trailingYear: Int64) -> WindowValues {
        var values = WindowValues()
        values.current = current
        values.prior = prior
        values.yearAgo = yearAgo
        values.trailingYear = trailingYear
        return values
    }

    @Test(
        "Narrow sums hand over exactly what they cannot hold",
        arguments: [
            [Int64(Int32.max), 1], [Int64(Int32.min), -1], [0, Int64.max], [5, Int64.min + 5],
        ])
    func carries(_ quantities: [Int64]) {
        let (first, second) = (quantities[0], quantities[1])
        var sums = SegmentSums()
        #expect(sums.add(1, quantity: first) == nil)
        #expect(sums.add(1, quantity: second) == SegmentSums.Carry(quantity: first + second, lines: 2))
        #expect(sums.quantity == 0 && sums.lines == 0 && sums.amount == 2)
        #expect(sums.add(0, quantity: 0, lines: Int64(UInt32.max)) == nil)
        #expect(sums.add(0, quantity: 9) == SegmentSums.Carry(quantity: 9, lines: Int64(UInt32.max) + 1))
    }
}
