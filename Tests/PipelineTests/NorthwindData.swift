import Foundation

/// Files in the shape of Northwind's: the same rows as CSV files and as one XML file.
struct NorthwindData {
    /// By name, such as `Orders.csv` and `Northwind.xml`.
    let files: [String: Data]

    /// Those of a folder, such as a copy of the public Northwind export.
    init(folder: String) throws {
        var files: [String: Data] = [:]
        for name in ["Customers.csv", "Employees.csv", "Orders.csv", "OrderDetails.csv", "Northwind.xml"] {
            files[name] = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
        }
        self.files = files
    }

    /// A few of our own, with what is hard in the real ones: blanks, quotes, accents, many decimals.
    init() {
        let tables = NorthwindData.ownTables()
        var files: [String: Data] = [:]
        for table in tables { files[table.file] = Data(table.csv.utf8) }
        let xml =
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Northwind>\n"
            + tables.map(\.xml).joined() + "</Northwind>\n"
        files["Northwind.xml"] = Data(xml.utf8)
        self.files = files
    }

    /// UnitPrice × Quantity × (1 − Discount) over all lines, worked out from the CSV file by Foundation's decimals.
    func total() throws -> Decimal {
        let text = String(decoding: files["OrderDetails.csv"] ?? Data(), as: UTF8.self)
        let lines = text.split(whereSeparator: \.isNewline)
        return try lines.dropFirst().reduce(0) { total, line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            guard fields.count == 5, let price = Decimal(string: String(fields[2])),
                let quantity = Decimal(string: String(fields[3])),
                let discount = Decimal(string: String(fields[4]))
            else { throw CocoaError(.formatting) }
            return total + price * quantity * (1 - discount)
        }
    }

    private struct Table {
        let file: String
        let element: String
        let columns: [String]
        let rows: [[String]]

        var csv: String {
            ([columns] + rows).map { row in
                row.map { value in
                    value.contains { ",\"\n".contains($0) }
                        ? "\"\(value.replacing("\"", with: "\"\""))\"" : value
                }.joined(separator: ",") + "\r\n"
            }.joined()
        }

        /// As the public file has it: a blank column has no element.
        var xml: String {
            rows.map { row in
                let cells = zip(columns, row).filter { !$1.isEmpty }.map { column, value in
                    let text = value.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
                    return "<\(column)>\(text)</\(column)>"
                }
                return "  <\(element)>\(cells.joined())</\(element)>\n"
            }.joined()
        }
    }

    private static func ownTables() -> [Table] {
        let customers = [
            ["ALFEN", "Alfén & Söhne, Maschinen", "Berlin", "Germany"],
            ["BONAP", "Bon \"app\" <sarl>", "Marseille", "France"],
            ["CACTU", "Cactus", "Buenos Aires", "Argentina"],
            ["DRACD", "Drachenblut", "Aachen", "Germany"], ["NOWHR", "Nowhere", "", ""],
            ["WHITC", "White Clover", "Seattle", "USA"],
        ]
        let employees = (1...9).map { ["\($0)", "Last\($0)", "First\($0)", "199\($0 % 5)-05-0\($0)"] }
        var orders: [[String]] = []
        var lines: [[String]] = []
        for number in 0..<60 {
            let id = "\(20_000 + number)"
            let month = ["1997-03", "1997-09", "1998-01", "1998-02", "1998-04"][number % 5]
            let day = "\(month)-\(number % 28 < 9 ? "0" : "")\(number % 28 + 1) 00:00:00.000"
            orders.append([id, customers[number % 6][0], "\(number % 9 + 1)", day])
            for line in 0...(number % 3) {
                let price = "\(number * 7 % 90 + 1).\(["5", "25", "05", "9"][(number + line) % 4])"
                let discount = ["0.0", "0.05", "0.15", "0.25"][(number * 3 + line) % 4]
                lines.append([id, "\(line * 11 + number % 5)", price, "\(number % 13 + 1)", discount])
            }
        }
        return [
            Table(
                file: "Customers.csv", element: "Customers",
                columns: ["CustomerID", "CompanyName", "City", "Country"], rows: customers),
            Table(
                file: "Employees.csv", element: "Employees",
                columns: ["EmployeeID", "LastName", "FirstName", "HireDate"], rows: employees),
            Table(
                file: "Orders.csv", element: "Orders",
                columns: ["OrderID", "CustomerID", "EmployeeID", "OrderDate"], rows: orders),
            Table(
                file: "OrderDetails.csv", element: "Order_x0020_Details",
                columns: ["OrderID", "ProductID", "UnitPrice", "Quantity", "Discount"], rows: lines),
        ]
    }
}
