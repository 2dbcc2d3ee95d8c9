import Foundation
import Testing

@testable import Geography

@Suite("Units by place")
struct UnitLocatorTests {
    @Test(
        "The unit round a place is found, on a border the one with the lowest id",
        arguments: [
            (0.5, 0.5, "b"), (1.5, 0.5, "a"), (1.0, 0.5, "a"), (1.0, 1.0, "a"), (0.0, 0.3, "b"),
            (2.5, 2.5, nil), (1.5, 2.5, "c"), (1.5, 2.2, "d"), (1.25, 2.2, "c"), (-170.0, 85.0, nil),
            (.nan, 0.5, nil),
        ] as [(Double, Double, String?)])
    func finds(longitude: Double, latitude: Double, unit: String?) throws {
        let hole = GroundSupport.box(1.25, 2, width: 0.5, height: 0.3)
        let locator = try UnitLocator(
            GroundSupport.sound([
                UnitShape(id: "b", rings: [GroundSupport.box(0, 0)]),
                UnitShape(id: "a", rings: [GroundSupport.box(1, 0)]),
                UnitShape(id: "d", rings: [hole]),
                UnitShape(id: "c", polygons: [[GroundSupport.box(1, 1.5, height: 1.5), hole]]),
            ]))
        #expect(locator.unit(longitude: longitude, latitude: latitude) == unit)
    }

    @Test("Every county holds its own place")
    func counties() throws {
        let locator = try UnitLocator(SoundBoundaries(GroundSupport.counties(), named: "counties"))
        let text = try String(
            contentsOfFile: GroundSupport.repository + "/SampleData/data/counties.csv", encoding: .utf8)
        let rows = text.split(whereSeparator: \.isNewline).map { $0.split(separator: ",").map(String.init) }
        let columns = try ["fips", "latitude", "longitude"].map { try #require(rows[0].firstIndex(of: $0)) }
        for row in rows.dropFirst() {
            let latitude = try #require(Double(row[columns[1]]))
            let longitude = try #require(Double(row[columns[2]]))
            #expect(locator.unit(longitude: longitude, latitude: latitude) == row[columns[0]])
        }
    }

    @Test("Many threads may ask at once")
    func threads() throws {
        let boxes = (0..<20).flatMap { x in
            (0..<20).map { y in
                UnitShape(id: "\(x)-\(y)", rings: [GroundSupport.box(Double(x), Double(y))])
            }
        }
        let locator = try UnitLocator(GroundSupport.sound(boxes))
        DispatchQueue.concurrentPerform(iterations: 400) { number in
            let (x, y) = (number / 20, number % 20)
            let unit = locator.unit(longitude: Double(x) + 0.5, latitude: Double(y) + 0.5)
            #expect(unit == "\(x)-\(y)")
        }
    }
}
