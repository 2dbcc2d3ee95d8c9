/// Digits in groups of three, such as `1,234`.
public func grouped(_ number: UInt64) -> String {
    let digits = Array(String(number))
    var text = ""
    for (place, digit) in digits.enumerated() {
        if place > 0, (digits.count - place) % 3 == 0 { text.append(",") }
        text.append(digit)
    }
    return text
}

/// A number of things, such as `1 row` and `1,200 rows`.
public func counted(_ count: some BinaryInteger, _ noun: String) -> String {
    "\(grouped(UInt64(count.magnitude))) \(count == 1 ? noun : plural(noun))"
}

/// The English plural of a regular noun.
public func plural(_ noun: String) -> String {
    let beforeLast = noun.dropLast().last.map { "aeiou".contains($0) } ?? true
    if noun.hasSuffix("y"), !beforeLast { return noun.dropLast() + "ies" }
    let takesEs = ["s", "x", "ch", "sh"].contains { noun.hasSuffix($0) }
    return noun + (takesEs ? "es" : "s")
}
