/// Finds what somebody probably meant.
enum Nearest {
    /// The known name with the fewest edits (Levenshtein), the first of several; nil where all are too far.
    static func name(to wrong: String, among known: [String]) -> String? {
        let limit = max(2, wrong.utf8.count / 3)
        var best: (name: String, edits: Int)?
        for name in known {
            let edits = distance(Array(wrong.utf8), Array(name.utf8))
            if edits <= limit, best.map({ edits < $0.edits }) != false { best = (name, edits) }
        }
        return best?.name
    }

    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
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
}
