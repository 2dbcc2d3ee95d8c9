import Tabular

/// Says what a file is, what its columns hold, and which mapping would read it.
///
/// - Throws: `InspectionError` where nothing can be said of the file.
/// - Returns: The text to print, and why the records could not be read where they could not.
public func inspect(
    _ request: InspectionRequest, presets: [Preset]
) throws(InspectionError) -> (text: String, failure: InspectionError?) {
    let inspection = try Inspection(request, presets: presets)
    let failure = inspection.failure ?? inspection.table?.profile.failure.map { .unreadable($0) }
    return (InspectionText.text(inspection), failure)
}

/// Prints the records of a file as lines of JSON.
///
/// - Parameters:
///   - isRaw: arrays of all fields of each record, the header among them, instead of objects by header.
///   - write: takes bytes for standard output; false where nobody reads any more.
///   - complain: takes lines about records that were refused and choices that were made.
/// - Returns: Number of refused records.
/// - Throws: `InspectionError` where the file cannot be read; what could be read has been written before.
public func printRecords(
    _ request: InspectionRequest, isRaw: Bool, write: @escaping ([UInt8]) -> Bool,
    complain: @escaping (String) -> Void
) throws(InspectionError) -> Int64 {
    let facts = try FileFacts(request)
    switch facts.kind {
    case .archive:
        throw .noRecords(
            path: request.file, kind: "a zip archive", remedy: "name one of its files as archive.zip!/name")
    case .geoJSON, .kml:
        throw .noRecords(
            path: request.file, kind: "a map", remedy: "run inspect without --records to see its properties")
    case .delimited, .worksheet, .sdmx, .xml: break
    }
    let opened = try OpenedRecords(request, kind: facts.kind, hasHeader: !isRaw)
    if let path = opened.recordPath, request.recordsPath == nil {
        complain("records are the elements \(ShownText.line(path)); choose others with --records-path\n")
    }
    let columns = opened.reader.columns.map { name in
        var text: [UInt8] = []
        RecordLines.append(name.utf8, to: &text)
        return text
    }
    let lines = RecordLines(
        write: write, complain: complain, name: request.file, columns: columns, isRaw: isRaw)
    do throws(TabularError) {
        let outcome = try lines.print(opened.reader, limit: request.limit.map(Int64.init))
        for notice in opened.reader.notices { complain("notice: \(ShownText.line(notice.text))\n") }
        return outcome.refused
    } catch {
        throw .unreadable(error)
    }
}
