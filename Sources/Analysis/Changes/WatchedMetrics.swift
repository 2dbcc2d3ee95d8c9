extension MetricKey {
    /// Headline metrics that are compared from run to run and whose usual spread is known.
    public static let watched: [MetricKey] = [
        .sales, .attainment, .pace, .calls, .accountCoverage, .planAttainment, .activeAccounts, .growthYear,
        .salesAtRisk, .unassignedSalesShare, .utilisation,
    ]
}
