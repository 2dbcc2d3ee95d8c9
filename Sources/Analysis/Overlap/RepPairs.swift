import TerritoryModel

/// Two reps and what they share, by index.
struct PairTally: Hashable, Sendable {
    let first: Int
    let second: Int
    var accounts = 0
    var byKind: [OverlapKind: Int] = [.conflict: 0, .handover: 0, .overlay: 0]
    /// Current amounts of the shared accounts and of those in conflict.
    var amount: Int64 = 0
    var conflictingAmount: Int64 = 0
    /// Accounts in conflict by their territory.
    var conflicts: [Int: Int] = [:]

    init(first: Int, second: Int) {
        self.first = first
        self.second = second
    }

    mutating func add(_ sharing: Sharing) throws(SumOverflow) {
        accounts += 1
        byKind[sharing.kind, default: 0] += 1
        try Analysis.add(sharing.amount, to: &amount, "sales of accounts shared by two reps")
        guard sharing.kind == .conflict else { return }
        conflicts[sharing.territory, default: 0] += 1
        try Analysis.add(sharing.amount, to: &conflictingAmount, "sales of accounts contested by two reps")
    }

    /// The territory with most of the contested accounts, the lowest id among equals.
    var mainTerritory: Int? {
        conflicts.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
    }
}

extension Field {
    /// Every two reps that share an account: most conflicting sales first, then by ids.
    func pairTallies(_ sharings: [Sharing]) throws(SumOverflow) -> [PairTally] {
        var pairs: [[Int]: PairTally] = [:]
        for sharing in sharings {
            for (place, first) in sharing.reps.enumerated() {
                for second in sharing.reps[(place + 1)...] {
                    var pair = pairs[[first, second]] ?? PairTally(first: first, second: second)
                    try pair.add(sharing)
                    pairs[[first, second]] = pair
                }
            }
        }
        return pairs.values.sorted {
            ($1.conflictingAmount, $0.first, $0.second) < ($0.conflictingAmount, $1.first, $1.second)
        }
    }

    /// The pairs as the report lists them.
    func repPairs(_ pairs: [PairTally], reps: [RepTally]) -> [RepPair] {
        pairs.map { pair in
            let either =
                reps[pair.first].touchedAccounts + reps[pair.second].touchedAccounts - pair.accounts
            return RepPair(
                first: named(rep: pair.first), second: named(rep: pair.second), accounts: pair.accounts,
                byKind: pair.byKind, jaccard: Double(pair.accounts) / Double(either),
                sales: Money(units: pair.amount), conflictingSales: Money(units: pair.conflictingAmount))
        }
    }
}
