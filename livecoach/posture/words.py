"""What a comparison of photos and the chart of many say, in each language of ``livecoach.core.words.phrases``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from livecoach.core.types import View
from livecoach.posture.measure.photo_measures import Mismatch, PhotoMeasure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Six = tuple[str, str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class PostureWords:
    """Texts of one ``language``; those with braces are for ``str.format``.

    ``photo`` and ``take`` name one in a sentence, ``measures`` gives each its name and what more and less of it is
    called, ``points`` what a point that can be moved is called, by its English name.
    """

    language: str
    title: str
    subtitle: Mapping[View, str]
    before: str
    after: str
    photo: str
    take: str
    legend: str
    headings: Six
    measures: Mapping[PhotoMeasure, tuple[str, str, str]]
    not_shown: str
    not_comparable: str
    height_given: str
    height_assumed: str
    by_hand: str
    points: Mapping[str, str]
    check_points: str
    self_check: str
    warnings: Mapping[Mismatch, str]
    oblique: Mapping[View, str]
    clothes: str
    both: str
    worn: Mapping[str, str]
    drag: str
    keys: str
    warning: str
    written: str
    chart: str
    views: Mapping[View, str]
    band: str
    photos: tuple[str, str]
    left_out: str
    not_ours: str

    def name(self, measure: PhotoMeasure) -> str:
        """Return what a measure is called."""
        return self.measures[measure][0]

    def why_not(self, found: Sequence[Mismatch], view: View, worn: Sequence[str] = ()) -> tuple[str, ...]:
        """Return in words why two photos of a ``view`` cannot be compared; ``worn`` names the clothes that differ."""
        told = [self.oblique[view] if one is Mismatch.OBLIQUE else self.warnings[one] for one in found]
        clothes = [self.clothes.format(self.both.join(self.worn[name] for name in worn))] if worn else []
        return (*told, *clothes)


_ENGLISH: Final = PostureWords(
    language="en",
    title="Before and after",
    subtitle={
        View.SIDE: "from the side, both photos level and to one scale",
        View.BACK: "from the back, both photos level and to one scale",
    },
    before="Before",
    after="After",
    photo="The photo {}",
    take="Take {}",
    legend="orange: before",
    headings=("", "before", "after", "change", "smallest that shows", "what can be said"),
    measures={
        PhotoMeasure.SHOULDER_AHEAD_HIP: ("Shoulders ahead of the hip line", "further forward", "further back"),
        PhotoMeasure.ELBOW_AHEAD_HIP: ("Elbows ahead of the hip line", "further forward", "further back"),
        PhotoMeasure.WRIST_AHEAD_HIP: ("Wrists ahead of the hip line", "further forward", "further back"),
        PhotoMeasure.EAR_AHEAD_SHOULDER: ("Head: ear ahead of shoulder", "further forward", "further back"),
        PhotoMeasure.NECK_LENGTH: ("Neck: ear above shoulder", "longer", "shorter"),
        PhotoMeasure.SHOULDER_LEVEL: ("Left shoulder above the right", "higher on the left", "lower on the left"),
    },
    not_shown="no change that this can show",
    not_comparable="not comparable",
    height_given="Centimetres: for a height of {:.0f} cm.",
    height_assumed=(
        "Centimetres: for an assumed height of {:.0f} cm, as none was given; for somebody 10 % taller "
        "all numbers are 10 % larger."
    ),
    by_hand="Moved by hand, {}.",
    points={},
    check_points=(
        "Look at the points (from the side the near shoulder, elbow and hip, the rest midway between left and right): "
        "where one lies off its joint, trust no number: move it with --points, or take that photo again, with more "
        "light and clothes that show it."
    ),
    self_check=(
        "Ask yourself, no photo can tell: lying on your back with a full breath out, do your lower ribs stand out less "
        "than before?"
    ),
    warnings={
        Mismatch.FEET_CUT_OFF: "The feet are not in both photos: step back, or turn the camera upright.",
        Mismatch.TURNED: "The body is turned differently: put the feet on the same marks.",
        Mismatch.OTHER_SIDE: "The photos show different sides of the body: take both from the same side.",
        Mismatch.DISTANCE: "The distance to the camera differs: put the camera where it was.",
        Mismatch.FEET: "The feet stand differently: put them on the same marks.",
        Mismatch.KNEES: "The knees are bent differently: stand with straight legs in both.",
        Mismatch.ARMS: "The arms are held differently: let them hang in both.",
    },
    oblique={
        View.SIDE: "A photo shows the side at an angle: turn the side to the camera.",
        View.BACK: "A photo shows the back at an angle: turn the back to the camera.",
    },
    clothes="Different clothes ({}): wear the same in both photos.",
    both=" and ",
    worn={"top": "top", "trousers": "trousers"},
    drag="drag a point that lies off its joint",
    keys="u: undo   Enter: done   q: stop, write nothing",
    warning="Warning: {}",
    written="Written to {} and {}",
    chart="How I stand",
    views={View.SIDE: "side", View.BACK: "back"},
    band="grey band: no change that this can show",
    photos=("{} photo. Written to {}", "{} photos. Written to {}"),
    left_out="Left out: {}",
    not_ours="{} is not from livecoach posture capture",
)
_GERMAN: Final = PostureWords(
    language="de",
    title="Vorher und nachher",
    subtitle={
        View.SIDE: "von der Seite, beide Fotos lotrecht und im selben Maßstab",
        View.BACK: "von hinten, beide Fotos lotrecht und im selben Maßstab",
    },
    before="Vorher",
    after="Nachher",
    photo="Das Foto {}",
    take="Aufnahme {}",
    legend="orange: vorher",
    headings=("", "vorher", "nachher", "Änderung", "kleinste, die sich zeigt", "was sich sagen lässt"),
    measures={
        PhotoMeasure.SHOULDER_AHEAD_HIP: ("Schultern vor der Hüftlinie", "weiter vorn", "weiter hinten"),
        PhotoMeasure.ELBOW_AHEAD_HIP: ("Ellbogen vor der Hüftlinie", "weiter vorn", "weiter hinten"),
        PhotoMeasure.WRIST_AHEAD_HIP: ("Handgelenke vor der Hüftlinie", "weiter vorn", "weiter hinten"),
        PhotoMeasure.EAR_AHEAD_SHOULDER: ("Kopf: Ohr vor der Schulter", "weiter vorn", "weiter hinten"),
        PhotoMeasure.NECK_LENGTH: ("Nacken: Ohr über der Schulter", "länger", "kürzer"),
        PhotoMeasure.SHOULDER_LEVEL: ("Linke Schulter über der rechten", "links höher", "links tiefer"),
    },
    not_shown="keine Änderung, die sich hier zeigt",
    not_comparable="nicht vergleichbar",
    height_given="Zentimeter: für eine Größe von {:.0f} cm.",
    height_assumed=(
        "Zentimeter: für eine angenommene Größe von {:.0f} cm, da keine angegeben ist; wer 10 % größer ist, "
        "hat 10 % größere Zahlen."
    ),
    by_hand="Von Hand verschoben, {}.",
    points={
        "left ear": "linkes Ohr",
        "right ear": "rechtes Ohr",
        "left shoulder": "linke Schulter",
        "right shoulder": "rechte Schulter",
        "left elbow": "linker Ellbogen",
        "right elbow": "rechter Ellbogen",
        "left hip": "linke Hüfte",
        "right hip": "rechte Hüfte",
        "shoulder": "Schulter",
        "elbow": "Ellbogen",
        "hip": "Hüfte",
        "far hip": "ferne Hüfte",
        "ears": "Ohren",
        "neck's base": "Halsansatz",
        "wrists": "Handgelenke",
        "knees": "Knie",
        "ankles": "Knöchel",
        "toes": "Zehen",
    },
    check_points=(
        "Sieh dir die Punkte an (von der Seite Schulter, Ellbogen und Hüfte der nahen Seite, sonst die Mitte zwischen "
        "links und rechts): Liegt einer neben seinem Gelenk, trau keiner Zahl: Verschieb ihn mit --points oder mach "
        "das Foto neu, mit mehr Licht und Kleidung, die das Gelenk zeigt."
    ),
    self_check=(
        "Frag dich selbst, kein Foto zeigt es: Stehen deine unteren Rippen, auf dem Rücken liegend und ganz "
        "ausgeatmet, weniger vor als früher?"
    ),
    warnings={
        Mismatch.FEET_CUT_OFF: "Die Füße sind nicht auf beiden Fotos: Geh zurück oder stell die Kamera hochkant.",
        Mismatch.TURNED: "Der Körper ist anders gedreht: Stell die Füße auf dieselben Marken.",
        Mismatch.OTHER_SIDE: "Die Fotos zeigen verschiedene Seiten: Nimm beide von derselben auf.",
        Mismatch.DISTANCE: "Der Abstand zur Kamera ist anders: Stell die Kamera dorthin, wo sie war.",
        Mismatch.FEET: "Die Füße stehen anders: Stell sie auf dieselben Marken.",
        Mismatch.KNEES: "Die Knie sind anders gebeugt: Steh auf beiden mit geraden Beinen.",
        Mismatch.ARMS: "Die Arme sind anders gehalten: Lass sie auf beiden hängen.",
    },
    oblique={
        View.SIDE: "Ein Foto zeigt die Seite schräg: Dreh die Seite gerade zur Kamera.",
        View.BACK: "Ein Foto zeigt den Rücken schräg: Dreh den Rücken gerade zur Kamera.",
    },
    clothes="Andere Kleidung ({}): Trag auf beiden Fotos dieselbe.",
    both=" und ",
    worn={"top": "Oberteil", "trousers": "Hose"},
    drag="Zieh einen Punkt, der neben seinem Gelenk liegt",
    keys="u: zurück   Enter: fertig   q: abbrechen, nichts schreiben",
    warning="Achtung: {}",
    written="Geschrieben nach {} und {}",
    chart="Wie ich stehe",
    views={View.SIDE: "Seite", View.BACK: "Rücken"},
    band="graues Band: keine Änderung, die sich hier zeigt",
    photos=("{} Foto. Geschrieben nach {}", "{} Fotos. Geschrieben nach {}"),
    left_out="Ausgelassen: {}",
    not_ours="{} ist nicht von livecoach posture capture",
)
POSTURE_WORDS: Final = {"en": _ENGLISH, "de": _GERMAN}
