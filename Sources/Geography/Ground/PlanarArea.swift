import CGEOS

/// Polygons in GEOS, with straight edges between longitudes and latitudes as in RFC 7946, section 3.1.1.
///
/// Safe from outside: the geometry is private, belongs to this object alone, and is destroyed with it.
@safe final class PlanarArea {
    private let session: GEOSSession
    private let geometry: OpaquePointer
    /// Made when it is first needed; it refers to `geometry`.
    private var prepared: OpaquePointer?

    /// Of each polygon its closed rings, the outer one first.
    init(_ polygons: [[[Coordinate]]], in session: GEOSSession) throws(GEOSFault) {
        self.session = session
        // Sound: GEOS copies the pointers out of the array during the call, and owns the polygons from then on; a
        // fault loses those made before it.
        var made: [OpaquePointer?] = unsafe []
        for rings in polygons { unsafe made.append(try PlanarArea.polygon(rings, session)) }
        unsafe geometry = try session.made(
            GEOSGeom_createCollection_r(
                session.context, Int32(GEOS_MULTIPOLYGON.rawValue), &made, UInt32(made.count)))
    }

    /// Takes over a geometry of the session.
    private init(_ geometry: OpaquePointer, in session: GEOSSession) {
        self.session = session
        unsafe self.geometry = geometry
    }

    deinit {
        if let prepared = unsafe prepared { unsafe GEOSPreparedGeom_destroy_r(session.context, prepared) }
        unsafe GEOSGeom_destroy_r(session.context, geometry)
    }

    private static func polygon(
        _ rings: [[Coordinate]], _ session: GEOSSession
    ) throws(GEOSFault) -> OpaquePointer {
        // Sound: as above; the polygon owns its rings.
        var made: [OpaquePointer?] = unsafe []
        for ring in rings { unsafe made.append(try PlanarArea.ring(ring, session)) }
        guard let outer = unsafe made.first else { throw GEOSFault(reason: "a polygon without a ring") }
        var holes = unsafe Array(made.dropFirst())
        return unsafe try session.made(
            GEOSGeom_createPolygon_r(session.context, outer, &holes, UInt32(holes.count)))
    }

    private static func ring(
        _ positions: [Coordinate], _ session: GEOSSession
    ) throws(GEOSFault) -> OpaquePointer {
        let numbers = positions.flatMap { [$0.longitude, $0.latitude] }
        // Sound: two numbers for each position are copied during the call; the ring owns the copy.
        let sequence = unsafe try session.made(
            GEOSCoordSeq_copyFromBuffer_r(session.context, numbers, UInt32(positions.count), 0, 0))
        return unsafe try session.made(GEOSGeom_createLinearRing_r(session.context, sequence))
    }

    /// Whether no ring crosses itself or another, and holes lie inside.
    func isValid() throws(GEOSFault) -> Bool {
        switch unsafe GEOSisValid_r(session.context, geometry) {
        case 0: false
        case 1: true
        default: throw session.fault
        }
    }

    /// The same ground as valid polygons: outer rings are united, then holes are taken off.
    func repaired() throws(GEOSFault) -> PlanarArea {
        let (session, context) = unsafe (self.session, self.session.context)
        let parameters = unsafe try session.made(GEOSMakeValidParams_create_r(context))
        defer { unsafe GEOSMakeValidParams_destroy_r(context, parameters) }
        _ = unsafe GEOSMakeValidParams_setMethod_r(context, parameters, GEOS_MAKE_VALID_STRUCTURE)
        _ = unsafe GEOSMakeValidParams_setKeepCollapsed_r(context, parameters, 0)
        return unsafe PlanarArea(
            try session.made(GEOSMakeValidWithParams_r(context, geometry, parameters)), in: session)
    }

    /// The ground that lies in both.
    func intersection(_ other: PlanarArea) throws(GEOSFault) -> PlanarArea {
        unsafe PlanarArea(
            try session.made(GEOSIntersection_r(session.context, geometry, other.geometry)),
            in: session)
    }

    /// Whether the areas have a point in common, their borders included; this one is prepared for more questions.
    func meets(_ other: PlanarArea) throws(GEOSFault) -> Bool {
        unsafe try meets(other.geometry)
    }

    /// Whether a position lies inside or on the border.
    func contains(_ place: Coordinate) throws(GEOSFault) -> Bool {
        let point = unsafe try session.made(
            GEOSGeom_createPointFromXY_r(session.context, place.longitude, place.latitude))
        defer { unsafe GEOSGeom_destroy_r(session.context, point) }
        return unsafe try meets(point)
    }

    private func meets(_ other: OpaquePointer) throws(GEOSFault) -> Bool {
        if unsafe prepared == nil {
            unsafe prepared = try session.made(GEOSPrepare_r(session.context, geometry))
        }
        switch unsafe GEOSPreparedIntersects_r(session.context, prepared, other) {
        case 0: return false
        case 1: return true
        default: throw session.fault
        }
    }

    /// Of each polygon its closed rings, the outer one first; points and lines among the parts are left out.
    func polygons() throws(GEOSFault) -> [[[Coordinate]]] {
        // Sound: parts belong to the geometry, which outlives this call.
        var result: [[[Coordinate]]] = []
        let count = unsafe GEOSGetNumGeometries_r(session.context, geometry)
        for number in 0..<count {
            let part = unsafe try session.made(GEOSGetGeometryN_r(session.context, geometry, number))
            guard unsafe GEOSGeomTypeId_r(session.context, part) == Int32(GEOS_POLYGON.rawValue),
                unsafe GEOSisEmpty_r(session.context, part) == 0
            else { continue }
            let outer = unsafe try session.made(GEOSGetExteriorRing_r(session.context, part))
            var rings = [unsafe try positions(of: outer)]
            let holes = unsafe GEOSGetNumInteriorRings_r(session.context, part)
            for hole in 0..<holes {
                let ring = unsafe try session.made(GEOSGetInteriorRingN_r(session.context, part, hole))
                rings.append(unsafe try positions(of: ring))
            }
            result.append(rings)
        }
        return result
    }

    private func positions(of ring: OpaquePointer) throws(GEOSFault) -> [Coordinate] {
        let sequence = unsafe try session.made(GEOSGeom_getCoordSeq_r(session.context, ring))
        var count: UInt32 = 0
        guard unsafe GEOSCoordSeq_getSize_r(session.context, sequence, &count) == 1 else {
            throw session.fault
        }
        // Sound: room for two numbers of each position, and two are written.
        var numbers = [Double](repeating: 0, count: Int(count) * 2)
        guard unsafe GEOSCoordSeq_copyToBuffer_r(session.context, sequence, &numbers, 0, 0) == 1 else {
            throw session.fault
        }
        return (0..<Int(count)).map {
            Coordinate(longitude: numbers[$0 * 2], latitude: numbers[$0 * 2 + 1])
        }
    }
}
