import Tabular
import TerritoryModel

/// An inspection in words, at most 120 columns wide where names and paths allow it.
struct InspectionText {
    static let width = 120
    /// Columns of a table that are shown in the list of columns; files with more have the rest named.
    private static let columnsListed = 200

    let inspection: Inspection
    private var lines: [String] = []

    static func text(_ inspection: Inspection) -> String {
        var text = InspectionText(inspection: inspection)
        text.addFacts()
        if let members = inspection.members { text.add(members) }
        if let map = inspection.map { text.add(map) }
        text.addElements()
        text.addWorksheets()
        text.addRowsAsTheyStand()
        if let table = inspection.table { text.add(table) }
        return text.lines.joined(separator: "\n") + "\n"
    }

    private init(inspection: Inspection) {
        self.inspection = inspection
    }

    // MARK: What the file is

    private mutating func addFacts() {
        let facts = inspection.facts
        lines.append(ShownText.line(facts.name))
        fact("kind", facts.kindText)
        fact("size", facts.sizeText)
        guard let table = inspection.table else { return }
        if let recognition = table.recognition { add(recognition, table.profile) }
        if let path = table.recordPath { fact("records", ShownText.line(path)) }
        let profile = table.profile
        fact("columns", count(Int64(profile.columns.count)))
        var rows = count(profile.rows)
        if profile.refused > 0 { rows += ", \(count(profile.refused)) of them refused" }
        fact("rows", rows)
        if profile.shortRows > 0, table.recordPath == nil {
            let first = profile.firstShortLine.map { ", the first on line \($0)" } ?? ""
            fact("short rows", "\(count(profile.shortRows)) with fewer fields than the header\(first)")
        }
        for fault in profile.firstFaults { add(fault) }
        for notice in profile.notices { fact("notice", ShownText.line(notice.text)) }
        for doubt in table.doubts { fact("notice", ShownText.line(doubt)) }
        if let failure = profile.failure {
            fact(
                "ends early",
                ShownText.line(failure.line.map { "line \($0): \(failure.problem)" } ?? failure.problem))
            lines.append("               \(ShownText.line(failure.remedy))")
        }
    }

    private mutating func add(_ recognition: RecognisedDialect, _ profile: TableProfile) {
        let why = profile.notices.contains { $0.kind == .encoding } ? " (see notice)" : ""
        let mark = recognition.hasByteOrderMark ? " (byte order mark)" : why
        fact("encoding", recognition.encoding.rawValue + mark)
        fact("delimiter", InspectionText.name(of: recognition.delimiter))
        fact("line ends", inspection.facts.lineEnds.text)
        if recognition.headerLine > 0 { fact("header", "line \(recognition.headerLine)") }
    }

    private mutating func add(_ fault: RecordFault) {
        let place =
            fault.column.map { "line \(fault.line), column '\(ShownText.line($0, width: 24))'" }
            ?? "line \(fault.line)"
        fact("refused", "\(place): \(fault.kind.problem): \(ShownText.line(fault.excerpt, width: 40))")
        lines.append("               \(fault.kind.remedy)")
    }

    private static func name(of delimiter: [UInt8]) -> String {
        switch delimiter {
        case [0x2C]: "comma"
        case [0x3B]: "semicolon"
        case [0x09]: "tab"
        case [0x7C]: "pipe"
        default: "'\(ShownText.line(String(decoding: delimiter, as: UTF8.self)))'"
        }
    }

    private mutating func fact(_ name: String, _ text: String) {
        lines.append("  \(ShownText.padded(name, to: 11))  \(text)")
    }

    private mutating func title(_ text: String) {
        lines += ["", text]
    }

    private func count(_ number: Int64) -> String { grouped(UInt64(max(0, number))) }

    // MARK: Archives, maps, XML

    private mutating func add(_ members: [ArchiveMember]) {
        fact("files", count(Int64(members.count)))
        title("files in the archive")
        for member in members.prefix(InspectionText.columnsListed) {
            let size = member.bytes.map { "\(count($0)) bytes" } ?? "size unknown"
            lines.append("  \(ShownText.padded(ShownText.line(member.name, width: 80), to: 60))  \(size)")
        }
        let rest = members.count - InspectionText.columnsListed
        if rest > 0 { lines.append("  and \(count(Int64(rest))) more") }
        guard let first = members.first else { return }
        title("to look into one of them")
        let file = ShownText.line("\(inspection.facts.name)!/\(first.name)")
        lines.append("  bailiwick inspect '\(file.replacing("'", with: "'\\''"))'")
        title("in bailiwick.yaml it is named")
        lines.append(
            "  file: \(MappingText.scalar(MappingText.pattern("\(inspection.facts.name)!/\(first.name)")))")
    }

    private mutating func add(_ map: MapInspection) {
        fact("shapes", count(Int64(map.shapes)))
        title("properties")
        let rows = map.properties.map { property in
            [
                ShownText.line(property.name, width: 40), count(Int64(property.shapes)),
                property.isUnique ? "unique" : "", ShownText.line(property.example, width: 40),
            ]
        }
        lines += TextTable.lines(["name", "shapes", "", "example"], rows, rightAligned: [1])
        title("mapping to paste under 'sources:' in bailiwick.yaml")
        lines.append("  boundaries:")
        lines.append("    file: \(MappingText.scalar(inspection.facts.name))")
        if let id = map.likeliestId {
            lines.append("    id: \(MappingText.scalar(id))")
        } else {
            lines.append("    # id: ?   # the property that holds the unit id; none is sure to")
        }
    }

    private mutating func addElements() {
        guard !inspection.elements.isEmpty else { return }
        let chosen = inspection.table?.recordPath
        title("elements that repeat (* = read below; choose another with --records-path)")
        let rows = inspection.elements.prefix(InspectionText.columnsListed).map { element in
            let fields = element.fields.map { ShownText.line($0, width: 30) }.joined(separator: ", ")
            return [
                element.path == chosen ? "*" : " ", ShownText.line(element.path, width: 60),
                "\(count(element.count))×", ShownText.line(fields, width: 50),
            ]
        }
        lines += TextTable.lines(["", "element", "count", "fields"], rows, rightAligned: [2])
    }

    private mutating func addWorksheets() {
        guard !inspection.worksheets.isEmpty else { return }
        title("worksheets (choose one with --worksheet)")
        for name in inspection.worksheets { lines.append("  \(ShownText.line(name, width: 100))") }
    }

    private mutating func addRowsAsTheyStand() {
        guard !inspection.rowsAsTheyStand.isEmpty else { return }
        title("rows as they stand (name the line of the header with --header-row)")
        for row in inspection.rowsAsTheyStand {
            let fields = row.fields.map { ShownText.line($0, width: 24) }.joined(separator: " | ")
            lines.append(ShownText.line("  \(row.line): \(fields)", width: InspectionText.width))
        }
    }

    // MARK: The table

    private mutating func add(_ table: Inspection.Table) {
        addFirstRows(table.profile)
        addColumns(table.profile)
        addResemblance(table)
        addMapping(table)
    }

    private mutating func addFirstRows(_ profile: TableProfile) {
        guard !profile.firstRows.isEmpty, !profile.columns.isEmpty else { return }
        title("first rows")
        let names = profile.columns.map { ShownText.line($0.name, width: 24) }
        let cells = profile.firstRows.map { row in row.map { ShownText.line($0 ?? "", width: 24) } }
        var widths = names.map(ShownText.width)
        for row in cells {
            for (column, cell) in row.enumerated() {
                widths[column] = max(widths[column], ShownText.width(cell))
            }
        }
        var shown = 0
        var used = 2
        while shown < names.count, used + widths[shown] <= InspectionText.width || shown == 0 {
            used += widths[shown] + 2
            shown += 1
        }
        lines += TextTable.lines(Array(names.prefix(shown)), cells.map { Array($0.prefix(shown)) })
        if shown < names.count { addWrapped("and also: ", Array(names[shown...])) }
    }

    /// Names in as many lines as they need, up to ten.
    private mutating func addWrapped(_ lead: String, _ names: [String]) {
        var line = "  \(lead)"
        var written = 0
        for (place, name) in names.enumerated() {
            let piece = name + (place < names.count - 1 ? ", " : "")
            if ShownText.width(line) + ShownText.width(piece) > InspectionText.width, line != "  \(lead)" {
                if line.last == " " { line.removeLast() }
                lines.append(line)
                written += 1
                line = "    "
                guard written < 10 else {
                    lines.append("    … and \(count(Int64(names.count - place))) more")
                    return
                }
            }
            line += piece
        }
        lines.append(line)
    }

    private mutating func addColumns(_ profile: TableProfile) {
        title("columns")
        let listed = profile.columns.prefix(InspectionText.columnsListed)
        let rows = listed.map { column in
            [
                ShownText.line(column.name, width: 32), column.kindText,
                InspectionText.percent(column.nullRate), column.distinct.map { count(Int64($0)) } ?? "many",
                column.smallest.map { ShownText.line($0, width: 16) } ?? "",
                column.largest.map { ShownText.line($0, width: 16) } ?? "",
                ShownText.line(
                    column.examples.map { ShownText.line($0, width: 20) }.joined(separator: ", "), width: 40),
            ]
        }
        let titles = ["name", "type", "null", "distinct", "smallest", "largest", "examples"]
        lines += TextTable.lines(titles, rows, rightAligned: [2, 3], width: InspectionText.width)
        let rest = profile.columns.dropFirst(InspectionText.columnsListed).map {
            ShownText.line($0.name, width: 24)
        }
        if !rest.isEmpty { addWrapped("and also: ", Array(rest)) }
        for column in listed {
            for remark in column.remarks {
                lines.append(
                    "  \(ShownText.line(column.name, width: 32)): \(ShownText.line(remark, width: 110))")
            }
        }
    }

    private static func percent(_ share: Double) -> String {
        guard share > 0 else { return "0 %" }
        let rounded = Int((share * 100).rounded())
        return rounded == 0 ? "<1 %" : rounded == 100 && share < 1 ? ">99 %" : "\(rounded) %"
    }

    private mutating func addResemblance(_ table: Inspection.Table) {
        title("looks most like")
        if table.entities.isEmpty {
            lines.append("  none of the sources: no column has a name that says what it holds")
        }
        let least = max(0.45, (table.entities.first?.score ?? 0) - 0.2)
        for (place, entity) in table.entities.prefix(2).enumerated() where place == 0 || entity.score >= least
        {
            lines.append("  \(entity.entity) (\(InspectionText.percent(entity.score)))")
            let preset = table.preset?.preset
            let given = preset?.entities.contains(entity.entity) == true ? preset?.layout.fields : nil
            let reasons = entity.reasons(given: given ?? [])
            if !reasons.isEmpty { addWrapped("", reasons) }
        }
        if let preset = table.preset {
            let share = InspectionText.percent(preset.share)
            lines.append(
                "  preset \(preset.preset.name): \(share) of its columns (\(ShownText.line(preset.preset.title)))"
            )
        } else if let layout = table.layout {
            lines.append("  preset \(layout.name): leaves out its footers (\(ShownText.line(layout.title)))")
        }
    }

    private mutating func addMapping(_ table: Inspection.Table) {
        guard let mapping = table.mapping else { return }
        title(
            mapping.isComplete
                ? "mapping to paste under 'sources:' in bailiwick.yaml"
                : "mapping to complete (lines with #) and paste under 'sources:' in bailiwick.yaml")
        lines.append(contentsOf: mapping.text.split(separator: "\n").map(String.init))
    }
}
