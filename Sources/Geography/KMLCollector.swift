import Tabular

extension Boundaries {
    /// Reads a KML document (OGC 07-147r2); namespaces and styles are ignored.
    ///
    /// A placemark without geometry is no area and left out. One with a geometry that is no area is refused, as
    /// is a ring that is not closed.
    init(kml input: TabularInput, idProperty: String, positionLimit: Int) throws(BoundariesError) {
        let collector = KMLCollector(
            path: input.displayPath, idProperty: idProperty, positionLimit: positionLimit)
        do throws(TabularError) {
            try parseXML(input, sink: collector)
        } catch {
            throw .file(error)
        }
        if let failure = collector.failure { throw failure }
        guard !collector.shapes.isEmpty else { throw .noAreas(path: input.displayPath) }
        self.init(shapes: collector.shapes)
    }
}

/// Collects the areas of a KML document.
final class KMLCollector: XMLEventSink {
    private(set) var shapes: [UnitShape] = []
    /// What ended it; nothing is collected behind it.
    private(set) var failure: BoundariesError?
    var isDone: Bool { failure != nil }

    /// One placemark as far as it was read.
    private struct Placemark {
        let line: Int
        var id: [UInt8]?
        var polygons: [[[Coordinate]]] = []
        var hasArea = false
        /// The rings of the open polygon.
        var outerRings: [[Coordinate]] = []
        var holes: [[Coordinate]] = []
        var known: Set<String> = []
    }

    private let path: String
    private let idProperty: String
    private let idBytes: [UInt8]
    private let positionLimit: Int
    private var positions = 0
    private var elements: [KMLElement] = []
    private var placemark: Placemark?
    /// Whether the text of the open element is the id.
    private var isIdOpen = false
    /// Whether the open `Data` element is the one that holds the id.
    private var isIdData = false
    private var text: [UInt8] = []
    private var coordinates: CoordinateText?

    init(path: String, idProperty: String, positionLimit: Int) {
        self.path = path
        self.idProperty = idProperty
        idBytes = Array(idProperty.utf8)
        self.positionLimit = positionLimit
    }

    func open(_ name: Span<UInt8>, namespace: Span<UInt8>, _ tag: XMLTag) {
        // Names that we know are short.
        let name = String(decoding: (0..<min(name.count, 80)).map { name[$0] }, as: UTF8.self)
        guard let parent = elements.last else {
            if name != "kml" { failure = .notKML(path: path, root: name) }
            return elements.append(.outside)
        }
        if parent.isOtherGeometry(name) {
            failure = .unknownGeometry(path: path, place: .line(tag.line), type: name)
        }
        let element = parent.child(name)
        elements.append(element)
        begin(element, tag)
    }

    func text(_ bytes: Span<UInt8>) {
        if elements.last == .coordinates {
            do throws(RingFault) {
                try coordinates?.add(bytes)
            } catch {
                fail(error, line: coordinates?.line)
            }
            checkPositions(positions + (coordinates?.ring.positions.count ?? 0))
        } else if isIdOpen, elements.last == .name || elements.last == .property {
            for index in bytes.indices { addToId(bytes[index]) }
        }
    }

    func close() {
        guard let element = elements.popLast() else { return }
        switch element {
        case .coordinates: endRing()
        case .name, .property: endId()
        case .polygon:
            endPolygon()
        case .placemark: endPlacemark()
        case .data: isIdData = false
        default: break
        }
    }

    private func begin(_ element: KMLElement, _ tag: XMLTag) {
        switch element {
        case .placemark:
            placemark = Placemark(line: tag.line)
            if idProperty == "@id" { placemark?.id = tag.value("id") }
        case .name: isIdOpen = idProperty == "name"
        case .data: isIdData = isId(tag)
        case .property where elements.dropLast().last == .data: isIdOpen = isIdData
        case .property: isIdOpen = isId(tag)
        case .polygon:
            placemark?.outerRings = []
            placemark?.holes = []
            placemark?.hasArea = true
        case .coordinates: coordinates = CoordinateText(line: tag.line)
        default: break
        }
    }

    /// Whether the tag's `name` is that of the id; remembers it for messages.
    private func isId(_ tag: XMLTag) -> Bool {
        guard let name = tag.value("name") else { return false }
        if let count = placemark?.known.count, count < 20 {
            placemark?.known.insert(String(decoding: name.prefix(200), as: UTF8.self))
        }
        return name == idBytes
    }

    /// White space around an id does not count, however much it is.
    private func addToId(_ byte: UInt8) {
        let isBlank = KMLCollector.isBlank(byte)
        if isBlank && text.isEmpty { return }
        if text.count <= BoundaryIdentifier.longest {
            text.append(byte)
        } else if !isBlank {
            failure = .unusableId(path: path, place: .line(placemark?.line ?? 1), property: idProperty)
        }
    }

    private func endRing() {
        guard var text = coordinates else { return }
        coordinates = nil
        do throws(RingFault) {
            let ring = try text.finish()
            positions += ring.count
            checkPositions(positions)
            // Of the elements that are open, the last is the ring's, and the one before it its boundary.
            if elements.dropLast().last == .innerBoundary {
                placemark?.holes.append(ring)
            } else {
                placemark?.outerRings.append(ring)
            }
        } catch {
            fail(error, line: text.line)
        }
    }

    /// The outer ring comes first, wherever it stands; a second one is judged with the holes.
    private func endPolygon() {
        guard let placemark else { return }
        let rings = placemark.outerRings + placemark.holes
        guard !rings.isEmpty else { return fail(.noRing, line: nil) }
        self.placemark?.polygons.append(rings)
    }

    private func checkPositions(_ count: Int) {
        guard failure == nil, count > positionLimit else { return }
        failure = .tooManyPositions(path: path, limit: positionLimit)
    }

    /// The first text that is not blank is the id.
    private func endId() {
        guard isIdOpen else { return }
        isIdOpen = false
        while text.last.map(KMLCollector.isBlank) == true { text.removeLast() }
        if !text.isEmpty, placemark?.id == nil { placemark?.id = text }
        text.removeAll(keepingCapacity: true)
    }

    private func endPlacemark() {
        guard let placemark else { return }
        self.placemark = nil
        guard placemark.hasArea else { return }
        guard let id = placemark.id, !id.isEmpty else {
            let known = BoundaryIdentifier.listed(Array(placemark.known))
            failure = .missingId(
                path: path, place: .line(placemark.line), property: idProperty, known: known)
            return
        }
        guard id.count <= BoundaryIdentifier.longest else {
            failure = .unusableId(path: path, place: .line(placemark.line), property: idProperty)
            return
        }
        shapes.append(UnitShape(id: String(decoding: id, as: UTF8.self), polygons: placemark.polygons))
    }

    private func fail(_ fault: RingFault, line: Int?) {
        let id = placemark?.id.map { String(decoding: $0.prefix(BoundaryIdentifier.longest), as: UTF8.self) }
        failure = .badRing(path: path, place: .line(line ?? placemark?.line ?? 1), id: id, fault)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
}
