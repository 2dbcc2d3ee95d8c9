import TerritoryModel

extension Field {
    /// Current outside sales by as-was territory and rep: highest first, then by ids.
    func outsideFacts() -> [TerritoryRepFacts] {
        guard has("reps"), has("rep_assignments") else { return [] }
        return facts.territoryReps.filter { $0.outside.current != 0 }.sorted {
            ($1.outside.current, $0.territory, $0.rep) < ($0.outside.current, $1.territory, $1.rep)
        }
    }

    /// Those facts as the report lists them.
    func outsideSales(_ facts: [TerritoryRepFacts]) -> [OutsideSales] {
        facts.map {
            OutsideSales(
                territory: named(territory: Int($0.territory)), rep: named(rep: Int($0.rep)),
                amount: $0.outside.money(.current))
        }
    }
}
