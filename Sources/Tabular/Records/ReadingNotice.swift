/// Something that a reader found out or left out and that the report must tell; no row was refused for it.
public struct ReadingNotice: Hashable, Sendable {
    /// Stable keys; they appear in `report.json`.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The encoding was not configured and is not UTF-8.
        case encoding
        /// The delimiter was not configured and is not the comma.
        case delimiter
        /// Lines before the header were passed over.
        case linesBeforeHeader = "lines_before_header"
        /// Rows directly behind the header were passed over, as configured.
        case secondHeader = "second_header"
        /// Blank rows were passed over.
        case blankRows = "blank_rows"
        /// Totals and footers were passed over, as configured.
        case footers
        /// Quotes inside unquoted fields were read as they stand.
        case literalQuotes = "literal_quotes"
        /// Of several worksheets, none was configured.
        case worksheet
        /// Columns that only groups of an SDMX message have, which are not joined to its observations.
        case groupAttributes = "group_attributes"
        /// What the sender of an SDMX message says at its end.
        case senderMessage = "sender_message"
    }

    public let kind: Kind
    /// Number of rows or lines concerned; nil where the whole file is.
    public let count: Int64?
    /// What was found and why, in words, such as `read as windows-1252: byte 512 is not UTF-8`.
    public let text: String

    public init(kind: Kind, count: Int64? = nil, text: String) {
        self.kind = kind
        self.count = count
        self.text = text
    }
}
