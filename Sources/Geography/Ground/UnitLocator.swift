import Synchronization
import TerritoryModel

/// Finds the unit whose outline contains a place.
///
/// A place on a border belongs to the unit with the lowest id. The geometries may be asked by one thread at a time, so
/// there is a lock round them.
public final class UnitLocator: UnitLocating {
    private let index: Mutex<Index>

    private struct Index {
        let ids: [String]
        let areas: [PlanarArea]
        let tree: BoxTree
        var found: [Int] = []
    }

    public init(_ boundaries: SoundBoundaries) throws(BoundariesError) {
        let shapes = boundaries.shapes
        index = try SoundBoundaries.usable(boundaries.path, nil) { () throws(GEOSFault) in
            let session = try GEOSSession()
            var areas: [PlanarArea] = []
            for shape in shapes { areas.append(try PlanarArea(shape.polygons, in: session)) }
            let tree = try BoxTree(shapes.lazy.map { PlaneBox(of: $0.polygons) }, in: session)
            return Mutex(Index(ids: shapes.map(\.id), areas: areas, tree: tree))
        }
    }

    public func unit(longitude: Double, latitude: Double) -> String? {
        index.withLock { index in
            let place = Coordinate(longitude: longitude, latitude: latitude)
            do throws(GEOSFault) {
                try index.tree.find(PlaneBox(x: longitude, y: latitude), into: &index.found)
                for shape in index.found where try index.areas[shape].contains(place) {
                    return index.ids[shape]
                }
            } catch {
                // Asked of a valid area, GEOS fails for want of memory only; the place is told as not found.
            }
            return nil
        }
    }
}
