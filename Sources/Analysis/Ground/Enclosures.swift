/// Finds the ground that single territories enclose.
///
/// Take a territory away, and what hung together falls into pieces; a piece that does not reach the outside is
/// enclosed. The pieces are explored from the territory's neighbours in turns, and joined where they meet: mostly
/// all of them soon are one, which then is the one that reaches the outside, so that little more than the
/// neighbourhood of each territory is looked at.
struct Enclosures {
    struct Enclosure {
        let territory: Int
        /// Places in `GroundParts`.
        let parts: [Int]
    }

    /// By territory.
    private(set) var all: [Enclosure] = []

    private let ground: GroundParts
    /// Which parts hang together, whoever owns them: the number of each part's island.
    private let islandOfPart: [Int]
    /// Of each island its parts that touch the outside.
    private var outsideParts: [Int] = []
    /// The piece that found each part, and for which search.
    private var finder: [(search: Int, piece: Int)]
    private var search = 0

    init(_ ground: GroundParts, territories: Int) {
        self.ground = ground
        let (islands, count) = Enclosures.islands(of: ground)
        islandOfPart = islands
        outsideParts = Array(repeating: 0, count: count)
        finder = Array(repeating: (-1, 0), count: ground.owners.count)
        var partsOfTerritory = [[Int]](repeating: [], count: territories)
        for (part, owner) in ground.owners.enumerated() {
            if ground.touchesOutside[part] { outsideParts[islands[part]] += 1 }
            if owner < territories { partsOfTerritory[owner].append(part) }
        }
        for (territory, parts) in partsOfTerritory.enumerated() {
            for (_, parts) in Dictionary(grouping: parts, by: { islands[$0] }).sorted(by: { $0.key < $1.key })
            {
                let found = enclosed(by: territory, parts)
                all += found.map { Enclosure(territory: territory, parts: $0) }
            }
        }
    }

    private static func islands(of ground: GroundParts) -> (ofPart: [Int], count: Int) {
        var islands = [Int](repeating: -1, count: ground.owners.count)
        var count = 0
        for start in islands.indices where islands[start] < 0 {
            var found = [start]
            islands[start] = count
            while let part = found.popLast() {
                for other in ground.neighbours[part] where islands[other] < 0 {
                    islands[other] = count
                    found.append(other)
                }
            }
            count += 1
        }
        return (islands, count)
    }

    /// A piece as far as it was explored.
    private struct Piece {
        /// Found and not explored.
        var rest: [Int]
        var explored: [Int] = []
        var reachesOutside = false
        /// The piece that it was joined to.
        var joinedTo: Int?

        var isDone: Bool { reachesOutside || joinedTo != nil || rest.isEmpty }
        var count: Int { rest.count + explored.count }
    }

    /// The pieces that a territory with these parts, all of one island, encloses.
    private mutating func enclosed(by territory: Int, _ own: [Int]) -> [[Int]] {
        // An island that nowhere touches the outside has no inside either.
        guard outsideParts[islandOfPart[own[0]]] > 0 else { return [] }
        search += 1
        var pieces: [Piece] = []
        for neighbour in own.flatMap({ ground.neighbours[$0] }) where finder[neighbour].search != search {
            finder[neighbour] = (search, pieces.count)
            pieces.append(Piece(rest: [neighbour], reachesOutside: ground.touchesOutside[neighbour]))
        }
        let others = outsideParts[islandOfPart[own[0]]] - own.count { ground.touchesOutside[$0] }
        var active = pieces.indices.filter { !pieces[$0].isDone }
        while !active.isEmpty {
            // One of the pieces must reach the outside; where no other can, it need not be explored.
            if others > 0, active.count == 1, !pieces.contains(where: \.reachesOutside) {
                pieces[active[0]].reachesOutside = true
                break
            }
            for piece in active where !pieces[piece].isDone { explore(piece, of: &pieces, around: territory) }
            active.removeAll { pieces[$0].isDone }
        }
        return pieces.filter { !$0.reachesOutside && $0.joinedTo == nil }.map(\.explored)
    }

    /// Explores one part of a piece.
    private mutating func explore(_ piece: Int, of pieces: inout [Piece], around territory: Int) {
        var piece = piece
        guard let part = pieces[piece].rest.popLast() else { return }
        pieces[piece].explored.append(part)
        for other in ground.neighbours[part] where ground.owners[other] != territory {
            if finder[other].search != search {
                finder[other] = (search, piece)
                pieces[piece].rest.append(other)
                if ground.touchesOutside[other] { pieces[piece].reachesOutside = true }
            } else {
                let met = Enclosures.root(of: finder[other].piece, &pieces)
                if met != piece { piece = Enclosures.join(piece, met, &pieces) }
            }
        }
    }

    private static func root(of piece: Int, _ pieces: inout [Piece]) -> Int {
        var root = piece
        while let next = pieces[root].joinedTo { root = next }
        var place = piece
        while let next = pieces[place].joinedTo {
            pieces[place].joinedTo = root
            place = next
        }
        return root
    }

    /// Joins two pieces, the smaller one to the larger; returns the one that is left.
    private static func join(_ one: Int, _ other: Int, _ pieces: inout [Piece]) -> Int {
        let (small, large) =
            pieces[one].count < pieces[other].count ? (one, other) : (other, one)
        let joined = pieces[small]
        pieces[small].joinedTo = large
        (pieces[small].rest, pieces[small].explored) = ([], [])
        if joined.reachesOutside { pieces[large].reachesOutside = true }
        pieces[large].rest += joined.rest
        pieces[large].explored += joined.explored
        return large
    }
}
