import TerritoryModel

extension Field {
    /// The notes up to the as-of day, newest first, those without a day last; then by what they are about.
    func noteReports() -> [NoteReport] {
        let past = dimensions.notes.filter { $0.day.map { $0 <= asOf } ?? true }
        return past.sorted(by: precedes).map { note in
            NoteReport(
                day: note.day, territory: note.territory.map { named(territory: $0) },
                rep: note.rep.map { named(rep: $0) }, account: note.account.map { named(account: $0) },
                tags: note.tags, text: note.text)
        }
    }

    private func precedes(_ left: Note, _ right: Note) -> Bool {
        let (first, second) = (key(of: left), key(of: right))
        if first != second { return first.lexicographicallyPrecedes(second) }
        if left.text != right.text { return precedesById(left.text, right.text) }
        return precedesById(left.tags.joined(separator: ";"), right.tags.joined(separator: ";"))
    }

    private func key(of note: Note) -> [Int] {
        [
            note.day.map { -Int($0.number) } ?? .max, note.territory ?? .max, note.rep ?? .max,
            note.account ?? .max,
        ]
    }
}
