import Tabular
import TerritoryModel

/// The partial sums of one thread: flat arrays by account, rep, territory and week.
///
/// Pairs of account and rep hang in short chains from a table by account, so a row finds its sums without hashing.
/// Rows are added in runs, step by step for the whole run, so that the processor waits for the memory of many rows
/// at once.
struct FactPartial: Sendable {
    static let productLimit = 50_000

    /// A link of the chain of an account's pairs.
    private struct PairLink {
        let rep: Int32
        /// Place of the next pair; -1 = none.
        let next: Int32
    }

    let setting: FactSetting
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
    /// The sales of the run under way.
    var run: [PendingSale] = []
    let territorySlots: Int
    let repSlots: Int
    let weekCount: Int
    private var firstPair: [Int32]
    private var links: [PairLink] = []
    private var territoryRepPlace: [Int32]

    init(_ setting: FactSetting) {
        self.setting = setting
        territorySlots = setting.dimensions.territories.count + 1
        repSlots = setting.dimensions.reps.count + 1
        weekCount = setting.windows.weekCount
        weeks = [WeekFacts](repeating: WeekFacts(), count: territorySlots * weekCount)
        weeksAsWas = weeks
        repWeeks = [WeekFacts](repeating: WeekFacts(), count: repSlots * weekCount)
        movedIn = [Int64](repeating: 0, count: territorySlots)
        movedOut = [Int64](repeating: 0, count: territorySlots)
        firstPair = [Int32](repeating: -1, count: setting.dimensions.accounts.count + 1)
        territoryRepPlace = [Int32](repeating: -1, count: territorySlots * repSlots)
    }

    /// The account of a row whose id is not found as it stands, or the place of unknown ones, which are listed.
    mutating func otherAccount(_ rows: SourceRows, _ row: Int, amount: Money?) -> Int {
        if let account = setting.accountIndex.indexInEitherForm(rows.batch.bytes.span, rows.value(row, 1)) {
            return account
        }
        noteUnmatched(rows, row, 1, .account, amount)
        return setting.dimensions.unknownAccount
    }

    /// The rep of a row whose id is not found as it stands, or the place of unknown ones, which are listed.
    mutating func otherRep(_ rows: SourceRows, _ row: Int, _ field: Int, amount: Money?) -> Int {
        if let rep = setting.repIndex.indexInEitherForm(rows.batch.bytes.span, rows.value(row, field)) {
            return rep
        }
        noteUnmatched(rows, row, field, .rep, amount)
        return setting.dimensions.unassignedRep
    }

    mutating func noteUnmatched(
        _ rows: SourceRows, _ row: Int, _ field: Int, _ kind: UnmatchedReference.Kind, _ amount: Money?
    ) {
        guard let value = rows.text(row, field) else { return }
        unmatched.add(
            source: rows.mapping.source, kind: kind, value: String(value.prefix(80)), amount: amount)
    }

    /// The place of the sums of an account and a rep, new where there are none.
    @inline(__always)
    mutating func pair(_ account: Int, _ rep: Int) -> Int {
        var place = firstPair[account]
        while place >= 0 {
            let link = links[Int(place)]
            if link.rep == rep { return Int(place) }
            place = link.next
        }
        return appendPair(account, rep)
    }

    /// Fetches the beginning of the chain of an account.
    @inline(__always)
    func prefetchChain(_ account: Int) { firstPair.span.prefetch(account) }

    /// Fetches the first link of the chain of an account, once the beginning is there.
    @inline(__always)
    func prefetchLink(_ account: Int) {
        let first = Int(firstPair[account])
        if first >= 0 { links.span.prefetch(first) }
    }

    /// Fetches the sums of a pair, once their place is known.
    @inline(__always)
    func prefetchPair(_ pair: Int) {
        pairs.span.prefetch(pair)
    }

    private mutating func appendPair(_ account: Int, _ rep: Int) -> Int {
        links.append(PairLink(rep: Int32(rep), next: firstPair[account]))
        firstPair[account] = Int32(pairs.count)
        pairs.append(AccountRepFacts(account: Int32(account), rep: Int32(rep)))
        return pairs.count - 1
    }

    /// The place of the sums of a territory and a rep, new where there are none.
    @inline(__always)
    mutating func territoryRep(_ territory: Int, _ rep: Int) -> Int {
        let key = territory * repSlots + rep
        if territoryRepPlace[key] < 0 {
            territoryRepPlace[key] = Int32(territoryReps.count)
            territoryReps.append(TerritoryRepFacts(territory: Int32(territory), rep: Int32(rep)))
        }
        return Int(territoryRepPlace[key])
    }

    /// Makes place for the sums of new products.
    mutating func growProducts() {
        let count = products.count * territorySlots - productCurrent.count
        productCurrent.append(contentsOf: repeatElement(0, count: count))
        productPrior.append(contentsOf: repeatElement(0, count: count))
    }

    func overflow(_ rows: SourceRows, _ sum: String) -> ImportError {
        .overflow(source: rows.mapping.source, file: rows.file.displayPath, sum: sum)
    }
}
