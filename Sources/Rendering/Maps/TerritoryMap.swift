import Analysis
import Geography
import TerritoryModel

/// The units filled by territory, neighbouring territories in different colours.
///
/// Colours come from Paul Tol's *light* scheme for qualitative data (SRON technical note
/// EPS/TN/09-002), which colour-blind readers can tell apart; classes `t0` … `t8` name them.
struct TerritoryMap: Sendable {
    let boundaries: BoundaryMap
    /// By index in `boundaries.shapes`; nil = not a unit of the report.
    private let units: [UnitReport?]
    /// By index in `boundaries.shapes`: the outline as path data.
    private let outlines: [String]
    /// By index in `boundaries.shapes`: the outline with the unit's title.
    private let paths: [String]
    private let placesOfTerritory: [String: [Int]]
    private let colourOfTerritory: [String: Int]
    private let territories: [TerritoryReport]
    private let unitName: String

    init(report: Report, boundaries: BoundaryMap) {
        self.boundaries = boundaries
        let byId = Dictionary(report.units.map { ($0.unit.id, $0) }, uniquingKeysWith: { first, _ in first })
        units = boundaries.shapes.map { byId[$0.id] }
        territories = report.territories.filter { $0.kind == .exclusive }
        unitName = report.unitName
        let formatting = Formatting(currency: report.currency)
        let outlines = boundaries.shapes.map { Self.data($0.rings) }
        self.outlines = outlines
        paths = boundaries.shapes.indices.map { [units] place in
            let title = Self.title(units[place], of: boundaries.shapes[place], formatting)
            return "<path d=\"\(outlines[place])\"><title>\(title)</title></path>"
        }
        var placesOfTerritory: [String: [Int]] = [:]
        for (place, unit) in units.enumerated() {
            if let owner = unit?.territory?.id { placesOfTerritory[owner, default: []].append(place) }
        }
        self.placesOfTerritory = placesOfTerritory
        colourOfTerritory = MapColouring.colours(
            boundaries.neighbours.compactMap { [units] first, second in
                guard let one = units[first]?.territory?.id, let two = units[second]?.territory?.id else {
                    return nil
                }
                return (one, two)
            }, names: territories.map(\.territory.id))
    }

    /// The whole map; each territory links to its page.
    func overview(url: (String) -> String) -> String {
        var content = territories.map { territory in
            let places = placesOfTerritory[territory.territory.id] ?? []
            return "<a href=\"\(Escaping.html(url(territory.territory.id)))\""
                + " aria-label=\"\(Escaping.html(territory.territory.name))\" class=\"\(colour(territory))\">"
                + places.map(path).joined() + "</a>"
        }
        content.append("<g class=\"none\">" + unowned.map(path).joined() + "</g>")
        content += sharedOutlines(units.indices.filter { (units[$0]?.claimants.count ?? 0) > 1 })
        content.append(borders(units.indices))
        content += labels()
        let mapped = units.count { $0?.territory != nil }
        return document(
            content, box: boundaries.box.grown(by: 60), role: "group", title: "Map of territories",
            description: "\(mapped) of \(units.count) \(plural(unitName)) belong to a territory.")
    }

    /// The units of some territories with what lies round them; nil where none is on the map.
    func detail(of family: Set<String>) -> String? {
        let isUnassigned = family.contains(Named.unassigned.id)
        func belongs(_ place: Int) -> Bool {
            guard let unit = units[place] else { return false }
            return unit.territory.map { family.contains($0.id) } ?? isUnassigned
                || unit.claimants.contains { family.contains($0.id) }
        }
        let inside = units.indices.filter(belongs)
        guard let first = inside.first else { return nil }
        let box = inside.map { boundaries.shapes[$0].box }.reduce(boundaries.shapes[first].box) {
            $0.union($1)
        }
        let view = box.grown(by: max(box.width, box.height) / 10 + 20)
        let around = units.indices.filter { !belongs($0) && boundaries.shapes[$0].box.intersects(view) }
        var content = ["<g class=\"around\">" + around.map(path).joined() + "</g>"]
        for place in inside {
            let territory = units[place]?.territory.flatMap { colourOfTerritory[$0.id] }
            content.append("<g class=\"\(territory.map { "t\($0)" } ?? "none")\">\(path(place))</g>")
        }
        content += sharedOutlines(inside.filter { (units[$0]?.claimants.count ?? 0) > 1 })
        content.append(borders(around + inside))
        if inside.count <= 40 { content += unitLabels(inside, view: view) }
        return document(
            content, box: view, role: "img", title: "Map of the territory",
            description: "\(inside.count) \(plural(unitName)) in colour, its neighbours in grey.")
    }

    private var unowned: [Int] { units.indices.filter { units[$0]?.territory == nil } }

    private func colour(_ territory: TerritoryReport) -> String {
        colourOfTerritory[territory.territory.id].map { "t\($0)" } ?? "none"
    }

    private func document(_ content: [String], box: MapBox, role: String, title: String, description: String)
        -> String
    {
        let name = Escaping.html(title)
        return
            "<svg class=\"map\" viewBox=\"\(box.minX) \(box.minY) \(box.width) \(box.height)\" role=\"\(role)\""
            + " aria-label=\"\(name)\"><title>\(name)</title><desc>\(Escaping.html(description))</desc>"
            + "<defs><pattern id=\"hatch\" width=\"60\" height=\"60\" patternUnits=\"userSpaceOnUse\""
            + " patternTransform=\"rotate(45)\"><rect width=\"60\" height=\"60\" class=\"paper\"/>"
            + "<rect width=\"18\" height=\"60\" class=\"ink\"/></pattern>"
            + "<pattern id=\"stripes\" width=\"70\" height=\"70\" patternUnits=\"userSpaceOnUse\""
            + " patternTransform=\"rotate(-45)\"><rect width=\"16\" height=\"70\" class=\"ink\"/></pattern></defs>\n"
            + content.joined(separator: "\n") + "</svg>"
    }

    private func path(_ place: Int) -> String { paths[place] }

    private static func title(_ unit: UnitReport?, of shape: MapShape, _ formatting: Formatting) -> String {
        guard let unit else { return Escaping.html(shape.id) }
        let owner = unit.territory?.name ?? "no territory"
        let others = unit.claimants.count > 1 ? " (claimed by \(unit.claimants.count))" : ""
        return Escaping.html("\(unit.unit.name): \(owner)\(others), \(formatting.money(unit.sales))")
    }

    private func sharedOutlines(_ places: [Int]) -> [String] {
        guard !places.isEmpty else { return [] }
        let paths = places.map { "<path d=\"\(outlines[$0])\"/>" }
        return ["<g class=\"shared\">" + paths.joined() + "</g>"]
    }

    private func borders(_ shown: some Sequence<Int>) -> String {
        let lines = boundaries.borders(among: shown) { units[$0]?.territory?.id ?? "" }
        return "<path class=\"border\" d=\"\(lines.map { Self.data($0, closed: false) }.joined())\"/>"
    }

    /// Relative lines between whole tenths: the shortest text that says the same.
    private static func data(_ rings: [[MapPoint]]) -> String {
        rings.map { data($0, closed: true) }.joined()
    }

    private static func data(_ points: [MapPoint], closed: Bool) -> String {
        guard let start = points.first else { return "" }
        var text = "M\(start.x) \(start.y)l"
        var last = start
        for (place, point) in points.dropFirst().enumerated() {
            let (dx, dy) = (point.x - last.x, point.y - last.y)
            text += "\(place > 0 && dx >= 0 ? " " : "")\(dx)\(dy >= 0 ? " " : "")\(dy)"
            last = point
        }
        return closed ? text + "z" : text
    }
}

extension TerritoryMap {
    /// Names at the middle of territories that have room for them.
    private func labels() -> [String] {
        territories.compactMap { territory in
            let shapes = (placesOfTerritory[territory.territory.id] ?? []).map { boundaries.shapes[$0] }
            let weight = shapes.reduce(0) { $0 + $1.doubleArea }
            guard let first = shapes.first, weight > 0 else { return nil }
            let x = shapes.reduce(0) { $0 + $1.centre.x * $1.doubleArea } / weight
            let y = shapes.reduce(0) { $0 + $1.centre.y * $1.doubleArea } / weight
            let width = shapes.map(\.box).reduce(first.box) { $0.union($1) }.width
            let name = territory.territory.name
            // Half the size of the type is about the width of a letter.
            guard name.count * 65 < width * 5 / 4 else { return nil }
            return Self.label(x, y, name, className: "place")
        }
    }

    private func unitLabels(_ places: [Int], view: MapBox) -> [String] {
        let size = max(view.width, view.height) / 34
        return places.compactMap { place in
            let shape = boundaries.shapes[place]
            guard let name = units[place]?.unit.name.split(separator: ",").first.map(String.init),
                name.count * size / 2 < shape.box.width
            else { return nil }
            return
                "<text x=\"\(shape.centre.x)\" y=\"\(shape.centre.y)\" font-size=\"\(size)\" class=\"place\">"
                + "\(Escaping.html(name))</text>"
        }
    }

    private static func label(_ x: Int, _ y: Int, _ name: String, className: String) -> String {
        "<text x=\"\(x)\" y=\"\(y)\" font-size=\"130\" class=\"\(className)\">\(Escaping.html(name))</text>"
    }
}
