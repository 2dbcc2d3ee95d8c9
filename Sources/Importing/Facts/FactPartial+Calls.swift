import Tabular
import TerritoryModel

extension FactPartial {
    /// Adds the calls of a batch, run by run.
    mutating func addCalls(_ rows: SourceRows) throws(ImportError) {
        var run: [PendingRow] = []
        swap(&run, &spareRun)
        calls.open()
        // A copy for the batch, since one would be made for each run.
        let setting = setting
        let all = try rows.distinctRows(.activities, FactPartial.readCalls)
        let count = all?.count ?? rows.taken.lines.count
        for start in stride(from: 0, to: count, by: FactPartial.runLength) {
            let range = start..<min(start + FactPartial.runLength, count)
            if let all {
                run.replaceSubrange(run.indices, with: all[range])
            } else {
                try FactPartial.readCalls(rows, range, &run)
            }
            try add(calls: &run, of: rows, setting)
        }
        swap(&run, &spareRun)
    }

    /// Adds a run of calls whose values have been read.
    private mutating func add(
        calls run: inout [PendingRow], of rows: SourceRows, _ setting: FactSetting
    ) throws(ImportError) {
        try rows.ledger.countLoaded(run.count) { _ in 0 }
        rows.ledger.noteDays(run.span, asOf: setting.windows.asOf)
        totals.activityRows += Int64(run.count)
        setting.hashAccounts(rows, &run)
        setting.findAccounts(rows, &run)
        for place in run.indices where run[place].account < 0 {
            run[place].account = otherAccount(rows, Int(run[place].row), amount: nil)
        }
        findCallPlaces(rows, &run)
        guard checkMinutes(run) else { throw overflow(rows, FactPartial.minutesSum) }
        addCalls(run.span)
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
                run.append(PendingRow(row, call))
            } else {
                if let call = try slowCall(rows, row) { run.append(PendingRow(row, call)) }
                // What the file writes may have been decided by this row.
                quick = rows.quickReading
            }
        }
    }

    /// A call with a value that is not written in the file's frequent forms; nil where the row was refused.
    private static func slowCall(_ rows: SourceRows, _ row: Int) throws(ImportError) -> RowValues? {
        guard let day = try rows.day(row, 0) else {
            try rows.reject(row, 0, .unreadableDate(rows.dateFormat))
            return nil
        }
        guard !rows.value(row, 3).isEmpty else { return RowValues(day: day, value: 0) }
        guard let number = try rows.decimal(row, 3) else {
            try rows.reject(row, 3, .unreadableNumber)
            return nil
        }
        guard number.units >= 0 else {
            try rows.reject(row, 3, .negative)
            return nil
        }
        return RowValues(day: day, value: number.units / FixedPoint.unitsPerOne)
    }

    /// Finds all places that the calls of the run are to be added to.
    private mutating func findCallPlaces(_ rows: SourceRows, _ run: inout [PendingRow]) {
        findKnownPlaces(ofCalls: &run, rows.taken, rows.batch.bytes)
        for place in run.indices where run[place].rep < 0 { findPlaces(&run[place], rows) }
    }

    /// Finds the places of all calls by known reps.
    private func findKnownPlaces(ofCalls run: inout [PendingRow], _ taken: TakenRows, _ bytes: [UInt8]) {
        var run = run.mutableSpan
        for place in run.indices { findKnownPlaces(&run[place], taken, bytes.span) }
    }

    /// Finds the places of a call by a known rep; the rep stays -1 where it is not.
    @inline(__always)
    private func findKnownPlaces(_ call: inout PendingRow, _ taken: TakenRows, _ bytes: Span<UInt8>) {
        let account = Int(call.account)
        guard call.day <= setting.windows.asOf else { return }
        let record = setting.accounts.span[account]
        call.asIs = record.asIs
        call.asWas = setting.asWas(record, account: account, on: call.day)
        guard
            let rep = knownRep(
                call, likely: setting.likelyRep(record), bytes, taken.value(Int(call.row), 2))
        else { return }
        call.rep = rep
        call.time = setting.segments.place(of: call.day)
    }

    /// Finds the places of a call, lists the ids that are unknown, and makes the places that there are not yet.
    private mutating func findPlaces(_ call: inout PendingRow, _ rows: SourceRows) {
        let row = Int(call.row)
        let account = Int(call.account)
        guard call.day <= setting.windows.asOf else {
            totals.futureActivityRows += 1
            return
        }
        let record = setting.accounts[account]
        call.asIs = record.asIs
        call.asWas = setting.asWas(record, account: account, on: call.day)
        call.rep =
            knownRep(call, likely: setting.likelyRep(record), rows.batch.bytes.span, rows.value(row, 2))
            ?? otherRep(rows, row, 2, amount: nil)
        call.time = setting.segments.place(of: call.day)
    }

    /// Counts the calls of the current window; false where the sum of their minutes overflows.
    private mutating func checkMinutes(_ run: [PendingRow]) -> Bool {
        var fits = true
        let run = run.span
        for place in run.indices where run[place].rep >= 0 && run[place].time.comparison == 0 {
            totals.calls += 1
            fits = accumulate(run[place].value, into: &minutes) && fits
        }
        return fits
    }

    /// Adds the calls of the run to every sum they belong to.
    private mutating func addCalls(_ run: Span<PendingRow>) {
        for place in run.indices where run[place].rep >= 0 {
            calls.append(
                PairCall(
                    account: run[place].account, rep: run[place].rep, day: run[place].day.number,
                    isCurrent: run[place].time.comparison == 0, minutes: run[place].value),
                account: run[place].account)
        }
        weeks.addCalls(run)
        weeksAsWas.addCalls(run)
        repWeeks.addCalls(run)
    }
}
