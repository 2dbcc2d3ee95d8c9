import Tabular

/// Why a file could not be inspected; facts, with the exit code of sysexits and the words beside.
public enum InspectionError: Error, Hashable, Sendable {
    case unreadable(TabularError)
    /// The content is not text; `format` says what it is where it is known.
    case notText(path: String, format: String?)
    /// Records were asked of a file that has none, such as an archive or a map.
    case noRecords(path: String, kind: String, remedy: String)
    /// No element of the XML file repeats.
    case nothingRepeats(path: String)
    /// A map of boundaries that is too large to be looked through.
    case tooLarge(path: String, limit: Int)
    case unreadableMap(path: String, cause: String)

    public var exitCode: Int32 {
        switch self {
        case .unreadable(.missingFile): 66
        case .unreadable(.invalidRecordPath), .unreadable(.invalidFieldPath), .noRecords: 64
        case .unreadable, .notText, .nothingRepeats, .tooLarge, .unreadableMap: 65
        }
    }

    /// Where, what and the remedy, as two lines; safe to show.
    public var message: String {
        let place = ShownText.line(self.place)
        return "\(place): \(ShownText.line(problem))\n  \(ShownText.line(remedy))"
    }

    private var place: String {
        switch self {
        case .unreadable(.invalidRecordPath): "--records-path"
        case .unreadable(.invalidFieldPath): "--field"
        case .unreadable(let error): error.line.map { "\(error.path):\($0)" } ?? error.path
        case .notText(let path, _), .noRecords(let path, _, _), .nothingRepeats(let path),
            .tooLarge(let path, _), .unreadableMap(let path, _):
            path
        }
    }

    private var problem: String {
        switch self {
        case .unreadable(let error): error.problem
        case .notText(_, let format?): "is not text: it is \(format)"
        case .notText(_, nil): "is not text: it contains NUL bytes and control characters"
        case .noRecords(_, let kind, _): "is \(kind), which has no records"
        case .nothingRepeats: "no element stands in it more than once, so none is a record"
        case .tooLarge(_, let limit): "is larger than \(limit >> 20) MB"
        case .unreadableMap(_, let cause): "cannot be read as a map: \(cause)"
        }
    }

    private var remedy: String {
        switch self {
        case .unreadable(let error): InspectionError.remedy(error)
        case .notText(_, let format?) where format.contains("Excel"):
            "save it in Excel as 'CSV UTF-8' or as 'XML Spreadsheet 2003'"
        case .notText: "export it as CSV or XML"
        case .noRecords(_, _, let remedy): remedy
        case .nothingRepeats: "name the record element with --records-path /root/record if you know it"
        case .tooLarge: "simplify the outlines, for instance with mapshaper, then inspect it again"
        case .unreadableMap: "export the map again as GeoJSON or KML"
        }
    }

    /// What to do at the command line, where nothing is configured yet.
    private static func remedy(_ error: TabularError) -> String {
        switch error {
        case .missingFile: "check the path; a file inside a zip archive is named archive.zip!/name"
        case .tooManyColumns: "name the delimiter with --delimiter"
        case .noRecords: "run inspect without --records-path: it lists the elements that repeat"
        case .invalidRecordPath: "write --records-path /root/record or //record"
        case .invalidFieldPath: "write --field as child/child, @attribute, child/@attribute or ."
        case .unreadableHeader(_, _, .invalidEncoding): "name the encoding with --encoding"
        case .unreadableHeader, .emptyHeader, .duplicateHeader:
            "\(error.remedy); where the header stands further down, name its line with --header-row"
        default: error.remedy
        }
    }
}
