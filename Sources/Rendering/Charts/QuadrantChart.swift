import Analysis

/// Brand against category development: a dot for each territory, lines at 100, and as many names as there is room for.
struct QuadrantChart: Sendable {
    private struct Dot {
        let name: String
        let quadrant: MarketQuadrant
        /// Category and brand development.
        let cdi: Double
        let bdi: Double
    }

    private let dots: [Dot]
    private let formatting: Formatting
    /// The index at the ends of both axes.
    private let low: Double
    private let high: Double

    init(_ territories: [TerritoryReport], formatting: Formatting) {
        self.formatting = formatting
        dots = territories.compactMap { territory in
            guard territory.kind == .exclusive, let quadrant = territory.market.quadrant,
                let cdi = territory.metrics[.cdi]?.doubleValue,
                let bdi = territory.metrics[.bdi]?.doubleValue
            else { return nil }
            return Dot(name: territory.territory.name, quadrant: quadrant, cdi: cdi, bdi: bdi)
        }
        let all = dots.flatMap { [$0.cdi, $0.bdi] }
        low = min(50, (all.min() ?? 0) - 10)
        high = max(150, (all.max() ?? 0) + 10)
    }

    var canBeDrawn: Bool { !dots.isEmpty }

    private static let left = 60.0
    private static let right = 690.0
    private static let top = 20.0
    private static let bottom = 480.0

    /// The drawing; empty without dots.
    var svg: String {
        guard canBeDrawn else { return "" }
        let counts = MarketQuadrant.allCases.map { quadrant in
            "\(dots.count { $0.quadrant == quadrant }) \(quadrant.title.lowercased())"
        }
        return SVG.document(
            className: "chart quadrant", width: 720, height: 530,
            title: "Brand development against category development by territory",
            description: "100 is the organisation on both axes. Territories: "
                + counts.joined(separator: ", ") + ". The table below has every territory.",
            frame + dots.map(circle) + names)
    }

    private func x(_ cdi: Double) -> Double {
        Self.left + (cdi - low) / (high - low) * (Self.right - Self.left)
    }

    private func y(_ bdi: Double) -> Double {
        Self.bottom - (bdi - low) / (high - low) * (Self.bottom - Self.top)
    }

    private var frame: [String] {
        let corner = Self.corners.map { SVG.text($0.x, $0.y, $0.quadrant.title, className: $0.className) }
        return [
            SVG.line(Self.left, Self.bottom, Self.right, Self.bottom, className: "grid"),
            SVG.line(Self.left, Self.top, Self.left, Self.bottom, className: "grid"),
            SVG.line(x(100), Self.top, x(100), Self.bottom, className: "zero"),
            SVG.line(Self.left, y(100), Self.right, y(100), className: "zero"),
            SVG.text(x(100), Self.bottom + 18, "100", className: "axis middle"),
            SVG.text(Self.left - 6, y(100) + 4, "100", className: "axis end"),
            SVG.text(Self.left, Self.bottom + 18, formatting.decimal(low, places: 0), className: "axis"),
            SVG.text(
                Self.right, Self.bottom + 18, formatting.decimal(high, places: 0), className: "axis end"),
            SVG.text(
                Self.left - 6, Self.top + 10, formatting.decimal(high, places: 0), className: "axis end"),
            SVG.text(
                (Self.left + Self.right) / 2, Self.bottom + 38, "Category development (CDI)",
                className: "label middle"),
            SVG.text(Self.left, Self.top - 6, "Brand development (BDI)", className: "label"),
        ] + corner
    }

    private static let corners: [(quadrant: MarketQuadrant, x: Double, y: Double, className: String)] = [
        (.harvest, left + 8, top + 16, "axis"), (.stronghold, right - 8, top + 16, "axis end"),
        (.lowPriority, left + 8, bottom - 8, "axis"), (.opportunity, right - 8, bottom - 8, "axis end"),
    ]

    private func circle(_ dot: Dot) -> String {
        let words =
            "\(dot.name): BDI \(formatting.decimal(dot.bdi, places: 0)), "
            + "CDI \(formatting.decimal(dot.cdi, places: 0)), \(dot.quadrant.title.lowercased())"
        return "<circle class=\"dot \(dot.quadrant.rawValue)\" cx=\"\(SVG.number(x(dot.cdi)))\""
            + " cy=\"\(SVG.number(y(dot.bdi)))\" r=\"4.5\"><title>\(Escaping.html(words))</title></circle>"
    }

    /// Names beside their dots, the furthest from the average first, as long as they find a free place.
    private var names: [String] {
        var labels = LabelPlacement(
            within: LabelBox(left: Self.left, top: Self.top, right: 720, bottom: Self.bottom),
            taken: Self.corners.map { corner in
                let width = LabelBox.width(of: corner.quadrant.title)
                let left = corner.className == "axis" ? corner.x : corner.x - width
                return LabelBox(left: left, top: corner.y - 12, right: left + width, bottom: corner.y + 4)
            })
        for dot in dots { labels.block(x: x(dot.cdi), y: y(dot.bdi), radius: 5) }
        let byDistance = dots.enumerated().sorted {
            let (one, two) = (Self.distance($0.element), Self.distance($1.element))
            return one == two ? $0.offset < $1.offset : one > two
        }.prefix(Self.mostNames)
        return byDistance.compactMap { _, dot in
            let name = SVG.shortened(dot.name, most: 22)
            return labels.place(name, x: x(dot.cdi), y: y(dot.bdi)).map {
                SVG.text($0.x, $0.y, name, className: "name \($0.anchor.rawValue)")
            }
        }
    }

    private static let mostNames = 60

    private static func distance(_ dot: Dot) -> Double {
        (dot.cdi - 100) * (dot.cdi - 100) + (dot.bdi - 100) * (dot.bdi - 100)
    }
}
