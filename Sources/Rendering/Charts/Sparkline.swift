/// A small line without axes that shows the shape of a series beside its numbers.
struct Sparkline: Sendable {
    let values: [Double]

    /// Hidden from screen readers: the table beside it says the same.
    var svg: String {
        guard values.count > 1, let low = values.min(), let high = values.max() else { return "" }
        let span = high > low ? high - low : 1
        let points = values.enumerated().map { place, value in
            let x = Double(place) / Double(values.count - 1) * 96 + 2
            let y = 22 - (value - low) / span * 20
            return "\(SVG.number(x)),\(SVG.number(y))"
        }
        return "<svg class=\"spark\" viewBox=\"0 0 100 24\" width=\"100\" height=\"24\" aria-hidden=\"true\">"
            + "<polyline points=\"\(points.joined(separator: " "))\"/></svg>"
    }
}

/// Pieces that all drawings share.
enum SVG {
    /// A name of so many characters at most, with an ellipsis where it is cut.
    static func shortened(_ name: String, most: Int) -> String {
        name.count > most ? name.prefix(most - 1) + "…" : name
    }

    /// A coordinate with one decimal at most.
    static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        let whole = "\(sign)\(tenths.magnitude / 10)"
        return tenths % 10 == 0 ? whole : "\(whole).\(tenths.magnitude % 10)"
    }

    static func text(_ x: Double, _ y: Double, _ text: String, className: String) -> String {
        "<text x=\"\(number(x))\" y=\"\(number(y))\" class=\"\(className)\">\(Escaping.html(text))</text>"
    }

    static func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, className: String) -> String {
        "<line x1=\"\(number(x1))\" y1=\"\(number(y1))\" x2=\"\(number(x2))\" y2=\"\(number(y2))\""
            + " class=\"\(className)\"/>"
    }

    static func bar(
        x: Double, y: Double, width: Double, height: Double, className: String, title: String = ""
    ) -> String {
        let start =
            "<rect x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(width))\""
            + " height=\"\(number(height))\" class=\"\(className)\""
        return title.isEmpty ? start + "/>" : start + "><title>\(Escaping.html(title))</title></rect>"
    }

    /// The whole drawing with its name and what it shows.
    static func document(
        className: String, width: Int, height: Int, title: String, description: String, _ content: [String]
    ) -> String {
        let name = Escaping.html(title)
        return
            "<svg class=\"\(className)\" viewBox=\"0 0 \(width) \(height)\" role=\"img\" aria-label=\"\(name)\">"
            + "<title>\(name)</title><desc>\(Escaping.html(description))</desc>\n"
            + content.joined(separator: "\n") + "</svg>"
    }

    /// A round number at or above the value: 1, 2, 2.5 or 5 times a power of ten.
    static func ceiling(_ value: Double) -> Double {
        guard value > 0 else { return 1 }
        var power = 1.0
        while power * 10 <= value { power *= 10 }
        while power > value { power /= 10 }
        for step in [1, 2, 2.5, 5] where step * power >= value { return step * power }
        return 10 * power
    }
}
