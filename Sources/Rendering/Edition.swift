/// What is written of a report, and in whose numbers.
public struct Edition: Sendable {
    public var formats: Set<OutputFormat>
    public var locale: ReportLocale
    /// Who gets the digest as a message; nil where nobody does, and only its page is written.
    public var mail: DigestMail?
    /// The only page to write; nil for all files.
    public var page: PageTemplate?

    public init(
        formats: Set<OutputFormat>, locale: ReportLocale = .standard, mail: DigestMail? = nil,
        page: PageTemplate? = nil
    ) {
        self.formats = formats
        self.locale = locale
        self.mail = mail
        self.page = page
    }
}

/// A kind of page by the name of its template.
public struct PageTemplate: Hashable, Sendable {
    let page: Page

    /// nil where no page has the name.
    public init?(_ name: String) {
        guard let page = Page(rawValue: name) else { return nil }
        self.page = page
    }

    public static let digest = PageTemplate(page: .digest)

    private init(page: Page) { self.page = page }

    public var name: String { page.rawValue }
    /// All names, in the order of the documentation.
    public static var names: [String] { Page.allCases.map(\.rawValue) }
}
