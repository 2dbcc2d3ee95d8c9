import Analysis
import TerritoryModel

extension PageValues {
    func strategy(_ territory: TerritoryReport) -> TemplateFields {
        let strategy = territory.strategy
        return [
            "segment_gaps": .list(
                strategy.segments.map {
                    .object([
                        "name": .text(PageValues.segmentName($0.segment)),
                        "accounts": .text(formatting.count($0.accounts)),
                        "sales": money($0.trailingYearSales), "expected": money($0.expected),
                        "gap": money($0.gap), "index": index($0.salesIndex),
                        "is_under": .flag($0.gap.units < 0),
                    ])
                }),
            "product_gaps": .list(
                strategy.products.map {
                    .object([
                        "name": .text($0.product), "sales": money($0.sales), "expected": money($0.expected),
                        "gap": money($0.gap), "index": index($0.index), "is_under": .flag($0.gap.units < 0),
                    ])
                }),
            "white_space": .list(strategy.whiteSpace.map { whiteSpace($0, in: territory.territory) }),
            "similar": .list(territory.similar.map(similar)),
        ]
    }

    private func similar(_ similar: SimilarTerritory) -> TemplateValue {
        .object([
            "name": .text(similar.territory.name), "url": .text(territoryURL(similar.territory.id)),
            "distance": .text(formatting.decimal(similar.distance, places: 2)),
            "traits": .list(similar.traits.map(trait)),
            "lesson": .text(
                similar.lesson.map { sentence($0, of: similar.territory) } ?? "Clearly better in nothing."),
            "rep": .optional(similar.lesson.map { link(rep: $0.rep) }),
        ])
    }

    private func sentence(_ lesson: SimilarTerritory.Lesson, of territory: Named) -> String {
        let title = MetricCatalog.definition(of: lesson.metric).title
        let metric = title.prefix(1).lowercased() + title.dropFirst()
        let theirs = formatting.text(.number(lesson.theirs), of: lesson.metric) ?? PageValues.dash
        let own = formatting.text(.number(lesson.own), of: lesson.metric) ?? PageValues.dash
        return "\(territory.name) is clearly better in \(metric): \(theirs) against \(own); "
            + "ask \(lesson.rep.name)."
    }

    private func trait(_ trait: SimilarTerritory.Trait) -> TemplateValue {
        let (name, print) = traitWords(trait.name)
        return .object([
            "name": .text(name), "own": .text(print(trait.own)), "theirs": .text(print(trait.theirs)),
        ])
    }

    /// What a trait is called, and how its values are printed.
    private func traitWords(_ name: String) -> (name: String, print: (Double) -> String) {
        if let key = MetricKey(rawValue: name) {
            let title = MetricCatalog.definition(of: key).title
            return (title, { formatting.text(.number($0), of: key) ?? PageValues.dash })
        }
        let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let rest = parts.count > 1 ? String(parts[1]) : name
        guard parts.first == "indicator" else {
            return ("Share of accounts, \(PageValues.segmentName(rest))", formatting.percent)
        }
        let rule = site.indicators[rest]
        return (rule?.title ?? rest, { formatting.text($0, of: rule?.unit ?? .number) })
    }

    /// Notes by tag, in the order of the tags; those without one come last.
    func noteGroups(_ notes: some Collection<NoteReport>) -> TemplateValue {
        var byTag: [String: [NoteReport]] = [:]
        for note in notes {
            for tag in note.tags.isEmpty ? [""] : note.tags { byTag[tag, default: []].append(note) }
        }
        let tags = byTag.keys.sorted { $0.isEmpty == $1.isEmpty ? precedesById($0, $1) : $1.isEmpty }
        return .list(
            tags.map {
                .object(["tag": .text($0.isEmpty ? "No tag" : $0), "notes": self.notes(byTag[$0] ?? [])])
            })
    }

    /// Notes of the last 52 weeks about territories that are like this one.
    func similarNotes(_ territory: TerritoryReport) -> TemplateValue {
        let year = report.windows.trailingYear
        let found = territory.similar.flatMap { similar in
            site.byTerritory.notes[similar.territory.id].lazy.map { report.notes[$0] }.filter {
                $0.day.map { (year.from...year.to).contains($0) } == true
            }
        }
        return notes(found)
    }
}
