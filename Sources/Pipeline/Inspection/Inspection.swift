import Foundation
import Tabular

/// What a file is and what it could be for, found out by reading all of it.
struct Inspection {
    /// What the reader of records found.
    struct Table {
        var profile: TableProfile
        /// How a delimited file was recognised.
        var recognition: RecognisedDialect?
        /// Path of the record element of an XML file.
        var recordPath: String?
        var entities: [EntityResemblance] = []
        /// The preset whose columns it has, and the share of them, 0 to 1.
        var preset: (preset: Preset, share: Double)?
        /// A preset whose layout the file has, whatever its columns are.
        var layout: Preset?
        var mapping: SuggestedMapping?
    }

    let facts: FileFacts
    var members: [ArchiveMember]?
    var map: MapInspection?
    /// Elements of an XML file that repeat.
    var elements: [RepeatingElement] = []
    var worksheets: [String] = []
    var table: Table?
    /// The first rows without a header, where the header seems to be another row or cannot be read.
    var rowsAsTheyStand: [(line: Int, fields: [String])] = []
    /// Why there is no table though there should be one.
    var failure: InspectionError?

    /// Default number of rows in the table of first rows.
    static let defaultRows = 5

    /// - Throws: `InspectionError` where nothing can be said of the file.
    init(_ request: InspectionRequest, presets: [Preset]) throws(InspectionError) {
        facts = try FileFacts(request)
        switch facts.kind {
        case .archive: members = try Inspection.members(request)
        case .geoJSON: map = try MapInspection(geoJSON: request.input)
        case .kml: map = try MapInspection(kml: request.input)
        case .delimited, .worksheet, .sdmx, .xml:
            do throws(InspectionError) {
                let (request, opened) = try Inspection.opened(request, facts, presets)
                elements = opened.elements
                worksheets = opened.worksheets
                table = Inspection.table(opened, request, facts, presets)
            } catch {
                // What the file is can be told although its records cannot be read.
                guard error.exitCode == 65 else { throw error }
                failure = error
            }
            if failure != nil || table?.profile.isMostlyRefused == true {
                rowsAsTheyStand = Inspection.rowsAsTheyStand(request, facts)
            }
        }
    }

    /// The first ten rows of a delimited file or worksheet; none where even these cannot be read.
    private static func rowsAsTheyStand(
        _ request: InspectionRequest, _ facts: FileFacts
    ) -> [(line: Int, fields: [String])] {
        guard facts.kind == .delimited || facts.kind == .worksheet else { return [] }
        var request = request
        request.headerRow = nil
        var batch = RecordBatch()
        // Why the file cannot be read is told already; these rows only help to find the header.
        guard let opened = try? OpenedRecords(request, kind: facts.kind, hasHeader: false),
            (try? opened.reader.next(into: &batch)) == true
        else { return [] }
        return batch.records.prefix(10).map { record in
            let fields = (0..<min(record.fieldCount, 50)).compactMap { batch.range(of: $0, in: record) }
            return (record.line, fields.map { ColumnTally.text($0, in: batch.bytes) })
        }
    }

    private static func members(_ request: InspectionRequest) throws(InspectionError) -> [ArchiveMember] {
        do throws(TabularError) {
            return try archiveMembers(of: request.file, displayPath: request.file)
        } catch {
            throw .unreadable(error)
        }
    }

    /// The records; where no element of an XML file repeats, those of the first preset that finds one in it.
    private static func opened(
        _ request: InspectionRequest, _ facts: FileFacts, _ presets: [Preset]
    ) throws(InspectionError) -> (InspectionRequest, OpenedRecords) {
        do throws(InspectionError) {
            return (request, try OpenedRecords(request, kind: facts.kind))
        } catch {
            guard case .nothingRepeats = error else { throw error }
            for preset in presets {
                // Another preset may fit where this one cannot be read with.
                guard let meant = preset.layout.records(of: request, preset.columns),
                    let probe = try? OpenedRecords(meant, kind: .xml)
                else { continue }
                var batch = RecordBatch()
                guard (try? probe.reader.next(into: &batch)) == true else { continue }
                return (meant, try OpenedRecords(meant, kind: .xml))
            }
            throw error
        }
    }

    private static func table(
        _ opened: OpenedRecords, _ request: InspectionRequest, _ facts: FileFacts, _ presets: [Preset]
    ) -> Table {
        let rows = request.limit ?? defaultRows
        var opened = opened
        var table = Table(profile: TableProfile(opened.reader, firstRows: rows))
        let known = presets.filter { $0.layout.reads(facts.kind) }
        table.preset = PresetResemblance.best(known, table.profile.columns.map(\.name), facts.kind)
        if table.preset == nil { table.layout = PresetResemblance.layout(known, table.profile.loneRows) }
        // What a preset leaves out is no value of a column; where it cannot be read so, it stays as it is.
        if let meant = (table.preset?.preset ?? table.layout)?.layout.rows(of: request),
            let again = try? OpenedRecords(meant, kind: facts.kind)
        {
            opened = again
            table.profile = TableProfile(again.reader, firstRows: rows)
        }
        table.recognition = (opened.reader as? CSVReader)?.recognised
        table.recordPath = opened.recordPath
        rank(&table, hint: URL(fileURLWithPath: request.file).lastPathComponent)
        guard let entity = table.entities.first else { return table }
        let fits = table.preset.flatMap { $0.preset.entities.contains(entity.entity) ? $0.preset : nil }
        table.mapping = SuggestedMapping(
            entity, file: request.file, settings: settings(table, opened, request),
            columns: table.profile.columns, preset: fits ?? table.layout)
        return table
    }

    /// Finds the entities that the table resembles, the one of its preset first.
    private static func rank(_ table: inout Table, hint: String) {
        let hint = [hint, table.recordPath].compactMap { $0 }.joined(separator: " ")
        let meant = table.preset?.preset.entities ?? []
        table.entities = EntityResemblance.ranked(table.profile.columns, fileName: hint, always: meant)
        // The columns of a preset say more than the names of single ones.
        if let place = table.entities.firstIndex(where: { meant.contains($0.entity) }) {
            table.entities.insert(table.entities.remove(at: place), at: 0)
        }
    }

    /// What the reader was told or found out, as the configuration must repeat it.
    private static func settings(
        _ table: Table, _ opened: OpenedRecords, _ request: InspectionRequest
    ) -> [SuggestedMapping.Line] {
        var lines: [SuggestedMapping.Line] = []
        if let path = opened.recordPath {
            if !opened.hasXMLName { lines.append(.setting(key: "format", value: "xml")) }
            lines.append(.setting(key: "records", value: path))
            if let namespaces = MappingText.map(request.namespaces) {
                lines.append(.setting(key: "namespaces", value: namespaces))
            }
        }
        if opened.reader is SDMXReader { lines.append(.setting(key: "format", value: "sdmx-ml")) }
        if let reader = opened.reader as? WorksheetReader {
            lines.append(.setting(key: "format", value: "spreadsheet-xml"))
            if let name = request.worksheet ?? (opened.worksheets.count > 1 ? reader.worksheet : nil) {
                lines.append(.setting(key: "worksheet", value: name))
            }
            if let row = request.headerRow { lines.append(.setting(key: "header_row", value: String(row))) }
        }
        if !request.footers.isEmpty {
            lines.append(.setting(key: "footers", value: MappingText.list(request.footers)))
        }
        guard let recognition = table.recognition else { return lines }
        if recognition.encoding != .utf8, !recognition.hasByteOrderMark {
            lines.append(.setting(key: "encoding", value: recognition.encoding.rawValue))
        }
        if recognition.delimiter != [0x2C] {
            let isTab = recognition.delimiter == [0x09]
            let text = isTab ? "tab" : String(decoding: recognition.delimiter, as: UTF8.self)
            lines.append(.setting(key: "delimiter", value: text))
        }
        if let line = request.headerRow
            ?? Optional(recognition.headerLine).flatMap({ line in
                table.profile.notices.contains { $0.kind == .linesBeforeHeader } ? line : nil
            })
        {
            lines.append(.setting(key: "header_row", value: String(line)))
        }
        return lines
    }
}
