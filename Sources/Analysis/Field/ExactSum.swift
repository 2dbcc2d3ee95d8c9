import TerritoryModel

/// Adds exactly, or names the sum that outgrew its integer.
func add<Number: FixedWidthInteger>(
    _ value: Number, to sum: inout Number, _ name: @autoclosure () -> String
) throws(SumOverflow) {
    let (result, overflow) = sum.addingReportingOverflow(value)
    guard !overflow else { throw SumOverflow(sum: name()) }
    sum = result
}

/// Adds window by window, or names the sum that outgrew its integer.
func add(
    _ values: WindowValues, to sum: inout WindowValues, _ name: @autoclosure () -> String
) throws(SumOverflow) {
    guard sum.add(values) else { throw SumOverflow(sum: name()) }
}

/// The exact difference, or the name of what outgrew its integer.
func difference(
    _ left: Int64, _ right: Int64, _ name: @autoclosure () -> String
) throws(SumOverflow) -> Int64 {
    let (result, overflow) = left.subtractingReportingOverflow(right)
    guard !overflow else { throw SumOverflow(sum: name()) }
    return result
}

/// value × part ÷ whole, or the name of what outgrew its integer; see `FixedPoint.scaled`.
func scaled(
    _ value: Int64, _ part: Int64, _ whole: Int64, _ name: @autoclosure () -> String
) throws(SumOverflow) -> Int64 {
    guard let share = Money(units: value).scaled(by: Int(part), over: Int(whole)) else {
        throw SumOverflow(sum: name())
    }
    return share.units
}

/// The quotient of two exact sums, or the reason why there is none.
func ratio<Number: BinaryInteger>(
    _ numerator: Number, _ denominator: Number, orElse reason: UnavailableReason
) -> MetricValue {
    guard denominator != 0 else { return .unavailable(reason) }
    return .number(Double(numerator) / Double(denominator))
}
