from livecoach.session.figures import figures_of


def test_an_exercise_without_a_drawing_has_no_figure():
    assert set(figures_of(["pit_pull", "none such"])) == {"pit_pull"}
