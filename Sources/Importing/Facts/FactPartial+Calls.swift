import Tabular
import TerritoryModel

/// Calls are added row by row, for they are few beside sales.
extension FactPartial {
    /// Adds the calls of a batch.
    mutating func addCalls(_ rows: SourceRows) throws(ImportError) {
        for row in rows.lines.indices { try addCall(rows, row) }
    }

    /// Adds one call to every sum it belongs to.
    private mutating func addCall(_ rows: SourceRows, _ row: Int) throws(ImportError) {
        guard let day = try rows.day(row, 0) else {
            return try rows.reject(row, 0, .unreadableDate(rows.dateFormat))
        }
        guard let minutes = try minutes(rows, row) else { return }
        try rows.ledger.countLoaded()
        totals.activityRows += 1
        let bytes = rows.batch.bytes
        let account =
            setting.accountIndex.index(bytes.span, rows.value(row, 1)) ?? otherAccount(rows, row, amount: nil)
        guard day <= setting.windows.asOf else {
            totals.futureActivityRows += 1
            return
        }
        let rep = repOfCall(rows, row, account: account, on: day)
        let pair = pair(account, rep)
        pairs[pair].firstCall = earlier(pairs[pair].firstCall, day)
        pairs[pair].lastCall = later(pairs[pair].lastCall, day)
        let place = setting.place(of: day)
        if place.mask.contains(.current) {
            totals.calls += 1
            pairs[pair].calls += 1
            guard accumulate(minutes, into: &pairs[pair].minutes) else {
                throw overflow(rows, "the minutes of calls")
            }
        }
        if place.week >= 0 {
            let week = Int(place.week)
            let asWas =
                account < setting.dimensions.unknownAccount
                ? setting.ownership.territory(ofAccount: account, on: day) : nil
            weeks[Int(setting.asIs[account]) * weekCount + week].calls += 1
            weeksAsWas[(asWas ?? territorySlots - 1) * weekCount + week].calls += 1
            repWeeks[rep * weekCount + week].calls += 1
        }
    }

    /// The minutes of a call, 0 where blank; nil where the row was refused.
    private func minutes(_ rows: SourceRows, _ row: Int) throws(ImportError) -> Int64? {
        guard !rows.value(row, 3).isEmpty else { return 0 }
        guard let number = try rows.decimal(row, 3) else {
            try rows.reject(row, 3, .unreadableNumber)
            return nil
        }
        guard number.units >= 0 else {
            try rows.reject(row, 3, .negative)
            return nil
        }
        return number.units / FixedPoint.unitsPerOne
    }

    /// The rep of a call; a blank one is the owner's.
    private mutating func repOfCall(_ rows: SourceRows, _ row: Int, account: Int, on day: Day) -> Int {
        let range = rows.value(row, 2)
        if range.isEmpty {
            let owner =
                account < setting.dimensions.unknownAccount
                ? setting.ownership.owner(ofAccount: account, on: day) : nil
            return owner ?? setting.dimensions.unassignedRep
        }
        let bytes = rows.batch.bytes
        return setting.repIndex.index(bytes.span, range) ?? otherRep(rows, row, 2, amount: nil)
    }
}
