import TerritoryModel

extension Evaluation {
    /// Traits that are told of a similar territory.
    private static let toldTraits = 3
    /// Least difference of a lesson, in standard deviations over the territories.
    private static let clearlyBetter = 1.0

    /// What can be learnt from another territory, in the order in which ties are broken.
    private static let lessons: [MetricKey] = [
        .accountCoverage, .reach, .planAttainment, .activeRate, .shareOfPotential, .attainment, .growthYear,
        .continuityBySales, .accountOverlapRate, .outsideSalesShare,
    ]

    /// The most similar territories of each exclusive one, by place among them.
    ///
    /// - Parameter metrics: By node.
    func similarTerritories(_ metrics: [MetricSet]) -> [[SimilarTerritory]] {
        let leaves = field.leaves
        let traits = traits(metrics)
        let spreads = Evaluation.lessons.map { key in
            Spread(leaves.compactMap { metrics[$0][key]?.doubleValue })
        }
        let nearest = TraitDistances(traits, territories: leaves.count).nearest
        return nearest.enumerated().map { own, neighbours in
            neighbours.map { neighbour in
                SimilarTerritory(
                    territory: field.named(territory: leaves[neighbour.place]), distance: neighbour.distance,
                    traits: alike(own, neighbour.place, traits),
                    lesson: lesson(for: leaves[own], from: leaves[neighbour.place], metrics, spreads))
            }
        }
    }

    /// The traits in which two territories, by place, differ least.
    private func alike(_ own: Int, _ other: Int, _ traits: [TerritoryTrait]) -> [SimilarTerritory.Trait] {
        let differences = traits.enumerated().compactMap { order, trait -> (Double, Int)? in
            guard let first = trait.scores[own], let second = trait.scores[other] else { return nil }
            return (abs(first - second), order)
        }
        return differences.sorted { $0 < $1 }.prefix(Evaluation.toldTraits).compactMap { _, order in
            let trait = traits[order]
            guard let first = trait.values[own], let second = trait.values[other] else { return nil }
            return SimilarTerritory.Trait(name: trait.name, own: first, theirs: second)
        }
    }

    /// The metric in which another territory is most clearly better; nil where it is in none, or has nobody to ask.
    private func lesson(
        for own: Int, from other: Int, _ metrics: [MetricSet], _ spreads: [Spread?]
    ) -> SimilarTerritory.Lesson? {
        guard let rep = field.owner(of: other), rep != field.owner(of: own) else { return nil }
        var best: (lead: Double, lesson: SimilarTerritory.Lesson)?
        for (key, spread) in zip(Evaluation.lessons, spreads) {
            guard let spread, let mine = metrics[own][key]?.doubleValue,
                let theirs = metrics[other][key]?.doubleValue
            else { continue }
            let sign = MetricCatalog.definition(of: key).direction == .lowerIsBetter ? -1.0 : 1.0
            let lead = sign * (theirs - mine) / spread.deviation
            guard lead >= Evaluation.clearlyBetter, lead > best?.lead ?? 0 else { continue }
            best = (
                lead,
                SimilarTerritory.Lesson(
                    metric: key, own: mine, theirs: theirs, rep: field.named(rep: rep))
            )
        }
        return best?.lesson
    }
}
