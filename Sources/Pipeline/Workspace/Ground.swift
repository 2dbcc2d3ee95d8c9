import Geography
import Importing
import Tabular
import TerritoryModel

/// What the outlines of a workspace come to, worked out beside the import.
struct Ground: Sendable {
    /// The units; nil where the configuration names no boundaries.
    let units: UnitOutlines?
    /// What the territories bring themselves; nil where the configuration names nothing.
    let territories: TerritoryOutlines?

    struct UnitOutlines: Sendable {
        let map: BoundaryMap
        let ground: UnitGround
        /// nil where no account has coordinates.
        let locator: UnitLocator?
    }

    struct TerritoryOutlines: Sendable {
        /// How errors and reports call the file.
        let file: String
        /// The ids that the outlines have, sorted by their bytes.
        let ids: [String]
        let overlaps: [ShapeOverlap]
    }

    /// What the analysis takes of it; nil where there is nothing.
    func geometry(of dimensions: Dimensions) -> GroundGeometry? {
        let overlaps = territories.map { $0.areaOverlaps(of: dimensions.territories) } ?? []
        let ids = dimensions.units.map(\.id)
        if let units { return units.ground.geometry(ofUnits: ids, areaOverlaps: overlaps) }
        guard territories != nil else { return nil }
        return GroundGeometry(
            neighbours: Array(repeating: [], count: ids.count),
            areaKm2: Array(repeating: nil, count: ids.count),
            touchesOutside: Array(repeating: false, count: ids.count),
            hasOutline: Array(repeating: false, count: ids.count), areaOverlaps: overlaps)
    }

    /// What was read beside the sources, for the quality section, with what does not fit.
    func files(_ dimensions: Dimensions) -> [ImportedFile] {
        territories.map { [$0.account(dimensions.territories)] } ?? []
    }
}

extension Ground.TerritoryOutlines {
    /// The overlaps of exclusive territories; by their places, which are in the order of their ids.
    fileprivate func areaOverlaps(of territories: [Territory]) -> [AreaOverlap] {
        let places = Dictionary(uniqueKeysWithValues: zip(territories.map(\.id), territories.indices))
        func exclusive(_ id: String) -> Int? {
            places[id].flatMap { territories[$0].kind == .exclusive ? $0 : nil }
        }
        return overlaps.compactMap { overlap in
            guard let first = exclusive(overlap.first), let second = exclusive(overlap.second) else {
                return nil
            }
            return AreaOverlap(
                first: first, second: second, areaKm2: overlap.areaKm2,
                shareOfFirst: min(1, overlap.areaKm2 / overlap.areaOfFirst),
                shareOfSecond: min(1, overlap.areaKm2 / overlap.areaOfSecond))
        }
    }

    /// Ids that a notice lists.
    private static let listed = 10

    fileprivate func account(_ territories: [Territory]) -> ImportedFile {
        let known = Set(territories.map(\.id))
        let unknown = ids.filter { !known.contains($0) }
        var account = ImportedFile(source: Configuration.Boundaries.territories, file: file)
        account.rowsRead = Int64(ids.count)
        account.rowsLoaded = Int64(ids.count - unknown.count)
        account.rowsFiltered = Int64(unknown.count)
        if !unknown.isEmpty {
            let named = unknown.prefix(Self.listed).map { "'\($0.prefix(80))'" }.joined(separator: ", ")
            let more = unknown.count - Self.listed
            account.notices = [
                FileNotice(
                    key: "unknown_territories", count: Int64(unknown.count),
                    text: "outlines of \(unknown.count) territories that are not in source 'territories' "
                        + "were passed over: \(named)" + (more > 0 ? " and \(more) more" : ""))
            ]
        }
        return account
    }
}

extension Workspace {
    /// Whether the place of accounts is asked for in the import.
    var accountsHaveCoordinates: Bool {
        configuration.boundaries != nil
            && catalog.mappings.contains {
                $0.source == "accounts" && $0.fields["latitude"] != nil && $0.fields["longitude"] != nil
            }
    }

    /// The files of boundaries; one that is missing is told by whoever reads it.
    var boundaryInputs: [(source: String, input: TabularInput)] {
        [configuration.boundaries, configuration.territoryBoundaries].compactMap { source in
            guard let source, let input = try? WorkspaceFiles.boundaries(source, in: settings.workspace)
            else { return nil }
            return (source.source, input)
        }
    }

    /// Reads all outlines and works out what they say.
    func ground() throws(PipelineError) -> Ground {
        var units: Ground.UnitOutlines?
        if let source = configuration.boundaries {
            let (boundaries, sound) = try outlines(source)
            let locates = accountsHaveCoordinates
            units = try Workspace.told(of: source) { () throws(BoundariesError) in
                Ground.UnitOutlines(
                    map: BoundaryMap(boundaries), ground: try UnitGround(sound),
                    locator: locates ? try UnitLocator(sound) : nil)
            }
        }
        var territories: Ground.TerritoryOutlines?
        if let source = configuration.territoryBoundaries {
            let sound = try outlines(source).sound
            territories = try Workspace.told(of: source) { () throws(BoundariesError) in
                Ground.TerritoryOutlines(
                    file: source.file, ids: sound.shapes.map(\.id), overlaps: try ShapeOverlap.all(of: sound))
            }
        }
        return Ground(units: units, territories: territories)
    }

    private func outlines(
        _ source: Configuration.Boundaries
    ) throws(PipelineError) -> (boundaries: Boundaries, sound: SoundBoundaries) {
        let input = try WorkspaceFiles.boundaries(source, in: settings.workspace)
        return try Workspace.told(of: source) { () throws(BoundariesError) in
            let boundaries = try Boundaries.read(input, idProperty: source.id)
            return (boundaries, try SoundBoundaries(boundaries, named: input.displayPath))
        }
    }

    private static func told<Value>(
        of source: Configuration.Boundaries, _ body: () throws(BoundariesError) -> Value
    ) throws(PipelineError) -> Value {
        do throws(BoundariesError) {
            return try body()
        } catch {
            throw .boundaries(error, source: source.source)
        }
    }
}
