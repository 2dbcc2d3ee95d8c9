import Foundation
import Testing

@testable import Geography

@Suite("Boundaries")
struct BoundariesTests {
    private func read(_ text: String) -> Result<Boundaries, BoundariesError> {
        Result { () throws(BoundariesError) in
            try Boundaries(geoJSON: Data(text.utf8), path: "data/b.geojson", idProperty: "GEOID")
        }
    }

    private static let square = "[[0,0],[1,0],[1,1],[0,1],[0,0]]"

    private static func feature(_ id: String, _ geometry: String) -> String {
        "{\"type\":\"Feature\",\"properties\":{\"GEOID\":\(id)},\"geometry\":\(geometry)}"
    }

    private static func collection(_ features: String...) -> String {
        "{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ","))]}"
    }

    @Test("Polygons and multipolygons are read, one shape for each id, sorted")
    func reads() throws {
        let text = Self.collection(
            Self.feature("\"b\"", "{\"type\":\"Polygon\",\"coordinates\":[\(Self.square)]}"),
            Self.feature(
                "7", "{\"type\":\"MultiPolygon\",\"coordinates\":[[\(Self.square)],[\(Self.square)]]}"),
            Self.feature("\"b\"", "{\"type\":\"Polygon\",\"coordinates\":[\(Self.square)]}"),
            Self.feature("\"none\"", "null"))
        let shapes = try read(text).get().shapes
        #expect(shapes.map(\.id) == ["7", "b"])
        #expect(shapes.map(\.rings.count) == [2, 2])
        #expect(shapes[0].rings[0][2] == Coordinate(longitude: 1, latitude: 1))
    }

    @Test(
        "What cannot be read is told with place, fault and remedy",
        arguments: [
            ("[]", "is not a GeoJSON FeatureCollection"), (Self.collection(), "has no features"),
            (
                "{\"type\":\"FeatureCollection\",\"features\":[{\"properties\":{\"NAME\":\"x\",\"A\":1}}]}",
                "feature 1 has no property 'GEOID'\n"
                    + "  set 'id' of source 'boundaries' to the property that holds the unit id; it has: A, NAME"
            ),
            (
                Self.collection(Self.feature("\"a\"", "{\"type\":\"Point\",\"coordinates\":[0,0]}")),
                "feature 1 has geometry 'Point'\n  only polygons are areas"
            ),
            (
                Self.collection(
                    Self.feature("\"a\"", "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[500,0]]]}")),
                "feature 1 ('a') has a position 500.0, 0.0 that is not longitude and latitude in degrees\n"
            ),
        ])
    func broken(text: String, message: String) {
        guard case .failure(let error) = read(text) else {
            Issue.record("was read")
            return
        }
        #expect(error.description.hasPrefix("data/b.geojson: " + message))
    }

    @Test("Text that is no JSON and a file that is not there are told apart")
    func unreadable() {
        guard case .failure(.notJSON(path: "data/b.geojson", _)) = read("{\"type\":") else {
            Issue.record("was read")
            return
        }
        do throws(BoundariesError) {
            _ = try Boundaries.read(path: "/nowhere/b.geojson", named: "data/b.geojson", idProperty: "GEOID")
            Issue.record("was read")
        } catch {
            #expect(error.description.hasPrefix("data/b.geojson: does not exist\n  "))
        }
    }
}

@Suite("The flat map")
struct BoundaryMapTests {
    /// Two rows of three unit squares, `a` to `f`.
    private static let grid = BoundaryMap(
        Boundaries(
            shapes: "abcdef".enumerated().map { place, id in
                let west = Double(place % 3)
                let south = 40 + Double(place / 3)
                let corners = [(0.0, 0.0), (1, 0), (1, 1), (0, 1), (0, 0)]
                return UnitShape(
                    id: String(id),
                    rings: [corners.map { Coordinate(longitude: west + $0.0, latitude: south + $0.1) }])
            }), width: 300)

    @Test("Units that share an edge are neighbours, those that share a corner are not")
    func neighbours() {
        #expect(
            Self.grid.neighbours.map { [$0.0, $0.1] } == [
                [0, 1], [0, 3], [1, 2], [1, 4], [2, 5], [3, 4], [4, 5],
            ])
    }

    @Test("Borders run between units of different territories and round the outside, each edge once")
    func borders() {
        let lines = Self.grid.borders(among: Array(0..<6), owner: [1, 1, 2, 1, 2, 2])
        // Ten outer edges and three inner: c|b, e|b and d|e.
        #expect(lines.reduce(0) { $0 + $1.count - 1 } == 13)
        let whole = Self.grid.borders(among: Array(0..<6), owner: [1, 1, 1, 1, 1, 1])
        #expect(whole.map(\.count) == [11])
        #expect(whole[0].first == whole[0].last)
        let single = Self.grid.borders(among: [0], owner: [1, 1, 1, 1, 1, 1])
        #expect(single.map(\.count) == [5])
        let none = Self.grid.borders(among: [], owner: [1, 1, 1, 1, 1, 1])
        #expect(none == [])
    }

    @Test("The projection keeps areas equal and fits the width")
    func projection() {
        let shapes = Self.grid.shapes
        #expect(Self.grid.box.width == 3_000)
        #expect(shapes.map(\.box).allSatisfy { $0.minX >= 0 && $0.maxX <= 3_000 && $0.minY >= 0 })
        // A degree square at 40.5° and one at 41.5° differ by the cosines of their latitudes.
        let ratio = Double(shapes[3].doubleArea) / Double(shapes[0].doubleArea)
        #expect(abs(ratio - 0.98498) < 0.005)
        #expect(shapes[0].centre.y > shapes[3].centre.y)
    }

    @Test("Points that fall together are dropped, and units that vanish are left out")
    func simplified() {
        func shape(_ id: String, _ size: Double) -> UnitShape {
            let corners = [(0.0, 0.0), (1, 0), (1, 0.00000001), (1, 1), (0, 1), (0, 0)]
            return UnitShape(
                id: id, rings: [corners.map { Coordinate(longitude: $0.0 * size, latitude: $0.1 * size) }])
        }
        let map = BoundaryMap(Boundaries(shapes: [shape("big", 1), shape("dot", 0.0000001)]), width: 10)
        #expect(map.shapes.map(\.id) == ["big"])
        #expect(map.shapes[0].rings.map(\.count) == [4])
        #expect(BoundaryMap(Boundaries(shapes: [])).shapes.isEmpty)
    }
}
