import TerritoryModel

/// A sale as a row gives it; nil = blank, `unknown` = an id that no source has.
struct SaleRow {
    enum Reference { case blank, unknown, known(Int) }

    var day: Day
    /// nil = unknown account.
    var account: Int?
    var rep = Reference.blank
    var territory = Reference.blank
    var product = 0
    var amount: Int64
}

/// A call as a row gives it.
struct CallRow {
    var day: Day
    var account: Int?
    var rep = SaleRow.Reference.blank
}

/// Folds rows one by one, straight from the definitions.
struct NaiveFold {
    let dimensions: Dimensions
    let ownership: Ownership
    let windows: ReportingWindows
    private var accountReps: [[Int]: AccountRepFacts] = [:]
    private var territoryReps: [[Int]: TerritoryRepFacts] = [:]
    private var territoryProducts: [[Int]: TerritoryProductFacts] = [:]
    private var summary = FactSummary()

    init(_ dimensions: Dimensions, _ windows: ReportingWindows, products: [String]) {
        self.dimensions = dimensions
        self.windows = windows
        ownership = Ownership(dimensions)
        let weeks = [WeekFacts](repeating: WeekFacts(), count: windows.weekColumns)
        let places = dimensions.territories.count + 1
        summary.products = products
        summary.territoryWeeks = Array(repeating: weeks, count: places)
        summary.territoryWeeksAsWas = Array(repeating: weeks, count: places)
        summary.repWeeks = Array(repeating: weeks, count: dimensions.reps.count + 1)
        summary.movedIn = Array(repeating: .zero, count: places)
        summary.movedOut = Array(repeating: .zero, count: places)
    }

    static func fold(
        _ dimensions: Dimensions, _ windows: ReportingWindows, sales: [SaleRow], calls: [CallRow],
        products: [String] = [""]
    ) -> FactSummary {
        var fold = NaiveFold(dimensions, windows, products: products)
        for row in sales { fold.add(row) }
        for row in calls { fold.add(row) }
        return fold.finished
    }

    private func asIs(_ account: Int?) -> Int {
        account.flatMap { ownership.territory(ofAccount: $0, on: windows.asOf) }
            ?? dimensions.unassignedTerritory
    }

    private func asWas(_ row: SaleRow) -> Int {
        switch row.territory {
        case .unknown: return dimensions.unassignedTerritory
        case .known(let index) where dimensions.territories[index].kind == .exclusive: return index
        default:
            return row.account.flatMap { ownership.territory(ofAccount: $0, on: row.day) }
                ?? dimensions.unassignedTerritory
        }
    }

    private func rep(_ row: SaleRow, asWas: Int) -> Int {
        switch row.rep {
        case .unknown: return dimensions.unassignedRep
        case .known(let index): return index
        case .blank:
            guard asWas < dimensions.unassignedTerritory else { return dimensions.unassignedRep }
            return ownership.owner(ofTerritory: asWas, on: row.day) ?? dimensions.unassignedRep
        }
    }

    mutating func add(_ row: SaleRow) {
        summary.totals.salesRows += 1
        summary.totals.salesAmount.units += row.amount
        summary.totals.absoluteAmount.units += abs(row.amount)
        if row.account == nil { summary.totals.absoluteUnmatchedAmount.units += abs(row.amount) }
        guard row.day <= windows.asOf else {
            summary.totals.futureSalesRows += 1
            return
        }
        summary.totals.firstSale = min(summary.totals.firstSale ?? row.day, row.day)
        summary.totals.lastSale = max(summary.totals.lastSale ?? row.day, row.day)
        let mask = windows.mask(on: row.day)
        let asIs = asIs(row.account)
        let asWas = asWas(row)
        let rep = rep(row, asWas: asWas)
        summary.totals.amount.addWrapping(row.amount, in: mask)
        addPair(row, rep: rep, mask: mask)
        var part =
            territoryReps[[asWas, rep]] ?? TerritoryRepFacts(territory: Int32(asWas), rep: Int32(rep))
        part.amount.addWrapping(row.amount, in: mask)
        if isOutside(row, asWas: asWas, rep: rep) { part.outside.addWrapping(row.amount, in: mask) }
        territoryReps[[asWas, rep]] = part
        addProduct(row, asIs: asIs, mask: mask)
        if mask.contains(.current), asIs != asWas {
            summary.movedIn[asIs].units += row.amount
            summary.movedOut[asWas].units += row.amount
        }
        guard let week = windows.weekColumn(of: row.day) else { return }
        summary.territoryWeeks[asIs][week].amount += row.amount
        summary.territoryWeeksAsWas[asWas][week].amount += row.amount
        summary.repWeeks[rep][week].amount += row.amount
    }

    private func isOutside(_ row: SaleRow, asWas: Int, rep: Int) -> Bool {
        guard asWas < dimensions.unassignedTerritory, rep < dimensions.unassignedRep else { return false }
        if ownership.holdsRole(rep: rep, in: asWas, on: row.day) { return false }
        return row.account.map { !ownership.overlayCovers(rep: rep, account: $0, on: row.day) } ?? true
    }

    private mutating func addPair(_ row: SaleRow, rep: Int, mask: WindowMask) {
        let account = row.account ?? dimensions.unknownAccount
        var pair = accountReps[[account, rep]] ?? AccountRepFacts(account: Int32(account), rep: Int32(rep))
        pair.amount.addWrapping(row.amount, in: mask)
        pair.lines.addWrapping(1, in: mask)
        pair.firstSale = min(pair.firstSale ?? row.day, row.day)
        pair.lastSale = max(pair.lastSale ?? row.day, row.day)
        accountReps[[account, rep]] = pair
    }

    private mutating func addProduct(_ row: SaleRow, asIs: Int, mask: WindowMask) {
        var part =
            territoryProducts[[asIs, row.product]]
            ?? TerritoryProductFacts(
                territory: Int32(asIs), product: Int32(row.product), current: .zero, prior: .zero)
        if mask.contains(.current) { part.current.units += row.amount }
        if mask.contains(.prior) { part.prior.units += row.amount }
        territoryProducts[[asIs, row.product]] = part
    }

    mutating func add(_ row: CallRow) {
        guard row.day <= windows.asOf else { return }
        let account = row.account ?? dimensions.unknownAccount
        let rep: Int =
            switch row.rep {
            case .known(let index): index
            case .unknown: dimensions.unassignedRep
            case .blank:
                row.account.flatMap { ownership.owner(ofAccount: $0, on: row.day) }
                    ?? dimensions.unassignedRep
            }
        var pair = accountReps[[account, rep]] ?? AccountRepFacts(account: Int32(account), rep: Int32(rep))
        if windows.current.contains(row.day) {
            pair.calls += 1
            summary.totals.calls += 1
        }
        pair.firstCall = min(pair.firstCall ?? row.day, row.day)
        pair.lastCall = max(pair.lastCall ?? row.day, row.day)
        accountReps[[account, rep]] = pair
        guard let week = windows.weekColumn(of: row.day) else { return }
        summary.territoryWeeks[asIs(row.account)][week].calls += 1
        summary.repWeeks[rep][week].calls += 1
    }

    var finished: FactSummary {
        var result = summary
        func order<Value>(_ values: [[Int]: Value]) -> [Value] {
            values.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
        }
        result.accountReps = AccountRepTable(order(accountReps))
        result.territoryReps = order(territoryReps)
        result.territoryProducts = order(territoryProducts)
        return result
    }
}
