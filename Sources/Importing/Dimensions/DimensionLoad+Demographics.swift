import Tabular
import TerritoryModel

extension DimensionLoad {
    /// Reads the indicators, the year of each from its column's name, the source or a field.
    mutating func demographics() throws(ImportError) {
        for mapping in catalog.mappings where mapping.source == "demographics" {
            let indicators = mapping.fields.keys.filter { $0 != "unit_id" && $0 != "year" }.sorted()
            try each(mapping, ["unit_id", "year"] + indicators, required: 1) {
                (load, rows, row) throws(ImportError) in
                guard let unit = try load.reference(rows, row, 0, in: load.unitIndex, "unit") else { return }
                guard let observations = try load.observations(rows, row, unit) else { return }
                load.result.dimensions.demographics += observations
                try rows.ledger.countLoaded()
            }
        }
        result.dimensions.demographics.sort {
            ($0.indicator, $0.unit, $0.year, $0.value) < ($1.indicator, $1.unit, $1.year, $1.value)
        }
    }

    /// The values of a row; nil where it was refused.
    private func observations(
        _ rows: SourceRows, _ row: Int, _ unit: Int
    ) throws(ImportError) -> [DemographicObservation]? {
        let indicators = rows.fields.indices.dropFirst(2)
        let rowYear = rows.mapping.year ?? year(rows, row)
        if rowYear == nil, indicators.contains(where: { rows.fields[$0].year == nil }) {
            try rows.reject(row, 1, .unreadableNumber)
            return nil
        }
        var observations: [DemographicObservation] = []
        for field in indicators where !rows.value(row, field).isEmpty {
            guard let year = rows.fields[field].year ?? rowYear else { continue }
            guard let value = try rows.indicator(row, field) else {
                try rows.reject(row, field, .unreadableNumber)
                return nil
            }
            observations.append(
                DemographicObservation(
                    unit: unit, indicator: rows.fields[field].name, year: year, value: value.doubleValue))
        }
        return observations
    }

    /// The year of `2019`, `2019-Q1` and `2019-01-01`; nil for all else.
    private func year(_ rows: SourceRows, _ row: Int) -> Int? {
        guard let text = rows.text(row, 1) else { return nil }
        let digits = text.utf8.prefix { (0x30...0x39).contains($0) }
        guard digits.count == 4, let year = Int(String(decoding: digits, as: UTF8.self)), year > 0 else {
            return nil
        }
        return year
    }
}
