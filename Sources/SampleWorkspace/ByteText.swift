import TerritoryModel

/// Text that is written byte by byte, because a `String` per row would cost most of the time.
struct ByteText {
    private(set) var bytes: [UInt8] = []

    mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func append(_ more: [UInt8]) { bytes.append(contentsOf: more) }

    mutating func append(byte: UInt8) { bytes.append(byte) }

    mutating func comma() { bytes.append(0x2c) }

    mutating func newline() { bytes.append(0x0a) }

    /// Writes a number in decimal with at least `width` digits.
    mutating func append(_ number: Int, width: Int = 1) {
        if number < 0 { bytes.append(0x2d) }
        var rest = number.magnitude
        let first = bytes.count
        var written = 0
        repeat {
            bytes.append(0x30 + UInt8(rest % 10))
            rest /= 10
            written += 1
        } while rest > 0 || written < width
        var left = first
        var right = bytes.count - 1
        while left < right {
            bytes.swapAt(left, right)
            left += 1
            right -= 1
        }
    }

    /// Writes the last so many digits of a number in base 16.
    mutating func append(hex number: UInt64, digits: Int) {
        for place in stride(from: 4 * (digits - 1), through: 0, by: -4) {
            let digit = UInt8((number >> UInt64(place)) & 15)
            bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
        }
    }

    /// Writes an amount with two decimals.
    mutating func append(cents: Int) {
        if cents < 0 { bytes.append(0x2d) }
        append(Int(cents.magnitude) / 100)
        bytes.append(0x2e)
        append(Int(cents.magnitude) % 100, width: 2)
    }

    mutating func append(_ day: Day) {
        let (year, month, dayOfMonth) = day.parts
        append(year, width: 4)
        bytes.append(0x2d)
        append(month, width: 2)
        bytes.append(0x2d)
        append(dayOfMonth, width: 2)
    }

    /// Writes a field, quoted where RFC 4180 asks for it.
    mutating func append(field text: String) {
        guard text.utf8.contains(where: { [0x22, 0x2c, 0x0a, 0x0d].contains($0) }) else {
            return append(text)
        }
        append("\"")
        append(text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))
        append("\"")
    }

    /// Writes a whole row.
    mutating func append(row fields: [String]) {
        for (place, text) in fields.enumerated() {
            if place > 0 { comma() }
            append(field: text)
        }
        newline()
    }
}

/// One file of a workspace, its path relative to the workspace.
public struct SampleFile: Hashable, Sendable {
    public let path: String
    public let bytes: [UInt8]

    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }
}
