import TerritoryModel

/// The inputs of the analysis with everything resolved on the as-of day; indices end with `unassigned`.
struct Field: Sendable {
    let dimensions: Dimensions
    let ownership: Ownership
    let facts: FactSummary
    let settings: AnalysisSettings
    /// nil where the workspace has no outlines of units.
    let geometry: GroundGeometry?
    let tree: TerritoryTree
    /// Owning territory of each account and each unit, `tree.unassigned` where there is none.
    let territoryOfAccount: [Int]
    let territoryOfUnit: [Int]
    /// Owner rep of each territory; nil = vacant.
    let ownerOfTerritory: [Int?]
    /// Exclusive territories that each rep owns.
    let ownedByRep: [[Int]]
    /// Who has a role in each territory.
    let teams: [TerritoryTeam]
    /// All exclusive territories in force for each unit, by id.
    let claimantsOfUnit: [[Int]]
    let units: UnitFacts
    /// How long each account has had its owner rep.
    let relationships: Relationships
    /// The part of `facts.accountReps` of each account; the last is that of unknown accounts.
    let factsOfAccount: [Range<Int>]
    /// What was sold and called at each account; the last is all unknown accounts together.
    let activity: [AccountActivity]

    var windows: ReportingWindows { settings.windows }
    var asOf: Day { settings.windows.asOf }

    init(
        _ dimensions: Dimensions, ownership: Ownership, facts: FactSummary, settings: AnalysisSettings,
        geometry: GroundGeometry? = nil
    ) throws(SumOverflow) {
        let day = settings.windows.asOf
        let tree = TerritoryTree(dimensions.territories)
        self.dimensions = dimensions
        self.ownership = ownership
        self.facts = facts
        self.settings = settings
        self.geometry = geometry
        self.tree = tree
        territoryOfAccount = dimensions.accounts.indices.map {
            ownership.territory(ofAccount: $0, on: day) ?? tree.unassigned
        }
        territoryOfUnit = dimensions.units.indices.map {
            ownership.territory(ofUnit: $0, on: day) ?? tree.unassigned
        }
        let owners = dimensions.territories.indices.map { ownership.owner(ofTerritory: $0, on: day) }
        ownerOfTerritory = owners
        var owned = [[Int]](repeating: [], count: dimensions.reps.count)
        for (territory, owner) in owners.enumerated()
        where dimensions.territories[territory].kind == .exclusive {
            if let owner { owned[owner].append(territory) }
        }
        ownedByRep = owned
        teams = TerritoryTeam.all(dimensions, on: day)
        claimantsOfUnit = Field.claimants(dimensions, on: day)
        units = UnitFacts(dimensions, indicators: settings.indicators)
        relationships = Relationships(dimensions.accounts, ownership, asOf: day)
        let ranges = facts.accountReps.places(ofAccounts: dimensions.accounts.count + 1)
        factsOfAccount = ranges
        activity = try Field.activity(facts, ranges, dimensions.accounts)
    }

    private static func claimants(_ dimensions: Dimensions, on day: Day) -> [[Int]] {
        var claimants = [[Int]](repeating: [], count: dimensions.units.count)
        for assignment in dimensions.unitAssignments where assignment.validity.contains(day) {
            if dimensions.territories[assignment.territory].kind == .exclusive {
                claimants[assignment.unit].append(assignment.territory)
            }
        }
        return claimants.map { $0.count < 2 ? $0 : Set($0).sorted() }
    }

    private static func activity(
        _ facts: FactSummary, _ ranges: [Range<Int>], _ accounts: AccountTable
    ) throws(SumOverflow) -> [AccountActivity] {
        var activity: [AccountActivity] = []
        activity.reserveCapacity(ranges.count)
        // Made once: captured by each account, the table would be copied for each.
        let subject = { account in
            account < accounts.count ? "account \(accounts.id(of: account))" : "unknown accounts"
        }
        for (account, range) in ranges.enumerated() {
            activity.append(try AccountActivity(facts.accountReps[range], of: subject(account)))
        }
        return activity
    }
}

extension Field {
    /// Whether the workspace configures the source.
    func has(_ source: String) -> Bool { dimensions.sources.contains(source) }

    /// A territory by its place, `unassigned` included.
    func named(territory: Int) -> Named {
        guard territory < tree.unassigned else { return .unassigned }
        return Named(id: dimensions.territories[territory].id, name: dimensions.territories[territory].name)
    }

    /// A rep by its place, `unassigned` included.
    func named(rep: Int) -> Named {
        guard rep < dimensions.unassignedRep else { return .unassigned }
        return Named(id: dimensions.reps[rep].id, name: dimensions.reps[rep].name)
    }

    func named(account: Int) -> Named {
        Named(id: dimensions.accounts.id(of: account), name: dimensions.accounts.name(of: account))
    }

    func named(unit: Int) -> Named {
        Named(id: dimensions.units[unit].id, name: dimensions.units[unit].name)
    }

    /// The owner rep on the as-of day of an exclusive territory; nil for all others.
    func owner(of territory: Int) -> Int? {
        isExclusive(territory) ? ownerOfTerritory[territory] : nil
    }

    func isExclusive(_ territory: Int) -> Bool {
        territory < tree.unassigned && dimensions.territories[territory].kind == .exclusive
    }

    /// The exclusive territories by id.
    var leaves: [Int] {
        dimensions.territories.indices.filter { dimensions.territories[$0].kind == .exclusive }
    }

    /// What a sum that overflows is called, by node of the tree.
    var nodeNames: [String] {
        dimensions.territories.map { "territory \($0.id)" } + ["unassigned", "the organisation"]
    }

    /// What a sum that overflows is called, by rep.
    var repNames: [String] {
        dimensions.reps.map { "rep \($0.id)" } + ["unassigned"]
    }
}
