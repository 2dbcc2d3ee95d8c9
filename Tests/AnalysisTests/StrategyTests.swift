import Analysis
import Testing
import TerritoryModel

/// Gaps to the organisation's rate, by hand.
@Suite struct StrategyTests {
    /// Two territories of ten accounts each in one segment; the first sells a tenth of what the second does.
    private func field() -> SmallField {
        var field = SmallField()
        let accounts = (0..<40).map { index in
            Account(
                id: "c\(100 + index)", name: "C\(index)", unit: index < 20 ? 0 : 1, postalCode: nil,
                namedTerritory: nil, segment: index % 2 == 0 ? "Clinic" : "Hospital",
                potential: SmallField.usd(100), plannedCallsPerYear: nil, parent: nil)
        }
        field.dimensions.accounts = AccountTable(accounts)
        field.calls = []
        field.sales = accounts.indices.map { index in
            SaleRow(
                day: SmallField.day(10), account: index, rep: .blank,
                amount: index % 2 == 1 ? 500_000 : index < 20 ? 100_000 : 1_000_000)
        }
        return field
    }

    @Test("A segment is compared with the organisation's sales per potential")
    func segments() throws {
        let territories = try field().report().territories
        let north = territories[SmallField.north].strategy.segments
        // Clinics: 10 accounts × 10 USD here, 10 × 100 USD there: 1,100 of 2,000 potential, of which 1,000 here.
        #expect(
            north == [
                SegmentGap(
                    segment: "Clinic", accounts: 10, trailingYearSales: SmallField.usd(100),
                    expected: SmallField.usd(550), gap: SmallField.usd(-450),
                    salesIndex: (100.0 / 600) / (1100.0 / 2100) * 100)
            ])
        #expect(territories[SmallField.south].strategy.segments.map(\.gap) == [SmallField.usd(450)])
    }

    @Test("Small samples and small gaps of a segment are not told")
    func floors() throws {
        var field = field()
        field.settings.strategy.minAccounts = 6  // the organisation would need 24 clinics
        #expect(try field.report().territories[SmallField.north].strategy.segments.isEmpty)
        field = self.field()
        field.settings.strategy.minShare = 0.76  // 450 of 600
        #expect(try field.report().territories[SmallField.north].strategy.segments.isEmpty)
    }

    @Test("Without a potential anywhere accounts are the basis")
    func byAccounts() throws {
        var field = field()
        field.dimensions.accounts = AccountTable(
            field.dimensions.accounts.map { account in
                Account(
                    id: account.id, name: account.name, unit: account.unit, postalCode: nil,
                    namedTerritory: nil, segment: account.segment, potential: nil, plannedCallsPerYear: nil,
                    parent: nil)
            })
        #expect(
            try field.report().territories[SmallField.north].strategy.segments.map(\.expected)
                == [SmallField.usd(550)])
    }

    @Test("A product is compared with its share of all sales, where it sells in three territories")
    func products() throws {
        var field = WideField(seed: 2)
        field.sales = (0..<3).flatMap { territory in
            [
                SaleRow(
                    day: GeneratedField.asOf, account: territory * 10, rep: .known(territory), product: 1,
                    amount: 6_000_000),
                SaleRow(
                    day: GeneratedField.asOf, account: territory * 10, rep: .known(territory), product: 2,
                    amount: territory == 0 ? 2_000_000 : 4_000_000),
            ]
        }
        let gaps = try field.report().territories[0].strategy.products
        // 800 of all 2,800 USD are sold here, of which p1 has 1,800 and p2 1,000.
        let expected = [800.0 * 1000 / 2800, 800.0 * 1800 / 2800]
        #expect(gaps.map(\.product) == ["p2", "p1"])
        #expect(gaps.map(\.expected.units) == expected.map { Int64(($0 * 10_000).rounded()) })
        #expect(gaps.map { $0.gap.units + $0.expected.units } == [2_000_000, 6_000_000])
        field.sales.removeAll { $0.account == 20 && $0.product == 2 }
        #expect(try field.report().territories[0].strategy.products.isEmpty)
    }

    @Test("A unit with much market and few active accounts is white space")
    func whiteSpace() throws {
        var field = field()
        // 30 of 40 accounts lie in u1 and u2 now, ten in u3 that has most of the people but sells nothing.
        field.dimensions.accounts = AccountTable(
            field.dimensions.accounts.enumerated().map { index, account in
                Account(
                    id: account.id, name: account.name, unit: index < 15 ? 0 : index < 30 ? 1 : 2,
                    postalCode: nil, namedTerritory: nil, segment: nil, potential: nil,
                    plannedCallsPerYear: nil, parent: nil)
            })
        field.sales.removeAll { ($0.account ?? 0) >= 30 }
        field.dimensions.demographics = [(0, 100.0), (1, 100), (2, 800)].map {
            DemographicObservation(unit: $0, indicator: "population", year: 2020, value: $1)
        }
        let report = try field.report()
        let sales = report.organisation[.salesTrailingYear]?.money?.units ?? 0
        #expect(
            report.territories[SmallField.south].strategy.whiteSpace == [
                WhiteSpace(
                    unit: Named(id: "u3", name: "Unit u3"), population: 800, accounts: 10, activeAccounts: 0,
                    expectedAccounts: 24, trailingYearSales: .zero, gap: Money(units: sales * 8 / 10))
            ])
        field.settings.strategy.minExpected = 25
        #expect(try field.report().territories[SmallField.south].strategy.whiteSpace.isEmpty)
    }
}
