/// The parts that names of reps and customers are made of.
enum NameParts {
    static let surnames = [
        "Adeyemi", "Alvarez", "Anderson", "Banerjee", "Barnes", "Baxter", "Bennett", "Blackwell", "Boone",
        "Brooks", "Calhoun", "Carter", "Castillo", "Chen", "Coleman", "Cruz", "Daniels", "Delgado", "Dixon",
        "Ellison", "Faulkner", "Ferguson", "Fitzgerald", "Foster", "Gaines", "Garcia", "Gibson", "Graham",
        "Greene", "Gupta", "Hale", "Hampton", "Harrington", "Hayes", "Hernandez", "Holloway", "Huang",
        "Hughes",
        "Ingram", "Jackson", "Jennings", "Kapoor", "Keller", "Kim", "Langford", "Lee", "Lindqvist", "Mahmoud",
        "Marshall", "McAllister", "McCoy", "Mendoza", "Mitchell", "Montgomery", "Morales", "Nakamura",
        "Nguyen",
        "O'Brien", "Okafor", "Osborne", "Owens", "Park", "Patel", "Peña", "Pettigrew", "Phillips", "Pruitt",
        "Quinn", "Ramirez", "Reddy", "Rhodes", "Rosenberg", "Russell", "Sanders", "Schultz", "Shah",
        "Simmons",
        "Singh", "Stokes", "Sullivan", "Thornton", "Tran", "Tucker", "Vasquez", "Walker", "Washington",
        "Whitaker", "Williams", "Winslow", "Wójcik", "Yates", "Young", "Zimmerman",
    ]

    static let saints = [
        "Saint Anne", "Saint Francis", "Saint Joseph", "Saint Luke", "Saint Mary", "Saint Thomas",
        "Holy Cross",
        "Good Shepherd", "Mercy", "Providence",
    ]

    static let scenery = [
        "Azalea", "Brookside", "Cedar", "Crestview", "Cypress", "Dogwood", "Fairview", "Fox Hollow",
        "Glenwood",
        "Greenbriar", "Heritage", "Hickory", "Highland", "Kingsway", "Lakeside", "Laurel", "Magnolia",
        "Maple",
        "Meadowbrook", "Oak Ridge", "Palmetto", "Pine", "Quail Run", "River Bend", "Sandhills", "Stonebridge",
        "Sunrise", "Sycamore", "Willow", "Woodland",
    ]

    private static let hospitals = [
        "{city} Regional Medical Center", "{city} Memorial Hospital", "{saint} Hospital {city}",
        "{county} Medical Center", "{city} Community Hospital", "{saint} Health System of {city}",
        "{county} General Hospital", "{city} Children's Hospital",
    ]
    private static let clinics = [
        "{city} Family Clinic", "{city} Urgent Care", "{name} Women's Health Clinic", "{city} Surgery Center",
        "{view} Outpatient Clinic", "{city} Pediatric Clinic", "{view} Walk-In Clinic of {city}",
        "{city} Wound Care Center", "{name} Dental Clinic",
    ]
    private static let care = [
        "{view} Manor Nursing & Rehabilitation", "{view} Assisted Living of {city}", "{city} Health & Rehab",
        "{view} Place Memory Care", "{view} Gardens Senior Living", "{city} Veterans Home",
        "{view} Hospice of {city}",
    ]
    private static let laboratories = [
        "{city} Diagnostic Laboratory", "{name} Pathology Associates", "{view} Clinical Labs",
        "{county} Reference Laboratory", "{city} Imaging & Laboratory",
    ]
    private static let practices = [
        "{name} & {other} Family Medicine", "{name} Dental Group", "{name}, {other} & Partners MD",
        "{city} Orthopedics", "{name} Internal Medicine", "{name} Family Dentistry", "{city} Cardiology",
        "{view} Pediatrics", "{name} Podiatry", "{other} & {name} Obstetrics", "{city} Dermatology",
        "{name} Eye Care", "{city} Ear, Nose & Throat", "{name} Pain Management",
    ]

    static func templates(of segment: Segment) -> [String] {
        switch segment {
        case .hospital: hospitals
        case .clinic: clinics
        case .longTermCare: care
        case .laboratory: laboratories
        case .physicianPractice: practices
        }
    }
}

/// Makes names of customers, each once.
struct AccountNames {
    private var taken: Set<String> = []

    mutating func name(_ segment: Segment, city: String, county: String, _ random: inout SeededRandom)
        -> String
    {
        let templates = NameParts.templates(of: segment)
        for _ in 0..<12 {
            let name = AccountNames.fill(random.pick(templates), city, county, &random)
            if taken.insert(name).inserted { return name }
        }
        let base = AccountNames.fill(random.pick(templates), city, county, &random)
        var number = 2
        while !taken.insert("\(base) No. \(number)").inserted { number += 1 }
        return "\(base) No. \(number)"
    }

    private static func fill(
        _ template: String, _ city: String, _ county: String, _ random: inout SeededRandom
    ) -> String {
        var text = ""
        var rest = Substring(template)
        while let open = rest.firstIndex(of: "{"), let close = rest.firstIndex(of: "}") {
            text += rest[..<open]
            switch rest[rest.index(after: open)..<close] {
            case "city": text += city
            case "county": text += county
            case "saint": text += random.pick(NameParts.saints)
            case "view": text += random.pick(NameParts.scenery)
            default: text += random.pick(NameParts.surnames)
            }
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }
}
