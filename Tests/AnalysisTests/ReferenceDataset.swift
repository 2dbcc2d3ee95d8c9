import Testing

/// Data sets of NIST's Statistical Reference Datasets (linear regression, public domain) with their certified values;
/// each certified value was recomputed in exact rational arithmetic.
struct ReferenceDataset: Sendable, CustomTestStringConvertible {
    let name: String
    var testDescription: String { name }
    let columns: [[Double]]
    let response: [Double]
    let coefficients: [Double]
    let standardErrors: [Double]
    let residualStandardError: Double
    /// Digits that must be reached by the coefficients and by the standard errors.
    let coefficientDigits: Double
    let errorDigits: Double

    static let all = [longley, filip] + (1...5).map(wampler)

    private static func powers(of values: [Double], upTo degree: Int) -> [[Double]] {
        var columns = [[Double](repeating: 1, count: values.count)]
        for _ in 0..<degree { columns.append(zip(columns[columns.count - 1], values).map { $0 * $1 }) }
        return columns
    }
}

extension ReferenceDataset {
    static let longley = ReferenceDataset(
        name: "Longley",
        columns: [[Double](repeating: 1, count: 16)]
            + (1...6).map { column in longleyRows.map { $0[column] } },
        response: longleyRows.map { $0[0] },
        coefficients: [
            -3482258.63459582, 15.0618722713733, -0.358191792925910E-01, -2.02022980381683,
            -1.03322686717359, -0.511041056535807E-01, 1829.15146461355,
        ],
        standardErrors: [
            890420.383607373, 84.9149257747669, 0.334910077722432E-01, 0.488399681651699,
            0.214274163161675, 0.226073200069370, 455.478499142212,
        ], residualStandardError: 304.854073561965, coefficientDigits: 14, errorDigits: 12.5)

    private static let longleyRows: [[Double]] = [
        [60323, 83.0, 234289, 2356, 1590, 107608, 1947],
        [61122, 88.5, 259426, 2325, 1456, 108632, 1948],
        [60171, 88.2, 258054, 3682, 1616, 109773, 1949],
        [61187, 89.5, 284599, 3351, 1650, 110929, 1950],
        [63221, 96.2, 328975, 2099, 3099, 112075, 1951],
        [63639, 98.1, 346999, 1932, 3594, 113270, 1952],
        [64989, 99.0, 365385, 1870, 3547, 115094, 1953],
        [63761, 100.0, 363112, 3578, 3350, 116219, 1954],
        [66019, 101.2, 397469, 2904, 3048, 117388, 1955],
        [67857, 104.6, 419180, 2822, 2857, 118734, 1956],
        [68169, 108.4, 442769, 2936, 2798, 120445, 1957],
        [66513, 110.8, 444546, 4681, 2637, 121950, 1958],
        [68655, 112.6, 482704, 3813, 2552, 123366, 1959],
        [69564, 114.2, 502601, 3931, 2514, 125368, 1960],
        [69331, 115.7, 518173, 4806, 2572, 127852, 1961],
        [70551, 116.9, 554894, 4007, 2827, 130081, 1962],
    ]

    static let filip = ReferenceDataset(
        name: "Filip", columns: powers(of: filipPredictor, upTo: 10), response: filipResponse,
        coefficients: [
            -1467.48961422980, -2772.17959193342, -2316.37108160893, -1127.97394098372, -354.478233703349,
            -75.1242017393757, -10.8753180355343, -1.06221498588947, -0.670191154593408E-01,
            -0.246781078275479E-02, -0.402962525080404E-04,
        ],
        standardErrors: [
            298.084530995537, 559.779865474950, 466.477572127796, 227.204274477751, 71.6478660875927,
            15.2897178747400, 2.23691159816033, 0.221624321934227, 0.142363763154724E-01,
            0.535617408889821E-03, 0.896632837373868E-05,
        ], residualStandardError: 0.334801051324544E-02, coefficientDigits: 7.5, errorDigits: 7.2)

    private static let filipResponse: [Double] = [
        0.8116, 0.9072, 0.9052, 0.9039, 0.8053, 0.8377, 0.8667, 0.8809, 0.7975, 0.8162, 0.8515, 0.8766,
        0.8885, 0.8859, 0.8959, 0.8913, 0.8959, 0.8971, 0.9021, 0.909, 0.9139, 0.9199, 0.8692, 0.8872,
        0.89, 0.891, 0.8977, 0.9035, 0.9078, 0.7675, 0.7705, 0.7713, 0.7736, 0.7775, 0.7841, 0.7971,
        0.8329, 0.8641, 0.8804, 0.7668, 0.7633, 0.7678, 0.7697, 0.77, 0.7749, 0.7796, 0.7897, 0.8131,
        0.8498, 0.8741, 0.8061, 0.846, 0.8751, 0.8856, 0.8919, 0.8934, 0.894, 0.8957, 0.9047, 0.9129,
        0.9209, 0.9219, 0.7739, 0.7681, 0.7665, 0.7703, 0.7702, 0.7761, 0.7809, 0.7961, 0.8253, 0.8602,
        0.8809, 0.8301, 0.8664, 0.8834, 0.8898, 0.8964, 0.8963, 0.9074, 0.9119, 0.9228,
    ]

    private static let filipPredictor: [Double] = [
        -6.860120914, -4.324130045, -4.358625055, -4.358426747, -6.955852379, -6.661145254,
        -6.355462942, -6.118102026, -7.115148017, -6.815308569, -6.519993057, -6.204119983,
        -5.853871964, -6.109523091, -5.79832982, -5.482672118, -5.171791386, -4.851705903, -4.517126416,
        -4.143573228, -3.709075441, -3.499489089, -6.300769497, -5.953504836, -5.642065153,
        -5.031376979, -4.680685696, -4.329846955, -3.928486195, -8.56735134, -8.363211311, -8.107682739,
        -7.823908741, -7.522878745, -7.218819279, -6.920818754, -6.628932138, -6.323946875,
        -5.991399828, -8.781464495, -8.663140179, -8.473531488, -8.247337057, -7.971428747,
        -7.676129393, -7.352812702, -7.072065318, -6.774174009, -6.478861916, -6.159517513,
        -6.835647144, -6.53165267, -6.224098421, -5.910094889, -5.598599459, -5.290645224, -4.974284616,
        -4.64454848, -4.290560426, -3.885055584, -3.408378962, -3.13200249, -8.726767166, -8.66695597,
        -8.511026475, -8.165388579, -7.886056648, -7.588043762, -7.283412422, -6.995678626,
        -6.691862621, -6.392544977, -6.067374056, -6.684029655, -6.378719832, -6.065855188,
        -5.752272167, -5.132414673, -4.811352704, -4.098269308, -3.66174277, -3.2644011,
    ]

    /// Polynomials of degree 5 on 0 to 20: the first two are met exactly, the others have growing noise.
    static func wampler(_ number: Int) -> ReferenceDataset {
        let columns = powers(of: (0...20).map(Double.init), upTo: 5)
        let coefficients = number == 2 ? wampler2Coefficients : [Double](repeating: 1, count: 6)
        let noise = [0.0, 0, 0, 1, 100, 10_000][number]
        let response = wamplerNoise.indices.map { row in
            columns.reduce(noise * wamplerNoise[row]) { $0 + $1[row] }
        }
        return ReferenceDataset(
            name: "Wampler\(number)", columns: columns, response: number == 2 ? wampler2 : response,
            coefficients: coefficients, standardErrors: wamplerErrors.map { $0 * noise },
            residualStandardError: 2360.14502379268 * noise, coefficientDigits: 12.8,
            errorDigits: 12.8)
    }

    private static let wamplerNoise: [Double] = [
        759, -2048, 2048, -2048, 2523, -2048, 2048, -2048, 1838, -2048, 2048, -2048, 1838, -2048, 2048,
        -2048, 2523, -2048, 2048, -2048, 759,
    ]

    private static let wamplerErrors = [
        2152.32624678170, 2363.55173469681, 779.343524331583, 101.475507550350, 5.64566512170752,
        0.112324854679312,
    ]

    private static let wampler2Coefficients = [1, 0.1, 0.01, 0.001, 0.0001, 0.00001]

    /// As published, with five decimals.
    private static let wampler2: [Double] = [
        1.00000, 1.11111, 1.24992, 1.42753, 1.65984, 1.96875, 2.38336, 2.94117, 3.68928, 4.68559,
        6.00000, 7.71561, 9.92992, 12.75603, 16.32384, 20.78125, 26.29536, 33.05367, 41.26528, 51.16209,
        63.00000,
    ]
}
