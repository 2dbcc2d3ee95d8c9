import Geography

/// Names on a map: whole where there is room, shortened where there is some, and left out where there is none.
struct MapLabels: Sendable {
    /// Something with a name that is wide as its box.
    struct Place: Sendable {
        let name: String
        let centre: MapPoint
        let box: MapBox
    }

    /// Names are laid out for a wide page and for a narrow one, on which the same map is small.
    enum Width: String, Sendable, CaseIterable { case wide, narrow }

    let width: Width
    /// Size of the type in units of the map.
    let size: Int
    /// The part of the map that is drawn.
    let view: MapBox

    /// The names as text elements; the largest places choose first.
    func group(_ places: [Place]) -> String {
        let labels = placed(places).map { label in
            "<text x=\"\(label.x)\" y=\"\(label.y)\">\(Escaping.html(label.text))</text>"
        }
        guard !labels.isEmpty else { return "" }
        return "<g class=\"labels \(width.rawValue)\" font-size=\"\(size)\" stroke-width=\"\(size / 5)\""
            + " aria-hidden=\"true\">" + labels.joined() + "</g>"
    }

    struct Label: Hashable, Sendable {
        let text: String
        let x: Int
        let y: Int
        let box: LabelBox
    }

    /// Names where none meets another.
    func placed(_ places: [Place]) -> [Label] {
        let order = places.enumerated().sorted {
            let (one, two) = ($0.element.box, $1.element.box)
            let sizes = (one.width * one.height, two.width * two.height)
            return sizes.0 == sizes.1 ? $0.offset < $1.offset : sizes.0 > sizes.1
        }.map(\.element)
        var placement = LabelPlacement(
            within: LabelBox(
                left: Double(view.minX), top: Double(view.minY), right: Double(view.maxX),
                bottom: Double(view.maxY)))
        return order.compactMap { label($0, &placement) }
    }

    private func label(_ place: Place, _ placement: inout LabelPlacement) -> Label? {
        guard Double(place.box.height) > Double(size) * 0.7 else { return nil }
        for text in texts(place) {
            let half = width(of: text) / 2
            // At the centre, else a line above or below it.
            for shift in [0, -size, size] {
                let (x, y) = (place.centre.x, place.centre.y + shift)
                let height = Double(size) * 0.62
                let box = LabelBox(
                    left: Double(x) - half, top: Double(y) - height, right: Double(x) + half,
                    bottom: Double(y) + height)
                let isInside = y > place.box.minY && y < place.box.maxY
                if isInside || shift == 0, placement.take(box) {
                    return Label(text: text, x: x, y: y, box: box)
                }
            }
        }
        return nil
    }

    /// The name and shorter forms of it that are no wider than the place.
    private func texts(_ place: Place) -> [String] {
        let room = Double(place.box.width) * 1.15
        let letters = Int(room / letter)
        let name = SVG.withoutPiles(place.name)
        let words = name.split(separator: " ")
        let short = letters >= 5 ? [SVG.shortened(name, most: letters)] : []
        let first = words.count > 1 ? words.first.map { [String($0) + " …"] } ?? [] : []
        return ([name] + short + first).filter { width(of: $0) <= room }
    }

    /// A letter is a little wider than half of its height, in bold type.
    private var letter: Double { Double(size) * 0.74 }
    private func width(of text: String) -> Double { Double(text.count) * letter }
}
