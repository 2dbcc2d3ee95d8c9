import TerritoryModel

/// Who has a role in a territory on the as-of day.
struct TerritoryTeam: Hashable, Sendable {
    /// Reps with any role, by place, each once.
    private(set) var reps: [Int] = []
    /// The one who answers for a group: an owner before others, then the lowest place; nil = nobody.
    private(set) var lead: Int?

    /// The teams of all territories, by place.
    static func all(_ dimensions: Dimensions, on day: Day) -> [TerritoryTeam] {
        var reps = [Set<Int>](repeating: [], count: dimensions.territories.count)
        var owners = reps
        for assignment in dimensions.repAssignments where assignment.validity.contains(day) {
            reps[assignment.territory].insert(assignment.rep)
            if assignment.role == .owner { owners[assignment.territory].insert(assignment.rep) }
        }
        return zip(reps, owners).map { reps, owners in
            TerritoryTeam(reps: reps.sorted(), lead: owners.min() ?? reps.min())
        }
    }
}
