"""What the parts of a comparison of photos are called, and why two photos cannot be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from livecoach.core.types import View
from livecoach.core.words.message import Message, _, joined
from livecoach.posture.measure.photo_measures import Mismatch, PhotoMeasure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Six = tuple[str, str, str, str, str, str]

NAME: Final[Mapping[PhotoMeasure, Message]] = {
    PhotoMeasure.SHOULDER_AHEAD_HIP: _("Shoulders ahead of the hip line"),
    PhotoMeasure.ELBOW_AHEAD_HIP: _("Elbows ahead of the hip line"),
    PhotoMeasure.WRIST_AHEAD_HIP: _("Wrists ahead of the hip line"),
    PhotoMeasure.EAR_AHEAD_SHOULDER: _("Head: ear ahead of shoulder"),
    PhotoMeasure.NECK_LENGTH: _("Neck: ear above shoulder"),
    PhotoMeasure.SHOULDER_LEVEL: _("Left shoulder above the right"),
}

_AHEAD: Final = (_("{} further forward"), _("{} further back"))
MORE_LESS: Final[Mapping[PhotoMeasure, tuple[Message, Message]]] = {
    PhotoMeasure.SHOULDER_AHEAD_HIP: _AHEAD,
    PhotoMeasure.ELBOW_AHEAD_HIP: _AHEAD,
    PhotoMeasure.WRIST_AHEAD_HIP: _AHEAD,
    PhotoMeasure.EAR_AHEAD_SHOULDER: _AHEAD,
    PhotoMeasure.NECK_LENGTH: (_("{} longer"), _("{} shorter")),
    PhotoMeasure.SHOULDER_LEVEL: (_("{} higher on the left"), _("{} lower on the left")),
}
"""How a larger and a smaller value is reported; filled in with the change."""

SUBTITLE: Final = {
    View.SIDE: _("from the side; both photos are level and at the same scale"),
    View.BACK: _("from the back; both photos are level and at the same scale"),
}
HEADINGS: Final = (
    Message(),
    _("before"),
    _("after"),
    _("change"),
    _("smallest detectable"),
    _("conclusion"),
)

POINT: Final = {
    "left ear": _("left ear"),
    "right ear": _("right ear"),
    "left shoulder": _("left shoulder"),
    "right shoulder": _("right shoulder"),
    "left elbow": _("left elbow"),
    "right elbow": _("right elbow"),
    "left hip": _("left hip"),
    "right hip": _("right hip"),
    "shoulder": _("shoulder"),
    "elbow": _("elbow"),
    "hip": _("hip"),
    "far hip": _("far hip"),
    "ears": _("ears"),
    "neck's base": _("base of the neck"),
    "wrists": _("wrists"),
    "knees": _("knees"),
    "ankles": _("ankles"),
    "toes": _("toes"),
}
"""Points that can be moved, by their names in the files."""

CHECK_POINTS: Final = _(
    "Look at the points. From the side, they are the near shoulder, elbow and hip; the others lie midway between left "
    "and right. If one is off its joint, do not trust the numbers: move it with --points, or take that photo again "
    "with more light and clothes that show the joint."
)
SELF_CHECK: Final = _(
    "Ask yourself, because no photo can show it: when you lie on your back and breathe out fully, do your lower ribs "
    "stick out less than before?"
)

_WHY_NOT: Final = {
    Mismatch.FEET_CUT_OFF: _("The feet are not in both photos: step back, or turn the camera upright."),
    Mismatch.TURNED: _("The body is turned differently: put your feet on the same marks."),
    Mismatch.OTHER_SIDE: _("The photos show different sides of the body: take both from the same side."),
    Mismatch.DISTANCE: _("The distance to the camera differs: put the camera where it was."),
    Mismatch.FEET: _("The feet stand differently: put them on the same marks."),
    Mismatch.KNEES: _("The knees are bent differently: stand with straight legs in both photos."),
    Mismatch.ARMS: _("The arms are held differently: let them hang in both photos."),
}
_OBLIQUE: Final = {
    View.SIDE: _("One photo shows the side at an angle: turn your side straight to the camera."),
    View.BACK: _("One photo shows the back at an angle: turn your back straight to the camera."),
}
_CLOTHES: Final = {"top": _("top"), "trousers": _("trousers")}


def why_not(found: Sequence[Mismatch], view: View, worn: Sequence[str] = ()) -> tuple[Message, ...]:
    """Return why two photos of a ``view`` cannot be compared; ``worn`` names the clothes that differ."""
    reasons = [_OBLIQUE[view] if one is Mismatch.OBLIQUE else _WHY_NOT[one] for one in found]
    if worn:
        clothes = joined(", ", (_CLOTHES[name] for name in worn))
        reasons.append(_("Different clothes ({}): wear the same in both photos.").format(clothes))
    return tuple(reasons)
