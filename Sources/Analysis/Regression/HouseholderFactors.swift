/// The QR factors of a matrix given by columns, kept as reflections; aliased columns are passed over.
struct HouseholderFactors: Sendable {
    /// The columns in the factors, ascending.
    private(set) var kept: [Int] = []
    /// By factor: the reflection vector over all rows, zero above its own place, with v·v = 2.
    private(set) var reflections: [[Double]] = []
    /// Columns of R from the top to the diagonal.
    private(set) var triangle: [[Double]] = []
    let rows: Int

    var rank: Int { kept.count }

    /// - Parameter columns: Of length 1, or of zeros.
    init(_ columns: [[Double]], tolerance: Double) {
        rows = columns.first?.count ?? 0
        for (index, column) in columns.enumerated() {
            var vector = column
            for reflection in reflections { reflect(&vector, by: reflection) }
            let place = rank
            let length = vector[place...].reduce(0) { $0 + $1 * $1 }.squareRoot()
            guard length > tolerance else { continue }
            // Away from zero, so that nothing cancels.
            let diagonal = vector[place] > 0 ? -length : length
            var reflection = [Double](repeating: 0, count: rows)
            for row in place..<rows { reflection[row] = vector[row] }
            reflection[place] -= diagonal
            let size = reflection.reduce(0) { $0 + $1 * $1 }
            let scale = (2 / size).squareRoot()
            for row in place..<rows { reflection[row] *= scale }
            kept.append(index)
            reflections.append(reflection)
            triangle.append(Array(vector[..<place]) + [diagonal])
        }
    }

    private func reflect(_ vector: inout [Double], by reflection: [Double]) {
        let product = zip(reflection, vector).reduce(0) { $0 + $1.0 * $1.1 }
        for row in vector.indices { vector[row] -= product * reflection[row] }
    }

    /// Qᵀ times a vector over all rows.
    func transposed(times vector: [Double]) -> [Double] {
        var result = vector
        for reflection in reflections { reflect(&result, by: reflection) }
        return result
    }

    /// Q times a vector over all rows.
    func times(_ vector: [Double]) -> [Double] {
        var result = vector
        for reflection in reflections.reversed() { reflect(&result, by: reflection) }
        return result
    }

    /// Solves R x = b.
    func solved(_ right: [Double]) -> [Double] {
        var solution = Array(right.prefix(rank))
        for place in (0..<rank).reversed() {
            solution[place] /= triangle[place][place]
            for above in 0..<place { solution[above] -= triangle[place][above] * solution[place] }
        }
        return solution
    }

    /// Solves Rᵀ x = b.
    func solvedTransposed(_ right: [Double]) -> [Double] {
        var solution = right
        for place in 0..<rank {
            for above in 0..<place { solution[place] -= triangle[place][above] * solution[above] }
            solution[place] /= triangle[place][place]
        }
        return solution
    }

    /// By row: the squared length of its part in Q.
    var leverages: [Double] {
        var sums = [Double](repeating: 0, count: rows)
        for place in 0..<rank {
            var unit = [Double](repeating: 0, count: rows)
            unit[place] = 1
            for (row, value) in times(unit).enumerated() { sums[row] += value * value }
        }
        return sums
    }

    /// By column: the length of its row in the inverse of R, the root of the diagonal of (RᵀR)⁻¹.
    var inverseRowLengths: [Double] {
        var squares = [Double](repeating: 0, count: rank)
        for place in 0..<rank {
            var unit = [Double](repeating: 0, count: rank)
            unit[place] = 1
            for (row, value) in solved(unit).enumerated() { squares[row] += value * value }
        }
        return squares.map { $0.squareRoot() }
    }
}
