import TerritoryModel

/// Turns sums into metrics.
struct Evaluation: Sendable {
    let field: Field
    let totals: FieldTotals
    /// Whether potential is that of accounts; that of units where no account has one.
    let usesAccountPotential: Bool
    /// Units in force and those in force for several territories, by node, each unit once.
    let assignedUnits: [Int64]
    let sharedUnits: [Int64]
    /// Weekly capacity of the owner reps in 1/10,000 hours, by node, each rep once; nil where none is known.
    let capacity: [Int64?]
    /// Outside sales of the owner reps, by node, each rep once.
    let outsideOut: [Int64]
    /// People and ground, and the segment mix, by node.
    let markets: [MarketTally]
    let segments: SegmentTotals
    /// By overlay territory.
    let overlays: [Int: OverlayTally]
    /// Metrics whose sources the workspace does not have.
    private let withheld: Set<MetricKey>

    init(_ field: Field, _ totals: FieldTotals) throws(SumOverflow) {
        self.field = field
        self.totals = totals
        usesAccountPotential = field.dimensions.accounts.indices.contains {
            field.dimensions.accounts.potential(of: $0) != nil
        }
        assignedUnits = field.tree.distinctCounts(of: field.claimantsOfUnit)
        sharedUnits = field.tree.distinctCounts(of: field.claimantsOfUnit.filter { $0.count > 1 })
        var capacity = [Int64?](repeating: nil, count: field.tree.nodeCount)
        var outside = [Int64](repeating: 0, count: field.tree.nodeCount)
        try field.tree.forEachDistinct(field.ownedByRep) { node, rep throws(SumOverflow) in
            try add(totals.reps[rep].outside, to: &outside[node], "outside sales of \(field.nodeNames[node])")
            guard let hours = field.dimensions.reps[rep].weeklyCapacityHours else { return }
            var sum = capacity[node] ?? 0  // the first known capacity starts the sum
            try add(hours.units, to: &sum, "capacity of \(field.nodeNames[node])")
            capacity[node] = sum
        }
        self.capacity = capacity
        outsideOut = outside
        markets = field.marketTallies()
        segments = try SegmentTotals(field)
        overlays = try field.overlayTallies()
        let missing = SourceNeeds.missing(from: field.dimensions.sources)
        withheld = Set(missing.flatMap(\.metrics))
    }

    /// The metrics of a node of the tree, balance excepted.
    func metrics(ofNode node: Int) -> MetricSet {
        let tally = totals.territories[node]
        var metrics = MetricSet()
        measureUnits(node, in: &metrics)
        tally.ground.measure(in: &metrics)
        tally.ground.relationships.measure(hasData: hasData, in: &metrics)
        if field.isExclusive(node) { metrics[.salesMargin] = field.salesMargin(ofTerritory: node) }
        overlays[node]?.measure(in: &metrics)
        measureCapacity(capacity[node], ground: tally.ground, in: &metrics)
        metrics[.vacantDays] = .count(tally.vacantDays)
        measureOverlap(node, in: &metrics)
        tally.sales.measure(days: field.windows.current.days, in: &metrics)
        metrics[.salesAsWas] = .money(Money(units: tally.asWas.current))
        metrics[.salesMovedIn] = .money(Money(units: tally.movedIn))
        metrics[.salesMovedOut] = .money(Money(units: tally.movedOut))
        measurePotential(tally.ground, tally.sales, in: &metrics)
        measureMarket(node, in: &metrics)
        return restricted(metrics, to: kind(ofNode: node))
    }

    /// The metrics of a rep, rank excepted.
    func metrics(ofRep rep: Int) -> MetricSet {
        let tally = totals.reps[rep]
        var metrics = MetricSet()
        if let ground = tally.ground {
            ground.measure(in: &metrics)
            ground.relationships.measure(hasData: hasData, in: &metrics)
        } else {
            for key in GroundTally.metricKeys + RelationshipTally.metricKeys {
                metrics[key] = .unavailable(.noAccounts)
            }
        }
        let hours = rep < field.dimensions.reps.count ? field.dimensions.reps[rep].weeklyCapacityHours : nil
        measureCapacity(hours?.units, ground: tally.ground, in: &metrics)
        metrics[.outsideSalesOut] = .money(Money(units: tally.outside))
        metrics[.salesMargin] = field.salesMargin(ofRep: rep)
        tally.sales.measure(days: field.windows.current.days, in: &metrics)
        measurePotential(tally.ground ?? GroundTally(), tally.sales, in: &metrics)
        return restricted(metrics, to: .rep)
    }

    /// Whether there is a first day of the data.
    private var hasData: Bool { field.facts.totals.firstSale != nil }

    /// Leaves the metrics that the catalog gives to the subject, and withholds those without their source.
    func restricted(_ metrics: MetricSet, to kind: SubjectKind) -> MetricSet {
        var result = MetricSet()
        for (key, value) in metrics.ordered where MetricCatalog.definition(of: key).subjects.contains(kind) {
            result[key] = withheld.contains(key) ? .unavailable(.sourceMissing) : value
        }
        return result
    }

    func kind(ofNode node: Int) -> SubjectKind {
        if node == field.tree.organisation { return .organisation }
        if node == field.tree.unassigned { return .unassigned }
        return switch field.dimensions.territories[node].kind {
        case .exclusive: .exclusive
        case .overlay: .overlay
        case .group: .group
        }
    }
}
