import Analysis
import TerritoryModel

/// SplitMix64 (Steele, Lea and Flood 2014): the same seed gives the same numbers everywhere.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// True once in `times`.
    mutating func once(in times: Int) -> Bool { Int.random(in: 0..<times, using: &self) == 0 }
}

let allSources: Set<String> = [
    "units", "crosswalk", "demographics", "boundaries", "territories", "unit_assignments",
    "account_assignments", "reps", "rep_assignments", "accounts", "sales", "activities", "quotas", "notes",
]

/// A random field with groups, overlays, overlapping and missing assignments, unknown accounts and returns.
struct GeneratedField {
    static let asOf = Day(number: 20_632)  // 2026-06-28
    var dimensions = Dimensions(sources: allSources)
    var sales: [SaleRow] = []
    var calls: [CallRow] = []
    var settings = AnalysisSettings(
        title: "Generated", currency: "USD", unitName: "county",
        windows: ReportingWindows(asOf: GeneratedField.asOf, period: .trailingWeeks(13)))
    private var random: SeededGenerator

    private static let overlayFrom = 12

    init(seed: UInt64, accounts: Int = 120, rows: Int = 1500) {
        random = SeededGenerator(seed: seed)
        makeTerritories()
        makeUnits()
        makeReps()
        makeAccounts(accounts)
        makeRows(rows)
    }

    /// Two levels of groups (0 to 3), exclusive leaves (4 to 11) and two overlays.
    private mutating func makeTerritories() {
        for index in 0..<14 {
            let kind: TerritoryKind =
                index < 4 ? .group : index < GeneratedField.overlayFrom ? .exclusive : .overlay
            let parent: Int? =
                switch index {
                case 0: nil
                case 1, 2: 0
                case 3: 1
                case 11: nil
                default: 1 + index % 3
                }
            dimensions.territories.append(
                Territory(id: "T\(100 + index)", name: "Territory \(index)", parent: parent, kind: kind))
        }
    }

    private mutating func validity() -> Validity {
        let from = GeneratedField.asOf - Int.random(in: 0...900, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return .always
        case 1: return Validity(from: from, to: nil)
        case 2: return Validity(from: nil, to: from)
        default: return Validity(from: from, to: from + Int.random(in: 0...600, using: &random))
        }
    }

    private mutating func makeUnits() {
        for index in 0..<40 {
            let potential =
                random.once(in: 5) ? nil : Money(units: Int64.random(in: 0...9_000_000_000, using: &random))
            dimensions.units.append(
                GeographicUnit(
                    id: "U\(100 + index)", name: "Unit \(index)", region: nil, landAreaKm2: nil,
                    potential: potential))
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                dimensions.unitAssignments.append(
                    UnitAssignment(
                        unit: index, territory: Int.random(in: 4..<14, using: &random), validity: validity()))
            }
            for year in 2019...2020 where !random.once(in: 6) {
                dimensions.demographics.append(
                    DemographicObservation(
                        unit: index, indicator: "population", year: year,
                        value: Double(Int.random(in: 100...90_000, using: &random))))
            }
        }
    }

    private mutating func makeReps() {
        for index in 0..<12 {
            let hired =
                random.once(in: 4)
                ? nil : GeneratedField.asOf - Int.random(in: 0...800, using: &random)
            let hours = random.once(in: 4) ? nil : FixedPoint(units: 300_000 + Int64(index))
            dimensions.reps.append(
                Rep(id: "R\(100 + index)", name: "Rep \(index)", hired: hired, weeklyCapacityHours: hours))
            for _ in 0..<3 {
                let roles: [RepRole] = [.owner, .owner, .overlay, .other("inside")]
                let role = roles[Int.random(in: 0..<4, using: &random)]
                dimensions.repAssignments.append(
                    RepAssignment(
                        rep: index, territory: Int.random(in: 4..<14, using: &random), role: role,
                        validity: validity()))
            }
        }
        for _ in 0..<30 {
            let start = GeneratedField.asOf - Int.random(in: -100...500, using: &random)
            let territory = random.once(in: 3) ? nil : Int.random(in: 4..<12, using: &random)
            let rep = territory == nil || random.once(in: 2) ? Int.random(in: 0..<12, using: &random) : nil
            dimensions.quotas.append(
                Quota(
                    territory: territory, rep: rep, span: DayRange(from: start, to: start + 89),
                    amount: Money(units: Int64.random(in: 1...5_000_000_000, using: &random))))
        }
    }

    private mutating func makeAccounts(_ count: Int) {
        var accounts: [Account] = []
        for index in 0..<count {
            let plans: [Int64?] = [nil, 0, 60_000, 120_000, 131_234]
            let plan = plans[Int.random(in: 0..<5, using: &random)]
            accounts.append(
                Account(
                    id: "A\(100_000 + index)", name: "Account \(index)",
                    unit: random.once(in: 8) ? nil : Int.random(in: 0..<40, using: &random), postalCode: nil,
                    namedTerritory: random.once(in: 3) ? Int.random(in: 4..<12, using: &random) : nil,
                    segment: random.once(in: 2) ? "Hospital" : nil,
                    potential: random.once(in: 3)
                        ? nil : Money(units: Int64.random(in: 0...900_000_000, using: &random)),
                    plannedCallsPerYear: plan.map { FixedPoint(units: $0) }, parent: nil))
            if random.once(in: 6) {
                dimensions.accountAssignments.append(
                    AccountAssignment(
                        account: index, territory: Int.random(in: 4..<14, using: &random),
                        validity: validity()))
            }
        }
        dimensions.accounts = AccountTable(accounts)
    }

    private mutating func reference(_ count: Int, from first: Int = 0) -> SaleRow.Reference {
        switch Int.random(in: 0..<8, using: &random) {
        case 0: .unknown
        case 1, 2, 3: .known(Int.random(in: first..<count, using: &random))
        default: .blank
        }
    }

    private mutating func makeRows(_ count: Int) {
        for _ in 0..<count {
            // Few accounts take most rows, so that several reps meet; the last ones get none.
            let last = max(1, dimensions.accounts.count * 9 / 10)
            let account = random.once(in: 30) ? nil : Int.random(in: 0..<last, using: &random)
            let day = GeneratedField.asOf - Int.random(in: -20...760, using: &random)
            if random.once(in: 3) {
                calls.append(CallRow(day: day, account: account, rep: reference(12)))
            } else {
                sales.append(
                    SaleRow(
                        day: day, account: account, rep: reference(12), territory: reference(14),
                        product: Int.random(in: 0..<3, using: &random),
                        amount: Int64.random(in: -400_000...9_000_000, using: &random)))
            }
        }
    }

    var facts: FactSummary {
        NaiveFold.fold(
            dimensions, settings.windows, sales: sales, calls: calls, products: ["", "p1", "p2"])
    }

    func report() throws(SumOverflow) -> Report {
        try analyse(
            dimensions, ownership: Ownership(dimensions), facts: facts, quality: ImportQuality(),
            settings: settings)
    }
}
