import Foundation
import Tabular

/// What a map of boundaries holds.
struct MapInspection {
    /// A property of the shapes, by name.
    struct Property: Hashable {
        let name: String
        /// Shapes that have it.
        var shapes: Int
        var example: String
        /// Whether no two shapes have the same value.
        var isUnique: Bool
    }

    let shapes: Int
    let properties: [Property]

    /// Largest file that is looked through.
    static let largestBytes = 200 << 20

    /// Looks through a GeoJSON file.
    init(geoJSON input: TabularInput) throws(InspectionError) {
        let beginning: FileBeginning
        do throws(TabularError) {
            beginning = try FileBeginning(of: input, maximum: MapInspection.largestBytes)
        } catch {
            throw .unreadable(error)
        }
        let path = input.displayPath
        guard beginning.isWhole else { throw .tooLarge(path: path, limit: MapInspection.largestBytes) }
        let root: Any
        do {
            root = try JSONSerialization.jsonObject(with: Data(beginning.bytes))
        } catch {
            let detail = (error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String
            throw .unreadableMap(path: path, cause: detail ?? error.localizedDescription)
        }
        guard let object = root as? [String: Any] else {
            throw .unreadableMap(path: path, cause: "it is not a JSON object")
        }
        let features =
            (object["features"] as? [[String: Any]])
            ?? (object["type"] as? String == "Feature" ? [object] : nil)
        guard let features else { throw .unreadableMap(path: path, cause: "it has no features") }
        self.init(
            features.map { $0["properties"] as? [String: Any] ?? [:] }.map {
                $0.compactMapValues(MapInspection.text)
            })
    }

    /// The properties of each shape.
    init(_ shapes: [[String: String]]) {
        self.shapes = shapes.count
        var found: [String: (shapes: Int, example: String, values: Set<String>)] = [:]
        for shape in shapes {
            for (name, value) in shape {
                var property = found[name] ?? (0, value, [])
                property.shapes += 1
                property.values.insert(value)
                found[name] = property
            }
        }
        properties = found.map {
            Property(
                name: $0.key, shapes: $0.value.shapes, example: $0.value.example,
                isUnique: $0.value.values.count == $0.value.shapes)
        }.sorted { $0.name < $1.name }
    }

    /// The property that most likely holds the id of the unit.
    var likeliestId: String? {
        let complete = properties.filter { $0.shapes == shapes && $0.isUnique }
        let known = ["geoid", "fips", "geoid10", "geoid20", "id", "code", "iso3", "isoa3", "iso", "unitid"]
        for name in known {
            if let property = complete.first(where: { plainName($0.name) == name }) { return property.name }
        }
        return complete.first { plainName($0.name).hasSuffix("id") || plainName($0.name).hasSuffix("code") }?
            .name
            ?? complete.first?.name
    }

    private static func text(_ value: Any) -> String? {
        switch value {
        case let text as String: text
        case let number as NSNumber: number.stringValue
        default: nil
        }
    }
}
