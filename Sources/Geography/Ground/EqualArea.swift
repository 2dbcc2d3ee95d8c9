import Foundation

/// Areas on the ellipsoid of WGS 84, by the cylindrical equal-area projection.
///
/// Snyder, *Map Projections: A Working Manual* (USGS Professional Paper 1395, 1987), equations 3-12 and 10-20. Edges are
/// straight between longitudes and latitudes (RFC 7946, section 3.1.1), so they are curved in the projection; the area
/// under each is integrated.
enum EqualArea {
    /// Half the long axis in km.
    private static let radius = 6378.137
    private static let flattening = 1 / 298.257223563
    private static let eccentricity = (flattening * (2 - flattening)).squareRoot()

    /// Area of polygons in km², each with its outer ring first and then its holes, whichever way they turn.
    static func km2(_ polygons: [[[Coordinate]]]) -> Double {
        polygons.reduce(0) { area, rings in
            rings.enumerated().reduce(area) { area, ring in
                ring.offset == 0 ? area + km2(ring.element) : area - km2(ring.element)
            }
        }
    }

    private static func km2(_ ring: [Coordinate]) -> Double {
        var sum = 0.0
        for (start, end) in zip(ring, ring.dropFirst()) where start.longitude != end.longitude {
            sum += (end.longitude - start.longitude) * meanHeight(start.latitude, end.latitude)
        }
        return abs(sum) * .pi / 180 * radius * radius / 2
    }

    /// The mean of `height` along an edge: Gauss's rule with five points, exact to 4e-8 from pole to pole.
    private static func meanHeight(_ start: Double, _ end: Double) -> Double {
        let (middle, half) = ((start + end) / 2, (end - start) / 2)
        if half == 0 { return height(middle) }
        var sum = 0.284_444_444_444_444_44 * height(middle)
        sum +=
            0.239_314_335_249_683_24
            * (height(middle - half * 0.538_469_310_105_683_1)
                + height(middle + half * 0.538_469_310_105_683_1))
        sum +=
            0.118_463_442_528_094_54
            * (height(middle - half * 0.906_179_845_938_664)
                + height(middle + half * 0.906_179_845_938_664))
        return sum
    }

    /// Snyder's q: twice the height over the equator, in radii.
    private static func height(_ latitude: Double) -> Double {
        let sine = sin(latitude * .pi / 180)
        let part = eccentricity * sine
        let square = eccentricity * eccentricity
        return (1 - square) * (sine / (1 - part * part) + atanh(part) / eccentricity)
    }
}
