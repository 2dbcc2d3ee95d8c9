/// What stands before and in the first start tag of an XML document; for recognising it, not for parsing.
struct XMLProlog {
    private var rest: ArraySlice<UInt8>
    private var isWorkbookOfExcel = false

    /// `text` begins with `<`.
    init(_ text: ArraySlice<UInt8>) {
        rest = text
    }

    /// What the document is, by the name and namespaces of its root; `xml` where the root lies too far behind.
    var kind: FileKind {
        mutating get {
            while rest.first == UInt8(ascii: "<") {
                let isPassed: Bool
                if rest.starts(with: "<?".utf8) {
                    isPassed = passInstruction()
                } else if rest.starts(with: "<!--".utf8) {
                    isPassed = pass("-->")
                } else if rest.starts(with: "<!".utf8) {
                    isPassed = passDeclaration()
                } else {
                    return kindOfRoot()
                }
                guard isPassed else { return .xml }
                rest = rest.drop { $0 <= 0x20 }
            }
            return .xml
        }
    }

    /// False where the end mark is not there.
    private mutating func pass(_ end: String) -> Bool {
        guard let place = rest.firstRange(of: Array(end.utf8)) else { return false }
        rest = rest[place.upperBound...]
        return true
    }

    private mutating func passInstruction() -> Bool {
        let start = rest
        guard pass("?>") else { return false }
        let text = start[..<rest.startIndex]
        if text.starts(with: "<?mso-application".utf8) && text.contains("Excel.Sheet".utf8) {
            isWorkbookOfExcel = true
        }
        return true
    }

    /// A document type, with the subset in brackets where there is one.
    private mutating func passDeclaration() -> Bool {
        var quote: UInt8?
        var brackets = 0
        for (index, byte) in zip(rest.indices, rest) {
            if let open = quote {
                if byte == open { quote = nil }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
            case UInt8(ascii: "["): brackets += 1
            case UInt8(ascii: "]"): brackets -= 1
            case UInt8(ascii: ">") where brackets <= 0:
                rest = rest[(index + 1)...]
                return true
            default: break
            }
        }
        return false
    }

    private func kindOfRoot() -> FileKind {
        let tag = rest.dropFirst()
        let ends = Array(" \t\r\n/>".utf8)
        let name = tag.prefix { !ends.contains($0) }
        guard let first = name.first, XMLProlog.startsName(first) else { return .delimited }
        let parts = name.split(separator: UInt8(ascii: ":"), maxSplits: 1)
        let local = String(decoding: parts.last ?? [], as: UTF8.self)
        let namespaces = XMLProlog.namespaces(in: tag.dropFirst(name.count))
        if local == "Workbook" {
            let isSpreadsheet = namespaces.contains("urn:schemas-microsoft-com:office:spreadsheet")
            return isSpreadsheet || isWorkbookOfExcel ? .worksheet : .xml
        }
        if namespaces.contains(where: { $0.contains("sdmx.org/") }) || XMLProlog.sdmxRoots.contains(local) {
            return .sdmx
        }
        return local == "kml" ? .kml : .xml
    }

    private static let sdmxRoots: Set<String> = [
        "GenericData", "GenericTimeSeriesData", "StructureSpecificData", "StructureSpecificTimeSeriesData",
        "CompactData", "CrossSectionalData", "UtilityData", "MessageGroup",
    ]

    private static func startsName(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte & 0xDF) || byte == UInt8(ascii: "_") || byte >= 0x80
    }

    /// The values of all attributes `xmlns` and `xmlns:…` up to the end of the tag.
    private static func namespaces(in tag: ArraySlice<UInt8>) -> [String] {
        var found: [String] = []
        var rest = tag
        while let equals = rest.firstIndex(where: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ">") }),
            rest[equals] == UInt8(ascii: "=")
        {
            let name = rest[..<equals].trimmedOfBlanks()
            let value = rest[(equals + 1)...].drop { $0 <= 0x20 }
            guard let quote = value.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
                break
            }
            let text = value.dropFirst().prefix { $0 != quote }
            if name.starts(with: "xmlns".utf8) { found.append(String(decoding: text, as: UTF8.self)) }
            rest = rest[text.endIndex...].dropFirst()
        }
        return found
    }
}
