/// Finds the unit that contains a place.
public protocol UnitLocating: Sendable {
    /// The id of the unit at a place in degrees of WGS 84; nil where no unit is.
    func unit(longitude: Double, latitude: Double) -> String?
}
