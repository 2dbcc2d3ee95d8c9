import Geography

/// The element round a map, with its name and what it shows.
struct MapDocument: Sendable {
    /// The name within its page, for `aria-labelledby`.
    let id: String
    let box: MapBox
    /// Whether it holds links, so that readers of the page may go into it.
    let isGroup: Bool

    func text(title: String, description: String, _ content: [String]) -> String {
        "<svg class=\"map\" viewBox=\"\(box.minX) \(box.minY) \(box.width) \(box.height)\""
            + " role=\"\(isGroup ? "group" : "img")\" aria-labelledby=\"\(id)-title \(id)-desc\">"
            + "<title id=\"\(id)-title\">\(Escaping.html(title))</title>"
            + "<desc id=\"\(id)-desc\">\(Escaping.html(description))</desc>"
            + "<defs><pattern id=\"\(id)-hatch\" class=\"hatch\" width=\"60\" height=\"60\""
            + " patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
            + "<rect width=\"60\" height=\"60\" class=\"map-paper\"/>"
            + "<rect width=\"18\" height=\"60\" class=\"map-ink\"/></pattern>"
            + "<pattern id=\"\(id)-stripes\" width=\"70\" height=\"70\" patternUnits=\"userSpaceOnUse\""
            + " patternTransform=\"rotate(-45)\"><rect width=\"16\" height=\"70\" class=\"map-ink\"/></pattern></defs>\n"
            + content.joined(separator: "\n") + "</svg>"
    }
}
