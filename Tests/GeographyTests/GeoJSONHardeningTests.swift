import Foundation
import Geography
import Tabular
import Testing

@Suite("GeoJSON that means harm or is careless")
struct GeoJSONHardeningTests {
    private func read(_ text: String, id: String = "GEOID") -> Result<Boundaries, BoundariesError> {
        Result { () throws(BoundariesError) in
            try Boundaries.read(
                TabularInput(.bytes(Array(text.utf8)), displayPath: "data/b.geojson"), idProperty: id)
        }
    }

    private static let square = "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,0]]]}"

    private static func feature(_ id: String, _ geometry: String = square) -> String {
        "{\"type\":\"FeatureCollection\",\"features\":[{\"id\":\"f1\",\"properties\":{\"GEOID\":\(id)},"
            + "\"geometry\":\(geometry)}]}"
    }

    @Test(
        "Ids are texts and whole numbers",
        arguments: [
            ("\"01001\"", "01001"), ("1001", "1001"), ("-7", "-7"), ("7.0", "7"),
            ("9223372036854775807", "9223372036854775807"), ("\"\\u00dc\"", "\u{DC}"),
        ])
    func ids(_ written: String, _ id: String) throws {
        #expect(try read(Self.feature(written)).get().shapes.map(\.id) == [id])
        #expect(try read(Self.feature(written), id: "@id").get().shapes.map(\.id) == ["f1"])
    }

    @Test(
        "Values that are no ids are told",
        arguments: ["1.5", "1e400", "9223372036854775808", "true", "[1]", "{}"])
    func wrongIds(_ written: String) {
        #expect(
            read(Self.feature(written))
                == .failure(.unusableId(path: "data/b.geojson", place: .feature(1), property: "GEOID")))
    }

    @Test("Null and empty ids are missing", arguments: ["null", "\"\""])
    func missingIds(_ written: String) {
        #expect(
            read(Self.feature(written))
                == .failure(
                    .missingId(
                        path: "data/b.geojson", place: .feature(1), property: "GEOID", known: ["GEOID"])))
    }

    @Test(
        "Coordinates of another shape are told",
        arguments: [
            "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1e999,0],[1,1],[0,0]]]}",
            "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[\"1\",0],[1,1],[0,0]]]}",
            "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1],[1,1],[0,0]]]}",
            "{\"type\":\"Polygon\",\"coordinates\":[[0,0],[1,0],[1,1],[0,0]]}",
            "{\"type\":\"Polygon\",\"coordinates\":[null]}", "{\"type\":\"Polygon\",\"coordinates\":null}",
            "{\"type\":\"Polygon\"}", "{\"type\":\"GeometryCollection\",\"geometries\":[null]}",
            "{\"type\":7}", "\"Polygon\"", "[]", "true",
        ])
    func wrongCoordinates(_ geometry: String) {
        #expect(
            read(Self.feature("\"a\"", geometry))
                == .failure(
                    .badRing(path: "data/b.geojson", place: .feature(1), id: "a", .notAPosition(nil))))
    }

    @Test(
        "Rings are judged as in KML",
        arguments: [
            ("[]", .noRing), ("[[]]", .tooFewPositions(0)), ("[[[0,0],[1,0],[1,1],[0,1]]]", .unclosed),
            ("[[[0,0],[1,0],[1,0],[0,0]]]", .flat),
            ("[[[0,0],[181,0],[1,0],[0,0]]]", .outOfRange(longitude: 181, latitude: 0)),
        ] as [(String, RingFault)])
    func wrongRings(_ coordinates: String, _ fault: RingFault) {
        let geometry = "{\"type\":\"Polygon\",\"coordinates\":\(coordinates)}"
        #expect(
            read(Self.feature("\"a\"", geometry))
                == .failure(.badRing(path: "data/b.geojson", place: .feature(1), id: "a", fault)))
    }

    @Test(
        "A collection in which nothing is an area is told",
        arguments: ["null", "{\"type\":\"MultiPolygon\",\"coordinates\":[]}"])
    func noAreas(_ geometry: String) {
        #expect(read(Self.feature("1", geometry)) == .failure(.noAreas(path: "data/b.geojson")))
    }

    @Test(
        "Brackets without end are refused",
        arguments: ["[", "{\"a\":", "[[],", "{\"type\":\"FeatureCollection\",\"features\":["])
    func brackets(_ piece: String) {
        let text = String(repeating: piece, count: (20 << 20) / piece.utf8.count)
        guard case .failure(.notJSON("data/b.geojson", let reason)) = read(text) else {
            Issue.record("was read")
            return
        }
        #expect(reason.contains("nested") || reason.contains("end of file"), "\(reason)")
    }

    @Test("A file of 200 MB of brackets is refused by its size")
    func large() throws {
        let path = FileManager.default.temporaryDirectory.path + "/brackets-\(UUID().uuidString).geojson"
        defer { try? FileManager.default.removeItem(atPath: path) }  // a leftover harms nobody
        try Data(repeating: UInt8(ascii: "["), count: 200 << 20).write(to: URL(fileURLWithPath: path))
        let error = #expect(throws: BoundariesError.self) {
            try Boundaries.read(path: path, named: "b.geojson", idProperty: "x")
        }
        #expect(
            error?.description == "b.geojson: has more than 67,108,864 bytes of GeoJSON\n"
                + "  simplify the outlines, or export them as KML")
    }

    @Test("Collections nested to the parser's limit do not end the program")
    func nested() {
        let open = String(repeating: "{\"type\":\"GeometryCollection\",\"geometries\":[", count: 250)
        let close = String(repeating: "]}", count: 250)
        #expect(throws: Never.self) { try read(Self.feature("1", open + Self.square + close)).get() }
        guard case .failure = read(Self.feature("1", open + open + Self.square + close + close)) else {
            Issue.record("was read")
            return
        }
    }

    @Test("What is no JSON is told with its place")
    func syntax() {
        let error = BoundariesError.notJSON(
            path: "data/b.geojson", reason: "Invalid value around character 10.")
        #expect(read("{\n\"type\": Feature}") == .failure(error))
    }

    @Test("An empty file and one of white space are told")
    func empty() {
        #expect(read("") == .failure(.file(.emptyFile(path: "data/b.geojson"))))
        guard case .failure(.notJSON) = read("  \n") else {
            Issue.record("was read")
            return
        }
    }
}
