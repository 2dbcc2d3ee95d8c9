import Tabular
import Testing
import TerritoryModel

@testable import Importing

/// Sales and calls over a small field whose units, accounts and reps change hands.
private struct MovingField {
    static let asOf = Day(number: 20_632)  // 2026-06-28
    var dimensions = Dimensions()
    var sales: [String] = []
    var calls: [String] = []
    private var random: UInt64

    init(seed: UInt64, rows: Int) {
        random = seed
        // 0 to 5 own, 6 is a group, 7 and 8 are overlays.
        dimensions.territories = (0..<9).map { index in
            Territory(
                id: "T\(index)", name: "", parent: nil,
                kind: index < 6 ? .exclusive : index == 6 ? .group : .overlay)
        }
        dimensions.reps = (0..<20).map {
            Rep(id: "R\($0 + 10)", name: "", hired: nil, weeklyCapacityHours: nil)
        }
        dimensions.units = (0..<12).map {
            GeographicUnit(id: "U\($0)", name: "", region: nil, landAreaKm2: nil, potential: nil)
        }
        dimensions.accounts = AccountTable(
            (0..<30).map { index in
                Account(
                    id: "A\(index + 100)", name: "", unit: index % 7 == 0 ? nil : index % 12, postalCode: nil,
                    namedTerritory: index % 5 == 0 ? index % 6 : nil, segment: nil, potential: nil,
                    plannedCallsPerYear: nil, parent: nil)
            })
        assign()
        for _ in 0..<rows { addRow() }
    }

    private mutating func pick(_ count: Int) -> Int {
        random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(random >> 33) % count
    }

    private mutating func validity() -> Validity {
        let from = MovingField.asOf - pick(700)
        let to = from + pick(300)
        return [
            .always, Validity(from: from, to: nil), Validity(from: nil, to: to), Validity(from: from, to: to),
        ][
            pick(4)]
    }

    private mutating func assign() {
        let leaves = [0, 1, 2, 3, 4, 5, 7, 8]
        for unit in 0..<12 {
            for _ in 0..<3 {
                dimensions.unitAssignments.append(
                    UnitAssignment(unit: unit, territory: leaves[pick(8)], validity: validity()))
            }
        }
        for account in stride(from: 0, to: 30, by: 4) {
            dimensions.accountAssignments.append(
                AccountAssignment(account: account, territory: leaves[pick(8)], validity: validity()))
        }
        let roles: [RepRole] = [.owner, .owner, .overlay, .other("inside")]
        for rep in 0..<20 {
            for _ in 0..<(rep % 4) {
                dimensions.repAssignments.append(
                    RepAssignment(
                        rep: rep, territory: leaves[pick(8)], role: roles[pick(4)], validity: validity()))
            }
        }
    }

    private mutating func addRow() {
        let day = MovingField.asOf - (pick(800) - 15)
        // The first account has all reps, most have few.
        let account = pick(3) == 0 ? 100 : 100 + pick(32)
        let rep = ["", "R\(10 + pick(21))", "R\(10 + account % 3)"][pick(3)]
        if pick(3) == 0 {
            calls.append("\(day),A\(account),\(rep),\(pick(90))\n")
        } else {
            let territory = ["", "", "T\(pick(10))"][pick(3)]
            let quantity = pick(9) == 0 ? "\(pick(2_000_000) - 900_000)" : "\(pick(40))"
            sales.append(
                "\(day),A\(account),\(pick(90_000) - 9_000).25,\(rep),\(territory),P\(pick(4)),\(quantity)\n")
        }
    }
}

/// Folds rows that are dealt out to so many files.
private func fold(
    _ dimensions: Dimensions, sales: [String], calls: [String] = [], files: Int = 1, threads: Int = 1,
    period: ReportingPeriod = .trailingWeeks(13)
) throws -> FoldedFacts {
    func mapping(_ source: String, _ columns: [String], _ rows: [String]) -> SourceMapping {
        let header = columns.joined(separator: ",") + "\n"
        let inputs = (0..<files).map { file in
            let part = rows.indices.filter { $0 % files == file }.map { rows[$0] }
            return input(header + part.joined(), named: "\(source)-\(file).csv")
        }
        var mapping = SourceMapping(
            source: source, files: inputs, format: .csv(CSVDialect()),
            fields: Dictionary(
                uniqueKeysWithValues: columns.map {
                    ($0, FieldMapping(.column(ColumnReference(configured: $0))))
                }))
        mapping.allowsEmpty = true
        return mapping
    }
    let catalog = SourceCatalog(
        mappings: [
            mapping(
                "sales",
                ["date", "account_id", "amount", "rep_id", "territory_id", "product_id", "quantity"], sales),
            mapping("activities", ["date", "account_id", "rep_id", "minutes"], calls),
        ], unitNormalization: .asGiven)
    return try LocalFactEngine().fold(
        FactRequest(
            catalog: catalog, dimensions: dimensions, ownership: Ownership(dimensions),
            windows: ReportingWindows(asOf: MovingField.asOf, period: period, fiscalYearStarts: 4),
            threads: threads),
        context: ImportContext(rejectedRows: CollectedRows()))
}

/// The sums by the definitions, row by row, without any table of the fold.
private struct PlainSums {
    var pairs: [[Int]: AccountRepFacts] = [:]
    var territoryReps: [[Int]: TerritoryRepFacts] = [:]
    var asIs: [[WeekFacts]]
    var asWas: [[WeekFacts]]
    var reps: [[WeekFacts]]
    private let dimensions: Dimensions
    private let ownership: Ownership
    private let windows: ReportingWindows

    init(_ field: MovingField, period: ReportingPeriod) {
        dimensions = field.dimensions
        ownership = Ownership(dimensions)
        windows = ReportingWindows(asOf: MovingField.asOf, period: period, fiscalYearStarts: 4)
        let weeks = [WeekFacts](repeating: WeekFacts(), count: windows.weekColumns)
        asIs = Array(repeating: weeks, count: dimensions.territories.count + 1)
        asWas = asIs
        reps = Array(repeating: weeks, count: dimensions.reps.count + 1)
        for row in field.sales { addSale(row) }
        for row in field.calls { addCall(row) }
    }

    private func cells(_ row: String) -> [String] {
        row.dropLast().split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }

    private func units(_ text: String) -> Int64 {
        let parts = text.split(separator: ".")
        let whole = Int64(parts[0]) ?? 0
        guard parts.count > 1 else { return whole * 10_000 }
        return whole * 10_000 + (text.hasPrefix("-") ? -2_500 : 2_500)
    }

    private func owner(_ territory: Int?, _ day: Day) -> Int {
        territory.flatMap { ownership.owner(ofTerritory: $0, on: day) } ?? dimensions.reps.count
    }

    private func rep(_ id: String, _ territory: Int?, _ day: Day) -> Int {
        id.isEmpty
            ? owner(territory, day) : dimensions.reps.firstIndex { $0.id == id } ?? dimensions.reps.count
    }

    private func place(_ row: [String]) -> (day: Day, account: Int?)? {
        guard let day = Day(iso: row[0]), day <= windows.asOf else { return nil }
        return (day, dimensions.accounts.firstIndex { $0.id == row[1] })
    }

    private mutating func addSale(_ row: String) {
        let row = cells(row)
        guard let (day, account) = place(row) else { return }
        var territory = account.flatMap { ownership.territory(ofAccount: $0, on: day) }
        if !row[4].isEmpty {
            let recorded = dimensions.territories.firstIndex { $0.id == row[4] }
            if recorded == nil { territory = nil }
            if let recorded, dimensions.territories[recorded].kind == .exclusive { territory = recorded }
        }
        let rep = rep(row[3], territory, day)
        let (amount, quantity) = (units(row[2]), units(row[6]))
        let mask = windows.mask(on: day)
        let key = [account ?? dimensions.accounts.count, rep]
        var pair = pairs[key] ?? AccountRepFacts(account: Int32(key[0]), rep: Int32(rep))
        pair.amount.addWrapping(amount, in: mask)
        pair.quantity.addWrapping(quantity, in: mask)
        pair.lines.addWrapping(1, in: mask)
        pair.firstSale = min(pair.firstSale ?? day, day)
        pair.lastSale = max(pair.lastSale ?? day, day)
        pairs[key] = pair
        let slot = territory ?? dimensions.territories.count
        if mask.bits != 0 {
            var cell =
                territoryReps[[slot, rep]] ?? TerritoryRepFacts(territory: Int32(slot), rep: Int32(rep))
            cell.amount.addWrapping(amount, in: mask)
            if isOutside(rep, territory, account, day) { cell.outside.addWrapping(amount, in: mask) }
            territoryReps[[slot, rep]] = cell
        }
        addWeek(day, account, slot, rep) {
            $0.lines += 1
            $0.amount += amount
        }
    }

    private func isOutside(_ rep: Int, _ territory: Int?, _ account: Int?, _ day: Day) -> Bool {
        guard let territory, rep < dimensions.reps.count else { return false }
        return !ownership.holdsRole(rep: rep, in: territory, on: day)
            && account.map { !ownership.overlayCovers(rep: rep, account: $0, on: day) } ?? true
    }

    private mutating func addCall(_ row: String) {
        let row = cells(row)
        guard let (day, account) = place(row) else { return }
        let territory = account.flatMap { ownership.territory(ofAccount: $0, on: day) }
        let rep = rep(row[2], territory, day)
        let key = [account ?? dimensions.accounts.count, rep]
        var pair = pairs[key] ?? AccountRepFacts(account: Int32(key[0]), rep: Int32(rep))
        pair.firstCall = min(pair.firstCall ?? day, day)
        pair.lastCall = max(pair.lastCall ?? day, day)
        if windows.current.contains(day) {
            pair.calls += 1
            pair.minutes += Int64(row[3]) ?? 0
        }
        pairs[key] = pair
        addWeek(day, account, territory ?? dimensions.territories.count, rep) { $0.calls += 1 }
    }

    private mutating func addWeek(
        _ day: Day, _ account: Int?, _ slot: Int, _ rep: Int, _ add: (inout WeekFacts) -> Void
    ) {
        guard let week = windows.weekColumn(of: day) else { return }
        let now = account.flatMap { ownership.territory(ofAccount: $0, on: windows.asOf) }
        add(&asIs[now ?? dimensions.territories.count][week])
        add(&asWas[slot][week])
        add(&reps[rep][week])
    }
}

@Suite("Sums of sales and calls")
struct FoldSumsTests {
    private static let periods: [ReportingPeriod] = [
        .trailingWeeks(13), .trailingWeeks(60), .month, .fiscalQuarter, .yearToDate,
    ]

    @Test("The sums are those of the definitions, row by row", arguments: 0..<5)
    func definitions(_ number: Int) throws {
        let field = MovingField(seed: UInt64(number) + 11, rows: 1_200)
        let period = FoldSumsTests.periods[number]
        let summary = try fold(field.dimensions, sales: field.sales, calls: field.calls, period: period)
            .summary
        let plain = PlainSums(field, period: period)
        func ordered<Value>(_ values: [[Int]: Value]) -> [Value] {
            values.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
        }
        #expect(Array(summary.accountReps) == ordered(plain.pairs))
        #expect(summary.territoryReps == ordered(plain.territoryReps))
        #expect(summary.territoryWeeks == plain.asIs)
        #expect(summary.territoryWeeksAsWas == plain.asWas)
        #expect(summary.repWeeks == plain.reps)
        for window in Window.allCases {
            #expect(summary.totals.amount[window] == plain.pairs.values.reduce(0) { $0 + $1.amount[window] })
            #expect(summary.totals.lines[window] == plain.pairs.values.reduce(0) { $0 + $1.lines[window] })
        }
        #expect(summary.accountReps.contains { $0.account == 0 && $0.rep == 19 })
    }

    @Test("The sums are the same in any order and for any division of the rows", arguments: 1...5)
    func divisions(_ files: Int) throws {
        let field = MovingField(seed: 5, rows: 1_200)
        let whole = try fold(field.dimensions, sales: field.sales, calls: field.calls)
        let parts = try fold(
            field.dimensions, sales: field.sales.reversed(), calls: field.calls.reversed(), files: files,
            threads: files)
        #expect(parts.summary == whole.summary)
        #expect(parts.unmatched.result().references == whole.unmatched.result().references)
    }

    @Test(
        "Quantities whose magnitudes together are too large are refused in any order and division",
        arguments: [[0, 1, 2, 3], [0, 2, 1, 3], [3, 2, 1, 0], [2, 3, 0, 1]], [1, 2])
    func alternatingQuantities(_ order: [Int], _ files: Int) throws {
        let field = MovingField(seed: 1, rows: 0)
        let large = "400000000000000"
        let rows = (0..<4).map { "2026-06-0\(1 + $0),A100,1,R10,,P,\($0 < 2 ? large : "-" + large)\n" }
        #expect {
            _ = try fold(field.dimensions, sales: order.map { rows[$0] }, files: files, threads: files)
        } throws: { error in
            guard case .overflow(let source, _, _)? = error as? ImportError else { return false }
            return source == "sales"
        }
        // Half of it fits, and keeps its sum though it is far wider than the narrow part of a pair.
        let half = try fold(field.dimensions, sales: [rows[0], rows[0]], files: files, threads: files)
        #expect(half.summary.accountReps.map(\.quantity.current) == [8_000_000_000_000_000_000])
    }

    @Test("A sum of sales that overflows in one file is told with the file")
    func overflowText() throws {
        let field = MovingField(seed: 1, rows: 0)
        let row = "2026-06-01,A100,1,R10,,P,900000000000000\n"
        #expect(throws: ImportError.overflow(source: "sales", file: "sales-0.csv", sum: "a sum of sales")) {
            _ = try fold(field.dimensions, sales: [row, row])
        }
    }
}

@Suite("Segments of time")
struct WindowSegmentsTests {
    @Test(
        "Every day lies in the windows of its segment, and in the week and comparison of its place",
        arguments: [
            ReportingPeriod.trailingWeeks(1), .trailingWeeks(13), .trailingWeeks(60), .month, .fiscalQuarter,
            .yearToDate,
        ], [1, 26, 52])
    func segments(_ period: ReportingPeriod, _ weekCount: Int) {
        let asOf = MovingField.asOf
        let windows = ReportingWindows(
            asOf: asOf, period: period, fiscalYearStarts: 10, weekCount: weekCount)
        let segments = WindowSegments(windows)
        for back in 0...2_000 {
            let day = asOf - back
            let place = segments.place(of: day)
            let mask = windows.mask(on: day)
            #expect((place.segment < 0 ? WindowMask() : segments.masks[Int(place.segment)]) == mask)
            #expect((place.comparison == 0) == mask.contains(.current))
            #expect((place.comparison == 1) == mask.contains(.prior))
            #expect(place.week == Int32(windows.weekColumn(of: day) ?? -1))
        }
        #expect(segments.count == Set(segments.masks).count)
    }
}
