import Testing

@testable import TerritoryModel

@Suite struct TimelinesTests {
    private let start = Day(number: 20_000)

    private func claim(_ value: Int, _ from: Int?, _ to: Int?) -> Timelines.Claim {
        Timelines.Claim(
            value: value, validity: Validity(from: from.map { start + $0 }, to: to.map { start + $0 }))
    }

    private func values(_ timelines: Timelines, _ timeline: Int, _ days: [Int]) -> [Int?] {
        days.map { timelines.value(of: timeline, on: start + $0) }
    }

    @Test("A validity includes both of its ends, and a missing end is open")
    func validity() {
        let bounded = Validity(from: start, to: start + 2)
        #expect([-1, 0, 2, 3].map { bounded.contains(start + $0) } == [false, true, true, false])
        #expect(Validity.always.contains(start))
        #expect(Validity(from: start, to: nil).contains(start + 9999))
        #expect(!Validity(from: start, to: nil).contains(start - 1))
        #expect(!Validity(from: start, to: start - 1).contains(start))
    }

    @Test("Without claims nothing holds on any day")
    func empty() {
        var timelines = Timelines()
        let timeline = timelines.append([])
        #expect(values(timelines, timeline, [-100_000, 0, 100_000]) == [nil, nil, nil])
        #expect(timelines.steps(of: timeline).count == 1)
    }

    @Test("A claim holds on its days only, with gaps between claims")
    func gaps() {
        var timelines = Timelines()
        let timeline = timelines.append([claim(1, 0, 4), claim(2, 10, nil)])
        #expect(values(timelines, timeline, [-1, 0, 4, 5, 9, 10, 999]) == [nil, 1, 1, nil, nil, 2, 2])
        let steps = timelines.steps(of: timeline)
        #expect(steps.map(\.from) == [nil, start, start + 5, start + 10])
        #expect(steps.map(\.value) == [nil, 1, nil, 2])
    }

    @Test("The latest start wins, and the earlier claim returns when it ends")
    func latestStart() {
        var timelines = Timelines()
        let timeline = timelines.append([claim(1, nil, nil), claim(9, 5, 7), claim(3, 2, 20)])
        #expect(values(timelines, timeline, [1, 2, 4, 5, 7, 8, 20, 21]) == [1, 3, 3, 9, 9, 3, 3, 1])
    }

    @Test("Of claims with one start the lowest value wins")
    func lowestValue() {
        var timelines = Timelines()
        let timeline = timelines.append([claim(7, 0, nil), claim(4, 0, 3), claim(5, 0, nil)])
        #expect(values(timelines, timeline, [0, 3, 4]) == [4, 4, 5])
    }

    @Test("A claim that ends before it starts holds never")
    func reversed() {
        var timelines = Timelines()
        let timeline = timelines.append([claim(1, 5, 4), claim(2, 5, 1)])
        #expect(values(timelines, timeline, [0, 4, 5, 6]) == [nil, nil, nil, nil])
    }

    @Test("A fallback fills the days without a claim, with its own changes")
    func fallback() {
        var timelines = Timelines()
        let base = timelines.append([claim(1, nil, 9), claim(2, 10, nil)])
        let timeline = timelines.append([claim(8, 5, 14)], fallback: base)
        #expect(values(timelines, timeline, [4, 5, 10, 14, 15]) == [1, 8, 8, 8, 2])
        #expect(values(timelines, base, [4, 5, 10]) == [1, 1, 2])
    }

    @Test("Neighbouring days of one value are one step")
    func mergedSteps() {
        var timelines = Timelines()
        let timeline = timelines.append([claim(1, 0, 4), claim(1, 5, 9), claim(1, 3, 6)])
        #expect(timelines.steps(of: timeline).map(\.value) == [nil, 1, nil])
    }

    @Test("Any claims give on every day what the rule gives", arguments: UInt64(1)...40)
    func againstRule(seed: UInt64) {
        var state = seed &* 0x9E37_79B9_7F4A_7C15
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var timelines = Timelines()
        func claims() -> [Timelines.Claim] {
            (0..<next(9)).map { _ in
                claim(next(6), next(4) == 0 ? nil : next(40), next(4) == 0 ? nil : next(50))
            }
        }
        let (below, above) = (claims(), claims())
        let base = timelines.append(below)
        let timeline = timelines.append(above, fallback: base)
        for offset in -2...55 {
            let day = start + offset
            let expected = winner(above, on: day) ?? winner(below, on: day)
            #expect(timelines.value(of: timeline, on: day) == expected)
        }
    }

    private func winner(_ claims: [Timelines.Claim], on day: Day) -> Int? {
        claims.filter { $0.validity.contains(day) }.max {
            ($0.validity.firstNumber, -$0.value) < ($1.validity.firstNumber, -$1.value)
        }?.value
    }
}
