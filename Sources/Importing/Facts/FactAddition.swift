import TerritoryModel

/// Adds with a check; false where the sum outgrew its type.
func accumulate(_ value: Int64, into sum: inout Int64) -> Bool {
    let (result, overflow) = sum.addingReportingOverflow(value)
    sum = result
    return !overflow
}

func earlier(_ left: Day?, _ right: Day?) -> Day? {
    guard let left, let right else { return left ?? right }
    return min(left, right)
}

func later(_ left: Day?, _ right: Day?) -> Day? {
    guard let left, let right else { return left ?? right }
    return max(left, right)
}

extension WeekFacts {
    mutating func add(_ value: Int64) -> Bool {
        lines += 1
        return accumulate(value, into: &amount)
    }

    mutating func add(_ other: WeekFacts) -> Bool {
        lines += other.lines
        calls += other.calls
        return accumulate(other.amount, into: &amount)
    }
}

extension AccountRepFacts {
    /// Adds the facts of the same pair; false on overflow.
    mutating func add(_ other: AccountRepFacts) -> Bool {
        var fits = lines.add(other.lines)
        fits = quantity.add(other.quantity) && fits
        fits = amount.add(other.amount) && fits
        calls += other.calls
        fits = accumulate(other.minutes, into: &minutes) && fits
        firstSale = earlier(firstSale, other.firstSale)
        lastSale = later(lastSale, other.lastSale)
        firstCall = earlier(firstCall, other.firstCall)
        lastCall = later(lastCall, other.lastCall)
        return fits
    }
}

extension FactTotals {
    /// Counts an accepted sales row; false on overflow.
    mutating func add(_ amount: Money, isMatched: Bool) -> Bool {
        salesRows += 1
        guard amount.units > .min else { return false }
        let magnitude = Int64(amount.units.magnitude)
        var fits = accumulate(amount.units, into: &salesAmount.units)
        fits = accumulate(magnitude, into: &absoluteAmount.units) && fits
        if !isMatched { fits = accumulate(magnitude, into: &absoluteUnmatchedAmount.units) && fits }
        return fits
    }

    /// Adds the totals of another part; false on overflow.
    mutating func add(_ other: FactTotals) -> Bool {
        salesRows += other.salesRows
        activityRows += other.activityRows
        futureSalesRows += other.futureSalesRows
        futureActivityRows += other.futureActivityRows
        calls += other.calls
        var fits = accumulate(other.salesAmount.units, into: &salesAmount.units)
        fits = accumulate(other.futureSalesAmount.units, into: &futureSalesAmount.units) && fits
        fits = accumulate(other.absoluteAmount.units, into: &absoluteAmount.units) && fits
        fits = accumulate(other.absoluteUnmatchedAmount.units, into: &absoluteUnmatchedAmount.units) && fits
        fits = amount.add(other.amount) && fits
        fits = lines.add(other.lines) && fits
        firstSale = earlier(firstSale, other.firstSale)
        lastSale = later(lastSale, other.lastSale)
        return fits
    }
}
