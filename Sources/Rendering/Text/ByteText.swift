import TerritoryModel

/// Text in the making as UTF-8, for files and drawings with many numbers.
struct ByteText {
    private(set) var bytes: [UInt8] = []

    /// The text so far; only whole characters are ever written.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    mutating func write(_ text: String) {
        var text = text
        // Sound: the pointer is that of the text and does not leave the closure.
        text.withUTF8 { unsafe bytes.append(contentsOf: $0) }
    }

    mutating func write(_ more: [UInt8]) { bytes.append(contentsOf: more) }
    mutating func write(spaces count: Int) { bytes.append(contentsOf: repeatElement(0x20, count: count)) }
    mutating func write(byte: UInt8) { bytes.append(byte) }

    /// A whole number in decimal digits.
    mutating func write(_ number: Int64) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        write(digitsOf: number.magnitude, atLeast: 1)
    }

    mutating func write(_ number: Int) { write(Int64(number)) }

    /// The digits of a number, with zeros before it where it has fewer than `least`.
    mutating func write(digitsOf number: UInt64, atLeast least: Int) {
        var count = 1
        var bound: UInt64 = 10
        while count < 20, number >= bound {
            count += 1
            bound = count < 20 ? bound * 10 : bound
        }
        let start = bytes.count
        let width = max(count, least)
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: width))
        var rest = number
        var place = start + width
        while rest > 0 {
            place -= 1
            bytes[place] += UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }

    /// An amount with exactly four decimals, as `FixedPoint.description` has it.
    mutating func write(_ amount: FixedPoint) {
        if amount.units < 0 { bytes.append(UInt8(ascii: "-")) }
        write(digitsOf: amount.units.magnitude / 10_000, atLeast: 1)
        bytes.append(UInt8(ascii: "."))
        write(digitsOf: amount.units.magnitude % 10_000, atLeast: 4)
    }

    /// A day as `yyyy-MM-dd`.
    mutating func write(_ day: Day) {
        let parts = day.parts
        write(digitsOf: UInt64(parts.year), atLeast: 4)
        bytes.append(UInt8(ascii: "-"))
        write(digitsOf: UInt64(parts.month), atLeast: 2)
        bytes.append(UInt8(ascii: "-"))
        write(digitsOf: UInt64(parts.day), atLeast: 2)
    }

    mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

    /// Hands over what is there once it is a piece worth writing, and goes on with the same memory.
    mutating func drain(atLeast count: Int, _ take: ([UInt8]) throws -> Void) throws {
        guard bytes.count >= count else { return }
        try take(bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}
