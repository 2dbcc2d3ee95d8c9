struct GroundRegression: Sendable {}
