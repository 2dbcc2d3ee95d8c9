import Foundation
import Testing

@testable import Geography

/// Shapes made by hand and the real counties, for the tests of the ground.
enum GroundSupport {
    static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    /// The 400 counties of the sample.
    static func counties() throws -> Boundaries {
        try Boundaries.read(
            path: repository + "/SampleData/data/county_boundaries.geojson", idProperty: "GEOID")
    }

    static func sound(_ shapes: [UnitShape]) throws(BoundariesError) -> SoundBoundaries {
        try SoundBoundaries(Boundaries(shapes: shapes), named: "data/b.geojson")
    }

    /// A closed ring through longitudes and latitudes.
    static func ring(_ places: (Double, Double)...) -> [Coordinate] {
        (places + places.prefix(1)).map { Coordinate(longitude: $0.0, latitude: $0.1) }
    }

    /// A box with its lower left corner at a place.
    static func box(_ x: Double, _ y: Double, width: Double = 1, height: Double = 1) -> [Coordinate] {
        ring((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    }
}
