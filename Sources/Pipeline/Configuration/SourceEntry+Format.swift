import Tabular

extension SourceEntry {
    /// The formats that can be declared.
    enum DeclaredFormat: String, CaseIterable {
        case csv
        case xml
        case spreadsheetXML = "spreadsheet-xml"
        case sdmxML = "sdmx-ml"
    }

    /// How the files are written: as declared, else as the keys imply, else to be recognised by the content.
    static func format(_ section: YAMLSection) throws(ConfigurationError) -> RecordFormat {
        let declared = try section.choice("format", DeclaredFormat.self)
        let format = declared ?? impliedFormat(section)
        try refuseForeignKeys(section, format, isDeclared: declared != nil)
        switch format {
        case .xml: return .xml(try xmlSettings(section))
        case .sdmxML: return .sdmx
        case .spreadsheetXML:
            var settings = WorksheetSettings()
            settings.worksheet = try section.text("worksheet")
            settings.layout = try layout(section)
            return .worksheet(settings)
        case .csv: return .csv(try dialect(section))
        case nil: return .recognised(try dialect(section))
        }
    }

    private static func impliedFormat(_ section: YAMLSection) -> DeclaredFormat? {
        section["records"] != nil ? .xml : section["worksheet"] != nil ? .spreadsheetXML : nil
    }

    private static func refuseForeignKeys(
        _ section: YAMLSection, _ format: DeclaredFormat?, isDeclared: Bool
    ) throws(ConfigurationError) {
        for own in FormatKey.all where section[own.key.name] != nil {
            let (key, formats) = (own.key.name, own.formats)
            if let format {
                guard !formats.contains(format) else { continue }
                let cause =
                    isDeclared
                    ? "'format: \(format.rawValue)'" : format == .xml ? "'records'" : "'worksheet'"
                throw section.error(
                    at: key, "'\(section.full(key))' contradicts \(cause)",
                    "remove one of them: '\(key)' is for "
                        + formats.map(\.rawValue).joined(separator: " and ") + " only")
            } else if key == "namespaces" {
                throw section.error(
                    at: key, "'\(section.full(key))' stands without 'records'",
                    "add the path of the record element, such as records: /quotas/quota")
            }
        }
    }

    private static func xmlSettings(_ section: YAMLSection) throws(ConfigurationError) -> XMLRecordSettings {
        guard let records = try section.text("records") else {
            throw section.error(
                at: "format", "'\(section.path)' is XML but has no 'records'",
                "add the path of the record element, such as records: /quotas/quota")
        }
        var settings = XMLRecordSettings(recordPath: records)
        if let namespaces = try section.section("namespaces") {
            for prefix in namespaces.keys {
                settings.namespaces[prefix] = try namespaces.required(prefix)
            }
        }
        return settings
    }

    private static func dialect(_ section: YAMLSection) throws(ConfigurationError) -> CSVDialect {
        var dialect = CSVDialect()
        dialect.encoding = try section.choice("encoding", TextEncoding.self)
        if let text = try section.text("quote") {
            guard text.utf8.count == 1, let byte = text.utf8.first, (0x20...0x7E).contains(byte) else {
                throw section.error(
                    at: "quote", "'\(section.full("quote"))' is '\(text)'",
                    "write one character, such as \"'\"")
            }
            dialect.quote = byte
        }
        dialect.delimiter = try delimiter(section, quote: dialect.quote)
        dialect.layout = try layout(section)
        return dialect
    }

    /// Words for delimiters that are hard to write or to see.
    static let namedDelimiters: [String: String] = ["tab": "\t", "pipe": "|", "semicolon": ";", "comma": ","]

    private static func delimiter(
        _ section: YAMLSection, quote: UInt8
    ) throws(ConfigurationError) -> [UInt8]? {
        guard let text = try section.text("delimiter") else { return nil }
        let bytes = Array((namedDelimiters[text] ?? text).utf8)
        let isReadable = bytes.allSatisfy { ($0 >= 0x20 && $0 < 0x7F) || $0 == 0x09 }
        guard (1...8).contains(bytes.count), isReadable else {
            throw section.error(
                at: "delimiter", "'\(section.full("delimiter"))' is '\(text)'",
                "write one to eight ASCII characters, or one of: comma, pipe, semicolon, tab")
        }
        guard !bytes.contains(quote) else {
            throw section.error(
                at: "delimiter", "'\(section.full("delimiter"))' contains the character of 'quote'",
                "choose another 'quote' or 'delimiter'")
        }
        return bytes
    }

    private static func layout(_ section: YAMLSection) throws(ConfigurationError) -> TableLayout {
        var layout = TableLayout()
        layout.headerLine = try section.integer("header_row")
        layout.rowsBehindHeader = try section.integer("skip_after_header") ?? 0
        layout.footers = try (section.words("footers") ?? []).map(RowPattern.init)
        guard !layout.footers.contains(where: { ["", "*"].contains($0.text) }) else {
            throw section.error(
                at: "footers", "'\(section.full("footers"))' has a pattern that matches every row",
                "write what the totals and footers begin with, such as \"Grand Total*\"")
        }
        return layout
    }
}

extension RecordFormat {
    /// Lets the header be found by the names of columns, where no line is given for it.
    mutating func findHeader(by names: Set<String>) {
        switch self {
        case .csv(var dialect):
            dialect.layout.findHeader(by: names)
            self = .csv(dialect)
        case .recognised(var dialect):
            dialect.layout.findHeader(by: names)
            self = .recognised(dialect)
        case .worksheet(var settings):
            settings.layout.findHeader(by: names)
            self = .worksheet(settings)
        case .xml, .sdmx: break
        }
    }
}

extension TableLayout {
    fileprivate mutating func findHeader(by names: Set<String>) {
        if headerLine == nil { headerNames = names }
    }
}
