import Dispatch
import Synchronization
import TerritoryModel
import Testing

@testable import Importing

/// Adds rows one by one, as the definition has it.
private struct PlainPairs {
    private(set) var facts: [[Int32]: AccountRepFacts] = [:]
    let masks: [WindowMask]

    mutating func add(_ sale: PairSale) {
        var pair = facts[[sale.account, sale.rep]] ?? AccountRepFacts(account: sale.account, rep: sale.rep)
        let day = Day(number: sale.day)
        pair.firstSale = min(pair.firstSale ?? day, day)
        pair.lastSale = max(pair.lastSale ?? day, day)
        if sale.segment >= 0 {
            pair.amount.addWrapping(sale.amount, in: masks[Int(sale.segment)])
            pair.quantity.addWrapping(sale.quantity, in: masks[Int(sale.segment)])
            pair.lines.addWrapping(1, in: masks[Int(sale.segment)])
        }
        facts[[sale.account, sale.rep]] = pair
    }

    mutating func add(_ call: PairCall) {
        var pair = facts[[call.account, call.rep]] ?? AccountRepFacts(account: call.account, rep: call.rep)
        let day = Day(number: call.day)
        pair.firstCall = min(pair.firstCall ?? day, day)
        pair.lastCall = max(pair.lastCall ?? day, day)
        if call.isCurrent {
            pair.calls += 1
            pair.minutes += call.minutes
        }
        facts[[call.account, call.rep]] = pair
    }

    var sorted: [AccountRepFacts] {
        facts.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    }
}

@Suite("Sums by account and rep")
struct PairShardsTests {
    private static let asOf = Day(number: 20_000)

    private static func sale(_ random: inout Draws, _ accounts: Int, _ reps: Int, segments: Int) -> PairSale {
        // Few accounts have most rows, and the widest quantities outgrow the narrow sums within a few rows.
        let account = random.below(random.below(accounts) + 1)
        return PairSale(
            account: Int32(account), rep: Int32(random.below(reps)), day: Int32(19_000 + random.below(1_000)),
            segment: Int32(random.below(segments + 1) - 1), amount: Int64(random.below(2_000_000) - 500_000),
            quantity: Int64(random.below(3_000_000_000) - 1_000_000_000))
    }

    private static func call(_ random: inout Draws, _ accounts: Int, _ reps: Int) -> PairCall {
        PairCall(
            account: Int32(random.below(accounts)), rep: Int32(random.below(reps)),
            day: Int32(19_000 + random.below(1_000)), isCurrent: random.below(2) == 0,
            minutes: Int64(random.below(90)))
    }

    @Test(
        "Rows from several threads add up as one by one, over the borders of shards and of what is handed over",
        arguments: [(1, 1), (5, 40), (700, 30), (70_000, 3)])
    func sums(_ accounts: Int, _ reps: Int) {
        let segments = WindowSegments(
            ReportingWindows(asOf: PairShardsTests.asOf, period: .trailingWeeks(13)))
        var random = Draws(seed: UInt64(accounts))
        let sales = (0..<30_000).map { _ in
            PairShardsTests.sale(&random, accounts, reps, segments: segments.count)
        }
        let calls = (0..<9_000).map { _ in PairShardsTests.call(&random, accounts, reps) }
        var plain = PlainPairs(masks: segments.masks)
        for sale in sales { plain.add(sale) }
        for call in calls { plain.add(call) }

        let shards = PairShards(accounts: accounts, segmentCount: segments.count)
        DispatchQueue.concurrentPerform(iterations: 3) { thread in
            var saleBox = PairOutbox.sales(shards)
            var callBox = PairOutbox.calls(shards)
            saleBox.open()
            callBox.open()
            for place in stride(from: thread, to: sales.count, by: 3) {
                saleBox.append(sales[place], account: sales[place].account)
            }
            for place in stride(from: thread, to: calls.count, by: 3) {
                callBox.append(calls[place], account: calls[place].account)
            }
            saleBox.close()
            callBox.close()
        }
        #expect(Array(shards.takeFacts(segments)) == plain.sorted)
        #expect(shards.takeFacts(segments).isEmpty)
    }

    @Test("Threads without rows leave no facts")
    func nothing() {
        let segments = WindowSegments(
            ReportingWindows(asOf: PairShardsTests.asOf, period: .trailingWeeks(13)))
        let shards = PairShards(accounts: 1, segmentCount: segments.count)
        var box = PairOutbox.sales(shards)
        box.close()
        #expect(shards.takeFacts(segments).isEmpty)
    }
}

/// Numbers that are the same in every run (splitmix64).
private struct Draws {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func below(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ mixed >> 31) % UInt64(limit))
    }
}
