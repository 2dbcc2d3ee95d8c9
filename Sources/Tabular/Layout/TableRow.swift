/// A row of a table as it was read, before its layout says what it is.
struct TableRow {
    /// What is wrong with a row that cannot be read.
    struct Fault {
        let kind: RecordFault.Kind
        /// Index of the column to blame where one is.
        let column: Int?
        let excerpt: String
    }

    /// Place of its fields in the batch; blank fields behind the last one with text may be missing.
    let position: RecordPosition
    /// Number of the row, blank ones counted; 1 = first.
    let number: Int
    let fault: Fault?
}
