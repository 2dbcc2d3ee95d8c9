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
    /// Of each polygon its rings, closed: the outer one first, then its holes.
    public let polygons: [[[Coordinate]]]

    /// All rings of all its polygons, outer ones and holes, closed.
    public var rings: [[Coordinate]] { polygons.flatMap { $0 } }

    public init(id: String, polygons: [[[Coordinate]]]) {
        self.id = id
        self.polygons = polygons
    }

    /// A shape without holes: each ring is a polygon.
    public init(id: String, rings: [[Coordinate]]) {
        self.init(id: id, polygons: rings.map { [$0] })
    }
}

/// The outlines of the geographic units, sorted by the bytes of their ids.
///
/// Several features with one id make one shape.
public struct Boundaries: Hashable, Sendable {
    public let shapes: [UnitShape]

    public init(shapes: [UnitShape]) {
        let byId = Dictionary(grouping: shapes, by: \.id)
        self.shapes = byId.map { UnitShape(id: $0.key, polygons: $0.value.flatMap(\.polygons)) }
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
