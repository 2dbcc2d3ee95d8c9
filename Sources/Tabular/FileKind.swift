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

/// Recognises a file by its first bytes; `delimited` is all that is nothing else.
public func fileKind(of input: TabularInput) throws(TabularError) -> FileKind {
    .delimited
}
