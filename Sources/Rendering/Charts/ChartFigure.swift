/// A drawing on a page: the finding, the drawing, how to read it, and its numbers.
struct ChartFigure: Sendable {
    let title: String
    /// An SVG.
    let drawing: String
    /// Markup of a list of colours; empty for none.
    var legend = ""
    let table: ChartTable
    /// Empty for none.
    let note: String

    var html: String {
        let name = Escaping.html(title)
        let legend = legend.isEmpty ? "" : legend + "\n"
        let below = note.isEmpty ? "" : "<p class=\"chart-note\">\(Escaping.html(note))</p>\n"
        return "<figure class=\"chart-figure\">\n<figcaption class=\"finding\">\(name)</figcaption>\n"
            + "<div class=\"wide-chart\" role=\"region\" aria-label=\"\(name)\" tabindex=\"0\">\(drawing)</div>\n"
            + legend + below
            + "<details>\n<summary>The numbers as a table</summary>\n\(table.html)\n</details>\n</figure>"
    }
}
