import Foundation

/// The Albers equal-area conic projection on the sphere, fitted to an extent.
///
/// Snyder, *Map Projections: A Working Manual* (USGS Professional Paper 1395, 1987), equations 14-1 to 14-6.
/// The standard parallels lie one sixth of the extent inside its edges. x grows eastwards, y northwards, in
/// radii of the earth.
struct AlbersProjection: Sendable {
    private let centralMeridian: Double
    private let n: Double
    private let c: Double
    private let rho0: Double

    /// Fits the projection to the extent of the coordinates; nil where there are none.
    init?(fitting coordinates: some Sequence<Coordinate>) {
        var extent: (west: Double, east: Double, south: Double, north: Double)?
        for place in coordinates {
            let known = extent ?? (place.longitude, place.longitude, place.latitude, place.latitude)
            extent = (
                min(known.west, place.longitude), max(known.east, place.longitude),
                min(known.south, place.latitude), max(known.north, place.latitude)
            )
        }
        guard let extent else { return nil }
        let sixth = (extent.north - extent.south) / 6
        let south = AlbersProjection.radians(extent.south + sixth)
        let north = AlbersProjection.radians(extent.north - sixth)
        let mean = (sin(south) + sin(north)) / 2
        // A cone needs a side: round the equator the mean vanishes, so it is kept a hair away from 0.
        n = abs(mean) < 1e-6 ? 1e-6 : mean
        c = cos(south) * cos(south) + 2 * n * sin(south)
        rho0 = AlbersProjection.rho(c: c, n: n, latitude: (south + north) / 2)
        centralMeridian = (extent.west + extent.east) / 2
    }

    func project(_ place: Coordinate) -> (x: Double, y: Double) {
        let theta = n * AlbersProjection.radians(place.longitude - centralMeridian)
        let rho = AlbersProjection.rho(c: c, n: n, latitude: AlbersProjection.radians(place.latitude))
        return (rho * sin(theta), rho0 - rho * cos(theta))
    }

    private static func rho(c: Double, n: Double, latitude: Double) -> Double {
        max(0, c - 2 * n * sin(latitude)).squareRoot() / n
    }

    private static func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }
}
