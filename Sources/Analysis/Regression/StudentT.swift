import Foundation

/// Student's t distribution.
enum StudentT {
    /// The value below which t lies with the probability.
    ///
    /// Found by bisection and Newton's method on the incomplete beta function; about 14 digits.
    ///
    /// - Returns: nil unless the probability is between 0 and 1, ends excluded, and there is a degree of freedom.
    static func quantile(_ probability: Double, degreesOfFreedom: Int) -> Double? {
        guard probability > 0, probability < 1, degreesOfFreedom > 0 else { return nil }
        if probability == 0.5 { return 0 }
        let freedom = Double(degreesOfFreedom)
        let tail = min(probability, 1 - probability)
        let size = quantile(ofUpperTail: tail, freedom)
        return probability < 0.5 ? -size : size
    }

    /// The positive value above which t lies with a probability below one half.
    private static func quantile(ofUpperTail tail: Double, _ freedom: Double) -> Double {
        var high = 1.0
        while upperTail(high, freedom) > tail { high *= 2 }
        var (low, value) = (0.0, high / 2)
        for _ in 0..<200 {
            let excess = upperTail(value, freedom) - tail
            if excess > 0 { low = value } else { high = value }
            let newton = value + excess / density(value, freedom)
            let next = newton > low && newton < high ? newton : (low + high) / 2
            if abs(next - value) <= 2 * value.ulp { return next }
            value = next
        }
        return value
    }

    private static func density(_ value: Double, _ freedom: Double) -> Double {
        let scale = halfStep(freedom / 2) - 0.5 * log(freedom * Double.pi)
        return exp(scale - (freedom + 1) / 2 * log1p(value * value / freedom))
    }

    /// Probability above a positive value.
    static func upperTail(_ value: Double, _ freedom: Double) -> Double {
        let square = value * value
        // Of x = ν ÷ (ν + t²) and 1 − x the one that is not near 1 is used, so that no digits are lost.
        let x = freedom / (freedom + square)
        let y = square / (freedom + square)
        // ln of 1 ÷ B(ν/2, ½), whichever of the two comes first.
        let scale = halfStep(freedom / 2) - 0.5 * log(Double.pi)
        return x < 0.5
            ? incompleteBeta(x, y, freedom / 2, 0.5, scale) / 2
            : 0.5 - incompleteBeta(y, x, 0.5, freedom / 2, scale) / 2
    }

    /// ln Γ(a + ½) − ln Γ(a); for large a by its series, because the difference would lose the digits.
    private static func halfStep(_ a: Double) -> Double {
        guard a > 20 else { return lgamma(a + 0.5) - lgamma(a) }
        let square = 1 / (a * a)
        let tail = 1.0 / 640 - square * (17.0 / 14_336 - square * 31.0 / 18_432)
        return 0.5 * log(a) - (1.0 / 8 - square * (1.0 / 192 - square * tail)) / a
    }

    /// The regularised incomplete beta function I_x(a, b), y = 1 − x.
    ///
    /// - Parameter scale: −ln B(a, b).
    private static func incompleteBeta(
        _ x: Double, _ y: Double, _ a: Double, _ b: Double, _ scale: Double
    ) -> Double {
        guard x > 0 else { return 0 }
        guard y > 0 else { return 1 }
        // The logarithm of what is near 1 is taken of the other one.
        let front = exp(
            scale + a * (x > 0.5 ? log1p(-y) : log(x)) + b * (y > 0.5 ? log1p(-x) : log(y)))
        return x < (a + 1) / (a + b + 2)
            ? front * continuedFraction(x, a, b) / a : 1 - front * continuedFraction(y, b, a) / b
    }

    /// By the modified method of Lentz (Numerical Recipes, 6.4).
    private static func continuedFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let tiny = 1e-300
        func kept(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
        var c = 1.0
        var d = 1 / kept(1 - (a + b) * x / (a + 1))
        var result = d
        for step in 1...500 {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / kept(1 + even * d)
            c = kept(1 + even / c)
            result *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / kept(1 + odd * d)
            c = kept(1 + odd / c)
            result *= d * c
            if abs(d * c - 1) < 1e-16 { break }
        }
        return result
    }
}
