import Foundation
import Tabular
import TerritoryModel

/// What can be said of a file before its records are read.
struct FileFacts {
    /// What messages call it.
    let name: String
    /// Bytes on disk, or of the member of an archive; nil where unknown.
    let bytes: Int64?
    let isGzip: Bool
    let isMember: Bool
    let kind: FileKind
    let lineEnds: LineEnds
    let beginning: [UInt8]
    /// Whether `beginning` is the whole content.
    let isWhole: Bool

    /// Bytes that are looked at to tell the kind and the line ends.
    private static let beginningBytes = 64 << 10

    /// - Throws: `InspectionError` where the file is missing, unreadable or not text.
    init(_ request: InspectionRequest) throws(InspectionError) {
        let input = request.input
        name = request.file
        isMember = if case .member = input.content { true } else { false }
        (bytes, isGzip) = FileFacts.sizeAndCompression(input)
        do throws(TabularError) {
            let found =
                if let format = request.format { FileFacts.kind(format) } else { try fileKind(of: input) }
            kind = found
            guard found != .archive else {
                (beginning, isWhole, lineEnds) = ([], false, LineEnds([]))
                return
            }
            let start = try FileBeginning(of: input, maximum: FileFacts.beginningBytes)
            beginning = start.bytes
            isWhole = start.isWhole
        } catch {
            throw .unreadable(error)
        }
        if let format = BinaryContent.judge(beginning) { throw .notText(path: request.file, format: format) }
        lineEnds = LineEnds(beginning)
    }

    private static func kind(_ format: InspectionRequest.Format) -> FileKind {
        switch format {
        case .csv: .delimited
        case .xml: .xml
        case .spreadsheet: .worksheet
        case .sdmx: .sdmx
        }
    }

    private static func sizeAndCompression(_ input: TabularInput) -> (bytes: Int64?, isGzip: Bool) {
        switch input.content {
        case .bytes(let bytes): return (Int64(bytes.count), bytes.starts(with: [0x1F, 0x8B]))
        case .member(let archive, let name):
            // Where the archive cannot be listed, reading it says so.
            let members = (try? archiveMembers(of: archive, displayPath: archive)) ?? []
            return (members.first { $0.name == name }?.bytes, false)
        case .file(let path):
            // Where the file cannot be opened, reading it says so.
            guard let handle = FileHandle(forReadingAtPath: path) else { return (nil, false) }
            defer { try? handle.close() }  // nothing was written
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            let magic = (try? handle.read(upToCount: 2)).flatMap { $0 } ?? Data()
            return ((attributes?[.size] as? NSNumber)?.int64Value, Array(magic) == [0x1F, 0x8B])
        }
    }

    /// The kind in words.
    var kindText: String {
        switch kind {
        case .delimited: "delimited text (CSV)"
        case .worksheet: "XML Spreadsheet 2003"
        case .sdmx: "SDMX-ML statistics"
        case .kml: "KML map"
        case .geoJSON: "GeoJSON map"
        case .xml: "XML"
        case .archive: "zip archive"
        }
    }

    var sizeText: String {
        guard let bytes else { return "unknown" }
        let unit = isMember ? " (decompressed)" : ""
        return "\(grouped(UInt64(max(0, bytes)))) bytes\(unit)\(isGzip ? ", compressed with gzip" : "")"
    }
}
