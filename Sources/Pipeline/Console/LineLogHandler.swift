import Foundation
import Logging

/// Writes each log record as one line of text or JSON.
struct LineLogHandler: LogHandler {
    let format: LogFormat
    let now: @Sendable () -> Double
    let write: @Sendable (String) -> Void
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info

    init(
        format: LogFormat, now: @escaping @Sendable () -> Double, write: @escaping @Sendable (String) -> Void
    ) {
        self.format = format
        self.now = now
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let time = MomentText.precise(now())
        let fields = (event.metadata ?? [:]).sorted { $0.key < $1.key }
        switch format {
        case .text:
            let level = event.level > .info ? ["\(event.level.rawValue):"] : []
            let words = [time] + level + ["\(event.message)"] + fields.map { "\($0.key)=\($0.value)" }
            write(words.joined(separator: " ") + "\n")
        case .json:
            var object: [String: LoggedValue] = [
                "event": .text("\(event.message)"), "level": .text(event.level.rawValue), "time": .text(time),
            ]
            for (key, value) in fields { object[key] = LoggedValue(value) }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            // Texts and finite numbers always encode.
            let line = (try? encoder.encode(object)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
            write(line + "\n")
        }
    }
}

/// A value of a log record in JSON, in which numbers stay numbers.
private enum LoggedValue: Encodable {
    case text(String)
    case whole(Int64)
    case seconds(Double)

    init(_ value: Logger.Metadata.Value) {
        switch value {
        case .stringConvertible(let number as Int64): self = .whole(number)
        case .stringConvertible(let time as Seconds): self = .seconds((time.value * 1000).rounded() / 1000)
        default: self = .text("\(value)")
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .whole(let number): try container.encode(number)
        case .seconds(let seconds): try container.encode(seconds)
        }
    }
}
