extension RecordFault.Kind {
    /// What is wrong with the record.
    public var problem: String {
        let words = problemAroundNumber
        return words.before + (words.number.map(String.init) ?? "") + words.behind
    }

    /// The same around the number in which records with the same fault differ, where there is one.
    public var problemAroundNumber: (before: String, number: Int?, behind: String) {
        switch self {
        case .tooManyFields(let found, let expected):
            ("has ", found, " fields where the header has \(expected)")
        case .invalidEncoding(let offset):
            ("has bytes that are not in the encoding of the file, the first at byte ", offset, "")
        case .nulByte: ("contains a NUL byte", nil, "")
        case .strayQuote: ("has a quote inside an unquoted field, or text behind a closing quote", nil, "")
        case .recordTooLong(let limit): ("is longer than \(limit) bytes", nil, "")
        case .fieldTooLong(let limit): ("has a field longer than \(limit) bytes", nil, "")
        case .misplacedCell(let index, let limit):
            (
                "has a cell at column '\(index)', which is not right of the cell before it or not up to \(limit)",
                nil, ""
            )
        }
    }

    /// That number; 0 where there is none.
    public var problemNumber: Int {
        switch self {
        case .tooManyFields(let found, _): found
        case .invalidEncoding(let offset): offset
        case .nulByte, .strayQuote, .recordTooLong, .fieldTooLong, .misplacedCell: 0
        }
    }

    /// The fault with 0 for that number: the same for all records that differ in nothing else.
    public var withoutNumber: RecordFault.Kind {
        switch self {
        case .tooManyFields(_, let expected): .tooManyFields(found: 0, expected: expected)
        case .invalidEncoding: .invalidEncoding(offset: 0)
        case .nulByte, .strayQuote, .recordTooLong, .fieldTooLong, .misplacedCell: self
        }
    }

    /// What to do about it.
    public var remedy: String {
        switch self {
        case .tooManyFields:
            "quote the field that contains the delimiter, or name every column in the header"
        case .invalidEncoding: "set 'encoding' of the source in bailiwick.yaml, or correct the text"
        case .nulByte: "save the file as UTF-8; if it is UTF-16, convert it"
        case .strayQuote: "quote the field, and double the quotes inside it"
        case .recordTooLong, .fieldTooLong: "check the line for a missing line end or quote"
        case .misplacedCell: "save the workbook again with a program that numbers its cells in order"
        }
    }
}
