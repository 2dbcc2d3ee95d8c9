/// Exact decimal arithmetic over columns, such as `{UnitPrice} * {Quantity} * (1 - {Discount})`.
///
/// Kept as a program for a stack: each step pushes a number, or replaces the topmost ones by their result.
public struct Arithmetic: Hashable, Sendable {
    enum Step: Hashable {
        case number(ExactDecimal)
        /// Index in `columns`.
        case column(Int)
        case add
        case subtract
        case multiply
        case negate
    }

    /// The columns in the order in which the text names them; one may stand several times.
    public let columns: [ColumnReference]
    let steps: [Step]

    static let lengthLimit = 1000
    static let depthLimit = 32

    init(parsing text: String) throws(ExpressionFault) {
        var parser = ArithmeticParser(text)
        try parser.parse()
        columns = parser.columns
        steps = parser.steps
    }

    /// The result for the values of the columns; nil where it has too many digits.
    ///
    /// - Parameter stack: Working memory; what it holds is forgotten.
    func value(_ operands: [ExactDecimal], _ stack: inout [ExactDecimal]) -> ExactDecimal? {
        stack.removeAll(keepingCapacity: true)
        for step in steps {
            switch step {
            case .number(let number): stack.append(number)
            case .column(let index): stack.append(operands[index])
            case .negate:
                guard let negative = stack.popLast()?.negated else { return nil }
                stack.append(negative)
            case .add, .subtract, .multiply:
                guard let right = stack.popLast(), let left = stack.popLast(),
                    let result = Arithmetic.apply(step, left, right)
                else { return nil }
                stack.append(result)
            }
        }
        return stack.last
    }

    private static func apply(_ step: Step, _ left: ExactDecimal, _ right: ExactDecimal) -> ExactDecimal? {
        switch step {
        case .multiply: left.multiplied(by: right)
        case .subtract: right.negated.flatMap(left.adding)
        default: left.adding(right)
        }
    }
}

/// Reads arithmetic from text: sums of products of signed numbers, columns and parentheses.
private struct ArithmeticParser {
    private let characters: [Character]
    private var place = 0
    private var depth = 0
    private(set) var columns: [ColumnReference] = []
    private(set) var steps: [Arithmetic.Step] = []

    init(_ text: String) {
        characters = Array(text)
    }

    mutating func parse() throws(ExpressionFault) {
        guard characters.count <= Arithmetic.lengthLimit else {
            throw ExpressionFault(kind: .tooLong(limit: Arithmetic.lengthLimit), position: 1)
        }
        try sum()
        if let next = peek() { throw unexpected(next) }
    }

    private mutating func sum() throws(ExpressionFault) {
        try product()
        while let sign = peek(), sign == "+" || sign == "-" {
            place += 1
            try product()
            steps.append(sign == "+" ? .add : .subtract)
        }
    }

    private mutating func product() throws(ExpressionFault) {
        try factor()
        while let sign = peek(), sign == "*" {
            place += 1
            try factor()
            steps.append(.multiply)
        }
    }

    private mutating func factor() throws(ExpressionFault) {
        guard let next = peek() else { throw fault(.incomplete) }
        depth += 1
        defer { depth -= 1 }
        guard depth <= Arithmetic.depthLimit else { throw fault(.tooDeep(limit: Arithmetic.depthLimit)) }
        switch next {
        case "-":
            place += 1
            try factor()
            steps.append(.negate)
        case "(":
            place += 1
            try sum()
            guard let close = peek() else { throw fault(.incomplete) }
            guard close == ")" else { throw unexpected(close) }
            place += 1
        case "{": try column()
        case "0"..."9", ".": try number()
        default: throw unexpected(next)
        }
    }

    private mutating func column() throws(ExpressionFault) {
        guard let close = characters[place...].firstIndex(of: "}") else { throw fault(.openBrace) }
        let name = String(characters[(place + 1)..<close])
        guard !name.isEmpty else { throw fault(.emptyBraces) }
        guard FieldExpression.width(of: name) == nil else { throw fault(.widthInArithmetic) }
        steps.append(.column(columns.count))
        columns.append(ColumnReference(configured: name))
        place = close + 1
    }

    private mutating func number() throws(ExpressionFault) {
        let digits = characters[place...].prefix { ("0"..."9").contains($0) || $0 == "." }
        guard let number = ExactDecimal(String(digits)) else { throw fault(.number(String(digits))) }
        steps.append(.number(number))
        place += digits.count
    }

    /// The next character that is not blank.
    private mutating func peek() -> Character? {
        while place < characters.count, characters[place].isWhitespace { place += 1 }
        return place < characters.count ? characters[place] : nil
    }

    private func unexpected(_ character: Character) -> ExpressionFault {
        fault(character == "/" ? .division : .unexpected(String(character)))
    }

    private func fault(_ kind: ExpressionFault.Kind) -> ExpressionFault {
        ExpressionFault(kind: kind, position: place + 1)
    }
}
