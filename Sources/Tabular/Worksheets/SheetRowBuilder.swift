/// Builds the rows of a worksheet out of its cells, which may be sparse and merged.
///
/// Columns are indices, 0 = first. Memory grows with the text of the cells and with the last column that has
/// text, never with what an index claims.
struct SheetRowBuilder {
    /// The texts of the rows that are complete.
    var batch = RecordBatch()
    /// Number of the last row, be it built or blank.
    private(set) var number = 0

    /// What the open row holds so far.
    private var bytes: [UInt8] = []
    private var fields: [Range<Int>] = []
    private var fault: TableRow.Fault?
    private var line = 0
    /// Further rows that the open or last row stands for.
    private var span = 0
    /// Column of the next cell that states none.
    private var nextColumn = 0
    private var column = 0
    private var cellStart = 0
    private let limits: ReadLimits

    /// Beyond this no index is believed; far above the 1,048,576 rows of Excel.
    static let largestIndex = Int(Int32.max)

    init(limits: ReadLimits) {
        self.limits = limits
    }

    /// Forgets where the rows stand; for the next worksheet.
    mutating func startSheet() {
        (number, span) = (0, 0)
    }

    /// Begins a row; false where the index is not that of a row further down.
    mutating func openRow(index: Int?, span: Int, line: Int) -> Bool {
        let largest = SheetRowBuilder.largestIndex
        if let index, index <= number || index > largest { return false }
        number = index ?? (number + 1 + self.span)
        self.span = min(span, largest)
        self.line = line
        nextColumn = 0
        return true
    }

    /// Begins a cell, which takes up `merged` further columns.
    mutating func openCell(index: SheetIndex, merged: SheetIndex) {
        cellStart = bytes.count
        column = nextColumn
        switch index {
        case .none: break
        case .number(let number) where number > nextColumn: column = number - 1
        case .number(let number): refuse(.misplacedCell(index: "\(number)", limit: limits.columns))
        case .unreadable(let text): refuse(.misplacedCell(index: text, limit: limits.columns))
        }
        nextColumn = min(column, SheetRowBuilder.largestIndex) + 1
        switch merged {
        case .none: break
        case .number(let count): nextColumn += count
        case .unreadable(let text): refuse(.misplacedCell(index: text, limit: limits.columns))
        }
    }

    mutating func append(_ text: Span<UInt8>) {
        guard fault == nil else { return }
        guard bytes.count - cellStart + text.count <= limits.fieldBytes else {
            return refuse(.fieldTooLong(limit: limits.fieldBytes), column: column)
        }
        guard bytes.count + text.count <= limits.recordBytes else {
            return refuse(.recordTooLong(limit: limits.recordBytes))
        }
        for index in text.indices { bytes.append(text[index]) }
    }

    /// Where the text of the open cell is a truth value as 1 or 0, writes it as Excel shows it.
    mutating func writeTruthValue() {
        let texts = ["0": "FALSE", "1": "TRUE"]
        guard fault == nil, let text = texts[String(decoding: bytes[cellStart...], as: UTF8.self)] else {
            return
        }
        bytes.replaceSubrange(cellStart..., with: text.utf8)
    }

    mutating func closeCell() {
        guard fault == nil, bytes.count > cellStart else { return }
        guard column < limits.columns else {
            return refuse(.misplacedCell(index: "\(column + 1)", limit: limits.columns))
        }
        while fields.count < column { fields.append(cellStart..<cellStart) }
        fields.append(cellStart..<bytes.count)
    }

    /// Completes the row; nil where it is blank.
    mutating func closeRow() -> TableRow? {
        defer {
            bytes.removeAll(keepingCapacity: true)
            fields.removeAll(keepingCapacity: true)
            fault = nil
        }
        while let last = fields.last, bytes[last].trimmedOfBlanks().isEmpty { fields.removeLast() }
        guard fault != nil || !fields.isEmpty else { return nil }
        let position = RecordPosition(
            firstField: batch.fields.count, fieldCount: fault == nil ? fields.count : 0, line: line)
        if fault == nil {
            let start = batch.bytes.count
            batch.bytes.append(contentsOf: bytes)
            for field in fields {
                batch.fields.append(Int32(start + field.lowerBound)..<Int32(start + field.upperBound))
            }
        }
        return TableRow(position: position, number: number, fault: fault)
    }

    /// Refuses the open row for its first fault.
    private mutating func refuse(_ kind: RecordFault.Kind, column: Int? = nil) {
        guard fault == nil else { return }
        let excerpt = RecordFault.excerpt(of: fields + [cellStart..<bytes.count], in: bytes)
        fault = TableRow.Fault(kind: kind, column: column, excerpt: excerpt)
    }
}

/// What an attribute that holds an index or a count says.
enum SheetIndex: Hashable {
    /// There is no such attribute.
    case none
    /// Not below 0.
    case number(Int)
    case unreadable(String)

    init(_ text: Span<UInt8>) {
        var number = 0
        for index in text.indices {
            let byte = text[index]
            guard (0x30...0x39).contains(byte), number <= SheetRowBuilder.largestIndex else {
                self = SheetIndex(unreadable: text)
                return
            }
            number = number * 10 + Int(byte - 0x30)
        }
        let isNumber = !text.isEmpty && number <= SheetRowBuilder.largestIndex
        self = isNumber ? .number(number) : SheetIndex(unreadable: text)
    }

    private init(unreadable text: Span<UInt8>) {
        self = .unreadable(CSVTokenizer.excerpt(text, text.indices))
    }
}
