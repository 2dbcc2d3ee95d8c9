import TerritoryModel

/// A sale or call on its way to the sums; its places are found step by step for all rows of a run.
struct PendingRow: Sendable {
    /// Place of its row in the batch.
    let row: Int32
    let day: Day
    /// The amount of a sale in 1/10,000, or the minutes of a call.
    let value: Int64
    /// The quantity of a sale in 1/10,000.
    let quantity: Int64
    /// Hash of the id of its account.
    var hash: UInt64 = 0
    var account: Int32 = -1
    /// -1 = the row adds to nothing, since it lies in the future.
    var rep: Int32 = -1
    var asWas: Int32 = -1
    var asIs: Int32 = -1
    var product: Int32 = -1
    /// Place of the sums of its as-was territory and rep; -1 = none, since the row is in no window.
    var cell: Int32 = -1
    /// What its day counts for.
    var time = WindowSegments.DayPlace()

    @inline(__always)
    init(_ row: Int, _ values: RowValues) {
        self.row = Int32(truncatingIfNeeded: row)
        day = values.day
        value = values.value
        quantity = values.quantity
    }
}

/// What is read of a row before anything is looked up.
struct RowValues: Sendable {
    let day: Day
    /// The amount of a sale in 1/10,000, or the minutes of a call.
    let value: Int64
    /// The quantity of a sale in 1/10,000.
    var quantity: Int64 = 0
}

extension LedgerPage {
    /// Notes the newest day of loaded rows; days behind the as-of day are no sign that the data is new.
    @inline(__always)
    mutating func noteDays(_ run: Span<PendingRow>, asOf: Day) {
        var newest = newestDay
        for place in run.indices {
            let day = run[place].day.number
            if day > newest, day <= asOf.number { newest = day }
        }
        newestDay = newest
    }
}
