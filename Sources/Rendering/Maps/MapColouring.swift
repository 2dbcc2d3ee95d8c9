/// Gives neighbours different colours with few colours, greedily.
///
/// Welsh and Powell (1967): those with the most neighbours choose first.
enum MapColouring {
    /// Number of colours in the palette.
    static let palette = 9

    /// The colour of each name; where the palette runs out, the colour that the fewest neighbours have.
    static func colours(_ pairs: [(String, String)], names: [String]) -> [String: Int] {
        var neighbours: [String: Set<String>] = [:]
        for (one, two) in pairs where one != two {
            neighbours[one, default: []].insert(two)
            neighbours[two, default: []].insert(one)
        }
        let order = names.enumerated().sorted {
            let counts = (neighbours[$0.element]?.count ?? 0, neighbours[$1.element]?.count ?? 0)
            return counts.0 == counts.1 ? $0.offset < $1.offset : counts.0 > counts.1
        }.map(\.element)
        var colours: [String: Int] = [:]
        var uses = [Int](repeating: 0, count: palette)
        for name in order {
            var near = [Int](repeating: 0, count: palette)
            for other in neighbours[name] ?? [] {
                if let colour = colours[other] { near[colour] += 1 }
            }
            // Of the colours that fit, the one used least, so that the map is not all of one.
            let best = (0..<palette).min { (near[$0], uses[$0], $0) < (near[$1], uses[$1], $1) } ?? 0
            colours[name] = best
            uses[best] += 1
        }
        return colours
    }
}
