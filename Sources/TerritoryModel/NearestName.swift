/// The known name most like a mistyped one; nil where none is close (more than half of its letters differ).
///
/// Names that differ in more than one of `slip` characters are not close.
public func nearestName(to name: String, among known: [String], slip: Int = 2) -> String? {
    let ranked = known.map { (name: $0, distance: editDistance(Array(name), Array($0))) }
        .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
    guard let best = ranked.first, best.distance <= max(1, max(name.count, best.name.count) / slip) else {
        return nil
    }
    return best.name
}

/// Levenshtein distance.
private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, b) in right.enumerated() {
            let above = row[j + 1]
            row[j + 1] = min(above + 1, row[j] + 1, diagonal + (a == b ? 0 : 1))
            diagonal = above
        }
    }
    return row[right.count]
}
