/// Values sorted into steps of colour between round limits, the least in the palest.
struct StepScale: Sendable {
    /// Colours of a palette; classes `q0` … `q6` name them.
    static let colours = 7

    /// The limits between the steps, ascending; one more than steps.
    let limits: [Double]

    init(over values: some Sequence<Double>, base: LinearScale.Base = .zero) {
        let ticks = LinearScale(over: values, base: base, from: 0, to: 1, steps: 5).ticks
        // Seldom more than seven steps; then every second limit is one.
        limits =
            ticks.count - 1 <= Self.colours
            ? ticks : ticks.indices.filter { $0 % 2 == 0 || $0 == ticks.count - 1 }.map { ticks[$0] }
    }

    var count: Int { limits.count - 1 }

    /// The step of a value, from 0.
    func step(of value: Double) -> Int {
        let above = limits.dropFirst().dropLast().count { value >= $0 }
        return min(max(0, above), count - 1)
    }

    /// The colour of a step; few steps lie wide apart in the palette.
    func colour(ofStep step: Int) -> Int {
        guard count > 1 else { return Self.colours / 2 }
        return (step * (Self.colours - 1) + (count - 1) / 2) / (count - 1)
    }

    func className(of value: Double) -> String { "q\(colour(ofStep: step(of: value)))" }
}
