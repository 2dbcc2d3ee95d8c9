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
                let opened = try OpenedRecords(request, kind: facts.kind)
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

    private static func table(
        _ opened: OpenedRecords, _ request: InspectionRequest, _ facts: FileFacts, _ presets: [Preset]
    ) -> Table {
        let profile = TableProfile(opened.reader, firstRows: request.limit ?? defaultRows)
        var table = Table(profile: profile)
        table.recognition = (opened.reader as? CSVReader)?.recognised
        table.recordPath = opened.recordPath
        let hint = [URL(fileURLWithPath: request.file).lastPathComponent, opened.recordPath].compactMap { $0 }
        table.entities = EntityResemblance.ranked(profile.columns, fileName: hint.joined(separator: " "))
        table.preset = PresetResemblance.best(presets, profile.columns.map(\.name))
        // The columns of a preset say more than the names of single ones.
        if let meant = table.preset?.preset.entities,
            let place = table.entities.firstIndex(where: { meant.contains($0.entity) })
        {
            table.entities.insert(table.entities.remove(at: place), at: 0)
        }
        if let entity = table.entities.first {
            let fits = table.preset.flatMap {
                $0.preset.entities.contains(entity.entity) ? $0.preset.name : nil
            }
            table.mapping = SuggestedMapping(
                entity, file: request.file, settings: settings(table, opened, request),
                columns: profile.columns,
                preset: fits)
        }
        return table
    }

    /// What the reader was told or found out, as the configuration must repeat it.
    private static func settings(
        _ table: Table, _ opened: OpenedRecords, _ request: InspectionRequest
    ) -> [SuggestedMapping.Line] {
        var lines: [SuggestedMapping.Line] = []
        if let path = opened.recordPath {
            if !opened.hasXMLName { lines.append(.setting(key: "format", value: "xml")) }
            lines.append(.setting(key: "records", value: path))
        }
        if let worksheet = request.worksheet { lines.append(.setting(key: "worksheet", value: worksheet)) }
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

/// Which preset a table resembles.
enum PresetResemblance {
    /// The least share of a preset's columns that makes it worth naming.
    static let leastShare = 0.6

    /// The preset of whose columns the largest share is there; nil below the least share.
    static func best(_ presets: [Preset], _ columns: [String]) -> (preset: Preset, share: Double)? {
        let known = Set(columns)
        let shares = presets.compactMap { preset -> (preset: Preset, share: Double)? in
            guard !preset.columns.isEmpty else { return nil }
            let found = preset.columns.count { known.contains($0) }
            return (preset, Double(found) / Double(preset.columns.count))
        }
        // Of presets that fit alike the one with more columns says more.
        return shares.filter { $0.share >= leastShare }
            .max {
                ($0.share, $0.preset.columns.count, $1.preset.name) < (
                    $1.share, $1.preset.columns.count, $0.preset.name
                )
            }
    }
}
