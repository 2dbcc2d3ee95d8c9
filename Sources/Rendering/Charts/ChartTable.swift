/// The numbers of a drawing, for those who read rather than look.
struct ChartTable: Hashable, Sendable {
    let caption: String
    /// Headings; the first names the rows.
    let columns: [String]
    /// As many cells as columns in each.
    let rows: [[String]]
    /// What the rows are sorted by where their names are not, such as days: one for each row; empty for names.
    var order: [String] = []

    /// A table in HTML that scrolls inside of itself.
    var html: String {
        var text = ByteText()
        text.write("<div class=\"scroll\" role=\"region\" aria-label=\"Numbers: ")
        text.write(Escaping.html(caption))
        text.write("\" tabindex=\"0\">\n<table>\n<caption>")
        text.write(Escaping.html(caption))
        text.write("</caption>\n<thead><tr>")
        for (place, column) in columns.enumerated() {
            text.write(place == 0 ? "<th scope=\"col\">" : "<th scope=\"col\" class=\"n\">")
            text.write(Escaping.html(column))
            text.write("</th>")
        }
        text.write("</tr></thead>\n<tbody>\n")
        for (place, row) in rows.enumerated() {
            write(row, order: order.isEmpty ? nil : order[place], to: &text)
        }
        text.write("</tbody>\n</table>\n</div>")
        return text.text
    }

    private func write(_ row: [String], order: String?, to text: inout ByteText) {
        let value = order.map { " data-v=\"\(Escaping.html($0))\"" } ?? ""  // nothing to tell
        text.write("<tr>")
        for (place, cell) in row.enumerated() {
            text.write(place == 0 ? "<th scope=\"row\"\(value)>" : "<td class=\"n\">")
            text.write(Escaping.html(cell))
            text.write(place == 0 ? "</th>" : "</td>")
        }
        text.write("</tr>\n")
    }
}
