extension PresetFixture {
    static let all = salesforce + salesforceTerritories + otherCRM + census + statistics

    private static let salesforce = [
        PresetFixture(
            preset: "salesforce-account", entity: "accounts",
            sources: [
                "accounts": "{file: salesforce-account/Account.csv, preset: salesforce-account}"
            ],
            rows: [3, 1, 0],
            values: [
                "0015f00000AbCd1AAF | Alpha Clinic | 31513 | Hospital | –",
                "0015f00000QwErtAAF | Gamma Clinic | – | – | –",
                "0015f00000abCd1AAE | Beta \"B\" Clinic | 31642-0001 | Physician practice | 0015f00000AbCd1AAF",
            ]),
        PresetFixture(
            preset: "salesforce-opportunity", entity: "sales",
            sources: [
                "sales": "{file: salesforce-opportunity/Opportunity.csv, preset: salesforce-opportunity}"
            ],
            rows: [2, 3, 0],
            values: ["Alpha Clinic | Ann Ames | 1250.5000", "Beta Clinic | Bob Birk | 300.0000"]),
        PresetFixture(
            preset: "salesforce-task", entity: "activities",
            sources: ["activities": "{file: salesforce-task/Task.csv, preset: salesforce-task}"],
            rows: [2, 1, 1],
            values: ["Alpha Clinic | Ann Ames | 1 | 0", "Gamma Clinic | Bob Birk | 1 | 0"]),
        PresetFixture(
            preset: "salesforce-event", entity: "activities",
            sources: ["activities": "{file: salesforce-event/Event.csv, preset: salesforce-event}"],
            rows: [1, 2, 0],
            values: ["Alpha Clinic | Ann Ames | 1 | 45"]),
        PresetFixture(
            preset: "salesforce-user", entity: "reps",
            sources: ["reps": "{file: salesforce-user/User.csv, preset: salesforce-user}"],
            rows: [2, 1, 0],
            values: ["0055f000001ReP1AAK | Ann Ames", "0055f000001ReP2AAK | Bob Birk"]),
        PresetFixture(
            preset: "salesforce-report", entity: "sales",
            sources: [
                "reps": "{file: base/reps_by_name.csv, fields: {rep_id: name, name: name}}",
                "sales": """
                {file: "salesforce-report/report*.csv", preset: salesforce-report, fields: {date: Close Date, \
                account_id: Account ID, rep_id: Opportunity Owner, amount: Amount}}
                """,
            ],
            rows: [3, 0, 0], notices: ["footers"],
            values: [
                "Alpha Clinic | Ann Ames | 1250.5000", "Gamma Clinic | Bob Birk | 300.0000",
                "Beta Clinic | Bob Birk | 40.0000",
            ]),
    ]

    private static let salesforceTerritories = [
        PresetFixture(
            preset: "salesforce-territory2", entity: "territories",
            sources: [
                "territories": "{file: salesforce-territory2/Territory2.csv, preset: salesforce-territory2}"
            ],
            rows: [3, 0, 0],
            values: [
                "0MI5f000000TgV0GAK | South | – | group",
                "0MI5f000000TgV1GAK | South Georgia | 0MI5f000000TgV0GAK | exclusive",
                "0MI5f000000TgV2GAK | Alabama | 0MI5f000000TgV0GAK | exclusive",
            ]),
        PresetFixture(
            preset: "salesforce-user-territory2", entity: "rep_assignments",
            sources: [
                "rep_assignments": """
                {file: salesforce-user-territory2/UserTerritory2Association.csv, preset: salesforce-user-territory2}
                """
            ],
            rows: [3, 1, 0],
            values: [
                "0055f000001ReP1AAK | 0MI5f000000TgV1GAK | owner",
                "0055f000001ReP2AAK | 0MI5f000000TgV2GAK | owner",
                "0055f000001ReP2AAK | 0MI5f000000TgV1GAK | other(\"Sales Engineer\")",
            ]),
        PresetFixture(
            preset: "salesforce-object-territory2", entity: "account_assignments",
            sources: [
                "account_assignments": """
                {file: salesforce-object-territory2/ObjectTerritory2Association.csv, \
                preset: salesforce-object-territory2}
                """
            ],
            rows: [2, 1, 0],
            values: [
                "0015f00000AbCd1AAF | 0MI5f000000TgV1GAK", "0015f00000abCd1AAE | 0MI5f000000TgV2GAK",
            ]),
        PresetFixture(
            preset: "salesforce-territory2-metadata", entity: "territories",
            sources: [
                "territories": """
                {file: "salesforce-territory2-metadata/territories/*", preset: salesforce-territory2-metadata}
                """,
                "account_assignments": """
                {file: salesforce-territory2-metadata/account_assignments.csv, fields: {account_id: account, \
                territory_id: territory}}
                """,
            ],
            rows: [3, 0, 0],
            values: [
                "Alabama | Alabama | South | exclusive", "South | South | – | group",
                "South_Georgia | South Georgia & Coast | South | exclusive",
            ]),
    ]

    private static let otherCRM: [PresetFixture] =
        [
            PresetFixture(
                preset: "hubspot-companies", entity: "accounts",
                sources: [
                    "accounts": #"{file: "hubspot-companies/*.csv", preset: hubspot-companies}"#,
                    "account_assignments": nil, "unit_assignments": emptyAssignments,
                ],
                rows: [2, 0, 0],
                values: [
                    "9000000001 | Alpha Clinic | 31513 | Hospital & Health Care | –",
                    "9000000002 | Beta, Clinic | 36067 | – | –",
                ]),
            PresetFixture(
                preset: "hubspot-deals", entity: "sales",
                sources: [
                    "accounts": #"{file: "hubspot-companies/*.csv", preset: hubspot-companies}"#,
                    "account_assignments": nil, "unit_assignments": emptyAssignments,
                    "reps": "{file: base/reps_by_name.csv, fields: {rep_id: name, name: name}}",
                    "sales": #"{file: "hubspot-deals/*.csv", preset: hubspot-deals}"#,
                ],
                rows: [3, 1, 0],
                values: [
                    "Alpha Clinic | Ann Ames | 1250.5000", "Beta, Clinic | Bob Birk | 300.0000",
                    "unknown | Bob Birk | 10.0000",
                ]),
        ]
        + ["csv", "xml"].flatMap { form in
            [
                PresetFixture(
                    preset: "dynamics-account", entity: "accounts", variant: form,
                    sources: [
                        "accounts":
                            "{file: dynamics-account/Active Accounts.\(form), preset: dynamics-account}",
                        "account_assignments": nil, "unit_assignments": emptyAssignments,
                    ],
                    rows: [2, 0, 0],
                    values: [
                        "Alpha Clinic | Alpha Clinic | 31513 | Healthcare | –",
                        "Beta Clinic | Beta Clinic | 36067 | – | Alpha Clinic",
                    ]),
                PresetFixture(
                    preset: "dynamics-opportunity", entity: "sales", variant: form,
                    sources: [
                        "accounts": "{file: dynamics-account/Active Accounts.csv, preset: dynamics-account}",
                        "account_assignments": nil, "unit_assignments": emptyAssignments,
                        "reps": "{file: base/reps_by_name.csv, fields: {rep_id: name, name: name}}",
                        "sales": """
                        {file: dynamics-opportunity/Won Opportunities.\(form), preset: dynamics-opportunity}
                        """,
                    ],
                    rows: [2, 1, 0],
                    values: ["Alpha Clinic | Ann Ames | 1250.5000", "Beta Clinic | Bob Birk | 300.0000"]),
            ]
        }

    /// Says how accounts find their territory where no account is assigned to one.
    private static let emptyAssignments =
        "{file: base/unit_assignments.csv, fields: {unit_id: unit, territory_id: territory}}"

    private static let census = [
        PresetFixture(
            preset: "census-county-estimates", entity: "demographics", variant: "all years",
            sources: [
                "demographics": "{file: census-county-estimates/*.csv, preset: census-county-estimates}"
            ],
            rows: [3, 1, 0], notices: ["encoding"],
            values: [("01001", 54000), ("13001", 18000), ("35013", 209_000)].flatMap { unit, first in
                (0..<10).map { "\(unit) | population | \(2010 + $0) | \(Double(first + $0))" }
            }),
        PresetFixture(
            preset: "census-acs", entity: "demographics",
            sources: [
                "demographics": """
                {file: "census-acs/*-Data.csv", preset: census-acs, year: 2023, \
                fields: {households: S1901_C01_001E, median_income: S1901_C01_012E}}
                """
            ],
            rows: [4, 0, 0], notices: ["second_header", "bounded_values"],
            values: [
                "01001 | households | 2023 | 22300.0", "13001 | households | 2023 | 6800.0",
                "13003 | households | 2023 | 2900.0", "13001 | median_income | 2023 | 44000.0",
                "13003 | median_income | 2023 | 250000.0", "35013 | median_income | 2023 | 52000.0",
            ]),
        PresetFixture(
            preset: "zip-county-crosswalk", entity: "crosswalk", variant: "weighed by business addresses",
            sources: ["crosswalk": "{file: zip-county-crosswalk/*.csv, preset: zip-county-crosswalk}"],
            rows: [3, 0, 0],
            values: [
                "Alpha Clinic | 31513 | 13003", "Gamma Clinic | 99999 | –",
                "Beta Clinic | 36003-1234 | 01001",
            ]),
        PresetFixture(
            preset: "zip-county-crosswalk", entity: "crosswalk", variant: "weighed by all addresses",
            sources: [
                "crosswalk": """
                {file: zip-county-crosswalk/*.csv, preset: zip-county-crosswalk, fields: {weight: TOT_RATIO}}
                """
            ],
            rows: [3, 0, 0],
            values: [
                "Alpha Clinic | 31513 | 13001", "Gamma Clinic | 99999 | –",
                "Beta Clinic | 36003-1234 | 01001",
            ]),
        gazetteer(2024), gazetteer(2025),
    ]

    private static func gazetteer(_ year: Int) -> PresetFixture {
        PresetFixture(
            preset: "census-gazetteer", entity: "units", variant: "\(year)",
            sources: [
                "units":
                    "{file: census-gazetteer/\(year)_Gaz_counties_national.txt, preset: census-gazetteer}"
            ],
            rows: [2, 0, 0], notices: ["delimiter"],
            values: ["01001 | Autauga County | AL | 1539.6342", "13001 | Appling County | GA | 1313.0"])
    }

    private static let statistics = [
        countries("worldbank-xml", file: "SP.POP.TOTL.xml", value: "wb:value"),
        countries("sdmx-ml", file: "generic.xml", value: "OBS_VALUE"),
        countries("sdmx-ml", file: "structure-specific.xml", value: "OBS_VALUE"),
        countries("sdmx-csv", file: "demo_pjan_linear.csv", value: "OBS_VALUE"),
        countries(
            "sdmx-csv", file: "semicolon.csv", value: "OBS_VALUE", notices: ["delimiter"],
            values: [3.15, 3.05, 7.35]),
    ]

    private static func countries(
        _ preset: String, file: String, value: String, notices: [String] = [],
        values: [Double] = [82_000_000, 83_000_000, 68_000_000]
    ) -> PresetFixture {
        PresetFixture(
            preset: preset, entity: "demographics", variant: file,
            sources: [
                "units": "{file: base/countries.csv, fields: {unit_id: id, name: name}}",
                "demographics": """
                {file: \(preset)/\(file), preset: \(preset), fields: {population: "\(value)"}}
                """,
            ],
            rows: [4, 0, 0], notices: notices,
            values: zip(
                ["DEU | population | 2022", "DEU | population | 2023", "FRA | population | 2023"], values
            )
            .map { "\($0) | \($1)" })
    }
}
