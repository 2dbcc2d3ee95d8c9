import Analysis
import Geography
import TerritoryModel

/// The units filled by territory, neighbouring territories in different colours.
///
/// Colours come from Paul Tol's *light* scheme for qualitative data (SRON technical note
/// EPS/TN/09-002), which colour-blind readers can tell apart; classes `t0` … `t8` name them.
struct TerritoryMap: Sendable {
    let boundaries: BoundaryMap
    /// What of it is drawn where all is drawn.
    let detail: MapDetail
    /// By index in `boundaries.shapes`: the outline as path data.
    private let outlines: [String]
    /// By index in `boundaries.shapes`: what the unit is, for those who point at it.
    private let titles: [String]
    /// By index in `boundaries.shapes`: the territory as a number, for borders.
    private let owners: [Int]
    /// Places in `boundaries.shapes` by owner; `unassigned` has the units of the report that nobody owns.
    let owned: ListIndex
    /// Places in `boundaries.shapes` by owner and by claimant.
    private let concerned: ListIndex
    /// By index in `boundaries.shapes`; nil = not a unit of the report.
    private let units: [UnitReport?]
    private let colourOfTerritory: [String: Int]
    let territories: [TerritoryReport]
    private let unitName: String

    init(report: Report, boundaries: BoundaryMap, formatting: Formatting) {
        let byId = Dictionary(report.units.map { ($0.unit.id, $0) }, uniquingKeysWith: { first, _ in first })
        let units = boundaries.shapes.map { byId[$0.id] }
        outlines = boundaries.shapes.map { MapPaths.data($0.rings) }
        titles = boundaries.shapes.indices.map { place in
            Self.title(of: units[place], id: boundaries.shapes[place].id, formatting)
        }
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
        detail = MapDetail(boundaries, owners: owners, territories: territories.count)
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

    private static func title(of unit: UnitReport?, id: String, _ formatting: Formatting) -> String {
        guard let unit else { return Escaping.html(id) }
        let owner = unit.territory?.name ?? "no territory"
        let others = unit.claimants.count > 1 ? " (claimed by \(unit.claimants.count))" : ""
        return Escaping.html("\(unit.unit.name): \(owner)\(others), \(formatting.money(unit.sales))")
    }

    /// The units of some territories with what lies round them; nil where none is on the map.
    func extract(of family: Set<String>) -> MapExtract? {
        let inside = concerned.places(ofAny: family)
        return inside.isEmpty ? nil : MapExtract(map: self, inside: inside)
    }

    private func path(_ place: Int) -> String {
        "<path d=\"\(outlines[place])\"><title>\(titles[place])</title></path>"
    }

    private func isShared(_ place: Int) -> Bool { (units[place]?.claimants.count ?? 0) > 1 }
    private var unowned: [Int] { units.indices.filter { units[$0]?.territory == nil } }

    private func colour(_ territory: String) -> String {
        colourOfTerritory[territory].map { "t\($0)" } ?? "none"
    }

    private func shared(_ paths: [String]) -> [String] {
        paths.isEmpty
            ? [] : ["<g class=\"shared\">" + paths.map { "<path d=\"\($0)\"/>" }.joined() + "</g>"]
    }

    private static func border(_ lines: [[MapPoint]]) -> String {
        "<path class=\"border\" d=\"\(MapPaths.data(lines, closed: false))\"/>"
    }
}

// The whole map.
extension TerritoryMap {
    /// The whole map; each territory links to its page where there are not too many.
    func overview(url: (String) -> String) -> String {
        let drawn = detail.boundaries
        var content: [String] =
            switch detail.level {
            case .units: territories.map { link($0, url, content: unitPaths(owned[$0.territory.id])) }
            case .territories: territories.map { link($0, url, content: ground($0)) }
            case .colours: coloured
            }
        content.append("<g class=\"none\">" + unownedPaths + "</g>")
        content += shared(
            units.indices.filter(isShared).map { MapPaths.data(drawn.shapes[$0].rings) })
        content.append(Self.border(drawn.borders(among: Array(units.indices), owner: owners)))
        content += labels
        let mapped = units.count { $0?.territory != nil }
        return MapDocument(id: "territories", box: drawn.box.grown(by: 60), isGroup: true).text(
            title: "Map of territories",
            description: "\(mapped) of \(units.count) \(plural(unitName)) belong to a territory.", content)
    }

    private func link(_ territory: TerritoryReport, _ url: (String) -> String, content: String) -> String {
        "<a href=\"\(Escaping.html(url(territory.territory.id)))\""
            + " aria-label=\"\(Escaping.html(territory.territory.name))\""
            + " class=\"\(colour(territory.territory.id))\">\(content)</a>"
    }

    private func unitPaths(_ places: [Int]) -> String {
        places.map { place in
            let data = MapPaths.data(detail.boundaries.shapes[place].rings)
            return "<path d=\"\(data)\"><title>\(titles[place])</title></path>"
        }.joined()
    }

    private var unownedPaths: String {
        detail.level == .units ? unitPaths(unowned) : "<path d=\"\(ground(unowned))\"/>"
    }

    private func ground(_ territory: TerritoryReport) -> String {
        "<path d=\"\(ground(owned[territory.territory.id]))\"><title>"
            + Escaping.html(territory.territory.name) + "</title></path>"
    }

    /// What the units cover together, as path data for the rule `evenodd`.
    func ground(_ places: [Int]) -> String {
        let one = [Int](repeating: 0, count: units.count)
        return MapPaths.data(detail.boundaries.borders(among: places, owner: one))
    }

    /// What no territory owns, as path data.
    var unownedGround: String { ground(unowned) }

    private var coloured: [String] {
        let byColour = Dictionary(grouping: territories, by: { colour($0.territory.id) })
        return byColour.keys.sorted().map { colour in
            let data = (byColour[colour] ?? []).map { ground(owned[$0.territory.id]) }.joined()
            return "<g class=\"\(colour)\"><path d=\"\(data)\"/></g>"
        }
    }

    /// Names of the territories, for wide pages and for narrow ones.
    var labels: [String] {
        let places = labelPlaces
        let box = detail.boundaries.box.grown(by: 60)
        // Of 900 units on a page 900 pixels wide, and on one of 330.
        return [
            MapLabels(width: .wide, size: 150, view: box), MapLabels(width: .narrow, size: 320, view: box),
        ]
        .map { $0.group(places) }.filter { !$0.isEmpty }
    }

    var labelPlaces: [MapLabels.Place] {
        territories.compactMap { territory in
            let shapes = owned[territory.territory.id].map { detail.boundaries.shapes[$0] }
            let weight = shapes.reduce(0) { $0 + $1.doubleArea }
            guard let first = shapes.first, weight > 0 else { return nil }
            return MapLabels.Place(
                name: territory.territory.name,
                centre: MapPoint(
                    x: shapes.reduce(0) { $0 + $1.centre.x * $1.doubleArea } / weight,
                    y: shapes.reduce(0) { $0 + $1.centre.y * $1.doubleArea } / weight),
                box: shapes.map(\.box).reduce(first.box) { $0.union($1) })
        }
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
    private static let mostUnitLabels = 40

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
        var content = ["<g class=\"around\">" + around.map(path).joined() + "</g>"]
        for place in inside {
            let style = units[place]?.territory.map { colour($0.id) } ?? "none"
            content.append("<g class=\"\(style)\">\(path(place))</g>")
        }
        content += shared(inside.filter(isShared).map { outlines[$0] })
        content.append(Self.border(boundaries.borders(among: inside + around, owner: owners)))
        if inside.count <= Self.mostUnitLabels { content += unitLabels(inside, view: view) }
        return MapDocument(id: "territory-map", box: view, isGroup: false).text(
            title: "Map of the territory",
            description: "\(inside.count) \(plural(unitName)) in colour, its neighbours in grey.", content)
    }

    /// The name without what every unit is called, such as `Fulton` for `Fulton County, Georgia`.
    private func shortName(_ unit: UnitReport) -> String? {
        guard let name = unit.unit.name.split(separator: ",").first else { return nil }
        let words = name.split(separator: " ")
        guard words.count > 1, words.last?.lowercased() == unitName.lowercased() else { return String(name) }
        return words.dropLast().joined(separator: " ")
    }

    private func unitLabels(_ places: [Int], view: MapBox) -> [String] {
        let named = places.compactMap { place -> MapLabels.Place? in
            guard let name = units[place].flatMap(shortName) else { return nil }
            let shape = boundaries.shapes[place]
            return MapLabels.Place(name: name, centre: shape.centre, box: shape.box)
        }
        let side = max(view.width, view.height)
        return [
            MapLabels(width: .wide, size: max(1, side / 42), view: view),
            MapLabels(width: .narrow, size: max(1, side / 28), view: view),
        ].map { $0.group(named) }.filter { !$0.isEmpty }
    }
}
