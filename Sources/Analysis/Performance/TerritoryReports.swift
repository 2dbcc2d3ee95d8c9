import TerritoryModel

extension Field {
    /// All territories by id, `unassigned` last.
    func territoryReports(_ metrics: [MetricSet]) -> [TerritoryReport] {
        let known = dimensions.territories.enumerated().map { index, territory in
            let owner = owner(of: index)
            let others = teams[index].reps.filter { $0 != owner }
            return TerritoryReport(
                territory: named(territory: index), parent: territory.parent.map { named(territory: $0) },
                kind: reportKind(of: territory.kind), owner: owner.map { named(rep: $0) },
                reps: ((owner.map { [$0] } ?? []) + others).map { named(rep: $0) }, metrics: metrics[index])
        }
        let unassigned = TerritoryReport(
            territory: .unassigned, parent: nil, kind: .unassigned, owner: nil, reps: [],
            metrics: metrics[tree.unassigned])
        return known + [unassigned]
    }

    private func reportKind(of kind: TerritoryKind) -> TerritoryReport.Kind {
        switch kind {
        case .exclusive: .exclusive
        case .overlay: .overlay
        case .group: .group
        }
    }
}
