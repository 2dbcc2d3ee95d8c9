import TerritoryModel

/// A county with what the generator needs to know of it.
struct County: Sendable {
    let fips: String
    let name: String
    let state: String
    /// Position in 1/100,000 of a degree.
    let latitude: Int
    let longitude: Int
    let population: Int
}

/// A postal code, placed in the county that holds most of its addresses.
struct PostalCode: Sendable {
    let code: String
    let county: Int
    let city: String
}

/// The real geography of a workspace: counties with population, and postal codes.
public struct SampleGeography: Sendable {
    /// The files that `init` reads, and those that a workspace carries along unread.
    public static let fileNames = [
        "co-est2019-southeast.csv", "counties.csv", "county_boundaries.geojson", "unemployment_2009.xml",
        "zip_county.csv",
    ]

    let counties: [County]
    let postalCodes: [PostalCode]
    /// Indices of the postal codes of each county.
    let postalCodesOfCounty: [[Int]]
    /// The files as they are, in the order of `fileNames`.
    let files: [SampleFile]

    /// Reads the geography from the bytes of its files; paths are the bare names of `fileNames`.
    public init(files: [SampleFile]) throws(SampleError) {
        func table(_ name: String) throws(SampleError) -> PlainTable {
            guard let file = files.first(where: { $0.path == name }) else { throw .missingFile(name) }
            return try PlainTable(name: name, bytes: file.bytes)
        }
        self.files = files
        counties = try SampleGeography.counties(
            table("counties.csv"), population: table("co-est2019-southeast.csv"))
        postalCodes = try SampleGeography.postalCodes(table("zip_county.csv"), in: counties)
        var codes = [[Int]](repeating: [], count: counties.count)
        for (index, code) in postalCodes.enumerated() { codes[code.county].append(index) }
        postalCodesOfCounty = codes
    }

    private static func counties(
        _ table: PlainTable, population: PlainTable
    ) throws(SampleError) -> [County] {
        let columns = try population.columns(["STATE", "COUNTY", "POPESTIMATE2019"])
        var people: [String: Int] = [:]
        for row in population.rows {
            guard let state = Int(row[columns[0]]), let county = Int(row[columns[1]]),
                let count = Int(row[columns[2]])
            else { throw .unreadableRow(file: population.name, row: row.joined(separator: ",")) }
            people[padded(state, 2) + padded(county, 3)] = count
        }
        let places = try table.columns(["fips", "name", "state", "latitude", "longitude"])
        var counties: [County] = []
        for row in table.rows {
            let fips = row[places[0]]
            guard let latitude = fixed(row[places[3]], decimals: 5),
                let longitude = fixed(row[places[4]], decimals: 5), let population = people[fips]
            else { throw .unreadableRow(file: table.name, row: row.joined(separator: ",")) }
            counties.append(
                County(
                    fips: fips, name: row[places[1]], state: row[places[2]], latitude: latitude,
                    longitude: longitude, population: population))
        }
        return counties.sorted { $0.fips < $1.fips }
    }

    /// Each code once, in the county with the greatest share of its addresses (ties: the lowest county).
    private static func postalCodes(
        _ table: PlainTable, in counties: [County]
    ) throws(SampleError) -> [PostalCode] {
        var index: [String: Int] = [:]
        for (place, county) in counties.enumerated() { index[county.fips] = place }
        let columns = try table.columns(["zip", "county_fips", "city", "tot_ratio"])
        var best: [String: (share: Int, county: Int, city: String)] = [:]
        for row in table.rows {
            guard let county = index[row[columns[1]]] else { continue }
            // A share in scientific notation is below 1/10,000.
            let share = row[columns[3]].contains("e") ? 0 : fixed(row[columns[3]], decimals: 6)
            guard let share else { throw .unreadableRow(file: table.name, row: row.joined(separator: ",")) }
            let known = best[row[columns[0]]]
            if let known, (known.share, -known.county) >= (share, -county) { continue }
            best[row[columns[0]]] = (share, county, capitalised(row[columns[2]]))
        }
        // Codes split more evenly are left out, so that nobody can place an account elsewhere.
        return best.sorted { $0.key < $1.key }.filter { $0.value.share > 600_000 }
            .map { PostalCode(code: $0.key, county: $0.value.county, city: $0.value.city) }
    }

    static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    /// Reads a plain decimal as a count of its last kept place; further digits are cut off.
    static func fixed(_ text: String, decimals: Int) -> Int? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let fraction = parts.count > 1 ? String(parts[1].prefix(decimals)) : ""
        return Int(parts[0] + fraction + String(repeating: "0", count: decimals - fraction.utf8.count))
    }

    /// `MOUNT AIRY` as `Mount Airy`, `MCDONOUGH` as `McDonough`.
    private static func capitalised(_ text: String) -> String {
        text.split(separator: " ").map { word in
            guard word.hasPrefix("MC"), word.count > 4 else { return capitalised(word: word) }
            return "Mc" + capitalised(word: word.dropFirst(2))
        }.joined(separator: " ")
    }

    private static func capitalised(word: Substring) -> String {
        "\(word.prefix(1).uppercased())\(word.dropFirst().lowercased())"
    }
}

/// A small CSV file without quotes, in ASCII or Latin-1.
struct PlainTable {
    let name: String
    let header: [String]
    let rows: [[String]]

    init(name: String, bytes: [UInt8]) throws(SampleError) {
        var lines = bytes.split(separator: 0x0a).map { line in
            line.split(separator: 0x2c, omittingEmptySubsequences: false).map { field in
                String(String.UnicodeScalarView(field.filter { $0 != 0x0d }.map { Unicode.Scalar($0) }))
            }
        }
        guard let header = lines.first else { throw .unreadableRow(file: name, row: "") }
        lines.removeFirst()
        if let odd = lines.first(where: { $0.count != header.count }) {
            throw .unreadableRow(file: name, row: odd.joined(separator: ","))
        }
        self.name = name
        self.header = header
        rows = lines
    }

    func columns(_ names: [String]) throws(SampleError) -> [Int] {
        var places: [Int] = []
        for name in names {
            guard let place = header.firstIndex(of: name) else {
                throw .missingColumn(file: self.name, column: name)
            }
            places.append(place)
        }
        return places
    }
}
