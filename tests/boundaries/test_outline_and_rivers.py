"""What is drawn around the communes: outline, neighbours, rivers, towns."""

import numpy as np
import pytest
import shapely

STEP = 0.05  # degrees
MOST_POINTS = 200
REGIONAL_CAPITALS = 10


def lines_of(context, kind):
    chosen = context[context["kind"] == kind].sort_values(["name_fr", "part", "order"])
    return {
        key: part[["longitude", "latitude"]].to_numpy() for key, part in chosen.groupby(["name_fr", "part"], sort=False)
    }


def test_the_outline_is_one_ring_of_at_most_200_points(context):
    outline = lines_of(context, "outline")
    assert list(outline) == [("Mali", 1)]
    assert len(outline["Mali", 1]) <= MOST_POINTS


def test_coordinates_are_rounded_to_a_twentieth_of_a_degree(context):
    steps = context[["longitude", "latitude"]].to_numpy() / STEP
    np.testing.assert_allclose(steps, np.round(steps), atol=1e-6)


@pytest.mark.parametrize("kind", ["outline", "neighbour", "lake"])
def test_areas_are_closed_valid_rings(context, kind):
    rings = lines_of(context, kind)
    assert {name for name, ring in rings.items() if (ring[0] != ring[-1]).any()} == set()
    assert {name for name, ring in rings.items() if not shapely.Polygon(ring).is_valid} == set()


def test_mali_and_its_neighbours_share_their_borders(context):
    rings = [*lines_of(context, "outline").values(), *lines_of(context, "neighbour").values()]
    assert shapely.coverage_is_valid([shapely.Polygon(ring) for ring in rings])


def test_mali_is_surrounded_by_its_seven_neighbours(context):
    mali = shapely.Polygon(lines_of(context, "outline")["Mali", 1])
    around = lines_of(context, "neighbour").items()
    touching = {name for (name, _), ring in around if shapely.Polygon(ring).intersection(mali).length > 0}
    assert touching == {"Algérie", "Burkina Faso", "Côte d'Ivoire", "Guinée", "Mauritanie", "Niger", "Sénégal"}


def test_the_niger_is_one_line_across_the_country(context):
    niger = shapely.LineString(lines_of(context, "river")["Niger", 1])
    mali = shapely.Polygon(lines_of(context, "outline")["Mali", 1])
    assert shapely.get_num_geometries(niger.intersection(mali)) == 1


@pytest.mark.parametrize("river", ["Diaka", "Bara Issa", "Bani"])
def test_arms_and_tributaries_meet_the_niger(context, river):
    rivers = lines_of(context, "river")
    assert shapely.LineString(rivers["Niger", 1]).distance(shapely.LineString(rivers[river, 1])) == pytest.approx(0)


def test_the_order_of_points_has_no_gap(context):
    numbered = context.groupby(["kind", "name_fr", "part"])["order"].agg(list)
    assert [order for order in numbered if order != list(range(1, len(order) + 1))] == []


def test_one_capital_and_ten_regional_capitals_are_named(towns):
    assert list(towns[towns["rank"] == 1]["name"]) == ["Bamako"]
    assert (towns["rank"] == 2).sum() == REGIONAL_CAPITALS
    assert set(towns["rank"]) == {1, 2, 3}


def test_towns_are_inside_the_outline(context, towns):
    mali = shapely.Polygon(lines_of(context, "outline")["Mali", 1])
    outside = ~shapely.contains_xy(mali, towns["longitude"], towns["latitude"])
    assert list(towns["name"][outside]) == []
