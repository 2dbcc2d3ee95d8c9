import Analysis
import Foundation
import FoundationXML
import Geography
import TerritoryModel
import Testing

@testable import Rendering

@Suite("Maps")
struct MapTests {
    /// A square of units with crooked borders, held by territories in turn.
    private static func site(side: Int, territories: Int) -> ReportSite {
        var report = ReportFixture.base
        let named = (0..<territories).map { Named(id: "t\($0)", name: "<Territory> \($0)") }
        report.territories = named.enumerated().map { place, territory in
            var metrics = MetricSet()
            metrics[.accountCoverage] = .number(Double(place % 10) / 10)
            return TerritoryReport(
                territory: territory, parent: nil, kind: .exclusive, owner: nil, reps: [], metrics: metrics)
        }
        report.units = (0..<side * side).map { place in
            let owner = named[place * territories / (side * side)]
            return UnitReport(
                unit: Named(id: "u\(place)", name: "Unit \(place)"), region: nil, territory: owner,
                claimants: [owner], population: nil, accounts: 1, sales: .zero)
        }
        report.weekly = []
        return ReportSite(
            report, boundaries: BoundaryMap(CrookedSquares.boundaries(side: side)), formats: [.html])
    }

    @Test(
        "A whole map stays within its budget, whatever the number of units and territories",
        arguments: [
            (8, 9, MapDetail.Level.units), (34, 40, .territories), (34, 900, .colours),
        ])
    func budget(_ side: Int, _ territories: Int, _ level: MapDetail.Level) throws {
        let map = try #require(Self.site(side: side, territories: territories).map)
        #expect(map.detail.level == level)
        let svg = map.overview { "territories/\($0).html" }
        #expect(svg.utf8.count < MapDetail.budget, "\(svg.utf8.count)")
        #expect(XMLParser(data: Data(svg.utf8)).parse())
        #expect(map.detail.boundaries.shapes.count == side * side)
    }

    @Test("Names on a map never meet, and lie in the picture")
    func labels() throws {
        let map = try #require(Self.site(side: 8, territories: 20).map)
        for width in MapLabels.Width.allCases {
            let view = map.detail.boundaries.box.grown(by: 60)
            let labels = MapLabels(width: width, size: width == .wide ? 150 : 320, view: view).placed(
                map.labelPlaces)
            #expect(!labels.isEmpty)
            for (place, label) in labels.enumerated() {
                #expect(!labels[..<place].contains { $0.box.meets(label.box) }, "\(label.text)")
            }
        }
    }

    @Test("A name is whole, shortened or left out as there is room")
    func shortening() {
        func text(_ width: Int) -> [String] {
            let box = MapBox(minX: 0, minY: 0, maxX: width, maxY: 500)
            let place = MapLabels.Place(
                name: "West Columbia", centre: MapPoint(x: width / 2, y: 250), box: box)
            let view = MapBox(minX: -999, minY: -999, maxX: 9_999, maxY: 999)
            return MapLabels(width: .wide, size: 100, view: view).placed([place]).map(\.text)
        }
        #expect(text(900) == ["West Columbia"])
        #expect(text(500) == ["West …"])
        #expect(text(100) == [])
    }

    @Test("A coloured map tells each value where it is drawn, in its steps and in its table")
    func choropleth() throws {
        let site = Self.site(side: 8, territories: 9)
        let map = try #require(site.map)
        let figure = Choropleth(map, .accountCoverage, id: "coverage-map", formatting: site.formatting).figure
        #expect(XMLParser(data: Data(figure.utf8)).parse())
        #expect(
            figure.contains(
                "Account coverage: from 0.0% in &lt;Territory&gt; 0 to 80.0% in &lt;Territory&gt; 8"))
        for place in 0..<9 {
            #expect(figure.contains("<title>&lt;Territory&gt; \(place): \(place)0.0%</title>") || place == 0)
            #expect(figure.contains("<th scope=\"row\">&lt;Territory&gt; \(place)</th>"))
        }
        #expect(figure.contains("<li><span class=\"swatch q6\"></span>60.0% to 80.0%</li>"))
    }
}

/// Unit squares whose sides are zigzags, shared by both neighbours.
enum CrookedSquares {
    static func boundaries(side: Int, steps: Int = 8) -> Boundaries {
        let size = 10.0 / Double(side)
        func corner(_ column: Int, _ row: Int) -> Coordinate {
            Coordinate(longitude: -90 + Double(column) * size, latitude: 30 + Double(row) * size)
        }
        func edge(_ from: Coordinate, _ to: Coordinate) -> [Coordinate] {
            (0..<steps).map { step in
                let part = Double(step) / Double(steps)
                // The same from both ends, and none at the corners.
                let bend = step == 0 ? 0 : (step % 2 == 0 ? 0.04 : -0.03) * size
                let (x, y) = (to.longitude - from.longitude, to.latitude - from.latitude)
                return Coordinate(
                    longitude: from.longitude + x * part + (y == 0 ? 0 : bend),
                    latitude: from.latitude + y * part + (x == 0 ? 0 : bend))
            }
        }
        let shapes = (0..<side * side).map { place in
            let (column, row) = (place % side, place / side)
            let (a, b) = (corner(column, row), corner(column + 1, row))
            let (c, d) = (corner(column + 1, row + 1), corner(column, row + 1))
            let ring =
                edge(a, b) + edge(b, c) + [c] + edge(d, c).dropFirst().reversed() + [d]
                + edge(a, d).dropFirst().reversed() + [a]
            return UnitShape(id: "u\(place)", rings: [ring])
        }
        return Boundaries(shapes: shapes)
    }
}
