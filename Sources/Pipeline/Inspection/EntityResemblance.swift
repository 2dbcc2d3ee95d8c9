import Importing

/// How much a table resembles one of our entities, and which of its columns would be which fields.
struct EntityResemblance {
    let entity: String
    /// 0 to 1.
    let score: Double
    /// In the order of the entity's fields: what the configuration would say as the value of the field.
    let matches: [(field: String, value: String)]
    /// Required fields that no column fits.
    let missing: [String]
    /// Columns that speak against it.
    let contradictions: [String]
    /// Year of the values, for demographics; nil where a column gives it or nothing does.
    let year: Int?

    /// What a complete field counts, where its column's name says little.
    private static let vagueWeight = 0.6

    /// The entities that it resembles at all, the most alike first; those of `always` however little.
    static func ranked(
        _ columns: [ColumnProfile], fileName: String, always: [String] = []
    ) -> [EntityResemblance] {
        let named = columns.map { NamedColumn($0) }
        let found = EntityVocabulary.all.map { EntityResemblance($0, named, fileName: plainName(fileName)) }
        return found.filter { $0.score >= 0.35 || always.contains($0.entity) }.enumerated()
            .sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }.map(\.element)
    }

    private init(_ vocabulary: EntityVocabulary, _ columns: [NamedColumn], fileName: String) {
        entity = vocabulary.entity
        let known = SourceEntry.entities.first { $0.name == vocabulary.entity }
        let required = known?.required ?? []
        let isNamed = vocabulary.files.contains { fileName.contains($0) }
        var free = columns
        var weights: [String: Double] = [:]
        var matches: [(field: String, value: String)] = []
        for field in vocabulary.fields {
            guard let match = FieldMatch(field, of: vocabulary.entity, among: &free) else { continue }
            weights[field.name] = match.isVague ? (isNamed ? 0.9 : EntityResemblance.vagueWeight) : 1
            matches.append((field.name, match.value))
        }
        var year: Int?
        // Where people are counted, the units are what is counted in.
        let isMeasured = entity == "units" && DemographicMeasures(free, fileName: fileName).isCertain
        if entity == "demographics" {
            let measures = DemographicMeasures(free, fileName: fileName)
            if weights["unit_id"] != nil { matches += measures.fields }
            weights["measure"] = measures.isCertain ? 1 : measures.fields.count > 1 ? 0.3 : 0
            if weights["year"] == nil { year = measures.year }
        }
        self.year = year
        self.matches = matches
        let against = columns.filter { vocabulary.against.contains($0.plain) && !$0.isUsed(in: matches) }
        contradictions = against.map(\.column.name)
        missing = required.filter { weights[$0] == nil }
        score = EntityResemblance.score(
            entity, weights, required: required, isNamed: isNamed,
            against: against.count + (isMeasured ? 2 : 0))
    }

    /// Seven tenths for the required fields, the rest for others and the file's name, less for contradictions.
    private static func score(
        _ entity: String, _ weights: [String: Double], required: [String], isNamed: Bool, against: Int
    ) -> Double {
        // Who is in charge is often left unsaid: a role can be given as a literal.
        var shares = required.map { ($0, $0 == "role" ? 0.4 : 1.0) }
        if entity == "demographics" { shares.append(("measure", 1)) }
        let total = shares.reduce(0) { $0 + $1.1 }
        let reached = shares.reduce(0) { $0 + $1.1 * (weights[$1.0] ?? 0) }
        let others = weights.filter { weight in !shares.contains { $0.0 == weight.key } }.values.reduce(0, +)
        guard reached > 0 else { return 0 }
        let score =
            0.7 * reached / total + 0.15 * min(1, others / 2) + (isNamed ? 0.15 : 0) - 0.12
            * Double(min(against, 4))
        return min(1, max(0, score))
    }

    /// Why it is so, in words that can be shown; `given` are fields that a preset maps.
    func reasons(given: Set<String>) -> [String] {
        let missing = missing.filter { !given.contains($0) }
        var reasons = matches.map { "\($0.field) ← \(ShownText.line($0.value, width: 40))" }
        if !missing.isEmpty { reasons.append("not found: \(missing.joined(separator: " and "))") }
        if !contradictions.isEmpty {
            let names = contradictions.prefix(3).map { ShownText.line($0, width: 24) }
            reasons.append("unusual for it: \(names.joined(separator: " and "))")
        }
        return reasons
    }
}

/// A column with its name made plain.
struct NamedColumn {
    let column: ColumnProfile
    let plain: String
    /// Last part of an XML path.
    let last: String

    init(_ column: ColumnProfile) {
        self.column = column
        plain = plainName(column.name)
        last = plainName(String(column.name.split(separator: "/").last ?? ""))
    }

    func isUsed(in matches: [(field: String, value: String)]) -> Bool {
        let text = MappingText.reference(to: column.name)
        return matches.contains { $0.value == text || $0.value.contains("{\(column.name)}") }
    }

    func holds(_ kind: EntityVocabulary.Holds) -> Bool {
        if column.kind == .empty { return true }
        switch kind {
        case .anything: return true
        case .day: return column.isDate || column.remarks.contains { $0.contains("serial dates") }
        case .number: return column.isNumber
        case .words: return !column.isNumber && !column.isDate
        }
    }
}

/// The column that would be a field, taken from those that are free.
private struct FieldMatch {
    let value: String
    let isVague: Bool

    init?(_ field: EntityVocabulary.Field, of entity: String, among free: inout [NamedColumn]) {
        if let composed = FieldMatch.composed(field.name, of: entity, among: free) {
            (value, isVague) = composed
            return
        }
        // A whole name says more than the end of a path, such as the unit in which a value is measured.
        let names: [([String], KeyPath<NamedColumn, String>, Bool)] = [
            (field.names, \.plain, false), (field.names, \.last, false), (field.vagueNames, \.plain, true),
            (field.vagueNames, \.last, true),
        ]
        let all = names.flatMap { names, part, isVague in names.map { ($0, part, isVague) } }
        for (name, part, isVague) in all {
            let place = free.firstIndex { $0[keyPath: part] == name && $0.holds(field.holds) }
            guard let place, MappingText.isNameable(free[place].column.name) else { continue }
            value = MappingText.reference(to: free[place].column.name)
            self.isVague = isVague
            free.remove(at: place)
            return
        }
        return nil
    }

    /// Values that several columns make: a code of state and county, a name of first and last name.
    private static func composed(
        _ field: String, of entity: String, among free: [NamedColumn]
    ) -> (String, Bool)? {
        func column(_ plain: String) -> NamedColumn? { free.first { $0.plain == plain } }
        if field == "unit_id", let state = column("state"), let county = column("county"),
            state.column.isNumber || state.column.largestLength <= 2, county.column.largestLength <= 3,
            county.column.largest?.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) == true
        {
            return ("{\(state.column.name):2}{\(county.column.name):3}", false)
        }
        if field == "name", entity == "reps", column("name") == nil, let first = column("firstname"),
            let last = column("lastname")
        {
            return ("{\(first.column.name)} {\(last.column.name)}", false)
        }
        return nil
    }
}

/// The columns of numbers of a demographic file.
private struct DemographicMeasures {
    let fields: [(field: String, value: String)]
    /// Whether one of them is a measure that we know by name.
    let isCertain: Bool
    let year: Int?

    init(_ free: [NamedColumn], fileName: String) {
        var known: [(field: String, value: String, year: Int?)] = []
        var others: [(field: String, value: String)] = []
        let identifiers = [
            "id", "code", "fips", "geoid", "state", "county", "region", "division", "sumlev", "decimal",
        ]
        for column in free where column.column.isNumber && MappingText.isNameable(column.column.name) {
            let reference = MappingText.reference(to: column.column.name)
            let year = DemographicMeasures.year(column.plain)
            let stem = column.last.filter { !$0.isNumber }
            if let measure = EntityVocabulary.measures.first(where: { $0.word == stem }) {
                known.removeAll { $0.field == measure.measure && ($0.year ?? 0) < (year ?? 0) }
                if !known.contains(where: { $0.field == measure.measure }) {
                    known.append((measure.measure, reference, year))
                }
            } else if !identifiers.contains(column.last), others.count < 5 {
                others.append((DemographicMeasures.fieldName(column.column.name), reference))
            }
        }
        isCertain = !known.isEmpty
        var seen: Set<String> = ["unit_id", "year"]
        fields = (known.isEmpty ? others : known.map { ($0.field, $0.value) }).filter {
            seen.insert($0.field).inserted
        }
        year = known.compactMap(\.year).max() ?? DemographicMeasures.year(fileName)
    }

    /// The year that a name contains: four digits from 1900 to 2100 and no other beside them.
    private static func year(_ name: String) -> Int? {
        let runs = name.split { !("0"..."9").contains($0) }
        // Of `acsst5y2023s1901` the later: a number of a table may look like a year.
        return runs.compactMap { $0.count == 4 ? Int($0) : nil }.filter { (1900...2100).contains($0) }.max()
    }

    private static func fieldName(_ name: String) -> String {
        var result = ""
        for character in name.lowercased() {
            let isPlain = character.isASCII && (character.isLetter || character.isNumber)
            if isPlain {
                result.append(character)
            } else if result.last != "_", !result.isEmpty {
                result.append("_")
            }
        }
        while result.last == "_" { result.removeLast() }
        return result.isEmpty || result.first?.isNumber == true ? "value_\(result)" : result
    }
}
