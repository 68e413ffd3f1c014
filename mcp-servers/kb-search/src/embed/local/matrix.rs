//! Matrix products over slices, with the bounds that the library leaves to its caller.

/// A matrix inside a slice.
#[derive(Clone, Copy)]
pub struct Matrix<'a> {
    data: &'a [f32],
    rows: usize,
    cols: usize,
    row_stride: usize,
    col_stride: usize,
}

impl<'a> Matrix<'a> {
    /// Row after row.
    pub fn new(data: &'a [f32], rows: usize, cols: usize) -> Self {
        Self::strided(data, rows, cols, cols)
    }

    /// Rows that begin `row_stride` numbers apart.
    pub fn strided(data: &'a [f32], rows: usize, cols: usize, row_stride: usize) -> Self {
        assert!(fits(data.len(), rows, cols, row_stride), "a matrix lies within its numbers");
        Self { data, rows, cols, row_stride, col_stride: 1 }
    }

    #[must_use]
    pub fn transposed(self) -> Self {
        Self {
            rows: self.cols,
            cols: self.rows,
            row_stride: self.col_stride,
            col_stride: self.row_stride,
            ..self
        }
    }
}

fn fits(len: usize, rows: usize, cols: usize, row_stride: usize) -> bool {
    rows == 0 || cols == 0 || (row_stride >= cols && (rows - 1) * row_stride + cols <= len)
}

/// `out = scale * a * b + keep * out`; the rows of `out` begin `out_stride` numbers apart.
pub fn multiply(scale: f32, a: Matrix<'_>, b: Matrix<'_>, keep: f32, out: &mut [f32], out_stride: usize) {
    assert_eq!(a.cols, b.rows, "the inner lengths agree");
    assert!(fits(out.len(), a.rows, b.cols, out_stride), "the product fits");
    let step = |stride: usize| isize::try_from(stride).expect("a stride is within a slice");
    #[expect(unsafe_code, reason = "the kernel takes pointers; all bounds were checked above and in Matrix")]
    // SAFETY: `Matrix` holds only sizes and strides that stay inside its slice, the product's were
    // checked just now, and `out` is borrowed mutably, so it overlaps neither.
    unsafe {
        matrixmultiply::sgemm(
            a.rows,
            a.cols,
            b.cols,
            scale,
            a.data.as_ptr(),
            step(a.row_stride),
            step(a.col_stride),
            b.data.as_ptr(),
            step(b.row_stride),
            step(b.col_stride),
            keep,
            out.as_mut_ptr(),
            step(out_stride),
            1,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_agree_with_the_definition() {
        let a = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        let mut out = [0.0; 4];
        multiply(1.0, Matrix::new(&a, 2, 3), Matrix::new(&a, 2, 3).transposed(), 0.0, &mut out, 2);
        assert_eq!(out, [14.0, 32.0, 32.0, 77.0]);
    }
}
