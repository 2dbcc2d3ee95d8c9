/// The records of an XML file, read as a stream.
///
/// A record path such as `/quotas/quota`, or `//quota` at any depth, says which elements are records; a field
/// path is a child path `a/b`, an attribute `@a` or `a/@b`, or `.` for the record's own text. Prefixes of
/// names are ignored, except those that the settings map to a namespace. Of a repeated child the first counts.
/// Text is trimmed. No DTD, external entity or network address is ever loaded, and a file that declares
/// entities is refused.
///
/// The file is read and parsed on a thread of its own, a few batches ahead.
public final class XMLRecordReader: RecordReader {
    public let columns: [String]
    /// As far as the file had been read for the last batch.
    public var bytesRead: Int64 { stream.bytesRead }
    public let notices: [ReadingNotice] = []

    private let path: String
    private let recordPath: String
    private let stream: XMLBatchStream<XMLRecordCollector.Findings>
    private var hasRecords = false

    /// Opens the input; the columns are the field paths.
    public convenience init(
        _ input: TabularInput, settings: XMLRecordSettings, fieldPaths: [String],
        limits: ReadLimits = .init()
    ) throws(TabularError) {
        try self.init(
            input, settings: settings, fieldPaths: fieldPaths, limits: limits,
            blockSize: XMLByteFeed.blockSize)
    }

    init(
        _ input: TabularInput, settings: XMLRecordSettings, fieldPaths: [String], limits: ReadLimits,
        blockSize: Int
    ) throws(TabularError) {
        path = input.displayPath
        recordPath = settings.recordPath
        columns = fieldPaths
        let collector = try XMLRecordCollector(settings: settings, columns: fieldPaths, limits: limits)
        let feed = try XMLByteFeed(input, limits: limits, blockSize: blockSize)
        stream = try XMLBatchStream(feed, collector)
    }

    public func next(into batch: inout RecordBatch) throws(TabularError) -> Bool {
        let isMore = try stream.next(into: &batch)
        hasRecords = hasRecords || isMore
        if !isMore && !hasRecords { throw .noRecords(path: path, recordPath: recordPath) }
        return isMore
    }
}
