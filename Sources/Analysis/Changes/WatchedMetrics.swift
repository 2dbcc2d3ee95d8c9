extension MetricKey {
    /// The metrics whose moves from run to run are told: what a leader would ask about, in the order of the catalog.
    ///
    /// Left out are figures that follow from these, that only realignment moves, or that no week changes, such as area.
    public static let watched: [MetricKey] = [
        .unitCoverage, .unassignedSalesShare, .accounts, .accountCoverage, .activeRate, .planAttainment,
        .uncalledValue, .utilisation, .contestedAccounts, .accountOverlapRate, .outsideSalesIn,
        .outsideSalesOut, .outsideSalesShare, .overlaySales, .overlayShare, .sales, .salesTrailingYear,
        .growth,
        .growthYear, .quota, .attainment, .pace, .calls, .salesPerCall, .newAccounts, .lostAccounts,
        .lostSales,
        .accountConcentration, .performanceIndex, .performanceGap, .familiarity, .revenueInTransition,
        .accountsAtRisk, .salesAtRisk, .maxDeviationSales, .maxDeviationWorkloadHours, .giniSales,
    ]
}
