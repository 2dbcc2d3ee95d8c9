import Analysis
import Testing
import TerritoryModel

/// People, indicators, segments and the ways in which money is placed, by hand from `SmallField`.
@Suite struct MarketTests {
    private func observation(_ unit: Int, _ name: String, _ value: Double, _ year: Int = 2020)
        -> DemographicObservation
    {
        DemographicObservation(unit: unit, indicator: name, year: year, value: value)
    }

    private func report(_ change: (inout SmallField) -> Void) throws -> Report {
        var field = SmallField()
        change(&field)
        return try field.report()
    }

    @Test("A mean is weighted by another indicator, a sum is not, and units without either are left out")
    func indicators() throws {
        let report = try report { field in
            field.settings.indicators = [
                IndicatorRule(name: "income", title: "Income", aggregate: .mean(weightedBy: "population")),
                IndicatorRule(name: "shops", title: "Shops", aggregate: .sum),
            ]
            field.dimensions.demographics += [
                observation(0, "income", 10), observation(1, "income", 20), observation(2, "income", 40),
                observation(2, "income", 90, 2010), observation(3, "income", 1_000),
                observation(0, "shops", 5), observation(2, "shops", 7),
            ]
        }
        // u1 = 600, u2 = 300, u3 = 100 people; u4 has none, so its income has no weight: 16,000 ÷ 1,000 and 10,000 ÷ 400.
        let all = 16.0
        #expect(
            report.market.indicators == [
                IndicatorReport(name: "income", value: all, units: 3, index: 100),
                IndicatorReport(name: "shops", value: 12, units: 2, index: nil),
            ])
        let south = 25.0
        #expect(
            report.territories[SmallField.south].market.indicators == [
                IndicatorReport(name: "income", value: south, units: 2, index: south / all * 100),
                IndicatorReport(name: "shops", value: 7, units: 1, index: nil),
            ])
    }

    @Test("Density and growth are ratios of sums over the units that have both parts")
    func densityAndGrowth() throws {
        let report = try report { field in
            let areas = [10.0, 30, nil, 5]
            field.dimensions.units = field.dimensions.units.enumerated().map { place, unit in
                GeographicUnit(
                    id: unit.id, name: unit.name, region: nil, landAreaKm2: areas[place], potential: nil)
            }
            field.dimensions.demographics.append(observation(2, "population", 50, 2030))
        }
        #expect(report.organisation[.landArea] == .number(45))
        #expect(report.organisation[.populationDensity] == .number(900.0 / 40))
        // Of all data 2019 is the earliest and 2030 the latest year: only u3 has both.
        #expect(report.organisation[.populationGrowth] == .number(50.0 / 700 - 1))
        #expect(report.metrics(ofTerritory: "N")?[.populationGrowth] == .unavailable(.noPopulation))
    }

    @Test("One year of population has no growth")
    func oneYear() throws {
        let report = try report { $0.dimensions.demographics.removeAll { $0.year == 2019 } }
        #expect(report.organisation[.populationGrowth] == .unavailable(.oneYearOnly))
    }

    @Test("The quadrant reads brand against category development")
    func quadrants() throws {
        let report = try SmallField().report()
        // North: BDI 70, CDI 111; South: BDI 138, CDI 83.
        #expect(report.territories[SmallField.north].market.quadrant == .opportunity)
        #expect(report.territories[SmallField.south].market.quadrant == .harvest)
        #expect(report.market.quadrant == nil)
    }

    @Test("The segment mix compares shares with the organisation's")
    func segments() throws {
        let report = try SmallField().report()
        let north = report.territories[SmallField.north].market.segments
        #expect(north.map(\.segment) == ["", "Hospital"])
        #expect(north.map(\.accounts) == [1, 1])
        #expect(north.map(\.trailingYearSales) == [SmallField.usd(150), SmallField.usd(650)])
        #expect(north.map(\.potential) == [SmallField.usd(3000), SmallField.usd(1000)])
        #expect(north[1].accountsIndex.map { abs($0 - 250) < 1e-9 } == true)  // 1 of 2 against 1 of 5
        // 650 of 800 against 650 of 1,850: the account that no source knows is in no segment.
        #expect(north[1].salesIndex.map { abs($0 - 1850.0 / 800 * 100) < 1e-9 } == true)
        #expect(report.territories[3].market.segments.isEmpty)
        #expect(report.market.segments.map(\.accounts) == [4, 1])
    }

    @Test(
        "Money is placed by hand, by the row's unit, by coordinates, by postal code, by name, or not at all")
    func placement() throws {
        let report = try report { field in
            let sources: [UnitSource] = [.rowId, .coordinates, .postalCode, .rowId, .none, .none]
            var accounts = field.dimensions.accounts.enumerated().map { place, account in
                Account(
                    id: account.id, name: account.name, unit: account.unit, postalCode: nil,
                    namedTerritory: nil, segment: nil, potential: nil, plannedCallsPerYear: nil, parent: nil,
                    unitSource: sources[place])
            }
            accounts.append(
                Account(
                    id: "a6", name: "Named", unit: nil, postalCode: nil, namedTerritory: 1, segment: nil,
                    potential: nil, plannedCallsPerYear: nil, parent: nil))
            field.dimensions.accounts = AccountTable(accounts)
            field.dimensions.accountAssignments = [
                AccountAssignment(account: 3, territory: 1, validity: .always)
            ]
        }
        let placement = report.quality.placement
        #expect(placement.map(\.way) == PlacementWay.allCases)
        #expect(placement.map(\.accounts) == [1, 1, 1, 1, 1, 1, 0])
        #expect(
            placement.map(\.sales) == [100, 400, 0, 450, 0, 0, 50].map(SmallField.usd))
        #expect(placement.map(\.share) == [0.1, 0.4, 0, 0.45, 0, 0, 0.05])
        #expect(report.organisation[.sales] == .money(SmallField.usd(1000)))
    }
}
