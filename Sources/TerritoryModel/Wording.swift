/// Digits in groups of three, such as `1,234`.
public func grouped(_ number: UInt64) -> String {
    let (rest, last) = number.quotientAndRemainder(dividingBy: 1_000)
    guard rest > 0 else { return String(last) }
    return grouped(rest) + (last < 10 ? ",00" : last < 100 ? ",0" : ",") + String(last)
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
