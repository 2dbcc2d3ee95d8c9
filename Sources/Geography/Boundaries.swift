import Foundation

/// A position on the earth in degrees of WGS 84.
public struct Coordinate: Hashable, Sendable {
    /// −180 to 180.
    public let longitude: Double
    /// −90 to 90.
    public let latitude: Double

    public init(longitude: Double, latitude: Double) {
        self.longitude = longitude
        self.latitude = latitude
    }
}

/// The outline of one geographic unit.
public struct UnitShape: Hashable, Sendable {
    /// The unit id as the file gives it.
    public let id: String
    /// All rings of all its polygons, outer ones and holes, closed.
    public let rings: [[Coordinate]]

    public init(id: String, rings: [[Coordinate]]) {
        self.id = id
        self.rings = rings
    }
}

/// The outlines of the geographic units, sorted by the bytes of their ids.
///
/// Several features with one id make one shape.
public struct Boundaries: Hashable, Sendable {
    public let shapes: [UnitShape]

    public init(shapes: [UnitShape]) {
        let byId = Dictionary(grouping: shapes, by: \.id)
        self.shapes = byId.map { UnitShape(id: $0.key, rings: $0.value.flatMap(\.rings)) }
            .sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    }

    /// Reads a GeoJSON file (RFC 7946).
    ///
    /// - Parameters:
    ///   - path: Where the file lies.
    ///   - name: How errors call it.
    ///   - idProperty: The property that holds the unit id, text or number.
    public static func read(
        path: String, named name: String? = nil, idProperty: String
    ) throws(BoundariesError) -> Boundaries {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw .unreadable(path: name ?? path, reason: error.localizedDescription)
        }
        return try Boundaries(geoJSON: data, path: name ?? path, idProperty: idProperty)
    }

    /// Reads GeoJSON text; `path` is only named in errors.
    public init(geoJSON data: Data, path: String, idProperty: String) throws(BoundariesError) {
        let root: Any
        do {
            root = try JSONSerialization.jsonObject(with: data)
        } catch {
            let detail = (error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String
            throw .notJSON(path: path, reason: detail ?? error.localizedDescription)
        }
        guard let object = root as? [String: Any], object["type"] as? String == "FeatureCollection",
            let features = object["features"] as? [[String: Any]]
        else { throw .notAFeatureCollection(path: path) }
        guard !features.isEmpty else { throw .noFeatures(path: path) }
        var shapes: [UnitShape] = []
        for (index, feature) in features.enumerated() {
            let reader = FeatureReader(path: path, number: index + 1, feature: feature)
            if let shape = try reader.shape(idProperty: idProperty) { shapes.append(shape) }
        }
        self.init(shapes: shapes)
    }
}

/// Reads one feature of a collection.
private struct FeatureReader {
    let path: String
    /// 1 = first.
    let number: Int
    let feature: [String: Any]

    /// The shape of the feature; nil where it has no geometry, which GeoJSON allows.
    func shape(idProperty: String) throws(BoundariesError) -> UnitShape? {
        let id = try id(idProperty)
        guard let geometry = feature["geometry"] as? [String: Any] else { return nil }
        let polygons: [Any]
        switch geometry["type"] as? String {
        case "Polygon": polygons = [geometry["coordinates"] as Any]
        case "MultiPolygon":
            guard let several = geometry["coordinates"] as? [Any] else { throw fault(id) }
            polygons = several
        case let type:
            throw .unknownGeometry(path: path, feature: number, type: type ?? "none")
        }
        var rings: [[Coordinate]] = []
        for polygon in polygons {
            guard let parts = polygon as? [[[Double]]], !parts.isEmpty else { throw fault(id) }
            for part in parts { rings.append(try ring(part, id: id)) }
        }
        return UnitShape(id: id, rings: rings)
    }

    private func id(_ property: String) throws(BoundariesError) -> String {
        let properties = feature["properties"] as? [String: Any]
        switch properties?[property] {
        case let text as String where !text.isEmpty: return text
        case let number as Int: return String(number)
        default:
            let known = properties.map { $0.keys.sorted() }
            throw .missingId(path: path, feature: number, property: property, known: known ?? [])
        }
    }

    private func ring(_ positions: [[Double]], id: String) throws(BoundariesError) -> [Coordinate] {
        guard positions.count >= 4 else { throw fault(id) }
        var ring: [Coordinate] = []
        for position in positions {
            guard position.count >= 2, abs(position[0]) <= 180, abs(position[1]) <= 90 else {
                throw fault(id)
            }
            ring.append(Coordinate(longitude: position[0], latitude: position[1]))
        }
        return ring
    }

    private func fault(_ id: String) -> BoundariesError {
        .badCoordinates(path: path, feature: number, id: id)
    }
}
