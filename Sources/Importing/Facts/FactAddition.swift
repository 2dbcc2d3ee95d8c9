import TerritoryModel

/// Adds with a check; false where the sum outgrew its type.
func accumulate(_ value: Int64, into sum: inout Int64) -> Bool {
    let (result, overflow) = sum.addingReportingOverflow(value)
    sum = result
    return !overflow
}

/// The same for the magnitude of a value.
func accumulate(magnitude value: Int64, into sum: inout Int64) -> Bool {
    value > .min && accumulate(Int64(value.magnitude), into: &sum)
}

extension FactTotals {
    /// Counts an accepted sales row; false on overflow.
    mutating func add(_ amount: Money, isMatched: Bool) -> Bool {
        salesRows += 1
        // In range while the sum of the magnitudes is.
        salesAmount.units &+= amount.units
        var fits = accumulate(magnitude: amount.units, into: &absoluteAmount.units)
        if !isMatched {
            fits = accumulate(magnitude: amount.units, into: &absoluteUnmatchedAmount.units) && fits
        }
        return fits
    }

    /// Adds the counts and sums of another part over all days; false on overflow.
    mutating func add(_ other: FactTotals) -> Bool {
        salesRows += other.salesRows
        activityRows += other.activityRows
        futureSalesRows += other.futureSalesRows
        futureActivityRows += other.futureActivityRows
        calls += other.calls
        salesAmount.units &+= other.salesAmount.units
        futureSalesAmount.units &+= other.futureSalesAmount.units
        let fits = accumulate(other.absoluteAmount.units, into: &absoluteAmount.units)
        absoluteUnmatchedAmount.units &+= other.absoluteUnmatchedAmount.units
        return fits
    }
}
