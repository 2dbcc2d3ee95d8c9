/// The room that a label or another mark takes in a drawing.
struct LabelBox: Hashable, Sendable {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double

    /// Of text in the size of the charts, about.
    static func width(of text: String) -> Double { 6.9 * Double(text.count) }

    func meets(_ other: LabelBox) -> Bool {
        left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }

    func lies(in other: LabelBox) -> Bool {
        left >= other.left && right <= other.right && top >= other.top && bottom <= other.bottom
    }
}

/// Places labels beside their points one after the other, each where it meets no other and no point.
struct LabelPlacement: Sendable {
    private let frame: LabelBox
    private(set) var taken: [LabelBox]

    init(within frame: LabelBox, taken: [LabelBox] = []) {
        self.frame = frame
        self.taken = taken
    }

    /// Keeps labels off a point.
    mutating func block(_ point: ChartPoint, radius: Double) {
        taken.append(
            LabelBox(
                left: point.x - radius, top: point.y - radius, right: point.x + radius,
                bottom: point.y + radius))
    }

    /// Takes the room, unless some of it is taken or outside of the frame.
    mutating func take(_ box: LabelBox) -> Bool {
        guard box.lies(in: frame), !taken.contains(where: box.meets) else { return false }
        taken.append(box)
        return true
    }

    /// Where the text stands and how it is anchored there.
    struct Place: Hashable, Sendable {
        enum Anchor: String, Sendable { case start, middle, end }

        let x: Double
        let y: Double
        let anchor: Anchor
    }

    /// Right of the point, left of it, above or below; nil where all are taken.
    mutating func place(_ text: String, at point: ChartPoint) -> Place? {
        return place(
            text,
            amid: [
                Place(x: point.x + 8, y: point.y + 4, anchor: .start),
                Place(x: point.x - 8, y: point.y + 4, anchor: .end),
                Place(x: point.x, y: point.y - 10, anchor: .middle),
                Place(x: point.x, y: point.y + 18, anchor: .middle),
            ])
    }

    /// The first of the places that is free; nil where none is.
    mutating func place(_ text: String, amid places: [Place]) -> Place? {
        let width = LabelBox.width(of: text)
        return places.first { place in
            let left =
                switch place.anchor {
                case .start: place.x
                case .middle: place.x - width / 2
                case .end: place.x - width
                }
            return take(
                LabelBox(left: left, top: place.y - 11, right: left + width, bottom: place.y + 3))
        }
    }
}
