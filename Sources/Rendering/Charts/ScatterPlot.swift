import TerritoryModel

/// Dots over two axes, lines at the value that divides them, and as many names as there is room for.
struct ScatterPlot: Sendable {
    struct Dot: Hashable, Sendable {
        let name: String
        let x: Double
        let y: Double
        let style: String
        let hover: String
    }

    /// One of both axes.
    struct Measure: Sendable {
        /// With its unit.
        let title: String
        let base: LinearScale.Base
        /// The value that divides the drawing; nil for none.
        let divide: Double?
        let label: @Sendable (Double) -> String
    }

    /// Words in a corner of the drawing.
    struct Corner: Sendable {
        let text: String
        let isRight: Bool
        let isTop: Bool
    }

    let dots: [Dot]
    let corners: [Corner]
    private let horizontal: Measure
    private let vertical: Measure
    private let x: LinearScale
    private let y: LinearScale

    static let size = ChartSize(width: 720, height: 530)
    private static let left = 62.0
    private static let right = 690.0
    private static let top = 24.0
    private static let bottom = 480.0
    private static let mostNames = 60

    init(_ dots: [Dot], x horizontal: Measure, y vertical: Measure, corners: [Corner] = []) {
        self.dots = dots
        self.corners = corners
        self.horizontal = horizontal
        self.vertical = vertical
        x = LinearScale(
            over: dots.map(\.x) + [horizontal.divide].compactMap(\.self), base: horizontal.base,
            from: Self.left, to: Self.right, steps: 5)
        y = LinearScale(
            over: dots.map(\.y) + [vertical.divide].compactMap(\.self), base: vertical.base,
            from: Self.bottom, to: Self.top, steps: 5)
    }

    var marks: [Mark] { axes + dots.map(drawn) + labels }

    private func point(_ dot: Dot) -> ChartPoint { ChartPoint(x(dot.x), y(dot.y)) }

    private func drawn(_ dot: Dot) -> Mark {
        Mark(.dot(point(dot), radius: 4.5), "dot " + dot.style, hover: dot.hover)
    }

    private var axes: [Mark] {
        let below = x.ticks.flatMap { tick -> [Mark] in
            [
                .rule(x(tick), Self.top, x(tick), Self.bottom, "grid"),
                .text(x(tick), Self.bottom + 18, horizontal.label(tick), "axis middle"),
            ]
        }
        let beside = Axis(
            scale: y, side: .left, across: Self.left...Self.right, label: vertical.label
        ).marks
        let lines: [Mark] =
            (horizontal.divide.map { [.rule(x($0), Self.top, x($0), Self.bottom, "zero")] } ?? [])
            + (vertical.divide.map { [.rule(Self.left, y($0), Self.right, y($0), "zero")] } ?? [])
        return below + beside + lines + [
            .text((Self.left + Self.right) / 2, Self.bottom + 40, horizontal.title, "label middle"),
            .text(8, 13, vertical.title, "label"),
        ]
    }

    /// Where the words of a corner may stand: in the corner, or beside the middle, at the edge.
    private func places(of corner: Corner) -> [LabelPlacement.Place] {
        let middle = horizontal.divide.map { x($0) } ?? (Self.left + Self.right) / 2
        let ends =
            corner.isRight
            ? [(Self.right - 8, true), (middle + 8, false)] : [(Self.left + 8, false), (middle - 8, true)]
        return ends.map {
            LabelPlacement.Place(
                x: $0.0, y: corner.isTop ? Self.top + 16 : Self.bottom - 8, anchor: $0.1 ? .end : .start)
        }
    }

    /// Dots first, then the words of the corners, and names where there is room left.
    private var labels: [Mark] {
        var labels = LabelPlacement(
            within: LabelBox(left: Self.left, top: Self.top, right: Self.size.width, bottom: Self.bottom))
        for dot in dots { labels.block(point(dot), radius: 5) }
        let words = corners.compactMap { corner in
            labels.place(corner.text, amid: places(of: corner)).map {
                Mark.text($0.x, $0.y, corner.text, $0.anchor == .end ? "axis end" : "axis")
            }
        }
        return words + names(&labels)
    }

    /// Names beside their dots, the furthest from the middle first, as long as they find a free place.
    private func names(_ labels: inout LabelPlacement) -> [Mark] {
        let middle = ChartPoint(
            horizontal.divide.map { x($0) } ?? x((x.low + x.high) / 2),
            vertical.divide.map { y($0) } ?? y((y.low + y.high) / 2))
        let chosen = MostTelling.rows(of: dots, most: Self.mostNames) { distance(point($0), middle) }
            .map { (dot: $0, distance: distance(point($0), middle)) }
            .sorted { $0.distance > $1.distance }
        var marks: [Mark] = []
        for (dot, _) in chosen {
            let name = SVG.shortened(dot.name, most: 20)
            guard let place = labels.place(name, at: point(dot)) else { continue }
            marks.append(.text(place.x, place.y, name, "name \(place.anchor.rawValue)"))
        }
        return marks
    }

    private func distance(_ one: ChartPoint, _ other: ChartPoint) -> Double {
        (one.x - other.x) * (one.x - other.x) + (one.y - other.y) * (one.y - other.y)
    }
}
