import TerritoryModel

/// Whole units of the currency with grouped digits, such as `1,234 USD`; rounded half away from zero.
func amountText(_ units: Int64, _ currency: String) -> String {
    let one = UInt64(FixedPoint.unitsPerOne)
    let whole = units.magnitude / one + (units.magnitude % one >= one / 2 ? 1 : 0)
    return "\(units < 0 && whole > 0 ? "-" : "")\(grouped(whole)) \(currency)"
}

/// A number of 0 or more in whole digits, such as `1,234`; beyond 10¹⁵ only that it is.
func wholeText(_ number: Double) -> String {
    number < 1e15 ? grouped(UInt64(max(0, number).rounded())) : "more than \(grouped(1_000_000_000_000_000))"
}

/// A share of 0 to 1 in per cent with one decimal, such as `12.5%`; without sign.
func percent(_ share: Double) -> String {
    let magnitude = abs(share) * 1000
    guard magnitude < 1e15 else { return "more than 100%" }
    let tenths = UInt64(magnitude.rounded())
    return "\(grouped(tenths / 10)).\(tenths % 10)%"
}

/// Names in a sentence, such as `A, B and 3 more`.
func listed(_ names: [String], limit: Int) -> String {
    guard names.count <= limit else {
        return "\(names.prefix(limit).joined(separator: ", ")) and \(names.count - limit) more"
    }
    guard let last = names.last, names.count > 1 else { return names.joined() }
    return "\(names.dropLast().joined(separator: ", ")) and \(last)"
}
