/// Numbers of statistics that are only bounds: `250,000+`, `2,500-`, `<5`, `>100`.
///
/// Source: United States Census Bureau, American Community Survey, notes on estimates in open-ended intervals.
enum BoundedValue {
    /// The number of a bound; nil where the value is none.
    static func number(_ range: Range<Int>, in bytes: Span<UInt8>) -> Range<Int>? {
        guard range.count >= 2 else { return nil }
        let first = bytes[range.lowerBound]
        let last = bytes[range.upperBound - 1]
        var number: Range<Int>?
        if first == UInt8(ascii: "<") || first == UInt8(ascii: ">") {
            number = (range.lowerBound + 1)..<range.upperBound
        } else if last == UInt8(ascii: "+") || last == UInt8(ascii: "-") {
            number = range.lowerBound..<(range.upperBound - 1)
        }
        guard let number, !number.isEmpty else { return nil }
        // A bound has no second sign.
        let inner = bytes[number.lowerBound]
        let outer = bytes[number.upperBound - 1]
        let signs = [UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "<"), UInt8(ascii: ">")]
        return signs.contains(inner) || signs.contains(outer) ? nil : number
    }
}
