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
    case .csv(let dialect): try CSVReader(input, dialect: dialect, limits: limits)
    case .xml(let settings):
        try XMLRecordReader(input, settings: settings, fieldPaths: columns, limits: limits)
    case .worksheet(let settings): try WorksheetReader(input, settings: settings, limits: limits)
    case .sdmx: try SDMXReader(input, columns: columns, limits: limits)
    case .recognised(let dialect):
        try openRecords(
            input, as: recognisedFormat(of: input, dialect: dialect), columns: columns, limits: limits)
    }
}

/// The format of a file of records by its content; its layout is that of the dialect.
private func recognisedFormat(
    of input: TabularInput, dialect: CSVDialect
) throws(TabularError) -> RecordFormat {
    let kind = try fileKind(of: input)
    switch kind {
    case .delimited: return .csv(dialect)
    case .worksheet:
        var settings = WorksheetSettings()
        settings.layout = dialect.layout
        return .worksheet(settings)
    case .sdmx: return .sdmx
    case .xml: throw .needsRecordPath(path: input.displayPath)
    case .kml, .geoJSON, .archive: throw .notRecords(path: input.displayPath, kind: kind)
    }
}
