/// A place in a drawing; y grows downwards.
struct ChartPoint: Hashable, Sendable {
    let x: Double
    let y: Double

    init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }
}

/// One thing drawn: what it is, the class that gives it its colours, and what it says when pointed at.
struct Mark: Sendable {
    enum Shape: Hashable, Sendable {
        case line([ChartPoint])
        /// Between the line and the height of a base.
        case area([ChartPoint], base: Double)
        case bar(LabelBox)
        case dot(ChartPoint, radius: Double)
        case rule(ChartPoint, ChartPoint)
        case text(ChartPoint, String)
    }

    let shape: Shape
    /// Classes of the style, in one string.
    let className: String
    /// Shown where the reader points; empty for none.
    let hover: String

    init(_ shape: Shape, _ className: String, hover: String = "") {
        self.shape = shape
        self.className = className
        self.hover = hover
    }

    static func text(_ x: Double, _ y: Double, _ text: String, _ className: String) -> Mark {
        Mark(.text(ChartPoint(x, y), text), className)
    }

    static func rule(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ className: String) -> Mark {
        Mark(.rule(ChartPoint(x1, y1), ChartPoint(x2, y2)), className)
    }

    func write(to text: inout ByteText) {
        let name = write(openingTo: &text)
        if !className.isEmpty {
            text.write(" class=\"")
            text.write(className)
            text.write("\"")
        }
        if case .text(_, let words) = shape {
            text.write(">")
            text.write(Escaping.html(words))
            text.write("</text>\n")
        } else if hover.isEmpty {
            text.write("/>\n")
        } else {
            text.write("><title>")
            text.write(Escaping.html(hover))
            text.write("</title></")
            text.write(name)
            text.write(">\n")
        }
    }

    /// Writes the element as far as its class, and says its name.
    private func write(openingTo text: inout ByteText) -> String {
        switch shape {
        case .line(let points):
            text.write("<polyline points=\"")
            text.write(points)
            text.write("\"")
            return "polyline"
        case .area(let points, let base):
            text.write("<polygon points=\"")
            let first = points.first.map { ChartPoint($0.x, base) }
            let last = points.last.map { ChartPoint($0.x, base) }
            text.write([first].compactMap(\.self) + points + [last].compactMap(\.self))
            text.write("\"")
            return "polygon"
        case .bar(let box):
            text.write("<rect")
            text.write([
                ("x", box.left), ("y", box.top), ("width", max(0, box.right - box.left)),
                ("height", max(0, box.bottom - box.top)),
            ])
            return "rect"
        case .dot(let point, let radius):
            text.write("<circle")
            text.write([("cx", point.x), ("cy", point.y), ("r", radius)])
            return "circle"
        case .rule(let from, let to):
            text.write("<line")
            text.write([("x1", from.x), ("y1", from.y), ("x2", to.x), ("y2", to.y)])
            return "line"
        case .text(let point, _):
            text.write("<text")
            text.write([("x", point.x), ("y", point.y)])
            return "text"
        }
    }
}

extension ByteText {
    /// A coordinate with one decimal at most.
    mutating func write(coordinate value: Double) {
        // Drawings are small; a value that is none of them would be a fault of the scale, and is put at zero.
        let tenths = value.isFinite && abs(value) < 1e9 ? Int((value * 10).rounded()) : 0
        if tenths < 0 { write("-") }
        write(digitsOf: UInt64(tenths.magnitude / 10), atLeast: 1)
        guard tenths % 10 != 0 else { return }
        write(".")
        write(digitsOf: UInt64(tenths.magnitude % 10), atLeast: 1)
    }

    fileprivate mutating func write(_ attributes: [(name: String, value: Double)]) {
        for (name, value) in attributes {
            write(" ")
            write(name)
            write("=\"")
            write(coordinate: value)
            write("\"")
        }
    }

    fileprivate mutating func write(_ points: [ChartPoint]) {
        for (place, point) in points.enumerated() {
            if place > 0 { write(" ") }
            write(coordinate: point.x)
            write(",")
            write(coordinate: point.y)
        }
    }
}
