/// A row of a table as it was read, before its layout says what it is.
struct TableRow {
    /// What is wrong with a row that cannot be read.
    struct Fault {
        let kind: RecordFault.Kind
        /// Index of the column to blame where one is.
        let column: Int?
        let excerpt: String
    }

    /// Place of its fields in the batch; blank fields behind the last one with text may be missing.
    let position: RecordPosition
    /// Number of the row, blank ones counted; 1 = first.
    let number: Int
    let fault: Fault?
}

/// Says by a layout what each row of a table is: header, record, footer, blank, or passed over.
///
/// First the header is searched for among the first rows (`findHeader`), then the rows behind it are followed
/// one by one. Blank rows count in no other way than as blank.
struct LayoutFollower {
    enum Row: Hashable {
        case record, footer, blank
        /// Directly behind the header, as configured.
        case behindHeader
    }

    enum HeaderSearch: Hashable {
        /// The row with this index is the header; those before it are passed over.
        case found(Int)
        /// None of the rows is the header, nor will be.
        case passedOver
        /// More rows are needed, and these are to be shown again.
        case undecided
    }

    /// Rows among which a header is searched for by its names.
    static let searchedRows = 100
    /// Text of those rows that is kept while the search goes on.
    private static let searchedBytes = 1 << 20

    /// Names of the columns, once the header is found.
    private(set) var columns: [String] = []
    private let layout: TableLayout
    private let path: String
    private let limits: ReadLimits
    private var headerNumber = 0
    private var rowsBeforeHeader: Int64 = 0
    private var rowsBehindHeader: Int64 = 0
    private var blankRows: Int64 = 0
    private var footerRows: Int64 = 0
    private var recordRows: Int64 = 0
    private var stated = StatedRows()

    init(_ layout: TableLayout, path: String, limits: ReadLimits) {
        self.layout = layout
        self.path = path
        self.limits = limits
    }

    /// Counts rows that hold nothing at all, not even fields.
    mutating func countBlankRows(_ count: Int64) {
        blankRows += count
    }

    /// Says what a row behind the header is.
    mutating func follow(_ row: TableRow, in batch: RecordBatch) -> Row {
        guard row.fault == nil else {
            recordRows += 1
            return .record
        }
        guard let first = firstText(of: row, in: batch) else {
            blankRows += 1
            return .blank
        }
        if rowsBehindHeader < layout.rowsBehindHeader && layout.hasHeader {
            rowsBehindHeader += 1
            return .behindHeader
        }
        if isFooter(batch.bytes[first], line: row.position.line) {
            footerRows += 1
            return .footer
        }
        recordRows += 1
        return .record
    }

    /// Compares what footers state with the rows that were found; for the end of the table.
    func finish() throws(TabularError) {
        guard let (line, rows) = stated.differing(from: recordRows) else { return }
        throw .statedRowsDiffer(path: path, line: line, stated: rows, found: recordRows)
    }

    /// Whether no row but blank ones was followed.
    var isEmpty: Bool { recordRows == 0 && footerRows == 0 && rowsBehindHeader == 0 }

    /// What was passed over so far.
    var notices: [ReadingNotice] {
        let counts: [(ReadingNotice.Kind, Int64, String)] = [
            (.linesBeforeHeader, rowsBeforeHeader, "passed over before the header in row \(headerNumber)"),
            (.secondHeader, rowsBehindHeader, "passed over directly behind the header, as configured"),
            (.blankRows, blankRows, "blank rows passed over"),
            (.footers, footerRows, "totals and footers passed over, as configured"),
        ]
        return counts.filter { $0.1 > 0 }.map { ReadingNotice(kind: $0.0, count: $0.1, text: $0.2) }
    }
}

extension LayoutFollower {
    /// Looks for the header among the rows from the start, or from the last that were passed over.
    ///
    /// `isAll` says that no more rows will come.
    mutating func findHeader(
        among rows: [TableRow], in batch: RecordBatch, isAll: Bool
    ) throws(TabularError) -> HeaderSearch {
        if let line = layout.headerLine { return try findHeader(number: line, among: rows, in: batch, isAll) }
        let filled = rows.indices.filter {
            rows[$0].fault != nil || firstText(of: rows[$0], in: batch) != nil
        }
        guard let first = filled.first else {
            blankRows += Int64(rows.count)
            return .passedOver
        }
        if layout.headerNames.isEmpty { return try accept(first, of: rows, in: batch) }
        let searched = filled.filter { isSearched(rows[$0], in: batch) }
        if let named = searched.first(where: { hasNames(rows[$0], in: batch) }) {
            return try accept(named, of: rows, in: batch)
        }
        return isAll || searched.count < filled.count ? try accept(first, of: rows, in: batch) : .undecided
    }

    private mutating func findHeader(
        number: Int, among rows: [TableRow], in batch: RecordBatch, _ isAll: Bool
    ) throws(TabularError) -> HeaderSearch {
        if let index = rows.firstIndex(where: { $0.number >= number }) {
            let isFilled = rows[index].fault != nil || firstText(of: rows[index], in: batch) != nil
            guard rows[index].number == number && isFilled else {
                throw .noHeader(path: path, row: number)
            }
            return try accept(index, of: rows, in: batch)
        }
        guard !isAll else { throw .noHeader(path: path, row: number) }
        countBeforeHeader(rows[...], in: batch)
        return .passedOver
    }

    private mutating func accept(
        _ index: Int, of rows: [TableRow], in batch: RecordBatch
    ) throws(TabularError) -> HeaderSearch {
        let header = rows[index]
        if let fault = header.fault {
            throw .unreadableHeader(path: path, line: header.position.line, fault: fault.kind)
        }
        countBeforeHeader(rows[..<index], in: batch)
        headerNumber = header.number
        columns = try names(of: header, in: batch)
        return .found(index)
    }

    private mutating func countBeforeHeader(_ rows: ArraySlice<TableRow>, in batch: RecordBatch) {
        for row in rows {
            if row.fault == nil && firstText(of: row, in: batch) == nil {
                blankRows += 1
            } else {
                rowsBeforeHeader += 1
            }
        }
    }

    private func isSearched(_ row: TableRow, in batch: RecordBatch) -> Bool {
        let start = batch.range(of: 0, in: row.position)?.lowerBound ?? 0
        return row.number <= LayoutFollower.searchedRows && start < LayoutFollower.searchedBytes
    }

    private func hasNames(_ row: TableRow, in batch: RecordBatch) -> Bool {
        guard row.fault == nil else { return false }
        return layout.headerNames.isSubset(of: Set(texts(of: row, in: batch)))
    }

    private func names(of row: TableRow, in batch: RecordBatch) throws(TabularError) -> [String] {
        let line = row.position.line
        var names = texts(of: row, in: batch)
        while names.last == "" { names.removeLast() }
        guard names.count <= limits.columns else {
            throw .tooManyColumns(path: path, line: line, limit: limits.columns)
        }
        if let position = names.firstIndex(of: "") {
            throw .emptyHeader(path: path, line: line, position: position + 1)
        }
        var seen: Set<String> = []
        for name in names where !seen.insert(name).inserted {
            throw .duplicateHeader(path: path, line: line, column: name)
        }
        return names
    }

    private func texts(of row: TableRow, in batch: RecordBatch) -> [String] {
        (0..<row.position.fieldCount).map { column in
            guard let range = batch.range(of: column, in: row.position) else { return "" }
            return String(decoding: batch.bytes[range].trimmedOfBlanks(), as: UTF8.self)
        }
    }
}

extension LayoutFollower {
    /// Place of the first field that is not blank, without blanks around it; nil in a blank row.
    private func firstText(of row: TableRow, in batch: RecordBatch) -> Range<Int>? {
        for column in 0..<row.position.fieldCount {
            guard let range = batch.range(of: column, in: row.position) else { continue }
            let text = batch.bytes[range].trimmedOfBlanks()
            if !text.isEmpty { return text.indices }
        }
        return nil
    }

    private mutating func isFooter(_ text: ArraySlice<UInt8>, line: Int) -> Bool {
        let longestFooter = 1000
        guard !layout.footers.isEmpty && text.count <= longestFooter else { return false }
        let value = String(decoding: text, as: UTF8.self)
        for pattern in layout.footers {
            let (isMatch, rows) = pattern.match(value)
            guard isMatch else { continue }
            if let rows { stated.note(rows, line: line) }
            return true
        }
        return false
    }
}

/// The numbers of rows that footers state; two different ones are enough to be kept.
private struct StatedRows {
    private var first: (line: Int, rows: Int64)?
    private var other: (line: Int, rows: Int64)?

    mutating func note(_ rows: Int64, line: Int) {
        guard let first else {
            first = (line, rows)
            return
        }
        if other == nil && rows != first.rows { other = (line, rows) }
    }

    func differing(from found: Int64) -> (line: Int, rows: Int64)? {
        if let first, first.rows != found { return first }
        return other
    }
}

extension ArraySlice<UInt8> {
    /// Without spaces, control characters and no-break spaces around it.
    func trimmedOfBlanks() -> ArraySlice<UInt8> {
        var rest = self
        while let byte = rest.first {
            if byte <= 0x20 {
                rest.removeFirst()
            } else if rest.starts(with: [0xC2, 0xA0]) {
                rest.removeFirst(2)
            } else {
                break
            }
        }
        while let byte = rest.last {
            if byte <= 0x20 {
                rest.removeLast()
            } else if byte == 0xA0 && rest.dropLast().last == 0xC2 {
                rest.removeLast(2)
            } else {
                break
            }
        }
        return rest
    }
}
