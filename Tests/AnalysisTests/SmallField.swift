import Analysis
import TerritoryModel

/// Two territories of one region, small enough to work out by hand.
///
/// North (N) is Ann's, South (S) is Bob's since 9 April, Cyd is the specialist of the overlay V that covers u2.
/// Unit u3 lies in both, u4 in none; account a5 lies in no unit.
struct SmallField {
    static let asOf = Day(number: 20_632)  // 2026-06-28, a Sunday
    static let (north, south) = (1, 2)
    static let (ann, bob, cyd) = (0, 1, 2)

    var dimensions = Dimensions(sources: allSources)
    var sales: [SaleRow] = []
    var calls: [CallRow] = []
    var quality = ImportQuality()
    var settings = AnalysisSettings(
        title: "Small", currency: "USD", unitName: "county",
        windows: ReportingWindows(asOf: SmallField.asOf, period: .trailingWeeks(13)),
        workload: WorkloadRules(bySegment: ["Hospital": WorkloadRules.Minutes(duration: 60, travel: 30)]))

    static func usd(_ amount: Int64) -> Money { Money(units: amount * 10_000) }

    static func day(_ back: Int) -> Day { asOf - back }

    init() {
        dimensions.territories = [
            Territory(id: "G", name: "Region", parent: nil, kind: .group),
            Territory(id: "N", name: "North", parent: 0, kind: .exclusive),
            Territory(id: "S", name: "South", parent: 0, kind: .exclusive),
            Territory(id: "V", name: "Vascular", parent: nil, kind: .overlay),
        ]
        addUnits()
        addReps()
        addAccounts()
        addRows()
    }

    private mutating func addUnits() {
        dimensions.units = ["u1", "u2", "u3", "u4"].map {
            GeographicUnit(id: $0, name: "Unit \($0)", region: "FL", landAreaKm2: nil, potential: nil)
        }
        dimensions.unitAssignments = [
            UnitAssignment(unit: 0, territory: 1, validity: .always),
            UnitAssignment(unit: 1, territory: 2, validity: .always),
            UnitAssignment(unit: 1, territory: 3, validity: .always),
            UnitAssignment(unit: 2, territory: 1, validity: .always),
            UnitAssignment(unit: 2, territory: 2, validity: Validity(from: SmallField.day(543), to: nil)),
        ]
        for (unit, population) in [(0, 600.0), (1, 300), (2, 100)] {
            for (year, factor) in [(2019, 7.0), (2020, 1)] {
                dimensions.demographics.append(
                    DemographicObservation(
                        unit: unit, indicator: "population", year: year, value: population * factor))
            }
        }
    }

    private mutating func addReps() {
        let hours = [("ann", "Ann", 40), ("bob", "Bob", 30), ("cyd", "Cyd", 20)] as [(String, String, Int64)]
        dimensions.reps = hours.map { id, name, hours in
            Rep(id: id, name: name, hired: nil, weeklyCapacityHours: FixedPoint(whole: hours))
        }
        let sinceApril = Validity(from: SmallField.settled, to: nil)
        dimensions.repAssignments = [
            RepAssignment(rep: 0, territory: 1, role: .owner, validity: .always),
            RepAssignment(rep: 1, territory: 2, role: .owner, validity: sinceApril),
            RepAssignment(rep: 2, territory: 3, role: .overlay, validity: .always),
        ]
        let half = DayRange(from: SmallField.day(178), to: SmallField.asOf + 2)
        let quarter = DayRange(from: SmallField.day(88), to: SmallField.asOf + 2)
        dimensions.quotas = [
            Quota(territory: 1, rep: nil, span: half, amount: SmallField.usd(1810)),
            Quota(territory: nil, rep: 1, span: quarter, amount: SmallField.usd(910)),
        ]
    }

    /// The tenth day after the start of the current window, 2026-04-09.
    static let settled = day(80)

    private mutating func addAccounts() {
        func account(_ id: String, _ unit: Int?, _ segment: String?, _ potential: Int64?, _ plan: Int64?)
            -> Account
        {
            Account(
                id: id, name: "Account \(id)", unit: unit, postalCode: nil, namedTerritory: nil,
                segment: segment, potential: potential.map(SmallField.usd),
                plannedCallsPerYear: plan.flatMap { FixedPoint(whole: $0) }, parent: nil)
        }
        dimensions.accounts = [
            account("a1", 0, "Hospital", 1000, 4), account("a2", 0, nil, 3000, nil),
            account("a3", 1, nil, 2000, 8), account("a4", 1, nil, nil, 0), account("a5", nil, nil, nil, nil),
        ]
    }

    private mutating func addRows() {
        func sale(
            _ back: Int, _ account: Int?, _ rep: SaleRow.Reference, _ amount: Int64,
            territory: SaleRow.Reference = .blank
        ) -> SaleRow {
            SaleRow(
                day: SmallField.day(back), account: account, rep: rep, territory: territory,
                amount: amount * 10_000)
        }
        sales = [
            sale(10, 0, .blank, 300), sale(10, 0, .known(1), 100), sale(10, 2, .known(1), 400),
            sale(10, 2, .known(2), 50), sale(10, nil, .unknown, 50),
            sale(10, 3, .blank, 100, territory: .known(1)), sale(100, 0, .known(0), 250),
            sale(100, 2, .known(1), 500), sale(200, 1, .known(0), 150), sale(374, 1, .known(0), 200),
            sale(374, 2, .known(1), 360),
        ]
        calls = [
            CallRow(day: SmallField.day(5), account: 0), CallRow(day: SmallField.day(6), account: 0),
            CallRow(day: SmallField.day(5), account: 2), CallRow(day: SmallField.day(5), account: 3),
            CallRow(day: SmallField.day(5), account: nil, rep: .unknown),
        ]
    }

    func report() throws(SumOverflow) -> Report {
        try analyse(
            dimensions, ownership: Ownership(dimensions),
            facts: NaiveFold.fold(dimensions, settings.windows, sales: sales, calls: calls),
            quality: quality, settings: settings)
    }
}

extension Report {
    func metrics(ofTerritory id: String) -> MetricSet? {
        territories.first { $0.territory.id == id }?.metrics
    }

    func metrics(ofRep id: String) -> MetricSet? {
        reps.first { $0.rep.id == id }?.metrics
    }
}
