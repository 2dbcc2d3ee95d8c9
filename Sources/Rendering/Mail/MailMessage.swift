import TerritoryModel

/// A message with a text and an HTML part of the same content (RFC 5322, RFC 2046 section 5.1.4).
struct MailMessage {
    let mail: DigestMail
    let day: Day
    let subject: String
    let text: String
    let html: String

    /// Stands in no part: in quoted-printable a sign of equality is followed by digits or the end of a line.
    private static let boundary = "=_bailiwick_digest"

    /// The whole message, its lines with CRLF at their ends.
    var bytes: [UInt8] {
        let headers = [
            MailHeader("From", addresses: [mail.from]), MailHeader("To", addresses: mail.to),
            MailHeader("Subject", words: subject), MailHeader("Date", pieces: [MailMessage.date(day)]),
            MailHeader("Message-ID", pieces: [identity]), MailHeader("MIME-Version", pieces: ["1.0"]),
            // Lets nobody who is on holiday answer it (RFC 3834).
            MailHeader("Auto-Submitted", pieces: ["auto-generated"]),
            MailHeader(
                "Content-Type", pieces: ["multipart/alternative;", "boundary=\"\(MailMessage.boundary)\""]),
        ]
        let message =
            headers.map(\.text).joined() + "\r\n" + part("text/plain", text) + part("text/html", html)
            + "--\(MailMessage.boundary)--\r\n"
        return Array(message.utf8)
    }

    private func part(_ type: String, _ content: String) -> String {
        "--\(MailMessage.boundary)\r\n"
            + MailHeader("Content-Type", pieces: ["\(type);", "charset=utf-8"]).text
            + MailHeader("Content-Transfer-Encoding", pieces: ["quoted-printable"]).text
            // The last line break before a boundary is the boundary's.
            + "\r\n" + QuotedPrintable.encode(content) + "\r\n"
    }

    /// The same for the same content, sender and recipients, and for nothing else.
    private var identity: String {
        let content = [mail.from.mailbox] + mail.to.map(\.mailbox) + ["\(day)", subject, text, html]
        // Lengths keep two contents apart whose texts are the same one behind the other.
        let digest = mail.fingerprint(content.map { "\($0.utf8.count) \($0)" }.joined(separator: "\n"))
        return "<\(day).\(digest.prefix(32))@\(mail.from.domain)>"
    }

    /// Noon of the day in UTC, which is the same day almost everywhere, such as `Sun, 28 Jun 2026 12:00:00 +0000`.
    private static func date(_ day: Day) -> String {
        let (year, month, number) = day.parts
        let digits = String(year)
        let padded = String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        return "\(weekdays[day.weekday - 1]), \(number) \(months[month - 1]) \(padded) 12:00:00 +0000"
    }

    // A message has English names whatever its language is (RFC 5322, section 3.3).
    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
