/// What is written of a report, and in whose numbers.
public struct Edition: Sendable {
    public var formats: Set<OutputFormat>
    public var locale: ReportLocale

    public init(formats: Set<OutputFormat>, locale: ReportLocale = .standard) {
        self.formats = formats
        self.locale = locale
    }
}
