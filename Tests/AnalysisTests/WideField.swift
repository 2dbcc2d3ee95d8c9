import Analysis
import TerritoryModel

/// Forty-four territories, each with a rep, three units and ten accounts: enough for an expectation on all grounds.
struct WideField {
    var dimensions = Dimensions(sources: allSources)
    var sales: [SaleRow] = []
    var calls: [CallRow] = []
    var settings = AnalysisSettings(
        title: "Wide", currency: "USD", unitName: "county",
        windows: ReportingWindows(asOf: GeneratedField.asOf, period: .trailingWeeks(13)))

    static let territories = 44
    private static let unitsEach = 3
    private static let accountsEach = 10

    init(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        dimensions.territories = (0..<WideField.territories).map {
            Territory(id: "T\(100 + $0)", name: "Territory \($0)", parent: nil, kind: .exclusive)
        }
        dimensions.reps = (0..<WideField.territories).map {
            Rep(
                id: "R\(100 + $0)", name: "Rep \($0)", hired: nil,
                weeklyCapacityHours: FixedPoint(whole: 30))
        }
        dimensions.repAssignments = (0..<WideField.territories).map {
            RepAssignment(rep: $0, territory: $0, role: .owner, validity: .always)
        }
        makeUnits(&random)
        makeAccounts(&random)
        makeRows(&random)
    }

    private mutating func makeUnits(_ random: inout SeededGenerator) {
        for unit in 0..<WideField.territories * WideField.unitsEach {
            dimensions.units.append(
                GeographicUnit(
                    id: "U\(1000 + unit)", name: "Unit \(unit)", region: nil,
                    landAreaKm2: Double(Int.random(in: 200...2000, using: &random)), potential: nil))
            dimensions.unitAssignments.append(
                UnitAssignment(unit: unit, territory: unit / WideField.unitsEach, validity: .always))
            for year in [2010, 2019] {
                dimensions.demographics.append(
                    DemographicObservation(
                        unit: unit, indicator: "population", year: year,
                        value: Double(Int.random(in: 5_000...90_000, using: &random))))
            }
            dimensions.demographics.append(
                DemographicObservation(
                    unit: unit, indicator: "income", year: 2019,
                    value: Double(Int.random(in: 20_000...90_000, using: &random))))
        }
        settings.indicators = [
            IndicatorRule(name: "income", title: "Income", aggregate: .mean(weightedBy: "population"))
        ]
    }

    private mutating func makeAccounts(_ random: inout SeededGenerator) {
        let segments = ["Clinic", "Hospital", "Pharmacy"]
        var accounts: [Account] = []
        for place in 0..<WideField.territories * WideField.accountsEach {
            let territory = place / WideField.accountsEach
            accounts.append(
                Account(
                    id: "A\(10_000 + place)", name: "Account \(place)",
                    unit: territory * WideField.unitsEach + place % WideField.unitsEach, postalCode: nil,
                    namedTerritory: nil, segment: segments[Int.random(in: 0..<3, using: &random)],
                    potential: Money(units: Int64.random(in: 50_000_000...900_000_000, using: &random)),
                    plannedCallsPerYear: FixedPoint(whole: Int64.random(in: 1...12, using: &random)),
                    parent: place > 0 && random.once(in: 20) ? place - 1 : nil))
        }
        dimensions.accounts = AccountTable(accounts)
    }

    private mutating func makeRows(_ random: inout SeededGenerator) {
        for account in dimensions.accounts.indices {
            let territory = account / WideField.accountsEach
            for _ in 0..<12 {
                let day = GeneratedField.asOf - Int.random(in: 0...700, using: &random)
                let amount = Int64.random(in: 1_000_000...90_000_000, using: &random)
                sales.append(
                    SaleRow(
                        day: day, account: account, rep: .known(random.once(in: 9) ? 0 : territory),
                        product: Int.random(in: 0..<3, using: &random), amount: amount))
            }
            guard !random.once(in: 3) else { continue }
            calls.append(
                CallRow(
                    day: GeneratedField.asOf - Int.random(in: 0...200, using: &random), account: account,
                    rep: .known(territory)))
        }
        for territory in 0..<WideField.territories {
            dimensions.quotas.append(
                Quota(
                    territory: territory, rep: nil,
                    span: DayRange(from: GeneratedField.asOf - 90, to: GeneratedField.asOf),
                    amount: Money(units: Int64.random(in: 900_000_000...3_000_000_000, using: &random))))
        }
    }

    func report() throws(SumOverflow) -> Report {
        try analyse(
            dimensions, ownership: Ownership(dimensions),
            facts: NaiveFold.fold(
                dimensions, settings.windows, sales: sales, calls: calls, products: ["", "p1", "p2"]),
            quality: ImportQuality(), settings: settings)
    }
}
