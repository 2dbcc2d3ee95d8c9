import Testing
import TerritoryModel

@testable import Analysis

@Suite("What is usual from run to run")
struct UsualSpreadTests {
    private func values(_ differences: [Double]) -> [Double?] {
        differences.reduce(into: (last: 100.0, all: [Double?.some(100)])) { series, step in
            series.last += step
            series.all.append(series.last)
        }.all
    }

    @Test("One wild week does not widen the spread")
    func robust() throws {
        let spread = try #require(UsualSpread(values([1, 2, 3, 4, 5, 6, 100])))
        #expect(spread == UsualSpread(median: 4, spread: 2 * 1.4826, differences: 7))
        #expect(spread.isExceeded(by: 13, between: 100, and: 113))
        #expect(!spread.isExceeded(by: 12, between: 100, and: 112))
        #expect(spread.isExceeded(by: -5, between: 100, and: 95))
        #expect(spread.spreads(of: 4 - 2.9652) == 1)
    }

    @Test("Fewer than six differences tell nothing; a run without a value takes two")
    func tooFew() {
        #expect(UsualSpread(values([1, 2, 3, 4, 5])) == nil)
        #expect(UsualSpread(values([1, 2, 3, 4, 5, 6]))?.differences == 6)
        var gap = values([1, 2, 3, 4, 5, 6, 7])
        gap[3] = nil
        #expect(UsualSpread(gap) == nil)
        #expect(UsualSpread([]) == nil)
    }

    @Test("Where most weeks change nothing the mean deviation takes the place of the median one")
    func meanDeviation() throws {
        let spread = try #require(UsualSpread(values([0, 0, 0, 0, 0, 7])))
        #expect(spread.median == 0)
        #expect(abs(spread.spread - 7.0 / 6 * 1.253314) < 1e-12)
        #expect(!spread.isExceeded(by: 3, between: 107, and: 110))
        #expect(spread.isExceeded(by: 7, between: 107, and: 114))
    }

    @Test("Any move of a metric that never moved is unusual, and no number of spreads; rounding is no move")
    func constant() throws {
        let spread = try #require(UsualSpread([Double?](repeating: 0.3, count: 8)))
        #expect(spread == UsualSpread(median: 0, spread: 0, differences: 7))
        #expect(spread.spreads(of: 1) == nil)
        #expect(spread.isExceeded(by: 0.01, between: 0.3, and: 0.31))
        #expect(!spread.isExceeded(by: 4e-17, between: 0.3, and: 0.1 + 0.2))
        let noisy = try #require(UsualSpread((0..<8).map { $0.isMultiple(of: 2) ? 0.3 : 0.1 + 0.2 }))
        #expect(noisy.spread == 0)
    }

    @Test("Changes are ordered by whom they are about, unusual ones first by how far off they are")
    func order() throws {
        let field = SmallField()
        var last = PastRun(try field.report())
        last.asOf = SmallField.asOf - 7
        last.metrics[.organisation]?[.calls] = .count(4)
        last.metrics[.territory("N")]?[.sales] = .money(SmallField.usd(390))
        last.metrics[.territory("S")]?[.sales] = .money(SmallField.usd(500))
        last.metrics[.rep("ann")]?[.calls] = .count(1)
        last.metrics[.rep("bob")]?[.attainment] = .unavailable(.noQuota)
        let steps = [0.0, 1, 0, 2, 0, 1, 0]  // differences of 1, −1, 2, −2, 1, −1: median 0, spread 1.4826
        let recent: [Subject: [MetricKey: [Double?]]] = [
            .territory("N"): [.sales: steps.map { 390 + $0 }],
            .territory("S"): [.sales: steps.map { 500 + $0 }],
            .rep("ann"): [.calls: [Double?](repeating: 1, count: 7)],
            .organisation: [.calls: steps.map { 4 + $0 }],
        ]
        let comparison = try #require(try field.report(after: last, recent: recent).changes.last.differences)
        #expect(comparison.spreadRuns == 7 && comparison.knowsSpread)
        #expect(comparison.unusual.map(\.name) == ["South", "North", "Ann"])
        #expect(comparison.unusual.map(\.effect) == [.good, .good, .neutral])
        #expect(comparison.unusual.map { $0.spreads.map { ($0 * 1000).rounded() } } == [33_725, 6745, nil])
        #expect(comparison.metrics.map(\.metric) == [.sales, .sales, .calls, .calls])
        #expect(comparison.metrics.last?.isUnusual == false)
        #expect(comparison.metrics.last?.share == 0.25)
    }

    @Test("A metric without a value before or after, and a subject that is new, have not moved")
    func missing() throws {
        let field = SmallField()
        var last = PastRun(try field.report())
        last.metrics[.territory("N")]?[.sales] = .unavailable(.sourceMissing)
        last.metrics[.organisation]?[.sales] = nil
        last.metrics[.rep("bob")] = nil
        let comparison = try #require(try field.report(after: last).changes.last.differences)
        #expect(comparison.metrics == [])
        #expect(comparison.spreadRuns == 0 && !comparison.knowsSpread)
    }

    @Test("Every watched metric is watched once, in the order of the catalog")
    func watched() {
        let watched = Set(MetricKey.watched)
        #expect(MetricKey.allCases.filter(watched.contains) == MetricKey.watched)
    }
}
