import Tabular

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

    /// Reads a file; see `read(_:idProperty:)`.
    ///
    /// - Parameters:
    ///   - path: Where the file lies.
    ///   - name: How errors call it.
    ///   - idProperty: The property that holds the unit id.
    public static func read(
        path: String, named name: String? = nil, idProperty: String
    ) throws(BoundariesError) -> Boundaries {
        try read(TabularInput(path: path, displayPath: name ?? path), idProperty: idProperty)
    }
}
