import Foundation
import TerritoryModel
import Testing

@testable import Geography

@Suite("Ground of the units")
struct UnitGroundTests {
    private func ground(_ shapes: UnitShape...) throws -> UnitGround {
        try UnitGround(GroundSupport.sound(shapes))
    }

    /// Rabun, GA, and Jackson, NC, share a short border in truth, and a single point in the simplified outlines.
    private static let lostInSimplification = "13241,37099"

    @Test(
        "The neighbours of the 400 counties are the published pairs, but for one whose border was simplified away"
    )
    func counties() throws {
        let ground = try UnitGround(SoundBoundaries(GroundSupport.counties(), named: "counties"))
        let pairs = ground.ids.indices.flatMap { county in
            ground.neighbours[county].filter { $0 > county }.map {
                "\(ground.ids[county]),\(ground.ids[$0])"
            }
        }
        let path = GroundSupport.repository + "/Tests/GeographyTests/Fixtures/county_adjacency.csv"
        let published = try String(contentsOfFile: path, encoding: .utf8)
            .split(whereSeparator: \.isNewline).dropFirst().map(String.init)
        #expect(published.count == 1079)
        #expect(pairs == published.sorted().filter { $0 != Self.lostInSimplification })
        #expect(pairs.count == 1078)
    }

    @Test("Areas are those of two equal-area projections of another program, to a part in ten million")
    func areas() throws {
        let ground = try UnitGround(SoundBoundaries(GroundSupport.counties(), named: "counties"))
        let areas = Dictionary(uniqueKeysWithValues: zip(ground.ids, ground.areaKm2))
        // PROJ's cea and aea on WGS 84, with edges cut into pieces of 0.0005 degrees, in square metres by Shapely.
        let expected = [
            "13001": 1331.2336829642825, "13121": 1380.8632638241372, "37055": 1076.405017849617,
            "37095": 1825.5770435382783, "45019": 2647.143455123208, "47157": 2030.839122724524,
        ]
        for (county, area) in expected {
            let found = try #require(areas[county])
            #expect(abs(found / area - 1) < 1e-7, "\(county): \(found)")
        }
        #expect(abs(ground.areaKm2.reduce(0, +) / 470930.97886014334 - 1) < 1e-7)
    }

    @Test("Areas of counties without much water are the published land areas, within five per cent")
    func publishedAreas() throws {
        let ground = try UnitGround(SoundBoundaries(GroundSupport.counties(), named: "counties"))
        let text = try String(
            contentsOfFile: GroundSupport.repository + "/SampleData/data/counties.csv", encoding: .utf8)
        let rows = text.split(whereSeparator: \.isNewline).map { $0.split(separator: ",") }
        let column = try #require(rows[0].firstIndex(of: "land_area_km2"))
        let idColumn = try #require(rows[0].firstIndex(of: "fips"))
        let land = Dictionary(
            uniqueKeysWithValues: rows.dropFirst().map { (String($0[idColumn]), Double($0[column]) ?? 0) })
        let ratios = zip(ground.ids, ground.areaKm2).map { $1 / (land[$0] ?? 0) }.sorted()
        // Outlines hold the water too: the median has some, the coast more.
        #expect(abs(ratios[200] - 1) < 0.02)
        #expect(ratios.count { abs($0 - 1) < 0.05 } == 348)
        #expect(ratios[0] > 0.98)
    }

    @Test("A box on the equator has the area of its zone")
    func zone() throws {
        // A degree of longitude from pole to pole is 1/360 of the ellipsoid's 510,065,621.724 km².
        let zone = try ground(UnitShape(id: "z", rings: [GroundSupport.box(10, -90, height: 180)]))
        #expect(abs(zone.areaKm2[0] - 510_065_621.724 / 360) < 0.2)
    }

    @Test("Corners that touch make no neighbours, edges do")
    func rook() throws {
        let found = try ground(
            UnitShape(id: "a", rings: [GroundSupport.box(0, 0)]),
            UnitShape(id: "b", rings: [GroundSupport.box(1, 0)]),
            UnitShape(id: "c", rings: [GroundSupport.box(0, 1)]),
            UnitShape(id: "d", rings: [GroundSupport.box(1, 1)]))
        #expect(found.neighbours == [[1, 2], [0, 3], [0, 3], [1, 2]])
        #expect(found.touchesOutside == [true, true, true, true])
    }

    @Test("A unit all round another has it as a neighbour, which does not touch the outside")
    func enclave() throws {
        let found = try ground(
            UnitShape(
                id: "a", polygons: [[GroundSupport.box(0, 0, width: 3, height: 3), GroundSupport.box(1, 1)]]),
            UnitShape(id: "b", rings: [GroundSupport.box(1, 1)]))
        #expect(found.neighbours == [[1], [0]])
        #expect(found.touchesOutside == [true, false])
        let whole = EqualArea.km2([[GroundSupport.box(0, 0, width: 3, height: 3)]])
        #expect(abs(found.areaKm2[0] + found.areaKm2[1] - whole) < 1e-6)
    }

    /// Two columns beside each other, the left one of two boxes, with the points of the right one's border varied.
    private func columns(_ border: [(Double, Double)]) throws -> UnitGround {
        let right = ([(3, 2), (3, 0)] + border + [(3, 2)]).map {
            Coordinate(longitude: $0.0, latitude: $0.1)
        }
        return try ground(
            UnitShape(id: "a", rings: [GroundSupport.box(0, 0)]),
            UnitShape(id: "b", rings: [GroundSupport.box(0, 1)]), UnitShape(id: "c", rings: [right]))
    }

    @Test(
        "Neighbours are found where they do not share their points",
        arguments: [
            // No point in the middle.
            [(1, 0), (1, 2)],
            // Another point in the middle.
            [(1, 0), (1, 0.7), (1, 1.6), (1, 2)],
            // A gap, and an overlap, of some tens of metres.
            [(1.0003, 0), (1.0003, 2)], [(0.9997, 0.0002), (0.9997, 1.1), (1.0002, 2)],
        ] as [[(Double, Double)]])
    func shifted(border: [(Double, Double)]) throws {
        let found = try columns(border)
        #expect(found.neighbours == [[1, 2], [0, 2], [0, 1]])
        #expect(found.touchesOutside == [true, true, true])
    }

    @Test("A gap that is wider than the tolerance parts units")
    func gap() throws {
        let found = try columns([(1.01, 0), (1.01, 2)])
        #expect(found.neighbours == [[1], [0], []])
    }

    @Test("An enclave whose points are shifted does not touch the outside")
    func shiftedEnclave() throws {
        let hole = GroundSupport.ring((1, 1), (1.4, 1), (2, 1), (2, 2), (1, 2))
        let found = try ground(
            UnitShape(id: "a", polygons: [[GroundSupport.box(0, 0, width: 3, height: 3), hole]]),
            UnitShape(
                id: "b", rings: [GroundSupport.ring((1.0002, 1), (1.7, 1.0001), (2, 1), (2, 1.9998), (1, 2))])
        )
        #expect(found.neighbours == [[1], [0]])
        #expect(found.touchesOutside == [true, false])
    }

    /// A field of five by five boxes, ids row by row; the one in the middle may be left out.
    private func field(
        without gap: Int?, move: (Coordinate, Int) -> Coordinate = { place, _ in place }
    ) throws -> UnitGround {
        let shapes = (0..<25).filter { $0 != gap }.map { place in
            let ring = GroundSupport.box(Double(place % 5), Double(place / 5)).dropLast().map {
                move($0, place)
            }
            return UnitShape(id: String(UnicodeScalar(UInt8(65 + place))), rings: [ring + [ring[0]]])
        }
        return try UnitGround(GroundSupport.sound(shapes))
    }

    @Test("Round a gap within the ground units do not touch the outside", arguments: [false, true])
    func gaps(isShaken: Bool) throws {
        func shaken(_ place: Coordinate, _ unit: Int) -> Coordinate {
            let shift = isShaken ? Double(unit % 3 - 1) * 2e-4 : 0
            return Coordinate(longitude: place.longitude + shift, latitude: place.latitude - shift)
        }
        let whole = try field(without: nil, move: shaken)
        let middle = [6, 7, 8, 11, 12, 13, 16, 17, 18]
        #expect(whole.touchesOutside == (0..<25).map { !middle.contains($0) })
        #expect(whole.gaps == [])
        #expect(whole.neighbours[12] == [7, 11, 13, 17])
        let lake = try field(without: 12, move: shaken)
        // What comes behind the one that is left out is one lower.
        let shore = [7, 11, 12, 16]
        #expect(lake.touchesOutside == (0..<24).map { ![6, 7, 8, 11, 12, 15, 16, 17].contains($0) })
        #expect(lake.gaps == [shore])
        #expect(lake.neighbours[7] == [2, 6, 8])
    }

    @Test("A gap of a workspace's units is one of its ground; one beside other units is outside")
    func gapsOfAWorkspace() throws {
        let lake = try field(without: 12)
        let all = lake.geometry(ofUnits: lake.ids)
        #expect(all.gaps == [[7, 11, 12, 16]])
        #expect(all.touchesOutside == lake.touchesOutside)
        let shore = ["H", "L", "N", "R"].compactMap { lake.ids.firstIndex(of: $0) }
        #expect(shore == [7, 11, 12, 16])
        let part = lake.geometry(ofUnits: lake.ids.filter { $0 != "H" })
        #expect(part.gaps == [])
        #expect(part.touchesOutside[10] && part.touchesOutside[11] && part.touchesOutside[15])
        #expect(!part.touchesOutside[16])
    }

    @Test("A hole in one unit alone is no gap between units, and not outside")
    func holeAlone() throws {
        let found = try ground(
            UnitShape(
                id: "a", polygons: [[GroundSupport.box(0, 0, width: 9, height: 9), GroundSupport.box(1, 1)]]),
            UnitShape(id: "b", rings: [GroundSupport.box(9, 0)]))
        #expect(found.gaps == [])
        #expect(found.touchesOutside == [true, true])
    }

    @Test("The counties are the same neighbours when every second point is moved by some metres")
    func shakenCounties() throws {
        let counties = try GroundSupport.counties()
        var number = 0
        let shaken = counties.shapes.map { shape in
            UnitShape(
                id: shape.id,
                polygons: shape.polygons.map { rings in
                    rings.map { ring in
                        var moved = ring.map { place in
                            number += 1
                            let shift = Double(number * 7919 % 11 - 5) * 1e-5
                            return Coordinate(
                                longitude: place.longitude + shift, latitude: place.latitude - shift)
                        }
                        moved[moved.count - 1] = moved[0]
                        return moved
                    }
                })
        }
        let exact = try UnitGround(SoundBoundaries(counties, named: "counties"))
        let found = try UnitGround(SoundBoundaries(Boundaries(shapes: shaken), named: "counties"))
        #expect(zip(exact.neighbours, found.neighbours).allSatisfy { Set($1).isSubset(of: $0) })
        let borders = lengths(counties.shapes)
        for county in exact.ids.indices {
            for lost in Set(exact.neighbours[county]).subtracting(found.neighbours[county]) {
                // A hundredth of a county's side, and what the points were moved by.
                #expect(try #require(borders[[county, lost]]) < 0.45)
            }
        }
        #expect(exact.touchesOutside == found.touchesOutside)
    }

    /// Length in km of what pairs of shapes have in common.
    private func lengths(_ shapes: [UnitShape]) -> [[Int]: Double] {
        var owners: [Set<Coordinate>: [Int]] = [:]
        for (place, shape) in shapes.enumerated() {
            for ring in shape.rings {
                for (start, end) in zip(ring, ring.dropFirst()) {
                    owners[[start, end], default: []].append(place)
                }
            }
        }
        var lengths: [[Int]: Double] = [:]
        for (ends, shapes) in owners where shapes.count == 2 {
            let ends = Array(ends)
            let north = (ends[1].latitude - ends[0].latitude) * 111.2
            let east =
                (ends[1].longitude - ends[0].longitude) * 111.2 * cos(ends[0].latitude * .pi / 180)
            for pair in [shapes, shapes.reversed()] {
                lengths[pair, default: 0] += (north * north + east * east).squareRoot()
            }
        }
        return lengths
    }

    @Test("Polygons that cross themselves are repaired")
    func repaired() throws {
        let bowTie = GroundSupport.ring((0, 0), (1, 1), (1, 0), (0, 1))
        let twice = UnitShape(id: "b", rings: [GroundSupport.box(2, 0), GroundSupport.box(2.5, 0)])
        let found = try ground(UnitShape(id: "a", rings: [bowTie]), twice)
        let half = EqualArea.km2([[GroundSupport.ring((0, 0), (0.5, 0.5), (0, 1))]])
        #expect(abs(found.areaKm2[0] - 2 * half) < 1e-6)
        #expect(
            abs(found.areaKm2[1] - EqualArea.km2([[GroundSupport.box(2, 0, width: 1.5)]])) < 1e-6)
    }

    @Test("A hole outside of its polygon is ground")
    func strayHole() throws {
        let found = try ground(
            UnitShape(id: "a", polygons: [[GroundSupport.box(0, 0), GroundSupport.box(5, 5)]]))
        let both = EqualArea.km2([[GroundSupport.box(0, 0)], [GroundSupport.box(5, 5)]])
        #expect(abs(found.areaKm2[0] - both) < 1e-6)
    }

    @Test("An outline that encloses nothing is refused with file and unit")
    func noGround() {
        let line = GroundSupport.ring((0, 0), (1, 1), (2, 2))
        #expect {
            try ground(UnitShape(id: "a", rings: [line]))
        } throws: { error in
            (error as? BoundariesError)?.description
                == "data/b.geojson: the outline of 'a' encloses no ground\n"
                + "  leave it out, or export the boundaries again"
        }
    }

    /// A ring that goes to and fro over a degree, crossing itself about so many times squared.
    private func tangle(_ count: Int) -> [Coordinate] {
        let places = (0...count).map { number in
            let step = Double(number * 7919 % 4099) / 4099
            return Coordinate(longitude: Double(number * 104_729 % 4093) / 4093, latitude: step)
        }
        return places + places.prefix(1)
    }

    @Test("An outline that crosses itself a hundred thousand times is refused, a thousand times repaired")
    func tangled() throws {
        #expect {
            try ground(UnitShape(id: "a", rings: [tangle(3000)]))
        } throws: { error in
            (error as? BoundariesError)?.description
                == "data/b.geojson: the outline of 'a' crosses itself too often to be repaired\n"
                + "  repair it in a geographic program, or leave it out"
        }
        let found = try ground(UnitShape(id: "a", rings: [tangle(60)]))
        #expect(found.areaKm2[0] > 1000 && found.areaKm2[0] < 12_500)
    }

    @Test("What GEOS cannot calculate with is told with its reason")
    func unusable() {
        let error = BoundariesError.unusableShape(path: "b.kml", id: "x", reason: "std::bad_alloc")
        #expect(
            error.description
                == "b.kml: the outline of 'x' cannot be calculated with: std::bad_alloc\n"
                + "  repair it in a geographic program, or leave it out")
        #expect {
            try SoundBoundaries.usable("b.kml", nil) { () throws(GEOSFault) in
                try PlanarArea([[[Coordinate(longitude: 0, latitude: 0)]]], in: GEOSSession())
            }
        } throws: { error in
            (error as? BoundariesError)?.description.hasPrefix(
                "b.kml: an outline cannot be calculated with: IllegalArgumentException: ") == true
        }
    }

    @Test("The ground of a workspace follows its units; what is not among them is outside")
    func geometry() throws {
        let found = try ground(
            UnitShape(
                id: "a", polygons: [[GroundSupport.box(0, 0, width: 3, height: 3), GroundSupport.box(1, 1)]]),
            UnitShape(id: "b", rings: [GroundSupport.box(1, 1)]))
        let all = found.geometry(ofUnits: ["a", "aa", "b"])
        #expect(all.neighbours == [[2], [], [0]])
        #expect(all.areaKm2 == [found.areaKm2[0], nil, found.areaKm2[1]])
        #expect(all.touchesOutside == [true, false, false])
        #expect(all.hasOutline == [true, false, true])
        let part = found.geometry(ofUnits: ["b"])
        #expect(
            part
                == GroundGeometry(
                    neighbours: [[]], areaKm2: [found.areaKm2[1]], touchesOutside: [true],
                    hasOutline: [true]))
    }
}
