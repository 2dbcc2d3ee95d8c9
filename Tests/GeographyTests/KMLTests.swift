import Foundation
import Tabular
import Testing

@testable import Geography

@Suite("Boundaries in KML")
struct KMLTests {
    private func read(_ text: String, id: String = "GEOID") -> Result<Boundaries, BoundariesError> {
        read(Array(text.utf8), id: id)
    }

    private func read(_ bytes: [UInt8], id: String = "GEOID") -> Result<Boundaries, BoundariesError> {
        Result { () throws(BoundariesError) in
            try Boundaries.read(TabularInput(.bytes(bytes), displayPath: "data/b.kml"), idProperty: id)
        }
    }

    private static func document(_ placemarks: String...) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder>
        \(placemarks.joined(separator: "\n"))
        </Folder></Document></kml>
        """
    }

    private static func placemark(_ id: String, _ geometry: String) -> String {
        "<Placemark><ExtendedData><SchemaData><SimpleData name=\"GEOID\">\(id)</SimpleData></SchemaData>"
            + "</ExtendedData>\(geometry)</Placemark>"
    }

    private static func ring(_ coordinates: String) -> String {
        "<LinearRing><coordinates>\(coordinates)</coordinates></LinearRing>"
    }

    private static func polygon(_ outer: String, _ inner: String...) -> String {
        "<Polygon><outerBoundaryIs>\(ring(outer))</outerBoundaryIs>"
            + inner.map { "<innerBoundaryIs>\(ring($0))</innerBoundaryIs>" }.joined() + "</Polygon>"
    }

    private static let square = "0,0 1,0 1,1 0,1 0,0"

    @Test("Polygons with holes, altitudes and nested collections are the shapes of the same GeoJSON")
    func equalToGeoJSON() throws {
        let kml = Self.document(
            Self.placemark(
                "b",
                Self.polygon(
                    "\n  -10.5,0,0\n\t-9,0,12.5 -9,1e0,0   -10.5,1,0\r\n -10.5,0,0 ",
                    "-10,.2 -9.5,.2 -9.5,.4 -10,.2")),
            Self.placemark(
                "a",
                "<MultiGeometry>\(Self.polygon(Self.square))<MultiGeometry>\(Self.polygon("5,5 6,5 6,6 5,5"))"
                    + "</MultiGeometry></MultiGeometry>"),
            "<Placemark><name>no area</name></Placemark>",
            Self.placemark("b", Self.polygon(Self.square)))
        let json = """
            {"type":"FeatureCollection","features":[
            {"properties":{"GEOID":"b"},"geometry":{"type":"Polygon","coordinates":[[[-10.5,0],[-9,0],[-9,1],
            [-10.5,1],[-10.5,0]],[[-10,0.2],[-9.5,0.2],[-9.5,0.4],[-10,0.2]]]}},
            {"properties":{"GEOID":"a"},"geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,1],
            [0,0]]],[[[5,5],[6,5],[6,6],[5,5]]]]}},
            {"properties":{"GEOID":"b"},"geometry":{"type":"GeometryCollection","geometries":[
            {"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}]}}]}
            """
        let fromJSON = try Boundaries(geoJSON: Data(json.utf8), path: "b", idProperty: "GEOID")
        #expect(try read(kml).get() == fromJSON)
        #expect(fromJSON.shapes.map(\.rings.count) == [2, 3])
        #expect(try read(Array(json.utf8)).get() == fromJSON)
    }

    @Test(
        "The id is a SimpleData, a Data, the name or the attribute, trimmed, entities resolved",
        arguments: [
            ("GEOID", "01001"), ("CODE", "x & y"), ("name", "A name"), ("@id", "p&1"), ("EMPTY", "later"),
        ])
    func ids(_ property: String, _ id: String) throws {
        let kml = Self.document(
            """
            <Placemark id="p&amp;1"><name> A<![CDATA[ na]]>me
            </name><description>01002</description>
            <ExtendedData><Data name="CODE"><displayName>d</displayName><value>x &amp; y</value></Data>
            <Data name="EMPTY"><value> </value></Data>
            <SchemaData schemaUrl="#s"><SimpleData name="GEOID">01001</SimpleData>
            <SimpleData name="EMPTY">later</SimpleData></SchemaData></ExtendedData>
            \(Self.polygon(Self.square))</Placemark>
            """)
        #expect(try read(kml, id: property).get().shapes.map(\.id) == [id])
    }

    struct Fault: CustomTestStringConvertible, Sendable {
        let name: String
        let kml: String
        let message: String

        var testDescription: String { name }

        init(_ name: String, _ kml: String, _ message: String) {
            (self.name, self.kml, self.message) = (name, kml, message)
        }

        init(ring: String, _ message: String) {
            self.init(ring, document(placemark("a", polygon(ring))), message)
        }
    }

    private static let degrees = "\n  export the boundaries in WGS 84 degrees (EPSG:4326)"
    private static let leave = "\n  leave it out, or export the boundaries again"

    static let faults: [Fault] = [
        Fault(
            ring: "0,0 1,0 1,1 0,1",
            ":3: the area ('a') has a ring that does not end where it begins\n"
                + "  repeat its first position at its end, or export the boundaries again"),
        Fault(ring: "0,0\n1,0\n0,0", ":5: the area ('a') has a ring of 3 positions, fewer than 4" + leave),
        Fault(ring: " ", ":3: the area ('a') has a ring of 0 positions, fewer than 4" + leave),
        Fault(
            ring: "0,0 1,0 1,0 0,0",
            ":3: the area ('a') has a ring of fewer than three different positions" + leave),
        Fault(
            ring: "0,0\n180.5,0\n0,1 0,0",
            ":4: the area ('a') has a position 180.5, 0.0 that is not longitude and latitude in degrees"
                + degrees),
        Fault(
            ring: "0,0 1,-91 0,1 0,0",
            ":3: the area ('a') has a position 1.0, -91.0 that is not longitude and latitude in degrees"
                + degrees),
        Fault(
            ring: "0,0 nan,0 0,1 0,0",
            ":3: the area ('a') has 'nan' where longitude and latitude are needed" + degrees),
        Fault(
            ring: "0,0 0x10,0",
            ":3: the area ('a') has '0x10' where longitude and latitude are needed" + degrees),
        Fault(
            ring: "0,0 1e999,0",
            ":3: the area ('a') has '1e999' where longitude and latitude are needed" + degrees),
        Fault(
            ring: "0,0 7 0,1", ":3: the area ('a') has '7' where longitude and latitude are needed" + degrees),
        Fault(ring: "0, 0", ":3: the area ('a') has '0,' where longitude and latitude are needed" + degrees),
        Fault(
            ring: "0,,0 1,1", ":3: the area ('a') has '0,' where longitude and latitude are needed" + degrees),
        Fault(
            ring: "0,0,0,0",
            ":3: the area ('a') has '0,0,0,' where longitude and latitude are needed" + degrees),
        Fault(
            ring: String(repeating: "1", count: 500),
            ":3: the area ('a') has '\(String(repeating: "1", count: 64))' where longitude and latitude are needed"
                + degrees),
        Fault(
            "no ring", document(placemark("a", "<Polygon/>")),
            ":3: the area ('a') has a polygon without a ring" + leave),
        Fault(
            "a point", document("\n" + placemark("a", "<MultiGeometry><Point/></MultiGeometry>")),
            ":4: the area has geometry 'Point'\n  only polygons are areas; leave out the other geometries"),
        Fault(
            "no id",
            document(
                "<Placemark><ExtendedData><Data name=\"NAME\"/><Data name=\"A\"/></ExtendedData>\(polygon(square))</Placemark>"
            ),
            ":3: the area has no property 'GEOID'\n"
                + "  set 'id' of source 'boundaries' to the property that holds the unit id; it has: A, NAME"),
        Fault(
            "a long id", document(placemark(String(repeating: "x", count: 1002), polygon(square))),
            ":3: the area has no short text or whole number as 'GEOID'\n"
                + "  set 'id' of source 'boundaries' to the property that holds the unit id"),
        Fault(
            "no area", document("<Placemark id=\"x\"/>"),
            ": has no polygons\n  export the boundaries of the units, or remove source 'boundaries'"),
        Fault(
            "other XML", "<laus/>",
            ": is XML, but no KML: its root is 'laus'\n  export the boundaries as KML or GeoJSON"),
        Fault(
            "a truncated document", String(document(placemark("a", polygon(square))).dropLast(6)),
            ":4: is not well-formed XML: "),
        Fault(
            "an entity",
            "<!DOCTYPE kml [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><kml><Placemark>&a;</Placemark></kml>",
            ":1: is refused, as XML meant to do harm is: a declaration of an entity"),
        Fault(
            "deep nesting", String(repeating: "<kml>", count: 300),
            ":1: is refused, as XML meant to do harm is: elements nested deeper than 256"),
    ]

    @Test("What is wrong is told with its line and a remedy", arguments: faults)
    func broken(_ fault: Fault) {
        guard case .failure(let error) = read(fault.kml) else {
            Issue.record("was read")
            return
        }
        #expect(error.description.hasPrefix("data/b.kml" + fault.message), "\(error)")
        #expect(error.description.contains("\n  "))
    }

    @Test("A text of many pieces is read as one, whatever lies at their ends")
    func largeText() throws {
        let middle = (0..<40_000).map { "\(Double($0 % 170) + 0.123456),\(Double($0 % 80) + 0.25),100" }
        let ring = "0,0 " + middle.joined(separator: " ") + " 0,0"
        let shapes = try read(Self.document(Self.placemark("a", Self.polygon(ring)))).get().shapes
        #expect(shapes.map(\.id) == ["a"])
        let expected = (0..<40_000).map {
            Coordinate(longitude: Double($0 % 170) + 0.123456, latitude: Double($0 % 80) + 0.25)
        }
        let origin = Coordinate(longitude: 0, latitude: 0)
        #expect(shapes[0].rings == [[origin] + expected + [origin]])
    }

    /// `<kml>…` and `{"type":"FeatureCollection",…}` of one triangle, as `gzip` writes them, in base 64.
    private static let compressed = [
        "H4sIAAAAAAACA2VOOwqEUAy8igdYiPZDiu0WthBvEDTIw/cSiFp4ez/F8mCLYQaG+WApmdFnGbVILAyT"
            + "oiygh9F7PmY3hu+bxtt3mySOz8r4JlOJIdnMGN1jSiabrty+2qZ70DWXBtUmqI7RXyn99qi6RPfHEzeA"
            + "AjapAAAA",
        "H4sIAAAAAAACAy2MsQqEMBAF/+XVKbS1Fa62DymC7kkgZsO6FiHk3++iNgNv4E2FlkyY8CGvl9DMMdKq"
            + "gRMMvo87MdmKLJxJNPRZkfzRXx7NYCc+SKV0/9YWjmW/GyuzbCF5vTPWDmZwxo4vxz+7ca41134mgbvr"
            + "jQAAAA==",
    ]

    @Test("Gzip is recognised by its content, in both formats", arguments: compressed)
    func gzip(_ text: String) throws {
        let bytes = Array(try #require(Data(base64Encoded: text)))
        let corners = [(0.0, 0.0), (1, 0), (1, 1), (0, 0)].map { Coordinate(longitude: $0.0, latitude: $0.1) }
        #expect(
            try read(bytes, id: "name").get() == Boundaries(shapes: [UnitShape(id: "a", rings: [corners])]))
    }

    @Test("More positions than allowed are refused while they are read")
    func tooMany() {
        let text = Self.document(Self.placemark("a", Self.polygon(Self.square, Self.square)))
        let input = TabularInput(.bytes(Array(text.utf8)), displayPath: "data/b.kml")
        let error = #expect(throws: BoundariesError.self) {
            try Boundaries(kml: input, idProperty: "GEOID", positionLimit: 9)
        }
        #expect(
            error?.description == "data/b.kml: has more than 9 positions\n"
                + "  simplify the outlines: a map of a report shows far fewer")
        #expect(throws: Never.self) {
            try Boundaries(kml: input, idProperty: "GEOID", positionLimit: 10)
        }
    }

    @Test("UTF-16 is read as UTF-8 is")
    func utf16() throws {
        let text = Self.document(Self.placemark("\u{DC}", Self.polygon(Self.square)))
            .replacing("UTF-8", with: "UTF-16")
        var bytes: [UInt8] = [0xFF, 0xFE]
        for unit in text.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        #expect(try read(bytes).get().shapes.map(\.id) == ["\u{DC}"])
    }

    @Test("The sample's counties are equal as KML")
    func sample() throws {
        let path = Self.repository + "/SampleData/data/county_boundaries.geojson"
        let counties = try Boundaries.read(path: path, idProperty: "GEOID")
        #expect(counties.shapes.count > 300)
        func text(_ ring: [Coordinate]) -> String {
            ring.map { "\($0.longitude),\($0.latitude),0" }.joined(separator: " ")
        }
        let placemarks = counties.shapes.map { shape in
            let polygons = shape.polygons.map { rings in
                let holes = rings.dropFirst().map {
                    "<innerBoundaryIs>\(Self.ring(text($0)))</innerBoundaryIs>"
                }
                return "<Polygon>\(holes.joined())<outerBoundaryIs>\(Self.ring(text(rings[0])))"
                    + "</outerBoundaryIs></Polygon>"
            }
            return Self.placemark(shape.id, "<MultiGeometry>\(polygons.joined())</MultiGeometry>")
        }
        #expect(try read(Self.document(placemarks.joined(separator: "\n"))).get() == counties)
    }

    private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
}
