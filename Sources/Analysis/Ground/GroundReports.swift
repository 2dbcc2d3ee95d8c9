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

    func groundReports() -> [Int: GroundReport] { [:] }
}
