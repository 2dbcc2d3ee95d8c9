/// A state or territory of the United States with the postal codes that it has.
///
/// Sources: United States Postal Service, Publication 28, appendix B (abbreviations), and Labeling List L002
/// (three-digit ZIP Code prefixes); FIPS 5-2 (numbers).
struct PostalState: Hashable, Sendable {
    /// Such as `MA`.
    let abbreviation: String
    /// Two digits, such as `25`; nil for the armed forces, which have none.
    let fips: String?
    let name: String
    /// First three digits of its postal codes.
    let prefixes: [ClosedRange<Int>]

    /// The state of a postal abbreviation, an English name or a FIPS number, in any case.
    static func named(_ text: String) -> PostalState? {
        let key = text.utf8.count == 1 ? "0" + text : text.uppercased()
        return byKey[key]
    }

    /// The state with a FIPS number of two digits.
    static func withFIPS(_ digits: Substring) -> PostalState? {
        digits.utf8.count == 2 ? byKey[String(digits)] : nil
    }

    private static let byKey: [String: PostalState] = {
        var states: [String: PostalState] = [:]
        for line in table.split(separator: "\n") {
            let cells = line.split(separator: "|").map { $0.filter { $0 != "_" } }
            guard cells.count == 4 else { continue }
            let prefixes = cells[3].split(separator: " ").compactMap { range -> ClosedRange<Int>? in
                let ends = range.split(separator: "-").compactMap { Int($0) }
                guard let low = ends.first, let high = ends.last, low <= high else { return nil }
                return low...high
            }
            let state = PostalState(
                abbreviation: cells[0], fips: cells[1].isEmpty ? nil : cells[1], name: cells[2],
                prefixes: prefixes)
            states[state.abbreviation] = state
            states[state.name.uppercased()] = state
            if let fips = state.fips { states[fips] = state }
        }
        return states
    }()

    /// Abbreviation, FIPS number (`_` = none), name, prefixes.
    private static let table = """
        AL|01|Alabama|350-352 354-369
        AK|02|Alaska|995-999
        AZ|04|Arizona|850-853 855-857 859-860 863-865
        AR|05|Arkansas|716-729
        CA|06|California|900-908 910-928 930-961
        CO|08|Colorado|800-816
        CT|09|Connecticut|060-069
        DE|10|Delaware|197-199
        DC|11|District of Columbia|200 202-205 569
        FL|12|Florida|320-339 341-342 344 346-347 349
        GA|13|Georgia|300-319 398-399
        HI|15|Hawaii|967-968
        ID|16|Idaho|832-838
        IL|17|Illinois|600-620 622-629
        IN|18|Indiana|460-479
        IA|19|Iowa|500-516 520-528
        KS|20|Kansas|660-662 664-679
        KY|21|Kentucky|400-427
        LA|22|Louisiana|700-701 703-708 710-714
        ME|23|Maine|039-049
        MD|24|Maryland|206-212 214-219
        MA|25|Massachusetts|010-027 055
        MI|26|Michigan|480-499
        MN|27|Minnesota|550-551 553-567
        MS|28|Mississippi|386-397
        MO|29|Missouri|630-631 633-641 644-658
        MT|30|Montana|590-599
        NE|31|Nebraska|680-681 683-693
        NV|32|Nevada|889-891 893-895 897-898
        NH|33|New Hampshire|030-038
        NJ|34|New Jersey|070-089
        NM|35|New Mexico|870-871 873-875 877-884
        NY|36|New York|005 063 100-149
        NC|37|North Carolina|270-289
        ND|38|North Dakota|580-588
        OH|39|Ohio|430-459
        OK|40|Oklahoma|730-731 734-741 743-749
        OR|41|Oregon|970-979
        PA|42|Pennsylvania|150-196
        RI|44|Rhode Island|028-029
        SC|45|South Carolina|290-299
        SD|46|South Dakota|570-577
        TN|47|Tennessee|370-385
        TX|48|Texas|733 750-770 772-799 885
        UT|49|Utah|840-847
        VT|50|Vermont|050-054 056-059
        VA|51|Virginia|201 220-246
        WA|53|Washington|980-986 988-994
        WV|54|West Virginia|247-268
        WI|55|Wisconsin|530-532 534-535 537-549
        WY|56|Wyoming|820-831
        AS|60|American Samoa|967
        GU|66|Guam|969
        MP|69|Northern Mariana Islands|969
        PR|72|Puerto Rico|006-007 009
        VI|78|Virgin Islands|008
        AA|_|Armed Forces Americas|340
        AE|_|Armed Forces Europe|090-098
        AP|_|Armed Forces Pacific|962-966
        """
}
