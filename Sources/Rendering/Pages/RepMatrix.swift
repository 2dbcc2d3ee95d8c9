import Analysis
import TerritoryModel

/// Contested accounts of each two of the reps with most of them.
struct RepMatrix {
    /// Most contested accounts first, then by id.
    let reps: [Named]
    private let pairs: [[String]: RepPair]

    init(_ all: [RepPair], largest: Int = 20) {
        let contested = all.filter { $0.conflicts > 0 }
        var sums: [Named: Int] = [:]
        for pair in contested {
            sums[pair.first, default: 0] += pair.conflicts
            sums[pair.second, default: 0] += pair.conflicts
        }
        let ranked = sums.sorted {
            $0.value == $1.value ? precedesById($0.key.id, $1.key.id) : $0.value > $1.value
        }
        reps = ranked.prefix(largest).map(\.key)
        let chosen = Set(reps)
        pairs = Dictionary(
            contested.filter { chosen.contains($0.first) && chosen.contains($0.second) }.map {
                ([$0.first.id, $0.second.id], $0)
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Of each two of them that contest something.
    var conflicts: [Int] { pairs.values.map(\.conflicts) }

    /// nil where the two contest nothing.
    subscript(one: Named, two: Named) -> RepPair? { pairs[[one.id, two.id]] ?? pairs[[two.id, one.id]] }
}

extension RepPair {
    var conflicts: Int { byKind[.conflict, default: 0] }
}

extension PageValues {
    func repMatrix() -> TemplateFields {
        let matrix = RepMatrix(report.repPairs)
        let steps = StepScale(over: matrix.conflicts.map(Double.init))
        return [
            "matrix_reps": .list(
                matrix.reps.enumerated().map { place, rep in
                    .object(["number": .text(String(place + 1)), "name": .text(rep.name)])
                }),
            "matrix_rows": .list(
                matrix.reps.enumerated().map { place, rep in
                    .object([
                        "number": .text(String(place + 1)), "rep": link(rep: rep),
                        "cells": .list(matrix.reps.map { cell(matrix, steps, rep, $0) }),
                    ])
                }),
        ]
    }

    private func cell(_ matrix: RepMatrix, _ steps: StepScale, _ rep: Named, _ other: Named) -> TemplateValue
    {
        guard let pair = matrix[rep, other] else {
            return .object([
                "count": .text(rep == other ? "–" : ""),
                "words": .text(rep == other ? rep.name : "\(rep.name) and \(other.name): none"),
                "level": .text("none"),
            ])
        }
        return .object([
            "count": .text(formatting.count(pair.conflicts)),
            "level": .text(steps.className(of: Double(pair.conflicts))),
            "words": .text(
                "\(rep.name) and \(other.name): \(formatting.counted(pair.accounts, "shared account")), "
                    + "\(formatting.count(pair.conflicts)) contested"),
        ])
    }
}
