import Foundation
import Importing
import TerritoryModel
import Testing

@testable import Pipeline

@Suite("Outlines in a run")
struct GroundTests {
    /// GeoJSON of boxes: id, lower left corner, width and height in degrees.
    private static func boxes(_ boxes: (String, x: Double, y: Double, width: Double, height: Double)...)
        -> String
    {
        let features = boxes.map { id, x, y, width, height in
            let ring = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
            let text = ring.map { "[\($0.0),\($0.1)]" }.joined(separator: ",")
            return "{\"type\":\"Feature\",\"properties\":{\"id\":\"\(id)\"},\"geometry\":"
                + "{\"type\":\"Polygon\",\"coordinates\":[[\(text)]]}}"
        }
        return "{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ","))]}"
    }

    /// U1 to U3 in a row, U4 has no outline, U9 is no unit of the workspace.
    private static let units = boxes(
        ("U1", 0, 0, 1, 1), ("U2", 1, 0, 1, 1), ("U3", 2, 0, 1, 1), ("U9", 0, 1, 3, 1))

    private static func workspace(
        sources: String, accountFields: String = "unit_id: unit", files: [String: String]
    ) throws -> TemporaryWorkspace {
        let configuration = (TemporaryWorkspace.files["bailiwick.yaml"] ?? "")
            .replacing("sources:\n", with: "sources:\n\(sources)")
            .replacing("unit_id: unit, potential: potential", with: "\(accountFields), potential: potential")
        var changed = files.mapValues(Optional.some)
        changed["bailiwick.yaml"] = configuration
        return try TemporaryWorkspace(changed)
    }

    private static let unitSource = "  boundaries: {file: data/units.geojson, id: id}\n"
    private static let territorySource = "  territory_boundaries: {file: data/own.geojson, id: id}\n"

    private func opened(_ workspace: TemporaryWorkspace) throws -> (Workspace, Workspace.Imported) {
        let opened = try Workspace.open(workspace.settings()) { _ in }
        return (opened, try opened.importAll(rejectedRows: try Repository.spool(in: workspace)))
    }

    @Test("Accounts lie in the units that contain their coordinates")
    func coordinates() throws {
        let workspace = try Self.workspace(
            sources: Self.unitSource, accountFields: "unit_id: unit, latitude: lat, longitude: lon",
            files: [
                "data/units.geojson": Self.units,
                "data/accounts.csv": """
                id,name,unit,potential,plan,lat,lon
                A1,Alpha,U3,1000,12,0.5,0.5
                A2,Beta,,2000,,0.5,0.5
                A3,Gamma,,1500,6,0.5,1
                A4,Delta,,500,4,1.5,0.5
                A5,Epsilon,,800,12,50,50
                A6,Zeta,,1200,12,,
                A7,Eta,,700,,x,1

                """,
            ])
        let (_, imported) = try opened(workspace)
        let accounts = imported.dimensions.accounts
        let units = imported.dimensions.units
        #expect(
            accounts.indices.map { account in
                "\(accounts.unit(of: account).map { units[$0].id } ?? "–") \(accounts.unitSource(of: account))"
            } == [
                "U3 rowId", "U1 coordinates", "U1 coordinates", "– none", "– none", "– none", "– none",
            ])
        try workspace.run()
        let unmatched = try workspace.reportJSON()["quality"]["unmatched"]["references"].array.filter {
            try $0["source"].string == "accounts"
        }
        #expect(
            try unmatched.map { try "\($0["kind"].string) \($0["value"].string)" } == [
                "coordinates 1.5, 0.5", "coordinates 50, 50", "coordinates x, 1",
            ])
        #expect(try workspace.check().quality.unmatched == imported.quality.unmatched)
    }

    @Test("The analysis is handed the ground of the workspace's units")
    func geometry() throws {
        let workspace = try Self.workspace(
            sources: Self.unitSource, files: ["data/units.geojson": Self.units])
        let (opened, imported) = try opened(workspace)
        let geometry = try #require(try opened.ground().geometry(of: imported.dimensions))
        #expect(geometry.neighbours == [[1], [0, 2], [1], []])
        #expect(geometry.touchesOutside == [true, true, true, false])
        #expect(geometry.hasOutline == [true, true, true, false])
        // A degree by a degree at the equator: 110.574 by 111.319 km, less a little.
        #expect(geometry.areaKm2.prefix(3).allSatisfy { $0.map { abs($0 - 12308.8) < 0.5 } == true })
        #expect(geometry.areaKm2[3] == nil)
        #expect(geometry.areaOverlaps == [])
    }

    @Test("Without outlines there is no ground")
    func none() throws {
        let (opened, imported) = try opened(try TemporaryWorkspace())
        #expect(try opened.ground().geometry(of: imported.dimensions) == nil)
    }

    @Test(
        "Outlines of exclusive territories that overlap are measured; unknown ones are told and passed over")
    func territories() throws {
        // N is a group and OV an overlay: both overlap with T1 and T2, and are passed over.
        let workspace = try Self.workspace(
            sources: Self.territorySource,
            files: [
                "data/own.geojson": Self.boxes(
                    ("T1", 0, 0, 1, 1), ("T2", 0.75, 0, 1, 1), ("T3", 1.75, 0, 1, 1), ("N", 0, 0, 2, 1),
                    ("OV", 0, 0, 3, 3), ("X1", 0.5, 0, 3, 1), ("X0", 9, 9, 1, 1))
            ])
        let (opened, imported) = try opened(workspace)
        let geometry = try #require(try opened.ground().geometry(of: imported.dimensions))
        let ids = imported.dimensions.territories.map(\.id)
        let overlap = try #require(geometry.areaOverlaps.first)
        #expect(geometry.areaOverlaps.count == 1)
        #expect([ids[overlap.first], ids[overlap.second]] == ["T1", "T2"])
        #expect(abs(overlap.areaKm2 - 12308.8 / 4) < 0.5)
        #expect(abs(overlap.shareOfFirst - 0.25) < 1e-9 && abs(overlap.shareOfSecond - 0.25) < 1e-9)
        #expect(geometry.hasOutline == [false, false, false, false])
        try workspace.run()
        let inputs = try workspace.reportJSON()["quality"]["inputs"].array
        let input = try #require(
            try inputs.first { try $0["source"].string == "territory_boundaries" })
        #expect(try input["file"].string == "data/own.geojson")
        #expect(
            try input["notices"].array.map { try "\($0["key"].string) \($0["text"].string)" } == [
                "unknown_territories outlines of 2 territories that are not in source 'territories' were "
                    + "passed over: 'X0', 'X1'"
            ])
        let files = try workspace.check().quality.files.filter { $0.source == "territory_boundaries" }
        #expect(files.map(\.rowsRead) == [7] && files.map(\.rowsLoaded) == [5])
    }

    @Test(
        "What is wrong with outlines ends a run and a check, with the source that names the file",
        arguments: [
            (
                unitSource, "data/units.geojson",
                "data/units.geojson: the outline of 'U1' encloses no ground\n"
                    + "  leave it out, or export the boundaries again"
            ),
            (
                territorySource, "data/own.geojson",
                "data/own.geojson: the outline of 'U1' encloses no ground\n"
                    + "  leave it out, or export the boundaries again"
            ),
            (
                territorySource.replacing("id: id", with: "id: name"), "data/own.geojson",
                "data/own.geojson: feature 1 has no property 'name'\n  set 'id' of source "
                    + "'territory_boundaries' to the property that holds the territory id; it has: id"
            ),
            (
                territorySource, "data/elsewhere.geojson",
                "bailiwick.yaml:6: no file matches 'data/own.geojson' of source 'territory_boundaries'\n"
                    + "  put the export there, or correct 'file'"
            ),
        ])
    func faults(source: String, file: String, message: String) throws {
        let workspace = try Self.workspace(
            sources: source,
            files: [
                file: Self.boxes(("U1", 0, 0, 1, 1)).replacing("[0.0,1.0]", with: "[2.0,2.0]").replacing(
                    "[1.0,0.0]", with: "[0.5,0.5]")
            ])
        #expect(try workspace.failure()?.message == message)
        #expect {
            try workspace.check()
        } throws: { ($0 as? PipelineError)?.message == message }
    }

    @Test("A latitude without a longitude is a fault of the configuration", arguments: ["lat", "long"])
    func halfACoordinate(name: String) throws {
        let other = name == "lat" ? "longitude" : "latitude"
        let workspace = try Self.workspace(
            sources: Self.unitSource, accountFields: "\(name)itude: x",
            files: ["data/units.geojson": Self.units])
        #expect(
            try workspace.failure()?.message == """
                bailiwick.yaml:12: 'sources.accounts.fields' maps '\(name)itude' and not '\(other)'
                  add '\(other): the column that holds it', or remove '\(name)itude'
                """)
    }
}
