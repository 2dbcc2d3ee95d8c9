/// Says by a layout what each row of a worksheet is: header, record, footer, blank, or passed over.
///
/// First the header is searched for among the first rows (`findHeader`), then the rows behind it are followed
/// one by one. Blank rows before the header are not counted at all, the others as blank rows only.
struct LayoutFollower {
    enum Row: Hashable {
        case record, footer, blank
        /// Directly behind the header, as configured.
        case behindHeader
    }

    /// Rows among which a header is searched for by its names.
    static let searchedRows = 100
    /// Text of those rows that is kept while the search goes on.
    private static let searchedBytes = 1 << 20

    /// Names of the columns, once the header is found; empty where a column between others has none.
    private(set) var columns: [String] = []
    /// Whether rows are records; false while the header is searched for.
    private(set) var isBehindHeader: Bool
    private let layout: TableLayout
    private let path: String
    private let limits: ReadLimits
    /// Number of the row looked at last, the header first.
    private var lastNumber = 0
    private var recordRows: Int64 = 0
    private var passedRows: PassedRows

    init(_ layout: TableLayout, path: String, limits: ReadLimits) {
        self.layout = layout
        self.path = path
        self.limits = limits
        isBehindHeader = !layout.hasHeader
        passedRows = PassedRows(layout)
    }

    /// Says what a row behind the header is; rows whose numbers are left out are blank.
    mutating func follow(_ row: TableRow, in batch: RecordBatch) throws(TabularError) -> Row {
        countBlankRows(upTo: row.number - 1)
        lastNumber = row.number
        let first = firstText(of: row, in: batch)
        guard row.fault != nil || first != nil else {
            passedRows.blank += 1
            return .blank
        }
        if passedRows.passesBehindHeader() { return .behindHeader }
        if let first {
            switch passedRows.passesFooter(Array(batch.bytes[first]), behind: recordRows) {
            case .none: break
            case .footer: return .footer
            case .wrong(let stated):
                throw .statedRowsDiffer(
                    path: path, line: row.position.line, stated: stated, found: recordRows)
            }
        }
        recordRows += 1
        return .record
    }

    /// Counts the rows behind the last one up to a number as blank; also for the end of the table.
    mutating func countBlankRows(upTo number: Int) {
        passedRows.blank += Int64(max(0, number - lastNumber))
        lastNumber = max(lastNumber, number)
    }

    /// Whether no row but blank ones was followed.
    var isEmpty: Bool { recordRows == 0 && !passedRows.hasPassedText }

    /// What was passed over so far.
    var notices: [ReadingNotice] { passedRows.notices }
}

extension LayoutFollower {
    /// Whether the header can be found among the rows up to this one; else more are to be read first.
    func canFindHeader(upTo row: TableRow, in batch: RecordBatch) -> Bool {
        layout.headerNames.isEmpty || layout.headerLine != nil || !isSearched(row, in: batch)
    }

    /// Looks for the header among the rows from the start, or behind those that were passed over, and returns
    /// its index; nil where all of these are passed over too.
    mutating func findHeader(among rows: [TableRow], in batch: RecordBatch) throws(TabularError) -> Int? {
        let from = layout.headerLine ?? 1
        let filled = rows.indices.filter { rows[$0].number >= from && isFilled(rows[$0], in: batch) }
        guard let first = filled.first else {
            countBeforeHeader(rows[...], in: batch)
            return nil
        }
        guard layout.headerLine == nil && !layout.headerNames.isEmpty else {
            return try accept(first, of: rows, in: batch)
        }
        let named = filled.first { isSearched(rows[$0], in: batch) && hasNames(rows[$0], in: batch) }
        return try accept(named ?? first, of: rows, in: batch)
    }

    /// Why there is no header where the table has ended without one.
    var absenceOfHeader: TabularError {
        guard let line = layout.headerLine, line > 1 else { return .emptyFile(path: path) }
        return .missingHeaderLine(path: path, line: line)
    }

    private mutating func accept(
        _ index: Int, of rows: [TableRow], in batch: RecordBatch
    ) throws(TabularError) -> Int {
        let header = rows[index]
        let line = header.position.line
        if let fault = header.fault {
            throw .unreadableHeader(path: path, line: line, fault: fault.kind)
        }
        countBeforeHeader(rows[..<index], in: batch)
        lastNumber = header.number
        columns = try columnNames(texts(of: header, in: batch), path: path, line: line, limit: limits.columns)
        isBehindHeader = true
        return index
    }

    private mutating func countBeforeHeader(_ rows: ArraySlice<TableRow>, in batch: RecordBatch) {
        passedRows.beforeHeader += Int64(rows.count { isFilled($0, in: batch) })
    }

    private func isFilled(_ row: TableRow, in batch: RecordBatch) -> Bool {
        row.fault != nil || firstText(of: row, in: batch) != nil
    }

    private func isSearched(_ row: TableRow, in batch: RecordBatch) -> Bool {
        let start = batch.range(of: 0, in: row.position)?.lowerBound ?? 0
        return row.number <= LayoutFollower.searchedRows && start < LayoutFollower.searchedBytes
    }

    private func hasNames(_ row: TableRow, in batch: RecordBatch) -> Bool {
        guard row.fault == nil else { return false }
        return layout.headerNames.isSubset(of: texts(of: row, in: batch).map(trimmedColumnName))
    }

    private func texts(of row: TableRow, in batch: RecordBatch) -> [String] {
        (0..<row.position.fieldCount).map { batch.text(of: $0, in: row.position) ?? "" }
    }

    /// Place of the first field that is not blank, without blanks around it; nil in a blank row.
    private func firstText(of row: TableRow, in batch: RecordBatch) -> Range<Int>? {
        for column in 0..<row.position.fieldCount {
            guard let range = batch.range(of: column, in: row.position) else { continue }
            let text = batch.bytes[range].trimmedOfBlanks()
            if !text.isEmpty { return text.indices }
        }
        return nil
    }
}
