/// Many texts one behind the other; each takes its bytes and four more.
struct PackedTexts: Sendable {
    private(set) var bytes: [UInt8] = []
    /// Of each text its end in `bytes`; the highest bit marks nothing.
    private var ends: [UInt32] = []

    private static let nothing: UInt32 = 1 << 31

    mutating func append(_ text: some Collection<UInt8>) {
        bytes.append(contentsOf: text)
        precondition(bytes.count < Int(PackedTexts.nothing), "two gigabytes of names")
        ends.append(UInt32(bytes.count))
    }

    mutating func appendNothing() { ends.append(UInt32(bytes.count) | PackedTexts.nothing) }

    /// Where in `bytes` a text lies; empty where it is nothing.
    func range(_ text: Int) -> Range<Int> {
        let start = text == 0 ? 0 : Int(ends[text - 1] & ~PackedTexts.nothing)
        return start..<Int(ends[text] & ~PackedTexts.nothing)
    }

    func isNothing(_ text: Int) -> Bool { ends[text] & PackedTexts.nothing != 0 }

    /// A text; nothing is empty.
    func text(_ text: Int) -> String {
        String(decoding: bytes[range(text)], as: UTF8.self)
    }

    /// Whether a text comes before another by its bytes.
    func precedes(_ left: Int, _ right: Int) -> Bool { precedes(left, bytes.span, range(right)) }

    func precedes(_ text: Int, _ others: Span<UInt8>, _ other: Range<Int>) -> Bool {
        let bytes = bytes.span
        let range = range(text)
        for offset in 0..<min(range.count, other.count) {
            let (left, right) = (bytes[range.lowerBound + offset], others[other.lowerBound + offset])
            if left != right { return left < right }
        }
        return range.count < other.count
    }

    /// The texts at every so many places in the order of their bytes, each by its place divided by that number.
    ///
    /// What all begin with is passed over, and the eight bytes behind it are compared at once.
    func order(ofEvery width: Int) -> [Int32] {
        let places = stride(from: 0, to: ends.count, by: width)
        let shared = places.reduce(ends.isEmpty ? 0 : range(0).count) {
            min($0, sharedLength(0, $1, upTo: $0))
        }
        var order = places.map { (key: word(of: $0, from: shared), place: Int32($0 / width)) }
        order.sort { left, right in
            left.key != right.key
                ? left.key < right.key : precedes(Int(left.place) * width, Int(right.place) * width)
        }
        return order.map(\.place)
    }

    /// How many bytes two texts begin with alike, at most so many.
    private func sharedLength(_ left: Int, _ right: Int, upTo limit: Int) -> Int {
        let (left, right) = (bytes[range(left)].prefix(limit), bytes[range(right)].prefix(limit))
        return zip(left, right).prefix { $0 == $1 }.count
    }

    /// Eight bytes of a text from an offset on, the first of most weight, zeros behind its end.
    private func word(of text: Int, from offset: Int) -> UInt64 {
        let range = range(text)
        return (0..<8).reduce(0) { word, next in
            let place = range.lowerBound + offset + next
            return word << 8 | (place < range.upperBound ? UInt64(bytes[place]) : 0)
        }
    }

    /// Puts the texts, so many of which belong together, in another order, given by their former places.
    mutating func reorder(by order: [Int32], perPlace width: Int) {
        var result = PackedTexts()
        result.bytes.reserveCapacity(bytes.count)
        result.ends.reserveCapacity(ends.count)
        for place in order {
            for text in (Int(place) * width)..<(Int(place) * width + width) {
                if isNothing(text) { result.appendNothing() } else { result.append(bytes[range(text)]) }
            }
        }
        self = result
    }
}

/// Indexes by place, where some or all may be nothing; what is nothing behind the last index takes no memory.
struct IndexColumn: Sendable {
    /// -1 = nothing.
    private var values: [Int32] = []

    subscript(place: Int) -> Int? {
        guard place < values.count, values[place] >= 0 else { return nil }
        return Int(values[place])
    }

    mutating func set(_ value: Int?, at place: Int) {
        values.set(value.map(Int32.init) ?? -1, at: place)
    }

    mutating func reorder(by order: [Int32]) { values.reorder(by: order) }
}

/// Bytes by place; zeros behind the last other byte take no memory.
struct ByteColumn: Sendable {
    private var values: [UInt8] = []

    subscript(place: Int) -> UInt8 { place < values.count ? values[place] : 0 }

    mutating func set(_ value: UInt8, at place: Int) {
        if place < values.count {
            values[place] = value
        } else if value != 0 {
            while values.count < place { values.append(0) }
            values.append(value)
        }
    }

    mutating func reorder(by order: [Int32]) {
        guard !values.isEmpty else { return }
        self.values = order.map { self[Int($0)] }
    }
}

/// Numbers by place, where some or all may be nothing.
///
/// Whole numbers, which most are, take four bytes and all others twelve; nothing behind the last number takes none.
struct AmountColumn: Sendable {
    /// A whole number from 0 on; -1 = nothing; from -2 down the place in `others`.
    private var codes: [Int32] = []
    private var others: [FixedPoint] = []

    subscript(place: Int) -> FixedPoint? {
        guard place < codes.count, codes[place] != -1 else { return nil }
        let code = Int(codes[place])
        return code >= 0 ? FixedPoint(units: Int64(code) * FixedPoint.unitsPerOne) : others[-2 - code]
    }

    /// Sets the number of a place that has none yet.
    mutating func set(_ value: FixedPoint?, at place: Int) {
        codes.set(value.map { code($0) } ?? -1, at: place)
    }

    private mutating func code(_ value: FixedPoint) -> Int32 {
        let (whole, rest) = value.units.quotientAndRemainder(dividingBy: FixedPoint.unitsPerOne)
        if rest == 0, whole >= 0, let code = Int32(exactly: whole) { return code }
        others.append(value)
        return Int32(-1 - others.count)
    }

    mutating func reorder(by order: [Int32]) { codes.reorder(by: order) }
}

extension [Int32] {
    /// Sets a value, where all behind the last value are -1.
    fileprivate mutating func set(_ value: Int32, at place: Int) {
        if place < count {
            self[place] = value
        } else if value != -1 {
            while count < place { append(-1) }
            append(value)
        }
    }

    fileprivate mutating func reorder(by order: [Int32]) {
        guard !isEmpty else { return }
        self = order.map { $0 < count ? self[Int($0)] : -1 }
    }
}
