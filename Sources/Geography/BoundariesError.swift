import Tabular
import TerritoryModel

/// Why boundaries could not be read: the facts, put into words by `description`.
public enum BoundariesError: Error, Hashable, Sendable {
    /// Which area of a file is meant.
    public enum Place: Hashable, Sendable {
        /// Feature of a GeoJSON collection, 1 = first.
        case feature(Int)
        /// Physical line of a KML file.
        case line(Int)
    }

    /// The file cannot be read, decompressed or parsed as XML.
    case file(TabularError)
    case notJSON(path: String, reason: String)
    case notAFeatureCollection(path: String)
    /// XML with another root element.
    case notKML(path: String, root: String)
    /// An archive without `doc.kml` that has not exactly one other KML file.
    case noDocument(path: String, members: [String])
    case tooLarge(path: String, bytes: Int)
    case tooManyPositions(path: String, limit: Int)
    case noFeatures(path: String)
    /// Features, but no area among them.
    case noAreas(path: String)
    case missingId(path: String, place: Place, property: String, known: [String])
    /// The id is neither text nor a whole number, or too long.
    case unusableId(path: String, place: Place, property: String)
    case unknownGeometry(path: String, place: Place, type: String)
    case badRing(path: String, place: Place, id: String?, RingFault)
    /// A shape whose rings enclose nothing, such as a line there and back.
    case noGround(path: String, id: String)
    /// A shape that crosses itself so often that it is not repaired.
    case tangledShape(path: String, id: String)
    /// GEOS cannot calculate with a shape; nil where it is not one shape that is at fault.
    case unusableShape(path: String, id: String?, reason: String)
}

extension BoundariesError: CustomStringConvertible {
    /// Where, what, and on the second line the remedy, for the outlines of units.
    public var description: String { text(ofSource: "boundaries") }

    /// Where, what, and on the second line the remedy.
    ///
    /// - Parameter source: The source of the configuration that names the file, `boundaries` or `territory_boundaries`.
    public func text(ofSource source: String) -> String {
        let isOfUnits = source == "boundaries"
        let remedy =
            "  set 'id' of source '\(source)' to the property that holds the \(isOfUnits ? "unit" : "territory") id"
        return switch self {
        case .file(let error): error.description
        case .notJSON, .notAFeatureCollection, .notKML, .noDocument, .tooLarge, .tooManyPositions,
            .noFeatures, .noAreas:
            fileText(source, of: isOfUnits ? "units" : "territories")
        case .missingId(let path, let place, let property, let known):
            place.words(path, "area") + " has no property '\(property)'\n" + remedy
                + (known.isEmpty ? "" : "; it has: \(known.joined(separator: ", "))")
        case .unusableId(let path, let place, let property):
            place.words(path, "area") + " has no short text or whole number as '\(property)'\n" + remedy
        case .unknownGeometry(let path, let place, let type):
            place.words(path, "area") + " has geometry '\(type)'\n"
                + "  only polygons are areas; leave out the other geometries"
        case .badRing(let path, let place, let id, let fault):
            place.words(path, "area") + (id.map { " ('\($0)')" } ?? "")
                + " \(fault.problem)\n  \(fault.remedy)"
        case .noGround(let path, let id):
            "\(path): the outline of '\(id)' encloses no ground\n"
                + "  leave it out, or export the boundaries again"
        case .tangledShape(let path, let id):
            "\(path): the outline of '\(id)' crosses itself too often to be repaired\n"
                + "  repair it in a geographic program, or leave it out"
        case .unusableShape(let path, let id, let reason):
            path + (id.map { ": the outline of '\($0)'" } ?? ": an outline")
                + " cannot be calculated with: \(reason)\n  repair it in a geographic program, or leave it out"
        }
    }

    /// What concerns the file as a whole.
    private func fileText(_ source: String, of subjects: String) -> String {
        switch self {
        case .notJSON(let path, let reason):
            "\(path): is not JSON: \(reason)\n  export the boundaries again as GeoJSON (RFC 7946) or KML"
        case .notAFeatureCollection(let path):
            "\(path): is not a GeoJSON FeatureCollection\n"
                + "  export the boundaries again as a FeatureCollection (RFC 7946)"
        case .notKML(let path, let root):
            "\(path): is XML, but no KML: its root is '\(root)'\n  export the boundaries as KML or GeoJSON"
        case .noDocument(let path, let members):
            "\(path): the archive has no doc.kml and not one other KML file\n"
                + "  write which file is meant, such as file: \"\(path)!/name.kml\"; it has: "
                + members.joined(separator: ", ")
        case .tooLarge(let path, let bytes):
            "\(path): has more than \(grouped(UInt64(max(0, bytes)))) bytes of GeoJSON\n"
                + "  simplify the outlines, or export them as KML"
        case .tooManyPositions(let path, let limit):
            "\(path): has more than \(grouped(UInt64(max(0, limit)))) positions\n"
                + "  simplify the outlines: a map of a report shows far fewer"
        case .noFeatures(let path):
            "\(path): has no features\n  export the boundaries again, or remove source '\(source)'"
        case .noAreas(let path):
            "\(path): has no polygons\n  export the boundaries of the \(subjects), or remove source '\(source)'"
        case .file, .missingId, .unusableId, .unknownGeometry, .badRing, .noGround, .tangledShape,
            .unusableShape:
            ""
        }
    }
}

extension BoundariesError.Place {
    fileprivate func words(_ path: String, _ noun: String) -> String {
        switch self {
        case .feature(let number): "\(path): feature \(number)"
        case .line(let line): "\(path):\(line): the \(noun)"
        }
    }
}
