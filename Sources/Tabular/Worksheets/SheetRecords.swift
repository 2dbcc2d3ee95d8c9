/// Turns the rows of a worksheet into records by its layout, and says what it passed over.
struct SheetRecords {
    /// What builds the rows, with the batch in which the records are.
    var builder: SheetRowBuilder
    /// Whether a row with text was there.
    private(set) var hasRows = false

    private let layout: TableLayout
    private var follower: LayoutFollower
    /// Rows among which the header is searched for.
    private var candidates: [TableRow] = []

    init(_ layout: TableLayout, path: String, limits: ReadLimits) {
        self.layout = layout
        builder = SheetRowBuilder(limits: limits)
        follower = LayoutFollower(layout, path: path, limits: limits)
    }

    /// Empty before the header is found, or where there is none.
    var columns: [String] { follower.columns }

    /// Whether the header is found, or there is none.
    var isBehindHeader: Bool { follower.isBehindHeader }

    var notices: [ReadingNotice] { follower.notices }

    mutating func closeRow() throws(TabularError) {
        guard let row = builder.closeRow() else { return }
        hasRows = true
        if follower.isBehindHeader { return try follow(row) }
        candidates.append(row)
        if follower.canFindHeader(upTo: row, in: builder.batch) { try searchHeader() }
    }

    /// Requires a header where the table has one; for the end of its rows.
    mutating func endHeaderSearch() throws(TabularError) {
        if !candidates.isEmpty { try searchHeader() }
        guard follower.isBehindHeader else { throw follower.absenceOfHeader }
    }

    /// For the end of the document.
    mutating func finish() throws(TabularError) {
        try endHeaderSearch()
        if !layout.hasHeader && follower.isEmpty { throw follower.absenceOfHeader }
        follower.countBlankRows(upTo: builder.number)
    }

    private mutating func searchHeader() throws(TabularError) {
        let index = try follower.findHeader(among: candidates, in: builder.batch)
        let rest = index.map { candidates[($0 + 1)...] } ?? []
        candidates = []
        if rest.isEmpty { builder.batch.removeAll() }
        for row in rest { try follow(row) }
    }

    private mutating func follow(_ row: TableRow) throws(TabularError) {
        guard try follower.follow(row, in: builder.batch) == .record else { return }
        let width = layout.hasHeader ? columns.count : row.position.fieldCount
        if let fault = row.fault {
            refuse(row, fault.kind, column: fault.column, excerpt: fault.excerpt)
        } else if row.position.fieldCount > width {
            let kind = RecordFault.Kind.tooManyFields(found: row.position.fieldCount, expected: width)
            refuse(row, kind, column: nil, excerpt: excerpt(of: row.position))
        } else {
            builder.batch.records.append(filled(row.position, to: width))
        }
    }

    private mutating func refuse(
        _ row: TableRow, _ kind: RecordFault.Kind, column: Int?, excerpt: String
    ) {
        let name = column.flatMap { columns.indices.contains($0) ? columns[$0] : nil }
        builder.batch.faults.append(
            RecordFault(line: row.position.line, column: name, excerpt: excerpt, kind: kind))
    }

    /// The record with blank fields up to the width.
    private mutating func filled(_ record: RecordPosition, to width: Int) -> RecordPosition {
        guard record.fieldCount < width else { return record }
        let first = builder.batch.fields.count
        let fields = builder.batch.fields[record.firstField...].prefix(record.fieldCount)
        builder.batch.fields.append(contentsOf: Array(fields))
        builder.batch.fields.append(contentsOf: repeatElement(0..<0, count: width - record.fieldCount))
        return RecordPosition(firstField: first, fieldCount: width, line: record.line)
    }

    private func excerpt(of record: RecordPosition) -> String {
        let fields = (0..<record.fieldCount).lazy.compactMap { builder.batch.range(of: $0, in: record) }
        return RecordFault.excerpt(of: fields, in: builder.batch.bytes)
    }
}
