import Foundation

extension Boundaries {
    /// Reads GeoJSON text (RFC 7946); `path` is only named in errors.
    ///
    /// Features without geometry are no areas and left out. Geometry collections may hold polygons only.
    public init(geoJSON data: Data, path: String, idProperty: String) throws(BoundariesError) {
        let collection: GeoJSONCollection
        do {
            collection = try JSONDecoder().decode(
                GeoJSONCollection.self, from: data,
                configuration: GeoJSONCollection.Source(path: path, idProperty: idProperty))
        } catch let error as BoundariesError {
            throw error
        } catch {
            throw .notJSON(path: path, reason: Boundaries.words(of: error, in: data))
        }
        guard !collection.shapes.isEmpty else { throw .noAreas(path: path) }
        self.init(shapes: collection.shapes)
    }

    /// Why the text is no JSON, with the place, which only the other interface of the parser tells.
    private static func words(of error: any Error, in data: Data) -> String {
        do {
            _ = try JSONSerialization.jsonObject(with: data)
            return error.localizedDescription
        } catch {
            let detail = (error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String
            return detail ?? error.localizedDescription
        }
    }
}

/// The areas of a feature collection, decoded value by value, so that nothing but them is built.
private struct GeoJSONCollection: DecodableWithConfiguration {
    struct Source {
        let path: String
        let idProperty: String
    }

    private(set) var shapes: [UnitShape] = []

    init(from decoder: any Decoder, configuration source: Source) throws {
        var features: any UnkeyedDecodingContainer
        do {
            let members = try decoder.container(keyedBy: MemberName.self)
            guard try members.decode(String.self, forKey: "type") == "FeatureCollection" else {
                throw BoundariesError.notAFeatureCollection(path: source.path)
            }
            features = try members.nestedUnkeyedContainer(forKey: "features")
        } catch is DecodingError {
            throw BoundariesError.notAFeatureCollection(path: source.path)
        }
        guard !features.isAtEnd else { throw BoundariesError.noFeatures(path: source.path) }
        var number = 0
        while !features.isAtEnd {
            number += 1
            let place = GeoJSONFeature.Place(source: source, number: number)
            let feature = try features.decode(GeoJSONFeature.self, configuration: place)
            if let polygons = feature.polygons {
                shapes.append(UnitShape(id: feature.id, polygons: polygons))
            }
        }
    }
}

/// One feature: its id and its polygons.
private struct GeoJSONFeature: DecodableWithConfiguration {
    struct Place {
        let source: GeoJSONCollection.Source
        /// 1 = first.
        let number: Int

        var words: BoundariesError.Place { .feature(number) }
    }

    let id: String
    /// nil where the feature has no geometry, which GeoJSON allows.
    let polygons: [[[Coordinate]]]?

    init(from decoder: any Decoder, configuration place: Place) throws {
        let path = place.source.path
        let members: KeyedDecodingContainer<MemberName>
        do {
            members = try decoder.container(keyedBy: MemberName.self)
        } catch is DecodingError {
            throw BoundariesError.notAFeatureCollection(path: path)
        }
        id = try GeoJSONFeature.id(members, place)
        guard members.contains("geometry"), try !members.decodeNil(forKey: "geometry") else {
            polygons = nil
            return
        }
        do {
            var geometry = GeoJSONGeometry(path: path, place: place.words)
            try geometry.add(members.superDecoder(forKey: "geometry"))
            // Empty coordinates are as no geometry.
            polygons = geometry.polygons.isEmpty ? nil : geometry.polygons
        } catch let fault as RingFault {
            throw BoundariesError.badRing(path: path, place: place.words, id: id, fault)
        } catch let error as BoundariesError {
            throw error
        } catch {
            // Of another type than a position has, or a number that no number of ours can hold.
            throw BoundariesError.badRing(path: path, place: place.words, id: id, .notAPosition(nil))
        }
    }

    private static func id(_ members: KeyedDecodingContainer<MemberName>, _ place: Place) throws -> String {
        let property = place.source.idProperty
        if property == "@id" {
            return try BoundaryIdentifier.text(in: members, "id", known: [], place.source, place.words)
        }
        let properties: KeyedDecodingContainer<MemberName>
        do {
            properties = try members.nestedContainer(keyedBy: MemberName.self, forKey: "properties")
        } catch is DecodingError {
            throw BoundariesError.missingId(
                path: place.source.path, place: place.words, property: property, known: [])
        }
        return try BoundaryIdentifier.text(
            in: properties, property, known: properties.allKeys.map(\.stringValue), place.source, place.words)
    }
}

extension BoundaryIdentifier {
    /// The id that a member holds: text that is not empty, or a whole number.
    fileprivate static func text(
        in members: KeyedDecodingContainer<MemberName>, _ name: String, known: [String],
        _ source: GeoJSONCollection.Source, _ place: BoundariesError.Place
    ) throws -> String {
        let key = MemberName(stringValue: name)
        guard members.contains(key), try !members.decodeNil(forKey: key) else {
            throw BoundariesError.missingId(
                path: source.path, place: place, property: source.idProperty, known: listed(known))
        }
        // Each attempt that does not fit the value is the reason for the next.
        let text = try? members.decode(String.self, forKey: key)
        let number = text == nil ? try? members.decode(Int64.self, forKey: key) : nil
        guard let id = text ?? number.map({ String($0) }), id.utf8.count <= longest else {
            throw BoundariesError.unusableId(path: source.path, place: place, property: source.idProperty)
        }
        guard !id.isEmpty else {
            throw BoundariesError.missingId(
                path: source.path, place: place, property: source.idProperty, known: listed(known))
        }
        return id
    }
}

/// Collects the rings of a geometry and of those nested in it.
private struct GeoJSONGeometry {
    let path: String
    let place: BoundariesError.Place
    private(set) var polygons: [[[Coordinate]]] = []

    init(path: String, place: BoundariesError.Place) {
        self.path = path
        self.place = place
    }

    /// Adds a geometry; the parser bounds how deep collections nest.
    mutating func add(_ decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: MemberName.self)
        let type = members.contains("type") ? try members.decode(String.self, forKey: "type") : "none"
        switch type {
        case "Polygon": try addPolygon(members.nestedUnkeyedContainer(forKey: "coordinates"))
        case "MultiPolygon":
            var polygons = try members.nestedUnkeyedContainer(forKey: "coordinates")
            while !polygons.isAtEnd { try addPolygon(polygons.nestedUnkeyedContainer()) }
        case "GeometryCollection":
            var geometries = try members.nestedUnkeyedContainer(forKey: "geometries")
            while !geometries.isAtEnd { try add(geometries.superDecoder()) }
        default:
            throw BoundariesError.unknownGeometry(
                path: path, place: place, type: String(type.prefix(80)))
        }
    }

    private mutating func addPolygon(_ polygon: any UnkeyedDecodingContainer) throws {
        var polygon = polygon
        guard !polygon.isAtEnd else { throw RingFault.noRing }
        var rings: [[Coordinate]] = []
        while !polygon.isAtEnd {
            var ring = RingBuilder()
            var positions = try polygon.nestedUnkeyedContainer()
            while !positions.isAtEnd {
                var position = try positions.nestedUnkeyedContainer()
                let longitude = try position.decode(Double.self)
                try ring.add(longitude: longitude, latitude: position.decode(Double.self))
            }
            rings.append(try ring.finish())
        }
        polygons.append(rings)
    }
}

/// The name of a member of a JSON object.
private struct MemberName: CodingKey, ExpressibleByStringLiteral {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init(stringLiteral value: String) { stringValue = value }
    init?(intValue: Int) { nil }
}
