import Tabular
import TerritoryModel

extension FactPartial {
    /// Adds the rows of a batch, run by run.
    mutating func addSales(_ rows: SourceRows) throws(ImportError) {
        var run: [PendingRow] = []
        swap(&run, &spareRun)
        sales.open()
        // A copy for the batch, since one would be made for each run.
        let setting = setting
        let all = try rows.distinctRows(.sales, FactPartial.readSales)
        let count = all?.count ?? rows.taken.lines.count
        for start in stride(from: 0, to: count, by: FactPartial.runLength) {
            let range = start..<min(start + FactPartial.runLength, count)
            if let all {
                run.replaceSubrange(run.indices, with: all[range])
            } else {
                try FactPartial.readSales(rows, range, &run)
            }
            try add(sales: &run, of: rows, setting)
        }
        swap(&run, &spareRun)
    }

    /// Adds a run of sales whose values have been read.
    private mutating func add(
        sales run: inout [PendingRow], of rows: SourceRows, _ setting: FactSetting
    ) throws(ImportError) {
        try rows.ledger.countLoaded(run.count) { run[$0].value }
        rows.ledger.noteDays(run.span, asOf: setting.windows.asOf)
        rows.ledger.count(DatedAmounts(run.span, setting.windows))
        setting.hashAccounts(rows, &run)
        setting.findAccounts(rows, &run)
        try countSales(rows, &run)
        try findSalesPlaces(rows, &run)
        guard checkQuantities(run) else { throw overflow(rows, FactPartial.salesSum) }
        addSales(run.span)
    }

    /// Reads the values of the rows; a row that has an unreadable one is refused.
    private static func readSales(
        _ rows: SourceRows, _ range: Range<Int>, _ run: inout [PendingRow]
    ) throws(ImportError) {
        run.removeAll(keepingCapacity: true)
        let bytes = rows.batch.bytes
        let taken = rows.taken
        var quick = rows.quickReading
        for row in range {
            if let sale = quick.sale(row, taken, bytes.span) {
                run.append(PendingRow(row, sale))
            } else {
                if let sale = try slowSale(rows, row) { run.append(PendingRow(row, sale)) }
                // What the file writes may have been decided by this row.
                quick = rows.quickReading
            }
        }
    }

    /// A sale with a value that is not written in the file's frequent forms; nil where the row was refused.
    private static func slowSale(_ rows: SourceRows, _ row: Int) throws(ImportError) -> RowValues? {
        guard let day = try rows.day(row, 0) else {
            try rows.reject(row, 0, .unreadableDate(rows.dateFormat))
            return nil
        }
        guard let amount = try rows.decimal(row, 2) else {
            try rows.reject(row, 2, .unreadableAmount)
            return nil
        }
        var quantity = Quantity.zero
        if !rows.value(row, 6).isEmpty {
            guard let number = try rows.decimal(row, 6) else {
                try rows.reject(row, 6, .unreadableNumber)
                return nil
            }
            quantity = number
        }
        return RowValues(day: day, value: amount.units, quantity: quantity.units)
    }

    /// Counts the sales, and settles the accounts that were not found at once.
    private mutating func countSales(_ rows: SourceRows, _ run: inout [PendingRow]) throws(ImportError) {
        let unknown = Int32(setting.dimensions.unknownAccount)
        var fits = true
        for place in run.indices {
            let amount = Money(units: run[place].value)
            if run[place].account < 0 {
                run[place].account = otherAccount(rows, Int(run[place].row), amount: amount)
            }
            fits = totals.add(amount, isMatched: run[place].account < unknown) && fits
        }
        guard fits else { throw overflow(rows, "the total of sales") }
    }

    /// Finds all places that the sales of the run are to be added to.
    private mutating func findSalesPlaces(
        _ rows: SourceRows, _ run: inout [PendingRow]
    ) throws(ImportError) {
        findKnownPlaces(ofSales: &run, rows.taken, rows.batch.bytes)
        for place in run.indices where run[place].rep < 0 { try findPlaces(&run[place], rows) }
    }

    /// Finds the places of all sales that name nothing for the first time.
    ///
    /// Changes nothing of the sums, so that these are not copied for each row.
    private func findKnownPlaces(ofSales run: inout [PendingRow], _ taken: TakenRows, _ bytes: [UInt8]) {
        var run = run.mutableSpan
        for place in run.indices { findKnownPlaces(&run[place], taken, bytes.span) }
    }

    /// Finds the places of a sale that names nothing for the first time; the rep stays -1 where it does.
    @inline(__always)
    private func findKnownPlaces(_ sale: inout PendingRow, _ taken: TakenRows, _ bytes: Span<UInt8>) {
        let row = Int(sale.row)
        let account = Int(sale.account)
        guard sale.day <= setting.windows.asOf else { return }
        let record = setting.accounts.span[account]
        sale.asIs = record.asIs
        switch setting.recorded(bytes, taken.value(row, 4)) {
        case .none: sale.asWas = setting.asWas(record, account: account, on: sale.day)
        case .territory(let territory): sale.asWas = territory
        case .unknown: return
        }
        guard let product = products.ids.index(bytes, taken.value(row, 5)),
            let rep = knownRep(
                sale, likely: setting.likelyRep(record), bytes, taken.value(row, 3))
        else { return }
        sale.product = Int32(truncatingIfNeeded: product)
        sale.time = setting.segments.place(of: sale.day)
        if sale.time.segment >= 0 {
            sale.cell = cells.cell(sale.asWas, rep)
            guard sale.cell >= 0 else { return }
        }
        sale.rep = rep
    }

    /// Finds the places of a sale, lists the ids that are unknown, and makes the places that there are not yet.
    private mutating func findPlaces(_ sale: inout PendingRow, _ rows: SourceRows) throws(ImportError) {
        let bytes = rows.batch.bytes
        let row = Int(sale.row)
        let account = Int(sale.account)
        let amount = Money(units: sale.value)
        let recorded = setting.recorded(bytes.span, rows.value(row, 4))
        if case .unknown = recorded { noteUnmatched(rows, row, 4, .territory, amount) }
        guard sale.day <= setting.windows.asOf else {
            // In range: the sum of all absolute amounts has been checked.
            totals.futureSalesRows += 1
            totals.futureSalesAmount.units &+= sale.value
            return
        }
        let record = setting.accounts[account]
        sale.asIs = record.asIs
        switch recorded {
        case .none: sale.asWas = setting.asWas(record, account: account, on: sale.day)
        case .territory(let territory): sale.asWas = territory
        case .unknown: sale.asWas = Int32(setting.dimensions.unassignedTerritory)
        }
        sale.rep =
            knownRep(sale, likely: setting.likelyRep(record), bytes.span, rows.value(row, 3))
            ?? otherRep(rows, row, 3, amount: amount)
        sale.product = try product(rows, rows.value(row, 5))
        sale.time = setting.segments.place(of: sale.day)
        sale.cell = sale.time.segment >= 0 ? cells.insert(sale.asWas, sale.rep, setting) : -1
    }

    private mutating func product(_ rows: SourceRows, _ range: Range<Int>) throws(ImportError) -> Int32 {
        let product = products.insert(rows.batch.bytes.span, range)
        guard products.ids.count <= FactPartial.productLimit else {
            throw .tooManyProducts(
                source: rows.mapping.source, file: rows.file.displayPath, limit: FactPartial.productLimit)
        }
        return Int32(product)
    }

    /// Counts the quantities of the sales in a window; false where the sum of their magnitudes overflows.
    private mutating func checkQuantities(_ run: [PendingRow]) -> Bool {
        var sum = quantityMagnitude
        var fits = true
        let run = run.span
        for place in run.indices where run[place].cell >= 0 {
            fits = accumulate(magnitude: run[place].quantity, into: &sum) && fits
        }
        quantityMagnitude = sum
        return fits
    }

    /// Adds the sales of the run to every sum they belong to.
    private mutating func addSales(_ run: Span<PendingRow>) {
        for place in run.indices where run[place].rep >= 0 {
            sales.append(
                PairSale(
                    account: run[place].account, rep: run[place].rep, day: run[place].day.number,
                    segment: Int32(run[place].time.segment), amount: run[place].value,
                    quantity: run[place].quantity), account: run[place].account)
        }
        cells.addSales(run, setting)
        products.addSales(run)
        weeks.addSales(run)
        weeksAsWas.addSales(run)
        repWeeks.addSales(run)
    }
}

/// Reads sales whose values are written in the file's frequent forms.
struct QuickReading {
    /// nil where the file's dates are not decided or rare.
    let dates: DateFormat?
    /// A byte that no value contains where it is not decided.
    let separator: UInt8

    /// nil where a value must be read with more care.
    @inline(__always)
    func sale(_ row: Int, _ taken: TakenRows, _ bytes: Span<UInt8>) -> RowValues? {
        guard let dates, let day = FieldParsing.day(taken.value(row, 0), in: bytes, format: dates),
            let amount = FieldParsing.decimal(taken.value(row, 2), in: bytes, separator: separator)
        else { return nil }
        let written = taken.value(row, 6)
        if written.isEmpty { return RowValues(day: day, value: amount.units) }
        guard let quantity = FieldParsing.decimal(written, in: bytes, separator: separator) else {
            return nil
        }
        return RowValues(day: day, value: amount.units, quantity: quantity.units)
    }

    /// The same for a call.
    @inline(__always)
    func call(_ row: Int, _ taken: TakenRows, _ bytes: Span<UInt8>) -> RowValues? {
        guard let dates, let day = FieldParsing.day(taken.value(row, 0), in: bytes, format: dates) else {
            return nil
        }
        let written = taken.value(row, 3)
        if written.isEmpty { return RowValues(day: day, value: 0) }
        guard let minutes = FieldParsing.decimal(written, in: bytes, separator: separator), minutes.units >= 0
        else { return nil }
        return RowValues(day: day, value: minutes.units / FixedPoint.unitsPerOne)
    }
}

extension SourceRows {
    /// How the file's frequent forms are read, as far as that is decided by now.
    var quickReading: QuickReading {
        QuickReading(dates: conventions.fastDates, separator: conventions.fastSeparator)
    }
}
