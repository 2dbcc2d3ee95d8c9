/// How many dirty rows of each kind lie in which file.
struct DirtyRows {
    private let sales: [SalesLine]
    private let calls: [CallRow]

    init(_ values: SampleWorkspaceValues) {
        sales = values.sales
        calls = values.calls
    }

    var count: Int {
        sales.count { $0.defect != nil } + calls.count { $0.defect != nil }
    }

    func count(_ defect: Defect) -> (sales: Int, calls: Int) {
        (sales.count { $0.defect == defect }, calls.count { $0.defect == defect })
    }

    func json() -> PlainJSON {
        .object([
            ("sales", kinds { count($0).sales }),
            ("calls", kinds { count($0).calls }),
            (
                "refused_by_file",
                .list(
                    files().map { file in
                        .object([
                            ("file", .text(file.path)), ("rows", .number(file.rows)),
                            ("refused", .number(file.refused)),
                        ])
                    })
            ),
        ])
    }

    private func kinds(_ count: (Defect) -> Int) -> PlainJSON {
        .object(
            Defect.allCases.filter { count($0) > 0 }.map { ($0.rawValue, .number(count($0))) })
    }

    private func files() -> [(path: String, rows: Int, refused: Int)] {
        var files = SalesFiles.halves.enumerated().map { place, half in
            let rows = sales.filter { SalesFiles.half(of: $0.day) == place }
            return (SalesFiles.path(half), rows.count, rows.count { $0.defect?.isRefused == true })
        }
        files.append(("data/crm/calls.csv", calls.count, calls.count { $0.defect?.isRefused == true }))
        return files
    }
}
