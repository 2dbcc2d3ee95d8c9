/// A drawing with everything that is said of it: what it finds, what it shows, and its numbers.
struct Chart: Sendable {
    /// The name within its page, for `aria-labelledby`; letters, digits and `-`.
    let id: String
    /// Class of the drawing beside `chart`, which decides on its size in the page.
    let kind: String
    let size: ChartSize
    /// What the drawing finds, in a sentence.
    let title: String
    /// What is drawn and how, with units.
    let description: String
    let marks: [Mark]
    let table: ChartTable
    /// What is left out or how to read it; empty for nothing.
    var note = ""

    /// The drawing for a page, which brings the style.
    var svg: String { ChartWriter(size: size, kind: "chart " + kind).page(self) }

    /// The drawing as a file of its own, with its style in fixed light colours.
    var standaloneSVG: String { ChartWriter(size: size, kind: "chart " + kind).file(self) }

    /// The finding, the drawing and its numbers, as they stand on a page.
    var figure: String { ChartFigure(title: title, drawing: svg, table: table, note: note).html }
}

/// The size of a drawing in units, which are pixels where there is room.
struct ChartSize: Hashable, Sendable {
    let width: Double
    let height: Double
}

/// Writes the element round a drawing.
struct ChartWriter: Sendable {
    let size: ChartSize
    let kind: String

    fileprivate func page(_ chart: Chart) -> String {
        var text = ByteText()
        open(id: chart.id, file: false, to: &text)
        names(chart.id, chart.title, chart.description, to: &text)
        for mark in chart.marks { mark.write(to: &text) }
        text.write("</svg>")
        return text.text
    }

    fileprivate func file(_ chart: Chart) -> String {
        var text = ByteText()
        open(id: chart.id, file: true, to: &text)
        names(chart.id, chart.title, chart.description, to: &text)
        text.write("<style>\(ChartStyle.standalone)</style>\n")
        text.write("<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n")
        for mark in chart.marks { mark.write(to: &text) }
        text.write("</svg>\n")
        return text.text
    }

    private func open(id: String, file: Bool, to text: inout ByteText) {
        text.write("<svg")
        if file { text.write(" xmlns=\"http://www.w3.org/2000/svg\"") }
        text.write(" class=\"\(kind)\" viewBox=\"0 0 ")
        text.write(coordinate: size.width)
        text.write(" ")
        text.write(coordinate: size.height)
        text.write("\"")
        if file {
            text.write(" width=\"")
            text.write(coordinate: size.width)
            text.write("\" height=\"")
            text.write(coordinate: size.height)
            text.write("\"")
        }
        text.write(" role=\"img\" aria-labelledby=\"\(id)-title \(id)-desc\">")
    }

    private func names(_ id: String, _ title: String, _ description: String, to text: inout ByteText) {
        text.write("<title id=\"\(id)-title\">\(Escaping.html(title))</title>")
        text.write("<desc id=\"\(id)-desc\">\(Escaping.html(description))</desc>\n")
    }
}
