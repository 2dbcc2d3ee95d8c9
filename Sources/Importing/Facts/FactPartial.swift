import Tabular
import TerritoryModel

/// The partial sums of one thread.
///
/// Rows are added in runs, step by step for the whole run, so that the processor waits for the memory of many rows
/// at once: their accounts are looked up, then the places of all their sums, then each table adds the run. The sums by
/// account and rep, by far the largest, are those of all threads.
///
/// Only the sums of all magnitudes are checked. While these fit no sum of some of the values can overflow, so all
/// others add without a check, and whether a sum overflows depends neither on the order nor on the division of rows.
struct FactPartial: Sendable {
    static let productLimit = 50_000
    /// What an overflow is told of, beside the amounts.
    static let salesSum = "a sum of sales"
    static let minutesSum = "the minutes of calls"
    /// Rows of a run: their places fit the innermost cache.
    static let runLength = 128

    let setting: FactSetting
    var sales: PairOutbox<PairSale>
    var calls: PairOutbox<PairCall>
    var cells: TerritoryRepTable
    var products: ProductTable
    var weeks: WeekTable
    var weeksAsWas: WeekTable
    var repWeeks: WeekTable
    /// Counts, and the sums of all rows whatever their day; those by window are put together in `summary`.
    var totals = FactTotals()
    /// Sums of the magnitudes of what is added by window.
    var quantityMagnitude: Int64 = 0
    var minutes: Int64 = 0
    var unmatched = UnmatchedTally()
    /// Room for the rows of a run, kept from one to the next.
    var spareRun: [PendingRow] = []

    init(_ setting: FactSetting, _ pairs: PairShards) {
        self.setting = setting
        sales = .sales(pairs)
        calls = .calls(pairs)
        let (slots, repSlots) = (setting.territorySlots, setting.repSlots)
        let columns = setting.windows.weekColumns
        cells = TerritoryRepTable(
            territorySlots: slots, repSlots: repSlots, segmentCount: setting.segments.count)
        products = ProductTable(territorySlots: slots)
        weeks = WeekTable(.asIs, slots: slots, columns: columns)
        weeksAsWas = WeekTable(.asWas, slots: slots, columns: columns)
        repWeeks = WeekTable(.rep, slots: repSlots, columns: columns)
    }

    /// The account of a row whose id is not found as it stands, or the place of unknown ones, which are listed.
    mutating func otherAccount(_ rows: SourceRows, _ row: Int, amount: Money?) -> Int32 {
        if let account = setting.accountIndex.indexInEitherForm(rows.batch.bytes.span, rows.value(row, 1)) {
            return Int32(account)
        }
        noteUnmatched(rows, row, 1, .account, amount)
        return Int32(setting.dimensions.unknownAccount)
    }

    /// The rep of a row whose id is not found as it stands, or the place of unknown ones, which are listed.
    mutating func otherRep(_ rows: SourceRows, _ row: Int, _ field: Int, amount: Money?) -> Int32 {
        if let rep = setting.repIndex.indexInEitherForm(rows.batch.bytes.span, rows.value(row, field)) {
            return Int32(rep)
        }
        noteUnmatched(rows, row, field, .rep, amount)
        return Int32(setting.dimensions.unassignedRep)
    }

    mutating func noteUnmatched(
        _ rows: SourceRows, _ row: Int, _ field: Int, _ kind: UnmatchedReference.Kind, _ amount: Money?
    ) {
        let range = rows.value(row, field)
        guard !range.isEmpty else { return }
        let bytes = rows.batch.bytes
        unmatched.add(source: rows.mapping.source, kind: kind, bytes.span, range, amount: amount)
    }

    /// The rep slot of a row, the owner's where it names none; nil where the id is not found as it stands.
    @inline(__always)
    func knownRep(
        _ row: borrowing PendingRow, likely: Int, _ bytes: Span<UInt8>, _ range: Range<Int>
    ) -> Int32? {
        guard !range.isEmpty else { return setting.owner(row.asWas, on: row.day) }
        return setting.repIndex.index(bytes, range, likely: likely).map { Int32(truncatingIfNeeded: $0) }
    }

    func overflow(_ rows: SourceRows, _ sum: String) -> ImportError {
        .overflow(source: rows.mapping.source, file: rows.file.displayPath, sum: sum)
    }
}

extension FactSetting {
    /// Starts to look for the accounts of the rows.
    func hashAccounts(_ rows: SourceRows, _ run: inout [PendingRow]) {
        let bytes = rows.batch.bytes
        let taken = rows.taken
        var run = run.mutableSpan
        for place in run.indices {
            let range = taken.value(Int(run[place].row), 1)
            run[place].hash = accountIndex.prefetchedHash(bytes.span, range)
        }
        guard accountIndex.hasLongIds else { return }
        for place in run.indices { accountIndex.prefetchKey(hash: run[place].hash) }
    }

    /// Finds the accounts of the rows; -1 where an id is not found as it stands.
    func findAccounts(_ rows: SourceRows, _ run: inout [PendingRow]) {
        let bytes = rows.batch.bytes
        let taken = rows.taken
        var run = run.mutableSpan
        for place in run.indices {
            let range = taken.value(Int(run[place].row), 1)
            guard
                let account = accountIndex.index(bytes.span, range, hash: run[place].hash)
            else { continue }
            run[place].account = Int32(truncatingIfNeeded: account)
            accounts.span.prefetch(account)
        }
    }
}
