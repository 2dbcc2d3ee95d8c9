import Foundation
import Tabular

extension Boundaries {
    /// Bytes of GeoJSON that are read; the parser holds several times as many.
    private static let jsonLimit = 64 << 20
    /// Positions of all outlines together; a map of a page shows some ten thousand.
    static let positionLimit = 20_000_000

    /// Reads boundaries: GeoJSON (RFC 7946) or KML, plain, gzip, or KML in a zip archive (KMZ), by the content.
    ///
    /// - Parameters:
    ///   - input: The file, and how errors call it.
    ///   - idProperty: The property that holds the unit id, text or number. In KML the name of a `SimpleData`
    ///     or `Data` element; `name` is the placemark's name, and `@id` its id or the feature's.
    public static func read(
        _ input: TabularInput, idProperty: String
    ) throws(BoundariesError) -> Boundaries {
        let file = try document(of: input)
        guard try isXML(file) else {
            let content = try beginning(of: file, maximum: jsonLimit)
            guard content.isWhole else { throw .tooLarge(path: file.displayPath, bytes: jsonLimit) }
            return try Boundaries(
                geoJSON: Data(content.bytes), path: file.displayPath, idProperty: idProperty)
        }
        return try Boundaries(kml: file, idProperty: idProperty, positionLimit: positionLimit)
    }

    /// The KML file of a KMZ archive, or the input itself.
    private static func document(of input: TabularInput) throws(BoundariesError) -> TabularInput {
        guard case .file(let path) = input.content,
            try readable({ () throws(TabularError) in try isZipArchive(path, displayPath: input.displayPath) }
            )
        else { return input }
        let members = try readable { () throws(TabularError) in
            try archiveMembers(of: path, displayPath: input.displayPath)
        }
        let documents = members.filter { $0.name.lowercased().hasSuffix(".kml") }
        let chosen =
            documents.first { $0.name == "doc.kml" } ?? (documents.count == 1 ? documents.first : nil)
        guard let chosen else {
            let listed = (documents.isEmpty ? members : documents).prefix(10).map(\.displayName)
            throw .noDocument(path: input.displayPath, members: listed)
        }
        return TabularInput(
            .member(archive: path, name: chosen.name),
            displayPath: "\(input.displayPath)!/\(chosen.displayName)")
    }

    /// Whether the first byte that is neither a mark of the encoding nor white space is `<`.
    private static func isXML(_ input: TabularInput) throws(BoundariesError) -> Bool {
        let start = try beginning(of: input, maximum: 1024).bytes
        guard !start.isEmpty else { throw .file(.emptyFile(path: input.displayPath)) }
        let ignored: Set<UInt8> = [0, 0x09, 0x0A, 0x0D, 0x20, 0xEF, 0xBB, 0xBF, 0xFE, 0xFF]
        return start.first { !ignored.contains($0) } == UInt8(ascii: "<")
    }

    private static func beginning(
        of input: TabularInput, maximum: Int
    ) throws(BoundariesError) -> FileBeginning {
        try readable { () throws(TabularError) in try FileBeginning(of: input, maximum: maximum) }
    }

    private static func readable<Value>(
        _ body: () throws(TabularError) -> Value
    ) throws(BoundariesError) -> Value {
        do throws(TabularError) {
            return try body()
        } catch {
            throw .file(error)
        }
    }
}
