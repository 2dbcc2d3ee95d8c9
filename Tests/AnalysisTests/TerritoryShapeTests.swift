import TerritoryModel
import Testing

@testable import Analysis

@Suite("Shapes of territories")
struct TerritoryShapeTests {
    /// A map of squares, one letter each, which is the owner: `A` = territory 0; `.` = unassigned, blank = no unit.
    private struct Grid {
        let width: Int
        var owners: [Int?]
        var territories: Int

        static let unassigned = 26

        init(_ rows: String...) {
            width = rows[0].count
            owners = rows.joined().map { letter in
                letter == " "
                    ? nil : letter == "." ? Self.unassigned : Int(letter.asciiValue ?? 65) - 65
            }
            territories = Self.unassigned
        }

        init(width: Int, territories: Int, owners: [Int?]) {
            self.width = width
            self.territories = territories
            self.owners = owners
        }

        /// Left, right, above and below; nil outside of the map.
        func beside(_ place: Int) -> [Int?] {
            let (x, y) = (place % width, place / width)
            return [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)].map { x, y in
                let isInside = (0..<width).contains(x) && (0..<(owners.count / width)).contains(y)
                return isInside ? y * width + x : nil
            }
        }

        /// The squares that are reached from some over squares that may be crossed.
        func spread(from start: [Int], over crossed: (Int) -> Bool) -> Set<Int> {
            var found = Set(start)
            var rest = start
            while let place = rest.popLast() {
                for other in beside(place).compactMap({ $0 }) where crossed(other) && !found.contains(other) {
                    found.insert(other)
                    rest.append(other)
                }
            }
            return found
        }

        /// Squares without a unit that hang together with the outside.
        var outside: Set<Int> {
            let blanks = owners.indices.filter { owners[$0] == nil && beside($0).contains(nil) }
            return spread(from: blanks) { owners[$0] == nil }
        }

        /// The units round each other group of squares without a unit.
        var gaps: [[Int]] {
            var seen = outside
            var gaps: [[Int]] = []
            for place in owners.indices where owners[place] == nil && !seen.contains(place) {
                let gap = spread(from: [place]) { owners[$0] == nil }
                seen.formUnion(gap)
                let units = Set(gap.flatMap { beside($0).compactMap { $0 } }).subtracting(gap).sorted()
                if units.count > 1 { gaps.append(units) }
            }
            return gaps
        }

        var geometry: GroundGeometry {
            let outside = outside
            return GroundGeometry(
                neighbours: owners.indices.map { place in
                    owners[place] == nil
                        ? [] : beside(place).compactMap { $0 }.filter { owners[$0] != nil }.sorted()
                },
                areaKm2: owners.map { $0 == nil ? nil : 1 },
                touchesOutside: owners.indices.map { place in
                    owners[place] != nil
                        && beside(place).contains { $0.map(outside.contains) ?? true }
                },
                hasOutline: owners.map { $0 != nil }, gaps: gaps)
        }

        func shapes() -> [TerritoryShape] {
            TerritoryShape.all(
                geometry, ownerOfUnit: owners.map { $0 ?? territories }, unassigned: territories)
        }
    }

    @Test("Neighbours are the owners of the squares beside, each once; ground of nobody is none")
    func neighbours() {
        let shapes = Grid("AAB", "A.B", "CCB").shapes()
        #expect(shapes[0].neighbours == [1, 2])
        #expect(shapes[1].neighbours == [0, 2])
        #expect(shapes[2].neighbours == [0, 1])
        #expect(shapes[3] == TerritoryShape())
    }

    @Test("All parts but the largest are detached, of equal ones all but that with the lowest unit")
    func detached() {
        let shapes = Grid("ABA", "ABA", "CBA", "BCB").shapes()
        #expect(shapes[0].parts == 2)
        #expect(shapes[0].detachedUnits == [0, 3])
        #expect(shapes[1].parts == 3)
        #expect(shapes[1].detachedUnits == [9, 11])
        #expect(shapes[2].parts == 2)
        #expect(shapes[2].detachedUnits == [10])
    }

    @Test("Ground that cannot be left without crossing a territory is a hole, whoever owns it")
    func holes() {
        let shapes = Grid("AAAAA", "ABCAA", "AAAAA", "A.AAD", "AAAAD").shapes()
        #expect(
            shapes[0].holes == [
                TerritoryShape.Hole(units: [6, 7], territories: [1, 2]),
                TerritoryShape.Hole(units: [16], territories: [26]),
            ])
        #expect(shapes[1].holes == [] && shapes[2].holes == [] && shapes[3].holes == [])
    }

    @Test("Several parts enclose together; a hole may hold another")
    func together() {
        // B is enclosed by four parts of A that touch in corners only.
        let diagonal = Grid("CCCCC", "CCACC", "CABAC", "CCACC", "CCCCC").shapes()
        #expect(diagonal[0].holes == [TerritoryShape.Hole(units: [12], territories: [1])])
        let nested = Grid("AAAAA", "ABBBA", "ABCBA", "ABBBA", "AAAAA").shapes()
        #expect(
            nested[0].holes == [
                TerritoryShape.Hole(units: [6, 7, 8, 11, 12, 13, 16, 17, 18], territories: [1, 2])
            ])
        #expect(nested[1].holes == [TerritoryShape.Hole(units: [12], territories: [2])])
    }

    @Test("Ground at a gap is enclosed where nobody else's ground is at the gap")
    func gaps() {
        let enclosed = Grid("AAAA", "AB A", "AAAA").shapes()
        #expect(enclosed[0].holes == [TerritoryShape.Hole(units: [5], territories: [1])])
        #expect(enclosed[0].parts == 1)
        // Over the gap, B reaches C, which reaches the outside.
        #expect(Grid("AAAAA", "AB CC", "AAAAA").shapes()[0].holes == [])
        // A gap alone is no hole.
        #expect(Grid("AAA", "A A", "AAA").shapes()[0].holes == [])
        // Of two that meet at a gap only, one hole is made.
        #expect(
            Grid("AAAAA", "AB CA", "AAAAA").shapes()[0].holes == [
                TerritoryShape.Hole(units: [6, 8], territories: [1, 2])
            ])
    }

    @Test("Units without an outline or on an island of their own are not enclosed")
    func open() {
        let island = Grid("AAA  B", "ACA BB").shapes()
        #expect(island[1].parts == 1)
        #expect(island.allSatisfy { $0.holes == [] })
        #expect(Grid("  ").shapes()[0] == TerritoryShape())
    }

    /// What is not reached from the outside without crossing a territory, looked for square by square.
    private func holes(of territory: Int, _ grid: Grid) -> Set<[Int]> {
        let isCrossed = { (place: Int) in grid.owners[place] != territory }
        let rim = grid.owners.indices.filter { isCrossed($0) && grid.beside($0).contains(nil) }
        var seen = grid.spread(from: rim, over: isCrossed)
        var holes: Set<[Int]> = []
        for place in grid.owners.indices where isCrossed(place) && !seen.contains(place) {
            let hole = grid.spread(from: [place], over: isCrossed)
            seen.formUnion(hole)
            let units = hole.filter { grid.owners[$0] != nil }.sorted()
            if !units.isEmpty { holes.insert(units) }
        }
        return holes
    }

    @Test("Holes are those of a search from the outside for every territory", arguments: 0..<60)
    func generated(seed: Int) {
        var state = UInt64(seed &* 7919 &+ 17)
        func random(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % below
        }
        let width = 6 + seed % 9
        let territories = 2 + seed % 4
        // Some with gaps, some with patches of squares of one owner.
        var owners: [Int?] = (0..<(width * width)).map { _ in
            seed % 3 == 0 && random(12) == 0 ? nil : random(territories + 1)
        }
        for place in owners.indices.dropFirst() where seed % 2 == 0 && random(2) == 0 {
            if let owner = owners[place - 1], owners[place] != nil { owners[place] = owner }
        }
        let grid = Grid(width: width, territories: territories, owners: owners)
        let shapes = grid.shapes()
        for territory in 0..<territories {
            let found = shapes[territory].holes
            #expect(Set(found.map(\.units)) == holes(of: territory, grid))
            #expect(found.map { $0.units[0] } == found.map { $0.units[0] }.sorted())
            for hole in found {
                #expect(hole.territories == Set(hole.units.compactMap { owners[$0] }).sorted())
            }
        }
    }
}
