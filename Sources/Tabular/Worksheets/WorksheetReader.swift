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
    public var bytesRead: Int64 { stream.bytesRead }
    public var notices: [ReadingNotice] { stream.findings?.notices ?? [] }
    /// Whether plain numbers that stand for days count from 1904 on; days typed as such are not concerned.
    public var usesDate1904: Bool { stream.findings?.usesDate1904 ?? false }
    /// Name of the worksheet that is read, as far as known.
    public var worksheet: String? { stream.findings?.worksheet }

    private let stream: XMLBatchStream<WorksheetCollector.Findings>
    /// The batch that came with the header.
    private var first: RecordBatch?

    /// Opens the input and reads the header.
    public convenience init(
        _ input: TabularInput, settings: WorksheetSettings, limits: ReadLimits = .init()
    ) throws(TabularError) {
        try self.init(input, settings: settings, limits: limits, blockSize: XMLByteFeed.blockSize)
    }

    init(
        _ input: TabularInput, settings: WorksheetSettings, limits: ReadLimits, blockSize: Int
    ) throws(TabularError) {
        let collector = WorksheetCollector(path: input.displayPath, settings: settings, limits: limits)
        stream = try XMLBatchStream(
            XMLByteFeed(input, limits: limits, blockSize: blockSize), collector)
        var batch = RecordBatch()
        if settings.layout.hasHeader, try stream.next(into: &batch) { first = batch }
        columns = stream.findings?.columns ?? []
    }

    public func next(into batch: inout RecordBatch) throws(TabularError) -> Bool {
        guard let first else { return try stream.next(into: &batch) }
        batch = first
        self.first = nil
        return true
    }
}
