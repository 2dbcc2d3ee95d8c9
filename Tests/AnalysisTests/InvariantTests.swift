import Analysis
import Testing
import TerritoryModel

@Suite struct InvariantTests {
    static let additive: [MetricKey] = [
        .sales, .salesPrior, .salesYearAgo, .salesTrailingYear, .quota, .calls, .newAccounts,
    ]
    static let territorial: [MetricKey] =
        additive + [
            .accounts, .accountsCalled, .activeAccounts, .targets, .uncalledValue, .vacantDays, .salesAsWas,
            .salesMovedIn, .salesMovedOut, .lostAccounts, .potential, .sharedAccounts, .contestedAccounts,
            .outsideSalesIn,
        ]

    private func exact(_ value: MetricValue?) -> Int64 {
        switch value {
        case .money(let money): money.units
        case .count(let count): count
        case .number, .unavailable, nil: 0
        }
    }

    private func parts(_ report: Report) -> [TerritoryReport] {
        report.territories.filter { $0.kind == .exclusive || $0.kind == .unassigned }
    }

    @Test("The territories and unassigned together are the organisation", arguments: UInt64(1)...12)
    func territoriesAddUp(seed: UInt64) throws {
        let report = try GeneratedField(seed: seed).report()
        for key in InvariantTests.territorial {
            let sum = parts(report).reduce(0) { $0 + exact($1.metrics[key]) }
            #expect(sum == exact(report.organisation[key]), "\(key)")
        }
        #expect(exact(report.organisation[.sales]) != 0 && exact(report.organisation[.quota]) != 0)
        #expect(exact(report.organisation[.contestedAccounts]) > 0)
    }

    @Test("The reps and unassigned together are the organisation", arguments: UInt64(1)...12)
    func repsAddUp(seed: UInt64) throws {
        let report = try GeneratedField(seed: seed).report()
        for key in InvariantTests.additive {
            let sum = report.reps.reduce(0) { $0 + exact($1.metrics[key]) }
            #expect(sum == exact(report.organisation[key]), "\(key)")
        }
    }

    @Test("A group is the sum of its children", arguments: UInt64(1)...12)
    func groupsAddUp(seed: UInt64) throws {
        let report = try GeneratedField(seed: seed).report()
        for group in report.territories where group.kind == .group {
            let children = report.territories.filter { $0.parent == group.territory }
            for key in InvariantTests.territorial {
                let sum = children.reduce(0) { $0 + exact($1.metrics[key]) }
                #expect(sum == exact(group.metrics[key]), "\(group.territory.id) \(key)")
            }
        }
    }

    @Test("All accepted rows up to the as-of day are in the organisation", arguments: UInt64(1)...12)
    func rowsAddUp(seed: UInt64) throws {
        let field = GeneratedField(seed: seed)
        let report = try field.report()
        for (key, window) in [
            (MetricKey.sales, Window.current), (.salesPrior, .prior), (.salesYearAgo, .yearAgo),
            (.salesTrailingYear, .trailingYear),
        ] {
            let days = field.settings.windows[window]
            let sum = field.sales.reduce(0) { $0 + (days.contains($1.day) ? $1.amount : 0) }
            #expect(exact(report.organisation[key]) == sum)
        }
        let current = field.settings.windows.current
        #expect(exact(report.organisation[.calls]) == Int64(field.calls.count { current.contains($0.day) }))
    }

    @Test("What realignment moves in somewhere it moves out elsewhere", arguments: UInt64(1)...12)
    func movesBalance(seed: UInt64) throws {
        let report = try GeneratedField(seed: seed).report()
        #expect(exact(report.organisation[.salesMovedIn]) != 0)
        #expect(report.organisation[.salesMovedIn] == report.organisation[.salesMovedOut])
        for territory in report.territories where territory.kind != .overlay {
            let metrics = territory.metrics
            let difference = exact(metrics[.sales]) - exact(metrics[.salesAsWas])
            #expect(difference == exact(metrics[.salesMovedIn]) - exact(metrics[.salesMovedOut]))
        }
    }

    @Test("The weeks of the territories and of the reps add up to the organisation's", arguments: [1, 2, 3])
    func weeksAddUp(seed: UInt64) throws {
        let report = try GeneratedField(seed: seed).report()
        for (index, total) in report.weeklyTotals.enumerated() {
            let weeks = report.weekly.filter { $0.weekEnding == total.weekEnding }
            #expect(weeks.reduce(0) { $0 + $1.sales.units } == total.sales.units)
            #expect(weeks.reduce(0) { $0 + $1.salesAsWas.units } == total.sales.units)
            #expect(weeks.reduce(0) { $0 + $1.calls } == total.calls)
            #expect(report.reps.reduce(0) { $0 + $1.weeks[index].sales.units } == total.sales.units)
            #expect(report.reps.reduce(0) { $0 + $1.weeks[index].calls } == total.calls)
        }
        let weeks = report.weeklyTotals.suffix(13)
        #expect(weeks.reduce(0) { $0 + $1.sales.units } == exact(report.organisation[.sales]))
        #expect(weeks.reduce(0) { $0 + $1.calls } == exact(report.organisation[.calls]))
    }

    @Test("The lists add up to the metrics that count them", arguments: UInt64(1)...6)
    func listsAddUp(seed: UInt64) throws {
        let report = try GeneratedField(seed: seed).report()
        #expect(Int64(report.sharedAccounts.count) == exact(report.organisation[.sharedAccounts]))
        let conflicts = report.sharedAccounts.count { $0.kind == .conflict }
        #expect(Int64(conflicts) == exact(report.organisation[.contestedAccounts]))
        let products = report.products.reduce(0) { $0 + $1.sales.units }
        #expect(products == exact(report.organisation[.sales]))
        let outside = report.outsideSales.reduce(0) { $0 + $1.amount.units }
        #expect(outside == exact(report.organisation[.outsideSalesIn]))
        let pairs = report.sharedAccounts.reduce(0) { $0 + $1.touches.count * ($1.touches.count - 1) / 2 }
        #expect(report.repPairs.reduce(0) { $0 + $1.accounts } == pairs)
        #expect(report.repPairs.allSatisfy { $0.byKind.values.reduce(0, +) == $0.accounts })
        #expect(report.repPairs.allSatisfy { $0.jaccard > 0 && $0.jaccard <= 1 })
    }

    @Test("The order of the inputs changes nothing", arguments: UInt64(1)...6)
    func orderIsIrrelevant(seed: UInt64) throws {
        let field = GeneratedField(seed: seed)
        var shuffled = field
        var random = SeededGenerator(seed: seed + 99)
        shuffled.dimensions.unitAssignments.shuffle(using: &random)
        shuffled.dimensions.accountAssignments.shuffle(using: &random)
        shuffled.dimensions.repAssignments.shuffle(using: &random)
        shuffled.dimensions.quotas.shuffle(using: &random)
        shuffled.dimensions.demographics.shuffle(using: &random)
        shuffled.sales.shuffle(using: &random)
        shuffled.calls.shuffle(using: &random)
        expectSame(try field.report(), try shuffled.report())
    }

    private func expectSame(_ left: Report, _ right: Report) {
        #expect(left.organisation == right.organisation)
        #expect(left.territories == right.territories)
        #expect(left.reps == right.reps)
        #expect(left.repPairs == right.repPairs)
        #expect(left.sharedAccounts == right.sharedAccounts)
        #expect(left.outsideSales == right.outsideSales)
        #expect(left.units == right.units)
        #expect(left.weekly == right.weekly)
        #expect(left.weeklyTotals == right.weeklyTotals)
        #expect(left.accountsToCall == right.accountsToCall)
        #expect(left.products == right.products)
        #expect(left.realignments == right.realignments)
        #expect(left.handovers == right.handovers)
        #expect(left.exceptions == right.exceptions)
        #expect(left.quality == right.quality)
    }
}
