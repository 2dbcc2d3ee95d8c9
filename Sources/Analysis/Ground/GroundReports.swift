import TerritoryModel

extension Field {
    /// Overlapping outlines of exclusive territories, by ids.
    func areaOverlapReports() -> [AreaOverlapReport] {
        guard let geometry else { return [] }
        return geometry.areaOverlaps.map { overlap in
            AreaOverlapReport(
                first: named(territory: overlap.first), second: named(territory: overlap.second),
                areaKm2: overlap.areaKm2, shareOfFirst: overlap.shareOfFirst,
                shareOfSecond: overlap.shareOfSecond)
        }
    }

    /// The shape of each exclusive territory; empty where no unit has an outline.
    func groundReports() -> [Int: GroundReport] {
        guard let geometry, geometry.hasOutline.contains(true) else { return [:] }
        let shapes = TerritoryShape.all(
            geometry, ownerOfUnit: territoryOfUnit, unassigned: tree.unassigned)
        var areas = [Double](repeating: 0, count: tree.nodeCount)
        for unit in dimensions.units.indices {
            areas[territoryOfUnit[unit]] += geometry.areaKm2[unit] ?? 0  // no outline has no area
        }
        return Dictionary(
            uniqueKeysWithValues: leaves.filter { shapes[$0].parts > 0 }.map {
                ($0, groundReport(shapes[$0], areaKm2: areas[$0]))
            })
    }

    private func groundReport(_ shape: TerritoryShape, areaKm2: Double) -> GroundReport {
        GroundReport(
            neighbours: shape.neighbours.map { named(territory: $0) }, parts: shape.parts,
            detachedUnits: shape.detachedUnits.map { named(unit: $0) },
            holes: shape.holes.map { hole in
                GroundHole(
                    units: hole.units.map { named(unit: $0) },
                    territories: hole.territories.map { named(territory: $0) })
            }, areaKm2: areaKm2)
    }
}
