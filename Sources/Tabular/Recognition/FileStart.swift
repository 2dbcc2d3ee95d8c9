/// The first bytes of a file, decompressed where it is gzip; for recognising it.
struct FileStart {
    /// How far it is looked into a file.
    private static let size = 64 << 10

    private let bytes: [UInt8]

    init(_ input: TabularInput) throws(TabularError) {
        bytes = try FileBeginning(of: input, maximum: FileStart.size).bytes
    }

    var isArchive: Bool { ZipArchive.begins(with: bytes) }

    /// What a workbook is called that is not read; nil for all else.
    var workbookFormat: String? {
        let compoundFile: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        if bytes.starts(with: compoundFile) { return "Excel workbook (.xls)" }
        guard isArchive else { return nil }
        if bytes.contains("[Content_Types].xml".utf8) || bytes.contains("xl/workbook.xml".utf8) {
            return "Excel workbook (.xlsx)"
        }
        let openDocument = "mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
        return bytes.contains(openDocument.utf8) ? "OpenDocument workbook (.ods)" : nil
    }

    /// The text as UTF-8 without its mark, as far as needed to recognise ASCII in it.
    var text: [UInt8] {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(bytes.dropFirst(3)) }
        let isMarkedLittle = bytes.starts(with: [0xFF, 0xFE])
        if isMarkedLittle || bytes.starts(with: [0xFE, 0xFF]) {
            return FileStart.utf8(bytes.dropFirst(2), isLittleEndian: isMarkedLittle)
        }
        guard bytes.count >= 2, (bytes[0] == 0) != (bytes[1] == 0) else { return bytes }
        return FileStart.utf8(bytes[...], isLittleEndian: bytes[1] == 0)
    }

    private static func utf8(_ bytes: ArraySlice<UInt8>, isLittleEndian: Bool) -> [UInt8] {
        let units = stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2).map { index in
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            return isLittleEndian ? second << 8 | first : first << 8 | second
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }

    /// Whether an object of JSON has one of the types of GeoJSON (RFC 7946).
    static func isGeoJSON(_ text: ArraySlice<UInt8>) -> Bool {
        let key = Array("\"type\"".utf8)
        let types = [
            "FeatureCollection", "Feature", "GeometryCollection", "Point", "MultiPoint", "LineString",
            "MultiLineString", "Polygon", "MultiPolygon",
        ].map { Array("\"\($0)\"".utf8) }
        var rest = text
        while let quote = rest.firstIndex(of: UInt8(ascii: "\"")) {
            rest = rest[quote...]
            guard rest.starts(with: key) else {
                rest.removeFirst()
                continue
            }
            rest = rest.dropFirst(key.count).drop { $0 <= 0x20 }
            guard rest.first == UInt8(ascii: ":") else { continue }
            rest = rest.dropFirst().drop { $0 <= 0x20 }
            if types.contains(where: { rest.starts(with: $0) }) { return true }
        }
        return false
    }
}
