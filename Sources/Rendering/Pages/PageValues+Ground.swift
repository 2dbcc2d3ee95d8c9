import Analysis
import TerritoryModel

extension PageValues {
    /// Neighbours, and what is odd about the shape in words; none where no unit has an outline.
    func ground(_ territory: TerritoryReport) -> TemplateValue {
        guard let ground = territory.ground else { return .none }
        return .object([
            "neighbours": .list(ground.neighbours.map(link(territory:))),
            "has_neighbours": .flag(!ground.neighbours.isEmpty),
            "area": .text(formatting.decimal(ground.areaKm2, places: 0) + " km²"),
            "sentences": .list(shape(of: ground).map { .object(["text": .text($0)]) }),
        ])
    }

    private func shape(of ground: GroundReport) -> [String] {
        var sentences: [String] = []
        if ground.parts > 1 {
            let apart = PageValues.names(ground.detachedUnits)
            sentences.append(
                "It lies in \(ground.parts) parts that do not touch"
                    + (apart.isEmpty ? "." : "; apart: \(apart)."))
        }
        sentences += ground.holes.map {
            "It encloses \(PageValues.names($0.units)) of \(PageValues.names($0.territories))."
        }
        return sentences.isEmpty ? ["It lies in one piece and encloses no other ground."] : sentences
    }

    /// The first few names, and how many more there are.
    static func names(_ named: [Named], first: Int = 8) -> String {
        let shown = named.prefix(first).map(\.name).joined(separator: ", ")
        return named.count > first ? shown + " and \(named.count - first) more" : shown
    }

    /// How far the leaves of a group are from the organisation's mean, one sentence for each measure.
    func balance(within family: Set<String>) -> TemplateValue {
        let leaves = site.byTerritory.own.places(ofAny: family).map { report.territories[$0] }
            .filter { $0.kind == .exclusive }
        return .list(
            BalanceMeasure.all.map { measure in
                .object(["name": .text(measure.name), "text": .text(spread(of: measure, over: leaves))])
            })
    }

    private func spread(of measure: BalanceMeasure, over leaves: [TerritoryReport]) -> String {
        let found = leaves.compactMap { leaf in
            leaf.metrics[measure.deviation]?.doubleValue.map { (name: leaf.territory.name, deviation: $0) }
        }
        guard let least = found.min(by: { $0.deviation < $1.deviation }),
            let most = found.max(by: { $0.deviation < $1.deviation })
        else { return "Not compared: no territory below has this measure." }
        let outside = found.count { abs($0.deviation) > report.bands.balanced }
        return "From \(formatting.change(least.deviation)) (\(least.name)) to "
            + "\(formatting.change(most.deviation)) (\(most.name)) of the mean of all territories; "
            + "\(outside) of \(found.count) outside the band."
    }
}
