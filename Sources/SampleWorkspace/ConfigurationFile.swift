/// Writes `bailiwick.yaml`.
enum ConfigurationFile {
    /// The configuration of the sample.
    static let sample = text(
        comment:
            "Field sales of a supplier of medical goods in four states. README.md says what is in the data.",
        title: "Southeast field sales",
        sources: [
            places, territories, unitAssignments, accountAssignments, people,
            accounts + "      parent_id: parent_account_id\n", facts, notes,
        ])

    /// The configuration of a benchmark; above 400 territories the accounts name theirs.
    static func benchmark(hasUnits: Bool) -> String {
        text(
            comment: "Generated for measuring.", title: "Benchmark",
            sources: hasUnits
                ? [places, territories, unitAssignments, people, accounts, facts]
                : [places, territories, people, accounts + "      territory_id: territory_id\n", facts])
    }

    private static func text(comment: String, title: String, sources: [String]) -> String {
        """
        # \(comment)
        title: \(title)
        as_of: 2026-06-28
        currency: USD
        period: {trailing_weeks: 13}
        fiscal_year_starts: 1
        geography: {unit: us-county, name: county}
        sources:
        \(sources.joined())\(settings)
        """
    }

    private static let places = """
          units:
            file: data/counties.csv
            fields: {unit_id: fips, name: name, region: state, land_area_km2: land_area_km2}
          crosswalk:
            file: data/zip_county.csv
            fields: {postal_code: zip, unit_id: county_fips, weight: bus_ratio, fallback_weight: tot_ratio}
          demographics:
            - file: data/co-est2019-southeast.csv
              encoding: latin-1
              where: {SUMLEV: "50"}
              year: 2010
              fields: {unit_id: "{STATE:2}{COUNTY:3}", population: POPESTIMATE2010}
            - file: data/co-est2019-southeast.csv
              encoding: latin-1
              where: {SUMLEV: "50"}
              year: 2019
              fields: {unit_id: "{STATE:2}{COUNTY:3}", population: POPESTIMATE2019}
            - file: data/unemployment_2009.xml
              records: /laus/county
              year: 2009
              fields: {unit_id: "@fips", labor_force: labor_force, unemployment_rate: unemployment_rate}
          boundaries: {file: data/county_boundaries.geojson, id: GEOID}

        """

    private static let territories = """
          territories:
            file: data/territories.csv
            fields: {territory_id: territory_id, name: name, parent_id: parent_id, kind: kind}

        """

    private static let unitAssignments = """
          unit_assignments:
            file: data/unit_assignments.csv
            fields: {unit_id: county_fips, territory_id: territory_id, from: valid_from, to: valid_to}

        """

    private static let accountAssignments = """
          account_assignments:
            file: data/account_assignments.csv
            fields: {account_id: account_id, territory_id: territory_id, from: valid_from, to: valid_to}

        """

    private static let people = """
          reps:
            file: data/reps.csv
            fields: {rep_id: rep_id, name: name, hired: hired, weekly_capacity_hours: weekly_capacity_hours}
          rep_assignments:
            file: data/rep_assignments.csv
            fields: {rep_id: rep_id, territory_id: territory_id, role: role, from: valid_from, to: valid_to}

        """

    private static let accounts = """
          accounts:
            file: data/crm/accounts.csv
            fields:
              account_id: account_id
              name: name
              postal_code: postal_code
              segment: segment
              potential: annual_potential
              planned_calls_per_year: planned_calls_per_year

        """

    private static let facts = """
          sales:
            file: data/crm/sales-*.csv
            fields:
              date: invoice_date
              account_id: account_id
              amount: amount
              rep_id: rep_id
              territory_id: territory_id
              product_id: product_id
              quantity: quantity
          activities:
            file: data/crm/calls.csv
            fields: {date: call_date, account_id: account_id, rep_id: rep_id, minutes: minutes}
          quotas:
            file: data/quotas.xml
            records: /quotas/quota
            fields: {territory_id: "@territory", from: from, to: to, amount: amount}

        """

    private static let notes = """
          notes:
            file: data/notes.csv
            fields:
              date: date
              territory_id: territory_id
              rep_id: rep_id
              account_id: account_id
              tags: tags
              text: text

        """

    private static let settings = """
        workload:
          call_minutes: 45
          travel_minutes: 30
          by_segment:
            Hospital: {call_minutes: 60, travel_minutes: 30}
            Long-term care: {call_minutes: 40, travel_minutes: 30}
            Physician practice: {call_minutes: 25, travel_minutes: 25}
        ranking: {ramping_days: 180}
        quality: {max_rejected_rows: 1%, max_unmatched_sales: 5%, min_rows: {sales: 1}}
        bands: {balanced: 15%, watch: 20%}
        indicators:
          labor_force: {title: Labor force, aggregate: sum}
          unemployment_rate:
            {title: Unemployment rate, aggregate: mean, weighted_by: labor_force, unit: percent, direction: lower}
        publish: {directory: reports, keep: 53, formats: [html, markdown, csv, json, digest]}

        """
}
