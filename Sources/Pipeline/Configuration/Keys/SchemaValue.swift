/// A JSON value of the schema.
indirect enum SchemaValue: Hashable, Sendable {
    case text(String)
    case count(Int)
    case number(Double)
    case flag(Bool)
    case list([SchemaValue])
    case object([String: SchemaValue])

    /// A share as the configuration writes it: `5%`.
    static func percent(_ share: Double) -> SchemaValue {
        // In thousandths of a percent, because a hundred times 0.07 is not 7 in binary.
        let thousandths = (share * 100_000).rounded()
        let percent = thousandths / 1_000
        return .text(percent == percent.rounded() ? "\(Int(percent))%" : "\(percent)%")
    }
}

extension SchemaValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    init(stringLiteral value: String) { self = .text(value) }
    init(integerLiteral value: Int) { self = .count(value) }
    init(booleanLiteral value: Bool) { self = .flag(value) }
    init(arrayLiteral elements: SchemaValue...) { self = .list(elements) }
    init(dictionaryLiteral elements: (String, SchemaValue)...) {
        self = .object(Dictionary(elements) { $1 })
    }
}

extension SchemaValue: Encodable {
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .count(let count): try container.encode(count)
        case .number(let number): try container.encode(number)
        case .flag(let flag): try container.encode(flag)
        case .list(let items): try container.encode(items)
        case .object(let members): try container.encode(members)
        }
    }
}
