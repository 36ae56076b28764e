"""Files of data for other tools, written from the specification of a map: GeoPackage, GeoJSON, TopoJSON, CSV with HXL tags, KML."""
