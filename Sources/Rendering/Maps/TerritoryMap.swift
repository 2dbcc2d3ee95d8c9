import Analysis
import Geography
import TerritoryModel

/// The units filled by territory, neighbouring territories in different colours.
///
/// Colours come from Paul Tol's *light* scheme for qualitative data (SRON technical note
/// EPS/TN/09-002), which colour-blind readers can tell apart; classes `t0` … `t8` name them.
struct TerritoryMap: Sendable {
    let boundaries: BoundaryMap
    /// By index in `boundaries.shapes`: the outline as path data, and the path with its title.
    private let outlines: [String]
    private let paths: [String]
    /// By index in `boundaries.shapes`: the territory as a number, for borders.
    private let owners: [Int]
    /// Places in `boundaries.shapes` by owner; `unassigned` has the units of the report that nobody owns.
    private let owned: ListIndex
    /// Places in `boundaries.shapes` by owner and by claimant.
    private let concerned: ListIndex
    /// By index in `boundaries.shapes`; nil = not a unit of the report.
    private let units: [UnitReport?]
    private let colourOfTerritory: [String: Int]
    private let territories: [TerritoryReport]
    private let unitName: String

    init(report: Report, boundaries: BoundaryMap, formatting: Formatting) {
        let byId = Dictionary(report.units.map { ($0.unit.id, $0) }, uniquingKeysWith: { first, _ in first })
        let units = boundaries.shapes.map { byId[$0.id] }
        let outlines = boundaries.shapes.map { Self.data($0.rings) }
        paths = boundaries.shapes.indices.map { place in
            let title = Self.title(of: units[place], id: boundaries.shapes[place].id, formatting)
            return "<path d=\"\(outlines[place])\"><title>\(title)</title></path>"
        }
        self.outlines = outlines
        owners = Self.numbers(units.map { $0?.territory?.id })
        owned = ListIndex(units, id: { unit in unit.map { Self.owner(of: $0) } })
        concerned = ListIndex(
            units, ids: { unit in unit.map { [Self.owner(of: $0)] + $0.claimants.map(\.id) } ?? [] })
        territories = report.territories.filter { $0.kind == .exclusive }
        unitName = report.unitName
        colourOfTerritory = MapColouring.colours(
            boundaries.neighbours.compactMap { first, second in
                guard let one = units[first]?.territory?.id, let two = units[second]?.territory?.id else {
                    return nil
                }
                return (one, two)
            }, names: territories.map(\.territory.id))
        self.boundaries = boundaries
        self.units = units
    }

    private static func owner(of unit: UnitReport) -> String { unit.territory?.id ?? Named.unassigned.id }

    /// The same number for the same name.
    private static func numbers(_ names: [String?]) -> [Int] {
        var numbers: [String?: Int] = [:]
        return names.map { name in
            let number = numbers[name] ?? numbers.count
            numbers[name] = number
            return number
        }
    }

    /// The whole map; each territory links to its page.
    func overview(url: (String) -> String) -> String {
        var content = territories.map { territory in
            "<a href=\"\(Escaping.html(url(territory.territory.id)))\""
                + " aria-label=\"\(Escaping.html(territory.territory.name))\" class=\"\(colour(territory))\">"
                + owned[territory.territory.id].map { paths[$0] }.joined() + "</a>"
        }
        content.append("<g class=\"none\">" + unowned.map { paths[$0] }.joined() + "</g>")
        content += sharedOutlines(units.indices.filter { (units[$0]?.claimants.count ?? 0) > 1 })
        content.append(borders(Array(units.indices)))
        content += labels()
        let mapped = units.count { $0?.territory != nil }
        return document(
            content, box: boundaries.box.grown(by: 60), role: "group", title: "Map of territories",
            description: "\(mapped) of \(units.count) \(plural(unitName)) belong to a territory.")
    }

    /// The units of some territories with what lies round them; nil where none is on the map.
    func extract(of family: Set<String>) -> MapExtract? {
        let inside = concerned.places(ofAny: family)
        return inside.isEmpty ? nil : MapExtract(map: self, inside: inside)
    }

    /// The units in their colours, those round them in grey.
    ///
    /// - Parameter inside: Places of units, ascending; at least one.
    fileprivate func detail(_ inside: [Int]) -> String {
        let box = inside.dropFirst().reduce(boundaries.shapes[inside[0]].box) {
            $0.union(boundaries.shapes[$1].box)
        }
        let view = box.grown(by: max(box.width, box.height) / 10 + 20)
        let chosen = Set(inside)
        let around = units.indices.filter {
            boundaries.shapes[$0].box.intersects(view) && !chosen.contains($0)
        }
        var content = ["<g class=\"around\">" + around.map { paths[$0] }.joined() + "</g>"]
        for place in inside {
            let territory = units[place]?.territory.flatMap { colourOfTerritory[$0.id] }
            content.append("<g class=\"\(territory.map { "t\($0)" } ?? "none")\">\(paths[place])</g>")
        }
        content += sharedOutlines(inside.filter { (units[$0]?.claimants.count ?? 0) > 1 })
        content.append(borders(inside + around))
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

    private static func title(of unit: UnitReport?, id: String, _ formatting: Formatting) -> String {
        guard let unit else { return Escaping.html(id) }
        let owner = unit.territory?.name ?? "no territory"
        let others = unit.claimants.count > 1 ? " (claimed by \(unit.claimants.count))" : ""
        return Escaping.html("\(unit.unit.name): \(owner)\(others), \(formatting.money(unit.sales))")
    }

    private func sharedOutlines(_ places: [Int]) -> [String] {
        guard !places.isEmpty else { return [] }
        let paths = places.map { "<path d=\"\(outlines[$0])\"/>" }
        return ["<g class=\"shared\">" + paths.joined() + "</g>"]
    }

    private func borders(_ places: [Int]) -> String {
        let lines = boundaries.borders(among: places, owner: owners)
        return "<path class=\"border\" d=\"\(Self.data(lines, closed: false))\"/>"
    }

    /// Relative lines between whole tenths: the shortest text that says the same.
    private static func data(_ lines: [[MapPoint]], closed: Bool = true) -> String {
        var text = ByteText()
        for line in lines {
            guard var last = line.first else { continue }
            text.write("M")
            text.write(last.x)
            text.write(" ")
            text.write(last.y)
            text.write("l")
            var isFirst = true
            for point in line.dropFirst() {
                if !isFirst && point.x >= last.x { text.write(" ") }
                text.write(point.x - last.x)
                if point.y >= last.y { text.write(" ") }
                text.write(point.y - last.y)
                last = point
                isFirst = false
            }
            if closed { text.write("z") }
        }
        return text.text
    }
}

/// A part of the map that is drawn where it is printed.
struct MapExtract: Sendable {
    fileprivate let map: TerritoryMap
    /// Places of the units in colour, ascending; at least one.
    fileprivate let inside: [Int]

    var svg: String { map.detail(inside) }
}

extension TerritoryMap {
    /// Names at the middle of territories that have room for them.
    private func labels() -> [String] {
        territories.compactMap { territory in
            let shapes = owned[territory.territory.id].map { boundaries.shapes[$0] }
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
