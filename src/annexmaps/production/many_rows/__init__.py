"""Many rows: a year's table of millions of rows located and counted in one pass, without a geometry for any of them."""
