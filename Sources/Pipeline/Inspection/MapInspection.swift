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
        var tally = MapTally()
        for feature in features {
            tally.add((feature["properties"] as? [String: Any] ?? [:]).compactMapValues(MapInspection.text))
        }
        self.init(tally)
    }

    init(_ tally: MapTally) {
        shapes = tally.shapes
        properties = tally.properties
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
            ?? (shapes > 1 ? complete.first?.name : nil)
    }

    private static func text(_ value: Any) -> String? {
        switch value {
        case let text as String: text
        case let number as NSNumber: number.stringValue
        default: nil
        }
    }
}

/// What the shapes of a map have in common, gathered shape by shape in bounded memory.
struct MapTally {
    private(set) var shapes = 0
    private var found: [String: (shapes: Int, example: String, values: Set<UInt64>)] = [:]

    /// Properties that are told apart at most, and values of each.
    private static let propertyLimit = 200
    private static let valueLimit = 100_000

    /// Adds a shape with its properties.
    mutating func add(_ values: [String: String]) {
        shapes += 1
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            guard found.count < MapTally.propertyLimit || found[name] != nil else { continue }
            var property = found.removeValue(forKey: name) ?? (0, String(value.prefix(96)), [])
            property.shapes += 1
            if property.values.count < MapTally.valueLimit { property.values.insert(MapTally.hash(value)) }
            found[name] = property
        }
    }

    /// Sorted by name.
    var properties: [MapInspection.Property] {
        found.map {
            MapInspection.Property(
                name: $0.key, shapes: $0.value.shapes, example: $0.value.example,
                isUnique: $0.value.values.count == min($0.value.shapes, MapTally.valueLimit))
        }.sorted { $0.name < $1.name }
    }

    /// FNV-1a: the same in every run.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
