/// Turns the elements of an XML Spreadsheet 2003 document, as they come, into the records of one worksheet.
final class WorksheetCollector: XMLEventSink, XMLBatchCollector {
    struct Findings {
        var columns: [String] = []
        var notices: [ReadingNotice] = []
        /// Whether numbers that stand for days count from 1904 on.
        var usesDate1904 = false
        /// Name of the worksheet that is read, as far as known.
        var worksheet: String?
    }

    var listener: XMLPullParser.Listener { .sink(self) }
    var deliver: (inout RecordBatch) -> Bool = { _ in true }
    var isDone: Bool { isUnwanted || failure != nil }

    private var records: SheetRecords
    /// Names of the worksheets seen so far; the first hundred.
    private var names: [String] = []
    /// Name of the worksheet whose rows are taken; nil where none was found yet.
    private var chosenName: String?
    /// Whether the chosen worksheet is complete.
    private var isComplete = false
    private var usesDate1904 = false
    /// What makes the rest of the worksheet unreadable.
    private var failure: TabularError?
    private var isUnwanted = false

    private enum Place: Equatable {
        case other, workbook, settings, worksheet, chosenWorksheet, table, row, cell, data, insideData
    }

    private let path: String
    private let settings: WorksheetSettings
    private var places: [Place] = []
    /// Namespace of the root, in which all elements of the table must be.
    private var namespace: [UInt8] = []
    private var isTruthValue = false

    init(path: String, settings: WorksheetSettings, limits: ReadLimits) {
        self.path = path
        self.settings = settings
        records = SheetRecords(settings.layout, path: path, limits: limits)
    }

    func open(_ name: Span<UInt8>, namespace: Span<UInt8>, _ tag: XMLTag) {
        let place = place(of: name, namespace)
        switch place {
        case .workbook: self.namespace = namespace.indices.map { namespace[$0] }
        case .worksheet:
            places.append(openWorksheet(tag) ? .chosenWorksheet : .worksheet)
            return
        case .row: openRow(tag)
        case .cell: openCell(tag)
        case .data: isTruthValue = tag.text("Type") == "Boolean"
        case .other, .settings, .chosenWorksheet, .table, .insideData: break
        }
        places.append(place)
    }

    func text(_ bytes: Span<UInt8>) {
        guard let place = places.last, place == .data || place == .insideData else { return }
        records.builder.append(bytes)
    }

    func close() {
        switch places.popLast() {
        case .data: if isTruthValue { records.builder.writeTruthValue() }
        case .cell: records.builder.closeCell()
        case .row: closeRow()
        case .chosenWorksheet: closeWorksheet()
        case .other, .workbook, .settings, .worksheet, .table, .insideData, nil: break
        }
    }

    /// What an element is, by its name and the element that it stands in.
    private func place(of name: Span<UInt8>, _ namespace: Span<UInt8>) -> Place {
        guard let parent = places.last else { return name.equals(Names.workbook) ? .workbook : .other }
        if parent == .data || parent == .insideData { return .insideData }
        if parent == .workbook && name.equals(Names.settings) { return .settings }
        if parent == .settings && name.equals(Names.date1904) { usesDate1904 = true }
        guard namespace.equals(self.namespace) else { return .other }
        switch parent {
        case .workbook: return name.equals(Names.worksheet) ? .worksheet : .other
        case .chosenWorksheet: return name.equals(Names.table) ? .table : .other
        case .table: return name.equals(Names.row) ? .row : .other
        case .row: return name.equals(Names.cell) ? .cell : .other
        case .cell: return name.equals(Names.data) ? .data : .other
        case .other, .settings, .worksheet, .data, .insideData: return .other
        }
    }

    private enum Names {
        static let workbook = Array("Workbook".utf8)
        static let settings = Array("ExcelWorkbook".utf8)
        static let date1904 = Array("Date1904".utf8)
        static let worksheet = Array("Worksheet".utf8)
        static let table = Array("Table".utf8)
        static let row = Array("Row".utf8)
        static let cell = Array("Cell".utf8)
        static let data = Array("Data".utf8)
        static let index = Array("Index".utf8)
        static let span = Array("Span".utf8)
        static let mergeAcross = Array("MergeAcross".utf8)
    }
}

extension WorksheetCollector {
    var findings: Findings {
        Findings(
            columns: records.columns, notices: notices, usesDate1904: usesDate1904, worksheet: chosenName)
    }

    func finish() throws(TabularError) {
        if let failure { throw failure }
        guard chosenName != nil else {
            let wanted = settings.worksheet ?? ""
            throw .noWorksheet(path: path, name: wanted, found: names.nearestFirst(to: wanted))
        }
        try records.finish()
        handOver()
    }

    /// Hands over the records, if any, while the header is not searched for.
    private func handOver() {
        guard records.isBehindHeader else { return }
        var batch = RecordBatch()
        swap(&batch, &records.builder.batch)
        if !batch.isEmpty { isUnwanted = !deliver(&batch) }
        batch.removeAll()
        records.builder.batch = batch
    }

    private var notices: [ReadingNotice] {
        guard settings.worksheet == nil, names.count > 1, let chosenName else { return records.notices }
        let text =
            "worksheet '\(chosenName)' was read, the first that is not empty; \(names.count - 1) more are there"
        return records.notices + [ReadingNotice(kind: .worksheet, text: text)]
    }
}

extension WorksheetCollector {
    /// Whether the worksheet is the one to be read, as far as known.
    private func openWorksheet(_ tag: XMLTag) -> Bool {
        let name = tag.text("Name") ?? ""
        if names.count < 100 { names.append(name) }
        guard !isComplete && (settings.worksheet ?? name) == name else { return false }
        chosenName = name
        records.builder.startSheet()
        return true
    }

    /// Where any worksheet is wanted, one without text is none.
    private func closeWorksheet() {
        isComplete = settings.worksheet != nil || records.hasRows
        guard isComplete else { return }
        do throws(TabularError) { try records.endHeaderSearch() } catch { failure = failure ?? error }
    }

    private func closeRow() {
        do throws(TabularError) { try records.closeRow() } catch { failure = failure ?? error }
        if records.builder.batch.isFull { handOver() }
    }

    private func openRow(_ tag: XMLTag) {
        var (index, span) = (SheetIndex.none, SheetIndex.none)
        tag.forEachAttribute { name, _, value in
            if name.equals(Names.index) { index = SheetIndex(value) }
            if name.equals(Names.span) { span = SheetIndex(value) }
        }
        let line = tag.line
        switch (index, span) {
        case (.unreadable(let text), _), (_, .unreadable(let text)):
            failure = .misplacedRow(path: path, line: line, index: text)
        case (.number(let number), let span):
            if !records.builder.openRow(index: number, span: span.count, line: line) {
                failure = .misplacedRow(path: path, line: line, index: "\(number)")
            }
        case (.none, let span): _ = records.builder.openRow(index: nil, span: span.count, line: line)
        }
    }

    private func openCell(_ tag: XMLTag) {
        var (index, merged) = (SheetIndex.none, SheetIndex.none)
        tag.forEachAttribute { name, _, value in
            if name.equals(Names.index) { index = SheetIndex(value) }
            if name.equals(Names.mergeAcross) { merged = SheetIndex(value) }
        }
        records.builder.openCell(index: index, merged: merged)
    }
}

extension SheetIndex {
    /// The number, 0 where there is none.
    fileprivate var count: Int {
        if case .number(let number) = self { number } else { 0 }
    }
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
