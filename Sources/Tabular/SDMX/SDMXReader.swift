/// The observations of an SDMX-ML message, read as a stream: 2.0 and 2.1, generic and structure-specific
/// (compact), in series or flat.
///
/// A column is a dimension or attribute by its id. A value of the observation itself counts before one of its
/// series, that before one of the group or data set around it. `TIME_PERIOD` is the time dimension, also where
/// SDMX 2.0 calls it `TIME`; `OBS_VALUE` is the value, empty where the observation has none. Namespaces do not
/// matter. Attributes of groups that stand beside the series are not joined, and a notice says so.
public final class SDMXReader: RecordReader {
    public let columns: [String]
    public var bytesRead: Int64 { document.bytesRead }
    public private(set) var notices: [ReadingNotice] = []

    /// Bytes parsed at once; small, as an observation of few bytes has all columns.
    private static let pieceSize = 16 << 10
    /// Observations whose dimensions and attributes are looked at for the columns.
    private static let searchedObservations = 1000

    private let path: String
    private let document: XMLEventReader
    private let collector: SDMXCollector
    private var isFinished = false

    /// Opens the input; without columns, those of the first 1,000 observations are found in a pass of their own.
    public convenience init(
        _ input: TabularInput, columns: [String], limits: ReadLimits = .init()
    ) throws(TabularError) {
        try self.init(input, columns: columns, limits: limits, blockSize: SDMXReader.pieceSize)
    }

    init(
        _ input: TabularInput, columns: [String], limits: ReadLimits, blockSize: Int
    ) throws(TabularError) {
        path = input.displayPath
        self.columns = columns.isEmpty ? try SDMXReader.columns(of: input, limits: limits) : columns
        collector = SDMXCollector(path: path, columns: self.columns, limits: limits)
        document = try XMLEventReader(input, sink: collector, limits: limits, blockSize: blockSize)
    }

    public func next(into batch: inout RecordBatch) throws(TabularError) -> Bool {
        batch.removeAll()
        while batch.records.isEmpty && batch.faults.isEmpty && !isFinished {
            while !isFinished && collector.batch.isSmall { isFinished = try !document.read() }
            batch = collector.takeBatch()
        }
        guard batch.records.isEmpty && batch.faults.isEmpty else { return true }
        try finish()
        return false
    }

    private func finish() throws(TabularError) {
        guard collector.observationCount > 0 else { throw collector.absence }
        guard notices.isEmpty else { return }
        let groupColumns = collector.groupColumns
        if !groupColumns.isEmpty {
            notices.append(
                ReadingNotice(
                    kind: .groupAttributes,
                    text: "only in groups, not joined: \(groupColumns.joined(separator: ", "))"))
        }
        if let text = collector.messages.text {
            notices.append(ReadingNotice(kind: .senderMessage, text: text))
        }
    }

    /// The ids of dimensions and attributes in the first 1,000 observations, in the order first seen.
    public static func columns(
        of input: TabularInput, limits: ReadLimits = .init()
    ) throws(TabularError) -> [String] {
        let collector = SDMXCollector(
            path: input.displayPath, columns: [], searchedObservations: searchedObservations, limits: limits)
        let document = try XMLEventReader(input, sink: collector, limits: limits, blockSize: pieceSize)
        var isMore = true
        while isMore && collector.observationCount < searchedObservations {
            isMore = try document.read()
            if let failure = collector.failure { throw failure }
        }
        guard collector.observationCount > 0 else { throw collector.absence }
        let ids = collector.ids
        let isRenamed = ids.contains("TIME") && !ids.contains(SDMXCollector.time)
        return isRenamed ? ids.map { $0 == "TIME" ? SDMXCollector.time : $0 } : ids
    }
}

extension RecordBatch {
    /// Whether it has room for more observations.
    fileprivate var isSmall: Bool {
        bytes.count < 1 << 20 && fields.count < 1 << 17 && faults.count < 1 << 12
    }
}
