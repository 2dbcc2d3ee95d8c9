import Tabular
import TerritoryModel

extension FactPartial {
    /// Adds the calls of a batch, run by run.
    mutating func addCalls(_ rows: SourceRows) throws(ImportError) {
        var run: [PendingRow] = []
        swap(&run, &spareRun)
        let count = rows.taken.lines.count
        for start in stride(from: 0, to: count, by: FactPartial.runLength) {
            try FactPartial.readCalls(rows, start..<min(start + FactPartial.runLength, count), &run)
            totals.activityRows += Int64(run.count)
            hashAccounts(rows, &run)
            findAccounts(rows, &run)
            for place in run.indices where run[place].account < 0 {
                run[place].account = otherAccount(rows, Int(run[place].row), amount: nil)
            }
            prefetchFirstPairs(run)
            findCallPlaces(rows, &run)
            guard checkMinutes(run) else { throw overflow(rows, FactPartial.minutesSum) }
            pairs.addCalls(run.span)
            weeks.addCalls(run.span)
            weeksAsWas.addCalls(run.span)
            repWeeks.addCalls(run.span)
        }
        swap(&run, &spareRun)
    }

    /// Reads the values of the rows; a row that has an unreadable one is refused.
    private static func readCalls(
        _ rows: SourceRows, _ range: Range<Int>, _ run: inout [PendingRow]
    ) throws(ImportError) {
        run.removeAll(keepingCapacity: true)
        let bytes = rows.batch.bytes
        let taken = rows.taken
        var quick = rows.quickReading
        for row in range {
            if let call = quick.call(row, taken, bytes.span) {
                run.append(call)
            } else {
                if let call = try slowCall(rows, row) { run.append(call) }
                // What the file writes may have been decided by this row.
                quick = rows.quickReading
            }
        }
        for _ in run.indices { try rows.ledger.countLoaded() }
    }

    /// A call with a value that is not written in the file's frequent forms; nil where the row was refused.
    private static func slowCall(_ rows: SourceRows, _ row: Int) throws(ImportError) -> PendingRow? {
        guard let day = try rows.day(row, 0) else {
            try rows.reject(row, 0, .unreadableDate(rows.dateFormat))
            return nil
        }
        guard !rows.value(row, 3).isEmpty else { return PendingRow(row: Int32(row), day: day, value: 0) }
        guard let number = try rows.decimal(row, 3) else {
            try rows.reject(row, 3, .unreadableNumber)
            return nil
        }
        guard number.units >= 0 else {
            try rows.reject(row, 3, .negative)
            return nil
        }
        return PendingRow(row: Int32(row), day: day, value: number.units / FixedPoint.unitsPerOne)
    }

    /// Finds all places that the calls of the run are to be added to.
    private mutating func findCallPlaces(_ rows: SourceRows, _ run: inout [PendingRow]) {
        let bytes = rows.batch.bytes
        let taken = rows.taken
        for place in run.indices where !findKnownPlaces(&run[place], taken, bytes.span) {
            findPlaces(&run[place], rows)
        }
    }

    /// Finds the places of a call whose account and rep occurred before; false where they did not.
    @inline(__always)
    private func findKnownPlaces(_ call: inout PendingRow, _ taken: TakenRows, _ bytes: Span<UInt8>) -> Bool {
        let account = Int(call.account)
        guard call.day <= setting.windows.asOf else { return false }
        let record = pairs.accounts.span[account]
        call.asIs = record.asIs
        call.asWas = setting.asWas(record, account: account, on: call.day)
        guard let rep = knownRep(call, likely: record.rep, bytes, taken.value(Int(call.row), 2)),
            let pair = pairs.pair(record, account, rep), pair >= 0
        else { return false }
        call.rep = rep
        call.pair = pair
        call.time = setting.segments.place(of: call.day)
        pairs.prefetch(callsOfPair: Int(pair))
        return true
    }

    /// Finds the places of a call, lists the ids that are unknown, and makes the places that there are not yet.
    private mutating func findPlaces(_ call: inout PendingRow, _ rows: SourceRows) {
        let row = Int(call.row)
        let account = Int(call.account)
        guard call.day <= setting.windows.asOf else {
            totals.futureActivityRows += 1
            return
        }
        let record = pairs.accounts[account]
        call.asIs = record.asIs
        call.asWas = setting.asWas(record, account: account, on: call.day)
        call.rep =
            knownRep(call, likely: record.rep, rows.batch.bytes.span, rows.value(row, 2))
            ?? otherRep(rows, row, 2, amount: nil)
        call.pair = pairs.insert(account, call.rep)
        call.time = setting.segments.place(of: call.day)
    }

    /// Counts the calls of the current window; false where the sum of their minutes overflows.
    private mutating func checkMinutes(_ run: [PendingRow]) -> Bool {
        var fits = true
        for call in run where call.pair >= 0 && call.time.comparison == 0 {
            totals.calls += 1
            fits = accumulate(call.value, into: &minutes) && fits
        }
        return fits
    }
}
