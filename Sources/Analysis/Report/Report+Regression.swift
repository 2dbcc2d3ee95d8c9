import TerritoryModel

/// How well the ground explains sales over the exclusive territories.
public struct RegressionReport: Hashable, Sendable {
    /// One term of the estimate; the first is the intercept.
    public struct Term: Hashable, Sendable {
        /// `intercept` or the key of the metric whose logarithm it is.
        public var name: String
        public var value: Double
        public var standardError: Double

        public init(name: String, value: Double, standardError: Double) {
            self.name = name
            self.value = value
            self.standardError = standardError
        }
    }

    public var terms: [Term]
    /// Territories in the fit.
    public var territories: Int
    /// Exclusive territories that are not in the fit, by id.
    public var leftOut: [Named]
    public var degreesOfFreedom: Int
    /// Of ln(sales).
    public var residualStandardError: Double
    public var rSquared: Double
    public var adjustedRSquared: Double
    /// Largest factor by which the other measures widen the variance of a coefficient; 1 = they are independent, above
    /// 10 their effects are hardly told apart.
    public var varianceInflation: Double
    /// Territories with a leverage above 2p ÷ n: they pull the estimate towards themselves.
    public var highLeverage: [Named]
    /// Territories whose sales lie outside of their prediction interval.
    public var outsideInterval: [Named]

    public init(
        terms: [Term], territories: Int, leftOut: [Named], degreesOfFreedom: Int,
        residualStandardError: Double, rSquared: Double, adjustedRSquared: Double, varianceInflation: Double,
        highLeverage: [Named], outsideInterval: [Named]
    ) {
        self.terms = terms
        self.territories = territories
        self.leftOut = leftOut
        self.degreesOfFreedom = degreesOfFreedom
        self.residualStandardError = residualStandardError
        self.rSquared = rSquared
        self.adjustedRSquared = adjustedRSquared
        self.varianceInflation = varianceInflation
        self.highLeverage = highLeverage
        self.outsideInterval = outsideInterval
    }
}
