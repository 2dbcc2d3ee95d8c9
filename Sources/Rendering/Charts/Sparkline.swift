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
    /// A name that takes no more room than so many letters of common text, with an ellipsis where it is cut.
    static func shortened(_ name: String, most: Int) -> String {
        let name = withoutPiles(name)
        var room = Double(most)
        let kept = name.prefix { letter in
            room -= width(of: letter)
            return room >= 0
        }
        guard kept.count < name.count else { return name }
        return kept.dropLast(kept.isEmpty ? 0 : 1) + "…"
    }

    /// The width of a letter beside that of common text, about: capitals are wider, and those of East Asia twice as wide.
    private static func width(of letter: Character) -> Double {
        guard let scalar = letter.unicodeScalars.first else { return 0 }
        if scalar.value >= 0x1100 { return 2 }
        if "WM@%mw—…".contains(letter) { return 1.65 }
        return scalar.properties.isUppercase || "#&+<=>?{}$_~".contains(letter) ? 1.25 : 1
    }

    /// A name with two marks on a letter at most, since piles of them cover what stands above and below.
    static func withoutPiles(_ name: String) -> String {
        var marks = 0
        var kept = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            marks = scalar.properties.generalCategory == .nonspacingMark ? marks + 1 : 0
            if marks <= 2 { kept.append(scalar) }
        }
        return String(kept)
    }
}
