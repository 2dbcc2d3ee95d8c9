/// The observations of an SDMX-ML message, read as a stream: 2.0 and 2.1, generic and structure-specific
/// (compact), in series or flat.
///
/// A column is a dimension or attribute by its id. A value of the observation itself counts before one of its
/// series, that before one of the group or data set around it. `TIME_PERIOD` is the time dimension, also where
/// SDMX 2.0 calls it `TIME`; `OBS_VALUE` is the value, empty where the observation has none. Namespaces do not
/// matter. Attributes of groups that stand beside the series are not joined, and a notice says so.
public final class SDMXReader: RecordReader {
    public let columns: [String]
    public var bytesRead: Int64 { stream.bytesRead }
    public var notices: [ReadingNotice] { stream.findings?.notices ?? [] }

    /// Observations whose dimensions and attributes are looked at for the columns.
    private static let searchedObservations = 1000

    private let stream: XMLBatchStream<SDMXCollector.Findings>

    /// Opens the input; without columns, those of the first 1,000 observations are found in a pass of their own.
    public convenience init(
        _ input: TabularInput, columns: [String], limits: ReadLimits = .init()
    ) throws(TabularError) {
        try self.init(input, columns: columns, limits: limits, blockSize: XMLByteFeed.blockSize)
    }

    init(
        _ input: TabularInput, columns: [String], limits: ReadLimits, blockSize: Int
    ) throws(TabularError) {
        self.columns = columns.isEmpty ? try SDMXReader.columns(of: input, limits: limits) : columns
        let collector = SDMXCollector(path: input.displayPath, columns: self.columns, limits: limits)
        stream = try XMLBatchStream(
            XMLByteFeed(input, limits: limits, blockSize: blockSize), collector)
    }

    public func next(into batch: inout RecordBatch) throws(TabularError) -> Bool {
        try stream.next(into: &batch)
    }

    /// The ids of dimensions and attributes in the first 1,000 observations, in the order first seen.
    public static func columns(
        of input: TabularInput, limits: ReadLimits = .init()
    ) throws(TabularError) -> [String] {
        let collector = SDMXCollector(
            path: input.displayPath, columns: [], searchedObservations: searchedObservations, limits: limits)
        try parseXML(input, sink: collector, limits: limits)
        try collector.requireObservations()
        let ids = collector.ids
        let isRenamed = ids.contains("TIME") && !ids.contains(SDMXCollector.time)
        return isRenamed ? ids.map { $0 == "TIME" ? SDMXCollector.time : $0 } : ids
    }
}
