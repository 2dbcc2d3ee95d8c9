import TerritoryModel

/// JSON in the making (RFC 8259): two spaces a level, `name : value`, one line feed at the end.
struct JSONText {
    /// A number that JSON cannot say: infinite or not a number.
    struct Unwritable: Error {
        let number: Double
    }

    private var text = ByteText()

    /// The text of a whole file.
    static func file(_ value: JSONValue) throws(Unwritable) -> [UInt8] {
        var json = JSONText()
        try json.write(value, depth: 0)
        json.text.write("\n")
        return json.text.bytes
    }

    private mutating func write(_ value: JSONValue, depth: Int) throws(Unwritable) {
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

    private mutating func write(_ fields: JSONFields, depth: Int) throws(Unwritable) {
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
    ) throws(Unwritable) {
        text.write("[\n")
        for place in 0..<count {
            if place > 0 { text.write(",\n") }
            indent(depth + 1)
            try write(item(place), depth: depth + 1)
        }
        text.write("\n")
        indent(depth)
        text.write("]")
    }

    private mutating func indent(_ depth: Int) {
        for _ in 0..<depth { text.write("  ") }
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
        text.write("\"")
        // Runs without anything to escape are copied whole.
        if string.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }) {
            text.write(string)
        } else {
            for byte in string.utf8 { write(escaped: byte) }
        }
        text.write("\"")
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
