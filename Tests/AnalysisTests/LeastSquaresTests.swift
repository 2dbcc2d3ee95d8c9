import Foundation
import Testing

@testable import Analysis

@Suite struct LeastSquaresTests {
    /// Digits in which two numbers agree (NIST's log relative error); at most 15.
    private func digits(_ value: Double?, _ certified: Double) -> Double {
        guard let value else { return 0 }
        let error = certified == 0 ? abs(value) : abs(value - certified) / abs(certified)
        return error == 0 ? 15 : min(15, -log10(error))
    }

    /// QR in double precision without refinement reaches about 12 digits of Longley, 7 of Filip and 7 of Wampler 5.
    @Test("NIST's reference data are met", arguments: ReferenceDataset.all)
    func reference(data: ReferenceDataset) throws {
        let fit = try #require(LeastSquares(columns: data.columns, response: data.response, tolerance: 1e-13))
        #expect(fit.rank == data.columns.count)
        let coefficients = zip(fit.coefficients, data.coefficients).map { digits($0, $1) }.min() ?? 0
        #expect(coefficients >= data.coefficientDigits, "\(data.name): \(coefficients) digits")
        guard data.residualStandardError > 0 else {
            // Met exactly: what is left is rounding.
            #expect(fit.residuals.allSatisfy { abs($0) < 1e-8 })
            return
        }
        let errors = zip(fit.standardErrors, data.standardErrors).map { digits($0, $1) }.min() ?? 0
        #expect(errors >= data.errorDigits, "\(data.name): \(errors) digits of the standard errors")
        #expect(digits(fit.residualStandardError, data.residualStandardError) >= data.errorDigits)
    }

    @Test("R² of Longley and Filip is the certified one")
    func rSquared() throws {
        for (data, certified) in [
            (ReferenceDataset.longley, 0.995479004577296), (.filip, 0.996727416185620),
        ] {
            let fit = try #require(
                LeastSquares(columns: data.columns, response: data.response, tolerance: 1e-13))
            #expect(digits(fit.rSquared, certified) > 9)
        }
    }

    private func random(_ rows: Int, _ columns: Int, seed: UInt64) -> (
        columns: [[Double]], response: [Double]
    ) {
        var generator = SeededGenerator(seed: seed)
        func values() -> [Double] { (0..<rows).map { _ in Double.random(in: -1...1, using: &generator) } }
        let columns = [[Double](repeating: 1, count: rows)] + (0..<columns).map { _ in values() }
        return (columns, values())
    }

    @Test("Leverages add up to the rank, residuals stand upright on the columns", arguments: UInt64(1)...5)
    func projections(seed: UInt64) throws {
        let (columns, response) = random(30, 4, seed: seed)
        let fit = try #require(LeastSquares(columns: columns, response: response))
        #expect(abs(fit.leverages.reduce(0, +) - 5) < 1e-12)
        #expect(fit.leverages.allSatisfy { $0 >= 1.0 / 30 - 1e-12 && $0 <= 1 + 1e-12 })
        for column in columns {
            #expect(abs(zip(column, fit.residuals).reduce(0) { $0 + $1.0 * $1.1 }) < 1e-13)
        }
        #expect(fit.degreesOfFreedom == 25)
    }

    @Test(
        "Scaling a column scales its coefficient, and the order of the rows changes nothing",
        arguments: UInt64(1)...5)
    func equivariance(seed: UInt64) throws {
        let (columns, response) = random(25, 3, seed: seed)
        let fit = try #require(LeastSquares(columns: columns, response: response))
        var scaled = columns
        scaled[2] = scaled[2].map { $0 * 1e6 }
        let other = try #require(LeastSquares(columns: scaled, response: response))
        let reversed = try #require(
            LeastSquares(columns: columns.map { $0.reversed() }, response: response.reversed()))
        for place in columns.indices {
            let value = try #require(fit.coefficients[place])
            let scale = place == 2 ? 1e6 : 1
            #expect(digits(other.coefficients[place].map { $0 * scale }, value) > 12)
            #expect(digits(reversed.coefficients[place], value) > 12)
        }
    }

    @Test("A column that those before it determine is left out")
    func aliased() throws {
        var (columns, response) = random(20, 2, seed: 9)
        columns.insert(zip(columns[1], columns[0]).map { 3 * $0 - 2 * $1 }, at: 2)
        columns.append([Double](repeating: 0, count: 20))
        let fit = try #require(LeastSquares(columns: columns, response: response))
        #expect(fit.coefficients.map { $0 == nil } == [false, false, true, false, true])
        #expect(fit.standardErrors.map { $0 == nil } == [false, false, true, false, true])
        #expect(fit.rank == 3)
        columns.removeLast()
        columns.remove(at: 2)
        let plain = try #require(LeastSquares(columns: columns, response: response))
        #expect(zip(plain.residuals, fit.residuals).allSatisfy { abs($0 - $1) < 1e-13 })
    }

    @Test("As many columns as rows leave no degrees of freedom, fewer rows no fit")
    func fewRows() throws {
        let exact = try #require(LeastSquares(columns: [[1, 1], [0, 2]], response: [3, 7]))
        #expect(exact.coefficients == [3, 2])
        #expect(exact.residualStandardError == nil)
        #expect(exact.standardErrors == [nil, nil])
        #expect(exact.predictionHalfWidths(upper: 0.95) == nil)
        #expect(LeastSquares(columns: [[1], [2]], response: [3]) == nil)
        #expect(LeastSquares(columns: [[0, 0]], response: [3, 4]) == nil)
    }

    @Test("A new value lies in the 90% interval in about nine cases of ten")
    func coverage() throws {
        var generator = SeededGenerator(seed: 77)
        func normal() -> Double {
            let (first, second) = (
                Double.random(in: 1e-12...1, using: &generator), Double.random(in: 0...1, using: &generator)
            )
            return (-2 * log(first)).squareRoot() * cos(2 * Double.pi * second)
        }
        var inside = 0
        let runs = 2_000
        for _ in 0..<runs {
            let predictor = (0..<12).map { _ in normal() }
            func response() -> [Double] { predictor.map { 2 + 3 * $0 + normal() } }
            let seen = response()
            let fit = try #require(
                LeastSquares(columns: [[Double](repeating: 1, count: 12), predictor], response: seen))
            let width = try #require(fit.predictionHalfWidths(upper: 0.95))
            inside += abs(response()[0] - (seen[0] - fit.residuals[0])) <= width[0] ? 1 : 0
        }
        let share = Double(inside) / Double(runs)
        #expect(abs(share - 0.9) < 0.025, "\(share)")
    }
}

@Suite struct StudentTTests {
    /// Computed with 30 digits by mpmath's incomplete beta function.
    @Test(
        "Quantiles have at least twelve digits",
        arguments: [
            (0.95, 1, 6.3137515146750431), (0.95, 2, 2.91998558035372569), (0.95, 3, 2.35336343480182388),
            (0.95, 12, 1.78228755564932007), (0.95, 40, 1.68385101333565264),
            (0.95, 1000, 1.64637881728546472), (0.995, 5, 4.03214298355522808),
            (0.6, 7, 0.263166861352022812), (0.95, 100_000, 1.64486886478496973),
        ])
    func quantiles(probability: Double, freedom: Int, expected: Double) throws {
        let value = try #require(StudentT.quantile(probability, degreesOfFreedom: freedom))
        #expect(abs(value - expected) < 1e-12 * expected)
        let below = try #require(StudentT.quantile(1 - probability, degreesOfFreedom: freedom))
        #expect(abs(below + value) < 1e-11 * expected)
    }

    @Test("There is no quantile outside of the distribution")
    func outside() {
        #expect(StudentT.quantile(0, degreesOfFreedom: 3) == nil)
        #expect(StudentT.quantile(1, degreesOfFreedom: 3) == nil)
        #expect(StudentT.quantile(0.9, degreesOfFreedom: 0) == nil)
        #expect(StudentT.quantile(0.5, degreesOfFreedom: 3) == 0)
    }
}
