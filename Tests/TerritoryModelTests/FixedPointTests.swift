import Testing

@testable import TerritoryModel

@Suite struct FixedPointTests {
    @Test(
        "A fixed-point number prints its exact four decimals",
        arguments: [
            (0, "0.0000"), (1, "0.0001"), (-1, "-0.0001"), (12_345_000, "1234.5000"),
            (-12_345_678, "-1234.5678"), (Int64.max, "922337203685477.5807"),
            (Int64.min, "-922337203685477.5808"),
        ])
    func description(units: Int64, text: String) {
        #expect(FixedPoint(units: units).description == text)
    }

    @Test("Sums are exact, and nil where they do not fit")
    func sums() {
        #expect(FixedPoint(units: 3).adding(FixedPoint(units: -5)) == FixedPoint(units: -2))
        #expect(FixedPoint(units: .max).adding(FixedPoint(units: 1)) == nil)
        #expect(FixedPoint(units: .min).adding(FixedPoint(units: -1)) == nil)
        #expect(FixedPoint(units: .max).adding(.zero) == FixedPoint(units: .max))
    }

    @Test("Whole numbers that do not fit are refused")
    func whole() {
        #expect(FixedPoint(whole: -7)?.units == -70_000)
        #expect(FixedPoint(whole: 922_337_203_685_477)?.units == 9_223_372_036_854_770_000)
        #expect(FixedPoint(whole: 922_337_203_685_478) == nil)
        #expect(FixedPoint(whole: .min) == nil)
    }

    @Test(
        "A share is rounded half away from zero",
        arguments: [
            (10, 1, 4, 3), (-10, 1, 4, -3), (9, 1, 4, 2), (-9, 1, 4, -2), (1, 1, 2, 1), (-1, 1, 2, -1),
            (1, 1, 3, 0), (2, 1, 3, 1), (1_000, 0, 7, 0), (1_000, 91, 181, 503), (7, -1, 2, -4),
        ])
    func scaled(units: Int64, numerator: Int, denominator: Int, expected: Int64) {
        let share = FixedPoint(units: units).scaled(by: numerator, over: denominator)
        #expect(share == FixedPoint(units: expected))
    }

    @Test("A share of a large amount does not overflow on the way, and is nil where it does not fit")
    func largeShares() {
        #expect(FixedPoint(units: .max).scaled(by: 364, over: 364) == FixedPoint(units: .max))
        #expect(FixedPoint(units: -.max).scaled(by: 3, over: 3) == FixedPoint(units: -.max))
        #expect(FixedPoint(units: .max).scaled(by: 2, over: 1) == nil)
        #expect(FixedPoint(units: .min).scaled(by: 1, over: 2) == FixedPoint(units: .min / 2))
    }

    @Test("Numbers are ordered by value, and only ratios are floating point")
    func order() {
        #expect(FixedPoint(units: -2) < FixedPoint(units: 1))
        #expect(FixedPoint(units: 12_500).doubleValue == 1.25)
    }

    @Test("Window values add by mask, and tell an overflow of window by window")
    func windowValues() {
        var mask = WindowMask()
        mask.insert(.prior)
        mask.insert(.fiscalYearToDate)
        var values = WindowValues()
        values.addWrapping(5, in: mask)
        #expect(Window.allCases.map { values[$0] } == [0, 5, 0, 0, 5, 0])
        var other = WindowValues()
        other.current = .max
        var sum = other
        let sumOverflows = !sum.add(other)
        #expect(sumOverflows)
    }
    @Test("A row counts in exactly the windows of its mask, whichever these are", arguments: 0..<32)
    func masks(_ bits: Int) {
        var mask = WindowMask()
        for window in Window.allCases where bits >> window.rawValue & 1 == 1 { mask.insert(window) }
        var values = WindowValues()
        values.addWrapping(-7, in: mask)
        #expect(Window.allCases.map { values[$0] } == Window.allCases.map { mask.contains($0) ? -7 : 0 })
    }
}
