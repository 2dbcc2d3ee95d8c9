/// An exact decimal number with four decimal places, held as a 64-bit count of 1/10,000.
///
/// Range ±922,337,203,685,477.5807, that of SQL's `money`. Sums and differences are exact; an overflow is
/// reported, never wrapped. Only ratios leave this type, as `Double`.
public struct FixedPoint: Hashable, Comparable, Sendable {
    /// Count of 1/10,000.
    public var units: Int64

    public static let unitsPerOne: Int64 = 10_000
    public static let zero = FixedPoint(units: 0)

    public init(units: Int64) {
        self.units = units
    }

    /// Makes a whole number; nil where it is out of range.
    public init?(whole: Int64) {
        let (product, overflow) = whole.multipliedReportingOverflow(by: FixedPoint.unitsPerOne)
        guard !overflow else { return nil }
        units = product
    }

    /// The nearest `Double`; for ratios only, never for sums of money.
    public var doubleValue: Double { Double(units) / Double(FixedPoint.unitsPerOne) }

    public static func < (left: FixedPoint, right: FixedPoint) -> Bool { left.units < right.units }

    /// Exact sum; nil on overflow.
    public func adding(_ other: FixedPoint) -> FixedPoint? {
        let (sum, overflow) = units.addingReportingOverflow(other.units)
        return overflow ? nil : FixedPoint(units: sum)
    }

    /// The value times `numerator` ÷ `denominator`, rounded half away from zero; nil on overflow.
    ///
    /// - Precondition: `denominator` is positive.
    public func scaled(by numerator: Int, over denominator: Int) -> FixedPoint? {
        precondition(denominator > 0, "a share needs a positive denominator")
        let product = Int128(units) * Int128(numerator)
        let magnitude = (product.magnitude * 2 + UInt128(denominator)) / (2 * UInt128(denominator))
        guard magnitude <= UInt128(Int64.max) else { return nil }
        return FixedPoint(units: product < 0 ? -Int64(magnitude) : Int64(magnitude))
    }
}

/// An amount of the workspace's currency, exact to 1/10,000.
public typealias Money = FixedPoint
/// A quantity of goods, exact to 1/10,000.
public typealias Quantity = FixedPoint

extension FixedPoint: CustomStringConvertible {
    /// Plain decimal text with exactly four decimals and no grouping, such as `-1234.5000`.
    public var description: String {
        let magnitude = units.magnitude
        let fraction = String(magnitude % 10_000)
        let padding = String(repeating: "0", count: 4 - fraction.utf8.count)
        return "\(units < 0 ? "-" : "")\(magnitude / 10_000).\(padding)\(fraction)"
    }
}

/// A total that has outgrown `FixedPoint`; carries no partial result.
public struct SumOverflow: Error, Hashable, Sendable {
    /// Which sum overflowed, in words such as `sales of account A-1`.
    public let sum: String

    public init(sum: String) {
        self.sum = sum
    }
}
