/// Outlines in which no ring crosses itself or another, and holes lie inside, so that they can be calculated with.
public struct SoundBoundaries: Sendable {
    /// Sorted by the bytes of their ids.
    public let shapes: [UnitShape]
    /// How errors call the file.
    let path: String

    /// Repairs the shapes that need it; the others stay as they are.
    ///
    /// - Throws: `BoundariesError.noGround` for a shape that encloses nothing, `.tangledShape` for one that crosses
    ///   itself so often that the repair might take all memory, and `.unusableShape` for one that GEOS cannot repair.
    public init(_ boundaries: Boundaries, named path: String) throws(BoundariesError) {
        self.path = path
        var shapes: [UnitShape] = []
        shapes.reserveCapacity(boundaries.shapes.count)
        let session = try SoundBoundaries.usable(path, nil) { () throws(GEOSFault) in try GEOSSession() }
        for shape in boundaries.shapes {
            let sound: UnitShape? = try SoundBoundaries.usable(path, shape.id) { () throws(GEOSFault) in
                let area = try PlanarArea(shape.polygons, in: session)
                guard try !area.isValid() else { return shape }
                guard try !SoundBoundaries.isTangled(shape, in: session) else { return nil }
                return UnitShape(id: shape.id, polygons: try area.repaired().polygons())
            }
            guard let sound else { throw .tangledShape(path: path, id: shape.id) }
            guard !sound.polygons.isEmpty else { throw .noGround(path: path, id: shape.id) }
            shapes.append(sound)
        }
        self.shapes = shapes
    }

    /// Whether so many edges of a shape meet the boxes of others that the repair would take long and much memory.
    ///
    /// In real outlines it is about three of each edge.
    private static func isTangled(_ shape: UnitShape, in session: GEOSSession) throws(GEOSFault) -> Bool {
        var boxes: [PlaneBox] = []
        for ring in shape.polygons.joined() {
            for (start, end) in zip(ring, ring.dropFirst()) {
                var box = PlaneBox(x: start.longitude, y: start.latitude)
                box.add(x: end.longitude, y: end.latitude)
                boxes.append(box)
            }
        }
        let tree = try BoxTree(boxes, in: session)
        var found: [Int] = []
        var rest = 200_000 + 40 * boxes.count
        for box in boxes {
            try tree.find(box, into: &found)
            rest -= found.count
            if rest < 0 { return true }
        }
        return false
    }

    /// What a piece of work returns; a fault of GEOS is told with the file and the shape.
    static func usable<Value: ~Copyable>(
        _ path: String, _ id: String?, _ body: () throws(GEOSFault) -> Value
    ) throws(BoundariesError) -> Value {
        do throws(GEOSFault) {
            return try body()
        } catch {
            throw .unusableShape(path: path, id: id, reason: error.reason)
        }
    }
}
