/// The sales of one account and rep in one segment of time, in 16 bytes.
///
/// Quantity and lines are narrow; what outgrows them is handed back as a `Carry`, to be kept elsewhere.
public struct SegmentSums: Hashable, Sendable {
    /// In 1/10,000 of the currency.
    public var amount: Int64 = 0
    /// In 1/10,000, less what was carried away.
    public var quantity: Int32 = 0
    /// Sales lines, less what was carried away.
    public var lines: UInt32 = 0

    /// What outgrew the narrow parts.
    public struct Carry: Hashable, Sendable {
        public var quantity: Int64 = 0
        public var lines: Int64 = 0

        public init(quantity: Int64 = 0, lines: Int64 = 0) {
            self.quantity = quantity
            self.lines = lines
        }

        public mutating func add(_ other: Carry) {
            quantity &+= other.quantity
            lines &+= other.lines
        }
    }

    public init() {}

    /// Adds, and hands back what outgrew the narrow parts; nil as a rule.
    ///
    /// The sum of all magnitudes must be known to fit 64 bits.
    @inlinable
    public mutating func add(_ amount: Int64, quantity: Int64, lines: Int64 = 1) -> Carry? {
        self.amount &+= amount
        let allQuantity = Int64(self.quantity) &+ quantity
        let allLines = Int64(self.lines) &+ lines
        let (narrowQuantity, narrowLines) = (
            Int32(truncatingIfNeeded: allQuantity), UInt32(truncatingIfNeeded: allLines)
        )
        guard Int64(narrowQuantity) == allQuantity, Int64(narrowLines) == allLines else {
            self.quantity = 0
            self.lines = 0
            return Carry(quantity: allQuantity, lines: allLines)
        }
        self.quantity = narrowQuantity
        self.lines = narrowLines
        return nil
    }
}
