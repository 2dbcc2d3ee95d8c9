/// A customer segment of the medical supplies trade.
enum Segment: String, CaseIterable, Sendable {
    case hospital = "Hospital"
    case clinic = "Clinic"
    case longTermCare = "Long-term care"
    case laboratory = "Laboratory"
    case physicianPractice = "Physician practice"

    /// Accounts in a thousand.
    var share: Int {
        switch self {
        case .hospital: 60
        case .clinic: 300
        case .longTermCare: 170
        case .laboratory: 90
        case .physicianPractice: 380
        }
    }

    /// Mean sales potential per year in whole dollars.
    var meanPotential: Int {
        switch self {
        case .hospital: 180_000
        case .clinic: 24_000
        case .longTermCare: 32_000
        case .laboratory: 40_000
        case .physicianPractice: 9_000
        }
    }

    /// Planned calls per year for a customer with this potential.
    func plannedCalls(potential: Int) -> Int {
        let isLarge = potential >= meanPotential
        switch self {
        case .hospital: return isLarge ? 24 : 12
        case .clinic, .laboratory: return isLarge ? 8 : 4
        case .longTermCare: return isLarge ? 6 : 4
        case .physicianPractice: return isLarge ? 4 : 3
        }
    }
}

/// A product and its list price.
struct Product: Sendable {
    let id: String
    let priceCents: Int
    /// Sold by specialists too.
    let isSurgical: Bool

    static let all = [
        Product(id: "GLV-100", priceCents: 1_195, isSurgical: false),
        Product(id: "GLV-200", priceCents: 1_640, isSurgical: false),
        Product(id: "MSK-110", priceCents: 2_250, isSurgical: false),
        Product(id: "GWN-150", priceCents: 4_890, isSurgical: false),
        Product(id: "SYR-005", priceCents: 2_375, isSurgical: false),
        Product(id: "SYR-010", priceCents: 2_790, isSurgical: false),
        Product(id: "NDL-220", priceCents: 1_875, isSurgical: false),
        Product(id: "CTH-300", priceCents: 6_420, isSurgical: false),
        Product(id: "IVS-310", priceCents: 8_960, isSurgical: false),
        Product(id: "DRS-400", priceCents: 3_315, isSurgical: false),
        Product(id: "DRS-450", priceCents: 7_250, isSurgical: false),
        Product(id: "TST-500", priceCents: 5_480, isSurgical: false),
        Product(id: "TST-550", priceCents: 12_900, isSurgical: false),
        Product(id: "LAB-600", priceCents: 9_745, isSurgical: false),
        Product(id: "STR-700", priceCents: 18_600, isSurgical: false),
        Product(id: "MON-800", priceCents: 64_900, isSurgical: false),
        Product(id: "SUT-900", priceCents: 14_350, isSurgical: true),
        Product(id: "STP-910", priceCents: 28_700, isSurgical: true),
        Product(id: "DRP-920", priceCents: 7_980, isSurgical: true),
        Product(id: "ELS-930", priceCents: 124_500, isSurgical: true),
    ]
}
