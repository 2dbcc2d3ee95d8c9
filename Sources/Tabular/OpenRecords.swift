/// Opens an input as a stream of records.
///
/// - Parameters:
///   - columns: What the consumer reads: the field paths of an XML file, the dimensions and attributes of SDMX.
///     CSV files and worksheets have all their columns whatever is asked for.
/// - Throws: `TabularError` where the input does not exist, is not in the format, or its header cannot be read.
public func openRecords(
    _ input: TabularInput, as format: RecordFormat, columns: [String], limits: ReadLimits = .init()
) throws(TabularError) -> any RecordReader {
    switch format {
    case .csv(let dialect), .recognised(let dialect):
        try CSVReader(input, dialect: dialect, limits: limits)
    case .xml(let settings):
        try XMLRecordReader(input, settings: settings, fieldPaths: columns, limits: limits)
    case .worksheet, .sdmx:
        throw .unreadableFile(path: input.displayPath, cause: "its format cannot be read yet")
    }
}
