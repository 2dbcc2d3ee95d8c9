/// Outlines in which no ring crosses itself or another, and holes lie inside, so that they can be calculated with.
public struct SoundBoundaries: Sendable {
    /// Sorted by the bytes of their ids.
    public let shapes: [UnitShape]
    /// How errors call the file.
    let path: String

    /// Repairs the shapes that need it; the others stay as they are.
    ///
    /// - Throws: `BoundariesError.noGround` for a shape that encloses nothing, and `.unusableShape` for one that
    ///   GEOS cannot repair.
    public init(_ boundaries: Boundaries, named path: String) throws(BoundariesError) {
        self.path = path
        var shapes: [UnitShape] = []
        shapes.reserveCapacity(boundaries.shapes.count)
        let session = try SoundBoundaries.usable(path, nil) { () throws(GEOSFault) in try GEOSSession() }
        for shape in boundaries.shapes {
            let sound = try SoundBoundaries.usable(path, shape.id) { () throws(GEOSFault) in
                let area = try PlanarArea(shape.polygons, in: session)
                guard try !area.isValid() else { return shape }
                return UnitShape(id: shape.id, polygons: try area.repaired().polygons())
            }
            guard !sound.polygons.isEmpty else { throw .noGround(path: path, id: shape.id) }
            shapes.append(sound)
        }
        self.shapes = shapes
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
