/// Why boundaries could not be read: the facts, put into words by `description`.
public enum BoundariesError: Error, Hashable, Sendable {
    case unreadable(path: String, reason: String)
    case notJSON(path: String, reason: String)
    case notAFeatureCollection(path: String)
    case noFeatures(path: String)
    case missingId(path: String, feature: Int, property: String, known: [String])
    case unknownGeometry(path: String, feature: Int, type: String)
    case badCoordinates(path: String, feature: Int, id: String)
}

extension BoundariesError: CustomStringConvertible {
    /// Where, what, and on the second line the remedy.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason):
            "\(path): cannot be read: \(reason)\n  check the file name of source 'boundaries' and its permissions"
        case .notJSON(let path, let reason):
            "\(path): is not JSON: \(reason)\n  export the boundaries again as GeoJSON (RFC 7946)"
        case .notAFeatureCollection(let path):
            "\(path): is not a GeoJSON FeatureCollection\n"
                + "  export the boundaries again as a FeatureCollection (RFC 7946)"
        case .noFeatures(let path):
            "\(path): has no features\n  export the boundaries again, or remove source 'boundaries'"
        case .missingId(let path, let feature, let property, let known):
            "\(path): feature \(feature) has no property '\(property)'\n"
                + "  set 'id' of source 'boundaries' to the property that holds the unit id"
                + (known.isEmpty ? "" : "; it has: \(known.joined(separator: ", "))")
        case .unknownGeometry(let path, let feature, let type):
            "\(path): feature \(feature) has geometry '\(type)'\n"
                + "  only Polygon and MultiPolygon are areas; leave out the other features"
        case .badCoordinates(let path, let feature, let id):
            "\(path): feature \(feature) ('\(id)') has coordinates that are not longitude and latitude\n"
                + "  export the boundaries in WGS 84 degrees (EPSG:4326), rings of at least four positions"
        }
    }
}
