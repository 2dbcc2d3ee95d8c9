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
    var rep: Int32 = -1
    var asWas: Int32 = -1
    var asIs: Int32 = -1
    var product: Int32 = -1
    /// Place of the sums of its account and rep; -1 = none, since the row lies in the future.
    var pair: Int32 = -1
    /// Place of the sums of its as-was territory and rep; -1 = none, since the row is in no window.
    var cell: Int32 = -1
    /// What its day counts for.
    var time = WindowSegments.DayPlace()

    init(row: Int32, day: Day, value: Int64, quantity: Int64 = 0) {
        self.row = row
        self.day = day
        self.value = value
        self.quantity = quantity
    }
}
