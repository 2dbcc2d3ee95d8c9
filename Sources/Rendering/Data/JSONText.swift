import TerritoryModel

/// JSON in the making (RFC 8259): two spaces a level, `name : value`, one line feed at the end.
struct JSONText {
    /// A number that JSON cannot say: infinite or not a number.
    struct Unwritable: Error {
        let number: Double
    }

    private var text = ByteText()
    private let take: ([UInt8]) throws -> Void

    /// Writes the text of a whole file piece by piece.
    ///
    /// - Throws: `Unwritable`, or what `take` throws.
    static func write(_ value: JSONValue, to take: ([UInt8]) throws -> Void) throws {
        try withoutActuallyEscaping(take) { take in
            var json = JSONText(take: take)
            try json.write(value, depth: 0)
            json.text.write("\n")
            try json.text.drain(atLeast: 0, take)
        }
    }

    private init(take: @escaping ([UInt8]) throws -> Void) { self.take = take }

    private mutating func write(_ value: JSONValue, depth: Int) throws {
        switch value {
        case .text(let string): write(string)
        case .flag(let flag): text.write(flag ? "true" : "false")
        case .count(let count): text.write(count)
        case .number(let number): try write(number)
        case .money(let money): write(money)
        case .day(let day):
            text.write("\"")
            text.write(day)
            text.write("\"")
        case .items(let count, let item): try write(count, item, depth: depth)
        case .object(let fields): try write(fields, depth: depth)
        case .null: text.write("null")
        }
    }

    private mutating func write(_ fields: JSONFields, depth: Int) throws {
        text.write("{\n")
        for (place, field) in fields.pairs.enumerated() {
            if place > 0 { text.write(",\n") }
            indent(depth + 1)
            write(field.name)
            text.write(" : ")
            try write(field.value, depth: depth + 1)
        }
        text.write("\n")
        indent(depth)
        text.write("}")
    }

    private mutating func write(
        _ count: Int, _ item: (Int) -> JSONValue, depth: Int
    ) throws {
        text.write("[\n")
        for place in 0..<count {
            if place > 0 { text.write(",\n") }
            indent(depth + 1)
            try write(item(place), depth: depth + 1)
            try text.drain(atLeast: RenderedPiece.size, take)
        }
        text.write("\n")
        indent(depth)
        text.write("]")
    }

    private mutating func indent(_ depth: Int) {
        text.write(spaces: 2 * depth)
    }

    /// The shortest digits that give the number back; whole numbers without decimals.
    private mutating func write(_ number: Double) throws(Unwritable) {
        guard number.isFinite else { throw Unwritable(number: number) }
        let digits = number.description
        text.write(digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits)
    }

    private mutating func write(_ money: Money) {
        if money.units < 0 { text.write("-") }
        let (whole, fraction) = money.units.magnitude.quotientAndRemainder(dividingBy: 10_000)
        text.write(digitsOf: whole, atLeast: 1)
        guard fraction > 0 else { return }
        text.write(".")
        var (digits, places) = (fraction, 4)
        while digits % 10 == 0 { (digits, places) = (digits / 10, places - 1) }
        text.write(digitsOf: digits, atLeast: places)
    }

    private mutating func write(_ string: String) {
        text.write(byte: 0x22)
        if JSONText.isPlain(string) {
            text.write(string)
        } else {
            for byte in string.utf8 { write(escaped: byte) }
        }
        text.write(byte: 0x22)
    }

    /// Whether nothing needs escaping, as in most texts.
    private static func isPlain(_ string: String) -> Bool {
        let bytes = string.utf8.span
        for place in bytes.indices {
            let byte = bytes[place]
            if byte < 0x20 || byte == 0x22 || byte == 0x5C { return false }
        }
        return true
    }

    private mutating func write(escaped byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): text.write("\\\"")
        case UInt8(ascii: "\\"): text.write("\\\\")
        case 0x08: text.write("\\b")
        case 0x09: text.write("\\t")
        case 0x0A: text.write("\\n")
        case 0x0C: text.write("\\f")
        case 0x0D: text.write("\\r")
        case 0x00..<0x20:
            text.write("\\u00")
            text.write(byte < 0x10 ? "0" : "1")
            text.write(String(byte & 0x0F, radix: 16))
        default: text.write(byte: byte)
        }
    }
}
