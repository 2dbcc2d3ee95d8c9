/// What is wrong in the text of a field's mapping.
public struct ExpressionFault: Error, Hashable, Sendable {
    enum Kind: Hashable {
        case openBrace
        case emptyBraces
        case width(String)
        case widthInArithmetic
        case division
        case unexpected(String)
        case incomplete
        case tooLong(limit: Int)
        case tooDeep(limit: Int)
        case number(String)
    }

    let kind: Kind
    /// Character of the text where the fault is, 1 = first.
    public let position: Int

    /// What is wrong, in words.
    public var problem: String {
        switch kind {
        case .openBrace: "the brace at character \(position) is not closed"
        case .emptyBraces: "the braces at character \(position) are empty"
        case .width(let text): "the width '\(text)' at character \(position) is not 1 to 32, nor -1 to -32"
        case .widthInArithmetic: "the column at character \(position) has a width, which numbers do not have"
        case .division: "'/' at character \(position) is not exact"
        case .unexpected(let text): "'\(text)' at character \(position) is not expected"
        case .incomplete: "the expression ends too early"
        case .tooLong(let limit): "the expression is longer than \(limit) characters"
        case .tooDeep(let limit):
            "the parentheses and signs at character \(position) are more than \(limit) deep"
        case .number(let text): "the number '\(text)' at character \(position) is not a decimal"
        }
    }

    /// What to do about it, in words.
    public var remedy: String {
        switch kind {
        case .openBrace: "close it with '}'"
        case .emptyBraces: "write a column name between them"
        case .width: "write {A:5} to fill digits up to five, {A:-5} for the last five characters"
        case .widthInArithmetic: "remove the width"
        case .division: "multiply by a decimal, such as * 0.01"
        case .unexpected, .incomplete, .number:
            "write columns in braces, decimals, + - * and parentheses, such as {UnitPrice} * {Quantity}"
        case .tooLong, .tooDeep: "write a shorter expression, or calculate before the export"
        }
    }
}
