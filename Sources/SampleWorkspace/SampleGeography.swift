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
    /// What customers call themselves after: the city, or one beside it.
    let namesake: String
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

    /// A row of the crosswalk: what a county has of a code, in millionths.
    private struct Share {
        let county: Int
        let city: String
        let ofBusinesses: Int
        let ofAll: Int

        /// Decides where a report places the code: business addresses, or all where it has none for businesses.
        var rank: (Int, Int, Int) { (ofBusinesses, ofBusinesses > 0 ? 0 : ofAll, -county) }
    }

    /// The codes of which one county has the most addresses by far (ties: the lowest county).
    ///
    /// Where a county has the most addresses of a code but another one the most businesses, the next lower code of the
    /// county, or the next higher one, stands for it, so that the county is the one where a report places the code.
    private static func postalCodes(
        _ table: PlainTable, in counties: [County]
    ) throws(SampleError) -> [PostalCode] {
        var index: [String: Int] = [:]
        for (place, county) in counties.enumerated() { index[county.fips] = place }
        let columns = try table.columns(["zip", "county_fips", "city", "bus_ratio", "tot_ratio"])
        var shares: [String: [Share]] = [:]
        for row in table.rows {
            guard let county = index[row[columns[1]]] else { continue }
            guard let ofBusinesses = millionths(row[columns[3]]), let ofAll = millionths(row[columns[4]])
            else {
                throw .unreadableRow(file: table.name, row: row.joined(separator: ","))
            }
            shares[row[columns[0]], default: []].append(
                Share(
                    county: county, city: capitalised(row[columns[2]]), ofBusinesses: ofBusinesses,
                    ofAll: ofAll))
        }
        var homes: [(code: String, home: Share, isPlacedThere: Bool)] = []
        for (code, shares) in shares.sorted(by: { $0.key < $1.key }) {
            // Codes split more evenly are left out, so that nobody can place an account elsewhere.
            guard let home = shares.max(by: { ($0.ofAll, -$0.county) < ($1.ofAll, -$1.county) }),
                home.ofAll > 600_000
            else { continue }
            homes.append((code, home, shares.max { $0.rank < $1.rank }?.county == home.county))
        }
        return homes.indices.compactMap { place in
            let home = homes[place].home
            let standIn =
                homes[...place].last { $0.isPlacedThere && $0.home.county == home.county }
                ?? homes[place...].first { $0.isPlacedThere && $0.home.county == home.county }
            return standIn.map {
                PostalCode(code: $0.code, county: home.county, city: $0.home.city, namesake: home.city)
            }
        }
    }

    /// A share; one in scientific notation is below 1/10,000.
    private static func millionths(_ text: String) -> Int? {
        text.contains("e") ? 0 : fixed(text, decimals: 6)
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
