import Tabular

extension MapInspection {
    /// Looks through a KML file: its placemarks are the shapes, their `SimpleData` and `Data` the properties.
    init(kml input: TabularInput) throws(InspectionError) {
        let placemarks = PlacemarkCollector()
        do throws(TabularError) {
            try parseXML(input, sink: placemarks)
        } catch {
            throw .unreadable(error)
        }
        self.init(placemarks.tally)
    }
}

/// Hears the properties of the placemarks of a KML document.
private final class PlacemarkCollector: XMLEventSink {
    private(set) var tally = MapTally()

    private enum Place {
        case other, placemark, name, simpleData, data, value
    }

    private var places: [Place] = []
    private var properties: [String: String] = [:]
    /// Name of the property whose value is being read.
    private var property = ""
    private var text: [UInt8] = []

    private static let textBytes = 1024
    private static let propertyLimit = 200

    func open(_ name: Span<UInt8>, namespace: Span<UInt8>, _ tag: XMLTag) {
        let place = place(of: name)
        switch place {
        case .placemark: properties.removeAll(keepingCapacity: true)
        case .simpleData, .data:
            property = String(decoding: tag.value("name") ?? [], as: UTF8.self)
            text.removeAll(keepingCapacity: true)
        case .name:
            property = "name"
            text.removeAll(keepingCapacity: true)
        case .value: text.removeAll(keepingCapacity: true)
        case .other: break
        }
        places.append(place)
    }

    func text(_ bytes: Span<UInt8>) {
        switch places.last {
        case .name?, .simpleData?, .value?:
            for place in bytes.indices where text.count < PlacemarkCollector.textBytes {
                text.append(bytes[place])
            }
        default: break
        }
    }

    func close() {
        switch places.popLast() {
        case .placemark?: tally.add(properties)
        case .name?, .simpleData?, .value?: keep()
        default: break
        }
    }

    private func keep() {
        let value = String(decoding: text, as: UTF8.self)
        guard !property.isEmpty, properties.count < PlacemarkCollector.propertyLimit else { return }
        if properties[property] == nil { properties[property] = value }
    }

    private func place(of name: Span<UInt8>) -> Place {
        let name = String(decoding: name.indices.map { name[$0] }, as: UTF8.self)
        switch name {
        case "Placemark": return .placemark
        case "name": return places.last == .placemark ? .name : .other
        case "SimpleData": return .simpleData
        case "Data": return .data
        case "value": return places.last == .data ? .value : .other
        default: return .other
        }
    }
}
