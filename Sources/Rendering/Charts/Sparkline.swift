/// A small line without axes that shows the shape of a series beside its numbers.
struct Sparkline: Sendable {
    let values: [Double]

    /// Hidden from screen readers: the table beside it says the same.
    var svg: String {
        guard values.count > 1 else { return "" }
        let width = BandScale(count: values.count - 1, from: 2, to: 98)
        let height = LinearScale.tight(over: values, from: 22, to: 2)
        let points = values.enumerated().map { ChartPoint(width.start + Double($0) * width.step, height($1)) }
        var text = ByteText()
        text.write(
            "<svg class=\"spark\" viewBox=\"0 0 100 24\" width=\"100\" height=\"24\" aria-hidden=\"true\">")
        Mark(.line(points), "").write(to: &text)
        text.write("</svg>")
        return text.text
    }
}

/// Pieces that all drawings share.
enum SVG {
    /// A name of so many characters at most, with an ellipsis where it is cut.
    static func shortened(_ name: String, most: Int) -> String {
        name.count > most ? name.prefix(most - 1) + "…" : name
    }
}
