import Tabular
import TerritoryModel

/// The partial sums of one thread: flat arrays by account, rep, territory and week.
///
/// Pairs of account and rep hang in short chains from a table by account, so a row finds its sums without hashing.
final class FactPartial {
    static let productLimit = 50_000

    /// A partial that is no longer added to and may cross threads.
    struct Frozen: Sendable {
        var pairs: [AccountRepFacts] = []
        var territoryReps: [TerritoryRepFacts] = []
        var products = IdentifierTable()
        /// [product × territory slots + slot], in 1/10,000.
        var productCurrent: [Int64] = []
        var productPrior: [Int64] = []
        /// [slot × weeks + week].
        var weeks: [WeekFacts]
        var weeksAsWas: [WeekFacts]
        var repWeeks: [WeekFacts]
        var movedIn: [Int64]
        var movedOut: [Int64]
        var totals = FactTotals()
        var unmatched = UnmatchedTally()
    }

    let setting: FactSetting
    private var sums: Frozen
    private var pairOfAccount: [Int32]
    private var nextPair: [Int32] = []
    private var territoryRepPlace: [Int32]
    private let territorySlots: Int
    private let repSlots: Int
    private let weekCount: Int

    init(_ setting: FactSetting) {
        self.setting = setting
        territorySlots = setting.dimensions.territories.count + 1
        repSlots = setting.dimensions.reps.count + 1
        weekCount = setting.windows.weekCount
        let noWeeks = [WeekFacts](repeating: WeekFacts(), count: territorySlots * weekCount)
        sums = Frozen(
            weeks: noWeeks, weeksAsWas: noWeeks,
            repWeeks: [WeekFacts](repeating: WeekFacts(), count: repSlots * weekCount),
            movedIn: [Int64](repeating: 0, count: territorySlots),
            movedOut: [Int64](repeating: 0, count: territorySlots))
        pairOfAccount = [Int32](repeating: -1, count: setting.dimensions.accounts.count + 1)
        territoryRepPlace = [Int32](repeating: -1, count: territorySlots * repSlots)
    }

    func frozen() -> Frozen { sums }

    /// Reads one file to its end.
    func add(_ file: FactFile, context: ImportContext) throws(ImportError) -> FileLedger {
        let fields: [String]
        let required: Int
        switch file.kind {
        case .sales:
            fields = ["date", "account_id", "amount", "rep_id", "territory_id", "product_id", "quantity"]
            required = 3
        case .activities:
            fields = ["date", "account_id", "rep_id", "minutes"]
            required = 2
        }
        let rows = try SourceRows(file.source, fields: fields, required: required, context: context)
        while try rows.next() {
            for row in rows.lines.indices {
                switch file.kind {
                case .sales: try addSale(rows, row)
                case .activities: try addCall(rows, row)
                }
            }
        }
        return rows.ledger
    }

    private func addSale(_ rows: SourceRows, _ row: Int) throws(ImportError) {
        guard let (day, amount, quantity) = try saleValues(rows, row) else { return }
        try rows.ledger.countLoaded(amount)
        let account = account(rows, row, amount: amount)
        try checked(rows, "the total of sales") {
            sums.totals.add(amount, isMatched: account < setting.dimensions.unknownAccount)
        }
        let recorded = setting.recorded(rows.batch.bytes.span, rows.value(row, 4))
        if case .unknown = recorded { unmatched(rows, row, 4, .territory, amount) }
        guard day <= setting.windows.asOf else {
            // In range: the sum of all absolute amounts above has been checked.
            sums.totals.futureSalesRows += 1
            sums.totals.futureSalesAmount.units &+= amount.units
            return
        }
        let asWas = setting.asWas(recorded: recorded, account: account, on: day)
        let rep = rep(rows, row, 3, amount: amount) {
            asWas < setting.dimensions.unassignedTerritory
                ? setting.ownership.owner(ofTerritory: asWas, on: day) : nil
        }
        let sale = Sale(
            day: day, account: account, rep: rep, asWas: asWas, asIs: Int(setting.asIs[account]),
            amount: amount.units, quantity: quantity.units, mask: setting.mask(day))
        let product = try product(rows, row)
        try checked(rows, "a sum of sales") { add(sale, product: product) }
    }

    /// The values of a sales row; nil where the row was refused.
    private func saleValues(
        _ rows: SourceRows, _ row: Int
    ) throws(ImportError) -> (day: Day, amount: Money, quantity: Quantity)? {
        guard let day = try rows.day(row, 0) else {
            try rows.reject(row, 0, .unreadableDate(rows.dateFormat))
            return nil
        }
        guard let amount = try rows.decimal(row, 2) else {
            try rows.reject(row, 2, .unreadableAmount)
            return nil
        }
        guard !rows.value(row, 6).isEmpty else { return (day, amount, .zero) }
        guard let quantity = try rows.decimal(row, 6) else {
            try rows.reject(row, 6, .unreadableNumber)
            return nil
        }
        return (day, amount, quantity)
    }

    private struct Sale {
        let day: Day
        let account: Int
        let rep: Int
        let asWas: Int
        let asIs: Int
        let amount: Int64
        let quantity: Int64
        let mask: WindowMask
    }

    /// Adds one sale to every sum it belongs to; false on overflow.
    private func add(_ sale: Sale, product: Int) -> Bool {
        var fits = sums.totals.amount.add(sale.amount, in: sale.mask)
        fits = sums.totals.lines.add(1, in: sale.mask) && fits
        sums.totals.firstSale = earlier(sums.totals.firstSale, sale.day)
        sums.totals.lastSale = later(sums.totals.lastSale, sale.day)
        let pair = pair(sale.account, sale.rep)
        fits = sums.pairs[pair].lines.add(1, in: sale.mask) && fits
        fits = sums.pairs[pair].quantity.add(sale.quantity, in: sale.mask) && fits
        fits = sums.pairs[pair].amount.add(sale.amount, in: sale.mask) && fits
        sums.pairs[pair].firstSale = earlier(sums.pairs[pair].firstSale, sale.day)
        sums.pairs[pair].lastSale = later(sums.pairs[pair].lastSale, sale.day)
        if sale.mask != WindowMask() {
            let place = territoryRep(sale.asWas, sale.rep)
            fits = sums.territoryReps[place].amount.add(sale.amount, in: sale.mask) && fits
            if setting.isOutside(rep: sale.rep, territory: sale.asWas, account: sale.account, on: sale.day) {
                fits = sums.territoryReps[place].outside.add(sale.amount, in: sale.mask) && fits
            }
        }
        if sale.mask.contains(.current) {
            if sale.asIs != sale.asWas {
                fits = accumulate(sale.amount, into: &sums.movedIn[sale.asIs]) && fits
                fits = accumulate(sale.amount, into: &sums.movedOut[sale.asWas]) && fits
            }
            fits =
                accumulate(sale.amount, into: &sums.productCurrent[product * territorySlots + sale.asIs])
                && fits
        }
        if sale.mask.contains(.prior) {
            fits =
                accumulate(sale.amount, into: &sums.productPrior[product * territorySlots + sale.asIs])
                && fits
        }
        if let week = setting.windows.week(of: sale.day) {
            fits = sums.weeks[sale.asIs * weekCount + week].add(sale.amount) && fits
            fits = sums.weeksAsWas[sale.asWas * weekCount + week].add(sale.amount) && fits
            fits = sums.repWeeks[sale.rep * weekCount + week].add(sale.amount) && fits
        }
        return fits
    }

    private func addCall(_ rows: SourceRows, _ row: Int) throws(ImportError) {
        guard let day = try rows.day(row, 0) else {
            return try rows.reject(row, 0, .unreadableDate(rows.dateFormat))
        }
        var minutes: Int64 = 0
        if !rows.value(row, 3).isEmpty {
            guard let number = try rows.decimal(row, 3) else {
                return try rows.reject(row, 3, .unreadableNumber)
            }
            guard number.units >= 0 else { return try rows.reject(row, 3, .negative) }
            minutes = number.units / FixedPoint.unitsPerOne
        }
        try rows.ledger.countLoaded()
        sums.totals.activityRows += 1
        let account = account(rows, row, amount: nil)
        guard day <= setting.windows.asOf else {
            sums.totals.futureActivityRows += 1
            return
        }
        let rep = rep(rows, row, 2, amount: nil) {
            account < setting.dimensions.unknownAccount
                ? setting.ownership.owner(ofAccount: account, on: day) : nil
        }
        let pair = pair(account, rep)
        sums.pairs[pair].firstCall = earlier(sums.pairs[pair].firstCall, day)
        sums.pairs[pair].lastCall = later(sums.pairs[pair].lastCall, day)
        if setting.mask(day).contains(.current) {
            sums.totals.calls += 1
            sums.pairs[pair].calls += 1
            try checked(rows, "the minutes of calls") { accumulate(minutes, into: &sums.pairs[pair].minutes) }
        }
        if let week = setting.windows.week(of: day) {
            let asWas =
                account < setting.dimensions.unknownAccount
                ? setting.ownership.territory(ofAccount: account, on: day) : nil
            sums.weeks[Int(setting.asIs[account]) * weekCount + week].calls += 1
            sums.weeksAsWas[(asWas ?? territorySlots - 1) * weekCount + week].calls += 1
            sums.repWeeks[rep * weekCount + week].calls += 1
        }
    }

    /// The account of a row, or the place of unknown ones, which are listed.
    private func account(_ rows: SourceRows, _ row: Int, amount: Money?) -> Int {
        if let account = setting.accountIndex.indexInEitherForm(rows.batch.bytes.span, rows.value(row, 1)) {
            return account
        }
        unmatched(rows, row, 1, .account, amount)
        return setting.dimensions.unknownAccount
    }

    /// The rep of a row; a blank one is the owner's, an unknown one is listed.
    private func rep(
        _ rows: SourceRows, _ row: Int, _ field: Int, amount: Money?, owner: () -> Int?
    ) -> Int {
        if rows.value(row, field).isEmpty { return owner() ?? setting.dimensions.unassignedRep }
        if let rep = setting.repIndex.indexInEitherForm(rows.batch.bytes.span, rows.value(row, field)) {
            return rep
        }
        unmatched(rows, row, field, .rep, amount)
        return setting.dimensions.unassignedRep
    }

    private func unmatched(
        _ rows: SourceRows, _ row: Int, _ field: Int, _ kind: UnmatchedReference.Kind, _ amount: Money?
    ) {
        guard let value = rows.text(row, field) else { return }
        sums.unmatched.add(
            source: rows.mapping.source, kind: kind, value: String(value.prefix(80)), amount: amount)
    }

    private func product(_ rows: SourceRows, _ row: Int) throws(ImportError) -> Int {
        let before = sums.products.count
        let product = sums.products.insert(rows.batch.bytes.span, rows.value(row, 5))
        if sums.products.count > before { growProducts() }
        guard sums.products.count <= FactPartial.productLimit else {
            throw .tooManyProducts(
                source: rows.mapping.source, file: rows.file.displayPath, limit: FactPartial.productLimit)
        }
        return product
    }

    private func growProducts() {
        let count = sums.products.count * territorySlots - sums.productCurrent.count
        sums.productCurrent.append(contentsOf: repeatElement(0, count: count))
        sums.productPrior.append(contentsOf: repeatElement(0, count: count))
    }

    private func pair(_ account: Int, _ rep: Int) -> Int {
        var place = pairOfAccount[account]
        while place >= 0 {
            if sums.pairs[Int(place)].rep == rep { return Int(place) }
            place = nextPair[Int(place)]
        }
        nextPair.append(pairOfAccount[account])
        pairOfAccount[account] = Int32(sums.pairs.count)
        sums.pairs.append(AccountRepFacts(account: Int32(account), rep: Int32(rep)))
        return sums.pairs.count - 1
    }

    private func territoryRep(_ territory: Int, _ rep: Int) -> Int {
        let key = territory * repSlots + rep
        if territoryRepPlace[key] < 0 {
            territoryRepPlace[key] = Int32(sums.territoryReps.count)
            sums.territoryReps.append(TerritoryRepFacts(territory: Int32(territory), rep: Int32(rep)))
        }
        return Int(territoryRepPlace[key])
    }

    private func checked(_ rows: SourceRows, _ sum: String, _ add: () -> Bool) throws(ImportError) {
        guard add() else {
            throw .overflow(source: rows.mapping.source, file: rows.file.displayPath, sum: sum)
        }
    }

    // MARK: - Merging

    /// Adds the sums of another thread.
    func merge(_ other: Frozen) throws(ImportError) {
        var fits = sums.totals.add(other.totals)
        for facts in other.pairs {
            let place = pair(Int(facts.account), Int(facts.rep))
            fits = sums.pairs[place].add(facts) && fits
        }
        for facts in other.territoryReps {
            let place = territoryRep(Int(facts.territory), Int(facts.rep))
            fits = sums.territoryReps[place].amount.add(facts.amount) && fits
            fits = sums.territoryReps[place].outside.add(facts.outside) && fits
        }
        for product in 0..<other.products.count {
            let id = Array(other.products.text(product).utf8)
            let place = sums.products.insert(id.span, 0..<id.count)
            growProducts()
            for slot in 0..<territorySlots {
                let from = product * territorySlots + slot
                let to = place * territorySlots + slot
                fits = accumulate(other.productCurrent[from], into: &sums.productCurrent[to]) && fits
                fits = accumulate(other.productPrior[from], into: &sums.productPrior[to]) && fits
            }
        }
        for place in sums.weeks.indices {
            fits = sums.weeks[place].add(other.weeks[place]) && fits
            fits = sums.weeksAsWas[place].add(other.weeksAsWas[place]) && fits
        }
        for place in sums.repWeeks.indices { fits = sums.repWeeks[place].add(other.repWeeks[place]) && fits }
        for slot in 0..<territorySlots {
            fits = accumulate(other.movedIn[slot], into: &sums.movedIn[slot]) && fits
            fits = accumulate(other.movedOut[slot], into: &sums.movedOut[slot]) && fits
        }
        sums.unmatched.merge(other.unmatched)
        guard fits else { throw .overflow(source: "sales", file: "sales", sum: "a sum over all files") }
    }

    /// The sums in the order that the analysis expects.
    func summary() -> FactSummary {
        var summary = FactSummary()
        summary.accountReps = sums.pairs.sorted { ($0.account, $0.rep) < ($1.account, $1.rep) }
        summary.territoryReps = sums.territoryReps.sorted { ($0.territory, $0.rep) < ($1.territory, $1.rep) }
        let products = (0..<sums.products.count).map { (id: sums.products.text($0), place: $0) }
            .sorted { precedesById($0.id, $1.id) }
        summary.products = products.map(\.id)
        for slot in 0..<territorySlots {
            for (index, product) in products.enumerated() {
                let place = product.place * territorySlots + slot
                guard sums.productCurrent[place] != 0 || sums.productPrior[place] != 0 else { continue }
                summary.territoryProducts.append(
                    TerritoryProductFacts(
                        territory: Int32(slot), product: Int32(index),
                        current: Money(units: sums.productCurrent[place]),
                        prior: Money(units: sums.productPrior[place])))
            }
        }
        summary.territoryWeeks = rows(of: sums.weeks)
        summary.territoryWeeksAsWas = rows(of: sums.weeksAsWas)
        summary.repWeeks = rows(of: sums.repWeeks)
        summary.movedIn = sums.movedIn.map(Money.init(units:))
        summary.movedOut = sums.movedOut.map(Money.init(units:))
        summary.totals = sums.totals
        return summary
    }

    private func rows(of weeks: [WeekFacts]) -> [[WeekFacts]] {
        stride(from: 0, to: weeks.count, by: weekCount).map { Array(weeks[$0..<($0 + weekCount)]) }
    }
}
