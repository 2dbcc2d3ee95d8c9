import Tabular
import TerritoryModel

/// A sale on its way to the sums.
struct PendingSale: Sendable {
    /// Place of its row in the batch.
    let row: Int32
    let day: Day
    let amount: Int64
    let quantity: Int64
    /// Hash of the id of its account.
    var hash: UInt64 = 0
    var account: Int32 = -1
    var rep: Int32 = -1
    var asWas: Int32 = -1
    var asIs: Int32 = -1
    var product: Int32 = -1
    /// Place of the sums of its account and rep; -1 = none, since the sale lies in the future.
    var pair: Int32 = -1
}

extension FactPartial {
    /// Rows of a run: their places fit the innermost cache.
    private static let runLength = 256

    /// Adds the rows of a batch, run by run.
    mutating func addSales(_ rows: SourceRows) throws(ImportError) {
        let count = rows.taken.lines.count
        for start in stride(from: 0, to: count, by: FactPartial.runLength) {
            try readRun(rows, start..<min(start + FactPartial.runLength, count))
            try rows.ledger.countLoaded(amounts: run.lazy.map(\.amount))
            hashAccounts(rows)
            try findAccounts(rows)
            try findPlaces(rows)
            guard addRun() else { throw overflow(rows, "a sum of sales") }
        }
    }

    /// Reads the values of the rows; a row that has an unreadable one is refused.
    private mutating func readRun(_ rows: SourceRows, _ range: Range<Int>) throws(ImportError) {
        run.removeAll(keepingCapacity: true)
        let bytes = rows.batch.bytes
        let taken = rows.taken
        var quick = rows.quickReading
        for row in range {
            if let sale = quick.sale(row, taken, bytes.span) {
                run.append(sale)
            } else {
                if let sale = try slowSale(rows, row) { run.append(sale) }
                // What the file writes may have been decided by this row.
                quick = rows.quickReading
            }
        }
    }

    /// A sale with a value that is not written in the file's frequent forms; nil where the row was refused.
    private func slowSale(_ rows: SourceRows, _ row: Int) throws(ImportError) -> PendingSale? {
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
        return PendingSale(row: Int32(row), day: day, amount: amount.units, quantity: quantity.units)
    }

    private mutating func hashAccounts(_ rows: SourceRows) {
        let bytes = rows.batch.bytes
        let taken = rows.taken
        for place in run.indices {
            let range = taken.value(Int(run[place].row), 1)
            run[place].hash = setting.accountIndex.prefetchedHash(bytes.span, range)
        }
        for place in run.indices { setting.accountIndex.prefetchKey(hash: run[place].hash) }
    }

    /// Finds the accounts of the run, and counts its sales.
    private mutating func findAccounts(_ rows: SourceRows) throws(ImportError) {
        let bytes = rows.batch.bytes
        let taken = rows.taken
        let unknown = setting.dimensions.unknownAccount
        var fits = true
        for place in run.indices {
            let row = Int(run[place].row)
            let amount = Money(units: run[place].amount)
            let account =
                setting.accountIndex.index(bytes.span, taken.value(row, 1), hash: run[place].hash)
                ?? otherAccount(rows, row, amount: amount)
            run[place].account = Int32(account)
            prefetchChain(account)
            fits = totals.add(amount, isMatched: account < unknown) && fits
        }
        guard fits else { throw overflow(rows, "the total of sales") }
    }

    /// Finds all places that the sales of the run are to be added to.
    private mutating func findPlaces(_ rows: SourceRows) throws(ImportError) {
        let bytes = rows.batch.bytes
        let taken = rows.taken
        let asOf = setting.windows.asOf
        for place in run.indices { prefetchLink(Int(run[place].account)) }
        for place in run.indices {
            var sale = run[place]
            let row = Int(sale.row)
            let account = Int(sale.account)
            let recorded = setting.recorded(bytes.span, taken.value(row, 4))
            if case .unknown = recorded {
                noteUnmatched(rows, row, 4, .territory, Money(units: sale.amount))
            }
            guard sale.day <= asOf else {
                // In range: the sum of all absolute amounts has been checked.
                totals.futureSalesRows += 1
                totals.futureSalesAmount.units &+= sale.amount
                continue
            }
            let asWas = setting.asWas(recorded: recorded, account: account, on: sale.day)
            let rep: Int
            let repRange = taken.value(row, 3)
            if repRange.isEmpty {
                rep = setting.owner(asWas, on: sale.day)
            } else {
                rep =
                    setting.repIndex.index(bytes.span, repRange)
                    ?? otherRep(rows, row, 3, amount: Money(units: sale.amount))
            }
            sale.asWas = Int32(asWas)
            sale.asIs = setting.asIs[account]
            sale.rep = Int32(rep)
            sale.product = try Int32(product(rows, bytes.span, taken.value(row, 5)))
            sale.pair = Int32(pair(account, rep))
            prefetchPair(Int(sale.pair))
            run[place] = sale
        }
    }

    private mutating func product(
        _ rows: SourceRows, _ bytes: Span<UInt8>, _ range: Range<Int>
    ) throws(ImportError) -> Int {
        if let known = products.index(bytes, range) { return known }
        let product = products.insert(bytes, range)
        growProducts()
        guard products.count <= FactPartial.productLimit else {
            throw .tooManyProducts(
                source: rows.mapping.source, file: rows.file.displayPath, limit: FactPartial.productLimit)
        }
        return product
    }

    /// Adds the sales of the run to every sum they belong to; false on overflow.
    private mutating func addRun() -> Bool {
        var fits = true
        for place in run.indices where run[place].pair >= 0 {
            fits = add(run[place]) && fits
        }
        return fits
    }

    @inline(__always)
    private mutating func add(_ sale: PendingSale) -> Bool {
        let day = setting.place(of: sale.day)
        var fits = pairs[Int(sale.pair)].add(sale, in: day.mask)
        fits = totals.add(sale, in: day.mask) && fits
        if day.mask.bits != 0 { fits = addWindows(sale, day.mask) && fits }
        if day.week >= 0 {
            let week = Int(day.week)
            fits = weeks[Int(sale.asIs) * weekCount + week].add(sale.amount) && fits
            fits = weeksAsWas[Int(sale.asWas) * weekCount + week].add(sale.amount) && fits
            fits = repWeeks[Int(sale.rep) * weekCount + week].add(sale.amount) && fits
        }
        return fits
    }

    /// Adds a sale to the sums that know no time but the windows; false on overflow.
    @inline(__always)
    private mutating func addWindows(_ sale: PendingSale, _ mask: WindowMask) -> Bool {
        let place = territoryRep(Int(sale.asWas), Int(sale.rep))
        var fits = territoryReps[place].amount.add(sale.amount, in: mask)
        if setting.isOutside(
            rep: Int(sale.rep), territory: Int(sale.asWas), account: Int(sale.account), on: sale.day)
        {
            fits = territoryReps[place].outside.add(sale.amount, in: mask) && fits
        }
        let product = Int(sale.product) * territorySlots + Int(sale.asIs)
        if mask.contains(.current) {
            if sale.asIs != sale.asWas {
                fits = accumulate(sale.amount, into: &movedIn[Int(sale.asIs)]) && fits
                fits = accumulate(sale.amount, into: &movedOut[Int(sale.asWas)]) && fits
            }
            fits = accumulate(sale.amount, into: &productCurrent[product]) && fits
        }
        if mask.contains(.prior) { fits = accumulate(sale.amount, into: &productPrior[product]) && fits }
        return fits
    }
}

extension AccountRepFacts {
    /// Adds a sale of the pair; false on overflow.
    @inline(__always)
    fileprivate mutating func add(_ sale: PendingSale, in mask: WindowMask) -> Bool {
        var fits = lines.add(1, in: mask)
        fits = quantity.add(sale.quantity, in: mask) && fits
        fits = amount.add(sale.amount, in: mask) && fits
        firstSale = earlier(firstSale, sale.day)
        lastSale = later(lastSale, sale.day)
        return fits
    }
}

extension FactTotals {
    /// Adds a sale up to the as-of day; false on overflow.
    @inline(__always)
    fileprivate mutating func add(_ sale: PendingSale, in mask: WindowMask) -> Bool {
        firstSale = earlier(firstSale, sale.day)
        lastSale = later(lastSale, sale.day)
        let fits = amount.add(sale.amount, in: mask)
        return lines.add(1, in: mask) && fits
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
    func sale(_ row: Int, _ taken: TakenRows, _ bytes: Span<UInt8>) -> PendingSale? {
        guard let dates, let day = FieldParsing.day(taken.value(row, 0), in: bytes, format: dates),
            let amount = FieldParsing.decimal(taken.value(row, 2), in: bytes, separator: separator)
        else { return nil }
        let written = taken.value(row, 6)
        if written.isEmpty {
            return PendingSale(row: Int32(row), day: day, amount: amount.units, quantity: 0)
        }
        guard let quantity = FieldParsing.decimal(written, in: bytes, separator: separator) else {
            return nil
        }
        return PendingSale(row: Int32(row), day: day, amount: amount.units, quantity: quantity.units)
    }
}

extension SourceRows {
    /// How the file's frequent forms are read, as far as that is decided by now.
    var quickReading: QuickReading {
        QuickReading(dates: conventions.fastDates, separator: conventions.fastSeparator)
    }
}
