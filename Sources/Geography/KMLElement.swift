/// What an element of a KML document is to us, by its name and what it stands in.
enum KMLElement {
    /// The root, a folder, or whatever we pass through.
    case outside
    case placemark
    case name
    case extendedData, schemaData
    /// `SimpleData`, or `value` of `Data`.
    case property
    case data
    case collection, polygon, outerBoundary, innerBoundary, ring, coordinates
    /// What is inside an area but of no use.
    case ignored

    /// An element in `self`.
    func child(_ name: String) -> KMLElement {
        switch (self, name) {
        case (.outside, "Placemark"): .placemark
        case (.outside, _): .outside
        case (.placemark, "name"): .name
        case (.placemark, "ExtendedData"): .extendedData
        case (.extendedData, "SchemaData"): .schemaData
        case (.schemaData, "SimpleData"): .property
        case (.extendedData, "Data"): .data
        case (.data, "value"): .property
        case (.placemark, "MultiGeometry"), (.collection, "MultiGeometry"): .collection
        case (.placemark, "Polygon"), (.collection, "Polygon"): .polygon
        case (.polygon, "outerBoundaryIs"): .outerBoundary
        case (.polygon, "innerBoundaryIs"): .innerBoundary
        case (.outerBoundary, "LinearRing"), (.innerBoundary, "LinearRing"): .ring
        case (.ring, "coordinates"): .coordinates
        default: .ignored
        }
    }

    /// Whether an element in `self` is a geometry that is no area.
    func isOtherGeometry(_ name: String) -> Bool {
        switch self {
        case .placemark, .collection:
            ["Point", "LineString", "LinearRing", "Model", "Track", "MultiTrack"].contains(name)
        default: false
        }
    }
}
