import TerritoryModel

/// Why rows are refused, in words that may show the value or a number of each row.
public struct ReasonWords: Hashable, Sendable {
    /// `RowReason.key`.
    public let key: String
    public let text: RowWords
    public let remedy: RowWords

    /// The reason of one row.
    public func reason(value: String, number: Int) -> RowReason {
        RowReason(
            key: key, text: text.text(value: value, number: number),
            remedy: remedy.text(value: value, number: number))
    }
}

/// Words with at most one place for what is different in every row.
public struct RowWords: Hashable, Sendable, ExpressibleByStringInterpolation {
    /// What stands in that place.
    public enum Mark: Sendable {
        case value, number
    }

    public private(set) var before = ""
    public private(set) var mark: Mark?
    public private(set) var behind = ""

    init(before: String, mark: Mark?, behind: String) {
        self.before = before
        self.mark = mark
        self.behind = behind
    }

    public init(stringLiteral text: String) { before = text }
    public init(stringInterpolation words: StringInterpolation) { self = words.words }

    fileprivate func text(value: String, number: Int) -> String {
        switch mark {
        case .value: before + value + behind
        case .number: before + String(number) + behind
        case nil: before
        }
    }

    /// Collects the parts of a literal.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var words = RowWords(before: "", mark: nil, behind: "")

        public init(literalCapacity: Int, interpolationCount: Int) {}
        public mutating func appendLiteral(_ text: String) { words.append(text) }
        public mutating func appendInterpolation(_ text: String) { words.append(text) }
        public mutating func appendInterpolation(_ number: Int) { words.append(String(number)) }

        public mutating func appendInterpolation(_ mark: Mark) {
            precondition(words.mark == nil, "one place for what is different")
            words.mark = mark
        }

        public mutating func appendInterpolation(_ part: RowWords) {
            words.append(part.before)
            guard let mark = part.mark else { return }
            appendInterpolation(mark)
            words.append(part.behind)
        }
    }

    private mutating func append(_ text: String) {
        if mark == nil { before += text } else { behind += text }
    }
}
