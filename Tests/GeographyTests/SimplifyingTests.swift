import Testing

@testable import Geography

@Suite("Simplified maps")
struct SimplifyingTests {
    /// Four fields of a square with a wavy cross between them, and an island.
    private static var map: BoundaryMap {
        func line(_ from: (Double, Double), _ to: (Double, Double)) -> [Coordinate] {
            (0...20).map { step in
                let part = Double(step) / 20
                let wave = step % 20 == 0 ? 0 : Double(step % 3 - 1) * 0.01
                let isFlat = from.1 == to.1
                return Coordinate(
                    longitude: from.0 + (to.0 - from.0) * part + (isFlat ? 0 : wave),
                    latitude: from.1 + (to.1 - from.1) * part + (isFlat ? wave : 0))
            }
        }
        func field(_ west: Double, _ south: Double) -> UnitShape {
            let (east, north) = (west + 1, south + 1)
            let ring =
                line((west, south), (east, south)) + line((east, south), (east, north)).dropFirst()
                + line((west, north), (east, north)).reversed().dropFirst()
                + line((west, south), (west, north)).reversed().dropFirst()
            return UnitShape(id: "\(Int(west)) \(Int(south))", rings: [ring])
        }
        let island = [(3.0, 0.0), (3.1, 0), (3.1, 0.1), (3, 0.1), (3, 0)].map {
            Coordinate(longitude: $0.0, latitude: $0.1)
        }
        return BoundaryMap(
            Boundaries(
                shapes: [
                    field(0, 0), field(1, 0), field(0, 1), field(1, 1),
                    UnitShape(id: "island", rings: [island]),
                ]))
    }

    @Test("Fewer points leave every unit, every neighbour and every corner where it was")
    func neighbours() {
        let map = Self.map
        let simple = map.simplified(toPoints: 60)
        #expect(simple.pointCount <= 60 && simple.pointCount > 20)
        #expect(simple.shapes.map(\.id) == map.shapes.map(\.id))
        #expect(simple.neighbours.map { [$0, $1] } == map.neighbours.map { [$0, $1] })
        #expect(simple.box == map.box)
        for (one, other) in zip(map.shapes, simple.shapes) {
            #expect(Set(other.rings.joined()).isSubset(of: Set(one.rings.joined())))
            #expect(abs(Double(other.doubleArea) / Double(one.doubleArea) - 1) < 0.15, "\(one.id)")
        }
    }

    @Test("However few points are asked for, units keep a shape")
    func least() {
        let simple = Self.map.simplified(toPoints: 1)
        #expect(simple.shapes.count == 5)
        #expect(simple.shapes.allSatisfy { $0.doubleArea > 0 })
        #expect(simple.neighbours.count == Self.map.neighbours.count)
    }

    @Test("A map of few points stays as it is")
    func small() {
        let map = Self.map
        #expect(map.simplified(toPoints: map.pointCount).shapes == map.shapes)
    }
}
