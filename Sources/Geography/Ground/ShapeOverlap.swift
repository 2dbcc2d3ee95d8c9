/// Ground that lies in two shapes.
public struct ShapeOverlap: Hashable, Sendable {
    /// Ids of the shapes, the lower first.
    public let first: String
    public let second: String
    public let areaKm2: Double
    /// Areas of the two shapes in km².
    public let areaOfFirst: Double
    public let areaOfSecond: Double

    /// Smallest overlap that counts, in km² and as a part of the smaller shape; below it are the errors of drawing.
    private static let (leastKm2, leastShare) = (0.01, 1e-6)

    /// All overlaps between shapes, by the ids of the two.
    public static func all(of boundaries: SoundBoundaries) throws(BoundariesError) -> [ShapeOverlap] {
        let shapes = boundaries.shapes
        let boxes = shapes.map { PlaneBox(of: $0.polygons) }
        let sizes = shapes.map { EqualArea.km2($0.polygons) }
        return try SoundBoundaries.usable(boundaries.path, nil) { () throws(GEOSFault) in
            let session = try GEOSSession()
            let tree = try BoxTree(boxes, in: session)
            var areas: [PlanarArea] = []
            for shape in shapes { areas.append(try PlanarArea(shape.polygons, in: session)) }
            var overlaps: [ShapeOverlap] = []
            var found: [Int] = []
            for first in shapes.indices {
                try tree.find(boxes[first], into: &found)
                for second in found where second > first {
                    guard try areas[first].meets(areas[second]) else { continue }
                    let common = try areas[first].intersection(areas[second]).polygons()
                    let size = EqualArea.km2(common)
                    guard size > leastKm2, size > leastShare * min(sizes[first], sizes[second]) else {
                        continue
                    }
                    overlaps.append(
                        ShapeOverlap(
                            first: shapes[first].id, second: shapes[second].id, areaKm2: size,
                            areaOfFirst: sizes[first], areaOfSecond: sizes[second]))
                }
            }
            return overlaps
        }
    }
}
