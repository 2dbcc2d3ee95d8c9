/// A scale drawn: a line and a label at each of its round values, across the marks.
struct Axis: Sendable {
    enum Side: Sendable { case top, left }

    let scale: LinearScale
    let side: Side
    /// From where to where its lines run.
    let across: ClosedRange<Double>
    /// Whether only the ends are told, where there is no room for more.
    var endsOnly = false
    /// Values in words, with their unit.
    let label: @Sendable (Double) -> String

    var marks: [Mark] {
        (endsOnly ? [scale.low, scale.high] : scale.ticks).flatMap { tick -> [Mark] in
            let place = scale(tick)
            let style = tick == 0 && scale.low < 0 ? "zero" : "grid"
            switch side {
            case .top:
                return [
                    .rule(place, across.lowerBound, place, across.upperBound, style),
                    .text(place, across.lowerBound - 6, label(tick), "axis middle"),
                ]
            case .left:
                return [
                    .rule(across.lowerBound, place, across.upperBound, place, style),
                    .text(across.lowerBound - 6, place + 4, label(tick), "axis end"),
                ]
            }
        }
    }
}
