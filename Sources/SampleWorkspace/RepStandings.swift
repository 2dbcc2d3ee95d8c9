import TerritoryModel

/// How the owner reps stand, by sales and by performance index.
struct RepStandings {
    struct Entry {
        let rep: Int
        /// Credited sales of the current period in cents.
        let sales: Int
        /// Potential of the owned territories in whole dollars.
        let potential: Int
        let isRamping: Bool
    }

    let entries: [Entry]
    private let sales: Int
    private let potential: Int

    init(_ values: SampleWorkspaceValues) {
        let ground = values.ground
        var ofTerritory = [Int](repeating: 0, count: ground.plan.territories.count)
        for account in ground.accounts {
            if let home = ground.home(of: account) { ofTerritory[home] += account.potential ?? 0 }
        }
        entries = ground.force.reps.indices.compactMap { rep in
            let owned = ground.force.territories(ownedBy: rep)
            guard !owned.isEmpty else { return nil }
            return Entry(
                rep: rep, sales: values.tally.ofRep[rep],
                potential: owned.reduce(0) { $0 + ofTerritory[$1] },
                isRamping: SampleCalendar.asOf - ground.force.reps[rep].hired < 180)
        }
        sales = values.tally.organisationCurrent
        potential = ground.accounts.reduce(0) { $0 + ($1.potential ?? 0) }
    }

    /// 1 = the highest sales among the reps that own a territory.
    func salesPosition(of rep: Int) -> Int? {
        entries.sorted { ($0.sales, $1.rep) > ($1.sales, $0.rep) }.firstIndex { $0.rep == rep }.map { $0 + 1 }
    }

    /// 1 = the best index among the reps that own a territory and are not ramping.
    func indexRank(of rep: Int) -> Int? {
        let ranked = entries.filter { !$0.isRamping }.sorted { left, right in
            let (a, b) = (left.sales * right.potential, right.sales * left.potential)
            return (a, right.rep) > (b, left.rep)
        }
        return ranked.firstIndex { $0.rep == rep }.map { $0 + 1 }
    }

    /// The performance index times 10,000, rounded down.
    func index(of entry: Entry) -> Int {
        guard sales > 0, entry.potential > 0 else { return 0 }
        let top = Int128(entry.sales) * Int128(potential) * 1_000_000
        return Int(top / (Int128(sales) * Int128(entry.potential)))
    }
}
