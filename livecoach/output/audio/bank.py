"""Sound id to samples: which file stands for it in the chosen style and language, read when first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

import numpy as np

from livecoach.core.resources import sounds_folder
from livecoach.core.types import readonly
from livecoach.core.words.message import _
from livecoach.core.words.phrases import PACE_TONES, PHRASES, SOUND_IDS, tone_for
from livecoach.core.words.translator import SOURCE_LANGUAGE, resolved
from livecoach.errors import AudioError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

RATE: Final = 48000

Style = Literal["voice", "tones"]


def voice_language(language: str, folder: Path | None = None) -> str:
    """Return the language that is spoken: ``language`` (the system's for ``auto``) if it has sounds, else English."""
    wanted = resolved(language)
    return wanted if ((folder or sounds_folder()) / wanted / "voice").is_dir() else SOURCE_LANGUAGE


def sound_for(sound_id: str, style: Style, language: str, folder: Path | None = None) -> Path:
    """Return the file that stands for a sound id.

    With ``voice`` the spoken phrase, or the tone of an id that has no words (``confirm``, ``tick``, ``notice``);
    with ``tones`` the id's own tone or the one that ``core.words.phrases.tone_for`` names. KeyError for an unknown id.
    """
    root = folder or sounds_folder()
    if style == "voice" and sound_id in PHRASES:
        return root / voice_language(language, folder) / "voice" / f"{sound_id}.flac"
    return root / "tones" / f"{tone_for(sound_id)}.flac"


class SoundBank:
    """The sounds of one style and language, as float32 mono at ``RATE``; each file is read when first asked for.

    A language without sounds is spoken in English. ValueError for a style that does not exist.
    """

    def __init__(self, style: Style = "voice", language: str = "en", *, folder: Path | None = None) -> None:
        self.language = language
        self._folder = folder
        self.choose(style)

    def __contains__(self, sound_id: str) -> bool:
        return sound_id in SOUND_IDS or sound_id in PACE_TONES

    def choose(self, style: Style) -> None:
        """Sound in another style from now on; ValueError for one that does not exist."""
        if style not in get_args(Style):
            raise ValueError(f"There is no sound style {style!r}: choose one of {', '.join(get_args(Style))}.")
        self.style: Style = style
        self._samples: dict[str, NDArray[np.float32]] = {}

    def samples(self, sound_id: str) -> NDArray[np.float32]:
        """Return the samples (n,), read-only; KeyError for an unknown id, AudioError for a missing or broken file."""
        known = self._samples.get(sound_id)
        if known is None:
            known = self._samples[sound_id] = _decode(sound_for(sound_id, self.style, self.language, self._folder))
        return known


def _decode(path: Path) -> NDArray[np.float32]:
    import miniaudio  # noqa: PLC0415 -- 70 ms that a session without sound does not pay

    try:
        decoded = miniaudio.decode_file(str(path), miniaudio.SampleFormat.FLOAT32, nchannels=1, sample_rate=RATE)
    except (OSError, miniaudio.MiniaudioError) as error:
        raise AudioError(_("The sound file {} is missing or broken: install livecoach again.").format(path)) from error
    return readonly(np.array(decoded.samples, dtype=np.float32))
