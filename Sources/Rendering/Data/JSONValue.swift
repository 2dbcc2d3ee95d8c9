import Foundation
import TerritoryModel

/// A value of `report.json`; money stays exact as a `Decimal`.
enum JSONValue: Encodable {
    case text(String)
    case flag(Bool)
    case count(Int64)
    case number(Double)
    case money(Money)
    case list([JSONValue])
    case object([String: JSONValue])
    case null

    static func optional(_ text: String?) -> JSONValue { text.map { .text($0) } ?? .null }
    static func optional(_ money: Money?) -> JSONValue { money.map { .money($0) } ?? .null }
    static func optional(_ day: Day?) -> JSONValue { day.map { .text($0.description) } ?? .null }
    static func day(_ day: Day) -> JSONValue { .text(day.description) }
    static func count(_ count: Int) -> JSONValue { .count(Int64(count)) }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .flag(let flag): try container.encode(flag)
        case .count(let count): try container.encode(count)
        case .number(let number): try container.encode(number)
        case .money(let money):
            try container.encode(
                Decimal(
                    sign: money.units < 0 ? .minus : .plus, exponent: -4,
                    significand: Decimal(money.units.magnitude)))
        case .list(let items): try container.encode(items)
        case .object(let fields): try container.encode(fields)
        case .null: try container.encodeNil()
        }
    }

    /// The text of the value: keys sorted, one line feed at the end.
    func bytes() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return try encoder.encode(self) + Data([0x0A])
    }
}
