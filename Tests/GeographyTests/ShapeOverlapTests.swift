import Testing

@testable import Geography

@Suite("Overlaps of outlines")
struct ShapeOverlapTests {
    @Test("Ground that lies in two shapes is measured, by the ids of the two")
    func overlaps() throws {
        let found = try ShapeOverlap.all(
            of: GroundSupport.sound([
                UnitShape(id: "c", rings: [GroundSupport.box(0, 0)]),
                UnitShape(id: "a", rings: [GroundSupport.box(0.75, 0)]),
                UnitShape(id: "b", rings: [GroundSupport.box(0, 0.5), GroundSupport.box(8, 8)]),
                UnitShape(id: "d", rings: [GroundSupport.box(8.25, 8.25, width: 0.5, height: 0.5)]),
            ]))
        #expect(found.map { [$0.first, $0.second] } == [["a", "b"], ["a", "c"], ["b", "c"], ["b", "d"]])
        let common = EqualArea.km2([[GroundSupport.box(0.75, 0, width: 0.25)]])
        #expect(abs(found[1].areaKm2 - common) < 1e-6)
        #expect(found[1].areaOfFirst == EqualArea.km2([[GroundSupport.box(0.75, 0)]]))
        #expect(found[1].areaOfSecond == EqualArea.km2([[GroundSupport.box(0, 0)]]))
        #expect(abs(found[3].areaKm2 / found[3].areaOfSecond - 1) < 1e-12)
    }

    @Test("Shapes that share a border, touch in a corner, or lie over each other by a hair do not overlap")
    func borders() throws {
        let found = try ShapeOverlap.all(
            of: GroundSupport.sound([
                UnitShape(id: "a", rings: [GroundSupport.box(0, 0)]),
                UnitShape(id: "b", rings: [GroundSupport.box(1, 0)]),
                UnitShape(id: "c", rings: [GroundSupport.box(1, 1)]),
                // 111 km long and a centimetre wide.
                UnitShape(id: "d", rings: [GroundSupport.box(-0.9999999, 0)]),
            ]))
        #expect(found == [])
    }

    @Test("Counties do not overlap, a state made of them overlaps with each")
    func counties() throws {
        let counties = try GroundSupport.counties()
        #expect(try ShapeOverlap.all(of: SoundBoundaries(counties, named: "counties")) == [])
        let georgia = counties.shapes.filter { $0.id.hasPrefix("13") }
        let whole = UnitShape(id: "0", polygons: georgia.flatMap(\.polygons))
        let sound = try SoundBoundaries(Boundaries(shapes: georgia + [whole]), named: "counties")
        let found = try ShapeOverlap.all(of: sound)
        #expect(found.map(\.second) == georgia.map(\.id))
        #expect(found.allSatisfy { abs($0.areaKm2 / $0.areaOfSecond - 1) < 1e-9 })
        let sum = georgia.reduce(0) { $0 + EqualArea.km2($1.polygons) }
        #expect(found.allSatisfy { abs($0.areaOfFirst / sum - 1) < 1e-9 })
    }
}
