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
/// one by one. Blank rows before the header are not counted at all, the others as blank rows only.
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

    /// Names of the columns, once the header is found; empty where a column between others has none.
    private(set) var columns: [String] = []
    private let layout: TableLayout
    private let path: String
    private let limits: ReadLimits
    /// Number of the row looked at last, the header first.
    private var lastNumber = 0
    private var rowsBeforeHeader: Int64 = 0
    private var rowsBehindHeader: Int64 = 0
    private var blankRows: Int64 = 0
    private var footerRows: Int64 = 0
    private var recordRows: Int64 = 0

    init(_ layout: TableLayout, path: String, limits: ReadLimits) {
        self.layout = layout
        self.path = path
        self.limits = limits
    }

    /// Says what a row behind the header is; rows whose numbers are left out are blank.
    mutating func follow(_ row: TableRow, in batch: RecordBatch) throws(TabularError) -> Row {
        countBlankRows(upTo: row.number - 1)
        lastNumber = row.number
        let first = firstText(of: row, in: batch)
        guard row.fault != nil || first != nil else {
            blankRows += 1
            return .blank
        }
        if rowsBehindHeader < layout.rowsBehindHeader && layout.hasHeader {
            rowsBehindHeader += 1
            return .behindHeader
        }
        if let first, try isFooter(batch.bytes[first], line: row.position.line) {
            footerRows += 1
            return .footer
        }
        recordRows += 1
        return .record
    }

    /// Counts the rows behind the last one up to a number as blank; also for the end of the table.
    mutating func countBlankRows(upTo number: Int) {
        blankRows += Int64(max(0, number - lastNumber))
        lastNumber = max(lastNumber, number)
    }

    /// Whether no row but blank ones was followed.
    var isEmpty: Bool { recordRows == 0 && footerRows == 0 && rowsBehindHeader == 0 }

    /// What was passed over so far.
    var notices: [ReadingNotice] {
        let counts: [(ReadingNotice.Kind, Int64, singular: String, plural: String)] = [
            (
                .linesBeforeHeader, rowsBeforeHeader, "row before the header was passed over",
                "rows before the header were passed over"
            ),
            (
                .secondHeader, rowsBehindHeader, "row behind the header was passed over, as configured",
                "rows behind the header were passed over, as configured"
            ),
            (.blankRows, blankRows, "blank row was passed over", "blank rows were passed over"),
            (
                .footers, footerRows, "total or footer was left out, as configured",
                "totals and footers were left out, as configured"
            ),
        ]
        return counts.filter { $0.1 > 0 }.map { kind, count, singular, plural in
            ReadingNotice(kind: kind, count: count, text: "\(count) \(count == 1 ? singular : plural)")
        }
    }
}

extension LayoutFollower {
    /// Looks for the header among the rows from the start, or from the last that were passed over.
    ///
    /// `isAll` says that no more rows will come.
    mutating func findHeader(
        among rows: [TableRow], in batch: RecordBatch, isAll: Bool
    ) throws(TabularError) -> HeaderSearch {
        let from = layout.headerLine ?? 1
        let filled = rows.indices.filter { rows[$0].number >= from && isFilled(rows[$0], in: batch) }
        guard let first = filled.first else {
            if isAll && from > 1 { throw .missingHeaderLine(path: path, line: from) }
            countBeforeHeader(rows[...], in: batch)
            return .passedOver
        }
        if layout.headerNames.isEmpty || layout.headerLine != nil {
            return try accept(first, of: rows, in: batch)
        }
        let searched = filled.filter { isSearched(rows[$0], in: batch) }
        if let named = searched.first(where: { hasNames(rows[$0], in: batch) }) {
            return try accept(named, of: rows, in: batch)
        }
        return isAll || searched.count < filled.count ? try accept(first, of: rows, in: batch) : .undecided
    }

    private mutating func accept(
        _ index: Int, of rows: [TableRow], in batch: RecordBatch
    ) throws(TabularError) -> HeaderSearch {
        let header = rows[index]
        if let fault = header.fault {
            throw .unreadableHeader(path: path, line: header.position.line, fault: fault.kind)
        }
        countBeforeHeader(rows[..<index], in: batch)
        lastNumber = header.number
        columns = try names(of: header, in: batch)
        return .found(index)
    }

    private mutating func countBeforeHeader(_ rows: ArraySlice<TableRow>, in batch: RecordBatch) {
        rowsBeforeHeader += Int64(rows.count { isFilled($0, in: batch) })
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
        return layout.headerNames.isSubset(of: Set(texts(of: row, in: batch)))
    }

    private func names(of row: TableRow, in batch: RecordBatch) throws(TabularError) -> [String] {
        let line = row.position.line
        var names = texts(of: row, in: batch)
        while names.last == "" { names.removeLast() }
        guard names.count <= limits.columns else {
            throw .tooManyColumns(path: path, line: line, limit: limits.columns)
        }
        var seen: Set<String> = []
        for name in names where !name.isEmpty && !seen.insert(name).inserted {
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

    private func isFooter(_ text: ArraySlice<UInt8>, line: Int) throws(TabularError) -> Bool {
        let longestFooter = 4096
        guard !layout.footers.isEmpty && text.count <= longestFooter else { return false }
        let value = String(decoding: text, as: UTF8.self)
        for pattern in layout.footers {
            let (isMatch, rows) = pattern.match(value)
            guard isMatch else { continue }
            if let rows, rows != recordRows {
                throw .statedRowsDiffer(path: path, line: line, stated: rows, found: recordRows)
            }
            return true
        }
        return false
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
