//! Two companies on one PostgreSQL: nobody sees anything of the other's.
