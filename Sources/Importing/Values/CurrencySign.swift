/// Signs and codes of currencies in front of amounts or behind them.
enum CurrencySign {
    /// Length of the sign or code at a place; 0 where there is none.
    ///
    /// A sign is one character of Unicode's category Sc, a code one of ISO 4217 in capitals.
    static func length(_ bytes: Span<UInt8>, at place: Int, before end: Int) -> Int {
        if bytes[place] == UInt8(ascii: "$") { return 1 }
        guard bytes[place] >= 0x80 else { return isCode(bytes, at: place, before: end) ? 3 : 0 }
        guard let (scalar, length) = scalar(bytes, at: place, before: end),
            scalar.properties.generalCategory == .currencySymbol
        else { return 0 }
        return length
    }

    private static func isCode(_ bytes: Span<UInt8>, at place: Int, before end: Int) -> Bool {
        guard place + 3 <= end, (0x41...0x5A).contains(bytes[place]) else { return false }
        if place + 3 < end, (0x41...0x5A).contains(bytes[place + 3] & 0xDF) { return false }
        let code = key(bytes[place], bytes[place + 1], bytes[place + 2])
        return codes.contains(code)
    }

    /// The scalar at a place of valid UTF-8.
    private static func scalar(
        _ bytes: Span<UInt8>, at place: Int, before end: Int
    ) -> (scalar: Unicode.Scalar, length: Int)? {
        let lead = bytes[place]
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        guard lead >= 0xC0, place + length <= end else { return nil }
        var value = UInt32(lead) & (length == 4 ? 0x07 : length == 3 ? 0x0F : 0x1F)
        for next in (place + 1)..<(place + length) { value = value << 6 | UInt32(bytes[next] & 0x3F) }
        return Unicode.Scalar(value).map { ($0, length) }
    }

    private static func key(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> UInt32 {
        UInt32(first) << 16 | UInt32(second) << 8 | UInt32(third)
    }

    /// ISO 4217, currencies and funds in use, and those that the euro replaced last.
    private static let codes: Set<UInt32> = {
        let text = """
            AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN \
            BZD CAD CDF CHF CLF CLP CNH CNY COP CRC CUP CVE CZK DEM DJF DKK DOP DZD EGP ERN ESP ETB EUR FJD \
            FKP FRF GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK ITL JMD JOD \
            JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU \
            MUR MVR MWK MXN MYR MZN NAD NGN NIO NLG NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD \
            RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD \
            TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
            """
        return Set(
            text.split(separator: " ").map { code in
                code.utf8.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            })
    }()
}
