import Foundation
import TerritoryModel
import Testing

@testable import Rendering

@Suite("Messages")
struct MailTests {
    @Test(
        "An address is read with and without a name",
        arguments: [
            ("reports@example.com", "", "reports@example.com"), ("root@localhost", "", "root@localhost"),
            ("Jane Doe <jane.doe+x@mail.example.com>", "Jane Doe", "jane.doe+x@mail.example.com"),
            ("  Ann   Ames<a@b.c>", "Ann Ames", "a@b.c"),
            ("Doe, J. (Sales) <j@b.c>", "Doe, J. (Sales)", "j@b.c"),
            ("Jörg <j@b.c>", "Jörg", "j@b.c"), ("<j@b.c>", "", "j@b.c"), ("a@b@c <j@b.c>", "a@b@c", "j@b.c"),
        ])
    func addresses(text: String, name: String, mailbox: String) throws {
        let address = try MailAddress(text)
        #expect(address.name == name && address.mailbox == mailbox)
        #expect(try text.wholeMatch(of: Regex(MailAddress.pattern)) != nil)
    }

    @Test(
        "What is no address is refused, with the fault",
        arguments: [
            ("jane.example.com", MailAddressFault.noAt, "it has no @"), ("", .noAt, "it has no @"),
            ("@example.com", .localPart(""), "'' cannot stand before the @"),
            ("jane..doe@example.com", .localPart("jane..doe"), "'jane..doe' cannot stand before the @"),
            ("a@b.c, d@e.f", .localPart("a@b.c, d"), "'a@b.c, d' cannot stand before the @"),
            ("jane@exämple.com", .domain("exämple.com"), "'exämple.com' is not the name of a domain"),
            ("jane@-x.com", .domain("-x.com"), "'-x.com' is not the name of a domain"),
            ("jane@x..com", .domain("x..com"), "'x..com' is not the name of a domain"),
            ("Jane <jane@example.com", .localPart("Jane <jane"), "'Jane <jane' cannot stand before the @"),
            ("A <a@b.c> B <d@e.f>", .notOneAddress, "it holds more than one"),
            (
                "Jane\r\nBcc: all@example.com <jane@example.com>", .controlCharacter,
                "it has a line break or another control character"
            ),
            (
                String(repeating: "a", count: 251) + "@b.c", .tooLong, "it is longer than 254 characters"
            ),
        ])
    func faults(text: String, fault: MailAddressFault, words: String) throws {
        #expect(throws: fault) { try MailAddress(text) }
        #expect(fault.text == words)
        // The expression cannot count.
        if fault != .tooLong { #expect(try text.wholeMatch(of: Regex(MailAddress.pattern)) == nil) }
    }

    @Test(
        "A header has plain words where it can, and encoded words where it must",
        arguments: [
            ("Sales of $12M", "Subject: Sales of $12M\r\n"),
            ("Köln", "Subject: =?utf-8?B?S8O2bG4=?=\r\n"),
            ("=?utf-8?Q?x?=", "Subject: =?utf-8?B?PT91dGYtOD9RP3g/PQ==?=\r\n"),
            ("a\r\nBcc: x@example.com", "Subject: a Bcc: x@example.com\r\n"),
            ("a\u{0}b\u{202E}c", "Subject: =?utf-8?B?Ye+/vWLvv71j?=\r\n"),
            ("\u{2028}a\u{85}\t b  ", "Subject: a b\r\n"), ("", "Subject:\r\n"),
            (
                "A subject of many words that is longer than a line may be, and goes on in the next",
                "Subject: A subject of many words that is longer than a line may be, and goes\r\n on in the next\r\n"
            ),
            (
                String(repeating: "x", count: 61),
                "Subject: =?utf-8?B?eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4?=\r\n"
                    + " =?utf-8?B?eHh4eHh4eHh4eHh4eHh4eHh4eHh4eA==?=\r\n"
            ),
        ])
    func words(text: String, header: String) {
        #expect(MailHeader("Subject", words: text).text == header)
    }

    @Test("An encoded word never cuts a character in two, and no line is too long")
    func folding() throws {
        let text = String(repeating: "日本語のとても長い件名 ", count: 30)
        let header = MailHeader("Subject", words: text).text
        var decoded = Data()
        for line in header.components(separatedBy: "\r\n").dropLast() {
            #expect(line.utf8.count <= 76)
            for word in line.split(separator: " ") where word.hasPrefix("=?utf-8?B?") {
                let bytes = try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2))))
                #expect(String(data: bytes, encoding: .utf8) != nil)
                decoded += bytes
            }
        }
        #expect(String(decoding: decoded, as: UTF8.self) == Escaping.line(text))
    }

    @Test("Names are quoted where they have signs with a meaning, and encoded where they are not ASCII")
    func names() throws {
        let header = MailHeader(
            "To",
            addresses: try [
                "a@b.c", "Ann Ames <a@b.c>", "Doe, \"J\" \\ <j@b.c>", "Jörg <j@b.c>",
                "\(String(repeating: "long ", count: 20))<l@b.c>",
            ].map { text throws in try MailAddress(text) })
        #expect(
            header.text
                == "To: a@b.c, Ann Ames <a@b.c>, \"Doe, \\\"J\\\" \\\\\" <j@b.c>, =?utf-8?B?SsO2cmc=?=\r\n"
                + " <j@b.c>,"
                + "\r\n =?utf-8?B?bG9uZyBsb25nIGxvbmcgbG9uZyBsb25nIGxvbmcgbG9uZyBsb25n?=\r\n"
                + " =?utf-8?B?IGxvbmcgbG9uZyBsb25nIGxvbmcgbG9uZyBsb25nIGxvbmcgbG9u?=\r\n"
                + " =?utf-8?B?ZyBsb25nIGxvbmcgbG9uZyBsb25n?= <l@b.c>\r\n")
    }

    @Test(
        "Quoted-printable keeps lines short and their ends as they are",
        arguments: [
            ("a=b\n", "a=3Db\r\n"), ("ends in a space \nor a tab\t", "ends in a space=20\r\nor a tab=09\r\n"),
            ("é", "=C3=A9\r\n"), ("a\r\nb\rc", "a\r\nb\r\nc\r\n"), ("\n\nx", "\r\n\r\nx\r\n"), ("", ""),
            (".\n..x", "=2E\r\n=2E.x\r\n"), ("From x\nFrom", "=46rom x\r\nFrom\r\n"),
            ("\u{0}", "=00\r\n"),
            (String(repeating: "x", count: 76), String(repeating: "x", count: 76) + "\r\n"),
            (
                String(repeating: "x", count: 75) + "..",
                String(repeating: "x", count: 75) + "=\r\n=2E.\r\n"
            ),
            (
                String(repeating: "=", count: 26),
                String(repeating: "=3D", count: 25) + "=\r\n=3D\r\n"
            ),
        ])
    func quotedPrintable(text: String, encoded: String) {
        #expect(QuotedPrintable.encode(text) == encoded)
    }

    private func message(_ subject: String, text: String = "Text.\n") throws -> MailMessage {
        let mail = DigestMail(
            from: try MailAddress("Reports <r@example.com>"), to: [try MailAddress("jane@example.com")],
            subject: try DigestSubject("{title}"), url: nil, fingerprint: { "\($0.utf8.count)" })
        return MailMessage(
            mail: mail, day: ReportFixture.asOf, subject: subject, text: text, html: "<p>Text.</p>\n")
    }

    @Test("A message is what RFC 5322 and RFC 2046 want, byte by byte")
    func message() throws {
        let lines = [
            "From: Reports <r@example.com>", "To: jane@example.com", "Subject: Sales",
            "Date: Sun, 28 Jun 2026 12:00:00 +0000", "Message-ID: <2026-06-28.84@example.com>",
            "MIME-Version: 1.0", "Auto-Submitted: auto-generated",
            "Content-Type: multipart/alternative; boundary=\"=_bailiwick_digest\"", "",
            "--=_bailiwick_digest", "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable", "", "Text.", "",
            "--=_bailiwick_digest", "Content-Type: text/html; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable", "", "<p>Text.</p>", "",
            "--=_bailiwick_digest--", "",
        ]
        #expect(
            String(decoding: try message("Sales").bytes, as: UTF8.self) == lines.joined(separator: "\r\n"))
    }

    @Test(
        "No subject and no text makes a header or a part of its own",
        arguments: [
            "x\r\nBcc: all@example.com", "x\n\nbody", "x\r\n\r\n--=_bailiwick_digest--\r\n",
            "x\u{2028}Bcc: y",
        ])
    func injection(text: String) throws {
        let bytes = String(decoding: try message(text, text: text).bytes, as: UTF8.self)
        let lines = bytes.components(separatedBy: "\r\n")
        let names = lines.prefix { !$0.isEmpty }.filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
        #expect(
            names == [
                "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Auto-Submitted",
                "Content-Type",
            ])
        #expect(lines.count { $0.hasPrefix("--=_bailiwick_digest") } == 3)
        #expect(
            bytes.utf8.allSatisfy { $0 < 0x7F } && lines.allSatisfy { !$0.contains { "\r\n".contains($0) } })
    }

    @Test("The message id changes with the content and with nothing else")
    func identity() throws {
        func id(_ message: MailMessage) -> String? {
            String(decoding: message.bytes, as: UTF8.self).components(separatedBy: "\r\n").first {
                $0.hasPrefix("Message-ID")
            }
        }
        #expect(try id(message("a")) == id(message("a")))
        #expect(try id(message("a")) != id(message("ab")))
    }

    @Test("A subject names what the report says, and refuses what it does not know")
    func subject() throws {
        let subject = try DigestSubject("{title} {as_of} {grade}: {headline} {")
        #expect(subject.text { "<\($0.rawValue)>" } == "<title> <as_of> <grade>: <headline> {")
        #expect(throws: DigestSubject.UnknownWord(name: "titel")) { try DigestSubject("{titel}") }
        #expect(try DigestSubject("{title}").text { _ in String(repeating: "é", count: 300) }.count == 200)
    }
}
