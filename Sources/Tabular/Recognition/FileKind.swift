/// What a file is, by its first bytes.
public enum FileKind: Hashable, Sendable {
    case delimited
    case worksheet
    case sdmx
    case kml
    case geoJSON
    /// XML of no kind that we know.
    case xml
    case archive

    /// The name of the kind in messages.
    public var title: String {
        switch self {
        case .delimited: "delimited text"
        case .worksheet: "an XML Spreadsheet 2003"
        case .sdmx: "SDMX-ML"
        case .kml: "KML"
        case .geoJSON: "GeoJSON"
        case .xml: "XML"
        case .archive: "a zip archive"
        }
    }
}

/// Recognises a file by its first 64 KiB, decompressed where it is gzip; `delimited` is all that is nothing else.
///
/// - Throws: `TabularError.unsupportedWorkbook` for workbooks of Excel and LibreOffice that are no XML
///   Spreadsheet, and what keeps a file from being read at all.
public func fileKind(of input: TabularInput) throws(TabularError) -> FileKind {
    let start = try FileStart(input)
    if let format = start.workbookFormat {
        throw .unsupportedWorkbook(path: input.displayPath, format: format)
    }
    if start.isArchive { return .archive }
    let text = start.text
    let body = text.drop { $0 <= 0x20 }
    switch body.first {
    case UInt8(ascii: "{"): return FileStart.isGeoJSON(body) ? .geoJSON : .delimited
    case UInt8(ascii: "<"):
        var prolog = XMLProlog(body)
        return prolog.kind
    default: return .delimited
    }
}
