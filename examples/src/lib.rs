//! The solutions that ship with Flowright, one folder each, and the tests that run the product from
//! outside. Nothing here is part of the binary.
