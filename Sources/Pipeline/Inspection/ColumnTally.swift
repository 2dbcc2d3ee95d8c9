import TerritoryModel

/// What the values of one column have in common, gathered value by value in bounded memory.
struct ColumnTally {
    /// Different values that are told apart at most.
    static let distinctLimit = 1000
    /// Bytes of a value that are kept as an example.
    static let exampleBytes = 96
    static let exampleCount = 3

    /// An example of what does not fit, with its line.
    struct Example: Hashable {
        let text: String
        let line: Int
    }

    /// Dates that are written alike.
    struct Dates {
        let family: DateShape.Family
        var count: Int64 = 0
        /// Values that only one order of day and month can read.
        var dayFirstOnly: Int64 = 0
        var monthFirstOnly: Int64 = 0
        var isPadded = true
        var hasTime = false
        var dayFirst = Extremes<Day>()
        var monthFirst = Extremes<Day>()
    }

    /// Smallest and largest, as written.
    struct Extremes<Value: Comparable> {
        var smallest: (value: Value, text: String)?
        var largest: (value: Value, text: String)?

        mutating func add(_ value: Value, _ text: @autoclosure () -> String) {
            if smallest.map({ value < $0.value }) ?? true { smallest = (value, text()) }
            if largest.map({ value > $0.value }) ?? true { largest = (value, text()) }
        }
    }

    /// First and last in the order of their bytes.
    struct TextExtremes {
        private(set) var smallest: [UInt8]?
        private(set) var largest: [UInt8]?

        mutating func add(_ value: Range<Int>, in bytes: [UInt8]) {
            if smallest.map({ TextExtremes.order(value, in: bytes, to: $0) < 0 }) ?? true {
                smallest = Array(ColumnTally.text(value, in: bytes).utf8)
            }
            if largest.map({ TextExtremes.order(value, in: bytes, to: $0) > 0 }) ?? true {
                largest = Array(ColumnTally.text(value, in: bytes).utf8)
            }
        }

        /// Negative, zero or positive as the beginning of the value stands before, at or behind the other.
        private static func order(_ value: Range<Int>, in bytes: [UInt8], to other: [UInt8]) -> Int {
            let count = min(value.count, exampleBytes)
            for place in 0..<min(count, other.count) {
                let byte = bytes[value.lowerBound + place]
                if byte != other[place] { return Int(byte) - Int(other[place]) }
            }
            return count - other.count
        }
    }

    /// Records that have the column at all.
    private(set) var present: Int64 = 0
    private(set) var blank: Int64 = 0
    /// Words that may mean nothing, with their counts.
    private(set) var nullWords: [String: Int64] = [:]
    private(set) var separators = NumberShape.SeparatorCounts()
    private(set) var wholeNumbers: Int64 = 0
    private(set) var leadingZeros: Int64 = 0
    private(set) var zerosAndOnes: Int64 = 0
    private(set) var percentages: Int64 = 0
    private(set) var bounds: Int64 = 0
    private(set) var bookkeeping: Int64 = 0
    private(set) var currencies: [String: Int64] = [:]
    private(set) var dates: [Dates] = []
    private(set) var compactDates: Int64 = 0
    private(set) var truths: Int64 = 0
    /// Those that are one letter, as y and n.
    private(set) var truthLetters: Int64 = 0
    private(set) var formulas: Int64 = 0
    private(set) var firstText: Example?
    private(set) var firstNumber: Example?
    private(set) var numbersByPoint = Extremes<Double>()
    private(set) var numbersByComma = Extremes<Double>()
    private(set) var texts = TextExtremes()
    private(set) var examples: [String] = []
    private(set) var largestLength = 0
    /// Hashes of the values; nil once there are more than the limit.
    private(set) var distinct: Set<UInt64>? = []

    /// Values that are something.
    var filled: Int64 { present - blank }
    var numbers: Int64 { separators.total }

    /// Adds a value; the range is trimmed.
    mutating func add(_ value: Range<Int>, in bytes: [UInt8], line: Int) {
        present += 1
        guard !value.isEmpty else {
            blank += 1
            return
        }
        largestLength = max(largestLength, value.count)
        remember(value, in: bytes)
        if value.count <= 5, let word = NullWord(value, in: bytes) {
            nullWords[word.text, default: 0] += 1
            return
        }
        let text = { ColumnTally.text(value, in: bytes) }
        var isKnown = false
        let short = ShortValue(value, in: bytes)
        if let shape = short.flatMap({ NumberShape($0) }) {
            isKnown = true
            add(shape, text)
            if firstNumber == nil { firstNumber = Example(text: text(), line: line) }
        }
        if let shape = short.flatMap({ DateShape($0) }) {
            isKnown = true
            add(shape, text)
        }
        if let short, Truth.isWord(short) {
            truths += 1
            if value.count == 1 { truthLetters += 1 }
            isKnown = true
        }
        if value.count >= 3, bytes[value.lowerBound] == 0x3D, bytes[value.lowerBound + 1] == 0x22 {
            formulas += 1
        }
        if !isKnown, firstText == nil { firstText = Example(text: text(), line: line) }
        texts.add(value, in: bytes)
    }

    private mutating func add(_ shape: NumberShape, _ text: () -> String) {
        separators.add(shape.separators)
        if shape.isWhole { wholeNumbers += 1 }
        if shape.hasLeadingZero { leadingZeros += 1 }
        if shape.isWhole, shape.withPoint == 0 || shape.withPoint == 1 { zerosAndOnes += 1 }
        if shape.isPercentage { percentages += 1 }
        if shape.isBound { bounds += 1 }
        if shape.isBookkeeping { bookkeeping += 1 }
        if let currency = shape.currency { currencies[currency, default: 0] += 1 }
        if let value = shape.withPoint { numbersByPoint.add(value, text()) }
        if let value = shape.withComma { numbersByComma.add(value, text()) }
    }

    private mutating func add(_ shape: DateShape, _ text: () -> String) {
        guard !shape.family.separator.isEmpty else {
            compactDates += 1
            return
        }
        var place = dates.firstIndex { $0.family == shape.family }
        if place == nil {
            guard dates.count < 8 else { return }
            dates.append(Dates(family: shape.family))
            place = dates.count - 1
        }
        guard let place else { return }
        dates[place].count += 1
        if !shape.isPadded { dates[place].isPadded = false }
        if shape.hasTime { dates[place].hasTime = true }
        if let day = shape.dayFirst { dates[place].dayFirst.add(day, text()) }
        if let day = shape.monthFirst { dates[place].monthFirst.add(day, text()) }
        if shape.monthFirst == nil { dates[place].dayFirstOnly += 1 }
        if shape.dayFirst == nil { dates[place].monthFirstOnly += 1 }
    }

    /// Counts the value among the different ones, and keeps the first few as examples.
    private mutating func remember(_ value: Range<Int>, in bytes: [UInt8]) {
        guard distinct != nil else { return }
        // FNV-1a with a last mixing step: the same in every run, unlike Hasher.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for place in value { hash = (hash ^ UInt64(bytes[place])) &* 0x100_0000_01B3 }
        hash = (hash ^ hash >> 32) &* 0xD6E8_FEB8_6659_FD93
        guard distinct?.insert(hash ^ hash >> 32).inserted == true else { return }
        if examples.count < ColumnTally.exampleCount { examples.append(ColumnTally.text(value, in: bytes)) }
        if let count = distinct?.count, count > ColumnTally.distinctLimit { distinct = nil }
    }

    /// The beginning of the value as text.
    static func text(_ value: Range<Int>, in bytes: [UInt8], atMost limit: Int = exampleBytes) -> String {
        guard value.count > limit else { return String(decoding: bytes[value], as: UTF8.self) }
        var end = value.lowerBound + limit
        while end > value.lowerBound, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return String(decoding: bytes[value.lowerBound..<end], as: UTF8.self) + "…"
    }
}

/// A word that exports write where there is nothing.
struct NullWord: Hashable {
    let text: String
    /// Whether it means nothing also among words.
    let isCertain: Bool

    private static let all: [(bytes: [UInt8], word: NullWord)] =
        ["NULL", "null", "Null", "N/A", "n/a", "#N/A", "(X)"].map { NullWord(text: $0, isCertain: true) }
        .map { (Array($0.text.utf8), $0) }
        + ["-", "--", "NA", "None", "none", "nil", "NaN", "nan", ":", ".", "..", "...", "?", "*", "**"]
        .map { NullWord(text: $0, isCertain: false) }.map { (Array($0.text.utf8), $0) }

    init?(_ value: Range<Int>, in bytes: [UInt8]) {
        // Most values are known to be none by their first byte.
        guard let first = value.first, NullWord.firstBytes[Int(bytes[first])] else { return nil }
        let found = NullWord.all.first { known in
            known.bytes.count == value.count
                && known.bytes.indices.allSatisfy { known.bytes[$0] == bytes[value.lowerBound + $0] }
        }
        guard let found else { return nil }
        self = found.word
    }

    /// Whether a word begins with the byte.
    private static let firstBytes: [Bool] = (0...255).map { byte in
        all.contains { $0.bytes.first == UInt8(byte) }
    }

    private init(text: String, isCertain: Bool) {
        self.text = text
        self.isCertain = isCertain
    }

    static func isCertain(_ text: String) -> Bool {
        all.contains { $0.word.text == text && $0.word.isCertain }
    }
}

/// Words for true and false.
private enum Truth {
    private static let words = ["true", "false", "yes", "no", "y", "n", "t", "f"].map { Array($0.utf8) }

    static func isWord(_ value: ShortValue) -> Bool {
        guard (1...5).contains(value.count) else { return false }
        switch value[0] | 0x20 {
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "y"), UInt8(ascii: "n"): break
        default: return false
        }
        return words.contains { word in
            word.count == value.count && word.indices.allSatisfy { word[$0] == value[$0] | 0x20 }
        }
    }
}
