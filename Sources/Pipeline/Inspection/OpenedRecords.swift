import Tabular

/// A file that is open as a stream of records, and how it was found out what its records are.
struct OpenedRecords {
    let reader: any RecordReader
    /// Path of the record element of an XML file.
    var recordPath: String?
    /// Elements of an XML file that repeat.
    var elements: [RepeatingElement] = []
    var worksheets: [String] = []
    /// Whether the file's name says that it is XML.
    let hasXMLName: Bool

    init(_ request: InspectionRequest, kind: FileKind, hasHeader: Bool = true) throws(InspectionError) {
        let input = request.input
        hasXMLName = request.file.hasSuffix(".xml") || request.file.hasSuffix(".xml.gz")
        var dialect = request.dialect
        dialect.layout.hasHeader = hasHeader
        do throws(TabularError) {
            switch kind {
            case .worksheet:
                var settings = WorksheetSettings()
                settings.worksheet = request.worksheet
                settings.layout = dialect.layout
                worksheets = try worksheetNames(of: input)
                reader = try openRecords(input, as: .worksheet(settings), columns: [])
            case .sdmx:
                reader = try openRecords(input, as: .sdmx, columns: try SDMXReader.columns(of: input))
            case .xml:
                let isCensusNeeded = request.recordsPath == nil || request.fields.isEmpty
                if isCensusNeeded { elements = try repeatingElements(of: input) }
                let path = request.recordsPath ?? OpenedRecords.likeliest(elements)?.path
                guard let path else { throw .noRecords(path: input.displayPath, recordPath: "//*") }
                recordPath = path
                let fields =
                    request.fields.isEmpty ? OpenedRecords.fields(of: path, elements) : request.fields
                let settings = XMLRecordSettings(recordPath: path, namespaces: request.namespaces)
                reader = try openRecords(input, as: .xml(settings), columns: fields)
            case .delimited, .kml, .geoJSON, .archive:
                reader = try openRecords(input, as: .csv(dialect), columns: [])
            }
        } catch {
            if case .noRecords(let path, "//*") = error { throw .nothingRepeats(path: path) }
            throw .unreadable(error)
        }
    }

    /// The element that most likely is the record: the most frequent of those with at least two fields.
    static func likeliest(_ elements: [RepeatingElement]) -> RepeatingElement? {
        func better(_ left: RepeatingElement, _ right: RepeatingElement) -> Bool {
            let a = (left.fields.count > 1 ? 1 : 0, left.count)
            let b = (right.fields.count > 1 ? 1 : 0, right.count)
            return a != b ? a > b : left.path < right.path
        }
        return elements.min(by: better)
    }

    /// Fields of the element that the path names, also as `//name`.
    private static func fields(of path: String, _ elements: [RepeatingElement]) -> [String] {
        let suffix = path.hasPrefix("//") ? String(path.dropFirst()) : nil
        let found = elements.first { $0.path == path || (suffix.map($0.path.hasSuffix) ?? false) }
        return found?.fields ?? ["."]
    }
}
