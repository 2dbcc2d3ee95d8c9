import Testing

@testable import Rendering

@Suite("Scales of charts")
struct ScaleTests {
    @Test(
        "An axis runs from a round number to a round number round its values",
        arguments: [
            ([3.0, 97], LinearScale.Base.zero, [0.0, 25, 50, 75, 100]),
            ([0], .zero, [0, 0.25, 0.5, 0.75, 1]),
            ([], .zero, [0, 0.25, 0.5, 0.75, 1]),
            ([-5, -1], .zero, [-6, -4, -2, 0]),
            ([-30, 70], .zero, [-50, -25, 0, 25, 50, 75]),
            ([101, 119], .values, [100, 105, 110, 115, 120]),
            ([50, 50], .values, [45, 47.5, 50, 52.5, 55]),
            ([0, 0], .values, [-1, -0.5, 0, 0.5, 1]),
            ([.nan, 8, .infinity], .zero, [0, 2, 4, 6, 8]),
        ])
    func ticks(_ values: [Double], _ base: LinearScale.Base, _ ticks: [Double]) {
        #expect(LinearScale(over: values, base: base, from: 0, to: 100).ticks == ticks)
    }

    @Test("No value leads to a place outside of the axis or to none at all")
    func places() {
        let hard = [
            [], [0], [.nan], [-.infinity, .infinity], [1e300, 1e300], [-1e308, 1e308], [5e-324],
            [9_007_199_254_740_992, 9_007_199_254_740_993], [1e16, 1e16 + 2],
        ]
        for values in hard {
            for base in [LinearScale.Base.zero, .values] {
                let scale = LinearScale(over: values, base: base, from: 20, to: 220)
                #expect(scale.low < scale.high, "\(values)")
                for value in values + [0, 1, -1, .nan, .infinity] {
                    #expect((20...220).contains(scale(value)), "\(value) on \(values)")
                }
            }
        }
    }

    @Test("Bands lie side by side and each mark in the middle of its band")
    func bands() {
        let bands = BandScale(count: 4, from: 100, to: 180, fill: 0.5)
        #expect((0..<4).map(bands.middle) == [110, 130, 150, 170])
        #expect((0..<4).map(bands.edge) == [105, 125, 145, 165])
        #expect((bands.width, bands.end) == (10, 180))
        #expect(BandScale(count: 0, from: 0, to: 9).end == 0)
    }

    @Test("Steps of colour are told by round limits, and more is never paler")
    func steps() {
        let steps = StepScale(over: [0.387, 0.826], base: .values)
        #expect(steps.limits.first.map { $0 <= 0.387 } == true)
        #expect(steps.limits.last.map { $0 >= 0.826 } == true)
        #expect(steps.step(of: 0) == 0 && steps.step(of: 2) == steps.count - 1)
        let colours = (0...100).map { steps.colour(ofStep: steps.step(of: Double($0) / 100)) }
        #expect(colours == colours.sorted())
        #expect((colours.first, colours.last) == (0, StepScale.colours - 1))
        for values in [[], [1], [0, 1e9], [-3, -1], [.nan]] as [[Double]] {
            let steps = StepScale(over: values)
            #expect((1...StepScale.colours).contains(steps.count), "\(values)")
        }
    }
}
