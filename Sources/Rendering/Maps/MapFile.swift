/// A map as a file of its own, with its style in fixed light colours.
struct MapFile: Sendable {
    let text: String

    /// - Parameter svg: A map as pages have it.
    init(svg: String) {
        guard svg.hasPrefix("<svg "), let end = svg.firstIndex(of: ">") else {
            text = ""
            return
        }
        text =
            "<svg xmlns=\"http://www.w3.org/2000/svg\"" + svg.dropFirst(4)[..<end] + ">"
            + "<style>\(MapFile.style)</style>" + svg[svg.index(after: end)...] + "\n"
    }

    /// The same classes as `chart_styles.mustache`, with the light colours written out.
    private static let style =
        "path{stroke:#fff;stroke-width:.5px;vector-effect:non-scaling-stroke;stroke-opacity:.75;fill-rule:evenodd}"
        + territories.enumerated().map { ".t\($0) path{fill:\($1)}" }.joined()
        + ChartStyle.sequence(ChartStyle.sequential, "q") + ChartStyle.sequence(ChartStyle.diverging, "d")
        + ".none path{fill:#e4e7ec}.map-paper{fill:#fff}.map-ink{fill:#1a2230}.around path{fill:#f3f5f8;stroke:#d9dde3}"
        + ".shared path{fill:none;stroke:#1a2230;stroke-width:1.6px;stroke-dasharray:4 3;stroke-opacity:1}"
        + ".border{fill:none;stroke:#1a2230;stroke-width:1.3px;stroke-opacity:1;stroke-linejoin:round}"
        + ".ground{stroke:#1a2230;stroke-width:.8px;stroke-opacity:.8}.unknown{fill:#f3f5f8}"
        + ".labels text{font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;fill:#111;"
        + "text-anchor:middle;dominant-baseline:middle;font-weight:600;paint-order:stroke;stroke:#fff;"
        + "stroke-opacity:.75;stroke-linejoin:round}.narrow{display:none}"

    /// Paul Tol's *light* scheme.
    private static let territories = [
        "#77aadd", "#ee8866", "#eedd88", "#ffaabb", "#99ddff", "#44bb99", "#bbcc33", "#aaaa00", "#dddddd",
    ]
}
