/// The bytes of a value that is short enough to be a number or a date, copied out of its record.
///
/// Reading them byte by byte costs no counting of references, which a large file would feel.
struct ShortValue {
    static let limit = 40

    let count: Int
    private var bytes = InlineArray<40, UInt8>(repeating: 0)

    /// nil where the value is longer than the limit.
    init?(_ value: Range<Int>, in source: [UInt8]) {
        guard value.count <= ShortValue.limit else { return nil }
        count = value.count
        for place in 0..<value.count { bytes[place] = source[value.lowerBound + place] }
    }

    subscript(place: Int) -> UInt8 { bytes[place] }
}
