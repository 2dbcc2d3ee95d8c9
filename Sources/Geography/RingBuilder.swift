/// Collects the positions of one ring and judges them; the same rules for every format.
struct RingBuilder {
    private(set) var positions: [Coordinate] = []

    /// Fewest positions of a ring: a triangle whose end is its start.
    static let fewest = 4

    mutating func add(longitude: Double, latitude: Double) throws(RingFault) {
        guard longitude.isFinite, latitude.isFinite, abs(longitude) <= 180, abs(latitude) <= 90 else {
            throw .outOfRange(longitude: longitude, latitude: latitude)
        }
        positions.append(Coordinate(longitude: longitude, latitude: latitude))
    }

    /// The ring, and begins another.
    ///
    /// A ring that does not end where it begins is refused: it may have been cut off.
    mutating func finish() throws(RingFault) -> [Coordinate] {
        let ring = positions
        positions = []
        guard ring.count >= RingBuilder.fewest else { throw .tooFewPositions(ring.count) }
        guard let first = ring.first, first == ring.last else { throw .unclosed }
        guard let second = ring.first(where: { $0 != first }),
            ring.contains(where: { $0 != first && $0 != second })
        else { throw .flat }
        return ring
    }
}

/// What is wrong with a ring of an area.
public enum RingFault: Error, Hashable, Sendable {
    /// A text that is no longitude and latitude; nil where it cannot be shown.
    case notAPosition(String?)
    case outOfRange(longitude: Double, latitude: Double)
    case tooFewPositions(Int)
    /// The last position is not the first.
    case unclosed
    /// Fewer than three different positions.
    case flat
    /// A polygon has no ring.
    case noRing

    var problem: String {
        switch self {
        case .notAPosition(let text?): "has '\(text)' where longitude and latitude are needed"
        case .notAPosition(nil): "has something else where a position of longitude and latitude is needed"
        case .outOfRange(let longitude, let latitude):
            "has a position \(longitude), \(latitude) that is not longitude and latitude in degrees"
        case .tooFewPositions(let count):
            "has a ring of \(count) \(count == 1 ? "position" : "positions"), fewer than \(RingBuilder.fewest)"
        case .unclosed: "has a ring that does not end where it begins"
        case .flat: "has a ring of fewer than three different positions"
        case .noRing: "has a polygon without a ring"
        }
    }

    var remedy: String {
        switch self {
        case .notAPosition, .outOfRange: "export the boundaries in WGS 84 degrees (EPSG:4326)"
        case .unclosed: "repeat its first position at its end, or export the boundaries again"
        case .tooFewPositions, .flat, .noRing: "leave it out, or export the boundaries again"
        }
    }
}
