/// A worksheet of an XML Spreadsheet 2003 file, read as a stream.
///
/// The cells stand where Excel puts them: `ss:Index` moves a row or a cell on, `ss:MergeAcross` the cell behind
/// it, and `ss:Span` of a row the row below it. Cells that another covers are empty, as in the CSV that Excel
/// saves. `ss:MergeDown` moves nothing: Excel refuses cells below it that do not pass over it by `ss:Index`.
/// Texts are as written, those in nested markup joined; truth values are `TRUE` and `FALSE`, errors such as
/// `#N/A` their text, days ISO 8601 in both date systems. Comments are not read. Rows of a table are counted
/// from its first one; the line of a record is the line of the XML file where its row begins.
public final class WorksheetReader: RecordReader {
    public let columns: [String]
    public var bytesRead: Int64 { document.bytesRead }
    public private(set) var notices: [ReadingNotice] = []
    /// Whether plain numbers that stand for days count from 1904 on; days typed as such are not concerned.
    public var usesDate1904: Bool { collector.usesDate1904 }

    /// Bytes parsed at once; small, as a row of few bytes may be as wide as the limit.
    private static let pieceSize = 16 << 10

    private let path: String
    private let settings: WorksheetSettings
    private let document: XMLEventReader
    private let collector: WorksheetCollector
    private var layout: LayoutFollower
    private var isFinished = false

    /// Opens the input and reads the header.
    public convenience init(
        _ input: TabularInput, settings: WorksheetSettings, limits: ReadLimits = .init()
    ) throws(TabularError) {
        try self.init(input, settings: settings, limits: limits, blockSize: WorksheetReader.pieceSize)
    }

    init(
        _ input: TabularInput, settings: WorksheetSettings, limits: ReadLimits, blockSize: Int
    ) throws(TabularError) {
        path = input.displayPath
        self.settings = settings
        let collector = WorksheetCollector(path: path, worksheet: settings.worksheet, limits: limits)
        let document = try XMLEventReader(input, sink: collector, limits: limits, blockSize: blockSize)
        var layout = LayoutFollower(settings.layout, path: path, limits: limits)
        if settings.layout.hasHeader {
            try WorksheetReader.readHeader(&layout, of: document, collector, settings, path)
        }
        columns = layout.columns
        self.layout = layout
        self.collector = collector
        self.document = document
    }

    public func next(into batch: inout RecordBatch) throws(TabularError) -> Bool {
        batch.removeAll()
        while batch.records.isEmpty && batch.faults.isEmpty && !isFinished {
            while !isFinished && collector.rows.isSmall {
                isFinished = !WorksheetReader.read(document, collector)
            }
            let rows = collector.rows.takeRows()
            batch = rows.batch
            for row in rows.rows where try layout.follow(row, in: batch) == .record {
                take(row, into: &batch)
            }
        }
        guard batch.records.isEmpty && batch.faults.isEmpty else { return true }
        batch.removeAll()
        try finish()
        return false
    }

    /// Parses the next piece; false at the end or at what makes the rest unreadable, which the collector keeps
    /// until the rows before it are looked at.
    private static func read(_ document: XMLEventReader, _ collector: WorksheetCollector) -> Bool {
        do throws(TabularError) {
            return try document.read() && collector.failure == nil
        } catch {
            collector.fail(error)
            return false
        }
    }

    private func take(_ row: TableRow, into batch: inout RecordBatch) {
        let width = settings.layout.hasHeader ? columns.count : row.position.fieldCount
        if let fault = row.fault {
            let column = fault.column.flatMap { columns.indices.contains($0) ? columns[$0] : nil }
            batch.faults.append(
                RecordFault(
                    line: row.position.line, column: column, excerpt: fault.excerpt, kind: fault.kind))
        } else if row.position.fieldCount > width {
            let kind = RecordFault.Kind.tooManyFields(found: row.position.fieldCount, expected: width)
            batch.faults.append(
                RecordFault(
                    line: row.position.line, column: nil, excerpt: excerpt(of: row, in: batch), kind: kind))
        } else {
            batch.records.append(WorksheetReader.filled(row.position, to: width, in: &batch))
        }
    }

    /// The record with blank fields up to the width.
    private static func filled(
        _ record: RecordPosition, to width: Int, in batch: inout RecordBatch
    ) -> RecordPosition {
        guard record.fieldCount < width else { return record }
        let first = batch.fields.count
        batch.fields.append(contentsOf: batch.fields[record.firstField...].prefix(record.fieldCount))
        batch.fields.append(contentsOf: repeatElement(0..<0, count: width - record.fieldCount))
        return RecordPosition(firstField: first, fieldCount: width, line: record.line)
    }

    private func excerpt(of row: TableRow, in batch: RecordBatch) -> String {
        let fields = (0..<row.position.fieldCount).lazy.compactMap { batch.range(of: $0, in: row.position) }
        return RecordFault.excerpt(of: fields, in: batch.bytes)
    }
}

extension WorksheetReader {
    private static func readHeader(
        _ layout: inout LayoutFollower, of document: XMLEventReader, _ collector: WorksheetCollector,
        _ settings: WorksheetSettings, _ path: String
    ) throws(TabularError) {
        var isMore = true
        while true {
            let isAll = collector.isComplete || (!isMore && collector.failure == nil)
            let (rows, batch) = (collector.rows.rows, collector.rows.batch)
            if isAll && rows.isEmpty {
                try requireWorksheet(collector, settings, path)
                if settings.layout.headerLine == nil { throw .emptyFile(path: path) }
            }
            switch try layout.findHeader(among: rows, in: batch, isAll: isAll) {
            case .found(let index):
                collector.rows.dropRows(through: index)
                return
            case .passedOver where !rows.isEmpty: collector.rows.dropRows(through: rows.count - 1)
            case .passedOver, .undecided: break
            }
            if let failure = collector.failure { throw failure }
            isMore = read(document, collector)
        }
    }

    private static func requireWorksheet(
        _ collector: WorksheetCollector, _ settings: WorksheetSettings, _ path: String
    ) throws(TabularError) {
        guard collector.chosenName == nil else { return }
        let wanted = settings.worksheet ?? ""
        throw .noWorksheet(path: path, name: wanted, found: collector.names.nearestFirst(to: wanted))
    }

    /// For the end of the file.
    private func finish() throws(TabularError) {
        if let failure = collector.failure { throw failure }
        guard notices.isEmpty else { return }
        try WorksheetReader.requireWorksheet(collector, settings, path)
        if !settings.layout.hasHeader && layout.isEmpty { throw .emptyFile(path: path) }
        layout.countBlankRows(upTo: collector.rows.number)
        notices = layout.notices
        guard settings.worksheet == nil, collector.names.count > 1, let name = collector.chosenName else {
            return
        }
        let others = collector.names.count - 1
        notices.append(
            ReadingNotice(
                kind: .worksheet, count: nil,
                text: "worksheet '\(name)' was read, the first that is not empty; \(others) more are there"))
    }
}

extension SheetRowBuilder {
    /// Whether a batch has room for more.
    var isSmall: Bool { batch.bytes.count < 1 << 20 && batch.fields.count < 1 << 17 && rows.count < 1 << 15 }
}

extension [String] {
    /// Those like the name first: the same but for case, then by the length of the common start; else in order.
    fileprivate func nearestFirst(to name: String) -> [String] {
        let wanted = name.lowercased()
        let ranked = enumerated().map { position, other in
            let candidate = other.lowercased()
            let common = zip(candidate, wanted).prefix { $0 == $1 }.count
            return (name: other, rank: candidate == wanted ? Int.max : common, position: position)
        }
        return ranked.sorted { ($1.rank, $0.position) < ($0.rank, $1.position) }.map(\.name)
    }
}
