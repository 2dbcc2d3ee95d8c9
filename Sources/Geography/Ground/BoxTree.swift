import CGEOS

/// A box in any plane, edges included.
struct PlaneBox {
    var minX: Double
    var minY: Double
    var maxX: Double
    var maxY: Double

    /// The box of a place.
    init(x: Double, y: Double) { (minX, minY, maxX, maxY) = (x, y, x, y) }

    /// The box of longitudes and latitudes of an area that has at least one ring.
    init(of polygons: [[[Coordinate]]]) {
        self.init(x: .infinity, y: .infinity)
        (maxX, maxY) = (-.infinity, -.infinity)
        for place in polygons.lazy.flatMap({ $0.lazy.flatMap { $0 } }) {
            add(x: place.longitude, y: place.latitude)
        }
    }

    mutating func add(x: Double, y: Double) {
        (minX, minY) = (min(minX, x), min(minY, y))
        (maxX, maxY) = (max(maxX, x), max(maxY, y))
    }

    /// The box with so much more on all sides.
    func grown(by margin: Double) -> PlaneBox {
        var box = self
        box.add(x: minX - margin, y: minY - margin)
        box.add(x: maxX + margin, y: maxY + margin)
        return box
    }
}

/// Finds the boxes that meet another: the tree of GEOS.
///
/// Safe from outside: the tree is private and destroyed with the object; what it keeps are numbers, no pointers.
@safe final class BoxTree {
    private let session: GEOSSession
    private let tree: OpaquePointer

    /// Boxes are named by their places.
    init(_ boxes: some Sequence<PlaneBox>, in session: GEOSSession) throws(GEOSFault) {
        self.session = session
        unsafe tree = try session.made(GEOSSTRtree_create_r(session.context, 10))
        for (place, box) in boxes.enumerated() {
            // Sound: the tree copies the corners of the box; nothing is read through the item.
            unsafe try BoxTree.with(box, session) { rectangle in
                unsafe GEOSSTRtree_insert_r(
                    session.context, tree, rectangle, UnsafeMutableRawPointer(bitPattern: place + 1))
            }
        }
    }

    deinit { unsafe GEOSSTRtree_destroy_r(session.context, tree) }

    /// Puts the places of the boxes that meet another into an array, ascending.
    func find(_ box: PlaneBox, into found: inout [Int]) throws(GEOSFault) {
        found.removeAll(keepingCapacity: true)
        // Sound: the array stays where it is during the call, which is the only time that the tree calls back.
        try unsafe withUnsafeMutablePointer(to: &found) { (found) throws(GEOSFault) in
            unsafe try BoxTree.with(box, session) { rectangle in
                unsafe GEOSSTRtree_query_r(
                    session.context, tree, rectangle,
                    { item, found in
                        unsafe found?.assumingMemoryBound(to: [Int].self).pointee.append(
                            Int(bitPattern: item) - 1)
                    }, found)
            }
        }
        found.sort()
    }

    private static func with(
        _ box: PlaneBox, _ session: GEOSSession, _ body: (OpaquePointer) -> Void
    ) throws(GEOSFault) {
        let rectangle = unsafe try session.made(
            GEOSGeom_createRectangle_r(session.context, box.minX, box.minY, box.maxX, box.maxY))
        defer { unsafe GEOSGeom_destroy_r(session.context, rectangle) }
        unsafe body(rectangle)
    }
}
