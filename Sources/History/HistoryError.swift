import TerritoryModel

/// Why the history could not be read or written; facts, with the words beside.
public enum HistoryError: Error, Hashable, Sendable {
    /// Another program holds the database.
    case locked(path: String)
    /// Pages of the file, or the file itself, are not what SQLite wrote.
    case corrupt(path: String, cause: String)
    /// A newer version of the program made it.
    case newer(path: String)
    /// A database of something else.
    case foreign(path: String)
    case cannotWrite(path: String, cause: String)
    case cannotRead(path: String, cause: String)
    /// No database lies there.
    case missing(path: String)
    /// No run of such a day; the days there are, oldest first.
    case noRun(path: String, day: String, days: [Day])
    /// `run.json` or `report.json` of a published report.
    case unreadableReport(path: String, cause: String)

    /// Where and what, then the remedy, as two lines.
    public var message: String {
        switch self {
        case .locked(let path):
            "\(path): another program has locked the history\n"
                + "  close it (a tool that looks into the database, a copy, a backup), then run again"
        case .corrupt(let path, let cause):
            "\(path): the history is damaged: \(cause)\n"
                + "  the next 'bailiwick run' moves it aside and restores it"
        case .newer(let path):
            "\(path): the history was written by a newer version of bailiwick\n"
                + "  install that version again, or name another file in 'history'"
        case .foreign(let path):
            "\(path): is a database, but not a history of bailiwick\n"
                + "  name another file in 'history' of bailiwick.yaml"
        case .cannotWrite(let path, let cause):
            "\(path): the history cannot be written: \(cause)\n"
                + "  make room or allow writing there, then run again"
        case .cannotRead(let path, let cause):
            "\(path): the history cannot be read: \(cause)\n  allow reading it, then try again"
        case .missing(let path):
            "\(path): there is no history yet\n  'bailiwick run' starts it"
        case .noRun(let path, let day, let days):
            "\(path): the history has no run as of \(day)\n  " + HistoryError.remedy(days)
        case .unreadableReport(let path, let cause):
            "\(path): cannot be recorded in the history: \(cause)\n"
                + "  publish the day again with 'bailiwick run --as-of DAY'"
        }
    }

    /// The newest days; all of them would be a page.
    private static func remedy(_ days: [Day]) -> String {
        guard let newest = days.last else { return "it has no runs yet; 'bailiwick run' makes the first" }
        let shown = days.suffix(3).map(\.description).joined(separator: ", ")
        return days.count <= 3
            ? "it has \(shown)" : "'bailiwick history' lists its \(days.count) days; the newest is \(newest)"
    }
}
