/// CSV for files that other stages write row by row.
public enum CSVText {
    /// One record (RFC 4180) with its line end, every cell safe for spreadsheets.
    public static func record(_ cells: [String]) -> String {
        cells.map(Escaping.csv).joined(separator: ",") + "\r\n"
    }
}
