/// What an element can be on the way to a record and below it, worked out when it is first met.
///
/// A place is a step of the record path, or the nodes of the field tree that the element matches; several
/// where one name is asked for with and without its namespace. Their number depends on the paths alone.
struct XMLElementPlaces {
    /// No record lies below it, or no field.
    static let nowhere: Int32 = -1

    struct Place {
        /// Steps of the record path that led here; nil from the record down.
        var steps: Int?
        /// Nodes of the field tree.
        var nodes: [Int] = []
        var columns: [Int] = []
        var attributes: [(name: XMLPathName, column: Int)] = []
    }

    /// The first is the document.
    private(set) var places = [Place(steps: 0)]
    /// The record's own.
    static let record: Int32 = 1
    private let path: XMLRecordPath
    private let fields: XMLFieldTree

    init(path: XMLRecordPath, fields: XMLFieldTree) {
        self.path = path
        self.fields = fields
        _ = place(of: [0])
    }

    /// The place of a child element.
    mutating func child(of parent: Int32, _ name: Span<UInt8>, _ namespace: Span<UInt8>) -> Int32 {
        guard let steps = places[Int(parent)].steps else {
            var nodes: [Int] = []
            for node in places[Int(parent)].nodes {
                for child in fields.nodes[node].children where child.name.matches(name, namespace) {
                    nodes.append(child.node)
                }
            }
            return nodes.isEmpty ? XMLElementPlaces.nowhere : place(of: nodes)
        }
        guard path.steps[steps].matches(name, namespace) else {
            return path.isAnywhere ? parent : XMLElementPlaces.nowhere
        }
        return steps + 1 == path.steps.count ? XMLElementPlaces.record : place(behind: steps + 1)
    }

    private mutating func place(behind steps: Int) -> Int32 {
        if let known = places.firstIndex(where: { $0.steps == steps }) { return Int32(known) }
        places.append(Place(steps: steps))
        return Int32(places.count - 1)
    }

    private mutating func place(of nodes: [Int]) -> Int32 {
        if let known = places.firstIndex(where: { $0.nodes == nodes }) { return Int32(known) }
        places.append(
            Place(
                nodes: nodes, columns: nodes.flatMap { fields.nodes[$0].columns },
                attributes: nodes.flatMap { fields.nodes[$0].attributes }))
        return Int32(places.count - 1)
    }
}
